"""The form of a story: what a person says, and what an acceptable answer holds. Readable by a clinician; see docs/stories.md."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from whytwitch.app import Assessor
from whytwitch.knowledge import Knowledge
from whytwitch.model import Assessment, Status, Subject, Urgency

__all__ = ["MISSED", "STORIES", "Story", "answer_to", "problems", "read_story", "story_files"]

STORIES = Path(__file__).parent / "stories"
MISSED = "none of "
KEYS = {"id", "title", "source", "kind", "given", "expect"}
GIVEN = {"text", "age", "sex", "pregnant", "country", "as_of"}
EXPECT = {"least_urgency", "most_urgency", "causes", "within", "any_movement", "present", "absent", "in_scope", "shortfall"}


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `causes` are those of which one must be among the first `within`; with `any_movement` of any of the movements.

    `shortfall` says why the ranking is known to miss them; urgency and reading are held to all the same.
    """

    id: str
    title: str
    source: dict[str, str]
    kind: str
    text: str
    given: dict[str, Any]
    as_of: date
    causes: tuple[str, ...] = ()
    within: int = 1
    any_movement: bool = False
    least_urgency: Urgency | None = None
    most_urgency: Urgency | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    in_scope: bool | None = None
    shortfall: str = ""
    unknown_keys: tuple[str, ...] = field(default=())


def story_files() -> list[Path]:
    """Every story, by name."""
    return sorted(STORIES.glob("*.toml"))


def read_story(path: Path) -> Story:
    """One story from its file."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    given, expect = raw["given"], raw["expect"]
    unknown = (*(set(raw) - KEYS), *(f"given.{k}" for k in set(given) - GIVEN), *(f"expect.{k}" for k in set(expect) - EXPECT))
    return Story(
        id=raw["id"],
        title=raw["title"],
        source={key: str(value) for key, value in raw["source"].items()},
        kind=raw["kind"],
        text=given["text"].strip(),
        given={key: given[key] for key in ("age", "sex", "pregnant", "country") if key in given},
        as_of=given["as_of"],
        causes=tuple(expect.get("causes", ())),
        within=int(expect.get("within", 1)),
        any_movement=bool(expect.get("any_movement", False)),
        least_urgency=Urgency.of(expect["least_urgency"]) if "least_urgency" in expect else None,
        most_urgency=Urgency.of(expect["most_urgency"]) if "most_urgency" in expect else None,
        present=tuple(expect.get("present", ())),
        absent=tuple(expect.get("absent", ())),
        in_scope=expect.get("in_scope"),
        shortfall=expect.get("shortfall", ""),
        unknown_keys=tuple(sorted(unknown)),
    )


def answer_to(story: Story, assessor: Assessor) -> Assessment:
    """What the product says, at the medians; a country without a file of its own gets the neutral one."""
    given = dict(story.given)
    given["country"] = given.get("country") if given.get("country") in assessor.knowledge.countries else "neutral"
    return assessor.assess(story.text, as_of=story.as_of, brief=True, **given)


def problems(story: Story, answer: Assessment, knowledge: Knowledge) -> list[str]:
    """Everything in the answer that the story does not accept, in words."""
    return [*_scope(story, answer), *_urgency(story, answer), *_causes(story, answer), *_findings(story, answer, knowledge)]


def _scope(story: Story, answer: Assessment) -> Iterator[str]:
    if story.in_scope is not None and answer.in_scope != story.in_scope:
        yield f"in_scope is {answer.in_scope}, not {story.in_scope}; movements read: {[m.span.text if m.span else m.id for m in answer.evidence.movements]}"


def _urgency(story: Story, answer: Assessment) -> Iterator[str]:
    said = answer.urgency.id if answer.urgency is not None else "none"
    why = "; ".join(f"{reason.rule} ({reason.level.id}: {', '.join(reason.findings)})" for reason in answer.urgency_reasons) or "no reason"
    if story.least_urgency is not None and (answer.urgency is None or answer.urgency < story.least_urgency):
        yield f"TOO LOW: urgency {said}, at least {story.least_urgency.id} needed [{why}]"
    if story.most_urgency is not None and answer.urgency is not None and answer.urgency > story.most_urgency:
        yield f"too high: urgency {said}, at most {story.most_urgency.id} wanted [{why}]"


def _causes(story: Story, answer: Assessment) -> Iterator[str]:
    if not story.causes:
        if answer.in_scope and story.in_scope is False:
            yield f"causes were ranked: {[c.id for c in answer.causes[:3]]}"
        return
    lists = [m.causes for m in answer.movements] if story.any_movement else [answer.causes]
    if not any(cause.id in story.causes for ranked in lists for cause in ranked[: story.within]):
        first = "; ".join(f"{c.id} {c.share:.3f}" for c in answer.causes[: max(5, story.within)])
        ranks = {c.id: n for n, c in enumerate(answer.causes, 1) if c.id in story.causes}
        yield f"{MISSED}{list(story.causes)} within the first {story.within}; ranks {ranks}; first: {first or 'none'}"


def _above(name: str, knowledge: Knowledge) -> Iterator[str]:
    """A finding and everything it is a kind of or a way of saying."""
    pending = [name]
    while pending:
        here = pending.pop()
        yield here
        if here in knowledge.findings:
            kind = knowledge.findings[here]
            pending.extend(above for above in (kind.is_a, kind.cluster) if above)


def _findings(story: Story, answer: Assessment, knowledge: Knowledge) -> Iterator[str]:
    evidence = answer.evidence
    own = [f for f in evidence.findings if f.subject is Subject.PATIENT]
    taken = [m for m in evidence.medicines if m.subject is Subject.PATIENT]
    present = {above for f in own if f.status is Status.PRESENT for above in _above(f.id, knowledge)}
    present |= {name for m in taken if m.status is Status.PRESENT for name in (*m.classes, m.drug or "")}
    present |= {result.lab for result in evidence.labs} | {f"lab:{r.lab}={r.band or r.side}" for r in evidence.labs}
    denied = {f.id for f in own if f.status is Status.ABSENT} | {name for m in taken if m.status is Status.ABSENT for name in (*m.classes, m.drug or "")}
    if missed := [name for name in story.present if name not in present]:
        yield f"not read as present: {missed}"
    if invented := [name for name in story.absent if name in present]:
        yield f"read as present, but it is absent: {invented}"
    if unheard := [name for name in story.absent if name not in present and not any(above in denied for above in _above(name, knowledge))]:
        yield f"not read as absent: {unheard}"
