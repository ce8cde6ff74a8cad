"""The answer in a terminal: urgency first, everything in words, readable at 80 columns, without colour and by a screen reader."""

from collections.abc import Callable

from whytwitch.model import Assessment, Urgency
from whytwitch.report.catalogue import Catalogue
from whytwitch.report.causes import cause_lines, fear_lines, ruling_out_lines
from whytwitch.report.page import Line, lay_out
from whytwitch.report.reasons import reason_lines
from whytwitch.report.sheet import Sheet
from whytwitch.report.steps import about_lines, next_lines, not_known_lines, plan_lines, source_lines
from whytwitch.report.understood import understood_lines
from whytwitch.report.urgency import urgency_lines

__all__ = ["render_terminal"]

Section = Callable[[Sheet], list[Line]]
# Whoever is afraid reads the answer to that fear before any list; in an emergency what to do comes before everything that can wait.
SECTIONS: tuple[Section, ...] = (
    urgency_lines, fear_lines, cause_lines, understood_lines, reason_lines, next_lines, plan_lines, ruling_out_lines,
    not_known_lines, source_lines, about_lines,
)  # fmt: skip
IN_EMERGENCY: tuple[Section, ...] = (
    urgency_lines, plan_lines, cause_lines, understood_lines, reason_lines, ruling_out_lines, fear_lines, not_known_lines, source_lines, about_lines,
)  # fmt: skip


def render_terminal(assessment: Assessment, catalogue: Catalogue, *, width: int = 80, color: bool = False) -> str:
    """An assessment as text.

    Parameters
    ----------
    assessment
        The answer; sections it has nothing for are left out.
    catalogue
        The words, with the base's labels in `Catalogue.base`.
    width
        Columns; rows are never wider.
    color
        Whether to colour; colours add nothing the words do not say.
    """
    sheet = Sheet.of(assessment, catalogue)
    sections = IN_EMERGENCY if assessment.urgency is Urgency.EMERGENCY else SECTIONS
    lines = [line for section in sections for line in section(sheet)]
    rows: list[Line] = []
    for line in lines:  # sections end and begin with an empty row: keep one
        if line.text or (rows and rows[-1].text):
            rows.append(line)
    return lay_out(rows, width=width, color=color)
