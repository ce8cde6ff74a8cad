"""Everything that was found in a text before anything is concluded from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import cast

from whytwitch.evidence.text.english import SUBJECTS
from whytwitch.evidence.text.matches import Match, in_text, longest, used_words, words_taken
from whytwitch.evidence.text.times import TimeSaid
from whytwitch.evidence.text.tokens import Words

__all__ = ["RESULTS", "Scene", "sorted_out"]

RESULTS = ("lab", "lab-normal", "lab-general")
OBSERVED = ("finding", "exposure", "drug", "class", *RESULTS, "ambiguous", "decoy")
NAMED = (*RESULTS, "drug")  # what a longer phrase may hold and still is named
KEPT = ("sudden", "result_")  # cues that a longer phrase leaves where they are
SOOTHING_WORDS = 3  # "don't want to waste anyone's time" tells of no wasting
NOTS = ("not", "no", "never", "without")
NOT_OF_DECOY = ("i", "my", "me", "like", "as", "left", "right", "both")
CAME = frozenset(("came", "come", "happened", "started", "began", "hit"))
ASIDE = ("cause", "item")  # contests of their own: a diagnosis may be named inside a finding ("scared of ALS"), a drink inside a habit


@dataclass(frozen=True, slots=True)
class Scene:
    """A text's words, the readings of the base's phrases that won, and the times said. `cues` are the small words by list name."""

    words: Words
    as_of: date
    times: Sequence[TimeSaid]
    observed: Sequence[Match]
    traits: Sequence[Match]
    cues: Sequence[Match]
    movement_nouns: Sequence[Match]
    animals: Sequence[Match]
    decoys: Sequence[Match]
    locals: dict[int, "Scene"]  # by sentence, filled when asked for

    def local(self, index: int) -> "Scene":
        """The scene of one sentence: what is near a word need not be looked for in a whole book."""
        if len(self.words.sentences) < 2:  # noqa: PLR2004 - one sentence is its own scene
            return self
        if not self.locals:
            self.locals.update(_by_sentence(self))
        return self.locals[self.words.sentence_of(index)]

    def cues_of(self, *names: str) -> list[Match]:
        """Cues of some lists, in the order of the text."""
        return [match for match in self.cues if match.meaning.id in names]

    def told_of(self, sentence: int) -> "dict[int, Scene]":
        """A sentence and those beside it that tell how it began ("It came on in seconds"), each with its scene."""
        beside = {number: self.locals[number] for number in (sentence - 1, sentence + 1) if number in self.locals}
        return {sentence: self} | {number: scene for number, scene in beside.items() if _tells_how_it_came(number, self.words)}

    def of(self, *kinds: str) -> list[Match]:
        """Readings of some kinds, in the order of the text."""
        return [match for match in self.observed if match.meaning.kind in kinds]


def sorted_out(words: Words, as_of: date, times: Sequence[TimeSaid], found: Sequence[Match]) -> Scene:
    """Let decoys and ambiguous phrases take their words away, then let the longest reading win within each contest."""
    decoys = [match for match in found if match.meaning.kind == "decoy" and not _tells_two(match, words) and not _reaches_over_me(match, words)]
    gone = words_taken(decoys)
    dated = frozenset(said.start for said in times if said.end == said.start + 1)
    found = [match for match in found if match.meaning.kind != "decoy"]
    left = [*decoys, *(found if not gone else [match for match in found if gone.isdisjoint(used_words(match))])]
    by_kind: dict[str, list[Match]] = {}
    by_attribute: dict[str, list[Match]] = {}
    observable: list[Match] = []
    for match in left:
        kind = match.meaning.kind
        if kind == "trait":
            by_attribute.setdefault(match.meaning.id, []).append(match)
        elif kind == "cue" or match.mask != 1 or match.start not in dated:
            by_kind.setdefault(kind, []).append(match)
            if kind in OBSERVED:
                observable.append(match)
    cues = by_kind.get("cue", [])
    guards = by_kind.get("ambiguous", []) + [match for match in cues if match.meaning.id == "minimisers" and match.mask.bit_count() >= SOOTHING_WORDS]
    observed = longest(observable)
    observed += _named_inside(observable, observed)
    observed += [match for kind in ASIDE for match in longest(by_kind.get(kind, ()))]
    kinds = {match.start for match in by_attribute.get("kind", ())}
    observed = [match for match in observed if not _takes_anothers_place(match, words, kinds)]
    observed.sort(key=in_text)
    traits = [match for matches in by_attribute.values() for match in longest(_unguarded(matches, guards))]
    content = [match for match in (*observed, *traits) if match.mask.bit_count() > 1 and not match.meaning.is_absent and match.meaning.kind != "ambiguous"]
    return Scene(
        words,
        as_of,
        times,
        [match for match in _unguarded(observed, guards) if match.meaning.kind not in ("ambiguous", "decoy")],
        sorted(traits, key=in_text),
        _cues(_unguarded(cues, guards), content, words),
        by_kind.get("movement", []),
        by_kind.get("animal", []),
        decoys,
        {},
    )


def _named_inside(observable: Sequence[Match], observed: Sequence[Match]) -> list[Match]:
    """Names of blood tests and medicines inside a phrase of a finding or a condition: "eGFR 12" is kidney disease and a result, "on ramipril" high pressure and a medicine."""
    if not any(match.meaning.kind in NAMED for match in observable):
        return []
    rivals = longest([match for match in observable if match.meaning.kind not in ("finding", "exposure")])
    return [match for match in rivals if match.meaning.kind in NAMED and match not in observed]


def _by_sentence(scene: Scene) -> dict[int, Scene]:
    found = {number: Scene(scene.words, scene.as_of, [], [], [], [], [], [], [], scene.locals) for number in range(len(scene.words.sentences))}
    for said in scene.times:
        cast("list[TimeSaid]", found[scene.words.sentence_of(said.start)].times).append(said)
    for matches, part in ((scene.observed, 0), (scene.traits, 1), (scene.cues, 2), (scene.movement_nouns, 3), (scene.animals, 4), (scene.decoys, 5)):
        for match in matches:
            home = found[scene.words.sentence_of(match.start)]
            cast("list[Match]", (home.observed, home.traits, home.cues, home.movement_nouns, home.animals, home.decoys)[part]).append(match)
    return found


def _tells_how_it_came(sentence: int, words: Words) -> bool:
    first = words.sentences[sentence][0]
    opening = [token.word for token in words.tokens[first : first + 3]]
    return opening[:1] in (["it"], ["this"], ["that"]) and not CAME.isdisjoint(opening)


def _takes_anothers_place(match: Match, words: Words, kinds: Collection[int]) -> bool:
    """Whether a loose match ends, beyond an "and my", on the very word that a movement follows: "pain and my arm twitches" is no pain in the arm."""
    return match.end in kinds and _tells_two(match, words)


def _reaches_over_me(match: Match, words: Words) -> bool:
    """Whether a loose match skips an "I" or "my": "walking the dog I noticed my calf twitching" tells of no twitching dog, nor does "twitches like a rabbit"."""
    return any(not match.mask >> k & 1 and words.tokens[match.start + k].word in NOT_OF_DECOY for k in range(match.end - match.start))


def _tells_two(match: Match, words: Words) -> bool:
    """Whether a loose match reaches over an "and my" or "and I" into another statement."""
    if match.mask.bit_count() == match.end - match.start:
        return False
    between = [words.tokens[index].word for index in range(match.start, match.end)]
    return any(pair[0] == "and" and pair[1] in SUBJECTS for pair in pairwise(between))


def _unguarded(matches: Sequence[Match], guards: Sequence[Match]) -> list[Match]:
    """Matches that no longer ambiguous phrase takes away."""
    if not guards:
        return list(matches)
    by_word: dict[int, list[Match]] = {}
    for guard in guards:
        for index in range(guard.start, guard.end):
            by_word.setdefault(index, []).append(guard)
    return [match for match in matches if not any(_guards(guard, match) for guard in by_word.get(match.start, ()))]


def _guards(guard: Match, match: Match) -> bool:
    if (
        match.meaning.kind == "ambiguous"
        or match.meaning.id == "minimisers"
        or guard.start >= match.end
        or match.start >= guard.end
        or match.mask.bit_count() >= guard.mask.bit_count()
    ):
        return False
    return words_taken([match]) <= words_taken([guard]) or (match.mask.bit_count() == 1 and match.start in words_taken([guard]))


def _cues(cues: Sequence[Match], content: Sequence[Match], words: Words) -> list[Match]:
    """Cues that are no part of a longer phrase ("can't lift my arm" denies nothing); in each list the longest."""
    by_list: dict[str, list[Match]] = {}
    taken: dict[int, list[frozenset[int]]] = {}
    for match in content:
        used = frozenset(used_words(match))
        for index in used:
            taken.setdefault(index, []).append(used)
    for cue in cues:
        if cue.meaning.id.startswith(KEPT) or _is_of_life(cue, words) or not _is_inside(cue, taken, words):
            by_list.setdefault(cue.meaning.id, []).append(cue)
    return sorted([cue for matches in by_list.values() for cue in longest(matches)], key=in_text)


def _is_of_life(cue: Match, words: Words) -> bool:
    """ "When I was 14" tells of an onset, and of the past too."""
    return cue.meaning.id == "past" and words.tokens[cue.start].word == "when"


def _is_inside(cue: Match, taken: Mapping[int, Sequence[frozenset[int]]], words: Words) -> bool:
    """Whether a cue lies in a longer phrase; for a negation it is enough that its "not" does ("is not making sense")."""
    if not taken:
        return False
    own = words_taken([cue])
    if not cue.meaning.id.startswith("negation"):
        return any(own < used for used in taken.get(cue.start, ()))
    return any(own <= used for used in taken.get(cue.start, ())) or any(index in taken for index in own if words.tokens[index].word in NOTS)
