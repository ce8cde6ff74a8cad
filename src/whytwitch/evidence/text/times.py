"""Lengths of time and dates: "for two weeks", "3/52", "since Tuesday", "in March", "two years ago"."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from whytwitch.evidence.text.dates import DATING, DayFirst, day_at, is_amount, is_year
from whytwitch.evidence.text.english import MONTHS, WEEKDAYS
from whytwitch.evidence.text.numbers import NumberReader
from whytwitch.evidence.text.tokens import Clause, Token, Words

__all__ = ["HISTORY", "TimeReader", "TimeSaid"]

DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
NOTATION = {"24": "hour", "7": "day", "52": "week", "12": "month"}
PLURAL_MEANS = 3.0  # "for weeks"
SEASONS = {
    "spring": (4, 15),
    "summer": (7, 15),
    "autumn": (10, 15),
    "fall": (10, 15),
    "winter": (1, 15),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "easter": (4, 10),
}
HOLIDAYS = {"halloween": (10, 31), "thanksgiving": (11, 26), "valentines": (2, 14), "hogmanay": (12, 31), "new": (1, 1)}
MOMENTS = {
    ("yesterday",): 1.0, ("today",): 0.3, ("tonight",): 0.1, ("this", "morning"): 0.3, ("this", "afternoon"): 0.2, ("this", "evening"): 0.1, ("last", "night"): 0.6,
    ("overnight",): 0.5, ("the", "weekend"): 3.0, ("last", "weekend"): 5.0, ("this", "week"): 3.0, ("last", "week"): 7.0, ("other", "day"): 3.0, ("this", "month"): 12.0,
    ("last", "month"): 30.0, ("this", "year"): 150.0, ("last", "year"): 365.0, ("childhood",): 7300.0, ("day", "before", "yesterday"): 2.0,
}  # fmt: skip
MOMENT_WORDS = frozenset(row[0] for row in MOMENTS)
BACK = ("ago", "back", "earlier", "prior", "previously")
SINCE = ("since", "from", "starting")
POINT = ("since", "from", "in", "on", "started", "began", "last", "starting", "around", "about", "early", "late", "mid", "beginning", "end")
NEW_YEAR = ("year", "years")
PARTS = (*POINT, "start", "middle")  # "since the start of October"
SOFT = frozenset(
    "the a about around almost nearly at least more than over roughly approximately approx just good well maybe like only up to under long whole past last of these this".split()
)
LEADS = frozenset("for since past last over within x during these in every each per all lasts lasting lasted last throughout from".split())
RATE_WORDS = ("every", "each", "per", "a", "an")
LOOK_BACK = 6
HISTORY = "history"  # the lead of "two weeks' history of …": it belongs to what follows


class TimeSaid(NamedTuple):
    """A length of time or a point in the past, both in days. `kind` is ago, since or length; `lead` is the word that opened it ("for", "past", "")."""

    start: int
    end: int
    days: float
    kind: str
    lead: str = ""


class TimeReader:
    """Finds lengths of time; `units` are the words for them in the base."""

    def __init__(self, units: Mapping[str, Sequence[str]], numbers: NumberReader) -> None:
        self._numbers = numbers
        self._units: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        for unit, entries in units.items():
            for entry in entries:
                if entry.startswith("="):
                    self._letters[entry[1:]] = unit
                else:
                    self._units[entry] = unit
        self._openings = frozenset((*numbers.openings, *self._units, *MOMENT_WORDS, *WEEKDAYS, *MONTHS, *SEASONS, *HOLIDAYS))

    def read(self, words: Words, as_of: date, day_first: DayFirst = None) -> list[TimeSaid]:
        """Every time said, in order; none overlap. `day_first` tells how the country writes dates in figures."""
        found: list[TimeSaid] = []
        for clause in words.clauses:
            at = clause.start
            while at < clause.end:
                said = self._at(words, at, clause, as_of, day_first) if self._may_open(words.tokens[at]) else None
                if said is not None:
                    found.append(said)
                at = said.end if said is not None else at + 1
        return found

    def unit_at(self, words: Words, index: int, end: int) -> str | None:
        """The unit of time a word names; single letters only right behind digits."""
        if index >= end:
            return None
        token = words.tokens[index]
        unit = self._units.get(token.word)
        if unit is None and index and words.tokens[index - 1].is_number and words.tokens[index - 1].end == token.start:
            unit = self._letters.get(token.surface) if token.surface != "m" else None  # "47m" is a man of 47
        return unit

    def _may_open(self, token: Token) -> bool:
        """Whether a time can begin with a word at all; most words need no closer look."""
        return token.is_number or token.word in self._openings or token.surface in self._letters

    def _at(self, words: Words, at: int, clause: Clause, as_of: date, day_first: DayFirst) -> TimeSaid | None:
        return (
            _on_day(words, at, clause, as_of, day_first)
            or self._length(words, at, clause)
            or self._moment(words, at, clause)
            or self._point(words, at, clause, as_of)
        )

    def _length(self, words: Words, at: int, clause: Clause) -> TimeSaid | None:
        tokens, end = words.tokens, clause.end
        if at + 2 < end and tokens[at].is_number and tokens[at + 1].word == "/" and tokens[at + 2].word in NOTATION:
            return self._placed(words, at, at + 3, self._numbers_value(words, at) * DAYS[NOTATION[tokens[at + 2].word]], clause)
        number = self._numbers.at(words, at, end)
        if number is not None:
            unit_at = number.end
            while unit_at < end and tokens[unit_at].word in ("more", "long", "whole", "solid", "full", "good", "odd", "of", "or", "so"):
                unit_at += 1
            unit = self.unit_at(words, unit_at, end)
            if unit_at + 1 < end and tokens[unit_at + 1].word in ("a", "per", "each", "every", "out") and not number.is_article:
                return None
            if unit is None or unit_at - number.end > 2:  # noqa: PLR2004 - "or so"
                return None
            said = self._placed(words, at, unit_at + 1, number.value * DAYS[unit], clause)
            return None if number.is_article and _is_rate(words, said, clause) else said
        return self._bare_unit(words, at, clause)

    def _numbers_value(self, words: Words, at: int) -> float:
        number = self._numbers.at(words, at, at + 1)
        return number.value if number else 0.0

    def _bare_unit(self, words: Words, at: int, clause: Clause) -> TimeSaid | None:
        """For weeks, the past month, all week."""
        unit = self.unit_at(words, at, clause.end)
        if unit is None:
            return None
        lead, before = _lead(words, at, clause), words.tokens[at - 1].word if at > clause.start else ""
        is_plural = words.tokens[at].word.endswith("s") and unit not in ("second", "minute")
        if is_plural and (lead in ("for", "past", "last", "over", "these", "in") or self._says_back(words, at + 1, clause)):
            return self._placed(words, at, at + 1, PLURAL_MEANS * DAYS[unit], clause)
        if not is_plural and before in ("past", "last", "all") and lead in ("for", "over", "in", "past", "within", "during", "all") and unit in DAYS:
            return self._placed(words, at, at + 1, DAYS[unit], clause)
        return None

    def _says_back(self, words: Words, at: int, clause: Clause) -> bool:
        return at < clause.end and words.tokens[at].word in (*BACK, "now")

    def _placed(self, words: Words, start: int, end: int, days: float, clause: Clause) -> TimeSaid:
        after = words.tokens[end].word if end < clause.end else ""
        lead = _lead(words, start, clause)
        if after in BACK:
            return TimeSaid(start, end + 1, days, "ago", lead)
        if after in ("history", "hx", "h", "ho"):
            return TimeSaid(start, end + 1, days, "since", HISTORY)
        if after == "now" and end + 1 < clause.end and words.tokens[end + 1].word == "of":
            return TimeSaid(start, end + 1, days, "since", HISTORY)  # "six days now of …"
        if after == "now":
            return TimeSaid(start, end + 1, days, "since", lead)
        return TimeSaid(start, end, days, "since" if lead == "since" else "length", lead)

    def _moment(self, words: Words, at: int, clause: Clause) -> TimeSaid | None:
        if words.tokens[at].word not in MOMENT_WORDS:
            return None
        for size in (3, 2, 1):
            row = tuple(token.word for token in words.tokens[at : min(at + size, clause.end)])
            if row in MOMENTS and not (row == ("last", "week") and _lead(words, at, clause) in ("for", "over", "in", "during", "within")):
                lead = _lead(words, at, clause)
                return TimeSaid(at, at + len(row), MOMENTS[row], "since" if lead == "since" else "ago", lead)
        return None

    def _point(self, words: Words, at: int, clause: Clause, as_of: date) -> TimeSaid | None:
        token, lead = words.tokens[at], words.tokens[at - 1].word if at > clause.start else ""
        days: float | None = None
        if token.word in WEEKDAYS and lead in (*POINT, "this"):
            days = (as_of.weekday() - WEEKDAYS[token.word]) % 7 or 7.0
        elif lead in POINT or (lead == "of" and words.tokens[at - 2].word in PARTS) or (lead == "the" and _lead(words, at, clause) in SINCE):
            days = _calendar(words, at, clause, as_of)
        if days is None:
            return None
        opened = _lead(words, at, clause)
        end = at + 1 + (token.word == "new")
        if [token.word for token in words.tokens[end : min(end + 2, clause.end)]] == ["last", "year"] and days < DAYS["year"]:
            end, days = end + 2, days + DAYS["year"] * (words.tokens[at].word in MONTHS and MONTHS[words.tokens[at].word] <= as_of.month)
        return TimeSaid(at, end, max(days, 0.0), "since" if opened in SINCE else "ago", opened)


def _lead(words: Words, at: int, clause: Clause) -> str:
    """The word that opens a time, softening words skipped: "for about the last two weeks" is "for"."""
    found = ""
    for index in range(at - 1, max(clause.start - 1, at - LOOK_BACK), -1):
        word = words.tokens[index].word
        if word in LEADS and not (found in ("past", "last") and word in ("in", "the")):
            found = word
        if word not in SOFT:
            break
    return found


def _is_rate(words: Words, said: TimeSaid, clause: Clause) -> bool:
    """Whether "a day" is a rate: nothing opened it and nothing says ago."""
    if said.kind != "length":
        return False
    before = words.tokens[said.start - 1].word if said.start > clause.start else ""
    return (
        words.tokens[said.start].word in RATE_WORDS
        and (said.lead not in ("for", "past", "over", "within", "last", "in", "lasts", "lasting", "lasted"))
        and before not in ("about", "nearly", "almost")
    )


def _on_day(words: Words, at: int, clause: Clause, as_of: date, day_first: DayFirst) -> TimeSaid | None:
    """A day of the calendar behind a word that dates ("since 12/10", "on the 3rd")."""
    if not (words.tokens[at].is_number or words.tokens[at].word in MONTHS):
        return None
    index = at - 1
    while index > clause.start and words.tokens[index].word in SOFT:
        index -= 1
    before = words.tokens[index].word if index >= clause.start else ""
    if before not in DATING:
        return None
    said = day_at(words, at, clause.end, as_of, day_first)
    if said is None or said.day is None or is_amount(words, at, said.end):
        return None
    return TimeSaid(at, said.end, float(max((as_of - said.day).days, 0)), "since" if before in SINCE else "ago", before)


def _calendar(words: Words, at: int, clause: Clause, as_of: date) -> float | None:
    token = words.tokens[at]
    if is_year(token.word):
        return None if int(token.word) > as_of.year else float((as_of - date(int(token.word), min(as_of.month, 6), 15)).days)
    month, day = (MONTHS[token.word], 15) if token.word in MONTHS else SEASONS.get(token.word) or HOLIDAYS.get(token.word, (0, 0))
    if not month:
        return None
    following = words.tokens[at + 1].word if at + 1 < clause.end else ""
    if is_year(following):
        return float((as_of - date(int(following), month, day)).days)
    if token.word in HOLIDAYS:
        return (
            float((as_of - date(as_of.year - ((month, day) > (as_of.month, as_of.day)), month, day)).days)
            if token.word != "new" or following in NEW_YEAR
            else None
        )
    if month == as_of.month:
        return as_of.day / 2
    return float((as_of - date(as_of.year - (month > as_of.month), month, day)).days)
