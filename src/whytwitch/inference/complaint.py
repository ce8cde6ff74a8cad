"""No movement at all: the chief complaint stands in its place (DESIGN §2: weak legs and a potassium of 1.5)."""

from collections.abc import Mapping

import numpy as np

from whytwitch.inference.draws import Table
from whytwitch.inference.network import FloatArray
from whytwitch.inference.strengths import Strengths
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Status, Subject, Time

__all__ = ["chief_complaint", "complaint_rate", "is_lab_complaint"]

LAB = "lab:"


def is_lab_complaint(complaint: str | None) -> bool:
    """Whether an abnormal result, not a symptom, is what the question is about."""
    return complaint is not None and complaint.startswith(LAB)


def chief_complaint(evidence: Evidence, knowledge: Knowledge, strengths: Strengths, index: Mapping[str, int]) -> str | None:
    """What a text without movement is about.

    With an abnormal result that defines a cause: the first finding that this cause brings. Otherwise a finding that some cause brings, one it is known
    by first; without any, the abnormal result itself.
    """
    own = [
        f.id for f in evidence.findings
        if f.id in knowledge.findings and f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT
    ]  # fmt: skip
    heads = [knowledge.findings[name].cluster or name for name in own]
    explained = [name for name in heads if strengths.of_finding[name]]
    known_by = [name for name in explained if knowledge.findings[name].is_known_by]
    for result in evidence.labs:
        cause = knowledge.labs[result.lab].defines.get(result.side)
        if cause is not None:
            brought = [name for name in explained if any(s.cause == index[cause] for s in strengths.of_finding[name])]
            brought.sort(key=lambda name: not knowledge.findings[name].is_known_by)
            return next(iter((*brought, *known_by, *explained)), f"{LAB}{result.lab}={result.side}")
    return next(iter((*known_by, *explained)), None)


def complaint_rate(complaint: str | None, knowledge: Knowledge, index: Mapping[str, int], strengths: Strengths, table: Table, graded: FloatArray) -> FloatArray:
    """Weight of each cause as the maker of the complaint, shape (n_causes + 1, n_columns); row 0 is "unexplained".

    `graded` is how much a known severity raises the rate of each cause over the usual; the weight stays a probability.
    """
    rate = np.zeros((len(index) + 1, table.n_columns))
    if complaint is None:
        rate[:] = 1.0
    elif is_lab_complaint(complaint):
        lab, _, side = complaint.removeprefix(LAB).partition("=")
        rate[index[knowledge.labs[lab].defines[side]]] = 1.0
        rate[0] = knowledge.settings.number("unknown", "unexplained_result")
    else:
        causes, _, maker, leak = strengths.arrays(complaint, table)
        rows = list(causes)
        rate[rows] = 1.0 - np.power(1.0 - np.minimum(maker, 0.999), graded[rows])
        rate[0] = leak
    return rate
