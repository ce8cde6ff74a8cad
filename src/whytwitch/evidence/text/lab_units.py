"""Units as people write them behind a number."""

import re
from collections.abc import Sequence

from whytwitch.knowledge import Lab
from whytwitch.knowledge.nouns import Unit
from whytwitch.model import Issue, Level, Span

__all__ = ["MAGNESIUM", "UNIT_REACH", "implausible", "is_usual", "prefix", "spellings", "stranger_after"]

UNIT_REACH = 14
MAGNESIUM = re.compile(r"\s*Mg\s*[=:]?\s*\d")  # in "Ca 1.9 Mg 0.5" it is no unit


def spellings(word: str) -> tuple[str, ...]:
    """A unit with its slash and its litre written out in every way."""
    plain = word.lower().replace(" ", "").replace("per", "/")
    if not plain.endswith(("/l", "/litre", "/liter")):
        return (plain, plain.replace("/", "per"))
    stem = plain.rpartition("/")[0]
    return tuple(f"{stem}{by}{litre}" for by in ("/", "per") for litre in ("l", "litre", "liter"))


def prefix(rest: str, word: str) -> int:
    """How much of a text spells a unit, blanks in the text ignored."""
    at = 0
    for letter in word:
        while at < len(rest) and rest[at] == " " and at:
            at += 1
        if at >= len(rest) or rest[at] != letter:
            return 0
        at += 1
    return at


def stranger_after(text: str, end: int, units: Sequence[str]) -> str:
    """A unit that stands behind a value but is none of this lab's."""
    if MAGNESIUM.match(text, end):
        return ""
    rest = text[end : end + UNIT_REACH].lower().lstrip()
    known = next((word for word in units if prefix(rest, word) == len(word) and not rest[len(word) : len(word) + 1].isalnum()), "")
    return known or (rest.split()[0].strip(".,;)") if "/" in rest.split(",")[0].split(".")[0].split(" ")[0] else "")


def implausible(lab: Lab, span: Span) -> Issue:
    """A value that no body has: told, never used."""
    low, high = lab.plausible
    return Issue(
        Level.WARNING,
        f"“{span.text}” cannot be a result for {lab.label}: possible are {low:g} to {high:g} {lab.unit}. The value was not used.",
        "Check the number and its unit.",
    )


def is_usual(unit: Unit, value: float) -> bool:
    """Whether somebody who leaves the unit out can mean it: no meter shows a sugar of 14.7 mg/dL."""
    return unit.usual is None or unit.usual[0] <= value <= unit.usual[1]
