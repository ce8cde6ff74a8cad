"""Which question comes next, and when it is enough (``docs/guidance.md``, Interview).

First the safety screen: the red-flag questions that fit the complaint, all at once. Then one question at a time, the one worth most for its price, as long
as some reply to some question could raise the urgency or move a leading share out of its own interval.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from whytwitch.guidance.advise import Request, advise
from whytwitch.guidance.inquiry import Inquiry
from whytwitch.guidance.known import known_of
from whytwitch.guidance.next_steps import SMALLEST_CHANGE, changes_of, kind_and_cost, shifted, words_of, worths
from whytwitch.guidance.ranking import label_of
from whytwitch.guidance.red_flag_questions import red_flag_questions
from whytwitch.guidance.urgency import Say, diagnosed
from whytwitch.inference import Engine, Question
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge
from whytwitch.model import (
    Asking,
    Assessment,
    Evidence,
    Finding,
    Movement,
    Option,
    Origin,
    Posterior,
    Reply,
    Status,
    Timing,
    Trait,
    Turn,
    Urgency,
    WarningAnswer,
)
from whytwitch.model.interview import NO, UNKNOWN, YES

__all__ = ["interview_turn", "with_replies"]

SAFETY = "safety"
AT_HOME = ("question", "home-check")  # what a person can answer where they are
DRAWS = 200  # enough to say whether a share stays within its interval
FEAR = "fear-of-"  # nobody is asked what they are afraid of
LEADING = 3  # causes whose shares must have come to rest
FIRST_ATTRIBUTES = ("kind", "place")  # without a movement nothing can be weighed


def interview_turn(engine: Engine, evidence: Evidence, replies: Sequence[Reply], request: Request, say: Say) -> Turn:
    """Where an interview stands after some replies.

    Parameters
    ----------
    evidence
        What was told at the beginning.
    """
    known = with_replies(evidence, replies, engine.knowledge)
    answer = advise(engine, known, replace(request, is_brief=True), say)

    def turn(asking: Asking | None, over: str = "") -> Turn:
        return Turn(known, tuple(replies), answer, asking, "" if asking else say(f"interview.over_{over}"))

    if answer.urgency is Urgency.EMERGENCY:
        return turn(None, "urgent")
    if not answer.in_scope:
        return turn(_about_movement(known, replies, engine.knowledge, say), "outside")
    inquiry, posterior = _inquiry(engine, known, answer, request, say)
    screen = None if any(reply.kind == SAFETY for reply in replies) else _safety_screen(inquiry)
    if screen is not None:
        return turn(screen)
    asked = [reply.id for reply in replies if reply.kind != SAFETY]
    if len(asked) >= engine.knowledge.settings.number("interview", "most_questions"):
        return turn(None, "long")
    return turn(_next_asking(inquiry, posterior, asked), "settled")


def _inquiry(engine: Engine, evidence: Evidence, answer: Assessment, request: Request, say: Say) -> tuple[Inquiry, Posterior]:
    understood = engine.understand(evidence, engine.chief_complaint(evidence))
    posterior = engine.infer(understood, draws=DRAWS, seed=request.seed)
    known, diagnoses = known_of(understood, engine.knowledge), diagnosed(understood, engine.knowledge)
    return Inquiry.of(engine, understood, posterior, known, answer.urgency or Urgency.SELF_CARE, diagnoses, request.country, say), posterior


# ---- replies


def with_replies(evidence: Evidence, replies: Sequence[Reply], knowledge: Knowledge) -> Evidence:
    """The evidence with what was replied; "don't know" adds nothing."""
    for reply in replies:
        evidence = _with_reply(evidence, reply, knowledge)
    return evidence


def _with_reply(evidence: Evidence, reply: Reply, knowledge: Knowledge) -> Evidence:
    if reply.kind == SAFETY:
        so = reply.answer.split()
        answers = (WarningAnswer(rule, Status.PRESENT if rule in so else Status.ABSENT) for rule in reply.id.split())
        return replace(evidence, warnings=(*evidence.warnings, *answers))
    if reply.answer == UNKNOWN:
        return evidence
    if reply.kind == "attribute":
        first, *others = evidence.movements or (Movement("m1", ()),)
        trait = Trait(reply.id, reply.answer, origin=Origin.ANSWER)
        return replace(evidence, movements=(replace(first, traits=(*first.traits, trait)), *others))
    status = Status.ABSENT if reply.answer == NO else Status.PRESENT
    is_event = reply.kind == "exposure" and knowledge.exposures[reply.id].kind == "event"
    timing = Timing.RECENT if is_event and status is Status.PRESENT else Timing.UNKNOWN
    band = None if reply.answer in (YES, NO) else reply.answer
    return replace(evidence, findings=(*evidence.findings, Finding(reply.id, status, timing=timing, band=band, origin=Origin.ANSWER)))


# ---- questions


def _about_movement(evidence: Evidence, replies: Sequence[Reply], knowledge: Knowledge, say: Say) -> Asking | None:
    """What moves, and where, for somebody whose words told of no movement."""
    asked = {reply.id for reply in replies if reply.kind == "attribute"}
    known = evidence.movements[0] if evidence.movements else Movement("m1", ())
    name = next((name for name in FIRST_ATTRIBUTES if name not in asked and not known.values(name)), None)
    return None if name is None else _asking(Question("attribute", name), say("interview.why_movement"), knowledge, say)


def _safety_screen(inquiry: Inquiry) -> Asking | None:
    """The grouped red-flag questions in one; None when there is nothing left to ask."""
    steps = red_flag_questions(inquiry)
    if not steps:
        return None
    options = tuple(Option(step.id, step.text) for step in steps)
    return Asking(SAFETY, " ".join(step.id for step in steps), inquiry.say("interview.safety"), inquiry.say("interview.why_safety"), options)


def _next_asking(inquiry: Inquiry, posterior: Posterior, asked: Collection[str]) -> Asking | None:
    """The question that is worth most among those that could still change something; None when nothing is left.

    Parameters
    ----------
    inquiry
        Everything that is not known, with what each reply would do.
    posterior
        With intervals.
    asked
        Ids that were asked before, whatever was replied.
    """
    open_ones = [question for question in _answerable(inquiry) if question.id not in asked and _could_change(question, inquiry, posterior)]
    if not open_ones:
        return None
    value = worths(inquiry)
    best = max(open_ones, key=lambda question: (value[question], question.id))
    changes = changes_of(best, inquiry)
    rises = any(change.urgency for change in changes)
    why = (
        inquiry.say("guidance.next_why_urgency")
        if rises or not changes
        else inquiry.say("guidance.next_why", cause=label_of(changes[0].cause, inquiry.knowledge))
    )
    return replace(_asking(best, why, inquiry.knowledge, inquiry.say), changes=changes)


def _answerable(inquiry: Inquiry) -> Iterator[Question]:
    """Questions a person can answer where they are; results and examinations are for the doctor."""
    for question in inquiry.answers:
        if not question.id.startswith(FEAR) and kind_and_cost(question, inquiry.knowledge)[0] in AT_HOME:
            yield question


def _could_change(question: Question, inquiry: Inquiry, posterior: Posterior) -> bool:
    """Whether a reply that is not too unlikely raises the urgency, or takes a leading share out of its interval."""
    least = inquiry.knowledge.settings.number("interview", "least_chance")
    low, high = _intervals(inquiry, posterior)
    leading = np.argsort(-inquiry.shown)[:LEADING]
    for answer, level in zip(inquiry.answers[question], inquiry.levels[question], strict=True):
        if answer.probability >= least:
            if level > inquiry.urgency:
                return True
            after = shifted(inquiry.shown, inquiry.median, answer.share)
            moved = np.abs(after - inquiry.shown) >= SMALLEST_CHANGE
            if (moved & ((after < low) | (after > high)))[leading].any():
                return True
    return False


def _intervals(inquiry: Inquiry, posterior: Posterior) -> tuple[FloatArray, FloatArray]:
    by_id = {cause.id: cause.interval for cause in posterior.movements[0].causes}
    bounds = np.array([by_id[name] or (0.0, 1.0) for name in inquiry.ids])
    return bounds[:, 0], bounds[:, 1]


def _asking(question: Question, why: str, knowledge: Knowledge, say: Say) -> Asking:
    unknown = Option(UNKNOWN, say("interview.unknown"))
    bands = knowledge.exposures[question.id].bands if question.kind == "exposure" else ()
    if question.kind == "attribute":
        values = knowledge.attributes[question.id].values.values()
        options = (*(Option(value.id, value.label) for value in values), unknown)
    elif bands:
        options = (Option(NO, knowledge.exposures[question.id].otherwise), *(Option(band.id, band.label) for band in bands), unknown)
    else:
        options = (Option(YES, say("interview.yes")), Option(NO, say("interview.no")), unknown)
    return Asking(question.kind, question.id, words_of(question, question.id, knowledge), why, options)
