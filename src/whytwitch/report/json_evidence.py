"""Evidence as JSON: what was said, answered, taken and measured, and every code read from it with the words it came from."""

from typing import Any

from whytwitch.model import Evidence, Finding, LabResult, Medicine, Movement, Origin, Profile, Span, Trait
from whytwitch.report.quotes import token_of

__all__ = ["evidence_json", "findings_json", "six_digits", "span_json", "traits_json"]

Json = dict[str, Any]


def six_digits(value: float) -> float:
    """A number as the schema has it: to six significant digits; a whole one as it is."""
    return value if isinstance(value, int) else float(f"{value:.6g}")


def _known(value: float | None) -> float | None:
    return None if value is None else six_digits(value)


def span_json(span: Span) -> Json:
    """Words with their place in the text."""
    return {"text": span.text, "start": span.start, "end": span.end}


def _place(span: Span | None) -> Json:
    return {} if span is None else span_json(span)


def evidence_json(evidence: Evidence) -> Json:
    """What came in: the text, who it is about, answers, medicines, results."""
    answers = [row for row in findings_json(evidence) if row["origin"] == Origin.ANSWER.value]
    return {
        "text": evidence.text,
        "profile": _profile(evidence.profile),
        "answers": [{"id": row["id"], "status": row["status"]} for row in answers]
        + [{"id": answer.rule, "status": answer.status.value} for answer in evidence.warnings],
        "medicines": [_medicine(medicine) for medicine in evidence.medicines],
        "labs": [_lab(result) for result in evidence.labs],
    }


def _profile(profile: Profile) -> Json:
    return {
        "age_years": _known(profile.age_years),
        "sex": None if profile.sex is None else profile.sex.value,
        "pregnant": profile.pregnant,
        "asks_for_other": profile.asks_for_other,
    }


def _medicine(medicine: Medicine) -> Json:
    return {
        "drug": medicine.drug,
        "name": medicine.name,
        "classes": list(medicine.classes),
        "status": medicine.status.value,
        "subject": medicine.subject.value,
        "time": medicine.time.value,
        "timing": medicine.timing.value,
        "dose": _known(medicine.dose),
        "unit": medicine.unit,
        "times_per_day": _known(medicine.times_per_day),
        "since_days": _known(medicine.since_days),
        "certainty": six_digits(medicine.certainty),
        "origin": medicine.origin.value,
        **_place(medicine.span),
    }


def _lab(result: LabResult) -> Json:
    return {
        "lab": result.lab,
        "value": _known(result.value),
        "band": result.band,
        "side": result.side,
        "said_value": _known(result.said_value),
        "said_unit": result.said_unit,
        "certainty": six_digits(result.certainty),
        "origin": result.origin.value,
        **_place(result.span),
    }


def findings_json(evidence: Evidence) -> list[Json]:
    """Every code read: traits of movements, findings, medicines, results; present and absent told apart by `status`."""
    rows = [_trait(trait) for movement in evidence.movements for trait in movement.traits]
    rows += [_finding(finding) for finding in evidence.findings]
    rows += [_taken(medicine) for medicine in evidence.medicines]
    return rows + [_measured(result) for result in evidence.labs]


def _row(item: Finding | Medicine | LabResult | Trait, status: str, subject: str, time: str, value: float | None = None) -> Json:
    valued: Json = {} if value is None else {"value": six_digits(value)}
    known = {"id": token_of(item), "status": status, "subject": subject, "time": time, "certainty": six_digits(item.certainty)}
    return {**known, **valued, "origin": item.origin.value, **_place(item.span)}


def _trait(trait: Trait) -> Json:
    return _row(trait, trait.status.value, "patient", "current")


def _finding(finding: Finding) -> Json:
    return _row(finding, finding.status.value, finding.subject.value, finding.time.value, finding.amount)


def _taken(medicine: Medicine) -> Json:
    return _row(medicine, medicine.status.value, medicine.subject.value, medicine.time.value, medicine.dose)


def _measured(result: LabResult) -> Json:
    return _row(result, "present", "patient", "current", result.value)


def traits_json(movement: Movement) -> list[Json]:
    """What was said of one movement."""
    return [
        {"attribute": trait.attribute, "value": trait.value, "status": trait.status.value, "certainty": six_digits(trait.certainty)}
        for trait in movement.traits
    ]  # fmt: skip
