"""What is told without being there: told in general, watched for, supposed with "if", or asked about as a cause."""

from collections.abc import Iterator

from whytwitch.evidence.text.english import SUBJECTS
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Clause, Words

__all__ = ["affirmed", "asked_as_causes", "named_in_questions", "supposed"]

HAVING = ("have", "has", "had", "got")
SUCH = frozenset("it that this these those them all both since now too as already exactly most".split())
OWN = ("i", "my", "me", "he", "she", "his", "her", "our", "we")
OPENING = ("if", "should", "unless")
SUPPOSED_VERBS = frozenset(
    "get gets got getting develop develops developed notice notices start starts started have has had experience lose become feel see are is was were".split()
)
PERSONS = ("i", "we", "you", "he", "she", "they", "it", "there")
MORE = frozenset("worse worsens more again another further still gets".split())  # "if I get more weakness": there is some
SAYING = ("say", "claim", "post", "write")
ANYONE = ("they", "some", "people", "everyone", "everybody", "others")
GENERAL_VERBS = frozenset(
    "cause causes mean means start starts begin begins come comes indicate indicates is are often usually always can lead leads never".split()
)
REACH = 5
ASKING = ("can", "could", "does", "do", "did", "might", "may", "would", "will", "is", "are")
CAUSING = frozenset(
    "cause causes causing caused make makes making do doing trigger triggers triggering bring lead give gives giving behind blame responsible explain explains".split()
)
OWING = (("due", "to"), ("because", "of"), ("caused", "by"), ("down", "to"), ("related", "to"))


def supposed(scene: Scene) -> frozenset[int]:
    """Words of what is told in general ("they say ALS causes …"), watched for, or would be so ("if I get …, I'll call")."""
    words = scene.words
    found: set[int] = set()
    for cue in scene.cues_of("in_general"):
        found.update(_in_general(words, cue))
    helped = {words.sentence_of(cue.start): cue for cue in scene.cues_of("seeking_help")}
    warned = {words.sentence_of(cue.start): cue for cue in reversed(scene.cues_of("warned"))}
    for index, token in enumerate(words.tokens):
        if token.word in OPENING:
            sentence = words.sentence_of(index)
            is_warned = sentence in warned and warned[sentence].start < index
            if is_warned or sentence in helped:
                help_at = helped[sentence].start if sentence in helped else -1
                found.update(_condition(words, index, help_at))
            found.update(_would_be(words, index))
    return frozenset(found) - affirmed(words)


def affirmed(words: Words) -> frozenset[int]:
    """Sentences in which the writer says of what was told in general that it is so: "Google says to call for chest pain, which I have"."""
    found: set[int] = set()
    for index in range(len(words.tokens) - 1):
        if words.tokens[index].word in ("i", "he", "she") and words.tokens[index + 1].word in HAVING:
            is_last = index + 2 >= words.clauses[words.clause_of[index]].end
            if is_last or words.tokens[index + 2].word in SUCH:
                found.update(words.sentence_at(index))
    return frozenset(found)


def asked_as_causes(scene: Scene) -> frozenset[int]:
    """Words in the place of the cause of a question: "can X cause this?", "is this from X?"."""
    words = scene.words
    found: set[int] = set()
    for clause in words.clauses:
        if clause.sentence in words.questions:
            found.update(_before_verb(words, clause))
            found.update(_behind_owing(words, clause))
    return frozenset(found)


def named_in_questions(scene: Scene) -> frozenset[int]:
    """Words right behind "could it be", "is this" and the like: what is named there is asked, not told."""
    words = scene.words
    found: set[int] = set()
    for cue in scene.cues_of("hypothetical"):
        if words.tokens[cue.end - 1].word in ("it", "this", "that", "be", "is") and words.tokens[cue.start].word in (*ASKING, "wondering", "wonder"):
            found.update(_until_own(words, cue.end, words.clauses[words.clause_of[cue.start]].end))
    return frozenset(found)


def _in_general(words: Words, cue: Match) -> Iterator[int]:
    """Behind the cue up to a word of the writer's own, over a list but not into a statement of its own."""
    number = words.clause_of[cue.start]
    clause = words.clauses[number]
    behind = {words.tokens[index].word for index in range(cue.end, clause.end)}
    if words.tokens[cue.start].word in ANYONE and words.tokens[cue.end - 1].word in SAYING and GENERAL_VERBS.isdisjoint(behind):
        return  # "they say slurred speech" may be said of the patient
    yield from _until_own(words, cue.end, clause.end)
    if any(words.tokens[index].word in OWN for index in range(cue.end, clause.end)):
        return
    for following in words.clauses[number + 1 :]:
        first = words.tokens[following.start].word
        if (
            following.sentence != clause.sentence
            or following.mark != ","
            or first in (*OWN, *SUBJECTS)
            or any(words.tokens[index].word in OWN for index in range(following.start, following.end))
        ):
            return
        yield from range(following.start, following.end)


def _until_own(words: Words, start: int, end: int) -> range:
    return range(start, next((index for index in range(start, end) if words.tokens[index].word in OWN), end))


def _condition(words: Words, index: int, help_at: int) -> range:
    """What somebody gets in a condition: "if I get weakness", "should she develop …"; up to what will be done then."""
    clause = words.clauses[words.clause_of[index]]
    end = help_at if index < help_at < clause.end else clause.end
    is_order = words.tokens[index].word == "should" and (index != clause.start or clause.sentence in words.questions)
    said = [words.tokens[at].word for at in range(index + 1, min(index + REACH, end))]
    verb = next((at for at, word in enumerate(said) if word in SUPPOSED_VERBS), None)
    if is_order or verb is None or said[0] not in PERSONS or not MORE.isdisjoint(words.tokens[at].word for at in range(index + 2, end)):
        return range(0)
    begin = index + 2 + verb
    return range(begin, next((at for at in range(begin, end) if words.tokens[at].word in PERSONS), end))


def _would_be(words: Words, condition: int) -> Iterator[int]:
    """What would be there: "if it were MS I'd have numbness"."""
    end = words.sentences[words.sentence_of(condition)][1]
    at = next((index for index in range(condition + 1, end) if words.tokens[index].word == "would"), None)
    if at is not None and at + 1 < end and words.tokens[at + 1].word in ("have", "be", "feel", "get", "expect", "notice", "also"):
        yield from range(at, words.clauses[words.clause_of[at]].end)


def _before_verb(words: Words, clause: Clause) -> Iterator[int]:
    opening = next((index for index in range(clause.start, min(clause.start + 2, clause.end)) if words.tokens[index].word in ASKING), None)
    if opening is None:
        return
    verb = next((index for index in range(opening + 1, clause.end) if words.tokens[index].word in CAUSING), None)
    if verb is not None and not any(words.tokens[index].word in OWN for index in range(opening, verb)):
        yield from range(opening + 1, verb)


def _behind_owing(words: Words, clause: Clause) -> Iterator[int]:
    for index in range(clause.start, clause.end - 1):
        row = (words.tokens[index].word, words.tokens[index + 1].word)
        if row in OWING or row[0] == "from":
            yield from _until_own(words, index + 1, clause.end)
            return
