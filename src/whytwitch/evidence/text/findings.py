"""Symptoms, conditions, habits without an amount, and named diagnoses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.events import Events
from whytwitch.evidence.text.habits import says_once
from whytwitch.evidence.text.matches import Match, used_words, words_taken
from whytwitch.evidence.text.movement_traits import DOUBT
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Words
from whytwitch.knowledge import Knowledge
from whytwitch.model import Finding, Status, Subject, Time, Timing

__all__ = ["FindingReader"]

SUPPOSING = frozenset(
    (
        "what if", "if i had", "in case", "sign of", "signs of", "symptom of", "symptoms of", "early sign of", "first sign of", "when will i get", "am i going to", "going to get",
        "will i get", "waiting for", "turn into", "turns into", "develop into", "chance of", "odds of", "risk of", "at risk of", "looking for", "read about", "reading about", "looked up", "looking up", "looked it up",
        "should i get", "what happens if", "what would happen if", "what will happen if",
    ),
)  # fmt: skip
LOOKED_UP = frozenset("googled googling searched".split())
READ = frozenset(("i read", "read that", "read online", "saw online", "google said", "google says", "internet says", "web says"))
OWN = ("i", "my", "me", "he", "she", "his", "her")
GETTING = ("having", "getting", "developing", "suffering", "catching")
ARTICLES = ("a", "an", "another", "some", "any", "sudden")
THERE = frozenset("my the this his her about if because for with over".split())  # "going to see a doctor about my weakness"
ARRIVING = frozenset("the my a bed work sleep school".split())
AFFIRMING = frozenset(
    "have has had diagnosed diagnosis known confirmed suffer suffers suffering got hx history pmh pmhx with after since following post".split()
)
DIAGNOSED = frozenset("diagnosed diagnosis confirmed known".split())
DATING = frozenset("since confirmed diagnosed dx dxd".split())
FEARED_HARM = 4
MODALS = ("can", "could", "will", "would", "may", "might", "should")
ASKED_OF = frozenset(("anyone", "anybody", "someone", "somebody"))
GIVEN_UP = frozenset("quit quitting stopped gave given packed jacked knocked kicked ditched used ex former off".split())
GIVEN_UP_DAYS = 13.0
CHECKING = frozenset(
    "check checks checking checked look looking looked inspect inspecting examine examining search searching watch watching scan scanning test testing measure measuring compare".split()
)
LOOKED_FOR = 4
DONE_TO = frozenset(
    "was were been being be is are got get getting had have gp doctor he she they".split()
)  # "I was checked for weakness in my hand" may tell of one
STATING = frozenset("says said told confirmed".split())
DOCTORS = frozenset(
    "neurologist neuro doctor doctors doc gp dr consultant specialist hospital registrar physician professor ophthalmologist cardiologist rheumatologist paediatrician pediatrician endocrinologist".split()
)
DOUBTING = frozenset("might could may can probably possibly if not think thinks thought maybe sign signs rule test check likely unlikely never no".split())
GUESSING = frozenset("think thinks believe believes sure reckon reckons suspect suspects worried concerned doubt hope hoping".split())
LIKENED, REPORTED = 9, 4
SAYING = frozenset("says said say told thinks thought reckons blames blamed calls suggested putting".split())
NEAR = 8
TODAY = 0.5
LAST_YEAR = 400.0
OF_LATE_DAYS = 120.0
SUDDEN = "-sudden"
STARTLING = frozenset("noise noises sound sounds bang bangs movement movements light lights touch fright scare death".split())  # "jumps at a sudden noise"
STOPPED = "-stopped"
FEAR = "fear-of-"


@dataclass(frozen=True, slots=True)
class FindingReader:
    """Reads findings, exposures and diagnoses; `flagged` are the ids that a red-flag rule asks for, `alarming` those that are an emergency by themselves."""

    knowledge: Knowledge
    flagged: frozenset[str]
    alarming: frozenset[str]
    attacks: frozenset[str]  # what may be an emergency though it has passed
    lasting: frozenset[str]  # conditions that an operation or a loss of long ago leaves for life
    whoever: frozenset[str]  # an emergency of the patient's story, whichever relative or friend has it now
    household: frozenset[str]  # what the writer brings home reaches the child or partner whom the text is about

    def read(self, scene: Scene, context: Context, persons: Persons, events: Events) -> list[Finding]:
        """Everything of these kinds that the text says, in its order, repetitions included."""
        found: list[Finding] = []
        measured = words_taken(scene.of("lab"))
        whole = scene
        for match in whole.of("finding", "exposure", "cause"):
            scene = whole.local(match.start)
            if match.meaning.kind == "cause" and not measured.isdisjoint(used_words(match)):
                continue  # "low potassium" is a result, read elsewhere
            if match.meaning.kind == "finding":
                found.extend(self._finding(match, scene, context, persons))
            elif match.meaning.kind == "exposure":
                found.extend(self._with_stop(self._exposure(match, scene, context, persons), is_stopped=match.start in events.stops and self._may_stop(match)))
            else:
                found.extend(self._cause(match, scene, context, persons))
        return [*found, *self._shared(whole, persons, found)]

    def _shared(self, scene: Scene, persons: Persons, found: Sequence[Finding]) -> Iterator[Finding]:
        """ "Dad had it and his mother": the disease that was named last, of a relative."""
        tokens = scene.words.tokens
        for index, token in enumerate(tokens[:-1]):
            if token.word not in ("had", "has", "have", "gets") or tokens[index + 1].word != "it" or persons.subject(index) is not Subject.FAMILY:
                continue
            is_last = index + 2 == scene.words.clauses[scene.words.clause_of[index]].end
            if not is_last and tokens[index + 2].word not in ("too", "as", "and", "also", "but", "since"):
                continue  # "mum had it checked"
            named = [one for one in found if one.id in self.knowledge.causes and one.subject is Subject.PATIENT and one.span and one.span.start < token.start]
            if named and named[-1].status is Status.PRESENT:
                yield replace(named[-1], subject=Subject.FAMILY, time=Time.CURRENT, timing=Timing.UNKNOWN, span=scene.words.span(index, index + 2))

    def _plain(self, match: Match, scene: Scene, context: Context, persons: Persons) -> Finding:
        is_absent = (match.meaning.is_absent and match.end - 1 not in context.turned) or match.end - 1 in context.denied or _denies_inside(match, scene)
        certainty = DOUBT if match.start in context.doubted and match.end - 1 in context.doubted else 1.0
        subject = persons.subject(match.start)
        if subject is not Subject.PATIENT and match.meaning.id in self.alarming and persons.is_writer(match.start):
            subject = Subject.PATIENT  # whoever the question is about: the one who writes needs help now
        return Finding(
            match.meaning.id, Status.ABSENT if is_absent else Status.PRESENT, subject, certainty=certainty, span=scene.words.span(match.start, match.end)
        )

    def _finding(self, match: Match, scene: Scene, context: Context, persons: Persons) -> Iterator[Finding]:
        found = self._plain(match, scene, context, persons)
        if found.id.startswith(FEAR) and found.status is Status.ABSENT and scene.words.sentence_of(match.start) in scene.words.questions:
            found = replace(found, status=Status.PRESENT)  # "I don't have ALS, do I?"
        if found.id.startswith(FEAR) and (found.subject is not Subject.PATIENT or found.status is Status.ABSENT):
            return
        is_supposed = (
            (_is_supposed(match, scene) and match.start not in context.affirmed) or match.end - 1 in context.supposed or self._is_asked_about(match, context)
        )
        if is_supposed and not match.meaning.is_absent and not match.meaning.id.startswith(FEAR):
            found = replace(found, time=Time.HYPOTHETICAL)
        elif found.status is Status.ABSENT:
            pass  # what was never there is not there now
        elif _is_queried(match, scene):  # "?demyelination"
            found = replace(found, certainty=min(found.certainty, DOUBT)) if found.id in self.flagged else replace(found, time=Time.HYPOTHETICAL)
        elif self.knowledge.findings[found.id].kind == "result" and _is_of_last_year(match, scene):
            pass  # a test of last summer still tells of now
        elif found.id in self.lasting:
            pass  # the ring of a tick bite has long gone when the nerves begin to hurt
        elif match.end - 1 in context.gone and found.id not in self.attacks and self.knowledge.findings[found.id].kind != "result":
            found = replace(found, time=Time.TREATED)  # said to be there no more, whatever was told of it before
        elif match.end - 1 in context.past or (match.end - 1 in context.over and found.id not in self.flagged):
            found = replace(found, time=Time.PAST)
        if found.id in self.whoever and found.status is Status.PRESENT and found.time is Time.CURRENT and persons.is_somebody(match.start):
            found = replace(found, subject=Subject.PATIENT)
        yield found
        sudden = found.id + SUDDEN
        if sudden in self.knowledge.findings and found.status is Status.PRESENT and found.time is Time.CURRENT and _is_sudden(match, scene):
            yield replace(found, id=sudden)

    def _is_asked_about(self, match: Match, context: Context) -> bool:
        """Named as a cause in a question ("is this from tiredness?"): not there by that. What a red flag asks for may be a symptom that is only named so."""
        return (match.end - 1 in context.asked_cause and match.meaning.id not in self.alarming) or (
            match.end - 1 in context.asked_name and match.meaning.id not in self.flagged
        )

    def _exposure(self, match: Match, scene: Scene, context: Context, persons: Persons) -> Finding:
        found = self._plain(match, scene, context, persons)
        exposure = self.knowledge.exposures[found.id]
        if found.id in self.household and persons.is_writer(match.start):
            found = replace(found, subject=Subject.PATIENT)  # "I use a cream … and he sleeps on my neck"
        if found.status is Status.ABSENT and exposure.kind == "habit" and _is_given_up(match, scene):
            return replace(found, status=Status.PRESENT, time=Time.PAST, timing=Timing.STOPPED)
        if found.status is Status.ABSENT and exposure.kind == "condition" and _is_open_sentence(match, scene):
            return replace(found, status=Status.PRESENT, time=Time.HYPOTHETICAL)
        if exposure.kind == "event" and persons.is_animal(match.start):
            found = replace(found, subject=Subject.PATIENT)  # "my cat bit me": what an animal does is done to the patient
        asked = _is_asked(match, scene, context) or (match.end - 1 in context.supposed and exposure.kind != "habit")
        if asked and exposure.kind == "condition" and not _is_affirmed(match, scene, DIAGNOSED):
            return replace(found, time=Time.HYPOTHETICAL)
        if exposure.kind in ("habit", "event", "state") and found.status is Status.PRESENT and _is_likened(match, scene):
            return replace(found, time=Time.HYPOTHETICAL)
        if found.status is Status.PRESENT and (asked or (exposure.kind != "condition" and found.id not in self.flagged and _is_told_by_others(match, scene))):
            found = replace(found, certainty=min(found.certainty, DOUBT))
        if found.id in self.lasting and found.status is Status.PRESENT:
            pass  # "part of my bowel out in 2012" is so still
        elif match.end - 1 in context.past and found.status is Status.PRESENT and not (exposure.kind == "event" and _is_of_late(match, scene)):
            found = replace(found, time=Time.PAST)
        elif match.end - 1 in context.over and exposure.kind == "condition":
            found = replace(found, time=Time.TREATED)
        timing = _timing(match, scene) if exposure.kind in ("habit", "event") else Timing.UNKNOWN
        if timing is Timing.UNKNOWN and exposure.unit is not None and says_once(scene, match.start):
            timing = Timing.RECENT  # "3.5 litres of water after yoga"
        return replace(found, timing=timing)

    def _may_stop(self, match: Match) -> bool:
        """Whether a thing can be given up: drinks and smokes, not sleep or an illness."""
        exposure = self.knowledge.exposures[match.meaning.id]
        return exposure.kind == "habit" and not (exposure.unit or "").startswith("h/")

    def _with_stop(self, found: Finding, *, is_stopped: bool) -> Iterator[Finding]:
        """A habit that was stopped, and the exposure of that name ("alcohol-stopped") when the base has one."""
        found = replace(found, timing=Timing.STOPPED) if is_stopped else found
        yield found
        stopped = found.id.partition("-")[0] + STOPPED
        if found.timing is Timing.STOPPED and found.status is Status.PRESENT and stopped in self.knowledge.exposures and stopped != found.id:
            yield replace(found, id=stopped, timing=Timing.UNKNOWN)

    def _cause(self, match: Match, scene: Scene, context: Context, persons: Persons) -> Iterator[Finding]:
        found = self._plain(match, scene, context, persons)
        if found.subject is not Subject.PATIENT:
            yield found
            return
        is_feared = self.knowledge.causes[found.id].harm >= FEARED_HARM
        is_told = (
            match.end - 1 in context.past
            or _is_affirmed(match, scene, AFFIRMING)
            or _is_doctors_word(match, scene)
            or _is_sufferer(match, scene)
            or _is_dated(match, scene)
        )
        is_open = _is_asked(match, scene, context) or match.end - 1 in context.supposed or (is_feared and not is_told)
        if is_feared and found.status is Status.ABSENT and not _is_open_sentence(match, scene) and GUESSING.isdisjoint(_clause_words(match, scene)):
            yield found
            return
        if (is_open and not _is_affirmed(match, scene, DIAGNOSED)) or (is_feared and found.status is Status.ABSENT):
            fear = FEAR + found.id
            if fear in self.knowledge.findings and found.status is Status.PRESENT:
                is_bygone = match.end - 1 in context.past or match.end - 1 in context.over
                yield replace(found, id=fear, certainty=1.0, time=Time.PAST if is_bygone else Time.CURRENT)
            if found.status is Status.PRESENT:
                yield replace(found, time=Time.HYPOTHETICAL)
            return
        if match.end - 1 in context.past or match.end - 1 in context.over:
            found = replace(found, time=Time.PAST if match.end - 1 in context.past else Time.TREATED)
        yield found


def _is_given_up(match: Match, scene: Scene) -> bool:
    """ "Gave up smoking", "used to vape", "two years sober": there once, not never."""
    if not match.meaning.is_absent:
        return False
    said = {scene.words.tokens[index].word for index in range(match.start, match.end)}
    if "not" in said or "never" in said:
        return False
    clause = scene.words.clause_of[match.start]
    is_long = any(said.days > GIVEN_UP_DAYS and scene.words.clause_of[said.start] == clause for said in scene.times)
    return not said.isdisjoint(GIVEN_UP) or (is_long and not said.isdisjoint(("sober", "free")))


def _denies_inside(match: Match, scene: Scene) -> bool:
    """Whether a "not" stands in a gap of the phrase: "gin doesn't help it" is no "gin helps it"."""
    tokens, used = scene.words.tokens, used_words(match)
    if len(used) == match.end - match.start or match.meaning.is_absent:
        return False
    return any(
        tokens[index].word in ("not", "never") and index not in used and tokens[index - 1].word not in MODALS and tokens[index + 1].word not in ("only", "just")
        for index in range(match.start + 1, match.end - 1)
    )


def _is_likened(match: Match, scene: Scene) -> bool:
    """ "As if I'd overdone it", "like I have run a marathon": it was not so."""
    before = _clause_words(match, scene)
    return any(
        (pair[0] == "as" and pair[1] in ("if", "though")) or (pair[0] == "like" and pair[1] in ("i", "he", "she") and not {"have", "had"}.isdisjoint(before))
        for pair in pairwise(before[-LIKENED:])
    )


def _is_told_by_others(match: Match, scene: Scene) -> bool:
    """ "GP says stress", "told it was stress": their word for it."""
    before = _clause_words(match, scene)[-REPORTED:]
    return not SAYING.isdisjoint(before)


def _clause_words(match: Match, scene: Scene) -> list[str]:
    clause = scene.words.clauses[scene.words.clause_of[match.start]]
    return [token.word for token in scene.words.tokens[max(clause.start, match.start - NEAR) : match.start]]


def _is_supposed(match: Match, scene: Scene) -> bool:
    clause = scene.words.clause_of[match.start]
    before = [token.word for token in scene.words.tokens[max(match.start - 3, 0) : match.start]]
    if ("my" not in before and not LOOKED_UP.isdisjoint(before)) or _is_to_come(match, scene) or _is_looked_for(match, scene):
        return True
    cues = [cue for cue in scene.cues_of("hypothetical") if scene.words.clause_of[cue.start] == clause and cue.end <= match.start]
    if any(_is_feared_to_come(scene.words, cue, match) for cue in cues):
        return True
    said = {cue: " ".join(token.word for token in scene.words.tokens[cue.start : cue.end]) for cue in cues}
    return any(text in SUPPOSING or (text in READ and _is_impersonal(scene.words, cue, match)) for cue, text in said.items())


def _is_looked_for(match: Match, scene: Scene) -> bool:
    """ "I check my hands every morning for wasting" tells of none."""
    words = scene.words
    clause = words.clauses[words.clause_of[match.start]]
    said = [words.tokens[index].word for index in range(clause.start, match.end)]
    at = next((index for index in range(len(said) - 1, -1, -1) if said[index] == "for"), None)
    if at is None or len(said) - at > LOOKED_FOR or "my" in said[at:]:
        return False
    return any(said[index] in CHECKING and (not index or said[index - 1] not in DONE_TO) for index in range(max(at - NEAR, 0), at))


def _is_impersonal(words: Words, cue: Match, match: Match) -> bool:
    """ "I read that confusion means low sodium" tells of none; "I read that my confusion may be …" does."""
    return not any(words.tokens[index].word in OWN for index in range(cue.end, match.start))


def _is_feared_to_come(words: Words, cue: Match, match: Match) -> bool:
    """ "Scared of having a seizure one day": nothing but "having a" between the fear and the thing. "Worried about my chest pain" tells of one."""
    between = [words.tokens[index].word for index in range(cue.end, max(match.start, cue.end + 1))]
    return between[0] in GETTING and all(word in (*GETTING, *ARTICLES) for word in between)


def _is_to_come(match: Match, scene: Scene) -> bool:
    """ "I'm not going to lie in a bed and choke" tells of no choking."""
    before = _clause_words(match, scene)
    at = next((index for index, pair in enumerate(pairwise(before)) if pair == ("going", "to") and before[index + 2 : index + 3]), None)
    return at is not None and before[at + 2] not in ARRIVING and THERE.isdisjoint(before[at + 2 :])


def _is_queried(match: Match, scene: Scene) -> bool:
    """Whether a question mark stands right before the word, as doctors write what they suspect."""
    start = scene.words.tokens[match.start].start
    before = scene.words.text[max(start - 2, 0) : start]
    return before.endswith("?") and not before[:-1].strip()


def _is_of_last_year(match: Match, scene: Scene) -> bool:
    clause = scene.words.clause_of[match.start]
    return any(said.days <= LAST_YEAR for said in scene.times if scene.words.clause_of[said.start] == clause)


def _is_of_late(match: Match, scene: Scene) -> bool:
    """Whether an event is dated within the last months: an infection of September still counts."""
    clause = scene.words.clause_of[match.start]
    said = [said.days for said in scene.times if scene.words.clause_of[said.start] == clause and said.kind != "length"]
    return bool(said) and max(said) <= OF_LATE_DAYS


def _is_sudden(match: Match, scene: Scene) -> bool:
    return any(_says_sudden(sentence, told) for sentence, told in scene.told_of(scene.words.sentence_of(match.start)).items())


def _says_sudden(sentence: int, scene: Scene) -> bool:
    just_now = (said.start for said in scene.times if said.days <= TODAY and said.kind != "length")
    tokens = scene.words.tokens
    cues = (cue.start for cue in scene.cues_of("sudden") if cue.end == len(tokens) or tokens[cue.end].word not in STARTLING)
    return any(scene.words.sentence_of(start) == sentence for start in (*cues, *just_now))


def _is_asked(match: Match, scene: Scene, context: Context) -> bool:
    return match.start in context.hypothetical or scene.words.sentence_of(match.start) in scene.words.questions


def _is_open_sentence(match: Match, scene: Scene) -> bool:
    """Whether the sentence asks: "has anyone had this and it wasn't a tumour"."""
    sentence = scene.words.sentence_of(match.start)
    first = scene.words.sentences[sentence][0]
    return sentence in scene.words.questions or not ASKED_OF.isdisjoint(token.word for token in scene.words.tokens[first : first + 3])


def _is_sufferer(match: Match, scene: Scene) -> bool:
    """ "ALS man here", "MND patient of two years": who has it."""
    behind = [token.word for token in scene.words.tokens[match.end : match.end + 2]]
    clause = scene.words.clauses[scene.words.clause_of[match.start]]
    before = [token.word for token in scene.words.tokens[max(clause.start, match.start - 2) : match.start]]
    if not behind or before not in ([], ["am", "an"], ["am", "a"]):
        return False  # "I met an ALS patient"
    return behind[0] in ("sufferer", "patient", "warrior") or (behind[0] in ("man", "woman", "guy", "lady", "girl") and behind[-1] == "here")


def _is_dated(match: Match, scene: Scene) -> bool:
    """ "Graves since 2021", "RRMS confirmed on MRI", "CMT, diagnosed as a child": named first and told since when, or who found it."""
    clause = scene.words.clauses[scene.words.clause_of[match.start]]
    before = scene.words.tokens[clause.start : match.start]
    behind = scene.words.tokens[match.end].word if match.end < min(len(scene.words.tokens), clause.end + 1) else ""
    after = scene.words.tokens[match.end + 1].word if match.end + 1 < len(scene.words.tokens) else ""
    return behind in DATING and after not in OWN and all(token.is_number or token.word in OWN for token in before)


def _is_affirmed(match: Match, scene: Scene, affirming: Iterable[str]) -> bool:
    return not set(_clause_words(match, scene)).isdisjoint(affirming)


def _is_doctors_word(match: Match, scene: Scene) -> bool:
    """ "The neurologist says it's MS" is a diagnosis; "the GP thinks it might be" is none."""
    before = _clause_words(match, scene)
    said = next((at for at, word in enumerate(before) if word in STATING), None)
    if said is None or _is_open_sentence(match, scene) or DOCTORS.isdisjoint(before[:said]):
        return False
    behind = before[said + 1 :]
    return DOUBTING.isdisjoint(before) and any(
        pair in (("it", "is"), ("this", "is"), ("i", "have"), ("he", "has"), ("she", "has"), ("it", "was"), ("that", "is")) for pair in pairwise(behind[-5:])
    )


def _timing(match: Match, scene: Scene) -> Timing:
    clause = scene.words.clause_of[match.start]
    words = scene.words
    if any(
        words.clause_of[cue.start] == clause and cue.start > match.end and words.tokens[cue.start - 1].word in ("and", "then", "but", "have", "has")
        for cue in scene.cues_of("stopped")
    ):
        return Timing.STOPPED
    for name, timing in (("stopped", Timing.STOPPED), ("started", Timing.RECENT)):
        if any(scene.words.clause_of[cue.start] == clause and cue.end <= match.start and match.start - cue.end < NEAR for cue in scene.cues_of(name)):
            return timing
    return Timing.UNKNOWN
