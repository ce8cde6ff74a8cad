"""What the reader makes of sentences, with the shipped base."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from whytwitch.errors import UnusableInputError
from whytwitch.evidence import Reader, read
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, Finding, Level, Profile, Sex, Status, Subject, Time, Timing

Told = Callable[[str], Evidence]


def ids(evidence: Evidence, status: Status = Status.PRESENT) -> set[str]:
    """Ids of the patient's current findings of one status."""
    return {f.id for f in evidence.findings if f.status is status and f.subject is Subject.PATIENT and f.time is Time.CURRENT}


def one(evidence: Evidence, name: str) -> Finding:
    """The only finding of an id."""
    (found,) = [finding for finding in evidence.findings if finding.id == name]
    return found


# ---------------------------------------------------------------- movements


@pytest.mark.parametrize(
    ("text", "attribute", "values"),
    [
        ("My eyelid twitches", "place", ("eyelid",)),
        ("lip and eyelid twitch together", "place", ("lip", "eyelid")),
        ("twitching in my left calf, thigh and foot", "place", ("calf", "thigh", "foot")),
        ("My left calf twitches", "side", ("one-side",)),
        ("Both calves twitch", "side", ("both-sides",)),
        ("Both calves twitch", "pattern", ("several-places",)),
        ("Twitching all over", "pattern", ("everywhere",)),
        ("My chin twitches", "pattern", ("one-place",)),
        ("My eyelid has twitched for two weeks", "onset", ("weeks",)),
        ("My eyelid has twitched for 3/52", "onset", ("weeks",)),
        ("My eyelid has twitched since Tuesday", "onset", ("days",)),
        ("My eyelid started twitching in March", "onset", ("months",)),
        ("My eyelid has twitched since this morning", "onset", ("under-a-day",)),
        ("I've had a twitch in my thigh for six years", "onset", ("years",)),
        ("18 months of twitches in my calf", "onset", ("years",)),
        ("eyelid twitching on and off", "course", ("comes-and-goes",)),
        ("my thumb twitches, each one lasts a few seconds", "burst", ("seconds",)),
        ("my thumb twitches for ten minutes at a time", "burst", ("minutes",)),
        ("like worms under the skin of my calf", "kind", ("ripple",)),
        ("my calf twitches and it looks like worms under the skin", "kind", ("ripple",)),
        ("my arm jerks", "kind", ("jerk",)),
        ("the twitching in my calf is worse after exercise", "trigger", ("exercise",)),
        ("left eyebrow, cheek and lip twitch", "pattern", ("half-face",)),
        ("my left eyelid twitches, the right side never does it", "side", ("one-side",)),
        ("first my left eye twitched, then the right", "side", ("changing",)),
        ("my left calf and my right calf twitch", "side", ("both-sides",)),
        ("my lips tingle and twitch", "place", ("lip",)),
        ("my jaw is stiff and my back spasms", "place", ("back",)),
        ("My hand twitches. I have had this since May", "onset", ("months",)),
        ("I'm 45 with 2 mo h/o calf twitching", "onset", ("weeks",)),
    ],
)
def test_movement_is_described(told: Told, text: str, attribute: str, values: tuple[str, ...]) -> None:
    """Kind, places in the order named, side, pattern, time since onset, course, burst and trigger are read."""
    assert told(text).movements[0].values(attribute) == values


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("My eyelid flickers and I get calf cramps", [("eyelid",), ("calf",)]),
        ("lip and eyelid twitch", [("lip", "eyelid")]),
        ("I've had night cramps in my calf for years. My right eyelid has been fluttering since Monday", [("calf",), ("eyelid",)]),
        ("Two things. My eyelid has been flickering for days. After runs my calves twitch", [("eyelid",), ("calf",)]),
        ("My calf twitches. Sometimes my arm too. It is always there", [("calf", "arm")]),
        ("cramps and twitching in my calves", [("calf",)]),
    ],
)
def test_movements_are_told_apart(told: Told, text: str, places: list[tuple[str, ...]]) -> None:
    """Another kind at another place, or a time of its own, is another movement; several places of one kind are not."""
    assert [movement.values("place") for movement in told(text).movements] == places


@pytest.mark.parametrize(
    "text",
    [
        "I have no twitching",
        "No twitching or jerking that we can see, but my hands are weak",
        "I don't have any twitching anymore",
        "How do I get more viewers on Twitch?",
        "which twitch lure is best for pike",
        "My dog's leg twitches in his sleep",
        "It burns when I pee",
        "jerk chicken recipe",
    ],
)
def test_no_movement_is_read(told: Told, text: str) -> None:
    """Denied movements, the streaming site, fishing, food, animals and other complaints give no movement."""
    assert told(text).movements == ()


def test_at_most_three_movements(told: Told) -> None:
    """However many are told, three are kept."""
    text = "My eyelid flickers. My calf cramps. My hand shakes. My jaw is in spasm. My shoulder jerks. My foot curls like a claw."
    assert len(told(text).movements) == 3


def test_a_place_of_another_complaint_is_not_the_movements(told: Told) -> None:
    """A weak hand gives its hand to the weakness."""
    assert told("My eyelid twitches and my hand is weak").movements[0].values("place") == ("eyelid",)


# ---------------------------------------------------------------- denied, doubted, feared, past, somebody else's


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("No weakness, numbness or trouble swallowing", {"focal-weakness", "numbness", "swallowing-difficulty"}),
        ("I have no weakness, numbness, falls", {"focal-weakness", "numbness", "trips-falls"}),
        ("denies numbness", {"numbness"}),
        ("never had a fit", {"convulsion"}),
        ("Weakness: none. Numbness - none.", {"focal-weakness", "numbness"}),
        ("Any trouble swallowing? No.", {"swallowing-difficulty"}),
        ("power 5/5", {"focal-weakness"}),
        ("Power, tone and reflexes are all normal", {"focal-weakness", "brisk-reflexes"}),
        ("without any headache", {"headache"}),
        ("numbness was denied", {"numbness"}),
        ("no trouble speaking, chewing or swallowing", {"slurred-speech", "swallowing-difficulty"}),
        ("No history of seizures", {"epilepsy-known"}),
        ("I am not confused", {"confusion"}),
        ("He denies chest pain, headache, weakness. Reports eyelid twitching", {"chest-pain", "headache", "focal-weakness"}),
    ],
)
def test_denied_is_absent(told: Told, text: str, absent: set[str]) -> None:
    """A denial reaches over its list, forwards and backwards."""
    evidence = told(text)
    assert absent <= ids(evidence, Status.ABSENT)
    assert absent.isdisjoint(ids(evidence))


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("No weakness, but my hand is numb", {"numbness"}),
        ("No, my foot is numb", {"numbness"}),
        ("I can't stop the shaking and I have a headache", {"headache"}),
        ("muddled, no appetite, headache, and her muscles jump", {"headache"}),
        ("not only numbness", {"numbness"}),
        ("I don't know why I have a headache", {"headache"}),
        ("He hasn't slept, he vomits and he is confused", {"vomiting", "confusion"}),
        ("no weakness and my foot is numb", {"numbness"}),
        ("no fever apart from numbness", {"numbness"}),
        ("no pain, my left foot is numb", {"numbness"}),
        ("his heart is racing and he is talking to people who aren't there", {"palpitations"}),
    ],
)
def test_a_denial_ends(told: Told, text: str, present: set[str]) -> None:
    """At "but", at an exception, at a mark after "no", at a new subject; and some words only look like one."""
    assert present <= ids(told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Worried it's MND, my calf twitches",
        "Could it be ALS?",
        "I googled motor neurone disease",
        "my calf twitches. ALS?",
        "is this als",
        "I can't stop thinking its ALS",
    ],
)
def test_a_feared_diagnosis_is_a_fear(told: Told, text: str) -> None:
    """ALS that is feared, asked or searched is not there; the fear of it is."""
    found = ids(told(text))
    assert "als" not in found
    assert "fear-of-als" in found


@pytest.mark.parametrize("text", ["I was diagnosed with ALS in May", "I have MND", "known ALS"])
def test_a_stated_diagnosis_is_there(told: Told, text: str) -> None:
    """What a doctor found is present."""
    assert "als" in ids(told(text))


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        ("My dad had ALS. My calf twitches", "als", Subject.FAMILY),
        ("My calf twitches and my mother has epilepsy", "epilepsy-known", Subject.FAMILY),
        ("My calf twitches. My husband has epilepsy", "epilepsy-known", Subject.OTHER),
        ("epilepsy runs in my family, my eyelid twitches", "epilepsy-known", Subject.FAMILY),
        ("My mother in law has epilepsy, my arm jerks", "epilepsy-known", Subject.OTHER),
    ],
)
def test_somebody_elses_is_not_mine(told: Told, text: str, name: str, subject: Subject) -> None:
    """Blood relatives are family history, others are nobody's evidence."""
    assert one(told(text), name).subject is subject


@pytest.mark.parametrize(
    ("text", "age", "sex", "asks_for_other"),
    [
        ("my son, 6, blinks hard", 6, Sex.MALE, True),
        ("My husband is 40 and his arm jerks", 40, Sex.MALE, True),
        ("Mum is 70 and she chews all the time with nothing in her mouth", 70, Sex.FEMALE, True),
        ("My little girl is 3. Her hands keep cramping up", 3, Sex.FEMALE, True),
        ("my 8 year old has a tic", 8, None, True),
        ("34f, eyelid twitching", 34, Sex.FEMALE, False),
        ("I'm 34 and my eyelid twitches", 34, None, False),
        ("62 yo man with twitching calves", 62, Sex.MALE, False),
        ("34-year-old woman, lip twitch", 34, Sex.FEMALE, False),
        ("calf twitching. m, 46", 46, Sex.MALE, False),
        ("47, nurse. My calf twitches", 47, None, False),
        ("My wife says my leg twitches. I'm 50", 50, None, False),
        ("My 6 year old son is well. I am a 36 year old mother and my eyelid twitches", 36, Sex.FEMALE, False),
        ("I'm in my forties, my calf twitches", 45, None, False),
        ("My calf has twitched for 30 weeks", None, None, False),
        ("He is 7 and his arm jerks. I am so frightened", 7, Sex.MALE, False),
        ("M/45, fasciculations", 45, Sex.MALE, False),
        ("I'm 34 weeks pregnant and my eyelid twitches", None, Sex.FEMALE, False),
    ],
)
def test_the_patient_is_whoever_the_question_is_about(told: Told, text: str, age: float | None, sex: Sex | None, asks_for_other: bool) -> None:  # noqa: FBT001 - a column of the table
    """Age and sex are the patient's, not the writer's and not a duration."""
    profile = told(text).profile
    assert (profile.age_years, profile.sex, profile.asks_for_other) == (age, sex, asks_for_other)


@pytest.mark.parametrize(("text", "is_pregnant"), [("I'm 30 weeks pregnant, leg cramps", True), ("calf cramps, not pregnant", False), ("calf cramps", None)])
def test_pregnancy(told: Told, text: str, is_pregnant: bool | None) -> None:  # noqa: FBT001 - a column of the table
    """Pregnancy is said, denied or open."""
    assert told(text).profile.pregnant is is_pregnant


def test_what_was_entered_goes_before_what_was_read(reader: Reader) -> None:
    """A profile beside the text wins, and the difference is said."""
    evidence = reader.read("34f, my eyelid twitches", profile=Profile(age_years=50, sex=Sex.MALE), as_of=date(2026, 11, 22))
    assert (evidence.profile.age_years, evidence.profile.sex) == (50, Sex.MALE)
    assert [issue.level for issue in evidence.issues] == [Level.WARNING, Level.WARNING]


@pytest.mark.parametrize(
    ("text", "name", "moment"),
    [
        ("I had Bell's palsy three years ago, now my mouth twitches", "bells-palsy", Time.PAST),
        ("I had numbness years ago. My calf twitches", "numbness", Time.PAST),
        ("My arm went numb yesterday for ten minutes", "numbness", Time.CURRENT),
        ("What if I get weakness? My calf twitches", "focal-weakness", Time.HYPOTHETICAL),
    ],
)
def test_when_it_held(told: Told, text: str, name: str, moment: Time) -> None:
    """Long ago is past, yesterday is not, and what might come is hypothetical."""
    assert one(told(text), name).time is moment


def test_doubt_lowers_certainty(told: Told) -> None:
    """What is said with a "maybe" is less certain than what is said plainly."""
    assert one(told("maybe some numbness in my foot"), "numbness").certainty < 1
    assert one(told("numbness in my foot"), "numbness").certainty == 1


def test_sudden_onset_makes_the_sudden_finding(told: Told) -> None:
    """A droop told with a word of suddenness is the sudden droop."""
    assert "facial-droop-sudden" in ids(told("Suddenly this morning one side of my face is drooping"))


def test_a_contradiction_counts_as_there(told: Told) -> None:
    """The more dangerous of two statements is kept, and an issue says so."""
    evidence = told("No weakness in the hand. My hand is weak.")
    assert "weak-hand" in ids(evidence)
    assert any("both" in issue.message for issue in evidence.issues)


# ---------------------------------------------------------------- habits and medicines


@pytest.mark.parametrize(
    ("text", "name", "amount", "status"),
    [
        ("I drink four coffees a day", "caffeine-high", 380, Status.PRESENT),
        ("7 mugs of coffee a day", "caffeine-high", 665, Status.PRESENT),
        ("two coffees and three espressos a day", "caffeine-high", 385, Status.PRESENT),
        ("one coffee a day", "caffeine-high", 95, Status.ABSENT),
        ("coffee is one a day", "caffeine-high", 95, Status.ABSENT),
        ("400 mg of caffeine a day, in coffee", "caffeine-high", None, Status.PRESENT),
        ("I sleep five hours", "sleep-short", 5, Status.PRESENT),
        ("4-5 hours of sleep a night", "sleep-short", 4.5, Status.PRESENT),
        ("I sleep 8 hours", "sleep-short", 8, Status.ABSENT),
        ("20 units a week", "alcohol-heavy", 20 / 7, Status.PRESENT),
        ("three pints a night", "alcohol-heavy", 7.5, Status.PRESENT),
        ("a bottle of wine a day", "alcohol-heavy", 9.8, Status.PRESENT),
        ("no alcohol", "alcohol-heavy", None, Status.ABSENT),
        ("I smoke a pack a day", "nicotine", 20, Status.PRESENT),
        ("ten hours a day at the screen", "screen-long", 10, Status.PRESENT),
    ],
)
def test_habits_are_counted(told: Told, text: str, name: str, amount: float | None, status: Status) -> None:
    """What people count becomes an amount in the exposure's unit; below its lowest band it is absent."""
    found = one(told(text), name)
    assert found.status is status
    if amount is not None:
        assert found.amount == pytest.approx(amount, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "drug", "dose", "unit", "times"),
    [
        ("omeprazole 20 mg twice a day", "omeprazole", 20, "mg", 2),
        ("20mg omeprazole", "omeprazole", 20, "mg", None),
        ("sertraline 50mg od", "sertraline", 50, "mg", 1),
        ("levothyroxine 150 mcg and calcium tablets", "calcium-carbonate", None, None, None),
        ("salbutamol 5 mg four times a day", "salbutamol", 5, "mg", 4),
        ("lansoprazol 30 mg", "lansoprazole", 30, "mg", None),
    ],
)
def test_doses_are_read(told: Told, text: str, drug: str, dose: float | None, unit: str | None, times: float | None) -> None:
    """Dose, unit and frequency belong to the medicine they stand beside; slips of spelling are put right."""
    (medicine,) = [m for m in told(text).medicines if m.drug == drug]
    assert (medicine.dose, medicine.unit, medicine.times_per_day) == (dose, unit, times)


@pytest.mark.parametrize(
    ("text", "timing", "moment"),
    [
        ("I started sertraline two weeks ago and my legs have jerked for 10 days", Timing.RECENT, Time.CURRENT),
        ("On sertraline for 5 years. My eyelid has twitched for two weeks", Timing.STEADY, Time.CURRENT),
        ("My legs jerk since I started sertraline", Timing.RECENT, Time.CURRENT),
        ("I stopped sertraline five days ago and my arms jerk", Timing.STOPPED, Time.CURRENT),
        ("I took sertraline for a year and stopped last week. My arms jerk", Timing.STOPPED, Time.CURRENT),
        ("My sertraline was doubled last week and now I twitch", Timing.RECENT, Time.CURRENT),
        ("I'm thinking of taking sertraline", Timing.UNKNOWN, Time.HYPOTHETICAL),
        ("I take sertraline", Timing.UNKNOWN, Time.CURRENT),
        ("I'm on duloxetine, dose went up recently. My body jerks", Timing.RECENT, Time.CURRENT),
        ("My GP wants me to start propranolol, my hands shake", Timing.UNKNOWN, Time.HYPOTHETICAL),
        ("On lorazepam for 4 years, 7.5 mg a day. Decided enough and stopped completely yesterday. My arms jerk", Timing.STOPPED, Time.CURRENT),
        ("I've been taking my wife's lisinopril, my lip twitches", Timing.UNKNOWN, Time.CURRENT),
    ],
)
def test_medicines_relative_to_the_onset(told: Told, text: str, timing: Timing, moment: Time) -> None:
    """Started or raised shortly before, stopped, taken for long, only planned."""
    (medicine,) = told(text).medicines
    assert (medicine.timing, medicine.time) == (timing, moment)


def test_a_question_about_a_medicine_means_taking_it(told: Told) -> None:
    """ "Can omeprazole do this?" is asked by people who take it, with less certainty."""
    (medicine,) = told("Can omeprazole cause a twitching eyelid?").medicines
    assert medicine.status is Status.PRESENT
    assert medicine.certainty < 1


@pytest.mark.parametrize("text", ["I'm not on sertraline", "never taken sertraline", "no sertraline"])
def test_a_denied_medicine_is_absent(told: Told, text: str) -> None:
    """Not taking it is said as plainly as taking it."""
    (medicine,) = told(text).medicines
    assert medicine.status is Status.ABSENT


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("no meds", True),
        ("I'm not on any medication", True),
        ("Medication: none", True),
        ("no other meds, just omeprazole", True),
        ("on omeprazole", False),
        ("calf twitch", False),
    ],
)
def test_taking_nothing(told: Told, text: str, nothing: bool) -> None:  # noqa: FBT001 - a column of the table
    """ "No medication", or none but those that are named, is evidence of its own."""
    assert told(text).takes_no_medicine is nothing


def test_an_unknown_medicine_is_said(told: Told) -> None:
    """A name that looks like a medicine but is not in the base becomes an issue and is listed as not understood."""
    evidence = told("My calf twitches, I am taking zolfizide")
    assert any("zolfizide" in issue.message for issue in evidence.issues)
    assert any("zolfizide" in span.text for span in evidence.not_understood)


# ---------------------------------------------------------------- blood results


@pytest.mark.parametrize(
    ("text", "lab", "value", "side"),
    [
        ("potassium 3.1 mmol/L", "potassium", 3.1, "low"),
        ("K 3.1", "potassium", 3.1, "low"),
        ("my potassium came back at 4.1", "potassium", 4.1, "normal"),
        ("the potassium is 1.6 mmol/litre", "potassium", 1.6, "low"),
        ("calcium was 7.1 mg/dL", "calcium", 1.77145, "low"),
        ("Mg 1.2 mg/dl", "magnesium", 0.49368, "low"),
        ("Na 121", "sodium", 121, "low"),
        ("TSH 0.01", "tsh", 0.01, "low"),
        ("potassium was low", "potassium", None, "low"),
        ("low magnesium", "magnesium", None, "low"),
        ("calcium and magnesium both low", "magnesium", None, "low"),
        ("potassium is normal", "potassium", None, "normal"),
        ("bloods were fine", "calcium", None, "normal"),
        ("Mg 1.2 mg/dL, Ca 7.1", "calcium", 1.77145, "low"),
        ("phosphate 0.64", "phosphate", None, "low"),  # low in every unit that makes it possible
        ("my potassium isn't low", "potassium", None, "normal"),
    ],
)
def test_results_are_read(told: Told, text: str, lab: str, value: float | None, side: str) -> None:
    """Values are converted to the base's unit and placed; words give a side without a value."""
    (result,) = [r for r in told(text).labs if r.lab == lab]
    assert result.value == (pytest.approx(value, rel=1e-3) if value is not None else None)
    assert result.side == side


@pytest.mark.parametrize("text", ["Mg 55", "potassium 310 mmol/L", "magnesium 1.8", "magnesium 375 mg at night", "5k run", "vitamin K"])
def test_values_that_cannot_be_are_not_used(told: Told, text: str) -> None:
    """Implausible values, values without a clear unit, doses and other words give no result."""
    assert told(text).labs == ()


@pytest.mark.parametrize(("text", "says"), [("Mg 55", "cannot be"), ("magnesium 1.8", "could be"), ("K 3.1", "only mmol/L")])
def test_doubtful_values_are_said(told: Told, text: str, says: str) -> None:
    """An impossible value, an open unit and a guessed unit are each an issue."""
    assert any(says in issue.message for issue in told(text).issues)


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize("text", ["", "  \n ", "???", "\0\1\2 twitch", "x" * 1_000_000])
def test_unusable_input_is_refused(reader: Reader, text: str) -> None:
    """Empty, binary and far too long texts are refused at once, with a clear message."""
    start = time.perf_counter()
    with pytest.raises(UnusableInputError, match=r"\w+"):
        reader.read(text, as_of=date(2026, 11, 22))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("piece", ["my left eyelid twitches and ", "no pain, or numbness, ", "K 3.1, Mg 0.5, ", "my son says my dad had ALS. ", "9", "' "])
def test_a_book_is_read_in_seconds(reader: Reader, piece: str) -> None:
    """The longest text that is read takes time in proportion to its length, whatever it says over and over."""
    short, long = (f"twitch {piece * (size // len(piece))}"[:size] for size in (9_000, 90_000))
    times = []
    for text in (short, long):
        start = time.perf_counter()
        reader.read(text, as_of=date(2026, 11, 22))
        times.append(time.perf_counter() - start)
    assert times[1] < 60 * times[0] + 1


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe seit zwei Wochen ein Zucken am Auge und es geht nicht weg",
        "Je sens ma paupière qui saute depuis deux semaines",
        "У меня дёргается веко уже две недели",
        "kelopak mata saya berkedut sejak dua minggu",
        "silmäluomi nykii jatkuvasti viikkoja",
        "ma paupiere saute depuis deux semaines",
    ],
)
def test_other_languages_are_refused(told: Told, text: str) -> None:
    """A text in another language is refused in so many words, not half read."""
    with pytest.raises(UnusableInputError, match="only English is read so far"):
        told(text)


def test_an_emergency_is_heard_in_another_language(told: Told) -> None:
    """Words of an emergency that could be read are answered, with an issue."""
    evidence = told("Ich habe seit gestern chest pain und das Auge zuckt")
    assert "chest-pain" in ids(evidence)
    assert [issue.level for issue in evidence.issues if "English" in issue.message] == [Level.ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "twitch",
        "eyelid twitching left eye two weeks",
        "L thumb fasc x3/52, EMG neg",
        "calf twitch, pizza per mia moglie after my long run",
        "EMG: short-duration low-amplitude polyphasic MUAPs, early recruitment",
        "PMH: short bowel, fat-soluble vitamin deficiency",
        "POD 9 lap appendicectomy, wound clean",
        "c/o SOBOE, ET 50 yds",
    ],
)
def test_short_and_borrowed_words_are_english(told: Told, text: str) -> None:
    """A few words without grammar, a doctor's telegram, or two foreign words, refuse nothing."""
    assert not [issue for issue in told(text).issues if "English" in issue.message]


def test_what_was_not_understood_is_listed(told: Told) -> None:
    """Clauses with content that gave nothing are quoted."""
    spans = [span.text for span in told("My eyelid twitches. The archbishop repainted our veranda.").not_understood]
    assert spans == ["The archbishop repainted our veranda"]


def test_spans_are_slices(told: Told) -> None:
    """Every span quotes the text it points to."""
    text = "34f 😀 “eyelid” twitches, no weakness; K 3.1 on omeprazole 20mg"
    evidence = told(text)
    groups = ([f.span for f in evidence.findings], [m.span for m in evidence.medicines], [r.span for r in evidence.labs], [m.span for m in evidence.movements])
    assert all(groups)
    assert all(span is not None and text[span.start : span.end] == span.text for group in groups for span in group)


def test_the_function_reads_like_the_reader(knowledge: Knowledge, reader: Reader) -> None:
    """`read` is a reader made for one text."""
    text = "My lip twitches"
    assert read(text, knowledge, as_of=date(2026, 11, 22)) == reader.read(text, as_of=date(2026, 11, 22))
