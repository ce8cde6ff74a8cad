"""What one finding says of others: a normal examination is also the absence of what it looked for."""

from dataclasses import replace

from whytwitch.inference.strengths import ancestors
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Status, Subject, Time

__all__ = ["with_denials"]


def with_denials(evidence: Evidence, knowledge: Knowledge) -> Evidence:
    """The evidence with the findings that present ones deny; what was said to be there in any way is never denied by them."""
    own = [f for f in evidence.findings if f.subject is Subject.PATIENT and f.time is Time.CURRENT and f.id in knowledge.findings]
    present = {f.id for f in own if f.status is Status.PRESENT}
    spoken_of = {f.id for f in own} | {above for name in present for above, _ in ancestors(name, knowledge.findings)}
    spoken_of |= {cluster for name in present if (cluster := knowledge.findings[name].cluster) is not None}
    denied = {
        name: replace(finding, id=name, status=Status.ABSENT)
        for finding in own
        if finding.status is Status.PRESENT
        for name in knowledge.findings[finding.id].denies
        if name not in spoken_of
    }
    return replace(evidence, findings=(*evidence.findings, *denied.values())) if denied else evidence
