"""Findings that say one thing told once: contradictions, twins, and parents that were denied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from whytwitch.knowledge import Knowledge
from whytwitch.model import Finding, Issue, Level, Status, Subject, Time, Timing

__all__ = ["merged"]

CLOSE = 60  # characters


def merged(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[tuple[Finding, ...], list[Issue]]:
    """One finding for each thing said of one person at one time. What is both said and denied counts as there, with an issue."""
    best: dict[tuple[str, Subject, Time], Finding] = {}
    issues: list[Issue] = []
    for finding in _amounts_first(list(findings)):
        key = (finding.id, finding.subject, finding.time)
        known = best.get(key)
        if known is None:
            best[key] = finding
        elif known.status is not finding.status:
            if _is_same_thing(known, finding):
                issues.append(_contradiction(finding.id, known, finding, knowledge))
            there, denied = (known, finding) if known.status is Status.PRESENT else (finding, known)
            best[key] = denied if there.certainty < denied.certainty and there.id in knowledge.exposures else there  # "GP says stress. It isn't stress"
        elif _rank(finding) > _rank(known):
            best[key] = replace(finding, span=known.span)
    for (name, subject, time), finding in list(best.items()):
        now = best.get((name, subject, Time.CURRENT))
        if (
            time is Time.PAST
            and finding.timing is Timing.STOPPED
            and now is not None
            and (now.status is Status.ABSENT or (_is_amount(now) and _is_close(now, finding)))
        ):
            del best[name, subject, Time.CURRENT]  # "stopped smoking last week (20 a day for years)"
    for name, subject in [key[:2] for key, finding in best.items() if key[2] is Time.TREATED and key[0] in knowledge.findings]:
        before, after = best.get((name, subject, Time.CURRENT)), best[name, subject, Time.TREATED]
        if (
            before is not None
            and before.status is Status.PRESENT
            and before.span is not None
            and after.span is not None
            and before.span.start < after.span.start
        ):
            del best[name, subject, Time.CURRENT]  # "nausea, tremors … nausea gone"
    kept = [finding for finding in best.values() if not _is_twin(finding, best, knowledge)]
    return tuple(_without_denied_parents(kept, knowledge, issues)), issues


def _is_amount(finding: Finding) -> bool:
    """ "20 a day" alone tells how much, not whether it still is so."""
    return finding.amount is not None or (finding.span is not None and finding.span.text[:1].isdigit())


def _is_close(first: Finding, second: Finding) -> bool:
    """Whether two things are told within a few words."""
    return first.span is not None and second.span is not None and abs(first.span.start - second.span.start) <= CLOSE


def _amounts_first(findings: Sequence[Finding]) -> Iterator[Finding]:
    """A habit told with its amount is not told again without it."""
    counted = {finding.id: finding for finding in findings if finding.amount is not None}
    timings = {f.id: f.timing for f in findings if f.timing is not Timing.UNKNOWN}
    for finding in findings:
        if finding.amount is not None:
            yield replace(finding, timing=timings.get(finding.id, finding.timing))
        elif finding.id not in counted or finding.subject is not Subject.PATIENT or finding.time is not Time.CURRENT:
            yield finding


def _rank(finding: Finding) -> tuple[bool, float, bool]:
    return (finding.amount is not None, finding.certainty, finding.timing is not Timing.UNKNOWN)


def _is_twin(finding: Finding, best: Mapping[tuple[str, Subject, Time], Finding], knowledge: Knowledge) -> bool:
    """What is supposed, or was so once, beside the thing itself says nothing more; of events and habits both count."""
    if finding.time is Time.CURRENT:
        return False
    is_dated = finding.id in knowledge.exposures and knowledge.exposures[finding.id].kind in ("event", "habit")
    now = best.get((finding.id, finding.subject, Time.CURRENT))
    return now is not None and (finding.time is Time.HYPOTHETICAL or (now.status is Status.PRESENT and not is_dated))


def _is_same_thing(first: Finding, second: Finding) -> bool:
    """Whether both are said in related words: "no dialysis" does not contradict "kidney disease"."""
    stems = [{word[:4].lower() for word in finding.span.text.split() if len(word) > 3} for finding in (first, second) if finding.span is not None]  # noqa: PLR2004 - short words bind nothing
    return len(stems) == 2 and not stems[0].isdisjoint(stems[1])  # noqa: PLR2004 - both of them


def _contradiction(name: str, first: Finding, second: Finding, knowledge: Knowledge) -> Issue:
    label = knowledge.findings[name].label if name in knowledge.findings else knowledge.exposures[name].label if name in knowledge.exposures else name
    said = " / ".join(f"“{one.span.text}”" for one in (first, second) if one.span is not None)
    return Issue(Level.WARNING, f"The text says both that there is {label} and that there is not: {said}.", "It was taken to be there. Say which is right.")


def _without_denied_parents(findings: Sequence[Finding], knowledge: Knowledge, issues: list[Issue]) -> Iterator[Finding]:
    """A denial that a more particular present finding contradicts is dropped: "no weakness" beside "I can't lift my foot"."""
    present = {f.id: f for f in findings if f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT}
    for finding in findings:
        rival = next((f for f in present.values() if _is_kind_of(f.id, finding.id, knowledge)), None) if finding.status is Status.ABSENT else None
        if rival is None or finding.subject is not Subject.PATIENT or finding.time is not Time.CURRENT:
            yield finding
        else:
            issues.append(_contradiction(finding.id, rival, finding, knowledge))


def _is_kind_of(name: str, broader: str, knowledge: Knowledge) -> bool:
    """Whether one finding is a form of another, or a member of the cluster named after it."""
    seen: set[str] = set()
    while name in knowledge.findings and name not in seen:
        seen.add(name)
        known = knowledge.findings[name]
        parent = known.is_a or (known.cluster if known.cluster != name else None)
        if parent == broader:
            return True
        name = parent or ""
    return False
