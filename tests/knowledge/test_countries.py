"""Numbers to call: checked where a country has a file, never guessed where it has none."""

import re

from knowledge.rule_evidence import base

CHECKED = {"GB": "999", "US": "911"}


def test_every_country_has_a_checked_emergency_number() -> None:
    """The number of each country is the one that is known, stands in its text, and names a source that exists."""
    countries = {name: country.texts for name, country in base().countries.items() if name != "neutral"}
    assert {name: texts["emergency_number"] for name, texts in countries.items()} == CHECKED
    assert [name for name, texts in countries.items() if texts["emergency_number"] not in texts["emergency_text"]] == []
    assert [name for name, texts in countries.items() if texts.get("emergency_source") not in base().sources] == []


def test_every_source_that_a_country_names_exists() -> None:
    """Waiting times, crisis lines and poison centres cite files of the base."""
    named = {(name, key, value) for name, country in base().countries.items() for key, value in country.texts.items() if key.endswith("_source")}
    assert {entry for entry in named if entry[2] not in base().sources} == set()


def test_the_neutral_country_guesses_no_number() -> None:
    """Where the country is not known the reader is sent to the local number; the two common ones are only examples."""
    texts = base().countries["neutral"].texts
    assert texts["emergency_number"].startswith("your local emergency number")
    assert texts["crisis_line"] == ""
    assert texts["urgent_advice_line"] == ""
    numbers = {number for value in texts.values() for number in re.findall(r"\b\d{3,}\b", value)}
    assert numbers <= {"112", "911", "14", "90"}
