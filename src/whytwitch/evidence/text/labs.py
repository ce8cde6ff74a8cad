"""Blood results: values with their units, "potassium was low", "bloods were fine"."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.lab_bands import from_mild, is_beyond, mildest, placed
from whytwitch.evidence.text.lab_units import MAGNESIUM, UNIT_REACH, implausible, is_usual, prefix, spellings, stranger_after
from whytwitch.evidence.text.matches import Match, words_taken
from whytwitch.evidence.text.movement_traits import DOUBT
from whytwitch.evidence.text.numbers import digits
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Token, Words
from whytwitch.knowledge import Knowledge, Lab
from whytwitch.knowledge.nouns import Unit
from whytwitch.model import Issue, LabResult, Level, Span, Subject

__all__ = ["SIDES", "LabReader"]

REACH = 7
SHORT = 2  # "K", "Mg": only with a value right behind it
THOUSANDS = ("k", "thousand", "grand")
WORDED = 0.8
SIDES = {
    "result_low": "low", "result_very_low": "low", "result_high": "high", "result_very_high": "high", "result_normal": "normal",
}  # fmt: skip
NORMAL = frozenset("normal fine ok okay good clear unremarkable nad perfect on range limits right alright".split())
GRAVE = ("result_very_low", "result_very_high")
OPPOSITES = {"low": "normal", "high": "normal", "normal": ""}
BETWEEN = frozenset(
    "not both all and or was is were are be at of level levels count came come comes back a an very slightly bit little tad touch too quite really pretty rather fairly so far way well on in out the my his her our their it its he she they"
    " dr doctor gp nurse result results reading readings blood bloods serum test tests tested checked measured done taken showed shows show showing has have had been said say says to just now only still about approx around roughly nearly almost"
    " over under below above read reads got gets getting hit hits hitting went go goes gone going dropped drops drop fell fall fallen crept shot rose risen climbed jumped down up as everything every today yesterday morning evening tonight last"
    " running run runs coming comes keep keeps kept stays stayed staying remains remained always usually often sometimes again this between including incl inc like such e hospital clinic er ed surgery any more anymore being both"
    " random fasting corrected adjusted corr adj ca total l h flagged = : ~ < >".split()
)
MANY = frozenset("both all were are every".split())
INCLUDING = frozenset("including include included incl inc".split())
LISTING = frozenset("and or & my the his her".split())
NOT_RESULTS = frozenset(
    "diet diets drink drinks food foods intake coke version milk supplement squash juice yoghurt chocolate sauce supplements tablet tablets gum snack snacks spray for in".split()
)  # "low sugar drinks", "good for cramps"
TIME_UNITS = frozenset("weeks days months years week month year day hours hour".split())
OTHER_COUNTS = TIME_UNITS | {"times", "tablets", "/", "am", "pm"}
NOWADAYS = frozenset("now today currently yesterday tonight".split())
OF_NOW = BETWEEN | NOWADAYS | frozenset(("but", "and", "it", "is", "this", "morning"))
MOLAR = "mmol/L"
RARELY_MEANT = ("meq", "ukat")  # nobody leaves these units out
MASS = ("/dl", "/ml")
NEUTRAL = "neutral"
DOSE = re.compile(r"\s*(?:mg|mcg|g|tablets?|capsules?|pills?|drops|iu|units)\b(?!\s*/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    start: int
    end: int
    unit: str


class LabReader:
    """Reads results; compiled once for the words of all units."""

    def __init__(self, knowledge: Knowledge, mass_countries: Collection[str] = ()) -> None:
        self._knowledge = knowledge
        self._mass_countries = mass_countries  # where results are told in milligrams
        self._units: Mapping[str, tuple[tuple[str, Unit], ...]] = {
            lab.id: tuple(
                sorted(((spelt, unit) for unit in lab.units for word in (*unit.words, unit.ucum) for spelt in spellings(word)), key=lambda pair: -len(pair[0]))
            )
            for lab in knowledge.labs.values()
        }
        self._all_units = sorted({word for pairs in self._units.values() for word, _ in pairs}, key=len, reverse=True)

    def read(self, scene: Scene, context: Context, persons: Persons, country: str) -> tuple[list[LabResult], list[Issue], list[Span]]:
        """Results in the order of the text (a lab once, values before words), issues, and spans that could not be used."""
        found: dict[str, LabResult] = {}
        issues: list[Issue] = []
        unused: list[Span] = []
        beside = self._certain_units(scene)
        for match in scene.of("lab", "lab-normal"):
            if persons.subject(match.start) is not Subject.PATIENT:
                continue
            lab = self._knowledge.labs[match.meaning.id]
            is_past = match.end - 1 in context.past
            latest = _value_now(match, scene) if is_past else None
            if is_past and latest is None:
                continue
            result = (
                self._of_value(lab, latest, scene.words, match, country, issues, unused, beside)
                if latest is not None
                else self._result(match, lab, scene, context, country, issues, unused, beside)
            )
            known = found.get(lab.id)
            if result is not None and (known is None or _tells_more(result, known)):
                found[lab.id] = result
        return sorted(found.values(), key=_start), issues, unused

    def _result(
        self,
        match: Match,
        lab: Lab,
        scene: Scene,
        context: Context,
        country: str,
        issues: list[Issue],
        unused: list[Span],
        beside: frozenset[str],
    ) -> LabResult | None:
        words, scene = scene.words, scene.local(match.start)
        if match.meaning.kind == "lab-normal":  # the name of a whole panel
            is_told = any(words.tokens[index].word in NORMAL for index in range(match.start, match.end)) and match.end - 1 not in context.denied
            side = "normal" if is_told else _side(match, scene, context)[0]
            return LabResult(lab.id, None, None, certainty=WORDED, span=words.span(match.start, match.end)) if side == "normal" else None
        value = _value_behind(match, scene)
        if value is not None:
            return self._of_value(lab, value, words, match, country, issues, unused, beside)
        side, is_grave = _side(match, scene, context)
        is_short = match.end - match.start == 1 and len(words.tokens[match.start].surface) < SHORT
        return _of_words(lab, side, match, scene, context, is_grave=is_grave) if side and not is_short else None

    def _of_value(
        self,
        lab: Lab,
        value: _Value,
        words: Words,
        match: Match,
        country: str,
        issues: list[Issue],
        unused: list[Span],
        beside: frozenset[str],
    ) -> LabResult | None:
        first = words.tokens[match.start].start
        unit, end = self._unit_at(lab, words.text, value.end)
        span = Span(first, max(end, value.end), words.text[first : max(end, value.end)])
        said_unit = words.text[value.end : end].strip() or None
        if unit is None:
            stranger = stranger_after(words.text, value.end, self._all_units)
            unit = self._guessed(lab, value.value, stranger, span, issues, words.text, beside, country)
        if unit is None:
            agreed = self._agreed(lab, value.value, country, span)
            if agreed is None:
                unused.append(span)
            return agreed
        converted = float(f"{value.value * unit.factor:.6g}")
        if not lab.plausible[0] <= converted <= lab.plausible[1]:
            issues.append(implausible(lab, span))
            unused.append(span)
            return None
        band, side = placed(lab, converted, country)
        return LabResult(lab.id, converted, band.id if band else None, side, value.value, said_unit, span=span)

    def _unit_at(self, lab: Lab, text: str, end: int) -> tuple[Unit | None, int]:
        """The lab's unit written behind a value, and where it ends."""
        rest = text[end : end + UNIT_REACH * 2].lower().replace("μ", "µ")
        skipped = len(rest) - len(rest.lstrip(" \t("))
        rest = rest[skipped:]
        for word, unit in self._units[lab.id]:
            length = prefix(rest, word)
            if length and not rest[length : length + 1].isalnum() and not (rest[length : length + 1] == "/" and "/" not in word):
                return unit, end + skipped + length
        return None, end

    def _certain_units(self, scene: Scene) -> frozenset[str]:
        """Units that other values without one must have: a calcium of 1.9 can only be mmol/L, and who writes that writes magnesium so too."""
        found = set[str]()
        for match in scene.of("lab"):
            lab = self._knowledge.labs[match.meaning.id]
            value = _value_behind(match, scene.local(match.start)) if len(lab.units) > 1 else None
            if value is not None:
                rivals = [unit for unit in lab.units if not unit.ucum.lower().startswith(RARELY_MEANT)]
                fitting = [unit.ucum for unit in rivals if lab.plausible[0] <= value.value * unit.factor <= lab.plausible[1]]
                found.update(fitting if len(fitting) == 1 < len(rivals) else ())
        return frozenset(found)

    def _as_before(self, units: Iterable[Unit], text: str) -> Unit | None:
        """The unit that was written last for another result."""
        places = [(max(text.rfind(word) for word in spellings(unit.ucum)), unit) for unit in units]
        at, unit = max(places, key=lambda place: place[0])
        return unit if at >= 0 else None

    def _agreed(self, lab: Lab, value: float, country: str, span: Span) -> LabResult | None:
        """Low or high in every unit that makes the value plausible: the side is known though the value is not, and it is at least as bad as in the mildest of them."""
        places = [placed(lab, value * unit.factor, country) for unit in lab.units if lab.plausible[0] <= value * unit.factor <= lab.plausible[1]]
        sides = {side for _, side in places}
        bands = [band for band, _ in places if band is not None]
        if len(sides) > 1 and all(band is not None and not band.id.startswith("mild") for band, _ in places):
            return _of_both(lab, value, country, span)
        if sides == {"normal"}:
            return LabResult(lab.id, None, None, "normal", said_value=value, certainty=WORDED, span=span)
        is_sure = len(sides) == 1
        band = (next((band for band in from_mild(lab, next(iter(sides))) if band in bands), None) or mildest(lab, next(iter(sides)))) if is_sure else None
        return LabResult(lab.id, None, band.id, next(iter(sides)), said_value=value, certainty=WORDED, span=span) if band is not None else None

    def _at_home(self, lab: Lab, value: float, country: str) -> Unit | None:
        """The unit the country's laboratories use, when the value can be meant in it."""
        mass = next((unit for unit in lab.units if unit.ucum.lower().endswith(MASS)), None) if country in self._mass_countries else None
        own = mass or next((unit for unit in lab.units if unit.ucum == lab.unit), None) if country != NEUTRAL else None
        return own if own is not None and is_usual(own, value) and lab.plausible[0] <= value * own.factor <= lab.plausible[1] else None

    def _guessed(self, lab: Lab, value: float, stranger: str, span: Span, issues: list[Issue], text: str, beside: frozenset[str], country: str) -> Unit | None:
        """The only unit that makes the value plausible; with none or with several the unit is asked for."""
        fitting = {unit.factor: unit for unit in reversed(lab.units) if lab.plausible[0] <= value * unit.factor <= lab.plausible[1]}
        fitting = {factor: unit for factor, unit in fitting.items() if not unit.ucum.lower().startswith(RARELY_MEANT)} or fitting
        fitting = {factor: unit for factor, unit in fitting.items() if is_usual(unit, value)} or fitting
        given = f"the unit “{stranger}” is not known for {lab.label}" if stranger else f"{lab.label} was given without a unit"
        if not fitting:
            issues.append(implausible(lab, span))
        elif len(fitting) == 1:
            unit = next(iter(fitting.values()))
            issues.append(
                Issue(
                    Level.NOTE, f"“{span.text}”: {given}; only {unit.ucum} is plausible, so that was taken.", f"Say the unit of {lab.label} if it is another."
                )
            )
            return unit
        elif said := self._as_before(fitting.values(), text[: span.start].lower()) or (
            self._as_before(fitting.values(), text.lower()) or _as_beside(fitting.values(), beside)
        ):
            issues.append(
                Issue(Level.NOTE, f"“{span.text}”: {given}; {said.ucum} was taken, as for the other results.", f"Say the unit of {lab.label} if it is another.")
            )
            return said
        elif (home := self._at_home(lab, value, country)) is not None:
            issues.append(
                Issue(Level.NOTE, f"“{span.text}”: {given}; {home.ucum} was taken, as is usual there.", f"Say the unit of {lab.label} if it is another.")
            )
            return home
        else:
            sides = " or ".join(sorted({unit.ucum for unit in fitting.values()}))
            issues.append(Issue(Level.WARNING, f"“{span.text}”: {given}; it could be {sides}, so the value was not used.", f"Give {lab.label} with its unit."))
        return None


def _of_both(lab: Lab, value: float, country: str, span: Span) -> LabResult:
    """Too low in one unit and too high in another: dangerous either way. Without a country the lab's own unit is taken, with doubt."""
    band, side = placed(lab, value, country)
    return LabResult(lab.id, None, band.id if band else None, side, said_value=value, certainty=DOUBT, span=span)


def _as_beside(units: Iterable[Unit], beside: frozenset[str]) -> Unit | None:
    """The unit of the results beside; potassium in mmol/L stands beside magnesium in mg/dL, but not the other way."""
    known = [unit for unit in units if unit.ucum in beside]
    return min(known, key=lambda unit: unit.ucum == MOLAR, default=None)


def _value_behind(match: Match, scene: Scene) -> _Value | None:
    """The number behind a lab's name, or right before it ("3.1 potassium" is not read)."""
    words = scene.words
    is_short = words.tokens[match.start].end - words.tokens[match.start].start <= SHORT and match.end - match.start == 1
    last = min(len(words.tokens), match.end + (SHORT if is_short and words.tokens[match.start].surface.islower() else REACH))
    others = {other.start for other in scene.of("lab") if other.start != match.start}
    if is_short and match.start and words.tokens[match.start - 1].is_number and (words.tokens[match.start].surface.islower() or _touches(words, match.start)):
        return None  # "10k", "20 mg"
    said = words_taken(scene.cues_of(*SIDES))
    ends = {time.start: time.end for time in scene.times}
    index = match.end
    while index < last:
        token = words.tokens[index]
        following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
        if index in others or words.sentence_of(index) != words.sentence_of(match.start):
            return None
        if index in ends:  # "potassium two weeks ago was 2.9"
            last = min(len(words.tokens), last + ends[index] - index)
            index = ends[index]
            continue
        if token.is_number:
            return (
                None if following in OTHER_COUNTS or _is_dose(words.text, token.end) else _Value(_in_full(token, following, match), token.start, token.end, "")
            )
        if token.word == "from" and index + 2 < len(words.tokens) and words.tokens[index + 1].is_number and words.tokens[index + 2].word == "to":
            index += 3
            continue
        if token.word not in BETWEEN and index not in said:
            return None
        index += 1
    return None


def _touches(words: Words, index: int) -> bool:
    return words.tokens[index - 1].end == words.tokens[index].start


def _in_full(token: Token, following: str, match: Match) -> float:
    """ "CK 12k" is twelve thousand."""
    return digits(token) * (1000 if following in THOUSANDS and match.meaning.id == "creatine-kinase" else 1)


def _value_now(match: Match, scene: Scene) -> _Value | None:
    """ "Potassium was 4.2 last year, 2.1 today": the value of now, in the clause behind."""
    words = scene.words
    number = words.clause_of[match.start] + 1
    if match.meaning.kind != "lab" or number == len(words.clauses) or words.clauses[number].sentence != words.sentence_of(match.start):
        return None
    clause = words.clauses[number]
    said = words.tokens[clause.start : clause.end]
    value = next((token for token in said if token.is_number), None)
    before = [token.word for token in said[: said.index(value)]] if value is not None else []
    is_now = not NOWADAYS.isdisjoint(token.word for token in said)
    return _Value(digits(value), value.start, value.end, "") if value is not None and is_now and set(before) <= OF_NOW else None


def _is_dose(text: str, end: int) -> bool:
    """ "Magnesium 375 mg" is a tablet, 1.2 mg/dl a result."""
    return DOSE.match(text, end) is not None and MAGNESIUM.match(text, end) is None


def _side(match: Match, scene: Scene, context: Context) -> tuple[str, bool]:
    """Low, high or normal as said in words around a lab's name, and whether gravely so."""
    words, clause = scene.words, scene.words.clauses[scene.words.clause_of[match.start]]
    cues = {index: cue for cue in scene.cues_of(*SIDES) for index in range(cue.start, cue.end)}
    if match.end < clause.end and words.tokens[match.end].word in NOT_RESULTS:
        return "", False
    before = match.start - 2 if match.start - 1 > clause.start and words.tokens[match.start - 1].word in ("in", "of", "on") else match.start - 1
    own = next((cues[index] for index in range(match.start, match.end) if index in cues), None) or (cues.get(before) if before >= clause.start else None)
    if own is not None:
        return _said_so(own, context, words)
    if _is_included(match, scene, cues, context):
        return "normal", False
    between = BETWEEN | {token.word for said in scene.times for token in words.tokens[said.start : said.end]}
    labs = {index for other in scene.of("lab", "lab-normal") for index in range(other.start, other.end)}
    for index in range(match.end, clause.end):
        if index in cues:
            return _said_so(cues[index], context, words)
        if words.tokens[index].word not in between and index not in labs:
            return "", False
    is_bare = all(index in labs for index in range(match.end, clause.end))
    return _said_behind(scene.words.clause_of[match.start] + 1, scene, context, cues, between, labs, is_bare=is_bare)


def _is_included(match: Match, scene: Scene, cues: Mapping[int, Match], context: Context) -> bool:
    """ "Bloods all fine including thyroid and calcium", "bloods NAD inc TFT, Ca, Mg"."""
    words, sentence = scene.words, scene.words.sentence_of(match.start)
    labs = {index for other in scene.of("lab", "lab-normal") for index in range(other.start, other.end)}
    index = match.start - 1
    while index >= 0 and words.sentence_of(index) == sentence and (index in labs or words.tokens[index].word in LISTING):
        index -= 1
    if index <= 0 or words.tokens[index].word not in INCLUDING or words.sentence_of(index) != sentence:
        return False
    said = cues.get(index - 1) or next((cue for cue in scene.cues_of("result_normal") if cue.end == index), None)
    return said is not None and _said_so(said, context, words)[0] == "normal"


def _said_behind(
    number: int, scene: Scene, context: Context, cues: Mapping[int, Match], between: Collection[str], labs: Collection[int], *, is_bare: bool
) -> tuple[str, bool]:
    """ "Calcium, magnesium and potassium were all normal", "U&E, Ca, TFT normal", "checked my calcium, fine": what is said in the next clauses of nothing else."""
    words = scene.words
    first = number
    while number < len(words.clauses) and words.clauses[number].sentence == words.clauses[first - 1].sentence and words.clauses[number].mark != "but":
        clause = words.clauses[number]
        others = False
        seen: set[str] = set()
        for index in range(clause.start, clause.end):
            word = words.tokens[index].word
            if index in cues:
                return _said_so(cues[index], context, words) if not others or is_bare or not MANY.isdisjoint(seen) else ("", False)
            if word not in between and index not in labs:
                return "", False
            others = others or index in labs
            is_bare = is_bare and (index in labs or word in LISTING)
            seen.add(word)
        number += 1
    return "", False


def _said_so(cue: Match, context: Context, words: Words) -> tuple[str, bool]:
    side = SIDES[cue.meaning.id]
    if side == "normal" and cue.end < len(words.tokens) and words.tokens[cue.end].word in NOT_RESULTS:
        return "", False
    return (OPPOSITES[side], False) if cue.end - 1 in context.denied else (side, cue.meaning.id in GRAVE)


def _of_words(lab: Lab, side: str, match: Match, scene: Scene, context: Context, *, is_grave: bool) -> LabResult | None:
    certainty = DOUBT if match.start in context.doubted or match.start in context.hypothetical else WORDED
    if match.start in context.hypothetical or (scene.words.sentence_of(match.start) in scene.words.questions):
        return None
    span = scene.words.span(match.start, match.end)
    if side == "normal":
        return LabResult(lab.id, None, None, certainty=certainty, span=span)
    band = mildest(lab, side)
    graver = [one for one in from_mild(lab, side) if band is not None and is_beyond(one, band, side)]
    band = graver[0] if is_grave and graver else band
    return LabResult(lab.id, None, band.id, side, certainty=certainty, span=span) if band is not None else None


def _tells_more(result: LabResult, known: LabResult) -> bool:
    """A value before words; then what is abnormal."""
    return (result.value is not None, result.band is not None) > (known.value is not None, known.band is not None)


def _start(result: LabResult) -> int:
    return result.span.start if result.span is not None else 0
