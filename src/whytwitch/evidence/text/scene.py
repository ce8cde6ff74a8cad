"""Everything that was found in a text before anything is concluded from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whytwitch.evidence.text.matches import Match, longest, words_taken
from whytwitch.evidence.text.times import TimeSaid
from whytwitch.evidence.text.tokens import Words

__all__ = ["Scene", "sorted_out"]

OBSERVED = ("finding", "exposure", "drug", "class", "lab", "lab-normal", "ambiguous", "decoy")
SOOTHING_WORDS = 3  # "don't want to waste anyone's time" tells of no wasting
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

    def cues_of(self, *names: str) -> list[Match]:
        """Cues of some lists, in the order of the text."""
        return [match for match in self.cues if match.meaning.id in names]

    def of(self, *kinds: str) -> list[Match]:
        """Readings of some kinds, in the order of the text."""
        return [match for match in self.observed if match.meaning.kind in kinds]


def sorted_out(words: Words, as_of: date, times: Sequence[TimeSaid], found: Sequence[Match]) -> Scene:
    """Let decoys and ambiguous phrases take their words away, then let the longest reading win within each contest."""
    decoys = [match for match in found if match.meaning.kind == "decoy"]
    gone = words_taken(decoys)
    dated = frozenset(said.start for said in times if said.end == said.start + 1)
    left = [match for match in found if match.meaning.kind == "decoy" or not gone or not gone.intersection(words_taken([match]))]
    left = [match for match in left if match.mask != 1 or match.start not in dated or match.meaning.kind in ("cue", "trait")]
    guards = [match for match in left if match.meaning.kind == "ambiguous" or (match.meaning.id == "minimisers" and match.mask.bit_count() >= SOOTHING_WORDS)]
    observed = longest(match for match in left if match.meaning.kind in OBSERVED)
    observed += [match for kind in ASIDE for match in longest(match for match in left if match.meaning.kind == kind)]
    observed.sort(key=lambda match: (match.start, match.end))
    by_attribute: dict[str, list[Match]] = {}
    for match in left:
        if match.meaning.kind == "trait":
            by_attribute.setdefault(match.meaning.id, []).append(match)
    traits = [match for matches in by_attribute.values() for match in longest(_unguarded(matches, guards))]
    content = [match for match in (*observed, *traits) if match.mask.bit_count() > 1 and not match.meaning.is_absent and match.meaning.kind != "ambiguous"]
    return Scene(
        words,
        as_of,
        times,
        [match for match in _unguarded(observed, guards) if match.meaning.kind not in ("ambiguous", "decoy")],
        sorted(traits, key=lambda match: (match.start, match.end)),
        _cues([match for match in _unguarded(left, guards) if match.meaning.kind == "cue"], content),
        [match for match in left if match.meaning.kind == "movement"],
        [match for match in left if match.meaning.kind == "animal"],
        decoys,
    )


def _unguarded(matches: Sequence[Match], guards: Sequence[Match]) -> list[Match]:
    """Matches that no longer ambiguous phrase takes away."""
    if not guards:
        return list(matches)
    return [match for match in matches if not any(_guards(guard, match) for guard in guards)]


def _guards(guard: Match, match: Match) -> bool:
    if match.meaning.kind == "ambiguous" or match.meaning.id == "minimisers" or guard.start >= match.end or match.start >= guard.end or match.mask.bit_count() >= guard.mask.bit_count():
        return False
    return words_taken([match]) <= words_taken([guard]) or (match.mask.bit_count() == 1 and match.start in words_taken([guard]))


def _cues(cues: Sequence[Match], content: Sequence[Match]) -> list[Match]:
    """Cues that are no part of a longer phrase ("can't lift my arm" denies nothing); in each list the longest."""
    by_list: dict[str, list[Match]] = {}
    taken = [(match, words_taken([match])) for match in content]
    for cue in cues:
        own = words_taken([cue])
        if not any(own < words or (own == words and cue.meaning.id.startswith("negation")) for _, words in taken):
            by_list.setdefault(cue.meaning.id, []).append(cue)
    return sorted((cue for matches in by_list.values() for cue in longest(matches)), key=lambda cue: (cue.start, cue.end))
