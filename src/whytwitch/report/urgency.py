"""The first lines of the answer: how soon, what to do, and why."""

from whytwitch.model import Urgency, UrgencyReason
from whytwitch.report.page import LONGEST_QUOTE, Line, blank, bullet, clean, paragraph
from whytwitch.report.quotes import quotes_of
from whytwitch.report.sheet import Sheet

__all__ = ["urgency_lines"]

STYLES = {Urgency.EMERGENCY: "bold red", Urgency.SAME_DAY: "bold red", Urgency.SOON: "bold yellow", Urgency.ROUTINE: "bold", Urgency.SELF_CARE: "bold"}
MOST_REASONS = 5
MOST_IN_EMERGENCY = 3  # little else above the fold
MOST_QUOTES = 3
LINES_OF_FINDING = {"suicidal-thoughts": "crisis_text", "overdose": "poison_text", "pesticide-exposure": "poison_text"}  # whom else to call


def urgency_lines(sheet: Sheet) -> list[Line]:
    """How soon to be seen; in an emergency the number to call is the very first row."""
    urgency = sheet.answer.urgency
    lines = [] if urgency is Urgency.EMERGENCY or sheet.answer.in_scope else _out_of_scope(sheet)
    if urgency is None:
        return [*lines, paragraph(sheet.say.text("urgency.none.do"), indent=0)] if not sheet.answer.in_scope else [*_head(sheet, "none", "bold")]
    lines += _head(sheet, urgency.id, STYLES[urgency])
    lines += _other_lines(sheet)
    lines += _reasons(sheet, urgency)
    if urgency is Urgency.EMERGENCY:
        lines += [blank(), paragraph(sheet.say.text("urgency.emergency.rest"), indent=0, style="bold")]
        lines += [] if sheet.answer.in_scope else [blank(), *_out_of_scope(sheet)]
    return lines


def _head(sheet: Sheet, level: str, style: str) -> list[Line]:
    texts = {
        "doctor": sheet.names.of_country("doctor_text"),
        "emergency": sheet.names.of_country("emergency_text"),
        "urgent_advice": sheet.names.of_country("urgent_advice_text"),
        "twitch_wait": sheet.names.of_country("twitch_wait_text"),
    }
    return [Line(sheet.say.text(f"urgency.{level}.head", **texts), style=style), Line(sheet.say.text(f"urgency.{level}.do", **texts))]


def _out_of_scope(sheet: Sheet) -> list[Line]:
    return [Line(sheet.say.text("guidance.out_of_scope"), style="bold"), Line(sheet.say.text("guidance.out_of_scope_remedy")), blank()]


def _other_lines(sheet: Sheet) -> list[Line]:
    """A crisis line or poison line beside the usual numbers, when a warning rests on a finding of that kind."""
    findings = [finding for reason in sheet.answer.urgency_reasons for finding in reason.findings]
    texts = dict.fromkeys(LINES_OF_FINDING[finding] for finding in findings if finding in LINES_OF_FINDING)
    return [Line(sheet.names.of_country(text), style="bold") for text in texts]


def _reasons(sheet: Sheet, urgency: Urgency) -> list[Line]:
    reasons = sorted(sheet.answer.urgency_reasons, key=lambda reason: (-reason.level, reason.source is None))  # what was read goes before what was computed
    most = MOST_IN_EMERGENCY if urgency is Urgency.EMERGENCY else MOST_REASONS
    shown, left = reasons[:most], len(reasons) - most
    lines: list[Line] = [blank(), Line(sheet.say.text("urgency.why"), style="bold")] if shown else []
    for reason in shown:
        if reason.level < urgency and Line(sheet.say.text("urgency.also")) not in lines:
            lines.append(Line(sheet.say.text("urgency.also")))
        lines += _reason(sheet, reason)
    if left > 0 and urgency is not Urgency.EMERGENCY:
        lines.append(paragraph(sheet.say.count("urgency.more", left)))
    return lines


def _reason(sheet: Sheet, reason: UrgencyReason) -> list[Line]:
    quotes = [
        sheet.say.text("understood.quote", words=clean(words, longest=LONGEST_QUOTE))
        for words in quotes_of(sheet.answer.evidence, reason.findings)[:MOST_QUOTES]
    ]
    said = [sheet.say.text("urgency.from_words", quotes=", ".join(quotes))] if quotes else []
    source = sheet.say.text("urgency.source", source=sheet.cited.name(reason.source)) if reason.source else sheet.say.text("urgency.no_source")
    return [bullet(clean(sheet.say.of_base(reason.rule, "reason", reason.text))), paragraph(" ".join([*said, source]), indent=4)]
