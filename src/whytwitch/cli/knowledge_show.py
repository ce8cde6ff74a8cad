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

__all__ = ["number_words", "shown_file"]

SMALLEST = 1e-9
ASIDE = ("basis", "rationale", "evidence", "spread")  # said together with the number they belong to


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
    rows = [f"{table.get('label', table.get('title', name))}  [{file}]", "", *writer.table(table, 0)]
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
    return f"{said}{frequency(found.value, say)} ({frequency(found.low, say)} to {frequency(found.high, say)})"


class _Writer:
    """Turns tables into rows.

    Parameters
    ----------
    base
        Directory of the base, for the titles of sources.
    say
        Words for frequencies.
    """

    def __init__(self, base: Path, say: Catalogue) -> None:
        self._base, self._say = base, say

    def table(self, table: Mapping[str, Any], depth: int) -> Iterator[str]:
        """Rows of a table; what its numbers rest on comes after them."""
        for key, value in table.items():
            if key not in ASIDE and not (depth == 0 and key in ("id", "label")):
                yield from self._entry(key, value, depth)
        yield from self._grounds(table, depth)

    def _entry(self, key: str, value: object, depth: int) -> Iterator[str]:
        lead, title = "  " * depth, key.replace("_", " ")
        match value:
            case dict():
                words = number_words(value, self._say)
                if words is not None and not {"basis", "rationale"} & value.keys():
                    yield f"{lead}{title}: {words}"
                elif all(isinstance(part, int | float) for part in value.values()) and value:
                    yield f"{lead}{title}: {self._shares(value)}"
                else:
                    yield f"{lead}{title}:"
                    yield from self.table(value, depth + 1)
            case list() if value and all(isinstance(item, dict) for item in value):
                yield f"{lead}{title}:"
                for item in value:
                    rows = list(self.table(item, depth + 2))
                    yield f"{lead}  - {rows[0].strip() if rows else ''}"
                    yield from rows[1:]
            case list():
                is_rule = any(isinstance(item, list) for item in value)  # any of these, each of them whole
                items = (" + ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
                yield f"{lead}{title}: {(' or ' if is_rule else ', ').join(items) or 'none'}"
            case _:
                yield f"{lead}{title}: {value}"

    def _shares(self, table: Mapping[str, Any]) -> str:
        is_share = all(0 <= number <= 1 for number in table.values())
        return ", ".join(f"{key} {frequency(number, self._say)}" if is_share else f"{key} {number:g}" for key, number in table.items())

    def _grounds(self, table: Mapping[str, Any], depth: int) -> Iterator[str]:
        """What the numbers of this table rest on: basis, rationale, evidence with the titles of the sources."""
        lead = "  " * depth
        if "basis" in table or "rationale" in table:
            rationale = f": {table['rationale']}" if table.get("rationale") else ""
            yield f"{lead}{table.get('basis', 'estimate')}{rationale}"
        for fact in table.get("evidence", []):
            bearing = f" (bears on {fact['bears_on']})" if fact.get("bears_on") else ""
            yield f"{lead}source: {self._title(str(fact.get('source')))}, {fact.get('locator', '')}: {fact.get('fact', '')}{bearing}"

    def _title(self, source: str) -> str:
        path = self._base / "sources" / f"{source}.toml"
        if not path.is_file():
            return source
        table = _read(path)
        return f"{table.get('title', source)} ({table.get('year', 'no year')}; {source}; read: {table.get('read', '?')})"
