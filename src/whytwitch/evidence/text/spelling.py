"""Slips of spelling: a word nobody knows that is one or two letters away from exactly one known word."""

from collections.abc import Iterable

__all__ = ["Speller"]

SHORTEST = 6
LONG = 9  # from here two letters may differ
CACHE_LIMIT = 20_000


class Speller:
    """Finds the known word that is meant, and remembers it.

    Parameters
    ----------
    targets
        The words a slip may become.
    most
        How many letters may differ.
    """

    def __init__(self, targets: Iterable[str], *, most: int = 2) -> None:
        self._most = most
        self._targets: dict[tuple[str, int], list[str]] = {}
        for word in sorted({word for word in targets if len(word) >= SHORTEST - 1 and word.isalpha()}):
            self._targets.setdefault((word[0], len(word)), []).append(word)
        self._buckets: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self._known: dict[str, str | None] = {}

    def meant(self, word: str) -> str | None:
        """The unique best match, or None."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        if word not in self._known:
            if len(self._known) > CACHE_LIMIT:
                self._known.clear()
            self._known[word] = self._nearest(word)
        return self._known[word]

    def _nearest(self, word: str) -> str | None:
        most = min(self._most, 2 if len(word) >= LONG else 1)
        own = _letters(word)
        best: list[str] = []
        for length in range(len(word) - most, len(word) + most + 1):
            for target, letters in self._bucket(word[0], length):
                if (own ^ letters).bit_count() > 2 * most:
                    continue
                distance = _distance(word, target, most)
                if distance < most or (distance == most and not best):
                    best, most = [target], distance
                elif distance == most:
                    best.append(target)
        return best[0] if len(best) == 1 else None

    def _bucket(self, first: str, length: int) -> list[tuple[str, int]]:
        """The words of a length that begin with a letter, and the letters in them; made ready when they are first asked for."""
        key = (first, length)
        if key not in self._buckets:
            self._buckets[key] = [(word, _letters(word)) for word in self._targets.get(key, ())]
        return self._buckets[key]


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _distance(first: str, second: str, most: int) -> int:
    """Edits between two words, a swap of neighbours counting as one; more than `most` gives `most` + 1."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        current = [i, *([0] * len(second))]
        for j, other in enumerate(second, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current[j] = cost
        if min(current) > most:
            return most + 1
        before, row = row, current
    return min(row[-1], most + 1)
