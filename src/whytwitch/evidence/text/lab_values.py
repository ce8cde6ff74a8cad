"""The number that belongs to a lab's name: behind it, in a list of its own, or the later of two."""

import re
from dataclasses import dataclass

from whytwitch.evidence.text.lab_sides import BETWEEN, SIDES
from whytwitch.evidence.text.lab_units import MAGNESIUM
from whytwitch.evidence.text.matches import Match, words_taken
from whytwitch.evidence.text.numbers import digits
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Token, Words

__all__ = ["SHORT", "Value", "is_counted", "value_behind", "value_now"]

REACH = 7
SHORT = 2  # "K", "Mg": only with a value right behind it
THOUSANDS = ("k", "thousand", "grand")
THOUSANDS_BEHIND = re.compile(r"\d{3}")
THOUSAND = 1000
MANY_DIGITS = ("creatine-kinase",)  # results of thousands
TIME_UNITS = frozenset("weeks days months years week month year day hours hour".split())
WORD = re.compile(r"\s*([A-Za-z]+)")
OTHER_COUNTS = TIME_UNITS | {"times", "tablets", "/", "am", "pm"}
NOWADAYS = frozenset("now today currently yesterday tonight".split())
OF_NOW = BETWEEN | NOWADAYS | frozenset(("but", "and", "it", "is", "this", "morning"))
DOSE = re.compile(r"\s*(?:mg|mcg|g|tablets?|capsules?|pills?|drops|iu|units)\b(?!\s*/)", re.IGNORECASE)
RANGE = re.compile(
    r"[\s:|]*[(\[]\s*(?:(?:ref(?:erence)?|normal)\s*)?(?:range|interval)?\s*[:=]?\s*\d+(?:\.\d+)?\s*(?:-|–|to)\s*\d+(?:\.\d+)?[^)\]\n]{0,20}[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number said, and where it stands; its unit may stand behind a later number of the same list."""

    value: float
    start: int
    end: int
    unit_from: int | None = None


def value_behind(match: Match, scene: Scene) -> Value | None:
    """The number behind a lab's name, or right before it ("3.1 potassium" is not read)."""
    words = scene.words
    is_short = words.tokens[match.start].end - words.tokens[match.start].start <= SHORT and match.end - match.start == 1
    last = min(len(words.tokens), match.end + (SHORT if is_short and words.tokens[match.start].surface.islower() else REACH))
    others = {other.start for other in scene.of("lab") if other.start != match.start}
    if is_short and match.start and words.tokens[match.start - 1].is_number and (words.tokens[match.start].surface.islower() or _touches(words, match.start)):
        return None  # "10k", "20 mg"
    said = words_taken(scene.cues_of(*SIDES))
    ends = {time.start: time.end for time in scene.times}
    index = match.end
    behind_range = _range_end(words.text, words.tokens[match.end - 1].end)
    while index < len(words.tokens) and words.tokens[index].start < behind_range:
        index, last = index + 1, min(len(words.tokens), last + 1)
    while index < last:
        token = words.tokens[index]
        following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
        if index in others or words.sentence_of(index) != words.sentence_of(match.start):
            return None
        if index in ends:  # "potassium two weeks ago was 2.9"
            last = min(len(words.tokens), last + ends[index] - index)
            index = ends[index]
            continue
        if token.is_number:
            return None if following in OTHER_COUNTS or _is_dose(words.text, token.end) else Value(_in_full(token, following, match), token.start, token.end)
        if token.word == "from" and index + 2 < len(words.tokens) and words.tokens[index + 1].is_number and words.tokens[index + 2].word == "to":
            index += 3
            continue
        if token.word not in BETWEEN and index not in said:
            return None
        index += 1
    return None


def _touches(words: Words, index: int) -> bool:
    return words.tokens[index - 1].end == words.tokens[index].start


def _in_full(token: Token, following: str, match: Match) -> float:
    """ "CK 12k" is twelve thousand, and so is "CK 12 000"."""
    value = digits(token)
    if match.meaning.id not in MANY_DIGITS:
        return value
    if THOUSANDS_BEHIND.fullmatch(following) is not None and value < THOUSAND:
        return value * THOUSAND + float(following)
    return value * (THOUSAND if following in THOUSANDS else 1)


def _range_end(text: str, end: int) -> int:
    """Where the reference range in brackets ends that stands between a name and its value ("potassium (3.5-5.3) 2.4")."""
    found = RANGE.match(text, end)
    return found.end() if found is not None else end


def value_now(match: Match, scene: Scene) -> Value | None:
    """ "Potassium was 4.2 last year, 2.1 today": the value of now, in the clause behind."""
    words = scene.words
    number = words.clause_of[match.start] + 1
    if match.meaning.kind != "lab" or number == len(words.clauses) or words.clauses[number].sentence != words.sentence_of(match.start):
        return None
    clause = words.clauses[number]
    said = words.tokens[clause.start : clause.end]
    value = next((token for token in said if token.is_number), None)
    before = [token.word for token in said[: said.index(value)]] if value is not None else []
    is_now = not NOWADAYS.isdisjoint(token.word for token in said)
    return Value(digits(value), value.start, value.end) if value is not None and is_now and set(before) <= OF_NOW else None


def is_counted(text: str, end: int) -> bool:
    """Whether a number is an amount or a time, not a result: "20 mg", "3 weeks"."""
    following = WORD.match(text, end)
    return _is_dose(text, end) or (following is not None and following[1].lower() in OTHER_COUNTS)


def _is_dose(text: str, end: int) -> bool:
    """ "Magnesium 375 mg" is a tablet, 1.2 mg/dl a result."""
    return DOSE.match(text, end) is not None and MAGNESIUM.match(text, end) is None
