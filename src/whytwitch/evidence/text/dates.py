"""Days of the calendar: "12/10", "2025-04-03", "12th of October", "October 12", "the 3rd"."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from whytwitch.evidence.text.english import MONTHS
from whytwitch.evidence.text.numbers import digits
from whytwitch.evidence.text.tokens import Words
from whytwitch.model import Issue, Level, Span

__all__ = ["DATING", "DayFirst", "DaySaid", "day_at", "is_amount", "is_year", "unclear_dates"]

DayFirst = bool | None  # None: nobody said which comes first
ORDINALS = ("st", "nd", "rd", "th")
LAST_DAY, LAST_MONTH = 31, 12
YEARS = range(1930, 2100)
SHORT_YEARS = 100
DATING = ("since", "from", "on", "starting", "started", "began", "noticed", "begun")
FOLLOWING = frozenset("and after my the i when it with at in but then we he she they while during".split())
PARTS = 3  # day, month, year


class DaySaid(NamedTuple):
    """A day of the calendar, and the word behind it. The day is None when the figures can mean two."""

    day: date | None
    end: int


def day_at(words: Words, at: int, end: int, as_of: date, day_first: DayFirst) -> DaySaid | None:
    """The day that begins at a word; one without a year is the last such day that is over."""
    token = words.tokens[at]
    if token.word in MONTHS:
        return _month_first(words, at, end, as_of)
    if not token.is_number:
        return None
    return _in_figures(words, at, end, as_of, day_first) or _day_first(words, at, end, as_of)


def unclear_dates(words: Words, as_of: date, day_first: DayFirst, timed: Collection[int]) -> tuple[list[Span], list[Issue]]:
    """Dates in figures that can mean two days; `timed` are the words at which a time was read ("since 5/7" is five days)."""
    spans = []
    for index in range(1, len(words.tokens) - 2):
        if words.tokens[index].is_number and words.tokens[index - 1].word in DATING and index not in timed:
            said = _in_figures(words, index, len(words.tokens), as_of, day_first)
            if said is not None and said.day is None and not is_amount(words, index, said.end):
                spans.append(words.span(index, said.end))
    issues = [
        Issue(Level.WARNING, f"“{span.text}” can be read with the day or with the month first, so it was not used.", "Write the month as a word.")
        for span in spans
    ]
    return spans, issues


def is_amount(words: Words, at: int, end: int) -> bool:
    """Whether figures behind "on" are no day: "on 1/2 tablet"."""
    is_last = end >= words.clauses[words.clause_of[at]].end
    return words.tokens[at - 1].word == "on" and not is_last and words.tokens[end].word not in FOLLOWING


def is_year(word: str) -> bool:
    """Whether four digits are a year."""
    return len(word) == 4 and word.isdecimal() and int(word) in YEARS  # noqa: PLR2004 - four digits


def _month_first(words: Words, at: int, end: int, as_of: date) -> DaySaid | None:
    """October 12, October the 12th, October 12th 2024."""
    index = at + 1 + (at + 1 < end and words.tokens[at + 1].word == "the")
    day, behind = _day_number(words, index, end)
    return _dated(words, day, MONTHS[words.tokens[at].word], behind, end, as_of) if day else None


def _day_first(words: Words, at: int, end: int, as_of: date) -> DaySaid | None:
    """12th of October, 5 November 2024, and the 3rd of this month or the last."""
    day, behind = _day_number(words, at, end)
    if not day:
        return None
    month_at = behind + (behind < end and words.tokens[behind].word == "of")
    if month_at < end and words.tokens[month_at].word in MONTHS:
        return _dated(words, day, MONTHS[words.tokens[month_at].word], month_at + 1, end, as_of)
    is_ordinal = behind > at + 1 and words.tokens[at - 1].word == "the"
    months_back = as_of.month - (day > as_of.day)
    found = _day(as_of.year - (months_back < 1), months_back or LAST_MONTH, day) if is_ordinal else None
    return DaySaid(found, behind) if found is not None else None


def _day_number(words: Words, at: int, end: int) -> tuple[int, int]:
    """A number that can be a day of a month, with "th"; 0 when there is none."""
    value = digits(words.tokens[at]) if at < end and words.tokens[at].is_number else 0.0
    if not value.is_integer() or not 1 <= value <= LAST_DAY:
        return 0, at
    return int(value), at + 1 + (at + 1 < end and words.tokens[at + 1].word in ORDINALS)


def _dated(words: Words, day: int, month: int, at: int, end: int, as_of: date) -> DaySaid | None:
    """A day and a month with the year behind them, if any."""
    has_year = at < end and is_year(words.tokens[at].word)
    found = _day(int(words.tokens[at].word), month, day) if has_year else _last(month, day, as_of)
    return DaySaid(found, at + has_year) if found is not None else None


def _in_figures(words: Words, at: int, end: int, as_of: date, day_first: DayFirst) -> DaySaid | None:
    figures, behind = _figures(words, at, end)
    if len(figures) == PARTS and is_year(figures[0]):
        found = _day(int(figures[0]), int(figures[1]), int(figures[2]))
        return DaySaid(found, behind) if found is not None and found <= as_of else None
    if len(figures) not in (2, PARTS):
        return None
    ways = {
        way: found
        for way, (day, month) in ((True, (figures[0], figures[1])), (False, (figures[1], figures[0])))
        if (found := _of_figures(int(day), int(month), figures[2:], as_of)) is not None
    }
    if len(set(ways.values())) > 1 and day_first is None:
        return DaySaid(None, behind)
    found = ways.get(bool(day_first), next(iter(ways.values()), None))
    return DaySaid(found, behind) if found is not None else None


def _figures(words: Words, at: int, end: int) -> tuple[list[str], int]:
    """Numbers joined by one mark: 12/10, 12-10-25, 1.9.26."""
    first = words.tokens[at].word
    if first.count(".") == PARTS - 1:
        return first.split("."), at + 1
    found, index = [first], at + 1
    mark = words.tokens[index].word if index < end else ""
    while mark in ("/", "-") and index + 1 < end and len(found) < PARTS and words.tokens[index].word == mark and words.tokens[index + 1].is_number:
        found.append(words.tokens[index + 1].word)
        index += 2
    is_whole = all(part.isdecimal() and len(part) <= 4 for part in found)  # noqa: PLR2004 - a year
    return (found, index) if is_whole and (mark == "/" or len(found) == PARTS) else ([], at)


def _of_figures(day: int, month: int, year: Sequence[str], as_of: date) -> date | None:
    if not year:
        return _last(month, day, as_of)
    number = int(year[0])
    whole = number if number >= SHORT_YEARS else number + as_of.year // SHORT_YEARS * SHORT_YEARS
    found = _day(whole, month, day)
    return found if found is not None and found <= as_of else None


def _last(month: int, day: int, as_of: date) -> date | None:
    """The last such day that is over."""
    found = _day(as_of.year, month, day)
    return found if found is not None and found <= as_of else _day(as_of.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
