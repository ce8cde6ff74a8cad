"""Who each word is about, and who the patient is: the person the question is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.kin import (
    CLOSE,
    FEMALE,
    FIRST_PERSON,
    IN_LAW,
    MALE,
    POSSESSIVES,
    REPORTING,
    SELF_REACH,
    THIRD_NOUNS,
    WHOLE_CLAUSE,
    Relations,
    is_anybody,
    is_only_felt,
    is_self_told,
    is_stranger,
    opens_relative,
    relative_at,
)
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Words
from whytwitch.model import Sex, Subject

__all__ = ["Persons", "read_persons"]

SELF, THIRD, NOBODY, KIN, ANIMAL, ANYBODY = "self", "third", "", "kin", "animal", "anybody"
THIRD_PERSON = {
    "he": Sex.MALE,
    "him": Sex.MALE,
    "his": Sex.MALE,
    "himself": Sex.MALE,
    "she": Sex.FEMALE,
    "her": Sex.FEMALE,
    "hers": Sex.FEMALE,
    "herself": Sex.FEMALE,
}
ADJECTIVES = 6
NOT_ABOUT_ANIMAL = frozenset(
    "like as use using with on from by walk walking walked feed feeding ride riding rode than of to off bitten click clicking took taken ate swallowed used".split()
)
PARTS_OF_ANIMAL = ("on", "of")
AT = ("at", "through", "past", "to", "with", "near", "behind", "beside", "by", "from", "towards", "for")
MOURNING = frozenset("lost lose losing buried miss missing mourning grieving divorced".split())
LIKE_THEM = frozenset("who has have had got did does was is with".split())
KEEPING = ("is", "was", "has", "have", "had", "keeps", "kept", "also", "always", "just")
PARTING = frozenset("was is were has had been be and by with who works worked dipping dips dipped from for to at on in of".split())
PERFECT = ("has", "have")
NOT_IN_PRESENT = ("had", "died", "passed", "was", "got", "shook")
WORRYING = ("worr", "scar", "anxi", "stress", "concern", "frighten", "panic", "afraid")


@dataclass(frozen=True, slots=True)
class Persons:
    """For each word the person it is about; `patient` is that of the question."""

    of_word: Sequence[str]
    patient: str
    relations: Relations
    third_sex: Sex | None

    @property
    def is_other(self) -> bool:
        """Whether somebody asks for somebody else."""
        return self.patient not in (SELF, THIRD)

    def subject(self, index: int) -> Subject:
        """Whose a word is, seen from the patient."""
        person = self.of_word[index]
        if person in (NOBODY, THIRD, self.patient):
            return Subject.PATIENT
        if person == KIN:
            return Subject.FAMILY
        if person in (ANIMAL, ANYBODY):
            return Subject.OTHER
        owner, _, name = person.removeprefix(IN_LAW).partition(":")
        if name and owner == self.patient:
            return Subject.FAMILY if self.relations.is_blood.get(name, False) else Subject.OTHER
        other = self.patient if person == SELF else person
        return Subject.FAMILY if self.relations.is_blood.get(other, False) else Subject.OTHER

    def is_anybody(self, index: int) -> bool:
        """Whether a word is said of people at large."""
        return self.of_word[index] == ANYBODY

    def is_somebody(self, index: int) -> bool:
        """Whether a word is said of a person who is named, and not of the family, an animal or people at large."""
        return self.of_word[index] not in (KIN, ANIMAL, ANYBODY)

    def is_animal(self, index: int) -> bool:
        """Whether a word is said of an animal."""
        return self.of_word[index] == ANIMAL

    def is_writer(self, index: int) -> bool:
        """Whether the writer says a word of themselves."""
        return self.of_word[index] == SELF

    @property
    def sex(self) -> Sex | None:
        """The patient's sex, when the word for them or the pronoun tells it."""
        if self.patient in FEMALE or self.patient in MALE:
            return Sex.FEMALE if self.patient in FEMALE else Sex.MALE
        return self.third_sex if self.patient != SELF else None


def read_persons(scene: Scene, context: Context, relations: Relations) -> Persons:
    """Follow the persons through the text, then find the patient."""
    words = scene.words
    of_word = [NOBODY] * len(words.tokens)
    told: list[str] = []  # who was named, the last one last
    clause, sentence, person = -1, -1, NOBODY
    for index, token in enumerate(words.tokens):
        if words.clause_of[index] != clause:
            clause = words.clause_of[index]
            if words.clauses[clause].sentence != sentence:
                sentence, person = words.clauses[clause].sentence, NOBODY
        named = relative_at(words, index, relations) if token.word in relations.forms and not is_only_felt(words, index) else None
        if named is not None and is_self_told(words, index):
            person = SELF
        elif (named is not None and _is_with_writer(words, index)) or (token.word in FIRST_PERSON and _joins_relative(words, index, relations)):
            person = NOBODY
        elif named is not None and (_is_likeness(words, index) or (person == SELF and _is_mourned(words, index))):
            pass
        elif named is not None and (not _is_reporter(words, index) or _is_told_of_self(words, index, named)):
            person = named
            told.append(named)
        elif (token.word in FIRST_PERSON and not _is_looked_at(words, index, person)) or (token.word == "my" and not opens_relative(words, index, relations)):
            person = SELF
        elif token.word in THIRD_PERSON and not opens_relative(words, index, relations):
            person = _meant(token.word, told)
        elif token.word in THIRD_NOUNS and person == NOBODY:
            person = THIRD
        elif is_anybody(words, index) or (person in (SELF, NOBODY) and is_stranger(words, index)):
            person = ANYBODY
        of_word[index] = person
    _mark_animals(scene, of_word)
    _mark_kin(scene, of_word)
    _mark_it_was(words, of_word, relations)
    return Persons(of_word, _patient(scene, context, of_word, relations), relations, _third_sex(words))


def _meant(pronoun: str, told: Sequence[str]) -> str:
    """Who "he" or "she" is: the last one named who may be of that sex; else somebody whom no word of kin named ("my mother's lodger")."""
    sex = THIRD_PERSON[pronoun]
    fitting = (name for name in reversed(told) if name.removeprefix(IN_LAW).rpartition(":")[2] not in (FEMALE if sex is Sex.MALE else MALE))
    return next(fitting, THIRD)


def _mark_it_was(words: Words, of_word: list[str], relations: Relations) -> None:
    """ "My mum could not lift her arms. It was MND and she died": what "it was" is hers of whom the clause goes on to tell."""
    for clause in words.clauses:
        opening = [token.word for token in words.tokens[clause.start : clause.start + 2]]
        if opening not in (["it", "was"], ["turned", "out"], ["it", "turned"], ["that", "was"]):
            continue
        named = next((person for person in of_word[clause.start : clause.end] if person != NOBODY), NOBODY)
        if _is_relative(named, relations):
            for index in range(clause.start, clause.end):
                of_word[index] = of_word[index] or named


def _is_likeness(words: Words, index: int) -> bool:
    """ "He walks like his uncle on a Saturday night": the uncle is only what it looks like. Who "had" or "has" something is meant ("like his uncle, who had …")."""
    before = [token.word for token in words.tokens[max(index - 2, 0) : index]]
    following = {token.word for token in words.tokens[index + 1 : index + 4]}
    return before in (["like", "his"], ["like", "her"]) and following.isdisjoint(LIKE_THEM)


def _is_mourned(words: Words, index: int) -> bool:
    """ "I lost my son last year and have been on Xanax since": the writer goes on."""
    before = [token.word for token in words.tokens[max(index - 4, 0) : index] if token.word not in POSSESSIVES]
    following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
    return bool(before) and before[-1] in MOURNING and following not in ("to", "from", "with")  # "lost my mum to MND" tells of her


def _is_with_writer(words: Words, index: int) -> bool:
    """ "Me and the wife sprayed the house", "my wife and I": both of them."""
    before = [token.word for token in words.tokens[max(index - 3, 0) : index]]
    at = next((place for place in range(len(before) - 1, -1, -1) if before[place] not in POSSESSIVES), -1)
    is_behind = at > 0 and before[at] == "and" and before[at - 1] in FIRST_PERSON
    following = [token.word for token in words.tokens[index + 1 : index + 3]]
    return is_behind or (len(following) > 1 and following[0] == "and" and following[1] in FIRST_PERSON and words.clause_of[index] == words.clause_of[index + 2])


def _joins_relative(words: Words, index: int, relations: Relations) -> bool:
    """Whether the writer is named behind a relative: "my wife and I"."""
    return (
        index > 1
        and words.tokens[index - 1].word == "and"
        and words.clause_of[index] == words.clause_of[index - 2]
        and relative_at(words, index - 2, relations) is not None
    )


def _is_reporter(words: Words, index: int) -> bool:
    """Whether the relative only tells or sees ("my wife says I twitch", "my mother keeps telling me")."""
    following = [token.word for token in words.tokens[index + 1 : min(index + 3, words.clauses[words.clause_of[index]].end)]]
    return bool(following) and (following[0] in REPORTING or (following[0] in KEEPING and following[-1] in REPORTING))


def _is_told_of_self(words: Words, index: int, named: str) -> bool:
    """Whether a relative tells of their own trouble ("my daughter says she wants to die"), or wants it ("my brother wants to kill himself")."""
    clause = words.clauses[words.clause_of[index]]
    said = [token.word for token in words.tokens[index + 1 : min(index + SELF_REACH, clause.end)]]
    sex = Sex.FEMALE if named in FEMALE else Sex.MALE if named in MALE else None
    for at, (word, following) in enumerate(zip(said, [*said[1:], ""], strict=True)):
        if (
            word in THIRD_PERSON
            and not {"see", "notice", "feel", "hear", "tell"}.isdisjoint(said[at + 2 : at + 4])
            and not {"it", "them", "anything", "nothing"}.isdisjoint(said[at + 3 :])
        ):
            return False  # "my friend says she can hardly see it"
        if word in FIRST_PERSON or word in ("my", "our"):
            return False
        if word in THIRD_PERSON:
            return sex in (None, THIRD_PERSON[word]) and (following == "wants" or following not in REPORTING)
    return False


def _is_looked_at(words: Words, index: int, person: str) -> bool:
    """ "She stares through me and smacks her lips": she goes on."""
    return words.tokens[index].word == "me" and person not in (NOBODY, ANYBODY, SELF) and index > 0 and words.tokens[index - 1].word in AT


def _mark_animals(scene: Scene, of_word: list[str]) -> None:
    """An animal has the clause up to a word of one's own; when the first movement is an animal's and none is the writer's, nobody else is told of."""
    first = -1
    for match in scene.animals:
        clause = scene.words.clauses[scene.words.clause_of[match.start]]
        begin = _animal_from(scene.words, match.start, clause.start)
        if begin is not None:
            behind = range(match.end, clause.end)
            end = next((index for index in behind if scene.words.tokens[index].word in (*FIRST_PERSON, "my")), clause.end)
            opening = _determiner(scene.words, match.start)
            mistaken = set(of_word[opening : match.start]) - {SELF, NOBODY, of_word[opening]} if opening is not None else set()  # "my 8 year old mare"
            of_word[begin:end] = [ANIMAL] * (end - begin)
            of_word[:] = [ANIMAL if person in mistaken else person for person in of_word]
            first = match.start if first < 0 else first
    moved = [_mover(scene.words, of_word, match.start) for match in scene.traits if match.meaning.id == "kind"] if first >= 0 else []
    if moved and SELF not in moved and (moved[0] == ANIMAL or (moved[0] == THIRD and not THIRD_NOUNS.intersection(token.word for token in scene.words.tokens))):
        of_word[:] = [ANIMAL if person in (NOBODY, THIRD) else person for person in of_word]


def _mover(words: Words, of_word: Sequence[str], index: int) -> str:
    """Whose a movement is; with nobody named, the third person of whom alone its sentence tells ("the skin ripples and she bites")."""
    if of_word[index] != NOBODY:
        return of_word[index]
    told = {of_word[at] for at in words.sentence_at(index)} - {NOBODY}
    is_led = ANIMAL in of_word[:index]  # not "spasms when the dog barks"
    return next(iter(told)) if told == {THIRD} or (told == {ANIMAL} and is_led) else NOBODY


def _determiner(words: Words, index: int) -> int | None:
    """Where the "my" or "a" before an animal stands."""
    opening = words.clauses[words.clause_of[index]].start
    for at in range(index - 1, max(opening, index - ADJECTIVES) - 1, -1):
        if words.tokens[at].word in (*POSSESSIVES, "an", "any"):
            return at
        if words.tokens[at].word in PARTING:
            return None  # "my dad was dipping sheep"
    return None


def _animal_from(words: Words, index: int, opening: int) -> int | None:
    """Where what is told of an animal begins ("my old mare", "do cats …"); None for one that something is like, that is walked or ridden, or clicked with."""
    at = _determiner(words, index)
    if at is None:
        return index if index > opening and words.tokens[index - 1].word in ("do", "does", "can") else None
    lead = words.tokens[at - 1].word if at > opening else ""
    if lead in PARTS_OF_ANIMAL and not any(token.word in (*FIRST_PERSON, "my") for token in words.tokens[opening:at]):
        return opening  # "the shoulder twitches on my gelding"
    return index if lead not in NOT_ABOUT_ANIMAL else None


def _mark_kin(scene: Scene, of_word: list[str]) -> None:
    """A family history covers its clause on both sides."""
    tokens = scene.words.tokens
    for cue in scene.cues_of("family"):
        if any(tokens[index].word in WHOLE_CLAUSE for index in range(cue.start, cue.end)):
            clause = scene.words.clauses[scene.words.clause_of[cue.start]]
            around = (tokens[cue.start].word, tokens[max(cue.start - 1, 0)].word, tokens[min(cue.start + 1, cue.end - 1)].word)
            first = clause.start if "in" in around or tokens[cue.end - 1].word == "side" else cue.start
            of_word[first : clause.end] = [KIN] * (clause.end - first)


def _patient(scene: Scene, context: Context, of_word: Sequence[str], relations: Relations) -> str:
    """The relative whose trouble is told, when nobody tells one of their own."""
    kinds: list[Match] = [match for match in scene.traits if match.meaning.id == "kind"] + list(scene.movement_nouns)
    mentions = [match for match in kinds if of_word[match.start] != SELF or match.end - 1 not in context.past]  # "I had a tic as a child"
    troubles = [match for match in (*mentions, *scene.of("finding")) if not match.meaning.is_absent and match.end - 1 not in context.denied]
    told = sorted(match.start for match in troubles)
    moved = [of_word[match.start] for match in mentions]
    relatives = [person for person in dict.fromkeys(of_word) if _is_relative(person, relations)]
    if not relatives:
        return THIRD if _is_case_told(scene, of_word, told, moved) else SELF
    own = _own(scene, of_word, told)
    asked = next((of_word[index] for index in range(2, len(of_word)) if _is_asked_about(scene.words, index, relations)), None)
    if asked is not None and SELF not in moved:
        return asked
    first = _first_told(scene, of_word, told)
    order = [person for person in moved if person != NOBODY]
    suffering = [of_word[index] for index in told if _is_relative(of_word[index], relations) and not _is_told_as_past(scene.words, index)]
    if SELF in moved and order[0] != SELF and not _is_close(order[0], relations):
        return SELF  # "a colleague with ALS says his began with twitching; my calf twitches"
    if order and order[0] in suffering and first == order[0]:
        return first
    if own and (SELF in moved or not suffering or first not in suffering):
        return SELF
    if suffering and (first == suffering[0] or NOBODY not in moved):
        return suffering[0]
    if _is_of_kin_only(scene, of_word, first):
        return SELF  # "Dx BEB. Father has Meige"
    if _is_relative(first, relations) and not own and any(not _is_told_as_past(scene.words, index) for index, person in enumerate(of_word) if person == first):
        return first
    return THIRD if first == THIRD else SELF


def _is_of_kin_only(scene: Scene, of_word: Sequence[str], person: str) -> bool:
    """Whether a relative comes in only with a disease, behind one that nobody is named for."""
    named = [of_word[match.start] for match in scene.of("cause")]
    return person not in (SELF, NOBODY) and named[:1] == [NOBODY] and person in named[1:]


def _first_told(scene: Scene, of_word: Sequence[str], told: Sequence[int]) -> str:
    """Who the text opens with. Sentences in which the writer tells nothing of themselves ("I'm sure it's nothing", "I slept well") open nothing."""
    words = scene.words
    telling = {words.sentence_of(index) for index in told}
    telling |= {words.sentence_of(match.start) for match in scene.observed if match.meaning.kind not in ("finding", "item") and not match.meaning.is_absent}
    telling |= {words.sentence_of(index) for index, token in enumerate(words.tokens) if token.is_number}
    named = [(index, person) for index, person in enumerate(of_word) if person not in (NOBODY, ANYBODY, KIN, ANIMAL)]
    return next((person for index, person in named if person != SELF or words.sentence_of(index) in telling), named[0][1] if named else NOBODY)


def _own(scene: Scene, of_word: Sequence[str], told: Sequence[int]) -> list[int]:
    """What the writer tells of themselves, worries apart."""
    return [index for index in told if of_word[index] == SELF and not scene.words.tokens[index].stem.startswith(WORRYING)]


def _is_case_told(scene: Scene, of_word: Sequence[str], told: Sequence[int], moved: Sequence[str]) -> bool:
    """Whether a text without a relative is about a third person ("62 yo man, he …")."""
    if THIRD not in of_word or SELF in moved or _own(scene, of_word, told):
        return False
    return SELF not in of_word or any(of_word[index] == THIRD for index in told)


def _is_asked_about(words: Words, index: int, relations: Relations) -> bool:
    """Asking about my wife, on behalf of my son."""
    before = [token.word for token in words.tokens[max(index - 3, 0) : index]]
    if relative_at(words, index, relations) is None or len(before) < 2 or before[-1] not in POSSESSIVES:  # noqa: PLR2004 - two words before
        return False
    return before[-2] in ("about", "behalf") or (
        len(before) > 2 and before[-2] in ("for", "of") and before[-3] in ("asking", "writing", "posting", "behalf", "question")  # noqa: PLR2004 - three words before
    )


def _is_close(person: str, relations: Relations) -> bool:
    return relations.is_blood.get(person, False) or person in CLOSE or person == THIRD


def _is_relative(person: str, relations: Relations) -> bool:
    return person in relations.is_blood or person.startswith("in-law ")


def _is_told_as_past(words: Words, index: int) -> bool:
    clause = words.clauses[words.clause_of[index]]
    said = [token.word for token in words.tokens[clause.start : clause.end]]
    rows = zip(["", *said], said, strict=False)  # "has had the runs" still has, and "my daughter's had a fit"
    return any(word in NOT_IN_PRESENT and before not in PERFECT and not (word == "had" and before.endswith("s")) for before, word in rows)


def _third_sex(words: Words) -> Sex | None:
    for token in words.tokens:
        if token.word in THIRD_PERSON:
            return THIRD_PERSON[token.word]
    return None
