"""Every phrase of the base, compiled once: which of them stand in a text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from whytwitch.evidence.text.english import FILLERS
from whytwitch.evidence.text.lists import shared_rows
from whytwitch.evidence.text.matches import Match, Meaning, used_words
from whytwitch.evidence.text.patterns import PhraseParser, Row, exact, is_exact, openings_of
from whytwitch.evidence.text.stand_ins import headed_rows, stand_ins, tells_of_stand_in, whole_mask
from whytwitch.evidence.text.tokens import Tokeniser, Words
from whytwitch.evidence.text.trie import Edges, Trie

__all__ = ["Phrasebook"]

BETWEEN_PARTS = 4
NEW_STATEMENT = ("i", "he", "she", "they", "we", "you", "there")
Place = tuple[int, int, int]  # where a part of a phrase stands: words `start` to `end`, and the mask of those it uses
Joint = tuple[tuple[int, ...], Meaning]  # the numbers of some parts, and what they mean together


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
    topics
        Words that "it" and "they" may stand for.
    """

    def __init__(self, tokeniser: Tokeniser, sets: Mapping[str, Sequence[str]], phrases: Iterable[tuple[str, Meaning]], topics: Iterable[str] = ()) -> None:
        self.tokeniser = tokeniser
        parser = PhraseParser(tokeniser, sets)
        self._trie: Trie[Meaning | int] = Trie(parser)
        self._set_rows: Trie[str] = Trie(parser)
        symbols = self._add_all(parser, phrases)
        self._edges = self._compile_sets(parser, {symbol: entries for name, entries in sets.items() if (symbol := f"<{name}>") in symbols}, symbols)
        self._topics = frozenset(tokeniser.stems(topic)[0] for topic in topics)
        self._exact = {form: self._edges.get(exact(form)) or ((exact(form), 1),) for form in parser.exact}
        self.stems = frozenset(symbol for symbol in symbols if not symbol.startswith(("=", "<")))
        """Every stem that some phrase uses."""

    def find(self, words: Words) -> list[Match]:
        """Every phrase that stands in the text, overlapping ones included."""
        fillers = [token.word in FILLERS for token in words.tokens]
        limits = [words.clauses[clause].end for clause in words.clause_of]
        lattice = [self._edges.get(token.stem) or ((token.stem, 1),) for token in words.tokens]
        for index, token in enumerate(words.tokens):
            surface = token.surface
            if surface in self._exact:
                lattice[index] += self._exact[surface]
            if not surface.islower() and (lower := surface.lower()) in self._exact and lower != surface:
                lattice[index] += self._exact[lower]
        for names, start, end, _ in self._set_rows.scan(lattice, limits, [False] * len(fillers)):
            lattice[start] += tuple((name, end - start) for name in names)
        found: list[Match] = [match for row, own in shared_rows(words) for match in self._in_row(row, own, lattice, fillers)]
        found.extend(self._all_in(range(len(words.tokens)), limits, lattice, fillers, words.clause_of, words))
        found.extend(self._of_stand_ins(words, limits, lattice, fillers))
        for row in headed_rows(words, self._topics):
            border = next(index for index in row if words.clause_of[index] != words.clause_of[row.start])
            across = self._all_in(row, [row.stop] * row.stop, lattice, fillers, [0] * row.stop, words)
            found.extend(match for match in across if match.start < border < match.end and match.meaning.kind == "finding")
        return found

    def _all_in(
        self, row: range, limits: Sequence[int], lattice: Sequence[Edges], fillers: Sequence[bool], clause_of: Sequence[int], words: Words
    ) -> list[Match]:
        """Every phrase that begins in a row of words."""
        found: list[Match] = []
        parts: defaultdict[int, list[Place]] = defaultdict(list)
        for meanings, start, end, mask in self._trie.scan(lattice, limits, fillers, row):
            place = start, end, mask
            for meaning in meanings:
                if isinstance(meaning, int):
                    parts[meaning].append(place)
                else:
                    found.append(Match(meaning, start, end, mask))
        found.extend(self._joined(parts, clause_of, words))
        return found

    def _of_stand_ins(self, words: Words, limits: Sequence[int], lattice: Sequence[Edges], fillers: Sequence[bool]) -> Iterable[Match]:
        """Findings told of a thing by a pronoun, which is read as the word it stands for."""
        meant = stand_ins(words, self._topics)
        if not meant:
            return
        own = [lattice[meant[index]] if index in meant else edges for index, edges in enumerate(lattice)]
        for number in sorted({words.clause_of[index] for index in meant}):
            row = range(words.clauses[number].start, words.clauses[number].end)
            for match in self._all_in(row, limits, own, fillers, words.clause_of, words):
                is_told = (match.meaning.kind == "finding" or match.meaning.id == "kind") and not match.meaning.is_absent and match.mask.bit_count() > 1
                if is_told and tells_of_stand_in(words, used_words(match), meant):
                    yield match._replace(mask=whole_mask(words, match.start, match.end, match.mask))

    def _in_row(self, row: Sequence[int], own: Sequence[int], lattice: Sequence[Edges], fillers: Sequence[bool]) -> Iterable[Match]:
        """Phrases that stand in a row of words from several clauses and use both its ends; they take the words of the item only."""
        found = self._trie.scan([lattice[index] for index in row], [len(row)] * len(row), [fillers[index] for index in row])
        for meanings, start, _, mask in found:
            used = [row[start + k] for k in range(mask.bit_length()) if mask >> k & 1]
            mine = [index for index in used if index in own]
            if 0 < len(mine) < len(used):
                taken = mine[0], mine[-1] + 1, sum(1 << (index - mine[0]) for index in mine)
                yield from (Match(meaning, *taken) for meaning in meanings if not isinstance(meaning, int))

    def _add_all(self, parser: PhraseParser, phrases: Iterable[tuple[str, Meaning]]) -> set[str]:
        """Add every phrase, those of one part unparsed; gives the symbols they use."""
        simple: list[str] = []
        joint: list[Joint] = []
        part_ids: dict[Row, int] = {}
        symbols: set[str] = set()
        for phrase, meaning in phrases:
            if not is_exact(phrase) and " & " not in phrase:
                simple.append(phrase)
                self._trie.add(phrase, parser.openings(phrase), meaning)
                continue
            parts = parser.parts(phrase)
            symbols.update(symbol for part in parts for element in part for row in element.rows for symbol in row)
            if len(parts) == 1:
                self._trie.add(parts[0], openings_of(parts[0]), meaning)
            elif parts:
                joint.append((tuple(self._part_id(part, part_ids) for part in parts), meaning))
        self._by_part = _anchored(joint)
        return symbols | parser.symbols(" ".join(simple))

    def _part_id(self, part: Row, part_ids: dict[Row, int]) -> int:
        if part not in part_ids:
            part_ids[part] = len(part_ids)
            self._trie.add(part, openings_of(part), part_ids[part])
        return part_ids[part]

    def _compile_sets(self, parser: PhraseParser, sets: Mapping[str, Sequence[str]], symbols: set[str]) -> dict[str, Edges]:
        """What each word of a set can be read as: the sets that hold it and itself; entries of several words go to their own trie. Adds to the symbols used."""
        edges: dict[str, dict[tuple[str, int], None]] = {}
        for name, entries in sets.items():
            for row in (row for entry in entries for row in parser.parts(entry)):
                symbols.update(symbol for element in row for choice in element.rows for symbol in choice)
                if len(row) == 1 and all(len(choice) == 1 for choice in row[0].rows):
                    for choice in row[0].rows:
                        edges.setdefault(choice[0], {})[name, 1] = None
                else:
                    self._set_rows.add(row, openings_of(row), name)
        return {symbol: (*found, (symbol, 1)) for symbol, found in edges.items()}

    def _joined(self, parts: Mapping[int, Sequence[Place]], clause_of: Sequence[int], words: Words) -> Iterable[Match]:
        for anchor, hits in parts.items():
            for needed, meaning in self._by_part.get(anchor, ()):
                if needed and needed[0] not in parts:
                    continue
                others = [parts[part] for part in needed if part in parts]
                found = [_join(hit, others, clause_of, words) for hit in hits] if len(others) == len(needed) else []
                yield from (Match(meaning, *one) for one in found if one is not None)


def _anchored(joint: Sequence[Joint]) -> dict[int, list[Joint]]:
    """Phrases of several parts, each under the part that fewest phrases share, with its other parts."""
    uses = Counter(part for parts, _ in joint for part in parts)
    found: dict[int, list[Joint]] = {}
    for parts, meaning in joint:
        anchor = min(parts, key=uses.__getitem__)
        found.setdefault(anchor, []).append((tuple(part for part in parts if part != anchor), meaning))
    return found


def _is_parted(words: Words, start: int, end: int) -> bool:
    """Whether "and I" or the like begins a statement of its own between two parts ("weak, and I feel dizzy")."""
    return any(words.tokens[index].word == "and" and words.tokens[index + 1].word in NEW_STATEMENT for index in range(start, end - 1))


def _join(first: Place, others: Sequence[Sequence[Place]], clause_of: Sequence[int], words: Words) -> Place | None:
    """One hit of each other part near the first, in its clause and with few words between; its place and mask."""
    clause = clause_of[first[0]]
    chosen = [first]
    for hits in others:
        near = [hit for hit in hits if clause_of[hit[0]] == clause and all(hit[1] <= start or end <= hit[0] for start, end, _ in chosen)]
        if not near:
            return None
        chosen.append(min(near, key=lambda hit: min(max(hit[0] - end, start - hit[1]) for start, end, _ in chosen)))
    chosen.sort(key=lambda hit: hit[0])
    if any(after[0] - before[1] > BETWEEN_PARTS or _is_parted(words, before[1], after[0]) for before, after in pairwise(chosen)):
        return None
    first_word = chosen[0][0]
    mask = 0
    for start, _, own in chosen:
        mask |= own << (start - first_word)
    return first_word, max(end for _, end, _ in chosen), mask
