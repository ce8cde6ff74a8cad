"""What the engine says: shares of the movement and presence of every cause."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from whytwitch.model.issues import Issue

__all__ = ["CausePosterior", "Contribution", "Interval", "LedgerEntry", "Match", "MovementPosterior", "Posterior"]


class Interval(NamedTuple):
    """A 90 % interval."""

    low: float
    high: float


class Contribution(NamedTuple):
    """An exposure or parent cause that may have brought a cause about, and the share of it that it explains."""

    id: str
    fraction: float


class CausePosterior(NamedTuple):
    """One cause: `share` P(R=c|E), `presence` P(Z_c=1|E), `first` the probability of being the likeliest."""

    id: str
    share: float
    presence: float
    interval: Interval | None = None
    first: float | None = None
    pretest: float = 0.0
    contributed_by: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementPosterior:
    """The causes of one movement (or of the chief complaint), sorted by share; shares sum to 1."""

    movement: str
    causes: tuple[CausePosterior, ...]


@dataclass(frozen=True, slots=True)
class Posterior:
    """The engine's answer for one person. `share_of` is "movement" or "complaint"."""

    share_of: str
    complaint: str | None
    movements: tuple[MovementPosterior, ...]
    draws: int
    seed: int
    issues: tuple[Issue, ...] = ()


class Match(StrEnum):
    """How a finding met what the base says of a cause."""

    EXACT = "exact"
    BROADER = "broader"
    NARROWER = "narrower"
    NONE = "none"
    EXPOSURE = "exposure"
    CHARACTER = "character"
    LAB = "lab"
    PROFILE = "profile"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """How far one piece of evidence pushed one cause, in natural-log odds of its share."""

    finding: str
    cause: str
    log_odds: float
    match: Match
    sources: tuple[str, ...] = ()
