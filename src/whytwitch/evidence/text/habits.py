"""Habits with amounts: "four coffees a day", "five hours' sleep", "20 units a week"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.movement_traits import DOUBT
from whytwitch.evidence.text.numbers import Number, NumberReader
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import TimeReader
from whytwitch.knowledge import Exposure, Knowledge
from whytwitch.model import Finding, Status, Subject, Timing

__all__ = ["HabitReader", "says_once"]

BEFORE, BEHIND = 5, 9
HOURS_BEFORE, HOURS_BEHIND = 3, 4
DAYS = {"d": 1.0, "day": 1.0, "night": 1.0, "wk": 7.0, "week": 7.0, "mo": 30.44, "month": 30.44}
RATES = {
    "day": 1.0,
    "daily": 1.0,
    "night": 1.0,
    "nightly": 1.0,
    "morning": 1.0,
    "evening": 1.0,
    "shift": 1.0,
    "week": 7.0,
    "weekly": 7.0,
    "weekend": 7.0,
    "month": 30.44,
    "hour": 1 / 16,
}
HOURS = ("h", "hour", "hours")
LINKING = frozenset("is are was about around just only like intake maybe x".split())
EVERY = ("every", "each")
PER = ("a", "per")
USUAL = frozenset("daily nightly usually normally always per typically weekly".split())
BEGINNING = ("since", "from", "started", "until")
WITHIN = ("in", "within", "over")
MANY = 60.0  # "every few minutes" is no amount


@dataclass(frozen=True, slots=True)
class _Counted:
    exposure: Exposure
    amount: float
    match: Match
    start: int
    end: int
    has_rate: bool
    is_once: bool  # "a bottle last night" is no habit


def _is_rate(first: str, second: str) -> bool:
    return (first in EVERY and second in RATES) or (first in PER and second in DAYS)


def says_once(scene: Scene, start: int) -> bool:
    """Whether the clause tells of one time: "last night", "after yoga", "in one go"; "every night" and "I usually …" go before. The scene of the sentence is enough."""
    words = scene.words
    clause = words.clauses[words.clause_of[start]]
    inside = [words.tokens[index].word for index in range(clause.start, clause.end)]
    if not USUAL.isdisjoint(inside) or any(_is_rate(first, second) for first, second in pairwise(inside)):
        return False
    times = (said for said in scene.times if clause.start <= said.start < clause.end)
    is_dated = any((said.kind == "ago" and said.lead not in BEGINNING) or (said.lead in WITHIN and said.days < 1) for said in times)
    return is_dated or any(clause.start <= cue.start and cue.end <= clause.end for cue in scene.cues_of("once"))


@dataclass(frozen=True, slots=True)
class HabitReader:
    """Adds up what people count."""

    knowledge: Knowledge
    numbers: NumberReader
    times: TimeReader

    def read(self, scene: Scene, context: Context, persons: Persons) -> list[Finding]:
        """One finding for each exposure with an amount; below its lowest band it is absent, unless its words were told and no rate was."""
        counted: dict[str, list[_Counted]] = {}
        used: set[int] = set()
        for match in [*scene.of("item"), *self._in_hours(scene)]:
            one = self._counted(match, scene, used)
            if (
                one is not None
                and scene.words.text[max(scene.words.tokens[match.start].start - 1, 0)] != "/"
                and persons.subject(match.start) is Subject.PATIENT
                and match.start not in context.past
            ):
                used.update(range(one.start, one.end))
                counted.setdefault(match.meaning.id, []).append(one)
        told = {match.meaning.id for match in scene.of("exposure") if not match.meaning.is_absent and match.end - 1 not in context.denied}
        return [
            finding
            for ones in counted.values()
            for finding in self._finding(ones, scene, context)
            if finding.status is Status.PRESENT or ones[0].has_rate or finding.id not in told
        ]

    def _in_hours(self, scene: Scene) -> list[Match]:
        """Phrases of habits that are told in hours count as their items ("sleep five hours")."""
        known = {match.start for match in scene.of("item")}
        return [
            match
            for match in scene.of("exposure")
            if (self.knowledge.exposures[match.meaning.id].unit or "").partition("/")[0] in HOURS and match.start not in known
        ]

    def _counted(self, match: Match, scene: Scene, used: set[int]) -> _Counted | None:
        exposure = self.knowledge.exposures[match.meaning.id]
        clause = scene.words.clauses[scene.words.clause_of[match.start]]
        unit, _, per = (exposure.unit or "").partition("/")
        before = range(match.start - 1, max(clause.start, match.start - BEFORE) - 1, -1)
        behind = range(match.end, min(clause.end, match.end + BEHIND))
        own = range(match.start, match.end)
        for index in (*own, *before, *behind):
            number = self.numbers.at(scene.words, index, clause.end)
            if number is None or index in used or self._starts_earlier(scene, index, clause.start):
                continue
            value = self._value(number, match, exposure, unit, scene)
            if value is not None:
                start, end = min(match.start, number.start), max(match.end, number.end)
                has_rate = self._has_rate(scene, start, end, clause.end)
                if number.is_article and not has_rate:
                    return None
                days = self._days(scene, start, end, clause.end, "h" if unit in HOURS else per)
                is_once = self._rate(scene, start, end, clause.end) is None and says_once(scene.local(start), start)
                amount = value if is_once else value * DAYS.get(per, 1.0) / days
                return _Counted(exposure, amount, match, start, end, has_rate and not is_once, is_once)
        return None

    def _starts_earlier(self, scene: Scene, index: int, start: int) -> bool:
        """Whether the word is inside a longer number ("two" in "twenty two")."""
        for first in range(max(start, index - 3), index):
            number = self.numbers.at(scene.words, first, len(scene.words.tokens))
            if number is not None and number.end > index and not number.is_article:
                return True
        return False

    def _value(self, number: Number, match: Match, exposure: Exposure, unit: str, scene: Scene) -> float | None:
        """The amount one number stands for, or None when it counts something else."""
        following = scene.words.tokens[number.end].word if number.end < len(scene.words.tokens) else ""
        time_unit = self.times.unit_at(scene.words, number.end, len(scene.words.tokens))
        if unit in HOURS:
            factor = {"hour": 1.0, "minute": 1 / 60}.get(time_unit or "")
            is_near = number.end + HOURS_BEFORE >= match.start and number.start <= match.end + HOURS_BEHIND
            return number.value * factor if factor is not None and is_near and not number.is_article else None
        if following == unit:
            return number.value
        if time_unit is not None or number.value > MANY or (number.is_article and number.end != match.start):
            return None
        item = exposure.items[int(match.meaning.value)]
        between = {token.word for token in scene.words.tokens[match.end : number.start]}
        if number.start >= match.end and between <= LINKING and self._has_rate(scene, number.start, number.end, len(scene.words.tokens)):
            return number.value * item.amount
        is_right_before = number.end <= match.start and match.start - number.end < BEFORE - 1
        is_inside = match.start <= number.start < match.end
        is_times = (
            number.end < len(scene.words.tokens)
            and following in ("times", "x", "cups", "cans", "mugs", "glasses", "pints", "bottles")
            and number.start >= match.end
        )
        return number.value * item.amount if is_right_before or is_inside or is_times else None

    def _has_rate(self, scene: Scene, start: int, end: int, limit: int) -> bool:
        return any(scene.words.tokens[index].word in RATES for index in range(start, min(limit, end + BEHIND)))

    def _days(self, scene: Scene, start: int, end: int, limit: int, per: str) -> float:
        """In how many days the amount is reached: the rate said behind it, else that of the exposure's unit; hours are of a day."""
        rate = self._rate(scene, start, end, limit)
        if per == "h" and rate == "weekend":
            return 1.0  # "gaming twelve hours at the weekend" tells of those days
        return RATES[rate] if rate is not None else DAYS.get(per, 1.0)

    def _rate(self, scene: Scene, start: int, end: int, limit: int) -> str | None:
        """The word of a rate said in so many words ("a day", "daily"), not "this morning"."""
        for index in range(start, min(limit, end + BEHIND)):
            word = scene.words.tokens[index].word
            before = scene.words.tokens[index - 1].word if index else ""
            if word in RATES and (word.endswith("ly") or before in ("a", "per", "each", "every", "the", "one")):
                return word
        return None

    def _finding(self, ones: Sequence[_Counted], scene: Scene, context: Context) -> Iterator[Finding]:
        ones = [one for one in ones if not one.is_once] or ones
        first = ones[0]
        total = float(f"{sum(one.amount for one in ones):.6g}")
        band = next((band.id for band in first.exposure.bands if band.holds(total)), None)
        is_doubted = first.match.start in context.doubted
        span = scene.words.span(first.start, first.end)
        if first.is_once:
            if band is not None:  # as much in one go as is a lot in a day
                yield Finding(first.exposure.id, timing=Timing.RECENT, certainty=DOUBT if is_doubted else 1.0, span=span)
            return
        yield Finding(
            first.exposure.id,
            Status.PRESENT if band is not None and total > 0 else Status.ABSENT,
            certainty=DOUBT if is_doubted else 1.0,
            amount=total,
            unit=first.exposure.unit,
            band=band,
            span=span,
        )
