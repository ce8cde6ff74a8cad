"""All phrases of the base in one trie over words, walked once for a text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from whytwitch.evidence.text.patterns import Element, PhraseParser, Row

__all__ = ["Edges", "Hit", "Trie"]

GAP_WORDS = 3
Meaning = TypeVar("Meaning")
Edges = tuple[tuple[str, int], ...]  # symbols that a word can be read as, with the number of words each takes


class _Node(Generic[Meaning]):
    """A place between words. A choice among words leads to one node, however many they are, so a word may lead to several; `ways` finds the node of a choice again."""

    __slots__ = ("edges", "gap", "meanings", "ways")

    def __init__(self) -> None:
        self.edges: dict[str, tuple[_Node[Meaning], ...]] = {}
        self.ways: dict[tuple[str, ...], _Node[Meaning]] = {}
        self.gap: _Node[Meaning] | None = None
        self.meanings: tuple[Meaning, ...] = ()


Hit = tuple[tuple[Meaning, ...], int, int, int]  # what rows mean, the words `start` to `end`, a mask: bit k is set when word `start + k` was used
_Place = tuple[_Node[Meaning], int, int]  # where a walk is: at a node, before a word, with the mask of those used


class Trie(Generic[Meaning]):
    """Rows of elements with a meaning each. The rows that begin with a word are parsed and put in place when a text first has that word.

    Parameters
    ----------
    parser
        Makes rows of the texts of phrases.
    """

    def __init__(self, parser: PhraseParser) -> None:
        self._parser = parser
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
            _put(root, self._parser.row(row) if isinstance(row, str) else row, symbol, meaning)
        branch = self._branches[symbol] = root.edges[symbol][0]
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
        grown = [child for node in nodes for child in _children(node, element, opening if node is root else None)]
        nodes = [*nodes, *grown] if element.is_optional else grown
    for node in nodes:
        if node is not root and meaning not in node.meanings:
            node.meanings += (meaning,)


def _gap_of(node: _Node[Meaning]) -> _Node[Meaning]:
    if node.gap is None:
        node.gap = _Node()
    return node.gap


def _children(node: _Node[Meaning], element: Element, opening: str | None) -> Iterator[_Node[Meaning]]:
    """The nodes behind an element: one for all its single words, one for each way of several."""
    rows = element.rows if opening is None else [row for row in element.rows if row[0] == opening]
    single = tuple([row[0] for row in rows if len(row) == 1])
    if single:
        yield _child(node, single)
    for row in rows:
        if len(row) > 1:
            following = node
            for symbol in row:
                following = _child(following, (symbol,))
            yield following


def _child(node: _Node[Meaning], choice: tuple[str, ...]) -> _Node[Meaning]:
    following = node.ways.get(choice)
    if following is None:
        following = node.ways[choice] = _Node()
        for symbol in choice:
            node.edges[symbol] = (*node.edges.get(symbol, ()), following)
    return following


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
                    if symbol in edges and further + width <= limit:
                        stack.extend([(following, further + width, mask | ((1 << width) - 1) << (further - start)) for following in edges[symbol]])
                if not fillers[further]:
                    break
                further += 1
        if node.gap is not None:
            _leap(node.gap.edges, at, mask, start, limit, lattice, fillers, stack)


def _leap(
    edges: dict[str, tuple[_Node[Meaning], ...]],
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
            if symbol in edges and at + width <= limit:
                stack.extend([(following, at + width, mask | ((1 << width) - 1) << (at - start)) for following in edges[symbol]])
        skipped += not fillers[at]
        at += 1
