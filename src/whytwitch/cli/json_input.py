"""JSON from outside, read strictly: a key that stands twice, a number beyond any size and half a character are told, never passed on."""

import json
import math
from typing import Any

from whytwitch.errors import UnusableInputError

__all__ = ["broken", "mended", "parsed_json"]

REPLACEMENT = " "  # reads as nothing; a question mark could turn a statement into a question
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)
SHOWN = 40


def parsed_json(text: str) -> tuple[Any, tuple[str, ...]]:
    """What a JSON text holds, and the keys that stand twice in one object.

    Raises
    ------
    UnusableInputError
        If it is no JSON, or holds a number that no computer can hold.
    """
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                twice.append(mended(key[:SHOWN]))
            found[key] = value
        return found

    try:
        content = json.loads(text, object_pairs_hook=unique, parse_float=_finite, parse_constant=_refused)
    except (ValueError, RecursionError):
        message = "No JSON."
        raise UnusableInputError(message) from None
    return content, tuple(dict.fromkeys(twice))


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        message = f"A number has more digits than can be weighed: {digits[:SHOWN]}. Write the number that was measured."
        raise UnusableInputError(message)
    return value


def _refused(name: str) -> float:
    message = f"{name} is no number. Leave the field out when nothing was measured."
    raise UnusableInputError(message)


def broken(node: object) -> bool:
    """Whether half a character (a lone surrogate) stands anywhere in a JSON value: no file and no terminal can take it."""
    match node:
        case str():
            return any("\ud800" <= sign <= "\udfff" for sign in node)
        case dict():
            return any(broken(key) or broken(value) for key, value in node.items())
        case list():
            return any(broken(item) for item in node)
        case _:
            return False


def mended(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with a space in place of each half character; positions in a text stay as they are."""
    match node:
        case str():
            return node.translate(SURROGATES)
        case dict():
            return {mended(key): mended(value) for key, value in node.items()}
        case list():
            return [mended(item) for item in node]
        case _:
            return node
