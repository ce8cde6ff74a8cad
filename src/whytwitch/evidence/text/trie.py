"""All phrases of the base in one trie over words, walked once for a text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from whytwitch.evidence.text.patterns import Row

__all__ = ["Edges", "Hit", "Trie"]

GAP_WORDS = 3
Meaning = TypeVar("Meaning")
Edges = tuple[tuple[str, int], ...]  # symbols that a word can be read as, with the number of words each takes


class _Node(Generic[Meaning]):
    __slots__ = ("edges", "gap", "meanings")

    def __init__(self) -> None:
        self.edges: dict[str, _Node[Meaning]] = {}
        self.gap: _Node[Meaning] | None = None
        self.meanings: tuple[Meaning, ...] = ()


Hit = tuple[tuple[Meaning, ...], int, int, int]  # what rows mean, the words `start` to `end`, a mask: bit k is set when word `start + k` was used
_Place = tuple[_Node[Meaning], int, int]  # where a walk is: at a node, before a word, with the mask of those used


class Trie(Generic[Meaning]):
    """Rows of elements with a meaning each. The rows that begin with a word are parsed and put in place when a text first has that word.

    Parameters
    ----------
    parse
        Makes a row of the text of a phrase.
    """

    def __init__(self, parse: Callable[[str], Row]) -> None:
        self._parse = parse
        self._waiting: defaultdict[str, list[tuple[str | Row, Meaning]]] = defaultdict(list)  # never emptied: two threads may grow a branch at once
        self._branches: dict[str, _Node[Meaning]] = {}

    def add(self, row: str | Row, openings: Iterable[str], meaning: Meaning) -> None:
        """Add a row, parsed or not, under the symbols that it can begin with, each once."""
        for symbol in openings:
            self._waiting[symbol].append((row, meaning))

    def _grown(self, symbol: str) -> _Node[Meaning]:
        """The branch of all rows that begin with a symbol."""
        root: _Node[Meaning] = _Node()
        for row, meaning in self._waiting[symbol]:
            _put(root, self._parse(row) if isinstance(row, str) else row, symbol, meaning)
        branch = self._branches[symbol] = root.edges[symbol]
        return branch

    def scan(self, lattice: Sequence[Edges], limits: Sequence[int], fillers: Sequence[bool], starts: range | None = None) -> list[Hit[Meaning]]:
        """Every row in a text.

        Parameters
        ----------
        lattice
            For each word, what it can be read as.
        limits
            For each word, where its clause ends: no row goes beyond.
        fillers
            Words that a row may skip.
        starts
            Words that a row may begin with; all by default.
        """
        hits: list[Hit[Meaning]] = []
        branches, waiting = self._branches, self._waiting
        for start in starts or range(len(lattice)):
            edges = lattice[start]
            stack: list[_Place[Meaning]] = []
            for symbol, width in edges:
                branch = branches.get(symbol)
                if branch is None and symbol in waiting:
                    branch = self._grown(symbol)
                if branch is not None:
                    stack.append((branch, start + width, (1 << width) - 1))
            if stack:
                _walk(stack, start, limits[start], lattice, fillers, hits)
        return hits


def _put(root: _Node[Meaning], row: Row, opening: str, meaning: Meaning) -> None:
    """Put a row into a tree as far as it begins with one symbol; a row that begins or ends with a gap loses it."""
    nodes = [root]
    for element in row:
        if element.is_gap:
            nodes = [_gap_of(node) if node is not root else node for node in nodes]
            continue
        grown = [_child(node, symbols) for node in nodes for symbols in element.rows if node is not root or symbols[0] == opening]
        nodes = [*nodes, *grown] if element.is_optional else grown
    for node in nodes:
        if node is not root and meaning not in node.meanings:
            node.meanings += (meaning,)


def _gap_of(node: _Node[Meaning]) -> _Node[Meaning]:
    if node.gap is None:
        node.gap = _Node()
    return node.gap


def _child(node: _Node[Meaning], symbols: Sequence[str]) -> _Node[Meaning]:
    for symbol in symbols:
        following = node.edges.get(symbol)
        if following is None:
            following = node.edges[symbol] = _Node()
        node = following
    return node


def _walk(
    stack: list[_Place[Meaning]],
    start: int,
    limit: int,
    lattice: Sequence[Edges],
    fillers: Sequence[bool],
    hits: list[Hit[Meaning]],
) -> None:
    """Follow the rows that begin at word `start`; between two words of a row fillers may be skipped."""
    while stack:
        node, at, mask = stack.pop()
        if node.meanings:
            hits.append((node.meanings, start, at, mask))
        edges = node.edges
        if edges:
            further = at
            while further < limit:
                for symbol, width in lattice[further]:
                    following = edges.get(symbol)
                    if following is not None and further + width <= limit:
                        stack.append((following, further + width, mask | ((1 << width) - 1) << (further - start)))
                if not fillers[further]:
                    break
                further += 1
        if node.gap is not None:
            _leap(node.gap.edges, at, mask, start, limit, lattice, fillers, stack)


def _leap(
    edges: dict[str, _Node[Meaning]],
    at: int,
    mask: int,
    start: int,
    limit: int,
    lattice: Sequence[Edges],
    fillers: Sequence[bool],
    stack: list[_Place[Meaning]],
) -> None:
    """Follow the edges behind a gap, over fillers and some other words."""
    skipped = 0
    while at < limit and skipped <= GAP_WORDS:
        for symbol, width in lattice[at]:
            following = edges.get(symbol)
            if following is not None and at + width <= limit:
                stack.append((following, at + width, mask | ((1 << width) - 1) << (at - start)))
        skipped += not fillers[at]
        at += 1
