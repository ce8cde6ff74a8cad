"""Whether a text is about an involuntary movement, or a sign or result by which a cause of one is known."""

from whytwitch.inference.implied import with_results
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Status, Subject, Time

__all__ = ["is_in_scope"]


def is_in_scope(evidence: Evidence, knowledge: Knowledge) -> bool:
    """True with any movement, a present finding that is `known_by` (an abnormal result can be one), or an abnormal result that defines a cause."""
    if evidence.movements:
        return True
    for finding in with_results(evidence, knowledge).findings:
        is_theirs = finding.status is Status.PRESENT and finding.subject is Subject.PATIENT and finding.time is Time.CURRENT
        if is_theirs and finding.id in knowledge.findings and knowledge.findings[finding.id].is_known_by:
            return True
    return any(result.side in knowledge.labs[result.lab].defines for result in evidence.labs)
