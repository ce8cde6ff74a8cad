"""What every section of the terminal answer needs at hand."""

from dataclasses import dataclass

from whytwitch.model import Assessment
from whytwitch.report.catalogue import Catalogue
from whytwitch.report.citations import Citations
from whytwitch.report.names import Names

__all__ = ["Sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer with the words to say it in; `cited` numbers the sources as they come up."""

    answer: Assessment
    say: Catalogue
    names: Names
    cited: Citations

    @classmethod
    def of(cls, answer: Assessment, say: Catalogue) -> "Sheet":
        """The sheet of an answer."""
        return cls(answer, say, Names(answer, say), Citations(answer.sources, say))
