"""What to ask or test next: red flags first, then what is worth most for what it costs (DESIGN §2, Next)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whytwitch.guidance.known import Known
from whytwitch.guidance.ranking import label_of
from whytwitch.guidance.urgency import Say, applies, threshold_level
from whytwitch.inference import UNEXPLAINED, Answer, Engine, Question, Understood, what_if
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge, RedFlag, Token
from whytwitch.model import Change, NextStep, Posterior, Urgency

__all__ = ["next_steps", "unasked_groups"]

MOST_GROUPS = 8  # grouped red-flag questions at most (DESIGN §3)
MOST_OTHERS = 6
MOST_CHANGES = 3
SMALLEST_CHANGE = 0.01
PRESENT = "present"
UNKNOWN_TRAIT = 0.05  # chance that an attribute nobody spoke of has the value a rule asks for: it only orders questions


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is needed to weigh questions for one person."""

    engine: Engine
    understood: Understood
    known: Known
    ids: tuple[str, ...]
    shown: FloatArray  # shares as the answer shows them: means of the draws
    median: FloatArray  # shares at the medians, which is where answers are computed
    urgency: Urgency
    diagnoses: frozenset[str]
    country: str
    say: Say
    openings: Mapping[str, Urgency]

    @property
    def knowledge(self) -> Knowledge:
        """The base."""
        return self.engine.knowledge


def next_steps(
    engine: Engine, understood: Understood, posterior: Posterior, known: Known, urgency: Urgency, diagnoses: frozenset[str], country: str, say: Say
) -> tuple[NextStep, ...]:
    """Grouped red-flag questions by P(yes) times jump of urgency, then questions and tests by value over cost."""
    by_id = {cause.id: cause.share for cause in posterior.movements[0].causes}
    at_medians = {cause.id: cause.share for cause in engine.infer(understood).movements[0].causes}
    ids = tuple(name for name in (*engine.knowledge.causes, UNEXPLAINED) if name in by_id)
    shown, median = (np.array([shares[name] for name in ids]) for shares in (by_id, at_medians))
    inquiry = Inquiry(engine, understood, known, ids, shown, median, urgency, diagnoses, country, say, _openings(known, engine.knowledge, country))
    questions = list(_candidates(inquiry))
    answers = dict(zip(questions, what_if(engine, understood, questions), strict=True))
    return (*_red_flags(inquiry, answers), *_informative(inquiry, answers))


def _openings(known: Known, knowledge: Knowledge, country: str) -> dict[str, Urgency]:
    """For every token that alone would make a rule fire, the highest level it would bring."""
    found: dict[str, Urgency] = {}
    for rule in knowledge.red_flags.values():
        if applies(rule, country):
            for way in rule.ways:
                missing = [token for token in way if not known.holds(token)]
                if len(missing) == 1:
                    name = missing[0].text
                    found[name] = max(found.get(name, Urgency.SELF_CARE), Urgency.of(rule.level))
    return found


# ---- red flags


def unasked_groups(known: Known, knowledge: Knowledge, country: str) -> Iterator[RedFlag]:
    """Rules that could still fire: at least one way of theirs has nothing denied and something not yet known."""
    for rule in knowledge.red_flags.values():
        if applies(rule, country) and not any(all(known.holds(t) for t in way) for way in rule.ways) and any(_is_open(way, known) for way in rule.ways):
            yield rule


def _is_open(way: Sequence[Token], known: Known) -> bool:
    """Whether a person could still say yes to everything in this way by answering a question."""
    missing = [token for token in way if not known.holds(token)]
    return all(_can_be_asked(token, known) for token in missing)


def _can_be_asked(token: Token, known: Known) -> bool:
    if token.kind in ("lab", "age", "sex", "pregnant"):
        return False
    if token.kind == "movement":
        return not any(attribute == token.id for attribute, _ in known.traits)
    return not known.is_denied(token.id)


def _red_flags(inquiry: Inquiry, answers: Mapping[Question, Sequence[Answer]]) -> tuple[NextStep, ...]:
    best: dict[str, tuple[float, RedFlag]] = {}
    for rule in unasked_groups(inquiry.known, inquiry.knowledge, inquiry.country):
        jump = Urgency.of(rule.level) - inquiry.urgency
        chance = max((_chance(way, inquiry, answers) for way in rule.ways if _is_open(way, inquiry.known)), default=0.0)
        value = chance * jump
        if jump > 0 and value > best.get(rule.group, (0.0, rule))[0]:
            best[rule.group] = (value, rule)
    chosen = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].id))[:MOST_GROUPS]
    return tuple(_red_flag_step(value, rule, inquiry) for value, rule in chosen)


def _chance(way: Sequence[Token], inquiry: Inquiry, answers: Mapping[Question, Sequence[Answer]]) -> float:
    """P(yes) to everything that is missing in one way of a rule."""
    chance = 1.0
    for token in way:
        if not inquiry.known.holds(token):
            chance *= _chance_of(token.id, inquiry, answers)
    return chance


def _chance_of(name: str, inquiry: Inquiry, answers: Mapping[Question, Sequence[Answer]]) -> float:
    for kind in ("finding", "exposure"):
        found = answers.get(Question(kind, name))
        if found:
            return found[0].probability
    knowledge = inquiry.knowledge
    if name in knowledge.findings:
        leak = knowledge.findings[name].leak
        return UNKNOWN_TRAIT if leak is None else leak.value
    if name in knowledge.attributes:
        return UNKNOWN_TRAIT
    return inquiry.engine.pretest.frequency(name)


def _red_flag_step(value: float, rule: RedFlag, inquiry: Inquiry) -> NextStep:
    level = Urgency.of(rule.level)
    changes = (Change("present", rule.id, 0.0, 0.0, level),)
    why = inquiry.say("guidance.red_flag_why", reason=rule.reason)
    return NextStep("red-flag", rule.id, rule.question, why, inquiry.knowledge.settings.number("costs", "question"), value, changes)


# ---- questions and tests


def _candidates(inquiry: Inquiry) -> Iterator[Question]:
    """Everything that is not known yet and that some cause cares about."""
    knowledge, known = inquiry.knowledge, inquiry.known
    for name in knowledge.findings:
        is_open = not known.has(name) and not known.is_denied(name) and name != inquiry.understood.complaint
        if is_open and knowledge.findings[name].cluster is None and inquiry.engine.strengths.of_finding[name]:
            yield Question("finding", name)
    for name in knowledge.exposures:
        if name not in known.moments and name in inquiry.engine.pretest.of_exposure:
            yield Question("exposure", name)
    for attribute in knowledge.attributes.values():
        if inquiry.understood.evidence.movements and not inquiry.understood.evidence.movements[0].values(attribute.id):
            yield Question("attribute", attribute.id)
    for lab in knowledge.labs.values():
        if lab.defines and lab.id not in known.labs:
            yield Question("lab", lab.id)


def _informative(inquiry: Inquiry, answers: Mapping[Question, Sequence[Answer]]) -> tuple[NextStep, ...]:
    groups = _group_matrix(inquiry)
    before = _entropy(groups @ inquiry.median)
    weight = inquiry.knowledge.settings.number("lambda_urgency")
    best: dict[str, NextStep] = {}
    for question, options in answers.items():
        kind, name, cost = _kind_and_cost(question, inquiry.knowledge)
        gain = before - sum(a.probability * _entropy(groups @ a.share) for a in options)
        rises = sum(a.probability for a in options if _level_under(a, inquiry) > inquiry.urgency)
        value = (max(gain, 0.0) + weight * rises) / cost
        if name not in best or value > best[name].value:
            changes = _changes(question, options, inquiry)
            if changes:
                best[name] = _step(question, kind, name, cost, value, changes, inquiry)
    ordered = sorted(best.values(), key=lambda step: (-step.value, step.id))
    return tuple(ordered[:MOST_OTHERS])


def _group_matrix(inquiry: Inquiry) -> FloatArray:
    """Rows are plan groups (causes that lead to the same next steps), columns causes."""
    causes = inquiry.knowledge.causes
    named = [causes[name].plan_group if name in causes else name for name in inquiry.ids]
    groups = list(dict.fromkeys(named))
    return np.array([[float(group == row) for group in named] for row in groups])


def _entropy(shares: FloatArray) -> float:
    positive = shares[shares > 0.0]
    return float(-(positive * np.log(positive)).sum())


def _level_under(answer: Answer, inquiry: Inquiry) -> Urgency:
    """Urgency by the thresholds if this were the answer; red-flag rules that it alone would fire included."""
    presence = dict(zip(inquiry.ids, answer.presence.tolist(), strict=True))
    level = threshold_level(presence, inquiry.knowledge, inquiry.diagnoses)
    return max(level, inquiry.openings.get(answer.question.id, level)) if answer.answer == PRESENT else level


def _kind_and_cost(question: Question, knowledge: Knowledge) -> tuple[str, str, float]:
    """Kind of step, the id it is shown under (the test that answers it, where there is one), and its cost."""
    costs = knowledge.settings.number
    if question.kind == "lab":
        test = next((t for t in knowledge.tests.values() if question.id in t.labs), None)
        return "blood-test", test.id if test else question.id, costs("costs", "blood-test")
    if question.kind == "finding" and knowledge.findings[question.id].cost in ("test", "examination"):
        test = next((t for t in knowledge.tests.values() if question.id in t.findings), None)
        if test is not None:
            return test.cost, test.id, costs("costs", test.cost)
    if question.kind == "finding":
        return knowledge.findings[question.id].cost, question.id, costs("costs", knowledge.findings[question.id].cost)
    return "question", question.id, costs("costs", "question")


def _changes(question: Question, options: Sequence[Answer], inquiry: Inquiry) -> tuple[Change, ...]:
    """For each answer the cause it moves most, largest first."""
    found = []
    for answer in options:
        after = _shifted(inquiry.shown, inquiry.median, answer.share)
        top = int(np.abs(after - inquiry.shown).argmax())
        level = _level_under(answer, inquiry)
        change = Change(
            _answer_words(question, answer, inquiry), inquiry.ids[top], float(inquiry.shown[top]), float(after[top]), level if level > inquiry.urgency else None
        )
        found.append((abs(change.after - change.before) * answer.probability, change))
    found.sort(key=lambda entry: (entry[1].urgency is None, -entry[0]))
    return tuple(change for _, change in found if abs(change.after - change.before) >= SMALLEST_CHANGE or change.urgency)[:MOST_CHANGES]


def _shifted(shown: FloatArray, median: FloatArray, after: FloatArray) -> FloatArray:
    """Shown shares moved by as many log-odds as the answer moves them at the medians."""
    odds = [np.clip(p, 1e-12, 1.0 - 1e-12) for p in (shown, median, after)]
    logits = [np.log(p / (1.0 - p)) for p in odds]
    return np.asarray(1.0 / (1.0 + np.exp(-(logits[0] + logits[2] - logits[1]))))


def _answer_words(question: Question, answer: Answer, inquiry: Inquiry) -> str:
    if question.kind == "attribute":
        return inquiry.knowledge.attributes[question.id].values[answer.answer].label
    return inquiry.say(f"guidance.answer.{answer.answer}")


def _step(question: Question, kind: str, name: str, cost: float, value: float, changes: tuple[Change, ...], inquiry: Inquiry) -> NextStep:
    knowledge = inquiry.knowledge
    if name in knowledge.tests:
        text = f"{knowledge.tests[name].label[:1].upper()}{knowledge.tests[name].label[1:]}. {knowledge.tests[name].text}"
    elif question.kind == "finding":
        text = knowledge.findings[question.id].question
    elif question.kind == "exposure":
        text = knowledge.exposures[question.id].question
    elif question.kind == "attribute":
        text = knowledge.attributes[question.id].question
    else:
        text = knowledge.labs[question.id].label
    if any(change.urgency for change in changes):
        why = inquiry.say("guidance.next_why_urgency")
    else:
        why = inquiry.say("guidance.next_why", cause=label_of(changes[0].cause, knowledge))
    return NextStep(kind, name, text, why, cost, value, changes)
