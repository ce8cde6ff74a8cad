"""A line on standard error that says how far long work has come."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["shown"]

Item = TypeVar("Item")


def shown(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items one by one; on a terminal with a counter that is rewritten in place."""
    for number, item in enumerate(items, start=1):
        if sys.stderr.isatty():
            print(f"\r{what}: {number} of {len(items)}", end="\n" if number == len(items) else "", file=sys.stderr, flush=True)
        yield item
