"""The slow obvious twin of the engine, part two: from a person's evidence and the TOML files, at the medians, to the numbers of one network.

It reads the files itself and shares no code with ``whytwitch``; of `Evidence` it uses only the fields. Which rule is meant stands beside each function
(DESIGN §2, ``docs/base-format.md``). The result goes to `enumeration.enumerate_network`.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

__all__ = ["Twin", "median"]

CLASSES = {"obligate": (0.99, 0.9999), "very-frequent": (0.8, 0.99), "frequent": (0.3, 0.79), "occasional": (0.05, 0.29), "very-rare": (0.01, 0.04)}
LEAST_CELL = 0.002
Row = dict[str, Any]


def _logit(p: float) -> float:
    return math.log(p) - math.log1p(-p)


def _expit(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def _half_digamma(k: float) -> float:
    """ψ(k + ½) up to a constant, for whole k: Σ 2 / (2i - 1)."""
    return sum(2.0 / (2 * i - 1) for i in range(1, round(k) + 1))


def median(value: Mapping[str, Any]) -> float:
    """The median of a number of the base: Jeffreys' mean logit for counts, the given value, or the logit midpoint of the bounds."""
    if "affected" in value:
        return _expit(_half_digamma(value["affected"]) - _half_digamma(value["examined"] - value["affected"]))
    if "class" in value:
        low, high = CLASSES[value["class"]]
        return _expit((_logit(low) + _logit(high)) / 2)
    if "value" in value:
        return float(value["value"])
    return _expit((_logit(value["low"]) + _logit(value["high"])) / 2)


class Twin:
    """The base as plain tables, and one person's network from it."""

    def __init__(self, base: Path) -> None:
        def folder(name: str) -> dict[str, Row]:
            return {path.stem: tomllib.loads(path.read_text()) for path in sorted((base / name).glob("*.toml"))}

        self.causes, self.findings, self.exposures = folder("causes"), folder("findings"), folder("exposures")
        self.classes, self.labs = folder("drugs"), folder("labs")
        self.settings = tomllib.loads((base / "settings.toml").read_text())
        character = tomllib.loads((base / "character.toml").read_text())
        self.attributes = {a["id"]: {v["id"]: v["base"] for v in a["values"]} for a in character["attribute"]}
        self.groups = {g["id"]: g["members"] for g in character["place_group"]}
        self.ids = ["unexplained", *self.causes]
        self.home = next(name for name, cause in self.causes.items() if "unexplained" in cause)
        self.drugs = {m["id"]: (name, group) for name, group in self.classes.items() for m in group.get("members", [])}

    # ---- what is known of exposures

    def frequency(self, name: str) -> float:
        """How common an exposure is among those who ask; a drug has an equal part of its class, a diagnosis its largest prevalence."""
        if name in self.exposures:
            return median(self.exposures[name]["frequency"])
        if name in self.classes:
            return median(self.classes[name]["frequency"])
        if name in self.drugs:
            group = self.drugs[name][1]
            return median(group["frequency"]) / len(group["members"])
        return max(median(p["value"]) for p in self.causes[name]["prevalence"])

    def _says(self, item: Any, *, is_event: bool) -> Row:  # noqa: ANN401 - a Finding or a Medicine, by field names
        nothing: Row = dict.fromkeys(("current", "recent", "stopped", "past", "family"), 0.0) | {"band": None}
        sure = item.certainty
        if item.status == "absent" or item.subject == "other" or item.time == "hypothetical":
            return nothing
        if item.subject == "family":
            return nothing | {"family": sure}
        if item.time in ("past", "treated"):
            return nothing | {"past": sure, "stopped": sure if item.timing == "stopped" else 0.0}
        if item.timing == "stopped":
            return nothing | {"stopped": sure, "past": sure}
        recent = sure if is_event or item.timing == "recent" else 0.0 if item.timing == "steady" else sure * self.settings["unknown"]["recent_of_current"]
        return nothing | {"current": sure, "recent": recent, "band": getattr(item, "band", None)}

    def states(self, evidence: Any) -> dict[str, Row]:  # noqa: ANN401
        """What is known of every exposure, class, drug and diagnosis that was spoken of."""
        found: dict[str, Row] = {}

        def add(name: str, state: Row) -> None:
            old = found.get(name)
            if old is not None:
                state = {k: (state["band"] or old["band"]) if k == "band" else max(state[k], old[k]) for k in state}
            found[name] = state

        for item in evidence.findings:
            if item.id in self.exposures or item.id in self.causes:
                add(item.id, self._says(item, is_event=self.exposures.get(item.id, {}).get("kind") == "event"))
        if evidence.takes_no_medicine:
            for name, group in self.classes.items():
                if group.get("prescribed", True):
                    found[name] = self._says(SimpleNamespace(certainty=1.0, status="absent"), is_event=False)
        for item in evidence.medicines:
            for name in [*item.classes, *([item.drug] if item.drug else [])]:
                add(name, self._says(item, is_event=False))
        found |= self._pregnancy(evidence.profile, found)
        return found

    def _pregnancy(self, profile: Any, found: Mapping[str, Row]) -> dict[str, Row]:  # noqa: ANN401
        no: Row = {"current": 0.0, "recent": 0.0, "stopped": 0.0, "past": 0.0, "family": 0.0, "band": None}
        if found.get("pregnancy", no)["current"]:
            return {}
        if profile.pregnant:
            return {"pregnancy": no | {"current": 1.0}}
        if profile.pregnant is False or profile.sex == "male" or (profile.age_years is not None and not 12 <= profile.age_years <= 55):
            return {"pregnancy": no}
        return {}

    # ---- pretest

    def _stratum(self, strata: Sequence[Row], age: float, sex: str) -> Row:
        """The most specific that covers age and sex (age before sex, the narrower age first); if none, the nearest in age of that sex."""
        fitting = [s for s in strata if s.get("sex", sex) == sex and ("age" not in s or s["age"][0] <= age < s["age"][1])]
        if fitting:
            return min(fitting, key=lambda s: (-(("age" in s) + ("sex" in s)), (s["age"][1] - s["age"][0]) if "age" in s else 0, strata.index(s)))
        return min(strata, key=lambda s: (s.get("sex", sex) != sex, max(s["age"][0] - age, age - s["age"][1], 0) if "age" in s else 0))

    def prevalence(self, cause: Row, profile: Any) -> float:  # noqa: ANN401
        """Point prevalence + incidence x 28 days, averaged over the askers where age or sex is not known."""
        asker = self.settings["asker"]
        whole = sum(a["share"] for a in asker["ages"])
        ages = [((a["from"] + a["to"]) / 2, a["share"] / whole) for a in asker["ages"]]
        ages = ages if profile.age_years is None else [(int(profile.age_years), 1.0)]
        sexes = [("female", asker["female"]), ("male", 1 - asker["female"])] if profile.sex is None else [(str(profile.sex), 1.0)]
        total = 0.0
        for measure, factor in (("point", 1.0), ("incidence", 28 / 365.25)):
            strata = [s for s in cause["prevalence"] if s["measure"] == measure]
            if strata:
                total += factor * sum(p * q * median(self._stratum(strata, age, sex)["value"]) for age, p in ages for sex, q in sexes)
        return min(total, 0.999)

    def _unspoken(self, effect: Row) -> float:
        """How surely an exposure effect is at work in somebody of whom nothing is known."""
        unknown, when, name = self.settings["unknown"], effect.get("when", "current"), effect["exposure"]
        if when in ("past", "family"):
            return float(unknown[when])
        if when == "current":
            return self.frequency(name) * (unknown["band_of_current"] if "band" in effect else 1.0)
        is_event = self.exposures.get(name, {}).get("kind") == "event"
        return self.frequency(name) * (1.0 if is_event else unknown[f"{when}_of_current"])

    def _spoken(self, effect: Row, effects: Sequence[Row], state: Row) -> float:
        when, band = effect.get("when", "current"), effect.get("band")
        rivals = {e.get("band") for e in effects if e["exposure"] == effect["exposure"] and e.get("when", "current") == when}
        sure = float(state[when])
        if band is None:
            return 0.0 if state["band"] is not None and state["band"] in rivals else sure
        if state["band"] is None:
            return 0.0 if None in rivals else sure * float(self.settings["unknown"]["band_of_current"])
        return sure if band == state["band"] else 0.0

    def pretest(self, name: str, evidence: Any, states: Mapping[str, Row]) -> float:  # noqa: ANN401
        """Exposures add as noisy-OR on what is left of the prevalence when their average contribution is taken out; `requires` gates it."""
        cause = self.causes[name]
        effects, least, unknown = cause.get("exposures", []), self.settings["pretest"]["least_left"]["value"], self.settings["unknown"]
        drugs_listed = any(m.subject == "patient" for m in evidence.medicines)
        gated = "requires" in cause
        unspoken = [self._unspoken(e) for e in effects]
        explained = sum(u * median(e["risk"]) for u, e in zip(unspoken, effects, strict=True))
        room = (1 - least) * self.prevalence(cause, evidence.profile)
        if not gated and explained > room:
            unspoken = [u * room / explained for u in unspoken]
        average = math.prod(1 - u * median(e["risk"]) for u, e in zip(unspoken, effects, strict=True))
        prevalence = self.prevalence(cause, evidence.profile)
        base = prevalence if gated else max(1 - (1 - prevalence) / average, least * prevalence)
        spared = 1.0
        for usual, effect in zip(unspoken, effects, strict=True):
            exposure = effect["exposure"]
            sure = usual
            if exposure in states:
                sure = self._spoken(effect, effects, states[exposure])
            elif drugs_listed and (exposure in self.classes or exposure in self.drugs):
                sure *= unknown["unlisted_drug"]
            spared *= 1 - sure * median(effect["risk"])
        gate = 1.0
        for group in cause.get("requires", []):
            missing = 1.0
            for exposure in group:
                if exposure in states:
                    there = max(states[exposure][k] for k in ("current", "recent", "stopped"))
                else:
                    is_unlisted = drugs_listed and (exposure in self.classes or exposure in self.drugs)
                    is_event = self.exposures.get(exposure, {}).get("kind") == "event"
                    there = self.frequency(exposure) * (unknown["unlisted_drug"] if is_unlisted else unknown["unsaid_event"] if is_event else 1.0)
                missing *= 1 - there
            gate *= 1 - missing
        return gate * (1 - (1 - base) * spared)

    # ---- movements

    def cell(self, owner: Row, attribute: str, value: str) -> float:
        """P(value | made by owner). Unnamed values share what is left as in the base distribution; groups of places are sums."""
        base = self.attributes[attribute]
        row = next((r for r in owner.get("character", []) if r["attribute"] == attribute), None)
        total = 0.0
        for leaf in self.groups.get(value, [value]) if attribute == "place" else [value]:
            if row is None:
                total += base[leaf]
            elif "counts" in row:
                examined = sum(row["counts"].values())
                total += max(median({"affected": row["counts"].get(leaf, 0), "examined": examined}), LEAST_CELL)
            else:
                rest = 1 - sum(row["shares"].values())
                unnamed = sum(share for v, share in base.items() if v not in row["shares"])
                share = row["shares"][leaf] if leaf in row["shares"] else rest * base[leaf] / unnamed
                total += min(max(share, LEAST_CELL), 1 - LEAST_CELL)
        return min(total, 1.0)

    def _counting(self, movement: Any) -> list[Any]:  # noqa: ANN401
        """Of places only the most specific, and at most two."""
        places: list[Any] = []
        for trait in movement.traits:
            if trait.attribute == "place" and trait.value not in [p.value for p in places]:
                places.append(trait)
        sets = {p.value: set(self.groups.get(p.value, [p.value])) for p in places}
        places = [p for p in places if not any(sets[q.value] < sets[p.value] for q in places)]
        return [t for t in movement.traits if t.attribute != "place" and t.value in self.attributes.get(t.attribute, {})] + places[:2]

    def rate(self, name: str, movement: Any, bands: Mapping[str, set[str]], number: int) -> float:  # noqa: ANN401
        """Propensity as a rate -ln(1 - share), to a lower power for movements after the first, times the character."""
        owner: Row = self.causes[self.home]["unexplained"] if name == "unexplained" else self.causes[name]
        rate: float = self._propensity(name, bands.get(name, set())) ** (self.settings["further_movements"]["exponent"] if number else 1.0)
        for trait in self._counting(movement):
            here = self.cell(owner, trait.attribute, trait.value)
            leaves = self.groups.get(trait.value, [trait.value]) if trait.attribute == "place" else [trait.value]
            anyone = sum(self.attributes[trait.attribute][leaf] for leaf in leaves)
            if trait.status == "absent":
                here, anyone = 1 - here, 1 - anyone
            rate *= trait.certainty * here + (1 - trait.certainty) * anyone
        return rate

    # ---- companions

    def _above(self, finding: str) -> Iterable[tuple[str, float]]:
        share = 1.0
        while "is_a" in self.findings[finding]:
            share *= self.findings[finding]["share_of_parent"]
            finding = self.findings[finding]["is_a"]
            yield finding, share

    def frequencies(self, finding: str) -> dict[str, float]:
        """How often each cause brings it: as listed; else through the kinds of it that are listed; else its share of what it is a kind of."""
        found = {}
        for name, cause in self.causes.items():
            listed = {c["finding"]: median(c["frequency"]) for c in cause.get("companions", [])}
            kinds = [f for f in self.findings if f in listed and finding in [a for a, _ in self._above(f)]]
            broader = [(a, share) for a, share in self._above(finding) if a in listed]
            if finding in listed:
                found[name] = listed[finding]
            elif kinds:
                found[name] = 1 - math.prod(1 - listed[k] for k in kinds)
            elif broader:
                found[name] = listed[broader[0][0]] * broader[0][1]
        return found

    def companion(self, finding: str, states: Mapping[str, Row]) -> tuple[float, dict[str, tuple[float, float]]]:
        """Background and, per cause, the strengths when merely present and as maker: what the frequency has beyond the background."""
        kind = self.findings[finding]
        leak = median(kind["leak"]) * self.settings["background"]["factor"]
        raised = 1 - leak
        for raise_ in kind.get("raised_by", []):
            if raise_["exposure"] in states and states[raise_["exposure"]]["current"] > 0.5:
                raised *= 1 - raise_["leak"]
        strengths = {}
        for name, frequency in self.frequencies(finding).items():
            maker = max(0.0, (frequency - leak) / (1 - leak))
            strengths[name] = (median(self.causes[name]["severity_ratio"]["value"]) * maker, maker)
        return 1 - raised, strengths

    # ---- all together

    def network(self, evidence: Any, complaint: str | None = None) -> SimpleNamespace:  # noqa: ANN401
        """The numbers of one person's network, one column; index 0 is the unexplained."""
        states, n = self.states(evidence), len(self.ids)
        self.index = {name: i for i, name in enumerate(self.ids)}
        pretest = np.array([1.0, *(self.pretest(name, evidence, states) for name in self.causes)])
        likelihood = np.ones((2, n))
        merely, maker, bits = np.ones(n), np.ones(n), []
        about: set[str | None] = {complaint} if complaint in self.findings else set()
        own = [
            f for f in evidence.findings if f.id in self.findings and f.subject == "patient" and f.time == "current"
            and not {f.id, self.findings[f.id].get("cluster")} & about
        ]  # fmt: skip
        present = {f.id: f.certainty for f in own if f.status == "present"}
        absent = {f.id: f.certainty for f in own if f.status == "absent" and f.id not in present}

        def bit(finding: str, if_not: float, if_there: float) -> None:
            leak, strengths = self.companion(finding, states)
            causes = list(strengths)
            bits.append(
                SimpleNamespace(
                    causes=[self.index[c] for c in causes], merely=np.array([[strengths[c][0]] for c in causes]),
                    maker=np.array([[strengths[c][1]] for c in causes]), leak=[leak], closing=[[if_not], [if_there]],
                )
            )  # fmt: skip

        def fold(finding: str) -> None:
            for name, (weak, strong) in self.companion(finding, states)[1].items():
                merely[self.index[name]] *= 1 - weak
                maker[self.index[name]] *= 1 - strong

        clusters = {self.findings[f]["cluster"] for f in (*present, *absent) if "cluster" in self.findings[f]} - set(absent)
        for head in sorted(clusters):
            bit(head, *self._cluster_closing(head, present, absent))
        implied = {a for f in (*present, *(a for a in about if a)) for a, _ in self._above(f)}
        for f, sure in present.items():
            if f not in implied and f not in clusters and "cluster" not in self.findings[f]:
                bit(f, 1 - sure, sure)
        for f, sure in absent.items():
            if "cluster" not in self.findings[f] and sure >= 0.8 and not any(a in absent for a, _ in self._above(f)):
                fold(f)
        bands = self._bands(evidence, states)
        self._results(evidence, likelihood)
        self._diagnoses(evidence, likelihood)
        if evidence.movements:
            rates = np.array([[self.rate(name, m, bands, number) for number, m in enumerate(evidence.movements)] for name in self.ids])
        else:
            rates = self._complaint_rates(complaint, bands)
        column = (slice(None), None)
        return SimpleNamespace(
            pretest=pretest[column], if_present=likelihood[1][column], if_absent=likelihood[0][column], absent_merely=merely[column],
            absent_maker=maker[column], rate=rates[..., None], bits=bits, links=self._links(),
        )  # fmt: skip

    def _cluster_closing(self, head: str, present: Mapping[str, float], absent: Mapping[str, float]) -> tuple[float, float]:
        """Chance of what was said and denied of a cluster if it is not there, and if it is."""
        if_there, if_not = 1.0, 1.0
        for f, sure in (*present.items(), *absent.items()):
            if self.findings[f].get("cluster") == head:
                yes, no = self.findings[f]["reported"]["if_present"], self.findings[f]["reported"]["if_absent"]
                yes, no = (yes, no) if f in present else (1 - yes, 1 - no)
                if_there *= sure * yes + 1 - sure
                if_not *= sure * no + 1 - sure
        if head in present:
            if_there *= present[head]
            if_not *= 1 - present[head]
        return if_not, if_there

    def _diagnoses(self, evidence: Any, likelihood: Any) -> None:  # noqa: ANN401
        """A stated diagnosis is evidence on its cause, not for habits."""
        for f in evidence.findings:
            is_said = f.status == "present" and f.subject == "patient" and f.time == "current"
            if is_said and f.id in self.causes and self.causes[f.id]["kind"] != "habit":
                likelihood[0, self.index[f.id]] *= f.certainty / self.settings["stated_diagnosis_likelihood_ratio"]["value"] + 1 - f.certainty

    def _links(self) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(child=self.index[name], parent=self.index[p["cause"]], risk=[median(p["risk"])])
            for name, cause in self.causes.items()
            for p in cause.get("parents", [])
        ]

    def _bands(self, evidence: Any, states: Mapping[str, Row]) -> dict[str, set[str]]:  # noqa: ANN401
        bands: dict[str, set[str]] = {}
        for result in evidence.labs:
            cause = self.labs[result.lab].get("defines", {}).get(result.side)
            if cause and result.band:
                bands.setdefault(cause, set()).add(result.band)
        for name, cause in self.causes.items():
            named = [e["exposure"] for e in cause.get("exposures", [])] + [e for group in cause.get("requires", []) for e in group]
            bands.setdefault(name, set()).update(states[e]["band"] for e in named if e in states and states[e]["band"])
        return bands

    def _results(self, evidence: Any, likelihood: Any) -> None:  # noqa: ANN401
        """A defining result is evidence on its causes, with assay error only; a result far out is rarely a slip."""
        for result in evidence.labs:
            lab = self.labs[result.lab]
            reading = lab.get("reading", {})
            for side, cause in lab.get("defines", {}).items():
                rates = []
                for key in ("abnormal_if_absent", "abnormal_if_present"):
                    given = reading[key]
                    rates.append(median(given["value"] if isinstance(given.get("value"), dict) else given))
                rates[0] *= self.settings["lab_error"].get((result.band or "").split("-")[0], 1.0)
                for there, rate in enumerate(rates):
                    seen = rate if side == result.side else 1 - rate
                    likelihood[there, self.index[cause]] *= result.certainty * seen + 1 - result.certainty

    def _propensity(self, name: str, bands: set[str]) -> float:
        """Rate -ln(1 - share) of the band that is known, else of the default."""
        owner: Row = self.causes[self.home]["unexplained"] if name == "unexplained" else self.causes[name]
        entries = [p for p in owner["propensity"] if p.get("band") in bands] or [p for p in owner["propensity"] if "band" not in p]
        return -math.log(1 - median(entries[0]["value"]))

    def _complaint_rates(self, complaint: str | None, bands: Mapping[str, set[str]]) -> Any:  # noqa: ANN401
        """Weight as the maker of the complaint: the strength, raised as a known severity raises the propensity; the background for the unexplained."""
        rates = np.zeros((len(self.ids), 1))
        if complaint is None:
            rates[:] = 1.0
        elif complaint.startswith("lab:"):
            lab, side = complaint[4:].split("=")
            rates[self.index[self.labs[lab]["defines"][side]]] = 1.0
            rates[0] = self.settings["unknown"]["unexplained_result"]
        else:
            leak, strengths = self.companion(complaint, {})
            rates[0] = leak
            for name, (_, maker) in strengths.items():
                graded = self._propensity(name, bands.get(name, set())) / self._propensity(name, set())
                rates[self.index[name]] = 1 - (1 - min(maker, 0.999)) ** graded
        return rates
