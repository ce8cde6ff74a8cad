"""From a table with a number, its basis and its evidence to a `Quantity`; every doubt is a fault."""

import hashlib
from collections.abc import Mapping
from typing import Any

from whytwitch.knowledge.faults import Table
from whytwitch.knowledge.quantity import FREQUENCY_CLASSES, Basis, Fact, Quantity, logit, logit_of_counts, logit_of_interval

__all__ = ["character_cells", "plain_probability", "quantity", "read_facts"]

SMALLEST = 1e-9  # a bound of zero is read as this: the logit of zero does not exist
SMALLEST_CELL = 0.002  # no cell of a character row falls below (DESIGN: saying nothing, or one odd word, must not exclude a cause)
STAND_IN = Quantity(0.0, 1.0, Basis.ESTIMATE, 0)


def key_of(table: Table, name: str) -> int:
    """A number's place in the table of draws: stable while its file and path stay, whatever else is added."""
    return int.from_bytes(hashlib.blake2b(f"{table.file}:{table.path}:{name}".encode(), digest_size=8).digest(), "big")


def read_facts(table: Table) -> tuple[Fact, ...]:
    """The evidence of a record."""
    facts = []
    for entry in table.tables("evidence"):
        bearing = entry.text("bears_on", is_required=False, choices=("frequency", "association"), stand_in="frequency")
        facts.append(Fact(entry.text("source"), entry.text("locator"), entry.text("fact"), bearing))
        entry.close()
    return tuple(facts)


def plain_probability(table: Table, key: str, value: float) -> float:
    """A probability in [0, 1]; anything else is a fault."""
    if not 0.0 <= value <= 1.0:
        table.fault(key, value, "A probability lies between 0 and 1.")
        return 0.5
    return value


def quantity(table: Table, key: str) -> Quantity:
    """The number under `key` with the `basis`, `rationale` and `evidence` beside it."""
    basis = table.text("basis", choices=Basis.ALL, stand_in=Basis.ESTIMATE)
    facts = read_facts(table)
    rationale = table.text("rationale", is_required=False)
    given = table.mapping(key, is_required=True)
    if not given:
        if isinstance(table.data.get(key), Mapping):
            table.fault(key, given, "Write a number: counts, an interval, a class or bounds.")
        return STAND_IN
    if basis == Basis.ESTIMATE and not rationale.strip():
        table.fault("rationale", "missing", "An estimate says what it rests on and what was searched.")
    if basis != Basis.ESTIMATE and not any(fact.bears_on == "frequency" for fact in facts):
        table.fault("evidence", "missing", f"A number with basis {basis!r} needs evidence that bears on its frequency; otherwise mark it an estimate.")
    moments = _moments(table, key, given, basis)
    if moments is None:
        return STAND_IN
    sources = tuple(dict.fromkeys(fact.source for fact in facts))
    return Quantity(moments[0], moments[1], basis, key_of(table, key), sources)


def _moments(table: Table, key: str, given: Mapping[str, Any], basis: str) -> tuple[float, float] | None:
    cursor = Table(given, table.file, table.faults, f"{table.path}.{key}" if table.path else key)
    if "affected" in given:
        return _from_counts(cursor, basis)
    if "class" in given:
        name = cursor.text("class", choices=tuple(FREQUENCY_CLASSES), stand_in="occasional")
        _expect(cursor, basis, Basis.CLASS)
        cursor.close()
        return logit_of_interval(None, *FREQUENCY_CLASSES.get(name, (0.05, 0.29)), 0.9)
    return _from_interval(cursor, given, basis)


def _expect(cursor: Table, basis: str, *allowed: str) -> None:
    if basis not in allowed:
        cursor.fault("", basis, f"This form of number has basis {' or '.join(allowed)}.")


def _from_counts(cursor: Table, basis: str) -> tuple[float, float] | None:
    affected, examined = cursor.number("affected"), cursor.number("examined")
    _expect(cursor, basis, Basis.COUNTS)
    cursor.close()
    if examined <= 0 or affected < 0 or affected > examined:
        cursor.fault("", f"{affected:g}/{examined:g}", "counts more people affected than examined. Check the table in the source; the numbers may be swapped.")
        return None
    return logit_of_counts(affected, examined)


def _from_interval(cursor: Table, given: Mapping[str, Any], basis: str) -> tuple[float, float] | None:
    low, high = cursor.number("low"), cursor.number("high")
    value = cursor.number("value", is_required=False) if "value" in given else None
    level = cursor.number("level", is_required=False, stand_in=0.9)
    _expect(cursor, basis, Basis.INTERVAL, Basis.ESTIMATE)
    cursor.close()
    if not (0.0 <= low < high <= 1.0) or (value is not None and not low <= value <= high) or not 0.0 < level < 1.0:
        cursor.fault("", f"low {low:g}, value {value}, high {high:g}, level {level:g}", "Needs 0 ≤ low ≤ value ≤ high ≤ 1, low < high and 0 < level < 1.")
        return None
    bounded = [None if p is None else min(max(p, SMALLEST), 1.0 - SMALLEST) for p in (value, low, high)]
    return logit_of_interval(bounded[0], float(bounded[1] or SMALLEST), float(bounded[2] or SMALLEST), level)


def character_cells(table: Table, base: Mapping[str, float]) -> dict[str, Quantity]:
    """Cells of one character row: named values as given, the others share what is left in proportion to the base distribution.

    Parameters
    ----------
    table
        A ``[[character]]`` table with `shares` (and `spread`, in logits) or `counts`.
    base
        Base distribution of the attribute over its values (leaves only for places).
    """
    basis = table.text("basis", choices=Basis.ALL, stand_in=Basis.ESTIMATE)
    facts = read_facts(table)
    rationale = table.text("rationale", is_required=False)
    if basis == Basis.ESTIMATE and not rationale.strip():
        table.fault("rationale", "missing", "An estimate says what it rests on and what was searched.")
    if basis != Basis.ESTIMATE and not facts:
        table.fault("evidence", "missing", f"A row with basis {basis!r} needs evidence; otherwise mark it an estimate.")
    form = "counts" if table.has("counts") else "shares"
    given = _numbers(table, form, base)
    spread = table.number("spread", is_required=False, stand_in=0.6)
    sources = tuple(dict.fromkeys(fact.source for fact in facts))
    if form == "counts":
        total = sum(given.values())
        moments = {v: logit_of_counts(given.get(v, 0.0), total) if total else (0.0, 1.0) for v in base}
    else:
        moments = {v: (_logit_cell(p), spread) for v, p in _filled(table, given, base).items()}
    return {v: Quantity(max(mean, _logit_cell(SMALLEST_CELL)), sd, basis, key_of(table, v), sources) for v, (mean, sd) in moments.items()}


def _logit_cell(p: float) -> float:
    bounded = min(max(p, SMALLEST_CELL), 1.0 - SMALLEST_CELL)
    return logit(bounded)


def _numbers(table: Table, form: str, base: Mapping[str, float]) -> dict[str, float]:
    given: dict[str, float] = {}
    for value, number in table.mapping(form, is_required=True).items():
        if value not in base:
            table.fault(f"{form}.{value}", value, f"Not a value of this attribute. Known: {', '.join(base)}.")
        elif isinstance(number, bool) or not isinstance(number, int | float) or number < 0:
            table.fault(f"{form}.{value}", number, "Write a number that is not negative.")
        else:
            given[value] = float(number)
    return given


def _filled(table: Table, given: Mapping[str, float], base: Mapping[str, float]) -> dict[str, float]:
    total = sum(given.values())
    if total > 1.0 + 1e-9:
        table.fault("shares", f"sum {total:g}", "Shares of one attribute add up to at most 1.")
    rest = max(0.0, 1.0 - total)
    unnamed = sum(share for value, share in base.items() if value not in given)
    return {value: given.get(value, rest * share / unnamed if unnamed else 0.0) for value, share in base.items()}
