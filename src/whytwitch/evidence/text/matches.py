"""What a phrase of the base means where it was found, and which of two overlapping readings counts."""

from collections.abc import Iterable
from typing import NamedTuple

from whytwitch.evidence.text.trie import Hit

__all__ = ["Match", "Meaning", "longest", "used_words", "words_taken"]


class Meaning(NamedTuple):
    """`kind` is trait, finding, exposure, cause, drug, class, lab, lab-normal, item, cue, movement, decoy or ambiguous; `id` and `value` name the thing."""

    kind: str
    id: str
    value: str = ""
    is_absent: bool = False


Match = Hit[Meaning]


def used_words(match: Match) -> list[int]:
    """The words a match was made of, without those it skipped."""
    return [match.start + k for k in range(match.mask.bit_length()) if match.mask >> k & 1]


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap the ones that use more words; equals are kept side by side. In the order of the text."""
    kept: list[Match] = []
    takers: dict[int, list[Match]] = {}
    for match in sorted(matches, key=_weight):
        size = match.mask.bit_count()
        words = used_words(match)
        if any(_beats(rival, match, size) for word in words for rival in takers.get(word, ())):
            continue
        kept.append(match)
        for word in words:
            takers.setdefault(word, []).append(match)
    return sorted(kept, key=lambda match: (match.start, match.end))


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
    return frozenset(word for taker in takers for word in used_words(taker))
