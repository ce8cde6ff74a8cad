"""What the base holds, what its numbers rest on, and where it is thin."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from oracle.people import BASE

from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.knowledge.coverage import coverage_of
from whytwitch.knowledge.nouns import Settings

DAY = date(2026, 12, 1)


@cache
def knowledge() -> Knowledge:
    """The fictional base."""
    return load_knowledge(BASE, use_cache=False)


def test_everything_is_counted() -> None:
    """Files by folder; a drug is no class."""
    found = coverage_of(knowledge(), DAY)
    assert (found.causes, found.exposures, found.drug_classes, found.drugs, found.labs) == (8, 4, 3, 6, 3)
    assert (found.red_flags, found.tests, found.actions, found.sources, found.claims) == (1, 1, 1, 2, 2)
    assert found.version == "2026.11.0-fiction"


def test_numbers_are_counted_by_what_they_rest_on() -> None:
    """Shares sum to one; the counts of the fictional base are its stratum, its companion, its character row and its lab error."""
    found = coverage_of(knowledge(), DAY)
    assert found.numbers_by_basis["counts"] == 4
    assert found.numbers_by_basis["frequency-class"] == 2
    assert found.numbers_by_basis["interval"] == 0
    assert found.numbers == sum(found.numbers_by_basis.values()) > 60
    assert sum(found.shares_by_basis.values()) == pytest.approx(1.0)


def test_gaps_are_named() -> None:
    """A cause without any source, a finding that no cause brings; a rule's finding is used all the same."""
    found = coverage_of(knowledge(), DAY)
    assert "bean-brew" in found.causes_without_source
    assert "salt-lack" not in found.causes_without_source
    assert found.findings_no_cause_uses == ("yawns",)
    assert found.findings_nothing_uses == ("yawns",)


@pytest.mark.parametrize(("tested", "untested"), [(None, ()), ({"H-900"}, ()), (set(), ("stiff-limp",))])
def test_rules_without_a_test_are_named(tested: set[str] | None, untested: tuple[str, ...]) -> None:
    """A rule is tested when a test names its hazard."""
    assert coverage_of(knowledge(), DAY, tested_hazards=tested).red_flags_without_test == untested


@pytest.mark.parametrize(
    ("stated", "version", "days"),
    [("2026-11-21", "2026.11.0", 10), (None, "2026.11.0", 30), ("soon", "2026.1.3", 334), (None, "first", None), ("2027-01-01", "x", 0)],
)
def test_age_is_by_the_stated_day_else_by_the_version(stated: str | None, version: str, days: int | None) -> None:
    """What cannot be told is None, and never old."""
    settings = Settings({} if stated is None else {"version_date": stated})
    found = coverage_of(replace(knowledge(), settings=settings, version=version), DAY)
    assert found.age_days == days
    assert not found.is_old


def test_a_base_older_than_a_year_is_old() -> None:
    """It warns."""
    assert coverage_of(knowledge(), date(2027, 11, 23)).is_old


def test_a_base_without_numbers_has_no_shares_to_divide() -> None:
    """Nothing breaks."""
    empty = replace(knowledge(), causes={}, findings={}, exposures={}, drug_classes={}, labs={})
    found = coverage_of(empty, DAY)
    assert found.numbers == 0
    assert set(found.shares_by_basis.values()) == {0.0}
