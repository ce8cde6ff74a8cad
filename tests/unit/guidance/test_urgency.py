"""Rules first, and only upward."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from whytwitch.guidance import Thresholds, highest
from whytwitch.guidance.urgency import applies
from whytwitch.model import Finding, LabResult, Sex, Status, Time, Timing, Urgency

if TYPE_CHECKING:
    from unit.guidance.conftest import Clinic

EYELID = {"kind": "twitch", "place": "eyelid", "onset": "days"}


def test_an_eyelid_of_some_days_is_self_care(clinic: "Clinic") -> None:
    """An isolated eyelid twitch of some days needs no visit."""
    answer = clinic.ask(clinic.person(clinic.movement(**EYELID), age=30))
    assert answer.urgency is Urgency.SELF_CARE
    assert answer.causes[0].id == "eyelid-myokymia"


def test_a_red_flag_speaks_beside_a_harmless_twitch(clinic: "Clinic") -> None:
    """A drooping face today is an emergency whatever else is said."""
    calm = clinic.person(clinic.movement(**EYELID), has=["facial-droop-sudden", "stress", "caffeine-high"])
    assert clinic.ask(calm).urgency is Urgency.EMERGENCY


def test_an_uncertain_red_flag_counts(clinic: "Clinic") -> None:
    """However uncertainly it was said, a red flag counts: safety only goes upward."""
    perhaps = clinic.person(clinic.movement(**EYELID), has=[Finding("suicidal-thoughts", certainty=0.2)])
    assert clinic.ask(perhaps).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize("finding", [Finding("chest-pain", time=Time.HYPOTHETICAL), Finding("chest-pain", Status.ABSENT)])
def test_what_is_not_there_fires_nothing(clinic: "Clinic", finding: Finding) -> None:
    """Feared and denied findings fire no rule."""
    assert clinic.ask(clinic.person(clinic.movement(**EYELID), has=[finding])).urgency is Urgency.SELF_CARE


def test_routine_rules_of_one_country_do_not_hold_in_another(clinic: "Clinic") -> None:
    """A rule of GB holds in GB and where a country has no rules of its own, not in the US."""
    rules = [rule for rule in clinic.engine.knowledge.red_flags.values() if rule.jurisdiction == "GB"]
    assert rules
    assert all(applies(rule, "GB") and applies(rule, "neutral") and applies(rule, "AU") and not applies(rule, "US") for rule in rules)


def test_a_very_low_potassium_is_an_emergency(clinic: "Clinic") -> None:
    """A result in the severe band fires its rule, and its cause is near certain."""
    person = clinic.person(has=["generalised-weakness"], labs=[LabResult("potassium", 1.5, "severe-low", "low")])
    answer = clinic.ask(person)
    assert answer.urgency is Urgency.EMERGENCY
    assert answer.share_of == "complaint"
    assert answer.causes[0].id == "hypokalaemia"
    assert answer.causes[0].present_probability > 0.95


def test_a_known_disease_does_not_raise_urgency_by_itself(clinic: "Clinic") -> None:
    """What the person already knows of is left out of the thresholds; ids that are no cause count for nothing."""
    ids, presence = ["multiple-sclerosis", "unexplained"], np.array([[0.99, 0.9]])
    assert Thresholds(clinic.engine.knowledge, ids, frozenset()).levels(presence) == [Urgency.SOON]
    assert Thresholds(clinic.engine.knowledge, ids, frozenset({"multiple-sclerosis"})).levels(presence) == [Urgency.SELF_CARE]


def test_urgency_is_the_highest_of_all_reasons(clinic: "Clinic") -> None:
    """The highest reason decides; without any it is self-care."""
    answer = clinic.ask(clinic.person(clinic.movement(kind="twitch", onset="months", pattern="several-places"), has=["suicidal-thoughts"]))
    assert highest(answer.urgency_reasons) is answer.urgency is Urgency.EMERGENCY
    assert highest(()) is Urgency.SELF_CARE
    assert [r.level for r in answer.urgency_reasons] == sorted((r.level for r in answer.urgency_reasons), reverse=True)


def test_age_sex_and_pregnancy_reach_rules(clinic: "Clinic") -> None:
    """A fit in pregnancy is an emergency of its own, told by profile or by words."""
    fit = {"has": ["convulsion"], "age": 30.0, "sex": Sex.FEMALE}
    rules = {r.rule for r in clinic.ask(clinic.person(clinic.movement(kind="jerk"), pregnant=True, **fit)).urgency_reasons}  # type: ignore[arg-type]
    other = {r.rule for r in clinic.ask(clinic.person(clinic.movement(kind="jerk"), pregnant=False, **fit)).urgency_reasons}  # type: ignore[arg-type]
    assert other < rules


def test_a_medicine_just_started_counts_as_recent(clinic: "Clinic") -> None:
    """Serotonergic medicine begun days ago with clonus is an emergency."""
    person = clinic.person(clinic.movement(kind="jerk", onset="under-a-day"), has=["clonus"], takes=["sertraline"], timing=Timing.RECENT)
    assert clinic.ask(person).urgency is Urgency.EMERGENCY
