"""Render the stories into docs/stories.md: ``python tests/spec/render.py``. A test fails when the page is older than the stories."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":  # also without an installed copy
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from spec.story import Story, read_story, story_files  # noqa: E402 - after the path is set

from whytwitch.knowledge import Knowledge, load_knowledge  # noqa: E402 - as above

__all__ = ["PAGE", "rendered"]

PAGE = ROOT / "docs" / "stories.md"
KINDS = {
    "benign": "Harmless twitching",
    "habit": "Habits",
    "sleep": "Sleep",
    "pain": "Pain and cramps",
    "facial": "The face",
    "drug": "Medicines and substances",
    "electrolyte": "Salts",
    "endocrine": "Hormones",
    "neurological": "Brain and nerves",
    "neuromuscular": "Nerve and muscle",
    "emergency": "Emergencies",
    "out-of-scope": "Not about a movement",
}
INTRODUCTION = """# Stories

Each of these is a test: `tests/spec/stories/*.toml`, told again in our own words after a published case or a page for patients, whose address stands below it. The
program must give at least the lowest and at most the highest urgency named, one of the accepted causes must be among the first so many, and what is listed as heard or
denied must have been read that way. This page is made from the stories by `python tests/spec/render.py`; do not edit it.
"""


def rendered(stories: list[Story], knowledge: Knowledge) -> str:
    """The page."""
    order = list(KINDS)
    ordered = sorted(stories, key=lambda s: (order.index(s.kind) if s.kind in order else len(order), s.kind, s.id))
    parts = [INTRODUCTION]
    for kind, group in groupby(ordered, key=lambda s: s.kind):
        parts.append(f"\n## {KINDS.get(kind, kind.capitalize())}\n")
        parts.extend("\n".join(_lines(story, knowledge)) for story in group)
    return "\n".join(parts) + "\n"


def _lines(story: Story, knowledge: Knowledge) -> Iterator[str]:
    yield f"### {story.title}\n"
    yield "\n".join(f"> {line}".rstrip() for line in story.text.splitlines()) + "\n"
    if beside := ", ".join(f"{key} {value}" for key, value in story.given.items()):
        yield f"Given beside the words: {beside}; asked on {story.as_of.isoformat()}.\n"
    yield f"* Urgency: {_urgency(story)}"
    if story.causes:
        among = "first" if story.within == 1 else f"among the first {story.within}"
        yield f"* Cause, {among}: {' or '.join(_label(name, knowledge) for name in story.causes)}"
    if story.shortfall:
        yield f"* **Known shortfall of the ranking**: {story.shortfall}"
    if story.in_scope is False:
        yield "* Out of scope: no causes are ranked"
    if story.present:
        yield f"* Heard: {', '.join(_label(name, knowledge) for name in story.present)}"
    if story.absent:
        yield f"* Denied: {', '.join(_label(name, knowledge) for name in story.absent)}"
    yield f"\nAfter: [{story.source['title']}](<{story.source['url']}>) ({story.source['read']} read). `{story.id}`\n"


def _urgency(story: Story) -> str:
    least, most = (level.id.replace("_", " ") if level is not None else None for level in (story.least_urgency, story.most_urgency))
    if least is None and most is None:
        return "not asserted"
    return str(least) if least == most else f"{least or 'any'} to {most or 'any'}"


def _label(name: str, knowledge: Knowledge) -> str:
    for nouns in (knowledge.causes, knowledge.findings, knowledge.exposures, knowledge.drug_classes, knowledge.labs):
        if name in nouns:
            return str(nouns[name].label)
    return knowledge.drugs[name].names[0] if name in knowledge.drugs else name


def main() -> None:
    """Write the page."""
    PAGE.write_text(rendered([read_story(path) for path in story_files()], load_knowledge()), encoding="utf-8")


if __name__ == "__main__":
    main()
