"""The answer that leaves the house: what every report, page and API shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from whytwitch.model.evidence import Evidence
from whytwitch.model.issues import Issue
from whytwitch.model.posterior import Contribution, Interval, LedgerEntry

__all__ = [
    "Assessment",
    "Change",
    "MovementAnswer",
    "NextStep",
    "PlanStep",
    "RankedCause",
    "RulingOut",
    "SourceNote",
    "Urgency",
    "UrgencyReason",
]


class Urgency(IntEnum):
    """How soon to be seen; the order is the order of urgency."""

    SELF_CARE = 0
    ROUTINE = 1
    SOON = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The level as it is written in the base and in JSON."""
        return IDS[self]

    @classmethod
    def of(cls, level: str) -> "Urgency":
        """The level named in the base, for instance ``same_day``."""
        return LEVELS[level]


IDS = {level: level.name.lower() for level in Urgency}
LEVELS = {name: level for level, name in IDS.items()}


@dataclass(frozen=True, slots=True)
class UrgencyReason:
    """One rule or threshold that holds the urgency up; `findings` are the ids it rests on."""

    rule: str
    level: Urgency
    text: str
    findings: tuple[str, ...] = ()
    source: str | None = None


class RankedCause(NamedTuple):
    """A cause as the reader sees it. `chain` runs from what started it to the movement, in words."""

    id: str
    label: str
    share: float
    share_interval: Interval | None
    first_probability: float | None
    present_probability: float
    urgency: Urgency
    chain: tuple[str, ...] = ()
    contributed_by: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class RulingOut:
    """A less likely cause that is worth settling because missing it would hurt; `by` names the tests."""

    id: str
    share: float
    why: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementAnswer:
    """One movement with its own causes."""

    id: str
    label: str
    causes: tuple[RankedCause, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an answer would do: `cause` goes from `before` to `after`; `urgency` is set when it would rise."""

    answer: str
    cause: str
    before: float
    after: float
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """A question, home check or test worth doing next. `kind` is red-flag, question, home-check, blood-test, imaging, emg, specialist."""

    kind: str
    id: str
    text: str
    why: str
    cost: float
    value: float
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One piece of advice that fits this person."""

    id: str
    text: str
    why: str
    cautions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as cited: enough to find it, and what was read of it."""

    id: str
    title: str
    year: int
    locator: str
    read: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One answer. `causes` are those of the first movement, or of the chief complaint; empty when out of scope.

    `labels` gives words for every id that the answer mentions; `contacts` are the texts of the country's file.
    """

    software_version: str
    knowledge_version: str
    as_of: str
    seed: int
    draws: int
    country: str
    language: str
    evidence: Evidence
    in_scope: bool
    share_of: str
    urgency: Urgency | None
    urgency_reasons: tuple[UrgencyReason, ...] = ()
    causes: tuple[RankedCause, ...] = ()
    worth_ruling_out: tuple[RulingOut, ...] = ()
    movements: tuple[MovementAnswer, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    next: tuple[NextStep, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    not_known: tuple[str, ...] = ()
    fear_answered: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    issues: tuple[Issue, ...] = ()
    id: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
