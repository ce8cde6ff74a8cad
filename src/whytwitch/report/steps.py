"""What to find out next and what it would change; what to do, with its cautions; what is not known; sources and versions."""

from whytwitch.model import Change, NextStep, PlanStep, Urgency
from whytwitch.report.frequencies import frequency, grouped
from whytwitch.report.page import Line, blank, bullet, clean, heading, paragraph
from whytwitch.report.sheet import Sheet

__all__ = ["about_lines", "next_lines", "not_known_lines", "plan_lines", "source_lines"]

RED_FLAG = "red-flag"
NEUTRAL = "neutral"
MOST_NEXT = 5
MOST_CHANGES = 3


def next_lines(sheet: Sheet) -> list[Line]:
    """Warning signs first, grouped by how urgent a yes would be; then questions and tests, the most useful first."""
    warnings = [step for step in sheet.answer.next if step.kind == RED_FLAG]
    others = [step for step in sheet.answer.next if step.kind != RED_FLAG][:MOST_NEXT]
    lines = heading(sheet.say.text("heading.next")) if warnings or others else []
    lines += [paragraph(sheet.say.text("next.about_other"))] if sheet.answer.evidence.profile.asks_for_other and lines else []
    lines += [paragraph(sheet.say.text("next.warning_signs"))] if warnings else []
    for level in sorted({_level(step) for step in warnings}, reverse=True):
        lines.append(paragraph(sheet.say.text("next.any_yes", urgency=sheet.say.text(f"urgency.{level.id}.short"))))
        lines += [bullet(_question(sheet, step), indent=4) for step in warnings if _level(step) is level]
    lines += [paragraph(sheet.say.text("next.then"))] if warnings and others else []
    for number, step in enumerate(others, start=1):
        lines += _next(sheet, number, step)
    return lines


def _level(step: NextStep) -> Urgency:
    return max((change.urgency for change in step.changes if change.urgency is not None), default=Urgency.ROUTINE)


def _question(sheet: Sheet, step: NextStep) -> str:
    return clean(sheet.say.of_base(step.id, "question", step.text))


def _next(sheet: Sheet, number: int, step: NextStep) -> list[Line]:
    say = sheet.say
    kind, text = say.text(f"next.{step.kind}"), _question(sheet, step)
    is_said = text.casefold().startswith(kind.casefold())  # "Blood test for potassium" needs no "Blood test:" before it
    lines = [bullet(text if is_said else say.text("next.item", kind=kind, text=text), mark=f"{number}.")]
    lines += [paragraph(say.text("next.why", why=clean(step.why)), indent=5)] if step.why else []
    return lines + [paragraph(text, indent=5) for change in step.changes[:MOST_CHANGES] if (text := _change(sheet, change))]


def _change(sheet: Sheet, change: Change) -> str:
    """What one answer would do; empty when the words before and after are the same and the urgency stays."""
    say, answer = sheet.say, clean(change.answer)
    before, after = frequency(change.before, say), frequency(change.after, say)
    urgency = "" if change.urgency is None else say.text(f"urgency.{change.urgency.id}.short")
    if before == after:
        return say.text("next.urgency", answer=answer, urgency=urgency) if urgency else ""
    text = say.text("next.change", answer=answer, cause=sheet.names.short(change.cause), before=before, after=after)
    return say.text("next.change_urgency", change=text, urgency=urgency) if urgency else text


def plan_lines(sheet: Sheet) -> list[Line]:
    """Advice with its reason and its cautions."""
    lines = heading(sheet.say.text("heading.plan")) if sheet.answer.plan else []
    for number, step in enumerate(sheet.answer.plan, start=1):
        lines += _plan(sheet, number, step)
    return lines


def _plan(sheet: Sheet, number: int, step: PlanStep) -> list[Line]:
    say = sheet.say
    why = say.text("plan.why", why=clean(say.of_base(step.id, "why", step.why)), source=sheet.cited.mark(step.sources))
    cautions = [paragraph(say.text("plan.caution", caution=clean(caution)), indent=5) for caution in step.cautions]
    return [bullet(clean(say.of_base(step.id, "text", step.text)), mark=f"{number}."), paragraph(why, indent=5), *cautions]


def not_known_lines(sheet: Sheet) -> list[Line]:
    """What nobody said and what nobody knows."""
    if not sheet.answer.not_known:
        return []
    return [*heading(sheet.say.text("heading.not_known")), *(bullet(clean(text)) for text in sheet.answer.not_known)]


def source_lines(sheet: Sheet) -> list[Line]:
    """The sources cited above; to be asked for last."""
    rows = [row.partition(" ") for row in sheet.cited.listed()]
    if not rows:
        return []
    return [*heading(sheet.say.text("heading.sources")), *(bullet(clean(rest), mark=number) for number, _, rest in rows)]


def about_lines(sheet: Sheet) -> list[Line]:
    """What this answer is not, and everything needed to get it again."""
    answer, say = sheet.answer, sheet.say
    versions = say.text("about.versions", software=answer.software_version, knowledge=answer.knowledge_version, date=answer.as_of, country=_country(sheet))
    draws = say.text("about.draws", draws=grouped(answer.draws, say), seed=answer.seed) if answer.draws else say.text("about.no_draws", seed=answer.seed)
    rows = [say.text("about.no_diagnosis"), say.text("about.uncertain"), versions, draws]
    return [*heading(say.text("heading.about")), *(paragraph(row) for row in rows), blank()]


def _country(sheet: Sheet) -> str:
    """The country, and that its numbers are general ones where it has none of its own."""
    country = sheet.answer.country
    is_own = country == NEUTRAL or sheet.answer.contacts.get("emergency_number", "")[:1].isdigit()
    return sheet.names.of_country("name") if is_own else sheet.say.text("about.general", country=country)
