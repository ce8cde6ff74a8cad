"""Everything that is needed to weigh questions for one person, computed once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whytwitch.guidance.known import Known
from whytwitch.guidance.thresholds import Thresholds
from whytwitch.guidance.urgency import Say, applies
from whytwitch.inference import UNEXPLAINED, Answer, Engine, Question, Understood, what_if
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge
from whytwitch.model import Posterior, Urgency

__all__ = ["PRESENT", "Inquiry"]

PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One person, what is known, and what every answer would do.

    Parameters
    ----------
    ids
        Causes in the order of all arrays, "unexplained" last where it has a row.
    shown, median : shape (n_ids,)
        Shares as the answer shows them (means of the draws), and at the medians, which is where answers are computed.
    openings
        For every token that alone would make a rule fire, the highest level it would bring.
    answers, by_presence, levels
        For every open question its possible answers, the urgency under each by the thresholds, and with the rules that a "yes" would make fire.
    """

    engine: Engine
    known: Known
    urgency: Urgency
    country: str
    say: Say
    ids: tuple[str, ...]
    shown: FloatArray
    median: FloatArray
    answers: Mapping[Question, Sequence[Answer]]
    by_presence: Mapping[Question, Sequence[Urgency]]
    levels: Mapping[Question, Sequence[Urgency]]

    @property
    def knowledge(self) -> Knowledge:
        """The base."""
        return self.engine.knowledge

    def is_asked_of(self, from_years: float) -> bool:
        """Whether a question for people from an age on fits; where the age is not known it does."""
        return self.known.age_years is None or self.known.age_years >= from_years

    @classmethod
    def of(
        cls, engine: Engine, understood: Understood, posterior: Posterior, known: Known, urgency: Urgency, diagnoses: frozenset[str], country: str, say: Say
    ) -> "Inquiry":
        """Ask the engine for everything at once."""
        shown = {cause.id: cause.share for cause in posterior.movements[0].causes}
        median = shown if not posterior.draws else {cause.id: cause.share for cause in engine.infer(understood).movements[0].causes}
        ids = tuple(name for name in (*engine.knowledge.causes, UNEXPLAINED) if name in shown)
        questions = list(_open_questions(engine, understood, known))
        answers = dict(zip(questions, what_if(engine, understood, questions), strict=True))
        thresholds = Thresholds(engine.knowledge, ids, diagnoses)
        by_presence = _by_presence(answers, thresholds)
        levels = _with_rules(answers, by_presence, _openings(known, engine.knowledge, country))
        means, medians = np.array([shown[name] for name in ids]), np.array([median[name] for name in ids])
        return cls(engine, known, urgency, country, say, ids, means, medians, answers, by_presence, levels)


def _open_questions(engine: Engine, understood: Understood, known: Known) -> Iterator[Question]:
    """Everything that is not known yet and that some cause cares about."""
    knowledge = engine.knowledge
    for name, kind in knowledge.findings.items():
        is_open = not known.has(name) and not known.is_denied(name) and name != understood.complaint
        if is_open and kind.cluster is None and engine.strengths.of_finding[name]:
            yield Question("finding", name)
    for name, exposure in knowledge.exposures.items():
        is_their_age = known.age_years is None or known.age_years >= exposure.ask_from_years
        if name not in known.moments and name in engine.pretest.of_exposure and is_their_age:
            yield Question("exposure", name)
    if understood.evidence.movements:
        said = understood.evidence.movements[0]
        yield from (Question("attribute", name) for name in knowledge.attributes if not said.values(name))
    yield from (Question("lab", lab.id) for lab in knowledge.labs.values() if lab.defines and lab.id not in known.labs)


def _openings(known: Known, knowledge: Knowledge, country: str) -> dict[str, Urgency]:
    found: dict[str, Urgency] = {}
    for rule in knowledge.red_flags.values():
        if applies(rule, country):
            level = Urgency.of(rule.level)
            for way in rule.ways:
                missing = [token.text for token in way if not known.holds(token)]
                if len(missing) == 1:
                    found[missing[0]] = max(found.get(missing[0], Urgency.SELF_CARE), level)
    return found


def _by_presence(answers: Mapping[Question, Sequence[Answer]], thresholds: Thresholds) -> dict[Question, list[Urgency]]:
    """Urgency by the thresholds under every answer."""
    listed = [(question, answer) for question, options in answers.items() for answer in options]
    found: dict[Question, list[Urgency]] = {question: [] for question in answers}
    presences = np.array([answer.presence for _, answer in listed]).reshape(len(listed), len(thresholds.ids))
    for (question, _), level in zip(listed, thresholds.levels(presences), strict=True):
        found[question].append(level)
    return found


def _with_rules(
    answers: Mapping[Question, Sequence[Answer]], by_presence: Mapping[Question, Sequence[Urgency]], openings: Mapping[str, Urgency]
) -> dict[Question, list[Urgency]]:
    """The same with the rules that a "yes" alone would make fire."""
    return {
        question: [
            max(level, openings.get(question.id, level)) if answer.answer == PRESENT else level
            for answer, level in zip(options, by_presence[question], strict=True)
        ]
        for question, options in answers.items()
    }
