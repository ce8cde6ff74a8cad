"""A base that is old says so."""

from datetime import date, timedelta

from knowledge.rule_evidence import base

from whytwitch.knowledge.coverage import coverage_of


def test_a_base_older_than_twelve_months_warns() -> None:
    """Counted from the day the base was brought up to date; up to a year there is no warning."""
    knowledge = base()
    brought = date.fromisoformat(str(knowledge.settings.raw["version_date"]))
    assert not coverage_of(knowledge, brought + timedelta(days=360)).is_old
    assert coverage_of(knowledge, brought + timedelta(days=400)).is_old
