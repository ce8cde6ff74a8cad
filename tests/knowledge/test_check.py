"""What the checker of the base must not let through, shown on a copy of the whole base."""

import re
import shutil
from pathlib import Path

import pytest
from knowledge.rule_evidence import base

from whytwitch.knowledge import BASE, faults_of
from whytwitch.knowledge.check import LARGEST_FAMILY, families

COMPANION = """
[[companions]]
finding = "tongue-wasting"
frequency = {{ affected = 5, examined = 50 }}
basis = "counts"
{}
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the base that may be spoiled."""
    shutil.copytree(BASE, tmp_path / "base")
    cause = tmp_path / "base" / "causes" / "exertion.toml"
    assert 'finding = "tongue-wasting"' not in cause.read_text(encoding="utf-8"), "choose another cause for this test"
    return tmp_path / "base"


def _append(base_: Path, text: str) -> list[str]:
    cause = base_ / "causes" / "exertion.toml"
    cause.write_text(cause.read_text(encoding="utf-8") + text, encoding="utf-8")
    return [str(fault) for fault in faults_of(base_)]


def test_counts_without_evidence_are_a_fault(copied: Path) -> None:
    """Five of fifty, from nowhere, is refused and the way out is told."""
    faults = _append(copied, COMPANION.format(""))
    assert len(faults) == 1
    assert re.search(r"causes/exertion\.toml: companions\[\d+\]\.evidence: missing.*mark it an estimate", faults[0])


def test_every_cited_source_exists(copied: Path) -> None:
    """A source that has no file is refused wherever it is cited."""
    faults = _append(copied, COMPANION.format('evidence = [{ source = "nobody-1900", locator = "x", fact = "5 of 50" }]'))
    assert len(faults) == 1
    assert "'nobody-1900'" in faults[0]
    cited = {source for cause in base().causes.values() for source in cause.sources} | {rule.source for rule in base().red_flags.values() if rule.source}
    assert cited <= set(base().sources)


def test_no_family_of_causes_is_larger_than_five() -> None:
    """Linked causes are solved together; beyond five that would be slow, and the checker says so."""
    assert max((len(family) for family in families(base())), default=0) <= LARGEST_FAMILY
