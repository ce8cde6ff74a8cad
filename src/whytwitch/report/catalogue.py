"""Everything a reader sees, by language: one file of `catalogues/` for each.

The base's own words come with the answer, because this room does not know the base. A language file may say any of them otherwise, in its table
`base` by id and part (``base.als.label``, ``base.cut-caffeine.why``); where it does not, the base's own text stands.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from whytwitch.errors import UsageError
from whytwitch.report.plurals import OTHER, plural_form

__all__ = ["Catalogue", "MissingTextError", "languages", "load_catalogue"]

FALLBACK = "en"


class MissingTextError(KeyError):
    """A text is missing from a strict catalogue; never raised outside tests."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language.

    Parameters
    ----------
    language
        Its code, ``en``.
    texts
        Our own words by dotted key.
    plurals
        Rule of each plural form, see `plural_form`.
    fallback
        Words used where this language has none yet.
    is_strict
        True raises for a missing text; False shows the last part of its key.
    """

    language: str
    texts: Mapping[str, str]
    plurals: Mapping[str, str] = field(default_factory=dict)
    fallback: Mapping[str, str] = field(default_factory=dict)
    is_strict: bool = False

    def text(self, key: str, **values: object) -> str:
        """The text of a key with its `{places}` filled in."""
        pattern = self.texts.get(key, self.fallback.get(key))
        if pattern is None:
            if self.is_strict:
                raise MissingTextError(key)
            return " ".join([key.rpartition(".")[2].replace("_", " "), *(str(value) for value in values.values())])
        return _filled(pattern, values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The plural form of a text for a whole number, which is filled in as ``{count}``."""
        form = f"{key}.{plural_form(self.plurals, number)}"
        known = form in self.texts or form in self.fallback
        return self.text(form if known else f"{key}.{OTHER}", count=number, **values)

    def has(self, key: str) -> bool:
        """Whether there is such a text of our own."""
        return key in self.texts or key in self.fallback

    def of_base(self, name: str, part: str, own: str) -> str:
        """A part of something of the base ("als", "label") in this language, else the base's `own` text."""
        return self.texts.get(f"base.{name}.{part}", own)


def _filled(pattern: str, values: Mapping[str, object]) -> str:
    """The pattern with its places filled; a place nobody fills stays as it stands instead of failing."""
    if not values:
        return pattern
    parts = []
    for literal, name, _, _ in string.Formatter().parse(pattern):
        parts.append(literal)
        if name is not None:
            parts.append(str(values.get(name, f"{{{name}}}")))
    return "".join(parts)


def languages() -> tuple[str, ...]:
    """Codes of the languages there is a catalogue for."""
    folder = files("whytwitch.report") / "catalogues"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load_catalogue(language: str = FALLBACK, *, is_strict: bool = False) -> Catalogue:
    """The catalogue of a language.

    Parameters
    ----------
    language
        Its code.
    is_strict
        True makes a missing text an error (for tests).

    Raises
    ------
    UsageError
        If there is no catalogue for the language.
    """
    if language not in languages():
        message = f"There is no catalogue for the language {language!r}. Use one of: {', '.join(languages())}."
        raise UsageError(message)
    own = _read(language)
    plurals = {form.removeprefix("plurals."): rule for form, rule in own.items() if form.startswith("plurals.")}
    fallback = {} if language == FALLBACK else _read(FALLBACK)
    return Catalogue(language, own, plurals, fallback, is_strict)


def _read(language: str) -> dict[str, str]:
    content = (files("whytwitch.report") / "catalogues" / f"{language}.toml").read_text(encoding="utf-8")
    return _flat(tomllib.loads(content))


def _flat(node: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in node.items():
        if isinstance(value, Mapping):
            found.update(_flat(value, f"{prefix}{key}."))
        else:
            found[f"{prefix}{key}"] = str(value)
    return found
