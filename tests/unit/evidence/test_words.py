"""Words, stems, numbers and times, without a base."""

from datetime import date

import pytest

from whytwitch.evidence.text.numbers import NumberReader
from whytwitch.evidence.text.spelling import Speller
from whytwitch.evidence.text.stems import Stemmer
from whytwitch.evidence.text.times import TimeReader
from whytwitch.evidence.text.tokens import Tokeniser, Words

NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "five": 5, "twenty": 20, "couple of": 2, "a couple of": 2, "a few": 3, "half": 0.5}
UNITS = {
    "second": ["second", "seconds"], "minute": ["minute", "minutes", "=m"], "hour": ["hour", "hours", "=h"], "day": ["day", "days", "=d", "night", "nights"],
    "week": ["week", "weeks", "wk", "wks", "=w"], "fortnight": ["fortnight"], "month": ["month", "months"], "year": ["year", "years", "yrs"],
}  # fmt: skip
SUNDAY = date(2026, 11, 22)


def words(text: str) -> Words:
    """A text in words."""
    return Tokeniser(Stemmer({}), {"twiching": "twitching", "alot": "a lot"}).read(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("twitching", "twitches"), ("tumour", "tumors"), ("diarrhoea", "diarrhea"), ("anaemia", "anemia"), ("paralysed", "paralyze"), ("breathing", "breathe"), ("calves", "calf"),
        ("slept", "sleeping"), ("aches", "aching"), ("cramped", "cramps"), ("fibres", "fiber"), ("tingle", "tingling"), ("pulsed", "pulsing"), ("swallowed", "swallow"), ("worried", "worries"),
    ],
)  # fmt: skip
def test_word_forms_fold(first: str, second: str) -> None:
    """Endings, irregular forms and British or American spelling of one word have one stem."""
    stem = Stemmer({})
    assert stem(first) == stem(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("twitching", "itching"), ("noted", "not"), ("need", "ned"), ("evening", "even"), ("being", "bee"), ("als", "al"), ("weakness", "weak")],
)
def test_different_words_stay_apart(first: str, second: str) -> None:
    """Words that only look alike keep different stems."""
    stem = Stemmer({})
    assert stem(first) != stem(second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can't sleep", "i can not sleep"), ("I’m ok", "i am ok"), ("it isnt", "it is not"), ("dad's arm", "dads arm"), ("34f", "34 f"), ("20mg", "20 mg"), ("power 5/5", "power 5 / 5"),
        ("arm/leg", "arm leg"), ("worm-like", "worm like"), ("K3.1", "k 3.1"), ("alot of", "a lot of"), ("2-3 weeks", "2 - 3 weeks"),
    ],
)  # fmt: skip
def test_text_falls_into_words(text: str, expected: str) -> None:
    """Contractions open up, digits and letters part, hyphens and slashes between words are blanks."""
    assert " ".join(token.word for token in words(text).tokens) == expected


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("No pain, no gain. Fine", 3), ("Dr. Smith said so", 1), ("K 3.1 today", 1), ("weak but happy", 2), ("a wrapped\nline goes on", 1), ("Age: 34\nSex: male", 4), ("one; two: three", 3),
        ("first\n\nsecond", 2), ("(34F) twitching", 2), ("pain - none", 2),
    ],
)  # fmt: skip
def test_marks_cut_clauses(text: str, clauses: int) -> None:
    """Marks, brackets and "but" end a clause; decimals, titles and wrapped lines do not."""
    assert len(words(text).clauses) == clauses


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("1,200", 1200),
        ("two", 2),
        ("twenty five", 25),
        ("a couple of", 2),
        ("4-5", 4.5),
        ("4 to 5", 4.5),
        ("two or three", 2.5),
        ("two and a half", 2.5),
    ],
)
def test_numbers_are_read(text: str, value: float) -> None:
    """Digits, words, ranges and halves have a value; a range has its middle."""
    said = words(text)
    number = NumberReader(NUMBERS).at(said, 0, len(said.tokens))
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("text", "days", "kind"),
    [
        ("for two weeks", 14, "length"), ("three days ago", 3, "ago"), ("3/52", 21, "length"), ("5/7", 5, "length"), ("since Tuesday", 5, "since"), ("since Sunday", 7, "since"),
        ("since yesterday", 1, "since"), ("started in March", 252, "ago"), ("since 2024", 890, "since"), ("for a fortnight", 14, "length"), ("two week history", 14, "since"),
        ("for weeks", 21, "length"), ("a couple of months ago", 60.88, "ago"), ("2wks", 14, "length"), ("last night", 0.6, "ago"), ("the past week", 7, "length"), ("since May last year", 556, "since"),
    ],
)  # fmt: skip
def test_times_are_read(text: str, days: float, kind: str) -> None:
    """Lengths, dates and clinical notation give days before the day of the text."""
    said = TimeReader(UNITS, NumberReader(NUMBERS)).read(words(text), SUNDAY)
    assert [one.kind for one in said] == [kind]
    assert said[0].days == pytest.approx(days, abs=0.5)


@pytest.mark.parametrize("text", ["four coffees a day", "three nights a week", "it may be", "march up and down", "in a way", "I sat down", "power 5/5"])
def test_other_words_are_no_times(text: str) -> None:
    """Rates, verbs that look like months and other fractions are no lengths of time."""
    assert TimeReader(UNITS, NumberReader(NUMBERS)).read(words(text), SUNDAY) == []


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("omeprazol", "omeprazole"),
        ("propanalol", "propranolol"),
        ("sertralien", "sertraline"),
        ("cat", None),
        ("prednisolon", "prednisolone"),
        ("prednisone", "prednisone"),
        ("prednisxne", "prednisone"),
        ("zzzzzzzz", None),
    ],
)
def test_slips_become_the_one_word_that_is_near(slip: str, meant: str | None) -> None:
    """One letter off, two in long words; short words are left alone."""
    assert Speller(["omeprazole", "propranolol", "sertraline", "prednisolone", "prednisone"]).meant(slip) == meant


def test_a_slip_between_two_words_stays_a_slip() -> None:
    """A word as near to two medicines as to each other is never turned into one of them."""
    assert Speller(["hydroxyzine", "hydroxyzone"]).meant("hydroxyzxne") is None
