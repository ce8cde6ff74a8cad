"""Draws: seeded, stratified, each number its own."""

import numpy as np

from whytwitch.inference.draws import Draws, Medians, normal_quantiles
from whytwitch.knowledge import Basis, Quantity

WIDE = Quantity(-1.0, 1.2, Basis.ESTIMATE, 11)
NARROW = Quantity(0.5, 0.1, Basis.COUNTS, 12)


def test_medians_are_the_quantities_own() -> None:
    """One column, no randomness."""
    assert np.allclose(Medians().of([WIDE, NARROW])[:, 0], [WIDE.value, NARROW.value])


def test_draws_cover_the_distribution_evenly() -> None:
    """Latin hypercube: exactly 5 % below the 5 % quantile and 5 % above the 95 % one; the median is the middle."""
    drawn = Draws(1000, 1).of([WIDE])[0]
    assert (drawn < WIDE.low).sum() == 50
    assert (drawn > WIDE.high).sum() == 50
    assert abs(np.median(drawn) - WIDE.value) < 1e-3


def test_draws_of_two_numbers_are_shuffled_apart() -> None:
    """Different keys, nearly no correlation; the same key, the same draw."""
    drawn = Draws(1000, 1).of([WIDE, NARROW, WIDE])
    assert abs(np.corrcoef(drawn[0], drawn[1]).item(1)) < 0.1
    assert np.array_equal(drawn[0], drawn[2])


def test_a_number_keeps_its_draw_whatever_else_is_asked() -> None:
    """Seed and key decide, not the order of asking."""
    one, other = Draws(64, 5), Draws(64, 5)
    other.of([NARROW])
    assert np.array_equal(one.of([WIDE]), other.of([WIDE]))
    assert not np.array_equal(one.of([WIDE]), Draws(64, 6).of([WIDE]))


def test_no_numbers_make_no_rows() -> None:
    """An empty list is an empty table."""
    assert Draws(8, 1).of([]).shape == (0, 8)


def test_quantiles_are_symmetric_midpoints() -> None:
    """Their sum is zero and their spread nearly one."""
    quantiles = normal_quantiles(200)
    assert abs(quantiles.sum()) < 1e-9
    assert 0.98 < quantiles.std() < 1.0
