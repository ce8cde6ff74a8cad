"""Batches: one row a line, in order, whatever the line holds."""

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import batching
import building
import pytest

from whytwitch.cli import batch_worker, main
from whytwitch.cli.batch import WholeLines, answer_lines
from whytwitch.cli.batch_command import Progress
from whytwitch.cli.batch_lines import Line, case_of, id_of, lines_of
from whytwitch.cli.batch_worker import How, Outcome, Row, answered
from whytwitch.errors import CheckFailedError, UnusableInputError, UsageError
from whytwitch.model import Evidence

HOW = How("2026-11-22", seed=7)


class Assessor:
    """Answers without a base."""

    def assess(self, given: str | Evidence, **how: Any) -> Any:  # noqa: ANN401 - a stand-in
        """The answer built by hand, or a fault."""
        if given == "refuse":
            message = "No."
            raise UsageError(message)
        if given == "fail":
            message = "secret words"
            raise ValueError(message)
        return building.small_answer(id=how["id"])


@pytest.fixture(autouse=True)
def _no_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """No base is read."""
    monkeypatch.setattr(batch_worker, "_assessor", Assessor)


def row_of(content: object) -> tuple[dict[str, Any], Outcome]:
    """The row that stands for one line."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    row = answered(Line(3, raw), HOW)
    assert "\n" not in row.text
    return json.loads(row.text), row.outcome


@pytest.mark.parametrize("name", ["a", 7, "ü\n"])
def test_id_comes_back_as_it_was(name: object) -> None:
    """An id is given back, a number as a number."""
    row, outcome = row_of({"id": name, "text": "my lip"})
    assert row["id"] == name
    assert outcome is Outcome.ANSWERED


def test_line_without_id_has_none() -> None:
    """No id in, none out."""
    assert "id" not in row_of({"text": "my lip"})[0]


@pytest.mark.parametrize(
    "content",
    [
        b"garbage", b"\xff\xfe\x00", b"[1]", b"null", b"[" * 100_000, {"text": 5}, {"txt": "x"}, {"text": "x", "age": "old"}, {"text": "x", "age": True},
        {"text": "x", "sex": 1}, {"text": "x", "pregnant": "no"}, {"id": 1.5, "text": "x"}, {"text": "x", "age": 10**400}, {"evidence": {"movements": 3}},
    ],
)  # fmt: skip
def test_bad_line_yields_its_number_and_why(content: object) -> None:
    """A line that holds no case has a row with its number and an issue, and nothing else."""
    row, outcome = row_of(content)
    assert outcome is Outcome.REFUSED
    assert row["line"] == 3
    assert set(row) <= {"id", "line", "issues"}
    assert row["issues"][0]["level"] == "error"


def test_refused_line_keeps_its_id() -> None:
    """What the use case refuses has its id and the reason."""
    row, outcome = row_of({"id": "x", "text": "refuse"})
    assert (row["id"], outcome, row["issues"][0]["message"]) == ("x", Outcome.REFUSED, "No.")


def test_own_fault_does_not_repeat_the_words() -> None:
    """A fault of ours on one line is told without its text."""
    row, outcome = row_of({"text": "fail"})
    assert outcome is Outcome.FAILED
    assert "secret" not in json.dumps(row)


def test_unknown_key_is_warned_about() -> None:
    """A slip in a key is told, the line is answered."""
    row, outcome = row_of({"text": "my lip", "agee": 3})
    assert outcome is Outcome.ANSWERED
    assert "agee" in row["issues"][-1]["message"]


def test_case_reads_every_field() -> None:
    """Age, sex, pregnancy, country and coded evidence are taken over."""
    case = case_of(Line(1, b'{"id": 1, "text": "x", "age": 34, "sex": "female", "pregnant": true, "country": "GB"}'))
    assert (case.id, case.age, case.sex, case.pregnant, case.country, case.given) == (1, 34.0, "female", True, "GB", "x")
    assert case_of(Line(1, b'{"evidence": {"text": "y"}}')).given == Evidence("y")


def test_id_of_an_unreadable_line_is_none() -> None:
    """No id can be read from garbage, or from one that is no id."""
    assert id_of(Line(1, b"garbage")) is None
    assert id_of(Line(1, b'{"id": [1]}')) is None


def test_lines_come_numbered_without_empty_ones() -> None:
    """Empty lines are passed over but counted; a mark at the very beginning is dropped; the last line needs no break."""
    found = list(lines_of(io.BytesIO(b"\xef\xbb\xbf{}\n\n  \r\n[]")))
    assert found == [Line(1, b"{}\n"), Line(4, b"[]")]


def test_too_long_a_line_is_skipped_without_being_held() -> None:
    """A line beyond the limit is one row, and the next is read as usual."""
    stream = io.BytesIO(b"x" * 100 + b"\nnext\n" + b"y" * 100)
    assert list(lines_of(stream, longest=10)) == [Line(1, None), Line(2, b"next\n"), Line(3, None)]
    assert "bytes" in json.loads(answered(Line(1, None), HOW).text)["issues"][0]["message"]


def numbered(count: int, seen: list[int] | None = None) -> Iterator[Line]:
    """Lines, and how far they were read."""
    for number in range(1, count + 1):
        if seen is not None:
            seen.append(number)
        yield Line(number, f"line {number}".encode())


def test_one_process_answers_each_line_as_it_comes() -> None:
    """Nothing is read ahead."""
    seen: list[int] = []
    rows = answer_lines(numbered(100, seen), HOW, answer=lambda line, _: Row(str(line.number), Outcome.ANSWERED))
    assert next(rows).text == "1"
    assert seen == [1]


def test_workers_keep_the_order_and_read_only_a_little_ahead() -> None:
    """Rows come in the order of the lines though some take longer, and a long input is never taken in whole."""
    seen: list[int] = []
    rows = answer_lines(numbered(200, seen), HOW, jobs=2, answer=batching.slowly_echoed)
    first = [next(rows).text for _ in range(3)]
    assert first == ["1 7 line 1", "2 7 line 2", "3 7 line 3"]
    assert len(seen) <= 3 + 2 * 4
    assert [row.text for row in rows] == [f"{n} 7 line {n}" for n in range(4, 201)]


def test_a_dying_worker_is_told_in_words() -> None:
    """A worker that ends is an error of ours, not a traceback."""
    with pytest.raises(CheckFailedError, match="--jobs 1"):
        list(answer_lines(numbered(3), HOW, jobs=2, answer=batching.die))


class Dribble(io.RawIOBase):
    """Takes few bytes at a time, and is interrupted while it does."""

    def __init__(self) -> None:
        """Nothing taken yet."""
        self.taken = b""
        self.interrupts = 0

    def write(self, part: Any) -> int:  # noqa: ANN401 - any buffer
        """Take three bytes; at the second write somebody presses Ctrl-C."""
        self.interrupts += 1
        if self.interrupts == 2:
            os.kill(os.getpid(), signal.SIGINT)
        self.taken += bytes(part[:3])
        return min(3, len(part))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupt_leaves_whole_lines() -> None:
    """Ctrl-C in the middle of a row takes effect after the row."""
    stream = Dribble()
    writer = WholeLines(stream)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt), writer.guarded():
        writer.write('{"id": "a long row"}')
    assert stream.taken == b'{"id": "a long row"}\n'


def batch(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, list[Any], str]:
    """Exit code, rows and errors of a batch."""
    code = main(["assess", "--batch", *arguments])
    out, err = capsysbinary.readouterr()
    return code, [json.loads(row) for row in out.splitlines()], err.decode()


def test_bad_lines_do_not_stop_the_rest(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A file with good and bad lines is answered line by line, exit 0."""
    path = tmp_path / "cases.ndjson"
    path.write_bytes(b'{"id": "1", "text": "my lip"}\ngarbage\n\n{"id": "2", "text": "my eye"}\n')
    code, rows, err = batch(capsysbinary, str(path), "--brief")
    assert code == 0
    assert [row.get("id") for row in rows] == ["1", None, "2"]
    assert rows[1]["line"] == 2
    assert not err


@pytest.mark.parametrize("content", [b"", b"\n\n", b"garbage\n"])
def test_batch_without_an_answer_leaves_with_10(content: bytes, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty batch, or one of which nothing can be read, is unusable input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert batch(capsysbinary, "-")[0] == 10


def test_own_fault_in_a_batch_leaves_with_1(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A fault of ours does not stop the batch and is told at the end."""
    path = tmp_path / "cases.ndjson"
    path.write_text('{"text": "fail"}\n{"text": "my lip"}\n')
    code, rows, _ = batch(capsysbinary, str(path))
    assert (code, len(rows)) == (1, 2)


def test_missing_batch_file_leaves_with_10(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A file that is not there is told by name."""
    code, _, err = batch(capsysbinary, "no-such.ndjson")
    assert code == 10
    assert "no-such.ndjson" in err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_progress_only_on_a_terminal() -> None:
    """A terminal sees how far the batch is, now and then, and a clean row at the end; a file sees nothing."""
    times = iter([0.0, 0.1, 1.0])
    stream = Terminal()
    progress = Progress(stream, lambda: next(times))
    with progress.shown():
        progress.count(1)
        progress.count(2000)
    assert stream.getvalue() == "\r2,000 lines, 2,000 a second \r\x1b[K"
    plain = io.StringIO()
    silent = Progress(plain, lambda: 9.0)
    with silent.shown():
        silent.count(5)
    assert not plain.getvalue()


def test_case_of_a_line_without_text_says_what_to_add() -> None:
    """The message of a bad line says what to write."""
    with pytest.raises(UnusableInputError, match="text"):
        case_of(Line(1, b"{}"))
