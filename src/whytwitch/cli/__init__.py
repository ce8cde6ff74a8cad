"""The command line: a thin door. It reads what was typed, asks `app`, and prints what `report` says."""

from whytwitch.cli.program import main

__all__ = ["main"]
