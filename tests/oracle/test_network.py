"""The frontier against full enumeration on seeded random networks: movements, absences, likelihoods, soft companions and links."""

import numpy as np
import pytest
from oracle.enumeration import enumerate_network

from whytwitch.inference import Bit, Link, Network, solve

TOLERANCE = 1e-9


def random_network(seed: int, *, n_causes: int = 6, columns: int = 2, has_links: bool | None = None, n_movements: int | None = None) -> Network:
    """A small network with a bit of everything; what it has depends on the seed."""
    rng = np.random.default_rng(seed)
    movements = int(rng.integers(0, 4)) if n_movements is None else n_movements
    shape = (n_causes, columns)
    pretest = rng.uniform(0.001, 0.5, shape)
    pretest[0] = 1.0
    if seed % 7 == 0:
        pretest[1] = 0.0
    bits = []
    for _ in range(int(rng.integers(0, 6))):
        causes = tuple(int(c) for c in rng.permutation(n_causes)[: int(rng.integers(0, n_causes + 1))])
        maker = rng.uniform(0.0, 0.95, (len(causes), columns))
        merely = maker * rng.uniform(0.0, 1.0, maker.shape)
        is_plain = rng.random() < 0.5
        closing = np.stack([np.zeros(columns), np.ones(columns)]) if is_plain else rng.uniform(0.01, 1.0, (2, columns))
        bits.append(Bit(causes, merely, maker, rng.uniform(0.001, 0.3, columns), closing))
    pairs = [(child, parent) for child in range(1, n_causes) for parent in range(1, n_causes) if parent < child]
    with_links = rng.random() < 0.6 if has_links is None else has_links
    chosen = [pairs[i] for i in rng.permutation(len(pairs))[: int(rng.integers(1, 5))]] if with_links else []
    relabel = rng.permutation(n_causes - 1) + 1  # a child may have the lower index
    links = tuple(Link(int(relabel[c - 1]), int(relabel[p - 1]), rng.uniform(0.0, 0.7, columns)) for c, p in chosen)
    return Network(
        pretest,
        rng.uniform(0.05, 1.0, shape),
        rng.uniform(0.05, 1.0, shape),
        rng.uniform(0.3, 1.0, shape),
        rng.uniform(0.1, 1.0, shape),
        rng.uniform(0.0, 2.0, (n_causes, movements, columns)),
        tuple(bits),
        links,
    )


@pytest.mark.parametrize("block", range(10))
def test_frontier_equals_enumeration(block: int) -> None:
    """Shares, presences and the probability of the evidence equal the sum over all states, in every column, on 30 networks a block."""
    for seed in range(30 * block, 30 * block + 30):
        network = random_network(seed)
        solution = solve(network)
        for column in range(network.n_columns):
            share, presence, evidence = enumerate_network(network, column)
            assert np.allclose(solution.share[:, :, column], share, rtol=TOLERANCE, atol=TOLERANCE), seed
            assert np.allclose(solution.presence[:, column], presence, rtol=TOLERANCE, atol=TOLERANCE), seed
            assert np.isclose(solution.evidence[column], evidence, rtol=TOLERANCE), seed


@pytest.mark.parametrize("seed", range(40))
def test_one_column_equals_the_same_column_among_many(seed: int) -> None:
    """A case alone and the same case among others are one answer, whatever path the frontier takes."""
    network = random_network(seed, n_causes=12, columns=9)
    many = solve(network)
    for column in range(0, 9, 4):
        one = solve(network.columns(slice(column, column + 1)))
        assert np.allclose(one.share[..., 0], many.share[..., column], rtol=TOLERANCE, atol=1e-12)
        assert np.allclose(one.presence[..., 0], many.presence[..., column], rtol=TOLERANCE, atol=1e-12)
        assert np.isclose(one.evidence[0], many.evidence[column], rtol=TOLERANCE)


@pytest.mark.parametrize("seed", range(60))
def test_presence_is_never_below_share(seed: int) -> None:
    """A cause that makes a movement is present."""
    solution = solve(random_network(seed, n_causes=14, columns=3))
    assert (solution.presence[:, None] >= solution.share - 1e-12).all()
    assert np.allclose(solution.share.sum(axis=0), 1.0, atol=1e-12)


def test_one_cause_may_make_every_movement() -> None:
    """With a single cause that can move, it makes all movements."""
    network = random_network(3, n_movements=3, has_links=False)
    network.rate[:] = 0.0
    network.rate[2] = 1.0
    solution = solve(network)
    assert np.allclose(solution.share[2], 1.0)
    assert np.allclose(solution.presence[2], 1.0)


def test_without_bits_or_links_the_answer_is_closed_form() -> None:
    """One movement, nothing else known: the share is the rate-weighted pretest by hand."""
    pretest = np.array([[1.0], [0.2], [0.05]])
    one = np.ones((3, 1))
    rate = np.array([0.01, 0.3, 0.9])[:, None, None]
    solution = solve(Network(pretest, one, one, one, one, rate))
    weights = np.array([0.01, 0.2 * 0.3, 0.05 * 0.9])
    # only one maker is chosen and the others are free: shares are exactly proportional
    assert np.allclose(solution.share[:, 0, 0], weights / weights.sum(), rtol=1e-12)


def test_no_cancellation_with_many_companions() -> None:
    """At twelve present companions with tiny backgrounds the answer still equals enumeration: inclusion-exclusion would lose it."""
    rng = np.random.default_rng(5)
    n, k = 8, 12
    ones = np.ones((n, 1))
    pretest = np.concatenate([[[1.0]], rng.uniform(1e-5, 1e-2, (n - 1, 1))])
    bits = tuple(Bit(tuple(range(1, n)), 0.3 * (w := rng.uniform(1e-3, 0.9, (n - 1, 1))), w, np.array([1e-4]), np.array([[0.0], [1.0]])) for _ in range(k))
    network = Network(pretest, ones, ones, ones, ones, rng.uniform(0.01, 1, (n, 1, 1)), bits)
    solution = solve(network)
    share, presence, _ = enumerate_network(network)
    assert np.allclose(solution.share[..., 0], share, rtol=TOLERANCE)
    assert np.allclose(solution.presence[..., 0], presence, rtol=TOLERANCE)
