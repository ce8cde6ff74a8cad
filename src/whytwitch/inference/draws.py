"""Numbers of the base as arrays: medians, or draws from their logit-normals."""

from collections.abc import Callable, Hashable, Sequence
from statistics import NormalDist
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Quantity

__all__ = ["Draws", "Medians", "Table", "normal_quantiles"]


Made = TypeVar("Made")


def _kept(store: dict[Hashable, object], key: Hashable, make: Callable[[], Made]) -> Made:
    if key not in store:
        store[key] = make()
    return cast("Made", store[key])  # the same key always has the same maker


def normal_quantiles(n: int) -> FloatArray:
    """The `n` midpoint quantiles of the standard normal distribution, shape (n,)."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse((i + 0.5) / n) for i in range(n)])


class Medians:
    """One column: every number at its median."""

    n_columns = 1

    def __init__(self) -> None:
        self._kept: dict[Hashable, object] = {}

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key before, or what `make` gives now: arrays that depend on the base alone are made once. Do not change them."""
        return _kept(self._kept, key, make)

    def of(self, quantities: Sequence[Quantity]) -> FloatArray:
        """Shape (len(quantities), 1)."""
        means = np.array([q.mean for q in quantities], dtype=np.float64)
        return (1.0 / (1.0 + np.exp(-means)))[:, None]


class Draws:
    """Seeded Latin hypercube draws: each number has its own shuffling of the same normal quantiles.

    The shuffling depends on the seed and on the number's key alone, so the same number is the same draw wherever it is used, and adding a file to
    the base changes no other draw. Stratified draws need fewer columns than independent ones for the same error (McKay, Beckman and Conover 1979).
    """

    def __init__(self, n_columns: int, seed: int) -> None:
        self.n_columns = n_columns
        self.seed = seed
        self._quantiles = normal_quantiles(n_columns).astype(np.float32)
        self._rows: dict[int, NDArray[np.float32]] = {}
        self._kept: dict[Hashable, object] = {}

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """As `Medians.kept`; bounded by the size of the base, whatever the number of cases."""
        return _kept(self._kept, key, make)

    def of(self, quantities: Sequence[Quantity]) -> FloatArray:
        """Shape (len(quantities), n_columns)."""
        if not quantities:
            return np.empty((0, self.n_columns))
        normals = np.stack([self._row(q.key) for q in quantities]).astype(np.float64)
        means = np.array([q.mean for q in quantities])[:, None]
        spreads = np.array([q.sd for q in quantities])[:, None]
        return np.asarray(1.0 / (1.0 + np.exp(-(means + spreads * normals))))

    def _row(self, key: int) -> NDArray[np.float32]:
        row = self._rows.get(key)
        if row is None:
            row = np.random.Generator(np.random.Philox(key=[self.seed, key])).permutation(self._quantiles)
            self._rows[key] = row
        return row


Table = Medians | Draws
