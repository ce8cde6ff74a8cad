"""Every piece of advice in the base: it never takes a prescribed medicine away, has a ceiling where too much harms, and does not reassure where it may not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from knowledge.rule_evidence import base, engine

from whytwitch.guidance import Request, advise, known_of
from whytwitch.guidance.plan import plan
from whytwitch.inference import Engine
from whytwitch.knowledge import Action, Knowledge
from whytwitch.model import Assessment, Evidence, Finding, LabResult, Medicine, Movement, Status, Trait, Urgency
from whytwitch.report import load_catalogue

STOP = re.compile(
    r"\b(stop|quit|leave out|come off|discontinue|skip|halve|reduce|cut)\b[^.;:]{0,40}\b(medicines?|medication|tablets?|dose|drug|pills?|it)\b",
    re.IGNORECASE,
)
GUARD = re.compile(r"\b(do not|don't|never|not|without|unless|before you|if you|rather than|whether|who|already|keep taking|instead of|ask)\b", re.IGNORECASE)
SUPPLEMENT = re.compile(r"\b(take|taking|swallow)\b[^.]{0,30}\bsupplements?\b|(calcium|magnesium|vitamin|iron)[^.]{0,60}\ba day\b", re.IGNORECASE)
CEILING = re.compile(r"\b\d[\d,]*\s*(mg|micrograms?|µg|IU|g)\b")
REASSURANCE = "reassurance-als"
NO_REFERRAL = "no-referral-twitch"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The whole base."""
    return base()


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Everything a reader may be told to do, sentence by sentence."""
    told = [(f"actions/{a.id}", f"{a.text} {a.why} {' '.join(c.text for c in a.cautions)}") for a in knowledge.actions.values()]
    told += [(f"drugs/{g.id}", pair.text) for g in knowledge.drug_classes.values() for pair in g.interactions]
    told += [(f"red_flags/{rule.id}", rule.reason) for rule in knowledge.red_flags.values()]
    told += [(f"tests/{test.id}", test.text) for test in knowledge.tests.values()]
    told += [(f"causes/{cause.id}", cause.summary) for cause in knowledge.causes.values()]
    for file, text in told:
        yield from ((file, sentence) for sentence in re.split(r"(?<=[.!?])\s+", text))


def test_no_text_tells_anyone_to_stop_a_prescribed_medicine(knowledge: Knowledge) -> None:
    """No sentence of the base says stop, cut or skip of a medicine without saying not to do so alone."""
    told = [f"{file}: {sentence}" for file, sentence in _texts(knowledge) if STOP.search(sentence) and not GUARD.search(sentence)]
    assert told == []


@pytest.mark.parametrize("words", ["Stop taking this tablet.", "Halve the dose for a week.", "Skip your medicine tonight."])
def test_the_words_that_tell_someone_to_stop_are_recognised(words: str) -> None:
    """The search above finds what it is for."""
    assert STOP.search(words)
    assert not GUARD.search(words)


def test_supplements_have_a_ceiling_with_a_source(knowledge: Knowledge) -> None:
    """Advice that speaks of taking a supplement names the most a day and cites where that comes from, unless it says to take none."""
    speaking = [a for a in knowledge.actions.values() if SUPPLEMENT.search(a.text) and not a.is_professional]
    assert [a.id for a in speaking if not CEILING.search(a.text) or not a.facts] == []
    assert speaking


def test_no_action_advises_potassium_without_a_doctor(knowledge: Knowledge) -> None:
    """Potassium is named only to be measured, chosen by a doctor, or left alone."""

    def is_guarded(action: Action) -> bool:
        return action.is_professional or bool(re.search(r"doctor|clinician|blood test|do not|measured", action.text, re.IGNORECASE))

    assert [a.id for a in knowledge.actions.values() if "potassium" in a.text.lower() and not is_guarded(a)] == []


def test_every_action_rests_on_something(knowledge: Knowledge) -> None:
    """Advice cites a source or says why it is given, in words for the reader."""
    assert [a.id for a in knowledge.actions.values() if not a.why.strip()] == []


def _afraid(*findings: str) -> Assessment:
    movement = Movement("m1", (Trait("kind", "twitch"), Trait("place", "calf"), Trait("onset", "months")))
    evidence = Evidence(movements=(movement,), findings=(Finding("fear-of-als"), *(Finding(name) for name in findings)))
    return advise(engine(), evidence, Request("0", "2026-11-22", "GB", "en", 0, 1), load_catalogue("en").text)


def test_reassurance_is_shown_to_somebody_who_is_afraid_and_well(knowledge: Knowledge) -> None:
    """Fear of motor neuron disease with nothing worrying is answered with the numbers of the base."""
    assert knowledge.actions[REASSURANCE].text in _afraid().fear_answered


@pytest.mark.parametrize(
    "finding", ["progressive-weakness", "focal-weakness", "weak-hand", "muscle-wasting", "slurred-speech", "swallowing-difficulty", "emg-denervation"]
)
def test_reassurance_is_not_shown_with_progressive_weakness(finding: str, knowledge: Knowledge) -> None:
    """Nor with wasting, slurred speech, trouble swallowing or an EMG that shows denervation: then an examination is advised."""
    answer = _afraid(finding)
    reassurance = knowledge.actions[REASSURANCE]
    assert reassurance.text not in answer.fear_answered
    assert REASSURANCE not in {step.id for step in answer.plan}
    assert finding in reassurance.not_if


def _person(traits: dict[str, str], has: Iterable[str] = (), lacks: Iterable[str] = ()) -> Evidence:
    movement = Movement("m1", tuple(Trait(attribute, value) for attribute, value in traits.items()))
    return Evidence(movements=(movement,), findings=(*map(Finding, has), *(Finding(name, Status.ABSENT) for name in lacks)))


def _answer(evidence: Evidence, country: str = "GB") -> Assessment:
    return advise(engine(), evidence, Request("0", "2026-11-22", country, "en", 0, 1), load_catalogue("en").text)


def test_no_referral_advice_is_hidden_by_every_rule_but_those_it_names(knowledge: Knowledge) -> None:
    """Whatever rule fires beside the twitch, advice that stays with one's own doctor goes, unless the advice names that rule."""
    action = knowledge.actions[NO_REFERRAL]
    known = known_of(engine().understand(_person({"kind": "twitch", "place": "calf"}, lacks=["focal-weakness"])), knowledge)
    for rule in knowledge.red_flags:
        shown = {step.id for step in plan((), Urgency.ROUTINE, known, knowledge, country="GB", rules=[rule])}
        assert (NO_REFERRAL in shown) == (rule in action.beside), rule


def test_no_referral_advice_names_only_rules_of_no_hurry(knowledge: Knowledge) -> None:
    """What stands beside an ordinary visit may not stand beside anything sooner; each comes from a country's own guideline and says what ends it."""
    calm = [action for action in knowledge.actions.values() if action.when]
    assert len(calm) >= 5
    for action in calm:
        assert {knowledge.red_flags[name].level for name in action.beside} <= {"routine"}
        assert action.jurisdiction == "GB"
        assert action.cautions
        assert all(not caution.when for caution in action.cautions)


def test_no_referral_advice_never_changes_the_urgency(knowledge: Knowledge) -> None:
    """With and without such advice in the base, the urgency and its reasons are the same."""
    calm = {name: action for name, action in knowledge.actions.items() if not action.when}
    bare = Engine(replace(knowledge, actions=calm))
    for traits in ({"kind": "twitch", "place": "calf"}, {"kind": "twitch", "place": "eyelid", "onset": "weeks"}, {"kind": "jerk", "sleep": "falling-asleep"}):
        evidence = _person(traits, lacks=["focal-weakness"])
        request = Request("0", "2026-11-22", "GB", "en", 0, 1)
        without = advise(bare, evidence, request, load_catalogue("en").text)
        assert not any(step.id.startswith("no-referral") for step in without.plan)
        assert _answer(evidence).urgency_reasons == without.urgency_reasons


def test_sugar_is_not_advised_when_the_sugar_is_high(knowledge: Knowledge) -> None:
    """Shaking on insulin with a glucose of 24: measure comes first in the reason, and no step says to take sugar."""
    action = knowledge.actions["sugar-now"]
    assert {f"lab:glucose={band.id}" for band in knowledge.labs["glucose"].bands if band.id.endswith("high")} == set(action.not_if)
    assert "If it is high, take none" in knowledge.red_flags["low-sugar-shaky"].reason
    medicine = Medicine(("insulin",), None)
    shaking = replace(_person({"kind": "tremor", "place": "hand"}, has=["hunger-shaky"]), medicines=(medicine,))
    high = replace(shaking, labs=(LabResult("glucose", 24.0, "moderate-high", "high"),))
    assert "sugar-now" in {step.id for step in _answer(shaking).plan}
    assert "sugar-now" not in {step.id for step in _answer(high).plan}
