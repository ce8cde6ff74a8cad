"""One line of a batch answered, in this process or in a worker; every line gets exactly one row."""

import gc
import signal
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache

from whytwitch.app import Assessor
from whytwitch.cli.batch_lines import Line, case_of, id_of
from whytwitch.cli.doubts import profile_doubts
from whytwitch.errors import WhytwitchError
from whytwitch.model import Issue, Level
from whytwitch.report import json_text, to_json
from whytwitch.report.json import issues_json

__all__ = ["How", "Outcome", "Row", "answered", "prepare"]


class Outcome(Enum):
    """What became of a line."""

    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the output, without its line break."""

    text: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class How:
    """What holds for all lines; a line's own age, sex, pregnancy and country go before it."""

    as_of: str
    age: float | None = None
    sex: str | None = None
    pregnant: bool | None = None
    country: str = "neutral"
    language: str = "en"
    draws: int = 1000
    seed: int = 1
    brief: bool = False
    issues: tuple[Issue, ...] = ()  # doubts about the call, told with every line


@cache
def _assessor() -> Assessor:
    """The one of this process: the base is read once, not once a line, and the garbage collector never looks through it again."""
    assessor = Assessor()
    gc.collect()
    gc.freeze()
    return assessor


def prepare() -> None:
    """Make a worker ready. Ctrl-C is for the parent: a worker finishes its line and is told to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def answered(line: Line, how: How) -> Row:
    """The answer to a line, or why there is none."""
    try:
        return Row(_answer(line, how), Outcome.ANSWERED)
    except WhytwitchError as error:
        return Row(_unanswered(line, str(error), "Correct the line and send it again."), Outcome.REFUSED)
    except Exception as error:  # noqa: BLE001 - a fault of ours on one line must not stop the rest; its text may hold the person's words
        return Row(_unanswered(line, f"A fault of the program itself ({type(error).__name__}).", "Please report it."), Outcome.FAILED)


def _answer(line: Line, how: How) -> str:
    case = case_of(line)
    assessment = _assessor().assess(
        case.given,
        age=how.age if case.age is None else case.age,
        sex=case.sex or how.sex,
        pregnant=how.pregnant if case.pregnant is None else case.pregnant,
        country=case.country or how.country,
        language=how.language,
        as_of=date.fromisoformat(how.as_of),
        draws=how.draws,
        seed=how.seed,
        brief=how.brief,
        id=None if case.id is None else str(case.id),
    )
    doubts = (*case.issues, *how.issues, *profile_doubts(assessment.evidence.profile))
    content = to_json(replace(assessment, issues=(*assessment.issues, *doubts)), brief=how.brief)
    return json_text(content if case.id is None else {**content, "id": case.id})


def _unanswered(line: Line, message: str, remedy: str) -> str:
    name = id_of(line)
    content = {"line": line.number, "issues": issues_json([Issue(Level.ERROR, message, remedy)])}
    return json_text(content if name is None else {"id": name, **content})
