"""The files of the base as plain tables."""

import tomllib
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from whytwitch.knowledge.faults import Fault

__all__ = ["BASE", "FOLDERS", "SINGLES", "RawBase", "contents_of", "parsed"]

BASE = Path(__file__).parent / "base"
FOLDERS = ("sources", "findings", "exposures", "drugs", "labs", "causes", "red_flags", "tests", "actions", "countries", "claims")
SINGLES = ("character", "lexicon", "settings")
VERSION = "VERSION"

RawBase = dict[str, dict[str, Any]]  # file name relative to the base -> its table


def contents_of(base: Path) -> dict[str, bytes]:
    """The bytes of every file that belongs to the base by its name relative to it, in a fixed order."""
    found = [base / name for name in (VERSION, *(f"{name}.toml" for name in SINGLES)) if (base / name).is_file()]
    for folder in FOLDERS:
        found.extend(sorted((base / folder).glob("*.toml"), key=attrgetter("name")))
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in found}


def parsed(contents: Mapping[str, bytes]) -> tuple[RawBase, list[Fault]]:
    """Tables by file name, and faults of syntax."""
    raw: RawBase = {}
    faults = []
    for name, content in contents.items():
        if name == VERSION:
            continue
        try:
            raw[name] = _plain(tomllib.loads(content.decode()))
        except UnicodeDecodeError as error:
            faults.append(Fault(name, "(file)", str(error), "Save the file as UTF-8."))
        except tomllib.TOMLDecodeError as error:
            faults.append(Fault(name, "(file)", str(error), "Mend the TOML; a key or table may stand there twice."))
    return raw, faults


def _plain(node: Any) -> Any:  # noqa: ANN401 - a TOML value
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node.isoformat() if isinstance(node, date) else node
