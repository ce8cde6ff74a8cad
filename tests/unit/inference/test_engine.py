"""The engine's own bookkeeping: draws in chunks, folding beyond the widest frontier, contributions, the ledger's matches."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from oracle.people import BASE, random_evidence

from whytwitch.inference import Engine, Question, chunks, ledger, solve, what_if
from whytwitch.inference import engine as engine_module
from whytwitch.inference.assembly import fold, fold_to_width
from whytwitch.inference.order import plan_steps
from whytwitch.inference.pieces import BitPiece
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Finding, LabResult, Match, Medicine, Movement, Profile, Status, Timing, Trait


@cache
def engine() -> Engine:
    """The fictional base."""
    return Engine(load_knowledge(BASE, use_cache=False))


MOVED = Movement("m1", (Trait("kind", "hop"), Trait("place", "lid")))
BUSY = Evidence(
    profile=Profile(40), movements=(MOVED,),
    findings=(Finding("tingling"), Finding("ache"), Finding("limp"), Finding("sweats"), Finding("odd-taste"), Finding("brew-high", band="high")),
)  # fmt: skip


def test_draws_in_chunks_are_the_draws_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of a chunk is a matter of memory, never of the answer."""
    understood = engine().understand(BUSY)
    whole = engine().infer(understood, draws=100)
    monkeypatch.setattr(chunks, "CHUNK_CELLS", 16)
    parts = engine().infer(understood, draws=100)
    for one, other in zip(whole.movements[0].causes, parts.movements[0].causes, strict=True):
        assert one.share == pytest.approx(other.share, rel=1e-12)
        assert one.first == other.first


def test_folding_keeps_the_answer_near_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Causes that explain least become background until few bits are live; the answer names them and hardly moves."""
    exact = {c.id: c.share for c in engine().infer(engine().understand(BUSY)).movements[0].causes}
    monkeypatch.setattr(engine_module, "MOST_LIVE_BITS", 5)
    monkeypatch.setattr(engine_module, "MOST_LIVE_BITS_OF_MANY", 4)
    understood = engine().understand(BUSY)
    posterior = engine().infer(understood)
    assert understood.folded
    assert all(name in posterior.issues[0].message for name in understood.folded)
    for cause in posterior.movements[0].causes:
        assert cause.share == pytest.approx(exact[cause.id], abs=0.1)
    drawn = engine().infer(understood, draws=20)
    assert sum(c.share for c in drawn.movements[0].causes) == pytest.approx(1.0)


@pytest.mark.parametrize("most", range(6))
def test_the_leading_cause_is_folded_last(most: int) -> None:
    """Whatever is linked or rare: the cause that explains the evidence best keeps its companions longest, and leads however few bits are live."""
    problem = engine().understand(BUSY).problem
    exact = solve(problem.network())
    leading = int(exact.share[:, 0, 0].argmax())
    folded, causes = fold_to_width(problem, most, exact.presence[:, 0])
    assert leading not in causes[:-1]
    found = solve(folded.network()).share[:, 0, 0]
    assert np.isfinite(found).all()
    assert leading == int(found.argmax()) or leading in causes


def test_what_one_cause_alone_explains_is_a_factor_on_it() -> None:
    """Folding all others from a companion leaves nothing to share: the answer is that of the bit with one cause."""
    problem = engine().understand(BUSY).problem
    others = {c for piece in problem.pieces if isinstance(piece, BitPiece) for c in piece.causes} - {1}
    folded = fold(problem, sorted(others))
    assert not any(isinstance(piece, BitPiece) and len(piece.causes) == 1 for piece in folded.pieces)
    bits = [replace(p, causes=p.causes[:1], merely=p.merely[:1], maker=p.maker[:1]) for p in problem.pieces if isinstance(p, BitPiece)]
    for bit in bits:
        alone = replace(problem, pieces=(bit,))
        assert solve(fold(alone, [-1]).network()).share == pytest.approx(solve(alone.network()).share)


def test_folding_stops_when_nothing_is_left_to_fold() -> None:
    """Presences of parents stay live until their children have come in: a width of nothing cannot be reached."""
    folded, _ = fold_to_width(engine().understand(BUSY).problem, 0)
    assert not {c for piece in folded.pieces if isinstance(piece, BitPiece) for c in piece.causes}
    assert np.isfinite(solve(folded.network()).share).all()


def test_folding_goes_no_further_than_it_must() -> None:
    """For every width asked for: it is reached, or nothing is left to fold."""
    problem = engine().understand(replace(BUSY, findings=(Finding("sweats"), Finding("odd-taste"), Finding("ache")))).problem
    counts = []
    for most in range(7):
        folded, causes = fold_to_width(problem, most)
        left = {c for piece in folded.pieces if isinstance(piece, BitPiece) for c in piece.causes}
        assert plan_steps(folded.network()).width <= most or not left
        counts.append(len(causes))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_nothing_is_folded_in_a_narrow_problem() -> None:
    """Nearly every case."""
    assert engine().understand(BUSY).folded == ()
    assert engine().infer(engine().understand(BUSY)).issues == ()


def test_contributions_name_what_brought_a_cause_about() -> None:
    """The habit that is there explains most of the cause it raises; what was denied explains nothing."""
    posterior = engine().infer(engine().understand(BUSY))
    brew = next(c for c in posterior.movements[0].causes if c.id == "bean-brew")
    assert [c.id for c in brew.contributed_by] == ["brew-high"]
    assert 0.3 < brew.contributed_by[0].fraction < 1.0
    denied = replace(BUSY, findings=(Finding("brew-high", Status.ABSENT),))
    assert all(not c.contributed_by for c in engine().infer(engine().understand(denied)).movements[0].causes)


def test_an_impossible_cause_gets_no_contribution() -> None:
    """What is required was denied: nothing contributes to what cannot be."""
    given = Evidence(
        movements=(MOVED,),
        medicines=(Medicine(("calmer",), status=Status.ABSENT), Medicine(("soother",), status=Status.ABSENT), Medicine(("lifter",), timing=Timing.RECENT)),
    )
    storm = next(c for c in engine().infer(engine().understand(given)).movements[0].causes if c.id == "spirit-storm")
    assert (storm.share, storm.presence, storm.pretest) == (0.0, 0.0, 0.0)


def test_every_movement_has_its_name_and_its_own_causes() -> None:
    """Two movements, two rankings, one shared presence."""
    given = Evidence(movements=(MOVED, Movement("other", (Trait("kind", "knot"), Trait("place", "calf")))))
    first, second = engine().infer(engine().understand(given)).movements
    assert (first.movement, second.movement) == ("m1", "other")
    presence = {c.id: c.presence for c in first.causes if c.id != "plain-flutter"}
    assert presence == pytest.approx({c.id: c.presence for c in second.causes if c.id != "plain-flutter"})


# ---- the chief complaint


@pytest.mark.parametrize(
    ("evidence", "complaint"),
    [
        (Evidence(), None),
        (Evidence(findings=(Finding("tingling"), Finding("limp-arm"))), "limp"),  # what a cause is known by comes first
        (Evidence(findings=(Finding("sweats"), Finding("tingling"))), "sweats"),
        (Evidence(findings=(Finding("sweats", Status.ABSENT),)), None),
        (Evidence(labs=(LabResult("salt", 2.0, "severe-low", "low"),)), "lab:salt=low"),
        (Evidence(findings=(Finding("sweats"),), labs=(LabResult("salt", 2.0, "severe-low", "low"),)), "sweats"),
        (Evidence(labs=(LabResult("salt", 4.0, None), LabResult("iron", 5.0, "low", "low"))), None),
    ],
)
def test_chief_complaint(evidence: Evidence, complaint: str | None) -> None:
    """A finding that some cause brings, else an abnormal defining result, else nothing."""
    assert engine().chief_complaint(evidence) == complaint


@pytest.mark.parametrize("complaint", [None, "lab:salt=low"])
def test_without_movement_the_unexplained_stands_for_itself(complaint: str | None) -> None:
    """It is a row of its own, not twitching of ordinary people."""
    given = Evidence(labs=(LabResult("salt", 2.0, "severe-low", "low"),) if complaint else ())
    posterior = engine().infer(engine().understand(given, complaint))
    assert posterior.share_of == "complaint"
    assert "unexplained" in {c.id for c in posterior.movements[0].causes}
    assert posterior.movements[0].movement == "complaint"


# ---- the ledger


def test_ledger_says_how_each_piece_met_the_base_and_on_what_it_rests() -> None:
    """Exact, broader, narrower or none; character, lab or exposure; with the sources of the number."""
    given = Evidence(
        movements=(Movement("m1", (Trait("kind", "knot"), Trait("onset", "days"), Trait("sleep", "stops"))),),
        findings=(Finding("numb"), Finding("salt-loss"), Finding("sweats", Status.ABSENT), Finding("odd-taste")), labs=(LabResult("salt", 2.0, "severe-low", "low"),),
    )  # fmt: skip
    entries = {(e.finding, e.cause): e for e in ledger(engine(), engine().understand(given), ["salt-lack", "lime-lack", "nobody"])}
    assert entries["numb", "lime-lack"].match is Match.EXACT
    assert entries["movement:onset=days", "salt-lack"].sources == ("doe2020",)
    assert entries["movement:kind=knot", "salt-lack"].match is Match.CHARACTER
    assert entries["lab:salt=severe-low", "salt-lack"].match is Match.LAB
    assert entries["lab:salt=severe-low", "salt-lack"].log_odds > 2.0
    assert entries["salt-loss", "salt-lack"].match is Match.EXPOSURE
    assert entries["salt-loss", "salt-lack"].log_odds > 0.0
    assert "nobody" not in {cause for _, cause in entries}
    *single, total = ledger(engine(), engine().understand(given), ["salt-lack"])
    pushes = [abs(e.log_odds) for e in single]
    assert pushes == sorted(pushes, reverse=True)
    assert (total.finding, total.match) == ("total", Match.TOTAL)
    assert total.log_odds > max(e.log_odds for e in single)


def test_the_total_leads_from_what_was_likely_before_to_the_share() -> None:
    """Odds before, times the total, are the odds of the answer at the medians."""
    given = Evidence(movements=(Movement("m1", (Trait("kind", "knot"),)),), findings=(Finding("numb"),))
    before, after = (
        {c.id: c.share for c in engine().infer(engine().understand(e)).movements[0].causes} for e in (Evidence(movements=(Movement("m1", ()),)), given)
    )
    total = next(e for e in ledger(engine(), engine().understand(given), ["lime-lack"]) if e.match is Match.TOTAL)
    odds = [p["lime-lack"] / (1.0 - p["lime-lack"]) for p in (before, after)]
    assert total.log_odds == pytest.approx(math.log(odds[1] / odds[0]))


def test_ledger_of_a_kind_of_what_a_cause_brings_rests_on_the_broader_number() -> None:
    """Numb hands are a kind of tingling, which the cause lists with a source."""
    given = Evidence(movements=(MOVED,), findings=(Finding("numb"),))
    entries = {e.cause: e for e in ledger(engine(), engine().understand(given), ["salt-lack"]) if e.finding == "numb"}
    assert entries["salt-lack"].match is Match.BROADER
    assert entries["salt-lack"].sources == ("doe2020",)


def test_a_finding_that_no_cause_brings_moves_nothing() -> None:
    """Said or denied: the shares stay."""
    shares = [[c.share for c in engine().infer(engine().understand(replace(BUSY, findings=f))).movements[0].causes] for f in ((), (Finding("yawns"),))]
    assert shares[0] == pytest.approx(shares[1], rel=1e-12)
    assert engine().strengths.of_finding["yawns"] == ()


def _with_kind(finding: str, kind: str) -> Engine:
    """The fictional base, with one finding that is itself a movement of some kind."""
    knowledge = load_knowledge(BASE, use_cache=False)
    named = replace(knowledge.findings[finding], movement_kind=kind)
    return Engine(replace(knowledge, findings={**knowledge.findings, finding: named}))


def _shares(engine_: Engine, evidence: Evidence) -> list[float]:
    return [cause.share for cause in engine_.infer(engine_.understand(evidence)).movements[0].causes]


def test_a_movement_told_as_a_finding_too_weighs_once() -> None:
    """Beside a movement of that kind the finding moves nothing; beside another kind, or denied, it counts as ever."""
    said, denied = replace(BUSY, findings=(Finding("sweats"),)), replace(BUSY, findings=(Finding("sweats", Status.ABSENT),))
    plain, same, other = engine(), _with_kind("sweats", "hop"), _with_kind("sweats", "knot")
    assert _shares(same, said) == pytest.approx(_shares(plain, replace(BUSY, findings=())), rel=1e-12)
    assert _shares(other, said) == pytest.approx(_shares(plain, said), rel=1e-12)
    assert _shares(same, denied) == pytest.approx(_shares(plain, denied), rel=1e-12)
    assert _shares(plain, said) != pytest.approx(_shares(plain, replace(BUSY, findings=())), rel=1e-3)


def test_ledger_of_an_attribute_that_a_cause_does_not_describe_has_no_source() -> None:
    """It met the base distribution."""
    given = Evidence(movements=(Movement("m1", (Trait("sleep", "goes-on"),)),))
    entries = {e.cause: e for e in ledger(engine(), engine().understand(given), ["salt-lack", "lime-lack"]) if e.match is not Match.TOTAL}
    assert entries["lime-lack"].match is Match.CHARACTER
    assert all(e.sources == () for e in entries.values())


def test_narrower_findings_stand_for_a_broader_one() -> None:
    """A cause that lists only a kind of what was said meets it narrower."""
    strengths = {s.cause: s.match for s in engine().strengths.of_finding["tingling"]}
    assert strengths[engine().index["lime-lack"]] is Match.NARROWER
    assert strengths[engine().index["salt-lack"]] is Match.EXACT


# ---- questions


@pytest.mark.parametrize("seed", range(8))
def test_answers_to_every_kind_of_question_are_distributions(seed: int) -> None:
    """Probabilities of the answers sum to 1, and so do the shares under each."""
    evidence = replace(random_evidence(seed, n_movements=1), labs=())
    understood = engine().understand(evidence)
    asked = [
        Question("finding", "odd-taste"),
        Question("exposure", "salt-loss"),
        Question("attribute", "sleep"),
        Question("lab", "salt"),
        Question("lab", "lime"),
    ]
    for answers in what_if(engine(), understood, asked):
        assert sum(a.probability for a in answers) == pytest.approx(1.0)
        for answer in answers:
            assert answer.share.sum() == pytest.approx(1.0, abs=1e-6)
    assert [a.answer for a in what_if(engine(), understood, [Question("lab", "salt")])[0]] == ["low", "normal", "high"]
