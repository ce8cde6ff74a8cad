"""An interview: what was asked, what was replied, and what comes next. Its state is what was told first and the replies since; nothing else."""

from dataclasses import dataclass

from whytwitch.model.assessment import Assessment, Change
from whytwitch.model.evidence import Evidence

__all__ = ["NO", "NONE", "UNKNOWN", "YES", "Asking", "Option", "Reply", "Turn"]

YES, NO, UNKNOWN = "yes", "no", "unknown"
NONE = ""  # to the safety screen: none of these


@dataclass(frozen=True, slots=True)
class Option:
    """One possible reply, with its words."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to a question. `kind` is that of the `Asking`; `answer` the id of an option.

    To the safety screen (kind ``safety``) `id` names the red-flag rules that were shown and `answer` those that hold, with blanks between; none: empty.
    """

    kind: str
    id: str
    answer: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question. `kind` is safety, finding, exposure or attribute; of the safety screen any number of options may hold, of all others one.

    `changes` says what the replies would do, at most three of them, the weightiest first; empty for the safety screen.
    """

    kind: str
    id: str
    text: str
    why: str
    options: tuple[Option, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an interview stands.

    Parameters
    ----------
    evidence
        All that is known by now.
    replies
        So far, the oldest first.
    assessment
        The brief answer to it.
    asking
        The next question; None when the interview is over.
    over
        Why it is over, in words; empty while it goes on.
    """

    evidence: Evidence
    replies: tuple[Reply, ...]
    assessment: Assessment
    asking: Asking | None
    over: str = ""
