"""Every piece of advice in the base: it never takes a prescribed medicine away, has a ceiling where too much harms, and does not reassure where it may not."""

import re
from collections.abc import Iterator

import pytest
from knowledge.rule_evidence import base, engine

from whytwitch.guidance import Request, advise
from whytwitch.knowledge import Action, Knowledge
from whytwitch.model import Assessment, Evidence, Finding, Movement, Trait
from whytwitch.report import load_catalogue

STOP = re.compile(
    r"\b(stop|quit|leave out|come off|discontinue|skip|halve|reduce|cut)\b[^.;:]{0,40}\b(medicines?|medication|tablets?|dose|drug|pills?|it)\b",
    re.IGNORECASE,
)
GUARD = re.compile(r"\b(do not|don't|never|not|without|unless|before you|if you|rather than|whether|who|already|keep taking|instead of|ask)\b", re.IGNORECASE)
SUPPLEMENT = re.compile(r"\b(take|taking|swallow)\b[^.]{0,30}\bsupplements?\b|(calcium|magnesium|vitamin|iron)[^.]{0,60}\ba day\b", re.IGNORECASE)
CEILING = re.compile(r"\b\d[\d,]*\s*(mg|micrograms?|µg|IU|g)\b")
REASSURANCE = "reassurance-als"


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
