"""Age and sex of the patient."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from whytwitch.evidence.text.kin import FEMALE, MALE
from whytwitch.evidence.text.numbers import NumberReader, digits
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.tokens import Words
from whytwitch.model import Issue, Level, Profile, Sex, Subject

__all__ = ["read_profile", "with_given"]

UNIT_OR_RATE = (
    r"(?!\s*(?:(?:st|nd|rd|th)\b|and\s+a\s+half\s+(?:months?|weeks?|years?)|%|\.\d|/\d|:\d|x\b|[-\s]*(?:weeks?|wks?|months?|days?|hours?|hrs?|mins?|minutes?|seconds?|secs?|years?|yrs?)\s*(?!-|old|of age)"
    r"|mg|mcg|kg|lbs?|stone|cm|ft|feet|units?|times|cups?|coffees?|drinks?|cigarettes|pints|different|of\b|to\s*\d|-\s*\d|out\b|or\s*\d))"
)
LETTER_AGE = re.compile(
    r"\b(1[3-9]|[2-9]\d|10\d)\s*(?:yo|y/o|y\.o\.?|yrs?|years?(?:\s*-?old)?)?\s*[/,(]?\s*(f|m|female|male|woman|man|yom|yof)\b(?!\s*(?:of|in|walk|away|tall|ago|run|race)\b)",
    re.IGNORECASE,
)
AGE_LETTER = re.compile(r"(?<!['’\w])(f|m|female|male|man|woman)\s*[,/(:]?\s*(1[3-9]|[2-9]\d|10\d)\b" + UNIT_OR_RATE, re.IGNORECASE)
STATED = re.compile(
    r"\b(?:i\s*[’'`]?\s*a?m|(?:he|she)(?:\s*[’']?\s*i?s)|aged?|age\s*(?:[:=]|of)|turned|turning)\s*(?:is\s+)?(?:a\s+|only\s+|nearly\s+|almost\s+|now\s+|just\s+turned\s+|about\s+|[:=]\s*)*(\d{1,3}(?:\.5)?)\b"
    + UNIT_OR_RATE,
    re.IGNORECASE,
)
IN_YEARS = re.compile(
    r"\b(?:i\s*[’'`]?\s*a?m|(?:he|she)(?:\s*[’']?\s*i?s))\s+(\d{1,3})\s*(?:years?|yrs?)\b(?=\s*(?:[.,;:)!?\n]|and\b|with\b|$))", re.IGNORECASE
)
SHORT_OLD = re.compile(r"\b(\d{1,3})\s*-?\s*(?:y\.?/?o\b|yrs?[\s-]*old|y[\s-]old)", re.IGNORECASE)
HAS_YEARS = re.compile(r"\b(?:i|he|she|boy|girl|son|daughter|child)\s+(?:have|has)\s+(\d{1,2})\s+years?\b(?=\s*(?:[.,;:)!?\n]|and\b|old\b|$))", re.IGNORECASE)
DECADE = re.compile(
    r"\b(?:in|into)\s+(?:my|his|her|their|the)\s+(early|mid|late)?[\s-]*(?:(\d)0'?s|(teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\.?|date of birth|yob|birth\s?date|birth\s?year|year of birth)\b(?:\s+(?:in|on|is|was)\b|\s*[:=])*\s*(?:[\w/.,-]+\s+){0,3}?(?:\d{1,2}[/.-]\d{1,2}[/.-])?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
BEHIND_PERSON = re.compile(
    r"(?:['’]?s\b|\s+[A-Z][a-z'’-]+(?=\s*[,(]))?[\s,(]+(?:who\s*(?:is|'s)\s*|(?:[a-z]+\s+)?is\s+|aged?\s+|of\s+)?(\d{1,3})\b" + UNIT_OR_RATE
)
DECADES = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
PART_OF_DECADE = {"early": 2, "mid": 5, "late": 8, "": 5}
CHILD_AGE = re.compile(
    r"\b(?:baby|boy|girl|infant|son|daughter|child|toddler|neonate|newborn|aged?)\s*[,(]?\s*(\d{1,2})\s?/\s?(12|52|7)\b(?!\s*(?:ago|back|h/o|hx|history|days|of)\b)",
    re.IGNORECASE,
)
CHART_UNITS = {"12": 1 / 12, "52": 7 / 365.25, "7": 1 / 365.25}  # "baby boy, 7/12"
UNIT_YEARS = {"year": 1.0, "yr": 1.0, "month": 1 / 12, "mo": 1 / 12, "week": 7 / 365.25, "wk": 7 / 365.25, "day": 1 / 365.25}
STAGES = {"newborn": 0.04, "baby": 0.5, "infant": 0.5, "toddler": 2.0, "teenager": 15.0, "teen": 15.0}
NAMING = FEMALE.union(MALE, STAGES, "child kid one buddy friend partner mate".split())
TELLING_SEX = frozenset("woman man male female lady gentleman girl boy bloke guy lad chap lass".split())
OLDEST = 120
FEW = 4
AGED_THINGS = ("twitch", "spasm", "tremor", "jerk", "cramp", "tic", "problem", "injur", "pain", "trouble", "symptom", "scar", "wound", "fracture")
LEAST_ALONE, MOST_ALONE = 10, 105
ALONE_MARKS = ("", ".", ",", "!", "?", "(", ")", ";", "\n", "-")
SELF_NOUN = re.compile(
    r"\b(?:i\s*[’']?\s*a?m|as|i\s+was)\s+an?\s+(?:[\w-]+\s+){0,6}?(woman|man|girl|guy|lady|mum|mom|mother|dad|father|male|female|bloke|gentleman|boy)\b",
    re.IGNORECASE,
)
HERE = re.compile(r"\b(woman|man|girl|guy|lady|mum|mom|mother|dad|father|male|female|bloke|gentleman|lad)\s+here\b", re.IGNORECASE)
CHART_AGE = re.compile(r"^\s*(\d{1,2})\s?([MF])\b(?!\s*\d)")  # a doctor's note opens with "10M"
SOME_AGE = re.compile(
    r"\b(\d{1,3})[\s-]*(?:yo|y/o|yrs?|years?)(?:[\s-]*old)?\s+(?:[a-z-]+\s+){1,3}?(male|female|man|woman|gentleman|lady|boy|girl|bloke|guy)\b", re.IGNORECASE
)
TITLED = re.compile(r"^\s*(Mrs|Ms|Miss|Mr)\.?\s+[A-Z][\w.'’-]*,?\s*\(?(\d{1,3})\b")
NAMED = re.compile(
    r"^\s*(?!(?:this|it|that|there|here|what|who|he|she)\b)[a-z]{3,}\s+is\s+(\d{1,3})(?=\s*[,.;!]?\s*(?:and\s+)?(?:he|she|his|her)\b)", re.IGNORECASE
)
NOW_AT = re.compile(r"(?:\bnow at|(?:^|[.!?]\s+)at)\s+(\d{2})\s+(?:the|my|i)\b", re.IGNORECASE)
NO_WORDS: Mapping[str, Sex] = MappingProxyType({})
SELF_SEX = {"guy": Sex.MALE, "bloke": Sex.MALE}


class _Told(NamedTuple):
    """An age or a sex said of somebody; `at` is a place in the text, or `person` is known."""

    at: int
    age: float | None = None
    sex: Sex | None = None
    person: str | None = None
    rank: int = 0  # 0 said in so many words, 1 a letter beside a number, 2 a number that stands alone, 3 only concluded


def read_profile(words: Words, persons: Persons, numbers: NumberReader, as_of: date, sexed: Mapping[str, Sex] = NO_WORDS) -> tuple[Profile, list[Issue]]:
    """Age and sex as far as the text tells them of the patient; `sexed` are words that only one sex has use for ("menopause")."""
    told = sorted((*_all_told(words, persons, numbers, as_of), *_by_use(words, sexed)), key=lambda one: (one.rank, one.at))
    mine = _agreeing([one for one in told if _is_of_patient(one, words, persons)])
    age = next((one.age for one in mine if one.age is not None and 0 < one.age <= OLDEST), None)
    sex = persons.sex or next((one.sex for one in mine if one.sex is not None), None)
    issues = []
    if age is None and persons.patient in STAGES:
        age = STAGES[persons.patient]
        issues.append(
            Issue(Level.NOTE, f"No age was given; for “{persons.patient}” it was taken to be about {age:g} years.", "Give the age in years or months.")
        )
    return Profile(age_years=age, sex=sex, asks_for_other=persons.is_other), issues


def with_given(read: Profile, given: Profile | None) -> tuple[Profile, list[Issue]]:
    """What was entered goes before what was read; a difference is said."""
    if given is None:
        return read, []
    issues = []
    if given.age_years is not None and read.age_years is not None and abs(given.age_years - read.age_years) >= 1:
        issues.append(
            Issue(Level.WARNING, f"The text says age {read.age_years:g}, the profile {given.age_years:g}.", "The profile was used; correct whichever is wrong.")
        )
    if given.sex is not None and read.sex is not None and given.sex is not read.sex:
        issues.append(Issue(Level.WARNING, f"The text says {read.sex}, the profile {given.sex}.", "The profile was used; correct whichever is wrong."))
    merged = replace(
        read,
        age_years=given.age_years if given.age_years is not None else read.age_years,
        sex=given.sex or read.sex,
        pregnant=given.pregnant if given.pregnant is not None else read.pregnant,
        asks_for_other=given.asks_for_other or read.asks_for_other,
    )
    return merged, issues


def _agreeing(told: Sequence[_Told]) -> list[_Told]:
    """Without letters beside a number that is not the age said in so many words: "98F" is a hot day for somebody of 31."""
    said = next((one.age for one in told if one.rank == 0 and one.age is not None), None)
    return [one for one in told if one.rank != 1 or said is None or one.age == said]


def _all_told(words: Words, persons: Persons, numbers: NumberReader, as_of: date) -> Iterator[_Told]:
    text = words.text
    for found in BORN.finditer(text):
        yield _Told(found.start(), float(as_of.year - int(found[1])))
    for found in LETTER_AGE.finditer(text):
        yield _Told(found.start(), float(found[1]), _sex(found[2]), rank=1)
    for found in AGE_LETTER.finditer(text):
        yield _Told(found.start(), float(found[2]), _sex(found[1]), rank=1)
    yield from _alone(words)
    yield from _at_start(words)
    for pattern in (STATED, NOW_AT):
        for found in pattern.finditer(text):
            yield _Told(found.start(), float(found[1]))
    for found in SHORT_OLD.finditer(text):
        yield _Told(found.end() - 1, float(found[1]))
    yield from _in_notes(text)
    for pattern in (IN_YEARS, HAS_YEARS):
        for found in pattern.finditer(text):
            yield _Told(found.start(), float(found[1]))
    for found in DECADE.finditer(text):
        start = int(found[2]) * 10 if found[2] else DECADES[found[3].lower()]
        yield _Told(found.start(), float(start + PART_OF_DECADE[(found[1] or "").lower()]))
    for found in SELF_NOUN.finditer(text):
        noun = found[1].lower()
        yield _Told(found.start(), sex=SELF_SEX.get(noun, Sex.FEMALE if noun in FEMALE else Sex.MALE), person="self")
    yield from _by_words(words, persons, numbers)


def _by_use(words: Words, sexed: Mapping[str, Sex]) -> Iterator[_Told]:
    """ "Since the menopause", "my prostate tablets"; two words at most."""
    for index, token in enumerate(words.tokens):
        following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
        sex = sexed.get(token.word) or sexed.get(f"{token.word} {following}")
        if sex is not None:
            yield _Told(token.start, sex=sex, rank=3)


def _in_notes(text: str) -> Iterator[_Told]:
    """As notes and forums put it: "10M", "29 yr Asian male", "Mrs H 68", "old man here", "William is 4"."""
    for found in CHART_AGE.finditer(text):
        yield _Told(found.start(), float(found[1]), _sex(found[2]), rank=1)
    for found in SOME_AGE.finditer(text):
        yield _Told(found.start(), float(found[1]), Sex.FEMALE if found[2].lower() in FEMALE else Sex.MALE)
    for found in TITLED.finditer(text):
        yield _Told(found.start(), float(found[2]), Sex.MALE if found[1] == "Mr" else Sex.FEMALE, rank=1)
    for found in CHILD_AGE.finditer(text):
        yield _Told(found.start(), float(found[1]) * CHART_UNITS[found[2]])
    for found in NAMED.finditer(text):
        yield _Told(found.start(1), float(found[1]), rank=2)
    for found in HERE.finditer(text):
        noun = found[1].lower()
        yield _Told(found.start(), sex=SELF_SEX.get(noun, Sex.FEMALE if noun in FEMALE else Sex.MALE), person="self")


def _alone(words: Words) -> Iterator[_Told]:
    """A number that is a clause of its own: "47, hospital doctor", "m, 46"."""
    for number, clause in enumerate(words.clauses):
        first = words.tokens[clause.start]
        is_years = clause.end == clause.start + 2 and words.tokens[clause.start + 1].word in ("years", "yrs", "year", "yr", "y", "yo", "now")
        following = words.clauses[number + 1].mark if number + 1 < len(words.clauses) else "."
        if (
            first.is_number
            and (clause.end == clause.start + 1 or is_years)
            and LEAST_ALONE <= digits(first) <= MOST_ALONE
            and digits(first).is_integer()
            and clause.mark in ALONE_MARKS
            and following in ALONE_MARKS
        ):
            yield _Told(first.start, digits(first), rank=2)


def _at_start(words: Words) -> Iterator[_Told]:
    """A text that opens with an age: "62 with COPD"."""
    if (
        len(words.tokens) > 1
        and words.tokens[0].is_number
        and words.tokens[1].word in ("with", "on", "here", "and", "years", "now", "uk", "us", "usa", "canada", "australia", "ireland", "scotland")
    ):
        value = digits(words.tokens[0])
        if LEAST_ALONE <= value <= MOST_ALONE:
            yield _Told(words.tokens[0].start, value, rank=2)


def _by_words(words: Words, persons: Persons, numbers: NumberReader) -> Iterator[_Told]:
    for index, token in enumerate(words.tokens):
        if token.word in ("old", "age") and index > 1:
            yield from _years_old(words, persons, index, numbers)
        if token.word == "i" and not token.is_number and (told := _in_words(words, index, numbers)):
            yield told
        if token.word.removesuffix("s") in NAMING and persons.of_word[index] not in ("", "self") and (found := BEHIND_PERSON.match(words.text, token.end)):
            yield _Told(token.start, float(found[1]), person=persons.of_word[index])
        if token.word in TELLING_SEX and persons.of_word[index] in ("third", "self", ""):
            before = words.tokens[index - 1].word if index else ""
            if _is_said_of_self(words, index) or before in ("old", "a", "yo", "this", "aged", "yr", "year") or not index or words.tokens[index - 1].is_number:
                yield _Told(token.start, sex=Sex.FEMALE if token.word in FEMALE else Sex.MALE)


def _is_said_of_self(words: Words, index: int) -> bool:
    """ "I am 45 years, very active man": a few words behind "I am"."""
    clause = words.clauses[words.clause_of[index]]
    number = words.clause_of[index]
    if index + 1 != clause.end or clause.end - clause.start > FEW or not number:
        return False
    before = words.clauses[number - 1]
    return [token.word for token in words.tokens[before.start : before.start + 2]] == ["i", "am"] and before.sentence == clause.sentence


def _years_old(words: Words, persons: Persons, index: int, numbers: NumberReader) -> Iterator[_Told]:
    """Six year old, thirty-four years old, 8 months old."""
    unit_at = index - 2 if words.tokens[index - 1].word == "of" else index - 1
    unit = UNIT_YEARS.get(words.tokens[unit_at].word.removesuffix("s"))
    if unit is None:
        return
    for start in range(max(unit_at - 3, 0), unit_at):
        number = numbers.at(words, start, unit_at)
        if number is not None and number.end == unit_at:
            if _is_of_thing(words, persons, start, index) or _is_bygone(words, start):
                return
            person = next(
                (
                    persons.of_word[k]
                    for k in range(index + 1, min(index + 3, len(words.tokens)))
                    if words.tokens[k].word in FEMALE or words.tokens[k].word in MALE
                ),
                None,
            )
            yield _Told(words.tokens[start].start, number.value * unit, person=person)
            return


def _in_words(words: Words, index: int, numbers: NumberReader) -> _Told | None:
    """ "I am thirty": a clause of its own, for "I am one of those" is none."""
    clause = words.clauses[words.clause_of[index]]
    start = index + 2
    if start >= clause.end or words.tokens[index + 1].word != "am" or words.tokens[start].is_number:
        return None
    number = numbers.at(words, start, clause.end)
    return _Told(words.tokens[start].start, number.value) if number and number.end == clause.end and LEAST_ALONE < number.value <= MOST_ALONE else None


def _is_bygone(words: Words, start: int) -> bool:
    """ "When I was six months old": an age of then."""
    before = [token.word for token in words.tokens[max(start - 5, 0) : start]]
    return "when" in before and not {"was", "were"}.isdisjoint(before[before.index("when") :])


def _is_of_thing(words: Words, persons: Persons, start: int, end: int) -> bool:
    """Whether it is the trouble that is so old: "the twitch is three weeks old", "a two year old injury"."""
    after = words.tokens[end + 1].word if end + 1 < words.clauses[words.clause_of[end]].end else ""
    if after.startswith(AGED_THINGS):
        return True
    if start < 2 or words.tokens[start - 1].word not in ("is", "are", "was", "be"):  # noqa: PLR2004 - a noun and its verb
        return False
    return not persons.of_word[start - 2] and words.tokens[start - 2].word not in ("patient", "pt", "he", "she", "who", "i")


def _is_of_patient(told: _Told, words: Words, persons: Persons) -> bool:
    if told.person is not None and (told.person in persons.relations.is_blood or told.person == "self"):
        return told.person == persons.patient
    index = bisect_right(words.tokens, told.at, key=lambda token: token.end)
    return index < len(words.tokens) and persons.subject(index) is Subject.PATIENT


def _sex(word: str) -> Sex:
    return Sex.FEMALE if word.lower() in ("f", "female", "woman", "yof") else Sex.MALE
