"""Lists that share a word: "power, tone and reflexes are normal", "trouble speaking, chewing or swallowing"."""

from collections.abc import Iterator, Sequence

from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["shared_rows"]

LONGEST_ITEM = 4
STATES = frozenset("normal fine ok okay full good intact preserved clear unremarkable nad fine".split())
STATE_LEADS = frozenset("is are was were all both still look looks feel feels seem seems came back quite perfectly completely".split())
EMPHASIS = ("all", "both", "still", "quite", "perfectly", "completely", "back")
HEADS = frozenset("trouble difficulty difficulties problem problems problems issue issues".split())
HEAD_TAILS = ("with", "in")


def shared_rows(words: Words) -> Iterator[tuple[list[int], list[int]]]:
    """Rows of words that a list means without writing them: each item with the state behind the list, or with the word before it; and which of them are the item."""
    for number, clause in enumerate(words.clauses):
        if number and clause.mark in (",", ":") and words.clauses[number - 1].sentence == clause.sentence:
            yield from _with_state(words, number)
        head = _head(words, clause)
        if head:
            yield from _with_head(words, number, head)


def _with_state(words: Words, number: int) -> Iterator[tuple[list[int], list[int]]]:
    """Earlier items with the state that ends the list."""
    clause = words.clauses[number]
    state = _state(words, clause)
    if not state:
        return
    for earlier in reversed(words.clauses[:number]):
        if earlier.sentence != clause.sentence or earlier.end - earlier.start > LONGEST_ITEM or _state(words, earlier):
            return
        own = list(range(earlier.start, earlier.end))
        yield [*own, *(index for index in state if words.tokens[index].word not in EMPHASIS)], own


def _state(words: Words, clause: Clause) -> Sequence[int]:
    """The words of state that end a clause ("are all normal")."""
    end = clause.end
    while end > clause.start and words.tokens[end - 1].word in ("too", "also", "today", "now"):
        end -= 1
    if end == clause.start or words.tokens[end - 1].word not in STATES:
        return ()
    start = end - 1
    while start > clause.start and words.tokens[start - 1].word in STATE_LEADS:
        start -= 1
    return range(start, end)


def _head(words: Words, clause: Clause) -> Sequence[int]:
    """The "trouble" that governs the items behind it."""
    for index in range(clause.start, clause.end - 1):
        if words.tokens[index].word in HEADS:
            return [index, index + 1] if words.tokens[index + 1].word in HEAD_TAILS else [index]
    return ()


def _with_head(words: Words, number: int, head: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    for clause in words.clauses[number + 1 :]:
        if clause.sentence != words.clauses[number].sentence or clause.mark != "," or clause.end - clause.start > LONGEST_ITEM:
            return
        first = clause.start + (words.tokens[clause.start].word in ("or", "and", "nor"))
        yield [*head, *range(first, clause.end)], list(range(first, clause.end))
        for index in range(first + 1, clause.end - 1):
            if words.tokens[index].word in ("or", "and", "nor"):
                yield [*head, *range(index + 1, clause.end)], list(range(index + 1, clause.end))
