"""What is told of long ago, and what was there and has gone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from whytwitch.evidence.text.english import AUXILIARIES, SUBJECTS
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import TimeSaid
from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["gone", "over", "past"]

LONG_AGO_DAYS = 30.0
A_YEAR = 366.0
COMPARING = frozenset(("like", "as", "than", "get", "got", "getting", "gotten"))
DATED = (
    "ago",
    "as a",
    "when i was",
    "when he was",
    "when she was",
    "year",
    "childhood",
    "in 20",
    "in 19",
    "past",
    "back in",
    "back then",
    "school",
    "teens",
    "those days",
    "back when",
)
CERTAIN_PAST = (
    "ago",
    "as a",
    "when i was",
    "when he was",
    "when she was",
    "used to",
    "last year",
    "history",
    "previous",
    "hx",
    "pmh",
    "past",
    "childhood",
    "former",
    "back in",
    "in 20",
    "in 19",
    "s/p",
    "status",
    "back then",
    "school",
    "teens",
    "those days",
    "back when",
    "ex",
)
# Words that tell when something set in, and that it goes on.
BECAME = frozenset(("went", "gone", "became", "become", "turned", "grew", "getting"))
ELSEWHERE = frozenset("away off to on back into down through and for in from over".split())
LOSABLE = frozenset(
    "sense taste smell feeling sensation strength power grip voice appetite hearing sight vision eyesight balance memory energy speech control coordination reflexes".split()
)
OF_LIFE = frozenset(
    "a about around in at young younger little small only just pregnant nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty student".split()
)
BEGUN = frozenset("start begin diagnos confirm find dx dxd sinc since ongo come appear notic develop onset got get arriv kick set wake".split())
PAST_VERBS = frozenset(
    "was were had did could got took went came resolved recovered lasted needed spent felt saw gave told said stuck found shot thought knew made lost kept left woke fell cleared healed settled ended".split()
)
NOWADAYS = frozenset("now still today currently tonight since yesterday is am are has lately recently this these nowadays presently".split())
PRESENT_VERBS = frozenset("get gets feel feels have has keep keeps take takes do does go goes come comes twitch twitches seem seems look looks".split())
THEN = frozenset(("then", "days", "time"))
NOUNS_TOO = frozenset(("feeling", "sleep", "drink", "work", "use"))
EARLY = 4  # words into a sentence in which a date opens it
USUAL = frozenset("worse better more mostly always especially usually tends every sometimes often".split())  # "worse in winter" dates nothing
BEHIND = frozenset(("after", "following", "since", "from"))  # "neck pain after a fall in March": the fall is dated
STILL = frozenset(("now", "still"))
LESS = frozenset("fewer less milder worse still more again back there weaker stronger".split())
COUNTED = frozenset("once first again another second the then both one and".split())
GONE = frozenset("gone vanished disappeared resolved subsided settled cleared stopped ceased healed recovered".split())
GOING = frozenset(("went", "gone"))
TO_GO = frozenset(("away", "off"))
ENDING = frozenset(
    "now completely since after with on within by for too again entirely altogether totally thankfully thank up mostly and but over in fully as thanks once when finally then already anyway tho though weeks months years long".split()
)
NOT_YET = frozenset(
    "not never nearly almost half partly mostly until till if when hope hoping wish hopefully will would should might may could can mainly largely bit once before".split()
)
PRONOUNS = frozenset("it they that this all those these which both everything".split())
BACK = frozenset(("back", "returned", "returning", "relapsed", "recurred", "restarted"))
ANYMORE = frozenset(("anymore", "longer"))
SOON_DAYS = 4.0


def past(scene: Scene) -> frozenset[int]:
    """What is told of long ago: clauses with a date or a time of life, and what follows words such as "history of"."""
    words, found = scene.words, set[int]()
    for cue in scene.cues_of("past"):
        clause = words.clauses[words.clause_of[cue.start]]
        said = [token.word for token in words.tokens[cue.start : cue.end]]
        before = [token.word for token in words.tokens[max(clause.start, cue.start - 2) : cue.start]]
        if said[:1] == ["when"] and not (cue.end < clause.end and (words.tokens[cue.end].is_number or words.tokens[cue.end].word in OF_LIFE)):
            continue  # "when I was walking"
        if not any(sign in " ".join(said) for sign in CERTAIN_PAST) or (said == ["used", "to"] and (cue.end == clause.end or COMPARING.intersection(before))):
            continue
        if {"ago", "year"} & {token.stem for token in words.tokens[cue.start : cue.end]} and any(
            token.stem in BEGUN for token in words.tokens[clause.start : clause.end]
        ):
            continue  # "diagnosed with diabetes ten years ago"
        found.update(range(clause.start if any(sign in " ".join(said) for sign in DATED) else cue.start, clause.end))
    for said_time in scene.times:
        found.update(_dated(scene, said_time))
    for clause in words.clauses if any(token.word in ("till", "until") for token in words.tokens) else ():
        if any(words.tokens[index].word in ("till", "until") and _is_bygone_year(scene, index + 1) for index in range(clause.start, clause.end - 1)):
            found.update(range(clause.start, clause.end))  # "photophobia until 2011"
    found.update(_before_a_date(scene, found))
    return frozenset(found | _told_on(words, found))


def _is_bygone_year(scene: Scene, index: int) -> bool:
    word = scene.words.tokens[index].word
    return len(word) == 4 and word.isdigit() and 1900 < int(word) < scene.as_of.year  # noqa: PLR2004 - a year


def _dated(scene: Scene, said: TimeSaid) -> range:
    """The words that a date of long ago belongs to."""
    words = scene.words
    clause = words.clauses[words.clause_of[said.start]]
    if said.days <= LONG_AGO_DAYS:
        return range(0)
    if said.kind == "length":
        return _since_it(words, said, clause) or _after_illness(scene, said, clause)
    if said.kind == "since":
        return range(clause.start, said.start) if words.tokens[said.start].word in ("till", "until") else range(0)
    inside = words.tokens[clause.start : clause.end]
    if (
        any(token.stem in BEGUN for token in inside)
        or _became(words, clause)
        or not USUAL.isdisjoint(token.word for token in words.tokens[max(clause.start, said.start - 2) : said.start])
    ):
        return range(0)
    if _goes_on(words, words.clause_of[said.start]) or (
        said.days <= A_YEAR and not any(token.word in PAST_VERBS or token.word.endswith("ed") for token in inside)
    ):
        return range(0)  # "tinnitus in January" began then
    start = next((index for index in range(said.start - 1, clause.start, -1) if words.tokens[index].word in BEHIND), clause.start)
    is_of_medicine = any(clause.start <= match.start < said.start for match in scene.local(said.start).of("drug", "class"))
    return range(start, said.start if is_of_medicine else _until_now(words, said.end, clause.end))


def _became(words: Words, clause: Clause) -> bool:
    """ "My hand went weak last year": it set in then."""
    behind = (words.tokens[index + 1].word for index in range(clause.start, clause.end - 1) if words.tokens[index].word in BECAME)
    return any(word not in ELSEWHERE for word in behind)


def _until_now(words: Words, start: int, end: int) -> int:
    """Where a clause turns to the present: "a heart attack in 2018 and take ramipril"."""
    for index in range(start, end - 1):
        if words.tokens[index].word == "and":
            rest = {token.word for token in words.tokens[index + 1 : end]}
            is_own = words.tokens[index + 1].word in ("my", "i", "now") and rest.isdisjoint(PAST_VERBS)
            if is_own or rest & (NOWADAYS | PRESENT_VERBS):
                return index
    return end


def _since_it(words: Words, said: TimeSaid, clause: Clause) -> range:
    """ "Ten months since my facial palsy": a noun behind "since", no verb."""
    if said.end >= clause.end or words.tokens[said.end].word != "since" or said.end + 1 >= clause.end:
        return range(0)
    inside = words.tokens[said.end + 1 : clause.end]
    end = next((at for at, token in enumerate(inside) if token.word == "and"), len(inside))
    if inside[0].word in ("it", "this", "i", "they", "that") or any(
        token.word in AUXILIARIES or token.word in PAST_VERBS or token.stem in BEGUN for token in inside[:end]
    ):
        return range(0)
    return range(said.end + 1, said.end + 1 + end)


def _after_illness(scene: Scene, said: TimeSaid, clause: Clause) -> range:
    """ "Four months after Bell's palsy": the named illness behind "after" was then."""
    words = scene.words
    if said.end >= clause.end or words.tokens[said.end].word not in ("after", "post", "following"):
        return range(0)
    named = (match for match in scene.local(said.start).of("cause") if said.end < match.start <= said.end + 3 and match.end <= clause.end)
    return next((range(match.start, match.end) for match in named), range(0))


def _goes_on(words: Words, number: int) -> bool:
    """Whether the sentence goes on to say that it is there in a lesser or a worse way: "fewer now", "still there"."""
    here = words.clauses[number]
    for clause in words.clauses[number + 1 :]:
        if clause.sentence != here.sentence:
            return False
        said = {token.word for token in words.tokens[clause.start : clause.end]}
        if clause.end - clause.start <= EARLY and said & STILL and said & LESS:
            return True
    return False


def _before_a_date(scene: Scene, dated: set[int]) -> Iterator[int]:
    """ "Had Bell's palsy twice, once in school", "had Bell's (2015)": a date in a clause of its own belongs to the one before."""
    words = scene.words
    for number, (before, clause) in enumerate(pairwise(words.clauses)):
        if clause.end - 1 not in dated or clause.sentence != before.sentence or before.end - 1 in dated:
            continue
        first = words.tokens[clause.start].word
        is_bare = any(clause.start <= said.start and said.end >= clause.end - 1 and said.start <= clause.start + 1 for said in scene.times)
        inside = {token.word for token in words.tokens[before.start : before.end]}
        is_told = "had" in inside or words.tokens[before.start].word in PAST_VERBS
        if is_told and (is_bare or first in COUNTED) and not inside & (NOWADAYS - {"this", "these", "since"}) and not _goes_on(words, number + 1):
            yield from range(before.start, before.end)


def _told_on(words: Words, dated: set[int]) -> set[int]:
    """Clauses that go on telling of long ago: later in the sentence, with a verb in the past and no "now"; behind an opening date, also lists without a verb."""
    found: set[int] = set()
    for before, clause in pairwise(words.clauses if dated else ()):
        if clause.sentence != before.sentence or before.end - 1 not in dated | found:
            continue
        inside = {token.word for token in words.tokens[clause.start : clause.end]}
        if inside & (NOWADAYS - {"these", "this"} if inside & PAST_VERBS else NOWADAYS) or "this" in inside:
            continue
        start = words.sentences[clause.sentence][0]
        is_list = not inside & (AUXILIARIES - NOUNS_TOO) and any(
            words.tokens[index].word in THEN for index in range(start, min(start + EARLY, clause.start)) if index in dated
        )
        if inside & PAST_VERBS or is_list:
            found.update(range(clause.start, clause.end))
    return found


def gone(scene: Scene) -> frozenset[int]:
    """What was there and has gone: "the nausea is gone", "… They stopped", "all gone since June"; not what came back or went within days."""
    words, found = scene.words, set[int]()
    for number, clause in enumerate(words.clauses):
        at = next((index for index in range(clause.start, clause.end) if _is_gone(words, index, clause)), None)
        if (
            at is None
            or not LOSABLE.isdisjoint(token.word for token in words.tokens[clause.start : at])
            or _is_back(words, number)
            or _is_just_now(scene, clause.sentence)
        ):
            continue
        if at == clause.start or words.tokens[clause.start].word in PRONOUNS:
            found.update(_told_before(words, number))
        else:
            found.update(range(_subject(words, at, clause), at))
    return frozenset(found)


def _is_gone(words: Words, index: int, clause: Clause) -> bool:
    """Whether a word says that its subject is there no more: "has gone", "went away", "doesn't do that any more"."""
    tokens = words.tokens
    word = tokens[index].word
    before = {token.word for token in tokens[max(clause.start, index - 3) : index]}
    after = tokens[index + 1].word if index + 1 < clause.end else ""
    if word in ANYMORE or (word == "any" and after == "more"):
        is_last = index + (2 if word == "any" else 1) >= clause.end
        return is_last and tokens[clause.start].word in PRONOUNS and "not" in {token.word for token in tokens[clause.start : index]}
    if before & NOT_YET or before & {"he", "she", "we"} or (index > clause.start and tokens[index - 1].word in ("i", "we", "he", "she", "be", "to")):
        return False
    if word in GOING and after in TO_GO:
        return index + 2 >= clause.end or tokens[index + 2].word in ENDING
    if word == "got" and after == "better":
        return index + 2 >= clause.end
    if word not in GONE or (after and after not in ENDING and not tokens[index + 1].is_number):
        return False
    return word not in ("stopped", "settled", "cleared", "healed") or bool(after) or index > clause.start


def _is_back(words: Words, number: int) -> bool:
    """Whether the same sentence or the next says that it came back."""
    sentence = words.clauses[number].sentence
    for clause in words.clauses[number:]:
        if clause.sentence > sentence + 1:
            return False
        said = [token.word for token in words.tokens[clause.start : clause.end]]
        if not BACK.isdisjoint(said) and not {"normal", "to"} & set(said[:6]) - {"to"}:
            return True
    return False


def _is_just_now(scene: Scene, sentence: int) -> bool:
    """Whether the sentence tells of the last days: what came and went then still counts."""
    local = scene.local(scene.words.sentences[sentence][0])
    return any(
        scene.words.sentence_of(said.start) == sentence and said.days < SOON_DAYS and said.lead not in ("every", "each", "per") for said in local.times
    ) or any(scene.words.sentence_of(cue.start) == sentence for cue in local.cues_of("sudden"))


def _told_before(words: Words, number: int) -> Iterator[int]:
    """What "it", "they" or "all" stands for: the clauses before in the sentence, else the sentence before."""
    clause = words.clauses[number]
    sentence = clause.sentence if number and words.clauses[number - 1].sentence == clause.sentence else clause.sentence - 1
    for before in reversed(words.clauses[:number]):
        if before.sentence != sentence or before.mark == "but":
            if before.sentence == sentence:
                yield from range(before.start, before.end)
            return
        yield from range(before.start, before.end)


def _subject(words: Words, at: int, clause: Clause) -> int:
    """Where the subject of "has gone" begins: behind an "and" that parts two statements; "are gone" may have two of them."""
    tokens = words.tokens
    is_many = any(tokens[index].word in ("are", "have", "were", "all", "both") for index in range(max(clause.start, at - 3), at))
    if is_many:
        return clause.start
    joined: Sequence[int] = [
        index
        for index in range(clause.start, at)
        if tokens[index].word in ("and", "so") or (tokens[index].word in SUBJECTS and tokens[index].word in ("i", "he", "she"))
    ]
    return joined[-1] if joined else clause.start


def over(scene: Scene) -> frozenset[int]:
    """The clauses that say that something is over, if it did not come back."""
    words = scene.words
    numbers = {words.clause_of[cue.start] for cue in scene.cues_of("resolved") if not _is_lost(words, cue)}
    clauses = [words.clauses[number] for number in numbers if not _is_back(words, number)]
    return frozenset(index for clause in clauses for index in range(clause.start, clause.end))


def _is_lost(words: Words, cue: Match) -> bool:
    """ "My sense of taste has gone" is the trouble, not its end."""
    clause = words.clauses[words.clause_of[cue.start]]
    said = {token.word for token in words.tokens[cue.start : cue.end]}
    return bool(said & {"gone", "went"}) and not LOSABLE.isdisjoint(token.word for token in words.tokens[clause.start : cue.start])
