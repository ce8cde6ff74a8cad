"""The feared disease answered plainly, with an absolute risk that names its population."""

from collections.abc import Sequence

from whytwitch.guidance.known import Known
from whytwitch.guidance.ranking import label_of
from whytwitch.guidance.urgency import Say
from whytwitch.knowledge import Knowledge
from whytwitch.model import RankedCause

__all__ = ["answer_fear"]

FEARED = "als"
FEAR = "fear-of-als"
REASSURANCE = "reassurance-als"
NOT_REASSURED_BY = ("focal-weakness", "muscle-wasting", "progressive-weakness", "slurred-speech", "swallowing-difficulty", "emg-denervation", "tongue-wasting")
LARGEST_REASSURED = 0.01


def answer_fear(causes: Sequence[RankedCause], known: Known, knowledge: Knowledge, say: Say) -> tuple[str, ...]:
    """Nothing unless the fear was voiced; then the risk in natural frequencies, and what is known of people like this one."""
    if not known.has(FEAR):
        return ()
    feared = next(cause for cause in causes if cause.id == FEARED)
    share = say("guidance.fear", cause=label_of(FEARED, knowledge), chance=_of_100_000(feared.present_probability, say))
    worrying = [name for name in NOT_REASSURED_BY if known.has(name)]
    if worrying or feared.present_probability >= LARGEST_REASSURED:
        labels = say("guidance.and").join(label_of(name, knowledge) for name in worrying) or say("guidance.what_you_describe")
        return (share, say("guidance.fear_examine", findings=labels))
    action = knowledge.actions.get(REASSURANCE)
    return (share, *([action.text] if action else []))


def _of_100_000(p: float, say: Say) -> str:
    """A natural frequency out of a hundred, a thousand or a hundred thousand people."""
    for people in (100, 1000, 10_000, 100_000):
        if p * people >= 1.0:
            return say("guidance.of_people", number=f"{p * people:.0f}", people=f"{people:,}")
    return say("guidance.less_than_one", people="100,000")
