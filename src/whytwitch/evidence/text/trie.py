"""All phrases of the base in one trie over words, walked once for a text."""

from collections.abc import Sequence
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from whytwitch.evidence.text.patterns import Element

__all__ = ["Edges", "Hit", "Trie"]

GAP_WORDS = 3
Meaning = TypeVar("Meaning")
Edges = tuple[tuple[str, int], ...]  # symbols that a word can be read as, with the number of words each takes


class Hit(NamedTuple, Generic[Meaning]):
    """A row found: words `start` to `end`, bit k of `mask` set when word `start + k` was used."""

    meaning: Meaning
    start: int
    end: int
    mask: int


class _Node(Generic[Meaning]):
    __slots__ = ("edges", "gap", "meanings")

    def __init__(self) -> None:
        self.edges: dict[str, _Node[Meaning]] | None = None  # most nodes are ends: they own nothing
        self.gap: _Node[Meaning] | None = None
        self.meanings: tuple[Meaning, ...] = ()


class Trie(Generic[Meaning]):
    """Rows of elements with a meaning each."""

    def __init__(self) -> None:
        self._root: _Node[Meaning] = _Node()
        self.symbols: set[str] = set()

    def add(self, row: Sequence[Element], meaning: Meaning) -> None:
        """Add a row; a row that begins or ends with a gap loses it."""
        nodes = [self._root]
        for element in row:
            if len(nodes) == 1 and len(element.rows) == 1 and not element.is_gap and not element.is_optional:
                nodes[0] = self._child(nodes[0], element.rows[0])
            else:
                nodes = self._extended(nodes, element)
        for node in nodes:
            if node is not self._root and meaning not in node.meanings:
                node.meanings += (meaning,)

    def _extended(self, nodes: list[_Node[Meaning]], element: Element) -> list[_Node[Meaning]]:
        if element.is_gap:
            return [self._gap_of(node) for node in nodes]
        grown = [self._child(node, symbols) for node, symbols in product(nodes, element.rows)]
        return [*nodes, *grown] if element.is_optional else grown

    def _gap_of(self, node: _Node[Meaning]) -> _Node[Meaning]:
        if node is self._root:
            return node
        if node.gap is None:
            node.gap = _Node()
        return node.gap

    def _child(self, node: _Node[Meaning], symbols: Sequence[str]) -> _Node[Meaning]:
        for symbol in symbols:
            if node.edges is None:
                node.edges = {}
            following = node.edges.get(symbol)
            if following is None:
                self.symbols.add(symbol)
                following = node.edges[symbol] = _Node()
            node = following
        return node

    def scan(self, lattice: Sequence[Edges], limits: Sequence[int], fillers: Sequence[bool]) -> list[Hit[Meaning]]:
        """Every row in a text.

        Parameters
        ----------
        lattice
            For each word, what it can be read as.
        limits
            For each word, where its clause ends: no row goes beyond.
        fillers
            Words that a row may skip.
        """
        hits: list[Hit[Meaning]] = []
        root = self._root.edges or {}
        for start, edges in enumerate(lattice):
            limit = limits[start]
            stack = [(root[symbol], start + width, (1 << width) - 1) for symbol, width in edges if symbol in root]
            while stack:
                node, at, mask = stack.pop()
                for meaning in node.meanings:
                    hits.append(Hit(meaning, start, at, mask))  # noqa: PERF401 - the common case is none at all
                if at >= limit:
                    continue
                if node.edges:
                    _step(node, at, at, mask, start, limit, lattice, fillers, stack)
                if node.gap is not None:
                    _step(node.gap, at, min(at + GAP_WORDS, limit - 1), mask, start, limit, lattice, fillers, stack)
        return hits


def _step(
    node: _Node[Meaning],
    at: int,
    last: int,
    mask: int,
    start: int,
    limit: int,
    lattice: Sequence[Edges],
    fillers: Sequence[bool],
    stack: list[tuple[_Node[Meaning], int, int]],
) -> None:
    """Follow a node's edges from word `at` up to `last`; each filler on the way moves `last` on."""
    edges = node.edges or {}
    while at <= last and at < limit:
        for symbol, width in lattice[at]:
            following = edges.get(symbol)
            if following is not None and at + width <= limit:
                stack.append((following, at + width, mask | ((1 << width) - 1) << (at - start)))
        if fillers[at]:
            last += 1
        at += 1
