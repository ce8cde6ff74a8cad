"""What is asked in forums and told in doctors' vignettes, by kinds that writers who never saw the base showed to be read wrongly."""

from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Medicine, Status, Subject, Time, Timing

READER = Reader(load_knowledge())


def _read(text: str) -> Evidence:
    return READER.read(text, as_of=date(2026, 11, 22))


def _has(text: str, name: str, time: Time = Time.CURRENT) -> bool:
    found = (f for f in _read(text).findings if f.id == name)
    return any(f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is time for f in found)


def _traits(text: str) -> set[tuple[str, str]]:
    return {(trait.attribute, trait.value) for movement in _read(text).movements for trait in movement.traits}


def _medicine(text: str) -> Medicine:
    return _read(text).medicines[0]


NOT_MEANT = [  # letters and words that mean something else in this company
    ("my PCP wants me to wait three months, thumb twitching", "recreational-stimulant-use"),
    ("seeing my PCP on Monday about the twitching in my calf", "recreational-stimulant-use"),
    ("PCP says probably carpal tunnel, thumb twitches", "recreational-stimulant-use"),
    ("upper lid OS flutters x 2 wks, VA 20/20 OD, OS", "overdose"),
    ("lower lid OD twitches, IOP 15 OU", "overdose"),
    ("arms jerk, SpO2 98% RA", "autoimmune-disease"),
    ("sats 96% on RA, jerks of the arms", "autoimmune-disease"),
    ("QRS 134 ms, calves twitch", "multiple-sclerosis"),
    ("forehead contusion, calves twitch", "confusion"),
    ("lungs clear, calves twitch", "exercise-hard"),
    ("on-call referral: jerks of the arms for four days", "sleep-short"),
    ("hands curl up like claws and I couldn't open them for 10 min", "eye-closes-forced"),
    ("lid twitching, can't remember what I just read", "loss-of-consciousness"),
    ("hands clawed, breathing like I ran a mile", "exercise-hard"),
    ("arms jerk, known 80% ICA stenosis", "disc-disease"),
    ("lip twitching, tongue slightly thick", "tongue-wasting"),
    ("lip twitching, tongue slightly thick", "slurred-speech"),
    ("calves twitch, voice hoarse", "slurred-speech"),
    ("calves twitch, face puffy, skin scaly", "lip-swelling"),
    ("EMG booked for March, calf twitching", "emg-myokymic-discharges"),
    ("two hours after my tablet my neck twisted round", "screen-long"),
    ("arms jerk at any sudden noise, slurred speech since Monday", "slurred-speech-sudden"),
    ("when she puckers or whistles her left eye half closes, cheek twitches", "ptosis"),
    ("whole body jolts and wakes me up", "jerks-on-waking"),
    ("had the same twitch in my chest after pull ups once", "recent-infection"),
]

MEANT = [
    ("took PCP last night and my jaw is twitching", "recreational-stimulant-use"),
    ("brought in after a mixed OD, twitching all over", "overdose"),
    ("she has RA and her calf twitches", "autoimmune-disease"),
    ("did lunges and now my thigh twitches", "exercise-hard"),
    ("my eyes clamp shut and I cannot open them", "eye-closes-forced"),
    ("jerked and fell, don't remember what happened", "loss-of-consciousness"),
    ("no known medical problems, comes to the ED after passing out, calves twitch", "fainting"),
    ("arms jerk, known 80% ICA stenosis", "carotid-narrowing"),
    ("coarse jerking of L arm and leg when he gets up", "limb-shakes-on-rising"),
    ("when he gets up from his chair his left arm and leg flap about", "limb-shakes-on-rising"),
    ("calves cramp, ankle jerks relax slowly", "slow-reflexes"),
    ("hung up reflexes, cramps in both calves", "slow-reflexes"),
    ("my face is puffy and my calves cramp", "puffy-face"),
    ("when I smile the eye half closes, cheek twitches", "eye-closes-with-mouth"),
    ("left palpebral fissure narrower on pucker, cheek twitches", "eye-closes-with-mouth"),
    ("hands shake, she keeps repeating the same strange phrase", "confusion"),
    ("jerks wake me up as soon as I lie down", "jerk-at-sleep-onset"),
]


@pytest.mark.parametrize(("text", "name"), NOT_MEANT, ids=[f"{name}-{text[:30]}" for text, name in NOT_MEANT])
def test_what_is_not_meant_is_not_read(text: str, name: str) -> None:
    """A reading of these words would be wrong, and most of them would send somebody to hospital."""
    assert not _has(text, name)


@pytest.mark.parametrize(("text", "name"), MEANT, ids=[f"{name}-{text[:30]}" for text, name in MEANT])
def test_what_is_meant_is_read(text: str, name: str) -> None:
    """The same words in the company in which they mean it."""
    assert _has(text, name)


def test_a_note_about_left_and_right_eyes_is_english() -> None:
    """OS and OD are no Portuguese."""
    assert _read("upper lid OS twitches x 2 wks, VA 20/20 OD, OS").movements


@pytest.mark.parametrize(
    "text",
    [
        "now about 6 hrs after the dose her mouth pulls to one side",
        "can his jerking arm wait till his check up in January?",
        "seeing my doctor this week about my twitching calf",
        "baby boy, 7/12, jerky movements of both arms",
    ],
)
def test_a_time_that_is_no_onset(text: str) -> None:
    """When in the day it comes, what is still to come, and an age."""
    assert "onset" not in {attribute for attribute, _ in _traits(text)}


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("my hands have been shaky for five weeks, today it was really bad", "weeks"),
        ("two hours after my first tablet my neck twisted round", "under-a-day"),
        ("my hands are shaky, today it was really bad", "under-a-day"),
    ],
)
def test_a_bad_day_is_no_onset_beside_a_longer_time(text: str, onset: str) -> None:
    """The longer time tells since when; with no other time the day does."""
    assert ("onset", onset) in _traits(text)


@pytest.mark.parametrize("text", ["left thigh twitches, harmless right?", "left calf twitches all day. PCP wants a splint, that right??"])
def test_right_may_mean_correct(text: str) -> None:
    """ "That right?" names no side."""
    assert ("side", "one-side") in _traits(text)


def test_the_other_side_is_still_told() -> None:
    """ "… and then the right" does."""
    assert ("side", "one-side") not in _traits("left calf twitches and then the right")


@pytest.mark.parametrize("text", ["arms shake whenever I shut my eyes", "left thigh twitches, you can see it through my leggings"])
def test_words_that_are_no_place(text: str) -> None:
    """Eyes that are shut and what is worn."""
    assert len([value for attribute, value in _traits(text) if attribute == "place"]) == 1


def test_a_cramp_that_quivers_is_a_cramp() -> None:
    """A calf told as a cramp twice is one, in one place, though the toes are pulled down."""
    traits = _traits("my wife has bad leg cramps, her calf goes like a cricket ball with the toes pulled down and you can see it quivering")
    assert {("kind", "cramp"), ("pattern", "one-place")} <= traits


@pytest.mark.parametrize(
    "text",
    [
        "I have been on Xanax for twenty years. Cut it down over two weeks and took nothing at all these last 6 days. Hands tremble",
        "I take Xanax daily. Tapered it off and have taken none for a week, hands tremble",
        "I lost my child years ago and was put on Xanax. I stopped it 5 days ago and my hands shake",
        "I was on Xanax. I stopped it a week ago and now my legs jump",
    ],
)
def test_a_stop_told_by_a_pronoun(text: str) -> None:
    """What "it" was, "nothing" and "none" stop the medicine told before; the writer's, whoever was mourned."""
    medicine = _medicine(text)
    assert medicine.timing is Timing.STOPPED
    assert medicine.subject is Subject.PATIENT


def test_stopping_the_shakes_stops_no_medicine() -> None:
    """What is to stop is the movement."""
    assert _medicine("how do I stop the shaking from Prozac").timing is not Timing.STOPPED


@pytest.mark.parametrize("text", ["4 months after Bell's palsy my cheek is twitchy", "two years post Bell's palsy my chin twitches"])
def test_an_illness_that_was_then(text: str) -> None:
    """ "Months after" an illness dates it."""
    assert _has(text, "bells-palsy", Time.PAST)


@pytest.mark.parametrize(("text", "nothing"), [("takes lisinopril, no other medicines, lips twitch", True), ("takes lisinopril, lips twitch", False)])
def test_nothing_but_what_is_named(text: str, nothing: bool) -> None:  # noqa: FBT001 - a column of the table
    """ "No other medicines" denies all that are not named."""
    assert _read(text).takes_no_medicine is nothing


@pytest.mark.parametrize(("text", "years"), [("baby boy, 7/12, jerks of both arms", 7 / 12), ("re: baby girl, 5/52, jerks of the arms", 35 / 365.25)])
def test_the_age_of_a_baby_in_notes(text: str, years: float) -> None:
    """Sevenths, fifty-seconds and twelfths."""
    assert _read(text).profile.age_years == pytest.approx(years)
