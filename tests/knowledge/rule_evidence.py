"""Hand-built evidence that satisfies the tokens of a red-flag rule, and everything that must not talk it down.

Nothing here goes through the reader: the rules are tested on evidence itself, whatever the words for it are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from whytwitch.guidance import Request, advise
from whytwitch.inference import Engine
from whytwitch.knowledge import Knowledge, Lab, RedFlag, load_knowledge
from whytwitch.model import Assessment, Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Status, Subject, Time, Timing, Trait
from whytwitch.report import load_catalogue

__all__ = [
    "base",
    "country_of",
    "denials",
    "engine",
    "everything_soothing",
    "evidence_for",
    "habits",
    "joined",
    "judge",
    "normal_labs",
    "soothing_findings",
    "unnamed",
]

NAMES = "My name is Fatima Okonkwo-Levi, I am a nurse, Muslim, uninsured. My doctor says it is nothing and I feel fine really."
PREGNANT = "pregnant"
MOMENTS = {
    "recent": {"timing": Timing.RECENT},
    "stopped": {"timing": Timing.STOPPED},
    "current": {"timing": Timing.STEADY},
    "past": {"time": Time.PAST},
    "family": {"subject": Subject.FAMILY},
    "": {"timing": Timing.UNKNOWN},
}


@cache
def base() -> Knowledge:
    """The whole base, loaded once for all tests."""
    return load_knowledge(use_cache=False)


@cache
def engine() -> Engine:
    """The engine over the whole base, built once for all tests."""
    return Engine(base())


def judge(evidence: Evidence, *, country: str = "neutral", knowledge_engine: Engine | None = None) -> Assessment:
    """The brief answer to evidence: scope, urgency, causes."""
    request = Request("0", "2026-11-22", country, "en", 0, 1, is_brief=True)
    return advise(knowledge_engine or engine(), evidence, request, load_catalogue("en").text)


def country_of(rule: RedFlag) -> str:
    """A country in which a rule is in force."""
    return "neutral" if rule.jurisdiction == "any" else rule.jurisdiction


# ---- what makes a rule fire


def evidence_for(tokens: Sequence[str], knowledge: Knowledge) -> Evidence:
    """The least evidence that satisfies every token of one way of a rule."""
    found = Evidence(profile=_profile(list(tokens)))
    traits: list[Trait] = []
    for token in tokens:
        if token.startswith(("age", "sex=")) or token == PREGNANT:
            continue
        head, _, rest = token.partition(":")
        if head in ("movement", "onset"):
            attribute, _, value = rest.partition("=") if head == "movement" else ("onset", "=", rest)
            traits.append(Trait(attribute, value))
        elif head == "lab":
            lab, _, band = rest.partition("=")
            found = replace(found, labs=(*found.labs, _result(knowledge.labs[lab], band)))
        elif head in MOMENTS and rest:
            found = _with(found, rest, head, knowledge)
        else:
            found = _with(found, token, "", knowledge)
    return replace(found, movements=(Movement("m1", tuple(traits)),) if traits else ())


def _with(found: Evidence, name: str, moment: str, knowledge: Knowledge) -> Evidence:
    if name in knowledge.drugs:
        medicine = Medicine(knowledge.drugs[name].classes, name, **MOMENTS[moment])  # type: ignore[arg-type]
        return replace(found, medicines=(*found.medicines, medicine))
    if name in knowledge.drug_classes:
        medicine = Medicine((name,), None, **MOMENTS[moment])  # type: ignore[arg-type]
        return replace(found, medicines=(*found.medicines, medicine))
    return replace(found, findings=(*found.findings, Finding(name, **MOMENTS[moment])))  # type: ignore[arg-type]


def _result(lab: Lab, band: str) -> LabResult:
    """A result in the middle of a band, or just inside an open one."""
    limits = next(b for b in lab.bands if b.id == band)
    low = limits.low if limits.low is not None else lab.plausible[0]
    high = limits.high if limits.high is not None else lab.plausible[1]
    value = (low + high) / 2.0
    middle = [r.low for r in lab.reference if r.low is not None] or [r.high for r in lab.reference if r.high is not None]
    return LabResult(lab.id, value, band, "low" if value < middle[0] else "high")


def _profile(tokens: Sequence[str]) -> Profile:
    low, high = 0.0, 100.0
    for token in tokens:
        if found := re.fullmatch(r"age(<=|>=|<|>)([\d.]+)", token):
            bound = float(found[2])
            low, high = (max(low, bound), high) if found[1].startswith(">") else (low, min(high, bound))
    has_age = any(token.startswith("age") for token in tokens)
    sex = next((Sex(token.removeprefix("sex=")) for token in tokens if token.startswith("sex=")), None)
    return Profile((low + high) / 2.0 if has_age else None, sex, True if PREGNANT in tokens else None)


# ---- what must not talk it down


def habits(knowledge: Knowledge) -> list[Finding]:
    """Every habit, as strongly as it can be."""
    return [
        Finding(e.id, timing=Timing.STEADY, amount=(e.bands[-1].low or 0.0) if e.bands else None, unit=e.unit, band=e.bands[-1].id if e.bands else None)
        for e in knowledge.exposures.values()
        if e.kind == "habit"
    ]


def soothing_findings(knowledge: Knowledge) -> list[Finding]:
    """Every finding that says something is normal."""
    return [Finding(name) for name in knowledge.findings if re.search(r"(^|-)normal($|-)", name)]


def denials(knowledge: Knowledge) -> tuple[list[Finding], list[Medicine]]:
    """A denial of every finding, exposure, condition and medicine of the base."""
    names = (*knowledge.findings, *knowledge.exposures, *knowledge.causes)
    return (
        [Finding(name, Status.ABSENT) for name in dict.fromkeys(names)],
        [Medicine((name,), None, status=Status.ABSENT) for name in knowledge.drug_classes],
    )


def normal_labs(knowledge: Knowledge) -> list[LabResult]:
    """Every blood value in the middle of its range."""
    found = []
    for lab in knowledge.labs.values():
        reference = lab.reference[0]
        low = reference.low if reference.low is not None else lab.plausible[0]
        high = reference.high if reference.high is not None else lab.plausible[1]
        found.append(LabResult(lab.id, (low + high) / 2.0, None))
    return found


def joined(evidence: Evidence, findings: Iterable[Finding] = (), medicines: Iterable[Medicine] = (), labs: Iterable[LabResult] = ()) -> Evidence:
    """Evidence with more said after it."""
    return replace(
        evidence,
        findings=(*evidence.findings, *findings),
        medicines=(*evidence.medicines, *medicines),
        labs=(*evidence.labs, *labs),
    )


def unnamed(evidence: Evidence, knowledge: Knowledge) -> tuple[list[Finding], list[Medicine], list[LabResult]]:
    """Denials and normal results of everything that the evidence does not speak of, nor implies."""
    said = {f.id for f in evidence.findings} | {r.lab for r in evidence.labs}
    said |= {name for m in evidence.medicines for name in (*m.classes, m.drug or "")}
    pending = [name for name in said if name in knowledge.findings]
    while pending:
        kind = knowledge.findings[pending.pop()]
        above = {name for name in (kind.is_a, kind.cluster) if name} - said
        said |= above
        pending.extend(above)
    findings, medicines = denials(knowledge)
    return (
        [f for f in findings if f.id not in said],
        [m for m in medicines if m.classes[0] not in said],
        [r for r in normal_labs(knowledge) if r.lab not in said],
    )


def everything_soothing(evidence: Evidence, knowledge: Knowledge) -> dict[str, Evidence]:
    """The same person, with soothing things added: one at a time, and all together."""
    findings, medicines, labs = unnamed(evidence, knowledge)
    kind_ones = [*habits(knowledge), *soothing_findings(knowledge)]
    own = [replace(f, status=Status.ABSENT) for f in evidence.findings]
    taken_back = joined(evidence, own, [replace(m, status=Status.ABSENT) for m in evidence.medicines])
    return {
        "every habit": joined(evidence, habits(knowledge)),
        "every soothing finding": joined(evidence, soothing_findings(knowledge)),
        "everything else denied": joined(evidence, findings, medicines),
        "no medicines": replace(evidence, takes_no_medicine=True),
        "every other blood value normal": joined(evidence, labs=labs),
        "names": replace(evidence, text=NAMES),
        "taken back afterwards": taken_back,
        "all together": replace(joined(taken_back, [*findings, *kind_ones], medicines, labs), takes_no_medicine=True, text=NAMES),
    }
