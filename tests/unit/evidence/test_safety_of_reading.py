"""What must never be silenced, and what must not alarm: whose, when, denied or not."""

from collections.abc import Callable

import pytest

from whytwitch.model import Evidence, Status, Subject, Time, Timing

Told = Callable[[str], Evidence]


def there(evidence: Evidence) -> set[str]:
    """What the patient has now."""
    return {f.id for f in evidence.findings if f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT}


@pytest.mark.parametrize(
    "soothing",
    ["I'm sure it's nothing.", "It was much better yesterday and I slept well.", "I am not worried.", "Everybody gets that sometimes.", "I feel fine myself."],
)
@pytest.mark.parametrize(
    "story",
    [
        "My husband's arm is jerking and he is confused.",
        "My son, 6, had a seizure and his leg jerks.",
        "My mum's hands shake, she is confused.",
        "62 yo man, he is confused and his arm jerks.",
    ],
)
def test_soothing_sentences_switch_no_patient(told: Told, story: str, soothing: str) -> None:
    """Before or behind, a calm sentence of the writer leaves patient, findings and movement as they were."""
    plain = told(story)
    for text in (f"{story} {soothing}", f"{soothing} {story}"):
        evidence = told(text)
        assert there(evidence) == there(plain), text
        assert evidence.profile.asks_for_other == plain.profile.asks_for_other
        assert [m.values("kind") for m in evidence.movements] == [m.values("kind") for m in plain.movements]
        assert [m.values("course") for m in evidence.movements] == [m.values("course") for m in plain.movements]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("My husband's arm is jerking. I want to kill myself.", "suicidal-thoughts"),
        ("My son blinks hard all day. Suicidal thoughts, with a plan.", "suicidal-thoughts"),
        ("My daughter's eyelid twitches. I have crushing chest pain right now.", "chest-pain"),
        ("Walking my dog I got chest pain and my arm twitches", "chest-pain"),
        ("I'm not making sense and my arm jerks", "confusion"),
        ("Woke up this morning and both my legs are so weak I can hardly stand, twitching", "leg-weakness-sudden"),
        ("I've never felt chest pain like this, left arm twitching", "chest-pain"),
        ("No chest pain until today, my arm twitches", "chest-pain"),
        ("I never wanted to die before but now I do, eyelid twitch", "suicidal-thoughts"),
        ("My doctor doesn't know about my chest pain. Eyelid twitch.", "chest-pain"),
        ("Nothing eases the chest pain, and my eyelid twitches", "chest-pain"),
        ("I don't deny chest pain. My calf twitches.", "chest-pain"),
        ("no fever, chest pain, twitching arm", "chest-pain"),
        ("my eyelid twitches, che\u200bst pa\u00edn since today", "chest-pain"),
        ("I read that my confusion can come from low sodium, calf twitch", "confusion"),
        ("had a fit last week and my arm jerks", "convulsion"),
        ("I fainted yesterday, calf twitch", "fainting"),
        ("my face dropped for ten minutes this morning and is fine now, cheek twitch", "facial-droop-sudden"),
    ],
)
def test_emergencies_are_heard(told: Told, text: str, finding: str) -> None:
    """Whoever says it, however it is wrapped: it is there."""
    assert finding in there(told(text))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("I'm scared of having a seizure one day. My calf twitches.", "convulsion"),
        ("I read that twitching with confusion means low sodium. Eyelid twitch.", "confusion"),
        ("Should I get weakness, what do I do? Eyelid twitch.", "focal-weakness"),
        ("I watched a film about a guy with seizures, my calf twitches", "convulsion"),
        ("a colleague with MND told me his started with twitching. My calf twitches", "als"),
        ("I do not know anyone with epilepsy. My eyelid twitches", "epilepsy-known"),
        ("My dog had a seizure, my calf twitches", "convulsion"),
        ("I had seizures as a child, my eyelid twitches", "convulsion"),
        ("No weakness, numbness, my calf twitches", "numbness"),
        ("no known epilepsy, eyelid twitch", "epilepsy-known"),
    ],
)
def test_what_is_feared_read_or_somebody_elses_is_not_there(told: Told, text: str, finding: str) -> None:
    """A fear, a film, a colleague, a dog, a childhood: not now, not theirs. The movement stays."""
    evidence = told(text)
    assert finding not in there(evidence)
    assert evidence.movements


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("no more clonazepam since Friday, my arm jerks", Timing.STOPPED),
        ("I haven't taken my clonazepam since Sunday, jerks in my arm", Timing.STOPPED),
        ("Doctor cut my clonazepam from 2 to 0.5 mg this week, my arm jerks", Timing.STOPPED),
        ("Stopped clonazepam suddenly after 5 years, my arm jerks", Timing.STOPPED),
        ("clonazepam went from 1 to 2 mg last week, my arm jerks", Timing.RECENT),
    ],
)
def test_less_of_a_medicine_is_a_stop(told: Told, text: str, timing: Timing) -> None:
    """None since a day, or a lower dose; how long it was taken is not when it was stopped."""
    assert [(m.status, m.time, m.timing) for m in told(text).medicines] == [(Status.PRESENT, Time.CURRENT, timing)]


def test_what_happens_if_i_stop_is_no_stop(told: Told) -> None:
    """A question about stopping stops nothing."""
    assert [m.time for m in told("What happens if I stop taking Xanax suddenly? Eyelid twitch.").medicines] == [Time.HYPOTHETICAL]


@pytest.mark.parametrize(
    ("text", "lab", "band"),
    [
        ("Mg 0.35, twitching everywhere", "magnesium", "severe-low"),
        ("mag 0.55, twitching everywhere", "magnesium", "mild-low"),
        ("calcium 6.5, hands cramp", "calcium", "severe-low"),
        ("potassium was 4.2 last year, 2.1 today, calf twitches", "potassium", "severe-low"),
        ("potassium was 3.0 last year but it is 4.1 now, calf twitches", "potassium", None),
        ("lithium 2.02 mmol/L and shaking hands", "lithium-level", "severe-high"),
    ],
)
def test_results_without_a_unit_or_with_a_history(told: Told, text: str, lab: str, band: str | None) -> None:
    """The mildest band that fits all units; the value of now; a level beside the name of its medicine."""
    assert [(r.lab, r.band) for r in told(text).labs] == [(lab, band)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the left half of my tongue is fat, it keeps quivering", "tongue"),
        ("Flickers in the back of that arm", "arm"),
        ("my calf twitches and my dog likes pears", "calf"),
    ],
)
def test_the_place_that_is_meant(told: Told, text: str, place: str) -> None:
    """A pronoun means what was named last, the back of an arm is the arm, and a dog takes no place away."""
    assert [m.values("place") for m in told(text).movements] == [(place,)]
