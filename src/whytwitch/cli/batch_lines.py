"""Lines of a batch: what a case may hold, and what stands for a line that cannot be answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from whytwitch.cli.doubts import HALF_CHARACTERS
from whytwitch.cli.json_input import broken, mended, parsed_json
from whytwitch.errors import UnusableInputError
from whytwitch.evidence.file import evidence_of
from whytwitch.model import Evidence, Issue, Level

__all__ = ["LONGEST_LINE", "Case", "Line", "case_of", "id_of", "lines_of", "with_repeats"]

LONGEST_LINE = 2_000_000  # bytes; longer ones are skipped without being held in memory
REMEMBERED_IDS = 100_000  # ids compared with those that come after, so that a long batch stays in bounded memory
BOM = b"\xef\xbb\xbf"
KNOWN = ("id", "text", "evidence", "age", "sex", "pregnant", "country")
Id = str | int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input; `content` is None when it is too long to be read, `same_id_as` the number of an earlier line with the same id."""

    number: int
    content: bytes | None
    same_id_as: int | None = None


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
            yield Line(number, content.removeprefix(BOM))  # files put end to end hold one in the middle


def with_repeats(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each with the number of the latest line before it that had the same id."""
    seen: dict[int, int] = {}
    for line in lines:
        name = id_of(line)
        if name is None:
            yield line
            continue
        key = hash((type(name), name))
        yield replace(line, same_id_as=seen.pop(key, None))
        seen[key] = line.number
        if len(seen) > REMEMBERED_IDS:
            del seen[next(iter(seen))]


def _skip_line(stream: BinaryIO, longest: int) -> None:
    while rest := stream.readline(longest):
        if rest.endswith(b"\n"):
            return


def _object(line: Line) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a line holds, and its keys that stand twice."""
    if line.content is None:
        message = f"The line has more than {LONGEST_LINE:,} bytes. Shorten its text to what matters for the twitching."
        raise UnusableInputError(message)
    try:
        found, twice = parsed_json(line.content.decode())
    except UnicodeDecodeError:
        message = 'The line is no JSON in UTF-8. Write one object a line: {"id": "1", "text": "…"}.'
        raise UnusableInputError(message) from None
    except UnusableInputError as error:
        message = f'The line cannot be read as JSON. {error} Write one object a line: {{"id": "1", "text": "…"}}.'
        raise UnusableInputError(message) from None
    if not isinstance(found, dict):
        message = 'The line is no JSON object. Write {"id": "1", "text": "…"}.'
        raise UnusableInputError(message)
    return found, twice


def id_of(line: Line) -> Id | None:
    """The id of a line, if one can be read at all and written again."""
    try:
        fields, twice = _object(line)
    except UnusableInputError:
        return None
    found = fields.get("id")
    is_usable = isinstance(found, str | int) and not isinstance(found, bool) and not broken(found) and "id" not in twice
    return found if is_usable else None


def case_of(line: Line) -> Case:
    """The case of a line.

    Raises
    ------
    UnusableInputError
        If the line holds none; the message says what to write.
    """
    fields = _whole(line)
    issues = tuple(_doubts(line, fields))
    fields = mended(fields)
    return Case(
        id=_field(fields, "id", str | int, "a text or a whole number"),
        given=_given(fields),
        age=_age(fields),
        sex=_field(fields, "sex", str, '"female" or "male"'),
        pregnant=_field(fields, "pregnant", bool, "true or false"),
        country=_field(fields, "country", str, 'a text, for instance "GB"'),
        issues=issues,
    )


def _whole(line: Line) -> dict[str, Any]:
    fields, twice = _object(line)
    if twice:  # which of the two is meant cannot be known, and one may tell of a danger
        message = f"A key stands twice in one object: {', '.join(twice)}. Write each once."
        raise UnusableInputError(message)
    if broken(fields.get("id")):
        message = '"id" holds half a character (a lone surrogate), which cannot be written. Give another id.'
        raise UnusableInputError(message)
    return fields


def _doubts(line: Line, fields: dict[str, Any]) -> Iterator[Issue]:
    for key in fields:
        if key not in KNOWN:
            yield Issue(Level.WARNING, f"The key {mended(key[:40])!r} is not known and was not used.", f"Known: {', '.join(KNOWN)}.")
    if fields.get("evidence") is not None and fields.get("text") is not None:
        yield Issue(Level.WARNING, 'The line has "text" and "evidence"; only the evidence was used.', "Give one of the two.")
    if broken(fields):
        yield HALF_CHARACTERS
    if line.same_id_as is not None:
        yield Issue(Level.WARNING, f"Line {line.same_id_as} has the same id.", "Give each case an id of its own, so that answers can be told apart.")


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
