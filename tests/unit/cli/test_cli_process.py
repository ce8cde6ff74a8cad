"""The program as it is run: cold, in a pipe, interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "whytwitch.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONWARNINGS": "error"}


def run(*arguments: str, given: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program."""
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, env={**ENVIRONMENT, **extra}, check=False, timeout=60)


def test_cold_answer_names_urgency_first() -> None:
    """A sentence is answered with the urgency in the first row, without colour in a pipe."""
    done = run("My left eyelid has been flickering for three days.", "--as-of", "2026-11-22")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"HOW SOON")
    assert b"\x1b" not in done.stdout


def test_thoughts_of_suicide_bring_the_crisis_line_to_the_top() -> None:
    """With the base that ships, the crisis line of the country stands in the first rows, beside the emergency number."""
    done = run("assess", "--country", "GB", "I want to end my life, this eyelid twitching is killing me.")
    head = done.stdout.decode().splitlines()[:6]
    assert "999" in head[0]
    assert "116 123" in " ".join(head)


def test_ascii_output_never_fails() -> None:
    """Where only ASCII can be shown, plainer signs stand in."""
    done = run("My left eyelid has been flickering for three days.", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"###" in done.stdout


@pytest.mark.parametrize("given", [b"", b"   \n", bytes(range(256)), b"a" * 1_000_000])
def test_unusable_input_leaves_with_10(given: bytes) -> None:
    """Empty, binary and endless input are refused with one clear row."""
    done = run("assess", "-", given=given)
    assert done.returncode == 10
    assert done.stderr.startswith(b"whytwitch: ")
    assert b"Traceback" not in done.stderr
    assert not done.stdout


def test_help_loads_nothing_heavy() -> None:
    """``--help`` imports neither numpy nor rich nor the base."""
    code = "import sys; from whytwitch.cli import main; main(['--help']); print([m for m in ('numpy', 'rich', 'whytwitch.knowledge') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, check=False, timeout=60)
    assert done.stdout.endswith(b"[]\n") or done.stdout.endswith(b"[]\r\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_batch_gives_the_same_rows_with_any_number_of_jobs(jobs: str) -> None:
    """A batch on the real base: one row a line, in order, the bad one told."""
    lines = [json.dumps({"id": n, "text": f"My left eyelid has been flickering for {n} days."}) for n in range(1, 6)]
    lines[2] = "garbage"
    done = run("assess", "--batch", "-", "--brief", "--jobs", jobs, given="\n".join(lines).encode())
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [row.get("id", row.get("line")) for row in rows] == [1, 2, 3, 4, 5]
    assert not done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are another thing there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_lines_and_130(jobs: str, tmp_path: Path) -> None:
    """An interrupt to the whole group, as a terminal sends it, ends the batch quietly after a whole row."""
    cases = tmp_path / "cases.ndjson"
    cases.write_text("\n".join(json.dumps({"id": n, "text": "My left eyelid has been flickering for three days."}) for n in range(5000)))
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("wb") as rows, err.open("wb") as errors:
        process = subprocess.Popen(
            [*COMMAND, "assess", "--batch", str(cases), "--jobs", jobs], stdout=rows, stderr=errors, env=ENVIRONMENT, start_new_session=True
        )
        until = time.monotonic() + 30
        while out.stat().st_size < 1000 and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
    written = out.read_bytes()
    assert written.endswith(b"\n")
    assert all(json.loads(row) for row in written.splitlines())
    assert not err.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are another thing there")
@pytest.mark.parametrize("arguments", [["assess", "--batch", "-", "--brief"], ["assess", "-"]])
def test_closed_pipe_is_no_fault(arguments: list[str]) -> None:
    """Whoever reads may stop reading: no error, no traceback."""
    given = b'{"text": "My left eyelid has been flickering for three days."}\n' * 50
    process = subprocess.Popen([*COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(given)
    process.stdin.close()
    assert process.wait(30) == 0
    assert not process.stderr.read()
    process.stderr.close()
