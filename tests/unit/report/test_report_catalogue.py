"""Catalogues: every text there, plural forms, nothing that breaks at run time."""

import re
from pathlib import Path

import pytest

import whytwitch
from whytwitch.errors import UsageError
from whytwitch.report import Catalogue, languages, load_catalogue
from whytwitch.report.catalogue import MissingTextError
from whytwitch.report.plurals import plural_form

SOURCE = Path(whytwitch.__file__).parent
SAID = re.compile(r"""(?:say|\.text|\.count|_base)\(\s*f?"([a-z_]+\.[^"]+)"|title = f?"([a-z_.]+)"|[a-z] else f?"([a-z_]+\.[a-z_]+)"|"(ledger\.[a-z]+)" if""")
POLISH = {"one": "n = 1", "few": "n % 10 = 2..4 and n % 100 != 12..14"}


def test_every_text_in_code_is_in_the_catalogue(say: Catalogue) -> None:
    """A key that any room names is in the English catalogue, in one form or as the head of several."""
    for path in [*(SOURCE / "report").glob("*.py"), *(SOURCE / "guidance").glob("*.py"), *(SOURCE / "app").glob("*.py")]:
        for found in SAID.finditer(path.read_text(encoding="utf-8")):
            key = next(group for group in found.groups() if group)
            pattern = re.escape(key).replace(r"\{", "{").replace(r"\}", "}")
            pattern = re.sub(r"\{[^}]*\}", r"[^.]+", pattern)
            assert any(re.fullmatch(rf"{pattern}(\.(one|other))?", known) for known in say.texts), f"{path.name}: {key}"


def test_missing_text_raises_only_when_strict(say: Catalogue) -> None:
    """A text that is missing is an error in tests and shows its key and values at run time."""
    with pytest.raises(MissingTextError):
        say.text("causes.nonsense_here")
    assert load_catalogue("en").text("causes.nonsense_here", value=3) == "nonsense here 3"


def test_missing_value_leaves_its_place() -> None:
    """A place that nobody fills stays as it stands instead of failing."""
    assert Catalogue("en", {"a": "{one} and {two}"}).text("a", one=1) == "1 and {two}"


def test_value_with_braces_is_not_filled_again() -> None:
    """Braces in somebody's words are just braces."""
    assert Catalogue("en", {"a": "said {words}"}).text("a", words="{kind}") == "said {kind}"


def test_text_without_values_may_hold_braces() -> None:
    """A text that takes no values is given back as it is."""
    assert Catalogue("en", {"a": "a {b"}).text("a") == "a {b"


@pytest.mark.parametrize(("number", "form"), [(0, "other"), (1, "one"), (2, "few"), (5, "other"), (12, "other"), (22, "few"), (101, "other"), (104, "few")])
def test_plural_rules_are_those_of_the_language(number: int, form: str) -> None:
    """A language states its own plural rules; the numbers are the examples of Unicode CLDR for Polish."""
    assert plural_form(POLISH, number) == form


def test_unreadable_plural_rule_never_holds() -> None:
    """A rule in a form that is not known falls through to "other"."""
    assert plural_form({"one": "v is 0"}, 1) == "other"


def test_plural_rule_with_alternatives() -> None:
    """Either of two conditions is enough, and lists of numbers count."""
    assert [plural_form({"one": "n = 1 or n = 7,9"}, n) for n in (1, 7, 8, 9)] == ["one", "one", "other", "one"]


def test_count_falls_back_to_other() -> None:
    """A plural form that has no text uses the other one."""
    assert Catalogue("pl", {"a.other": "{count} x"}, POLISH).count("a", 3) == "3 x"


def test_other_language_falls_back_to_english() -> None:
    """A language that lacks a text shows the English one, and may say the base's words over."""
    own = Catalogue("xx", {"base.als.label": "SLA"}, fallback={"heading.plan": "Plan"}, is_strict=True)
    assert own.text("heading.plan") == "Plan"
    assert own.of_base("als", "label", "ALS") == "SLA"
    assert own.of_base("caffeine", "label", "Caffeine") == "Caffeine"
    assert own.has("heading.plan")


def test_unknown_language_names_the_known_ones() -> None:
    """A language without a catalogue is a usage error that lists those there are."""
    with pytest.raises(UsageError, match="en"):
        load_catalogue("xx")
    assert "en" in languages()
