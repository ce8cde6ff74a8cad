"""The order in which causes come in, so that few bits are live at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from whytwitch.inference.network import Network

__all__ = ["Plan", "Singles", "Step", "plan_steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One cause comes in.

    `opens` and `closes` are live bits: ``0 … n_bits - 1`` are companions, ``n_bits + c`` is the presence of cause ``c``, live while its children
    have yet to come in. The presence bit of the cause itself is opened by the cause and is not in `opens`.
    """

    cause: int
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    bits: tuple[tuple[int, int], ...]  # (bit, row of the cause in that bit)
    parents: tuple[int, ...]  # indices of links
    has_children: bool


@dataclass(frozen=True, slots=True)
class Singles:
    """Causes that touch one companion and nothing else: parallel lists, one entry for each.

    `ranks` number the singles of each companion from 0; `of` counts them.
    """

    causes: list[int]
    bits: list[int]
    rows: list[int]
    ranks: list[int]
    of: list[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of one network.

    Parameters
    ----------
    steps
        Causes that touch several companions, or other causes, in the order in which they come in.
    width
        Greatest number of bits that are live at once.
    singles
        Causes that touch one companion.
    loose
        Causes that touch nothing.
    solo
        Companions that no step opens.
    """

    steps: tuple[Step, ...]
    width: int
    singles: Singles
    loose: list[int]
    solo: list[int]


def _touched(network: Network) -> tuple[list[int], list[int]]:
    """For each cause a mask of the bits it touches, and a mask of the causes that must come before it."""
    masks, before = [0] * network.n_causes, [0] * network.n_causes
    n_bits = len(network.bits)
    for number, bit in enumerate(network.bits):
        for cause in bit.causes:
            masks[cause] |= 1 << number
    for link in network.links:
        masks[link.child] |= 1 << (n_bits + link.parent)
        masks[link.parent] |= 1 << (n_bits + link.parent)
        before[link.child] |= 1 << link.parent
    return masks, before


def _greedy(left: dict[int, int], before: Sequence[int]) -> list[int]:
    """Always the cause that leaves the fewest bits live; ties go to the one that opens fewest, then to the lower index."""
    order: list[int] = []
    done = live = 0
    while left:
        once = twice = 0
        for mask in left.values():
            twice |= once & mask
            once |= mask
        last = once & ~twice
        best, best_key = -1, (1 << 30, 1 << 30)
        for cause, mask in left.items():
            if before[cause] & ~done:
                continue
            opened = (mask & ~live).bit_count()
            key = (opened - (mask & last).bit_count(), opened)
            if key < best_key:
                best, best_key = cause, key
        mask = left.pop(best)
        live = (live | mask) & ~(mask & last)
        done |= 1 << best
        order.append(best)
    return order


def _bits_of(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def _singles(network: Network, masks: Sequence[int]) -> Singles:
    found = Singles([], [], [], [], [0] * len(network.bits))
    for number, bit in enumerate(network.bits):
        alone = 1 << number
        for row, cause in enumerate(bit.causes):
            if masks[cause] == alone:
                found.causes.append(cause)
                found.bits.append(number)
                found.rows.append(row)
                found.ranks.append(found.of[number])
                found.of[number] += 1
    return found


def plan_steps(network: Network) -> Plan:
    """Which causes come in one by one, in which order, and what the others are."""
    masks, before = _touched(network)
    n_bits = len(network.bits)
    order = _greedy({cause: mask for cause, mask in enumerate(masks) if mask & (mask - 1) or mask >> n_bits}, before)
    touched = {cause: _bits_of(masks[cause]) for cause in order}
    last = {bit: cause for cause in order for bit in touched[cause]}
    links_of: dict[int, list[int]] = {}
    for number, link in enumerate(network.links):
        links_of.setdefault(link.child, []).append(number)
    live = width = 0
    steps = []
    for cause in order:
        own, bits = n_bits + cause, touched[cause]
        opens = tuple(b for b in bits if not live >> b & 1 and b != own)
        live |= masks[cause]
        width = max(width, live.bit_count())
        closes = tuple(b for b in bits if last[b] == cause)
        for bit in closes:
            live &= ~(1 << bit)
        companions = tuple((b, network.bits[b].causes.index(cause)) for b in bits if b < n_bits)
        steps.append(Step(cause, opens, closes, companions, tuple(links_of.get(cause, ())), own in bits))
    loose, solo = [c for c, mask in enumerate(masks) if not mask], [b for b in range(n_bits) if b not in last]
    return Plan(tuple(steps), width, _singles(network, masks), loose, solo)
