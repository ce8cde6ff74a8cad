"""Polynomials over what is explained and over which movements have their maker.

A cell is one combination of "companion explained or not", one binary axis each, and of "movement made or not", one binary axis each; arrays of cells have
the shape (…, 2 ** axes, n_columns), companions before movements. In a product what either factor explains is explained, and no movement gets two makers.
Each binary axis of a product so has three lanes, and every lane is one multiplication:

============  =========================  =====================
lane          companion                  movement
============  =========================  =====================
0, into 0     not left, not right        not left, not right
1, into 1     not left, right            not left, right
2, into 1     left, right or not         left, not right
============  =========================  =====================

Every term is positive, so nothing cancels. Cells and lanes are turned into each other by small matrices of zeros and ones.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from whytwitch.inference.network import FloatArray

__all__ = ["Cells", "cells_of"]

# What each lane (row) takes of each cell (column), for one axis.
OF_LEFT = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
OF_PRODUCT = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
OF_RIGHT_COMPANION = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
OF_RIGHT_MOVEMENT = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])


def _of_all(axes: Iterable[FloatArray]) -> FloatArray:
    """The matrix of all axes together, shape (n_lanes, n_cells)."""
    whole: FloatArray = np.ones((1, 1))
    for one in axes:
        whole = np.asarray(np.kron(whole, one), dtype=np.float64)
    return whole


def _times(matrix: FloatArray, cells: FloatArray) -> FloatArray:
    """A matrix times every slice of an array, shape (…, matrix.shape[0], n_columns)."""
    if cells.shape[-1] > 1:
        return np.asarray(np.matmul(matrix, cells))
    single = cells.reshape(-1, matrix.shape[1]) @ matrix.T  # all slices at once
    return single.reshape(*cells.shape[:-2], matrix.shape[0], 1)


class Cells:
    """Products over `n_bits` companions and `n_movements` movements."""

    def __init__(self, n_bits: int, n_movements: int) -> None:
        self.n_bits = n_bits
        self.n_axes = n_bits + n_movements
        self.n_cells = 2**self.n_axes
        left, product = _of_all([OF_LEFT] * self.n_axes), _of_all([OF_PRODUCT] * self.n_axes)
        self._of_left, self._of_product = left.argmax(axis=1), product.argmax(axis=1)
        self._of_right = _of_all([OF_RIGHT_COMPANION] * n_bits + [OF_RIGHT_MOVEMENT] * n_movements)
        self._into_left, self._into_product, self._into_right = (np.ascontiguousarray(one.T) for one in (left, product, self._of_right))

    def spread(self, left: FloatArray) -> FloatArray:
        """What a left factor gives to every lane, shape (…, n_lanes, n_columns)."""
        return np.asarray(left.take(self._of_left, axis=-2)) if self.n_axes else left

    def extended(self, right: FloatArray) -> FloatArray:
        """What a right factor gives to every lane."""
        return _times(self._of_right, right) if self.n_axes else right

    def met(self, message: FloatArray) -> FloatArray:
        """What the product is worth, in every lane; a copy."""
        return np.asarray(message.take(self._of_product, axis=-2))

    def into_product(self, lanes: FloatArray) -> FloatArray:
        """The cells of a product from its lanes."""
        return _times(self._into_product, lanes) if self.n_axes else lanes

    def into_left(self, lanes: FloatArray) -> FloatArray:
        """What the cells of the left factor are worth, from what its lanes are."""
        return _times(self._into_left, lanes) if self.n_axes else lanes

    def into_right(self, lanes: FloatArray) -> FloatArray:
        """What the cells of the right factor are worth, from what its lanes are."""
        return _times(self._into_right, lanes) if self.n_axes else lanes

    def product(self, left: FloatArray, extended: FloatArray) -> FloatArray:
        """The product of a factor with an extended one."""
        return self.into_product(self.spread(left) * extended)

    def correlate(self, message: FloatArray, extended: FloatArray) -> FloatArray:
        """The adjoint of `product`: what a factor is worth when the product is worth `message`."""
        return self.into_left(self.met(message) * extended)

    def leave_one_out(self, elements: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Product of all, and for each the product of all the others, through a binary tree: no division.

        Parameters
        ----------
        elements : shape (k, …, n_cells, n_columns), k ≥ 1
        """
        size = elements.shape[0]
        if size == 1:
            return elements[0], self._identity(elements.shape)
        if size % 2:
            elements = np.concatenate([elements, self._identity(elements.shape)])
        left, right = elements[0::2], self.extended(elements[1::2])
        total, around = self.leave_one_out(self.product(left, right))
        around = self.spread(around)
        others = np.empty_like(elements)
        others[0::2] = self.into_product(around * right)
        others[1::2] = self.into_product(around * self.extended(left))
        return total, others[:size]

    @staticmethod
    def _identity(shape: tuple[int, ...]) -> FloatArray:
        """A factor that changes nothing."""
        one = np.zeros((1, *shape[1:]))
        one[..., 0, :] = 1.0
        return one


@lru_cache(maxsize=64)
def cells_of(n_bits: int, n_movements: int) -> Cells:
    """The cells of so many companions and movements, made once."""
    return Cells(n_bits, n_movements)
