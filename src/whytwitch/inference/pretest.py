"""Pretest probability of every cause: prevalence by age and sex, exposures as noisy-OR, and what a cause requires (DESIGN §2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from whytwitch.inference.draws import Medians, Table
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge, Quantity
from whytwitch.knowledge.causes import ExposureEffect, Prevalence
from whytwitch.model import Evidence, Finding, Medicine, Profile, Sex, Status, Subject, Time, Timing

__all__ = ["ExposureState", "Pretest", "exposure_states", "stated"]

WINDOW_DAYS = 28.0
YEAR_DAYS = 365.25
WHENS = ("current", "recent", "stopped", "past", "family")
FERTILE_AGES = (12.0, 55.0)


@dataclass(frozen=True, slots=True)
class ExposureState:
    """What is known of one exposure: how surely it is there now, recent, stopped, past or in the family, and its band."""

    current: float = 0.0
    recent: float = 0.0
    stopped: float = 0.0
    past: float = 0.0
    family: float = 0.0
    band: str | None = None

    def at(self, when: str) -> float:
        """Certainty for a moment named in the base."""
        return float(getattr(self, when))

    @property
    def ever(self) -> float:
        """Certainty that the person has, or has just stopped, it."""
        return max(self.current, self.recent, self.stopped)


def _merged(first: ExposureState | None, second: ExposureState) -> ExposureState:
    if first is None:
        return second
    current, recent, stopped, past, family = (max(first.at(when), second.at(when)) for when in WHENS)
    return ExposureState(current, recent, stopped, past, family, second.band or first.band)


def _state(item: Finding | Medicine, unknown_recent: float, *, is_event: bool) -> ExposureState:
    """What one statement says of its exposure."""
    if item.status is Status.ABSENT or item.subject is Subject.OTHER or item.time is Time.HYPOTHETICAL:
        return ExposureState()
    sure, band = item.certainty, getattr(item, "band", None)
    if item.subject is Subject.FAMILY:
        return ExposureState(family=sure)
    if item.time in (Time.PAST, Time.TREATED):
        return ExposureState(past=sure, stopped=sure if item.timing is Timing.STOPPED else 0.0)
    if item.timing is Timing.STOPPED:
        return ExposureState(stopped=sure, past=sure)
    recent = {Timing.RECENT: sure, Timing.STEADY: 0.0}.get(item.timing, sure * unknown_recent)
    return ExposureState(current=sure, recent=sure if is_event else recent, band=band)


def stated(exposure: str, knowledge: Knowledge) -> ExposureState:
    """What a plain "yes" says of an exposure."""
    is_event = exposure in knowledge.exposures and knowledge.exposures[exposure].kind == "event"
    return _state(Finding(exposure), knowledge.settings.number("unknown", "recent_of_current"), is_event=is_event)


def exposure_states(evidence: Evidence, knowledge: Knowledge) -> dict[str, ExposureState]:
    """Every exposure, drug, class or diagnosis that was spoken of; a state of zeros is a denial."""
    unknown_recent = knowledge.settings.number("unknown", "recent_of_current")
    states: dict[str, ExposureState] = {}
    for finding in evidence.findings:
        if finding.id in knowledge.exposures or finding.id in knowledge.causes:
            kind = knowledge.exposures[finding.id].kind if finding.id in knowledge.exposures else "condition"
            states[finding.id] = _merged(states.get(finding.id), _state(finding, unknown_recent, is_event=kind == "event"))
    if evidence.takes_no_medicine:
        states |= {name: ExposureState() for name, group in knowledge.drug_classes.items() if group.is_prescribed}
    for medicine in evidence.medicines:
        state = _state(medicine, unknown_recent, is_event=False)
        for name in (*medicine.classes, *([medicine.drug] if medicine.drug else [])):
            states[name] = _merged(states.get(name), state)
    states |= _of_profile(evidence.profile, states)
    return states


def _of_profile(profile: Profile, states: Mapping[str, ExposureState]) -> dict[str, ExposureState]:
    if "pregnancy" in states and states["pregnancy"].current:
        return {}
    if profile.pregnant:
        return {"pregnancy": ExposureState(current=1.0)}
    is_outside = profile.age_years is not None and not FERTILE_AGES[0] <= profile.age_years <= FERTILE_AGES[1]
    if profile.pregnant is False or profile.sex is Sex.MALE or is_outside:
        return {"pregnancy": ExposureState()}
    return {}


def _fit(stratum: Prevalence, age: float, sex: str) -> tuple[int, float] | None:
    """How specifically a stratum covers an age and sex; None if it does not."""
    if stratum.sex not in (None, sex):
        return None
    if stratum.age is None:
        return int(stratum.sex is not None), 0.0
    if not stratum.age[0] <= age < stratum.age[1]:
        return None
    return 1 + int(stratum.sex is not None), -(stratum.age[1] - stratum.age[0])


def _distance(stratum: Prevalence, age: float) -> float:
    return 0.0 if stratum.age is None else max(stratum.age[0] - age, age - stratum.age[1], 0.0)


def stratum_for(strata: Iterable[Prevalence], age: float, sex: str) -> Prevalence:
    """The most specific stratum; if none covers the age, the nearest."""
    listed = list(strata)
    fitting = [(fit, -i, s) for i, s in enumerate(listed) if (fit := _fit(s, age, sex)) is not None]
    return max(fitting)[2] if fitting else min(listed, key=lambda s: (s.sex not in (None, sex), _distance(s, age)))


def _who(profile: Profile) -> tuple[float | None, str | None]:
    """Age in whole years and sex, as far as they are known."""
    return None if profile.age_years is None else float(int(profile.age_years)), profile.sex.value if profile.sex else None


class Pretest:
    """Pretest probabilities for one base."""

    def __init__(self, knowledge: Knowledge, cause_index: Mapping[str, int]) -> None:
        self.knowledge = knowledge
        self.index = cause_index
        self.effects: list[ExposureEffect] = []
        owners = []
        for cause in knowledge.causes.values():
            for effect in cause.exposures:
                self.effects.append(effect)
                owners.append(cause_index[cause.id] - 1)
        self.owners = np.array(owners, dtype=np.intp)
        self.exposed, self.first_effects = np.unique(self.owners, return_index=True)
        self.of_exposure: dict[str, list[int]] = {}
        for number, effect in enumerate(self.effects):
            self.of_exposure.setdefault(effect.exposure, []).append(number)
        self.unlisted_drug = knowledge.settings.number("unknown", "unlisted_drug")
        self.band_of_current = knowledge.settings.number("unknown", "band_of_current")
        self.unsaid_event = knowledge.settings.number("unknown", "unsaid_event")
        self.events = {name for name, exposure in knowledge.exposures.items() if exposure.kind == "event"}
        self.drugs = {*knowledge.drug_classes, *knowledge.drugs}
        self.of_drugs = [number for number, effect in enumerate(self.effects) if effect.exposure in self.drugs]
        bands: dict[tuple[int, str, str], set[str | None]] = {}
        for effect, owner in zip(self.effects, owners, strict=True):
            bands.setdefault((owner, effect.exposure, effect.when), set()).add(effect.band)
        self.rivals = [bands[owner, effect.exposure, effect.when] for effect, owner in zip(self.effects, owners, strict=True)]
        self.frequency = lru_cache(maxsize=None)(self._frequency)  # bounded by the ids of the base
        self.gated = [cause for cause in knowledge.causes.values() if cause.requires]
        self.is_gated = np.array([bool(cause.requires) for cause in knowledge.causes.values()])
        self.least_left = knowledge.settings.number("pretest", "least_left")
        self.medians = Medians()
        self.usual = np.array([self._unknown(effect) for effect in self.effects])

    def _frequency(self, exposure: str) -> float:
        """How common an exposure is among people who ask."""
        knowledge = self.knowledge
        if exposure in knowledge.exposures:
            return knowledge.exposures[exposure].frequency.value
        if exposure in knowledge.drug_classes:
            return knowledge.drug_classes[exposure].frequency.value
        if exposure in knowledge.drugs:
            group = knowledge.drug_classes[knowledge.drugs[exposure].classes[0]]
            return group.frequency.value / max(1, len(group.members))
        return max(p.value.value for p in knowledge.causes[exposure].prevalence)

    def _unknown(self, effect: ExposureEffect) -> float:
        number = self.knowledge.settings.number
        if effect.when == "current":
            return self.frequency(effect.exposure) * (number("unknown", "band_of_current") if effect.band else 1.0)
        if effect.when in ("past", "family"):
            return number("unknown", effect.when)
        kind = self.knowledge.exposures[effect.exposure].kind if effect.exposure in self.knowledge.exposures else ""
        factor = 1.0 if kind == "event" else number("unknown", f"{effect.when}_of_current")
        return self.frequency(effect.exposure) * factor

    def unknown(self, profile: Profile) -> FloatArray:
        """How surely each exposure effect is at work in somebody of that age and sex of whom nothing else is known, shape (n_effects,)."""
        return self.medians.kept(("unknown", *_who(profile)), lambda: self._within_prevalence(profile))

    def _within_prevalence(self, profile: Profile) -> FloatArray:
        """Certainties of unknown exposures, shrunk for causes of which they would explain more than is there.

        A published prevalence includes what exposures bring about; where our estimates of risk and frequency together exceed it, the published figure
        stands for people of whom nothing is known, and at least `least_left` of it for people who have none of the exposures.
        """
        unknown = self.usual
        prevalence = self.prevalence(profile, self.medians)[:, 0]
        explained = np.zeros(len(self.index))
        np.add.at(explained, self.owners, unknown * self.risks(self.medians)[:, 0])
        room = (1.0 - self.least_left) * prevalence
        scale = np.where(self.is_gated | (explained <= room), 1.0, room / np.maximum(explained, 1e-12))
        return np.asarray(unknown * scale[self.owners])

    def _strata(self, age: float | None, sex: str | None) -> list[list[tuple[Quantity, float]]]:
        """For every cause the numbers that make up its prevalence, with their weights."""
        ages = [(age, 1.0)] if age is not None else self._asker_ages()
        female = self.knowledge.settings.number("asker", "female")
        sexes = [(sex, 1.0)] if sex is not None else [("female", female), ("male", 1.0 - female)]
        table = []
        for cause in self.knowledge.causes.values():
            weights: dict[int, tuple[Quantity, float]] = {}
            for measure, factor in (("point", 1.0), ("incidence", WINDOW_DAYS / YEAR_DAYS)):
                strata = [s for s in cause.prevalence if s.measure == measure]
                for years, age_share in ages if strata else ():
                    for which, sex_share in sexes:
                        chosen = stratum_for(strata, years, which).value
                        before = weights.get(id(chosen), (chosen, 0.0))[1]
                        weights[id(chosen)] = chosen, before + factor * age_share * sex_share
            table.append(list(weights.values()))
        return table

    def _asker_ages(self) -> list[tuple[float, float]]:
        """Middle and share of every age band of askers; a band has `from`, `to` and `share`."""
        bands = self.knowledge.settings.rows("asker", "ages")
        total = sum(band["share"] for band in bands)
        return [((band["from"] + band["to"]) / 2.0, band["share"] / total) for band in bands]

    def prevalence(self, profile: Profile, table: Table) -> FloatArray:
        """Shape (n_causes, n_columns), unexplained left out."""
        who = _who(profile)
        return table.kept(("prevalence", *who), lambda: self._prevalence(*who, table))

    def _prevalence(self, age: float | None, sex: str | None, table: Table) -> FloatArray:
        rows = self._strata(age, sex)
        flat = [part for row in rows for part in row]
        values = table.of([quantity for quantity, _ in flat]) * np.array([weight for _, weight in flat])[:, None]
        starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
        return np.minimum(np.add.reduceat(values, starts, axis=0), 0.999)

    def certainties(self, profile: Profile, states: Mapping[str, ExposureState], *, has_listed_drugs: bool) -> FloatArray:
        """How surely each exposure effect is at work, shape (n_effects,)."""
        sure = self.unknown(profile).copy()
        if has_listed_drugs:
            sure[self.of_drugs] *= self.unlisted_drug
        for name, state in states.items():
            for number in self.of_exposure.get(name, ()):
                sure[number] = self._certainty(number, state)
        return sure

    def _certainty(self, number: int, state: ExposureState) -> float:
        effect = self.effects[number]
        sure = state.at(effect.when)
        if effect.band is None:
            return 0.0 if state.band is not None and state.band in self.rivals[number] else sure
        if state.band is None:
            return 0.0 if None in self.rivals[number] else sure * self.band_of_current
        return sure if state.band == effect.band else 0.0

    def spared(self, sure: FloatArray, table: Table) -> FloatArray:
        """Probability that no exposure brings the cause about, shape (n_causes, n_columns).

        `sure` has the shape (n_effects,), or (n_effects, n_people) with a table of one column.
        """
        logs = np.log1p(-np.minimum(sure.reshape(len(sure), -1) * self.risks(table), 0.9999))
        total = np.zeros((len(self.index), logs.shape[1]))
        total[self.exposed] = np.add.reduceat(logs, self.first_effects, axis=0)
        return np.asarray(np.exp(total))

    def risks(self, table: Table) -> FloatArray:
        """Attributable risk of every effect, shape (n_effects, n_columns)."""
        return table.kept("risks", lambda: table.of([effect.risk for effect in self.effects]))

    def gate(self, states: Mapping[str, ExposureState], *, has_listed_drugs: bool) -> FloatArray:
        """Probability that what each cause requires is there, shape (n_causes,)."""
        gate = np.ones(len(self.index))
        for cause in self.gated:
            for group in cause.requires:
                missing = 1.0
                for name in group:
                    missing *= 1.0 - self._ever(name, states, has_listed_drugs=has_listed_drugs)
                gate[self.index[cause.id] - 1] *= 1.0 - missing
        return gate

    def _ever(self, name: str, states: Mapping[str, ExposureState], *, has_listed_drugs: bool) -> float:
        if name in states:
            return states[name].ever
        if name in self.events:
            return self.frequency(name) * self.unsaid_event
        return self.frequency(name) * (self.unlisted_drug if has_listed_drugs and name in self.drugs else 1.0)

    def probabilities(self, profile: Profile, states: Mapping[str, ExposureState], table: Table, *, has_listed_drugs: bool) -> FloatArray:
        """Pretest probability of every cause, shape (n_causes, n_columns).

        A published prevalence is that of people of whom nothing is known; what exposures of unknown presence contribute on average is taken out of it
        first (at least `least_left` of it stays), so that "unknown" gives the published figure, a denial less and an exposure more.
        """
        base, here = self._parts(profile, self.certainties(profile, states, has_listed_drugs=has_listed_drugs), table)
        return self.gate(states, has_listed_drugs=has_listed_drugs)[:, None] * (1.0 - (1.0 - base) * here)

    def of_variants(self, profile: Profile, variants: Sequence[Mapping[str, ExposureState]], *, has_listed_drugs: bool) -> FloatArray:
        """`probabilities` at the medians for several people alike in all but their exposures, shape (n_causes, n_variants)."""
        sure = np.stack([self.certainties(profile, states, has_listed_drugs=has_listed_drugs) for states in variants], axis=1)
        gate = np.stack([self.gate(states, has_listed_drugs=has_listed_drugs) for states in variants], axis=1)
        base, here = self._parts(profile, sure, self.medians)
        return np.asarray(gate * (1.0 - (1.0 - base) * here))

    def _parts(self, profile: Profile, sure: FloatArray, table: Table) -> tuple[FloatArray, FloatArray]:
        """Base without exposures, and probability spared by the exposures."""
        base = table.kept(("base", *_who(profile)), lambda: self._base(profile, table))
        return base, self.spared(sure, table)

    def _base(self, profile: Profile, table: Table) -> FloatArray:
        prevalence = self.prevalence(profile, table)
        base = 1.0 - (1.0 - prevalence) / self.spared(self.unknown(profile), table)
        return np.where(self.is_gated[:, None], prevalence, np.maximum(base, self.least_left * prevalence))

    def contributions(self, profile: Profile, states: Mapping[str, ExposureState], table: Table, *, has_listed_drugs: bool) -> dict[str, dict[int, float]]:
        """For every exposure that is there, by cause (index from 1): the share of the pretest probability that would go without it."""
        sure = self.certainties(profile, states, has_listed_drugs=has_listed_drugs)
        base, here = (part[:, 0] for part in self._parts(profile, sure, table))
        risks = self.risks(table)[:, 0]
        found: dict[str, dict[int, float]] = {}
        for name in states:
            spared: dict[int, float] = {}
            for number in self.of_exposure.get(name, ()):
                if sure[number] > 0.0:
                    owner = int(self.owners[number])
                    spared[owner] = spared.get(owner, 1.0) * (1.0 - sure[number] * risks[number])
            for owner, factor in spared.items():
                present, without = 1.0 - (1.0 - base[owner]) * here[owner], 1.0 - (1.0 - base[owner]) * here[owner] / factor
                found.setdefault(name, {})[owner + 1] = float(1.0 - without / present) if present > 0.0 else 0.0
        return found
