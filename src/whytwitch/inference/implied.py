"""What one thing says of others: a result is the finding it shows, a normal examination is also the absence of what it looked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from whytwitch.inference.strengths import ancestors
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Finding, LabResult, Medicine, Status, Subject, Time

__all__ = ["with_denials", "with_results"]

SURE = 0.8  # a result told with less denies nothing


def with_denials(evidence: Evidence, knowledge: Knowledge) -> Evidence:
    """The evidence with the findings that present ones deny; what was said to be there in any way is never denied by them."""
    own = [f for f in _own(evidence) if f.id in knowledge.findings]
    present = {f.id for f in own if f.status is Status.PRESENT}
    spoken_of = {f.id for f in own} | {above for name in present for above, _ in ancestors(name, knowledge.findings)}
    spoken_of |= {cluster for name in present if (cluster := knowledge.findings[name].cluster) is not None}
    denied = {
        name: replace(finding, id=name, status=Status.ABSENT)
        for finding in own
        if finding.status is Status.PRESENT
        for name in knowledge.findings[finding.id].denies
        if name not in spoken_of
    }
    return replace(evidence, findings=(*evidence.findings, *denied.values())) if denied else evidence


def with_results(evidence: Evidence, knowledge: Knowledge) -> Evidence:
    """The evidence with the findings and habits that its results are, those that they deny, and the medicines whose level was measured.

    What was spoken of is left as it was told; only a measured value goes before a denial in words. A normal result denies what its lab can show. A measured
    one also denies the findings of its other bands: a CK of 900 is raised, and not very high.
    """
    if not evidence.labs:
        return evidence
    spoken = {f.id: f.status for f in _own(evidence)}
    shown = _shown(evidence, spoken, knowledge)
    there = {name for name, status in spoken.items() if status is Status.PRESENT} | set(shown)
    implied = there | {above for name in there & set(knowledge.findings) for above, _ in ancestors(name, knowledge.findings)}
    denied: dict[str, Finding] = {}
    for result in evidence.labs:
        for name in _denied(result, knowledge):
            if name not in implied and name not in spoken:
                denied.setdefault(name, _finding(name, result, Status.ABSENT))
    medicines = tuple(_medicines(evidence, knowledge))
    if not shown and not denied and not medicines:
        return evidence
    return replace(evidence, findings=(*evidence.findings, *shown.values(), *denied.values()), medicines=(*evidence.medicines, *medicines))


def _own(evidence: Evidence) -> list[Finding]:
    return [f for f in evidence.findings if f.subject is Subject.PATIENT and f.time is Time.CURRENT]


def _finding(name: str, result: LabResult, status: Status = Status.PRESENT) -> Finding:
    return Finding(name, status, certainty=result.certainty, origin=result.origin, span=result.span)


def _shown(evidence: Evidence, spoken: Mapping[str, Status], knowledge: Knowledge) -> dict[str, Finding]:
    """What abnormal results are, each once and as surely as the surest of them."""
    found: dict[str, Finding] = {}
    for result in evidence.labs:
        name = knowledge.labs[result.lab].shown(result.side, result.band)
        if name is None or (name in spoken and (spoken[name] is Status.PRESENT or result.value is None)):
            continue
        if name not in found or found[name].certainty < result.certainty:
            found[name] = _finding(name, result)
    return found


def _denied(result: LabResult, knowledge: Knowledge) -> Iterator[str]:
    """What a result is not: all that its lab shows when it is normal, the graver forms of what it shows when it was measured."""
    lab = knowledge.labs[result.lab]
    if result.certainty < SURE:
        return
    own = lab.shown(result.side, result.band)
    for name in dict.fromkeys(lab.shows.values()):
        is_graver = name in knowledge.findings and own in dict(ancestors(name, knowledge.findings))
        if result.side == "normal" or (result.value is not None and is_graver):
            yield name


def _medicines(evidence: Evidence, knowledge: Knowledge) -> Iterator[Medicine]:
    """Who has the level of a medicine measured takes it."""
    said = {name for m in evidence.medicines if m.subject is Subject.PATIENT for name in (m.drug, *m.classes)}
    for result in evidence.labs:
        name = knowledge.labs[result.lab].of_medicine
        if name is not None and name not in said and said.isdisjoint(knowledge.drugs[name].classes[:1]):
            drug = knowledge.drugs[name]
            said |= {name, *drug.classes}
            yield Medicine(drug.classes, name, drug.names[0], certainty=result.certainty, origin=result.origin, span=result.span)
