"""The interview at the command line: over a pipe as at a keyboard."""

import io
import json
from collections.abc import Callable

import pytest

from whytwitch.cli import main

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Run ``whytwitch ask`` with rows typed into it; exit code, answer and talk."""

    def run(*arguments: str, rows: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(rows))
        code = main(["ask", *arguments, "--as-of", "2026-11-22", "--draws", "50"])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_words_may_be_typed_row_by_row(typed: Typed) -> None:
    """Up to an empty row; then age and sex, the safety screen, and the answer after "stop"."""
    code, answer, talk = typed(rows="My calves twitch\nat night\n\n41\nf\n\nstop\n")
    assert code == 0
    assert "HOW SOON" in answer
    assert "first, to be safe" in talk.lower()
    assert "HOW SOON" not in talk


def test_the_answer_is_json_when_asked_for(typed: Typed) -> None:
    """The talk does not get into it."""
    code, answer, _ = typed("My calves twitch", "--format", "json", "--age", "41", "--sex", "female", rows="\ny\nn\nstop\n")
    assert code == 0
    content = json.loads(answer)
    assert content["evidence"]["profile"]["age_years"] == 41
    assert len(content["evidence"]["answers"]) >= 3


def test_a_warning_sign_is_answered_at_once(typed: Typed) -> None:
    """The number to call stands in the talk before anything else is asked."""
    code, answer, talk = typed("My hand twitches and is weak", "--country", "GB", "--age", "60", "--sex", "male", rows="1 2 3\n")
    assert code == 0
    assert "999" in talk
    assert answer.lstrip().startswith("EMERGENCY")


def test_back_why_skip_and_slips(typed: Typed) -> None:
    """Back returns to the question before, why says what a reply would do, a slip is told."""
    _, _, talk = typed("My calves twitch", "--age", "41", "--sex", "female", rows="\nwhy\nbanana\nskip\nback\nstop\n")
    assert "would go from" in talk
    assert "Please type a number" in talk
    assert talk.count("\n2. ") == 2


def test_an_interview_that_is_cut_off_is_answered(typed: Typed) -> None:
    """A pipe that ends early: what is known by then counts."""
    code, answer, _ = typed("My calves twitch", rows="41\n")
    assert code == 0
    assert "HOW SOON" in answer


def test_text_that_is_no_reply_comes_to_an_end(typed: Typed) -> None:
    """After some slips a question is skipped."""
    code, answer, talk = typed("My calves twitch", "--age", "41", "--sex", "female", rows="\n" + "lorem ipsum\n" * 500)
    assert code == 0
    assert answer
    assert talk.count("Please type") <= 5 * 12


def test_an_age_that_is_none_is_not_used(typed: Typed) -> None:
    """It is said, and the interview goes on."""
    code, _, talk = typed("My calves twitch", rows="old\nmaybe\nstop\n")
    assert code == 0
    assert "“old” was not used" in talk
    assert "“maybe” was not used" in talk


def test_nothing_told_is_a_usage_error(typed: Typed) -> None:
    """With an example."""
    code, _, talk = typed(rows="")
    assert code == 2
    assert "whytwitch ask" in talk
