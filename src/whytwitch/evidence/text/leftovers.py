"""Parts of a text that carry content but gave nothing."""

from collections.abc import Iterable, Sequence

from whytwitch.evidence.text.english import WITHOUT_CONTENT
from whytwitch.evidence.text.tokens import Clause, Words
from whytwitch.model import Span

__all__ = ["not_understood"]

SHORTEST = 3
ENOUGH = 2  # unread content words in a row that make a phrase


def not_understood(words: Words, used: frozenset[int], known: frozenset[str]) -> list[Span]:
    """Clauses in which nothing was read though they have content, and unread phrases of the others.

    Parameters
    ----------
    words
        The text.
    used
        Words that some reading used.
    known
        Stems of small words of the base that mean nothing by themselves.
    """
    found: list[Span] = []
    for clause in words.clauses:
        found.extend(_of_clause(words, clause, used, known))
    return found


def _of_clause(words: Words, clause: Clause, used: frozenset[int], known: frozenset[str]) -> Iterable[Span]:
    content = [index for index in range(clause.start, clause.end) if index not in used and _has_content(words, index, known)]
    if not content:
        return
    if used.isdisjoint(range(clause.start, clause.end)):
        yield words.span(clause.start, clause.end)
        return
    for run in _runs(content, used):
        if len(run) >= ENOUGH:
            yield words.span(run[0], run[-1] + 1)


def _has_content(words: Words, index: int, known: frozenset[str]) -> bool:
    token = words.tokens[index]
    return not token.is_number and len(token.word) >= SHORTEST and token.word not in WITHOUT_CONTENT and token.stem not in known


def _runs(content: Sequence[int], used: frozenset[int]) -> Iterable[list[int]]:
    """Content words with only words without content between them."""
    run: list[int] = []
    for index in content:
        if run and any(between in used for between in range(run[-1] + 1, index)):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
