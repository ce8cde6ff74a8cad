"""Lines of a batch: what a case may hold, and what stands for a line that cannot be answered."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from whytwitch.errors import UnusableInputError
from whytwitch.evidence.file import evidence_of
from whytwitch.model import Evidence, Issue, Level

__all__ = ["LONGEST_LINE", "Case", "Line", "case_of", "id_of", "lines_of"]

LONGEST_LINE = 2_000_000  # bytes; longer ones are skipped without being held in memory
KNOWN = ("id", "text", "evidence", "age", "sex", "pregnant", "country")
Id = str | int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input; `content` is None when it is too long to be read."""

    number: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a batch."""

    id: Id | None
    given: str | Evidence
    age: float | None
    sex: str | None
    pregnant: bool | None
    country: str | None
    issues: tuple[Issue, ...]


def lines_of(stream: BinaryIO, *, longest: int = LONGEST_LINE) -> Iterator[Line]:
    """Lines of a stream as they come; empty ones are passed over, and no more than one is ever held."""
    number = 0
    while content := stream.readline(longest + 1):
        number += 1
        if len(content) > longest and not content.endswith(b"\n"):
            _skip_line(stream, longest)
            yield Line(number, None)
        elif content.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Line(number, content.removeprefix(b"\xef\xbb\xbf") if number == 1 else content)


def _skip_line(stream: BinaryIO, longest: int) -> None:
    while rest := stream.readline(longest):
        if rest.endswith(b"\n"):
            return


def _object(line: Line) -> dict[str, Any]:
    if line.content is None:
        message = f"The line has more than {LONGEST_LINE:,} bytes. Shorten its text to what matters for the twitching."
        raise UnusableInputError(message)
    try:
        found = json.loads(line.content.decode())
    except (ValueError, RecursionError):
        message = 'The line is no JSON in UTF-8. Write one object a line: {"id": "1", "text": "…"}.'
        raise UnusableInputError(message) from None
    if not isinstance(found, dict):
        message = 'The line is no JSON object. Write {"id": "1", "text": "…"}.'
        raise UnusableInputError(message)
    return found


def id_of(line: Line) -> Id | None:
    """The id of a line, if one can be read at all."""
    try:
        found = _object(line).get("id")
    except UnusableInputError:
        return None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def case_of(line: Line) -> Case:
    """The case of a line.

    Raises
    ------
    UnusableInputError
        If the line holds none; the message says what to write.
    """
    fields = _object(line)
    unknown = [key for key in fields if key not in KNOWN]
    issues = tuple(Issue(Level.WARNING, f"The key {key[:40]!r} is not known and was not used.", f"Known: {', '.join(KNOWN)}.") for key in unknown)
    return Case(
        id=_field(fields, "id", str | int, "a text or a whole number"),
        given=_given(fields),
        age=_age(fields),
        sex=_field(fields, "sex", str, '"female" or "male"'),
        pregnant=_field(fields, "pregnant", bool, "true or false"),
        country=_field(fields, "country", str, 'a text, for instance "GB"'),
        issues=issues,
    )


def _given(fields: dict[str, Any]) -> str | Evidence:
    if fields.get("evidence") is not None:
        return evidence_of(fields["evidence"], "evidence")
    text: str | None = _field(fields, "text", str, "a text")
    if text is None:
        message = 'The line has no "text". Add what the person says.'
        raise UnusableInputError(message)
    return text


def _age(fields: dict[str, Any]) -> float | None:
    value: float | None = _field(fields, "age", int | float, "a number of years")
    try:
        return None if value is None else float(value)
    except OverflowError:
        message = '"age" is far too large; write a number of years.'
        raise UnusableInputError(message) from None


def _field(fields: dict[str, Any], key: str, kind: Any, expected: str) -> Any:  # noqa: ANN401 - a JSON value
    value = fields.get(key)
    is_flag = isinstance(value, bool) and kind is not bool
    if value is not None and (is_flag or not isinstance(value, kind)):
        message = f'"{key}" is not {expected}.'
        raise UnusableInputError(message)
    return value
