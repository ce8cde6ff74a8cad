"""``whytwitch ask``: the adaptive interview in a terminal, or over a pipe with one reply a row."""

import argparse
import os
import re
import sys
from dataclasses import replace
from datetime import date

from whytwitch.app import Assessor, Interviewer
from whytwitch.cli.doubts import date_doubts, profile_doubts
from whytwitch.cli.json_input import mended
from whytwitch.cli.output import columns, is_coloured, say, shown
from whytwitch.errors import UsageError
from whytwitch.model import Asking, Evidence, Reply, Turn, Urgency
from whytwitch.model.interview import UNKNOWN
from whytwitch.report import Catalogue, json_text, load_catalogue, render_asking, render_terminal, render_urgency, render_why, to_json

__all__ = ["ask_command"]

WORDS = {"y": "yes", "n": "no", "?": UNKNOWN, "d": UNKNOWN, "dk": UNKNOWN, "don't know": UNKNOWN, "dont know": UNKNOWN}
NONE_OF_THESE = ("", "0", "n", "no", "none")
SEPARATORS = re.compile(r"[\s,;]+")
MOST_SLIPS = 5  # in a row, then the question is skipped: a pipe of other text must come to an end
OLDEST = 120.0
SEXES = {**dict.fromkeys(("f", "female", "woman", "girl"), "female"), **dict.fromkeys(("m", "male", "man", "boy"), "male")}


class _NoReplyError(Exception):
    """Nobody is there to reply any more."""


def ask_command(options: argparse.Namespace) -> int:
    """Ask until enough is known, then answer on standard output; the talk itself goes to standard error."""
    today = date.today()  # noqa: DTZ011 - the user's day
    day = options.as_of or today
    catalogue = load_catalogue(options.language)
    assessor = Assessor()
    evidence = _Talk(catalogue, assessor, options, day).evidence()
    answer = assessor.assess(evidence, country=options.country, language=options.language, as_of=day, draws=options.draws, seed=options.seed)
    answer = replace(answer, issues=(*answer.issues, *date_doubts(day, today), *profile_doubts(answer.evidence.profile)))
    if options.format == "json":
        say(json_text(to_json(answer), indent=2) + "\n")
    else:
        say("\n" + render_terminal(answer, catalogue, width=columns(), color=is_coloured(sys.stdout, os.environ)))
    return 0


class _Talk:
    """One interview: what is said goes to standard error, replies come from standard input."""

    def __init__(self, catalogue: Catalogue, assessor: Assessor, options: argparse.Namespace, day: date) -> None:
        self._say, self._assessor, self._options, self._day = catalogue, assessor, options, day
        self._interviewer = Interviewer(assessor)
        self._width, self._color = columns(), is_coloured(sys.stderr, os.environ)

    def evidence(self) -> Evidence:
        """Everything that was told and replied."""
        self._write(self._say.text("interview.hello") + "\n")
        text = " ".join(self._options.text) or self._words()
        told = self._assessor.evidence(
            mended(text), age=self._options.age, sex=self._options.sex, pregnant=self._options.pregnant,
            country=self._options.country, language=self._options.language, as_of=self._day,
        )  # fmt: skip
        try:
            told = self._with_person(told)
            return self._asked(told)
        except _NoReplyError:  # what is known by now is answered
            return told

    def _words(self) -> str:
        """What is told first: rows up to an empty one."""
        self._write(self._say.text("interview.begin") + "\n> ")
        rows = []
        while row := sys.stdin.readline().rstrip("\r\n"):
            rows.append(row)
        if not rows:
            message = 'nothing was told. Say what twitches, for instance: whytwitch ask "My left eyelid flickers"'
            raise UsageError(message)
        return "\n".join(rows)

    def _with_person(self, told: Evidence) -> Evidence:
        """Age and sex, when they are not known: every number depends on them."""
        profile = told.profile
        if profile.age_years is None and (age := self._row(self._say.text("interview.age"))):
            years = float(age.replace(",", ".")) if age.replace(",", ".").replace(".", "", 1).isdecimal() else -1.0
            if 0.0 <= years <= OLDEST:
                told = self._assessor.evidence(told, age=years)
            else:
                self._write(self._say.text("interview.not_used", words=age) + "\n")
        if profile.sex is None and (sex := self._row(self._say.text("interview.sex")).lower()):
            if sex in SEXES:
                told = self._assessor.evidence(told, sex=SEXES[sex])
            else:
                self._write(self._say.text("interview.not_used", words=sex) + "\n")
        return told

    def _asked(self, told: Evidence) -> Evidence:
        replies: list[Reply] = []
        level = Urgency.SELF_CARE
        while True:
            turn = self._interviewer.turn(
                told, replies, country=self._options.country, language=self._options.language, as_of=self._day, seed=self._options.seed
            )
            now = turn.assessment.urgency or Urgency.SELF_CARE
            if now > max(level, Urgency.SOON):  # what must not wait is said at once
                self._write(render_urgency(turn.assessment, self._say, width=self._width, color=self._color))
            level = max(level, now)
            if turn.asking is None:
                self._write(f"\n{turn.over}\n")
                return turn.evidence
            try:
                reply = self._reply(turn, turn.asking, len(replies) + 1)
            except _NoReplyError:
                return turn.evidence
            if reply is not None:
                replies.append(reply)
            elif replies:
                replies.pop()

    def _reply(self, turn: Turn, asking: Asking, number: int) -> Reply | None:
        """The reply to a question; None to go back to the one before."""
        self._write(render_asking(asking, number, self._say, width=self._width, color=self._color))
        for _ in range(MOST_SLIPS):
            row = self._row(self._say.text("interview.prompt")).lower()
            if row == "stop":
                raise _NoReplyError
            if row == "back":
                return None
            if row == "why":
                self._write(render_why(asking, turn.assessment, self._say, width=self._width, color=self._color))
                continue
            answer = _answer(asking, row)
            if answer is not None:
                return Reply(asking.kind, asking.id, answer)
            self._write(self._say.text("interview.again", number=str(len(asking.options))) + "\n")
        return Reply(asking.kind, asking.id, "" if asking.kind == "safety" else UNKNOWN)

    def _row(self, prompt: str) -> str:
        self._write(f"{prompt} ")
        row = sys.stdin.readline()
        if not row:
            raise _NoReplyError
        return row.strip()

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(shown(text, getattr(sys.stderr, "encoding", None)))
        sys.stderr.flush()


def _answer(asking: Asking, row: str) -> str | None:
    """The answer a row means: the number of an option, its first letter, or "don't know"; of the safety screen any number of numbers."""
    ids = [option.id for option in asking.options]
    if asking.kind == "safety":
        if row in NONE_OF_THESE:
            return ""
        numbers = [part for part in SEPARATORS.split(row) if part]
        return " ".join(ids[int(n) - 1] for n in numbers) if all(_is_option(n, ids) for n in numbers) else None
    if _is_option(row, ids):
        return ids[int(row) - 1]
    meant = WORDS.get(row, UNKNOWN if row in ("", "skip") else row)
    return meant if meant in ids else None


def _is_option(row: str, ids: list[str]) -> bool:
    return row.isdecimal() and 1 <= int(row) <= len(ids)
