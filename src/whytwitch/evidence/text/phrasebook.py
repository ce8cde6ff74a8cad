"""Every phrase of the base, compiled once: which of them stand in a text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from whytwitch.evidence.text.english import FILLERS
from whytwitch.evidence.text.lists import shared_rows
from whytwitch.evidence.text.matches import Match, Meaning
from whytwitch.evidence.text.patterns import Element, PhraseParser, exact
from whytwitch.evidence.text.tokens import Token, Tokeniser, Words
from whytwitch.evidence.text.trie import Edges, Hit, Trie

__all__ = ["Phrasebook"]

BETWEEN_PARTS = 4
NEW_STATEMENT = ("i", "he", "she", "they", "we", "you", "there")
Part = tuple[Element, ...]


class Phrasebook:
    """The compiled phrases.

    Parameters
    ----------
    tokeniser
        Reads phrases as it reads texts.
    sets
        Word sets, ``<name>`` in phrases.
    phrases
        Every phrase with its meaning.
    """

    def __init__(self, tokeniser: Tokeniser, sets: Mapping[str, Sequence[str]], phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._trie: Trie[Meaning | int] = Trie()
        self._part_ids: dict[Part, int] = {}
        self._joint: list[tuple[tuple[int, ...], Meaning]] = []
        parser = PhraseParser(tokeniser, sets)
        for phrase, meaning in phrases:
            self._add(parser.parts(phrase), meaning)
        self._set_rows: Trie[str] = Trie()
        self._edges = self._compile_sets(parser, sets)
        self._exact = frozenset(parser.exact)
        self._by_part = self._anchored()

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that some phrase uses."""
        return frozenset(symbol for symbol in self._edges if not symbol.startswith("="))

    def find(self, words: Words) -> list[Match]:
        """Every phrase that stands in the text, overlapping ones included."""
        fillers = [token.word in FILLERS for token in words.tokens]
        limits = [words.clauses[clause].end for clause in words.clause_of]
        lattice = [self._edges_of(token) for token in words.tokens]
        for entry in self._set_rows.scan(lattice, limits, [False] * len(fillers)):
            lattice[entry.start] = (*lattice[entry.start], (entry.meaning, entry.end - entry.start))
        plain: list[Match] = [match for row, own in shared_rows(words) for match in self._in_row(row, own, lattice, fillers)]
        parts: dict[int, list[Hit[int]]] = {}
        for hit in self._trie.scan(lattice, limits, fillers):
            if isinstance(hit.meaning, int):
                parts.setdefault(hit.meaning, []).append(cast("Hit[int]", hit))
            else:
                plain.append(cast("Match", hit))
        plain.extend(self._joined(parts, words))
        return plain

    def _in_row(self, row: Sequence[int], own: Sequence[int], lattice: Sequence[Edges], fillers: Sequence[bool]) -> Iterable[Match]:
        """Phrases that stand in a row of words from several clauses and use both its ends; they take the words of the item only."""
        found = self._trie.scan([lattice[index] for index in row], [len(row)] * len(row), [fillers[index] for index in row])
        for hit in found:
            used = [row[hit.start + k] for k in range(hit.mask.bit_length()) if hit.mask >> k & 1]
            mine = [index for index in used if index in own]
            if not isinstance(hit.meaning, int) and 0 < len(mine) < len(used):
                yield Match(hit.meaning, mine[0], mine[-1] + 1, sum(1 << (index - mine[0]) for index in mine))

    def _add(self, parts: list[list[Element]], meaning: Meaning) -> None:
        if len(parts) == 1:
            self._trie.add(parts[0], meaning)
        elif parts:
            self._joint.append((tuple(self._part_id(tuple(part)) for part in parts), meaning))

    def _part_id(self, part: Part) -> int:
        if part not in self._part_ids:
            self._part_ids[part] = len(self._part_ids)
            self._trie.add(part, self._part_ids[part])
        return self._part_ids[part]

    def _compile_sets(self, parser: PhraseParser, sets: Mapping[str, Sequence[str]]) -> dict[str, Edges]:
        """What each symbol can be read as: itself and the sets that hold it; entries of several words go to their own trie."""
        edges: dict[str, dict[tuple[str, int], None]] = {}
        for name, entries in sets.items():
            symbol = f"<{name}>"
            if symbol not in self._trie.symbols:
                continue
            for row in (row for entry in entries for row in parser.parts(entry)):
                if len(row) == 1 and all(len(choice) == 1 for choice in row[0].rows):
                    for choice in row[0].rows:
                        edges.setdefault(choice[0], {})[symbol, 1] = None
                else:
                    self._set_rows.add(row, symbol)
        for symbol in self._trie.symbols | self._set_rows.symbols:
            if not symbol.startswith("<"):
                edges.setdefault(symbol, {})[symbol, 1] = None
        return {symbol: tuple(found) for symbol, found in edges.items()}

    def _anchored(self) -> dict[int, list[tuple[tuple[int, ...], Meaning]]]:
        """Phrases of several parts, each under the part that fewest phrases share."""
        uses: dict[int, int] = {}
        for parts, _ in self._joint:
            for part in parts:
                uses[part] = uses.get(part, 0) + 1
        found: dict[int, list[tuple[tuple[int, ...], Meaning]]] = {}
        for parts, meaning in self._joint:
            anchor = min(parts, key=lambda part: uses[part])
            found.setdefault(anchor, []).append((parts, meaning))
        return found

    def _edges_of(self, token: Token) -> Edges:
        edges = self._edges.get(token.stem, ())
        surface = token.surface
        if surface in self._exact:
            edges += self._edges[exact(surface)]
        lower = surface.lower()
        if lower != surface and lower in self._exact:
            edges += self._edges[exact(lower)]
        return edges

    def _joined(self, parts: Mapping[int, Sequence[Hit[int]]], words: Words) -> Iterable[Match]:
        for anchor, hits in parts.items():
            for needed, meaning in self._by_part.get(anchor, ()):
                if all(part in parts for part in needed):
                    others = [parts[part] for part in needed if part != anchor]
                    for hit in hits:
                        found = _join(hit, others, words)
                        if found is not None:
                            yield Match(meaning, *found)


def _is_parted(words: Words, start: int, end: int) -> bool:
    """Whether "and I" or the like begins a statement of its own between two parts ("weak, and I feel dizzy")."""
    return any(words.tokens[index].word == "and" and words.tokens[index + 1].word in NEW_STATEMENT for index in range(start, end - 1))


def _join(first: Hit[int], others: Sequence[Sequence[Hit[int]]], words: Words) -> tuple[int, int, int] | None:
    """One hit of each other part near the first, in its clause and with few words between; its place and mask."""
    clause_of = words.clause_of
    chosen = [first]
    for hits in others:
        near = [hit for hit in hits if clause_of[hit.start] == clause_of[first.start] and all(hit.end <= c.start or c.end <= hit.start for c in chosen)]
        if not near:
            return None
        chosen.append(min(near, key=lambda hit: min(max(hit.start - c.end, c.start - hit.end) for c in chosen)))
    chosen.sort(key=lambda hit: hit.start)
    if any(after.start - before.end > BETWEEN_PARTS or _is_parted(words, before.end, after.start) for before, after in pairwise(chosen)):
        return None
    start, end = chosen[0].start, max(hit.end for hit in chosen)
    mask = 0
    for hit in chosen:
        mask |= hit.mask << (hit.start - start)
    return start, end, mask
