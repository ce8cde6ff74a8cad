"""The phrase language of the base (``docs/reader.md``, "Phrases") → rows of elements."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import product

from whytwitch.evidence.text.english import FUNCTION_WORDS
from whytwitch.evidence.text.tokens import Tokeniser

__all__ = ["GAP", "Element", "PhraseParser", "exact"]

GAP = ".."
PIECE = re.compile(r"<[\w-]+>|\.\.|[^\s]+")
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


@dataclass(frozen=True, slots=True)
class PhraseParser:
    """Parses phrases with the same tokeniser that reads the text; `sets` are the names that ``<name>`` may use."""

    tokeniser: Tokeniser
    sets: Collection[str]
    note_exact: Callable[[str], None]

    def parts(self, phrase: str) -> list[list[Element]]:
        """The parts of a phrase around `` & ``, each a row of elements."""
        if phrase.startswith("=") and "<" not in phrase and "|" not in phrase:
            return [[Element(self._exact_rows(token.surface, token.is_number)) for token in self.tokeniser.words(phrase[1:].replace("=", " "))]]
        parsed = [self._row(part) for part in phrase.split(" & ")]
        return [row for row in parsed if row]

    def _row(self, part: str) -> list[Element]:
        found = []
        for piece in PIECE.findall(part):
            if piece == GAP:
                found.append(Element(((GAP,),)))
                continue
            rows = dict.fromkeys(row for choice in piece.rstrip("?").split("|") for row in self._choice(choice) if row)
            if rows:
                found.append(Element(tuple(rows), is_optional=piece.endswith("?") and len(piece) > 1))
        return found

    def _choice(self, choice: str) -> list[Row]:
        if choice.startswith("<") and choice.endswith(">") and choice[1:-1] in self.sets:
            return [(choice,)]
        if choice.startswith("="):
            rows = [self._exact_rows(token.surface, token.is_number) for token in self.tokeniser.words(choice[1:])]
            return [tuple(symbol for row in combination for symbol in row) for combination in product(*rows)]
        return [tuple(token.stem for token in self.tokeniser.words(choice))]

    def _exact_rows(self, surface: str, is_number: bool) -> tuple[Row, ...]:  # noqa: FBT001 - a property of the word, not a switch
        if is_number or surface == "/":
            return ((surface,),)
        forms = [surface]
        if len(surface) >= ACRONYM_FROM and surface.isupper() and surface.lower() not in FUNCTION_WORDS:
            forms.append(surface.lower())
        for form in forms:
            self.note_exact(form)
        return tuple((exact(form),) for form in forms)
