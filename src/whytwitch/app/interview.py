"""The adaptive interview: one question at a time until nothing would change the answer any more."""

from collections.abc import Sequence
from datetime import date

from whytwitch import __version__
from whytwitch.app.assess import NEUTRAL, Assessor
from whytwitch.errors import UnusableInputError
from whytwitch.guidance import Request, interview_turn
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Reply, Turn
from whytwitch.model.interview import NO, UNKNOWN, YES

__all__ = ["Interviewer"]

MOST_REPLIES = 100


class Interviewer:
    """Asks on the base of an `Assessor`; keeps nothing of anybody: what was told first and the replies since are all there is."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor

    def turn(
        self, told: Evidence, replies: Sequence[Reply] = (), *, country: str = NEUTRAL, language: str = "en", as_of: date | None = None, seed: int = 1
    ) -> Turn:
        """Where the interview stands and what comes next.

        Parameters
        ----------
        told
            What was read from the person's words, with what was entered beside them (`Assessor.evidence`).
        replies
            Those given so far, the oldest first.

        Raises
        ------
        UnusableInputError
            If a reply names what is not in the base.
        """
        knowledge = self._assessor.knowledge
        for reply in replies[:MOST_REPLIES]:
            _check(reply, knowledge)
        if len(replies) > MOST_REPLIES:
            message = f"More than {MOST_REPLIES} replies. An interview is shorter than that; begin anew."
            raise UnusableInputError(message)
        day = as_of or date.today()  # noqa: DTZ011 - the user's day
        request = Request(__version__, day.isoformat(), self._assessor.country(country), language, 0, seed, is_brief=True)
        return interview_turn(self._assessor.engine, told, replies, request, self._assessor.catalogue(language).text)


def _check(reply: Reply, knowledge: Knowledge) -> None:
    """A reply is to something of the base, and one of its answers."""
    if reply.kind == "safety":
        is_known = bool(reply.id) and set(reply.id.split()) <= set(knowledge.red_flags) and set(reply.answer.split()) <= set(reply.id.split())
    elif reply.kind == "attribute":
        is_known = reply.id in knowledge.attributes and reply.answer in (*knowledge.attributes[reply.id].values, UNKNOWN)
    else:
        nouns = {"finding": knowledge.findings, "exposure": knowledge.exposures}.get(reply.kind, {})
        bands = knowledge.exposures[reply.id].bands if reply.kind == "exposure" and reply.id in knowledge.exposures else ()
        is_known = reply.id in nouns and reply.answer in (*((band.id for band in bands) if bands else (YES,)), NO, UNKNOWN)
    if not is_known:
        message = f"A reply to {reply.kind!r} {reply.id[:60]!r} with {reply.answer[:60]!r} is not possible. Send back an id and an answer of the question that was asked."
        raise UnusableInputError(message)
