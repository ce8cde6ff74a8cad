"""`character.toml`, `findings/*.toml`, `exposures/*.toml`, `drugs/*.toml`, `labs/*.toml` → nouns: what can be observed of a person."""

from collections.abc import Sequence

from whytwitch.knowledge.faults import Table
from whytwitch.knowledge.nouns import (
    Adjustment,
    AmountItem,
    Attribute,
    AttributeValue,
    Band,
    Drug,
    DrugClass,
    Exposure,
    FindingKind,
    Interaction,
    Lab,
    Raise,
    Reference,
    Unit,
)
from whytwitch.knowledge.numbers import plain_probability, quantity, read_facts
from whytwitch.knowledge.quantity import Quantity

__all__ = ["read_attributes", "read_drug_class", "read_exposure", "read_finding", "read_lab"]

COSTS = ("question", "home-check", "examination", "test")
MECHANISMS = ("direct", "electrolyte", "serotonergic", "dopamine-blocking", "withdrawal", "other")
SUM_SLACK = 0.02


def read_attributes(table: Table) -> dict[str, Attribute]:
    """Every attribute of a movement, with the place groups."""
    groups = {}
    for entry in table.tables("place_group"):
        groups[entry.text("id")] = (entry.text("label", is_required=False), entry.texts("members", is_required=True), entry.texts("phrases"))
        entry.close()
    found = {}
    for entry in table.tables("attribute", is_required=True):
        values = {}
        for part in entry.tables("values", is_required=True):
            value = AttributeValue(part.text("id"), part.text("label"), plain_probability(part, "base", part.number("base")), part.texts("phrases"))
            values[value.id] = value
            part.close()
        total = sum(value.base for value in values.values())
        if abs(total - 1.0) > SUM_SLACK:
            entry.fault("values", f"base shares sum to {total:g}", "The base distribution of an attribute adds up to 1.")
        name = entry.text("id")
        own = groups if name == "place" else {}
        found[name] = Attribute(
            name, entry.text("label"), entry.text("question"), entry.flag("mandatory"), values,
            {g: members for g, (_, members, _) in own.items()},
            {g: phrases for g, (_, _, phrases) in own.items()},
            {g: label or g for g, (label, _, _) in own.items()},
        )  # fmt: skip
        entry.close()
    table.close()
    return found


def _probability_pair(table: Table) -> tuple[float, float]:
    pair = table.table("reported")
    if pair is None:
        return 1.0, 0.0
    values = plain_probability(pair, "if_present", pair.number("if_present")), plain_probability(pair, "if_absent", pair.number("if_absent"))
    pair.close()
    return values


def _raised_by(table: Table) -> tuple[Raise, ...]:
    found = []
    for entry in table.tables("raised_by"):
        found.append(Raise(entry.text("exposure"), plain_probability(entry, "leak", entry.number("leak"))))
        entry.close()
    return tuple(found)


def _optional_quantity(table: Table, key: str) -> Quantity | None:
    if table.has(key):
        return quantity(table, key)
    read_facts(table)
    table.text("basis", is_required=False)
    table.text("rationale", is_required=False)
    return None


def read_finding(table: Table) -> FindingKind:
    """One symptom, sign or result."""
    if_present, if_absent = _probability_pair(table)
    cluster = table.text("cluster", is_required=False) or None
    leak = _optional_quantity(table, "leak")
    if (cluster is None) == (leak is None):
        table.fault("leak", "missing" if leak is None else "given", "A finding has a `leak`, or it is in a `cluster` and has `reported`, never both.")
    if cluster is not None and not table.has("reported"):
        table.fault("reported", "missing", "A member of a cluster says how often it is reported: { if_present, if_absent }.")
    found = FindingKind(
        id=table.text("id"),
        label=table.text("label"),
        question=table.text("question"),
        kind=table.text("kind", choices=("symptom", "sign", "result")),
        cost=table.text("cost", choices=COSTS, stand_in="question"),
        leak=leak,
        is_known_by=table.flag("known_by"),
        phrases=table.texts("phrases"),
        absent_phrases=table.texts("absent_phrases"),
        is_a=table.text("is_a", is_required=False) or None,
        share_of_parent=plain_probability(table, "share_of_parent", table.number("share_of_parent", is_required=False, stand_in=1.0)),
        cluster=cluster,
        reported_if_present=if_present,
        reported_if_absent=if_absent,
        raised_by=_raised_by(table),
        hpo={key: str(value) for key, value in table.mapping("hpo").items()},
        movement_kind=table.text("movement_kind", is_required=False) or None,
        shows_kind=table.text("shows_kind", is_required=False) or None,
        denies=table.texts("denies"),
    )
    table.close()
    return found


def read_bands(entries: Sequence[Table]) -> tuple[Band, ...]:
    """Ordered bands. `below`-only bands cut each other off from underneath, `from`-only bands from above."""
    raw = [(e.text("id"), _maybe(e, "from"), _maybe(e, "below"), e.text("label", is_required=False)) for e in entries]
    for entry in entries:
        entry.close()
    ceilings = sorted(high for _, low, high, _ in raw if low is None and high is not None)
    floors = sorted(low for _, low, high, _ in raw if high is None and low is not None)
    bands = []
    for name, low, high, label in raw:
        if low is None and high is not None:
            bands.append(Band(name, max((c for c in ceilings if c < high), default=None), high, label))
        elif high is None and low is not None:
            bands.append(Band(name, low, min((f for f in floors if f > low), default=None), label))
        else:
            bands.append(Band(name, low, high, label))
    return tuple(bands)


def _maybe(entry: Table, key: str) -> float | None:
    return entry.number(key) if entry.has(key) else None


def read_exposure(table: Table) -> Exposure:
    """One habit, condition, event or state."""
    amount = table.table("amount")
    unit: str | None = None
    bands: tuple[Band, ...] = ()
    items: tuple[AmountItem, ...] = ()
    otherwise = ""
    if amount is not None:
        unit = amount.text("unit")
        bands = read_bands(amount.tables("bands"))
        if not all(band.label for band in bands):
            amount.fault("bands", "missing label", "Every band has a `label`: the words by which somebody says they are in it.")
        otherwise = amount.text("otherwise")
        entries = amount.tables("items")
        items = tuple(AmountItem(entry.texts("words", is_required=True), entry.number("amount")) for entry in entries)
        amount.close()
    table.mapping("hpo")
    table.mapping("codes")
    found = Exposure(
        table.text("id"), table.text("label"), table.text("question"), table.text("kind", choices=("habit", "condition", "event", "state")),
        quantity(table, "frequency"), table.text("cause", is_required=False) or None, table.texts("phrases"), table.texts("absent_phrases"),
        unit, bands, items, otherwise, table.number("ask_from_years", is_required=False),
    )  # fmt: skip
    table.close()
    return found


def _pair(table: Table, key: str, stand_in: tuple[float, float]) -> tuple[float, float]:
    value = table.data.get(key)
    table.seen.add(key)
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int | float) for v in value) and value[0] < value[1]:  # noqa: PLR2004 - a pair
        return float(value[0]), float(value[1])
    table.fault(key, "missing" if value is None else value, "Write [from, to].")
    return stand_in


def read_drug_class(table: Table) -> DrugClass:
    """A class of medicines; its members carry the class and their further classes, broader ones are added by the loader."""
    own = table.text("id")
    members = []
    for entry in table.tables("members"):
        names = entry.texts("names", is_required=True)
        members.append(Drug(entry.text("id"), names, entry.texts("brands"), (own, *entry.texts("also"))))
        entry.close()
    interactions = []
    for entry in table.tables("interactions"):
        facts = read_facts(entry)
        entry.text("basis", is_required=False)
        entry.text("rationale", is_required=False)
        interactions.append(Interaction(entry.text("with"), entry.text("effect"), entry.text("text"), tuple(fact.source for fact in facts)))
        entry.close()
    found = DrugClass(
        own, table.text("label"), quantity(table, "frequency"), table.texts("is_a"),
        table.text("mechanism", choices=MECHANISMS, stand_in="other"),
        _pair(table, "onset_days", (0.0, 1.0)) if table.has("onset_days") else None,
        table.texts("phrases"), table.flag("prescribed", stand_in=True), tuple(members), tuple(interactions),
    )  # fmt: skip
    table.close()
    return found


def _reading(table: Table, key: str) -> Quantity | None:
    reading = table.table("reading")
    if reading is None or not reading.has(key):
        return None
    part = reading.table(key)
    if part is None:
        return None
    if part.has("value") and isinstance(part.data["value"], dict):
        return quantity(part, "value")
    shared = {name: reading.data[name] for name in ("basis", "rationale", "evidence") if name in reading.data}
    return quantity(Table({key: dict(part.data), **shared}, table.file, table.faults, reading.path), key)


def _unit(entry: Table) -> Unit:
    found = Unit(
        entry.text("ucum"),
        entry.texts("words", is_required=True),
        entry.number("factor", stand_in=1.0),
        _pair(entry, "usual", (0.0, 0.0)) if entry.has("usual") else None,
        entry.number("zero", is_required=False),
    )
    entry.close()
    return found


def _reference(entry: Table) -> Reference:
    sex, country = entry.text("sex", is_required=False), entry.text("country", is_required=False)
    found = Reference(_maybe(entry, "low"), _maybe(entry, "high"), entry.text("source"), sex or None, country or None)
    entry.close()
    return found


def _adjustment(table: Table) -> Adjustment | None:
    entry = table.table("adjusted")
    if entry is None:
        return None
    found = Adjustment(entry.text("by"), entry.number("normal"), entry.number("per_unit"), entry.texts("unless", is_required=True), entry.text("source"))
    entry.close()
    return found


def read_lab(table: Table) -> Lab:
    """A blood test."""
    units = tuple(_unit(entry) for entry in table.tables("units", is_required=True))
    references = tuple(_reference(entry) for entry in table.tables("reference", is_required=True))
    found = Lab(
        table.text("id"), table.text("label"), table.text("loinc", is_required=False), table.texts("names", is_required=True), table.text("unit"),
        units, references, _pair(table, "plausible", (0.0, 1e9)), read_bands(table.tables("bands", is_required=True)),
        {key: str(value) for key, value in table.mapping("defines").items()},
        _reading(table, "abnormal_if_present"), _reading(table, "abnormal_if_absent"), table.texts("cautions"), table.texts("normal_words"),
        {key: str(value) for key, value in table.mapping("shows").items()}, table.text("of_medicine", is_required=False) or None,
        table.texts("general_words"), _adjustment(table),
    )  # fmt: skip
    if found.defines and (found.abnormal_if_present is None or found.abnormal_if_absent is None):
        table.fault("reading", "missing", "A lab that defines a cause gives `abnormal_if_present` and `abnormal_if_absent`.")
    table.close()
    return found
