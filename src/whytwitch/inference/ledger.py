"""How far each piece of evidence pushed each cause (DESIGN §2, Ledger)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from whytwitch.inference.chunks import solve_columns
from whytwitch.inference.engine import Engine, Understood
from whytwitch.inference.network import FloatArray
from whytwitch.inference.pieces import AbsentPiece, BitPiece, FactorPiece, Piece, RatePiece, lab_piece_id
from whytwitch.inference.pretest import ExposureState
from whytwitch.model import LabResult, LedgerEntry, Match

__all__ = ["TOTAL", "ledger"]

TOTAL = "total"
SMALLEST_PUSH = 0.02  # a push below 2 % of the odds says nothing


def ledger(engine: Engine, understood: Understood, causes: Sequence[str], *, movement: int = 0) -> tuple[LedgerEntry, ...]:
    """Per piece and exposure, the mean of its push left out of everything and its push alone, strongest first; last, for each cause, all of it together.

    Leave-one-out by itself hides what is said twice; alone by itself overstates it. The log-odds are natural logarithms of the odds of the share.
    """
    problem = understood.light
    units = [unit for unit in _units(understood) if not _is_of_another(unit, movement)]
    solution = solve_columns(problem.network(*_variants(engine, understood, units)), problem.plan)
    share, _ = engine.merged(solution.share[:, movement], solution.presence, understood.share_of)
    odds = np.log(np.clip(share, 1e-300, None)) - np.log(np.clip(1.0 - share, 1e-300, None))
    count = len(units)
    push = ((odds[:, 0:1] - odds[:, 1 : count + 1]) + (odds[:, count + 1 : 2 * count + 1] - odds[:, -1:])) / 2.0
    entries = [
        LedgerEntry(name, cause, float(push[engine.index[cause] - 1, i]), *_match(engine, members, name, cause))
        for i, (name, members) in enumerate(units)
        for cause in causes
        if cause in engine.index and abs(push[engine.index[cause] - 1, i]) >= SMALLEST_PUSH
    ]
    entries.sort(key=lambda e: (-abs(e.log_odds), e.finding, e.cause))
    total = odds[:, 0] - odds[:, -1]
    return (*entries, *(LedgerEntry(TOTAL, cause, float(total[engine.index[cause] - 1]), Match.TOTAL) for cause in causes if cause in engine.index))


Unit = tuple[str, tuple[Piece, ...]]


def _units(understood: Understood) -> list[Unit]:
    """What is left out or stands alone together: pieces by id, then the exposures that were spoken of, then age and sex."""
    grouped: dict[str, list[Piece]] = {}
    for piece in understood.light.pieces:
        grouped.setdefault(piece.id, []).append(piece)
    units: list[Unit] = [(name, tuple(members)) for name, members in grouped.items()]
    taken = set(grouped)
    return units + [(name, ()) for name in understood.states if name not in taken]


def _is_of_another(unit: Unit, movement: int) -> bool:
    """Whether a unit is a trait of other movements only: it pushes them, and this one hardly."""
    traits = [piece for piece in unit[1] if isinstance(piece, RatePiece)]
    return bool(traits) and all(piece.movement != movement for piece in traits)


def _variants(engine: Engine, understood: Understood, units: Sequence[Unit]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mask, pretest and propensity; columns: everything; without each unit; each unit alone; nothing."""
    pieces, table, evidence, states = understood.light.pieces, engine.medians, understood.evidence, understood.states
    count = len(units)
    mask = np.ones((len(pieces), 2 * count + 2))
    mask[:, count + 1 :] = 0.0
    pretest = np.repeat(understood.light.pretest, 2 * count + 2, axis=1)
    pretest[:, count + 1 :] = engine.pretest_columns(evidence, [{}])
    places: list[int] = []
    variants: list[Mapping[str, ExposureState]] = []

    def propensity_of(labs: Sequence[LabResult], known: Mapping[str, ExposureState]) -> FloatArray:
        return engine.propensity(replace(evidence, labs=tuple(labs)), known, understood.complaint, table)[:, 0]

    propensity = np.repeat(understood.light.propensity, 2 * count + 2, axis=1)
    propensity[:, count + 1 :] = propensity_of((), {})[:, None]
    for i, (name, members) in enumerate(units):
        for member in members:
            row = next(r for r, piece in enumerate(pieces) if piece is member)
            mask[row, 1 + i] = 0.0
            mask[row, count + 1 + i] = 1.0
        own = [result for result in evidence.labs if lab_piece_id(result) == name]
        rest, alone = {other: state for other, state in states.items() if other != name}, {name: states[name]} if name in states else {}
        if own or alone:
            propensity[:, 1 + i] = propensity_of([result for result in evidence.labs if result not in own], rest)
            propensity[:, count + 1 + i] = propensity_of(own, alone)
        if alone:
            places += [1 + i, count + 1 + i]
            variants += [rest, alone]
    if places:
        pretest[:, places] = engine.pretest_columns(evidence, variants)
    return mask, pretest, propensity


def _match(engine: Engine, members: Sequence[Piece], name: str, cause: str) -> tuple[Match, tuple[str, ...]]:
    """How a unit met the base for a cause, and the sources of the number that did it."""
    noun = engine.knowledge.causes[cause]
    for piece in members:
        match piece:
            case RatePiece():
                row = noun.character.get(piece.attribute)
                leaf = engine.knowledge.attributes[piece.attribute].leaves(piece.value)[0]
                return Match.CHARACTER, row.cells[leaf].sources if row else ()
            case BitPiece() | AbsentPiece() | FactorPiece():
                match_ = piece.match.get(engine.index[cause], Match.NONE)
                strengths = [s for s in engine.strengths.of_finding[name] if s.cause == engine.index[cause]]
                return match_, tuple(dict.fromkeys(src for s in strengths for q, _ in s.parts for src in q.sources))
            case _:
                return Match.LAB, ()
    effects = [e for e in noun.exposures if e.exposure == name]
    return Match.EXPOSURE, tuple(dict.fromkeys(src for e in effects for src in e.risk.sources))
