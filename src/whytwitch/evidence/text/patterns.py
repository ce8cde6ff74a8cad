"""The phrase language of the base (``docs/reader.md``, "Phrases") → rows of elements."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

from whytwitch.evidence.text.english import FUNCTION_WORDS
from whytwitch.evidence.text.tokens import Token, Tokeniser

__all__ = ["GAP", "Element", "PhraseParser", "exact"]

GAP = ".."
ACRONYM_FROM = 3
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a row: any of `rows` of symbols; a set is the symbol ``<name>``; GAP stands alone."""

    rows: tuple[Row, ...]
    is_optional: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether words may be skipped here."""
        return self.rows == ((GAP,),)


def exact(surface: str) -> str:
    """The symbol of a word that must stand exactly as written."""
    return "=" + surface


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
        self._pieces: dict[str, Element | None] = {GAP: Element(((GAP,),))}
        self.exact: set[str] = set()

    def parts(self, phrase: str) -> list[list[Element]]:
        """The parts of a phrase around `` & ``, each a row of elements."""
        if phrase.startswith("=") and "<" not in phrase and "|" not in phrase:
            return [[Element(self._exact_rows(token)) for token in self._tokeniser.words(phrase[1:].replace("=", " "))]]
        parsed = [self._row(part) for part in phrase.split(" & ")]
        return [row for row in parsed if row]

    def _row(self, part: str) -> list[Element]:
        found = []
        for piece in part.split():
            if piece not in self._pieces:
                self._pieces[piece] = self._element(piece)
            element = self._pieces[piece]
            if element is not None:
                found.append(element)
        return found

    def _element(self, piece: str) -> Element | None:
        if piece.isalpha() and piece.islower():
            return Element((self._tokeniser.stems(piece),))
        rows = dict.fromkeys(row for choice in piece.rstrip("?").split("|") for row in self._choice(choice) if row)
        return Element(tuple(rows), is_optional=piece.endswith("?") and len(piece) > 1) if rows else None

    def _choice(self, choice: str) -> list[Row]:
        if choice.startswith("<") and choice.endswith(">") and choice[1:-1] in self._sets:
            return [(choice,)]
        if choice.startswith("="):
            rows = [self._exact_rows(token) for token in self._tokeniser.words(choice[1:])]
            return [tuple(symbol for row in combination for symbol in row) for combination in product(*rows)]
        return [self._tokeniser.stems(choice)]

    def _exact_rows(self, token: Token) -> tuple[Row, ...]:
        if token.is_number or not token.surface[0].isalpha():
            return ((token.surface,),)
        forms = [token.surface]
        if len(token.surface) >= ACRONYM_FROM and token.surface.isupper() and token.surface.lower() not in FUNCTION_WORDS:
            forms.append(token.surface.lower())
        self.exact.update(forms)
        return tuple((exact(form),) for form in forms)
