"""Medicines and substances: which, how much, how often, and since when relative to the movement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.courses import says_begun_before, started_at, stopped_at, time_at, time_of, was_taken
from whytwitch.evidence.text.doses import DoseReader, clause_of
from whytwitch.evidence.text.events import Events
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.movement_traits import Draft
from whytwitch.evidence.text.persons import SELF, THIRD_PERSON, Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import TimeSaid
from whytwitch.knowledge import Knowledge
from whytwitch.model import Medicine, Status, Subject, Time, Timing

__all__ = ["MedicineReader"]

ASKED = 0.8  # "can omeprazole do this?" is asked by people who take it
DOUBTED = 0.6
NEAR = 8
WINDOW_DAYS = 90.0  # when the base gives no onset_days for the class
SLACK_DAYS = 3.0
PLANS = frozenset(
    (
        "should i take", "should i try", "should i start", "would it help to", "thinking of", "thinking of taking", "thinking about starting", "considering", "was offered", "offered me",
        "been offered", "prescribed but", "haven't started", "not started", "yet to start", "about to start", "will start", "due to start", "recommended", "suggested", "told to try",
        "told me to try", "what happens if", "what would happen if", "what will happen if", "what if",
    ),
)  # fmt: skip
WANTING = frozenset(
    "waiting wait supposed scheduled meant wants want wanted told advised advises suggests suggested asked planning plan due hoping like offered".split()
)
GIVING = frozenset(("gave", "swallowed", "drank"))
NOT_BEGUN = frozenset("taken started tried begun picked filled collected taking take start".split())
ALLERGIC = frozenset(("allergic", "allergy", "allergies", "intolerant", "intolerance", "contraindicated"))
SHORT = 4
BEGINNING = ("start", "try", "take", "begin", "go")
OWNERS = ("his", "her", "my", "their", "your", "the", "it", "them")
TAKING = frozenset(
    "take takes taking took taken use uses using used inject injects injecting swallow swallowing touch touched bother bothers bothering".split()
)
NEVER_NEEDED = frozenset("need needed needs prescribed".split())
NEVER_LEFT_OUT = frozenset("never not no without hasn havent hasnt".split())
HELPING = ("help", "helps", "safe", "benefit", "worth")
FOR = ("for", "in", "past", "last", "over")
BORROWING = frozenset("take drink drank swallow steal stole use borrow try neck pop eat ate had have nick".split())


@dataclass(frozen=True, slots=True)
class MedicineReader:
    """Reads the drugs and classes named."""

    knowledge: Knowledge
    doses: DoseReader

    def read(self, scene: Scene, context: Context, persons: Persons, drafts: Sequence[Draft], events: Events) -> list[Medicine]:
        """Every medicine once, in the order of the text; a class named beside its member is not repeated."""
        onset_days = next((draft.onset[0] for draft in drafts if draft.onset is not None), None)
        found: dict[tuple[str, Subject], Medicine] = {}
        for match in scene.of("drug", "class"):
            medicine = self._medicine(match, scene, context, persons, onset_days, events)
            key = (medicine.drug or medicine.classes[0], medicine.subject)
            found[key] = _better(found[key], medicine) if key in found else medicine
        return list(_without_repeated_classes(found.values()))

    def _medicine(self, match: Match, scene: Scene, context: Context, persons: Persons, onset_days: float | None, events: Events) -> Medicine:
        whole, scene = scene, scene.local(match.start)
        is_drug = match.meaning.kind == "drug"
        classes = self.knowledge.drugs[match.meaning.id].classes if is_drug else (match.meaning.id, *self.knowledge.drug_classes[match.meaning.id].is_a)
        span = scene.words.span(match.start, match.end)
        later = events.stops.get(match.start)
        stop = stopped_at(match, scene) or later
        is_kept_up = stop is not None and stop.start in context.denied and not NEVER_LEFT_OUT.isdisjoint(_before(stop, scene))
        stop = None if is_kept_up else stop  # "never misses his insulin"
        start = started_at(match, scene) or events.raises.get(match.start)
        change = self.doses.change(match, scene)
        stop, start = (stop or match, None) if change < 0 else (None, start or match) if change > 0 else (stop, start)
        said = (
            time_of(match, scene) if stop is None else time_at(stop, whole.local(stop.start)) or (time_at(later, whole.local(later.start)) if later else None)
        )
        subject = Subject.PATIENT if _is_borrowed(match, scene) or _is_given(match, scene, persons) else persons.subject(match.start)
        plain = Medicine(classes, match.meaning.id if is_drug else None, span.text, subject=subject, span=span)
        if match.end - 1 in context.denied and not stop and not is_kept_up:
            if _is_left_out(match, scene):
                return replace(plain, timing=Timing.STOPPED)
            is_lately = said is not None and (said.kind in ("since", "ago") or said.lead in FOR) and said.days <= self._window(classes)
            return (
                replace(plain, timing=Timing.STOPPED, since_days=said.days if said else None) if is_lately else replace(plain, status=Status.ABSENT)
            )  # "none since Friday", "not had it for four days"
        if _is_not_begun(match, scene):
            return replace(plain, time=Time.HYPOTHETICAL)
        if _is_barred(match, scene):
            return replace(plain, status=Status.ABSENT)
        if _is_plan(match, scene):
            return replace(plain, time=Time.HYPOTHETICAL)
        if not stop and not start and was_taken(match, scene):
            return replace(plain, time=Time.PAST)
        is_asked = match.start in context.hypothetical or (scene.words.sentence_of(match.start) in scene.words.questions and not start)
        certainty = ASKED if is_asked else DOUBTED if match.start in context.doubted else 1.0
        dose, unit = self.doses.dose(match, scene)
        plain = replace(plain, certainty=certainty, dose=dose, unit=unit, times_per_day=self.doses.frequency(match, scene))
        if said is not None and stop is None and said.days >= 1 / 24 and said.kind != "rate":
            plain = replace(plain, since_days=said.days)
        return self._timed(
            plain, scene, match, stop=stop is not None, start=start is not None, said=said, onset_days=onset_days, is_past=match.end - 1 in context.past
        )

    def _timed(
        self,
        plain: Medicine,
        scene: Scene,
        match: Match,
        *,
        stop: bool,
        start: bool,
        said: TimeSaid | None,
        onset_days: float | None,
        is_past: bool,
    ) -> Medicine:
        window = self._window(plain.classes)
        if stop:
            days = said.days if said is not None else None
            if days is not None and onset_days is not None and days < onset_days - SLACK_DAYS and days >= 1:
                return replace(plain, time=Time.PAST, timing=Timing.STEADY)
            if days is not None and days > (max(window, WINDOW_DAYS) if onset_days is None else window + onset_days):
                return replace(plain, time=Time.PAST, timing=Timing.STEADY)
            return replace(plain, timing=Timing.STOPPED, since_days=days)
        if is_past and said is not None and not start:
            return replace(plain, time=Time.PAST, since_days=None)
        if said is None:
            return replace(plain, timing=Timing.RECENT if start else Timing.UNKNOWN)
        if says_begun_before(match, scene):
            return replace(plain, timing=Timing.RECENT)
        if onset_days is None:
            return replace(plain, timing=Timing.RECENT if start or said.days <= window else Timing.STEADY)
        lag = said.days - onset_days
        return replace(plain, timing=Timing.RECENT if -SLACK_DAYS <= lag <= window else Timing.STEADY)

    def _window(self, classes: Iterable[str]) -> float:
        known = [self.knowledge.drug_classes[name].onset_days for name in classes if name in self.knowledge.drug_classes]
        return next((days[1] for days in known if days is not None), WINDOW_DAYS)


def _before(match: Match, scene: Scene) -> list[str]:
    clause = clause_of(match, scene)
    return [token.word for token in scene.words.tokens[max(clause.start, match.start - NEAR) : match.start]]


def _is_left_out(match: Match, scene: Scene) -> bool:
    """ "Never takes his insulin", "won't take her tablets": theirs, but not taken."""
    before = _before(match, scene)
    return bool(before) and before[-1] in OWNERS and not TAKING.isdisjoint(before) and not NEVER_NEEDED.intersection(before)


def _is_borrowed(match: Match, scene: Scene) -> bool:
    """ "I've been taking my wife's lisinopril": hers, but not taken by her."""
    before = scene.words.tokens[max(match.start - NEAR, 0) : match.start]
    return bool(before) and before[-1].surface.endswith(("'s", "’s")) and any(token.stem in BORROWING for token in before)


def _is_given(match: Match, scene: Scene, persons: Persons) -> bool:
    """ "I gave him …", "I found … under his bed": the writer's clause, the patient's medicine."""
    if not persons.is_other or persons.of_word[match.start] != SELF:
        return False
    clause = clause_of(match, scene)
    sentence = scene.words.sentence_at(match.start)
    is_theirs = any(token.word in THIRD_PERSON for token in scene.words.tokens[clause.start : clause.end])
    return is_theirs or any(scene.words.tokens[index].word in GIVING for index in range(sentence.start, match.start))


def _is_not_begun(match: Match, scene: Scene) -> bool:
    """ "Prescribed amitriptyline but haven't taken it yet": not taken so far."""
    words, number = scene.words, scene.words.clause_of[match.start]
    for clause in words.clauses[number : number + 2]:
        said = [words.tokens[index].word for index in range(max(clause.start, match.end), clause.end)]
        if clause.sentence == words.clauses[number].sentence and "not" in said and "yet" in said and not NOT_BEGUN.isdisjoint(said):
            return True
    return False


def _is_barred(match: Match, scene: Scene) -> bool:
    """ "Can't take ibuprofen", "allergic to penicillin": not taken."""
    clause = clause_of(match, scene)
    before = [token.word for token in scene.words.tokens[max(clause.start, match.start - NEAR) : match.start]]
    if not ALLERGIC.isdisjoint(before[-4:]):
        return True
    rows = list(zip(before, before[1:], before[2:], strict=False))
    return (
        any(row[0] in ("can", "could") and row[1] == "not" and row[2] in ("take", "have", "tolerate", "use") for row in rows[-3:]) and "without" not in before
    )


def _is_plan(match: Match, scene: Scene) -> bool:
    clause = clause_of(match, scene)
    for cue in scene.cues_of("hypothetical"):
        said = scene.words.span(cue.start, cue.end).text.lower().replace("’", "'")
        if clause.start <= cue.start and cue.end <= match.start and said in PLANS:
            return True
    start = clause.start if clause.mark != "(" or not clause.start else scene.words.clauses[scene.words.clause_of[clause.start - 1]].start
    before = [token.word for token in scene.words.tokens[max(start, match.start - (NEAR if start == clause.start else 2 * NEAR)) : match.start]]
    if WANTING.intersection(before) and any(pair[0] == "to" and pair[1] in BEGINNING for pair in pairwise(before)):
        return True
    if WANTING.intersection(before) and (
        not {"put", "start", "give", "prescribe", "prescribing", "putting", "starting"}.isdisjoint(before) or before[-2:] == ["me", "on"]
    ):
        return True
    is_alone = match.end == clause.end and clause.end - clause.start <= SHORT
    if is_alone and before[:1] in (["for"], ["awaiting"], ["due"]):
        return True  # "For botox"
    if not {"declined", "refused", "refusing", "declining"}.isdisjoint(before[-3:]):
        return True
    behind = [token.word for token in scene.words.tokens[match.end : min(clause.end, match.end + 4)]]
    if behind[:3] in (["i", "could", "take"], ["i", "should", "take"], ["i", "can", "take"], ["i", "could", "try"]):
        return True
    is_question = clause.sentence in scene.words.questions
    return is_question and any(token.word in HELPING for token in scene.words.tokens[clause.start : clause.end])


def _better(known: Medicine, other: Medicine) -> Medicine:
    """Two mentions of one medicine: being taken counts before not, and what one lacks the other gives."""
    first, second = (known, other) if _weight(known) >= _weight(other) else (other, known)
    return replace(
        first,
        dose=first.dose if first.dose is not None else second.dose,
        unit=first.unit or second.unit,
        times_per_day=first.times_per_day if first.times_per_day is not None else second.times_per_day,
        since_days=first.since_days if first.since_days is not None else second.since_days,
        certainty=max(first.certainty, second.certainty),
        span=known.span,
    )


def _weight(medicine: Medicine) -> tuple[bool, int, bool]:
    told = {Timing.STOPPED: 2, Timing.RECENT: 1}.get(medicine.timing, 0)
    return (medicine.status is Status.PRESENT, told, medicine.time is Time.CURRENT)


def _without_repeated_classes(found: Iterable[Medicine]) -> Iterator[Medicine]:
    """ "Sertraline, an SSRI" is one medicine; what is said of the class is said of the member."""
    medicines = list(found)
    for medicine in medicines:
        members = (other for other in medicines if other.drug is not None and medicine.classes[0] in other.classes)
        if medicine.drug is not None or not any(member.subject is medicine.subject and member.status is medicine.status for member in members):
            yield medicine
