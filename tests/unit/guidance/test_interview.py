"""The interview: the safety screen first, then the questions that matter, until nothing would change the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from whytwitch.app import Assessor, Interviewer
from whytwitch.errors import UnusableInputError
from whytwitch.guidance import Request, advise
from whytwitch.guidance.interview import _inquiry, _next_asking, _safety_screen
from whytwitch.model import Asking, Evidence, Reply, Status, Turn, Urgency

DAY = date(2026, 11, 22)
Pick = Callable[[Asking], str]


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    """The shipped base."""
    return Assessor()


def nothing(asking: Asking) -> str:
    """No to everything that can be denied."""
    return "" if asking.kind == "safety" else "no" if "no" in {option.id for option in asking.options} else "unknown"


def held(assessor: Assessor, told: str | Evidence, pick: Pick = nothing) -> tuple[Turn, list[Asking]]:
    """A whole interview: its last turn and all that was asked."""
    interviewer, evidence = Interviewer(assessor), assessor.evidence(told, as_of=DAY)
    replies: list[Reply] = []
    asked: list[Asking] = []
    while (turn := interviewer.turn(evidence, replies, as_of=DAY)).asking is not None:
        asked.append(turn.asking)
        replies.append(Reply(turn.asking.kind, turn.asking.id, pick(turn.asking)))
    return turn, asked


def test_warning_signs_come_first_and_at_most_eight_at_once(assessor: Assessor) -> None:
    """One screen, chosen by the complaint, in plain words."""
    _, asked = held(assessor, "My right hand twitches and feels weak")
    assert asked[0].kind == "safety"
    assert 1 <= len(asked[0].options) <= 8
    assert all(option.label.endswith("?") for option in asked[0].options)
    assert [asking.kind for asking in asked].count("safety") == 1


def test_a_warning_sign_ends_the_interview_and_stays(assessor: Assessor) -> None:
    """Yes to an emergency: nothing more is asked, and no later reply takes it away."""
    interviewer, told = Interviewer(assessor), assessor.evidence("My right hand twitches and feels weak", as_of=DAY)
    screen = interviewer.turn(told, as_of=DAY).asking
    assert screen is not None
    rules = assessor.knowledge.red_flags
    emergency = next(option.id for option in screen.options if rules[option.id].level == "emergency")
    turn = interviewer.turn(told, [Reply("safety", screen.id, emergency)], as_of=DAY)
    assert turn.asking is None
    assert turn.assessment.urgency is Urgency.EMERGENCY
    assert emergency in {reason.rule for reason in turn.assessment.urgency_reasons}
    later = [Reply("safety", screen.id, emergency), Reply("finding", "focal-weakness", "no")]
    assert interviewer.turn(told, later, as_of=DAY).assessment.urgency is Urgency.EMERGENCY
    assert assessor.assess(turn.evidence, as_of=DAY, brief=True).urgency is Urgency.EMERGENCY


def test_no_question_is_asked_twice_and_each_has_a_reason(assessor: Assessor) -> None:
    """Whatever is replied, "don't know" included; and nobody is asked what they are afraid of."""
    _, asked = held(assessor, "My calves twitch", lambda asking: "" if asking.kind == "safety" else "unknown")
    ids = [asking.id for asking in asked]
    assert len(ids) == len(set(ids))
    assert all(asking.why for asking in asked)
    assert not [name for name in ids if name.startswith("fear-of-")]
    assert len(asked) <= 12


def test_replies_become_evidence(assessor: Assessor) -> None:
    """Yes, no, a value and an amount; "don't know" adds nothing."""
    interviewer, told = Interviewer(assessor), assessor.evidence("My eyelid twitches", as_of=DAY)
    replies = [
        Reply("finding", "fatigue", "yes"),
        Reply("finding", "numbness", "no"),
        Reply("finding", "tingling", "unknown"),
        Reply("attribute", "onset", "months"),
        Reply("exposure", "caffeine-high", "high"),
        Reply("exposure", "sleep-short", "no"),
    ]
    evidence = interviewer.turn(told, replies, as_of=DAY).evidence
    assert {finding.id: (finding.status, finding.band) for finding in evidence.findings} == {
        "fatigue": (Status.PRESENT, None),
        "numbness": (Status.ABSENT, None),
        "caffeine-high": (Status.PRESENT, "high"),
        "sleep-short": (Status.ABSENT, None),
    }
    assert evidence.movements[0].values("onset") == ("months",)


def test_amounts_are_asked_in_words(assessor: Assessor) -> None:
    """Nobody can answer "how many hours" with yes."""
    for exposure in assessor.knowledge.exposures.values():
        assert bool(exposure.bands) == bool(exposure.otherwise), exposure.id
        assert all(band.label for band in exposure.bands), exposure.id


def test_somebody_who_told_of_no_movement_is_asked_for_it(assessor: Assessor) -> None:
    """What moves and where; then the interview goes on as ever."""
    turn, asked = held(assessor, "hello", lambda asking: {"kind": "twitch", "place": "calf"}.get(asking.id) or nothing(asking))
    assert asked[0].id == "kind"
    assert "place" in {asking.id for asking in asked}
    assert turn.assessment.causes


def test_what_is_about_something_else_ends(assessor: Assessor) -> None:
    """Neither a movement nor a sign of one, and no idea when asked."""
    turn, asked = held(assessor, "hello", lambda _: "unknown")
    assert [asking.id for asking in asked] == ["kind", "place"]
    assert not turn.assessment.in_scope
    assert turn.over


def test_an_emergency_in_the_first_words_asks_nothing(assessor: Assessor) -> None:
    """What was told is enough."""
    turn, asked = held(assessor, "My face dropped on one side ten minutes ago and my arm is weak")
    assert asked == []
    assert turn.assessment.urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "reply",
    [
        Reply("finding", "nonsense", "yes"),
        Reply("finding", "fatigue", "perhaps"),
        Reply("attribute", "onset", "yesterday"),
        Reply("exposure", "caffeine-high", "yes"),
        Reply("safety", "stroke-signs", "something-else"),
        Reply("safety", "", ""),
        Reply("medicine", "fatigue", "yes"),
    ],
)
def test_an_impossible_reply_is_refused(assessor: Assessor, reply: Reply) -> None:
    """With what to do, and without a traceback."""
    with pytest.raises(UnusableInputError, match="Send back"):
        Interviewer(assessor).turn(assessor.evidence("My eyelid twitches", as_of=DAY), [reply], as_of=DAY)


def test_replies_without_end_are_refused(assessor: Assessor) -> None:
    """An interview is short."""
    with pytest.raises(UnusableInputError, match="begin anew"):
        Interviewer(assessor).turn(assessor.evidence("My eyelid twitches", as_of=DAY), [Reply("finding", "fatigue", "yes")] * 101, as_of=DAY)


def test_it_stops_when_nothing_would_change(assessor: Assessor) -> None:
    """A lid that flickers in a tired person of whom everything is known: the reason why it ends is said."""
    told = "My eyelid twitches for three days, left side, seconds at a time, comes and goes, I'm 30, female, no medicines"
    turn, asked = held(assessor, told)
    assert turn.over
    assert len(asked) <= 12


def test_nothing_left_to_ask_ends_each_part(assessor: Assessor) -> None:
    """No warning sign could raise an emergency, and what was all asked is not asked again."""
    told, say = assessor.evidence("My calves twitch", as_of=DAY), assessor.catalogue("en").text
    request = Request("0", DAY.isoformat(), "GB", "en", 0, 1, is_brief=True)
    answer = replace(advise(assessor.engine, told, request, say), urgency=Urgency.EMERGENCY)
    inquiry, posterior = _inquiry(assessor.engine, told, answer, request, say)
    assert _safety_screen(inquiry) is None
    assert _next_asking(inquiry, posterior, {question.id for question in inquiry.answers}) is None
