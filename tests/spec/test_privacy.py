"""What a person says stays on their machine, and nothing of it is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = "My Zanzibarian eyelid twitches since yesterday, and I am called Quillfeather."
GUARD = """
import socket, sys

def refused(*_, **__):
    raise SystemExit("an answer tried to open a network connection")

for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
    setattr(socket, name, refused)
sys.argv[0] = "whytwitch"
from whytwitch.cli import main
sys.exit(main())
"""


def _asked(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One call in a home of its own, with every way to the network closed."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {name: str(home) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return subprocess.run(
        [sys.executable, "-c", GUARD, *arguments], cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.mark.parametrize("arguments", [(WORDS,), ("assess", "--format", "json", WORDS), ("knowledge", "check"), ("knowledge", "coverage")])
def test_an_answer_opens_no_network_connection(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """With sockets and name look-up refused, everything still works."""
    done = _asked(tmp_path, *arguments)
    assert done.returncode == 0, done.stderr


def test_nothing_a_person_says_is_written_to_disk(tmp_path: Path) -> None:
    """The only files that are written are the compiled base and its phrases, and they hold none of the words."""
    assert _asked(tmp_path, WORDS).returncode == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in written if not path.name.startswith(("base-", "phrases-"))] == []
    assert [path for path in written if b"Quillfeather" in path.read_bytes() or b"Zanzibar" in path.read_bytes()] == []


def test_an_error_does_not_repeat_what_was_said(tmp_path: Path) -> None:
    """A message about wrong options shows no sentence of the person."""
    done = _asked(tmp_path, "assess", "--country", "GB", "--age", "old", WORDS)
    assert done.returncode == 2
    assert "Quillfeather" not in done.stderr + done.stdout
