"""Exact shares and presences by variable elimination along a greedy frontier.

Every cause has the branches absent, merely present, and present and maker of a set of movements (DESIGN §2). What a set of causes does to the evidence is
a polynomial over the sets of movements and over which companions are explained, and such polynomials multiply in any order. So causes that touch

* no companion (nearly all) multiply as polynomials over the sets of movements alone;
* one companion (most of the rest) multiply within it, and stand in that companion's opening;
* several, or other causes, come in one by one. The state is then an array with one axis of length two for every live bit ("explained", or "this cause is
  present" for a parent whose children have yet to come), one axis over the sets of movements that have their maker, and the columns last. A bit opens at
  its first cause and closes at its last.

Forward gives the probability of the evidence, backward what each branch of each cause is worth to it. Every term is positive, so nothing cancels: the
result is exact to rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from whytwitch.inference.network import FloatArray, Network, Solution
from whytwitch.inference.order import Plan, Step, plan_steps
from whytwitch.inference.subsets import convolve, correlate, explained_product, leave_one_out, pairs_of

__all__ = ["solve"]


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Every way in which a cause adds to the set of movements made so far: (before, chosen, before | chosen), the empty choice included."""

    before: NDArray[np.intp]
    chosen: NDArray[np.intp]
    after: NDArray[np.intp]
    ends: NDArray[np.intp]  # lanes are in the order of `after`; each set begins here
    by_before: NDArray[np.intp]  # the lanes in the order of `before`
    starts: NDArray[np.intp]  # where each set begins in that order

    @classmethod
    def of(cls, n_movements: int) -> "_Lanes":
        sets = range(1 << n_movements)
        lanes = np.array(sorted((b | c, b, c) for b in sets for c in sets if not b & c), dtype=np.intp)
        after, before, chosen = lanes.T
        by_before = np.argsort(before, kind="stable")
        here = np.arange(len(sets))
        return cls(before, chosen, after, np.searchsorted(after, here), by_before, np.searchsorted(before[by_before], here))


_Halves = tuple[tuple[slice | int, ...], tuple[slice | int, ...], FloatArray, FloatArray]  # where a bit is unexplained, explained; strength and the rest


@dataclass(slots=True)
class _Entry:
    """A step on its way: what it met, kept for the way back."""

    step: Step
    axes: list[int]
    openings: list[FloatArray]  # the state before each bit was opened
    state: FloatArray
    absent: FloatArray
    weights: FloatArray
    halves: list[_Halves]


def _branches(network: Network) -> FloatArray:
    """Likelihood of each cause being merely present (row 0) or maker of a set of movements, without its pretest, shape (n_causes, n_sets, n_columns)."""
    branches = np.empty((network.n_causes, 1 << network.n_movements, network.n_columns))
    np.multiply(network.if_present, network.absent_maker, out=branches[:, 0])
    for movement in range(network.n_movements):
        half = 1 << movement
        np.multiply(branches[:, :half], network.rate[:, movement, None], out=branches[:, half : 2 * half])
    np.multiply(network.if_present, network.absent_merely, out=branches[:, 0])
    return branches


def _along(axis: int, value: int) -> tuple[slice | int, ...]:
    return (*(slice(None),) * axis, value)


def _in_lanes(network: Network, is_maker: NDArray[np.bool_]) -> tuple[FloatArray, list[int]]:
    """Strength of every arc in every lane, shape (n_arcs, n_lanes, n_columns), and where each companion's arcs begin."""
    starts = [0]
    for bit in network.bits:
        starts.append(starts[-1] + len(bit.causes))
    nothing = np.empty((0, network.n_columns))
    merely = np.concatenate([nothing, *(bit.merely for bit in network.bits)])[:, None]
    maker = np.concatenate([nothing, *(bit.maker for bit in network.bits)])[:, None]
    return np.where(is_maker[:, None], maker, merely), starts


class _Sweep:
    """One forward and one backward pass over one network."""

    def __init__(self, network: Network, plan: Plan) -> None:
        self.network, self.plan = network, plan
        self.n_sets, self.n_bits = 1 << network.n_movements, len(network.bits)
        self.pairs, self.lanes = pairs_of(network.n_movements), _Lanes.of(network.n_movements)
        self.branches = _branches(network)
        self.present = network.pretest[:, None] * self.branches
        self.absent = (1.0 - network.pretest) * network.if_absent
        self.worth = np.zeros_like(self.branches)  # of every branch: its weight in the evidence
        self.is_maker = np.arange(self.n_sets) > 0
        self.strength, self.arcs = _in_lanes(network, self.is_maker[self.lanes.chosen])
        self.rest = 1.0 - self.strength
        self.bit_worth = np.zeros((self.n_bits, 2, self.n_sets, network.n_columns))

    def solve(self) -> Solution:
        """Forward, around, and back."""
        self.openings, single_others, single_present = self._singles()
        entries, end = self._forward()
        message, evidence = self._around(end)
        self._backward(entries, message)
        self._single_worth(single_others, single_present)
        self.worth /= evidence
        share = np.empty((self.network.n_causes, self.network.n_movements, self.network.n_columns))
        for movement in range(self.network.n_movements):
            share[:, movement] = self.worth[:, (np.arange(self.n_sets) >> movement & 1) == 1].sum(axis=1)
        return Solution(share, self.worth.sum(axis=1), evidence, self.plan.width)

    # ---- causes that touch one companion

    def _singles(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """The opening of every companion with its single causes multiplied in; for each of them all the others, and its own present branches."""
        network, columns = self.network, self.network.n_columns
        most = max((len(rows) for rows in self.plan.singles), default=0)
        present = np.zeros((most, self.n_bits, 2, self.n_sets, columns))
        elements = np.zeros((most + 1, self.n_bits, 2, self.n_sets, columns))
        elements[1:, :, 0, 0] = 1.0
        for bit, rows in enumerate(self.plan.singles):
            companion = network.bits[bit]
            elements[0, bit, 0, 0] = 1.0 - companion.leak
            elements[0, bit, 1, 0] = companion.leak
            if rows:
                causes = [companion.causes[row] for row in rows]
                strength = np.where(self.is_maker[:, None], companion.maker[rows, None], companion.merely[rows, None])
                np.multiply(self.present[causes], strength, out=present[: len(rows), bit, 1])
                np.multiply(self.present[causes], 1.0 - strength, out=present[: len(rows), bit, 0])
                elements[1 : len(rows) + 1, bit] = present[: len(rows), bit]
                elements[1 : len(rows) + 1, bit, 0, 0] += self.absent[causes]
        identity = np.zeros(elements.shape[1:])
        identity[:, 0, 0] = 1.0
        openings, others = leave_one_out(elements, partial(explained_product, pairs=self.pairs), identity)
        return openings, others[1:], present

    def _single_worth(self, others: FloatArray, present: FloatArray) -> None:
        """What the branches of single causes are worth, from what the openings of their companions are worth."""
        if not present.size:
            return
        unexplained = correlate(self.bit_worth[:, 0], others[:, :, 0], self.pairs) + correlate(self.bit_worth[:, 1], others[:, :, 1], self.pairs)
        explained = correlate(self.bit_worth[:, 1], others.sum(axis=2), self.pairs)
        worth = present[:, :, 0] * unexplained + present[:, :, 1] * explained
        for bit, rows in enumerate(self.plan.singles):
            if rows:
                self.worth[[self.network.bits[bit].causes[row] for row in rows]] = worth[: len(rows), bit]

    # ---- causes that touch nothing

    def _around(self, end: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Multiply what is left over sets of movements alone: loose causes, companions that never open, and the end of the frontier.

        Returns the message into the end of the frontier and the probability of the evidence.
        """
        loose, solo = self.plan.loose, self.plan.solo
        closing = np.array([self.network.bits[bit].closing for bit in solo]).reshape(len(solo), 2, 1, self.network.n_columns)
        elements = np.concatenate([self.present[loose], (self.openings[solo] * closing).sum(axis=1), end[None]])
        elements[: len(loose), 0] += self.absent[loose]
        identity = np.zeros(elements.shape[1:])
        identity[0] = 1.0
        product, others = leave_one_out(elements, partial(convolve, pairs=self.pairs), identity)
        rest = others[:, ::-1]  # the complement of a set of movements is its mirror image
        self.worth[loose] = self.present[loose] * rest[: len(loose)]
        self.bit_worth[solo] = closing * rest[len(loose) : -1, None]
        return rest[-1], product[-1]

    # ---- causes that come in one by one

    def _forward(self) -> tuple[list[_Entry], FloatArray]:
        columns = self.network.n_columns
        state = np.zeros((self.n_sets, columns))
        state[0] = 1.0
        axes: list[int] = []
        entries = []
        for step in self.plan.steps:
            openings = []
            for bit in step.opens:
                openings.append(state)
                opening = self.openings[bit].reshape(2, *(1,) * (state.ndim - 2), self.n_sets, columns)
                state = convolve(state, opening, self.pairs) if self.plan.singles[bit] else state * opening[..., :1, :]
                axes.insert(0, bit)
            absent, weights = self._weights(step, axes)
            entries.append(_Entry(step, list(axes), openings, state, absent, weights, self._halves(step, axes)))
            state = self._come_in(entries[-1])
            if step.has_children:
                axes.insert(0, self.n_bits + step.cause)
            for bit in step.closes:
                axis = axes.index(bit)
                closing = self._closing(bit)
                state = state[_along(axis, 0)] * closing[0] + state[_along(axis, 1)] * closing[1]
                axes.pop(axis)
        return entries, state

    def _closing(self, bit: int) -> FloatArray:
        return self.network.bits[bit].closing if bit < self.n_bits else np.ones((2, self.network.n_columns))

    def _weights(self, step: Step, axes: Sequence[int]) -> tuple[FloatArray, FloatArray]:
        """Weight of absent, and of every lane; with parents both depend on their axes."""
        if not step.parents:
            return self.absent[step.cause], self.present[step.cause, self.lanes.chosen]
        network, columns = self.network, self.network.n_columns
        spared = (1.0 - network.pretest[step.cause]).reshape(*(1,) * (len(axes) + 1), columns)
        for number in step.parents:
            link = network.links[number]
            shape = [1] * (len(axes) + 1)
            shape[axes.index(self.n_bits + link.parent)] = 2
            spared = spared * np.stack([np.ones(columns), 1.0 - link.risk]).reshape(*shape, columns)
        return spared * network.if_absent[step.cause], (1.0 - spared) * self.branches[step.cause, self.lanes.chosen]

    def _halves(self, step: Step, axes: Sequence[int]) -> list[_Halves]:
        """For every companion of the step where it is unexplained and explained, and what the cause does to it in every lane."""
        found = []
        for bit, row in step.bits:
            before, arc = (slice(None),) * axes.index(bit), self.arcs[bit] + row
            found.append(((*before, 0), (*before, 1), self.strength[arc], self.rest[arc]))
        return found

    def _come_in(self, entry: _Entry) -> FloatArray:
        """The branches of a cause; with a leading axis for its presence when children are to come."""
        lanes = entry.state[..., self.lanes.before, :] * entry.weights
        for lower, upper, strength, rest in entry.halves:
            unexplained, explained = lanes[lower], lanes[upper]
            explained += unexplained * strength
            unexplained *= rest
        present = np.add.reduceat(lanes, self.lanes.ends, axis=-2)
        absent = entry.state * entry.absent
        return np.stack([absent, present]) if entry.step.has_children else absent + present

    def _backward(self, entries: Sequence[_Entry], message: FloatArray) -> None:
        axes: list[int] = []
        for entry in reversed(entries):
            step = entry.step
            after_axes = ([self.n_bits + step.cause] if step.has_children else []) + entry.axes
            for bit in reversed(step.closes):
                axis = self._axis_of_closed(bit, axes, after_axes)
                closing = self._closing(bit)
                message = np.stack([message * closing[0], message * closing[1]], axis=axis)
                axes.insert(axis, bit)
            message = self._go_out(entry, message)
            for bit, before in zip(reversed(step.opens), reversed(entry.openings), strict=True):
                message = self._unopen(bit, before, message)
            axes = entry.axes[len(step.opens) :]

    @staticmethod
    def _axis_of_closed(bit: int, axes: Sequence[int], after_axes: Sequence[int]) -> int:
        """Where the axis of a closed bit stood among those that are there now."""
        place = after_axes.index(bit)
        return sum(1 for other in axes if after_axes.index(other) < place)

    def _go_out(self, entry: _Entry, message: FloatArray) -> FloatArray:
        """Collect what the branches of a cause are worth and carry the message to before it came in."""
        without, with_it = (message[0], message[1]) if entry.step.has_children else (message, message)
        lanes = with_it[..., self.lanes.after, :]
        for lower, upper, strength, rest in entry.halves:
            unexplained = lanes[lower]
            unexplained *= rest
            unexplained += lanes[upper] * strength
        lanes *= entry.weights
        met = entry.state[..., self.lanes.before, :]
        shape = (-1, *lanes.shape[-2:])
        worth = np.einsum("alc,alc->lc", met.reshape(shape), lanes.reshape(shape))
        for lane, chosen in enumerate(self.lanes.chosen):
            self.worth[entry.step.cause, chosen] += worth[lane]
        return without * entry.absent + np.add.reduceat(lanes[..., self.lanes.by_before, :], self.lanes.starts, axis=-2)

    def _unopen(self, bit: int, before: FloatArray, message: FloatArray) -> FloatArray:
        """Collect what the opening of a companion is worth and take its axis away."""
        opening = self.openings[bit]
        if not self.plan.singles[bit]:
            return message[0] * opening[0, 0] + message[1] * opening[1, 0]
        shape = (-1, self.n_sets, self.network.n_columns)
        met = before.reshape(shape)
        for explained in (0, 1):
            part = message[explained].reshape(shape)
            self.bit_worth[bit, explained, 0] = np.einsum("amc,amc->c", met, part)
            for start, made in self.pairs:
                self.bit_worth[bit, explained, made] += np.einsum("ac,ac->c", met[:, start], part[:, start | made])
        return correlate(message[0], opening[0], self.pairs) + correlate(message[1], opening[1], self.pairs)


def solve(network: Network, plan: Plan | None = None) -> Solution:
    """Exact share and presence of every cause in every column. Evidence of probability zero gives NaN.

    Parameters
    ----------
    plan
        The order of a network of the same structure, when it is known already.
    """
    return _Sweep(network, plan or plan_steps(network)).solve()
