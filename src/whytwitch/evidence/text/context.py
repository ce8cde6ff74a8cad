"""What is said about a thing beside its name: denied, doubted, feared, long ago, over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whytwitch.evidence.text.bygone import gone, over, past
from whytwitch.evidence.text.english import AUXILIARIES, SUBJECTS
from whytwitch.evidence.text.matches import Match, words_taken
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.suppositions import affirmed, asked_as_causes, named_in_questions, supposed
from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["Context", "read_context"]

LIST_ITEM = 7  # words a clause may have to count as an item of a list
MODALS = ("can", "could", "will", "would", "may", "might")
PERCEIVING = ("feel", "see", "notice", "find", "detect", "say", "report", "recall", "remember", "have")
VERBAL = ("not", "is", "are", "was", "were", "do", "does", "did", "has", "have", "had")
DENYING = ("denies", "denied", "deny", "denying", "without", "nil", "negative")
REFUSING = ("not", "never", "cannot")
LYING = frozenset(("lying", "lie"))
UNTIL = frozenset(("until", "till", "til"))
NOW_I_DO = frozenset("but and now i he she it they we do does am is are have has did got there really".split())
NEVER_SO = {
    ("like", "this"),
    ("like", "that"),
    ("so", "bad"),
    ("so", "badly"),
    ("so", "much"),
    ("this", "bad"),
    ("this", "badly"),
    ("so", "strong"),
    ("this", "strong"),
}
BEEN_SO = {("been", "so"), ("felt", "so"), ("been", "this"), ("felt", "this"), ("known", "such"), ("felt", "such")}  # "never been so weak"
HAVING = ("have", "has", "had", "got", "is", "are", "with", "reports", "but", "having", "denies", "been")
WHY = ("why", "what", "how", "when", "where", "who")
BRIEF = 4  # "cramps no" denies them, "… and he said no" nothing
NONE_OF_THEM = frozenset(("one", "any", "none", "those", "them", "either"))
HAVING_NONE = NONE_OF_THEM | frozenset(
    "i he she we they have has had never not no ever knew know do did does got though there is are was were of myself before".split()
)
LINKS = ("and", "or", "nor", "any", "no", "neither", "nor")
PLAIN_NO = ("no", "none", "nil", "never", "denied", "negative", "absent", "nope", "not", "neg")
SINCE_THEN = frozenset("now still today currently tonight since yesterday is am are has this recently last about a an".split())


@dataclass(frozen=True, slots=True)
class Context:
    """For each word whether it is denied, doubted, hypothetical, past or over."""

    denied: frozenset[int]
    denied_over_comma: frozenset[int]
    doubted: frozenset[int]
    hypothetical: frozenset[int]
    past: frozenset[int]
    over: frozenset[int]
    gone: frozenset[int]  # over in so many words, and not within days
    supposed: frozenset[int]  # told in general, watched for, or with "if"
    affirmed: frozenset[int]  # "…, which I have"
    asked_cause: frozenset[int]  # "can X cause this?", "is this from X?"
    asked_name: frozenset[int]  # "could it be X?"
    turned: frozenset[int]  # a denial here says that the thing is there: "no pain until today", "I'd be lying if I said I had none"

    def holds(self, words: frozenset[int], match: Match) -> bool:
        """Whether the last word that a match used is among the words."""
        return match.end - 1 in words


def read_context(scene: Scene) -> Context:
    """The reach of every cue."""
    turned = _turned(scene.words)
    away = gone(scene)
    denied, far = _denied(scene)
    return Context(
        (denied | _denied_behind(scene)) - turned,
        far,
        _doubted(scene),
        _hypothetical(scene),
        past(scene),
        over(scene) | away,
        away,
        supposed(scene),
        affirmed(scene.words),
        asked_as_causes(scene),
        named_in_questions(scene),
        turned,
    )


def _denied(scene: Scene) -> tuple[frozenset[int], frozenset[int]]:
    """Words a forward negation reaches; and those of them it reaches only over a comma."""
    false = words_taken(scene.cues_of("negation_false"))
    stops = scene.cues_of("negation_stop")
    near: set[int] = set()
    far: set[int] = set()
    for cue in scene.cues_of("negation_before"):
        if not _is_negation(scene.words, cue, false):
            continue
        clause = scene.words.clauses[scene.words.clause_of[cue.start]]
        end = _stop(scene.words, cue.end, clause, stops)
        near.update(range(cue.end, end))
        if end == clause.end:
            far.update(_over_commas(scene, cue, stops))
    return frozenset(near | far), frozenset(far - near)


def _is_negation(words: Words, cue: Match, false: frozenset[int]) -> bool:
    if not false.isdisjoint(range(cue.start, cue.end)):
        return False
    tokens, clause = words.tokens, words.clauses[words.clause_of[cue.start]]
    before = tokens[cue.start - 1].word if cue.start > clause.start else ""
    after = tokens[cue.end].word if cue.end < clause.end else ""
    if "not" in (tokens[cue.start].word, tokens[min(cue.start + 1, len(tokens) - 1)].word) and (before in MODALS or tokens[cue.start].word in MODALS):
        return after in PERCEIVING
    if tokens[cue.start].word in DENYING and before in REFUSING:
        return False  # "I don't deny", "not without"
    if after == "going" and tokens[min(cue.end + 1, len(tokens) - 1)].word == "to":
        return False
    return bool(after) or _opens_list(words, cue)


def _turned(words: Words) -> frozenset[int]:
    """Clauses whose denial tells that the thing is there now: "never felt pain like this", "no pain until today", "I never had it but now I do"."""
    found: set[int] = set()
    told = [[token.word for token in words.tokens[clause.start : clause.end]] for clause in words.clauses]
    for number, (clause, said) in enumerate(zip(words.clauses, told, strict=True)):
        is_new = not UNTIL.isdisjoint(said) and any(word in UNTIL and following in SINCE_THEN for word, following in pairwise(said))
        is_worst = "never" in said and not (NEVER_SO | BEEN_SO).isdisjoint(pairwise(said))
        is_lie = not LYING.isdisjoint(said) and "if" in said
        if is_new or is_worst or is_lie or _turns(words, number, told):
            found.update(range(clause.start, clause.end))
    return frozenset(found)


def _turns(words: Words, number: int, told: Sequence[Sequence[str]]) -> bool:
    """Whether the next clause is no more than "but now I do"."""
    if number + 1 == len(words.clauses) or words.clauses[number + 1].sentence != words.clauses[number].sentence:
        return False
    return "now" in told[number + 1] and NOW_I_DO.issuperset(told[number + 1])


def _opens_list(words: Words, cue: Match) -> bool:
    """A "no" right before a mark denies nothing behind it ("No, my hand is weak")."""
    return words.tokens[cue.start].word in DENYING


def _stop(words: Words, start: int, clause: Clause, stops: Sequence[Match]) -> int:
    """Where a negation ends in a clause: at a word that ends its reach, or where a clause of its own begins behind "and"."""
    end = clause.end
    for stop in stops:
        if start <= stop.start < end:
            end = stop.start
            break
    for index in range(start, end - 1):
        following = words.tokens[index + 1].word
        if words.tokens[index].word in ("and", "then") and (following in SUBJECTS or following in AUXILIARIES or words.tokens[index + 1].is_number):
            return index
    return end


def _over_commas(scene: Scene, cue: Match, stops: Sequence[Match]) -> Iterable[int]:
    """The further items of a denied list: "no weakness, numbness or trouble swallowing"."""
    words = scene.words
    number = words.clause_of[cue.start] + 1
    items: list[range] = []
    if any(said.start >= cue.end and words.clause_of[said.start] == number - 1 for said in scene.local(cue.start).times):
        return []  # "no more tablets since Friday, shaking"
    has_or, says_or = _opens_denied_list(words, cue), False
    while number < len(words.clauses) and _is_item(scene, words.clauses[number], words.clauses[number - 1].sentence, stops):
        clause = words.clauses[number]
        says_or = says_or or any(words.tokens[index].word in ("or", "nor") for index in range(clause.start, clause.end))
        has_or = has_or or says_or
        items.append(range(clause.start, _stop(words, clause.start, clause, stops)))
        number += 1
    is_open = number < len(words.clauses) and _is_bare_movement(scene, number) and not says_or
    return [index for item in items for index in item] if has_or and not is_open else []


def _is_bare_movement(scene: Scene, number: int) -> bool:
    """Whether a list goes on with a movement that is there: "no fever, chest pain, twitching arm" denies the fever only."""
    words, clause = scene.words, scene.words.clauses[number]
    if clause.sentence != words.clauses[number - 1].sentence or words.tokens[clause.start].word in (*SUBJECTS, "just", "only", "but"):
        return False
    return any(trait.meaning.id == "kind" and clause.start <= trait.start < clause.end for trait in scene.local(clause.start).traits)


def _opens_denied_list(words: Words, cue: Match) -> bool:
    """Whether a "no" governs a list that has no "or": it opens the sentence or follows "have". In "no appetite, headache, fever" amid complaints it does not."""
    clause = words.clauses[words.clause_of[cue.start]]
    before = words.tokens[cue.start - 1].word if cue.start > clause.start else ""
    is_first = cue.start == clause.start and (not words.clause_of[cue.start] or words.clauses[words.clause_of[cue.start] - 1].sentence != clause.sentence)
    first = words.tokens[cue.start].word
    return first in DENYING or (first not in VERBAL and (is_first or before in HAVING))


def _is_item(scene: Scene, clause: Clause, sentence: int, stops: Sequence[Match]) -> bool:
    """A short noun phrase behind a comma, without a subject, a verb, a number or a time of its own."""
    words, scene = scene.words, scene.local(clause.start)
    if clause.sentence != sentence or clause.mark not in ",:-" or clause.end - clause.start > LIST_ITEM:
        return False
    told = {trait.meaning.id for trait in scene.traits if clause.start <= trait.start < clause.end}
    if {"kind", "place"} <= told and words.tokens[clause.start].word not in LINKS:
        return False  # "no falls, legs jerk at night"
    first = clause.start + (words.tokens[clause.start].word in LINKS)
    inside = words.tokens[first : clause.end]
    if not inside or inside[0].word in SUBJECTS or inside[0].word in ("also", "now", "just", "only", "still", "since", "for", "on"):
        return False
    if any(clause.start <= cue.start < clause.end for cue in scene.cues_of("negation_after") if cue.end == clause.end):
        return False
    if any(token.word in AUXILIARIES - {"feeling", "sleep", "drink", "work", "use"} or token.is_number for token in inside):
        return False
    if any(cue.start == clause.start for cue in scene.cues_of("heading")):
        return False  # "nil weakness, FHx MND"
    return not any(clause.start <= stop.start <= first for stop in stops) and not any(clause.start <= said.start < clause.end for said in scene.times)


def _denied_behind(scene: Scene) -> frozenset[int]:
    """Words denied by what follows them: "weakness: none", "Any numbness? No.", "numbness was denied"."""
    words, found = scene.words, set[int]()
    for number, clause in enumerate(words.clauses):
        if number and _answers_no(words, clause, words.clauses[number - 1]):
            found.update(_items_before(words, number))
        if number and _has_none(words, clause):
            found.update(_last_named(scene, number))
    for cue in scene.cues_of("negation_after"):
        clause = words.clauses[words.clause_of[cue.start]]
        if (
            cue.end == clause.end
            and cue.start > clause.start
            and (words.tokens[cue.start].word != "no" or cue.end - cue.start > 1 or clause.end - clause.start <= BRIEF)
            and any(words.tokens[index].word in (*PLAIN_NO, "excluded") for index in range(cue.start, cue.end))
        ):
            found.update(range(_reach_back(words, cue.start, clause), cue.start))
            if words.tokens[cue.start - 1].word in ("were", "was", "all"):
                found.update(_items_before(words, words.clause_of[cue.start]))
    return frozenset(found)


def _reach_back(words: Words, end: int, clause: Clause) -> int:
    """How far a denial reaches back: over a few words, not past another subject ("his heart is pounding and he sees people who aren't there")."""
    for index in range(end - 1, max(clause.start, end - LIST_ITEM) - 1, -1):
        if words.tokens[index].word in SUBJECTS or words.tokens[index].word in ("who", "which"):
            return index
    return max(clause.start, end - LIST_ITEM)


def _answers_no(words: Words, clause: Clause, before: Clause) -> bool:
    """A clause that is nothing but a no, behind a colon, a dash or a question."""
    said = [token.word for token in words.tokens[clause.start : clause.end]]
    is_no = said[0] in PLAIN_NO and len(said) <= 2 and (len(said) == 1 or said[1] in ("i", "at", "so", "really", "never"))  # noqa: PLR2004 - "not really"
    return is_no and (clause.mark in (":", "-") or (clause.sentence == before.sentence + 1 and before.sentence in words.questions))


def _has_none(words: Words, clause: Clause) -> bool:
    """A clause that only says that there is none of what stands before: "never had one", "I knew I didn't have those"."""
    said = [token.word for token in words.tokens[clause.start : clause.end]]
    return said[-1] in NONE_OF_THEM and HAVING_NONE.issuperset(said) and not {"not", "never", "none"}.isdisjoint(said)


def _last_named(scene: Scene, number: int) -> Iterable[int]:
    """What was named last before a clause, in its sentence or the one before."""
    words = scene.words
    sentence = words.clauses[number - 1].sentence
    named = [match for match in scene.observed if match.end <= words.clauses[number].start and words.sentence_of(match.start) == sentence]
    return range(named[-1].start, named[-1].end) if named else ()


def _items_before(words: Words, number: int) -> Iterable[int]:
    """The clause before, and the list it closes."""
    last = words.clauses[number - 1]
    for clause in reversed(words.clauses[:number]):
        if clause.sentence != last.sentence:
            return
        yield from range(clause.start, clause.end)
        if clause.mark != ",":
            return


def _doubted(scene: Scene) -> frozenset[int]:
    """Words behind a doubt, up to the end of its clause; before it when it ends the clause."""
    words, found = scene.words, set[int]()
    for cue in scene.cues_of("uncertain"):
        clause = words.clauses[words.clause_of[cue.start]]
        after = words.tokens[cue.end].word if cue.end < clause.end else ""
        if after in WHY:
            continue
        found.update(range(cue.start, clause.end) if cue.end < clause.end else range(clause.start, clause.end))
    return frozenset(found)


def _hypothetical(scene: Scene) -> frozenset[int]:
    """Words behind a fear, a question or a plan, up to the end of the sentence or a clause of its own."""
    words, found = scene.words, set[int]()
    for cue in scene.cues_of("hypothetical"):
        number = words.clause_of[cue.start]
        clause = words.clauses[number]
        found.update(range(cue.end, clause.end))
        for following in words.clauses[number + 1 :]:
            if following.sentence != clause.sentence or _is_own_clause(words, following):
                break
            found.update(range(following.start, following.end))
    return frozenset(found)


def _is_own_clause(words: Words, clause: Clause) -> bool:
    first = words.tokens[clause.start].word
    second = words.tokens[clause.start + 1].word if clause.start + 1 < clause.end else ""
    return clause.mark in ("but", ":") or first in SUBJECTS or (first in ("and", "because", "as") and second in SUBJECTS)
