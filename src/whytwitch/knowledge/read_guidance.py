"""`red_flags`, `tests`, `actions`, `sources`, `countries`, `settings` → nouns: what is said and done."""

from datetime import date

from whytwitch.knowledge.faults import Table
from whytwitch.knowledge.nouns import Action, Caution, Country, RedFlag, Settings, Source, Test
from whytwitch.knowledge.numbers import read_facts
from whytwitch.knowledge.tokens import Token, parse_token

__all__ = ["read_action", "read_country", "read_red_flag", "read_settings", "read_source", "read_test"]

JURISDICTIONS = ("any", "GB", "US")
CALM = ("self_care", "routine")  # the urgencies at which advice that stands by itself may be said
URGENCIES = ("self_care", "routine", "soon", "same_day", "emergency")
READS = ("full text", "abstract", "excerpt")
QUALITIES = (
    "guideline", "review", "cohort", "label", "textbook", "case-series", "society-page", "patient-page", "survey", "other",
)  # fmt: skip
TEST_COSTS = ("question", "home-check", "examination", "blood-test", "imaging", "emg", "specialist")


def read_source(table: Table) -> Source:
    """One source."""
    read_on = table.data.get("read_on")
    table.seen.add("read_on")
    if not isinstance(read_on, date | str):
        table.fault("read_on", "missing" if read_on is None else read_on, "Write the day it was read, for instance 2026-11-21.")
    source = Source(
        table.text("id"), table.text("title"), table.texts("authors"), int(table.number("year", is_required=False)),
        table.text("journal", is_required=False), table.text("pmid", is_required=False), table.text("doi", is_required=False),
        table.text("url", is_required=False), table.text("read", choices=READS), str(read_on), table.text("quality", choices=QUALITIES),
    )  # fmt: skip
    if not (source.pmid or source.doi or source.url):
        table.fault("url", "missing", "Give a pmid, a doi or the address that was read.")
    if source.pmid and not source.pmid.isdigit():
        table.fault("pmid", source.pmid, "A PMID is digits only.")
    if source.doi and not source.doi.startswith("10."):
        table.fault("doi", source.doi, "A DOI begins with 10.; leave out the address before it.")
    table.close()
    return source


def parsed(when: tuple[tuple[str, ...], ...]) -> tuple[tuple[Token, ...], ...]:
    """Lists of tokens as they are written, parsed; what has no form is left to the checker."""
    return tuple(tuple(token for token in map(parse_token, way) if token is not None) for way in when)


def read_red_flag(table: Table) -> RedFlag:
    """One rule."""
    facts = read_facts(table)
    for key in ("basis", "rationale"):
        table.text(key, is_required=False)
    when = table.groups("when", is_required=True)
    ways = parsed(when)
    found = RedFlag(
        table.text("id"), table.text("level", choices=("routine", "soon", "same_day", "emergency"), stand_in="emergency"), table.text("reason"),
        when, table.text("group"), table.text("question"), table.text("hazard"),
        table.text("jurisdiction", choices=JURISDICTIONS, stand_in="any"), table.text("source", is_required=False), facts, ways,
        table.number("ask_from_years", is_required=False),
    )  # fmt: skip
    if not found.source and "rationale" not in table.data:
        table.fault("source", "missing", "Give a source that was read, or a rationale.")
    table.close()
    return found


def read_test(table: Table) -> Test:
    """One test."""
    found = Test(
        table.text("id"), table.text("label"), table.text("text"), table.text("cost", choices=TEST_COSTS, stand_in="specialist"),
        table.texts("labs"), table.texts("findings"),
    )  # fmt: skip
    read_facts(table)
    for key in ("basis", "rationale"):
        table.text(key, is_required=False)
    table.close()
    return found


def read_action(table: Table) -> Action:
    """One piece of advice."""
    cautions = []
    for entry in table.tables("cautions"):
        cautions.append(Caution(entry.texts("when"), entry.text("text")))
        entry.close()
    facts = read_facts(table)
    rationale = table.text("rationale", is_required=False)
    table.text("basis", is_required=False)
    if not facts and not rationale.strip():
        table.fault("evidence", "missing", "Advice says what it rests on: evidence, or a rationale.")
    when = table.groups("when")
    found = Action(
        table.text("id"), table.text("text"), table.text("why"), table.text("for_exposure", is_required=False) or None,
        table.texts("not_if"), tuple(cautions), table.flag("professional"), facts,
        table.text("until", is_required=False, choices=URGENCIES, stand_in="emergency"),
        table.texts("for_place"), table.text("jurisdiction", is_required=False, choices=JURISDICTIONS, stand_in="any") or "any",
        when, parsed(when), table.groups("denied"), table.texts("beside"), table.texts("replaces"),
        table.number("from_years", is_required=False),
    )  # fmt: skip
    if when and found.until not in CALM:
        table.fault("until", table.data.get("until", "missing"), f"Advice with `when` is calm advice: write one of {', '.join(CALM)}.")
    if (found.denied or found.beside or found.replaces) and not when:
        table.fault("when", "missing", "`denied`, `beside` and `replaces` go with a `when`; add it, or use not_if.")
    table.close()
    return found


def read_country(table: Table) -> Country:
    """The numbers of one country; every text or number of the file, tables flattened with dots."""
    texts: dict[str, str] = {}
    pending = [("", dict(table.data))]
    while pending:
        prefix, node = pending.pop(0)
        for key, value in node.items():
            name = f"{prefix}{key}"
            if isinstance(value, dict):
                pending.append((f"{name}.", value))
            elif isinstance(value, list):
                continue
            else:
                texts[name] = str(value)
    for key in ("name", "emergency_number", "doctor"):
        if key not in texts:
            table.fault(key, "missing", "Every country file has name, emergency_number and doctor.")
    return Country(texts.get("id", ""), texts)


def read_settings(table: Table) -> Settings:
    """Thresholds, costs, defaults."""
    return Settings(dict(table.data))
