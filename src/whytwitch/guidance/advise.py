"""From a posterior to an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from whytwitch.guidance.fear import answer_fear
from whytwitch.guidance.habits import weighed
from whytwitch.guidance.inquiry import Inquiry
from whytwitch.guidance.known import Known, known_of
from whytwitch.guidance.next_steps import next_steps
from whytwitch.guidance.plan import plan
from whytwitch.guidance.ranking import label_of, movement_label, ranked, worth_ruling_out
from whytwitch.guidance.red_flag_questions import open_rules
from whytwitch.guidance.scope import is_in_scope
from whytwitch.guidance.urgency import Say, diagnosed, fired, from_presence, highest
from whytwitch.inference import Engine, Understood, ledger
from whytwitch.knowledge import Knowledge
from whytwitch.model import (
    Assessment,
    Evidence,
    Issue,
    Level,
    MovementAnswer,
    Posterior,
    SourceNote,
    UrgencyReason,
)

__all__ = ["Request", "advise"]

EXPLAINED_CAUSES = 6  # causes whose ledger is kept
CHILD_YEARS = 16.0
MONTH_DAYS = 30.44
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Request:
    """How an answer is wanted. `as_of` is the day of the question (ISO)."""

    software_version: str
    as_of: str
    country: str
    language: str
    draws: int
    seed: int
    is_brief: bool = False
    id: str | None = None


def advise(engine: Engine, evidence: Evidence, request: Request, say: Say) -> Assessment:
    """One answer: scope, urgency, causes, reasons, next steps and plan; out of scope only what red flags say."""
    in_scope = is_in_scope(evidence, engine.knowledge)
    complaint = engine.chief_complaint(evidence)
    understood = engine.understand(evidence, complaint)
    known = known_of(understood, engine.knowledge)
    reasons = fired(known, engine.knowledge, request.country)
    if not in_scope:
        return _out_of_scope(engine.knowledge, evidence, request, reasons, say)
    return _in_scope(engine, understood, known, reasons, request, say)


def _base(knowledge: Knowledge, evidence: Evidence, request: Request, reasons: tuple[UrgencyReason, ...], *, in_scope: bool, share_of: str) -> Assessment:
    return Assessment(
        software_version=request.software_version,
        knowledge_version=knowledge.version,
        as_of=request.as_of,
        seed=request.seed,
        draws=0 if request.is_brief else request.draws,
        country=request.country,
        language=request.language,
        evidence=evidence,
        in_scope=in_scope,
        share_of=share_of,
        urgency=highest(reasons) if in_scope or reasons else None,
        urgency_reasons=reasons,
        id=request.id,
        contacts=knowledge.countries.get(request.country, knowledge.countries[NEUTRAL]).texts,
    )


def _out_of_scope(knowledge: Knowledge, evidence: Evidence, request: Request, reasons: tuple[UrgencyReason, ...], say: Say) -> Assessment:
    answer = _base(knowledge, evidence, request, reasons, in_scope=False, share_of="movement")
    issue = Issue(Level.NOTE, say("guidance.out_of_scope"), say("guidance.out_of_scope_remedy"))
    sources = _sources(knowledge, (reason.source for reason in reasons if reason.source))
    labels = _labels(knowledge, evidence, [name for reason in reasons for name in reason.findings])
    return replace(answer, issues=(*evidence.issues, issue, *_old_base(knowledge, request, say)), sources=sources, labels=labels)


def _in_scope(engine: Engine, understood: Understood, known: Known, rules: tuple[UrgencyReason, ...], request: Request, say: Say) -> Assessment:
    knowledge, evidence = engine.knowledge, understood.evidence
    posterior, presences = weighed(engine, understood, draws=0 if request.is_brief else request.draws, seed=request.seed)
    diagnoses = diagnosed(understood, knowledge)
    reasons = (*rules, *from_presence(presences, knowledge, diagnoses, say))
    reasons = tuple(sorted(reasons, key=lambda reason: (-reason.level, reason.rule)))
    movements = _movements(posterior, evidence, knowledge, say)
    causes = movements[0].causes
    answer = _base(knowledge, evidence, request, reasons, in_scope=True, share_of=posterior.share_of)
    issues = (*evidence.issues, *posterior.issues, *_child(evidence, say), *_old_base(knowledge, request, say))
    answer = replace(answer, causes=causes, movements=movements, issues=issues)
    if request.is_brief:
        return replace(answer, labels=_labels(knowledge, evidence, ()))
    explained = [cause.id for cause in causes[:EXPLAINED_CAUSES] if cause.id in knowledge.causes]
    entries = ledger(engine, understood, explained)
    urgency = highest(reasons)
    usual = dict(zip(engine.ids, engine.pretest_column(evidence, {}, engine.medians)[:, 0].tolist(), strict=True))
    ruling_out = worth_ruling_out(causes, usual, diagnoses, knowledge, say)
    steps = next_steps(Inquiry.of(engine, understood, posterior, known, urgency, diagnoses, request.country, say))
    advice = plan(causes, urgency, known, knowledge, country=request.country, rules=[reason.rule for reason in rules])
    cited = [
        *(reason.source for reason in reasons if reason.source),
        *(source for entry in entries for source in entry.sources),
        *(source for step in advice for source in step.sources),
    ]
    mentioned = [name for reason in reasons for name in reason.findings] + [entry.finding for entry in entries] + [t for r in ruling_out for t in r.by]
    return replace(
        answer,
        worth_ruling_out=ruling_out,
        ledger=entries,
        next=steps,
        plan=advice,
        not_known=_not_known(understood, known, knowledge, request.country, say),
        fear_answered=answer_fear(causes, known, knowledge, say),
        sources=_sources(knowledge, cited),
        labels=_labels(knowledge, evidence, mentioned),
    )


def _movements(posterior: Posterior, evidence: Evidence, knowledge: Knowledge, say: Say) -> tuple[MovementAnswer, ...]:
    if not evidence.movements:
        label = label_of(posterior.complaint or "", knowledge) or say("guidance.movement")
        return (MovementAnswer("complaint", label, ranked(posterior.movements[0], None, knowledge, say)),)
    return tuple(
        MovementAnswer(movement.id, movement_label(movement, knowledge, say), ranked(found, movement, knowledge, say))
        for movement, found in zip(evidence.movements, posterior.movements, strict=True)
    )


def _child(evidence: Evidence, say: Say) -> tuple[Issue, ...]:
    age = evidence.profile.age_years
    if age is None or age >= CHILD_YEARS:
        return ()
    return (Issue(Level.WARNING, say("guidance.child"), say("guidance.child_remedy")),)


def _old_base(knowledge: Knowledge, request: Request, say: Say) -> tuple[Issue, ...]:
    """A base that nobody has looked after for a year says so."""
    since = date.fromisoformat(str(knowledge.settings.raw["version_date"]))
    months = (date.fromisoformat(request.as_of) - since).days / MONTH_DAYS
    if months <= knowledge.settings.number("reminder", "base_age_months"):
        return ()
    return (Issue(Level.WARNING, say("guidance.old_base", since=since.isoformat()), say("guidance.old_base_remedy")),)


def _not_known(understood: Understood, known: Known, knowledge: Knowledge, country: str, say: Say) -> tuple[str, ...]:
    """What would have been good to know and was not said."""
    evidence, found = understood.evidence, []
    if evidence.profile.age_years is None:
        found.append(say("guidance.no_age"))
    if evidence.profile.sex is None:
        found.append(say("guidance.no_sex"))
    if not evidence.medicines and not evidence.takes_no_medicine:
        found.append(say("guidance.no_medicines"))
    if not evidence.labs:
        found.append(say("guidance.no_labs"))
    if evidence.movements and not evidence.movements[0].values("onset"):
        found.append(say("guidance.no_onset"))
    groups = dict.fromkeys(rule.group for rule in open_rules(known, knowledge, country) if rule.level in ("emergency", "same_day"))
    return (*found, *([say("guidance.unasked", number=str(len(groups)))] if groups else []))


def _sources(knowledge: Knowledge, cited: Iterable[str | None]) -> tuple[SourceNote, ...]:
    """Each source once, in order of first mention."""
    names = dict.fromkeys(name for name in cited if name in knowledge.sources)
    return tuple(
        SourceNote(s.id, s.title, s.year, f"PMID {s.pmid}" if s.pmid else f"doi:{s.doi}" if s.doi else s.url, s.read)
        for s in (knowledge.sources[str(name)] for name in names)
    )


def _labels(knowledge: Knowledge, evidence: Evidence, mentioned: Iterable[str]) -> dict[str, str]:
    """Words for every id of the answer: causes always, the rest as mentioned."""
    labels = {cause.id: cause.label for cause in knowledge.causes.values()}
    names = [*mentioned, *(f.id for f in evidence.findings), *(m.drug or m.classes[0] for m in evidence.medicines), *(r.lab for r in evidence.labs)]
    names += [name for m in evidence.medicines for name in m.classes]
    for name in dict.fromkeys(names):
        labels.setdefault(name, _words(name, knowledge))
    for movement in evidence.movements:
        for trait in movement.traits:
            labels.setdefault(f"movement:{trait.attribute}={trait.value}", _words(f"movement:{trait.attribute}={trait.value}", knowledge))
    return labels


def _words(name: str, knowledge: Knowledge) -> str:
    head, _, rest = name.partition(":")
    if head == "movement" and "=" in rest:
        attribute, _, value = rest.partition("=")
        noun = knowledge.attributes.get(attribute)
        return name if noun is None else noun.values[value].label if value in noun.values else noun.group_labels.get(value, value)
    if head == "lab" and "=" in rest:
        lab, _, band = rest.partition("=")
        return f"{label_of(lab, knowledge)} ({band.replace('-', ' ')})"
    return label_of(rest if rest and head in ("recent", "stopped", "current", "past", "family") else name, knowledge)
