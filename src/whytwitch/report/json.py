"""An assessment as JSON: the keys of the published schema, numbers to six significant digits, the same bytes for the same answer."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from whytwitch.model import (
    Assessment,
    Change,
    Contribution,
    Interval,
    Issue,
    LedgerEntry,
    MovementAnswer,
    NextStep,
    PlanStep,
    RankedCause,
    RulingOut,
    SourceNote,
    UrgencyReason,
)
from whytwitch.report.json_evidence import evidence_json, findings_json, six_digits, span_json, traits_json

__all__ = ["SCHEMA_ID", "issues_json", "json_text", "schema_text", "to_json"]

SCHEMA_ID = "assessment-1"
Json = dict[str, Any]


def to_json(assessment: Assessment, *, brief: bool = False) -> Json:
    """An assessment as plain tables, in the order of the published schema.

    Parameters
    ----------
    assessment
        The answer.
    brief
        True keeps only id, in_scope, urgency, urgency_reasons, causes, findings and issues.
    """
    core: Json = {
        "in_scope": assessment.in_scope,
        "urgency": None if assessment.urgency is None else assessment.urgency.id,
        "urgency_reasons": [_reason(reason) for reason in assessment.urgency_reasons],
        "causes": [_cause(cause) for cause in assessment.causes],
        "findings": findings_json(assessment.evidence),
        "issues": issues_json(assessment.issues),
    }
    name: Json = {} if assessment.id is None else {"id": assessment.id}
    return {**name, **core} if brief else _full(assessment, name, core)


def _full(assessment: Assessment, name: Json, core: Json) -> Json:
    return {
        "schema": SCHEMA_ID,
        **name,
        "software_version": assessment.software_version,
        "knowledge_version": assessment.knowledge_version,
        "as_of": assessment.as_of,
        "seed": assessment.seed,
        "draws": assessment.draws,
        "country": assessment.country,
        "language": assessment.language,
        "evidence": evidence_json(assessment.evidence),
        "in_scope": core["in_scope"],
        "share_of": assessment.share_of,
        "urgency": core["urgency"],
        "urgency_reasons": core["urgency_reasons"],
        "causes": core["causes"],
        "worth_ruling_out": [_ruling_out(one) for one in assessment.worth_ruling_out],
        "movements": _movements(assessment),
        "findings": core["findings"],
        "not_understood": [span_json(span) for span in assessment.evidence.not_understood],
        "ledger": [_entry(entry) for entry in assessment.ledger],
        "next": [_next(step) for step in assessment.next],
        "plan": [*_answered_fear(assessment), *(_plan(step) for step in assessment.plan)],
        "not_known": list(assessment.not_known),
        "sources": {note.id: _source(note) for note in sorted(assessment.sources, key=lambda note: note.id)},
        "issues": core["issues"],
    }


def json_text(content: Mapping[str, Any], *, indent: int | None = None) -> str:
    """JSON on one row, or indented; text as it is, never NaN."""
    separators = (",", ":") if indent is None else None
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def schema_text() -> str:
    """The published JSON Schema of everything this module writes."""
    return (files("whytwitch.report") / "schema" / f"{SCHEMA_ID}.json").read_text(encoding="utf-8")


def issues_json(issues: Iterable[Issue]) -> list[Json]:
    """Doubts about input or answer."""
    return [{"level": issue.level.value, "message": issue.message, "remedy": issue.remedy} for issue in issues]


def _reason(reason: UrgencyReason) -> Json:
    source = [] if reason.source is None else [reason.source]
    return {"rule": reason.rule, "level": reason.level.id, "text": reason.text, "findings": list(reason.findings), "source": source}


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [six_digits(interval.low), six_digits(interval.high)]


def _cause(cause: RankedCause) -> Json:
    return {
        "id": cause.id,
        "label": cause.label,
        "share": six_digits(cause.share),
        "share_interval": _interval(cause.share_interval),
        "first_probability": None if cause.first_probability is None else six_digits(cause.first_probability),
        "present_probability": six_digits(cause.present_probability),
        "urgency": cause.urgency.id,
        "chain": list(cause.chain),
        "contributed_by": [_contribution(part) for part in cause.contributed_by] if cause.contributed_by else [],
    }


def _contribution(part: Contribution) -> Json:
    return {"id": part.id, "fraction": six_digits(part.fraction)}


def _ruling_out(one: RulingOut) -> Json:
    return {"id": one.id, "share": six_digits(one.share), "why": one.why, "by": list(one.by)}


def _movements(assessment: Assessment) -> list[Json]:
    """Every movement read, with its own causes when there are several."""
    answers: dict[str, MovementAnswer] = {answer.id: answer for answer in assessment.movements}
    is_several = len(answers) > 1
    rows: list[Json] = []
    for movement in assessment.evidence.movements:
        answer = answers.get(movement.id)
        causes = [_cause(cause) for cause in answer.causes] if answer and is_several else []
        rows.append({"id": movement.id, "label": answer.label if answer else "", "traits": traits_json(movement), "causes": causes})
    return rows


def _entry(entry: LedgerEntry) -> Json:
    return {"finding": entry.finding, "cause": entry.cause, "log_odds": six_digits(entry.log_odds), "match": entry.match.value, "source": list(entry.sources)}


def _change(change: Change) -> Json:
    urgency = None if change.urgency is None else change.urgency.id
    return {"answer": change.answer, "cause": change.cause, "before": six_digits(change.before), "after": six_digits(change.after), "urgency": urgency}


def _next(step: NextStep) -> Json:
    changes = [_change(change) for change in step.changes]
    return {
        "kind": step.kind,
        "id": step.id,
        "text": step.text,
        "why": step.why,
        "cost": six_digits(step.cost),
        "value": six_digits(step.value),
        "changes": changes,
    }


def _answered_fear(assessment: Assessment) -> list[Json]:
    """The answer to a feared illness stands first in the plan: the number, then what to make of it."""
    if not assessment.fear_answered:
        return []
    text, *rest = assessment.fear_answered
    return [_plan(PlanStep("answer-to-fear", text, " ".join(rest)))]


def _plan(step: PlanStep) -> Json:
    return {"id": step.id, "text": step.text, "why": step.why, "cautions": list(step.cautions), "source": list(step.sources)}


def _source(note: SourceNote) -> Json:
    return {"title": note.title, "year": note.year, "locator": note.locator, "read": note.read}
