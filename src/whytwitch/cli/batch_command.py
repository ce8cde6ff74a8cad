"""``whytwitch assess --batch``: NDJSON in, NDJSON out."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

from whytwitch.cli.batch import WholeLines, answer_lines
from whytwitch.cli.batch_lines import lines_of, with_repeats
from whytwitch.cli.batch_worker import How, Outcome
from whytwitch.cli.doubts import date_doubts
from whytwitch.cli.output import writing
from whytwitch.errors import UnusableInputError, UsageError
from whytwitch.report import load_catalogue

__all__ = ["Progress", "batch_command"]

EVERY_S = 0.5


def batch_command(options: argparse.Namespace) -> int:
    """Answer every line of a file or of standard input.

    Raises
    ------
    UsageError
        If a text was given too, or the language is not known.
    UnusableInputError
        If the file cannot be read, or not one line could be answered.
    """
    if options.text or options.evidence:
        message = "--batch takes its texts from the file; leave out TEXT and --evidence."
        raise UsageError(message)
    load_catalogue(options.language)  # an unknown language is one fault of the call, not one of every line
    today = date.today()  # noqa: DTZ011 - the user's day
    day = options.as_of or today
    how = How(
        day.isoformat(), options.age, options.sex, options.pregnant, options.country, options.language, options.draws, options.seed, options.brief,
        date_doubts(day, today),
    )  # fmt: skip
    with writing():
        sys.stdout.flush()
    writer, progress = WholeLines(sys.stdout.buffer), Progress(sys.stderr, time.monotonic)
    outcomes: Counter[Outcome] = Counter()
    with _opened(options.batch) as stream, writer.guarded(), progress.shown():
        for row in answer_lines(with_repeats(lines_of(stream)), how, jobs=options.jobs):
            with writing():
                writer.write(row.text)
            outcomes[row.outcome] += 1
            progress.count(outcomes.total())
    return _closing(outcomes)


def _closing(outcomes: "Counter[Outcome]") -> int:
    if not outcomes:
        message = 'The batch holds no line. Write one case a line: {"id": "1", "text": "…"}.'
        raise UnusableInputError(message)
    if not outcomes[Outcome.ANSWERED] and not outcomes[Outcome.FAILED]:
        message = f"Not one of {outcomes.total()} lines could be answered; each row says why."
        raise UnusableInputError(message)
    return 1 if outcomes[Outcome.FAILED] else 0


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed by the `with` below
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror}). Give the name of an NDJSON file."
        raise UnusableInputError(message) from None
    with stream:
        yield stream


class Progress:
    """A row on a terminal's standard error that says how far a batch is; silent anywhere else.

    Parameters
    ----------
    stream
        Standard error.
    clock
        Seconds from any fixed point.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream, self._clock = stream, clock
        self._is_shown = stream.isatty()
        self._begun = self._last = clock()

    def count(self, number: int) -> None:
        """Tell, at most twice a second, how many lines are done."""
        now = self._clock()
        if self._is_shown and now - self._last >= EVERY_S:
            self._last = now
            self._stream.write(f"\r{number:,} lines, {number / max(now - self._begun, 1e-9):,.0f} a second ")
            self._stream.flush()

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Clear the row at the end, however it ends."""
        try:
            yield
        finally:
            if self._is_shown:
                self._stream.write("\r\x1b[K")
                self._stream.flush()
