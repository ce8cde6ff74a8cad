"""One module per use case: each wires the rooms together and does nothing else."""

from whytwitch.app.assess import Assessor, assess, next_questions, read
from whytwitch.app.interview import Interviewer

__all__ = ["Assessor", "Interviewer", "assess", "next_questions", "read"]
