"""A plan that fits the person: nothing they already do, nothing that could harm them, never a prescribed medicine stopped."""

from collections.abc import Collection, Iterator, Sequence

from whytwitch.guidance.known import Known
from whytwitch.knowledge import Action, Knowledge
from whytwitch.knowledge.nouns import Interaction
from whytwitch.model import PlanStep, RankedCause, Urgency

__all__ = ["plan"]

MOST_STEPS = 9
LEADING = 4
FIRST_STEPS = {
    Urgency.EMERGENCY: "call-emergency",
    Urgency.SAME_DAY: "same-day-assessment",
    Urgency.SOON: "see-gp-soon",
    Urgency.ROUTINE: "see-gp-routine",
}
CARE = frozenset((*FIRST_STEPS.values(), "urgent-neurology-referral", "see-gp-blood-test"))
REVIEW = "medicine-review"
MEDICINE_STEPS = (REVIEW, "do-not-stop-abruptly")


def plan(causes: Sequence[RankedCause], urgency: Urgency, known: Known, knowledge: Knowledge, *, country: str, rules: Collection[str]) -> tuple[PlanStep, ...]:
    """Care first, then the pairs of medicines that matter, what a guideline says of such a movement, then what the leading causes ask for.

    Parameters
    ----------
    rules
        Red flags that fired.
    """
    steps: dict[str, PlanStep] = {}
    if urgency in FIRST_STEPS:
        _add(steps, FIRST_STEPS[urgency], known, knowledge, country)
    pairs = list(_interactions(known, knowledge))
    if pairs:
        sources = tuple(dict.fromkeys(source for pair in pairs for source in pair.sources))
        steps[REVIEW] = PlanStep(REVIEW, knowledge.actions[REVIEW].text, " ".join(pair.text for pair in pairs), (), sources)
    if _is_on_prescribed(causes, known, knowledge):
        for name in MEDICINE_STEPS:
            _add(steps, name, known, knowledge, country)
    for action in _by_itself(urgency, known, knowledge, rules):
        _add(steps, action.id, known, knowledge, country)
    replaced = {name for shown in steps if shown in knowledge.actions for name in knowledge.actions[shown].replaces}
    for name in _wanted(causes, knowledge):
        is_timely = name in knowledge.actions and urgency <= Urgency.of(knowledge.actions[name].until)
        if is_timely and name not in replaced and (name not in CARE or _is_within(name, urgency)):
            _add(steps, name, known, knowledge, country)
    return tuple(steps.values())[:MOST_STEPS]


def _is_within(name: str, urgency: Urgency) -> bool:
    """Advice to see somebody never names a longer wait than the urgency allows, nor a visit that self-care does not need."""
    waits = {"see-gp-routine": Urgency.ROUTINE, "see-gp-blood-test": Urgency.ROUTINE, "see-gp-soon": Urgency.SOON, "urgent-neurology-referral": Urgency.SOON}
    return waits.get(name) == urgency or (name == "see-gp-blood-test" and Urgency.ROUTINE <= urgency <= Urgency.SOON)


def _wanted(causes: Sequence[RankedCause], knowledge: Knowledge) -> Iterator[str]:
    """Actions of the leading causes, first step of each before second steps."""
    leading = [_advice(cause, knowledge) for cause in _leading(causes, knowledge)]
    for depth in range(max((len(names) for names in leading), default=0)):
        for names in leading:
            if depth < len(names):
                yield names[depth]


def _leading(causes: Sequence[RankedCause], knowledge: Knowledge) -> list[RankedCause]:
    """Causes likely enough to act on; the first one always."""
    least = knowledge.settings.number("plan", "least_share")
    known = [cause for cause in causes[:LEADING] if cause.id in knowledge.causes]
    return [cause for i, cause in enumerate(known) if i == 0 or cause.share >= least]


def _advice(cause: RankedCause, knowledge: Knowledge) -> list[str]:
    """Actions of one cause; what only a clinician does when the cause is likely enough."""
    likely = cause.share >= knowledge.settings.number("plan", "least_share_professional")
    actions = knowledge.actions
    return [name for name in knowledge.causes[cause.id].plan if name in actions and (likely or name in CARE or not actions[name].is_professional)]


def _by_itself(urgency: Urgency, known: Known, knowledge: Knowledge, rules: Collection[str]) -> Iterator[Action]:
    """Advice that needs no cause: its movement is told, what would speak against it is denied, and no rule fired but those it may stand beside."""
    for action in knowledge.actions.values():
        is_shown = any(all(known.holds(token) for token in way) for way in action.ways)
        is_denied = all(any(known.is_denied(name) for name in names) for names in action.denied)
        if is_shown and is_denied and urgency <= Urgency.of(action.until) and set(rules) <= set(action.beside):
            yield action


def _add(steps: dict[str, PlanStep], name: str, known: Known, knowledge: Knowledge, country: str) -> None:
    action = knowledge.actions.get(name)
    if action is not None and name not in steps and action.jurisdiction in ("any", country) and _fits(action, known):
        steps[name] = PlanStep(name, action.text, action.why, _cautions(action, known), tuple(dict.fromkeys(f.source for f in action.facts)))


def _fits(action: Action, known: Known) -> bool:
    """Whether the person has what the advice is for, where it is for, and nothing that forbids it."""
    if action.for_place and not any(("place", place) in known.traits for place in action.for_place):
        return False
    if action.for_exposure is not None and not known.has(action.for_exposure):
        return False
    if known.age_years is not None and known.age_years < action.from_years:
        return False
    return not any(known.has(name) or name in known.held for name in action.not_if)


def _cautions(action: Action, known: Known) -> tuple[str, ...]:
    return tuple(c.text for c in action.cautions if not c.when or any(known.has(name) for name in c.when))


def _interactions(known: Known, knowledge: Knowledge) -> Iterator[Interaction]:
    """Pairs of things the person takes that matter together, each once."""
    seen: set[frozenset[str]] = set()
    for group in knowledge.drug_classes.values():
        for pair in group.interactions:
            key = frozenset((group.id, pair.with_class))
            if known.has(group.id) and known.has(pair.with_class) and group.id != pair.with_class and key not in seen:
                seen.add(key)
                yield pair


def _is_on_prescribed(causes: Sequence[RankedCause], known: Known, knowledge: Knowledge) -> bool:
    """Whether a prescribed medicine that the person takes stands behind a leading cause."""
    named = {link.id for cause in causes[:LEADING] for link in cause.contributed_by}
    needed = {name for cause in _leading(causes, knowledge) for group in knowledge.causes[cause.id].requires for name in group}
    for name in named | {n for n in needed if known.has(n)}:
        group = knowledge.drug_classes.get(name) or (knowledge.drug_classes[knowledge.drugs[name].classes[0]] if name in knowledge.drugs else None)
        if group is not None and group.is_prescribed:
            return True
    return False
