"""Frames of speech: denied, over, of others, feared, taken no more. Sentences that nobody tuned a phrase for."""

from collections.abc import Callable
from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Finding, Status, Subject, Time, Timing

READER = Reader(load_knowledge())
Look = Callable[[Finding], bool]


def read(text: str) -> Evidence:
    """What the reader makes of a text."""
    return READER.read(text, as_of=date(2026, 11, 22))


def codes(text: str, look: Look) -> set[str]:
    """The codes of which something holds."""
    return {finding.id for finding in read(text).findings if look(finding)}


def is_own(finding: Finding) -> bool:
    """Whether it is of the patient."""
    return finding.subject is Subject.PATIENT


def is_now(finding: Finding) -> bool:
    """Whether the patient has it now."""
    return is_own(finding) and finding.status is Status.PRESENT and finding.time is Time.CURRENT and finding.timing is not Timing.STOPPED


def is_past(finding: Finding) -> bool:
    """Whether the patient had it once."""
    return is_own(finding) and finding.status is Status.PRESENT and (finding.time in (Time.PAST, Time.TREATED) or finding.timing is Timing.STOPPED)


def is_absent(finding: Finding) -> bool:
    """Whether it is denied for the patient."""
    return is_own(finding) and finding.status is Status.ABSENT


def is_of_family(finding: Finding) -> bool:
    """Whether a relative has it."""
    return finding.subject is Subject.FAMILY and finding.status is Status.PRESENT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I had Bell's palsy in 2015 and now my eyelid twitches", "bells-palsy"),
        ("Had bells palsy when I was 14, full recovery. Eye twitches now", "bells-palsy"),
        ("had bells palsy twice, once in middle school and again in 2014. my eye twitches now", "bells-palsy"),
        ("years ago i used to get migraines, calf twitching now", "migraine"),
        ("The pins and needles have gone but the twitching hasn't", "tingling"),
        ("I had palpitations for a while last year but they've stopped. Now my thumb twitches", "palpitations"),
        ("nausea has settled, headaches gone, just the leg twitching left", "headache"),
        ("Dizziness resolved. Still fasciculating in both calves.", "dizziness"),
        ("I was really anxious back then, couldn't sleep, lost weight. Now just the twitch", "insomnia"),
        ("Had a stroke 6 years ago, right calf twitches now", "stroke-tia"),
        ("10 years since my thyroid operation and my lips tingle", "thyroid-neck-surgery"),
        ("I had numb toes last winter, it went away. calves twitch", "numb-feet"),
        ("First time my hands trembled, it scared me. It doesn't do that anymore. Now my calf twitches", "hand-tremor"),
        ("Years of panic attacks and sleepless nights, all gone since I saw a psychologist. I still twitch", "panic-attack"),
        ("Stopped smoking 9 days ago (20 a day for 11 years) and my lip has been jumping", "nicotine"),
        ("ex smoker (quit 25y), calves twitch", "nicotine"),
        ("2 yrs sober in January, the odd calf twitch", "alcohol-heavy"),
        ("my insomnia is gone now thanks to CBT, my eye still flickers", "insomnia"),
    ],
)
def test_what_was_once_is_past(text: str, code: str) -> None:
    """A palsy of 2015 is no palsy."""
    assert code in codes(text, is_past), codes(text, is_now)
    assert code not in codes(text, is_now)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My speech was slurred for ten minutes yesterday, it went away", "slurred-speech"),
        ("I had a fit an hour ago, it has stopped now", "convulsion"),
        ("My face went numb this morning but it has gone now", "facial-numbness"),
        ("chest pain has gone but my arm is twitching", "chest-pain"),
        ("My strength has gone in my right hand and it twitches", "focal-weakness"),
        ("My leg has gone weak and my calf twitches", "weak-leg"),
        ("I've had a tremor since 2015 and it is worse now", "hand-tremor"),
        ("Diagnosed with diabetes ten years ago, feet tingle and calves cramp", "diabetes"),
        ("consultant confirmed Parkinson's in June, thumb twitches", "parkinson"),
        ("the numbness went away for a week but it's back", "numbness"),
        ("I had covid in September and have been twitching since", "recent-infection"),
        ("my hand was weak when I was walking home and it twitches", "weak-hand"),
        ("tinnitus in january, then my eyelid started", "tinnitus"),
        ("two years ago I started twitching, then my hand went weak last year", "weak-hand"),
        ("My sense of taste has gone and my face twitches", "taste-change"),
        ("never been so weak in my life, arms twitching", "generalised-weakness"),
    ],
)
def test_what_goes_on_or_comes_in_attacks_is_now(text: str, code: str) -> None:
    """That an attack passed is no reason to leave it out."""
    assert code in codes(text, is_now)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("weakness no, pain no, cramps no, calf twitching", "focal-weakness"),
        ("Weakness? None. Numbness? No. Just the twitching of my arm", "numbness"),
        ("I check my hands every morning for wasting and there isn't any, calves twitch", "muscle-wasting"),
        ("I'm scared of a seizure. never had one. My arm jerks", "convulsion"),
        ("my doctor says stress but I am not stressed. thumb twitching", "stress"),
        ("I do not have MS, I've had the scan. eyelid twitches", "multiple-sclerosis"),
        ("I was never scared of ALS, I knew I didn't have that. calves twitch", "als"),
        ("Gin doesn't help it, my hand shakes", "alcohol-helps-tremor"),
        ("never touched drugs or alcohol in my life. legs jump in bed", "alcohol-heavy"),
        ("there is no numbness anywhere and I have never had a seizure, arm twitches", "convulsion"),
    ],
)
def test_what_is_denied_is_absent(text: str, code: str) -> None:
    """In whatever words."""
    assert code in codes(text, is_absent)
    assert code not in codes(text, is_now)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("there's parkinson's on my mother's side. my hand shakes", "parkinson"),
        ("Family history of MND on father's side. Twitching biceps", "als"),
        ("my late mum couldn't lift her arms. It was MND and she was gone in 6 months. Now my own arms twitch", "als"),
        ("My restless legs are back, dad had it and his mother", "restless-legs"),
        ("My wife's real father died of Huntington's. She's 42 and fidgets nonstop", "huntington"),
        ("Dx BEB. Father has Meige", "oromandibular-dystonia"),
    ],
)
def test_what_relatives_have_is_of_the_family(text: str, code: str) -> None:
    """A disease in the family is not the patient's."""
    assert code in codes(text, is_of_family)
    assert code not in codes(text, is_now) or code == "restless-legs"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my best friend's dad has MND. I have twitching calves", "als"),
        ("nobody in my family has ALS, calf twitches", "als"),
        ("my doctor wants to rule out MS. leg twitching", "multiple-sclerosis"),
        ("I keep checking for weakness, calf twitching", "focal-weakness"),
        ("Has anyone had this and it wasn't a tumour. eyelid twitching", "cancer"),
        ("my legs cramp as if I'd overdone it at the gym which I hadn't", "exercise-hard"),
        ("could this be MS? eyelid twitching", "multiple-sclerosis"),
        ("he thinks it might be MS, eyelid twitching", "multiple-sclerosis"),
    ],
)
def test_what_is_feared_or_of_others_is_not_there(text: str, code: str) -> None:
    """Nor is it denied by that."""
    assert code not in codes(text, is_now)


@pytest.mark.parametrize(
    "text", ["neurologist says it's MS, my leg twitches", "My consultant told me I have MS. leg twitching", "I've been diagnosed with MS. leg twitching"]
)
def test_a_doctors_word_is_a_diagnosis(text: str) -> None:
    """ "The neurologist says it is MS"."""
    assert "multiple-sclerosis" in codes(text, is_now)


def test_a_friend_who_looks_is_not_the_patient() -> None:
    """ "My friend says she can hardly see it"."""
    assert "facial-droop" in codes("One eye, I can feel it pulsing. My friend says she can hardly see it. No droop.", is_absent)


def test_a_pronoun_means_the_last_one_of_its_sex() -> None:
    """ "As a kid" names no child."""
    text = "My aunt is a gardener, never had jabs as a kid. Jaw locked 3 days ago and she chokes on water."
    assert {"jaw-stiffness", "swallowing-difficulty"} <= codes(text, is_now)


def taken(text: str) -> dict[str, bool]:
    """Medicines by name: whether the patient takes them now."""
    return {
        medicine.drug or medicine.classes[0]: medicine.subject is Subject.PATIENT
        and medicine.status is Status.PRESENT
        and medicine.time is Time.CURRENT
        and medicine.timing is not Timing.STOPPED
        for medicine in read(text).medicines
    }


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("I was on sertraline years ago, eyelid twitching", {"sertraline"}),
        ("doctor wants to put me on propranolol, hands shake", {"propranolol"}),
        ("They wanted to put me on long term anxiety meds (Paxil), I said no thanks. calf twitches", {"paroxetine"}),
        ("I was offered gabapentin but said no. legs jump", {"gabapentin"}),
        ("been prescribed amitriptyline but haven't taken it yet. eyelid twitches", {"amitriptyline"}),
        ("I can't take ibuprofen. Thumb twitching", {"ibuprofen"}),
        ("came off venlafaxine and mirtazapine six weeks ago, legs jump", {"venlafaxine", "mirtazapine"}),
        ("off clonazepam and sertraline 10 weeks, jerking in bed", {"clonazepam", "sertraline"}),
        ("ropinirole and pramipexole both tried and stopped, amantadine gave me voices so stopped that too", {"ropinirole", "pramipexole", "amantadine"}),
        ("My magnesium was low, all down to pantoprazole. They took me off it. Little twitches in my eyelid", {"pantoprazole"}),
        ("took prednisolone for five days in August, eye twitches now", {"prednisolone"}),
        ("lithium made me shake so I quit it in 2020. thumb twitches now", {"lithium-carbonate"}),
        ("waiting to start levodopa. hand shakes", {"co-careldopa"}),
        ("I went on escitalopram in May. Nausea and sweats. My legs jerked at night. I stopped three weeks ago.", {"escitalopram"}),
        ("last sertraline 3 weeks ago. citalopram before that was just as bad. eyelid jumping", {"sertraline", "citalopram"}),
        ("my husband's on lithium, and my thumb shakes", {"lithium-carbonate"}),
    ],
)
def test_medicines_taken_no_more(text: str, drugs: set[str]) -> None:
    """Stopped, never begun, refused, or somebody else's."""
    found = taken(text)
    assert drugs <= set(found)
    assert not any(found[drug] for drug in drugs)


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("I took two codeine last night, leg jumping", "codeine"),
        ("I had a heart attack in 2018 and take ramipril. calves cramp", "ramipril"),
        ("been on lamotrigine for 2 years, thumb twitches", "lamotrigine"),
        ("tried cocaine for the first time last night at a party. now my jaw keeps chewing", "cocaine"),
        ("My brother had taken lisinopril for nearly 3 years. This morning he woke with his tongue so big it won't stay in his mouth", "lisinopril"),
        ("I've been on sertraline 50 since June which helped the panic attacks, they've stopped, but not the twitching", "sertraline"),
        ("granddaughter (4) had seizures. tests say diphenhydramine. She told us she got a capsule off the counter.", "diphenhydramine"),
    ],
)
def test_medicines_that_are_taken(text: str, drug: str) -> None:
    """What stopped is something else, or nothing did."""
    assert taken(text)[drug]
