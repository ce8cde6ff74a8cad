"""Probabilities in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whytwitch.report import Catalogue, load_catalogue
from whytwitch.report.frequencies import bar, frequency, in_hundred, likelihood_word, percent, times


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.62, "about 62 in 100"),
        (0.1, "about 10 in 100"),
        (0.96, "about 96 in 100"),
        (0.0096, "about 1 in 100"),
        (0.0094, "about 9 in 1,000"),
        (0.999, "more than 99 in 100"),
        (0.034, "about 3 in 100"),
        (0.0042, "about 4 in 1,000"),
        (0.0003, "about 3 in 10,000"),
        (0.00001, "about 1 in 100,000"),
        (0.0000001, "fewer than 1 in 100,000"),
        (0.0, "fewer than 1 in 100,000"),
    ],
)
def test_share_as_a_natural_frequency(share: float, words: str, say: Catalogue) -> None:
    """A share is told as so many in a hundred, and in a larger crowd only where a hundred is too few."""
    assert frequency(share, say) == words


ENGLISH = load_catalogue()


@given(st.floats(0.0, 1.0))
def test_frequency_is_never_nought_nor_all(share: float) -> None:
    """No share is told as nobody or everybody."""
    words = frequency(share, ENGLISH)
    assert "about 0 " not in words
    assert not any(words == f"about {crowd} in {crowd:,}" for crowd in (100, 1000))


@pytest.mark.parametrize(("share", "words"), [(0.0, "under 1%"), (0.004, "under 1%"), (0.012, "1%"), (0.5, "50%"), (0.994, "99%"), (0.9999, "over 99%")])
def test_percentage_never_claims_nothing_or_all(share: float, words: str, say: Catalogue) -> None:
    """A percentage stays off 0 and 100, and so does the plain number of people in a hundred."""
    assert percent(share, say) == words
    assert in_hundred(share, say) == words.removesuffix("%")


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.95, "very likely"), (0.7, "likely"), (0.4, "may well be"), (0.2, "possible"), (0.05, "less likely"), (0.01, "unlikely"), (0.0001, "very unlikely")],
)
def test_word_beside_the_number(share: float, word: str, say: Catalogue) -> None:
    """Each share has one word."""
    assert likelihood_word(share, say) == word


@pytest.mark.parametrize(
    ("factor", "words"),
    [(1.3, "about 1.3 times"), (2.0, "about 2 times"), (12.4, "about 12 times"), (123.0, "about 120 times"), (1e9, "more than 1,000 times")],
)
def test_factor_in_words(factor: float, words: str, say: Catalogue) -> None:
    """A factor is told with two digits, and not at all beyond a thousand."""
    assert times(factor, say) == words


def test_bar_is_as_long_as_the_share() -> None:
    """A bar has at least one mark and never more than its width."""
    assert [len(bar(share, width=40)) for share in (0.0, 0.001, 0.5, 1.0)] == [1, 1, 20, 40]
