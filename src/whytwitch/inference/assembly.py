"""Pieces of evidence put together into a network, whole or with some left out."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from whytwitch.inference.network import Bit, FloatArray, Link, Network
from whytwitch.inference.order import Plan, plan_steps
from whytwitch.inference.pieces import AbsentPiece, BitPiece, FactorPiece, LikelihoodPiece, Piece, RatePiece

__all__ = ["Problem", "fold", "fold_to_width"]

TINY = 1e-300  # so that a cause that is certain divides by nothing


@dataclass(frozen=True)
class Problem:
    """One person's evidence in numbers.

    Parameters
    ----------
    pretest : shape (n_causes + 1, n_columns)
        Index 0 is "unexplained", always present.
    propensity : shape (n_causes + 1, n_columns)
    n_movements
        At least one: without any movement the chief complaint stands in its place.
    further
        Power of the propensity for the second and third movement: asking happens once, further movements are mentioned with it.
    pieces
        The evidence on top of the pretest.
    links
        (child, parent, risk) with risk of shape (n_columns,).
    """

    pretest: FloatArray
    propensity: FloatArray
    n_movements: int
    further: float
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]

    @cached_property
    def whole(self) -> Network:
        """The network in which everything counts."""
        return self.network()

    @cached_property
    def plan(self) -> Plan:
        """The order of that network, and of every other of these pieces."""
        return plan_steps(self.whole)

    def with_propensity(self, propensity: FloatArray) -> "Problem":
        """The same pieces, and so the same plan, with other rates."""
        other = replace(self, propensity=propensity)
        vars(other)["plan"] = self.plan
        return other

    def network(self, mask: FloatArray | None = None, pretest: FloatArray | None = None, propensity: FloatArray | None = None) -> Network:
        """The network of these pieces.

        Parameters
        ----------
        mask : shape (n_pieces, n_variants), optional
            1 where a piece counts in that variant, 0 where it is left out. The problem must have one column. Default: everything counts.
        pretest, propensity : shape (n_causes + 1, n_variants), optional
            Per variant instead of the problem's own.
        """
        start = self.pretest if pretest is None else pretest
        columns = start.shape[1] if mask is None else mask.shape[1]
        pretest_all = _wide(start, columns)
        shape = pretest_all.shape
        merely, maker, there, not_there = np.ones(shape), np.ones(shape), np.ones(shape), np.ones(shape)
        rates = _wide(self.propensity if propensity is None else propensity, columns)
        rate = np.stack([rates, *([rates**self.further] * (self.n_movements - 1))], axis=1)
        bits = []
        weights = [None] * len(self.pieces) if mask is None else mask
        for piece, weight in zip(self.pieces, weights, strict=True):
            match piece:
                case RatePiece():
                    rate[:, piece.movement] *= _counted(piece.factor, weight)
                case AbsentPiece():
                    rows = list(piece.causes)
                    merely[rows] *= 1.0 - (piece.merely if weight is None else piece.merely * weight)
                    maker[rows] *= 1.0 - (piece.maker if weight is None else piece.maker * weight)
                case FactorPiece():
                    rows = list(piece.causes)
                    merely[rows] *= _counted(piece.merely, weight)
                    maker[rows] *= _counted(piece.maker, weight)
                case LikelihoodPiece():
                    rows = list(piece.causes)
                    there[rows] *= _counted(piece.if_present, weight)
                    not_there[rows] *= _counted(piece.if_absent, weight)
                case _:
                    assert isinstance(piece, BitPiece)  # noqa: S101 - there are five kinds
                    bits.append(_bit(piece, weight, columns))
        links = tuple(Link(link.child, link.parent, _wide(link.risk, columns)) for link in self.links)
        return Network(pretest_all, there, not_there, merely, maker, rate, tuple(bits), links)


def _wide(values: FloatArray, columns: int) -> FloatArray:
    """An array with that many columns; one column stands for all."""
    return values if values.shape[-1] == columns else np.broadcast_to(values, (*values.shape[:-1], columns))


def _counted(factor: FloatArray, weight: FloatArray | None) -> FloatArray:
    """A factor where it counts, 1 where it is left out."""
    return factor if weight is None else 1.0 + (factor - 1.0) * weight


def _bit(piece: BitPiece, weight: FloatArray | None, columns: int) -> Bit:
    """The bit of one companion, over the root of its first background: a factor alike in all columns, so that a hundred findings do not under- or overflow."""
    closing = np.empty((2, columns))
    closing[0], closing[1] = piece.closing if weight is None else (1.0 + (piece.closing[0] - 1.0) * weight, 1.0 + (piece.closing[1] - 1.0) * weight)
    closing /= math.sqrt(piece.leak[0])
    return Bit(piece.causes, _wide(piece.merely, columns), _wide(piece.maker, columns), _wide(piece.leak, columns), closing)


def fold_to_width(problem: Problem, most: int, worth: FloatArray | None = None) -> tuple[Problem, tuple[int, ...]]:
    """Fold causes that explain least into the background of their companions until at most `most` bits are live.

    Returns the problem and the causes that were folded (none in nearly every case), the one that explains least first.

    Parameters
    ----------
    worth : shape (n_causes + 1,), optional
        How much each cause explains. Default: how well it does so alone.
    """
    if problem.plan.width <= most:
        return problem, ()
    known = _worth_alone(problem) if worth is None else worth
    touched = {cause for piece in problem.pieces if isinstance(piece, BitPiece) for cause in piece.causes}
    order = sorted(touched, key=lambda cause: (float(known[cause]), cause))
    count = bisect_left(range(len(order)), 1, lo=1, key=lambda number: int(fold(problem, order[:number]).plan.width <= most))
    return fold(problem, order[:count]), tuple(order[:count])


def fold(problem: Problem, causes: Sequence[int]) -> Problem:
    """The problem with some causes in the background of their companions. What only one cause explains any more is a factor on that cause."""
    pieces = list(problem.pieces)
    for number, piece in enumerate(problem.pieces if causes else ()):
        if isinstance(piece, BitPiece):
            left = reduce(lambda rest, cause: _without(rest, cause, problem.pretest[cause]), causes, piece)
            pieces[number] = _factor(left) if len(left.causes) == 1 else left
    return replace(problem, pieces=tuple(pieces))


def _worth_alone(problem: Problem) -> FloatArray:
    """How well each cause explains everything with no other beside it: its odds against the background, there merely or as the maker of a movement.

    A cause and one that it brings about are worth as much as the better of the two explains. Shape (n_causes + 1,).
    """
    alone = replace(problem, pieces=tuple(_factor(piece) if isinstance(piece, BitPiece) else piece for piece in problem.pieces)).whole
    share = (alone.rate / alone.rate.sum(axis=0)).max(axis=1)
    gains = alone.if_present * np.maximum(alone.absent_merely, alone.absent_maker * share) / np.maximum(alone.if_absent, TINY)
    odds = problem.pretest * gains
    for link in problem.links:
        pair = problem.pretest[link.parent] * link.risk * np.maximum(gains[link.child], gains[link.parent])
        odds[[link.child, link.parent]] = np.maximum(odds[[link.child, link.parent]], pair)
    worth: FloatArray = np.median(odds, axis=1)
    return worth


def _without(piece: BitPiece, cause: int, pretest: FloatArray) -> BitPiece:
    if cause not in piece.causes:
        return piece
    row = piece.causes.index(cause)
    keep = [i for i in range(len(piece.causes)) if i != row]
    leak = 1.0 - (1.0 - piece.leak) * (1.0 - pretest * piece.merely[row])
    return replace(piece, causes=tuple(c for c in piece.causes if c != cause), merely=piece.merely[keep], maker=piece.maker[keep], leak=leak)


def _factor(piece: BitPiece) -> FactorPiece:
    """What it is worth to the causes of a companion that it is there, each with no other beside it: exact for the only one."""
    unseen, seen = piece.closing
    background = unseen * (1.0 - piece.leak) + seen * piece.leak
    merely, maker = (
        (unseen * (1.0 - piece.leak) * (1.0 - strength) + seen * (1.0 - (1.0 - piece.leak) * (1.0 - strength))) / background
        for strength in (piece.merely, piece.maker)
    )
    return FactorPiece(piece.id, piece.causes, merely, maker, piece.match)
