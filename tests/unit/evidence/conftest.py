"""One reader for all tests of this room, compiled from the shipped base."""

from collections.abc import Callable
from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.model import Evidence

AS_OF = date(2026, 11, 22)  # a Sunday


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped base."""
    return load_knowledge()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    """A reader for it."""
    return Reader(knowledge)


@pytest.fixture(scope="session")
def told(reader: Reader) -> Callable[[str], Evidence]:
    """What a text says on the day of the tests."""

    def read(text: str) -> Evidence:
        return reader.read(text, as_of=AS_OF)

    return read
