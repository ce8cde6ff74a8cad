"""What a place, a time or a word of character in a text belongs to: the movement, finding or medicine told nearest."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whytwitch.evidence.text.courses import is_long_ago
from whytwitch.evidence.text.english import FILLERS, SUBJECTS
from whytwitch.evidence.text.matches import Match, used_words, words_taken
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["MOVEMENT", "Event", "Events", "read_events"]

MOVEMENT = "movement"
PREPOSITIONS = frozenset("in on of around near at to into inside across along from with over above below under".split())
SIDE_WORDS = frozenset("left right both upper lower top bottom inner outer whole entire back front side".split())
JOINS = frozenset("and or plus then also & sometimes".split())
LEADS_ON = frozenset(
    "it they this that both now also mainly mostly especially always sometimes usually only just start started starts began spread spreads spreading moved moves moving happens happening "
    "first then occurs located always specifically particularly".split(),
)
PRONOUNS = ("it", "this", "they", "these", "them")
RAISING = frozenset("increase increased upped doubled raised up higher bumped titrated titrating tripled".split())
MEDS = frozenset("it them tablet tablets pill pills med meds medication medicine medicines drug drugs stuff dose injections patches drink booze".split())
SHORT_CLAUSE = 6
FAR = 8  # sentences back, for what the writer stopped
NEAR = 5


@dataclass(frozen=True, slots=True)
class Event:
    """Something told: `kind` is movement, finding, medicine or habit."""

    kind: str
    match: Match


@dataclass(frozen=True, slots=True)
class Events:
    """All events in the order of the text, and by clause."""

    words: Words
    all: Sequence[Event]
    by_sentence: dict[int, list[Event]]
    by_clause: dict[int, list[Event]]
    stops: dict[int, Match]  # where a medicine or habit is named → the word that says, in a later clause, that it was stopped
    raises: dict[int, Match]  # the same for a dose that was raised

    def in_clause(self, clause: int) -> list[Event]:
        """Events of one clause."""
        return self.by_clause.get(clause, [])

    def nearest(self, start: int, end: int) -> Event | None:
        """The event of the clause nearest to words `start` to `end` that is not told in those very words; of two as near the one before."""
        here = [
            event for event in self.in_clause(self.words.clause_of[start]) if event.kind == MOVEMENT or event.match.start >= end or event.match.end <= start
        ]
        return min(here, key=lambda event: max(event.match.start - end, start - event.match.end) * 2 + (event.match.start >= end), default=None)

    def owner_of_place(self, place: Match, last: Event | None) -> Event | None:
        """What a place belongs to; `last` is what the place named before it belonged to."""
        clause = self.words.clause_of[place.start]
        here = self.in_clause(clause)
        own = words_taken([place])
        inside = [event for event in here if not own.isdisjoint(used_words(event.match))]
        if inside:
            return next((event for event in inside if event.kind == MOVEMENT), None) or self._told_within(inside[0], place, here)
        if not here:
            return self._elsewhere(place.start, clause, last, is_place=True)
        before = [event for event in here if event.match.end <= place.start]
        after = [event for event in here if event.match.start >= place.end]
        lead = self._lead(place, clause)
        if after and after[0].match.start == place.end and lead not in PREPOSITIONS:
            return after[0]
        if last is not None and lead in JOINS and last in here and (not before or last is before[-1]) and not (after and last in after):
            is_next = bool(after) and after[0].match.start - place.end < NEAR and last.match.end > place.start - NEAR and last.kind != MOVEMENT
            return after[0] if is_next else last
        if lead in PREPOSITIONS or self.words.tokens[place.start].word in PREPOSITIONS:
            is_next = bool(before and after) and after[0].match.start - place.end < NEAR and self._is_other_statement(before[-1], place)
            if is_next or (before and after and place.start - before[-1].match.end > NEAR > after[0].match.start - place.end):
                return after[0]
            return before[-1] if before else (after or here)[0]
        is_led_on = before and before[-1].kind in ("habit", "medicine") and after and after[0].kind == MOVEMENT  # "after my operation the arm twitched"
        if before and not is_led_on and self._touches(before[-1], place):
            return before[-1]
        return after[0] if after else (before or here)[-1]

    def _is_other_statement(self, event: Event, place: Match) -> bool:
        """Whether an "and" with a subject stands between: "my hands tremble and the muscles in my thighs twitch"."""
        words = [self.words.tokens[index].word for index in range(event.match.end, place.start)]
        return any(first == "and" and second in SUBJECTS for first, second in pairwise(words))

    def _told_within(self, finding: Event, place: Match, here: Sequence[Event]) -> Event:
        """In a finding that reaches over a movement to its place the place is the movement's ("painful cramps in my calves")."""
        between = (event for event in here if event.kind == MOVEMENT and finding.match.start <= event.match.start and event.match.end <= place.start)
        return next(between, finding)

    def owner(self, start: int, end: int) -> Event | None:
        """What a time or a word of character belongs to."""
        found = self.nearest(start, end)
        return found if found is not None else self._elsewhere(start, self.words.clause_of[start], None, is_place=False)

    def owner_of_time(self, start: int, end: int, *, is_history: bool) -> Event | None:
        """As `owner`, but a movement of the clause goes before a finding, and a history belongs to what follows it."""
        behind = [event for event in self.in_clause(self.words.clause_of[start]) if event.match.start >= end]
        if is_history and behind:
            return behind[0]
        if start and self.words.tokens[start - 1].word in ("until", "till"):  # "nothing until last week - eyelid twitching"
            later = (event for event in self.by_sentence.get(self.words.sentence_of(start), []) if event.match.start >= end)
            return next((event for event in later if event.kind == MOVEMENT), self.owner(start, end))
        found = self.owner(start, end)
        before = [event for event in self.in_clause(self.words.clause_of[start]) if event.match.end <= start]
        if found is not None and found.match.start >= end and before and before[-1].kind == "medicine" and self._opens_statement(end):
            return before[-1]  # "on it since March and now my eyelid flickers"
        if found is None or found.kind != "finding":
            return found
        return next((event for event in self.in_clause(self.words.clause_of[start]) if event.kind == MOVEMENT), found)

    def _opens_statement(self, index: int) -> bool:
        """Whether "and now" or "and my" stands at a word."""
        said = [token.word for token in self.words.tokens[index : index + 2]]
        return len(said) > 1 and said[0] == "and" and (said[1] == "now" or said[1] in SUBJECTS)

    def _lead(self, place: Match, clause: int) -> str:
        index = place.start - 1
        while index >= self.words.clauses[clause].start and (self.words.tokens[index].word in FILLERS or self.words.tokens[index].word in SIDE_WORDS):
            index -= 1
        return self.words.tokens[index].word if index >= self.words.clauses[clause].start else ""

    def _touches(self, event: Event, place: Match) -> bool:
        return all(self.words.tokens[index].word in FILLERS or self.words.tokens[index].word in SIDE_WORDS for index in range(event.match.end, place.start))

    def _elsewhere(self, start: int, clause: int, last: Event | None, *, is_place: bool) -> Event | None:
        """For a clause without an event: the clauses before it in the sentence, then those behind it, then the last movement told."""
        here = self.by_sentence.get(self.words.clauses[clause].sentence, [])
        before = [event for event in here if event.match.start < start]
        if before:
            return last if is_place and last in before else before[-1]
        earlier = next((event for event in reversed(self.all[: bisect_left(self.all, start, key=_start)]) if event.kind == MOVEMENT), None)
        if earlier is not None and not is_place and self._speaks_of_it(clause):
            return earlier
        after = next((event for event in here if event.match.start > start), None)
        if after is not None:
            return after
        if is_place and not self._leads_on(clause):
            return None
        told = self.words.clauses[clause]
        if earlier is None and is_place and told.end - told.start > SHORT_CLAUSE:
            return None  # "Foot just turned funny when he stood up": before any movement was told
        if earlier is None and not is_place and self._speaks_of_it(clause) and self.all and self.all[0].match.start < start:
            return self.all[max(bisect_left(self.all, start, key=_start) - 1, 0)]  # "… went numb. It's nearly gone now."
        return earlier or next((event for event in self.all if event.kind == MOVEMENT), None)

    def _speaks_of_it(self, clause: int) -> bool:
        found = self.words.clauses[clause]
        return any(token.word in PRONOUNS for token in self.words.tokens[found.start : found.end])

    def _leads_on(self, clause: int) -> bool:
        """Whether a clause without an event speaks on of the movement: short, or with a word such as "it"."""
        found = self.words.clauses[clause]
        return found.end - found.start <= SHORT_CLAUSE or any(token.word in LEADS_ON for token in self.words.tokens[found.start : found.start + 3])


def _told_later(scene: Scene, events: Sequence[Event], cues: Sequence[Match]) -> Iterator[tuple[int, Match]]:
    """A stop or a raise in a clause that names nothing else belongs to the medicine or habit told before it ("… and stopped two days ago")."""
    filled = {scene.words.clause_of[event.match.start] for event in events}
    told = [event for event in events if event.kind in ("medicine", "habit")]
    for cue in cues:
        clause = scene.words.clauses[scene.words.clause_of[cue.start]]
        is_last = cue.end == clause.end and cue.start > clause.start + 1 and scene.words.tokens[cue.start - 1].word in ("i", "so", "he", "she")
        is_it = scene.words.tokens[min(cue.end, len(scene.words.tokens) - 1)].word in ("it", "them") and _is_own(scene, cue, clause)
        if (scene.words.clause_of[cue.start] in filled and not is_last and not is_it) or _is_of_another(scene.words, cue, clause):
            continue  # "… and my mouth went dry so I quit" speaks of the medicine before
        reach = FAR if _is_own(scene, cue, clause) else 0 if scene.words.clause_of[cue.start] in filled else 1
        earlier = [event for event in told if event.match.end <= cue.start and clause.sentence - scene.words.sentence_of(event.match.start) <= reach]
        if earlier:
            yield max(earlier, key=lambda event: (event.kind == "medicine", event.match.start)).match.start, cue


def _is_of_another(words: Words, cue: Match, clause: Clause) -> bool:
    """Whether what stopped is no medicine ("they've stopped", "the twitching stopped"); "they stopped it" and "they took me off" tell of one."""
    index = cue.start - 1
    while index >= clause.start and words.tokens[index].word in ("have", "has", "had", "all", "both", "just", "finally"):
        index -= 1
    before = words.tokens[index].word if index >= clause.start else ""
    behind = words.tokens[cue.end].word if cue.end < clause.end else ""
    if words.tokens[cue.start].word == "off" and behind not in MEDS:
        return True  # "a capsule off the counter"
    if before == "they" and (behind in ("it", "them", "that", "the", "this", "me", "my") or words.tokens[cue.end - 1].word == "off"):
        return False
    return before in ("it", "they", "this", "that", "not", "never", "twitching", "symptoms")


def _is_own(scene: Scene, cue: Match, clause: Clause) -> bool:
    """ "I stopped three weeks ago": the writer stops something that was named long before."""
    words = scene.words
    before = [words.tokens[index].word for index in range(clause.start, cue.start)]
    behind = words.tokens[cue.end].word if cue.end < clause.end else "it"
    is_dated = any(said.start in (cue.end, cue.end + 1) for said in scene.times)
    return before in (["i"], ["i", "have"], ["so", "i"], ["then", "i"], ["i", "just"]) and (is_dated or behind in ("it", "cold", "completely"))


def _start(event: Event) -> int:
    return event.match.start


def read_events(scene: Scene, mentions: Sequence[Match]) -> Events:
    """Movements first; a finding or habit told in the very words of a movement is no event of its own."""
    taken = words_taken(mentions)
    events = [Event(MOVEMENT, match) for match in mentions]
    for kind, sources in (("finding", ("finding", "cause", "lab")), ("medicine", ("drug", "class")), ("habit", ("exposure", "item"))):
        events.extend(Event(kind, match) for match in scene.of(*sources) if taken.isdisjoint(used_words(match)))
    last = [cue for cue in scene.cues_of("last_taken") if is_long_ago(cue, scene.local(cue.start))]
    stops = dict(_told_later(scene, events, [*scene.cues_of("stopped"), *last]))
    raises = dict(
        _told_later(
            scene, events, [cue for cue in scene.cues_of("started") if RAISING.intersection(token.word for token in scene.words.tokens[cue.start : cue.end])]
        )
    )
    events.extend(Event("medicine", cue) for cue in (*stops.values(), *raises.values()))
    events.sort(key=lambda event: (event.match.start, event.match.end))
    by_clause: dict[int, list[Event]] = {}
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(scene.words.sentence_of(event.match.start), []).append(event)
        by_clause.setdefault(scene.words.clause_of[event.match.start], []).append(event)
    return Events(scene.words, events, by_sentence, by_clause, stops, raises)
