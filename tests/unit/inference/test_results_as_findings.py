"""A blood result is the finding it shows: a muscle enzyme of 4,000 leads to muscle, a normal one away from it."""

from functools import cache

import pytest

from whytwitch.inference import Engine, ledger
from whytwitch.inference.implied import with_results
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.model import Evidence, Finding, LabResult, Match, Medicine, Movement, Status, Subject, Time, Trait

CK = "creatine-kinase"
RAISED, VERY_HIGH = "creatine-kinase-raised", "creatine-kinase-very-high"
TWITCH = Movement("m1", (Trait("kind", "twitch"),))


@cache
def base() -> Knowledge:
    """The shipped base."""
    return load_knowledge()


@cache
def engine() -> Engine:
    """An engine over it."""
    return Engine(base())


def found(*labs: LabResult, findings: tuple[Finding, ...] = (), medicines: tuple[Medicine, ...] = ()) -> dict[str, tuple[Status, float]]:
    """What the results add: status and certainty by id."""
    evidence = Evidence(findings=findings, labs=labs, medicines=medicines)
    return {f.id: (f.status, f.certainty) for f in with_results(evidence, base()).findings[len(findings) :]}


def shares(*labs: LabResult, findings: tuple[Finding, ...] = (), movements: tuple[Movement, ...] = (TWITCH,)) -> dict[str, float]:
    """Shares of the causes."""
    evidence = Evidence(movements=movements, findings=findings, labs=labs)
    understood = engine().understand(evidence, engine().chief_complaint(evidence))
    return {cause.id: cause.share for cause in engine().infer(understood).movements[0].causes}


def test_a_high_result_is_its_finding_with_its_certainty() -> None:
    """A raised value, and the same told in words with doubt."""
    assert found(LabResult(CK, 500.0, "mild-high", "high"))[RAISED] == (Status.PRESENT, 1.0)
    assert found(LabResult(CK, None, "mild-high", "high", certainty=0.6)) == {RAISED: (Status.PRESENT, 0.6)}


def test_a_band_goes_before_its_side() -> None:
    """From five times the limit on it is the graver finding, and that alone."""
    assert found(LabResult(CK, 4000.0, "moderate-high", "high")) == {VERY_HIGH: (Status.PRESENT, 1.0)}


def test_a_measured_value_denies_the_graver_form_and_words_do_not() -> None:
    """A CK of 500 is not very high; "my CK was high" may be anything."""
    assert found(LabResult(CK, 500.0, "mild-high", "high"))[VERY_HIGH] == (Status.ABSENT, 1.0)
    assert VERY_HIGH not in found(LabResult(CK, None, "mild-high", "high", certainty=0.8))


def test_a_normal_result_denies_what_it_could_have_shown() -> None:
    """Unless it was told with doubt."""
    assert found(LabResult(CK, 90.0, None)) == {RAISED: (Status.ABSENT, 1.0), VERY_HIGH: (Status.ABSENT, 1.0)}
    assert found(LabResult("haemoglobin", None, None, certainty=0.6)) == {}


def test_what_was_spoken_of_stays_as_it_was_told() -> None:
    """Its certainty is that of the words; a normal result takes nothing back."""
    anaemic = Finding("anaemia", certainty=0.6)
    assert found(LabResult("haemoglobin", 80.0, "moderate-low", "low"), findings=(anaemic,)) == {}
    assert found(LabResult("haemoglobin", 140.0, None), findings=(anaemic,)) == {}


def test_a_measured_value_goes_before_a_denial_in_words() -> None:
    """Safety only goes upward: "I'm not anaemic" beside a haemoglobin of 60; but "low" in words does not override a denial."""
    denied = Finding("anaemia", Status.ABSENT)
    assert found(LabResult("haemoglobin", 60.0, "severe-low", "low"), findings=(denied,)) == {"anaemia": (Status.PRESENT, 1.0)}
    assert found(LabResult("haemoglobin", None, "mild-low", "low", certainty=0.8), findings=(denied,)) == {}


@pytest.mark.parametrize("aside", [Finding("anaemia", subject=Subject.FAMILY), Finding("anaemia", time=Time.PAST), Finding("anaemia", time=Time.HYPOTHETICAL)])
def test_what_is_of_others_or_of_another_time_is_not_spoken_of(aside: Finding) -> None:
    """A mother's anaemia says nothing of this haemoglobin."""
    assert found(LabResult("haemoglobin", 60.0, "severe-low", "low"), findings=(aside,)) == {"anaemia": (Status.PRESENT, 1.0)}


def test_of_two_results_the_surer_counts() -> None:
    """Two results that show one thing give it once."""
    unsure, sure = LabResult("haemoglobin", None, "mild-low", "low", certainty=0.6), LabResult("haemoglobin", 90.0, "moderate-low", "low")
    assert found(unsure, sure) == found(sure, unsure) == {"anaemia": (Status.PRESENT, 1.0)}


def test_a_result_can_be_an_exposure() -> None:
    """An HbA1c in the range of diabetes is diabetes; one below says nothing for it, and a normal one denies it."""
    assert found(LabResult("hba1c", 80.0, "severe-high", "high")) == {"diabetes": (Status.PRESENT, 1.0)}
    assert found(LabResult("hba1c", 44.0, "mild-high", "high")) == {}
    assert found(LabResult("hba1c", 35.0, None)) == {"diabetes": (Status.ABSENT, 1.0)}


def test_who_has_a_level_measured_takes_the_medicine() -> None:
    """It is added once, and not beside itself or its class."""
    result = LabResult("theophylline-level", 38.0, "moderate-high", "high")
    [medicine] = with_results(Evidence(labs=(result, result)), base()).medicines
    assert (medicine.drug, medicine.classes[0]) == ("theophylline-medicine", "theophylline-drug")
    said = Medicine(base().drugs["aminophylline"].classes, "aminophylline")
    assert with_results(Evidence(labs=(result,), medicines=(said,)), base()).medicines == (said,)


def test_without_results_nothing_is_added() -> None:
    """The evidence is handed on as it is, and so is one whose results show nothing."""
    empty, plain = Evidence(), Evidence(labs=(LabResult("sodium", 140.0, None),))
    assert with_results(empty, base()) is empty
    assert with_results(plain, base()) is plain


def test_adding_twice_is_adding_once() -> None:
    """What a result added counts as spoken of."""
    once = with_results(Evidence(labs=(LabResult(CK, 500.0, "mild-high", "high"),)), base())
    assert with_results(once, base()) == once


def test_a_muscle_enzyme_of_four_thousand_with_weak_thighs_leads_to_muscle() -> None:
    """It led to harmless twitching before results were findings."""
    weak = Finding("weak-leg")
    after = shares(LabResult(CK, 4000.0, "moderate-high", "high"), findings=(weak,))
    assert max(after, key=after.__getitem__) == "myopathy"
    assert after["myopathy"] > 50 * shares(findings=(weak,))["myopathy"]


@pytest.mark.parametrize("cause", ["myopathy", "mcardle", "kennedy-disease"])
def test_a_normal_muscle_enzyme_speaks_against_muscle(cause: str) -> None:
    """The share falls to less than half, and harmless twitching gains."""
    before, after = shares(), shares(LabResult(CK, 90.0, None))
    assert after[cause] < 0.5 * before[cause]
    assert after["benign-fasciculation"] > before["benign-fasciculation"]


def test_a_result_alone_is_what_a_text_is_about() -> None:
    """Without a movement or symptom a raised muscle enzyme is the complaint."""
    evidence = Evidence(labs=(LabResult(CK, 4000.0, "moderate-high", "high"),))
    assert engine().chief_complaint(evidence) == VERY_HIGH


def test_a_defining_result_stays_the_complaint() -> None:
    """A sodium of 118 beside a high bicarbonate is about the sodium."""
    evidence = Evidence(labs=(LabResult("sodium", 118.0, "severe-low", "low"), LabResult("bicarbonate", 34.0, "mild-high", "high")))
    assert engine().chief_complaint(evidence) == "lab:sodium=low"


def test_the_ledger_names_the_finding() -> None:
    """So that the reader sees what pushed."""
    evidence = Evidence(movements=(TWITCH,), labs=(LabResult(CK, 4000.0, "moderate-high", "high"),))
    entries = ledger(engine(), engine().understand(evidence), ["myopathy"])
    [entry] = [entry for entry in entries if entry.finding == VERY_HIGH]
    assert entry.log_odds > 1.0
    assert entry.match is Match.EXACT


def test_a_condition_shown_by_a_result_can_be_left_out() -> None:
    """Its contribution is counted like that of one told in words."""
    evidence = Evidence(movements=(TWITCH,), labs=(LabResult("hba1c", 110.0, "severe-high", "high"),))
    understood = engine().understand(evidence)
    assert "diabetes" in understood.states
    assert "diabetes" not in engine().without(understood, ["diabetes"]).states


@pytest.mark.parametrize(
    ("result", "cause", "times"),
    [
        (LabResult("creatinine", 900.0, "severe-high", "high"), "uraemia", 100.0),
        (LabResult("creatinine", 150.0, "stage3-high", "high"), "uraemia", 0.01),
        (LabResult("urea", 45.0, "severe-high", "high"), "uraemia", 20.0),
        (LabResult("ferritin", 9.0, "severe-low", "low"), "restless-legs", 2.0),
        (LabResult("mcv", 119.0, "moderate-high", "high"), "vitamin-b12-deficiency", 5.0),
        (LabResult("ammonia", 180.0, "moderate-high", "high"), "hepatic-encephalopathy", 20.0),
        (LabResult("bicarbonate", 36.0, "mild-high", "high"), "hypokalaemia", 3.0),
        (LabResult("caeruloplasmin", 0.05, "severe-low", "low"), "wilson-disease", 100.0),
        (LabResult("lead-level", 80.0, "severe-high", "high"), "heavy-metal", 100.0),
    ],
)
def test_results_raise_the_causes_they_belong_to(result: LabResult, cause: str, times: float) -> None:
    """By how much at least; a creatinine a little high raises nothing much."""
    assert shares(result)[cause] > times * shares()[cause]


def test_urea_alone_says_less_than_creatinine() -> None:
    """It also rises with thirst and bleeding."""
    urea, creatinine = LabResult("urea", 45.0, "severe-high", "high"), LabResult("creatinine", 900.0, "severe-high", "high")
    assert shares(urea)["uraemia"] < shares(creatinine)["uraemia"]


def test_a_result_weighs_like_the_finding_told_in_words() -> None:
    """Nothing else enters: the shares are the same to the last digit."""
    weak = Finding("weak-leg")
    assert shares(LabResult(CK, 4000.0, "moderate-high", "high"), findings=(weak,)) == shares(findings=(weak, Finding(VERY_HIGH)))
