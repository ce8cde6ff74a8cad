"""What all tests share: golden files, and a catalogue in which a missing text is an error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from whytwitch.report import Catalogue, load_catalogue

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the golden files anew; read the change as a diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file of `golden/`, or write the file when asked to."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if the change is meant: pytest --update-golden, and read the diff"

    return compare


@pytest.fixture(scope="session")
def say() -> Catalogue:
    """The English catalogue; a text that is missing raises."""
    return load_catalogue("en", is_strict=True)
