"""From arguments to an exit code; every error raised on purpose knows its own, and none shows a traceback."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from whytwitch.cli.arguments import parsed
from whytwitch.cli.output import close_quietly, writing
from whytwitch.errors import UsageError, WhytwitchError

__all__ = ["main"]

INTERRUPTED = 130  # as shells count it: 128 + SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments
        What was typed after the name of the program; `sys.argv` by default.
    """
    try:
        with writing():  # with nowhere to answer to, nothing is begun
            pass
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        with writing():
            sys.stdout.flush()
    except WhytwitchError as error:
        return _told(str(error), error.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us has read enough
        close_quietly()
        return 0
    except SystemExit as end:  # --help and --version
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in one line, without the user's words
        return _told(_own_fault(error), WhytwitchError.exit_code)
    return code


def _run(arguments: list[str]) -> int:
    options = parsed(arguments)
    command: Callable[[object], int] = options.command
    return command(options)


def _told(message: str, code: int) -> int:
    hint = "\nwhytwitch --help shows how to ask." if code == UsageError.exit_code else ""
    print(f"whytwitch: {message}{hint}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return code


def _own_fault(error: Exception) -> str:
    """Kind and place of a fault, never its text: that may hold what the person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"
    return f"a fault of the program itself ({type(error).__name__} in {place}). Your input is not at fault. Please report it with this line."
