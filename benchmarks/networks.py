"""Generated noisy-OR networks and cases, the same for everybody: seeded, and small enough to read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whytwitch.inference import Bit, Network

__all__ = ["DENSE", "SPARSE", "Case", "NoisyOr", "Shape", "as_network", "cases_of", "generate"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How large and how dense a generated network is."""

    name: str
    n_causes: int = 60
    n_findings: int = 250
    mean_parents: float = 5.0


DENSE = Shape("dense", mean_parents=15.0)
SPARSE = Shape("sparse", mean_parents=5.0)


@dataclass(frozen=True, slots=True)
class NoisyOr:
    """A two-layer noisy-OR network: `strength[c, f]` is zero where there is no arc."""

    prior: NDArray[np.float64]
    strength: NDArray[np.float64]
    leak: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """Findings of one case."""

    present: tuple[int, ...]
    absent: tuple[int, ...]


def generate(shape: Shape, seed: int = 1) -> NoisyOr:
    """Priors 0.1-10 %, activation probabilities 0.05-0.95, leaks 0.1-5 %; every finding has 1 + Poisson(mean - 1) parents."""
    rng = np.random.default_rng([seed, shape.n_causes, shape.n_findings, int(10 * shape.mean_parents)])
    prior = np.exp(rng.uniform(np.log(0.001), np.log(0.1), shape.n_causes))
    strength = np.zeros((shape.n_causes, shape.n_findings))
    for finding in range(shape.n_findings):
        count = min(shape.n_causes, 1 + int(rng.poisson(shape.mean_parents - 1)))
        parents = rng.permutation(shape.n_causes)[:count]
        strength[parents, finding] = rng.uniform(0.05, 0.95, count)
    return NoisyOr(prior, strength, rng.uniform(0.001, 0.05, shape.n_findings))


def cases_of(model: NoisyOr, n_present: int, n_cases: int, *, n_absent: int = 6, seed: int = 1) -> list[Case]:
    """Cases with findings drawn without replacement: no overlap is arranged, which is the hard case for every engine."""
    rng = np.random.default_rng([seed, n_present, n_absent])
    chosen = (rng.permutation(model.leak.size)[: n_present + n_absent] for _ in range(n_cases))
    return [Case(tuple(int(f) for f in c[:n_present]), tuple(int(f) for f in c[n_present:])) for c in chosen]


def as_network(model: NoisyOr, case: Case, *, columns: int = 1) -> Network:
    """A case in our engine's terms: causes compete for no movement, absences fold into the causes, present findings are live bits."""
    shape = (model.prior.size, columns)
    ones = np.ones(shape)
    absent = np.broadcast_to(np.prod(1.0 - model.strength[:, list(case.absent)], axis=1)[:, None], shape)
    bits = []
    for finding in case.present:
        causes = np.flatnonzero(model.strength[:, finding])
        weights = np.broadcast_to(model.strength[causes, finding][:, None], (causes.size, columns))
        closing = np.array([np.zeros(columns), np.ones(columns)])
        bits.append(Bit(tuple(causes.tolist()), weights, weights, np.full(columns, model.leak[finding]), closing))
    pretest = np.broadcast_to(model.prior[:, None], shape)
    return Network(pretest, ones, ones, absent, absent, np.empty((shape[0], 0, columns)), tuple(bits))
