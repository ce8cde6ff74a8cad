"""Mentions of movements → one to three movements with their traits."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.english import FILLERS, SUBJECTS
from whytwitch.evidence.text.events import MOVEMENT, PRONOUNS, Event, Events
from whytwitch.evidence.text.matches import Match, Meaning
from whytwitch.evidence.text.onsets import DAY, HOUR, MINUTE, YEAR, is_burst, is_something_else
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import HISTORY, TimeSaid
from whytwitch.knowledge import Knowledge
from whytwitch.knowledge.nouns import Attribute
from whytwitch.model import Movement, Span, Status, Subject, Trait

__all__ = ["Draft", "finished", "group_mentions", "mentions_of"]

MOST = 3
# When two words are used for one movement, the more telling one names its kind.
MORE_TELLING = ("clawing", "dyskinesia", "ripple")
VAGUE = ("twitch", "cramp", "")
# Kinds that do not look alike: told in a statement of its own, or of other places, one is no other word for the other. Spasm may mean each of them.
UNLIKE = {"cramp": 1, "clawing": 1, "tremor": 2, "twitch": 3, "ripple": 3, "jerk": 3}
# Where a kind shows when no place is told with it.
OF_KIND: Mapping[str, Collection[str]] = {"clawing": ("hand", "foot")}
EVERYWHERE = "body"
EVERYWHERE_PATTERN = "everywhere"
HALF_FACE = "half-face"
ONE_BY_ONE, WITHOUT_PAUSE = ("tic",), "nonstop"
MUSCLES = ("muscles", "nerves", "fibres")
STATEMENT = 5
SHORT_SENTENCE = 12
WELL_REACH = 3
TOWARDS = ("to", "towards", "toward", "onto", "over", "into")
PULLING = ("pull", "tilt", "turn", "twist", "drawn", "dragg", "bend", "bent", "lean", "tug")
BEING = ("is", "are", "was", "were", "otherwise", "both", "all", "looks", "feels", "seems", "still")
ONSETS = ((1.0, "under-a-day"), (14.0, "days"), (90.0, "weeks"), (YEAR, "months"))
LONGEST_ONSET = "years"
DOUBT = 0.6
EASING = ("improving",)  # values of "course"
SIDES = ("left", "right", "l", "r", "lt", "rt", "lhs", "rhs")
DENIALS = frozenset(("never", "not", "no"))
OTHERWISE_WELL = frozenset("ok okay fine normal nad clear good spared unaffected intact well steady untouched".split())
SORE = frozenset(
    "pain pains painful hurt hurts hurting ache aches aching sore swollen swelling surgery op operation injury fracture replacement arthritis xray rash".split()
)
LATER = frozenset("will would could can does might may should".split())
JOINING = frozenset("also too both worse joins joined joining well".split())
APART = frozenset(("separately", "separate", "unrelated", "secondly", "second", "another"))
TWO_THINGS = re.compile(r"\b(?:two|2|three|3) (?:different |separate |unrelated )?(?:things|problems|questions|issues)\b", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A movement being put together."""

    kind: str
    mentions: list[Match]
    places: dict[str, Match] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    onset: tuple[float, TimeSaid] | None = None


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
    owned = _places_by_owner(scene, events, context, _others_words(scene, persons))
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
            if _is_of_other_trouble(scene, match, events) or _is_where_it_is_pulled(scene, match):
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


def _is_of_other_trouble(scene: Scene, match: Match, events: Events) -> bool:
    """A part that is said to be well, or to hurt, where nothing moves: "tongue OK", "right foot pain"."""
    words = scene.words
    number = words.clause_of[match.start]
    end = words.clauses[number].end
    if any(event.kind == MOVEMENT for event in events.in_clause(number)):
        end = next((at for at in range(match.end, end - 1) if words.tokens[at].word == "and" and words.tokens[at + 1].word in SUBJECTS), match.end)
        if any(event.kind == MOVEMENT and event.match.start < end for event in events.in_clause(number)):
            return False
    behind = [token.word for token in words.tokens[match.end : end] if token.word not in FILLERS and token.word not in BEING]
    return bool(behind) and (behind[0] in SORE or (behind[0] in OTHERWISE_WELL and len(behind) <= WELL_REACH))


def _is_where_it_is_pulled(scene: Scene, match: Match) -> bool:
    """ "My head pulls down to the shoulder": the neck moves, not the shoulder."""
    words = scene.words
    start = words.clauses[words.clause_of[match.start]].start
    before = [index for index in range(start, match.start) if words.tokens[index].word not in FILLERS]
    if not before or words.tokens[before[-1]].word not in TOWARDS or not any(words.tokens[index].word.startswith(PULLING) for index in before):
        return False
    return any(other.meaning.id == "place" and start <= other.start < match.start for other in scene.local(match.start).traits)


def _is_side_of_other(scene: Scene, side: Match, events: Events) -> bool:
    """The side of a part that is well or hurts, where nothing moves ("right foot pain", "left fine")."""
    parts = [match for match in scene.local(side.start).traits if match.meaning.id == "place" and match.start in (side.start, side.end)]
    return any(_is_of_other_trouble(scene, match, events) for match in parts or [side])


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
    if (home.kind in VAGUE and kind in MORE_TELLING) or not home.kind or (home.kind == "cramp" and kind):
        home.kind = kind or home.kind
    for place, match in places.items():
        home.places.setdefault(place, match)


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


def finished(drafts: Sequence[Draft], scene: Scene, events: Events, context: Context, persons: Persons, knowledge: Knowledge) -> tuple[Movement, ...]:
    """The movements with everything else that is said of them."""
    home = {match.start: draft for draft in drafts for match in draft.mentions}
    foreign = _foreign(scene, persons)
    aside = {index for said in scene.times if is_something_else(said, scene) for index in range(said.start, said.end)}
    for match in scene.traits:
        is_time = match.meaning.id == "onset" and match.end - 1 in aside
        if match.meaning.id == "course" and _is_others(persons, match.start):  # "my wife's cough is getting worse"; yet what another did may date it
            continue
        if match.meaning.id not in ("kind", "place") and not is_time and match.start not in foreign and not _is_passing(match, scene):
            owner = events.owner(match.start, match.end)
            is_elsewhere = match.meaning.id == "side" and _is_side_of_other(scene, match, events)
            if owner is not None and owner.kind == MOVEMENT and owner.match.start in home and not is_elsewhere:
                _give(home[owner.match.start], match, scene, context)
    for said in scene.times:
        if said.start not in foreign or persons.is_anybody(said.start):
            _give_time(said, home, scene, events, context)
    for draft in drafts:
        if draft.onset is None and draft.mentions and "onset" not in draft.traits:
            _give_time_before(draft, scene, foreign)
    place = knowledge.attributes.get("place")
    face = {"face", *place.leaves("face")} if place is not None else set()
    return tuple(_movement(f"movement-{number}", draft, scene, face) for number, draft in enumerate(drafts, 1))


def _foreign(scene: Scene, persons: Persons) -> frozenset[int]:
    """Words that tell of another's movement, and words about people at large."""
    return _others_words(scene, persons) | {index for index in range(len(scene.words.tokens)) if persons.is_anybody(index)}


def _others_words(scene: Scene, persons: Persons) -> frozenset[int]:
    """Words that tell of another's movement. What another only did ("my wife died in May") may still date the patient's."""
    kinds = (match for match in scene.traits if match.meaning.id == "kind")
    others = {scene.words.sentence_of(match.start) for match in kinds if _is_others(persons, match.start)}
    sentences = (scene.words.sentences[number] for number in others)
    return frozenset(index for sentence in sentences for index in range(*sentence) if _is_others(persons, index))


def _is_others(persons: Persons, index: int) -> bool:
    return persons.subject(index) is not Subject.PATIENT and not persons.is_anybody(index)


def _is_passing(match: Match, scene: Scene) -> bool:
    """Whether "better" is said of a day that is over ("it was better yesterday"): no course."""
    if match.meaning.id != "course" or match.meaning.value not in EASING:
        return False
    clause = scene.words.clause_of[match.start]
    is_past = any(scene.words.tokens[index].word in ("was", "were") for index in range(max(match.start - 4, scene.words.clauses[clause].start), match.end))
    return is_past and any(said.kind == "ago" and scene.words.clause_of[said.start] == clause for said in scene.local(match.start).times)


def _give(draft: Draft, match: Match, scene: Scene, context: Context) -> None:
    attribute, value = match.meaning.id, match.meaning.value
    clause = scene.words.clauses[scene.words.clause_of[match.start]]
    if attribute == "side" and clause.end - clause.start == 1 and clause.sentence in scene.words.questions:  # "…, right?"
        return
    if attribute == "course" and (_is_asked_of_later(match, scene) or _is_of_one_side(match, scene)):
        return
    certainty = DOUBT if match.end - 1 in context.doubted else 1.0
    status = Status.ABSENT if match.end - 1 in context.denied and match.mask.bit_count() < 2 else Status.PRESENT  # noqa: PLR2004 - a phrase with its own "not" is whole
    span = scene.words.span(match.start, match.end)
    known = draft.traits.get(attribute)
    if known is None or (known.status is Status.ABSENT and status is Status.PRESENT):
        draft.traits[attribute] = Trait(attribute, value, status, certainty, span=span)
    elif attribute == "side" and known.value == "one-side" == value and known.span is not None and _are_opposite(known.span.text, span.text):
        if not DENIALS.isdisjoint(token.word for token in scene.words.tokens[clause.start : clause.end]):
            return  # "the right side never does it"
        draft.traits[attribute] = Trait(attribute, "changing" if _says_change(scene, match) else "both-sides", span=span)
    elif attribute == "course" and value == "worsening" and status is Status.PRESENT and known.value != "worsening":
        draft.traits[attribute] = Trait(attribute, value, status, certainty, span=span)


def _is_asked_of_later(match: Match, scene: Scene) -> bool:
    """A course that is asked, not told: "will it get worse?"."""
    words = scene.words
    clause = words.clauses[words.clause_of[match.start]]
    opening = [token.word for token in words.tokens[clause.start : min(clause.start + 2, match.start)]]
    is_open = opening[:1] in (["will"], ["would"]) and opening[-1] in PRONOUNS  # asked without a question mark
    before = [token.word for token in words.tokens[clause.start : match.start]]
    if "my" in before and opening[:1] != ["will"]:
        return False  # "could my twitching be getting worse because of coffee?"
    return is_open or (clause.sentence in words.questions and (not LATER.isdisjoint(opening) or "will" in before))


def _is_of_one_side(match: Match, scene: Scene) -> bool:
    """ "Sometimes the left" tells of sides, not of coming and going."""
    if scene.words.tokens[match.end - 1].word != "sometimes":
        return False
    behind = [token for token in scene.words.tokens[match.end : match.end + 4] if token.word not in ("the", "my", "his", "her", "in", "on")]
    return bool(behind) and behind[0].word in (*SIDES, "other", "both")


def _are_opposite(first: str, second: str) -> bool:
    """Whether one is left and the other right."""
    sides = [{"l": "left", "r": "right"}.get(word[:1].lower(), "") for text in (first, second) for word in text.split() if word.lower() in SIDES]
    return {"left", "right"} <= set(sides)


def _says_change(scene: Scene, match: Match) -> bool:
    said = {scene.words.tokens[index].word for index in scene.words.sentence_at(match.start)}
    return JOINING.isdisjoint(said) and not said.isdisjoint(("then", "now", "sometimes", "alternates", "switches", "or"))


def _give_time(said: TimeSaid, home: Mapping[int, Draft], scene: Scene, events: Events, context: Context) -> None:
    owner = events.owner_of_time(said.start, said.end, is_history=said.lead == HISTORY)
    if owner is None or owner.kind != MOVEMENT or owner.match.start not in home or is_something_else(said, scene):
        return
    if any(scene.words.clause_of[cue.start] == scene.words.clause_of[said.start] for cue in scene.local(said.start).cues_of("forerunner")):
        return  # "a milder version for two years"
    draft = home[owner.match.start]
    if is_burst(said, scene):
        value = "under-a-second" if said.days < 1 / 86400 else "seconds" if said.days < MINUTE else "minutes" if said.days < HOUR else "hours"
        draft.traits.setdefault("burst", Trait("burst", value, span=scene.words.span(said.start, said.end)))
    elif said.lead not in ("every", "each", "per"):
        is_earlier = said.start in context.past
        if draft.onset is None or (said.days > draft.onset[0] and not is_earlier) or (draft.onset[1].start in context.past and not is_earlier):
            draft.onset = (said.days, said)


def _give_time_before(draft: Draft, scene: Scene, foreign: Collection[int]) -> None:
    """ "Stopped smoking nine days ago and my lip has been jumping ever since": the time told before."""
    words = scene.words
    first = draft.mentions[0]
    sentence = words.sentence_at(first.start)
    since = next((index for index in sentence if words.tokens[index].word == "since"), None)
    if since is None or not (words.tokens[since - 1].word == "ever" or (since + 1 in sentence and words.tokens[since + 1].word in ("then", "this", "that"))):
        return
    earlier = [said for said in scene.times if said.end <= since and said.kind in ("ago", "since") and said.start not in foreign]
    if earlier and words.sentence_of(first.start) - words.sentence_of(earlier[-1].start) <= 1:
        draft.onset = (earlier[-1].days, earlier[-1])


def _movement(name: str, draft: Draft, scene: Scene, face: Collection[str]) -> Movement:
    traits: list[Trait] = []
    words = scene.words
    if draft.kind:
        named = next(match for match in draft.mentions if match.meaning.value == draft.kind)
        traits.append(Trait("kind", draft.kind, span=words.span(named.start, named.end)))
    for place, match in sorted(draft.places.items(), key=lambda item: item[1].start):
        traits.append(Trait("place", place, span=words.span(match.start, match.end)))
    if draft.onset is not None:
        days, said = draft.onset
        value = next((name for limit, name in ONSETS if days < limit), LONGEST_ONSET)
        draft.traits["onset"] = Trait("onset", value, span=words.span(said.start, said.end))
    burst = draft.traits.get("burst")
    if draft.kind in ONE_BY_ONE and burst is not None and burst.value == WITHOUT_PAUSE:
        del draft.traits["burst"]  # "blinks constantly": often, one after the other
    half = draft.traits.get("pattern")
    if half is not None and half.value == HALF_FACE and any(place not in face and place != "neck" for place in draft.places):
        del draft.traits["pattern"]  # a face and an arm
    if "pattern" not in draft.traits:
        traits.extend(_pattern(draft, face, words.span(draft.mentions[0].start, draft.mentions[0].end)))
    traits.extend(draft.traits.values())
    return Movement(name, tuple(traits), words.span(draft.mentions[0].start, draft.mentions[0].end))


def _pattern(draft: Draft, face: Collection[str], span: Span) -> Iterable[Trait]:
    """How many places were named, when no word says where it shows; several of the face on one side are the half of it."""
    side = draft.traits.get("side")
    if len(draft.places) > 1 and side is not None and side.value == "one-side" and all(place in face for place in draft.places):
        yield Trait("pattern", HALF_FACE, span=span)
    elif EVERYWHERE in draft.places:
        yield Trait("pattern", EVERYWHERE_PATTERN, span=span)
    elif len(draft.places) > 1 or _is_both_sides(draft):
        yield Trait("pattern", "several-places", span=span)
    elif draft.places:
        yield Trait("pattern", "one-place", span=span)


def _is_both_sides(draft: Draft) -> bool:
    side = draft.traits.get("side")
    return side is not None and side.value == "both-sides"
