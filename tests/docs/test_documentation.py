"""The documentation is kept by tests: every command and option is named, examples can be read, links lead somewhere, pages made from data are fresh."""

import argparse
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge import claims_page
from spec.render import PAGE, rendered
from spec.story import answer_to, problems, read_story, story_files

from whytwitch.app import Assessor
from whytwitch.cli.arguments import _parser
from whytwitch.errors import CheckFailedError, MissingExtraError, UnusableInputError, UsageError
from whytwitch.knowledge import BASE, faults_of, load_knowledge

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```toml\n# (\S+\.toml)\n(.*?)```", re.DOTALL)


def _spoken(parser: argparse.ArgumentParser, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command with its options, as they are typed."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, part in action.choices.items():
                yield " ".join((*names, name))
                yield from _spoken(part, (*names, name))
        else:
            yield from (option for option in action.option_strings if option.startswith("--"))


@pytest.mark.parametrize("name", sorted(set(_spoken(_parser()))))
def test_every_command_and_option_is_documented(name: str) -> None:
    """docs/commands.md names it; an option nobody can find might as well not be there."""
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", COMMANDS), f"docs/commands.md does not name {name}"


def test_no_option_is_documented_that_is_not_there() -> None:
    """docs/commands.md names no option of the past."""
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", COMMANDS)) - set(_spoken(_parser())) == set()


def test_every_exit_code_is_documented() -> None:
    """0 and the codes of the errors that are raised on purpose."""
    codes = {"0", *(str(error.exit_code) for error in (CheckFailedError, UsageError, MissingExtraError, UnusableInputError))}
    assert set(re.findall(r"^\| (\d+) \|", COMMANDS, re.MULTILINE)) == codes


def test_the_example_of_a_cause_fits_the_base(tmp_path: Path) -> None:
    """docs/add-a-cause.md can be copied as it stands: the base takes it without a fault, and its story is answered as it expects."""
    base, stories = tmp_path / "base", tmp_path / "stories"
    shutil.copytree(BASE, base)
    stories.mkdir()
    blocks = BLOCK.findall((ROOT / "docs" / "add-a-cause.md").read_text(encoding="utf-8"))
    assert {name.partition("/")[0] for name, _ in blocks} == {"sources", "exposures", "causes", "stories"}
    for name, text in blocks:
        assert tomllib.loads(text)["id"] == Path(name).stem
        ((tmp_path if name.startswith("stories/") else base) / name).write_text(text, encoding="utf-8")
    assert [str(fault) for fault in faults_of(base)] == []
    assessor = Assessor(load_knowledge(base, use_cache=False))
    for path in stories.iterdir():
        story = read_story(path)
        assert problems(story, answer_to(story, assessor), assessor.knowledge) == []


def test_the_page_of_stories_is_fresh() -> None:
    """docs/stories.md is what tests/spec/render.py makes of the stories."""
    fresh = rendered([read_story(path) for path in story_files()], load_knowledge())
    assert PAGE.read_text(encoding="utf-8") == fresh, "run: python tests/spec/render.py"


def test_the_page_of_claims_is_fresh() -> None:
    """docs/claims.md is what tests/knowledge/claims_page.py makes of the base."""
    fresh = claims_page.rendered(load_knowledge())
    assert claims_page.PAGE.read_text(encoding="utf-8") == fresh, "run: python tests/knowledge/claims_page.py"


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that exists."""
    links = re.findall(r"\]\(<?([^)<>\s]+)>?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not link.startswith(("#", "mailto:")) and not (page.parent / link.partition("#")[0]).exists()]
    assert missing == []


def test_every_page_is_in_the_index() -> None:
    """docs/README.md leads to every page and to the hazard log."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in (ROOT / "docs").iterdir() if page.suffix in (".md", ".toml") and page.name != "README.md" and f"({page.name})" not in index
    ] == []


def test_the_readme_and_the_developers_page_give_the_same_line() -> None:
    """One line sets up and tests, for Linux and macOS and for Windows, and it stands word for word in both."""
    developers = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(?:python3|py) -m venv .*requirements-dev\.lock.*$", README, re.MULTILINE)
    assert len(lines) == 2
    assert [line for line in lines if line not in developers] == []


def test_the_versions_agree() -> None:
    """The code's version heads its changelog and stands in CITATION.cff."""
    version = re.search(r'__version__ = "(.+)"', (ROOT / "src" / "whytwitch" / "__init__.py").read_text(encoding="utf-8"))
    assert version is not None
    heads = re.findall(r"^## \[(\d\S*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == version[1]
    assert f"version: {version[1]}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_locks_hold_no_address() -> None:
    """Names, versions and hashes only, and the build backend among them."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", text)
        assert re.search(r"^hatchling==", text, re.MULTILINE)
        assert all(re.match(r"[a-z0-9._-]+==\S+|    --hash=sha256:[0-9a-f]{64}", line) for line in text.splitlines() if line)
