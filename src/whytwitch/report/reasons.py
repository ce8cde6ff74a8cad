"""The ledger in words: what speaks for and against the likeliest causes, strongest first."""

import math

from whytwitch.model import LedgerEntry, Match, RankedCause
from whytwitch.report.frequencies import frequency, times
from whytwitch.report.page import Line, bullet, clean, heading, paragraph
from whytwitch.report.quotes import absent_ids
from whytwitch.report.sheet import Sheet

__all__ = ["reason_lines"]

MOST_CAUSES = 3
MOST_PER_SIDE = 4
LEAST_SHARE = 0.05
LEAST_PUSH = math.log(1.2)  # weaker pushes stay in the JSON answer
CLEAR, STRONG = math.log(3.0), math.log(10.0)


def reason_lines(sheet: Sheet) -> list[Line]:
    """For each leading cause, what raises and what lowers its odds."""
    leading = [cause for number, cause in enumerate(sheet.answer.causes[:MOST_CAUSES]) if number == 0 or cause.share >= LEAST_SHARE]
    if not sheet.answer.ledger or not leading:
        return []
    lines = heading(sheet.say.text("heading.why"))
    for cause in leading:
        lines += _of_cause(sheet, cause)
    return lines


def _of_cause(sheet: Sheet, cause: RankedCause) -> list[Line]:
    own = [entry for entry in sheet.answer.ledger if entry.cause == cause.id]
    entries = [entry for entry in own if abs(entry.log_odds) >= LEAST_PUSH and entry.match is not Match.TOTAL]
    entries.sort(key=lambda entry: -abs(entry.log_odds))
    lines = [paragraph(sheet.say.text("ledger.cause", label=clean(sheet.say.of_base(cause.id, "label", cause.label))), style="bold")]
    if not entries:
        lines.append(paragraph(sheet.say.text("ledger.nothing"), indent=4))
    for side, sign in (("for", 1), ("against", -1)):
        chosen = [entry for entry in entries if entry.log_odds * sign > 0][:MOST_PER_SIDE]
        lines += [paragraph(sheet.say.text(f"ledger.{side}"), indent=4)] if chosen else []
        lines += [bullet(_entry(sheet, entry), indent=6) for entry in chosen]
    lines += [paragraph(_together(sheet, cause, entry), indent=4) for entry in own if entry.match is Match.TOTAL and entries]
    return lines


def _together(sheet: Sheet, cause: RankedCause, entry: LedgerEntry) -> str:
    """From how likely it was before anything was said to how likely it is now."""
    before = cause.share / (cause.share + (1.0 - cause.share) * math.exp(min(entry.log_odds, 30.0)))
    return sheet.say.text("ledger.together", before=frequency(before, sheet.say), after=frequency(cause.share, sheet.say))


def _entry(sheet: Sheet, entry: LedgerEntry) -> str:
    say, push = sheet.say, abs(entry.log_odds)
    name = sheet.names.of(entry.finding)
    finding = say.text("ledger.absent", finding=name) if entry.finding in absent_ids(sheet.answer.evidence) else name
    strength = say.text("ledger.strong" if push >= STRONG else "ledger.clear" if push >= CLEAR else "ledger.weak")
    key = "ledger.raises" if entry.log_odds > 0 else "ledger.lowers"
    return say.text(key, finding=finding, strength=strength, times=times(math.exp(min(push, 30.0)), say), source=sheet.cited.mark(entry.sources))
