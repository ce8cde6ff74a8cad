"""The engine, from evidence to shares, against its twin that reads the TOML by itself and enumerates."""

import functools

import numpy as np
import pytest
from oracle.enumeration import Answer, enumerate_network
from oracle.people import BASE, random_evidence
from oracle.reading import Twin

from whytwitch.inference import Engine, chief_complaint
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence

TOLERANCE = 1e-9


@functools.cache
def engine() -> Engine:
    """The fictional base in our engine."""
    return Engine(load_knowledge(BASE, use_cache=False))


@functools.cache
def twin() -> Twin:
    """The fictional base as its twin reads it."""
    return Twin(BASE)


def by_twin(evidence: Evidence, complaint: str | None) -> Answer:
    """Shares and presences with index 0 the unexplained."""
    return enumerate_network(twin().network(evidence, complaint))


def complaint_of(evidence: Evidence) -> str | None:
    """The chief complaint, only without movement."""
    return None if evidence.movements else chief_complaint(evidence, engine().knowledge, engine().strengths)


@pytest.mark.parametrize("block", range(20))
def test_engine_equals_its_twin(block: int) -> None:
    """Shares and presences of every cause and movement equal enumeration, for 15 people a block with evidence of every kind."""
    for seed in range(15 * block, 15 * block + 15):
        evidence = random_evidence(seed, n_movements=2 if seed % 5 == 4 else None) if seed % 40 else random_evidence(seed, n_movements=3)
        complaint = complaint_of(evidence)
        posterior = engine().infer(engine().understand(evidence, complaint))
        share, presence, _ = by_twin(evidence, complaint)
        ids, home = twin().ids, twin().ids.index(twin().home)
        for number, movement in enumerate(posterior.movements):
            for cause in movement.causes:
                row = ids.index(cause.id)
                expected, there = share[row, number], presence[row]
                if evidence.movements and row == home:
                    expected, there = expected + share[0, number], min(1.0, there + share[0, number])
                if cause.id == "unexplained":
                    there = share[row, number]
                assert cause.share == pytest.approx(expected, rel=TOLERANCE, abs=TOLERANCE), (seed, cause.id)
                assert cause.presence == pytest.approx(there, rel=TOLERANCE, abs=TOLERANCE), (seed, cause.id)
                assert cause.presence >= cause.share - TOLERANCE
            assert sum(cause.share for cause in movement.causes) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_pretest_equals_the_twins(seed: int) -> None:
    """The pretest column itself agrees: prevalence by age and sex, exposures with bands and moments, and what a cause requires."""
    evidence = random_evidence(seed, n_movements=1)
    column = engine().understand(evidence).problem.pretest[1:, 0]
    states = twin().states(evidence)
    assert np.allclose(column, [twin().pretest(name, evidence, states) for name in twin().causes], rtol=TOLERANCE)
