"""What each possible answer to each possible question would do, all in one batch of columns."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from whytwitch.inference.chunks import solve_columns
from whytwitch.inference.engine import Engine, Understood
from whytwitch.inference.network import Bit, FloatArray, Network
from whytwitch.inference.pieces import AbsentPiece, BitPiece, LikelihoodPiece, Piece
from whytwitch.inference.pretest import ExposureState, stated

__all__ = ["Answer", "Question", "what_if"]

PRESENT, ABSENT = "present", "absent"
SIDES = ("low", "normal", "high")


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be asked or measured: `kind` is finding, exposure, attribute or lab; `id` names it in the base."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: its probability and, per cause of the base, share and presence under it, shape (n_causes,)."""

    question: Question
    answer: str
    probability: float
    share: FloatArray
    presence: FloatArray


@dataclass(frozen=True, slots=True)
class _Column:
    """One answer's column: the exposures under it, the pieces it adds, and the findings whose background it raises."""

    states: Mapping[str, ExposureState] | None = None  # None: as they were told
    pieces: tuple[Piece, ...] = ()
    spared: Mapping[str, float] = field(default_factory=dict)


def what_if(engine: Engine, understood: Understood, questions: Sequence[Question], *, movement: int = 0) -> list[list[Answer]]:
    """For every question its possible answers, in the order of the questions.

    Findings: the answer "no" folds into the causes exactly; "yes" is the rest. Exposures change the pretest, results of defining labs the likelihood
    of their cause: exact as well. Attributes of the movement reweight its makers; presences follow the makers.
    """
    return _WhatIf(engine, understood, movement).answer(questions)


class _WhatIf:
    def __init__(self, engine: Engine, understood: Understood, movement: int) -> None:
        self.engine, self.understood, self.movement = engine, understood, movement
        self.table = engine.medians
        self.columns: list[_Column] = [_Column()]

    def answer(self, questions: Sequence[Question]) -> list[list[Answer]]:
        plans = [self._plan(question) for question in questions]
        self._solve()
        return [self._read(question, plan) for question, plan in zip(questions, plans, strict=True)]

    def _column(self, *pieces: Piece, states: Mapping[str, ExposureState] | None = None, spared: Mapping[str, float] | None = None) -> int:
        self.columns.append(_Column(states, pieces, spared or {}))
        return len(self.columns) - 1

    def _plan(self, question: Question) -> list[tuple[str, int, float]]:
        """Answers that need a column: (answer, column, weight)."""
        if question.kind == "finding":
            known = {name for name, state in self.understood.states.items() if state.current > 0.5}  # noqa: PLR2004 - likelier than not
            piece = self.engine.pieces.absent(question.id, known, self.table)[0]
            assert isinstance(piece, AbsentPiece)  # noqa: S101 - for the type checker
            return [(ABSENT, self._column(piece), float(1.0 - piece.leak[0]))]
        if question.kind == "exposure":
            frequency, spared = self.engine.pretest.frequency(question.id), self._spared(question.id)
            folded = [spared.get(piece.id, 1.0) for piece in self.understood.light.pieces if isinstance(piece, AbsentPiece)]
            yes, no = ({**self.understood.states, question.id: state} for state in (stated(question.id, self.engine.knowledge), ExposureState()))
            return [
                (PRESENT, self._column(states=yes, spared=spared), frequency * math.prod(folded)),
                (ABSENT, self._column(states=no), 1.0 - frequency),
            ]
        if question.kind == "lab":
            sides = ("normal", *self.engine.knowledge.labs[question.id].defines)
            return [(side, self._column(self._lab(question.id, side)), 1.0) for side in SIDES if side in sides]
        return []

    def _spared(self, exposure: str) -> dict[str, float]:
        """For every finding that the exposure would explain: the factor on the chance that nothing outside the model explains it."""
        kinds = self.engine.knowledge.findings
        said = {piece.id for piece in self.understood.light.pieces} & set(kinds)
        return {name: 1.0 - r.leak for name in said for r in kinds[name].raised_by if r.exposure == exposure}

    def _lab(self, lab: str, side: str) -> LikelihoodPiece:
        piece = self.engine.pieces.lab(lab, side, None, 1.0, self.table)
        assert isinstance(piece, LikelihoodPiece)  # noqa: S101 - for the type checker
        return piece

    def _solve(self) -> None:
        """One network with a column per variant: extra pieces multiply into their own column."""
        problem = self.understood.light
        pretest = np.repeat(problem.pretest, len(self.columns), axis=1)
        changed = {number: column.states for number, column in enumerate(self.columns) if column.states is not None}
        if changed:
            pretest[:, list(changed)] = self.engine.pretest_columns(self.understood.evidence, list(changed.values()))
        mask = np.ones((len(problem.pieces), len(self.columns)))
        network = _with_extras(problem.network(mask, pretest), [column.pieces for column in self.columns])
        names = [piece.id for piece in problem.pieces if isinstance(piece, BitPiece)]
        network = replace(network, bits=tuple(self._raised(name, bit) for name, bit in zip(names, network.bits, strict=True)))
        solution = solve_columns(network, problem.plan)
        self.share, self.presence = self.engine.merged(solution.share[:, self.movement], solution.presence, self.understood.share_of)
        self.weight = solution.evidence / solution.evidence[0]
        self.makers, self.present = solution.share[:, self.movement, 0], solution.presence[:, 0]

    def _raised(self, name: str, bit: Bit) -> Bit:
        """A companion with its background raised in the columns whose answer explains it."""
        spared = np.array([column.spared.get(name, 1.0) for column in self.columns])
        return bit if (spared == 1.0).all() else replace(bit, leak=1.0 - (1.0 - bit.leak) * spared)

    def _read(self, question: Question, plan: Sequence[tuple[str, int, float]]) -> list[Answer]:
        if question.kind == "attribute":
            return self._attribute(question)
        weights = np.array([weight * self.weight[column] for _, column, weight in plan])
        if question.kind == "finding":
            return self._finding(question, plan[0][1], float(min(weights[0], 1.0)))
        total = weights.sum()
        return [
            Answer(question, name, float(w / total), self.share[:, column], self.presence[:, column])
            for (name, column, _), w in zip(plan, weights, strict=True)
        ]

    def _finding(self, question: Question, column: int, p_absent: float) -> list[Answer]:
        """The answer "yes" is what is left when "no" is taken out."""
        p_present = max(1.0 - p_absent, 1e-12)
        share = np.clip(self.share[:, 0] - p_absent * self.share[:, column], 0.0, None) / p_present
        presence = np.clip(self.presence[:, 0] - p_absent * self.presence[:, column], 0.0, None) / p_present
        return [
            Answer(question, PRESENT, p_present, np.minimum(share, 1.0), np.minimum(presence, 1.0)),
            Answer(question, ABSENT, p_absent, self.share[:, column], self.presence[:, column]),
        ]

    def _attribute(self, question: Question) -> list[Answer]:
        """Each value reweights the makers, "unexplained" among them with a character of its own."""
        if self.understood.share_of != "movement":
            return []
        attribute = self.engine.knowledge.attributes[question.id]
        beside = np.clip((self.present - self.makers) / np.maximum(1.0 - self.makers, 1e-12), 0.0, 1.0)
        answers = []
        for value in attribute.values:
            weighted = self.makers * self.engine.pieces.cells(attribute, value, self.table)[:, 0]
            total = float(weighted.sum())
            after = (weighted / max(total, 1e-300))[:, None]
            share, presence = self.engine.merged(after, after + (1.0 - after) * beside[:, None], "movement")
            answers.append(Answer(question, value, total, share[:, 0], presence[:, 0]))
        whole = sum(a.probability for a in answers) or 1.0
        return [replace(a, probability=a.probability / whole) for a in answers]


def _with_extras(network: Network, extras: Sequence[Sequence[Piece]]) -> Network:
    """Multiply each column's own absences and likelihoods in."""
    merely, maker = network.absent_merely.copy(), network.absent_maker.copy()
    there, not_there = network.if_present.copy(), network.if_absent.copy()
    for column, pieces in enumerate(extras):
        for piece in pieces:
            rows = list(getattr(piece, "causes", ()))
            if isinstance(piece, AbsentPiece):
                merely[rows, column] *= 1.0 - piece.merely[:, 0]
                maker[rows, column] *= 1.0 - piece.maker[:, 0]
            else:
                assert isinstance(piece, LikelihoodPiece)  # noqa: S101 - an answer adds no other kind
                there[rows, column] *= piece.if_present[:, 0]
                not_there[rows, column] *= piece.if_absent[:, 0]
    return replace(network, absent_merely=merely, absent_maker=maker, if_present=there, if_absent=not_there)
