"""Other engines on the same networks, each in a process of its own, so that a time-out or a lack of memory ends one case and not the run."""

import importlib
import math
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from benchmarks.networks import Case, NoisyOr

__all__ = ["PEERS", "Peer", "Run"]

MEMORY_BYTES = 6 << 30
Solver = Callable[[Case], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Run:
    """One case by one engine: seconds and presences of all causes, or why there are none."""

    seconds: float
    presences: tuple[float, ...] = ()
    failure: str = ""


def _agrum_net(model: NoisyOr, findings: Sequence[int]) -> Any:  # noqa: ANN401 - untyped library
    pyagrum: Any = importlib.import_module("pyagrum")
    net = pyagrum.BayesNet()
    for cause, prior in enumerate(model.prior):
        net.add(pyagrum.LabelizedVariable(f"c{cause}", f"c{cause}", 2))
        net.cpt(f"c{cause}").fillWith([1 - prior, prior])
    for finding in findings:
        net.addNoisyORNet(pyagrum.LabelizedVariable(f"f{finding}", f"f{finding}", 2), float(model.leak[finding]))
        for cause in np.flatnonzero(model.strength[:, finding]).tolist():
            net.addWeightedArc(f"c{cause}", f"f{finding}", float(model.strength[cause, finding]))
    return net


def _agrum(engine_name: str, *, is_whole: bool) -> Callable[[NoisyOr], Callable[[Case], Solver]]:
    def for_model(model: NoisyOr) -> Callable[[Case], Solver]:
        pyagrum: Any = importlib.import_module("pyagrum")
        whole = _agrum_net(model, range(model.leak.size)) if is_whole else None

        def for_case(case: Case) -> Solver:
            net = whole or _agrum_net(model, (*case.present, *case.absent))
            evidence = {f"f{f}": 1 for f in case.present} | {f"f{f}": 0 for f in case.absent}

            def solve(_: Case) -> Sequence[float]:
                engine = getattr(pyagrum, engine_name)(net)
                engine.setEvidence(evidence)
                for cause in range(model.prior.size):
                    engine.addTarget(f"c{cause}")
                engine.makeInference()
                return [float(engine.posterior(f"c{cause}")[1]) for cause in range(model.prior.size)]

            return solve

        return for_case

    return for_model


def _pgmpy(model: NoisyOr) -> Callable[[Case], Solver]:
    """Only the findings of the case, as full tables: pgmpy knows no noisy-OR. One query for every cause."""
    import warnings  # noqa: PLC0415

    warnings.simplefilter("ignore")
    from pgmpy.factors.discrete import TabularCPD  # noqa: PLC0415 - only in the process that needs it
    from pgmpy.inference import VariableElimination  # noqa: PLC0415
    from pgmpy.models import DiscreteBayesianNetwork  # noqa: PLC0415

    def for_case(case: Case) -> Solver:
        net = DiscreteBayesianNetwork()
        net.add_nodes_from([f"c{cause}" for cause in range(model.prior.size)])
        for cause, prior in enumerate(model.prior):
            net.add_cpds(TabularCPD(f"c{cause}", 2, [[1 - prior], [prior]]))
        for finding in (*case.present, *case.absent):
            parents = np.flatnonzero(model.strength[:, finding]).tolist()
            missing = np.array([1 - model.leak[finding]])
            for cause in parents:
                missing = np.concatenate([missing[:, None], missing[:, None] * (1 - model.strength[cause, finding])], axis=1).ravel()
            names = [f"c{cause}" for cause in parents]
            net.add_edges_from([(name, f"f{finding}") for name in names])
            net.add_cpds(TabularCPD(f"f{finding}", 2, np.stack([missing, 1 - missing]), evidence=names, evidence_card=[2] * len(names)))
        evidence = {f"f{f}": 1 for f in case.present} | {f"f{f}": 0 for f in case.absent}

        def solve(_: Case) -> Sequence[float]:
            engine = VariableElimination(net)
            queries = (engine.query([f"c{cause}"], evidence=evidence, show_progress=False) for cause in range(model.prior.size))
            return [float(found.values[1]) for found in queries]

        return solve

    return for_case


PEERS: dict[str, Callable[[NoisyOr], Callable[[Case], Solver]]] = {
    "pyAgrum Lazy": _agrum("LazyPropagation", is_whole=True),
    "pyAgrum Lazy, observed findings only": _agrum("LazyPropagation", is_whole=False),
    "pyAgrum VE, observed findings only": _agrum("VariableElimination", is_whole=False),
    "pgmpy VE, observed findings only": _pgmpy,
}


def _serve(name: str, model: NoisyOr, pipe: Connection) -> None:
    """The other process: cases in, runs out. What is built for a case before it is solved is not timed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        for_case = PEERS[name](model)
    except ImportError as error:
        pipe.send(f"not installed: {error.name}")
        return
    pipe.send("")
    while True:
        case: Case = pipe.recv()
        try:
            solver = for_case(case)
            start = time.perf_counter()
            presences = tuple(solver(case))
            pipe.send(Run(time.perf_counter() - start, presences))
        except MemoryError:
            pipe.send(Run(math.nan, failure="out of memory"))
        except Exception as error:  # noqa: BLE001 - a peer's failure is a result
            pipe.send(Run(math.nan, failure=f"{type(error).__name__}"))


class Peer:
    """One engine with one network; started anew after a time-out."""

    def __init__(self, name: str, model: NoisyOr) -> None:
        self.name, self.model = name, model
        self._process: Any = None

    def _start(self) -> str:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self.name, self.model, theirs), daemon=True)
        self._process.start()
        theirs.close()
        return str(self._pipe.recv())

    def run(self, case: Case, *, time_out_s: float) -> Run:
        """Solve one case, or say why not."""
        if self._process is None and (failure := self._start()):
            self.stop()
            return Run(math.nan, failure=failure)
        self._pipe.send(case)
        if not self._pipe.poll(time_out_s):
            self.stop()
            return Run(time_out_s, failure=f"> {time_out_s:g} s")
        try:
            run: Run = self._pipe.recv()
        except EOFError:
            self.stop()
            return Run(math.nan, failure="its process died")
        return run

    def stop(self) -> None:
        """End the other process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
