"""How soon to be seen: rules first, and only upward (DESIGN §3)."""

from collections.abc import Callable, Sequence

import numpy as np

from whytwitch.guidance.known import Known
from whytwitch.guidance.thresholds import Thresholds
from whytwitch.inference import Understood
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge, RedFlag, Token
from whytwitch.model import Urgency, UrgencyReason

__all__ = ["Say", "applies", "diagnosed", "fired", "from_presence", "highest"]

Say = Callable[..., str]  # a message of the catalogue by its key, with its values by name
MOST_PER_CENT = 99  # nothing here is certain
NAMED = 2  # causes that a reason names
WITH_OWN_RULES = ("GB", "US")


def applies(rule: RedFlag, country: str) -> bool:
    """Whether a rule is in force in a country; where a country has no rules of its own, those of the NHS stand in."""
    return rule.jurisdiction in ("any", country if country in WITH_OWN_RULES else WITH_OWN_RULES[0])


def fired(known: Known, knowledge: Knowledge, country: str) -> tuple[UrgencyReason, ...]:
    """Every red-flag rule that holds or whose question was answered with yes, most urgent first. Nothing withdraws one."""
    held: dict[str, tuple[Token, ...]] = {}
    for key in sorted(known.held):
        for name, way in knowledge.ways_by_token.get(key, ()):
            if name not in held and applies(knowledge.red_flags[name], country) and all(known.holds(token) for token in way):
                held[name] = way
    told = {name: () for name, is_so in known.warnings.items() if is_so and applies(knowledge.red_flags[name], country)}
    reasons = [_reason(knowledge.red_flags[name], way) for name, way in {**told, **held}.items()]
    return tuple(sorted(reasons, key=lambda reason: (-reason.level, reason.rule)))


def _reason(rule: RedFlag, way: Sequence[Token]) -> UrgencyReason:
    return UrgencyReason(rule.id, Urgency.of(rule.level), rule.reason, tuple(token.text for token in way), rule.source or None)


def diagnosed(understood: Understood, knowledge: Knowledge) -> frozenset[str]:
    """Causes the person already knows of."""
    return frozenset(name for name, state in understood.states.items() if name in knowledge.causes and state.current > 0.5)  # noqa: PLR2004 - likelier than not


def from_presence(presences: FloatArray, knowledge: Knowledge, diagnoses: frozenset[str], say: Say) -> tuple[UrgencyReason, ...]:
    """The reason that the thresholds give, none at self-care.

    Parameters
    ----------
    presences : shape (n, n_causes)
        Causes in the order of the base; the row that reaches the highest level counts.
    """
    thresholds = Thresholds(knowledge, tuple(knowledge.causes), diagnoses)
    levels = thresholds.levels(presences)
    level = max(levels)
    if level is Urgency.SELF_CARE:
        return ()
    presence = presences[levels.index(level)]
    leading = thresholds.at(level, presence)
    spared = np.prod([1.0 - min(presence[thresholds.ids.index(name)], 1.0) for name in leading])
    labels = say("guidance.or").join(knowledge.causes[name].short for name in leading[:NAMED])
    text = say("guidance.presence", level=say(f"urgency.{level.id}.short"), causes=labels, chance=f"{min(100 * (1.0 - spared), MOST_PER_CENT):.0f}")
    return (UrgencyReason(f"presence-{level.id}", level, text, tuple(leading[:NAMED])),)


def highest(reasons: Sequence[UrgencyReason]) -> Urgency:
    """The highest level of all reasons; self-care when there is none."""
    return max((reason.level for reason in reasons), default=Urgency.SELF_CARE)
