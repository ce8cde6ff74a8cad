"""Medicines and substances: which, how much, how often, and since when relative to the movement."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.english import WITHOUT_CONTENT
from whytwitch.evidence.text.events import Events
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.movements import Draft
from whytwitch.evidence.text.numbers import Number, NumberReader
from whytwitch.evidence.text.persons import SELF, THIRD_PERSON, Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import HISTORY, TimeSaid
from whytwitch.evidence.text.tokens import Clause
from whytwitch.knowledge import Knowledge
from whytwitch.model import Issue, Level, Medicine, Span, Status, Subject, Time, Timing

__all__ = ["MedicineReader", "takes_nothing", "unknown_medicines"]

ASKED = 0.8  # "can omeprazole do this?" is asked by people who take it
DOUBTED = 0.6
NEAR = 8
WINDOW_DAYS = 90.0  # when the base gives no onset_days for the class
SLACK_DAYS = 3.0
DOSE_UNITS = {
    "mg": "mg", "mgs": "mg", "milligrams": "mg", "milligram": "mg", "mcg": "ug", "ug": "ug", "µg": "ug", "μg": "ug", "micrograms": "ug", "microgram": "ug", "mikrograms": "ug",
    "g": "g", "grams": "g", "gram": "g", "ml": "mL", "iu": "[iU]", "units": "[iU]", "puffs": "{puff}", "puff": "{puff}", "tablets": "{tbl}", "tablet": "{tbl}", "pills": "{tbl}", "pill": "{tbl}",
    "capsules": "{tbl}", "drops": "{drop}", "patch": "{patch}",
}  # fmt: skip
FREQUENCY = {
    "od": 1.0,
    "om": 1.0,
    "on": None,
    "bd": 2.0,
    "bid": 2.0,
    "tds": 3.0,
    "tid": 3.0,
    "qds": 4.0,
    "qid": 4.0,
    "daily": 1.0,
    "nightly": 1.0,
    "nocte": 1.0,
    "mane": 1.0,
    "weekly": 1 / 7,
}
PERIODS = {"day": 1.0, "night": 1.0, "morning": 1.0, "week": 7.0, "month": 30.0}
PLANS = frozenset(
    (
        "should i take", "should i try", "should i start", "would it help to", "thinking of", "thinking of taking", "thinking about starting", "considering", "was offered", "offered me",
        "been offered", "prescribed but", "haven't started", "not started", "yet to start", "about to start", "will start", "due to start", "recommended", "suggested", "told to try",
        "told me to try", "what happens if", "what would happen if", "what will happen if", "what if",
    ),
)  # fmt: skip
JOINS = ("and", "the", "my", "with", "plus")
WANTING = frozenset("wants want wanted told advised advises suggests suggested asked planning plan due hoping like offered".split())
BEGINNING = ("start", "try", "take", "begin", "go")
HELPING = ("help", "helps", "safe", "benefit", "worth")
AFTER_START = ("after", "since", "from")
TAKING = (
    "on",
    "taking",
    "take",
    "takes",
    "took",
    "prescribed",
    "started",
    "start",
    "starting",
    "using",
    "use",
    "called",
    "stopped",
    "tablet",
    "tablets",
    "medication",
    "medicine",
    "meds",
    "drug",
)
DRUG_ENDING = re.compile(
    r"(?:pril|olol|artan|statin|azole|azine|mycin|micin|cillin|pam|lam|dipine|apine|done|oxetine|ipramine|triptyline|triptan|xaban|gliptin|flozin|glutide|tide|mab|nib|vir|afil|osin|setron|"
    r"tidine|zide|semide|thiazide|profen|oxacin|cycline|barbital|phylline|terol|sone|solone|olone|lukast|dronate|fibrate|parin|caine|phen|bital|gabalin|pentin|toin|giline|dopa|fumarate|mesylate|succinate|tartrate|xetine|oprazole|vaptan|sartan)$",
)
NO_MEDICINE = re.compile(
    r"\b(?:no|not on|not taking|don['’]?t take|do not take|without|zero|nil|never take|not currently on|not currently taking|off all)\s+(?:any\s+|regular\s+|current\s+|prescription\s+|prescribed\s+|daily\s+)*"
    r"(?:medications?|meds?|medicines?|drugs?|tablets|pills|supplements or medication|medication or supplements)\b(?!\s+(?:help|work|change|interaction|allerg|except|apart|other|besides))"
    r"|\b(?:medications?|meds|medicines|drug history|dhx?|current medication)\s*[:=-]\s*(?:none|nil|no\b|n/a)|\btake nothing\b|\bnot on anything\b|\bdon['’]?t take anything\b|\bunmedicated\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MedicineReader:
    """Reads the drugs and classes named."""

    knowledge: Knowledge
    numbers: NumberReader

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
        stop = _said_near(match, scene, "stopped") or events.stops.get(match.start)
        start = _said_near(match, scene, "started") or events.raises.get(match.start)
        change = self._change(match, scene)
        stop, start = (stop or match, None) if change < 0 else (None, start or match) if change > 0 else (stop, start)
        said = _time_of(match, scene) if stop is None else _time_at(stop, whole.local(stop.start))
        subject = Subject.PATIENT if _is_borrowed(match, scene) or _is_given(match, scene, persons) else persons.subject(match.start)
        plain = Medicine(classes, match.meaning.id if is_drug else None, span.text, subject=subject, span=span)
        if match.end - 1 in context.denied and not stop:
            is_lately = said is not None and said.kind in ("since", "ago") and said.days <= self._window(classes)
            return replace(plain, timing=Timing.STOPPED) if is_lately else replace(plain, status=Status.ABSENT)  # "none since Friday"
        if _is_plan(match, scene):
            return replace(plain, time=Time.HYPOTHETICAL)
        is_asked = match.start in context.hypothetical or (scene.words.sentence_of(match.start) in scene.words.questions and not start)
        certainty = ASKED if is_asked else DOUBTED if match.start in context.doubted else 1.0
        dose, unit = self._dose(match, scene)
        plain = replace(plain, certainty=certainty, dose=dose, unit=unit, times_per_day=self._frequency(match, scene))
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
            if days is not None and days > window + (onset_days or 0.0):
                return replace(plain, time=Time.PAST, timing=Timing.STEADY)
            return replace(plain, timing=Timing.STOPPED)
        if is_past and said is not None and not start:
            return replace(plain, time=Time.PAST, since_days=None)
        if said is None:
            return replace(plain, timing=Timing.RECENT if start else Timing.UNKNOWN)
        if _says_begun_before(match, scene):
            return replace(plain, timing=Timing.RECENT)
        if onset_days is None:
            return replace(plain, timing=Timing.RECENT if start or said.days <= window else Timing.STEADY)
        lag = said.days - onset_days
        return replace(plain, timing=Timing.RECENT if -SLACK_DAYS <= lag <= window else Timing.STEADY)

    def _window(self, classes: Iterable[str]) -> float:
        known = [self.knowledge.drug_classes[name].onset_days for name in classes if name in self.knowledge.drug_classes]
        return next((days[1] for days in known if days is not None), WINDOW_DAYS)

    def _dose(self, match: Match, scene: Scene) -> tuple[float | None, str | None]:
        """The amount with its unit right behind the name, or before it ("20 mg of omeprazole")."""
        tokens = scene.words.tokens
        clause = _clause_of(match, scene)
        behind = range(match.end, min(match.end + 5, clause.end))
        before = range(match.start - 1, max(match.start - 6, clause.start) - 1, -1)
        for index in (*behind, *before):
            if any(other.start <= index < other.end for other in scene.of("drug", "class") if other is not match):
                break
            number = self.numbers.at(scene.words, index, clause.end)
            if number is not None and number.end < clause.end and tokens[number.end].word in DOSE_UNITS and not self._is_of_other(match, number, scene):
                return number.value, DOSE_UNITS[tokens[number.end].word]
        return None, None

    def _change(self, match: Match, scene: Scene) -> float:
        """By how much a dose was raised (or lowered, below nought) behind the name: "from 20 to 5 mg"."""
        clause = _clause_of(match, scene)
        for index in range(match.end, min(match.end + NEAR, clause.end)):
            old = self.numbers.at(scene.words, index + 1, clause.end) if scene.words.tokens[index].word == "from" else None
            to = next((at for at in range(old.end, min(old.end + 3, clause.end)) if scene.words.tokens[at].word == "to"), None) if old is not None else None
            new = self.numbers.at(scene.words, to + 1, clause.end) if to is not None else None
            if old is not None and new is not None:
                return new.value - old.value
        return 0.0

    def _is_of_other(self, match: Match, number: Number, scene: Scene) -> bool:
        """A dose before a name must touch it ("20 mg of omeprazole"); behind another name it belongs to that."""
        if number.start >= match.end:
            return False
        between = [token.word for token in scene.words.tokens[number.end + 1 : match.start]]
        return between not in ([], ["of"]) or any(other.end == number.start for other in scene.of("drug", "class"))

    def _frequency(self, match: Match, scene: Scene) -> float | None:
        tokens, clause = scene.words.tokens, _clause_of(match, scene)
        for index in range(match.end, min(match.end + NEAR, clause.end)):
            word = tokens[index].word
            if any(other.start == index for other in scene.of("drug")):
                return None
            number = self.numbers.at(scene.words, index, clause.end)
            if number is not None and number.end < clause.end:
                after = [token.word for token in tokens[number.end : min(number.end + 3, clause.end)]]
                if after[0] in ("times", "x") or tokens[index].word in ("once", "twice", "thrice"):
                    period = next((PERIODS[one] for one in after if one in PERIODS), 1.0)
                    return number.value / period
            if (
                word == "every"
                and (hours := self.numbers.at(scene.words, index + 1, clause.end))
                and hours.end < clause.end
                and tokens[hours.end].word.startswith("hour")
                and hours.value
            ):
                return 24 / hours.value
            if FREQUENCY.get(word) is not None:
                return FREQUENCY[word]
            if word in ("every", "each", "a", "per") and index + 1 < clause.end and tokens[index + 1].word in PERIODS:
                return 1 / PERIODS[tokens[index + 1].word]
        return None


def _is_borrowed(match: Match, scene: Scene) -> bool:
    """ "I've been taking my wife's lisinopril": hers, but not taken by her."""
    before = scene.words.tokens[max(match.start - NEAR, 0) : match.start]
    return bool(before) and before[-1].surface.endswith(("'s", "’s")) and any(token.stem == "take" for token in before)


def _is_given(match: Match, scene: Scene, persons: Persons) -> bool:
    """ "I gave him …", "I found … under his bed": the writer's clause, the patient's medicine."""
    clause = _clause_of(match, scene)
    return (
        persons.is_other and persons.of_word[match.start] == SELF and any(token.word in THIRD_PERSON for token in scene.words.tokens[clause.start : clause.end])
    )


def _clause_of(match: Match, scene: Scene) -> Clause:
    return scene.words.clauses[scene.words.clause_of[match.start]]


def _said_near(match: Match, scene: Scene, name: str) -> Match | None:
    """A start or a stop told of the medicine: the last such verb before it in its clause, or one right behind it."""
    clause = _clause_of(match, scene)
    verbs = [cue for cue in scene.cues_of("started", "stopped") if cue.start >= clause.start and cue.end <= clause.end]
    others = [other for other in scene.of("drug", "class", "item") if other is not match and other.start >= clause.start and other.end <= clause.end]
    is_joined = scene.words.tokens[match.start - 1].word in JOINS if match.start > clause.start else False
    before = [verb for verb in verbs if verb.end <= match.start and match.start - verb.end <= (2 * NEAR if is_joined and others else NEAR)]
    chosen = before[-1] if before else None
    if chosen is None:
        last = min((other.start for other in others if other.start >= match.end), default=clause.end)
        behind = [
            verb
            for verb in verbs
            if match.end <= verb.start <= match.end + NEAR // 2
            and (verb.end <= last)
            and not any(verb.end <= other.start <= verb.end + NEAR for other in others)
        ]
        chosen = behind[0] if behind else None
    return chosen if chosen is not None and chosen.meaning.id == name else None


def _time_of(match: Match, scene: Scene) -> TimeSaid | None:
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


def _time_at(verb: Match, scene: Scene) -> TimeSaid | None:
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


def _is_plan(match: Match, scene: Scene) -> bool:
    clause = _clause_of(match, scene)
    for cue in scene.cues_of("hypothetical"):
        said = scene.words.span(cue.start, cue.end).text.lower().replace("’", "'")
        if clause.start <= cue.start and cue.end <= match.start and said in PLANS:
            return True
    before = [token.word for token in scene.words.tokens[max(clause.start, match.start - NEAR) : match.start]]
    if WANTING.intersection(before) and any(pair[0] == "to" and pair[1] in BEGINNING for pair in pairwise(before)):
        return True
    is_question = clause.sentence in scene.words.questions
    return is_question and any(token.word in HELPING for token in scene.words.tokens[clause.start : clause.end])


def _says_begun_before(match: Match, scene: Scene) -> bool:
    """Since starting it, two weeks after starting it."""
    clause = _clause_of(match, scene)
    before = [token.word for token in scene.words.tokens[max(clause.start, match.start - 5) : match.start]]
    return any(word in AFTER_START for word in before) and any(
        word.startswith(("start", "beg", "go", "tak", "com", "increas", "up", "switch", "chang", "rais", "doubl")) for word in before
    )


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


def takes_nothing(text: str, medicines: Iterable[Medicine]) -> bool:
    """Whether the text says that no medicine is taken, and names none."""
    taken = any(m.status is Status.PRESENT and m.subject is Subject.PATIENT and m.time is Time.CURRENT and m.certainty == 1.0 for m in medicines)
    return not taken and NO_MEDICINE.search(text) is not None


def unknown_medicines(scene: Scene, known: frozenset[str]) -> tuple[list[Span], list[Issue]]:
    """Words that look like a medicine where one is expected, and that the base does not know."""
    spans: list[Span] = []
    tokens = scene.words.tokens
    for index, token in enumerate(tokens):
        if token.is_number or len(token.word) < 5 or token.stem in known or token.word in WITHOUT_CONTENT:  # noqa: PLR2004 - no drug name is shorter
            continue
        before = tokens[index - 1].word if index else ""
        has_dose = (
            index + 2 < len(tokens)
            and tokens[index + 1].is_number
            and tokens[index + 2].word in ("mg", "mcg", "ug", "µg", "mgs")
            and scene.words.text[tokens[index + 2].end : tokens[index + 2].end + 1] != "/"
        )
        if before in ("my", "the", "some", "your", "his", "her") and index > 1:
            before = tokens[index - 2].word
        is_taken = before in TAKING and DRUG_ENDING.search(token.word) is not None
        if has_dose or is_taken or (DRUG_ENDING.search(token.word) is not None and _is_in_list(scene, index)):
            spans.append(scene.words.span(index, index + 1))
    issues = [
        Issue(Level.WARNING, f"“{span.text}” looks like a medicine, but the knowledge base does not know it.", "Check the spelling, or give the generic name.")
        for span in spans
    ]
    return spans, issues


def _is_in_list(scene: Scene, index: int) -> bool:
    """Whether a medicine or a word for taking one stands in the same sentence before it."""
    sentence = scene.words.sentence_of(index)
    return any(scene.words.sentence_of(at) == sentence and scene.words.tokens[at].word in TAKING for at in range(max(index - NEAR, 0), index))
