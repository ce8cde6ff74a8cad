"""What must hold of inference for every evidence and every network."""

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.people import BASE, random_evidence
from oracle.test_network import random_network

from whytwitch.inference import Bit, Engine, solve
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Finding, Posterior, Status

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=40, deadline=None, derandomize=True)


@cache
def engine() -> Engine:
    """The fictional base."""
    return Engine(load_knowledge(BASE, use_cache=False))


def infer(evidence: Evidence, *, draws: int = 0, seed: int = 1) -> Posterior:
    """The posterior of one person."""
    complaint = engine().chief_complaint(evidence)
    return engine().infer(engine().understand(evidence, complaint), draws=draws, seed=seed)


def shares(posterior: Posterior) -> dict[tuple[str, str], tuple[float, float]]:
    """Share and presence by movement and cause."""
    return {(m.movement, c.id): (c.share, c.presence) for m in posterior.movements for c in m.causes}


def assert_same(one: Posterior, other: Posterior) -> None:
    """Equal to rounding."""
    first, second = shares(one), shares(other)
    assert first.keys() == second.keys()
    assert np.allclose([first[k] for k in first], [second[k] for k in first], rtol=1e-9, atol=1e-12)


@FEW
@given(SEEDS, st.randoms(use_true_random=False))
def test_order_of_findings_is_irrelevant(seed: int, random: object) -> None:
    """Findings, medicines, results and the traits of a movement may come in any order (places excepted: the first two count)."""
    evidence = random_evidence(seed, n_movements=1)
    # the same finding said twice with different certainty has an order: the later word counts
    findings = list({f.id: f for f in evidence.findings}.values())
    labs, medicines = list(evidence.labs), list(evidence.medicines)
    straight = replace(evidence, findings=tuple(findings))
    for items in (findings, labs, medicines):
        random.shuffle(items)  # type: ignore[attr-defined]
    shuffled = replace(evidence, findings=tuple(findings), labs=tuple(labs), medicines=tuple(medicines))
    assert_same(infer(straight), infer(shuffled))


@FEW
@given(SEEDS)
def test_shares_sum_to_one_and_presence_is_at_least_share(seed: int) -> None:
    """For every movement or complaint; each a probability."""
    for movement in infer(random_evidence(seed)).movements:
        assert abs(sum(c.share for c in movement.causes) - 1.0) < 1e-12
        assert all(0.0 <= c.share <= c.presence + 1e-12 <= 1.0 + 2e-12 for c in movement.causes)
        assert [c.share for c in movement.causes] == sorted((c.share for c in movement.causes), reverse=True)


@FEW
@given(SEEDS, st.floats(0.0, 1.0))
def test_a_finding_of_likelihood_ratio_one_changes_nothing(seed: int, certainty: float) -> None:
    """A companion whose words are as likely with it as without it, however strongly causes bring it."""
    network = random_network(seed, columns=1, n_movements=1)
    if not network.bits:
        return
    closing = np.full((2, 1), max(certainty, 1e-6))
    before, after = solve(network), solve(replace(network, bits=(*network.bits, replace(network.bits[0], closing=closing))))
    assert np.allclose(before.share, after.share, rtol=1e-9, atol=1e-12)
    assert np.allclose(before.presence, after.presence, rtol=1e-9, atol=1e-12)


@FEW
@given(seed=SEEDS, leak=st.floats(0.001, 0.999), is_plain=st.booleans())
def test_a_bit_that_nobody_explains_changes_nothing(seed: int, leak: float, *, is_plain: bool) -> None:
    """Only the probability of the evidence feels it."""
    network = random_network(seed, columns=1)
    closing = np.array([[0.0], [1.0]]) if is_plain else np.array([[0.3], [0.8]])
    alone = Bit((), np.empty((0, 1)), np.empty((0, 1)), np.array([leak]), closing)
    before, after = solve(network), solve(replace(network, bits=(*network.bits, alone)))
    assert np.allclose(before.share, after.share, rtol=1e-9, atol=1e-12)
    assert np.allclose(before.presence, after.presence, rtol=1e-9, atol=1e-12)
    assert np.allclose(after.evidence, before.evidence * (closing[0] * (1 - leak) + closing[1] * leak), rtol=1e-9)


@FEW
@given(SEEDS, st.permutations(range(6)))
def test_the_names_of_causes_do_not_matter(seed: int, order: list[int]) -> None:
    """Relabelled causes have the same shares and presences, whatever order they come in."""
    network = random_network(seed, columns=1)
    place = {old: new for new, old in enumerate(order)}
    arrays = ("pretest", "if_present", "if_absent", "absent_merely", "absent_maker", "rate")
    moved = replace(
        network,
        bits=tuple(replace(bit, causes=tuple(place[c] for c in bit.causes)) for bit in network.bits),
        links=tuple(replace(link, child=place[link.child], parent=place[link.parent]) for link in network.links),
        **{name: getattr(network, name)[order] for name in arrays},
    )
    before, after = solve(network), solve(moved)
    assert np.allclose(before.share[order], after.share, rtol=1e-9, atol=1e-12)
    assert np.allclose(before.presence[order], after.presence, rtol=1e-9, atol=1e-12)


@FEW
@given(SEEDS)
def test_a_finding_present_favours_those_who_bring_it(seed: int) -> None:
    """Nobody's presence falls by more than it would rise by the denial: yes and no average to what was known before."""
    evidence = random_evidence(seed, n_movements=1)
    own = replace(evidence, findings=tuple(f for f in evidence.findings if f.id != "odd-taste"))
    before, yes = shares(infer(own)), shares(infer(replace(own, findings=(*own.findings, Finding("odd-taste")))))
    no = shares(infer(replace(own, findings=(*own.findings, Finding("odd-taste", Status.ABSENT)))))
    for key, (_, presence) in before.items():
        assert min(yes[key][1], no[key][1]) <= presence + 1e-9
        assert presence <= max(yes[key][1], no[key][1]) + 1e-9


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 300))
def test_the_same_seed_gives_the_same_bytes_and_another_other_numbers(seed: int) -> None:
    """Draws depend on seed and number alone; another engine gives the same."""
    evidence = random_evidence(seed, n_movements=1)
    first = infer(evidence, draws=50, seed=3)
    fresh = Engine(engine().knowledge)
    assert repr(fresh.infer(fresh.understand(evidence), draws=50, seed=3)) == repr(first) == repr(infer(evidence, draws=50, seed=3))
    other = infer(evidence, draws=50, seed=4)
    assert shares(first) != shares(other)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 300))
def test_intervals_hold_together(seed: int) -> None:
    """Low ≤ share ≤ high but for rare tails, within 0 and 1; the chances of being first sum to 1; the leader is often first."""
    for movement in infer(random_evidence(seed), draws=200).movements:
        for cause in movement.causes:
            assert cause.interval is not None
            assert 0.0 <= cause.interval.low <= cause.interval.high <= 1.0
            assert cause.interval.low <= cause.share + 1e-12
        assert abs(sum(c.share for c in movement.causes) - 1.0) < 1e-9
        assert abs(sum(c.first or 0.0 for c in movement.causes) - 1.0) < 1e-12
        leader = movement.causes[0]
        assert leader.interval is not None
        assert leader.interval.low <= leader.share <= leader.interval.high
