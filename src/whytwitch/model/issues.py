"""Doubtful input is no exception: it is an issue that travels with the answer."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Issue", "Level"]


class Level(StrEnum):
    """How much an issue matters to the reader of the answer."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about the input or the answer that its reader must know, and what to do about it."""

    level: Level
    message: str
    remedy: str = ""
