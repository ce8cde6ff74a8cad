"""The frontier against pyAgrum on what both can do: noisy-OR networks, presences of all causes, with and without links between causes."""

from typing import Any

import numpy as np
import pytest

from whytwitch.inference import Bit, Link, Network, solve

gum: Any = pytest.importorskip("pyagrum", reason="pip install 'whytwitch[bench]' brings pyagrum")

N_CAUSES, N_PRESENT, N_ABSENT = 12, 6, 4


def add_noisy_or(net: Any, name: str, leak: float, parents: dict[str, float]) -> None:  # noqa: ANN401 - untyped library
    """A variable that is there by itself with probability `leak`, or through each present parent with its own probability."""
    net.addNoisyORNet(gum.LabelizedVariable(name, name, 2), leak)
    for parent, weight in parents.items():
        net.addWeightedArc(parent, name, weight)


@pytest.mark.parametrize("has_links", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_presences_equal_pyagrum(seed: int, *, has_links: bool) -> None:
    """Every presence equals pyAgrum's LazyPropagation to 1e-9."""
    rng = np.random.default_rng([seed, has_links])
    prior = rng.uniform(0.005, 0.3, N_CAUSES)
    links = {(c, p): rng.uniform(0.05, 0.8) for c in range(1, N_CAUSES) for p in range(c) if has_links and rng.random() < 0.15}
    strength = rng.uniform(0.05, 0.95, (N_PRESENT + N_ABSENT, N_CAUSES)) * (rng.random((N_PRESENT + N_ABSENT, N_CAUSES)) < 0.4)
    leak = rng.uniform(0.001, 0.1, N_PRESENT + N_ABSENT)
    net = gum.BayesNet()
    for cause in range(N_CAUSES):
        add_noisy_or(net, f"c{cause}", float(prior[cause]), {f"c{p}": float(r) for (c, p), r in links.items() if c == cause})
    for finding, row in enumerate(strength):
        add_noisy_or(net, f"f{finding}", float(leak[finding]), {f"c{c}": float(w) for c, w in enumerate(row) if w})
    engine = gum.LazyPropagation(net)
    engine.setEvidence({f"f{f}": int(f < N_PRESENT) for f in range(N_PRESENT + N_ABSENT)})
    engine.makeInference()
    ones, absent = np.ones((N_CAUSES, 1)), np.prod(1 - strength[N_PRESENT:], axis=0)[:, None]
    bits = []
    for finding in range(N_PRESENT):
        causes = np.flatnonzero(strength[finding])
        weights = strength[finding, causes][:, None]
        bits.append(Bit(tuple(causes.tolist()), weights, weights, leak[finding : finding + 1], np.array([[0.0], [1.0]])))
    network = Network(
        prior[:, None], ones, ones, absent, absent, np.empty((N_CAUSES, 0, 1)), tuple(bits), tuple(Link(c, p, np.array([r])) for (c, p), r in links.items())
    )
    theirs = [engine.posterior(f"c{cause}")[1] for cause in range(N_CAUSES)]
    assert np.allclose(solve(network).presence[:, 0], theirs, rtol=1e-9, atol=1e-12)
