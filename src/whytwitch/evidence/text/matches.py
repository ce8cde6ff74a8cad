"""What a phrase of the base means where it was found, and which of two overlapping readings counts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

__all__ = ["Match", "Meaning", "in_text", "longest", "used_words", "words_taken"]


class Meaning(NamedTuple):
    """`kind` is trait, finding, exposure, cause, drug, class, lab, lab-normal, lab-general, item, cue, movement, decoy or ambiguous; `id` and `value` name the thing."""

    kind: str
    id: str
    value: str = ""
    is_absent: bool = False


class Match(NamedTuple):
    """A phrase found: words `start` to `end`, bit k of `mask` set when word `start + k` was used."""

    meaning: Meaning
    start: int
    end: int
    mask: int


def used_words(match: Match) -> list[int]:
    """The words a match was made of, without those it skipped."""
    mask, start = match.mask, match.start
    if mask == (1 << (match.end - start)) - 1:
        return list(range(start, match.end))
    return [start + k for k in range(mask.bit_length()) if mask >> k & 1]


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap the ones that use more words; equals are kept side by side. In the order of the text."""
    matches = list(matches)
    if len(matches) == 1:
        return matches
    kept: list[Match] = []
    takers: dict[int, list[Match]] = {}
    for match in sorted(matches, key=_weight):
        words = used_words(match)
        if _is_beaten(match, words, takers):
            continue
        kept.append(match)
        for word in words:
            takers.setdefault(word, []).append(match)
    return sorted(kept, key=in_text)


def in_text(match: Match) -> tuple[int, int]:
    """Sorts matches in the order of the text."""
    return match.start, match.end


def _is_beaten(match: Match, words: Iterable[int], takers: Mapping[int, Sequence[Match]]) -> bool:
    for word in words:
        for rival in takers.get(word, ()):
            if _beats(rival, match, match.mask.bit_count()):
                return True
    return False


def _weight(match: Match) -> tuple[int, int, int]:
    return (-match.mask.bit_count(), match.end - match.start, match.start)


def _beats(rival: Match, match: Match, size: int) -> bool:
    """A rival beats what it overlaps when it uses more words; of equal size when it says the same thing, or takes the last word of a loose match on to the next.

    "Face twitching and numb fingers": the fingers are numb, not the face.
    """
    if rival.mask.bit_count() > size or rival.meaning == match.meaning:
        return True
    is_tight = rival.mask.bit_count() == rival.end - rival.start > 1
    return is_tight and match.end - match.start > size and match.start < rival.start < match.end < rival.end


def words_taken(takers: Iterable[Match]) -> frozenset[int]:
    """Every word that some match used."""
    return frozenset(chain.from_iterable(map(used_words, takers)))
