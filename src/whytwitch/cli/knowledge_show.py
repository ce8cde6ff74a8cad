"""One file of the base in words: every number as a natural frequency with its range, its basis, its reasons and its sources."""

import difflib
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from whytwitch.errors import UsageError
from whytwitch.knowledge.files import FOLDERS
from whytwitch.knowledge.quantity import FREQUENCY_CLASSES, Quantity, logit_of_counts, logit_of_interval
from whytwitch.report import Catalogue, load_catalogue
from whytwitch.report.frequencies import frequency
from whytwitch.report.page import sentence

__all__ = ["number_words", "shown_file"]

SMALLEST = 1e-9
RAREST = 10_000_000  # the base holds rarer things than an answer tells
ASIDE = ("basis", "rationale", "evidence", "spread")  # said together with the number they belong to
TITLED = ("id", "label", "title")  # already in the first row
RANGES = ("age", "onset_days", "plausible")  # two numbers: from, to
WORDS = (
    "phrases",
    "absent_phrases",
    "normal_words",
    "names",
    "words",
    "brands",
    "abnormal_words",
)  # what the reader listens for: long, and the file has them all
MOST_WORDS = 8
SHORT_ROW = 3  # tables of so few plain values stand in one row


def shown_file(base: Path, name: str, *, width: int) -> str:
    """The file of an id, in words.

    Parameters
    ----------
    base
        Directory of the base.
    name
        Id of a file, of a drug, or of an attribute of movements.
    width
        Columns.

    Raises
    ------
    UsageError
        If the base has nothing of that id.
    """
    file, table = _found(base, name)
    writer = _Writer(base, load_catalogue())
    title = str(table.get("label", table.get("title", name.replace("-", " "))))
    rows = [f"{sentence(title)}  ({name}, in {file})", "", *writer.table(table, 0), *writer.sources()]
    wrapped = (textwrap.fill(row, width, subsequent_indent=" " * (len(row) - len(row.lstrip()) + 4), break_on_hyphens=False) or "" for row in rows)
    return "\n".join(wrapped) + "\n"


def _found(base: Path, name: str) -> tuple[str, Mapping[str, Any]]:
    for folder in FOLDERS:
        for path in (base / folder).glob("*.toml"):  # compared with what is there: a name is never taken as a path
            if path.stem == name:
                return f"{folder}/{path.name}", _read(path)
    for file, table in _members(base):
        if table.get("id") == name:
            return file, table
    known = [path.stem for folder in FOLDERS for path in (base / folder).glob("*.toml")] + [str(t.get("id")) for _, t in _members(base)]
    near = difflib.get_close_matches(name, known, n=3)
    message = f"The base has nothing of id {name!r}." + (f" Did you mean {', '.join(near)}?" if near else " whytwitch knowledge coverage counts what it has.")
    raise UsageError(message)


def _members(base: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What has an id but no file of its own: attributes of movements, and the members of drug classes."""
    character = base / "character.toml"
    for table in _read(character).get("attribute", []) if character.is_file() else []:
        yield "character.toml", table
    for path in sorted((base / "drugs").glob("*.toml")):
        for member in _read(path).get("members", []):
            yield f"drugs/{path.name}", {**member, "class": path.stem}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}. whytwitch knowledge check tells every fault."
        raise UsageError(message) from None


def number_words(table: Mapping[str, Any], say: Catalogue) -> str | None:
    """A number of the base in words: "about 3 in 10 (about 1 in 10 to about 6 in 10)"; None when the table is no number."""
    moments, said = None, ""
    if {"affected", "examined"} <= table.keys() and table["examined"]:
        moments, said = logit_of_counts(table["affected"], table["examined"]), f"{table['affected']:g} of {table['examined']:g}: "
    elif table.get("class") in FREQUENCY_CLASSES:
        moments, said = logit_of_interval(None, *FREQUENCY_CLASSES[table["class"]], 0.9), f"{table['class']}: "
    elif {"low", "high"} <= table.keys() and all(isinstance(table[key], float | int) and 0 <= table[key] <= 1 for key in ("low", "high")):
        low, high = (min(max(float(table[key]), SMALLEST), 1 - SMALLEST) for key in ("low", "high"))
        moments = logit_of_interval(table.get("value"), low, high, float(table.get("level", 0.9))) if low < high else None
    if moments is None:
        return None
    found = Quantity(*moments, "", 0)
    middle, least, most = (frequency(share, say, rarest=RAREST) for share in (found.value, found.low, found.high))
    return f"{said}{middle} (range: {least} to {most})"


class _Writer:
    """Turns tables into rows; each fact is told once, at the end, under the number by which the rows call it.

    Parameters
    ----------
    base
        Directory of the base, for the titles of sources.
    say
        Words for frequencies.
    """

    def __init__(self, base: Path, say: Catalogue) -> None:
        self._base, self._say = base, say
        self._facts: dict[str, int] = {}

    def table(self, table: Mapping[str, Any], depth: int) -> Iterator[str]:
        """Rows of a table; what its numbers rest on comes after them."""
        for key, value in table.items():
            if key not in ASIDE and not (depth == 0 and key in TITLED):
                yield from self._entry(key, value, depth)
        yield from self._grounds(table, depth)

    def sources(self) -> Iterator[str]:
        """Every fact the rows rest on, by number."""
        if self._facts:
            yield ""
            yield "What it rests on:"
            yield from (f"  {number}. {fact}" for fact, number in self._facts.items())

    def _entry(self, key: str, value: object, depth: int) -> Iterator[str]:
        lead, title = "  " * depth, key.replace("_", " ")
        match value:
            case dict():
                yield from self._part(f"{lead}{title}:", value, depth)
            case list() if value and all(isinstance(item, dict) for item in value):
                yield f"{lead}{title}:"
                for item in value:
                    yield from self._item(item, depth)
            case list() if any(isinstance(item, list) for item in value):  # ways of a rule: any of these, each of them whole
                yield f"{lead}{title}, any of these:"
                yield from (f"{lead}  - {' and '.join(map(_token, item))}" for item in value)
            case list() if value and all(str(item).endswith(".") for item in value):
                yield f"{lead}{title}:"
                yield from (f"{lead}  - {item}" for item in value)
            case list():
                yield f"{lead}{title}: {_listed(key, value)}"
            case _:
                yield f"{lead}{title}: {_plain(value)}"

    def _part(self, head: str, value: Mapping[str, Any], depth: int) -> Iterator[str]:
        words = number_words(value, self._say)
        if words is not None and not {"basis", "rationale"} & value.keys():
            yield f"{head} {words}"
        elif value and all(isinstance(part, int | float) for part in value.values()):
            yield f"{head} {self._shares(value)}"
        elif value and all(isinstance(part, str) for part in value.values()):
            yield f"{head} {', '.join(f'{name} {part}' for name, part in value.items())}"
        else:
            yield head
            yield from self.table(value, depth + 1)

    def _item(self, item: Mapping[str, Any], depth: int) -> Iterator[str]:
        lead = "  " * depth
        if len(item) <= SHORT_ROW and not any(isinstance(value, dict | list) for value in item.values()):
            yield f"{lead}  - {', '.join(_pair(key, value) for key, value in item.items())}"
            return
        rows = list(self.table(item, depth + 2))
        yield f"{lead}  - {rows[0].strip() if rows else ''}"
        yield from rows[1:]

    def _shares(self, table: Mapping[str, Any]) -> str:
        is_share = all(0 <= number <= 1 for number in table.values())
        return ", ".join(f"{key} {frequency(number, self._say, rarest=RAREST)}" if is_share else f"{key} {number:g}" for key, number in table.items())

    def _grounds(self, table: Mapping[str, Any], depth: int) -> Iterator[str]:
        """What the numbers of this table rest on: basis, rationale, and the facts by number."""
        lead = "  " * depth
        if "basis" in table or "rationale" in table:
            rationale = f": {table['rationale']}" if table.get("rationale") else ""
            yield f"{lead}{table.get('basis', 'estimate')}{rationale}"
        numbers = [self._facts.setdefault(self._fact(fact), len(self._facts) + 1) for fact in table.get("evidence", [])]
        if numbers:
            yield f"{lead}rests on {', '.join(map(str, dict.fromkeys(numbers)))}"

    def _fact(self, fact: Mapping[str, Any]) -> str:
        bearing = f" (bears on {fact['bears_on']})" if fact.get("bears_on") else ""
        return f"{fact.get('fact', '')}{bearing} From: {self._title(str(fact.get('source')))}, {fact.get('locator', '')}."

    def _title(self, source: str) -> str:
        path = self._base / "sources" / f"{source}.toml"
        if not path.is_file():
            return source
        table = _read(path)
        year = f", {table['year']}" if table.get("year") else ""
        return f"{str(table.get('title', source)).rstrip('.')}{year} ({source}; read: {table.get('read', '?')})"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _token(token: object) -> str:
    """A token of a rule in words: ``movement:onset=under-a-day`` is "onset under a day", ``recent:ssri`` "recent ssri"."""
    return str(token).removeprefix("movement:").removeprefix("lab:").replace(":", " ").replace("=", " ").replace("-", " ")


def _pair(key: str, value: object) -> str:
    return _plain(value) if key in TITLED else f"{key.replace('_', ' ')} {_plain(value)}"


def _listed(key: str, items: list[Any]) -> str:
    if key in RANGES and len(items) == len(("from", "to")):
        return " to ".join(map(_plain, items))
    shown = items[:MOST_WORDS] if key in WORDS else items
    more = f" and {len(items) - len(shown)} more" if len(items) > len(shown) else ""
    return ", ".join(_plain(item).removeprefix("=") for item in shown) + more or "none"
