"""Exact shares and presences by variable elimination along a greedy frontier.

Causes come in one by one with the branches absent, merely present, and present and maker of a set of movements (DESIGN §2). The state is an array with
one axis of length two for every live bit ("already explained", or "this cause is present" for a parent whose children have yet to come), one axis over
the sets of movements that have their maker, and the columns last. A bit opens at its first cause and closes at its last; causes that touch no bit
fold into polynomials over the sets of movements. Every term is positive, so nothing cancels: the result is exact to rounding.
"""

from collections.abc import Sequence

import numpy as np

from whytwitch.inference.network import Bit, FloatArray, Network, Solution
from whytwitch.inference.order import Step, plan_steps
from whytwitch.inference.subsets import convolve, leave_one_out, pairs_of

__all__ = ["solve"]


def _branch_weights(network: Network, cause: int, pretest: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Weights of absent, merely present, and maker of every set of movements (row 0, the empty set, is zero)."""
    present = pretest * network.if_present[cause]
    sets = np.ones((1 << network.n_movements, network.n_columns))
    for movement in range(network.n_movements):
        half = 1 << movement
        sets[half : 2 * half] = sets[:half] * network.rate[cause, movement]
    sets *= present * network.absent_maker[cause]
    sets[0] = 0.0
    return (1.0 - pretest) * network.if_absent[cause], present * network.absent_merely[cause], sets


def _half(axis: int, value: int) -> tuple[slice | int, ...]:
    return (*(slice(None),) * axis, value)


def _explain(state: FloatArray, strengths: Sequence[tuple[int, FloatArray]]) -> FloatArray:
    """Every unexplained bit becomes explained with its strength. A new array."""
    after = state.copy()
    for axis, strength in strengths:
        unexplained, explained = after[_half(axis, 0)], after[_half(axis, 1)]
        explained += unexplained * strength
        unexplained *= 1.0 - strength
    return after


def _explain_back(message: FloatArray, strengths: Sequence[tuple[int, FloatArray]]) -> FloatArray:
    """The adjoint of `_explain`. A new array."""
    before = message.copy()
    for axis, strength in strengths:
        unexplained, explained = before[_half(axis, 0)], before[_half(axis, 1)]
        unexplained *= 1.0 - strength
        unexplained += explained * strength
    return before


def _total(left: FloatArray, right: FloatArray) -> FloatArray:
    """Sum over everything but the columns of the product of two states."""
    columns = left.shape[-1]
    return np.einsum("ij,ij->j", left.reshape(-1, columns), right.reshape(-1, columns))


class _Sweep:
    """One forward and one backward pass over the steps of one network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.steps, self.width = plan_steps(network)
        self.pairs = pairs_of(network.n_movements)
        self.share = np.zeros((network.n_causes, network.n_movements, network.n_columns))
        self.presence = np.zeros((network.n_causes, network.n_columns))

    def solve(self) -> Solution:
        """Forward over the causes with bits, the loose ones as polynomials, and back."""
        network = self.network
        full = (1 << network.n_movements) - 1
        states = self._forward()
        end = states[-1][1]
        stepped = {step.cause for step in self.steps}
        loose = [cause for cause in range(network.n_causes) if cause not in stepped]
        product = self._loose(loose, end, full)
        message = product[full ^ np.arange(full + 1)]
        evidence = _total(end, message)
        self._backward(states, message)
        self.share /= evidence
        self.presence /= evidence
        return Solution(self.share, self.presence, evidence, self.width)

    def _loose(self, loose: list[int], end: FloatArray, full: int) -> FloatArray:
        """Add up shares and presences of causes that touch no bit; their product as a polynomial over sets of movements."""
        network = self.network
        weights = [_branch_weights(network, cause, network.pretest[cause]) for cause in loose]
        if not weights:
            identity = np.zeros((full + 1, network.n_columns))
            identity[0] = 1.0
            return identity
        merely = np.stack([present for _, present, _ in weights])
        makers = np.stack([sets for _, _, sets in weights])
        polynomials = makers.copy()
        polynomials[:, 0] = merely + np.stack([absent for absent, _, _ in weights])
        product, others = leave_one_out(polynomials, self.pairs)
        around = convolve(np.broadcast_to(end, others.shape), others, self.pairs)[:, full ^ np.arange(full + 1)]
        self.presence[loose] = merely * around[:, 0] + (makers * around).sum(axis=1)
        for movement in range(network.n_movements):
            chosen = [made for made in range(full + 1) if made >> movement & 1]
            self.share[loose, movement] = (makers[:, chosen] * around[:, chosen]).sum(axis=1)
        return product

    def _opening(self, bit: int) -> FloatArray:
        leak = self.network.bits[bit].leak
        return np.stack([1.0 - leak, leak])

    def _closing(self, bit: int) -> FloatArray:
        if bit < len(self.network.bits):
            return self.network.bits[bit].closing
        return np.ones((2, self.network.n_columns))

    def _strengths(self, step: Step, axes: Sequence[int]) -> tuple[list[tuple[int, FloatArray]], list[tuple[int, FloatArray]]]:
        bits: tuple[Bit, ...] = self.network.bits
        merely = [(axes.index(bit), bits[bit].merely[row]) for bit, row in step.bits]
        maker = [(axes.index(bit), bits[bit].maker[row]) for bit, row in step.bits]
        return merely, maker

    def _worlds(self, step: Step, axes: Sequence[int]) -> list[tuple[tuple[slice | int, ...], FloatArray]]:
        """For each state of the cause's parents: the part of the array where it holds (axes kept), and the pretest probability there."""
        network = self.network
        worlds: list[tuple[list[slice], FloatArray]] = [([slice(None)] * len(axes), 1.0 - network.pretest[step.cause])]
        for number in step.parents:
            link = network.links[number]
            axis = axes.index(len(network.bits) + link.parent)
            grown = []
            for part, spared in worlds:
                for value in (0, 1):
                    narrowed = list(part)
                    narrowed[axis] = slice(value, value + 1)
                    grown.append((narrowed, spared * (1.0 - link.risk) if value else spared))
            worlds = grown
        return [(tuple(part), 1.0 - spared) for part, spared in worlds]

    def _forward(self) -> list[tuple[list[int], FloatArray]]:
        """States before each step with its bits open, then the end state; each with its axes."""
        network = self.network
        state = np.zeros((1 << network.n_movements, network.n_columns))
        state[0] = 1.0
        axes: list[int] = []
        states = []
        for step in self.steps:
            for bit in step.opens:
                opening = self._opening(bit)
                state = state[None] * opening.reshape(2, *(1,) * (state.ndim - 1), network.n_columns)
                axes.insert(0, bit)
            states.append((list(axes), state))
            state = self._come_in(step, axes, state)
            if step.has_children:
                axes.insert(0, len(network.bits) + step.cause)
            for bit in step.closes:
                axis = axes.index(bit)
                closing = self._closing(bit)
                state = state[_half(axis, 0)] * closing[0] + state[_half(axis, 1)] * closing[1]
                axes.pop(axis)
        states.append((list(axes), state))
        return states

    def _come_in(self, step: Step, axes: Sequence[int], state: FloatArray) -> FloatArray:
        """The three branches of a cause; with a leading axis for its presence when children are to come."""
        merely, maker = self._strengths(step, axes)
        present, made = _explain(state, merely), _explain(state, maker) if self.pairs else state
        without, with_it = np.empty_like(state), np.empty_like(state)
        for part, pretest in self._worlds(step, axes):
            absent, merely_weight, sets = _branch_weights(self.network, step.cause, pretest)
            without[part] = state[part] * absent
            with_it[part] = present[part] * merely_weight
            for before, chosen in self.pairs:
                with_it[part][..., before | chosen, :] += made[part][..., before, :] * sets[chosen]
        return np.stack([without, with_it]) if step.has_children else without + with_it

    def _backward(self, states: list[tuple[list[int], FloatArray]], message: FloatArray) -> None:
        axes = list(states[-1][0])
        for number in reversed(range(len(self.steps))):
            step = self.steps[number]
            before_axes, state = states[number]
            after_axes = ([len(self.network.bits) + step.cause] if step.has_children else []) + before_axes
            for bit in reversed(step.closes):
                axis = self._axis_of_closed(bit, axes, after_axes)
                closing = self._closing(bit)
                message = np.stack([message * closing[0], message * closing[1]], axis=axis)
                axes.insert(axis, bit)
            message = self._go_out(step, before_axes, state, message)
            axes = list(before_axes)
            for bit in reversed(step.opens):
                opening = self._opening(bit)
                message = message[0] * opening[0] + message[1] * opening[1]
                axes.pop(0)

    @staticmethod
    def _axis_of_closed(bit: int, axes: Sequence[int], after_axes: Sequence[int]) -> int:
        """Where the axis of a closed bit stood among those that are there now."""
        place = after_axes.index(bit)
        return sum(1 for other in axes if after_axes.index(other) < place)

    def _go_out(self, step: Step, axes: Sequence[int], state: FloatArray, message: FloatArray) -> FloatArray:
        """Collect share and presence of a cause and carry the message to before it came in."""
        merely, maker = self._strengths(step, axes)
        without, with_it = (message[0], message[1]) if step.has_children else (message, message)
        present, made = _explain_back(with_it, merely), _explain_back(with_it, maker) if self.pairs else with_it
        before = np.empty_like(state)
        cause, columns = step.cause, self.network.n_columns
        for part, pretest in self._worlds(step, axes):
            absent, merely_weight, sets = _branch_weights(self.network, cause, pretest)
            explained = present[part] * merely_weight
            before[part] = without[part] * absent + explained
            self.presence[cause] += _total(state[part], explained)
            for start, chosen in self.pairs:
                back = made[part][..., start | chosen, :] * sets[chosen]
                before[part][..., start, :] += back
                weight = _total(state[part][..., start, :].reshape(-1, columns), back)
                self.presence[cause] += weight
                for movement in range(self.network.n_movements):
                    if chosen >> movement & 1:
                        self.share[cause, movement] += weight
        return before


def solve(network: Network) -> Solution:
    """Exact share and presence of every cause in every column.

    Raises
    ------
    ZeroDivisionError
        Never: evidence of probability zero gives NaN, which the engine reports.
    """
    return _Sweep(network).solve()
