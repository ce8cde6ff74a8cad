"""Odd input at the door: told in the answer or refused with a remedy, never a fault of the program."""

import io
import json
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import building
import pytest

from whytwitch.cli import batch_lines, batch_worker, main
from whytwitch.cli.batch import WholeLines
from whytwitch.cli.batch_lines import Line, lines_of, with_repeats
from whytwitch.cli.batch_worker import How, Outcome, answered
from whytwitch.cli.doubts import date_doubts, profile_doubts
from whytwitch.cli.json_input import broken, mended, parsed_json
from whytwitch.cli.output import OutputError, writing
from whytwitch.errors import UnusableInputError
from whytwitch.model import Profile, Sex

HOW = How("2026-11-22")


class Assessor:
    """Answers without a base and remembers what it was given."""

    def assess(self, given: Any, **how: Any) -> Any:  # noqa: ANN401 - a stand-in
        """The answer built by hand."""
        self.given.append(given)
        return building.small_answer(id=how["id"])

    given: list[Any] = []  # noqa: RUF012 - cleared by the fixture


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """No base is read; what was asked."""
    Assessor.given.clear()
    monkeypatch.setattr(batch_worker, "_assessor", Assessor)
    return Assessor.given


def row_of(raw: bytes, **how: Any) -> tuple[dict[str, Any], Outcome]:  # noqa: ANN401 - fields of a line
    """The row for one line; it can always be written."""
    row = answered(Line(3, raw, **how), HOW)
    row.text.encode()
    return json.loads(row.text), row.outcome


def messages(row: dict[str, Any]) -> str:
    """All messages of a row."""
    return " ".join(issue["message"] for issue in row["issues"])


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (rb'{"id": "\ud800", "text": "my lip"}', "half a character"),
        (b'{"id": 1, "text": "my lip", "text": "chest pain"}', "text"),
        (b'{"id": 1, "evidence": {"text": "a", "text": "b"}}', "stands twice"),
        (b'{"id": 1, "text": "my lip", "age": 1e999}', "1e999"),
        (b'{"id": 1, "text": "my lip", "age": NaN}', "NaN"),
        (b'{"id": 1, "text": "my lip", "age": -Infinity}', "Infinity"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "my lip"}', "JSON"),
    ],
)
def test_line_that_cannot_be_meant_is_a_row_with_an_issue(raw: bytes, words: str) -> None:
    """Half characters in an id, a key that stands twice and numbers beyond any size are refused, each with what to do."""
    row, outcome = row_of(raw)
    assert outcome is Outcome.REFUSED
    assert words in messages(row)
    assert row["issues"][0]["remedy"]


def test_half_a_character_in_a_text_is_read_as_a_space(asked: list[Any]) -> None:
    """The rest of the words is answered, and the issue says so; an unknown key of that kind too."""
    row, outcome = row_of(rb'{"id": 1, "text": "my lip \udc00 twitches", "x\ud800": 1}')
    assert outcome is Outcome.ANSWERED
    assert asked == ["my lip   twitches"]
    assert "broken characters" in messages(row)
    assert "not known" in messages(row)


@pytest.mark.usefixtures("asked")
def test_text_beside_evidence_is_told() -> None:
    """What is not used is not passed over in silence."""
    row, _ = row_of(b'{"text": "chest pain", "evidence": {"text": ""}}')
    assert "only the evidence was used" in messages(row)


@pytest.mark.usefixtures("asked")
def test_repeated_id_is_answered_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second line of the same id names the first; a text and a number are two ids; old ids are forgotten."""
    stream = io.BytesIO(b'{"id": 1}\n{"id": "1"}\ngarbage\n{"id": 1}\n{"id": true}\n{"id": 1}\n')
    assert [line.same_id_as for line in with_repeats(lines_of(stream))] == [None, None, None, 1, None, 4]
    row, outcome = row_of(b'{"id": 1, "text": "my lip"}', same_id_as=1)
    assert outcome is Outcome.ANSWERED
    assert "Line 1 has the same id." in messages(row)
    monkeypatch.setattr(batch_lines, "REMEMBERED_IDS", 1)
    assert [line.same_id_as for line in with_repeats(lines_of(io.BytesIO(b'{"id": 1}\n{"id": 2}\n{"id": 1}\n')))] == [None, None, None]


def test_byte_order_mark_before_any_line_is_no_fault() -> None:
    """Files of Windows, and such files put end to end, are read."""
    lines = list(lines_of(io.BytesIO(b'\xef\xbb\xbf{"id": 1}\n\xef\xbb\xbf{"id": 2}\n\xef\xbb\xbf\n')))
    assert [line.content for line in lines] == [b'{"id": 1}\n', b'{"id": 2}\n']


def test_row_that_cannot_be_encoded_is_still_written() -> None:
    """Should half a character ever get this far, the row is whole all the same."""
    out = io.BytesIO()
    WholeLines(out).write("a\ud800b")
    assert out.getvalue() == b"a?b\n"


def test_mending_goes_all_the_way_down() -> None:
    """Keys, items and texts are looked at; everything else is left alone."""
    node = {"a\ud800": ["b\udfff", 1, None], "c": "d"}
    assert broken(node)
    assert mended(node) == {"a ": ["b ", 1, None], "c": "d"}
    assert not broken(mended(node))


def test_json_of_any_depth_or_size_is_refused_not_followed() -> None:
    """Very deep JSON is an error of the input."""
    with pytest.raises(UnusableInputError):
        parsed_json("[" * 200_000)


@pytest.mark.parametrize(
    ("profile", "count"),
    [
        (Profile(34.0, Sex.FEMALE, pregnant=True), 0),
        (Profile(90.0, Sex.MALE), 0),
        (Profile(34.0, Sex.MALE, pregnant=True), 1),
        (Profile(90.0, None, pregnant=True), 1),
        (Profile(3.0, Sex.MALE, pregnant=True), 2),
    ],
)
def test_pregnancy_that_does_not_fit_is_told(profile: Profile, count: int) -> None:
    """Sex and age that do not go with pregnancy are doubts, not refusals: an answer may be urgent."""
    assert len(list(profile_doubts(profile))) == count


def test_day_to_come_is_told() -> None:
    """Tomorrow is today somewhere; the day after is a doubt."""
    assert not date_doubts(date(2026, 11, 23), date(2026, 11, 22))
    assert "still to come" in date_doubts(date(2026, 11, 24), date(2026, 11, 22))[0].message


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("",), 10, "empty"),
        ((" \n",), 10, "empty"),
        (("--age", "3", "  "), 10, "empty"),
        (("assess", ""), 10, "empty"),
        (("assess", "--as-of", "1999-12-31", "my lip"), 2, "2000 to 2100"),
        (("assess", "--as-of", "9999-01-01", "my lip"), 2, "2000 to 2100"),
        (("assess", "--draws", "10001", "my lip"), 2, "10000"),
        (("assess", "--draws", "-1", "my lip"), 2, "--draws"),
        (("assess", "--seed", "x", "my lip"), 2, "--seed"),
        (("assess", "--jobs", "0", "my lip"), 2, "--jobs"),
        (("assess", "--age", "1e308", "my lip"), 2, "not possible"),
        (("assess", "--language", "xx", "my lip"), 2, "en"),
    ],
)
def test_odd_options_leave_with_a_reason(arguments: tuple[str, ...], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing at all is unusable input; an impossible option is wrong use that names what is possible."""
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert words in err
    assert not out


def test_doubts_stand_in_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """A pregnant man of ninety in the year 2099 is answered, and every doubt is told."""
    words = "my lip \udcff twitches since yesterday and it comes and goes"
    assert main(["assess", "--format", "json", "--draws", "0", "--sex", "male", "--age", "90", "--pregnant", "--as-of", "2099-01-01", words]) == 0
    found = " ".join(issue["message"] for issue in json.loads(capsys.readouterr().out)["issues"])
    assert all(said in found for said in ("still to come", "Male sex", "An age of 90", "broken characters"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"text": "a", "text": "b"}', "stands twice"),
        (b"{", "No JSON"),
        (b'{"text": 1e999}', "1e999"),
        (b"\xff\xfe\x00", "no text"),
        (b'{"x": 1}', "not known"),
    ],
)
def test_faulty_evidence_file_leaves_with_10(content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named, and what is wrong with it."""
    path = tmp_path / "e.json"
    path.write_bytes(content)
    assert main(["assess", "--evidence", str(path)]) == 10
    err = capsys.readouterr().err
    assert "e.json" in err
    assert words in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such file there")
def test_endless_file_is_no_hang(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file without end no more is read than is sensible."""
    assert main(["assess", "--evidence", "/dev/zero"]) == 10
    assert "4,000,000" in capsys.readouterr().err


def test_evidence_with_a_mark_and_huge_numbers_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte-order mark is no fault, and the largest number there is has a band like any other."""
    path = tmp_path / "e.json"
    path.write_bytes(b'\xef\xbb\xbf{"text": "\\ud800", "labs": [{"lab": "potassium", "value": 1e308, "band": null, "side": "normal"}]}')
    assert main(["assess", "--evidence", str(path), "--format", "json", "--brief"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["urgency"] == "emergency"
    assert any("broken characters" in issue["message"] for issue in found["issues"])


def test_full_disk_and_no_output_are_told_as_that(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer that cannot be written is no fault of the program."""
    monkeypatch.setattr("whytwitch.cli.output.close_quietly", lambda: None)
    with pytest.raises(OutputError, match="No space"), writing():
        raise OSError(28, "No space left on device")
    with pytest.raises(BrokenPipeError), writing():
        raise BrokenPipeError
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["schema"]) == 1
    assert "no standard output" in capsys.readouterr().err


def test_batch_in_a_year_to_come_tells_it_in_every_row(asked: list[Any], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A doubt about the call is told with each answer."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "my lip"}\n{"text": "my eye"}\n')))
    assert main(["assess", "--batch", "-", "--as-of", "2099-01-01"]) == 0
    rows = [json.loads(row) for row in capsysbinary.readouterr().out.splitlines()]
    assert ["still to come" in messages(row) for row in rows] == [True, True]
    assert asked == ["my lip", "my eye"]
