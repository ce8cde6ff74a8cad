"""The failing examples that made the rules of the model: each went wrong before its rule was there.

Evidence is built by hand, so that nothing here depends on how words are read. Numbers are bounds with wide room, not the base's present figures.
"""

from functools import cache
from itertools import pairwise

import pytest

from whytwitch.inference import Engine, Understood, ledger
from whytwitch.knowledge import load_knowledge
from whytwitch.model import (
    CausePosterior,
    Evidence,
    Finding,
    LabResult,
    Medicine,
    Movement,
    Profile,
    Sex,
    Status,
    Subject,
    Time,
    Timing,
    Trait,
)


@cache
def engine() -> Engine:
    """The real base."""
    return Engine(load_knowledge(use_cache=False))


def understand(evidence: Evidence) -> Understood:
    """Evidence made ready, with its chief complaint when nothing moves."""
    complaint = engine().chief_complaint(evidence)
    return engine().understand(evidence, complaint)


def causes_of(evidence: Evidence, movement: int = 0) -> dict[str, CausePosterior]:
    """Causes of a movement by id."""
    return {cause.id: cause for cause in engine().infer(understand(evidence)).movements[movement].causes}


def movement(number: int = 1, **traits: str) -> Movement:
    """A movement from attribute = value; underscores in values are hyphens."""
    return Movement(f"m{number}", tuple(Trait(a, v.replace("_", "-")) for a, v in traits.items()))


FLICKER = movement(kind="twitch", place="eyelid", pattern="one_place", onset="weeks", course="comes_and_goes")
CRAMP = movement(2, kind="cramp", place="calf", pattern="one_place", onset="days", course="comes_and_goes")
TIRED_RUNNER = (Finding("sleep-short"), Finding("screen-long"), Finding("exercise-hard", timing=Timing.RECENT), Finding("muscle-pain"))


def test_an_eyelid_flicker_and_a_calf_cramp_are_two_movements() -> None:
    """Merged into one they gave "exertion 75 %"; apart, the eyelid has the eyelid's cause and the calf the calf's."""
    both = Evidence(profile=Profile(34), movements=(FLICKER, CRAMP), findings=TIRED_RUNNER)
    lid, calf = causes_of(both, 0), causes_of(both, 1)
    assert lid["eyelid-myokymia"].share > 0.5
    assert lid["exertion"].share < 0.1
    assert calf["exertion"].share > 0.25
    assert calf["eyelid-myokymia"].share < 0.01
    assert calf["exertion"].share > 5 * lid["exertion"].share


STORM = Evidence(
    profile=Profile(30),
    movements=(movement(kind="jerk", pattern="everywhere", onset="under_a_day", course="worsening"),),
    findings=tuple(Finding(f) for f in ("sweating", "agitation", "clonus", "brisk-reflexes", "dilated-pupils", "fever", "diarrhoea")),
)


def denied(*classes: str) -> tuple[Medicine, ...]:
    """Medicines the person says they do not take."""
    return tuple(Medicine((name,), status=Status.ABSENT) for name in classes)


def test_serotonin_syndrome_is_impossible_without_its_drugs() -> None:
    """It scored .9999 with both drugs denied: what it requires gates it, however well everything else fits."""
    group = engine().knowledge.causes["serotonin-syndrome"].requires[0]
    kinds = [name for name, drug_class in engine().knowledge.drug_classes.items() if set(group) & {name, *drug_class.is_a}]
    without = causes_of(Evidence(profile=STORM.profile, movements=STORM.movements, findings=STORM.findings, medicines=denied(*kinds)))
    assert without["serotonin-syndrome"].share == 0.0
    assert without["serotonin-syndrome"].presence == 0.0
    taking = (
        Medicine(("ssri", "serotonergic"), "sertraline", timing=Timing.RECENT),
        Medicine(("tramadol-class", "serotonergic"), "tramadol", timing=Timing.RECENT),
    )
    assert causes_of(Evidence(profile=STORM.profile, movements=STORM.movements, findings=STORM.findings, medicines=taking))["serotonin-syndrome"].share > 0.8


def test_serotonin_syndrome_is_open_when_nobody_asked_about_drugs() -> None:
    """Not asked is not denied: the gate is then the chance of taking one."""
    asked_nothing = causes_of(STORM)["serotonin-syndrome"].share
    assert asked_nothing > 0.0


def weak_hand_since(onset: str, course: str) -> float:
    """Share of ALS with a weak hand."""
    moved = movement(kind="twitch", place="hand", pattern="one_place", onset=onset, course=course)
    return causes_of(Evidence(profile=Profile(45), movements=(moved,), findings=(Finding("weak-hand"),)))["als"].share


def test_als_does_not_begin_yesterday() -> None:
    """With a weak hand since yesterday it had .030 when its file said nothing of the onset; every cause now has an onset row."""
    assert weak_hand_since("under_a_day", "comes_and_goes") < 0.01
    assert weak_hand_since("under_a_day", "comes_and_goes") < weak_hand_since("months", "worsening") / 10


def test_wheeze_in_an_asthmatic_is_not_organophosphate_poisoning() -> None:
    """Known asthma explains the wheeze: the poisoning stays far below what the same wheeze makes of it in somebody without asthma (.29 to .007)."""
    moved = movement(kind="twitch", pattern="several_places", onset="days", course="comes_and_goes")
    sprayed = Finding("pesticide-exposure", timing=Timing.RECENT)
    lungs = Evidence(profile=Profile(40), movements=(moved,), findings=(Finding("wheeze"), sprayed))
    asthmatic = Evidence(profile=Profile(40), movements=(moved,), findings=(Finding("wheeze"), sprayed, Finding("asthma")))
    assert causes_of(asthmatic)["organophosphate"].share < causes_of(lungs)["organophosphate"].share / 3
    bare = Evidence(profile=Profile(40), movements=(moved,), findings=(Finding("wheeze"), Finding("asthma")))
    assert causes_of(bare)["organophosphate"].share < 0.01


WAYS = ("weak-hand", "drops-things", "clumsy-fingers", "trips-falls", "weak-leg")


def test_weakness_said_five_ways_saturates() -> None:
    """As five findings it moved ALS x240, as one cluster x17: each further way of saying it adds less, and all together stay bounded by real weakness."""
    moved = movement(kind="twitch", place="hand", pattern="one_place", onset="months", course="worsening")

    def odds(*said: str) -> float:
        share = causes_of(Evidence(profile=Profile(45), movements=(moved,), findings=tuple(Finding(f) for f in said)))["als"].share
        return share / (1 - share)

    steps = [odds(*WAYS[:n]) for n in range(6)]
    factors = [after / before for before, after in pairwise(steps)]
    assert factors == sorted(factors, reverse=True)
    assert factors[-1] < 1.3
    surely = odds("focal-weakness")
    assert steps[5] <= surely * 1.000001
    assert steps[5] / steps[0] < 60


def low_potassium(value: float, band: str) -> LabResult:
    """A measured potassium."""
    return LabResult("potassium", value, band, "low", value, "mmol/L")


def test_a_potassium_of_3_1_is_low_potassium() -> None:
    """As a companion it left hypokalaemia at 39 %; a result that defines the cause is evidence on the cause itself. Whether it makes the twitch is another question."""
    moved = movement(kind="twitch", place="calf", pattern="one_place", onset="weeks", course="comes_and_goes")
    found = causes_of(Evidence(profile=Profile(45), movements=(moved,), labs=(low_potassium(3.1, "mild-low"),)))["hypokalaemia"]
    unmeasured = causes_of(Evidence(profile=Profile(45), movements=(moved,)))["hypokalaemia"]
    assert found.presence > 0.8
    assert found.presence > found.share
    assert unmeasured.presence < 0.1


def test_a_potassium_of_2_2_is_certain_and_a_better_maker() -> None:
    """The band grades both the error of the assay and the propensity."""
    moved = movement(kind="twitch", place="calf", pattern="one_place", onset="weeks", course="comes_and_goes")
    mild = causes_of(Evidence(profile=Profile(45), movements=(moved,), labs=(low_potassium(3.1, "mild-low"),)))["hypokalaemia"]
    severe = causes_of(Evidence(profile=Profile(45), movements=(moved,), labs=(low_potassium(2.2, "severe-low"),)))["hypokalaemia"]
    assert severe.presence > 0.98
    assert severe.share / (1 - severe.share) > 3 * mild.share / (1 - mild.share)


def test_exposures_add_and_do_not_multiply() -> None:
    """Multiplied odds ratios drove low magnesium to 97 % in somebody with every risk; attributable risks stay far below."""
    everything = ("alcohol-heavy", "diabetes", "malabsorption", "diarrhoea-vomiting-recent", "eating-disorder", "pregnancy", "kidney-disease", "liver-disease")
    medicines = tuple(Medicine((name,), timing=Timing.STEADY) for name in ("ppi", "thiazide", "loop-diuretic"))
    moved = movement(kind="twitch", place="eyelid", pattern="one_place", onset="weeks", course="comes_and_goes")
    given = Evidence(profile=Profile(50, Sex.FEMALE), movements=(moved,), findings=tuple(Finding(e) for e in everything), medicines=medicines)
    plain = understand(Evidence(profile=Profile(50, Sex.FEMALE), movements=(moved,)))
    column, number = understand(given).problem.pretest[:, 0], engine().index["hypomagnesaemia"]
    assert plain.problem.pretest[number, 0] < column[number] < 0.6
    assert causes_of(given)["hypomagnesaemia"].presence < 0.7


def test_hemifacial_spasm_is_as_present_as_it_is_the_maker() -> None:
    """Without the bit for the maker it had share .99 and presence .0001: what makes the movement is there."""
    half = movement(kind="spasm", pattern="half_face", side="one_side", onset="months", course="worsening", trigger="face_movement", sleep="goes_on_asleep")
    moved = Movement("m1", (*half.traits, Trait("place", "eyelid"), Trait("place", "cheek")))
    causes = causes_of(Evidence(profile=Profile(55), movements=(moved,), findings=(Finding("eye-closes-forced"), Finding("face-spread"))))
    assert causes["hemifacial-spasm"].share > 0.7
    assert all(cause.presence >= cause.share - 1e-12 for cause in causes.values())


def test_weak_legs_and_a_potassium_of_1_5_without_any_movement() -> None:
    """Nothing moves: the maker is then that of the chief complaint, and "unexplained" stands for itself."""
    given = Evidence(profile=Profile(40), findings=(Finding("generalised-weakness"),), labs=(low_potassium(1.5, "severe-low"),))
    understood = understand(given)
    assert (understood.share_of, understood.complaint) == ("complaint", "generalised-weakness")
    causes = causes_of(given)
    assert causes["hypokalaemia"].share > 0.8
    assert causes["hypokalaemia"].presence > 0.98
    assert causes["unexplained"].share < 0.2
    assert sum(cause.share for cause in causes.values()) == pytest.approx(1.0)


def foot_drop_at(age: float) -> float:
    """Share of ALS for twitching with a foot drop."""
    moved = movement(kind="twitch", place="calf", pattern="several_places", onset="months", course="worsening")
    return causes_of(Evidence(profile=Profile(age), movements=(moved,), findings=(Finding("foot-drop"),)))["als"].share


def test_als_at_a_foot_drop_depends_on_age() -> None:
    """The same words at 22 and at 68 (.007 and .73): age moves the pretest."""
    young, old = foot_drop_at(22), foot_drop_at(68)
    assert young < 0.05
    assert old > 0.25  # more nerves compete for a dropped foot than in the base of that example
    assert old / (1 - old) > 10 * young / (1 - young)


def test_the_ledger_does_not_hide_what_is_said_twice() -> None:
    """Left out alone, either of two findings that say the same hardly matters (.07 for 4.37): the mean with "alone" keeps both visible."""
    moved = movement(kind="twitch", place="hand", pattern="one_place", onset="months", course="worsening")
    twice = Evidence(profile=Profile(60), movements=(moved,), findings=(Finding("progressive-weakness"), Finding("focal-weakness"), Finding("muscle-wasting")))
    pushes = {e.finding: e.log_odds for e in ledger(engine(), understand(twice), ["als"])}
    assert pushes["focal-weakness"] > 0.5
    assert pushes["progressive-weakness"] > 0.5
    five = Evidence(profile=Profile(60), movements=(moved,), findings=tuple(Finding(f) for f in WAYS))
    assert {e.finding: e.log_odds for e in ledger(engine(), understand(five), ["als"])}["focal-weakness"] > 1.0


CHAIN = Evidence(
    profile=Profile(60),
    movements=(movement(kind="twitch", place="calf", pattern="several_places", onset="weeks", course="comes_and_goes"),),
    findings=(Finding("muscle-cramp"), Finding("tingling-hands-feet")),
    medicines=(
        Medicine(("ppi",), "omeprazole", timing=Timing.STEADY, since_days=900),
        Medicine(("thiazide", "diuretic"), "hydrochlorothiazide", timing=Timing.STEADY, since_days=400),
    ),
)


def test_a_ppi_and_a_thiazide_raise_magnesium_potassium_and_calcium_causes() -> None:
    """PPI → low magnesium → low potassium and calcium: each link raises the next, and each cause names what brought it."""
    bare = causes_of(Evidence(profile=CHAIN.profile, movements=CHAIN.movements, findings=CHAIN.findings))
    causes = causes_of(CHAIN)
    for name in ("hypomagnesaemia", "hypokalaemia"):
        assert causes[name].presence > 1.5 * bare[name].presence
    assert causes["hypocalcaemia"].presence > bare["hypocalcaemia"].presence
    assert {c.id for c in causes["hypomagnesaemia"].contributed_by} >= {"ppi", "thiazide"}
    assert causes["hypokalaemia"].contributed_by[0].id == "thiazide"


def test_a_measured_low_magnesium_raises_low_potassium_and_calcium() -> None:
    """The exposure attaches to the first link; the chain carries it on. The movement is an eyelid's, which neither makes: else one explains the other away."""

    def measured(value: float, band: str | None, side: str) -> dict[str, CausePosterior]:
        result = LabResult("magnesium", value, band, side, value, "mmol/L")
        return causes_of(Evidence(profile=CHAIN.profile, movements=(FLICKER,), medicines=CHAIN.medicines, labs=(result,)))

    low, normal = measured(0.4, "severe-low", "low"), measured(0.85, None, "normal")
    for name in ("hypokalaemia", "hypocalcaemia"):
        assert low[name].presence > 1.5 * normal[name].presence


def test_only_a_current_condition_of_the_patient_sets_it_present() -> None:
    """A condition may be past, treated or in the family; it is then a risk or nothing, never the condition itself."""
    moved = movement(kind="twitch", place="eyelid", pattern="one_place", onset="weeks", course="comes_and_goes")
    found = {}
    for name, finding in {
        "now": Finding("multiple-sclerosis"),
        "past": Finding("multiple-sclerosis", time=Time.PAST),
        "family": Finding("multiple-sclerosis", subject=Subject.FAMILY),
    }.items():
        found[name] = causes_of(Evidence(profile=Profile(35), movements=(moved,), findings=(finding,)))["multiple-sclerosis"].presence
    assert found["now"] > 0.9
    assert found["past"] < 0.2
    assert found["family"] < 0.2
