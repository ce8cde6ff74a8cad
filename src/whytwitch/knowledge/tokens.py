"""The tokens of red-flag rules, see ``docs/base-format.md``."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Token", "parse_token"]

WHENS = ("recent", "stopped", "current", "past", "family")
COMPARISONS: dict[str, Callable[[float, float], bool]] = {"<": operator.lt, ">=": operator.ge, ">": operator.gt, "<=": operator.le}
AGE = re.compile(r"age(<=|>=|<|>)(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Token:
    """One condition. `kind` is id, lab, movement, age, sex or pregnant.

    For `id` the `value` is the moment (``any`` when none is written); for `lab` it is a band, for `movement` a value of the attribute `id`.
    """

    kind: str
    id: str = ""
    value: str = ""
    number: float = 0.0
    text: str = ""

    def age_fits(self, age_years: float) -> bool:
        """Whether an age satisfies an age token."""
        return COMPARISONS[self.value](age_years, self.number)


def parse_token(text: str) -> Token | None:
    """The token, or None when it has no known form."""
    if found := AGE.fullmatch(text):
        return Token("age", value=found[1], number=float(found[2]), text=text)
    if text == "pregnant":
        return Token("pregnant", text=text)
    if text.startswith("sex="):
        return Token("sex", value=text.removeprefix("sex="), text=text)
    head, _, rest = text.partition(":")
    if not rest:
        return Token("id", text, "any", text=text)
    if head in ("lab", "movement") and "=" in rest:
        name, _, value = rest.partition("=")
        return Token(head, name, value, text=text)
    if head in WHENS:
        return Token("id", rest, head, text=text)
    return Token("movement", head, rest, text=text) if head == "onset" else None
