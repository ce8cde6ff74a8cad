"""Text → words with their places in the text, cut into clauses and sentences."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from whytwitch.evidence.text.english import CONTRACTIONS, FILLERS, PROCLITICS
from whytwitch.evidence.text.folding import folded
from whytwitch.evidence.text.stems import Stemmer
from whytwitch.model import Span

__all__ = ["Clause", "Token", "Tokeniser", "Words"]

APOSTROPHES = "'’‘´`ʼ"
PIECE = re.compile(
    rf"(?P<word>[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*(?:\d+(?![.,]?\d))?)|(?P<number>\d+(?:[.,]\d+)*|(?<![\w.,)])\.\d+)|(?P<line>\n[ \t]*(?:\n\s*|[-*•·]\s+)?)|(?P<mark>[^\w\s])",
)
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
DIGITS_BEHIND = re.compile(r"\d+$")
ENDS = ".!?;"
BREAKS = '.!?;:,()[]{}—–…"“”|'
SHORT_LINE = 60
CACHE_LIMIT = 20_000
LONGEST_CLAUSE = 80
LONGEST_SENTENCE = 320
ABBREVIATIONS = frozenset("dr mr mrs prof approx vs eg ie st".split())
SIGNED = {"+": "positive", "-": "negative", "−": "negative", "–": "negative"}  # "+ve", "-ve"
NEW_CLAUSE = frozenset("but however although though except whereas".split())


class Token(NamedTuple):
    """One word or number. A contraction is several tokens with one place in the text."""

    word: str
    stem: str
    surface: str
    start: int
    end: int
    is_number: bool


class Clause(NamedTuple):
    """Tokens `start` to `end` between two marks; `mark` is the one before it (empty at the start of a sentence, "but" for a word that opens a clause)."""

    start: int
    end: int
    sentence: int
    mark: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words. `clause_of` gives the clause of every token; `questions` are the sentences that end in a question mark."""

    text: str
    tokens: list[Token]
    clauses: list[Clause]
    clause_of: list[int]
    sentences: list[tuple[int, int]]
    questions: frozenset[int]

    def sentence_of(self, index: int) -> int:
        """The sentence a token is in."""
        return self.clauses[self.clause_of[index]].sentence

    def sentence_at(self, index: int) -> range:
        """The words of the sentence a token is in."""
        return range(*self.sentences[self.sentence_of(index)])

    def span(self, start: int, end: int) -> Span:
        """Where tokens `start` to `end` (exclusive) stand in the text."""
        first, last = self.tokens[start].start, self.tokens[start:end][-1].end
        return Span(first, last, self.text[first:last])

    def is_filler(self, index: int) -> bool:
        """Whether a phrase may skip the word."""
        return self.tokens[index].word in FILLERS


class Tokeniser:
    """Cuts text into words.

    Parameters
    ----------
    stemmer
        Folds word forms.
    spelling
        Common slips; a slip may stand for several words.
    joined
        Words with digits that are one word ("b12").
    """

    def __init__(self, stemmer: Stemmer, spelling: Mapping[str, str], joined: Collection[str] = ()) -> None:
        self.stemmer = stemmer
        self._spelling = spelling
        self._joined = joined
        self._known: dict[str, tuple[Token, ...]] = {}

    def read(self, text: str) -> Words:
        """The words of a text, with its clauses and sentences."""
        tokens, cuts = self._read(text)
        return _cut(text, tokens, cuts)

    def words(self, phrase: str) -> list[Token]:
        """The tokens of a phrase, its marks ignored."""
        return self._read(phrase)[0]

    def stems(self, phrase: str) -> tuple[str, ...]:
        """The stems of a phrase, its marks ignored."""
        if phrase.isalpha() and (phrase.islower() or phrase.isascii()):
            lower = phrase.lower()
            is_plain = lower not in CONTRACTIONS and lower not in self._spelling
            return (self.stemmer(lower),) if is_plain else tuple([self.stemmer(word) for word in self._parts(lower)])
        return tuple(token.stem for token in self.words(phrase))

    def _read(self, original: str) -> tuple[list[Token], list[tuple[int, str]]]:
        """The words, and the marks that part clauses with the number of words before each."""
        text, places = folded(original)
        tokens: list[Token] = []
        cuts: list[tuple[int, str]] = []
        for piece in PIECE.finditer(text):
            kind, surface, start = piece.lastgroup, piece[0], piece.start()
            if surface == "ve" and (said_of_sign := _sign_before(text, start)):
                tokens.append(Token(said_of_sign, self.stemmer(said_of_sign), text[start - 1 : piece.end()], start - 1, piece.end(), is_number=False))
            elif kind == "word":
                for word, stem, said, first, last, is_number in self._known.get(surface) or self._learnt(surface):
                    tokens.append(Token(word, stem, said, start + first, start + last, is_number))
                if tokens[-1].word in NEW_CLAUSE:
                    cuts.append((len(tokens) - 1, "but"))
            elif kind == "number":
                tokens.append(Token(surface, surface, surface, start, piece.end(), is_number=True))
            elif kind == "line":
                if _is_line_break(text, piece):
                    cuts.append((len(tokens), "\n"))
            else:
                _read_mark(text, piece, tokens, cuts)
        if places is not None:
            ends = [(places[token.start], places[token.end - 1] + 1) for token in tokens]
            tokens = [token._replace(start=first, end=last, surface=original[first:last]) for token, (first, last) in zip(tokens, ends, strict=True)]
        return tokens, cuts

    def _learnt(self, surface: str) -> tuple[Token, ...]:
        """The words that a run of letters stands for, with their places in it; remembered, for people use the same words."""
        if len(self._known) > CACHE_LIMIT:
            self._known.clear()
        found = self._known[surface] = self._of_word(surface)
        return found

    def _of_word(self, surface: str) -> tuple[Token, ...]:
        lower = surface.lower()
        if not lower.isascii():
            lower = APOSTROPHE.sub("'", lower)
        behind = DIGITS_BEHIND.search(surface) if lower not in self._joined else None
        if behind is not None:
            digits, at = behind[0], behind.start()
            return (*self._of_word(surface[:at]), Token(digits, digits, digits, at, len(surface), is_number=True))
        return tuple([Token(word, self.stemmer(word), surface, 0, len(surface), is_number=False) for word in self._parts(lower)])

    def _parts(self, lower: str) -> tuple[str, ...]:
        if lower in CONTRACTIONS:
            return CONTRACTIONS[lower]
        meant = self._spelling.get(lower)
        if meant is not None and " " in meant:
            return tuple(meant.split())
        if "'" not in lower:
            return (lower,)
        head, _, tail = lower.partition("'")
        return (head, PROCLITICS[tail]) if tail in PROCLITICS else (lower.replace("'", ""),)


def _sign_before(text: str, start: int) -> str | None:
    """What "+ve" and "-ve" say, when the sign stands right before `start`; "might-ve" is none."""
    sign = text[start - 1 : start]
    return SIGNED.get(sign) if sign == "+" or not text[start - 2 : start - 1].isalpha() else None


def _is_line_break(text: str, piece: re.Match[str]) -> bool:
    """Two line ends, a bullet, or a short line that is followed by a capital letter; a wrapped line is no break."""
    if piece[0].strip(" \t") != "\n":
        return True
    line = text.rfind("\n", 0, piece.start()) + 1
    return piece.start() - line < SHORT_LINE and text[piece.end() : piece.end() + 1].isupper()


def _read_mark(text: str, piece: re.Match[str], tokens: list[Token], cuts: list[tuple[int, str]]) -> None:
    mark, end = piece[0], piece.end()
    is_behind_number = bool(tokens) and tokens[-1].is_number and tokens[-1].end == piece.start()
    if (mark == "/" and (is_behind_number or end == 1) and text[end : end + 1].isdecimal()) or (mark == "+" and is_behind_number):
        tokens.append(Token(mark, mark, mark, piece.start(), end, is_number=False))
    elif mark in "-–" and tokens and tokens[-1].is_number and text[end : end + 1].isdecimal():
        tokens.append(Token("-", "-", "-", piece.start(), end, is_number=False))
    elif mark == "-" or (mark == "." and not _ends_sentence(text, end, tokens)):
        if mark == "-" and text[end : end + 1].isspace():
            cuts.append((len(tokens), "-"))
    elif mark in BREAKS:
        cuts.append((len(tokens), mark))


def _ends_sentence(text: str, end: int, tokens: list[Token]) -> bool:
    follows = text[end : end + 1]
    return (not follows or not follows.isalnum()) and not (tokens and tokens[-1].word in ABBREVIATIONS and tokens[-1].end == end - 1)


def _with_breath(cuts: list[tuple[int, str]], end: int) -> Iterator[tuple[int, str]]:
    """The cuts, and one more wherever somebody writes on and on without a mark."""
    last = 0
    for position, sign in [*cuts, (end, ".")]:
        while position - last > LONGEST_CLAUSE:
            last += LONGEST_CLAUSE
            yield last, ","
        yield position, sign
        last = max(last, position)


def _cut(text: str, tokens: list[Token], cuts: list[tuple[int, str]]) -> Words:
    clauses: list[Clause] = []
    clause_of = [0] * len(tokens)
    questions: set[int] = set()
    begin, sentence, mark, opened = 0, 0, "", 0
    for position, sign in _with_breath(cuts, len(tokens)):
        if position > begin:
            clause_of[begin:position] = [len(clauses)] * (position - begin)
            clauses.append(Clause(begin, position, sentence, mark))
            begin, mark = position, ""
        if sign == "?":
            questions.add(sentence)
        if sign in ENDS or sign in "\n…" or position - opened > LONGEST_SENTENCE:
            sentence, mark = (sentence + 1, sign) if clauses and clauses[-1].sentence == sentence else (sentence, sign)
            opened = position
        else:
            mark = sign
    sentences: list[tuple[int, int]] = []
    for clause in clauses:
        if clause.sentence < len(sentences):
            sentences[-1] = (sentences[-1][0], clause.end)
        else:
            sentences.append((clause.start, clause.end))
    return Words(text, tokens, clauses, clause_of, sentences, frozenset(questions))
