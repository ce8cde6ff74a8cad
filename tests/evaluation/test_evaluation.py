"""The stories and complaints of evaluation/: whole, well formed, and the sealed ones untouched. Nothing here runs the product on them."""

import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import Outcome, report, stories, wilson
from benchmarks.reading import complaints
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.model import Urgency

EVALUATION = Path(__file__).parents[2] / "evaluation"
RESERVED = ("doctorqna.com", "zocdoc.com", "askdrgottmd.com", "icliniq.com", "healthtap.com")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The base."""
    return load_knowledge()


def tables(folder: str) -> list[tuple[str, dict[str, Any]]]:
    """Every file below a folder by name."""
    return [(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted((EVALUATION / folder).glob("*/*.toml"))]


def test_the_sealed_part_is_untouched() -> None:
    """Name and bytes of every sealed file go into one digest."""
    digest = hashlib.sha256()
    for path in sorted(EVALUATION.glob("*/sealed/*.toml")):
        digest.update(path.relative_to(EVALUATION).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    assert digest.hexdigest() == (EVALUATION / "SEAL").read_text(encoding="utf-8").strip()


def test_there_are_enough_of_each_kind() -> None:
    """At least 100 sealed stories, 30 of them urgent, 12 with two causes, 12 with nothing found, 10 out of scope or played down; 100 sealed complaints and 200 open ones."""
    sealed = stories("sealed")
    groups = Counter(group for story in sealed for group in story.groups)
    assert len(sealed) >= 100
    assert groups["emergency"] >= 30
    assert groups["two-causes"] >= 12
    assert groups["nothing-found"] >= 12
    assert groups["out-of-scope"] + groups["plays-down"] >= 10
    assert len(complaints("sealed")) >= 100
    assert len(complaints("open")) >= 200


def test_stories_are_labelled_with_what_the_base_has(knowledge: Knowledge) -> None:
    """Causes exist, urgencies are in order, an urgent group has an urgent label, and what is out of scope has no cause."""
    for part in ("open", "sealed"):
        for story in stories(part):
            assert set(story.causes) | set(story.also) <= set(knowledge.causes), story.id
            assert story.least <= story.most, story.id
            assert ("emergency" in story.groups) == (story.least >= Urgency.SAME_DAY), story.id
            assert bool(story.causes) == story.in_scope, story.id


def test_complaints_are_labelled_with_what_the_base_has(knowledge: Knowledge) -> None:
    """Findings, exposures, causes, results and traits exist."""
    known = {*knowledge.findings, *knowledge.exposures, *knowledge.causes}
    for part in ("open", "sealed"):
        for complaint in complaints(part):
            labels = complaint.labels
            named = labels["present"] | labels["absent"] | labels["past"] | labels["family"] | labels["doubtful"]
            assert {name for name in named if "=" not in name} <= known | set(knowledge.drugs) | set(knowledge.drug_classes), complaint.id
            for trait in labels["movement"]:
                attribute, _, value = trait.partition("=")
                assert knowledge.attributes[attribute].leaves(value), complaint.id
            assert {name.partition("=")[0] for name in labels["labs"]} <= set(knowledge.labs), complaint.id


@pytest.mark.parametrize("folder", ["stories", "complaints"])
def test_every_file_says_what_it_rests_on(folder: str) -> None:
    """A title, an address that is not reserved, what was read; the id is the file's name."""
    for name, table in tables(folder):
        assert table["id"] == name
        assert table["source"]["title"], name
        assert table["source"]["read"] in ("excerpt", "abstract", "full text"), name
        assert not any(host in table["source"]["url"] for host in RESERVED), name


def test_figures_of_a_report() -> None:
    """Shares, their intervals, and how many stories each rests on."""
    case = stories("open")[0]
    right = Outcome(case, case.least, case.in_scope, 1, is_considered=True, has_both=False, confidence=0.8, leading=case.causes)
    wrong = Outcome(case, Urgency.SELF_CARE, case.in_scope, None, is_considered=False, has_both=False, confidence=0.2, leading=())
    figures = report([right, right, right, wrong])
    assert figures["top-1"]["share"] == 0.75
    assert figures["top-1"]["low"] < 0.75 < figures["top-1"]["high"]
    assert figures["Brier of the leading share"]["share"] == pytest.approx(0.04)
    assert wilson(0, 0) == (0.0, 1.0)
