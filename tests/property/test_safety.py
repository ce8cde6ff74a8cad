"""Safety over the whole base (DESIGN §3): nothing soothing lowers an urgency, and who somebody is changes nothing but through numbers and rules."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from knowledge.rule_evidence import base, evidence_for, habits, joined, soothing_findings
from spec.story import Story, read_story, story_files

from whytwitch.app import Assessor
from whytwitch.knowledge import Knowledge
from whytwitch.knowledge.causes import Cause, Prevalence
from whytwitch.model import Assessment, Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Status, Timing, Trait, Urgency

STORIES = {path.stem: path for path in story_files()}
SOOTHING = (
    "I'm sure it's nothing.",
    "My doctor says not to worry.",
    "It's probably just stress.",
    "It doesn't bother me much and I feel fine otherwise.",
    "I am not worried at all, it is surely harmless.",
    "Everybody gets that sometimes.",
    "It was much better yesterday and I slept well.",
)
RED_FLAGS_IN_WORDS = ("Crushing pain in the chest right now.", "Suicidal thoughts, with a plan.")  # without a person: the patient may be somebody else
WHO = (
    "My name is Mohammed Al-Rashid.",
    "I am called Precious Nwosu.",
    "I'm Wei Chen.",
    "I'm Black.",
    "I'm white and British.",
    "I'm Muslim and I go to the mosque on Fridays.",
    "I'm Jewish.",
    "I work as a cleaner.",
    "I'm a bank manager.",
    "I have no insurance.",
    "I have private health insurance.",
    "I'm unemployed and on benefits.",
)
SETTINGS = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@cache
def assessor() -> Assessor:
    """One warm assessor over the whole base."""
    return Assessor(base())


def urgency_of(answer: Assessment) -> int:
    """The level as a number; out of scope without a red flag lies below all."""
    return -1 if answer.urgency is None else int(answer.urgency)


def told(answer: Assessment) -> str:
    """Why an answer is as urgent as it is."""
    reasons = ", ".join(f"{r.rule}={r.level.id}{list(r.findings)}" for r in answer.urgency_reasons)
    return f"{answer.urgency.id if answer.urgency is not None else 'none'} ({reasons}); first {[(c.id, round(c.share, 3)) for c in answer.causes[:3]]}"


# ---- people made up from the base


def _subset(names: Sequence[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(names)), max_size=most, unique=True)


@st.composite
def movements(draw: st.DrawFn) -> tuple[Movement, ...]:
    """None to two movements with a few traits each."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        attributes = draw(_subset(list(base().attributes), 5))
        traits = [Trait(name, draw(st.sampled_from(sorted(base().attributes[name].values)))) for name in attributes]
        found.append(Movement(f"m{number + 1}", tuple(traits)))
    return tuple(found)


@st.composite
def people(draw: st.DrawFn) -> Evidence:
    """Somebody: movements, findings present and absent, exposures, medicines, blood values, perhaps age and sex."""
    knowledge = base()
    present = draw(_subset(list(knowledge.findings), 4))
    absent = [name for name in draw(_subset(list(knowledge.findings), 4)) if name not in present]
    exposed = draw(_subset(list(knowledge.exposures), 3))
    timings = st.sampled_from(list(Timing))
    findings = [Finding(name) for name in present] + [Finding(name, Status.ABSENT) for name in absent]
    findings += [Finding(name, timing=draw(timings)) for name in exposed]
    medicines = [Medicine(knowledge.drugs[name].classes, name, timing=draw(timings)) for name in draw(_subset(list(knowledge.drugs), 2))]
    return Evidence(
        profile=draw(profiles()),
        movements=draw(movements()),
        findings=tuple(findings),
        medicines=tuple(medicines),
        labs=tuple(draw(labs(name)) for name in draw(_subset(list(knowledge.labs), 2))),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """An age and a sex, or not."""
    age = draw(st.none() | st.integers(1, 95).map(float))
    sex = draw(st.none() | st.sampled_from(list(Sex)))
    is_fertile = sex is Sex.FEMALE and age is not None and 15 <= age <= 50
    return Profile(age, sex, draw(st.none() | st.booleans()) if is_fertile else None)


@st.composite
def labs(draw: st.DrawFn, name: str) -> LabResult:
    """A plausible result of one blood test."""
    lab = base().labs[name]
    reference = lab.reference[0]
    band = draw(st.none() | st.sampled_from(lab.bands))
    if band is None:
        return LabResult(name, None, None)
    value = band.low if band.low is not None else band.high if band.high is not None else 0.0
    is_low = reference.low is not None and (band.high or value) <= reference.low
    return LabResult(name, value, band.id, "low" if is_low else "high")


@cache
def _ways() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((rule.id, way) for rule in base().red_flags.values() for way in rule.when)


def _and(evidence: Evidence, more: Evidence) -> Evidence:
    """Evidence with what somebody says later; what was said of age and sex stays, traits join the first movement where they say nothing else."""
    joined_up = joined(evidence, more.findings, more.medicines, more.labs)
    own = evidence.profile
    profile = Profile(
        own.age_years if own.age_years is not None else more.profile.age_years,
        own.sex or more.profile.sex,
        own.pregnant if own.pregnant is not None else more.profile.pregnant,
    )
    return replace(joined_up, movements=(*evidence.movements, *more.movements), profile=profile)


# ---- only upward


@SETTINGS
@given(people(), st.data())
def test_adding_a_red_flag_never_lowers_urgency(person: Evidence, data: st.DataObject) -> None:
    """Whoever it is: one more red flag leaves the urgency as it was or raises it, and at least to its own level where it fires."""
    _, way = data.draw(st.sampled_from(_ways()))
    before, after = assessor().assess(person, brief=True), assessor().assess(_and(person, evidence_for(way, base())), brief=True)
    assert urgency_of(after) >= urgency_of(before), f"{list(way)} lowered {told(before)} to {told(after)}"


@SETTINGS
@given(people(), st.data())
def test_adding_a_habit_never_lowers_urgency(person: Evidence, data: st.DataObject) -> None:
    """Coffee, late nights and stress may explain a twitch; they are no reason to wait longer."""
    habit = data.draw(st.sampled_from(habits(base())))
    before, after = assessor().assess(person, brief=True), assessor().assess(joined(person, [habit]), brief=True)
    assert urgency_of(after) >= urgency_of(before), f"{habit.id} lowered {told(before)} to {told(after)}"


@SETTINGS
@given(people(), st.sampled_from(SOOTHING))
def test_soothing_words_are_not_evidence(person: Evidence, words: str) -> None:
    """The text that travels with coded evidence changes nothing."""
    before, after = assessor().assess(person, brief=True), assessor().assess(replace(person, text=words), brief=True)
    assert urgency_of(after) == urgency_of(before)
    assert [(c.id, c.share) for c in after.causes] == [(c.id, c.share) for c in before.causes]


def _story(name: str) -> Story:
    return read_story(STORIES[name])


def _asked(story: Story, text: str) -> Assessment:
    given_ = {key: value for key, value in story.given.items() if key != "country"}
    return assessor().assess(text, as_of=story.as_of, brief=True, **given_)


@cache
def _told_in(name: str) -> tuple[Evidence, int]:
    """What was read in a story, and how urgent that is by itself."""
    evidence = _asked(_story(name), _story(name).text).evidence
    return evidence, urgency_of(assessor().assess(evidence, brief=True))


@pytest.mark.parametrize("name", sorted(STORIES))
def test_no_habit_lowers_the_urgency_of_a_story(name: str) -> None:
    """Each habit of the base, added to what was told: the urgency stays or rises."""
    evidence, before = _told_in(name)
    lowered = {h.id: told(after) for h in habits(base()) if urgency_of(after := assessor().assess(joined(evidence, [h]), brief=True)) < before}
    assert lowered == {}, f"from {told(assessor().assess(evidence, brief=True))}"


@SETTINGS
@given(st.sampled_from(sorted(STORIES)), st.data())
def test_no_red_flag_lowers_the_urgency_of_a_story(name: str, data: st.DataObject) -> None:
    """Any way of any rule, added to what was told in any story."""
    evidence, before = _told_in(name)
    _, way = data.draw(st.sampled_from(_ways()))
    after = assessor().assess(_and(evidence, evidence_for(way, base())), brief=True)
    assert urgency_of(after) >= before, f"{list(way)} lowered {told(assessor().assess(evidence, brief=True))} to {told(after)}"


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_soothing_phrase_never_lowers_the_urgency_of_a_story(name: str) -> None:
    """However somebody plays it down, before or after, the urgency is at least what it was."""
    story = _story(name)
    before = _asked(story, story.text)
    for words in SOOTHING:
        for text in (f"{story.text}\n\n{words}", f"{words}\n\n{story.text}"):
            after = _asked(story, text)
            assert urgency_of(after) >= urgency_of(before), f"{words!r} lowered {told(before)} to {told(after)}"


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_red_flag_in_words_is_heard_in_every_story(name: str) -> None:
    """Chest pain now, or a wish to die, is an emergency whatever else is told."""
    story = _story(name)
    for words in RED_FLAGS_IN_WORDS:
        assert urgency_of(_asked(story, f"{story.text}\n\n{words}")) == Urgency.EMERGENCY, words


# ---- who somebody is


@pytest.mark.parametrize("name", sorted(STORIES))
def test_name_ethnicity_faith_job_and_insurance_change_nothing(name: str) -> None:
    """The same complaint gets the same urgency and the same shares whoever has it."""
    story = _story(name)
    before = _asked(story, story.text)
    shares = [(c.id, c.share) for c in before.causes]
    for words in WHO:
        after = _asked(story, f"{story.text}\n\n{words}")
        assert after.urgency == before.urgency, words
        assert [(c.id, c.share) for c in after.causes] == shares, words


def _blind(knowledge: Knowledge) -> Knowledge:
    """The base without any number or rule that speaks of age, sex or pregnancy."""
    causes = {name: _blind_cause(cause) for name, cause in knowledge.causes.items()}
    findings = {name: replace(kind, raised_by=tuple(r for r in kind.raised_by if r.exposure != "pregnancy")) for name, kind in knowledge.findings.items()}
    rules = {name: rule for name, rule in knowledge.red_flags.items() if not any(_is_of_person(token) for way in rule.when for token in way)}
    ways = {token: tuple((rule, way) for rule, way in listed if rule in rules) for token, listed in knowledge.ways_by_token.items()}
    return replace(knowledge, causes=causes, findings=findings, red_flags=rules, ways_by_token=ways)


def _blind_cause(cause: Cause) -> Cause:
    by_measure: dict[str, Prevalence] = {}
    for stratum in cause.prevalence:
        by_measure.setdefault(stratum.measure, replace(stratum, age=None, sex=None))
    return replace(
        cause,
        prevalence=tuple(by_measure.values()),
        exposures=tuple(e for e in cause.exposures if e.exposure != "pregnancy"),
        requires=tuple(group for group in cause.requires if "pregnancy" not in group),
    )


def _is_of_person(token: str) -> bool:
    return token.startswith(("age", "sex=", "pregnant")) or token.rpartition(":")[2] == "pregnancy"


@cache
def blind_assessor() -> Assessor:
    """An assessor over the base that knows nothing of age, sex and pregnancy."""
    return Assessor(_blind(base()))


@SETTINGS
@given(people(), profiles(), profiles())
def test_age_sex_and_pregnancy_act_only_through_numbers_and_rules(person: Evidence, one: Profile, other: Profile) -> None:
    """Without numbers and rules that speak of them, two people who differ in nothing else get the same answer."""
    findings = tuple(f for f in person.findings if f.id != "pregnancy")
    first, second = (blind_assessor().assess(replace(person, findings=findings, profile=profile), brief=True) for profile in (one, other))
    assert first.urgency == second.urgency
    assert {c.id: c.share for c in first.causes} == pytest.approx({c.id: c.share for c in second.causes}, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("age", [1.0, 6.0, 15.0])
def test_children_are_answered_with_a_warning_and_their_own_rules(age: float) -> None:
    """Under 16 the answer warns that its numbers are those of adults, and a rule made for children fires; an adult gets neither."""
    writhing = Evidence(movements=(Movement("m1", (Trait("kind", "dyskinesia"),)),))
    child, adult = (assessor().assess(replace(writhing, profile=Profile(years)), brief=True) for years in (age, 40.0))
    assert {issue.level.value for issue in child.issues} >= {"warning"}
    assert not adult.issues
    assert any(reason.rule.startswith(("child-", "infant-")) for reason in child.urgency_reasons), told(child)
    assert not any(reason.rule.startswith(("child-", "infant-")) for reason in adult.urgency_reasons)


def test_there_are_habits_and_soothing_findings_to_test_with() -> None:
    """The lists that the tests above draw from are not empty."""
    assert {"caffeine-high", "sleep-short"} <= {f.id for f in habits(base())}
    assert {"emg-normal", "neuro-exam-normal"} <= {f.id for f in soothing_findings(base())}
