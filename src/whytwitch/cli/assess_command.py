"""``whytwitch assess``: one question, one answer."""

import argparse
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from whytwitch.app import Assessor
from whytwitch.cli.doubts import HALF_CHARACTERS, date_doubts, profile_doubts
from whytwitch.cli.json_input import broken, mended, parsed_json
from whytwitch.cli.output import columns, is_coloured, say
from whytwitch.errors import UnusableInputError, UsageError
from whytwitch.evidence.file import evidence_of
from whytwitch.knowledge.pause import collector_paused
from whytwitch.model import Evidence, Issue
from whytwitch.report import json_text, load_catalogue, render_terminal, to_json

__all__ = ["assess_command", "read_words"]

MOST_BYTES = 4_000_000  # far beyond what the reader takes: so much is held in memory before it says so


def assess_command(options: argparse.Namespace) -> int:
    """Answer one question on standard output."""
    given, doubts = _given(options)
    today = date.today()  # noqa: DTZ011 - the user's day
    day = options.as_of or today
    catalogue = load_catalogue(options.language)
    with collector_paused():  # one answer leaves nothing behind worth collecting
        answer = Assessor().assess(
            given, age=options.age, sex=options.sex, pregnant=options.pregnant, country=options.country, language=options.language,
            as_of=day, draws=options.draws, seed=options.seed, brief=options.brief,
        )  # fmt: skip
    answer = replace(answer, issues=(*answer.issues, *doubts, *date_doubts(day, today), *profile_doubts(answer.evidence.profile)))
    if options.format == "json":
        say(json_text(to_json(answer, brief=options.brief), indent=2) + "\n")
    else:
        say(render_terminal(answer, catalogue, width=columns(), color=is_coloured(sys.stdout, os.environ)))
    return 0


def _given(options: argparse.Namespace) -> tuple[str | Evidence, tuple[Issue, ...]]:
    """What was asked, and doubts about how it was written."""
    words: list[str] = options.text
    if options.jobs != 1:
        message = "--jobs belongs to --batch."
        raise UsageError(message)
    if options.evidence is not None:
        if words:
            message = "Give either TEXT or --evidence, not both."
            raise UsageError(message)
        return _evidence(options.evidence)
    if not words:
        message = 'say what twitches, in quotes, or "-" to read standard input: whytwitch assess "My left eyelid flickers"'
        raise UsageError(message)
    if len(words) > 1:
        message = f'put the sentence in quotes: whytwitch assess "{" ".join(words)}"'
        raise UsageError(message)
    text = read_words(sys.stdin.buffer) if words[0] == "-" else words[0]
    return mended(text), (HALF_CHARACTERS,) if broken(text) else ()  # bytes that are no text come from a shell as half characters


def _evidence(name: str) -> tuple[Evidence, tuple[Issue, ...]]:
    """Coded evidence from a file, of which never more is read than is sensible, whatever the file is."""
    try:
        with Path(name).open("rb") as stream:
            content, twice = parsed_json(read_words(stream))
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror}). Give the name of a JSON file."
        raise UnusableInputError(message) from None
    except UnusableInputError as error:
        message = f"{name}: {error} Write one object with text, profile, movements, findings, medicines, labs."
        raise UnusableInputError(message) from None
    if twice:
        message = f"{name}: a key stands twice in one object: {', '.join(twice)}. Write each once."
        raise UnusableInputError(message)
    return evidence_of(mended(content), name), (HALF_CHARACTERS,) if broken(content) else ()


def read_words(stream: BinaryIO) -> str:
    """The text of a stream, as UTF-8 or UTF-16 with its mark.

    Raises
    ------
    UnusableInputError
        If it is too long or no text.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        message = f"The input has more than {MOST_BYTES:,} bytes. Shorten it to what matters for the twitching."
        raise UnusableInputError(message)
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # PowerShell writes UTF-16
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The input is no text: byte {error.start} is not UTF-8. Save it as UTF-8 text."
        raise UnusableInputError(message) from None
