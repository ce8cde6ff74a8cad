"""The numeric problem that the frontier solves: arrays, no ids, no units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bit", "FloatArray", "Link", "Network", "Solution"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bit:
    """One companion that is live: present, or known only softly.

    Parameters
    ----------
    causes : (k,)
        Indices of the causes that may explain it.
    merely, maker : shape (k, n_columns)
        Strength of each when it is merely present, and when it makes a movement (DESIGN: w_Z and w_R).
    leak : shape (n_columns,)
        Background.
    closing : shape (2, n_columns)
        Likelihood of what was observed if the companion is not there, and if it is: (0, 1) for plain presence.
    """

    causes: tuple[int, ...]
    merely: FloatArray
    maker: FloatArray
    leak: FloatArray
    closing: FloatArray


@dataclass(frozen=True, slots=True)
class Link:
    """Cause `parent` brings about cause `child` with probability `risk`, shape (n_columns,)."""

    child: int
    parent: int
    risk: FloatArray


@dataclass(frozen=True, slots=True)
class Network:
    """Causes, the movements they compete to make, and the live companions. Columns are draws, variants or cases.

    Parameters
    ----------
    pretest : shape (n_causes, n_columns)
        Probability of being present, without what parents add.
    if_present, if_absent : shape (n_causes, n_columns)
        Likelihood of what is known of the cause itself (a defining result, a stated diagnosis).
    absent_merely, absent_maker : shape (n_causes, n_columns)
        Product of 1 - strength over the companions known to be absent, when merely present and when making a movement.
    rate : shape (n_causes, n_movements, n_columns)
        Propensity times character: weight of the cause as the maker of each movement.
    bits, links
        Live companions, and links between causes.
    """

    pretest: FloatArray
    if_present: FloatArray
    if_absent: FloatArray
    absent_merely: FloatArray
    absent_maker: FloatArray
    rate: FloatArray
    bits: tuple[Bit, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def n_causes(self) -> int:
        """Number of causes."""
        return int(self.pretest.shape[0])

    @property
    def n_movements(self) -> int:
        """Number of movements, each made by exactly one cause."""
        return int(self.rate.shape[1])

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return int(self.pretest.shape[1])

    def columns(self, part: slice) -> "Network":
        """The same network for some of the columns."""
        bits = tuple(Bit(b.causes, b.merely[:, part], b.maker[:, part], b.leak[part], b.closing[:, part]) for b in self.bits)
        links = tuple(Link(link.child, link.parent, link.risk[part]) for link in self.links)
        return Network(
            self.pretest[:, part],
            self.if_present[:, part],
            self.if_absent[:, part],
            self.absent_merely[:, part],
            self.absent_maker[:, part],
            self.rate[:, :, part],
            bits,
            links,
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """What the frontier finds.

    Parameters
    ----------
    share : shape (n_causes, n_movements, n_columns)
        P(the cause makes the movement | evidence); sums to 1 over causes.
    presence : shape (n_causes, n_columns)
        P(the cause is present | evidence).
    evidence : shape (n_columns,)
        Probability (up to the factors left out alike everywhere) of the evidence.
    width
        Largest number of bits that were live at once.
    """

    share: FloatArray
    presence: FloatArray
    evidence: FloatArray
    width: int
