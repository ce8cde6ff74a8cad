"""The phrase language of the base (``docs/reader.md``, "Phrases") → rows of elements."""

from collections.abc import Collection
from itertools import product
from typing import NamedTuple

from whytwitch.evidence.text.english import FUNCTION_WORDS
from whytwitch.evidence.text.tokens import Token, Tokeniser

__all__ = ["Element", "PhraseParser", "Row", "exact", "is_exact", "openings_of"]

GAP = ".."
PARTS = " & "
ACRONYM_FROM = 3
Symbols = tuple[str, ...]


class Element(NamedTuple):
    """One place in a row: any of `rows` of symbols, where a set is the symbol ``<name>``; or a gap, where words may be skipped."""

    rows: tuple[Symbols, ...]
    is_optional: bool = False
    is_gap: bool = False


Row = tuple[Element, ...]


def exact(surface: str) -> str:
    """The symbol of a word that must stand exactly as written."""
    return "=" + surface


def is_exact(phrase: str) -> bool:
    """Whether a whole phrase must stand as written, not only words of it."""
    return phrase.startswith("=") and "<" not in phrase and "|" not in phrase


class PhraseParser:
    """Parses phrases with the same tokeniser that reads the text.

    Parameters
    ----------
    tokeniser
        Cuts phrases into words.
    sets
        The names that ``<name>`` may use.
    """

    def __init__(self, tokeniser: Tokeniser, sets: Collection[str]) -> None:
        self._tokeniser = tokeniser
        self._sets = sets
        self._pieces: dict[str, Element | None] = {GAP: Element((), is_gap=True)}
        self._choices: dict[str, tuple[Symbols, ...]] = {}
        self._openings: dict[str, Symbols] = {}
        self.exact: set[str] = set()

    def parts(self, phrase: str) -> list[Row]:
        """The parts of a phrase around `` & ``, each a row of elements."""
        if is_exact(phrase):
            return [tuple(Element(self._exact_rows(token)) for token in self._tokeniser.words(phrase[1:].replace("=", " ")))]
        parsed = [self.row(part) for part in phrase.split(PARTS)]
        return [row for row in parsed if row]

    def row(self, part: str) -> Row:
        """The row of a phrase of one part."""
        return tuple([element for piece in part.split() if (element := self._element(piece)) is not None])

    def openings(self, part: str) -> Symbols:
        """The symbols that a phrase of one part can begin with, each once; only as much of it is parsed as that takes."""
        head = part.partition(" ")[0]
        if head not in self._openings:
            self._openings[head] = self._openings_of_piece(head)
        return self._openings[head] or openings_of(self.row(part))

    def symbols(self, phrases: str) -> set[str]:
        """Every symbol in phrases that are written one behind the other."""
        found: set[str] = set()
        for word in set(phrases.replace("|", " ").replace("?", " ").split()):
            if word.isalpha():
                found.update(self._tokeniser.stems(word))
            else:
                found.update(symbol for symbols in self._choice(word) for symbol in symbols)
        return found

    def _openings_of_piece(self, piece: str) -> Symbols:
        """As `openings`; empty when a phrase may begin with what follows the piece."""
        if piece.isalpha():
            return self._tokeniser.stems(piece)[:1]
        if piece == GAP or piece.endswith("?"):
            return ()
        return tuple(dict.fromkeys([row[0] for choice in piece.split("|") for row in self._choice(choice)]))

    def _element(self, piece: str) -> Element | None:
        if piece not in self._pieces:
            choices = piece.rstrip("?").split("|")
            rows = self._choice(choices[0]) if len(choices) == 1 else tuple(dict.fromkeys([row for choice in choices for row in self._choice(choice)]))
            self._pieces[piece] = Element(rows, is_optional=piece.endswith("?") and len(piece) > 1) if rows else None
        return self._pieces[piece]

    def _choice(self, choice: str) -> tuple[Symbols, ...]:
        found = self._choices.get(choice)
        if found is None:
            found = self._choices[choice] = self._read_choice(choice)
        return found

    def _read_choice(self, choice: str) -> tuple[Symbols, ...]:
        if choice.startswith("<") and choice.endswith(">") and choice[1:-1] in self._sets:
            return ((choice,),)
        if choice.startswith("="):
            rows = [self._exact_rows(token) for token in self._tokeniser.words(choice[1:])]
            found = dict.fromkeys(tuple(symbol for row in combination for symbol in row) for combination in product(*rows))
            return tuple(row for row in found if row)
        stems = self._tokeniser.stems(choice)
        return (stems,) if stems else ()

    def _exact_rows(self, token: Token) -> tuple[Symbols, ...]:
        if token.is_number or not token.surface[0].isalpha():
            return ((token.surface,),)
        forms = [token.surface]
        if len(token.surface) >= ACRONYM_FROM and token.surface.isupper() and token.surface.lower() not in FUNCTION_WORDS:
            forms.append(token.surface.lower())
        self.exact.update(forms)
        return tuple((exact(form),) for form in forms)


def openings_of(row: Row) -> Symbols:
    """The symbols that a row can begin with, each once."""
    found: dict[str, None] = {}
    for element in row:
        found.update(dict.fromkeys([symbols[0] for symbols in element.rows]))
        if not element.is_gap and not element.is_optional:
            break
    return tuple(found)
