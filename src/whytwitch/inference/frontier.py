"""Exact shares and presences by variable elimination along a greedy frontier.

Every cause has the branches absent, merely present, and present and maker of a set of movements (DESIGN §2). What a set of causes does to the evidence is
a polynomial over the sets of movements and over which companions are explained, and such polynomials multiply in any order. "Something brings this cause
about" is a bit like any other, explained by the parents of that cause and by its own pretest probability. So causes that touch

* no bit (nearly all) multiply as polynomials over the sets of movements alone;
* the same bits multiply as polynomials over those, before they meet anything else;
* different bits meet in the frontier. Its state is an array with one axis of length two for every live bit, one axis over the sets of movements that have
  their maker, and the columns last. A bit opens with the first group of causes that touches it and closes with the last.

Forward gives the probability of the evidence, backward what each branch of each cause is worth to it. Every term is positive, so nothing cancels: the
result is exact to rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from whytwitch.inference.cells import Cells, cells_of
from whytwitch.inference.network import FloatArray, Network, Solution
from whytwitch.inference.order import Groups, Plan, Step, plan_steps

__all__ = ["solve"]


_Index = tuple[Any, ...]
_Halves = tuple[_Index, _Index, FloatArray, FloatArray]  # where a bit is unexplained, explained; strength and the rest


@dataclass(slots=True)
class _Class:
    """All groups of one size: their elements, the product of each group, and what that is worth."""

    groups: Groups
    cells: Cells
    present: FloatArray  # cells of each cause when it is present, shape (n_causes, n_cells, n_columns)
    product: FloatArray  # shape (n_groups, n_cells, n_columns)
    lanes: FloatArray  # the same in lanes
    others: FloatArray | None  # for each rank and group all the others, shape (n_ranks, n_groups, n_cells, n_columns); None where no group has two
    worth: FloatArray  # of the product


@dataclass(slots=True)
class _Entry:
    """A step on its way: what it met, kept for the way back."""

    step: Step
    before: list[FloatArray]  # the state before each bit was opened
    met: FloatArray  # the state in lanes
    lanes: FloatArray  # what came in, in lanes


def _branches(network: Network) -> FloatArray:
    """Likelihood of each cause being merely present (row 0) or maker of a set of movements, without its pretest, shape (n_causes, n_sets, n_columns)."""
    branches = np.empty((network.n_causes, 1 << network.n_movements, network.n_columns))
    np.multiply(network.if_present, network.absent_maker, out=branches[:, 0])
    for movement in range(network.n_movements):
        half = 1 << movement
        np.multiply(branches[:, :half], network.rate[:, movement, None], out=branches[:, half : 2 * half])
    np.multiply(network.if_present, network.absent_merely, out=branches[:, 0])
    return branches


def _strengths(network: Network, n_sets: int) -> FloatArray:
    """Strength of every arc when the cause is merely present (row 0) or makes a set of movements, shape (n_arcs, n_sets, n_columns)."""
    risks = [link.risk[None] for link in network.links]
    merely, maker = [*(bit.merely for bit in network.bits), *risks], [*(bit.maker for bit in network.bits), *risks]
    strengths = np.empty((sum(len(part) for part in merely), n_sets, network.n_columns))
    if merely:
        np.concatenate(merely, out=strengths[:, 0])
        strengths[:, 1:] = np.concatenate(maker)[:, None]
    return strengths


def _along(axis: int, value: int) -> _Index:
    """Where an axis stands at a value."""
    return (*(slice(None),) * axis, value)


class _Sweep:
    """One forward and one backward pass over one network."""

    def __init__(self, network: Network, plan: Plan) -> None:
        self.network, self.plan = network, plan
        self.n_sets, self.n_companions = 1 << network.n_movements, len(network.bits)
        self.sets = cells_of(0, network.n_movements)
        self.branches = _branches(network)
        self.present = network.pretest[:, None] * self.branches
        self.absent = (1.0 - network.pretest) * network.if_absent
        self.closings = np.array([bit.closing for bit in network.bits]).reshape(self.n_companions, 2, network.n_columns)
        self.is_plain = ((self.closings[:, 0] == 0.0) & (self.closings[:, 1] == 1.0)).all(axis=-1).tolist()
        self.worth = np.zeros_like(self.branches)  # of every branch: its weight in the evidence
        self.strength = _strengths(network, self.n_sets)
        self.lane_strength = self.sets.extended(self.strength)
        self.lane_rest = 1.0 - self.lane_strength
        self.classes = {size: self._multiplied(size, groups) for size, groups in plan.groups.items()}
        self.openings = self.classes[1].product.reshape(-1, 2, self.n_sets, network.n_columns)
        self.opening_worth = self.classes[1].worth.reshape(self.openings.shape)
        self.is_bare = [size == 0 for size in np.bincount(plan.groups[1].groups, minlength=len(plan.groups[1].bits)).tolist()]

    def solve(self) -> Solution:
        """Forward, around, and back."""
        entries, end = self._forward()
        message, evidence = self._around(end)
        self._backward(entries, message)
        for found in self.classes.values():
            self._class_worth(found)
        self.worth /= evidence
        share = np.empty((self.network.n_causes, self.network.n_movements, self.network.n_columns))
        for movement in range(self.network.n_movements):
            share[:, movement] = self.worth[:, (np.arange(self.n_sets) >> movement & 1) == 1].sum(axis=1)
        return Solution(share, self.worth.sum(axis=1), evidence, self.plan.width)

    # ---- causes that touch the same bits

    def _explaining(self, branches: FloatArray, arcs: Sequence[Sequence[int]], n_bits: int) -> FloatArray:
        """Branches of causes over what they explain of `n_bits` bits, shape (n, n_cells, n_columns)."""
        number, columns = branches.shape[0], branches.shape[-1]
        for place in reversed(range(n_bits)):
            strength = self.strength[[own[place] for own in arcs]].reshape(number, *(1,) * (branches.ndim - 3), self.n_sets, columns)
            branches = np.stack([branches * (1.0 - strength), branches * strength], axis=1)
        return branches.reshape(number, self.n_sets << n_bits, columns)

    def _multiplied(self, size: int, groups: Groups) -> _Class:
        """The product of every group of one size; for single bits with the background of the bit, or the pretest probability of the child."""
        cells = cells_of(size, self.network.n_movements)
        present = self._explaining(self.present[groups.causes], groups.arcs, size)
        first = int(size == 1)
        elements = np.zeros((first + groups.n_ranks, len(groups.bits), cells.n_cells, self.network.n_columns))
        elements[first:, :, 0] = 1.0
        ranks = [first + rank for rank in groups.ranks]
        elements[ranks, groups.groups] = present
        elements[ranks, groups.groups, 0] += self.absent[groups.causes]
        if first:
            own = [self.network.pretest[child] for child in self.plan.children]
            leaks = np.array([*(bit.leak for bit in self.network.bits), *own]).reshape(-1, self.network.n_columns)
            elements[0, :, 0], elements[0, :, self.n_sets] = 1.0 - leaks, leaks
        product, others = cells.leave_one_out(elements)
        return _Class(groups, cells, present, product, cells.extended(product), None if len(others) == 1 else others[first:], np.zeros_like(product))

    def _class_worth(self, found: _Class) -> None:
        """What the branches of causes are worth, from what the products of their groups are."""
        groups = found.groups
        if groups.causes:
            worth = found.worth[None] if found.others is None else found.cells.correlate(found.worth[None], found.cells.extended(found.others))
            parts = found.present * worth[groups.ranks, groups.groups]
            self.worth[groups.causes] = parts.reshape(len(parts), 1 << found.cells.n_bits, self.n_sets, self.network.n_columns).sum(axis=1)

    # ---- causes that touch nothing

    def _around(self, end: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Multiply what is left over sets of movements alone: loose causes, bits that never open, and the end of the frontier.

        Returns the message into the end of the frontier and the probability of the evidence.
        """
        loose, solo, sets = self.plan.loose, self.plan.solo, self.sets
        openings, closing = self.openings[solo], self._closing_of(solo)
        extended = sets.extended(closing)
        elements = np.concatenate([self.present[loose], sets.product(openings, extended).sum(axis=1), end[None]])
        elements[: len(loose), 0] += self.absent[loose]
        product, others = sets.leave_one_out(elements)
        rest = others[:, ::-1]  # the complement of a set of movements is its mirror image
        self.worth[loose] = self.present[loose] * rest[: len(loose)]
        around = rest[len(loose) : -1, None]
        self.opening_worth[solo] = sets.correlate(around, extended)
        children = [(row, self.plan.children[bit - self.n_companions]) for row, bit in enumerate(solo) if bit >= self.n_companions]
        for row, child in children:
            closed = sets.correlate(around[row, 0], sets.extended(openings[row, 1]))
            self.worth[child] = self.branches[child] * closed
        return rest[-1], product[-1]

    def _closing_of(self, solo: Sequence[int]) -> FloatArray:
        """What it is worth that a bit is not, and that it is, shape (n, 2, n_sets, n_columns): for a child its branches."""
        closing = np.zeros((len(solo), 2, self.n_sets, self.network.n_columns))
        for row, bit in enumerate(solo):
            if bit < self.n_companions:
                closing[row, :, 0] = self.closings[bit]
            else:
                child = self.plan.children[bit - self.n_companions]
                closing[row, 0, 0] = self.network.if_absent[child]
                closing[row, 1] = self.branches[child]
        return closing

    # ---- what meets in the frontier

    def _forward(self) -> tuple[list[_Entry], FloatArray]:
        state = np.zeros((self.n_sets, self.network.n_columns))
        state[0] = 1.0
        entries = []
        for step in self.plan.steps:
            before = []
            for bit in step.opens:
                before.append(state)
                state = self._open(bit, state)
            entry, state = self._come_in(step, before, state)
            entries.append(entry)
            for bit, axis in step.closes:
                state = self._close(bit, axis, state)
        return entries, state

    def _backward(self, entries: Sequence[_Entry], message: FloatArray) -> None:
        for entry in reversed(entries):
            for bit, axis in reversed(entry.step.closes):
                message = self._unclose(bit, axis, message)
            message = self._go_out(entry, message)
            for bit, before in zip(reversed(entry.step.opens), reversed(entry.before), strict=True):
                message = self._unopen(bit, before, message)

    def _opening(self, bit: int, n_axes: int) -> FloatArray:
        opening: FloatArray = self.openings[bit]
        return opening.reshape(2, *(1,) * n_axes, self.n_sets, self.network.n_columns)

    def _open(self, bit: int, state: FloatArray) -> FloatArray:
        """A new first axis for a bit, with what explains it and nothing else."""
        opening = self._opening(bit, state.ndim - 2)
        return state * opening[..., :1, :] if self.is_bare[bit] else self.sets.product(state[None], self.sets.extended(opening))

    def _unopen(self, bit: int, before: FloatArray, message: FloatArray) -> FloatArray:
        """Collect what the opening of a bit is worth and take its axis away."""
        opening, sets = self._opening(bit, before.ndim - 2), self.sets
        if self.is_bare[bit]:
            return np.asarray((message * opening[..., :1, :]).sum(axis=0))
        lanes = sets.met(message)
        parts = (lanes * sets.spread(before)).reshape(2, -1, *lanes.shape[-2:])
        self.opening_worth[bit] = sets.into_right(parts.sum(axis=1))
        return np.asarray(sets.into_left(lanes * sets.extended(opening)).sum(axis=0))

    def _come_in(self, step: Step, before: list[FloatArray], state: FloatArray) -> tuple[_Entry, FloatArray]:
        """The state with a group or a cause in it, the bits that it touches last."""
        n_axes = len(step.order)
        aligned = state.transpose(*step.order, n_axes, n_axes + 1)
        if step.cause < 0:
            found = self.classes[len(step.bits)]
            met = found.cells.spread(aligned.reshape(-1, found.cells.n_cells, aligned.shape[-1]))
            lanes = found.lanes[step.group]
            after = found.cells.into_product(met * lanes).reshape(aligned.shape)
            return _Entry(step, before, met, lanes), after
        without, with_it, spared, weights = (
            (aligned[0], aligned[1], self.network.if_absent[step.cause], self.branches[step.cause])
            if step.is_child
            else (aligned, aligned, self.absent[step.cause], self.present[step.cause])
        )
        met, lanes = self.sets.spread(with_it), self.sets.extended(weights)
        going = met * lanes
        for lower, upper, strength, rest in self._halves(step, with_it.ndim):
            unexplained, explained = going[lower], going[upper]
            explained += unexplained * strength
            unexplained *= rest
        return _Entry(step, before, met, lanes), self.sets.into_product(going) + without * spared

    def _halves(self, step: Step, n_axes: int) -> list[_Halves]:
        """For every bit of a cause where it is unexplained and explained, and what the cause does to it in every lane."""
        first = n_axes - 2 - len(step.bits)
        return [(_along(axis, 0), _along(axis, 1), self.lane_strength[arc], self.lane_rest[arc]) for axis, arc in enumerate(step.arcs, start=first)]

    def _go_out(self, entry: _Entry, message: FloatArray) -> FloatArray:
        """Collect what a group, or the branches of a cause, are worth and carry the message to before they came in."""
        step, columns, n_axes = entry.step, message.shape[-1], len(entry.step.order)
        shape = (*(2,) * n_axes, self.n_sets, columns)
        if step.cause < 0:
            found = self.classes[len(step.bits)]
            lanes = found.cells.met(message.reshape(-1, found.cells.n_cells, columns))
            found.worth[step.group] = found.cells.into_right((lanes * entry.met).sum(axis=0))
            earlier = found.cells.into_left(lanes * entry.lanes)
        else:
            lanes = self.sets.met(message)
            for lower, upper, strength, rest in self._halves(step, message.ndim):
                unexplained = lanes[lower]
                unexplained *= rest
                unexplained += lanes[upper] * strength
            worth = self.sets.into_right((lanes * entry.met).reshape(-1, *lanes.shape[-2:]).sum(axis=0))
            self.worth[step.cause] = worth * (self.branches if step.is_child else self.present)[step.cause]
            earlier = self.sets.into_left(lanes * entry.lanes)
            if step.is_child:
                earlier = np.stack([message * self.network.if_absent[step.cause], earlier])
            else:
                earlier += message * self.absent[step.cause]
        return earlier.reshape(shape).transpose(*step.back, n_axes, n_axes + 1)

    def _close(self, bit: int, axis: int, state: FloatArray) -> FloatArray:
        unexplained, explained = state[_along(axis, 0)], state[_along(axis, 1)]
        if self.is_plain[bit]:
            return explained
        return np.asarray(unexplained * self.closings[bit, 0] + explained * self.closings[bit, 1])

    def _unclose(self, bit: int, axis: int, message: FloatArray) -> FloatArray:
        """The adjoint of `_close`: the axis comes back."""
        if self.is_plain[bit]:
            opened = np.zeros((*message.shape[:axis], 2, *message.shape[axis:]))
            opened[_along(axis, 1)] = message
            return opened
        return np.stack([message * self.closings[bit, 0], message * self.closings[bit, 1]], axis=axis)


def solve(network: Network, plan: Plan | None = None) -> Solution:
    """Exact share and presence of every cause in every column. Evidence of probability zero gives NaN.

    Parameters
    ----------
    plan
        The order of a network of the same structure, when it is known already.
    """
    return _Sweep(network, plan or plan_steps(network)).solve()
