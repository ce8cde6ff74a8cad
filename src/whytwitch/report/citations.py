"""Sources numbered in the order in which the reader meets them."""

from collections.abc import Iterable, Mapping

from whytwitch.model import SourceNote
from whytwitch.report.catalogue import Catalogue

__all__ = ["Citations"]


class Citations:
    """Gives each source a number when it is first cited, and lists those that were.

    Parameters
    ----------
    sources
        The sources of an assessment.
    say
        The words.
    """

    def __init__(self, sources: Iterable[SourceNote], say: Catalogue) -> None:
        self._known: Mapping[str, SourceNote] = {note.id: note for note in sources}
        self._say = say
        self._numbers: dict[str, int] = {}

    def mark(self, ids: Iterable[str]) -> str:
        """ "(source 2)", "(sources 2, 5)", or that it is our own estimate."""
        numbers = [self._numbers.setdefault(name, len(self._numbers) + 1) for name in dict.fromkeys(ids)]
        if not numbers:
            return self._say.text("source.own")
        return self._say.count("source.mark", len(numbers), numbers=", ".join(str(number) for number in numbers))

    def name(self, name: str) -> str:
        """A source by its title and year, with its number."""
        note = self._known.get(name)
        mark = self.mark([name])
        return f"{self._titled(note)} {mark}" if note else f"{name} {mark}"

    def listed(self) -> list[str]:
        """Every source that was cited, in order: number, title, year, where, what was read of it."""
        rows = []
        for name, number in self._numbers.items():
            note = self._known.get(name)
            place = {"locator": note.locator, "read": note.read} if note else {"locator": "", "read": ""}
            title = self._titled(note) if note else name
            where = self._say.text("source.where", **place) if place["read"] else ""
            rows.append(self._say.text("source.row", number=number, title=title, where=where).strip())
        return rows

    def _titled(self, note: SourceNote) -> str:
        title = note.title.rstrip(".")
        return self._say.text("source.titled", title=title, year=note.year) if note.year else title
