"""What is typed, and how the program leaves: never with a traceback."""

import io
import json
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import building
import pytest

import whytwitch
from whytwitch.cli import main
from whytwitch.cli.output import shown
from whytwitch.errors import MissingExtraError
from whytwitch.model import Assessment


class FakeAssessor:
    """Answers everything alike and remembers what it was asked."""

    asked: list[tuple[object, dict[str, Any]]] = []  # noqa: RUF012 - cleared by the fixture

    def __init__(self) -> None:
        """Take no base: nothing is read."""

    def assess(self, given: object, **how: Any) -> Assessment:  # noqa: ANN401 - whatever the door passes on
        """The answer that was built by hand."""
        self.asked.append((given, how))
        return building.full_answer()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, dict[str, Any]]]:
    """An assessor without a base, and what it was asked."""
    FakeAssessor.asked.clear()
    for module in ("whytwitch.cli.assess_command",):
        __import__(module)
        monkeypatch.setattr(sys.modules[module], "Assessor", FakeAssessor)
    return FakeAssessor.asked


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a call."""
    code = main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "in quotes"),
        (("twitch",), "put the sentence in quotes"),
        (("asess",), "Did you mean assess?"),
        (("my", "lip", "twitches"), '"my lip twitches"'),
        (("assess",), "in quotes"),
        (("assess", "my", "lip"), '"my lip"'),
        (("assess", "--age", "old", "my lip"), "--age"),
        (("assess", "--age", "nan", "my lip"), "--age"),
        (("assess", "--sex", "x", "my lip"), "--sex"),
        (("assess", "--as-of", "yesterday", "my lip"), "--as-of"),
        (("assess", "--draws", "-1", "my lip"), "--draws"),
        (("assess", "--draws", "9999999", "my lip"), "sensible"),
        (("assess", "--jobs", "0", "my lip"), "--jobs"),
        (("assess", "--jobs", "2", "my lip"), "--batch"),
        (("assess", "--format", "pdf", "my lip"), "pdf"),
        (("assess", "--language", "xx", "my lip"), "xx"),
        (("assess", "--evidence", "x.json", "my lip"), "not both"),
        (("assess", "--batch", "-", "my lip"), "leave out TEXT"),
        (("knowledge",), "COMMAND"),
        (("knowledge", "show", "no-such-thing"), "no-such-thing"),
        (("knowledge", "show", "hypokalemia"), "hypokalaemia"),
    ],
)
def test_wrong_use_leaves_with_2_and_a_hint(arguments: Sequence[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use says in one line what to type instead."""
    code, out, err = typed(capsys, *arguments)
    assert code == 2
    assert words in err
    assert not out


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Help shows examples and exit codes; the version is the program's."""
    code, out, _ = typed(capsys, "--help")
    assert code == 0
    assert 'whytwitch "My lower lip' in out
    assert typed(capsys, "--version")[1] == f"whytwitch {whytwitch.__version__}\n"


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """``whytwitch schema`` prints the published schema."""
    code, out, _ = typed(capsys, "schema")
    assert code == 0
    assert json.loads(out)["$id"] == "urn:whytwitch:assessment-1"


def test_bare_text_is_assessed(asked: list[tuple[object, dict[str, Any]]], capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence needs no command, options may stand before it."""
    code, out, _ = typed(capsys, "--age", "41", "--sex", "female", "--pregnant", "my lip twitches")
    assert code == 0
    assert out.startswith("HOW SOON")
    given, how = asked[0]
    assert given == "my lip twitches"
    assert (how["age"], how["sex"], how["pregnant"]) == (41.0, "female", True)


def test_json_output_is_the_whole_answer(asked: list[tuple[object, dict[str, Any]]], capsys: pytest.CaptureFixture[str]) -> None:
    """``--format json`` prints one JSON object; ``--brief`` a smaller one."""
    assert json.loads(typed(capsys, "assess", "--format", "json", "my lip")[1])["schema"] == "assessment-1"
    assert "schema" not in json.loads(typed(capsys, "assess", "--format", "json", "--brief", "my lip")[1])
    assert [how["brief"] for _, how in asked] == [False, True]


def test_standard_input_is_read(asked: list[tuple[object, dict[str, Any]]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """ "-" reads the text from standard input, with or without a byte-order mark, UTF-16 too."""
    for content in (b"my lip", b"\xef\xbb\xbfmy lip", "my lip".encode("utf-16")):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        assert typed(capsys, "assess", "-")[0] == 0
    assert [given for given, _ in asked] == ["my lip"] * 3


@pytest.mark.parametrize("content", [b"\x80\x81\x82", b"x" * 4_000_001])
def test_unusable_standard_input_leaves_with_10(content: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Binary or endless input is refused with a reason."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    code, out, err = typed(capsys, "assess", "-")
    assert code == 10
    assert err.startswith("whytwitch: The input")
    assert not out


@pytest.mark.parametrize(
    ("error", "code"), [(MissingExtraError("pip install x"), 3), (KeyboardInterrupt(), 130), (BrokenPipeError(), 0), (ValueError("secret words"), 1)]
)
def test_each_error_has_its_exit_code(error: BaseException, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors map to exit codes; a fault of ours never repeats what the person wrote."""

    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr("whytwitch.cli.arguments._assess", fail)
    monkeypatch.setattr("whytwitch.cli.program.close_quietly", lambda: None)
    found, _, err = typed(capsys, "assess", "secret words here")
    assert found == code
    assert "secret" not in err


def test_plainer_signs_where_the_output_cannot_show_them() -> None:
    """An ASCII or Latin-1 terminal gets plainer signs, an unknown encoding too, and nothing fails."""
    assert shown("█ → “x” Ω", "ascii") == '# -> "x" ?'
    assert shown("café", "latin-1") == "café"
    assert shown("→", "no-such-encoding") == "->"
    assert shown("→", None) == "→"
