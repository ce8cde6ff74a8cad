"""What was read of the person's words: taken as there, taken as not there, noted only, and not understood."""

from collections.abc import Sequence

from whytwitch.model import Finding, LabResult, Level, Medicine, Movement, Origin, Profile, Sex, Span, Status, Subject, Time, Timing, Trait
from whytwitch.report.page import LONGEST_QUOTE, Line, bullet, clean, heading, paragraph
from whytwitch.report.sheet import Sheet

__all__ = ["understood_lines"]

SURE = 0.95  # what is less certain is marked "not sure"
Known = Finding | Medicine


def understood_lines(sheet: Sheet) -> list[Line]:
    """The whole section; every group is named in words, so that no colour is needed to tell them apart."""
    evidence, say = sheet.answer.evidence, sheet.say
    known: list[Known] = [*evidence.findings, *evidence.medicines]
    aside = [item for item in known if _is_aside(item)]
    own = [item for item in known if not _is_aside(item)]
    present = [_item(sheet, item) for item in own if item.status is Status.PRESENT] + [_lab(sheet, result) for result in evidence.labs]
    absent = [_item(sheet, item) for item in own if item.status is Status.ABSENT]
    absent += [say.text("understood.no_other_medicine" if evidence.medicines else "understood.no_medicine")] if evidence.takes_no_medicine else []
    groups = [
        (say.text("understood.person"), _person(sheet, evidence.profile)),
        *_movements(sheet, evidence.movements),
        (say.text("understood.present"), present),
        (say.text("understood.absent"), absent),
        (say.text("understood.aside"), [_item(sheet, item) for item in aside]),
        (say.text("understood.not_understood"), [_quote(sheet, span) for span in evidence.not_understood]),
        (say.text("understood.check"), _checks(sheet)),
    ]
    filled = [(title, rows) for title, rows in groups if rows]
    lines = heading(say.text("heading.understood")) if filled else []
    for title, rows in filled:
        lines.append(paragraph(f"{title}:", style="bold"))
        lines += [bullet(row, indent=4) for row in dict.fromkeys(rows)]
    return lines


def _is_aside(item: Known) -> bool:
    return item.subject is not Subject.PATIENT or item.time is not Time.CURRENT


def _person(sheet: Sheet, profile: Profile) -> list[str]:
    say, rows = sheet.say, []
    if profile.age_years is not None:
        rows.append(say.text("understood.age", age=f"{profile.age_years:g}") if profile.age_years >= 1 else say.text("understood.months"))
    if profile.sex is not None:
        rows.append(say.text("understood.sex_female" if profile.sex is Sex.FEMALE else "understood.sex_male"))
    if profile.pregnant is not None:
        rows.append(say.text("understood.pregnant" if profile.pregnant else "understood.not_pregnant"))
    if profile.asks_for_other:
        rows.append(say.text("understood.other_person"))
    return rows


def _movements(sheet: Sheet, movements: Sequence[Movement]) -> list[tuple[str, list[str]]]:
    if len(movements) == 1:
        return [(sheet.say.text("understood.movement"), _traits(sheet, movements[0]))]
    return [(sheet.say.text("understood.movement_numbered", number=number), _traits(sheet, m)) for number, m in enumerate(movements, start=1)]


def _traits(sheet: Sheet, movement: Movement) -> list[str]:
    return [_with_quote(sheet, _trait(sheet, trait), trait.span or movement.span, trait.origin) for trait in movement.traits]


def _trait(sheet: Sheet, trait: Trait) -> str:
    words = sheet.names.trait(trait)
    words = words if trait.status is Status.PRESENT else sheet.say.text("understood.trait_absent", trait=words)
    return _qualified(sheet, words, [] if trait.certainty >= SURE else ["not_sure"])


def _item(sheet: Sheet, item: Known) -> str:
    if isinstance(item, Medicine):
        name = sheet.names.of(item.drug) if item.drug else clean(item.name) or ", ".join(sheet.names.of(c) for c in item.classes[:1])
        name = _dosed(sheet, name, item)
    else:
        name = sheet.names.of(item.id)
        if item.amount is not None:
            name = sheet.say.text("understood.amount", name=name, amount=f"{item.amount:g}", unit=item.unit or "").strip()
    return _with_quote(sheet, _qualified(sheet, name, _qualities(item)), item.span, item.origin)


def _dosed(sheet: Sheet, name: str, item: Medicine) -> str:
    if item.dose is not None:
        name = sheet.say.text("understood.dose", name=name, dose=f"{item.dose:g}", unit=item.unit or "").strip()
    if item.times_per_day is not None and item.times_per_day == round(item.times_per_day):
        name = sheet.say.count("understood.per_day", round(item.times_per_day), name=name)
    return name


def _qualities(item: Known) -> list[str]:
    found = [item.subject.value] if item.subject is not Subject.PATIENT else []
    found += [item.time.value] if item.time is not Time.CURRENT else []
    found += [item.timing.value] if item.timing in (Timing.RECENT, Timing.STOPPED) else []
    return found + (["not_sure"] if item.certainty < SURE else [])


def _qualified(sheet: Sheet, name: str, qualities: Sequence[str]) -> str:
    words = [sheet.say.text("understood.not_sure" if quality == "not_sure" else f"quality.{quality}") for quality in qualities]
    return sheet.say.text("understood.qualified", name=name, qualities=", ".join(words)) if words else name


def _lab(sheet: Sheet, result: LabResult) -> str:
    lab, band = sheet.names.of(result.lab), sheet.names.band(result.band or result.side)
    value = result.value if result.said_value is None else result.said_value
    if value is None:
        text = sheet.say.text("understood.lab_words", lab=lab, band=band)
    else:
        number = f"{value:g} {result.said_unit or ''}".strip()
        text = sheet.say.text("understood.lab", lab=lab, value=number, band=band)
    return _with_quote(sheet, text, result.span, result.origin)


def _with_quote(sheet: Sheet, name: str, span: Span | None, origin: Origin) -> str:
    if span is not None:
        return sheet.say.text("understood.item", name=name, quote=_quote(sheet, span))
    return sheet.say.text("understood.answered" if origin is Origin.ANSWER else "understood.given", name=name) if origin is not Origin.TEXT else name


def _quote(sheet: Sheet, span: Span) -> str:
    return sheet.say.text("understood.quote", words=clean(span.text, longest=LONGEST_QUOTE))


def _checks(sheet: Sheet) -> list[str]:
    """Doubts about the input and the answer, gravest first."""
    gravest_first = sorted(sheet.answer.issues, key=lambda issue: [Level.ERROR, Level.WARNING, Level.NOTE].index(issue.level))
    said_above = sheet.say.text("guidance.out_of_scope")
    return [
        sheet.say.text("understood.remedy", message=clean(issue.message), remedy=clean(issue.remedy)).strip()
        for issue in gravest_first
        if issue.message != said_above
    ]
