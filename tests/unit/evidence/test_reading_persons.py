"""Whose a thing is, how old the patient is, and what is told without being there."""

from collections.abc import Callable
from datetime import date

import pytest

from whytwitch.app import Assessor
from whytwitch.evidence import Reader
from whytwitch.model import Evidence, Finding, Sex, Status, Subject, Time, Urgency

Told = Callable[[str], Evidence]
AS_OF = date(2026, 11, 22)


def found(evidence: Evidence, name: str) -> list[Finding]:
    """All findings of one id."""
    return [finding for finding in evidence.findings if finding.id == name]


def is_there(evidence: Evidence, name: str) -> bool:
    """Whether the patient has it now."""
    return any(f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT for f in found(evidence, name))


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        ("My sister has MS. My eyelid twitches.", "multiple-sclerosis", Subject.FAMILY),
        ("my sister has MS and my calf twitches", "multiple-sclerosis", Subject.FAMILY),
        ("My mum had Parkinson's and my hand shakes", "parkinson", Subject.FAMILY),
        ("My twin brother has epilepsy. My arm jerks.", "epilepsy-known", Subject.FAMILY),
        ("c/o fasciculations 3/12, nil weakness, FHx MND", "als", Subject.FAMILY),
        ("My husband has diabetes. My eyelid has been twitching for two weeks.", "diabetes", Subject.OTHER),
        ("My husband has twitching in his calves and he is weak in one hand. I worry a lot.", "weak-hand", Subject.PATIENT),
        ("My husband has twitching in his calves and he is weak in one hand. I worry a lot.", "feels-anxious", Subject.OTHER),
        ("My son blinks hard and grunts, he has asthma. I sleep badly.", "asthma", Subject.PATIENT),
        ("My son blinks and grunts since March. I had a tic as a child.", "vocal-tics", Subject.PATIENT),
        ("My mum says she feels her heart racing and her hands shake.", "palpitations", Subject.PATIENT),
    ],
)
def test_what_is_told_lands_on_the_right_person(told: Told, text: str, name: str, subject: Subject) -> None:
    """The one asked about is the patient; blood relatives are family, the others nobody's."""
    assert subject in {finding.subject for finding in found(told(text), name)}


@pytest.mark.parametrize(
    ("text", "medicine", "subject"),
    [
        ("My son (8) blinks hard and sniffs. He takes salbutamol. I take sertraline.", "salbutamol", Subject.PATIENT),
        ("My son (8) blinks hard and sniffs. He takes salbutamol. I take sertraline.", "sertraline", Subject.FAMILY),
        ("asking for my wife: her thumb twitches, she takes sertraline. I take omeprazole.", "omeprazole", Subject.OTHER),
        ("my wife takes lithium; my hands shake", "lithium-carbonate", Subject.OTHER),
    ],
)
def test_a_medicine_belongs_to_who_takes_it(told: Told, text: str, medicine: str, subject: Subject) -> None:
    """What the writer takes is not the child's."""
    assert {m.subject for m in told(text).medicines if m.drug == medicine} == {subject}


def test_the_time_of_anothers_movement_is_not_the_patients(told: Told) -> None:
    """A mother tells of her son, then of herself: her own onset is not his."""
    evidence = told("My son has tics, he blinks a lot. I have twitching in my own eyelid since last week.")
    assert evidence.profile.asks_for_other
    assert evidence.movements[0].values("onset") == ()


def test_what_happened_to_another_still_dates_the_patients_movement(told: Told) -> None:
    """A death in the family is a date like any other."""
    assert told("The twitching started two months ago after my dad died.").movements[0].values("onset") == ("weeks",)


@pytest.mark.parametrize(
    "text",
    [
        "My husband is suicidal and my eyelid twitches",
        "My brother wants to kill himself. He has a twitching eye.",
        "My daughter says she wants to die. Her hands shake.",
        "My friend told me he is going to kill himself tonight. My eyelid twitches.",
        "My boyfriend talks about ending his life. My own eyelid twitches.",
        "I worry that my son is suicidal. My eye twitches",
        "My mum said she will take her own life. My thumb twitches.",
    ],
)
def test_a_suicidal_relative_is_an_emergency(told: Told, text: str) -> None:
    """Whoever of the text wants to die, somebody needs help now."""
    assert is_there(told(text), "suicidal-thoughts")


def test_a_suicidal_relative_raises_the_urgency() -> None:
    """The red flag fires in the answer."""
    answer = Assessor().assess("My husband is suicidal. My eyelid twitches.", as_of=AS_OF, brief=True)
    assert answer.urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "My dad killed himself when I was ten. My eyelid twitches.",
        "My cousin was suicidal years ago. My eyelid twitches.",
        "I watched a film about a man who was suicidal. My eyelid twitches",
        "There is suicide in my family. My calf twitches.",
        "My wife isn't suicidal. Her eye twitches",
        "No one in my family is suicidal. Eye twitches",
    ],
)
def test_a_suicide_long_ago_or_of_nobody_is_none_now(told: Told, text: str) -> None:
    """Family history, films and denials are no emergency."""
    assert not is_there(told(text), "suicidal-thoughts")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("he is 70 years old and his hand shakes", 70),
        ("she's 8 months old and her arm jerks", 8 / 12),
        ("she is eighteen months old, jerks in both arms", 1.5),
        ("aged 70, hand tremor", 70),
        ("70yo, hand tremor", 70),
        ("45 y.o. eyelid twitch", 45),
        ("my 70 yo father has a hand tremor", 70),
        ("my hand shakes, I am 34 yrs", 34),
        ("born in 1950, my hand shakes", 76),
        ("I was born in May 1990. My eyelid twitches.", 36),
        ("DOB 12/03/1985, eyelid twitch", 41),
        ("My mother, born 1950, has a shaking hand", 76),
        ("98F hot day. I'm 31 and my eyelid twitches", 31),
    ],
)
def test_age_is_read(told: Told, text: str, age: float) -> None:
    """In years, months, by the year of birth; a temperature is no age."""
    assert told(text).profile.age_years == pytest.approx(age)


@pytest.mark.parametrize("text", ["My eyelid twitches. My daughter was born in 2020.", "I'm 34 years into this job and my eyelid twitches"])
def test_what_is_no_age_of_the_patient_gives_none(told: Told, text: str) -> None:
    """A child's birth and a career are no age."""
    assert told(text).profile.age_years is None


@pytest.mark.parametrize(
    "text",
    ["born in 1950, my hand shakes", "my hand shakes, I am 34 yrs", "My eyelid twitches, I'll be 50 in March", "I turned 50 last week and my eyelid twitches"],
)
def test_an_age_is_no_onset(told: Told, text: str) -> None:
    """Births, birthdays and ages do not date the movement."""
    assert told(text).movements[0].values("onset") == ()


def test_a_temperature_is_no_sex(told: Told) -> None:
    """ "98F" beside an age of 31 is a hot day."""
    assert told("98F hot day. I'm 31 and my eyelid twitches").profile.sex is None
    assert told("98F with a tremor of the hand").profile.sex is Sex.FEMALE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My calf twitches. If I get weakness I'll call the doctor", "focal-weakness"),
        ("My calf twitches. I will go to hospital if I have weakness.", "focal-weakness"),
        ("My calf twitches. Should I develop weakness I will go to hospital", "focal-weakness"),
        ("My calf twitches. My GP said to come back if I get numbness", "numbness"),
        ("My calf twitches. I was told to call 999 if I get chest pain", "chest-pain"),
        ("My doctor told me to watch for weakness or trouble speaking. My calf twitches", "slurred-speech"),
        ("My calf twitches. I read that ALS starts with weakness", "focal-weakness"),
        ("My calf twitches. They say ALS causes trouble swallowing", "swallowing-difficulty"),
        ("people online say that slurred speech comes first. calf twitching", "slurred-speech"),
        ("Google says clonus. My leg shakes", "clonus"),
        ("Google lists weakness, slurred speech and falls. My calf twitches.", "trips-falls"),
        ("The leaflet says it can cause seizures. My eyelid twitches since starting bupropion", "convulsion"),
        ("a friend said it could be tetany, my hands cramp", "carpopedal-spasm"),
        ("If it were MS I'd have numbness. My calf twitches.", "numbness"),
        ("My eyelid twitches; in case of double vision I would see a doctor", "double-vision"),
    ],
)
def test_what_is_supposed_or_told_in_general_is_not_there(told: Told, text: str, name: str) -> None:
    """Conditions, warnings and hearsay are hypothetical."""
    assert found(told(text), name)
    assert not is_there(told(text), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I looked it up and Google says to call 999 for chest pain, which I have. arm twitches", "chest-pain"),
        ("NHS website says weakness on one side, that's what I have since this morning. face twitches", "focal-weakness"),
        ("They say I should come back if I have chest pain, well now I have chest pain. arm twitches", "chest-pain"),
        ("I have chest pain and if I get palpitations too I'll call. arm twitches", "chest-pain"),
        ("If I get up I feel weak in one leg, I will see the GP. Calf twitches", "focal-weakness"),
        ("My calf twitches. If I get more weakness I'll call.", "focal-weakness"),
        ("If I get chest pain I will sit down. My calf twitches.", "chest-pain"),
        ("my calf twitches if I have chest pain", "chest-pain"),
        ("People say my speech is slurred since breakfast. face twitches", "slurred-speech"),
        ("They say slurred speech since breakfast. Her face twitches.", "slurred-speech"),
        ("The cramp causes weakness in my hand. it twitches", "focal-weakness"),
        ("I'm going to see a neurologist about my weak hand. it twitches", "weak-hand"),
        ("My calf twitches. Doctor said I have weakness in my foot", "focal-weakness"),
    ],
)
def test_a_danger_that_is_told_stays(told: Told, text: str, name: str) -> None:
    """An "if", a website or a doctor beside it takes no danger away."""
    assert is_there(told(text), name)


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("can omeprazole do this? My eyelid twitches", "omeprazole"),
        ("Is it the sertraline? My hand shakes", "sertraline"),
        ("Could it be my omeprazole? My lip twitches.", "omeprazole"),
        ("Is it possible that lithium makes my hands shake?", "lithium-carbonate"),
        ("Does citalopram cause twitching? My eyelid twitches.", "citalopram"),
        ("My calf twitches, might simvastatin be behind it?", "simvastatin"),
    ],
)
def test_a_medicine_in_a_question_is_possibly_taken(told: Told, text: str, drug: str) -> None:
    """It is asked by people who take it, so it is current and uncertain."""
    (medicine,) = [m for m in told(text).medicines if m.drug == drug]
    assert medicine.time is Time.CURRENT
    assert medicine.certainty == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My eyelid twitches. Can stress cause this?", "feels-anxious"),
        ("My eyelid twitches. is this from caffeine or tiredness?", "fatigue"),
        ("My calf twitches. Is this ALS?", "als"),
        ("calf twitching - is it MS?", "multiple-sclerosis"),
        ("my calf twitches, wondering if it's hypothyroidism", "hypothyroidism-known"),
        ("Do people with anxiety get this? My lip twitches", "feels-anxious"),
    ],
)
def test_a_cause_in_a_question_is_no_finding(told: Told, text: str, name: str) -> None:
    """What is asked about is not told."""
    assert not is_there(told(text), name)


@pytest.mark.parametrize("text", ["My eyelid twitches, could it be low magnesium?", "Could it be low potassium? Calf cramps."])
def test_a_result_in_a_question_is_no_result(told: Told, text: str) -> None:
    """Nobody measured it."""
    assert told(text).labs == ()


@pytest.mark.parametrize(
    ("text", "country", "onset"),
    [
        ("Eyelid twitching since 12/10", "US", ("months",)),
        ("Eyelid twitching since 12/10", "GB", ("weeks",)),
        ("Eyelid twitching since 12/10", "neutral", ()),
        ("Eyelid twitching since 25/10", "neutral", ("weeks",)),
        ("Eyelid twitching since 10/25", "neutral", ("weeks",)),
        ("Eyelid twitching since 2025-04-03", "neutral", ("years",)),
        ("eyelid twitching since 1.9.26", "GB", ("weeks",)),
        ("Eyelid twitching since the 12th of October", "neutral", ("weeks",)),
        ("My eyelid has been twitching since October 12", "neutral", ("weeks",)),
        ("My eyelid has been twitching since October the 12th 2024", "neutral", ("years",)),
        ("It started on 5 November, eyelid twitching", "neutral", ("weeks",)),
        ("my eyelid started twitching on the 3rd", "neutral", ("weeks",)),
        ("my eyelid started twitching on the 28th", "neutral", ("weeks",)),
        ("Eyelid twitching since last Tuesday", "neutral", ("days",)),
        ("Eyelid twitching since Christmas", "neutral", ("months",)),
        ("Eyelid twitching since New Year", "neutral", ("months",)),
        ("Eyelid twitching since Halloween", "neutral", ("weeks",)),
        ("Eyelid twitching since the start of October", "neutral", ("weeks",)),
        ("eyelid twitching since 3/52", "GB", ("weeks",)),
        ("eyelid twitching since 31/02", "GB", ()),
        ("eyelid twitching since 2027-04-03", "GB", ()),
        ("on 1/2 tablet of propranolol, eyelid twitches", "neutral", ()),
    ],
)
def test_dates_give_the_onset(reader: Reader, text: str, country: str, onset: tuple[str, ...]) -> None:
    """The country says whether the day or the month comes first; days are looked for behind the day of the text."""
    evidence = reader.read(text, country=country, as_of=AS_OF)
    assert evidence.movements[0].values("onset") == onset


def test_a_date_that_can_mean_two_days_is_not_understood(reader: Reader) -> None:
    """Without a country "12/10" is listed, with an issue."""
    evidence = reader.read("Eyelid twitching since 12/10", as_of=AS_OF)
    assert [span.text for span in evidence.not_understood] == ["12/10"]
    assert "month as a word" in evidence.issues[0].remedy
    assert reader.read("on 1/2 tablet of propranolol, eyelid twitches", as_of=AS_OF).issues == ()
