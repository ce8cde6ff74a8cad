"""One module per use case: each wires the rooms together and does nothing else."""

from whytwitch.app.assess import Assessor, assess

__all__ = ["Assessor", "assess"]
