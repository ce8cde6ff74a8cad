"""Blood results: values with their units, "potassium was low", "bloods were fine"."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.lab_adjusting import adjusted_results, adjusted_value, is_adjusted
from whytwitch.evidence.text.lab_bands import from_mild, mildest, placed
from whytwitch.evidence.text.lab_lists import later_value, listed_values
from whytwitch.evidence.text.lab_sides import SIDES, WORDED, of_words, panel_result, side_said
from whytwitch.evidence.text.lab_units import UNIT_REACH, implausible, is_usual, prefix, spellings, stranger_after
from whytwitch.evidence.text.lab_values import SHORT, Value, value_behind, value_now
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.movement_traits import DOUBT
from whytwitch.evidence.text.persons import Persons
from whytwitch.evidence.text.scene import RESULTS, Scene
from whytwitch.knowledge import Knowledge, Lab
from whytwitch.knowledge.nouns import Unit
from whytwitch.model import Issue, LabResult, Level, Span, Subject

__all__ = ["SIDES", "LabReader"]

MOLAR = "mmol/L"
RARELY_MEANT = ("meq", "ukat")  # nobody leaves these units out
MASS = ("/dl", "/ml")
NEUTRAL = "neutral"


@dataclass(slots=True)
class _Notes:
    """What is gathered while the results of one text are read."""

    text: str
    country: str
    beside: frozenset[str]  # units that other results without one must have
    issues: list[Issue] = field(default_factory=list)
    unused: list[Span] = field(default_factory=list)
    adjusted: set[str] = field(default_factory=set)  # labs whose value the laboratory has adjusted
    adjusted_at: set[int] = field(default_factory=set)  # where such values begin


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
        if not any(match.meaning.kind in RESULTS for match in scene.observed):
            return [], [], []
        found: dict[str, LabResult] = {}
        notes = _Notes(scene.words.text, country, self._certain_units(scene))
        listed = listed_values(scene)
        for match in scene.of(*RESULTS):
            if persons.subject(match.start) is not Subject.PATIENT:
                continue
            lab = self._knowledge.labs[match.meaning.id]
            is_past = match.end - 1 in context.past
            latest = value_now(match, scene) if is_past else listed.get((match.start, lab.id)) if match.meaning.kind == "lab" else None
            latest = latest if is_past or latest is None or _can_be(lab, latest.value) else None
            if is_past and latest is None:
                continue
            result = self._of_value(lab, latest, scene, match, notes) if latest is not None else self._result(match, lab, scene, context, notes)
            known = found.get(lab.id)
            if result is not None and (known is None or _weight(result, notes) > _weight(known, notes)):
                found[lab.id] = result
        for result, issue in list(adjusted_results(found, notes.adjusted, self._knowledge, country)):
            found[result.lab] = result
            notes.issues.append(issue)
        return sorted(found.values(), key=_start), notes.issues, notes.unused

    def _result(self, match: Match, lab: Lab, scene: Scene, context: Context, notes: _Notes) -> LabResult | None:
        whole, scene = scene, scene.local(match.start)
        if match.meaning.kind != "lab":
            return panel_result(lab, match, whole.words, scene, context)
        value = value_behind(match, scene)
        if value is not None:
            return self._of_value(lab, value, whole, match, notes)
        side, is_grave = side_said(match, scene, context)
        is_short = match.end - match.start == 1 and len(whole.words.tokens[match.start].surface) < SHORT
        return of_words(lab, side, match, scene, context, is_grave=is_grave) if side and not is_short else None

    def _of_value(self, lab: Lab, value: Value, scene: Scene, match: Match, notes: _Notes) -> LabResult | None:
        text, first = notes.text, scene.words.tokens[match.start].start
        adjusted = adjusted_value(lab, text, self._unit_at(lab, text, value.end)[1])
        later = later_value(text, value.end) if value.unit_from is None else None
        if adjusted is not None and _can_be(lab, adjusted[0]):
            value = Value(*adjusted)
        elif later is not None and _can_be(lab, later.value):
            adjusted, value = None, later
        else:
            adjusted = None
        unit, end = self._unit_at(lab, text, value.end)
        if unit is None and value.unit_from is not None:
            unit = self._unit_at(lab, text, value.unit_from)[0]
        span = Span(first, max(end, value.end), text[first : max(end, value.end)])
        said_unit = text[value.end : end].strip() or None
        if unit is None:
            unit = self._guessed(lab, value.value, stranger_after(text, value.end, self._all_units), span, notes)
        if unit is None:
            agreed = self._agreed(lab, value.value, notes.country, span)
            if agreed is None:
                notes.unused.append(span)
            return agreed
        converted = float(f"{unit.converted(value.value):.6g}")
        if not lab.plausible[0] <= converted <= lab.plausible[1]:
            notes.issues.append(implausible(lab, span))
            notes.unused.append(span)
            return None
        band, side = placed(lab, converted, notes.country)
        if adjusted is not None or is_adjusted(lab, text, span):
            notes.adjusted.add(lab.id)
            notes.adjusted_at.add(first)
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
            value = value_behind(match, scene.local(match.start)) if len(lab.units) > 1 else None
            if value is not None:
                rivals = [unit for unit in lab.units if not unit.ucum.lower().startswith(RARELY_MEANT)]
                fitting = [unit.ucum for unit in rivals if lab.plausible[0] <= unit.converted(value.value) <= lab.plausible[1]]
                found.update(fitting if len(fitting) == 1 < len(rivals) else ())
        return frozenset(found)

    def _as_before(self, units: Iterable[Unit], text: str) -> Unit | None:
        """The unit that was written last for another result."""
        places = [(max(text.rfind(word) for word in spellings(unit.ucum)), unit) for unit in units]
        at, unit = max(places, key=lambda place: place[0])
        return unit if at >= 0 else None

    def _agreed(self, lab: Lab, value: float, country: str, span: Span) -> LabResult | None:
        """Low or high in every unit that makes the value plausible: the side is known though the value is not, and it is at least as bad as in the mildest of them."""
        places = [placed(lab, unit.converted(value), country) for unit in lab.units if lab.plausible[0] <= unit.converted(value) <= lab.plausible[1]]
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
        return own if own is not None and is_usual(own, value) and lab.plausible[0] <= own.converted(value) <= lab.plausible[1] else None

    def _guessed(self, lab: Lab, value: float, stranger: str, span: Span, notes: _Notes) -> Unit | None:
        """The only unit that makes the value plausible; with none or with several the unit is asked for."""
        fitting = {unit.factor: unit for unit in reversed(lab.units) if lab.plausible[0] <= unit.converted(value) <= lab.plausible[1]}
        fitting = {factor: unit for factor, unit in fitting.items() if not unit.ucum.lower().startswith(RARELY_MEANT)} or fitting
        fitting = {factor: unit for factor, unit in fitting.items() if is_usual(unit, value)} or fitting
        given = f"the unit “{stranger}” is not known for {lab.label}" if stranger else f"{lab.label} was given without a unit"
        if not fitting:
            notes.issues.append(implausible(lab, span))
        elif len(fitting) == 1:
            unit = next(iter(fitting.values()))
            notes.issues.append(
                Issue(
                    Level.NOTE, f"“{span.text}”: {given}; only {unit.ucum} is plausible, so that was taken.", f"Say the unit of {lab.label} if it is another."
                )
            )
            return unit
        elif said := self._as_before(fitting.values(), notes.text[: span.start].lower()) or (
            self._as_before(fitting.values(), notes.text.lower()) or _as_beside(fitting.values(), notes.beside)
        ):
            notes.issues.append(
                Issue(Level.NOTE, f"“{span.text}”: {given}; {said.ucum} was taken, as for the other results.", f"Say the unit of {lab.label} if it is another.")
            )
            return said
        elif (home := self._at_home(lab, value, notes.country)) is not None:
            notes.issues.append(
                Issue(Level.NOTE, f"“{span.text}”: {given}; {home.ucum} was taken, as is usual there.", f"Say the unit of {lab.label} if it is another.")
            )
            return home
        else:
            sides = " or ".join(sorted({unit.ucum for unit in fitting.values()}))
            notes.issues.append(
                Issue(Level.WARNING, f"“{span.text}”: {given}; it could be {sides}, so the value was not used.", f"Give {lab.label} with its unit.")
            )
        return None


def _of_both(lab: Lab, value: float, country: str, span: Span) -> LabResult:
    """Too low in one unit and too high in another: dangerous either way. Without a country the lab's own unit is taken, with doubt."""
    band, side = placed(lab, value, country)
    return LabResult(lab.id, None, band.id if band else None, side, said_value=value, certainty=DOUBT, span=span)


def _as_beside(units: Iterable[Unit], beside: frozenset[str]) -> Unit | None:
    """The unit of the results beside; potassium in mmol/L stands beside magnesium in mg/dL, but not the other way."""
    known = [unit for unit in units if unit.ucum in beside]
    return min(known, key=lambda unit: unit.ucum == MOLAR, default=None)


def _can_be(lab: Lab, value: float) -> bool:
    """Whether a body can have a value in some unit."""
    return any(lab.plausible[0] <= unit.converted(value) <= lab.plausible[1] for unit in lab.units)


def _weight(result: LabResult, notes: _Notes) -> tuple[bool, bool, bool, float]:
    """A value before words, one that the laboratory has adjusted before another; then what is abnormal, then what is surer."""
    is_adjusted_value = result.span is not None and result.span.start in notes.adjusted_at
    return result.value is not None, is_adjusted_value, result.band is not None, result.certainty


def _start(result: LabResult) -> int:
    return result.span.start if result.span is not None else 0
