"""Causes as their reader sees them, with the chain that leads to each, and what is worth ruling out."""

from collections.abc import Mapping, Sequence

from whytwitch.guidance.urgency import Say
from whytwitch.inference import UNEXPLAINED
from whytwitch.knowledge import Knowledge
from whytwitch.model import CausePosterior, Movement, MovementPosterior, RankedCause, RulingOut, Urgency

__all__ = ["label_of", "movement_label", "ranked", "worth_ruling_out"]

LEADING = 3  # causes a reader looks at first
MOST_LINKS = 2  # exposures named in one chain


def label_of(name: str, knowledge: Knowledge) -> str:
    """Words for any id of the base."""
    for nouns in (knowledge.causes, knowledge.findings, knowledge.exposures, knowledge.drug_classes, knowledge.labs, knowledge.tests):
        if name in nouns:
            return str(nouns[name].label)
    if name in knowledge.drugs:
        return knowledge.drugs[name].names[0]
    return name


def ranked(posterior: MovementPosterior, movement: Movement | None, knowledge: Knowledge, say: Say) -> tuple[RankedCause, ...]:
    """Every cause with words, urgency and chain, by share."""
    presence = {cause.id: cause.presence for cause in posterior.causes}
    end = () if movement is None else (_words(movement, knowledge, say),)
    return tuple(_ranked(cause, presence, end, knowledge, say) for cause in posterior.causes)


def _ranked(cause: CausePosterior, presence: dict[str, float], end: tuple[str, ...], knowledge: Knowledge, say: Say) -> RankedCause:
    if cause.id == UNEXPLAINED:
        return RankedCause(cause.id, say("guidance.unexplained"), cause.share, cause.interval, cause.first, cause.presence, Urgency.SELF_CARE)
    noun = knowledge.causes[cause.id]
    chain = (*_links(cause, presence, knowledge), noun.short, *end)
    return RankedCause(cause.id, noun.label, cause.share, cause.interval, cause.first, cause.presence, Urgency.of(noun.urgency), chain, cause.contributed_by)


def _links(cause: CausePosterior, presence: dict[str, float], knowledge: Knowledge) -> tuple[str, ...]:
    """What leads to a cause: the likeliest parent that is itself likely, else the exposures that explain it most."""
    parents = knowledge.causes[cause.id].parents
    if not parents and not cause.contributed_by:
        return ()
    likely = max(((presence.get(p.cause, 0.0), p.cause) for p in parents), default=(0.0, ""))
    if likely[0] >= 0.5:  # noqa: PLR2004 - likelier than not
        return (knowledge.causes[likely[1]].short,)
    specific = _specific([c.id for c in cause.contributed_by], knowledge)[:MOST_LINKS]
    return (" + ".join(label_of(name, knowledge) for name in specific),) if specific else ()


def _specific(names: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Names without the habit that is the cause itself and without a class whose drug is named."""
    classes = {name for drug in names if drug in knowledge.drugs for name in knowledge.drugs[drug].classes}
    return [name for name in names if name not in classes]


def _words(movement: Movement, knowledge: Knowledge, say: Say) -> str:
    """A movement in the base's words: twitching of the lip."""
    places = knowledge.attributes["place"]
    named = [places.values[v].label if v in places.values else places.group_labels.get(v, v) for v in movement.values("place")[:2]]
    kinds = [knowledge.attributes["kind"].values[v].label for v in movement.values("kind")[:1] if v in knowledge.attributes["kind"].values]
    kind = kinds[0] if kinds else say("guidance.movement")
    return say("guidance.movement_of", kind=kind, places=say("guidance.and").join(named)) if named else kind


def movement_label(movement: Movement, knowledge: Knowledge, say: Say) -> str:
    """Words for one movement."""
    return _words(movement, knowledge, say)


def worth_ruling_out(
    causes: Sequence[RankedCause], usual: Mapping[str, float], diagnoses: frozenset[str], knowledge: Knowledge, say: Say
) -> tuple[RulingOut, ...]:
    """At most a few causes beyond the leading ones that are worth settling: likely, weighed by harm and treatability.

    Likely is the share, or how far the presence lies above the `usual` one of somebody of whom nothing is known: a common finding that has nothing
    to do with this story is not worth a test.
    """
    number = knowledge.settings.number
    weighed = []
    for cause in causes[LEADING:]:
        noun = knowledge.causes.get(cause.id)
        if noun is None or cause.id in diagnoses or cause.urgency is Urgency.SELF_CARE:
            continue
        likely = max(cause.share, cause.present_probability - usual.get(cause.id, 0.0))
        if likely >= number("worth_ruling_out", "minimum_share"):
            weighed.append((likely * noun.harm * noun.treatable, cause, noun))
    weighed.sort(key=lambda entry: (-entry[0], entry[1].id))
    most = int(number("worth_ruling_out", "max"))
    return tuple(
        RulingOut(cause.id, cause.share, say("guidance.rule_out", cause=noun.short, one_in=_one_in(cause.present_probability)), noun.settled_by)
        for _, cause, noun in weighed[:most]
    )


def _one_in(p: float) -> str:
    """A natural frequency: 0.0042 is "1 in 240"."""
    n = 1.0 / max(p, 1e-9)
    digits = 10 ** max(0, len(str(int(n))) - 2)
    return f"{int(round(n / digits) * digits):,}"
