"""``python -m benchmarks.interview [--people N] [--out FILE]``: how good and how long interviews are, with simulated people.

A person begins with what moves and where, as in a story of ``tests/spec``. What makes the movement is drawn from the shares that the engine gives then; the
person's replies to every question that can be answered at home are drawn from what the engine expects of somebody in whom that cause makes it. The interview
then runs to its end, and its answer is compared with the one that all those replies together give.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from benchmarks.product import stories
from benchmarks.progress import shown
from whytwitch.app import Assessor, Interviewer
from whytwitch.guidance import fired, known_of, with_replies
from whytwitch.guidance.interview import AT_HOME
from whytwitch.guidance.next_steps import kind_and_cost
from whytwitch.inference import Question, what_if
from whytwitch.model import Asking, Assessment, Evidence, Movement, Reply
from whytwitch.model.interview import NO, UNKNOWN, YES

__all__ = ["Person", "held", "people", "report"]

DAY = date(2026, 11, 22)
KEPT = ("kind", "place", "pattern")
REPLIES = {"present": YES, "absent": NO}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody simulated: what is told first, what makes it, the reply to every question, and all of it together."""

    told: Evidence
    cause: str
    replies: Mapping[str, Reply]
    whole: Evidence
    warnings: frozenset[str]  # red-flag rules that hold for them


def people(assessor: Assessor, texts: Sequence[str], number: int, seed: int = 1) -> list[Person]:
    """That many people, one story after another."""
    rng = np.random.default_rng(seed)
    begun = [
        replace(Evidence(), profile=read.profile, movements=(_bare(read.movements[0]),)) for text in texts if (read := assessor.read(text, as_of=DAY)).movements
    ]
    return [_person(assessor, begun[place % len(begun)], rng) for place in range(number)]


def _bare(movement: Movement) -> Movement:
    return replace(movement, traits=tuple(trait for trait in movement.traits if trait.attribute in KEPT))


def _person(assessor: Assessor, told: Evidence, rng: np.random.Generator) -> Person:
    engine, knowledge = assessor.engine, assessor.knowledge
    understood = engine.understand(told)
    start = {cause.id: cause.share for cause in engine.infer(understood).movements[0].causes}
    shares = np.array([start[name] for name in knowledge.causes])
    maker = int(rng.choice(len(shares), p=shares / shares.sum()))
    questions = [Question("finding", f.id) for f in knowledge.findings.values() if f.cluster is None and engine.strengths.of_finding[f.id]]
    questions += [Question("exposure", name) for name in knowledge.exposures if name in engine.pretest.of_exposure]
    questions += [Question("attribute", name) for name in knowledge.attributes if not told.movements[0].values(name)]
    questions = [question for question in questions if kind_and_cost(question, knowledge)[0] in AT_HOME and not question.id.startswith("fear-of-")]
    replies = {}
    for question, answers in zip(questions, what_if(engine, understood, questions), strict=True):
        weights = np.array([answer.probability * answer.share[maker] for answer in answers])
        drawn = answers[int(rng.choice(len(answers), p=weights / weights.sum()))].answer if weights.sum() else UNKNOWN
        said = REPLIES.get(drawn, drawn) if question.kind != "attribute" else drawn
        bands = knowledge.exposures[question.id].bands if question.kind == "exposure" else ()
        replies[question.id] = Reply(question.kind, question.id, bands[0].id if bands and said == YES else said)
    whole = with_replies(told, list(replies.values()), knowledge)
    warnings = frozenset(reason.rule for reason in fired(known_of(engine.understand(whole), knowledge), knowledge, "neutral"))
    return Person(told, list(knowledge.causes)[maker], replies, whole, warnings)


def held(assessor: Assessor, person: Person) -> Row:
    """One interview to its end, beside the answer to everything."""
    interviewer = Interviewer(assessor)
    replies: list[Reply] = []
    steps, times = [], []
    while True:
        start = time.perf_counter()
        turn = interviewer.turn(person.told, replies, as_of=DAY)
        times.append(time.perf_counter() - start)
        steps.append({"is_first": turn.assessment.causes[0].id == person.cause, "entropy": _entropy(turn.assessment)})
        if turn.asking is None:
            break
        replies.append(_reply(turn.asking, person))
    whole = assessor.assess(person.whole, as_of=DAY, brief=True)
    return {
        "questions": len(replies),
        "seconds": times,
        "steps": steps,
        "same_urgency": whole.urgency == turn.assessment.urgency,
        "same_cause": whole.causes[0].id == turn.assessment.causes[0].id,
        "full_is_first": whole.causes[0].id == person.cause,
    }


def _reply(asking: Asking, person: Person) -> Reply:
    if asking.kind == "safety":
        return Reply("safety", asking.id, " ".join(option.id for option in asking.options if option.id in person.warnings))
    return person.replies.get(asking.id, Reply(asking.kind, asking.id, UNKNOWN))


def _entropy(assessment: Assessment) -> float:
    shares = np.array([cause.share for cause in assessment.causes if cause.share > 0.0])
    return float(-(shares * np.log(shares)).sum())


def report(rows: Sequence[Row]) -> Row:
    """Figures over all interviews; a finished one keeps its last answer in the curves."""
    longest = max(len(row["steps"]) for row in rows)
    times = sorted(second for row in rows for second in row["seconds"])
    return {
        "people": len(rows),
        "questions_median": median(row["questions"] for row in rows),
        "questions_most": max(row["questions"] for row in rows),
        "same_urgency": mean(row["same_urgency"] for row in rows),
        "same_cause": mean(row["same_cause"] for row in rows),
        "same_answer": mean(row["same_urgency"] and row["same_cause"] for row in rows),
        "full_top_1": mean(row["full_is_first"] for row in rows),
        "top_1": [mean(row["steps"][min(n, len(row["steps"]) - 1)]["is_first"] for row in rows) for n in range(longest)],
        "entropy": [mean(row["steps"][min(n, len(row["steps"]) - 1)]["entropy"] for row in rows) for n in range(longest)],
        "turn_median_s": median(times),
        "turn_p95_s": times[int(0.95 * (len(times) - 1))],
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=165, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE")
    options = parser.parse_args()
    assessor = Assessor()
    rows = [held(assessor, person) for person in shown(people(assessor, stories(), options.people), "simulated people")]
    found = report(rows)
    for name, value in found.items():
        print(f"{name:18} {[round(one, 3) for one in value] if isinstance(value, list) else round(value, 3)}")
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
