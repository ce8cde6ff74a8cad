"""What to ask or test next: red flags first, then what is worth most for what it costs (DESIGN §2, Next)."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from whytwitch.guidance.inquiry import PRESENT, Inquiry
from whytwitch.guidance.ranking import label_of
from whytwitch.guidance.red_flag_questions import red_flag_questions
from whytwitch.inference import Answer, Question
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge
from whytwitch.model import Change, NextStep, Urgency

__all__ = ["SMALLEST_CHANGE", "changes_of", "kind_and_cost", "next_steps", "shifted", "words_of", "worths"]

MOST_STEPS = 6
MOST_CHANGES = 3
SMALLEST_CHANGE = 0.01


def next_steps(inquiry: Inquiry) -> tuple[NextStep, ...]:
    """Grouped red-flag questions, then questions and tests by value over cost.

    The value is the expected information over groups of causes that share a plan, plus lambda times P(the answer raises urgency by the thresholds);
    what would raise it by a rule is already among the red-flag questions.
    """
    return (*red_flag_questions(inquiry), *islice(_informative(inquiry), MOST_STEPS))


def _informative(inquiry: Inquiry) -> Iterator[NextStep]:
    """Questions and tests that would change something, each test once, most worthwhile first."""
    valued = sorted(((value, question) for question, value in worths(inquiry).items()), key=lambda entry: (-entry[0], entry[1].id))
    seen: set[str] = set()
    for value, question in valued:
        _, name, _ = kind_and_cost(question, inquiry.knowledge)
        changes = changes_of(question, inquiry)
        if changes and name not in seen and value >= inquiry.knowledge.settings.number("next", "least_value"):
            seen.add(name)
            yield _step(question, value, changes, inquiry)


def worths(inquiry: Inquiry) -> dict[Question, float]:
    """What each open question is worth for its price, in nats and weighted urgency."""
    groups = _group_matrix(inquiry)
    return {question: _worth(question, groups, inquiry) for question in inquiry.answers}


def _worth(question: Question, groups: FloatArray, inquiry: Inquiry) -> float:
    options, levels = inquiry.answers[question], inquiry.by_presence[question]
    gain = _entropy(groups @ inquiry.median) - sum(a.probability * _entropy(groups @ a.share) for a in options)
    rises = sum(a.probability for a, level in zip(options, levels, strict=True) if level > inquiry.urgency)
    cost = kind_and_cost(question, inquiry.knowledge)[2]
    return (max(gain, 0.0) + inquiry.knowledge.settings.number("lambda_urgency") * rises) / cost


def _group_matrix(inquiry: Inquiry) -> FloatArray:
    """Rows are plan groups (causes that lead to the same next steps), columns causes."""
    causes = inquiry.knowledge.causes
    named = [causes[name].plan_group if name in causes else name for name in inquiry.ids]
    groups = list(dict.fromkeys(named))
    return np.array([[float(group == row) for group in named] for row in groups])


def _entropy(shares: FloatArray) -> float:
    positive = shares[shares > 0.0]
    return float(-(positive * np.log(positive)).sum())


def kind_and_cost(question: Question, knowledge: Knowledge) -> tuple[str, str, float]:
    """Kind of step, the id it is shown under (the test that answers it, where there is one), and its cost."""
    kind, name = "question", question.id
    if question.kind == "lab":
        kind, name = "blood-test", next((t.id for t in knowledge.tests.values() if question.id in t.labs), question.id)
    elif question.kind == "finding":
        kind = knowledge.findings[question.id].cost
        test = next((t for t in knowledge.tests.values() if question.id in t.findings), None)
        if kind in ("test", "examination") and test is not None:
            kind, name = test.cost, test.id
    return kind, name, knowledge.settings.number("costs", kind)


def changes_of(question: Question, inquiry: Inquiry) -> tuple[Change, ...]:
    """For each answer the cause it moves most; answers that raise urgency first, then by how much they can be expected to move it."""
    found = []
    for answer, level in zip(inquiry.answers[question], inquiry.levels[question], strict=True):
        after = shifted(inquiry.shown, inquiry.median, answer.share)
        top = int(np.abs(after - inquiry.shown).argmax())
        moved = abs(float(after[top] - inquiry.shown[top]))
        raised: Urgency | None = level if level > inquiry.urgency else None
        if moved >= SMALLEST_CHANGE or raised is not None:
            words = _answer_words(question, answer, inquiry)
            found.append((raised is None, -moved * answer.probability, Change(words, inquiry.ids[top], float(inquiry.shown[top]), float(after[top]), raised)))
    return tuple(change for _, _, change in sorted(found, key=lambda entry: entry[:2])[:MOST_CHANGES])


def shifted(shown: FloatArray, median: FloatArray, after: FloatArray) -> FloatArray:
    """Shown shares moved by as many log-odds as the answer moves them at the medians."""
    logits = [np.log(p / (1.0 - p)) for p in (np.clip(given, 1e-12, 1.0 - 1e-12) for given in (shown, median, after))]
    return np.asarray(1.0 / (1.0 + np.exp(-(logits[0] + logits[2] - logits[1]))))


def _answer_words(question: Question, answer: Answer, inquiry: Inquiry) -> str:
    if question.kind == "attribute":
        return inquiry.knowledge.attributes[question.id].values[answer.answer].label
    if question.kind == "exposure" and answer.answer == PRESENT:
        return inquiry.say("guidance.answer.exposure", label=inquiry.knowledge.exposures[question.id].label)
    return inquiry.say(f"guidance.answer.{answer.answer}")


def words_of(question: Question, name: str, knowledge: Knowledge) -> str:
    """The question or test in the base's words."""
    if name in knowledge.tests:
        test = knowledge.tests[name]
        return f"{test.label[:1].upper()}{test.label[1:]}. {test.text}"
    if question.kind == "lab":
        return knowledge.labs[name].label
    if question.kind == "finding":
        return knowledge.findings[name].question
    if question.kind == "exposure":
        return knowledge.exposures[name].question
    return knowledge.attributes[name].question


def _step(question: Question, value: float, changes: tuple[Change, ...], inquiry: Inquiry) -> NextStep:
    kind, name, cost = kind_and_cost(question, inquiry.knowledge)
    if any(change.urgency for change in changes):
        why = inquiry.say("guidance.next_why_urgency")
    else:
        why = inquiry.say("guidance.next_why", cause=label_of(changes[0].cause, inquiry.knowledge))
    return NextStep(kind, name, words_of(question, name, inquiry.knowledge), why, cost, value, changes)
