"""The hazard log is bound to the tests: a hazard without a test that exists, or a red flag without a hazard, fails the check."""

import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from knowledge.rule_evidence import base

ROOT = Path(__file__).parents[2]
SEVERITIES = {"catastrophic", "critical", "marginal", "negligible"}
HAZARDS: list[dict[str, Any]] = tomllib.loads((ROOT / "docs" / "hazards.toml").read_text(encoding="utf-8"))["hazard"]


@cache
def collected() -> frozenset[str]:
    """Every test id that pytest finds, and for tests with parameters also the id without them."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST")}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "tests"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, f"pytest cannot collect the tests:\n{run.stdout[-3000:]}\n{run.stderr[-1000:]}"
    ids = [line.strip() for line in run.stdout.splitlines() if "::" in line]
    return frozenset([*ids, *(name.partition("[")[0] for name in ids)])


@pytest.mark.parametrize("hazard", HAZARDS, ids=[str(hazard.get("id")) for hazard in HAZARDS])
def test_every_hazard_names_tests_that_exist(hazard: dict[str, Any]) -> None:
    """A control without a proof is no control."""
    assert hazard["tests"], "a hazard names at least one test"
    missing = [name for name in hazard["tests"] if name not in collected()]
    assert not missing, f"docs/hazards.toml: {hazard['id']}: no such test: {missing}. Write the test, or name the one that proves the control."


@pytest.mark.parametrize("hazard", HAZARDS, ids=[str(hazard.get("id")) for hazard in HAZARDS])
def test_every_hazard_is_told_whole(hazard: dict[str, Any]) -> None:
    """Hazard, cause, effect, severity and control are all there, in words."""
    assert set(hazard) == {"id", "hazard", "cause", "effect", "severity", "control", "tests"}
    assert hazard["severity"] in SEVERITIES
    assert all(str(hazard[key]).strip().endswith((".", "!", "?")) for key in ("hazard", "cause", "effect", "control"))


def test_hazard_ids_are_unique() -> None:
    """A rule that names a hazard names one."""
    ids = [hazard["id"] for hazard in HAZARDS]
    assert len(ids) == len(set(ids))


def test_every_red_flag_has_a_hazard_that_exists() -> None:
    """Each rule says which hazard it controls, and that hazard stands in the log."""
    known = {hazard["id"] for hazard in HAZARDS}
    assert {rule.id: rule.hazard for rule in base().red_flags.values() if rule.hazard not in known} == {}


def test_every_red_flag_is_a_proof_of_its_own_hazard() -> None:
    """The test that fires a rule is named under the hazard that the rule controls, so that neither can change alone."""
    listed = {hazard["id"]: set(hazard["tests"]) for hazard in HAZARDS}
    test = "tests/knowledge/test_red_flags.py::test_every_red_flag_fires_and_is_never_withdrawn[{}]"
    assert [rule.id for rule in base().red_flags.values() if test.format(rule.id) not in listed.get(rule.hazard, set())] == []
