"""``python -m benchmarks.reading [--sealed] [--misses]``: what the reader gets right, finding by finding, over the complaints of ``evaluation/``.

A code counts as found if the reader coded it, something more specific, or another way of saying it. A wider code ("tingling" for tingling lips) is neither
right nor wrong, but who denies the wider thing has denied the narrower one. An absence, a relative's disease or a result that comes from the same words as a
labelled one is not counted against the reader ("no pain" denies several kinds of pain, "U&Es normal" several results), nor is a relative's symptom, nor a
pattern that only follows from the places. A habit that was given up is past, or absent.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.accuracy import wilson
from benchmarks.progress import shown
from whytwitch.evidence import Reader
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.model import Evidence, Finding, Status, Subject, Time, Timing

__all__ = ["Complaint", "Score", "complaints", "held_against"]

FROM_PLACES = ("pattern=one-place", "pattern=several-places")  # concluded from the places that were named
ROOT = Path(__file__).parent.parent / "evaluation/complaints"
KINDS = ("present", "absent", "past", "family", "movement", "drugs", "drugs_not", "labs", "age", "sex")


@dataclass(frozen=True, slots=True)
class Complaint:
    """A text with its labels; a kind without labels is an empty set."""

    id: str
    text: str
    country: str
    as_of: date
    labels: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Score:
    """Codes found, missed and read wrongly, by kind; errors of negation, family and past in words."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    by_code: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, complaint: Complaint, kind: str, outcome: str, codes: Iterable[str]) -> None:
        """Count codes of one kind in one complaint; `outcome` is found, missed or wrong."""
        for code in codes:
            getattr(self, outcome)[kind] += 1
            self.by_code[kind, code, outcome] += 1
            if outcome != "found":
                self.lines.append(f"{complaint.id}: {outcome} {kind} {code}")


def complaints(part: str) -> list[Complaint]:
    """The complaints of a part, ``open`` or ``sealed``, by name."""
    return [_complaint(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted((ROOT / part).glob("*.toml"))]


def _complaint(raw: dict[str, Any]) -> Complaint:
    labels = dict(raw["labels"])
    for single in ("age", "sex"):
        if single in labels:
            labels[single] = [f"{labels[single]:g}" if single == "age" else labels[single]]
    sets = {kind: frozenset(labels.get(kind, ())) for kind in (*KINDS, "doubtful", "movement_doubtful")}
    return Complaint(raw["id"], raw["text"].strip(), raw.get("country", "neutral"), raw["as_of"], sets)


# ---- what is read, as sets of codes


def _codes(evidence: Evidence) -> dict[str, dict[str, set[str]]]:
    """By kind, every code with the words it came from."""
    read: dict[str, dict[str, set[str]]] = {kind: {} for kind in KINDS}

    def add(kind: str, code: str, words: str) -> None:
        read[kind].setdefault(code, set()).add(words)

    for finding in evidence.findings:
        kind = _kind(finding)
        if kind:
            add(kind, finding.id, finding.span.text if finding.span else "")
    for movement in evidence.movements:
        for trait in movement.traits:
            if trait.status is Status.PRESENT:
                add("movement", f"{trait.attribute}={trait.value}", trait.span.text if trait.span else "")
    for medicine in evidence.medicines:
        if medicine.drug:
            is_theirs = medicine.subject is Subject.PATIENT and medicine.status is Status.PRESENT and medicine.time is Time.CURRENT
            add("drugs" if is_theirs and medicine.timing is not Timing.STOPPED else "drugs_not", medicine.drug, medicine.name)
    for result in evidence.labs:
        add("labs", f"{result.lab}={result.side}", result.span.text if result.span else "")
    if evidence.profile.age_years is not None:
        add("age", f"{evidence.profile.age_years:g}", "")
    if evidence.profile.sex is not None:
        add("sex", evidence.profile.sex.value, "")
    return read


def _kind(finding: Finding) -> str:
    """Which list of labels a reading belongs to; nothing for what is nobody's."""
    if finding.subject is Subject.FAMILY:
        return "family" if finding.status is Status.PRESENT else ""
    if finding.subject is Subject.OTHER or finding.time is Time.HYPOTHETICAL:
        return ""
    if finding.time in (Time.PAST, Time.TREATED) or finding.timing is Timing.STOPPED:
        return "past" if finding.status is Status.PRESENT else ""
    return "present" if finding.status is Status.PRESENT else "absent"


class Related:
    """Which codes say more, or less, than another."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._places = knowledge.attributes["place"].groups
        self._above: dict[str, set[str]] = {}
        for kind in knowledge.findings.values():
            here, above = kind, set()
            while here.is_a is not None or here.cluster is not None:
                name = here.is_a or here.cluster
                if name is None or name in above:
                    break
                above.add(name)
                here = knowledge.findings[name]
            self._above[kind.id] = above

    def is_inherited(self, code: str) -> bool:
        """Whether a code is a diagnosis or an exposure; what else relatives have is not labelled."""
        return code not in self._above

    def is_wider(self, code: str, than: str) -> bool:
        """Whether a code is what another one is a kind of, or a way of saying."""
        if code.startswith("place=") and than.startswith("place="):
            return than.removeprefix("place=") in self._places.get(code.removeprefix("place="), ())
        return code in self._above.get(than, ())

    def says(self, code: str, label: str) -> bool:
        """Whether a code says at least what the label says, in any of its ways."""
        shared = self._above.get(code, set()) & self._above.get(label, set())
        return code == label or self.is_wider(label, code) or bool(shared)

    def is_drug(self, code: str, label: str) -> bool:
        """Whether two names are one medicine: a salt, or a combination that has it."""
        return code == label or code.startswith(f"{label}-") or label.startswith(f"{code}-")


def held_against(complaint: Complaint, evidence: Evidence, related: Related, score: Score) -> None:
    """Count one complaint's reading."""
    read = _codes(evidence)
    doubtful = complaint.labels["doubtful"] | complaint.labels["movement_doubtful"]
    for kind in KINDS:
        labels, own = complaint.labels[kind], read[kind]
        says = related.is_drug if kind.startswith("drugs") else related.says
        found = {label for label in labels if any(says(code, label) or (kind == "absent" and related.is_wider(code, label)) for code in own)}
        if kind == "absent":
            found |= labels & set(read["past"])  # who gave a habit up has it no more
        score.add(complaint, kind, "found", found)
        score.add(complaint, kind, "missed", labels - found - doubtful)
        good = {code for code in own if any(says(code, label) or related.is_wider(code, label) for label in labels)}
        unsure = {code for code in own if any(says(code, label) or related.is_wider(code, label) for label in doubtful)}
        words = {word for code in good for word in own[code]}
        excused = {code for code in own if (kind in ("absent", "past", "family", "labs") and own[code] & words) or code in FROM_PLACES}
        if kind == "family":
            excused |= {code for code in own if not related.is_inherited(code)}
        if kind == "past":
            excused |= set(own) & complaint.labels["absent"]
        is_told = bool(labels) or kind not in ("age", "sex", "drugs_not")  # what may be told without having been labelled is not counted as wrong
        wrong = set(own) - good - excused - unsure if is_told else set()
        score.add(complaint, kind, "wrong", wrong)
    _errors(complaint, read, score)


MIXED = (
    ("read as present, was denied", "present", "absent"),
    ("read as denied, is present", "absent", "present"),
    ("read as the person's own, is of the family", "present", "family"),
    ("read as of the family, is the person's own", "family", "present"),
    ("read as now, is past", "present", "past"),
    ("read as past, is now", "past", "present"),
    ("read as taken, is not", "drugs", "drugs_not"),
    ("read as not taken, is", "drugs_not", "drugs"),
)


def _errors(complaint: Complaint, read: Mapping[str, Mapping[str, object]], score: Score) -> None:
    for what, kind, truth in MIXED:
        for code in sorted(set(read[kind]) & complaint.labels[truth] - complaint.labels[kind] - complaint.labels["doubtful"]):
            score.errors.append(f"{complaint.id}: {code} {what}")


def figures(score: Score) -> dict[str, dict[str, float]]:
    """Precision and recall by kind, and over findings and over everything, with their counts."""
    rows: dict[str, dict[str, float]] = {}
    groups: dict[str, Sequence[str]] = {kind: (kind,) for kind in KINDS}
    groups |= {"findings (present, absent, past, family)": KINDS[:4], "everything": KINDS}
    for name, kinds in groups.items():
        found, missed, wrong = (sum(counter[kind] for kind in kinds) for counter in (score.found, score.missed, score.wrong))
        rows[name] = {"found": found, "missed": missed, "wrong": wrong}
        for figure, of in (("precision", found + wrong), ("recall", found + missed)):
            low, high = wilson(found, of)
            rows[name] |= {figure: found / of if of else 1.0, f"{figure}_low": low, f"{figure}_high": high}
    return rows


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--sealed", action="store_true", help="the sealed complaints instead of the open ones")
    parser.add_argument("--misses", action="store_true", help="name every miss; of sealed complaints this spends them")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    given = parser.parse_args()
    part = "sealed" if given.sealed else "open"
    knowledge = load_knowledge()
    reader, related, score = Reader(knowledge), Related(knowledge), Score()
    chosen = complaints(part)
    for complaint in shown(chosen, f"{part} complaints"):
        held_against(complaint, reader.read(complaint.text, country=complaint.country, as_of=complaint.as_of), related, score)
    rows = figures(score)
    print(f"{len(chosen)} {part} complaints\n{'':42}{'found':>7}{'missed':>8}{'wrong':>7}{'precision':>11}  {'95 % interval':16}{'recall':>8}  95 % interval")
    for name, row in rows.items():
        spans = [f"{row[f'{figure}_low']:.3f} to {row[f'{figure}_high']:.3f}" for figure in ("precision", "recall")]
        counts = f"{row['found']:>7}{row['missed']:>8}{row['wrong']:>7}"
        print(f"{name:42}{counts}{row['precision']:>11.3f}  {spans[0]:16}{row['recall']:>8.3f}  {spans[1]}")
    print(f"\nNegation, family, past and taken: {len(score.errors)} mixed up")
    for line in score.errors:
        print(f"  {line}")
    if given.misses:
        print("\nMissed and wrong")
        for line in score.lines:
            print(f"  {line}")
    if given.out:
        given.out.write_text(json.dumps({"part": part, "figures": rows, "errors": len(score.errors)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
