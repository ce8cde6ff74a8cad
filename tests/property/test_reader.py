"""Properties of the reader that hold for any text."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whytwitch.errors import UnusableInputError
from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Span, Status, Time

AS_OF = date(2026, 11, 22)
PIECES = [
    "my left eyelid twitches", "no weakness", "for two weeks", "K 3.1", "on omeprazole 20 mg", "my dad had ALS", "is it MND?", "I can't swallow", "hand went weak", "3/52", "since Tuesday",
    "34f", "my son, 6", "four coffees a day", "sleep five hours", "worse after exercise", "or numbness", "but", "and", "never", "denies", "face droops suddenly", "Mg 55", "stopped",
    "started sertraline", "years ago", "chest pain", "short of breath", "(", ")", ",", ".", "?", ":", "\n\n", "'", "½", "²", "9" * 5000, "٣ weeks", "1.2.3,4", "/", "x" * 40, "😀",
]  # fmt: skip
SOOTHING = [
    "It's probably nothing.", "I'm sure it's fine.", "I'm not worried.", "It doesn't bother me.", "No big deal.", "Sorry to bother you, silly question.", "Otherwise healthy.",
    "I'm fit and well.", "My doctor says it's benign.", "Fingers crossed!", "It is just stress I suppose.",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader for the shipped base."""
    return Reader(load_knowledge())


def spans_of(evidence: Evidence) -> Iterator[Span]:
    """Every span in an evidence."""
    traits = (trait.span for movement in evidence.movements for trait in movement.traits)
    groups = (
        (f.span for f in evidence.findings),
        (m.span for m in evidence.medicines),
        (r.span for r in evidence.labs),
        (m.span for m in evidence.movements),
        traits,
    )
    yield from evidence.not_understood
    yield from (span for group in groups for span in group if span is not None)


def read_or_refuse(reader: Reader, text: str) -> Evidence | None:
    """The evidence, or None when the text is refused in so many words."""
    try:
        return reader.read(text, as_of=AS_OF)
    except UnusableInputError:
        return None


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(reader: Reader, text: str) -> None:
    """No text raises anything but the refusal."""
    read_or_refuse(reader, text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_spans_are_slices_of_the_text(reader: Reader, text: str) -> None:
    """What is quoted stands where it is said to stand."""
    evidence = read_or_refuse(reader, text)
    if evidence is not None:
        assert all(0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.text for span in spans_of(evidence))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, phrase=st.sampled_from(SOOTHING))
def test_soothing_words_remove_nothing(reader: Reader, text: str, phrase: str) -> None:
    """A soothing sentence behind a text removes no finding that is there."""
    plain, soothed = read_or_refuse(reader, text), read_or_refuse(reader, f"{text}. {phrase}")
    if plain is not None and soothed is not None:
        there = {f.id for f in soothed.findings if f.status is Status.PRESENT and f.time is Time.CURRENT}
        assert {f.id for f in plain.findings if f.status is Status.PRESENT and f.time is Time.CURRENT} <= there


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_reading_twice_is_reading_once(reader: Reader, text: str) -> None:
    """The same text gives the same evidence."""
    assert read_or_refuse(reader, text) == read_or_refuse(reader, text)
