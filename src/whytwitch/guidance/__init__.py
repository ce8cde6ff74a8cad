"""What to do about it: urgency by rules and thresholds, reasons, next questions and tests, and a plan (see ``docs/guidance.md``)."""

from whytwitch.guidance.advise import Request, advise
from whytwitch.guidance.interview import interview_turn, with_replies
from whytwitch.guidance.known import Known, known_of
from whytwitch.guidance.scope import is_in_scope
from whytwitch.guidance.thresholds import Thresholds
from whytwitch.guidance.urgency import fired, highest

__all__ = ["Known", "Request", "Thresholds", "advise", "fired", "highest", "interview_turn", "is_in_scope", "known_of", "with_replies"]
