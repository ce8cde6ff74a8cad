"""``python -m benchmarks [--quick]``: measure everything, print tables, write docs/benchmarks/results.json."""

import argparse
import importlib
import json
import os
import platform
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.inference import compared, grown
from whytwitch.errors import WhytwitchError

RESULTS = Path(__file__).parent.parent / "docs/benchmarks/results.json"


def milliseconds(seconds: float | None) -> str:
    """Readable at any size."""
    return "-" if seconds is None else f"{1e3 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def show_comparison(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Print rows as they come."""
    kept = []
    print(f"{'network':8}{'present':>8}  {'engine':38}{'one case':>12}{'of many':>12}{'solved':>8}{'ratio':>12}{'of many':>12}{'difference':>12}")
    for row in rows:
        kept.append(row)
        sign = "> " if row.get("is_lower_bound") else ""
        ratios = [f"{sign}{row[key]:,.3g}x" if row.get(key) else "" for key in ("ratio_one", "ratio_many")]
        solved = "" if "cases" not in row else f"{row['solved']}/{row['cases']}"
        print(
            f"{row['network']:8}{row['present']:8}  {row['engine']:38}{milliseconds(row.get('one_case_s', row.get('seconds'))):>12}"
            f"{milliseconds(row.get('one_of_many_s')) if 'one_of_many_s' in row else '':>12}{solved:>8}{ratios[0]:>12}{ratios[1]:>12}"
            f"{row['largest_difference'] if row.get('largest_difference') is not None else 0:>12.1e}  {', '.join(row.get('failures', []))}",
            flush=True,
        )
    return kept


def show(title: str, rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Print named rows."""
    print(f"\n{title}")
    for name, row in rows.items():
        figures = (
            f"{key.removesuffix('_s')} {milliseconds(v)}" if key.endswith("_s") and key != "cases_per_s" else f"{key} {v:,.4g}" for key, v in row.items()
        )
        print(f"  {name:52}{'  '.join(figures)}", flush=True)
    return rows


def product(*, is_quick: bool) -> dict[str, Any]:
    """Everything that needs the whole product; a plain line while it is not there."""
    try:
        measures = importlib.import_module("benchmarks.product")
    except ImportError as error:
        print(f"\nSkipped: throughput, interview, intervals, cold start and memory, because {error}")
        return {"skipped": str(error)}
    texts = measures.stories()
    chosen = texts[::4] if is_quick else texts
    parts: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
        "turns": (f"Over {len(chosen)} stories, one process, warm", lambda: measures.turns(chosen)),
        "cold_starts": ("Fresh processes", lambda: measures.cold_starts(2 if is_quick else 7)),
        "memory": ("Peak memory", lambda: measures.memory(texts, 100 if is_quick else 1000)),
    }
    found: dict[str, Any] = {}
    for name, (title, measure) in parts.items():
        try:
            found[name] = show(title, measure())
        except (RuntimeError, OSError, WhytwitchError) as error:
            print(f"\nSkipped: {title.lower()}, because {error}")
            found[name] = {"skipped": str(error)}
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few cases, peers stopped after 5 s instead of 60 s")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results go")
    given = parser.parse_args()
    n_cases, time_out_s = (3, 5.0) if given.quick else (10, 60.0)
    machine = {"processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(), "numpy": np.__version__}
    print(f"Machine: {machine}; peers stopped after {time_out_s:g} s a case, {n_cases} cases a size")
    print("Of many: the same findings with 64 sets of numbers at once, as draws and questions are; peers solve them one by one. > is a lower bound.\n")
    results = {
        "day": date.today().isoformat(),  # noqa: DTZ011 - the day of the run where it ran
        "is_quick": given.quick,
        "time_out_s": time_out_s,
        "machine": machine,
        "compared": show_comparison(compared(time_out_s=time_out_s, n_cases=n_cases)),
        "grown": list(grown(n_cases=n_cases)),
        "product": product(is_quick=given.quick),
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"\nWritten: {given.out}. Draw it with: python -m benchmarks.plot")


if __name__ == "__main__":
    main()
