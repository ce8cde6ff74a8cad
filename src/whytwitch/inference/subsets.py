"""Polynomials over sets of movements: products in which no movement gets two makers."""

from collections.abc import Sequence

import numpy as np

from whytwitch.inference.network import FloatArray

__all__ = ["convolve", "leave_one_out", "pairs_of"]


def pairs_of(n_movements: int) -> list[tuple[int, int]]:
    """Every (set before, non-empty disjoint set added) of movements, as bit masks."""
    sets = range(1 << n_movements)
    return [(before, added) for before in sets for added in sets if added and not before & added]


def convolve(left: FloatArray, right: FloatArray, pairs: Sequence[tuple[int, int]]) -> FloatArray:
    """Product of polynomials, shape (…, n_sets, n_columns): disjoint sets only."""
    product = left * right[..., :1, :]
    for before, added in pairs:
        product[..., before | added, :] += left[..., before, :] * right[..., added, :]
    return product


def leave_one_out(polynomials: FloatArray, pairs: Sequence[tuple[int, int]]) -> tuple[FloatArray, FloatArray]:
    """Product of all, and for each the product of all the others, through a binary tree: only positive terms, no division.

    Parameters
    ----------
    polynomials : shape (k, n_sets, n_columns), k ≥ 1
    """
    size = polynomials.shape[0]
    if size == 1:
        identity = np.zeros_like(polynomials)
        identity[:, 0] = 1.0
        return polynomials[0], identity
    if size % 2:
        identity = np.zeros_like(polynomials[:1])
        identity[:, 0] = 1.0
        polynomials = np.concatenate([polynomials, identity])
    left, right = polynomials[0::2], polynomials[1::2]
    product, around = leave_one_out(convolve(left, right, pairs), pairs)
    others = np.empty_like(polynomials)
    others[0::2] = convolve(around, right, pairs)
    others[1::2] = convolve(around, left, pairs)
    return product, others[:size]
