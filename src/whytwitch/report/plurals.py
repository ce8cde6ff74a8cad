"""Plural forms by the rules that a language's catalogue states itself.

A small part of the rule language of Unicode TR 35 ("Language Plural Rules"), for whole numbers: ``n = 1``, ``n % 10 = 2..4 and n % 100 != 12..14``.
"""

import re
from collections.abc import Mapping

__all__ = ["OTHER", "plural_form"]

OTHER = "other"
RELATION = re.compile(r"\s*n(?:\s*%\s*(?P<modulus>\d+))?\s*(?P<sign>!?=)\s*(?P<ranges>[\d.,\s]+)\s*")


def plural_form(rules: Mapping[str, str], count: int) -> str:
    """The form that a whole number takes: the first rule that holds, else ``other``.

    Parameters
    ----------
    rules
        Form by condition, for instance ``{"one": "n = 1"}``.
    count
        The number that stands in the sentence.
    """
    for form, condition in rules.items():
        if any(all(_holds(part, count) for part in clause.split(" and ")) for clause in condition.split(" or ")):
            return form
    return OTHER


def _holds(relation: str, count: int) -> bool:
    found = RELATION.fullmatch(relation)
    if found is None:
        return False
    number = count % int(found["modulus"]) if found["modulus"] else count
    is_inside = any(_within(part, number) for part in found["ranges"].split(","))
    return is_inside == (found["sign"] == "=")


def _within(part: str, number: int) -> bool:
    low, _, high = part.strip().partition("..")
    return int(low) <= number <= int(high or low)
