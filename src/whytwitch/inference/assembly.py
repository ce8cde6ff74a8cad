"""Pieces of evidence put together into a network, whole or with some left out."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from whytwitch.inference.network import Bit, FloatArray, Link, Network
from whytwitch.inference.order import Plan, plan_steps
from whytwitch.inference.pieces import AbsentPiece, BitPiece, LikelihoodPiece, Piece, RatePiece

__all__ = ["Problem", "fold_to_width"]


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
                case LikelihoodPiece():
                    rows = list(piece.causes)
                    there[rows] *= _counted(piece.if_present, weight)
                    not_there[rows] *= _counted(piece.if_absent, weight)
                case _:
                    assert isinstance(piece, BitPiece)  # noqa: S101 - there are four kinds
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


def fold_to_width(problem: Problem, most: int) -> tuple[Problem, tuple[int, ...]]:
    """Fold causes that explain least into the background of their companions until at most `most` bits are live.

    Returns the problem and the causes that were folded (none in nearly every case).
    """
    folded: list[int] = []
    while problem.plan.width > most:
        weakest = _weakest(problem)
        if weakest is None:
            break
        folded.append(weakest)
        problem = replace(problem, pieces=_without(problem, weakest))
    return problem, tuple(folded)


def _weakest(problem: Problem) -> int | None:
    """Of the causes that hold several live companions together, the one whose largest contribution to any is the smallest.

    Linked causes, whose chain it would loosen, come last; a cause of one companion widens nothing.
    """
    linked = {link.child for link in problem.links} | {link.parent for link in problem.links}
    weights: dict[int, list[float]] = {}
    for piece in problem.pieces:
        if isinstance(piece, BitPiece):
            for row, cause in enumerate(piece.causes):
                weights.setdefault(cause, []).append(float(np.median(problem.pretest[cause] * piece.maker[row] / piece.leak)))
    holding = {cause: max(found) for cause, found in weights.items() if len(found) > 1 or cause in linked}
    return min(holding, key=lambda cause: (cause in linked, holding[cause])) if holding else None


def _without(problem: Problem, cause: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for piece in problem.pieces:
        if isinstance(piece, BitPiece) and cause in piece.causes:
            row = piece.causes.index(cause)
            keep = [i for i in range(len(piece.causes)) if i != row]
            leak = 1.0 - (1.0 - piece.leak) * (1.0 - problem.pretest[cause] * piece.merely[row])
            causes = tuple(c for c in piece.causes if c != cause)
            pieces.append(BitPiece(piece.id, causes, piece.merely[keep], piece.maker[keep], leak, piece.closing, piece.match))
        else:
            pieces.append(piece)
    return tuple(pieces)
