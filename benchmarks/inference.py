"""Our engine beside its peers on one generated network, and how its time grows."""

import time
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import numpy as np

from benchmarks.networks import DENSE, SPARSE, Case, NoisyOr, Shape, as_network, cases_of, generate
from benchmarks.peers import PEERS, Peer, Run
from whytwitch.inference import Network, solve

__all__ = ["compared", "grown"]

REPEATS = 5
SIZES = (2, 4, 6, 8, 10, 12)
ABSENT = {SPARSE.name: 6, DENSE.name: 1}  # with six absent no peer solves a single dense case
AT_ONCE = 64
Row = dict[str, Any]


def seconds_of(network: Network) -> float:
    """The quickest of a few runs: everything slower is the machine's other work."""
    solve(network)
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        solve(network)
        times.append(time.perf_counter() - start)
    return min(times)


def _ours(model: NoisyOr, cases: Sequence[Case]) -> Row:
    one = [seconds_of(as_network(model, case)) for case in cases]
    many = [seconds_of(as_network(model, case, columns=AT_ONCE)) / AT_ONCE for case in cases]
    return {"one_case_s": median(one), "one_of_many_s": median(many), "columns": AT_ONCE}


def _theirs(peer: Peer, model: NoisyOr, cases: Sequence[Case], time_out_s: float) -> Row:
    """Median over the cases that were solved; the failures; the largest difference from our presences. Two failures in a row end a size."""
    runs: list[Run] = []
    for case in cases:
        runs.append(peer.run(case, time_out_s=time_out_s))
        if len(runs) > 1 and runs[-1].failure and runs[-2].failure:
            break
    solved = [(case, run) for case, run in zip(cases, runs, strict=False) if not run.failure]
    differences = [np.abs(np.array(run.presences) - solve(as_network(model, case)).presence[:, 0]).max() for case, run in solved]
    return {
        "solved": len(solved),
        "cases": len(runs),
        "seconds": median(run.seconds for _, run in solved) if solved else None,
        "failures": sorted({run.failure for run in runs if run.failure}),
        "largest_difference": max(map(float, differences), default=None),
    }


def compared(*, time_out_s: float, n_cases: int) -> Iterator[Row]:
    """A row for every network, number of present findings and engine; an engine that solved no case of a size is not asked for larger ones."""
    for shape in (SPARSE, DENSE):
        model = generate(shape)
        peers = {name: Peer(name, model) for name in PEERS}
        given_up: dict[str, str] = {}
        for n_present in SIZES:
            cases = cases_of(model, n_present, n_cases, n_absent=ABSENT[shape.name])
            ours = _ours(model, cases)
            yield {"network": shape.name, "present": n_present, "engine": "whytwitch", **ours}
            for name, peer in peers.items():
                row: Row = {"network": shape.name, "present": n_present, "engine": name}
                if name in given_up:
                    yield row | {"solved": 0, "cases": 0, "seconds": None, "failures": [f"not tried: {given_up[name]} with fewer"], "largest_difference": None}
                    continue
                found = _theirs(peer, model, cases, time_out_s)
                if found["solved"] == 0:
                    given_up[name] = ", ".join(found["failures"])
                least = found["seconds"] or (time_out_s if any(f.startswith(">") for f in found["failures"]) else None)
                ratios = {"ratio_one": least / ours["one_case_s"], "ratio_many": least / ours["one_of_many_s"]} if least else {}
                yield row | found | ratios | {"is_lower_bound": found["seconds"] is None}
        for peer in peers.values():
            peer.stop()


def grown(*, n_cases: int) -> Iterator[Row]:
    """Seconds of one case as causes, findings and present findings grow, each from 60 causes, 250 findings and 8 present."""
    for density in (5.0, 15.0):
        name = "sparse" if density == SPARSE.mean_parents else "dense"
        for n_causes in (30, 60, 120, 240):
            yield _growth(Shape(name, n_causes, 250, density), "causes", n_causes, 8, n_cases)
        for n_findings in (125, 250, 500, 1000):
            yield _growth(Shape(name, 60, n_findings, density), "findings", n_findings, 8, n_cases)
        for n_present in (2, 4, 6, 8, 10, 12, 14):
            yield _growth(Shape(name, 60, 250, density), "present", n_present, n_present, n_cases)


def _growth(shape: Shape, grows: str, size: int, n_present: int, n_cases: int) -> Row:
    model = generate(shape)
    times = [seconds_of(as_network(model, case)) for case in cases_of(model, n_present, n_cases)]
    return {"network": shape.name, "grows": grows, "size": size, "seconds": median(times)}
