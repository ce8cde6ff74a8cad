"""How strongly each cause brings each finding: exact, broader and narrower matches along the is-a lines of the base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from whytwitch.inference.draws import Table
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Cause, FindingKind, Knowledge, Quantity
from whytwitch.model import Match

__all__ = ["Strength", "Strengths", "ancestors"]


@dataclass(frozen=True, slots=True)
class Strength:
    """How one cause meets one finding: the frequencies that count, and the share of each that takes this form."""

    cause: int
    match: Match
    parts: tuple[tuple[Quantity, float], ...]


def ancestors(finding: str, findings: Mapping[str, FindingKind]) -> Iterator[tuple[str, float]]:
    """What a finding is a kind of, nearest first, each with the share of it that takes this form."""
    share, here = 1.0, findings[finding]
    while here.is_a is not None:
        share *= here.share_of_parent
        yield here.is_a, share
        here = findings[here.is_a]


class Strengths:
    """Index from findings to the causes that bring them."""

    def __init__(self, knowledge: Knowledge, cause_index: Mapping[str, int]) -> None:
        self._findings = knowledge.findings
        self._ratio = [c.severity_ratio for c in knowledge.causes.values()]
        self._index = cause_index
        self._background = knowledge.settings.number("background", "factor")
        self.of_finding: dict[str, tuple[Strength, ...]] = {finding: tuple(self._strengths(finding, knowledge)) for finding in knowledge.findings}

    def _strengths(self, finding: str, knowledge: Knowledge) -> Iterator[Strength]:
        children = [f.id for f in knowledge.findings.values() if any(a == finding for a, _ in ancestors(f.id, knowledge.findings))]
        for cause in knowledge.causes.values():
            found = self._match(finding, cause, children)
            if found is not None:
                yield Strength(self._index[cause.id], *found)

    def _match(self, finding: str, cause: Cause, children: list[str]) -> tuple[Match, tuple[tuple[Quantity, float], ...]] | None:
        if finding in cause.companions:
            return Match.EXACT, ((cause.companions[finding].frequency, 1.0),)
        narrower = tuple((cause.companions[child].frequency, 1.0) for child in children if child in cause.companions)
        if narrower:
            return Match.NARROWER, narrower
        for ancestor, share in ancestors(finding, self._findings):
            if ancestor in cause.companions:
                return Match.BROADER, ((cause.companions[ancestor].frequency, share),)
        return None

    def arrays(self, finding: str, table: Table) -> tuple[tuple[int, ...], FloatArray, FloatArray, FloatArray]:
        """Causes that bring a finding, their strengths when merely present and as maker, and the leak.

        Returns
        -------
        causes : (k,)
        merely, maker : shape (k, n_columns)
            Strength beyond the background: ``(frequency - leak) / (1 - leak)``, never negative; `merely` is `maker` times the severity ratio.
        leak : shape (n_columns,)
        """
        return table.kept(("strengths", finding), lambda: self._arrays(finding, table))

    def _arrays(self, finding: str, table: Table) -> tuple[tuple[int, ...], FloatArray, FloatArray, FloatArray]:
        quantity = self._findings[finding].leak
        leak = self._background * table.of([quantity])[0] if quantity is not None else np.full(table.n_columns, 0.5)
        strengths = self.of_finding[finding]
        if not strengths:
            empty = np.empty((0, table.n_columns))
            return (), empty, empty, leak
        maker = np.stack([self._frequency(s, table) for s in strengths])
        maker = np.clip((maker - leak) / (1.0 - leak), 0.0, None)
        ratio = table.of([self._ratio[s.cause - 1] for s in strengths])
        return tuple(s.cause for s in strengths), maker * ratio, maker, leak

    @staticmethod
    def _frequency(strength: Strength, table: Table) -> FloatArray:
        values = table.of([quantity for quantity, _ in strength.parts])
        shares = np.array([share for _, share in strength.parts])[:, None]
        return np.asarray(1.0 - np.prod(1.0 - values * shares, axis=0))
