"""A good fictional base to break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from oracle.people import BASE

from whytwitch.knowledge import Fault, faults_of

Change = Callable[[str, str, str], None]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the fictional base."""
    return Path(shutil.copytree(BASE, tmp_path / "base"))


@pytest.fixture
def change(base: Path) -> Change:
    """Replace a text in a file of the copy; the text must be there."""

    def changed(file: str, old: str, new: str) -> None:
        path = base / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not contain {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return changed


@pytest.fixture
def only_fault(base: Path) -> Callable[[], Fault]:
    """The single fault of the copy."""

    def found() -> Fault:
        faults = faults_of(base)
        assert len(faults) == 1, "\n".join(map(str, faults))
        return faults[0]

    return found
