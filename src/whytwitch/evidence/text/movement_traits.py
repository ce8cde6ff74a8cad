"""Drafts of movements finished: what was said around each becomes its traits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.english import FILLERS, SUBJECTS
from whytwitch.evidence.text.events import MOVEMENT, PRONOUNS, Events
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.onsets import HOUR, MINUTE, YEAR, is_burst, is_something_else
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import HISTORY, TimeSaid
from whytwitch.knowledge import Knowledge
from whytwitch.knowledge.nouns import Attribute
from whytwitch.model import Movement, Span, Status, Subject, Trait

__all__ = ["DOUBT", "EVERYWHERE", "EVERYWHERE_PATTERN", "Draft", "finished", "is_of_other_trouble", "others_words"]

EVERYWHERE = "body"
EVERYWHERE_PATTERN = "everywhere"
LIMBS = ("arm-any", "leg-any")
HALF_FACE = "half-face"
ONE_BY_ONE, WITHOUT_PAUSE = ("tic",), "nonstop"
WELL_REACH = 3
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
AGREED = frozenset("that this it harmless normal fine ok okay nothing stress anxiety benign safe common serious quite exactly dangerous".split())
SCANS = frozenset("scan mri ct doppler ultrasound xray artery carotid ica stenosis blocked".split())
LATER = frozenset("will would could can does might may should".split())
JOINING = frozenset("also too both worse joins joined joining well".split())


@dataclass(slots=True)
class Draft:
    """A movement being put together."""

    kind: str
    mentions: list[Match]
    places: dict[str, Match] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    onset: tuple[float, TimeSaid] | None = None


def is_of_other_trouble(scene: Scene, match: Match, events: Events) -> bool:
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


def _is_side_of_other(scene: Scene, side: Match, events: Events) -> bool:
    """The side of a part that is well or hurts, where nothing moves ("right foot pain", "left fine")."""
    parts = [match for match in scene.local(side.start).traits if match.meaning.id == "place" and match.start in (side.start, side.end)]
    return any(is_of_other_trouble(scene, match, events) for match in parts or [side])


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
    return tuple(_movement(f"movement-{number}", draft, scene, face, _n_places(draft, place)) for number, draft in enumerate(drafts, 1))


def _foreign(scene: Scene, persons: Persons) -> frozenset[int]:
    """Words that tell of another's movement, and words about people at large."""
    return others_words(scene, persons) | {index for index in range(len(scene.words.tokens)) if persons.is_anybody(index)}


def others_words(scene: Scene, persons: Persons) -> frozenset[int]:
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
    if attribute == "side" and _is_no_side(match, scene):
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


def _is_no_side(match: Match, scene: Scene) -> bool:
    """ "Harmless, right?", "is that right" and the side of what a scan showed."""
    words = scene.words
    clause = words.clauses[words.clause_of[match.start]]
    sentence = words.sentences[words.sentence_of(match.start)]
    if words.tokens[match.start].word == "right" and match.end == clause.end and match.end - match.start == 1:
        before = words.tokens[match.start - 1].word if match.start > clause.start else ""
        if before in AGREED or (not before and clause.sentence in words.questions):
            return True
    is_scan = any(words.tokens[index].word in SCANS for index in range(*sentence))
    return is_scan and not any(trait.meaning.id == "kind" and sentence[0] <= trait.start < sentence[1] for trait in scene.traits)


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


def _n_places(draft: Draft, place: Attribute | None) -> int:
    """In how many places it shows: a leg and its calf are one, and for a cramp a calf and the toes that it pulls down."""
    if place is None or len(draft.places) < 2:  # noqa: PLR2004 - two may be one
        return len(draft.places)
    leaves = {name: set(place.leaves(name)) for name in draft.places}
    if draft.kind == "cramp" and any(set().union(*leaves.values()) <= set(place.leaves(group)) for group in LIMBS):
        return 1
    return sum(not any(other < own for other in leaves.values()) for own in leaves.values())


def _movement(name: str, draft: Draft, scene: Scene, face: Collection[str], n_places: int) -> Movement:
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
        traits.extend(_pattern(draft, face, words.span(draft.mentions[0].start, draft.mentions[0].end), n_places))
    traits.extend(draft.traits.values())
    return Movement(name, tuple(traits), words.span(draft.mentions[0].start, draft.mentions[0].end))


def _pattern(draft: Draft, face: Collection[str], span: Span, n_places: int) -> Iterable[Trait]:
    """How many places were named, when no word says where it shows; several of the face on one side are the half of it."""
    side = draft.traits.get("side")
    if len(draft.places) > 1 and side is not None and side.value == "one-side" and all(place in face for place in draft.places):
        yield Trait("pattern", HALF_FACE, span=span)
    elif EVERYWHERE in draft.places:
        yield Trait("pattern", EVERYWHERE_PATTERN, span=span)
    elif n_places > 1 or _is_both_sides(draft):
        yield Trait("pattern", "several-places", span=span)
    elif draft.places:
        yield Trait("pattern", "one-place", span=span)


def _is_both_sides(draft: Draft) -> bool:
    side = draft.traits.get("side")
    return side is not None and side.value == "both-sides"
