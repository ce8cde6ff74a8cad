"""``whytwitch knowledge check|show|coverage``."""

import argparse
import dataclasses
import json
from datetime import date
from pathlib import Path

from whytwitch.cli.knowledge_show import shown_file
from whytwitch.cli.output import columns, say
from whytwitch.errors import CheckFailedError
from whytwitch.knowledge import BASE, faults_of, load_knowledge
from whytwitch.knowledge.coverage import OLD_DAYS, Coverage, coverage_of

__all__ = ["check_command", "coverage_command", "coverage_text", "show_command"]

MOST_LISTED = 12


def _base(options: argparse.Namespace) -> Path:
    return BASE if options.base is None else Path(options.base)


def check_command(options: argparse.Namespace) -> int:
    """Print every fault of the base; 1 when there is one."""
    base = _base(options)
    faults = faults_of(base)
    for fault in faults:
        say(f"{fault}\n")
    if faults:
        message = f"{len(faults)} fault(s) in {base}."
        raise CheckFailedError(message)
    count = sum(1 for _ in base.rglob("*.toml"))
    say(f"No faults in {count} files of {base}.\n")
    return 0


def show_command(options: argparse.Namespace) -> int:
    """Print one thing of the base."""
    say(shown_file(_base(options), options.id, width=columns()))
    return 0


def coverage_command(options: argparse.Namespace) -> int:
    """Print what the base holds and what its numbers rest on."""
    coverage = coverage_of(load_knowledge(_base(options)), options.as_of or date.today())  # noqa: DTZ011 - the user's day
    say(coverage_json(coverage) if options.format == "json" else coverage_text(coverage))
    return 0


def coverage_json(coverage: Coverage) -> str:
    """Coverage for a program."""
    shares = {basis: round(share, 6) for basis, share in coverage.shares_by_basis.items()}
    content = {**dataclasses.asdict(coverage), "numbers": coverage.numbers, "shares_by_basis": shares, "is_old": coverage.is_old}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def coverage_text(coverage: Coverage) -> str:
    """Coverage for a reader."""
    kinds = ("causes", "findings", "exposures", "drugs", "drug_classes", "labs", "red_flags", "tests", "actions", "sources", "claims")
    rows = [f"Knowledge base {coverage.version}", ""]
    rows += [f"  {getattr(coverage, kind):6,}  {kind.replace('_', ' ')}" for kind in kinds]
    rows += ["", f"  {coverage.numbers:6,}  numbers, of which"]
    rows += [f"  {count:6,}  {coverage.shares_by_basis[basis]:6.1%}  {basis}" for basis, count in coverage.numbers_by_basis.items()]
    rows.append("")
    rows += _listed("Causes without a source", coverage.causes_without_source)
    rows += _listed("Findings no cause uses", coverage.findings_no_cause_uses)
    rows += _listed("Findings that neither a cause nor a rule uses", coverage.findings_nothing_uses)
    rows += _listed("Red flags without a test", coverage.red_flags_without_test)
    rows += ["", _age(coverage)]
    return "\n".join(rows) + "\n"


def _listed(title: str, names: tuple[str, ...]) -> list[str]:
    if not names:
        return [f"{title}: none"]
    more = f" and {len(names) - MOST_LISTED} more (all of them with --format json)" if len(names) > MOST_LISTED else ""
    return [f"{title}: {len(names)}", f"  {', '.join(names[:MOST_LISTED])}{more}"]


def _age(coverage: Coverage) -> str:
    if coverage.age_days is None:
        return "Age unknown: settings.toml has no version_date and the version names no month."
    warning = f" WARNING: older than {OLD_DAYS} days. Look for a newer version before relying on it." if coverage.is_old else ""
    return f"Brought up to date {coverage.age_days} day(s) ago.{warning}"
