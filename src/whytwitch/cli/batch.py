"""A stream of lines answered in order, in one process or several, holding only a few lines at a time."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import FrameType
from typing import BinaryIO

from whytwitch.cli.batch_lines import Line
from whytwitch.cli.batch_worker import How, Row, answered, prepare
from whytwitch.errors import CheckFailedError

__all__ = ["WholeLines", "answer_lines"]

WAITING_PER_JOB = 4  # lines given out ahead of the one being written
Answerer = Callable[[Line, How], Row]


def answer_lines(lines: Iterable[Line], how: How, *, jobs: int = 1, answer: Answerer = answered) -> Iterator[Row]:
    """One row for each line, in order.

    Parameters
    ----------
    lines
        Read only as far ahead as the jobs need.
    jobs
        Processes; 1 works in this one.
    answer
        What answers a line; a function of a module, so that workers can import it.

    Raises
    ------
    CheckFailedError
        If a worker dies.
    """
    if jobs == 1:
        for line in lines:
            yield answer(line, how)
        return
    executor = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=prepare)
    try:
        _start_all(executor, jobs)
        yield from _in_order(executor, lines, how, jobs, answer)
    except BrokenProcessPool:
        message = "A worker process ended unexpectedly; every row written so far is whole. Send the lines that are left with --jobs 1."
        raise CheckFailedError(message) from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _start_all(executor: ProcessPoolExecutor, jobs: int) -> None:
    """Start the workers while Ctrl-C is ignored, which they inherit: none may greet it with a traceback while it starts."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread each: the workers share the cores among themselves
    if threading.current_thread() is not threading.main_thread():
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(jobs):
            executor.submit(os.getpid)
    finally:
        signal.signal(signal.SIGINT, before)


def _in_order(executor: ProcessPoolExecutor, lines: Iterable[Line], how: How, jobs: int, answer: Answerer) -> Iterator[Row]:
    waiting: deque[Future[Row]] = deque()
    for line in lines:
        waiting.append(executor.submit(answer, line, how))
        if len(waiting) >= jobs * WAITING_PER_JOB:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class WholeLines:
    """Writes rows so that an interrupt leaves whole ones only: it waits until the row at hand is written.

    Parameters
    ----------
    stream
        Where rows go.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_writing = False
        self._is_interrupted = False

    def write(self, text: str) -> None:
        """Write one row and its line break."""
        rest = memoryview(text.encode(errors="replace") + b"\n")
        self._is_writing = True
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
            self._stream.flush()
        finally:
            self._is_writing = False
        if self._is_interrupted:
            raise KeyboardInterrupt

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Take over Ctrl-C for as long as rows are written."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_writing and not self._is_interrupted:  # a second Ctrl-C does not wait: the reader may be stuck
            self._is_interrupted = True
            return
        raise KeyboardInterrupt
