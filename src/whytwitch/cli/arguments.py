"""What can be typed: commands and options, and plain words in quotes."""

import argparse
import difflib
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from whytwitch import __version__
from whytwitch.errors import UsageError

__all__ = ["COMMANDS", "DEFAULT_DRAWS", "parsed"]

DEFAULT_DRAWS = 1000
MOST_DRAWS = 10_000  # two seconds and 250 MB; the intervals hardly move after a thousand
COMMANDS = ("assess", "ask", "knowledge", "schema")
HELP = ("-h", "--help", "--version")
EXAMPLES = """\
examples:
  whytwitch "My lower lip has been twitching for two weeks, I'm on omeprazole and sleep five hours"
  whytwitch assess --age 41 --sex female --country GB "My calf jumps at night. No weakness."
  whytwitch assess --format json - < words.txt
  whytwitch assess --batch cases.ndjson --brief --jobs 2 > answers.ndjson
  whytwitch knowledge show hypokalaemia

exit codes: 0 answered, 1 a check failed, 2 usage, 3 a part is not installed, 10 the input cannot be used.
This is no diagnosis. In an emergency call your emergency number first."""
BATCH_HELP = (
    'NDJSON, one case a line: {"id", "text", "age"?, "sex"?, "pregnant"?, "country"?}; one answer a line comes out, in order. "-" reads standard input.'
)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise the fault as a usage error."""
        raise UsageError(message)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one call; `command` is the function to run.

    Raises
    ------
    UsageError
        If there is nothing to do, or a word that is no command.
    """
    return _parser().parse_args(_routed(list(arguments)))


def _routed(arguments: list[str]) -> list[str]:
    """Plain words become ``assess``: a first word that names a command selects it, bare text needs a space."""
    if not arguments:
        message = 'say what twitches, in quotes: whytwitch "My left eyelid has been flickering for three days"'
        raise UsageError(message)
    first = arguments[0]
    if first in COMMANDS or first in HELP:
        return arguments
    if any(not argument.strip() or " " in argument.strip() for argument in arguments):  # nothing at all is unusable words, not a wrong command
        return ["assess", *arguments]
    near = difflib.get_close_matches(first, COMMANDS, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    words = " ".join(argument for argument in arguments if not argument.startswith("-"))
    quoted = words if " " in words else "My eyelid twitches"
    message = f'{first!r} is no command.{meant} To ask in your own words, put the sentence in quotes: whytwitch "{quoted}"'
    raise UsageError(message)


def _parser() -> Parser:
    parser = Parser(
        prog="whytwitch",
        description="Why am I twitching, and what should I do about it? Answers from a cited knowledge base, on this machine only.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"whytwitch {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    _add_assess(commands)
    _add_ask(commands)
    _add_knowledge(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of an answer", description="Print the JSON Schema of an answer.")
    schema.set_defaults(command=_schema)
    return parser


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives its type no public name


def _add_assess(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser(
        "assess", help="answer one question, or a file of them", description="Answer one question, or a file of them.", allow_abbrev=False,
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("text", nargs="*", metavar="TEXT", help='what the person says, in quotes; "-" reads standard input')
    _add_person(parser)
    parser.add_argument("--evidence", metavar="FILE.json", help="evidence already coded, instead of TEXT")
    parser.add_argument("--batch", metavar="FILE.ndjson", help=BATCH_HELP)
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes for --batch (default: 1)")
    parser.add_argument("--brief", action="store_true", help="urgency, causes and findings only, without intervals: fast")
    parser.set_defaults(command=_assess)


def _add_person(parser: Parser) -> None:
    """Who it is about, and how to answer."""
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="how to answer (default: terminal)")
    parser.add_argument("--age", type=_number, metavar="YEARS", help="age of the patient in years")
    parser.add_argument("--sex", choices=("female", "male"), help="sex of the patient, as published numbers count it")
    parser.add_argument("--pregnant", action="store_const", const=True, help="the patient is pregnant")
    parser.add_argument("--country", default="neutral", metavar="GB|US", help="whose numbers to call and how long to wait (default: neutral)")
    parser.add_argument("--language", default="en", metavar="CODE", help="language of the answer (default: en)")
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the day of the question, 2000 to 2100 (default: today)")
    parser.add_argument(
        "--draws", type=_draws, default=DEFAULT_DRAWS, metavar="N", help=f"draws behind the intervals, 0 to {MOST_DRAWS} (default: {DEFAULT_DRAWS})"
    )
    parser.add_argument("--seed", type=_whole, default=1, metavar="N", help="seed of the draws (default: 1)")


def _add_ask(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser(
        "ask", help="be asked the questions that matter, one at a time", allow_abbrev=False,
        description="Be asked the questions that matter, one at a time; back, skip, why and stop work at each. Replies may come from a pipe.",
    )  # fmt: skip
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what the person says to begin with, in quotes (asked for when left out)")
    _add_person(parser)
    parser.set_defaults(command=_ask)


def _add_knowledge(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser(
        "knowledge",
        help="check, show or count the knowledge base, or read its claims",
        description="Check, show or count the knowledge base, or read its claims.",
    )
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    check = parts.add_parser("check", help="every fault of the base, with file, path, value and remedy")
    show = parts.add_parser("show", help="one thing of the base, with its numbers and what they rest on")
    show.add_argument("id", metavar="ID", help="for instance hypokalaemia, thiazide, potassium, stroke-signs")
    coverage = parts.add_parser("coverage", help="what the base holds and what its numbers rest on")
    coverage.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")
    coverage.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the day its age is counted to (default: today)")
    claims = parts.add_parser("claims", help="what people say about twitching: verdict, fact and source")
    claims.add_argument("words", nargs="*", metavar="ID|WORD", help="only this claim, or those with all of these words")
    claims.add_argument("--format", choices=("text", "json"), default="text", help="how to print them (default: text)")
    commands_of = ((check, _knowledge_check), (show, _knowledge_show), (coverage, _knowledge_coverage), (claims, _knowledge_claims))
    for part, command in commands_of:
        part.add_argument("--base", metavar="DIR", help="directory of the base (default: the one that came with the program)")
        part.set_defaults(command=command)


# Each command imports what it needs when it runs, so that --help is there at once.


def _assess(options: argparse.Namespace) -> int:
    if options.batch is not None:
        from whytwitch.cli.batch_command import batch_command

        return batch_command(options)
    from whytwitch.cli.assess_command import assess_command

    return assess_command(options)


def _ask(options: argparse.Namespace) -> int:
    from whytwitch.cli.ask_command import ask_command

    return ask_command(options)


def _schema(_: argparse.Namespace) -> int:
    from whytwitch.cli.output import say
    from whytwitch.report.json import schema_text

    say(schema_text())
    return 0


def _knowledge_check(options: argparse.Namespace) -> int:
    from whytwitch.cli.knowledge_commands import check_command

    return check_command(options)


def _knowledge_show(options: argparse.Namespace) -> int:
    from whytwitch.cli.knowledge_commands import show_command

    return show_command(options)


def _knowledge_coverage(options: argparse.Namespace) -> int:
    from whytwitch.cli.knowledge_commands import coverage_command

    return coverage_command(options)


def _knowledge_claims(options: argparse.Namespace) -> int:
    from whytwitch.cli.knowledge_claims import claims_command

    return claims_command(options)


# ---- values


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not 0.0 <= value < float("inf"):
        message = f"{text!r} is no number of years; write for instance 41"
        raise argparse.ArgumentTypeError(message)
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 18:  # noqa: PLR2004 - fits 64 bits
        message = f"{text!r} is no whole number from 0 up"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _draws(text: str) -> int:
    value = _whole(text)
    if value > MOST_DRAWS:
        message = f"{value} draws are more than the {MOST_DRAWS} that are sensible; write 0 to {MOST_DRAWS}"
        raise argparse.ArgumentTypeError(message)
    return value


def _jobs(text: str) -> int:
    value = _whole(text)
    if not 1 <= value <= 256:  # noqa: PLR2004 - far beyond any machine this runs on
        message = f"{text!r} is no sensible number of processes; write 1 to 256"
        raise argparse.ArgumentTypeError(message)
    return value


def _day(text: str) -> date:
    from whytwitch.cli.doubts import usual_day

    try:
        return usual_day(date.fromisoformat(text))
    except ValueError:
        message = f"{text!r} is no day; write it as 2026-11-22"
        raise argparse.ArgumentTypeError(message) from None
