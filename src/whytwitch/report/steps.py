"""What to find out next and what it would change; what to do, with its cautions; what is not known; sources and versions."""

from whytwitch.model import Change, NextStep, PlanStep
from whytwitch.report.frequencies import frequency
from whytwitch.report.page import Line, blank, bullet, clean, heading, paragraph
from whytwitch.report.sheet import Sheet

__all__ = ["about_lines", "next_lines", "not_known_lines", "plan_lines", "source_lines"]

MOST_NEXT = 6
MOST_CHANGES = 3


def next_lines(sheet: Sheet) -> list[Line]:
    """Questions and tests, the most useful first."""
    steps = sheet.answer.next[:MOST_NEXT]
    lines = heading(sheet.say.text("heading.next")) if steps else []
    for number, step in enumerate(steps, start=1):
        lines += _next(sheet, number, step)
    return lines


def _next(sheet: Sheet, number: int, step: NextStep) -> list[Line]:
    say = sheet.say
    lines = [bullet(say.text("next.item", kind=say.text(f"next.{step.kind}"), text=clean(say.of_base(step.id, "question", step.text))), mark=f"{number}.")]
    lines += [paragraph(say.text("next.why", why=clean(step.why)), indent=5)] if step.why else []
    return lines + [paragraph(_change(sheet, change), indent=5) for change in step.changes[:MOST_CHANGES]]


def _change(sheet: Sheet, change: Change) -> str:
    say = sheet.say
    answer = say.text(f"answer.{change.answer}") if say.has(f"answer.{change.answer}") else clean(change.answer)
    if change.urgency is not None and change.before == change.after:  # a rule would fire, whatever the shares
        return say.text("next.urgency", answer=answer, urgency=say.text(f"urgency.{change.urgency.id}.short"))
    before, after = frequency(change.before, say), frequency(change.after, say)
    text = say.text("next.change", answer=answer, cause=sheet.names.of(change.cause), before=before, after=after)
    if change.urgency is None:
        return text
    return say.text("next.change_urgency", change=text, urgency=say.text(f"urgency.{change.urgency.id}.short"))


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
    versions = say.text(
        "about.versions", software=answer.software_version, knowledge=answer.knowledge_version, date=answer.as_of, country=sheet.names.of_country("name")
    )
    draws = say.text("about.draws", draws=answer.draws, seed=answer.seed) if answer.draws else say.text("about.no_draws", seed=answer.seed)
    rows = [say.text("about.no_diagnosis"), say.text("about.uncertain"), versions, draws]
    return [*heading(say.text("heading.about")), *(paragraph(row) for row in rows), blank()]
