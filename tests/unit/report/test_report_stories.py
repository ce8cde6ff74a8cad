"""Every story of tests/spec as JSON, whole and brief: what the published schema promises, the same bytes each time."""

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from jsonschema import Draft202012Validator
from spec.story import Story, read_story, story_files

from whytwitch.app import Assessor
from whytwitch.model import Assessment
from whytwitch.report import Catalogue, json_text, render_terminal, schema_text, to_json

STORIES = [read_story(path) for path in story_files()]
DRAWS = 20  # enough to have intervals
VALIDATOR = Draft202012Validator(json.loads(schema_text()))


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    """One warm assessor for all stories."""
    return Assessor()


def answer(assessor: Assessor, story: Story, *, brief: bool = False) -> Assessment:
    """The answer to a story, with any country."""
    return assessor.assess(story.text, as_of=story.as_of, draws=DRAWS, brief=brief, **story.given)


@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_every_story_obeys_the_schema_and_fits_the_terminal(story: Story, assessor: Assessor, say: Catalogue) -> None:
    """Whole and brief JSON keep the schema, a second asking gives the same bytes, and no text of the terminal answer is missing or unfilled."""
    whole, brief = answer(assessor, story), answer(assessor, story, brief=True)
    for found, is_brief in ((whole, False), (brief, True)):
        text = json_text(to_json(found, brief=is_brief))
        VALIDATOR.validate(json.loads(text))
        assert text == json_text(to_json(answer(assessor, story, brief=is_brief), brief=is_brief))
    page = render_terminal(whole, say, width=80)
    assert all(len(row) <= 80 for row in page.splitlines())
    assert "{" not in page.replace(story.text, "")
    assert (whole.urgency, whole.in_scope) == (brief.urgency, brief.in_scope)


def test_stories_are_those_of_the_manual() -> None:
    """There are as many as the product is judged by."""
    assert len(STORIES) >= 100


def test_chains_of_all_stories_never_stammer(assessor: Assessor, say: Catalogue) -> None:
    """No link of a chain says the same as the next."""
    for story in STORIES[::10]:
        page = " ".join(render_terminal(answer(assessor, story), say, width=100).split())
        chains = [part.split(" → ") for part in page.split("How: ")[1:]]
        assert not [(one, two) for chain in chains for one, two in pairwise(chain) if one.casefold() == two.casefold()], story.id


def test_same_bytes_from_processes_that_hash_differently() -> None:
    """The order of sets and dictionaries of a process does not show in the answer."""
    given = [sys.executable, "-m", "whytwitch.cli", "assess", "--format", "json", "--as-of", "2026-11-22", "--draws", "50", "--country", "GB"]
    words = "My lip twitches for two weeks. I'm 34, on omeprazole and hydrochlorothiazide, four coffees a day, afraid of ALS. Potassium 3.1. No weakness."
    path = os.pathsep.join(entry for entry in sys.path if entry)
    outs = [
        subprocess.run([*given, words], capture_output=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert outs[0] == outs[1]
    assert json.loads(outs[0])["schema"] == "assessment-1"


def test_country_without_numbers_says_which_are_used(assessor: Assessor, say: Catalogue) -> None:
    """An answer for Australia has an issue that says general numbers are used, in JSON, and names them in the terminal."""
    found = assessor.assess("My face drooped an hour ago and my arm twitches.", country="AU", draws=DRAWS)
    assert any("AU" in issue["message"] for issue in to_json(found)["issues"])
    page = " ".join(render_terminal(found, say, width=100).split())
    assert "112 or 911 in many countries" in page
    assert "AU, for which no numbers of its own are known" in page
