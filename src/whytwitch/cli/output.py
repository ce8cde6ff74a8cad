"""Where answers go: standard output, whatever it can show."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from whytwitch.errors import WhytwitchError

__all__ = ["OutputError", "close_quietly", "columns", "is_coloured", "say", "shown", "writing"]

WIDEST = 100  # longer rows are hard to read
PLAIN = str.maketrans({
    "█": "#", "→": "->", "…": "...", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "≥": ">=", "≤": "<=", "½": "1/2",
    "\u00a0": " ", "\u202f": " ",
})  # fmt: skip


class OutputError(WhytwitchError):
    """The answer could not be written: a full disk, or no output at all."""


@contextmanager
def writing() -> Iterator[None]:
    """Whatever keeps an answer from being written is told as that; a reader who has gone is no fault.

    Raises
    ------
    OutputError
        If there is nowhere to write to, or no room.
    """
    if sys.stdout is None:  # closed by whoever started us
        message = "there is no standard output to write the answer to."
        raise OutputError(message)
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        close_quietly()
        message = f"the answer could not be written: {error.strerror or 'the output is closed'}."
        raise OutputError(message) from None


def say(text: str) -> None:
    """Write a text to standard output, in plainer signs where it cannot show them."""
    with writing():
        sys.stdout.write(shown(text, getattr(sys.stdout, "encoding", None)))
        sys.stdout.flush()


def shown(text: str, encoding: str | None) -> str:
    """The text as an encoding can show it: with plainer signs first, then with question marks."""
    name = encoding or "utf-8"
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(name, errors="replace").decode(name)
    except LookupError:
        return text.translate(PLAIN).encode("ascii", errors="replace").decode("ascii")
    return text


def is_coloured(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: only on a terminal that can, and never against NO_COLOR (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def columns() -> int:
    """Columns of the terminal, 80 when there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST)


def close_quietly() -> None:
    """Let what is still buffered go nowhere, so that leaving says nothing more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # not a real file: nothing to close
        pass
    finally:
        os.close(nowhere)
