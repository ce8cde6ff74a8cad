"""When a medicine was started or stopped: which verb and which time belong to it."""

from collections.abc import Sequence

from whytwitch.evidence.text.doses import clause_of
from whytwitch.evidence.text.english import FILLERS
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import HISTORY, TimeSaid

__all__ = ["is_long_ago", "says_begun_before", "started_at", "stopped_at", "time_at", "time_of", "was_taken"]

NEAR = 8
LEFT_OUT_DAYS = 1.5
JOINS = ("and", "the", "my", "with", "plus")
NOW = frozenset("now still since currently daily every ago yesterday today tonight morning this an overdose whole handful all not never".split())
LATELY = 30.0
COURSE_DAYS, COURSE_ENDS = 3.0, 60.0  # "had taken lisinopril for three years" was still taken
TAKEN = frozenset(("was", "were", "been", "took", "had", "tried", "used"))
WAS_ON = (("was", "on"), ("were", "on"), ("was", "taking"), ("used", "to"))
NO_USE = (
    ("no", "benefit"),
    ("no", "use"),
    ("no", "effect"),
    ("no", "help"),
    ("no", "good"),
    ("no", "joy"),
    ("did", "nothing"),
    ("without", "benefit"),
    ("without", "effect"),
)
GAVE = frozenset(("gave", "given"))
AFTER_START = ("after", "since", "from")
TO = ("to", "onto", "into")


def started_at(match: Match, scene: Scene) -> Match | None:
    """The word that says a medicine was begun or raised."""
    return _said_near(match, scene, "started")


def stopped_at(match: Match, scene: Scene) -> Match | None:
    """The word that says a medicine was stopped, ran out or was last taken days ago."""
    return _said_near(match, scene, "stopped") or _right_before(match, scene) or _last_taken(match, scene)


def is_long_ago(last: Match, scene: Scene) -> bool:
    """Whether what was taken last was taken so long ago that a daily dose was left out."""
    said = time_at(last, scene)
    return said is not None and said.kind in ("ago", "since") and said.days > LEFT_OUT_DAYS


def _right_before(match: Match, scene: Scene) -> Match | None:
    """ "Off sertraline", "out of my clonazepam": small words that tell of a stop only right before the name, or before another one that is joined to it."""
    cues = scene.cues_of("stopped_right_before")
    first = match
    for other in reversed([other for other in scene.of("drug", "class") if other.end <= match.start] if cues else []):
        between = range(other.end, first.start)
        if scene.words.clause_of[other.start] != scene.words.clause_of[first.start] or not any(
            scene.words.tokens[index].word in ("and", "&", "plus", "or") for index in between
        ):
            break
        if any(cue.start in between for cue in scene.cues_of("started", "current")):
            break
        first = other
    return next((cue for cue in cues if _touches(cue, match, scene) or _touches(cue, first, scene)), None)


def was_taken(match: Match, scene: Scene) -> bool:
    """Whether a medicine was taken once: "was on", "took … for a week", "tried", "used to take", "… before that", "… no benefit". What was taken of late still counts."""
    words = scene.words
    clause = clause_of(match, scene)
    before = [token.word for token in words.tokens[max(clause.start, match.start - NEAR) : match.start]]
    behind = [token.word for token in words.tokens[match.end : min(clause.end, match.end + NEAR)]]
    if not NOW.isdisjoint((*before, *behind)) or any(
        other.end > match.start - NEAR and other.start < match.start for other in scene.cues_of("started") if other.start >= clause.start
    ):
        return False
    here = [said for said in scene.times if words.clause_of[said.start] == words.clause_of[match.start]]
    if any(said.kind != "length" and said.days <= LATELY for said in here):
        return False
    if tuple(behind[:2]) in NO_USE or tuple(behind[:2]) in (("before", "that"), ("before", "then")) or behind[-1:] == ["before"]:
        return True
    days = [said.days for said in here if said.kind == "length"]
    is_course = bool(days) and COURSE_DAYS <= max(days) <= COURSE_ENDS
    at = next((index for index in range(len(before) - 1, -1, -1) if before[index] in TAKEN), None)
    if at is None:
        return False
    row = tuple(before[at : at + 2])
    return row in WAS_ON or (row[0] in ("took", "had") and is_course) or row[0] == "tried"


def _last_taken(match: Match, scene: Scene) -> Match | None:
    """ "My last diazepam was three days ago", "last dose of it on Monday"; the last dose of yesterday stops nothing."""
    clause = clause_of(match, scene)
    for cue in scene.cues_of("last_taken"):
        is_near = _touches(cue, match, scene) if cue.end - cue.start == 1 else clause.start <= cue.start < clause.end
        if is_near and is_long_ago(cue, scene):
            return cue
    return None


def _touches(cue: Match, match: Match, scene: Scene) -> bool:
    return 0 <= match.start - cue.end < NEAR and all(token.word in FILLERS for token in scene.words.tokens[cue.end : match.start])


def _said_near(match: Match, scene: Scene, name: str) -> Match | None:
    """A start or a stop told of the medicine: the last such verb before it in its clause, or one right behind it."""
    clause = clause_of(match, scene)
    cues = [cue for cue in scene.cues_of("started", "stopped") if cue.start >= clause.start and cue.end <= clause.end]
    verbs = [
        cue for cue in cues if not any(other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start for other in cues)
    ]
    others = [other for other in scene.of("drug", "class", "item") if other is not match and other.start >= clause.start and other.end <= clause.end]
    is_joined = scene.words.tokens[match.start - 1].word in JOINS if match.start > clause.start else False
    verbs = [
        verb
        for verb in verbs
        if not (verb.meaning.id == "stopped" and verb.end < match.start <= verb.end + 2 and scene.words.tokens[verb.end].word in ("on", "with"))
        and not (verb.meaning.id == "stopped" and verb.end <= match.start and _is_of_movement(verb, scene))
    ]  # "the fits stopped on keppra", "how to stop the shakes from ventolin"
    before = [verb for verb in verbs if verb.end <= match.start and match.start - verb.end <= (2 * NEAR if is_joined and others else NEAR)]
    chosen = before[-1] if before else None
    if chosen is None:
        last = min((other.start for other in others if other.start >= match.end and not _is_joined(match, other, scene)), default=clause.end)
        behind = [
            verb
            for verb in verbs
            if match.end <= verb.start <= match.end + NEAR // 2 + 2 * any(_is_joined(match, other, scene) for other in others)
            and scene.words.tokens[verb.start].word not in GAVE  # "amantadine gave me voices"
            and (verb.end <= last)
            and not any(verb.end <= other.start <= verb.end + NEAR for other in others)
        ]
        chosen = behind[0] if behind else _quit_it(match, scene, verbs, last)
    if chosen is not None and _is_swapped_to(chosen, match, others, scene):
        return chosen if name == "started" else None
    return chosen if chosen is not None and chosen.meaning.id == name else None


def _is_of_movement(verb: Match, scene: Scene) -> bool:
    """Whether what stops is the movement: "stop the shaking"."""
    return any(trait.meaning.id == "kind" and verb.end <= trait.start <= verb.end + 1 for trait in scene.traits)


def _is_swapped_to(verb: Match, match: Match, others: Sequence[Match], scene: Scene) -> bool:
    """ "Switched from phenelzine to escitalopram": the second is the new one."""
    is_from = verb.end <= match.start and scene.words.tokens[verb.end - 1].word == "from"
    return is_from and scene.words.tokens[match.start - 1].word in TO and any(verb.end <= other.start and other.end < match.start for other in others)


def _quit_it(match: Match, scene: Scene, verbs: Sequence[Match], last: int) -> Match | None:
    """ "Lithium made me shake so I quit it": the name opens the clause, the verb has "it" behind."""
    tokens, clause = scene.words.tokens, clause_of(match, scene)
    if any(token.word not in FILLERS for token in tokens[clause.start : match.start]):
        return None
    ends = (verb for verb in verbs if verb.meaning.id == "stopped" and match.end <= verb.start and verb.end <= last)
    return next((verb for verb in ends if verb.end == clause.end or tokens[verb.end].word in ("it", "that", "them", "taking")), None)


def _is_joined(match: Match, other: Match, scene: Scene) -> bool:
    """Whether only an "and" parts two names: "X and Y both stopped"."""
    return 0 < other.start - match.end <= 2 and all(scene.words.tokens[index].word in ("and", "my", "the") for index in range(match.end, other.start))  # noqa: PLR2004 - "and my"


def time_of(match: Match, scene: Scene) -> TimeSaid | None:
    """The time told of the medicine: the nearest in its clause, unless another medicine or the movement is nearer to it; else one that follows in a clause of its own."""
    clause_number = scene.words.clause_of[match.start]
    rivals = [
        other
        for other in (*scene.of("drug", "class", "finding"), *(t for t in scene.traits if t.meaning.id == "kind"))
        if other is not match and scene.words.clause_of[other.start] == clause_number
    ]
    for said in sorted((said for said in scene.times if scene.words.clause_of[said.start] == clause_number), key=lambda said: _distance(said, match)):
        if said.lead in ("every", "each", "per", HISTORY):
            continue
        if not any(
            _distance(said, rival) < _distance(said, match) for rival in rivals if rival.meaning.kind not in ("drug", "class")
        ) and not _is_other_medicine(said, match, rivals, scene):
            return said
    return None


def time_at(verb: Match, scene: Scene) -> TimeSaid | None:
    """When something was stopped: the first time behind the verb in its clause, else the last before it."""
    here = [said for said in scene.times if scene.words.clause_of[said.start] == scene.words.clause_of[verb.start] and not _is_how_long(said, scene)]
    behind = [said for said in here if said.start >= verb.end]
    before = [said for said in here if said.end <= verb.start and said.kind == "ago"]
    return behind[0] if behind else before[-1] if before else None


def _is_how_long(said: TimeSaid, scene: Scene) -> bool:
    """ "Stopped it after five years": how long it was taken, not when it was stopped."""
    before = scene.words.tokens[max(said.start - 2, 0) : said.start]
    return said.kind == "length" and any(token.word == "after" for token in before)


def _is_other_medicine(said: TimeSaid, match: Match, rivals: Sequence[Match], scene: Scene) -> bool:
    """Whether a time stands nearer to another medicine; those joined by "and" share one that follows both, unless a verb of its own parts them."""
    verbs = [cue.start for cue in scene.cues_of("started", "stopped")]
    for rival in rivals:
        is_nearer = rival.meaning.kind in ("drug", "class") and _distance(said, rival) < _distance(said, match)
        is_joined = match.end <= rival.start < said.start and not any(match.end <= verb < rival.start for verb in verbs)
        if is_nearer and not is_joined:
            return True
    return False


def _distance(said: TimeSaid, match: Match) -> int:
    """Words between; a time looks for a medicine before it first."""
    if said.start >= match.end:
        return said.start - match.end
    return max(match.start - said.end, 0) + NEAR


def says_begun_before(match: Match, scene: Scene) -> bool:
    """Since starting it, two weeks after starting it."""
    clause = clause_of(match, scene)
    before = [token.word for token in scene.words.tokens[max(clause.start, match.start - 5) : match.start]]
    return any(word in AFTER_START for word in before) and any(
        word.startswith(("start", "beg", "go", "tak", "com", "increas", "up", "switch", "chang", "rais", "doubl")) for word in before
    )
