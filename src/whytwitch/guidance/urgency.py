"""How soon to be seen: rules first, and only upward (DESIGN §3)."""

from collections.abc import Callable, Mapping, Sequence

from whytwitch.guidance.known import Known
from whytwitch.inference import Understood
from whytwitch.knowledge import Knowledge, RedFlag, Token
from whytwitch.model import Posterior, Urgency, UrgencyReason

__all__ = ["Say", "applies", "diagnosed", "fired", "from_presence", "highest", "presences", "threshold_level"]

Say = Callable[..., str]  # a message of the catalogue by its key, with its values by name
LEVELS = (Urgency.ROUTINE, Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY)


def applies(rule: RedFlag, country: str) -> bool:
    """Whether a rule is in force in a country; where the country is not known, every rule is."""
    return rule.jurisdiction == "any" or country not in ("GB", "US") or rule.jurisdiction == country


def fired(known: Known, knowledge: Knowledge, country: str) -> tuple[UrgencyReason, ...]:
    """Every red-flag rule that holds, most urgent first. Nothing withdraws one."""
    held: dict[str, tuple[Token, ...]] = {}
    for key in sorted(known.held):
        for name, way in knowledge.ways_by_token.get(key, ()):
            if name not in held and applies(knowledge.red_flags[name], country) and all(known.holds(token) for token in way):
                held[name] = way
    reasons = [_reason(knowledge.red_flags[name], way) for name, way in held.items()]
    return tuple(sorted(reasons, key=lambda reason: (-reason.level, reason.rule)))


def _reason(rule: RedFlag, way: Sequence[Token]) -> UrgencyReason:
    return UrgencyReason(rule.id, Urgency.of(rule.level), rule.reason, tuple(token.text for token in way), rule.source or None)


def diagnosed(understood: Understood, knowledge: Knowledge) -> frozenset[str]:
    """Causes the person already knows of."""
    return frozenset(name for name, state in understood.states.items() if name in knowledge.causes and state.current > 0.5)  # noqa: PLR2004 - likelier than not


def presences(posterior: Posterior) -> dict[str, float]:
    """Presence of every cause; it does not depend on the movement."""
    return {cause.id: cause.presence for cause in posterior.movements[0].causes}


def summed(presence: Mapping[str, float], level: Urgency, knowledge: Knowledge, known: frozenset[str]) -> list[tuple[float, str]]:
    """Presences of not-yet-known causes of at least a level, largest first."""
    found = [
        (presence.get(cause.id, 0.0), cause.id)
        for cause in knowledge.causes.values()
        if Urgency.of(cause.urgency) >= level and cause.id not in known
    ]
    return sorted(found, reverse=True)


def threshold_level(presence: Mapping[str, float], knowledge: Knowledge, known: frozenset[str]) -> Urgency:
    """The highest level whose causes are, together, likely enough to be present."""
    sums = [0.0] * (max(Urgency) + 1)
    for cause in knowledge.causes.values():
        if cause.id not in known:
            sums[Urgency.of(cause.urgency)] += presence.get(cause.id, 0.0)
    total = 0.0
    for candidate in reversed(LEVELS):
        total += sums[candidate]
        if total >= knowledge.settings.number("urgency_thresholds", candidate.id, "presence"):
            return candidate
    return Urgency.SELF_CARE


def from_presence(presence: Mapping[str, float], knowledge: Knowledge, known: frozenset[str], say: Say) -> tuple[UrgencyReason, ...]:
    """The reason that the thresholds give, none at self-care."""
    level = threshold_level(presence, knowledge, known)
    if level is Urgency.SELF_CARE:
        return ()
    leading = [name for share, name in summed(presence, level, knowledge, known)[:2] if share > 0.0]
    total = sum(share for share, _ in summed(presence, level, knowledge, known))
    labels = [knowledge.causes[name].short for name in leading]
    text = say("guidance.presence", level=say(f"urgency.{level.id}.short"), causes=say("guidance.or").join(labels), chance=f"{100 * min(total, 1.0):.0f}")
    return (UrgencyReason(f"presence-{level.id}", level, text, tuple(leading)),)


def highest(reasons: Sequence[UrgencyReason]) -> Urgency:
    """The highest level of all reasons; self-care when there is none."""
    return max((reason.level for reason in reasons), default=Urgency.SELF_CARE)
