"""Urgency from presence: how likely it is, in all, that something of a level is there (DESIGN §3)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from whytwitch.knowledge import Knowledge
from whytwitch.model import Urgency

__all__ = ["Thresholds"]

NUMBERS = {level.id: int(level) for level in Urgency}
LEVELS = (Urgency.ROUTINE, Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY)


class Thresholds:
    """Levels of presences, in a fixed order of causes.

    Parameters
    ----------
    ids
        Causes in the order of the presences; ids that are no cause of the base count for nothing.
    diagnoses
        Causes that the person knows of already: they are left out.
    """

    def __init__(self, knowledge: Knowledge, ids: Sequence[str], diagnoses: frozenset[str]) -> None:
        causes = knowledge.causes
        levels = [NUMBERS[causes[name].urgency] if name in causes and name not in diagnoses else 0 for name in ids]
        self.ids = tuple(ids)
        self._counts = (np.array(levels) >= np.array(LEVELS)[:, None]).astype(np.float64)
        self._limits = np.array([knowledge.settings.number("urgency_thresholds", least.id, "presence") for least in LEVELS])

    def levels(self, presences: NDArray[np.float64]) -> list[Urgency]:
        """The highest level reached by each row of presences, shape (n, n_ids): what is at least that urgent is, together, likely enough."""
        is_reached = presences @ self._counts.T >= self._limits
        highest = (is_reached * (np.arange(len(LEVELS)) + 1)).max(axis=1)
        return [Urgency(int(level)) for level in highest]

    def at(self, level: Urgency, presence: NDArray[np.float64]) -> list[str]:
        """Causes of at least a level, likeliest first."""
        weighted = presence * self._counts[LEVELS.index(level)]
        order = np.argsort(-weighted, kind="stable")
        return [self.ids[i] for i in order if weighted[i] > 0.0]
