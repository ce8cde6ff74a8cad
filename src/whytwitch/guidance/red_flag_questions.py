"""Red flags that were not asked about: grouped questions in order of P(yes) times the jump of urgency (DESIGN §2, §3)."""

from collections.abc import Iterator, Sequence

from whytwitch.guidance.inquiry import PRESENT, Inquiry
from whytwitch.guidance.known import Known
from whytwitch.guidance.urgency import applies
from whytwitch.inference import Question
from whytwitch.knowledge import Knowledge, RedFlag, Token
from whytwitch.model import Change, NextStep, Urgency

__all__ = ["open_rules", "red_flag_questions"]

MOST_GROUPS = 8  # grouped questions at most (DESIGN §3)
UNKNOWN_TRAIT = 0.05  # chance that an attribute nobody spoke of has the value a rule asks for: it only orders questions


def open_rules(known: Known, knowledge: Knowledge, country: str) -> Iterator[RedFlag]:
    """Rules that could still fire: one way of theirs has nothing denied, and only things a question can settle are missing."""
    for rule in knowledge.red_flags.values():
        if rule.id not in known.warnings and applies(rule, country):
            ways = _open_ways(rule, known)
            if ways and () not in ways:
                yield rule


def _open_ways(rule: RedFlag, known: Known) -> list[tuple[Token, ...]]:
    """What is missing in each way that a person could still say yes to; nothing in a way that holds."""
    missing = (tuple([token for token in way if not known.holds(token)]) for way in rule.ways)
    return [way for way in missing if all(_can_be_asked(token, known) for token in way)]


def _can_be_asked(token: Token, known: Known) -> bool:
    if token.kind in ("lab", "age", "sex", "pregnant"):
        return False
    if token.kind == "movement":
        return not any(attribute == token.id for attribute, _ in known.traits)
    return not known.is_denied(token.id)


def red_flag_questions(inquiry: Inquiry) -> tuple[NextStep, ...]:
    """The most worthwhile question of each group whose yes would raise the urgency."""
    best: dict[str, tuple[float, RedFlag]] = {}
    for rule in open_rules(inquiry.known, inquiry.knowledge, inquiry.country):
        jump = Urgency.of(rule.level) - inquiry.urgency
        if jump > 0 and inquiry.is_asked_of(rule.ask_from_years):
            value = jump * max(_chance(way, inquiry) for way in _open_ways(rule, inquiry.known))
            if value > best.get(rule.group, (0.0, rule))[0]:
                best[rule.group] = (value, rule)
    chosen = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].id))[:MOST_GROUPS]
    return tuple(_step(value, rule, inquiry) for value, rule in chosen)


def _chance(missing: Sequence[Token], inquiry: Inquiry) -> float:
    """P(yes) to everything that is missing."""
    chance = 1.0
    for token in missing:
        chance *= _chance_of(token.id, inquiry)
    return chance


def _chance_of(name: str, inquiry: Inquiry) -> float:
    for kind in ("finding", "exposure"):
        found = inquiry.answers.get(Question(kind, name))
        if found:
            return found[0].probability
    knowledge = inquiry.knowledge
    if name in knowledge.findings:
        leak = knowledge.findings[name].leak
        return UNKNOWN_TRAIT if leak is None else leak.value
    return UNKNOWN_TRAIT if name in knowledge.attributes else inquiry.engine.pretest.frequency(name)


def _step(value: float, rule: RedFlag, inquiry: Inquiry) -> NextStep:
    changes = (Change(PRESENT, rule.id, 0.0, 0.0, Urgency.of(rule.level)),)
    why = inquiry.say("guidance.red_flag_why", reason=rule.reason)
    return NextStep("red-flag", rule.id, rule.question, why, inquiry.knowledge.settings.number("costs", "question"), value, changes)
