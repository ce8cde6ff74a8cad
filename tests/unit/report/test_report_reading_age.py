"""How hard our own sentences are to read: the Flesch-Kincaid grade over the English catalogue (Kincaid et al. 1975, U.S. Navy report 8-75).

``pytest tests/unit/report/test_report_reading_age.py`` measures it; docs/guidance.md states the value.
"""

import re
from pathlib import Path

import pytest

from whytwitch.report import load_catalogue

GUIDE = Path(__file__).parents[3] / "docs" / "guidance.md"
HIGHEST_GRADE = 6.0  # read with ease at eleven or twelve
FEWEST_WORDS = 5  # shorter texts are labels, not sentences
PLACE = re.compile(r"\{[^}]*\}")
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
SILENT = re.compile(r"(?:(?<=[^laeiouyscxzgh])es|(?<=[^td])ed|(?<=[^l])e)$")
APART = re.compile(r"iu|eo(?!p)")  # two vowels that are spoken apart


def syllables(word: str) -> int:
    """Vowel groups without a silent ending, at least one."""
    bare = word.lower().replace("'", "")
    spoken = SILENT.sub("", bare) if len(bare) > 2 else bare
    return max(1, len(re.findall(r"[aeiouy]+", spoken)) + len(APART.findall(spoken)))


def sentences() -> list[list[str]]:
    """Words of every sentence of the catalogue; a place that is filled in counts as one short word."""
    found = []
    for key, text in load_catalogue().texts.items():
        if not key.startswith(("plurals.", "number.")):
            parts = re.split(r"(?<=[.!?])\s+", PLACE.sub("it", text))
            found += [words for part in parts if len(words := WORD.findall(part)) >= FEWEST_WORDS]
    return found


def grade(texts: list[list[str]]) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = [word for words in texts for word in words]
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("twitch", 1),
        ("twitches", 2),
        ("muscle", 2),
        ("potassium", 4),
        ("made", 1),
        ("walked", 1),
        ("needed", 2),
        ("causes", 2),
        ("people", 2),
        ("little", 2),
        ("the", 1),
        ("you", 1),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    """Silent endings are not counted, vowels spoken apart are."""
    assert syllables(word) == count


def test_catalogue_reads_at_the_grade_that_the_guide_states() -> None:
    """Our sentences stay easy, and the guide states the measured value."""
    measured = grade(sentences())
    assert measured <= HIGHEST_GRADE
    stated = re.search(r"Flesch-Kincaid grade of (\d+\.\d)", GUIDE.read_text(encoding="utf-8"))
    assert stated, "docs/guidance.md states no grade"
    assert float(stated[1]) == pytest.approx(measured, abs=0.15), f"measured {measured:.1f}"


def test_no_sentence_of_the_catalogue_is_long() -> None:
    """A frightened reader loses the thread after some thirty words."""
    assert [" ".join(words) for words in sentences() if len(words) > 30] == []
