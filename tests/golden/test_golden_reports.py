"""Whole answers, as a reader sees them; changed only by ``--update-golden`` and read as a diff."""

from collections.abc import Callable

import building

from whytwitch.report import Catalogue, json_text, render_terminal, to_json

Compare = Callable[[str, str], None]


def test_full_terminal_answer(golden: Compare, say: Catalogue) -> None:
    """A whole answer at 80 columns without colour reads as agreed."""
    golden("full.txt", render_terminal(building.full_answer(), say, width=80, color=False))


def test_emergency_terminal_answer(golden: Compare, say: Catalogue) -> None:
    """An emergency opens with whom to call."""
    golden("emergency.txt", render_terminal(building.emergency(), say, width=80, color=False))


def test_out_of_scope_terminal_answer(golden: Compare, say: Catalogue) -> None:
    """What is no question about twitching says so, and how to ask one."""
    golden("out_of_scope.txt", render_terminal(building.out_of_scope(), say, width=80, color=False))


def test_two_movements_terminal_answer(golden: Compare, say: Catalogue) -> None:
    """Two movements are answered one after the other."""
    golden("two_movements.txt", render_terminal(building.two_movements(), say, width=80, color=False))


def test_full_json_answer(golden: Compare) -> None:
    """A whole answer as JSON keeps its keys and their order."""
    golden("full.json", json_text(to_json(building.full_answer()), indent=2) + "\n")


def test_brief_json_answer(golden: Compare) -> None:
    """A brief answer as JSON keeps its keys and their order."""
    golden("brief.json", json_text(to_json(building.full_answer(), brief=True), indent=2) + "\n")
