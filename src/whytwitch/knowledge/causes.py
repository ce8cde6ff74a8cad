"""One cause in memory: how common it is, how it moves muscles, what comes with it and what brings it about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from whytwitch.knowledge.quantity import Fact, Quantity

__all__ = ["Cause", "CharacterRow", "Companion", "ExposureEffect", "ParentLink", "Prevalence", "Propensity"]


@dataclass(frozen=True, slots=True)
class Prevalence:
    """Share of people who have the cause; `age` is [low, high) in years."""

    measure: str
    value: Quantity
    scope: str
    age: tuple[float, float] | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Propensity:
    """Share of those who have the cause who notice and ask about such a movement in 28 days."""

    value: Quantity
    band: str | None = None


@dataclass(frozen=True, slots=True)
class CharacterRow:
    """P(value | the cause makes the movement) for one attribute; `cells` covers every value (leaves only for places)."""

    attribute: str
    cells: Mapping[str, Quantity]


@dataclass(frozen=True, slots=True)
class Companion:
    """How often people whose movement the cause makes also have the finding."""

    finding: str
    frequency: Quantity
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ExposureEffect:
    """Probability that the exposure alone gives the person the cause within 28 days."""

    exposure: str
    risk: Quantity
    when: str = "current"
    band: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentLink:
    """Probability that a present parent cause brings this one about."""

    cause: str
    risk: Quantity


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of twitching."""

    id: str
    label: str
    short: str
    kind: str
    summary: str
    urgency: str
    harm: int
    treatable: int
    severity_ratio: Quantity
    prevalence: tuple[Prevalence, ...]
    propensity: tuple[Propensity, ...]
    character: Mapping[str, CharacterRow]
    companions: Mapping[str, Companion]
    exposures: tuple[ExposureEffect, ...]
    parents: tuple[ParentLink, ...]
    requires: tuple[tuple[str, ...], ...]
    settled_by: tuple[str, ...]
    plan: tuple[str, ...]
    plan_group: str
    codes: Mapping[str, str] = field(default_factory=dict)
    unexplained_propensity: tuple[Propensity, ...] = ()
    unexplained_character: Mapping[str, CharacterRow] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
