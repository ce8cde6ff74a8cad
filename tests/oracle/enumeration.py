"""The slow obvious twin of the engine, part one: a bare network, summed over every set of causes, every maker and every companion.

It shares no code with ``whytwitch``; it only reads the fields of the `Network` noun. Every number comes from the definition in DESIGN §2:

    P(Z, R, evidence) = Π_c P(Z_c | parents) · Π_c L_c(Z_c) · Π_m rate[R_m, m] · Π_c absent_c · Π_b [ closing0 · P(b=0 | Z, R) + closing1 · P(b=1 | Z, R) ]

where R_m is a present cause for every movement m, and a companion b is missing with probability (1 - leak) · Π_present (1 - strength), the strength
being the maker's for a cause that makes any movement and the mere one otherwise.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Answer", "enumerate_network"]

Answer = tuple[NDArray[np.float64], NDArray[np.float64], float]  # share (causes, movements), presence (causes,), probability of the evidence


def _prior(network: Any, state: Sequence[int], column: int) -> float:  # noqa: ANN401 - read by field names only, on purpose
    total = 1.0
    for cause, present in enumerate(state):
        spared = 1.0 - network.pretest[cause, column]
        for link in network.links:
            if link.child == cause and state[link.parent]:
                spared *= 1.0 - link.risk[column]
        total *= (1.0 - spared) * network.if_present[cause, column] if present else spared * network.if_absent[cause, column]
    return float(total)


def _companions(network: Any, state: Sequence[int], makers: Sequence[int], column: int) -> float:  # noqa: ANN401
    total = 1.0
    for cause, present in enumerate(state):
        if present:
            total *= (network.absent_maker if cause in makers else network.absent_merely)[cause, column]
    for bit in network.bits:
        missing = 1.0 - bit.leak[column]
        for row, cause in enumerate(bit.causes):
            if state[cause]:
                missing *= 1.0 - (bit.maker if cause in makers else bit.merely)[row, column]
        total *= bit.closing[0][column] * missing + bit.closing[1][column] * (1.0 - missing)
    return float(total)


def enumerate_network(network: Any, column: int = 0) -> Answer:  # noqa: ANN401
    """Share, presence and evidence of one column by summing over all states."""
    n_causes, n_movements = network.pretest.shape[0], network.rate.shape[1]
    share, presence, total = np.zeros((n_causes, n_movements)), np.zeros(n_causes), 0.0
    for state in itertools.product((0, 1), repeat=n_causes):
        prior = _prior(network, state, column)
        if prior == 0.0:
            continue
        there = [cause for cause in range(n_causes) if state[cause]]
        for makers in itertools.product(there, repeat=n_movements):
            weight = prior * _companions(network, state, makers, column)
            for movement, maker in enumerate(makers):
                weight *= network.rate[maker, movement, column]
            total += weight
            presence += weight * np.array(state)
            for movement, maker in enumerate(makers):
                share[maker, movement] += weight
    return share / total, presence / total, total
