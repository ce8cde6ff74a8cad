"""One module per use case: each wires the rooms together and does nothing else."""

from whytwitch.app.assess import Assessor, assess, next_questions, read

__all__ = ["Assessor", "assess", "next_questions", "read"]
