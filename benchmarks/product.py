"""The whole product: throughput, an interview turn, intervals, cold start and memory, over the stories of ``tests/spec``."""

import gc
import math
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from whytwitch.app import Assessor
from whytwitch.inference import Question, what_if
from whytwitch.knowledge import load_knowledge
from whytwitch.report import json_text, to_json

__all__ = ["cold_starts", "memory", "stories", "turns"]

ROOT = Path(__file__).parent.parent
EXAMPLE = (
    "My lower lip has been twitching on and off for two weeks. I'm 34, on omeprazole and hydrochlorothiazide, sleep five hours and drink four "
    "coffees a day. No weakness."
)
Row = dict[str, Any]


def stories() -> list[str]:
    """The texts of the spec stories, the issue's own example first."""
    found = [tomllib.loads(path.read_text(encoding="utf-8"))["given"].get("text", "") for path in sorted((ROOT / "tests/spec/stories").glob("*.toml"))]
    return [EXAMPLE, *(text for text in found if text.strip())]


def _spread(times: Sequence[float]) -> Row:
    ordered = sorted(times)
    return {"median_s": median(ordered), "p95_s": ordered[math.ceil(0.95 * len(ordered)) - 1], "slowest_s": ordered[-1], "cases": len(ordered)}


def _timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return times


def turns(texts: Sequence[str]) -> dict[str, Row]:
    """Seconds a case for a batch (brief, everything), for one interview turn, and for intervals alone; one process, warm."""
    assessor = Assessor(load_knowledge())
    gc.collect()
    gc.freeze()  # as a batch does
    engine = assessor.engine

    def turn(text: str) -> object:
        evidence = assessor.read(text)
        complaint = engine.chief_complaint(evidence)
        understood = engine.understand(evidence, complaint)
        return engine.infer(understood), what_if(engine, understood, questions)

    def intervals(text: str) -> object:
        evidence = assessor.read(text)
        complaint = engine.chief_complaint(evidence)
        understood = engine.understand(evidence, complaint)
        start = time.perf_counter()
        engine.infer(understood, draws=1000)
        inferred.append(time.perf_counter() - start)
        return None

    knowledge, inferred = engine.knowledge, list[float]()
    questions = [Question("finding", f.id) for f in knowledge.findings.values() if f.cluster is None and engine.strengths.of_finding[f.id]]
    questions += [Question("exposure", name) for name in knowledge.exposures if name in engine.pretest.of_exposure]
    questions += [Question("lab", lab.id) for lab in knowledge.labs.values() if lab.defines]
    works: dict[str, Callable[[str], object]] = {
        "text to JSON, brief": lambda text: json_text(to_json(assessor.assess(text, brief=True), brief=True)),
        "text to JSON, everything, 1,000 draws": lambda text: json_text(to_json(assessor.assess(text, draws=1000))),
        "interview turn: read, infer, weigh every question": turn,
    }
    found = {}
    for name, work in works.items():
        _timed(work, texts[:3])
        times = _timed(work, texts)
        found[name] = _spread(times) | {"cases_per_s": len(times) / sum(times)}
    found["interview turn: read, infer, weigh every question"]["questions"] = len(questions)
    _timed(intervals, texts[:3])
    inferred.clear()
    _timed(intervals, texts)
    found["1,000-draw intervals alone"] = _spread(inferred)
    return found


# The peak as the process itself sees it: what wait4 tells on Linux holds the pages of the process that started it.
WITH_PEAK = """
import atexit, os, pathlib, sys
def keep():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    pathlib.Path(os.environ["WHYTWITCH_PEAK"]).write_text(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
atexit.register(keep)
from whytwitch.cli import main
sys.exit(main())
"""


def _run(arguments: Sequence[str], cache: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one fresh process."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache, "WHYTWITCH_PEAK": str(Path(cache, "peak"))}
    start = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", WITH_PEAK, *arguments], env=environment, stdout=subprocess.DEVNULL, cwd=ROOT, check=False)
    seconds = time.perf_counter() - start
    if ended.returncode:
        message = f"whytwitch {' '.join(arguments)[:60]} ended with {ended.returncode}"
        raise RuntimeError(message)
    return seconds, int(Path(cache, "peak").read_text(encoding="utf-8")) / 1024  # kilobytes


def cold_starts(repeats: int) -> dict[str, Row]:
    """`whytwitch "…"` as a fresh process: with the compiled base kept, and without."""
    found = {}
    with tempfile.TemporaryDirectory() as cache:
        _run([EXAMPLE], cache)
        found["cold start, compiled base kept"] = _spread([_run([EXAMPLE], cache)[0] for _ in range(repeats)])
    times = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as cache:
            times.append(_run([EXAMPLE], cache)[0])
    found["cold start, base read anew"] = _spread(times)
    return found


def memory(texts: Sequence[str], n_cases: int) -> dict[str, Row]:
    """Peak memory of a one-case process, and of batches: bounded if the long one needs no more than the short one."""
    import json  # noqa: PLC0415 - only here

    found: dict[str, Row] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["one case"] = {"peak_mb": _run([EXAMPLE], folder)[1]}
        for count in (n_cases // 10, n_cases):
            file = Path(folder, f"{count}.ndjson")
            lines = (json.dumps({"id": str(i), "text": texts[i % len(texts)]}) for i in range(count))
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            seconds, peak = _run(["assess", "--batch", str(file), "--brief"], folder)
            found[f"batch of {count}, brief"] = {"peak_mb": peak, "seconds": seconds}
    return found
