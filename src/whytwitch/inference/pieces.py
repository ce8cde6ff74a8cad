"""Evidence as pieces, each with what it does to the network, so that any of them can be left out or stand alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from whytwitch.inference.draws import Table
from whytwitch.inference.network import FloatArray
from whytwitch.inference.pretest import ExposureState
from whytwitch.inference.strengths import Strengths, ancestors
from whytwitch.knowledge import Cause, Knowledge, Quantity
from whytwitch.knowledge.causes import CharacterRow, Propensity
from whytwitch.knowledge.nouns import Attribute
from whytwitch.model import Evidence, Finding, LabResult, Match, Movement, Status, Subject, Time, Trait

__all__ = ["UNEXPLAINED", "AbsentPiece", "BitPiece", "FactorPiece", "LikelihoodPiece", "Piece", "Pieces", "RatePiece", "lab_piece_id", "trait_id"]

UNEXPLAINED = "unexplained"  # the always-present cause, index 0
SURE = 0.8  # an absence said with at least this certainty is taken as said
KIND = "kind"  # the attribute that says what a movement is
MOST_PLACES = 2  # a list of places gives at most two factors (DESIGN §2)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: the id it goes by in the ledger, and how it met the base."""

    id: str


@dataclass(frozen=True, slots=True)
class RatePiece(Piece):
    """A trait of a movement: a factor on the rate of every cause, shape (n_causes + 1, n_columns)."""

    movement: int
    factor: FloatArray
    attribute: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class BitPiece(Piece):
    """A companion that is there, or only softly known."""

    causes: tuple[int, ...]
    merely: FloatArray
    maker: FloatArray
    leak: FloatArray
    closing: tuple[float, float]
    match: Mapping[int, Match] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AbsentPiece(Piece):
    """A companion that is not there."""

    causes: tuple[int, ...]
    merely: FloatArray
    maker: FloatArray
    leak: FloatArray
    match: Mapping[int, Match] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactorPiece(Piece):
    """A companion that only one cause explains any more: what it is worth to it, shape (1, n_columns)."""

    causes: tuple[int, ...]
    merely: FloatArray
    maker: FloatArray
    match: Mapping[int, Match] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LikelihoodPiece(Piece):
    """What is known of a cause itself: a defining result or a stated diagnosis."""

    causes: tuple[int, ...]
    if_present: FloatArray
    if_absent: FloatArray


def trait_id(trait: Trait) -> str:
    """The id of a trait in findings and ledger, for instance ``movement:place=lip``."""
    return f"movement:{trait.attribute}={trait.value}"


def lab_piece_id(result: LabResult) -> str:
    """The id of a result in ledger and rules, for instance ``lab:potassium=severe-low``."""
    return f"lab:{result.lab}={result.band or result.side}"


class Pieces:
    """Builds the pieces of one base."""

    def __init__(self, knowledge: Knowledge, cause_index: Mapping[str, int], strengths: Strengths) -> None:
        self.knowledge = knowledge
        self.index = cause_index
        self.strengths = strengths
        self._causes_of: dict[str, list[str]] = {}  # of an exposure that raises or is required
        for cause in knowledge.causes.values():
            for name in {e.exposure for e in cause.exposures} | {name for group in cause.requires for name in group}:
                self._causes_of.setdefault(name, []).append(cause.id)
        self.unexplained = next(cause for cause in knowledge.causes.values() if cause.unexplained_propensity)

    # ---- movements

    def propensity(self, bands: Mapping[str, set[str]], table: Table) -> FloatArray:
        """Rate -ln(1 - share) at which each cause makes somebody ask, shape (n_causes + 1, n_columns)."""
        if not bands:
            return table.kept("propensity", lambda: self._rates({}, table))
        return self._rates(bands, table)

    def _rates(self, bands: Mapping[str, set[str]], table: Table) -> FloatArray:
        chosen = [self._propensity(self.unexplained.unexplained_propensity, set())]
        chosen += [self._propensity(cause.propensity, bands.get(cause.id, set())) for cause in self.knowledge.causes.values()]
        return np.asarray(-np.log1p(-np.minimum(table.of(chosen), 0.9999)))

    @staticmethod
    def _propensity(entries: Sequence[Propensity], bands: set[str]) -> Quantity:
        banded = [entry for entry in entries if entry.band in bands]
        return (banded or [entry for entry in entries if entry.band is None] or list(entries))[0].value

    def cells(self, attribute: Attribute, value: str, table: Table) -> FloatArray:
        """P(value | cause) for every cause, shape (n_causes + 1, n_columns); groups of places are sums of their leaves."""
        return table.kept(("cells", attribute.id, value), lambda: self._cells(attribute, value, table))

    def _cells(self, attribute: Attribute, value: str, table: Table) -> FloatArray:
        total = np.zeros((len(self.index) + 1, table.n_columns))
        for leaf in attribute.leaves(value):
            rows = [self.unexplained.unexplained_character.get(attribute.id)]
            rows += [cause.character.get(attribute.id) for cause in self.knowledge.causes.values()]
            total += self._leaf(rows, attribute, leaf, table)
        return np.minimum(total, 1.0)

    @staticmethod
    def _leaf(rows: Sequence[CharacterRow | None], attribute: Attribute, leaf: str, table: Table) -> FloatArray:
        found = np.full((len(rows), table.n_columns), attribute.values[leaf].base)
        known = [number for number, row in enumerate(rows) if row is not None]
        found[known] = table.of([row.cells[leaf] for row in rows if row is not None])
        return found

    def of_movement(self, number: int, movement: Movement, table: Table) -> list[Piece]:
        """One piece for every trait that counts."""
        pieces: list[Piece] = []
        for trait in self._counting(movement):
            attribute = self.knowledge.attributes[trait.attribute]
            cells = self.cells(attribute, trait.value, table)
            base = sum(attribute.values[leaf].base for leaf in attribute.leaves(trait.value))
            if trait.status is Status.ABSENT:
                cells, base = 1.0 - cells, 1.0 - base
            factor = trait.certainty * cells + (1.0 - trait.certainty) * base
            pieces.append(RatePiece(trait_id(trait), number, factor, trait.attribute, trait.value))
        return pieces

    def _counting(self, movement: Movement) -> list[Trait]:
        """Traits of known attributes; of places only the most specific, and at most two."""
        known = self.knowledge.attributes
        others = [t for t in movement.traits if t.attribute != "place" and t.attribute in known and known[t.attribute].leaves(t.value)]
        others = [t for t in others if all(leaf in known[t.attribute].values for leaf in known[t.attribute].leaves(t.value))]
        return others + self._places([t for t in movement.traits if t.attribute == "place"])

    def _places(self, places: Sequence[Trait]) -> list[Trait]:
        attribute = self.knowledge.attributes["place"]
        named = [t for t in places if all(leaf in attribute.values for leaf in attribute.leaves(t.value))]
        distinct = list({t.value: t for t in reversed(named)}.values())[::-1]
        leaves = {t.value: set(attribute.leaves(t.value)) for t in distinct}
        specific = [t for t in distinct if not any(leaves[o.value] < leaves[t.value] for o in distinct)]
        return specific[:MOST_PLACES]

    # ---- companions

    def of_findings(
        self,
        findings: Sequence[Finding],
        known: set[str],
        table: Table,
        *,
        movements: Sequence[Movement] = (),
        complaint: str | None = None,
    ) -> list[Piece]:
        """Companions: clusters as one bit, is-a kept to the most specific, denials folded; what the movements already say is left to them."""
        own = [f for f in findings if f.id in self.knowledge.findings and f.subject is Subject.PATIENT and f.time is Time.CURRENT]
        told = {t.value for m in movements for t in m.traits if t.attribute == KIND and t.status is Status.PRESENT}
        own = [f for f in own if f.status is Status.ABSENT or self.knowledge.findings[f.id].movement_kind not in told]
        own = [f for f in own if complaint is None or complaint not in (f.id, self.knowledge.findings[f.id].cluster)]
        present = {f.id: f for f in own if f.status is Status.PRESENT}
        absent = {f.id: f for f in own if f.status is Status.ABSENT and f.id not in present}
        said = [*present, *([complaint] if complaint is not None else [])]
        implied = {above for name in said for above, _ in ancestors(name, self.knowledge.findings)}
        denied = set(absent)
        pieces = self._clusters(present, absent, known, table)
        for name, finding in present.items():
            if name not in implied and self.knowledge.findings[name].cluster is None and not self._is_head(name, (*present, *absent)):
                pieces.extend(self._bit(name, (1.0 - finding.certainty, finding.certainty), known, table))
        for name, finding in absent.items():
            covered = any(above in denied for above, _ in ancestors(name, self.knowledge.findings))
            if self.knowledge.findings[name].cluster is None and not covered and finding.certainty >= SURE:
                pieces.extend(self.absent(name, known, table))
        return pieces

    def _is_head(self, name: str, said: Iterable[str]) -> bool:
        """Whether one of its ways of being said, or of being denied, was spoken of: then the cluster's own bit counts it."""
        return any(self.knowledge.findings[other].cluster == name for other in said)

    def _clusters(self, present: Mapping[str, Finding], absent: Mapping[str, Finding], known: set[str], table: Table) -> list[Piece]:
        """One latent bit for each cluster of which something was said, closed with the chance of those words if it is there and if not."""
        heads = {self.knowledge.findings[name].cluster for name in (*present, *absent)} - {None}
        pieces: list[Piece] = []
        for head in sorted(str(h) for h in heads):
            if head in absent:
                continue  # denied outright: folded like any absence
            there, not_there = 1.0, 1.0
            for name in (*present, *absent):
                kind = self.knowledge.findings[name]
                if kind.cluster == head:
                    said = (present.get(name) or absent[name]).certainty
                    rates = kind.reported_if_present, kind.reported_if_absent
                    rates = rates if name in present else (1.0 - rates[0], 1.0 - rates[1])
                    there *= said * rates[0] + (1.0 - said)
                    not_there *= said * rates[1] + (1.0 - said)
            if head in present:
                there *= present[head].certainty
                not_there *= 1.0 - present[head].certainty
            pieces.extend(self._bit(head, (not_there, there), known, table))
        return pieces

    def _leak(self, name: str, leak: FloatArray, known: set[str]) -> FloatArray:
        """Background, raised by known conditions and medicines that explain the finding."""
        spared = 1.0 - leak
        for raised in self.knowledge.findings[name].raised_by:
            if raised.exposure in known:
                spared = spared * (1.0 - raised.leak)
        return 1.0 - spared

    def _match(self, name: str) -> dict[int, Match]:
        return {s.cause: s.match for s in self.strengths.of_finding[name]}

    def _bit(self, name: str, closing: tuple[float, float], known: set[str], table: Table) -> list[Piece]:
        causes, merely, maker, leak = self.strengths.arrays(name, table)
        return [BitPiece(name, causes, merely, maker, self._leak(name, leak, known), closing, self._match(name))]

    def absent(self, name: str, known: set[str], table: Table) -> list[Piece]:
        """The piece of a companion that is not there."""
        causes, merely, maker, leak = self.strengths.arrays(name, table)
        return [AbsentPiece(name, causes, merely, maker, self._leak(name, leak, known), self._match(name))]

    # ---- what is known of causes themselves

    def of_labs(self, labs: Sequence[LabResult], table: Table) -> list[Piece]:
        """Defining results, low, high or normal."""
        pieces: list[Piece] = []
        for result in labs:
            lab = self.knowledge.labs[result.lab]
            if lab.defines:
                pieces.append(self.lab(lab.id, result.side, result.band, result.certainty, table))
        return pieces

    def lab(self, lab_id: str, side: str, band: str | None, certainty: float, table: Table) -> LikelihoodPiece:
        """Likelihood of one result for the causes it defines."""
        lab = self.knowledge.labs[lab_id]
        assert lab.abnormal_if_present is not None  # noqa: S101 - the checker has seen to it
        assert lab.abnormal_if_absent is not None  # noqa: S101 - the checker has seen to it
        present, absent = table.of([lab.abnormal_if_present]), table.of([lab.abnormal_if_absent])
        absent = absent * self._band_error(band)
        rows = [(present, absent) if where == side else (1.0 - present, 1.0 - absent) for where in lab.defines]
        causes = tuple(self.index[cause] for cause in lab.defines.values())
        mixed = [(certainty * p + 1.0 - certainty, certainty * a + 1.0 - certainty) for p, a in rows]
        stacked = np.concatenate([p for p, _ in mixed]), np.concatenate([a for _, a in mixed])
        return LikelihoodPiece(lab_piece_id(LabResult(lab_id, None, band, side)), causes, *stacked)

    def _band_error(self, band: str | None) -> float:
        """A result far outside the range is no slip of the assay: errors shrink with the band."""
        severity = (band or "").split("-")[0]
        return self.knowledge.settings.number("lab_error", severity) if severity in ("mild", "moderate", "severe") else 1.0

    def of_diagnoses(self, findings: Sequence[Finding], table: Table) -> list[Piece]:
        """Conditions the person says they have now."""
        ratio = self.knowledge.settings.number("stated_diagnosis_likelihood_ratio")
        one = np.ones((1, table.n_columns))
        return [
            LikelihoodPiece(f.id, (self.index[f.id],), one, one * (f.certainty / ratio + 1.0 - f.certainty))
            for f in findings
            if f.id in self.index and f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT
            and f.id not in self.knowledge.exposures and not self._is_habit(self.knowledge.causes[f.id])
        ]  # fmt: skip

    @staticmethod
    def _is_habit(cause: Cause) -> bool:
        return cause.kind == "habit"

    # ---- severity and dose

    def bands_of(self, evidence: Evidence, states: Mapping[str, ExposureState]) -> dict[str, set[str]]:
        """For every cause the severity and dose bands the person falls in."""
        found: dict[str, set[str]] = {}
        for result in evidence.labs:
            if result.band is not None:
                for where, cause in self.knowledge.labs[result.lab].defines.items():
                    if where == result.side:
                        found.setdefault(cause, set()).add(result.band)
        for name, state in states.items():
            if state.band is not None:
                for cause in self._causes_of.get(name, ()):
                    found.setdefault(cause, set()).add(state.band)
        return found
