"""What is said of a thing in other words than its name: "it's gone weak", "they went numb", "speech: slurred"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["headed_rows", "stand_ins", "tells_of_stand_in", "whole_mask"]

ONE = ("it", "its")
MANY = ("they", "them", "their", "both", "neither")
PLACE = ("there",)
NO_PLACE_BEFORE = ("is", "are", "was", "were", "has", "have", "will", "seems")  # "there is a cup"
SIDES = ("left", "right", "other", "good", "bad", "same", "this", "that")  # "the left one"
PLURALS = ("feet", "calves", "reflexes", "teeth")
FARTHEST = 30  # words between a pronoun and what it stands for
LONGEST_HEAD = 3
LONGEST_FRAGMENT = 2  # "Legs. Weak."
OPENERS = (":", "-", "–", "—")
HURT = frozenset(
    "bite bit bitten cut hit bang bump burn burnt scald graze scratch stab trap nick".split()
)  # what follows "bit my lip" is no illness of the lip
LINKING = frozenset("be have get go feel become look seem".split())
COURSE = frozenset("never not no stop start come go do does did will would keep happen still back and or on off".split())


def stand_ins(words: Words, topics: Collection[str]) -> dict[int, int]:
    """For each pronoun the word of `topics` that it stands for: the nearest before it, of its number, in its sentence or the one before."""
    named = [index for index, token in enumerate(words.tokens) if token.stem in topics and not _is_hurt(words, index)]
    found: dict[int, int] = {}
    for index, token in enumerate(words.tokens) if named else ():
        wanted = _numbers_of(words, index, token.word, topics)
        if not wanted:
            continue
        meant = next((at for at in reversed(named) if at < index and _is_plural(words, at) in wanted), None)
        if meant is not None and index - meant <= FARTHEST and words.sentence_of(index) - words.sentence_of(meant) <= 1:
            found[index] = meant
    return found


def _is_hurt(words: Words, index: int) -> bool:
    return any(token.stem in HURT or token.word in HURT for token in words.tokens[max(0, index - 2) : index])


def _numbers_of(words: Words, index: int, word: str, topics: Collection[str]) -> tuple[bool, ...]:
    """Whether a word can stand for several things (True) or for one (False); nothing for other words."""
    following = words.tokens[index + 1] if index + 1 < len(words.tokens) else None
    if word == "one":
        return (False,) if index and words.tokens[index - 1].word in SIDES else ()
    if word in PLACE:
        return () if following is not None and following.word in NO_PLACE_BEFORE else (False, True)
    if word in MANY:
        return () if word == "both" and following is not None and (following.stem in topics or following.word == "sides") else (True,)
    return (False,) if word in ONE else ()


def _is_plural(words: Words, index: int) -> bool:
    word = words.tokens[index].word
    return word in PLURALS or (word.endswith("s") and not word.endswith("ss"))


def headed_rows(words: Words, topics: Collection[str]) -> Iterator[range]:
    """The words of a clause that only names a thing and of the next one, which says what is the matter: "Gait - unsteady", "Legs. Weak."."""
    for head, rest in pairwise(words.clauses):
        size = head.end - head.start
        if size > LONGEST_HEAD or not _has(words, head, topics):
            continue
        is_same = rest.sentence == head.sentence
        is_fragment = not is_same and max(size, rest.end - rest.start) <= LONGEST_FRAGMENT and not _has(words, rest, topics)
        if is_fragment or (is_same and rest.mark in OPENERS):
            yield range(head.start, rest.end)


def _has(words: Words, clause: Clause, topics: Collection[str]) -> bool:
    return any(words.tokens[index].stem in topics for index in range(clause.start, clause.end))


def tells_of_stand_in(words: Words, used: Sequence[int], meant: Mapping[int, int]) -> bool:
    """Whether words tell of a thing by its pronoun alone, and more than how it goes on: "it never stops" may be said of the movement as well as of the mouth."""
    own = [index for index in used if index in meant]
    is_more = any(index not in meant and words.tokens[index].stem not in COURSE for index in used)
    return bool(own) and is_more and not any(meant[index] in used for index in own)


def whole_mask(words: Words, start: int, end: int, mask: int) -> int:
    """The mask of a match with the small words it skips: "it is very weak" tells of the thing, and not of somebody who "is very weak"."""
    skipped = [index for index in range(start, end) if not mask >> (index - start) & 1]
    is_plain = all(words.is_filler(index) or words.tokens[index].stem in LINKING for index in skipped)
    return (1 << (end - start)) - 1 if is_plain else mask
