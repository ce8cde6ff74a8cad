"""The main use case end to end: words or coded evidence in, an answer out."""

from datetime import date

import pytest

import whytwitch
from whytwitch.app import Assessor, assess, next_questions, read
from whytwitch.errors import UnusableInputError, UsageError
from whytwitch.model import Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Trait
from whytwitch.report import to_json

DAY = date(2026, 11, 21)
LIP = (
    "My lower lip has been twitching on and off for two weeks. I'm 34, on omeprazole and hydrochlorothiazide, sleep five hours "
    "and drink four coffees a day. No weakness."
)


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    """One assessor for the module."""
    return Assessor()


def test_the_main_job_reads_ranks_and_advises(assessor: Assessor) -> None:
    """The sentence of the README is read whole and answered with every part of an answer."""
    answer = assessor.assess(LIP, as_of=DAY, draws=50)
    said = {f.id for f in answer.evidence.findings} | {m.drug for m in answer.evidence.medicines}
    assert {"omeprazole", "hydrochlorothiazide", "sleep-short", "caffeine-high", "focal-weakness"} <= said
    assert answer.evidence.profile.age_years == 34
    assert answer.evidence.profile.sex is None
    assert {"hypomagnesaemia", "hypokalaemia"} <= {r.id for r in answer.worth_ruling_out} | {c.id for c in answer.causes[:6]}
    assert all((answer.causes, answer.ledger, answer.next, answer.plan, answer.worth_ruling_out, answer.not_known, answer.sources))


def test_the_same_input_date_and_seed_give_the_same_answer(assessor: Assessor) -> None:
    """Same text, versions, date and seed: the same bytes; another seed: other draws."""
    first = to_json(assessor.assess(LIP, as_of=DAY, draws=64, seed=3))
    again = to_json(Assessor().assess(LIP, as_of=DAY, draws=64, seed=3))
    other = to_json(assessor.assess(LIP, as_of=DAY, draws=64, seed=4))
    assert first == again
    assert first["causes"] != other["causes"]


def test_profile_given_beside_the_text_wins(assessor: Assessor) -> None:
    """Age and sex given as options stand above what the words say."""
    answer = assessor.assess("I'm 34 and my calf twitches", age=70, sex="male", as_of=DAY, brief=True)
    assert answer.evidence.profile.age_years == 70
    assert answer.evidence.profile.sex is Sex.MALE


def test_coded_evidence_needs_no_text(assessor: Assessor) -> None:
    """A developer may hand over ids; a value is placed in its band."""
    evidence = Evidence(
        profile=Profile(50.0),
        movements=(Movement("m1", (Trait("kind", "cramp"), Trait("place", "calf"))),),
        labs=(LabResult("potassium", 2.3, None), LabResult("sodium", 140.0, None), LabResult("potassium", 2.3, "severe-low", "low")),
        medicines=(Medicine(("thiazide",), "hydrochlorothiazide"),),
    )
    answer = assessor.assess(evidence, sex="female", as_of=DAY, brief=True)
    assert [(r.band, r.side) for r in answer.evidence.labs] == [("severe-low", "low"), (None, "normal"), ("severe-low", "low")]
    assert answer.causes[0].id == "hypokalaemia"
    assert answer.evidence.profile == Profile(50.0, Sex.FEMALE)


def test_a_high_value_is_placed_on_the_high_side(assessor: Assessor) -> None:
    """The side follows the band."""
    answer = assessor.assess(Evidence(labs=(LabResult("potassium", 6.8, None),)), as_of=DAY, brief=True)
    assert answer.evidence.labs[0].side == "high"


def test_unknown_ids_in_coded_evidence_are_all_named(assessor: Assessor) -> None:
    """Ids that are not in the base stop the answer, each of them named."""
    evidence = Evidence(
        findings=(Finding("no-such-finding"),),
        medicines=(Medicine(("no-such-class",), "no-such-drug"),),
        labs=(LabResult("no-such-lab", 1.0, None), LabResult("potassium", 1.0, "no-such-band")),
        movements=(Movement("m1", (Trait("kind", "no-such-kind"), Trait("no-such-attribute", "x"))),),
    )
    with pytest.raises(UnusableInputError) as caught:
        assessor.assess(evidence)
    assert str(caught.value).count("no-such") == 7


def test_many_unknown_ids_are_counted(assessor: Assessor) -> None:
    """A long list is cut and counted."""
    with pytest.raises(UnusableInputError, match="and 8 more"):
        assessor.assess(Evidence(findings=tuple(Finding(f"no-such-{i}") for i in range(20))))


def test_a_country_without_numbers_gets_general_ones(assessor: Assessor) -> None:
    """Any two-letter country is answered, and told that the numbers are general."""
    answer = assessor.assess("eyelid twitching", country="au", as_of=DAY, brief=True)
    assert answer.country == "AU"
    assert answer.contacts == assessor.knowledge.countries["neutral"].texts
    assert any("AU" in issue.message for issue in answer.issues)
    assert assessor.assess("eyelid twitching", country="gb", as_of=DAY, brief=True).country == "GB"


@pytest.mark.parametrize("wrong", [{"country": "Narnia"}, {"sex": "often"}, {"age": -1}, {"age": 300}, {"language": "xx"}])
def test_impossible_options_are_refused(assessor: Assessor, wrong: dict[str, object]) -> None:
    """Each wrong option says what is wrong and what to write."""
    with pytest.raises(UsageError):
        assessor.assess("eyelid twitching", as_of=DAY, **wrong)  # type: ignore[arg-type]


def test_the_pinned_api(assessor: Assessor) -> None:
    """`assess`, `read` and `next_questions` are what the package offers."""
    assert whytwitch.__all__ == ["__version__", "assess", "next_questions", "read"]
    assert whytwitch.assess is assess
    assert read("my calf twitches", knowledge=assessor.knowledge).movements
    assert assess("my calf twitches", knowledge=assessor.knowledge, brief=True).causes
    assert next_questions("my calf twitches", knowledge=assessor.knowledge, draws=0)
    with pytest.raises(AttributeError, match="diagnose"):
        _ = whytwitch.diagnose


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(profile=Profile(-3.0)),
        Evidence(findings=(Finding("tingling", certainty=7.0),)),
        Evidence(findings=(Finding("tingling"),) * 401),
        Evidence(movements=(Movement("m", (Trait("kind", "twitch"),)),) * 4),
    ],
)
def test_impossible_evidence_is_refused(assessor: Assessor, evidence: Evidence) -> None:
    """Ages, certainties and amounts that nobody has stop the answer."""
    with pytest.raises(UnusableInputError):
        assessor.assess(evidence)


def test_everything_at_once_is_answered_in_bounded_time(assessor: Assessor) -> None:
    """All findings of the base present: folded, said so, and shares still sum to one."""
    movement = Movement("m1", (Trait("kind", "twitch"),))
    answer = assessor.assess(Evidence(movements=(movement,), findings=tuple(Finding(name) for name in assessor.knowledge.findings)), draws=20)
    assert sum(cause.share for cause in answer.causes) == pytest.approx(1.0)
    assert any("background" in issue.message for issue in answer.issues)
