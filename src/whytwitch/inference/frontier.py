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

from whytwitch.inference.network import FloatArray, Network, Solution
from whytwitch.inference.order import Plan, Step, plan_steps
from whytwitch.inference.subsets import convolve, correlate, explained_product, leave_one_out, pairs_of

__all__ = ["solve"]


Lane = tuple[int, int, int]


def _lanes_of(n_movements: int) -> list[Lane]:
    """Every way in which a present cause adds to the set of movements made so far: (before, chosen, before | chosen); it may choose none."""
    sets = range(1 << n_movements)
    return [(before, chosen, before | chosen) for before in sets for chosen in sets if not before & chosen]


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


def _strengths(network: Network, n_sets: int) -> tuple[FloatArray, list[int]]:
    """Strength of every arc when the cause is merely present (row 0) or makes a set of movements, shape (n_arcs, n_sets, n_columns); where each bit's begin."""
    starts = [0]
    for bit in network.bits:
        starts.append(starts[-1] + len(bit.causes))
    strengths = np.empty((starts[-1], n_sets, network.n_columns))
    if network.bits:
        np.concatenate([bit.merely for bit in network.bits], out=strengths[:, 0])
        strengths[:, 1:] = np.concatenate([bit.maker for bit in network.bits])[:, None]
    return strengths, starts


class _Sweep:
    """One forward and one backward pass over one network."""

    def __init__(self, network: Network, plan: Plan) -> None:
        self.network, self.plan = network, plan
        self.n_sets, self.n_bits = 1 << network.n_movements, len(network.bits)
        self.pairs, self.lanes = pairs_of(network.n_movements), _lanes_of(network.n_movements)
        self.branches = _branches(network)
        self.closings = np.array([bit.closing for bit in network.bits]).reshape(self.n_bits, 2, network.n_columns)
        self.is_plain = ((self.closings[:, 0] == 0.0) & (self.closings[:, 1] == 1.0)).all(axis=-1).tolist()
        self.present = network.pretest[:, None] * self.branches
        self.absent = (1.0 - network.pretest) * network.if_absent
        self.worth = np.zeros_like(self.branches)  # of every branch: its weight in the evidence
        self.chosen = [chosen for _, chosen, _ in self.lanes]
        self.strength, self.arcs = _strengths(network, self.n_sets)
        self.lane_strength = self.strength[:, self.chosen]
        self.lane_rest = 1.0 - self.lane_strength
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
        singles = self.plan.singles
        strength = self.strength[[self.arcs[bit] + row for bit, row in zip(singles.bits, singles.rows, strict=True)]]
        most = max(singles.ranks, default=-1) + 1
        shape = (self.n_bits, 2, self.n_sets, self.network.n_columns)
        present = np.zeros((most, *shape))
        present[singles.ranks, singles.bits, 1] = self.present[singles.causes] * strength
        present[singles.ranks, singles.bits, 0] = self.present[singles.causes] * (1.0 - strength)
        elements = np.zeros((most + 1, *shape))
        elements[0, :, 1, 0] = np.array([bit.leak for bit in self.network.bits]).reshape(self.n_bits, self.network.n_columns)
        elements[0, :, 0, 0] = 1.0 - elements[0, :, 1, 0]
        elements[1:] = present
        absent = np.ones((most, self.n_bits, self.network.n_columns))
        absent[singles.ranks, singles.bits] = self.absent[singles.causes]
        elements[1:, :, 0, 0] += absent
        identity = np.zeros(shape)
        identity[:, 0, 0] = 1.0
        openings, others = leave_one_out(elements, partial(explained_product, pairs=self.pairs), identity)
        return openings, others[1:], present

    def _single_worth(self, others: FloatArray, present: FloatArray) -> None:
        """What the branches of single causes are worth, from what the openings of their companions are worth."""
        there, not_there = self.bit_worth[:, 1], self.bit_worth[:, 0]
        unexplained = correlate(not_there, others[:, :, 0], self.pairs) + correlate(there, others[:, :, 1], self.pairs)
        explained = correlate(there, others.sum(axis=2), self.pairs)
        worth = present[:, :, 0] * unexplained + present[:, :, 1] * explained
        singles = self.plan.singles
        self.worth[singles.causes] = worth[singles.ranks, singles.bits]

    # ---- causes that touch nothing

    def _around(self, end: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Multiply what is left over sets of movements alone: loose causes, companions that never open, and the end of the frontier.

        Returns the message into the end of the frontier and the probability of the evidence.
        """
        loose, solo = self.plan.loose, self.plan.solo
        closing = self.closings[solo, :, None]
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
                state = convolve(state, opening, self.pairs) if self.plan.singles.of[bit] else state * opening[..., :1, :]
                axes.insert(0, bit)
            absent, weights = self._weights(step, axes)
            entries.append(_Entry(step, list(axes), openings, state, absent, weights, self._halves(step, axes)))
            state = self._come_in(entries[-1])
            if step.has_children:
                axes.insert(0, self.n_bits + step.cause)
            for bit in step.closes:
                axis = axes.index(bit)
                state = self._close(bit, axis, state)
                axes.pop(axis)
        return entries, state

    def _close(self, bit: int, axis: int, state: FloatArray) -> FloatArray:
        unexplained: FloatArray = state[_along(axis, 0)]
        explained: FloatArray = state[_along(axis, 1)]
        if bit >= self.n_bits:
            return unexplained + explained
        if self.is_plain[bit]:
            return explained
        return np.asarray(unexplained * self.closings[bit, 0] + explained * self.closings[bit, 1])

    def _unclose(self, bit: int, axis: int, message: FloatArray) -> FloatArray:
        """The adjoint of `_close`: the axis comes back."""
        if bit >= self.n_bits:
            return np.stack([message, message], axis=axis)
        if self.is_plain[bit]:
            opened = np.zeros((*message.shape[:axis], 2, *message.shape[axis:]))
            opened[_along(axis, 1)] = message
            return opened
        return np.stack([message * self.closings[bit, 0], message * self.closings[bit, 1]], axis=axis)

    def _weights(self, step: Step, axes: Sequence[int]) -> tuple[FloatArray, FloatArray]:
        """Weight of absent, and of every lane; with parents both depend on their axes."""
        if not step.parents:
            return self.absent[step.cause], self.present[step.cause, self.chosen]
        network, columns = self.network, self.network.n_columns
        spared = (1.0 - network.pretest[step.cause]).reshape(*(1,) * (len(axes) + 1), columns)
        for number in step.parents:
            link = network.links[number]
            shape = [1] * (len(axes) + 1)
            shape[axes.index(self.n_bits + link.parent)] = 2
            spared = spared * np.stack([np.ones(columns), 1.0 - link.risk]).reshape(*shape, columns)
        return spared * network.if_absent[step.cause], (1.0 - spared) * self.branches[step.cause, self.chosen]

    def _halves(self, step: Step, axes: Sequence[int]) -> list[_Halves]:
        """For every companion of the step where it is unexplained and explained, and what the cause does to it in every lane."""
        found: list[_Halves] = []
        for bit, row in step.bits:
            axis, arc = axes.index(bit), self.arcs[bit] + row
            found.append((_along(axis, 0), _along(axis, 1), self.lane_strength[arc], self.lane_rest[arc]))
        return found

    def _come_in(self, entry: _Entry) -> FloatArray:
        """The branches of a cause; with a leading axis for its presence when children are to come."""
        lanes = self._spread(entry.state, entry.weights, [before for before, _, _ in self.lanes])
        for lower, upper, strength, rest in entry.halves:
            unexplained, explained = lanes[lower], lanes[upper]
            explained += unexplained * strength
            unexplained *= rest
        absent = entry.state * entry.absent
        after = np.zeros_like(absent) if entry.step.has_children else absent
        for lane, (_, _, made) in enumerate(self.lanes):
            after[..., made, :] += lanes[..., lane, :]
        return np.stack([absent, after]) if entry.step.has_children else after

    def _spread(self, state: FloatArray, weights: FloatArray, sets: Sequence[int]) -> FloatArray:
        """The state in lanes: for each lane the part with its set of movements, weighted."""
        lanes = np.empty((*state.shape[:-2], len(sets), state.shape[-1]))
        for lane, made in enumerate(sets):
            np.multiply(state[..., made, :], weights[..., lane, :], out=lanes[..., lane, :])
        return lanes

    def _backward(self, entries: Sequence[_Entry], message: FloatArray) -> None:
        axes: list[int] = []
        for entry in reversed(entries):
            step = entry.step
            after_axes = ([self.n_bits + step.cause] if step.has_children else []) + entry.axes
            for bit in reversed(step.closes):
                axis = self._axis_of_closed(bit, axes, after_axes)
                message = self._unclose(bit, axis, message)
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
        lanes = self._spread(with_it, entry.weights, [after for _, _, after in self.lanes])
        for lower, upper, strength, rest in entry.halves:
            unexplained = lanes[lower]
            unexplained *= rest
            unexplained += lanes[upper] * strength
        columns = self.network.n_columns
        met, back = entry.state.reshape(-1, self.n_sets, columns), lanes.reshape(-1, len(self.lanes), columns)
        earlier = without * entry.absent
        for lane, (before, chosen, _) in enumerate(self.lanes):
            earlier[..., before, :] += lanes[..., lane, :]
            self.worth[entry.step.cause, chosen] += np.einsum("ac,ac->c", met[:, before], back[:, lane])
        return earlier

    def _unopen(self, bit: int, before: FloatArray, message: FloatArray) -> FloatArray:
        """Collect what the opening of a companion is worth and take its axis away."""
        opening = self.openings[bit]
        if not self.plan.singles.of[bit]:
            return np.asarray(message[0] * opening[0, 0] + message[1] * opening[1, 0])
        met = before.reshape(-1, self.n_sets, self.network.n_columns)
        parts = message.reshape(2, *met.shape)
        self.bit_worth[bit, :, 0] = np.einsum("amc,eamc->ec", met, parts)
        for start, made in self.pairs:
            self.bit_worth[bit, :, made] += np.einsum("ac,eac->ec", met[:, start], parts[:, :, start | made])
        return correlate(message[0], opening[0], self.pairs) + correlate(message[1], opening[1], self.pairs)


def solve(network: Network, plan: Plan | None = None) -> Solution:
    """Exact share and presence of every cause in every column. Evidence of probability zero gives NaN.

    Parameters
    ----------
    plan
        The order of a network of the same structure, when it is known already.
    """
    return _Sweep(network, plan or plan_steps(network)).solve()
