"""``whytwitch knowledge``: check, show, coverage, claims."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from whytwitch.cli import main
from whytwitch.cli.knowledge_commands import coverage_text
from whytwitch.cli.knowledge_show import number_words, shown_file
from whytwitch.knowledge import BASE, Knowledge, load_knowledge
from whytwitch.knowledge.coverage import coverage_of
from whytwitch.report import Catalogue


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The base that ships."""
    return load_knowledge()


def test_show_every_file_of_the_base() -> None:
    """Nothing in the base fails to be shown, and no row is much wider than asked."""
    for folder in ("causes", "findings", "exposures", "drugs", "labs", "red_flags", "tests", "actions", "sources", "countries", "claims"):
        for path in (BASE / folder).glob("*.toml"):
            assert shown_file(BASE, path.stem, width=80).count("\n") > 2, path


def test_show_says_numbers_with_range_basis_and_source() -> None:
    """A number is a natural frequency with its range; what it rests on stands below it."""
    text = shown_file(BASE, "hypokalaemia", width=10_000)
    assert "about 3 in 1,000 (range: " in text
    assert "estimate: " in text
    assert "; read: abstract), abstract." in text


@pytest.mark.parametrize("name", ["omeprazole", "kind"])
def test_show_finds_what_has_no_file_of_its_own(name: str) -> None:
    """Drugs and attributes of movements are found too."""
    assert shown_file(BASE, name, width=80)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"affected": 30, "examined": 100}, "30 of 100: about 30 in 100 (range: about 23 in 100 to about 38 in 100)"),
        ({"class": "frequent"}, "frequent: about 56 in 100 (range: about 30 in 100 to about 79 in 100)"),
        ({"value": 0.3, "low": 0.1, "high": 0.6}, "about 30 in 100 (range: about 10 in 100 to about 61 in 100)"),
        ({"low": 0.0, "high": 0.5}, "about 3 in 100,000 (range: fewer than 1 in 10,000,000 to about 50 in 100)"),
        ({"low": 3.5, "high": 5.3}, None),
        ({"low": 0.5, "high": 0.5}, None),
        ({"label": "x"}, None),
    ],
)
def test_each_form_of_number_in_words(table: dict[str, object], words: str | None, say: Catalogue) -> None:
    """Counts, classes and intervals are told alike; a reference range is no probability."""
    assert number_words(table, say) == words


def test_name_is_never_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """An id cannot lead out of the base."""
    assert main(["knowledge", "show", "../settings"]) == 2
    assert "../settings" in capsys.readouterr().err


def test_check_of_a_faulty_base_leaves_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults are printed one a line, the count on standard error."""
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "x.toml").write_text("id = 'y'\n")
    assert main(["knowledge", "check", "--base", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "causes/x.toml: id: 'y'" in out
    assert "fault(s)" in err


def test_check_of_the_base_that_ships(capsys: pytest.CaptureFixture[str]) -> None:
    """The base has no fault."""
    assert main(["knowledge", "check"]) == 0
    assert "No faults" in capsys.readouterr().out


def test_unreadable_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with broken TOML is named, not a traceback."""
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "x.toml").write_text("id = \n")
    assert main(["knowledge", "show", "x", "--base", str(tmp_path)]) == 2
    assert "x.toml" in capsys.readouterr().err


def test_coverage_counts_the_base(knowledge: Knowledge) -> None:
    """Counts are those of the base; bases of numbers add up to all numbers."""
    found = coverage_of(knowledge, date(2026, 11, 22))
    assert (found.causes, found.findings, found.claims) == (len(knowledge.causes), len(knowledge.findings), len(knowledge.claims))
    assert sum(found.numbers_by_basis.values()) == found.numbers > 1000
    assert sum(found.shares_by_basis.values()) == pytest.approx(1.0)


def test_coverage_finds_gaps(knowledge: Knowledge) -> None:
    """A cause without a source, a finding nobody uses and a rule no test names are listed."""
    cause = next(iter(knowledge.causes.values()))
    finding = replace(next(iter(knowledge.findings.values())), id="unused", is_a=None, cluster=None)
    thin = replace(knowledge, causes={**knowledge.causes, cause.id: replace(cause, sources=())}, findings={**knowledge.findings, "unused": finding})
    found = coverage_of(thin, date(2026, 11, 22), tested_hazards=())
    assert cause.id in found.causes_without_source
    assert "unused" in found.findings_no_cause_uses
    assert "unused" in found.findings_nothing_uses
    assert len(found.red_flags_without_test) == len(knowledge.red_flags)


def test_old_base_warns(knowledge: Knowledge) -> None:
    """A base older than twelve months says so; one whose age nobody knows says that."""
    new, old = coverage_of(knowledge, date(2026, 12, 1)), coverage_of(knowledge, date(2028, 1, 1))
    assert not new.is_old
    assert old.is_old
    assert "WARNING" in coverage_text(old)
    by_version = replace(knowledge, settings=replace(knowledge.settings, raw={}), version="2026.11.0")
    assert coverage_of(by_version, date(2026, 11, 11)).age_days == 10
    assert "Age unknown" in coverage_text(coverage_of(replace(by_version, version="x"), date(2026, 11, 11)))


def test_coverage_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """``--format json`` holds every list in full."""
    assert main(["knowledge", "coverage", "--format", "json", "--as-of", "2026-11-22"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"causes", "findings", "drugs", "labs", "red_flags", "sources", "claims", "numbers_by_basis"} <= set(found)
    assert found["claims"] == len(list((BASE / "claims").glob("*.toml")))
    assert set(found["numbers_by_basis"]) == {"counts", "interval", "frequency-class", "estimate"}
    assert main(["knowledge", "coverage"]) == 0
    assert "numbers, of which" in capsys.readouterr().out


def test_all_claims_are_listed_with_verdict_fact_and_source(knowledge: Knowledge, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its row; verdicts are words, and no row is wider than the terminal."""
    assert main(["knowledge", "claims"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{len(knowledge.claims)} of {len(knowledge.claims)} claims")
    assert out.count("Verdict: ") == out.count("Fact: ") == out.count("Source: ") == len(knowledge.claims)
    assert "Verdict: supported with a qualification." in out
    assert max(map(len, out.splitlines())) <= 100
    codes = [line[:6].strip() for line in out.splitlines()[1:] if line[:1].strip()]
    assert [code for code in codes if code in {claim.code for claim in knowledge.claims.values()}] == sorted(c.code for c in knowledge.claims.values())


@pytest.mark.parametrize("name", ["B39", "b39", "dietary-magnesium-helps"])
def test_one_claim_is_told_with_all_that_its_sources_say(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By code or id: address, what was read, what it is about."""
    assert main(["knowledge", "claims", name]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 of ")
    assert "https://" in out
    assert "Read: excerpt." in out
    assert "About: low-magnesium-diet" in out


def test_a_word_filters_claims(capsys: pytest.CaptureFixture[str]) -> None:
    """All words must be there; JSON holds the evidence in full."""
    assert main(["knowledge", "claims", "magnesium", "diet", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == len(found["claims"]) == sum(found["verdicts"].values()) > 1
    assert all("magnesium" in json.dumps(claim) for claim in found["claims"])
    assert {"source", "locator", "fact", "bears_on", "title", "year", "pmid", "doi", "url", "read"} == set(found["claims"][0]["evidence"][0])


def test_a_word_in_no_claim_leaves_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """It says how to see them all."""
    assert main(["knowledge", "claims", "unicorn"]) == 2
    assert "No claim has 'unicorn' in it" in capsys.readouterr().err


def test_a_base_without_claims_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None is no error when nothing was asked for."""
    base = tmp_path / "base"
    shutil.copytree(BASE, base, ignore=shutil.ignore_patterns("claims"))
    assert main(["knowledge", "claims", "--base", str(base)]) == 0
    assert "0 of 0 claims" in capsys.readouterr().out
