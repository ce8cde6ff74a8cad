"""Habits, medicines, conditions and blood results in many people's words: what is read, and what must not be."""

from collections.abc import Callable
from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.model import Evidence, Status, Subject, Time, Timing

AS_OF = date(2026, 11, 22)
Read = Callable[..., Evidence]


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    """Read a text on one day."""

    def one(text: str, country: str = "neutral") -> Evidence:
        return reader.read(text, as_of=AS_OF, country=country)

    return one


def _now(evidence: Evidence) -> set[str]:
    """What the patient has or takes now."""
    found = {f.id for f in evidence.findings if f.status is Status.PRESENT and f.subject is Subject.PATIENT and f.time is Time.CURRENT}
    for medicine in evidence.medicines:
        if medicine.status is Status.PRESENT and medicine.subject is Subject.PATIENT and medicine.time is Time.CURRENT:
            found.update((medicine.drug, *medicine.classes) if medicine.drug else medicine.classes)
    return found


def _medicine(evidence: Evidence, name: str) -> Timing:
    return next(m.timing for m in evidence.medicines if name == m.drug or name in m.classes)


MEDICINES = [
    ("I'm on a water tablet for my ankles and my calves cramp", "diuretic"),
    ("takes water pills for blood pressure, cramps", "diuretic"),
    ("inhaler, the blue one, going through two a month, hands shaking", "beta2-agonist-drug"),
    ("nebs every 4 hours, hands trembling", "beta2-agonist-drug"),
    ("steroid inhaler and the blue one, hands shake", "inhaled-corticosteroid"),
    ("my doctor gave me something for my nerves and my eye twitches", "ssri"),
    ("on happy pills for a year, eyelid flickers", "ssri"),
    ("been on heart burn pills for years, calves twitch", "ppi"),
    ("takes something for acid reflux, cramps", "ppi"),
    ("on the pill, eyelid twitching", "contraceptive"),
    ("something for my cholesterol makes my thighs ache and twitch", "statin-drug"),
    ("pred 40mg for 5 days, calf twitching", "oral-corticosteroid"),
    ("addy before exams, jaw twitching", "stimulant"),
    ("got way too high, whole body shaking", "cannabis-product"),
    ("had a joint and my leg started twitching", "cannabis-product"),
    ("greened out last night, arms jerking", "cannabis-product"),
    ("uses lo-salt on everything, muscles quiver", "potassium-supplement"),
    ("chinese herbs from the market, muscles flicker", "herbal-supplement"),
    ("my flatmate gave me her metoclopramide, jaw pulling", "metoclopramide"),
    ("bendro for years, cramps", "bendroflumethiazide"),
    ("tacro 4mg bd, hand jerks", "tacrolimus"),
    ("citalapram 20mg, twitching", "citalopram"),
]


@pytest.mark.parametrize(("text", "name"), MEDICINES)
def test_medicines_in_lay_words(read: Read, text: str, name: str) -> None:
    """A medicine by its class in lay words, by a short name or misspelt."""
    assert name in _now(read(text))


CHANGES = [
    ("They doubled my water tablets last week and my calves cramp", "diuretic", Timing.RECENT),
    ("my citalopram went from 20 to 40 on Monday, arms jerking", "citalopram", Timing.RECENT),
    ("sertraline upped from 50 to 100, now twitching", "sertraline", Timing.RECENT),
    ("packed in the gabapentin on Sunday, jerking since", "gabapentin", Timing.STOPPED),
    ("binned my antidepressants, eyelid twitching", "ssri", Timing.STOPPED),
    ("pharmacy couldn't supply my baclofen for 4 days, spasms", "baclofen", Timing.STOPPED),
    ("She won't take her levothyroxine, cramps all over", "levothyroxine", Timing.STOPPED),
    ("My dad is diabetic and never takes his insulin. His right arm is flinging about.", "insulin", Timing.STOPPED),
]


@pytest.mark.parametrize(("text", "name", "timing"), CHANGES)
def test_changes_of_medicines(read: Read, text: str, name: str, timing: Timing) -> None:
    """Started, raised, stopped, or never taken though it is theirs."""
    assert _medicine(read(text), name) is timing


def test_what_is_never_missed_is_not_stopped(read: Read) -> None:
    """ "Never misses" is no stop."""
    assert _medicine(read("He never misses his insulin, his arm jerks"), "insulin") is not Timing.STOPPED


EXPOSURES = [
    ("Me and the wife sprayed the whole house for bugs. My eyelids flicker.", "pesticide-exposure"),
    ("My husband and I both had food poisoning on Sunday. My calves are cramping.", "diarrhoea-vomiting-recent"),
    ("I've got loose bowels and my legs cramp", "diarrhoea-vomiting-recent"),
    ("stoma pouring out litres, hands clawing", "diarrhoea-vomiting-recent"),
    ("can't keep anything down for three days, calves twitching", "diarrhoea-vomiting-recent"),
    ("had part of my bowel out, fingers clawing", "malabsorption"),
    ("bowel resection in 2012, twitching calves", "malabsorption"),
    ("only one kidney, eyelid twitching", "kidney-disease"),
    ("kidney transplant eight years ago, hand shaking", "organ-transplant"),
    ("11 weeks post kidney transplant and fingers jerking", "organ-transplant"),
    ("they whipped out my thyroid last week, fingers tingle", "thyroid-neck-surgery"),
    ("25 weeks gone and my legs won't lie still", "pregnancy"),
    ("on day 4 of a water fast, calf twitches", "eating-disorder"),
    ("eating properly again after weeks of nothing, twitching all over", "refeeding"),
    ("lives on toast and crisps, calf twitching", "poor-diet"),
    ("knocked the booze on the head four days ago, shaking", "alcohol-stopped"),
    ("he went cold turkey off the whisky and is shaking", "alcohol-stopped"),
    ("bit of gear at the weekend, jaw twitching", "recreational-stimulant-use"),
    ("took coke on saturday, jaw going, arms twitching", "recreational-stimulant-use"),
    ("8 pints every night, hands shake", "alcohol-heavy"),
    ("3 cans of monster a day, eyelid twitching", "caffeine-high"),
    ("doing nos every night, legs twitch", "nitrous-oxide"),
    ("broke an old thermometer, muscles flicker", "heavy-metal-contact"),
]


@pytest.mark.parametrize(("text", "name"), EXPOSURES)
def test_exposures_in_lay_words(read: Read, text: str, name: str) -> None:
    """Habits, events, conditions and what was taken out."""
    assert name in _now(read(text))


NOT_THEIRS = [
    ("My flatmate smokes weed but I don't. My eyelid twitches.", "cannabis-product"),
    ("My wife is on sertraline. I've got a twitching eyelid.", "sertraline"),
    ("my husband takes statins but I don't, my calf twitches", "statin-drug"),
    ("should I try quinine for cramps in my calf?", "quinine"),
    ("I need something for my nerves, my hands shake", "ssri"),
    ("I'm allergic to penicillin, eye twitching", "flucloxacillin"),
    ("I drink diet coke all day, eye twitch", "recreational-stimulant-use"),
    ("took a pill for my headache and my eye twitches", "recreational-stimulant-use"),
    ("had a joint injection in my shoulder, arm twitching", "cannabis-product"),
    ("my sugars got too high and my leg jerks", "cannabis-product"),
    ("I got high marks and now my eye twitches from revision", "cannabis-product"),
    ("I'm sick of this twitching, been twitching for days", "diarrhoea-vomiting-recent"),
    ("ten weeks gone since it started twitching", "pregnancy"),
    ("my kidney beans gave me wind, calf twitching", "kidney-disease"),
    ("gut feeling something is wrong, calf twitching", "malabsorption"),
    ("balloons at my kid's party, blew up 50 and my cheek twitches", "nitrous-oxide"),
    ("I have a glass of wine at weekends, eyelid twitching", "alcohol-heavy"),
    ("I used to drink heavily but have been sober for 8 years. Calf twitching.", "alcohol-stopped"),
    ("I play lead guitar, thumb twitching", "heavy-metal-contact"),
]


@pytest.mark.parametrize(("text", "name"), NOT_THEIRS)
def test_what_is_not_taken(read: Read, text: str, name: str) -> None:
    """Somebody else's, only asked for, long over, or another sense of the word."""
    assert name not in _now(read(text))


VALUES = [
    ("K+ of 2.6 on the gas, cramps", "potassium", 2.6),
    ("calves twitching, Ca 1.9 Mg .5", "magnesium", 0.5),
    ("PO4 0.28 after a week of refeeding, twitching", "phosphate", 0.28),
    ("Ca corr 1.9, fingers clawing", "calcium", 1.9),
    ("eGFR 12, jerks all over", "egfr", 12),
    ("my egfr is 24 and i twitch", "egfr", 24),
    ("CK 4000, thighs twitching", "creatine-kinase", 4000),
    ("CK 12k, thighs twitching", "creatine-kinase", 12000),
    ("TSH 0,01, tremor", "tsh", 0.01),
    ("meter says 14.7, leg jerking", "glucose", 14.7),
    ("his sugar was really low, 2.4, and he shook", "glucose", 2.4),
    ("my blood sugar this morning was 3.2, hands shaking", "glucose", 3.2),
    ("potassium two weeks ago was 2.9, calf twitching", "potassium", 2.9),
    ("my potassium dropped to 2.8, calf twitching", "potassium", 2.8),
    ("sodium crept up from 121 to 128, twitching", "sodium", 128),
    ("Na 138 K 2.9 Cr 70, twitching", "potassium", 2.9),
    ("Magnesium 0.45 mmol/L [0.7-1.0], twitching", "magnesium", 0.45),
    ("kidney function is 12 percent, arms jerk", "egfr", 12),
]


@pytest.mark.parametrize(("text", "lab", "value"), VALUES)
def test_values(read: Read, text: str, lab: str, value: float) -> None:
    """Figures with and without a unit, with commas, in rows, on meters."""
    said = next(one for one in read(text, "GB").labs if one.lab == lab)
    assert value in (said.value, said.said_value)


def test_a_low_filter_rate_is_kidney_disease_and_a_result(read: Read) -> None:
    """ "eGFR 24" is both."""
    evidence = read("my egfr is 24 and i twitch")
    assert "kidney-disease" in _now(evidence)
    assert [one.band for one in evidence.labs if one.lab == "egfr"] == ["stage4-low"]


def test_the_country_says_which_unit(read: Read) -> None:
    """A figure that could be both is in the unit of the country."""
    assert [one.side for one in read("magnesium was 1.1, calf twitching", "US").labs] == ["low"]
    assert [one.side for one in read("magnesium was 1.1, calf twitching", "GB").labs] == ["high"]
    assert [one.side for one in read("my blood sugar is 41, shaking", "US").labs] == ["low"]


WORDED = [
    ("my potassium was a bit low, calf twitching", "potassium", "low"),
    ("potassium on the low side, calf twitching", "potassium", "low"),
    ("I'm low in magnesium, calf twitching", "magnesium", "low"),
    ("his sugar's sky high, leg jerking", "glucose", "high"),
    ("his meter just said HI, leg jerking", "glucose", "high"),
    ("tsh undetectable, tremor", "tsh", "low"),
    ("iron levels low on my bloods, legs restless", "ferritin", "low"),
    ("muscle enzymes were up, thighs twitch", "creatine-kinase", "high"),
    ("my salt was low on the blood test, cramps", "sodium", "low"),
    ("bloods all fine, calf twitching", "potassium", "normal"),
    ("had my bloods done last month, all normal. calf twitches", "potassium", "normal"),
    ("U&Es normal, calf twitches", "sodium", "normal"),
    ("thyroid came back normal, calf twitches", "tsh", "normal"),
    ("calcium, magnesium and potassium were all normal, calf twitches", "calcium", "normal"),
    ("potassium wasn't low, calf twitching", "potassium", "normal"),
]


@pytest.mark.parametrize(("text", "lab", "side"), WORDED)
def test_results_in_words(read: Read, text: str, lab: str, side: str) -> None:
    """Low, high or normal without a figure."""
    said = next(one for one in read(text).labs if one.lab == lab)
    assert (said.side or "normal") == side


NO_RESULTS = [
    "is magnesium good for cramps?",
    "magnesium is good for cramps they say, my calf twitches",
    "I only drink low sugar squash, eye twitching",
    "a blood test would be a good idea, my calf twitches",
    "could my potassium be low? my calf twitches",
    "I read that low potassium causes cramps, my calf twitches",
    "my mum's potassium was low once, my calf twitches",
    "I ran 10k 3 times last week, calf twitching",
    "took 20 mg 2 times a day, calf twitching",
    "bloods weren't normal, calf twitching",
]


@pytest.mark.parametrize("text", NO_RESULTS)
def test_no_results(read: Read, text: str) -> None:
    """Food, tablets, plans, questions and other people's results."""
    assert not read(text).labs
