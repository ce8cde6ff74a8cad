"""Bad input, end to end through the command line: the right exit code, a clear message, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from whytwitch.knowledge import BASE

ROOT = Path(__file__).parents[2]
ANSWERED, FAILED, USAGE, UNUSABLE = 0, 1, 2, 10
LIP = "My lower lip has been twitching for two weeks."
GERMAN = "Mein linkes Augenlid zuckt seit drei Tagen und ich habe Angst, dass es etwas Schlimmes ist."


def run(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """One call of the program, as typed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "whytwitch.cli", *arguments], input=given or b"", capture_output=True, env=environment, check=False, timeout=120
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was printed, on either stream."""
    return done.stdout.decode() + done.stderr.decode()


def answered(*arguments: str, given: bytes | None = None) -> dict[str, Any]:
    """The JSON answer to input that is odd and yet can be answered."""
    done = run("assess", "--format", "json", "--brief", "--as-of", "2026-11-22", *arguments, given=given)
    assert done.returncode == ANSWERED, said(done)
    assert b"Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def messages(answer: dict[str, Any]) -> str:
    """What the answer says of the input."""
    return " ".join(f"{issue['level']}: {issue['message']} {issue['remedy']}" for issue in answer["issues"])


# ---- what cannot be used or was typed wrongly


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (["assess", ""], None, UNUSABLE, "empty"),
        (["assess", "   \n\t "], None, UNUSABLE, "empty"),
        (["assess", "?!... --"], None, UNUSABLE, "no words"),
        (["assess", "-"], b"", UNUSABLE, "empty"),
        (["assess", "-"], b"twitch " * 150_000, UNUSABLE, "characters"),
        (["assess", "-"], b"x" * 5_000_000, UNUSABLE, "Shorten"),
        (["assess", "-"], bytes(range(256)) * 40, UNUSABLE, "UTF-8"),
        (["assess", "-"], b"\x00\x01\x02\x03" * 500, UNUSABLE, "text"),
        (["assess", "--evidence", "no-such-file.json"], None, UNUSABLE, "no-such-file.json"),
        (["assess", "--batch", "no-such-file.ndjson"], None, UNUSABLE, "no-such-file.ndjson"),
        (["assess", "--batch", "-"], b"", UNUSABLE, "no line"),
        (["assess", "--batch", "-"], b"not json\n", UNUSABLE, "Not one of 1 lines"),
        ([], None, USAGE, "quotes"),
        (["asses"], None, USAGE, "Did you mean assess"),
        (["assess", LIP, "--age", "old"], None, USAGE, "years"),
        (["assess", LIP, "--age", "-3"], None, USAGE, "age"),
        (["assess", LIP, "--age", "200"], None, USAGE, "120"),
        (["assess", LIP, "--sex", "yes"], None, USAGE, "female"),
        (["assess", LIP, "--country", "Atlantis"], None, USAGE, "Atlantis"),
        (["assess", LIP, "--language", "xx"], None, USAGE, "xx"),
        (["assess", LIP, "--as-of", "tomorrow"], None, USAGE, "2026-11-22"),
        (["assess", LIP, "--draws", "many"], None, USAGE, "many"),
        (["assess", LIP, "--no-such-option"], None, USAGE, "no-such-option"),
        (["assess", "My", "lip", "twitches"], None, USAGE, "quotes"),
        (["assess", GERMAN], None, UNUSABLE, "only English is read"),
        (["knowledge"], None, USAGE, "COMMAND"),
        (["knowledge", "show", "no-such-thing"], None, USAGE, "no-such-thing"),
        (["knowledge", "check", "--base", "no-such-directory"], None, FAILED, "no-such-directory"),
    ],
    ids=lambda value: None if not isinstance(value, list) else "-".join(value)[:40] or "nothing",
)
def test_what_cannot_be_used_is_refused_clearly(arguments: Sequence[str], given: bytes | None, code: int, words: str) -> None:
    """The exit code of DESIGN §5, one clear message on standard error, nothing else and no traceback."""
    done = run(*arguments, given=given)
    assert done.returncode == code, said(done)
    assert "Traceback" not in said(done)
    assert words.lower() in done.stderr.decode().lower()
    assert len(done.stderr) < 2000, "a message is read by a person"


# ---- what is odd and yet answered


def test_an_emergency_in_another_language_is_answered() -> None:
    """What was read of an emergency is said, with the warning that only English is read."""
    answer = answered(f"{GERMAN} Chest pain.")
    assert "only English is read" in messages(answer)
    assert answer["urgency"] == "emergency"


def test_contradictions_stay_on_the_careful_side() -> None:
    """Weakness that is told and denied in one breath counts as told."""
    answer = answered("My right hand is weak and the muscle between thumb and finger twitches. I have no weakness in my hand.")
    present = {finding["id"] for finding in answer["findings"] if finding["status"] == "present"}
    assert present & {"weak-hand", "focal-weakness", "perceived-weakness"}, answer["findings"]
    assert answer["urgency"] in ("soon", "same_day", "emergency")


def test_an_impossible_result_is_not_used_and_said() -> None:
    """A magnesium of 55 cannot be: it counts for nothing, and the answer says so."""
    odd, plain = answered(f"{LIP} Mg 55."), answered(LIP)
    assert "55" in messages(odd)
    assert [(c["id"], c["share"]) for c in odd["causes"]] == [(c["id"], c["share"]) for c in plain["causes"]]


def test_an_unknown_unit_is_said() -> None:
    """A potassium in bananas is not taken for one in millimoles without a word."""
    answer = answered(f"{LIP} My potassium was 2.9 bananas per litre.")
    assert answer["issues"] or answer["not_understood"]
    assert "Traceback" not in json.dumps(answer)


def test_an_unknown_medicine_is_named() -> None:
    """A medicine the base does not know is not passed over in silence."""
    answer = answered(f"{LIP} I take Zzyrquinol 20 mg twice a day.")
    heard = messages(answer) + json.dumps(answer.get("not_understood", []))
    assert "zzyrquinol" in heard.lower()


def test_what_is_not_about_a_movement_is_out_of_scope() -> None:
    """The streaming site and a fishing lure are no symptoms: no urgency, no causes, exit 0."""
    for text in ("My Twitch stream keeps lagging when I play.", "Which twitch bait do you use for pike?"):
        answer = answered(text)
        assert answer["in_scope"] is False
        assert answer["urgency"] is None
        assert answer["causes"] == []


def test_a_bad_line_does_not_stop_a_batch() -> None:
    """Each bad line yields its number and why; the others are answered, in order."""
    lines = ['{"id": "a", "text": "My eyelid twitches."}', "{", '{"id": "c"}', '{"id": "d", "text": ""}', '{"id": "e", "text": "My calf cramps at night."}']
    done = run("assess", "--batch", "-", "--brief", given="\n".join(lines).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == ANSWERED, said(done)
    assert [row.get("id") for row in rows] == ["a", None, "c", "d", "e"]
    assert [row.get("line") for row in rows] == [None, 2, 3, 4, None]
    assert all(row["issues"] for row in rows if "line" in row)
    assert rows[0]["causes"]
    assert rows[4]["causes"]


# ---- a faulty base


def _append(file: str, text: str) -> "Change":
    return lambda base: (base / file).write_text((base / file).read_text(encoding="utf-8") + text, encoding="utf-8")


def _replace(file: str, old: str, new: str) -> "Change":
    def change(base: Path) -> int:
        content = (base / file).read_text(encoding="utf-8")
        assert old in content, f"{file} has no {old!r} any more; choose another place for this fault"
        return (base / file).write_text(content.replace(old, new, 1), encoding="utf-8")

    return change


def _write(file: str, text: bytes) -> "Change":
    return lambda base: (base / file).write_bytes(text)


def _remove(file: str) -> "Change":
    return lambda base: (base / file).unlink()


Change = Any
COMPANION = '\n[[companions]]\nfinding = "{}"\nfrequency = {}\nbasis = "{}"\n{}\n'
ESTIMATE = "{ low = 0.1, high = 0.4 }"
WHY = 'rationale = "A test."'
RED_FLAG = """id = "made-up-rule"\nlevel = "soon"\nreason = "A test."\nwhen = [[{}]]\ngroup = "test"\nquestion = "Is it?"
hazard = "H-001"\njurisdiction = "any"\nrationale = "A test."\n"""
FAULTS: dict[str, tuple[Change, list[str]]] = {
    "broken TOML": (_append("causes/caffeine.toml", "\nid = = 3\n"), ["causes/caffeine.toml"]),
    "a key given twice": (_append("causes/caffeine.toml", '\n[severity_ratio]\nbasis = "estimate"\n'), ["causes/caffeine.toml"]),
    "bytes that are no text": (_write("causes/caffeine.toml", b"\xff\xfe\x00id"), ["causes/caffeine.toml"]),
    "an unknown key": (_replace("causes/caffeine.toml", "id = ", "surprise = 1\nid = "), ["causes/caffeine.toml", "surprise"]),
    "a missing key": (_replace("causes/caffeine.toml", "summary = ", "summmary = "), ["causes/caffeine.toml", "summary", "missing"]),
    "a wrong type": (_replace("causes/caffeine.toml", "harm = ", 'harm = "much" # '), ["causes/caffeine.toml", "harm"]),
    "an id that is not the name of the file": (_replace("causes/caffeine.toml", 'id = "caffeine"', 'id = "coffee"'), ["causes/caffeine.toml", "coffee"]),
    "a word that is none of the choices": (_replace("causes/caffeine.toml", "urgency = ", 'urgency = "whenever" # '), ["causes/caffeine.toml", "urgency"]),
    "more affected than examined": (
        _append("causes/caffeine.toml", COMPANION.format("fatigue", "{ affected = 75, examined = 50 }", "counts", 'evidence = [{ source = "x", locator = "x", fact = "x" }]')),
        ["causes/caffeine.toml", "75/50"],
    ),
    "low above high": (
        _append("causes/caffeine.toml", COMPANION.format("fatigue", "{ low = 0.4, high = 0.1 }", "estimate", WHY)),
        ["causes/caffeine.toml", "low 0.4"],
    ),
    "a probability above one": (
        _append("causes/caffeine.toml", COMPANION.format("fatigue", "{ low = 0.4, high = 1.4 }", "estimate", WHY)),
        ["causes/caffeine.toml", "1.4"],
    ),
    "an estimate without a rationale": (_append("causes/caffeine.toml", COMPANION.format("fatigue", ESTIMATE, "estimate", "")), ["rationale", "missing"]),
    "counts without evidence": (
        _append("causes/caffeine.toml", COMPANION.format("fatigue", "{ affected = 5, examined = 50 }", "counts", "")),
        ["causes/caffeine.toml", "evidence", "missing"],
    ),
    "a finding that does not exist": (_append("causes/caffeine.toml", COMPANION.format("no-such-finding", ESTIMATE, "estimate", WHY)), ["no-such-finding"]),
    "one way of saying a cluster": (
        _append("causes/caffeine.toml", COMPANION.format("weak-hand", ESTIMATE, "estimate", WHY)),
        ["weak-hand", "focal-weakness"],
    ),
    "a source that does not exist": (
        _append(
            "causes/caffeine.toml",
            COMPANION.format("fatigue", ESTIMATE, "estimate", WHY + '\nevidence = [{ source = "nobody1900", locator = "x", fact = "x" }]'),
        ),
        ["nobody1900"],
    ),
    "a circle of causes": (
        _append(
            "causes/hypomagnesaemia.toml",
            '\n[[parents]]\ncause = "hypokalaemia"\nrisk = { low = 0.1, high = 0.2 }\nbasis = "estimate"\nrationale = "A test."\n',
        ),
        ["parents"],
    ),
    "a mandatory attribute left out": (_replace("causes/caffeine.toml", 'attribute = "course"', 'attribute = "side"'), ["causes/caffeine.toml", "course"]),
    "a rule about nothing": (_write("red_flags/made-up-rule.toml", RED_FLAG.format('"no-such-thing"').encode()), ["made-up-rule", "no-such-thing"]),
    "a rule with a band that is not there": (
        _write("red_flags/made-up-rule.toml", RED_FLAG.format('"lab:potassium=purple"').encode()),
        ["made-up-rule", "purple"],
    ),
    "a rule with a token of no form": (_write("red_flags/made-up-rule.toml", RED_FLAG.format('"never:ssri"').encode()), ["made-up-rule", "never:ssri"]),
    "a PMID with letters": (
        _write(
            "sources/made-up-1900.toml",
            b'id = "made-up-1900"\ntitle = "T"\nauthors = []\nyear = 1900\njournal = "J"\npmid = "12a"\nread = "abstract"\nread_on = 2026-11-21\nquality = "other"\n',
        ),
        ["made-up-1900", "pmid"],
    ),
    "no version": (_remove("VERSION"), ["VERSION"]),
    "no settings": (_remove("settings.toml"), ["settings"]),
    "no attributes of movements": (_remove("character.toml"), ["character"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_base_is_told_fault_by_fault(name: str, tmp_path: Path) -> None:
    """`whytwitch knowledge check` ends with 1 and names file, place and value of the fault."""
    change, words = FAULTS[name]
    base = tmp_path / "base"
    shutil.copytree(BASE, base)
    change(base)
    done = run("knowledge", "check", "--base", str(base))
    assert done.returncode == FAILED, said(done)
    assert "Traceback" not in said(done)
    assert "fault of the program itself" not in said(done)
    assert [word for word in words if word not in said(done)] == [], said(done)


def test_every_fault_is_told_in_one_run(tmp_path: Path) -> None:
    """Two faults in two files are both told: nobody mends a base one message at a time."""
    base = tmp_path / "base"
    shutil.copytree(BASE, base)
    for name in ("a wrong type", "a rule about nothing"):
        FAULTS[name][0](base)
    told = said(run("knowledge", "check", "--base", str(base)))
    assert "causes/caffeine.toml: harm" in told
    assert "red_flags/made-up-rule.toml: when" in told


def test_the_base_as_shipped_passes_its_own_check() -> None:
    """`whytwitch knowledge check` ends with 0."""
    done = run("knowledge", "check")
    assert done.returncode == ANSWERED, said(done)
    assert b"No faults" in done.stdout
