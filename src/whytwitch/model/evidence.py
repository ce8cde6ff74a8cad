"""What is known about a person: the nouns that every source of evidence produces and the engine consumes."""

from dataclasses import dataclass, field
from enum import StrEnum

from whytwitch.model.issues import Issue

__all__ = [
    "Evidence",
    "Finding",
    "LabResult",
    "Medicine",
    "Movement",
    "Origin",
    "Profile",
    "Sex",
    "Span",
    "Status",
    "Subject",
    "Time",
    "Timing",
    "Trait",
    "WarningAnswer",
]


class Status(StrEnum):
    """Whether something was found; what was never asked is neither."""

    PRESENT = "present"
    ABSENT = "absent"


class Subject(StrEnum):
    """Whose it is. The patient is whoever the question is about."""

    PATIENT = "patient"
    FAMILY = "family"
    OTHER = "other"


class Time(StrEnum):
    """When it holds. Only `current` makes a condition present."""

    CURRENT = "current"
    PAST = "past"
    TREATED = "treated"
    HYPOTHETICAL = "hypothetical"


class Origin(StrEnum):
    """Which door the evidence came through."""

    TEXT = "text"
    ANSWER = "answer"
    PROFILE = "profile"
    FILE = "file"


class Sex(StrEnum):
    """Sex as the published numbers count it."""

    FEMALE = "female"
    MALE = "male"


class Timing(StrEnum):
    """A medicine or habit relative to the onset of the movement."""

    STEADY = "steady"
    RECENT = "recent"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the text: code points, end exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A coded finding, exposure or diagnosis; `id` names a finding, an exposure or a cause of the base.

    `certainty` is the probability that the person means it (1.0 said plainly, 0.6 "I think").
    `amount` and `unit` belong to habits ("four coffees" is 380 mg/d); `band` is the band of the exposure it falls in.
    """

    id: str
    status: Status = Status.PRESENT
    subject: Subject = Subject.PATIENT
    time: Time = Time.CURRENT
    timing: Timing = Timing.UNKNOWN
    certainty: float = 1.0
    amount: float | None = None
    unit: str | None = None
    band: str | None = None
    origin: Origin = Origin.TEXT
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing said of a movement: `attribute` and `value` are those of the base's `character.toml`."""

    attribute: str
    value: str
    status: Status = Status.PRESENT
    certainty: float = 1.0
    origin: Origin = Origin.TEXT
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """One involuntary movement. Places are in the order they were named; an attribute may have several traits only for `place`."""

    id: str
    traits: tuple[Trait, ...]
    span: Span | None = None

    def values(self, attribute: str) -> tuple[str, ...]:
        """Values said to be present for an attribute, in order."""
        return tuple(t.value for t in self.traits if t.attribute == attribute and t.status is Status.PRESENT)


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine or substance taken; `drug` is a member id of the base or None when only the class was named."""

    classes: tuple[str, ...]
    drug: str | None = None
    name: str = ""
    status: Status = Status.PRESENT
    subject: Subject = Subject.PATIENT
    time: Time = Time.CURRENT
    timing: Timing = Timing.UNKNOWN
    dose: float | None = None
    unit: str | None = None
    times_per_day: float | None = None
    since_days: float | None = None
    certainty: float = 1.0
    origin: Origin = Origin.TEXT
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LabResult:
    """A blood result; `value` is in the unit of the base's lab. `band` is None inside the reference range.

    When only words were given ("potassium was low") `value` is None and `band` is the mildest band on that side.
    """

    lab: str
    value: float | None
    band: str | None
    side: str = "normal"  # low | normal | high
    said_value: float | None = None
    said_unit: str | None = None
    certainty: float = 1.0
    origin: Origin = Origin.TEXT
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the question is about."""

    age_years: float | None = None
    sex: Sex | None = None
    pregnant: bool | None = None
    asks_for_other: bool = False


@dataclass(frozen=True, slots=True)
class WarningAnswer:
    """The answer to the question of a red-flag rule: whether anything of what it asks for is there."""

    rule: str
    status: Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything read about one person, and what could not be read."""

    text: str = ""
    profile: Profile = field(default_factory=Profile)
    movements: tuple[Movement, ...] = ()
    findings: tuple[Finding, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    labs: tuple[LabResult, ...] = ()
    not_understood: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
    takes_no_medicine: bool = False
    country: str = "neutral"
    language: str = "en"
    warnings: tuple[WarningAnswer, ...] = ()
