"""Ranked causes, as words, numbers and bars; what is worth ruling out; the feared illness answered."""

from collections.abc import Sequence

from whytwitch.model import MovementAnswer, RankedCause, RulingOut, Urgency
from whytwitch.report.frequencies import bar, frequency, grouped, in_hundred, likelihood_word, percent
from whytwitch.report.page import Line, blank, bullet, clean, heading, paragraph, sentence
from whytwitch.report.sheet import Sheet

__all__ = ["cause_lines", "fear_lines", "ruling_out_lines"]

BAR_WIDTH = 40
JOINED = " + "  # what stands between several beginnings of one chain
MOST_SHOWN = 6
LEAST_SHOWN = 0.02  # causes below are summed into one row, they stay in the JSON answer
WORTH_MENTIONING = 0.1  # presence above share by this much deserves a sentence


def cause_lines(sheet: Sheet) -> list[Line]:
    """The causes of every movement, or of the main complaint."""
    answer, say = sheet.answer, sheet.say
    if len(answer.movements) > 1:
        return [line for number, movement in enumerate(answer.movements) for line in _of_movement(sheet, movement, is_first=number == 0)]
    if not answer.causes:
        return []
    title = "heading.causes" if answer.share_of == "movement" else "heading.complaint"
    return [*heading(say.text(title)), *_how_to_read(sheet), *_ranked(sheet, answer.causes)]


def _of_movement(sheet: Sheet, movement: MovementAnswer, *, is_first: bool) -> list[Line]:
    if not movement.causes:
        return []
    lines = heading(sheet.say.text("heading.causes_of", movement=clean(movement.label)))
    return [*lines, *(_how_to_read(sheet) if is_first else []), *_ranked(sheet, movement.causes)]


def _how_to_read(sheet: Sheet) -> list[Line]:
    """What the numbers mean, once."""
    lines = [paragraph(sheet.say.text("causes.emergency"), style="bold")] if sheet.answer.urgency is Urgency.EMERGENCY else []
    return [*lines, paragraph(sheet.say.text("causes.how_to_read")), blank()]


def _ranked(sheet: Sheet, causes: Sequence[RankedCause]) -> list[Line]:
    shown = [cause for number, cause in enumerate(causes[:MOST_SHOWN]) if number == 0 or cause.share >= LEAST_SHOWN]
    lines: list[Line] = []
    for number, cause in enumerate(shown, start=1):
        lines += _cause(sheet, number, cause)
    rest = sum(cause.share for cause in causes[len(shown) :])
    if rest > 0.0:
        lines.append(paragraph(sheet.say.text("causes.rest", frequency=frequency(rest, sheet.say))))
    return lines


def _cause(sheet: Sheet, number: int, cause: RankedCause) -> list[Line]:
    say = sheet.say
    lines = [bullet(clean(say.of_base(cause.id, "label", cause.label)), mark=f"{number}.", style="bold"), paragraph(_share(sheet, cause), indent=5)]
    lines.append(paragraph(bar(cause.share, width=BAR_WIDTH), indent=5, style="cyan"))
    chain = _chain(sheet, cause)
    if len(chain) > 1:
        lines.append(paragraph(say.text("causes.chain", chain=say.text("causes.arrow").join(chain)), indent=5))
    named = [(name, c.fraction) for c in cause.contributed_by if (name := sheet.names.of(c.id)) not in chain[1:]]  # a habit does not bring on itself
    if named:
        names = ", ".join(say.text("causes.contributed_item", name=name, frequency=frequency(fraction, say)) for name, fraction in named)
        lines.append(paragraph(say.text("causes.contributed", names=names), indent=5))
    if cause.present_probability - cause.share >= WORTH_MENTIONING:
        lines.append(paragraph(say.text("causes.present", frequency=frequency(cause.present_probability, say)), indent=5))
    if number == 1 and cause.first_probability is not None:
        lines.append(paragraph(say.text("causes.first", percent=percent(cause.first_probability, say), draws=grouped(sheet.answer.draws, say)), indent=5))
    return [*lines, blank()]


def _chain(sheet: Sheet, cause: RankedCause) -> list[str]:
    """The links in words, without a movement at the end where none was told; one that says the same as the next is left out, also where it stands among several."""
    is_of_movement = sheet.answer.share_of == "movement"
    links = [clean(link) for link in (cause.chain if is_of_movement else cause.chain[:-1])]
    for number in range(len(links) - 2, -1, -1):
        parts = [part for part in links[number].split(JOINED) if part.casefold() != links[number + 1].casefold()]
        links[number : number + 1] = [JOINED.join(parts)] if parts else []
    return links


def _share(sheet: Sheet, cause: RankedCause) -> str:
    say = sheet.say
    words = {"word": likelihood_word(cause.share, say), "frequency": sentence(frequency(cause.share, say))}
    if cause.share_interval is None:
        return say.text("causes.share_plain", **words)
    return say.text("causes.share", low=in_hundred(cause.share_interval.low, say), high=in_hundred(cause.share_interval.high, say), **words)


def ruling_out_lines(sheet: Sheet) -> list[Line]:
    """What is less likely and would hurt to miss."""
    if not sheet.answer.worth_ruling_out:
        return []
    lines = heading(sheet.say.text("heading.ruling_out"))
    for one in sheet.answer.worth_ruling_out:
        lines += _ruling_out(sheet, one)
    return lines


def _ruling_out(sheet: Sheet, one: RulingOut) -> list[Line]:
    say = sheet.say
    lines = [bullet(say.text("ruling_out.item", label=sheet.names.of(one.id)), style="bold")]
    lines.append(paragraph(_why(sheet, one), indent=4))
    if one.by:
        lines.append(paragraph(say.text("ruling_out.by", tests=", ".join(sheet.names.of(test) for test in one.by)), indent=4))
    return lines


def _why(sheet: Sheet, one: RulingOut) -> str:
    """How many have it, in the same kind of number as everywhere else; the answer's own sentence when that is not known."""
    presence = next((cause.present_probability for cause in sheet.answer.causes if cause.id == one.id), None)
    if presence is None:
        return clean(one.why)
    return sheet.say.text("ruling_out.why", frequency=sentence(frequency(presence, sheet.say)))


def fear_lines(sheet: Sheet) -> list[Line]:
    """The feared illness, answered."""
    if not sheet.answer.fear_answered:
        return []
    return [*heading(sheet.say.text("heading.fear")), *(paragraph(clean(text)) for text in sheet.answer.fear_answered)]
