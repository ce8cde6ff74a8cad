"""A result that another one beside it makes read otherwise: calcium travels on albumin."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from whytwitch.evidence.text.lab_bands import placed
from whytwitch.knowledge import Knowledge, Lab
from whytwitch.model import Issue, LabResult, Level, Span

__all__ = ["adjusted_results", "adjusted_value", "is_adjusted"]

BEFORE = 14  # "corrected for albumin calcium"
WINDOW = 70  # the adjusted value is looked for within these letters
LEAST = 0.005  # a difference that no laboratory prints
LEADING = r"[\s,;(]*(?:but |and |which |when |it )*"
LINKING = r"[\s:=]*(?:(?:for|albumin|alb|calcium|ca|to|is|was|at|of|value|level|comes|back|gives)\b[\s:=]*)*"


def is_adjusted(lab: Lab, text: str, span: Span) -> bool:
    """Whether the words of a result, before it or right behind it, say that the laboratory has adjusted it."""
    if lab.adjusted is None:
        return False
    before = re.split(r"[,;.()\d]", text[max(0, span.start - BEFORE) : span.start])[-1]
    behind = re.match(rf"[\s(,]*({_words(lab)})", text[span.end : span.end + WINDOW], re.IGNORECASE)
    return bool(re.search(_words(lab), f"{before}{span.text}", re.IGNORECASE)) or behind is not None


def adjusted_value(lab: Lab, text: str, end: int) -> tuple[float, int, int] | None:
    """ "Calcium 1.82, adjusted 2.2": the adjusted value told behind another, with its place."""
    if lab.adjusted is None:
        return None
    found = re.match(rf"{LEADING}(?:{_words(lab)}){LINKING}(\d+(?:\.\d+)?)(?![\d.]*\s*(?:g/|-))", text[end : end + WINDOW], re.IGNORECASE)
    return (float(found[1]), end + found.start(1), end + found.end(1)) if found else None


def _words(lab: Lab) -> str:
    assert lab.adjusted is not None  # noqa: S101 - asked for only where there is one
    return "|".join(rf"\b{re.escape(word)}\w*" for word in lab.adjusted.unless)


def adjusted_results(found: Mapping[str, LabResult], done: Collection[str], knowledge: Knowledge, country: str) -> Iterator[tuple[LabResult, Issue]]:
    """Every result that another told beside it adjusts, as it then counts, with a note that names both values.

    Parameters
    ----------
    done
        Labs of which it was said that the laboratory has adjusted the value.
    """
    for result in found.values():
        lab = knowledge.labs[result.lab]
        beside = found.get(lab.adjusted.by) if lab.adjusted is not None and lab.id not in done else None
        if lab.adjusted is None or beside is None or beside.value is None or result.value is None:
            continue
        value = float(f"{result.value + lab.adjusted.per_unit * (lab.adjusted.normal - beside.value):.4g}")
        if abs(value - result.value) < LEAST or not lab.plausible[0] <= value <= lab.plausible[1]:
            continue
        band, side = placed(lab, value, country)
        said = result.span.text if result.span is not None else lab.label
        by = knowledge.labs[lab.adjusted.by]
        yield (
            replace(result, value=value, band=band.id if band else None, side=side),
            Issue(
                Level.NOTE,
                f"“{said}”: {result.value:g} {lab.unit} beside an {by.label} of {beside.value:g} {by.unit} counts as an adjusted {lab.label} of {value:g} {lab.unit}.",
                f"Say that the {lab.label} is adjusted, corrected or ionised if the laboratory has done so already.",
            ),
        )
