"""The order in which causes come in, so that few bits are live at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from whytwitch.inference.network import Network

__all__ = ["Step", "plan_steps"]


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


def _greedy(masks: Sequence[int], before: Sequence[int]) -> list[int]:
    """Always the cause that leaves the fewest bits live; ties go to the one that closes most, then to the lower index."""
    left = {cause: mask for cause, mask in enumerate(masks) if mask}
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
            key = ((mask & ~live).bit_count() - (mask & last).bit_count(), (mask & ~live).bit_count())
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


def plan_steps(network: Network) -> tuple[list[Step], int]:
    """Steps for every cause that touches a bit, in order, and the greatest number of live bits."""
    masks, before = _touched(network)
    order = _greedy(masks, before)
    rows = [{cause: row for row, cause in enumerate(bit.causes)} for bit in network.bits]
    last = {bit: cause for cause in order for bit in _bits_of(masks[cause])}
    n_bits, live, width = len(network.bits), 0, 0
    steps = []
    for cause in order:
        own = n_bits + cause
        touched = _bits_of(masks[cause])
        opens = tuple(b for b in touched if not live >> b & 1 and b != own)
        live |= masks[cause]
        width = max(width, live.bit_count())
        closes = tuple(b for b in touched if last[b] == cause)
        for bit in closes:
            live &= ~(1 << bit)
        steps.append(
            Step(
                cause,
                opens,
                closes,
                tuple((b, rows[b][cause]) for b in touched if b < n_bits),
                tuple(i for i, link in enumerate(network.links) if link.child == cause),
                own in touched,
            )
        )
    return steps, width
