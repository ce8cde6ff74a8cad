"""Compiled copies of what is made of the base; they can never be stale.

Parsing some 1,700 TOML files takes seconds, turning their phrases into a reader a third of one: more than an answer may take. What was made is therefore kept
in the user's cache directory, under a digest of every byte of the base and of the code that made it: any change to either gives another name. Unreadable or
unwritable caches are simply not used. What is read back can only ever become the classes it was made of: a copy that names anything else is refused.
"""

import contextlib
import hashlib
import io
import pickle
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from whytwitch.knowledge.nouns import Knowledge

__all__ = ["Copy", "copy_of_base", "default_cache", "digest_of"]

HERE = __name__.rpartition(".")[0]
NOUNS = tuple(f"{HERE}.{module}" for module in ("causes", "claims", "nouns", "quantity", "tokens"))
PLAIN: Mapping[tuple[str, str], type] = {
    ("builtins", "frozenset"): frozenset,
    ("builtins", "list"): list,
    ("collections", "defaultdict"): defaultdict,
}


class _Reader(pickle.Unpickler):
    """Builds instances of the classes of some modules and nothing else, so that a copy is data, never code."""

    def __init__(self, content: bytes, modules: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(content))
        self._modules = modules

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in PLAIN:
            return PLAIN[module, name]
        found = super().find_class(module, name) if module in self._modules and name.isidentifier() else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        message = f"{module}.{name} is not what such a copy is made of"
        raise pickle.UnpicklingError(message)


@cache
def _digest_of_code(modules: tuple[str, ...]) -> bytes:
    """Of all code of the rooms that the modules are in: a copy made by other code is another copy."""
    digest = hashlib.sha256(sys.version.encode())
    for room in sorted({str(Path(str(sys.modules[module].__file__)).parent) for module in modules}):
        for path in sorted(Path(room).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.digest()


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Digest of names and bytes of all files."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Copy:
    """Where one thing made of a base is kept.

    Parameters
    ----------
    folder
        The cache directory.
    name
        What it is.
    digest
        Of the base.
    modules
        Names of the modules whose classes it is made of.
    """

    folder: Path
    name: str
    digest: str
    modules: tuple[str, ...]

    @property
    def _place(self) -> Path:
        key = hashlib.sha256(self.digest.encode() + _digest_of_code(self.modules)).hexdigest()
        return self.folder / f"{self.name}-{key[:32]}.bin"

    def load(self) -> object:
        """What was kept; None without a whole and clean copy."""
        try:
            return _Reader(self._place.read_bytes(), self.modules).load()
        except Exception:  # noqa: BLE001 - a broken copy breaks in many ways, and all mean the same: make it anew
            return None

    def keep(self, thing: object) -> None:
        """Keep it in the place of older ones; whole or not at all."""
        place = self._place
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            for older in self.folder.glob(f"{self.name}-*"):
                older.unlink(missing_ok=True)
            with tempfile.NamedTemporaryFile("wb", dir=self.folder, delete=False, suffix=".part") as part:
                part.write(pickle.dumps(thing, protocol=5))
            Path(part.name).replace(place)


def copy_of_base(folder: Path, digest: str) -> tuple[Copy, Knowledge | None]:
    """Where a base is kept, and the base if it is."""
    copy = Copy(folder, "base", digest, NOUNS)
    found = copy.load()
    return copy, found if isinstance(found, Knowledge) and found.digest == digest else None


def default_cache(environment: Mapping[str, str]) -> Path | None:
    """Where this system keeps caches; None when that cannot be told."""
    if sys.platform == "win32":
        root = environment.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        root = f"{environment['HOME']}/Library/Caches" if "HOME" in environment else None
    else:
        root = environment.get("XDG_CACHE_HOME") or (f"{environment['HOME']}/.cache" if "HOME" in environment else None)
    return Path(root, "whytwitch") if root and Path(root).is_absolute() else None
