"""What people say in many ways: habits, signs, results, medicines and named diagnoses that the labelled complaints showed to be missed."""

from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Status, Subject, Time

READER = Reader(load_knowledge())

TOLD = [
    ("my eyes slam shut when I drive and I can't keep them open", "both-eyes-close"),
    ("both lids screw shut in sunlight", "eye-closes-forced"),
    ("mum's arms jerk, she rages at tiny things and says filthy things to the nurses", "personality-change"),
    ("grandad's arms jerk, he insists he is in the army and doesn't recognise us", "confusion"),
    ("every time the phone rings his whole body arches like a bridge", "exaggerated-startle"),
    ("my foot bounces on the clutch pedal by itself", "clonus"),
    ("my fingers curl in by themselves and I have to prise them apart", "carpopedal-spasm"),
    ("my thyroid was taken out last Tuesday and my lips twitch", "thyroid-neck-surgery"),
    ("day 3 post parathyroidectomy, lips twitching", "surgery-recent"),
    ("after one glass of wine the shakes stop", "alcohol-helps-tremor"),
    ("his lip twitches, his tongue is too big for his mouth and won't fit in", "tongue-swelling"),
    ("calf twitching, DTRs absent", "reduced-reflexes"),
    ("woke at 4am with my calf knotted like a rock", "night-cramp"),
    ("my jaw packs in halfway through a sandwich", "fatigable-weakness"),
    ("hands twitch and are useless in the cold", "cold-weakness"),
    ("arms jerking, she saw demons on the wall", "hallucinations"),
    ("toddler got some pills out of my handbag, twitching", "child-swallowed"),
    ("lid twitches, lost the sight in my right eye within minutes", "vision-loss-sudden"),
    ("my baby does little sit ups again and again, ten in a row", "infant-spasm-cluster"),
    ("6 month old son. When he wakes he does a tiny crunch, then cries", "infant-spasm-cluster"),
    ("a dream of falling down stairs then a big jerk and I'm awake", "jerk-at-sleep-onset"),
    ("buzzing inside my chest like a phone vibrating, nobody sees it", "internal-vibration"),
    ("marriage on the rocks, lid twitching", "stress"),
    ("on TikTok 6 hrs a day, lid twitching", "screen-long"),
    ("I play drums in a band, thumb twitches", "skilled-hand-work"),
    ("calf twitches, I keep looking at my tongue in the mirror for atrophy", "fear-of-als"),
    ("calf twitches, arthritis in both knees", "joint-pain"),
    ("my eye gets smaller when I smile", "eye-closes-with-mouth"),
    ("hand twitches, it has got weaker and thinner", "muscle-wasting"),
    ("my son blinks a lot", "excess-blinking"),
    ("Dx CMT1A, calf twitches", "hereditary-neuropathy"),
    ("Graves since 2021, lid jumping", "thyrotoxicosis"),
    ("RRMS confirmed on MRI, face ripples", "multiple-sclerosis"),
    ("I've got BFS", "benign-fasciculation"),
]

NOT_TOLD = [
    ("so tired I can't keep my eyes open by nine. calf twitches", "both-eyes-close"),
    ("checked the car for dents, calf twitches", "fear-of-als"),
    ("I thought it was at work that it began, calf twitches", "confusion"),
    ("I got the tablets from the cupboard, calf twitches", "child-swallowed"),
    ("my scan showed spots on the lungs, calf twitches", "mri-demyelination"),
    ("listening to guitar music for hours, calf twitches", "skilled-hand-work"),
    ("worried about MS since March, calf twitches", "multiple-sclerosis"),
    ("I fear ALS since I read about it, calf twitches", "als"),
    ("calf twitches. 20,000 units a week of vitamin D", "alcohol-heavy"),
    ("two pints of milk, calf twitches", "alcohol-helps-tremor"),
    ("he shakes his head at me, my calf twitches", "hand-tremor"),
]

RESULTS = [
    ("calf fascics. Bloods NAD inc TFT, Ca, Mg", {"tsh": "normal", "calcium": "normal", "magnesium": "normal"}),
    ("calf twitching. U&E, glucose, Ca, PO4, TFT, B12 normal", {"sodium": "normal", "phosphate": "normal", "tsh": "normal", "vitamin-b12-level": "normal"}),
    ("calf twitching, bloods were fine including thyroid and calcium", {"tsh": "normal", "calcium": "normal"}),
    ("calf twitching, B12 410 fine", {"vitamin-b12-level": "normal"}),
    ("calf twitching. Na N", {"sodium": "normal"}),
    ("calf twitching. Sodium, potassium, calcium low", {"sodium": "low", "potassium": "low", "calcium": "low"}),
    ("calf twitching, magnesium keeps coming back low", {"magnesium": "low"}),
    ("calf twitching. He checked calcium, potassium was low", {"potassium": "low"}),
]

MEDICINES = [
    ("lid twitching, I'm taking magnesium", "magnesium-any"),
    ("lid twitching, mag citrate at night", "magnesium-citrate"),
    ("lip twitching. Patches 21mg", "nicotine-patch"),
    ("GP gave B12 jab. calf twitching", "vitamin-b12"),
    ("calf twitching. On IVIG", "immunoglobulin"),
]


def read(text: str) -> Evidence:
    """What the reader makes of a text."""
    return READER.read(text, as_of=date(2026, 11, 22))


def present(text: str) -> set[str]:
    """What the patient has now."""
    return {found.id for found in read(text).findings if found.status is Status.PRESENT and found.subject is Subject.PATIENT and found.time is Time.CURRENT}


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_is_read(text: str, code: str) -> None:
    """What is told is read."""
    assert code in present(text)


@pytest.mark.parametrize(("text", "code"), NOT_TOLD)
def test_is_not_read(text: str, code: str) -> None:
    """The same words may mean something else."""
    assert code not in present(text)


@pytest.mark.parametrize(("text", "results"), RESULTS)
def test_results(text: str, results: dict[str, str]) -> None:
    """Lists of results share what is said of them."""
    sides = {result.lab: result.side for result in read(text).labs}
    assert {lab: sides.get(lab) for lab in results} == results


@pytest.mark.parametrize(("text", "drug"), MEDICINES)
def test_medicines(text: str, drug: str) -> None:
    """Medicines by the names people use."""
    assert drug in {medicine.drug for medicine in read(text).medicines}
