"""Polynomials over sets of movements: products in which no movement gets two makers, and in which a companion, once explained, stays explained."""

from collections.abc import Callable, Sequence

import numpy as np

from whytwitch.inference.network import FloatArray

__all__ = ["Pairs", "convolve", "correlate", "explained_product", "leave_one_out", "pairs_of"]

Pairs = Sequence[tuple[int, int]]
Product = Callable[[FloatArray, FloatArray], FloatArray]


def pairs_of(n_movements: int) -> list[tuple[int, int]]:
    """Every (set before, non-empty disjoint set added) of movements, as bit masks."""
    sets = range(1 << n_movements)
    return [(before, added) for before in sets for added in sets if added and not before & added]


def convolve(left: FloatArray, right: FloatArray, pairs: Pairs) -> FloatArray:
    """Product of polynomials, shape (…, n_sets, n_columns): disjoint sets only."""
    product = left * right[..., :1, :]
    for before, added in pairs:
        product[..., before | added, :] += left[..., before, :] * right[..., added, :]
    return product


def correlate(message: FloatArray, other: FloatArray, pairs: Pairs) -> FloatArray:
    """The adjoint of `convolve` with `other`: what each set of movements is worth when `other` makes the rest."""
    worth = message * other[..., :1, :]
    for before, added in pairs:
        worth[..., before, :] += message[..., before | added, :] * other[..., added, :]
    return worth


def explained_product(left: FloatArray, right: FloatArray, pairs: Pairs) -> FloatArray:
    """Product of two explanations of one companion, shape (…, 2, n_sets, n_columns): explained (1) if either explains it."""
    unexplained, explained = left[..., 0, :, :], left[..., 1, :, :]
    after = np.empty(np.broadcast_shapes(left.shape, right.shape))
    after[..., 0, :, :] = convolve(unexplained, right[..., 0, :, :], pairs)
    after[..., 1, :, :] = convolve(unexplained, right[..., 1, :, :], pairs) + convolve(explained, right.sum(axis=-3), pairs)
    return after


def leave_one_out(elements: FloatArray, product: Product, identity: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Product of all, and for each the product of all the others, through a binary tree: only positive terms, no division.

    Parameters
    ----------
    elements : shape (k, …), k ≥ 1
    identity : shape (…)
    """
    size = elements.shape[0]
    if size == 1:
        return elements[0], identity[None]
    if size % 2:
        elements = np.concatenate([elements, identity[None]])
    left, right = elements[0::2], elements[1::2]
    total, around = leave_one_out(product(left, right), product, identity)
    others = np.empty_like(elements)
    others[0::2] = product(around, right)
    others[1::2] = product(around, left)
    return total, others[:size]
