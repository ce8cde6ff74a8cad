"""Movements in one breath, medicines that ran out, amounts of one time, and doctors' shorthand."""

from collections.abc import Callable

import pytest

from whytwitch.model import Evidence, Status, Subject, Time, Timing

Told = Callable[[str], Evidence]


@pytest.mark.parametrize(
    ("text", "kinds", "places"),
    [
        ("cramps in my calves, and the muscles keep jumping", ["cramp", "twitch"], [("calf",), ("calf",)]),
        ("By evening painful cramps in my calves and arms, the muscles keep jumping in between.", ["cramp", "twitch"], [("calf", "arm"), ("calf", "arm")]),
        ("my eyelid twitches and my hands shake", ["twitch", "tremor"], [("eyelid",), ("hand",)]),
        ("Cramps in my calves and my muscles twitch everywhere", ["cramp", "twitch"], [("calf",), ()]),
        ("calf cramps plus twitching all over", ["cramp", "twitch"], [("calf",), ()]),
        ("I get cramps in my calves. My muscles also twitch.", ["cramp", "twitch"], [("calf",), ()]),
        ("Calves cramp at night and during the day the muscles ripple", ["cramp", "ripple"], [("calf",), ("calf",)]),
        ("My hands tremble and the muscles in my thighs twitch", ["tremor", "twitch"], [("hand",), ("thigh",)]),
        ("My eyelid flickers and I also get cramps in my feet at night.", ["twitch", "cramp"], [("eyelid",), ("foot",)]),
        ("hands trembling, eyelid twitching", ["tremor", "twitch"], [("hand",), ("eyelid",)]),
    ],
)
def test_two_movements_in_one_breath_are_two(told: Told, text: str, kinds: list[str], places: list[tuple[str, ...]]) -> None:
    """Another kind with a subject or a place of its own is another movement; "the muscles" are those told of before."""
    movements = told(text).movements
    assert [kind for movement in movements for kind in movement.values("kind")] == kinds
    assert [movement.values("place") for movement in movements] == places


@pytest.mark.parametrize(
    "text",
    [
        "twitching, spasms, jumping of my calf",
        "twitches and cramps in both calves",
        "muscle twitches and cramps in my calves",
        "my calf muscles twitch and cramp",
        "spasms in my back, the muscles keep twitching",
        "My hands shake and tremble.",
        "my thumb twitches, jumps and flickers",
        "my calf twitches and it looks like worms under the skin",
    ],
)
def test_one_movement_in_several_words_is_one(told: Told, text: str) -> None:
    """A list of words for one place is one movement."""
    assert len(told(text).movements) == 1


def test_a_later_word_for_a_kind_goes_to_the_movement_of_that_kind(told: Told) -> None:
    """ "The twitching" is the eyelid's, though the hands were told last."""
    twitch, tremor = told("My eyelid twitches and my hands shake. The twitching started two weeks ago.").movements
    assert twitch.values("onset") == ("weeks",)
    assert tremor.values("onset") == ()


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("Small flickers in the back of that arm when I rest. Long drives have set off a milder version for two years.", ()),
        ("My thumb twitches for two weeks. I had a milder form for years.", ("weeks",)),
        ("My calf has been twitching since Tuesday. I've had lighter bouts for years.", ("days",)),
        ("eyelid twitching for three weeks, nothing like this in ten years", ("weeks",)),
        ("My lip twitches since yesterday, never this bad in two years.", ("days",)),
        ("Twitching in my thigh for a month; smaller ones for six years", ("weeks",)),
    ],
)
def test_a_milder_forerunner_is_no_onset(told: Told, text: str, onset: tuple[str, ...]) -> None:
    """How long something like it was there before does not date the movement."""
    assert told(text).movements[0].values("onset") == onset


@pytest.mark.parametrize(
    ("text", "drug", "days"),
    [
        ("The pharmacy won't refill my alprazolam, last one two days ago. My hands are shaking.", "alprazolam", 2),
        ("I ran out of sertraline five days ago and my eyelid twitches", "sertraline", 5),
        ("couldn't get my script for lorazepam since Friday. shaking hands", "lorazepam", 2),
        ("I came off pregabalin last week, legs jerk", "pregabalin", 7),
        ("weaned off diazepam a month ago and muscles twitch all over", "diazepam", 30.44),
        ("missed my doses of baclofen for three days, legs spasm", "baclofen", 3),
        ("I've not had my venlafaxine for 4 days. Twitching eye", "venlafaxine", 4),
        ("out of clonazepam since Monday, hands shaking", "clonazepam", 6),
        ("my doctor took me off propranolol two weeks ago, my hands shake", "propranolol", 14),
        ("my last diazepam was three days ago, hands shake", "diazepam", 3),
        ("I take lorazepam. Last dose was 4 days ago. Shaking hands", "lorazepam", 4),
        ("My prescription for Xanax ran out on Thursday. Hands trembling.", "alprazolam", 3),
        ("I've been off citalopram for two weeks, eye twitching", "citalopram", 14),
    ],
)
def test_a_medicine_that_ran_out_is_stopped(told: Told, text: str, drug: str, days: float) -> None:
    """Not refilled, missed, weaned off or last taken days ago: stopped, and since when."""
    (medicine,) = [m for m in told(text).medicines if m.drug == drug]
    assert medicine.status is Status.PRESENT
    assert medicine.timing is Timing.STOPPED
    assert medicine.time is Time.CURRENT
    assert medicine.since_days == pytest.approx(days)


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("I take amitriptyline, last dose last night. Eyelid twitches.", "amitriptyline"),
        ("I can't get to sleep on sertraline. Eyelid twitches", "sertraline"),
        ("I started sertraline last week, eyelid twitches", "sertraline"),
        ("My eyelid twitches. I took ibuprofen last night.", "ibuprofen"),
        ("I'm on citalopram and went off to bed. Eyelid twitches.", "citalopram"),
        ("out of breath on propranolol, hands shake", "propranolol"),
    ],
)
def test_a_medicine_still_taken_is_not_stopped(told: Told, text: str, drug: str) -> None:
    """Yesterday's dose, sleep that won't come and breath that ran out stop nothing."""
    (medicine,) = [m for m in told(text).medicines if m.drug == drug]
    assert medicine.timing is not Timing.STOPPED


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("I drank 3.5 litres of water after yoga and now my muscles cramp", "water-excess"),
        ("a bottle of vodka last night, hands shaking this morning", "alcohol-heavy"),
        ("four coffees this morning and my eyelid twitches", "caffeine-high"),
        ("I had six beers last night. My calf twitches", "alcohol-heavy"),
        ("I drank ten pints on Saturday and my hands shake", "alcohol-heavy"),
        ("we had 6 beers each at a wedding, calf twitching", "alcohol-heavy"),
        ("he downed five red bulls in an hour, he's shaking", "caffeine-high"),
        ("slept 3 hours last night, eyelid twitching", "sleep-short"),
    ],
)
def test_an_amount_of_one_time_is_no_daily_amount(told: Told, text: str, habit: str) -> None:
    """It is there, lately, without an amount a day."""
    (finding,) = [f for f in told(text).findings if f.id == habit]
    assert (finding.status, finding.timing, finding.amount, finding.band) == (Status.PRESENT, Timing.RECENT, None, None)


@pytest.mark.parametrize(
    ("text", "habit", "amount"),
    [
        ("four coffees, eyelid twitching", "caffeine-high", 380),
        ("I drink four coffees and my eyelid twitches", "caffeine-high", 380),
        ("Six coffees a day since last week, my eyelid twitches", "caffeine-high", 570),
        ("I have 5 coffees every morning, eyelid twitches", "caffeine-high", 475),
        ("usually 4 coffees, 6 yesterday. eyelid twitching", "caffeine-high", 380),
        ("I drink a bottle of wine every night. Hands shake", "alcohol-heavy", 9.8),
        ("I drink two bottles of wine every weekend. My calf twitches.", "alcohol-heavy", 2.8),
        ("five litres of water a day, muscles twitching", "water-excess", 5),
    ],
)
def test_a_habit_keeps_its_daily_amount(told: Told, text: str, habit: str, amount: float) -> None:
    """Nothing said means every day."""
    (finding,) = [f for f in told(text).findings if f.id == habit]
    assert finding.amount == pytest.approx(amount)


def test_a_little_in_one_go_is_nothing_to_report(told: Told) -> None:
    """One glass at a party is neither a habit nor its absence."""
    assert not [f for f in told("one white claw at a party on Saturday, calf twitching").findings if f.band or f.status is Status.ABSENT]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Bloods: Ca 1.9 Mg 0.5 K 2.8, calf cramps", {"calcium": 1.9, "magnesium": 0.5, "potassium": 2.8}),
        ("Twitching calf 3/12. K+ of 2.6, corrected calcium 1.95", {"potassium": 2.6, "calcium": 1.95}),
        ("Cramps. Na 118, K 3.1, Mg 0.45, adj Ca 1.8", {"sodium": 118, "potassium": 3.1, "magnesium": 0.45, "calcium": 1.8}),
        ("Mg2+ 0.4 Ca2+ 1.8 carpopedal spasm", {"magnesium": 0.4, "calcium": 1.8}),
        ("cCa 1.85, twitching round the mouth", {"calcium": 1.85}),
        ("hand tremor x 3/7, s/p thyroidectomy, Ca 1.75", {"calcium": 1.75}),
        ("Na 128 K 3.0 Mg 1.2 Ca 7.8 calf cramps", {"sodium": 128, "potassium": 3.0, "magnesium": 0.49368, "calcium": 1.9461}),
    ],
)
def test_results_in_shorthand_are_read(told: Told, text: str, values: dict[str, float]) -> None:
    """Symbols in a row; a value that fits one unit only says which unit the ones beside it have."""
    assert {result.lab: result.value for result in told(text).labs} == pytest.approx(values)


def test_potassium_alone_says_nothing_of_the_unit_of_magnesium(told: Told) -> None:
    """It is in mmol/L everywhere."""
    assert [result.lab for result in told("K 3.2 Mg 1.1 twitching").labs] == ["potassium"]


@pytest.mark.parametrize("text", ["calf twitching. I took calcium 500 mg 2 tablets", "took magnesium 375 mg, eyelid twitches"])
def test_a_dose_is_no_result(told: Told, text: str) -> None:
    """Milligrams are swallowed."""
    assert told(text).labs == ()


@pytest.mark.parametrize(
    ("text", "absent", "present"),
    [
        ("34F, twitching L eyelid 2/52. PMH asthma. O/E NAD. denies weakness.", {"focal-weakness"}, {"asthma"}),
        ("c/o fasciculations 3/12, nil weakness, FHx MND", {"focal-weakness"}, set[str]()),
        ("70M c/o tremor R hand 6/12. PMHx T2DM, HTN. nil weakness.", {"focal-weakness"}, {"diabetes", "high-blood-pressure"}),
        ("O/E: power 5/5, reflexes normal, NAD. Eyelid twitching 2/52", {"focal-weakness"}, set[str]()),
        ("pt denies weakness, numbness, dysphagia. Twitching calves 3/12", {"focal-weakness", "numbness", "swallowing-difficulty"}, set[str]()),
        ("SHx: nil EtOH. Muscle twitching 4/52", {"alcohol-heavy"}, set[str]()),
        ("no weakness, numbness or family history of ALS. Calf twitches", {"focal-weakness", "numbness"}, set[str]()),
    ],
)
def test_headings_and_denials_of_notes_are_read(told: Told, text: str, absent: set[str], present: set[str]) -> None:
    """A heading ends a denied list."""
    evidence = told(text)
    own = [f for f in evidence.findings if f.subject is Subject.PATIENT]
    assert absent <= {f.id for f in own if f.status is Status.ABSENT}
    assert present <= {f.id for f in own if f.status is Status.PRESENT}
    assert len(evidence.movements) == 1


@pytest.mark.parametrize("text", ["DHx: omeprazole 20mg OD. Muscle twitching 4/52", "eyelid twitch; citalopram 20 mg od", "baclofen 10 mg OD, legs spasm"])
def test_once_daily_is_no_overdose(told: Told, text: str) -> None:
    """ "OD" behind a dose is once a day; "I want to OD" is what it says."""
    assert "overdose" not in {f.id for f in told(text).findings}
    assert "overdose" in {f.id for f in told("I want to OD. eyelid twitches").findings}
