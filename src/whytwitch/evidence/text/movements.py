"""Mentions of movements → one to three movements with their traits."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.english import FILLERS
from whytwitch.evidence.text.events import MOVEMENT, Event, Events
from whytwitch.evidence.text.matches import Match, Meaning
from whytwitch.evidence.text.movement_traits import EVERYWHERE, EVERYWHERE_PATTERN, Draft, is_of_other_trouble, others_words
from whytwitch.evidence.text.onsets import DAY
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.knowledge import Knowledge
from whytwitch.knowledge.nouns import Attribute
from whytwitch.model import Subject

__all__ = ["group_mentions", "mentions_of"]

MOST = 3
# When two words are used for one movement, the more telling one names its kind.
MORE_TELLING = ("clawing", "dyskinesia", "ripple")
VAGUE = ("twitch", "cramp", "")
# Kinds that do not look alike: told in a statement of its own, or of other places, one is no other word for the other. Spasm may mean each of them.
UNLIKE = {"cramp": 1, "clawing": 1, "tremor": 2, "twitch": 3, "ripple": 3, "jerk": 3}
# Where a kind shows when no place is told with it.
OF_KIND: Mapping[str, Collection[str]] = {"clawing": ("hand", "foot")}
MUSCLES = ("muscles", "nerves", "fibres")
SEEN_IN_CRAMP = ("twitch", "ripple")
STATEMENT = 5
SHORT_SENTENCE = 12
TOWARDS = ("to", "towards", "toward", "onto", "over", "into")
PULLING = ("pull", "tilt", "turn", "twist", "drawn", "dragg", "bend", "bent", "lean", "tug")
APART = frozenset(("separately", "separate", "unrelated", "secondly", "second", "another"))
TWO_THINGS = re.compile(r"\b(?:two|2|three|3) (?:different |separate |unrelated )?(?:things|problems|questions|issues)\b", re.IGNORECASE)


def mentions_of(scene: Scene, context: Context, persons: Persons, shows: Mapping[str, str]) -> list[Match]:
    """Words for a movement of the patient that is there. A noun that says nothing of the kind counts with a place in its clause.

    `shows` names the findings that are told in the stead of a movement, with its kind ("her legs will not lie still").
    """
    kinds = [match for match in scene.traits if match.meaning.id == "kind"]
    known = {index for match in kinds for index in range(match.start, match.end)}
    placed = {scene.words.clause_of[match.start] for match in scene.traits if match.meaning.id == "place"}
    placed |= {clause for place in placed for clause in _short_sentence(scene, place)}
    nouns = [match for match in scene.movement_nouns if match.start not in known and scene.words.clause_of[match.start] in placed]
    seen = [match for match in (*kinds, *nouns) if not _is_decoyed(scene, match)]
    told = [match for match in seen if persons.subject(match.start) is Subject.PATIENT] or [match for match in seen if persons.is_anybody(match.start)]
    told.sort(key=lambda match: match.start)
    if scene.decoys and not any(match.meaning.id == "place" for match in scene.traits):
        told = [match for match in told if match.end - match.start > 1 or _is_of_muscle(scene, match)]
    told = [match for match in told if match.end - 1 not in context.supposed] or told
    told = [match for match in told if not _is_long_gone(scene, match)] or told
    near = [match for match in told if match.end - 1 not in context.denied]
    return near or [match for match in told if match.end - 1 in context.denied_over_comma] or _shown(scene, context, persons, shows)


def _is_long_gone(scene: Scene, match: Match) -> bool:
    """ "The shakes are long gone, but …"."""
    words = scene.words
    behind = [token.word for token in words.tokens[match.end : words.clauses[words.clause_of[match.start]].end]]
    return behind[-2:] in (["long", "gone"], ["all", "gone"])


def _short_sentence(scene: Scene, clause: int) -> Iterable[int]:
    """The clauses of a sentence of a few words: "it's doing it again, my left eyelid"."""
    sentence = scene.words.sentence_at(scene.words.clauses[clause].start)
    return {scene.words.clause_of[index] for index in sentence} if len(sentence) <= SHORT_SENTENCE else ()


def _shown(scene: Scene, context: Context, persons: Persons, shows: Mapping[str, str]) -> list[Match]:
    """Findings of the patient that tell of a movement."""
    found = [match for match in scene.of("finding") if match.meaning.id in shows and not match.meaning.is_absent and match.end - 1 not in context.denied]
    return [
        Match(Meaning("trait", "kind", shows[match.meaning.id]), match.start, match.end, match.mask)
        for match in found
        if persons.subject(match.start) is Subject.PATIENT and match.end - 1 not in context.supposed | context.past
    ]


def _is_of_muscle(scene: Scene, match: Match) -> bool:
    return match.start > 0 and scene.words.tokens[match.start - 1].word in ("muscle", *MUSCLES)


def _is_decoyed(scene: Scene, match: Match) -> bool:
    """In a text about the streaming site, "Twitch" with a capital and no body part near is the site."""
    token = scene.words.tokens[match.start]
    if not scene.decoys or match.end - match.start > 1 or _is_of_muscle(scene, match):
        return False
    clause = scene.words.clause_of[match.start]
    return not any(trait.meaning.id == "place" and scene.words.clause_of[trait.start] == clause for trait in scene.traits) and token.word in (
        "twitch",
        "twitching",
        "jerk",
        "flicker",
    )


def group_mentions(scene: Scene, events: Events, context: Context, persons: Persons, knowledge: Knowledge) -> list[Draft]:
    """Which mentions are one movement: another kind at another place is another movement."""
    attribute = knowledge.attributes.get("place")
    owned = _places_by_owner(scene, events, context, others_words(scene, persons))
    drafts: list[Draft] = []
    tells_two = TWO_THINGS.search(scene.words.text) is not None
    for event in events.all:
        if event.kind == MOVEMENT:
            is_apart = _is_apart(scene, event.match, drafts, tells_two=tells_two)
            places, is_own = owned.get(event.match.start, {}), False
            subject = _muscles_before(scene, event.match)
            if drafts and not places.keys() - {EVERYWHERE} and (subject is not None or _is_everywhere(scene, event.match)):
                is_own = True
                places = places or (dict(drafts[-1].places) if subject is not None and _is_definite(scene, subject) else {})
            _join(drafts, event.match, places, attribute, is_apart=is_apart, is_own=is_own)
    for draft in drafts:
        if not draft.places:
            draft.places.update(_places_of_findings(scene, context, draft.kind, knowledge))
    return drafts


def _places_of_findings(scene: Scene, context: Context, kind: str, knowledge: Knowledge) -> Iterable[tuple[str, Match]]:
    """The places named in findings that show a movement of the same kind: "couldn't keep my eyes open, they squeeze shut"."""
    shown = [match for match in scene.of("finding") if not match.meaning.is_absent and match.end - 1 not in context.denied]
    inside = {index for match in shown if kind and knowledge.findings[match.meaning.id].shows_kind == kind for index in range(match.start, match.end)}
    return [(match.meaning.value, match) for match in scene.traits if match.meaning.id == "place" and match.start in inside]


def _muscles_before(scene: Scene, mention: Match) -> int | None:
    """Where "muscles" opens a statement of which a mention is the verb ("…, and the muscles keep jumping")."""
    words = scene.words
    clause = words.clauses[words.clause_of[mention.start]]
    for index in range(mention.end - 1, max(clause.start, mention.start - STATEMENT) - 1, -1):
        if words.tokens[index].word in MUSCLES:
            return index
        if index < mention.start and words.tokens[index].word == "and":
            return None
    return None


def _is_everywhere(scene: Scene, mention: Match) -> bool:
    """Whether "all over" stands right behind a mention."""
    return any(trait.meaning.value == EVERYWHERE_PATTERN and 0 <= trait.start - mention.end <= 1 for trait in scene.local(mention.start).traits)


def _is_definite(scene: Scene, index: int) -> bool:
    """Whether muscles told of before are meant: "the muscles", "those muscles"."""
    return index > 0 and scene.words.tokens[index - 1].word in ("the", "those", "these", "same")


def _is_apart(scene: Scene, mention: Match, drafts: Sequence[Draft], *, tells_two: bool) -> bool:
    """Whether the text tells a mention as a thing of its own: it says so ("separately", "two things"), or each has a time of its own."""
    words = scene.words
    sentence = words.sentence_of(mention.start)
    if len(drafts) in (0, MOST) or any(words.sentence_of(draft.mentions[-1].start) == sentence for draft in drafts):
        return False
    opening = [words.tokens[index].word for index in words.sentence_at(mention.start) if index <= mention.start]
    if tells_two or APART.intersection(opening):
        return True
    return _has_time(scene, mention) and any(_has_time(scene, draft.mentions[0]) for draft in drafts)


def _has_time(scene: Scene, mention: Match) -> bool:
    """Whether the sentence of a mention tells a time that may be its own."""
    return any(
        said.days >= DAY / 2 and said.lead not in ("every", "each", "per") and (said.kind != "length" or said.lead) for said in scene.local(mention.start).times
    )


def _places_by_owner(scene: Scene, events: Events, context: Context, others: frozenset[int]) -> dict[int, dict[str, Match]]:
    found: dict[int, dict[str, Match]] = {}
    last: Event | None = None
    for match in scene.traits:
        if match.meaning.id == "place" and match.end - 1 not in context.denied and match.start not in others and not _is_part_of_place(scene, match):
            if is_of_other_trouble(scene, match, events) or _is_where_it_is_pulled(scene, match):
                continue
            last = events.owner_of_place(match, last) or last
            if last is not None and last.kind == MOVEMENT:
                found.setdefault(last.match.start, {}).setdefault(match.meaning.value, match)
    for event in events.all:
        if event.kind == MOVEMENT and event.match.start not in found:
            found[event.match.start] = _shared_place(scene, event.match, context)
    return found


def _shared_place(scene: Scene, mention: Match, context: Context) -> dict[str, Match]:
    """For a movement without a place the last one named before it in its clause, though a finding has it too ("my lips tingle and twitch")."""
    clause = scene.words.clause_of[mention.start]
    before = [
        m
        for m in scene.local(mention.start).traits
        if m.meaning.id == "place" and m.end <= mention.start and scene.words.clause_of[m.start] == clause and m.end - 1 not in context.denied
    ]
    if not before:
        return _meant_place(scene, mention, context)
    between = _words_between(scene, before[-1], mention)
    is_joined = "and" in between and set(between[len(between) - between[::-1].index("and") :]) <= FILLERS | {"they", "it"}
    if between and not is_joined:
        return {}
    is_pair = len(before) > 1 and set(_words_between(scene, before[-2], before[-1])) <= {"and", "or"} | FILLERS
    return {match.meaning.value: match for match in (before[-2:] if is_pair else before[-1:])}


def _words_between(scene: Scene, first: Match, second: Match) -> list[str]:
    return [scene.words.tokens[index].word for index in range(first.end, second.start)]


def _meant_place(scene: Scene, mention: Match, context: Context) -> dict[str, Match]:
    """For "it keeps quivering" the place named last before, in this sentence or the one before."""
    words = scene.words
    clause = words.clauses[words.clause_of[mention.start]]
    opening = words.tokens[clause.start].word if words.tokens[clause.start].word not in ("and", "now") else words.tokens[clause.start + 1].word
    before = words.tokens[mention.end - 2].word if mention.end - 2 >= clause.start else ""
    if not {opening, before} & {"it", "they", "which", "this"} or clause.end - clause.start < 2:  # noqa: PLR2004 - a pronoun and a verb
        return {}
    places = [m for m in scene.traits if m.meaning.id == "place" and m.end <= mention.start and m.end - 1 not in context.denied]
    last = places[-1] if places and clause.sentence - words.sentence_of(places[-1].start) <= 1 else None
    return {last.meaning.value: last} if last is not None else {}


def _is_where_it_is_pulled(scene: Scene, match: Match) -> bool:
    """ "My head pulls down to the shoulder": the neck moves, not the shoulder."""
    words = scene.words
    start = words.clauses[words.clause_of[match.start]].start
    before = [index for index in range(start, match.start) if words.tokens[index].word not in FILLERS]
    if not before or words.tokens[before[-1]].word not in TOWARDS or not any(words.tokens[index].word.startswith(PULLING) for index in before):
        return False
    return any(other.meaning.id == "place" and start <= other.start < match.start for other in scene.local(match.start).traits)


def _is_part_of_place(scene: Scene, match: Match) -> bool:
    """ "The back of that arm" is the arm."""
    words = scene.words
    if match.end >= len(words.tokens) or words.tokens[match.end].word != "of":
        return False
    following = next((index for index in range(match.end + 1, len(words.tokens)) if words.tokens[index].word not in FILLERS), -1)
    return any(other.meaning.id == "place" and other.start == following for other in scene.local(match.start).traits)


def _join(drafts: list[Draft], mention: Match, places: Mapping[str, Match], attribute: Attribute | None, *, is_apart: bool, is_own: bool) -> None:
    kind = mention.meaning.value if mention.meaning.kind == "trait" else ""
    fitting = [draft for draft in reversed(drafts) if _is_same(draft, kind, places, attribute, is_apart=is_apart, is_own=is_own)]
    home = next((draft for draft in fitting if draft.kind == kind), fitting[0] if fitting else None)
    if home is None and len(drafts) < MOST:
        drafts.append(Draft(kind, [mention], dict(places)))
        return
    home = home or drafts[-1]
    home.mentions.append(mention)
    is_in_cramp = kind in SEEN_IN_CRAMP and _is_cramp(home)
    if not is_in_cramp and ((home.kind in VAGUE and kind in MORE_TELLING) or not home.kind or (home.kind == "cramp" and kind)):
        home.kind = kind or home.kind
    for place, match in places.items():
        home.places.setdefault(place, match)


def _is_cramp(draft: Draft) -> bool:
    """Whether a cramp was told more than once: what is seen to quiver in it is a part of it."""
    return sum(mention.meaning.value == "cramp" for mention in draft.mentions) > 1


def _is_same(draft: Draft, kind: str, places: Mapping[str, Match], attribute: Attribute | None, *, is_apart: bool, is_own: bool) -> bool:
    is_unlike = kind in UNLIKE and draft.kind in UNLIKE and UNLIKE[kind] != UNLIKE[draft.kind]
    if is_unlike and (is_own or (places and draft.places and (EVERYWHERE in places) != (EVERYWHERE in draft.places))):
        return False
    known: Collection[str] = draft.places or OF_KIND.get(draft.kind, ())
    if not places or not known or attribute is None or (not is_apart and (kind in (draft.kind, "") or not draft.kind)):
        return True
    mine = {leaf for place in known for leaf in attribute.leaves(place)}
    theirs = {leaf for place in places for leaf in attribute.leaves(place)}
    if kind == draft.kind:  # the same kind elsewhere is another movement only in another region of the body
        mine |= {leaf for group, leaves in attribute.groups.items() if group != "body" and mine.intersection(leaves) for leaf in leaves}
    return not mine.isdisjoint(theirs)
