"""Coded evidence from a file."""

import json
from dataclasses import asdict
from pathlib import Path

import building
import pytest

from whytwitch.errors import UnusableInputError
from whytwitch.evidence.file import evidence_of, read_evidence


def test_evidence_survives_the_way_through_json(tmp_path: Path) -> None:
    """What is written field by field is read back the same."""
    path = tmp_path / "evidence.json"
    path.write_text(json.dumps(asdict(building.evidence())), encoding="utf-8")
    assert read_evidence(path) == building.evidence()


def test_every_fault_is_told_at_once() -> None:
    """Unknown keys, wrong types, unknown words and missing keys are all named with their place."""
    content = {
        "txt": 1,
        "profile": {"age_years": "old", "sex": "x"},
        "findings": [{"status": "present"}, 3],
        "labs": {},
        "movements": [{"id": "m", "traits": [{"attribute": True, "value": "x"}]}],
    }
    with pytest.raises(UnusableInputError) as error:
        evidence_of(content, "file.json")
    for place in ("txt", "profile.age_years", "profile.sex", "findings[0].id", "findings[1]", "labs", "movements[0].traits[0].attribute"):
        assert f"  {place}: " in str(error.value)


@pytest.mark.parametrize("content", ["", "[]", "3", "{", "[" * 100_000])
def test_no_object_is_unusable(content: str, tmp_path: Path) -> None:
    """Anything but one JSON object is refused."""
    path = tmp_path / "evidence.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"evidence\.json"):
        read_evidence(path)


def test_missing_or_huge_file_is_unusable(tmp_path: Path) -> None:
    """A file that is not there or far too large is told by name."""
    with pytest.raises(UnusableInputError, match="cannot be read"):
        read_evidence(tmp_path / "none.json")
    huge = tmp_path / "huge.json"
    huge.write_bytes(b" " * 4_000_001)
    with pytest.raises(UnusableInputError, match="bytes"):
        read_evidence(huge)
