"""``whytwitch assess``: one question, one answer."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

from whytwitch.app import Assessor
from whytwitch.cli.output import columns, is_coloured, say
from whytwitch.errors import UnusableInputError, UsageError
from whytwitch.evidence.file import read_evidence
from whytwitch.model import Evidence
from whytwitch.report import json_text, load_catalogue, render_terminal, to_json

__all__ = ["assess_command", "read_words"]

MOST_BYTES = 4_000_000  # far beyond what the reader takes: so much is held in memory before it says so


def assess_command(options: argparse.Namespace) -> int:
    """Answer one question on standard output."""
    given = _given(options)
    catalogue = load_catalogue(options.language)
    answer = Assessor().assess(
        given, age=options.age, sex=options.sex, pregnant=options.pregnant, country=options.country, language=options.language,
        as_of=options.as_of or date.today(), draws=options.draws, seed=options.seed, brief=options.brief,  # noqa: DTZ011 - the user's day
    )  # fmt: skip
    if options.format == "json":
        say(json_text(to_json(answer, brief=options.brief), indent=2) + "\n")
    else:
        say(render_terminal(answer, catalogue, width=columns(), color=is_coloured(sys.stdout, os.environ)))
    return 0


def _given(options: argparse.Namespace) -> str | Evidence:
    words: list[str] = options.text
    if options.jobs != 1:
        message = "--jobs belongs to --batch."
        raise UsageError(message)
    if options.evidence is not None:
        if words:
            message = "Give either TEXT or --evidence, not both."
            raise UsageError(message)
        return read_evidence(Path(options.evidence))
    if not words:
        message = 'say what twitches, in quotes, or "-" to read standard input: whytwitch assess "My left eyelid flickers"'
        raise UsageError(message)
    if len(words) > 1:
        message = f'put the sentence in quotes: whytwitch assess "{" ".join(words)}"'
        raise UsageError(message)
    return read_words(sys.stdin.buffer) if words[0] == "-" else words[0]


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
