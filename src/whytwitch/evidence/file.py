"""Evidence already coded, from a JSON file that mirrors `whytwitch.model.Evidence`; every fault is told at once."""

import json
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from whytwitch.errors import UnusableInputError
from whytwitch.model import Evidence

__all__ = ["evidence_of", "read_evidence"]

MOST_BYTES = 4_000_000
SHOWN_FAULTS = 20


def read_evidence(path: Path) -> Evidence:
    """The evidence of a file.

    Raises
    ------
    UnusableInputError
        If there is no such file, or it is no JSON object of the expected form.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"{path}: more than {MOST_BYTES:,} bytes. Give the evidence of one person."
            raise UnusableInputError(message)
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}). Give the name of a JSON file."
        raise UnusableInputError(message) from None
    except (ValueError, RecursionError):
        message = f"{path}: no JSON. Write one object with text, profile, movements, findings, medicines, labs."
        raise UnusableInputError(message) from None
    return evidence_of(content, str(path))


def evidence_of(content: object, where: str) -> Evidence:
    """Evidence from plain tables; `where` names them in messages."""
    faults: list[str] = []
    found = _read(Evidence, content, "", faults)
    if faults or not isinstance(found, Evidence):
        shown = "\n".join(f"  {fault}" for fault in faults[:SHOWN_FAULTS])
        more = f"\n  … and {len(faults) - SHOWN_FAULTS} more" if len(faults) > SHOWN_FAULTS else ""
        message = f"{where}: {len(faults)} fault(s) in the evidence:\n{shown}{more}"
        raise UnusableInputError(message)
    return found


def _read(kind: Any, value: object, path: str, faults: list[str]) -> Any:  # noqa: ANN401 - a value of any noun
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(next(k for k in inner if k is not type(None)), value, path, faults)
    if origin is tuple:
        if isinstance(value, list):
            return tuple(_read(inner[0], item, f"{path}[{number}]", faults) for number, item in enumerate(value))
        return _fault(faults, path, value, "a list")
    if is_dataclass(kind) and isinstance(kind, type):
        return _noun(kind, value, path, faults)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        known = [member.value for member in kind]
        return kind(value) if isinstance(value, str) and value in known else _fault(faults, path, value, f"one of {', '.join(known)}")
    return _plain(kind, value, path, faults)


def _plain(kind: Any, value: object, path: str, faults: list[str]) -> Any:  # noqa: ANN401 - a plain value
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    return _fault(faults, path, value, {float: "a number", int: "a whole number", bool: "true or false"}.get(kind, "a text"))


def _noun(kind: type, value: object, path: str, faults: list[str]) -> Any:  # noqa: ANN401 - a noun of the model
    if not isinstance(value, dict):
        return _fault(faults, path, value, "an object")
    hints, known = get_type_hints(kind), {part.name: part for part in fields(kind)}
    faults.extend(f"{_at(path, name)}: not known. Known here: {', '.join(known)}." for name in value if name not in known)
    missing = list(_missing(known, value))
    faults.extend(f"{_at(path, name)}: missing. Add it." for name in missing)
    before = len(faults)
    given = {name: _read(hints[name], value[name], _at(path, name), faults) for name in known if name in value}
    return None if missing or len(faults) > before else kind(**given)


def _missing(known: dict[str, "Field[Any]"], value: dict[str, object]) -> Iterator[str]:
    for name, part in known.items():
        if name not in value and part.default is MISSING and part.default_factory is MISSING:
            yield name


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _fault(faults: list[str], path: str, value: object, expected: str) -> None:
    faults.append(f"{path or 'the file'}: {type(value).__name__} given, {expected} expected.")
