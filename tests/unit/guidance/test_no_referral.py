"""Advice that a guideline gives by itself: who is shown it, and who is not."""

from typing import TYPE_CHECKING

import pytest

from whytwitch.model import Finding, Urgency

if TYPE_CHECKING:
    from unit.guidance.conftest import Clinic

CALF = {"kind": "twitch", "place": "calf"}
EYELID = {"kind": "twitch", "place": "eyelid", "onset": "weeks"}
HANDS = {"kind": "tremor", "place": "hand", "side": "both-sides", "activity": "action"}


def _steps(
    clinic: "Clinic", traits: dict[str, str], *, has: tuple[str, ...] = (), lacks: tuple[str, ...] = (), age: float | None = 40, country: str = "GB"
) -> set[str]:
    answer = clinic.ask(clinic.person(clinic.movement(**traits), has=has, lacks=lacks, age=age), country=country)
    return {step.id for step in answer.plan}


def test_a_twitch_with_strength_denied_stays_with_the_doctor_in_britain_only(clinic: "Clinic") -> None:
    """Neither in America nor in a country without rules of its own; nor in Britain to somebody who has not said that nothing is weak."""
    assert "no-referral-twitch" in _steps(clinic, CALF, lacks=("focal-weakness",))
    assert "no-referral-twitch" in _steps(clinic, CALF, has=("neuro-exam-normal",))
    assert "no-referral-twitch" in _steps(clinic, CALF, lacks=("muscle-wasting",), age=None)
    assert "no-referral-twitch" not in _steps(clinic, CALF)
    for country in ("US", "neutral", "IN"):
        assert "no-referral-twitch" not in _steps(clinic, CALF, lacks=("focal-weakness",), country=country)


@pytest.mark.parametrize("finding", ["muscle-wasting", "rigidity", "muscle-stiffness", "perceived-weakness", "slurred-speech", "weak-hand", "emg-denervation"])
def test_what_speaks_against_it_hides_it(clinic: "Clinic", finding: str) -> None:
    """NICE's exceptions, and whatever else makes a rule fire."""
    assert "no-referral-twitch" not in _steps(clinic, CALF, has=(finding,), lacks=("generalised-weakness",))


def test_a_child_is_not_given_advice_for_adults(clinic: "Clinic") -> None:
    """From sixteen on; a child's simple tic has advice of its own."""
    assert "no-referral-twitch" not in _steps(clinic, CALF, lacks=("focal-weakness",), age=12)
    assert "no-referral-tics-child" in _steps(clinic, {"kind": "tic", "place": "eyelid"}, age=9)
    assert "no-referral-tics-child" not in _steps(clinic, {"kind": "tic", "place": "eyelid"}, age=30)


def test_an_eyelid_of_weeks_but_not_of_months(clinic: "Clinic") -> None:
    """Beyond three months a rule fires that the advice does not name."""
    assert "no-referral-eyelid" in _steps(clinic, EYELID)
    assert "no-referral-eyelid" not in _steps(clinic, {**EYELID, "onset": "months"})
    assert "no-referral-eyelid" not in _steps(clinic, EYELID, has=("both-eyes-close",))


def test_a_shake_of_both_hands_in_use_replaces_the_clinic(clinic: "Clinic") -> None:
    """The specialist is not asked for in the same breath; slowness brings the clinic back."""
    shown = _steps(clinic, HANDS)
    assert "no-referral-tremor" in shown
    assert "movement-disorder-clinic" not in shown
    assert "no-referral-tremor" not in _steps(clinic, HANDS, has=("slowness",))
    assert "no-referral-tremor" not in _steps(clinic, {**HANDS, "side": "one-side"})


def test_it_is_never_said_in_a_hurry(clinic: "Clinic") -> None:
    """An emergency beside a harmless twitch leaves no room for it."""
    answer = clinic.ask(clinic.person(clinic.movement(**CALF), has=[Finding("chest-pain")], lacks=["focal-weakness"]))
    assert answer.urgency is Urgency.EMERGENCY
    assert not any(step.id.startswith("no-referral") for step in answer.plan)
