"""Slips of spelling: a word nobody knows that is one or two letters away from exactly one known word."""

from collections.abc import Iterable

__all__ = ["Speller"]

SHORTEST = 6
LONG = 9  # from here two letters may differ
Buckets = dict[tuple[str, int], list[tuple[str, int]]]


class Speller:
    """Finds the known word that is meant.

    Parameters
    ----------
    targets
        The words a slip may become.
    most
        How many letters may differ.
    """

    def __init__(self, targets: Iterable[str], *, most: int = 2) -> None:
        self._most = most
        self._buckets: Buckets = {}
        for word in sorted(set(targets)):
            if len(word) >= SHORTEST - 1 and word.isalpha():
                self._buckets.setdefault((word[0], len(word)), []).append((word, _letters(word)))

    def meant(self, word: str) -> str | None:
        """The unique best match, or None."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        most = min(self._most, 2 if len(word) >= LONG else 1)
        own = _letters(word)
        best: list[str] = []
        for length in range(len(word) - most, len(word) + most + 1):
            for target, letters in self._buckets.get((word[0], length), ()):
                if (own ^ letters).bit_count() > 2 * most:
                    continue
                distance = _distance(word, target, most)
                if distance < most or (distance == most and not best):
                    best, most = [target], distance
                elif distance == most:
                    best.append(target)
        return best[0] if len(best) == 1 else None


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
