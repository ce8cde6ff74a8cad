"""The knowledge base in memory: one frozen noun for each kind of file, see ``docs/base-format.md``. Causes and claims have modules of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from whytwitch.knowledge.causes import Cause
from whytwitch.knowledge.claims import Claim
from whytwitch.knowledge.quantity import Fact, Quantity
from whytwitch.knowledge.tokens import Token

__all__ = [
    "Action",
    "AmountItem",
    "Attribute",
    "AttributeValue",
    "Band",
    "Caution",
    "Country",
    "Drug",
    "DrugClass",
    "Exposure",
    "FindingKind",
    "Interaction",
    "Knowledge",
    "Lab",
    "Raise",
    "RedFlag",
    "Reference",
    "Settings",
    "Source",
    "Test",
    "Unit",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int
    journal: str
    pmid: str
    doi: str
    url: str
    read: str
    read_on: str
    quality: str

    @property
    def address(self) -> str:
        """Where it can be looked up: the address that was read, else its DOI or PMID as one."""
        return self.url or (f"https://doi.org/{self.doi}" if self.doi else f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/")


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One value of an attribute, its base share among everybody who asks, and the words for it."""

    id: str
    label: str
    base: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a movement. `groups` name sets of values (only for `place`)."""

    id: str
    label: str
    question: str
    is_mandatory: bool
    values: Mapping[str, AttributeValue]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group_phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group_labels: Mapping[str, str] = field(default_factory=dict)

    def leaves(self, value: str) -> tuple[str, ...]:
        """The values that a value or group stands for."""
        return self.groups.get(value, (value,))


@dataclass(frozen=True, slots=True)
class Raise:
    """A known exposure that explains a finding."""

    exposure: str
    leak: float


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A symptom, sign or test result (`kind`)."""

    id: str
    label: str
    question: str
    kind: str
    cost: str
    leak: Quantity | None
    is_known_by: bool = False
    phrases: tuple[str, ...] = ()
    absent_phrases: tuple[str, ...] = ()
    is_a: str | None = None
    share_of_parent: float = 1.0
    cluster: str | None = None
    reported_if_present: float = 1.0
    reported_if_absent: float = 0.0
    raised_by: tuple[Raise, ...] = ()
    hpo: Mapping[str, str] = field(default_factory=dict)
    movement_kind: str | None = None  # the finding is a movement of this kind; told as a movement it is weighed there and not a second time here
    shows_kind: str | None = None  # words for the finding tell of a movement of this kind where no others do
    denies: tuple[str, ...] = ()  # findings that are not there when this one is: a normal examination finds no wasting


@dataclass(frozen=True, slots=True)
class AmountItem:
    """A thing people count ("coffee") and how much of the exposure's unit one is."""

    words: tuple[str, ...]
    amount: float


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of a lab or of an amount: `low` inclusive, `high` exclusive; `label` are the words by which somebody says they are in it."""

    id: str
    low: float | None = None
    high: float | None = None
    label: str = ""

    def holds(self, value: float) -> bool:
        """Whether a value falls in the band."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)


@dataclass(frozen=True, slots=True)
class Exposure:
    """A habit, condition, event or state."""

    id: str
    label: str
    question: str
    kind: str
    frequency: Quantity
    cause: str | None = None
    phrases: tuple[str, ...] = ()
    absent_phrases: tuple[str, ...] = ()
    unit: str | None = None
    bands: tuple[Band, ...] = ()
    items: tuple[AmountItem, ...] = ()
    otherwise: str = ""  # the words of somebody who is in no band
    ask_from_years: float = 0.0  # not asked of anybody younger


@dataclass(frozen=True, slots=True)
class Drug:
    """A medicine or substance."""

    id: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    classes: tuple[str, ...]  # its own class first, then further classes and everything they are a kind of


@dataclass(frozen=True, slots=True)
class Interaction:
    """A pair of classes that matters together; `effect` is the cause it raises."""

    with_class: str
    effect: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrugClass:
    """A class of medicines."""

    id: str
    label: str
    frequency: Quantity
    is_a: tuple[str, ...]
    mechanism: str
    onset_days: tuple[float, float] | None
    phrases: tuple[str, ...]
    is_prescribed: bool
    members: tuple[Drug, ...]
    interactions: tuple[Interaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit people use for a lab; less `zero` and times `factor` it is the lab's own unit. `usual` are the figures told in it when it is left out."""

    ucum: str
    words: tuple[str, ...]
    factor: float
    usual: tuple[float, float] | None = None
    zero: float = 0.0

    def converted(self, value: float) -> float:
        """A value in the lab's own unit."""
        return (value - self.zero) * self.factor


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference range with its source."""

    low: float | None
    high: float | None
    source: str
    sex: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a result is read when another is told beside it: calcium rises by `per_unit` for every unit that albumin lies below `normal`.

    `unless` are the words by which somebody says that the laboratory has done so already.
    """

    by: str
    normal: float
    per_unit: float
    unless: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Lab:
    """A blood test.

    `shows` maps a side or a band to the finding or exposure that such a result is; the band goes first. `of_medicine` is the medicine whose level it
    is. `general_words` are names of blood tests in general, which claim less of this one than `normal_words`, its panels.
    """

    id: str
    label: str
    loinc: str
    names: tuple[str, ...]
    unit: str
    units: tuple[Unit, ...]
    reference: tuple[Reference, ...]
    plausible: tuple[float, float]
    bands: tuple[Band, ...]
    defines: Mapping[str, str]
    abnormal_if_present: Quantity | None
    abnormal_if_absent: Quantity | None
    cautions: tuple[str, ...] = ()
    normal_words: tuple[str, ...] = ()
    shows: Mapping[str, str] = field(default_factory=dict)
    of_medicine: str | None = None
    general_words: tuple[str, ...] = ()
    adjusted: Adjustment | None = None

    def shown(self, side: str, band: str | None) -> str | None:
        """The finding or exposure that a result on this side and in this band is."""
        return self.shows.get(band or "") or self.shows.get(side)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A rule that raises urgency; `when` is any of these lists, all tokens of a list. There is no "not"."""

    id: str
    level: str
    reason: str
    when: tuple[tuple[str, ...], ...]
    group: str
    question: str
    hazard: str
    jurisdiction: str
    source: str
    facts: tuple[Fact, ...] = ()
    ways: tuple[tuple[Token, ...], ...] = ()  # `when`, parsed
    ask_from_years: float = 0.0  # not asked of anybody younger; it fires at every age


@dataclass(frozen=True, slots=True)
class Test:
    """A test or check and what it can show."""

    id: str
    label: str
    text: str
    cost: str
    labs: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caution:
    """A caution of an action; shown always when `when` is empty."""

    when: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """A piece of advice."""

    id: str
    text: str
    why: str
    for_exposure: str | None = None
    not_if: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    is_professional: bool = False
    facts: tuple[Fact, ...] = ()
    until: str = "emergency"  # the highest urgency at which it is still worth saying
    for_place: tuple[str, ...] = ()  # only when the movement is in one of these places
    jurisdiction: str = "any"  # any, or the country whose guideline says it
    when: tuple[tuple[str, ...], ...] = ()  # shown by itself when all tokens of one of these lists hold, whatever the causes
    ways: tuple[tuple[Token, ...], ...] = ()  # `when`, parsed
    denied: tuple[tuple[str, ...], ...] = ()  # with `when`: only if at least one of each list was said not to be there
    beside: tuple[str, ...] = ()  # with `when`: the only rules that may have fired
    replaces: tuple[str, ...] = ()  # with `when`: actions of the causes that are not said beside it
    from_years: float = 0.0  # not shown to anybody known to be younger


@dataclass(frozen=True, slots=True)
class Country:
    """Numbers to call and how long to wait, by jurisdiction. Everything else in the file is in `texts`."""

    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds, costs and the mix of askers; `raw` is `settings.toml` as read."""

    raw: Mapping[str, object]

    def number(self, *path: str) -> float:
        """A number by its path of keys, `value` of a table when it has one."""
        node: object = self.raw
        for key in path:
            if not isinstance(node, Mapping):
                raise KeyError(".".join(path))
            node = node[key]
        if isinstance(node, Mapping):
            node = node["value"]
        if not isinstance(node, int | float):
            raise KeyError(".".join(path))
        return float(node)

    def rows(self, *path: str) -> list[dict[str, float]]:
        """A list of tables of numbers."""
        node: object = self.raw
        for key in path:
            if not isinstance(node, Mapping):
                raise KeyError(".".join(path))
            node = node[key]
        return [{str(key): float(value) for key, value in row.items()} for row in node] if isinstance(node, list) else []


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The whole base. Every mapping is by id, in the order of the file names."""

    version: str
    digest: str
    causes: Mapping[str, Cause]
    attributes: Mapping[str, Attribute]
    findings: Mapping[str, FindingKind]
    exposures: Mapping[str, Exposure]
    drug_classes: Mapping[str, DrugClass]
    drugs: Mapping[str, Drug]
    labs: Mapping[str, Lab]
    red_flags: Mapping[str, RedFlag]
    tests: Mapping[str, Test]
    actions: Mapping[str, Action]
    sources: Mapping[str, Source]
    countries: Mapping[str, Country]
    claims: Mapping[str, Claim]
    settings: Settings
    lexicon: Mapping[str, object]
    ways_by_token: Mapping[str, tuple[tuple[str, tuple[Token, ...]], ...]] = field(default_factory=dict)  # (rule, way) under one token of the way
