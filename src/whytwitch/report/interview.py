"""An interview in a terminal: one question under another, each with its replies in numbered rows."""

from collections.abc import Iterator

from whytwitch.model import Asking, Assessment, Urgency
from whytwitch.report.catalogue import Catalogue
from whytwitch.report.page import Line, blank, clean, lay_out, paragraph
from whytwitch.report.sheet import Sheet
from whytwitch.report.urgency import urgency_lines

__all__ = ["render_asking", "render_urgency", "render_why"]

SHORT = 3  # so many replies stand in one row
SAFETY = "safety"


def render_asking(asking: Asking, number: int, catalogue: Catalogue, *, width: int = 80, color: bool = False) -> str:
    """A question with its replies, and what else can be typed.

    Parameters
    ----------
    asking
        The question.
    number
        Of the question, from 1.
    """
    return lay_out(_asking(asking, number, catalogue), width=width, color=color)


def _asking(asking: Asking, number: int, say: Catalogue) -> Iterator[Line]:
    yield blank()
    text = clean(say.of_base(asking.id, "question", asking.text))
    yield Line(f"{number}. {text}", hang=len(str(number)) + 2, style="bold")
    options = [f"{place} {clean(option.label)}" for place, option in enumerate(asking.options, start=1)]
    if asking.kind == SAFETY:
        yield paragraph(asking.why)
    if len(options) <= SHORT and asking.kind != SAFETY:
        yield paragraph("   ".join(options), indent=3)
    else:
        yield from (Line(option, 3, option.index(" ") + 1) for option in options)
    if asking.kind == SAFETY:
        yield paragraph(say.text("interview.how_safety"), indent=3)


def render_why(asking: Asking, assessment: Assessment, catalogue: Catalogue, *, width: int = 80, color: bool = False) -> str:
    """Why a question is asked and how far its replies would move the answer."""
    lines = [paragraph(clean(asking.why), indent=3)]
    for change in asking.changes:
        cause = catalogue.of_base(change.cause, "label", assessment.labels.get(change.cause, change.cause))
        moved = {"answer": change.answer, "cause": cause, "before": f"{100 * change.before:.0f}", "after": f"{100 * change.after:.0f}"}
        if change.urgency is not None:
            urgency = catalogue.text(f"urgency.{change.urgency.id}.short")
            lines.append(paragraph(catalogue.text("interview.change_urgency", answer=change.answer, urgency=urgency), indent=3))
        lines.append(paragraph(catalogue.text("interview.change", **moved), indent=3))
    return lay_out(lines, width=width, color=color)


def render_urgency(assessment: Assessment, catalogue: Catalogue, *, width: int = 80, color: bool = False) -> str:
    """How soon to be seen, for a reply that has just raised it; in an emergency nothing comes before it."""
    lines = urgency_lines(Sheet.of(assessment, catalogue)) if assessment.urgency not in (None, Urgency.SELF_CARE) else []
    return lay_out([blank(), *lines], width=width, color=color) if lines else ""
