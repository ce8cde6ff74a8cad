"""Numbers in digits and in words."""

from collections.abc import Mapping
from typing import NamedTuple

from whytwitch.evidence.text.tokens import Token, Words

__all__ = ["Number", "NumberReader", "digits"]

LONGEST = 4
TENS = range(20, 100, 10)
LARGEST = 1e9
GROUP = 3  # "1,200" is twelve hundred, "3,1" is three point one
BETWEEN = ("-", "to", "or")
ARTICLES = ("a", "an", "once", "some", "twice", "quarter")


class Number(NamedTuple):
    """A number read from words `start` to `end`; a range gives its middle."""

    value: float
    start: int
    end: int
    is_article: bool = False


def digits(token: Token) -> float:
    """The value of a number written in digits; never an exception, however odd the digits."""
    plain = token.word
    if "," in plain:
        head, _, tail = plain.rpartition(",")
        plain = plain.replace(",", "") if "." in tail or len(tail) == GROUP or "," in head else f"{head}.{tail}"
    if plain.count(".") > 1:
        plain = plain.partition(".")[0]
    try:
        return min(float(plain), LARGEST)
    except ValueError:
        return 0.0


class NumberReader:
    """Reads numbers; the words come from the base.

    Parameters
    ----------
    number_words
        Words and their values, several words allowed ("a couple of").
    """

    def __init__(self, number_words: Mapping[str, float]) -> None:
        self._words = {tuple(phrase.split()): float(value) for phrase, value in number_words.items()}
        self.openings = frozenset(row[0] for row in self._words)
        """The words that a number may begin with."""

    def at(self, words: Words, index: int, end: int) -> Number | None:
        """The number that begins at a word, ranges and halves included."""
        first = self._single(words, index, end)
        if first is None:
            return None
        second = self._single(words, first.end + 1, end) if first.end < end and words.tokens[first.end].word in BETWEEN else None
        if second is not None and second.value > first.value and not first.is_article:
            return Number((first.value + second.value) / 2, index, second.end)
        if [token.word for token in words.tokens[first.end : min(first.end + 3, end)]] == ["and", "a", "half"]:
            return Number(first.value + 0.5, index, first.end + 3)
        return first

    def _single(self, words: Words, index: int, end: int) -> Number | None:
        if index >= end:
            return None
        token = words.tokens[index]
        if token.is_number:
            return Number(digits(token), index, index + 1)
        if token.word not in self.openings:
            return None
        for size in range(min(LONGEST, end - index), 0, -1):
            row = tuple(token.word for token in words.tokens[index : index + size])
            if row in self._words:
                return self._with_units(words, Number(self._words[row], index, index + size, row[0] in ARTICLES and size == 1), end)
        return None

    def _with_units(self, words: Words, number: Number, end: int) -> Number:
        """Twenty + five."""
        if number.value in TENS and number.end < end and not words.tokens[number.end].is_number:
            unit = self._words.get((words.tokens[number.end].word,), 0.0)
            if 1 <= unit < TENS.step and unit == int(unit) and words.tokens[number.end].word not in ARTICLES:
                return Number(number.value + unit, number.start, number.end + 1)
        return number
