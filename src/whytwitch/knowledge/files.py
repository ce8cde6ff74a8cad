"""The files of the base as plain tables, with a compiled copy that can never be stale.

Parsing some four hundred TOML files takes about half a second, more than the whole answer may take. The parsed tables are therefore kept as one JSON
file in the user's cache directory, named after the digest of every byte of the base: any change to any file gives another name. Unreadable or
unwritable caches are simply not used.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from whytwitch.knowledge.faults import Fault

__all__ = ["BASE", "FOLDERS", "SINGLES", "RawBase", "default_cache", "digest_of", "keep", "read_base"]

BASE = Path(__file__).parent / "base"
FOLDERS = ("sources", "findings", "exposures", "drugs", "labs", "causes", "red_flags", "tests", "actions", "countries", "claims")
SINGLES = ("character", "lexicon", "settings")
FORMAT = b"1"  # raise when what is kept per file changes its shape

RawBase = dict[str, dict[str, Any]]  # file name relative to the base -> its table


def base_files(base: Path) -> list[Path]:
    """Every TOML file that belongs to the base, in a fixed order."""
    found = [base / f"{name}.toml" for name in SINGLES if (base / f"{name}.toml").is_file()]
    for folder in FOLDERS:
        found.extend(sorted((base / folder).glob("*.toml"), key=attrgetter("name")))
    return found


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Digest of names and bytes of all files."""
    digest = hashlib.sha256(FORMAT)
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_base(base: Path, *, cache: Path | None) -> tuple[str, RawBase, list[Fault], bool]:
    """Digest, tables by file name, faults of syntax, and whether they came from the cache (and are therefore known to be good)."""
    contents = {path.relative_to(base).as_posix(): path.read_bytes() for path in base_files(base)}
    digest = digest_of(contents)
    if cache is not None and (found := _from_cache(_kept(cache, digest))) is not None:
        return digest, found, [], True
    raw, faults = _parse(contents)
    return digest, raw, faults, False


def _kept(cache: Path, digest: str) -> Path:
    return cache / f"base-{digest[:32]}.json"


def _parse(contents: Mapping[str, bytes]) -> tuple[RawBase, list[Fault]]:
    raw: RawBase = {}
    faults = []
    for name, content in contents.items():
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


def _from_cache(kept: Path) -> RawBase | None:
    try:
        found = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def keep(cache: Path, digest: str, raw: RawBase) -> None:
    """Keep the tables of a base that was found to be without fault; whole or not at all."""
    kept = _kept(cache, digest)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in kept.parent.glob("base-*.json"):
            older.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False, encoding="utf-8", suffix=".part") as part:
            json.dump(raw, part, ensure_ascii=False, separators=(",", ":"))
        Path(part.name).replace(kept)


def default_cache(environment: Mapping[str, str]) -> Path | None:
    """Where this system keeps caches; None when that cannot be told."""
    if sys.platform == "win32":
        root = environment.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        root = f"{environment['HOME']}/Library/Caches" if "HOME" in environment else None
    else:
        root = environment.get("XDG_CACHE_HOME") or (f"{environment['HOME']}/.cache" if "HOME" in environment else None)
    return Path(root, "whytwitch") if root and os.path.isabs(root) else None  # noqa: PTH117 - a text until here
