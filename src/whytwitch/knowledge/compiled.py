"""A compiled copy of the base that can never be stale.

Parsing some 1,600 TOML files and turning them into nouns takes seconds, more than the whole answer may take. The nouns are therefore kept as one file in the
user's cache directory, named after a digest of every byte of the base and of the code that reads it: any change to either gives another name. Unreadable or
unwritable caches are simply not used. What is read back can only ever become nouns of the base: a copy that names anything else is refused.
"""

import contextlib
import hashlib
import io
import pickle
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from whytwitch.knowledge.nouns import Knowledge

__all__ = ["compiled", "default_cache", "digest_of", "keep"]

NOUNS = ("causes", "claims", "nouns", "quantity", "tokens")  # modules of this room whose classes a copy may hold
PLAIN = {("builtins", "frozenset"): frozenset}


class _Nouns(pickle.Unpickler):
    """Builds nouns of the base and nothing else, so that a copy is data, never code."""

    def find_class(self, module: str, name: str) -> object:
        home, _, own = module.rpartition(".")
        if (module, name) in PLAIN:
            return PLAIN[module, name]
        if home == __name__.rpartition(".")[0] and own in NOUNS and name.isidentifier():
            return super().find_class(module, name)
        message = f"{module}.{name} is no noun of the base"
        raise pickle.UnpicklingError(message)


@cache
def _digest_of_code() -> bytes:
    """Of the modules that make nouns: a copy made by other code is another copy."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Digest of names and bytes of all files."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _place(folder: Path, digest: str) -> Path:
    name = hashlib.sha256(digest.encode() + _digest_of_code()).hexdigest()
    return folder / f"base-{name[:32]}.bin"


def compiled(folder: Path, digest: str) -> Knowledge | None:
    """The base that was kept under a digest; None without a whole and clean copy."""
    try:
        found = _Nouns(io.BytesIO(_place(folder, digest).read_bytes())).load()
    except Exception:  # noqa: BLE001 - a broken copy breaks in many ways, and all mean the same: read the base anew
        return None
    return found if isinstance(found, Knowledge) and found.digest == digest else None


def keep(folder: Path, knowledge: Knowledge) -> None:
    """Keep a base that was found to be without fault; whole or not at all."""
    place = _place(folder, knowledge.digest)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob("base-*"):
            older.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False, suffix=".part") as part:
            part.write(pickle.dumps(knowledge, protocol=5))
        Path(part.name).replace(place)


def default_cache(environment: Mapping[str, str]) -> Path | None:
    """Where this system keeps caches; None when that cannot be told."""
    if sys.platform == "win32":
        root = environment.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        root = f"{environment['HOME']}/Library/Caches" if "HOME" in environment else None
    else:
        root = environment.get("XDG_CACHE_HOME") or (f"{environment['HOME']}/.cache" if "HOME" in environment else None)
    return Path(root, "whytwitch") if root and Path(root).is_absolute() else None
