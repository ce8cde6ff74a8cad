"""The engine, from evidence to shares, against its twin that reads the TOML by itself and enumerates."""

import functools
from dataclasses import replace

import numpy as np
import pytest
from oracle.enumeration import Answer, enumerate_network
from oracle.people import BASE, random_evidence
from oracle.reading import Twin

from whytwitch.inference import Answer as Possible
from whytwitch.inference import Engine, Question, ledger, what_if
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Status, Subject, Timing, Trait

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
    return engine().chief_complaint(evidence)


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


# ---- what each answer would do


def asked(evidence: Evidence, kind: str, name: str) -> list[Possible]:
    """The engine's answers to one question."""
    understood = engine().understand(evidence, complaint_of(evidence))
    return what_if(engine(), understood, [Question("finding", "odd-taste"), Question(kind, name)])[1]


def merged_twin(evidence: Evidence, complaint: str | None = None) -> tuple[np.ndarray, np.ndarray, float]:
    """Share of the first movement by cause with the unexplained at home; presences; probability of the evidence."""
    share, presence, weight = by_twin(evidence, complaint)
    ids, home = twin().ids, twin().ids.index(twin().home) - 1
    merged = share[1:, 0].copy()
    if evidence.movements:
        merged[home] += share[0, 0]
        presence = presence[1:].copy()
        presence[home] = min(1.0, presence[home] + share[0, 0])
        return merged, presence, weight
    assert len(ids) == len(share)
    return np.append(merged, share[0, 0]), np.append(presence[1:], share[0, 0]), weight


PEOPLE = [
    Evidence(profile=Profile(40, Sex.FEMALE), movements=(Movement("m1", (Trait("kind", "hop"), Trait("place", "lid"), Trait("onset", "weeks"))),)),
    Evidence(
        profile=Profile(48), movements=(Movement("m1", (Trait("kind", "pull"),)), Movement("m2", (Trait("kind", "knot"), Trait("place", "calf")))),
        findings=(Finding("tingling"), Finding("brew-high", band="high"), Finding("limp-arm"), Finding("limp-leg", Status.ABSENT)),
        labs=(LabResult("salt", 2.2, "severe-low", "low"),),
    ),
    Evidence(findings=(Finding("limp"), Finding("numb")), labs=(LabResult("salt", 2.2, "severe-low", "low"),)),
    Evidence(
        movements=(Movement("m1", (Trait("kind", "hop"),)),), findings=(Finding("nerve-hum", subject=Subject.FAMILY), Finding("sweats", certainty=0.6)),
        medicines=(Medicine(("calmer", "soother"), "calma"), Medicine(("lifter",), "lifto", timing=Timing.RECENT)),
    ),
]  # fmt: skip


@pytest.mark.parametrize("evidence", PEOPLE)
@pytest.mark.parametrize("finding", ["odd-taste", "ache", "sweats", "tingling"])
def test_answers_to_a_finding_equal_the_twins(evidence: Evidence, finding: str) -> None:
    """Yes and no: their probability, and shares and presences after each, as if the person had said so."""
    if any(f.id in (finding, "numb") for f in evidence.findings):
        return
    complaint = complaint_of(evidence)
    _, _, before = merged_twin(evidence, complaint)
    for answer in asked(evidence, "finding", finding):
        said = replace(evidence, findings=(*evidence.findings, Finding(finding, Status(answer.answer))))
        share, presence, weight = merged_twin(said, complaint)
        if answer.answer == "absent":
            weight *= 1 - twin().companion(finding, twin().states(evidence))[0]
        assert answer.probability == pytest.approx(weight / before, rel=TOLERANCE)
        assert np.allclose(answer.share, share, rtol=1e-8, atol=TOLERANCE)
        if presence.max() < 1.0:
            assert np.allclose(answer.presence, presence, rtol=1e-8, atol=TOLERANCE)


@pytest.mark.parametrize("evidence", PEOPLE)
@pytest.mark.parametrize("exposure", ["old-injury", "salt-loss", "brew-high", "lifter", "calmer"])
def test_answers_to_an_exposure_equal_the_twins(evidence: Evidence, exposure: str) -> None:
    """Yes and no to a habit, a condition, an event and a class of medicines; an event that happened is recent."""
    if any(f.id == exposure for f in evidence.findings) or any(exposure in m.classes for m in evidence.medicines):
        return
    complaint, weights, posteriors = complaint_of(evidence), [], []
    is_drug = exposure in twin().classes
    for status in (Status.PRESENT, Status.ABSENT):
        medicine = (Medicine((exposure,), status=status, subject=Subject.PATIENT),) if is_drug else ()
        finding = () if is_drug else (Finding(exposure, status),)
        said = replace(evidence, findings=(*evidence.findings, *finding), medicines=(*evidence.medicines, *medicine))
        if is_drug and not evidence.medicines:
            return  # naming a first medicine also says that the others are not taken, which a question about one does not
        share, presence, weight = merged_twin(said, complaint)
        weights.append(weight * (twin().frequency(exposure) if status is Status.PRESENT else 1 - twin().frequency(exposure)))
        posteriors.append((share, presence))
    for number, answer in enumerate(asked(evidence, "exposure", exposure)):
        assert answer.probability == pytest.approx(weights[number] / sum(weights), rel=TOLERANCE)
        assert np.allclose(answer.share, posteriors[number][0], rtol=1e-8, atol=TOLERANCE)
        assert np.allclose(answer.presence, posteriors[number][1], rtol=1e-8, atol=TOLERANCE)


@pytest.mark.parametrize("evidence", PEOPLE)
@pytest.mark.parametrize("lab", ["salt", "lime"])
def test_answers_to_a_lab_equal_the_twins(evidence: Evidence, lab: str) -> None:
    """Low, normal and high results of a lab that defines causes."""
    if any(result.lab == lab for result in evidence.labs):
        return
    complaint = complaint_of(evidence)
    answers = asked(evidence, "lab", lab)
    said = [merged_twin(replace(evidence, labs=(*evidence.labs, LabResult(lab, None, None, a.answer))), complaint) for a in answers]
    whole = sum(weight for _, _, weight in said)
    for answer, (share, presence, weight) in zip(answers, said, strict=True):
        assert answer.probability == pytest.approx(weight / whole, rel=TOLERANCE)
        assert np.allclose(answer.share, share, rtol=1e-8, atol=TOLERANCE)
        assert np.allclose(answer.presence, presence, rtol=1e-8, atol=TOLERANCE)


@pytest.mark.parametrize("evidence", PEOPLE)
def test_answers_to_an_attribute_give_the_twins_shares(evidence: Evidence) -> None:
    """Where it is asked of the first movement the shares are those of having said it; without any movement there is nothing to ask."""
    answers = asked(evidence, "attribute", "sleep")
    if not evidence.movements:
        assert answers == []
        return
    first, *rest = evidence.movements
    for answer in answers:
        said = replace(evidence, movements=(replace(first, traits=(*first.traits, Trait("sleep", answer.answer))), *rest))
        assert np.allclose(answer.share, merged_twin(said)[0], rtol=1e-8, atol=TOLERANCE)
        assert (answer.presence >= answer.share - 1e-12).all()


# ---- the ledger


def without(evidence: Evidence, unit: str) -> Evidence:
    """The evidence with one unit of the ledger taken out."""
    kind, _, rest = unit.partition(":")
    if kind == "movement":
        attribute, _, value = rest.partition("=")
        movements = tuple(replace(m, traits=tuple(t for t in m.traits if (t.attribute, t.value) != (attribute, value))) for m in evidence.movements)
        return replace(evidence, movements=movements)
    if kind == "lab":
        return replace(evidence, labs=())
    members = [f for f in evidence.findings if unit in (f.id, twin().findings.get(f.id, {}).get("cluster"))]
    return replace(evidence, findings=tuple(f for f in evidence.findings if f not in members))


def units_of(evidence: Evidence) -> list[str]:
    """Everything that the ledger names."""
    units = [f"movement:{t.attribute}={t.value}" for m in evidence.movements for t in m.traits]
    units += [twin().findings.get(f.id, {}).get("cluster", f.id) for f in evidence.findings]
    return list(dict.fromkeys([*units, *(f"lab:{r.lab}={r.band or r.side}" for r in evidence.labs)]))


@pytest.mark.parametrize("evidence", PEOPLE[:2])
def test_ledger_is_the_mean_of_left_out_and_alone(evidence: Evidence) -> None:
    """Each push equals, by enumeration, the mean of what goes when the unit is left out and what comes when it stands alone.

    Traits of other movements than the first are no units of its ledger.
    """
    complaint = complaint_of(evidence)
    units, nothing = units_of(evidence), evidence
    for unit in units:
        nothing = without(nothing, unit)

    def odds(given: Evidence) -> np.ndarray:
        share = merged_twin(given, complaint)[0]
        return np.asarray(np.log(share / (1 - share)))

    entries = {(e.finding, e.cause): e.log_odds for e in ledger(engine(), engine().understand(evidence, complaint), list(twin().causes))}
    own = {f"movement:{t.attribute}={t.value}" for t in (evidence.movements[0].traits if evidence.movements else ())}
    for unit in units:
        if unit.startswith("movement:") and unit not in own:
            assert not any(name == unit for name, _ in entries)
            continue
        alone = evidence
        for other in units:
            if other != unit:
                alone = without(alone, other)
        push = ((odds(evidence) - odds(without(evidence, unit))) + (odds(alone) - odds(nothing))) / 2
        for row, cause in enumerate(twin().causes):
            if abs(push[row]) >= 0.0201:
                assert entries[unit, cause] == pytest.approx(push[row], abs=1e-7), (unit, cause)
            elif abs(push[row]) < 0.0199:
                assert (unit, cause) not in entries
