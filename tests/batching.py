"""Answerers for batches that workers can import."""

import os
import time

from whytwitch.cli.batch_lines import Line
from whytwitch.cli.batch_worker import How, Outcome, Row

__all__ = ["die", "slowly_echoed"]


def slowly_echoed(line: Line, how: How) -> Row:
    """The line itself, the earlier ones later."""
    time.sleep(0.02 if line.number % 2 else 0.0)
    return Row(f"{line.number} {how.seed} {(line.content or b'').decode().strip()}", Outcome.ANSWERED)


def die(line: Line, how: How) -> Row:
    """Never an answer: the process ends."""
    os._exit(line.number + how.seed)
