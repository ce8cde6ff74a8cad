"""`causes/*.toml` → `Cause`."""

from collections import deque
from collections.abc import Mapping

from whytwitch.knowledge.causes import Cause, CharacterRow, Companion, ExposureEffect, ParentLink, Prevalence, Propensity
from whytwitch.knowledge.faults import Table
from whytwitch.knowledge.nouns import Attribute
from whytwitch.knowledge.numbers import character_cells, quantity, read_facts
from whytwitch.knowledge.quantity import Basis, Quantity

__all__ = ["read_cause"]

URGENCIES = ("self_care", "routine", "soon", "same_day", "emergency")
KINDS = (
    "benign", "habit", "local", "drug", "toxin", "electrolyte", "endocrine", "nutrition", "metabolic",
    "facial", "neurological", "neuromuscular", "pain", "infection", "other",
)  # fmt: skip
WHENS = ("current", "past", "family", "recent", "stopped")
HARM_RANGE = (1, 5)
OLDEST = 130.0
UNKNOWN_RATIO = Quantity(0.0, 1.0, Basis.ESTIMATE, 0)


def read_cause(table: Table, attributes: Mapping[str, Attribute]) -> Cause:
    """One cause; faults are noted in the table."""
    unexplained = table.table("unexplained")
    cause = Cause(
        id=table.text("id"),
        label=table.text("label"),
        short=table.text("short"),
        kind=table.text("kind", choices=KINDS),
        summary=table.text("summary"),
        urgency=table.text("urgency", choices=URGENCIES, stand_in="routine"),
        harm=_grade(table, "harm"),
        treatable=_grade(table, "treatable"),
        severity_ratio=_severity_ratio(table),
        prevalence=tuple(_prevalence(entry) for entry in table.tables("prevalence", is_required=True)),
        propensity=_propensities(table),
        character=_character(table, attributes),
        companions=_companions(table),
        exposures=tuple(_exposure(entry) for entry in table.tables("exposures")),
        parents=tuple(_parent(entry) for entry in table.tables("parents")),
        requires=table.groups("requires"),
        settled_by=table.texts("settled_by"),
        plan=table.texts("plan"),
        plan_group=table.text("plan_group"),
        codes={key: str(value) for key, value in table.mapping("codes").items()},
        unexplained_propensity=_propensities(unexplained) if unexplained else (),
        unexplained_character=_character(unexplained, attributes) if unexplained else {},
        sources=_all_sources(table.data),
    )
    if unexplained:
        unexplained.close()
    table.close()
    return cause


def _all_sources(node: object) -> tuple[str, ...]:
    """Every source key cited anywhere in the file, in order of appearance."""
    found: dict[str, None] = {}
    pending = deque([node])
    while pending:
        here = pending.popleft()
        if isinstance(here, dict):
            for key, value in here.items():
                if key == "source" and isinstance(value, str):
                    found[value] = None
                else:
                    pending.append(value)
        elif isinstance(here, list):
            pending.extend(here)
    return tuple(found)


def _grade(table: Table, key: str) -> int:
    value = table.number(key, stand_in=1)
    if not HARM_RANGE[0] <= value <= HARM_RANGE[1] or value != int(value):
        table.fault(key, value, "A whole number from 1 to 5.")
        return 1
    return int(value)


def _severity_ratio(table: Table) -> Quantity:
    entry = table.table("severity_ratio", is_required=True)
    if entry is None:
        return UNKNOWN_RATIO
    value = quantity(entry, "value")
    entry.close()
    return value


def _prevalence(entry: Table) -> Prevalence:
    age = entry.data.get("age")
    entry.seen.add("age")
    bounds = None
    if age is not None:
        if isinstance(age, list) and len(age) == 2 and all(isinstance(a, int | float) for a in age) and 0 <= age[0] < age[1] <= OLDEST:  # noqa: PLR2004 - a pair
            bounds = float(age[0]), float(age[1])
        else:
            entry.fault("age", age, "Write [from, to) in years, for instance [40, 60].")
    sex = entry.text("sex", is_required=False, choices=("female", "male")) if entry.has("sex") else None
    value = quantity(entry, "value")
    found = Prevalence(entry.text("measure", choices=("point", "incidence"), stand_in="point"), value, entry.text("scope", is_required=False), bounds, sex)
    entry.close()
    return found


def _propensities(table: Table) -> tuple[Propensity, ...]:
    found = []
    for entry in table.tables("propensity", is_required=True):
        band = entry.text("band", is_required=False) or None
        found.append(Propensity(quantity(entry, "value"), band))
        entry.close()
    if found and not any(p.band is None for p in found):
        table.fault("propensity", "missing default", "One [[propensity]] has no `band`: the one used when the severity or dose is not known.")
    return tuple(found)


def _character(table: Table, attributes: Mapping[str, Attribute]) -> dict[str, CharacterRow]:
    rows: dict[str, CharacterRow] = {}
    for entry in table.tables("character", is_required=True):
        name = entry.text("attribute", choices=tuple(attributes))
        if name not in attributes:
            continue
        if name in rows:
            entry.fault("attribute", name, "This attribute has a row already; keep one.")
        base = {value.id: value.base for value in attributes[name].values.values()}
        rows[name] = CharacterRow(name, character_cells(entry, base))
        entry.close()
    for attribute in attributes.values():
        if attribute.is_mandatory and attribute.id not in rows:
            table.fault("character", f"missing {attribute.id}", "Mandatory for every cause: saying nothing would be a reward.")
    return rows


def _companions(table: Table) -> dict[str, Companion]:
    found: dict[str, Companion] = {}
    for entry in table.tables("companions"):
        finding = entry.text("finding")
        if finding in found:
            entry.fault("finding", finding, "Listed twice; keep one.")
        facts = read_facts(entry)
        found[finding] = Companion(finding, quantity(entry, "frequency"), facts)
        entry.close()
    return found


def _exposure(entry: Table) -> ExposureEffect:
    facts = read_facts(entry)
    found = ExposureEffect(
        entry.text("exposure"),
        quantity(entry, "risk"),
        entry.text("when", is_required=False, choices=WHENS, stand_in="current"),
        entry.text("band", is_required=False) or None,
        facts,
    )
    entry.close()
    return found


def _parent(entry: Table) -> ParentLink:
    found = ParentLink(entry.text("cause"), quantity(entry, "risk"))
    entry.close()
    return found
