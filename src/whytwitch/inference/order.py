"""The order in which causes come in, so that few bits are live at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whytwitch.inference.network import Network

__all__ = ["Groups", "Plan", "Step", "plan_steps"]


MOST_GROUPED = 2  # bits; a group of more has so many lanes that its causes do better one by one


@dataclass(frozen=True, slots=True)
class Groups:
    """Causes that touch the same bits, and no others, multiply together before they meet anything else.

    All groups of one size of bits, as parallel lists with an entry for each cause: its group, its rank within it, and its arc to every bit.

    Parameters
    ----------
    bits
        Of every group.
    """

    bits: list[tuple[int, ...]]
    causes: list[int]
    groups: list[int]
    ranks: list[int]
    arcs: list[list[int]]

    @property
    def n_ranks(self) -> int:
        """Causes of the largest group."""
        return max(self.ranks, default=-1) + 1


@dataclass(frozen=True, slots=True)
class Step:
    """A group of causes, or one cause, comes into the frontier.

    Parameters
    ----------
    bits
        Those it touches, the own one of a child left out.
    opens
        Bits that begin here, each as a new first axis.
    order, back
        Where each axis of the state comes from when those of `bits` are brought to its end, and the child's own one to its front; and the way back.
    closes
        Bits that end here, each with its axis at that moment. A child's own bit, "something brings it about", ends with the child and is not among them.
    group
        Place of the group among those that touch as many bits.
    cause, arcs
        One cause, or -1 for a group, and its arcs to `bits`.
    is_child
        Whether other causes bring it about.
    """

    bits: tuple[int, ...]
    opens: tuple[int, ...]
    order: tuple[int, ...]
    back: tuple[int, ...]
    closes: tuple[tuple[int, int], ...]
    group: int
    cause: int
    arcs: list[int]
    is_child: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of one network.

    Bits ``0 … n_bits - 1`` are companions; ``n_bits + i`` is "something brings about the child number `i`". An arc runs from a cause to a bit; they are
    numbered companion after companion in the order of the network, links last.

    Parameters
    ----------
    children
        Causes that others bring about.
    groups
        By the number of bits they touch; always with a group, if an empty one, for every single bit.
    steps
        In the order in which they come in.
    loose
        Causes that touch nothing.
    solo
        Bits that no step opens.
    width
        Greatest number of bits that are live at once.
    """

    children: tuple[int, ...]
    groups: dict[int, Groups]
    steps: tuple[Step, ...]
    loose: list[int]
    solo: list[int]
    width: int


@dataclass(frozen=True, slots=True)
class _Item:
    """What waits to come in: a group or a cause, with the bits it touches and its own one as masks."""

    mask: int
    own: int
    group: int
    cause: int


@lru_cache(maxsize=1 << 14)
def bits_of(mask: int) -> tuple[int, ...]:
    """Numbers of the bits that are set, lowest first."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)


def _arcs_of(network: Network, children: Sequence[int]) -> tuple[list[int], dict[tuple[int, int], int]]:
    """For each cause the mask of the bits it touches; the number of the arc from a cause to a bit."""
    masks = [0] * network.n_causes
    arcs: dict[tuple[int, int], int] = {}
    for bit, companion in enumerate(network.bits):
        for cause in companion.causes:
            arcs[cause, bit] = len(arcs)
            masks[cause] |= 1 << bit
    own = {child: len(network.bits) + place for place, child in enumerate(children)}
    for link in network.links:
        arcs[link.parent, own[link.child]] = len(arcs)
        masks[link.parent] |= 1 << own[link.child]
    return masks, arcs


def _grouped(masks: Sequence[int], arcs: dict[tuple[int, int], int], causes: Iterable[int], n_bits: int) -> dict[int, Groups]:
    """Causes by the bits they touch."""
    members: dict[int, list[int]] = {1 << bit: [] for bit in range(n_bits)}
    for cause in causes:
        members.setdefault(masks[cause], []).append(cause)
    groups = {1: Groups([], [], [], [], [])}
    for mask, own in members.items():
        bits = bits_of(mask)
        found = groups.get(len(bits)) or groups.setdefault(len(bits), Groups([], [], [], [], []))
        found.causes.extend(own)
        found.groups.extend([len(found.bits)] * len(own))
        found.ranks.extend(range(len(own)))
        found.arcs.extend([arcs[cause, bit] for bit in bits] for cause in own)
        found.bits.append(bits)
    return groups


def _items(groups: dict[int, Groups], masks: Sequence[int], single: Iterable[int], own: dict[int, int]) -> list[_Item]:
    """What comes in one by one: groups of several bits, causes of many, and children unless only causes that do nothing else bring them about."""
    items = [_Item(sum(1 << bit for bit in bits), 0, place, -1) for size, found in groups.items() if size > 1 for place, bits in enumerate(found.bits)]
    items += [_Item(masks[cause], 0, -1, cause) for cause in single]
    waiting = dict(own)
    touched = 0
    for item in items:
        touched |= item.mask
    while more := [child for child, bit in waiting.items() if masks[child] or bit & touched]:  # a child may bring about another
        for child in more:
            items.append(_Item(masks[child], waiting.pop(child), -1, child))
            touched |= masks[child]
    return items


def _greedy(items: Sequence[_Item]) -> list[_Item]:
    """Always the item that leaves the fewest bits live; ties go to the one that opens fewest, then to the earlier one. Parents before their children."""
    order: list[_Item] = []
    left = list(items)
    live = 0
    while left:
        once = twice = brings = 0
        for item in left:
            whole = item.mask | item.own
            twice |= once & whole
            once |= whole
            brings |= item.mask
        last = once & ~twice
        best, best_key = left[0], (1 << 30, 1 << 30)
        for item in left:
            if item.own & brings:
                continue
            whole = item.mask | item.own
            opened = (whole & ~live).bit_count()
            key = (opened - (whole & last).bit_count(), opened)
            if key < best_key:
                best, best_key = item, key
        left.remove(best)
        whole = best.mask | best.own
        live = (live | whole) & ~(whole & last)
        order.append(best)
    return order


def plan_steps(network: Network) -> Plan:
    """Which causes multiply beforehand, and in which order the others come in."""
    children = tuple(dict.fromkeys(link.child for link in network.links))
    n_companions = len(network.bits)
    n_bits = n_companions + len(children)
    masks, arcs = _arcs_of(network, children)
    own = {child: 1 << (n_companions + place) for place, child in enumerate(children)}
    free = [cause for cause in range(network.n_causes) if masks[cause] and cause not in own]
    groups = _grouped(masks, arcs, [cause for cause in free if masks[cause].bit_count() <= MOST_GROUPED], n_bits)
    order = _greedy(_items(groups, masks, [cause for cause in free if masks[cause].bit_count() > MOST_GROUPED], own))
    final = {bit: number for number, item in enumerate(order) for bit in bits_of(item.mask | item.own)}
    axes: list[int] = []
    width = 0
    steps = []
    for number, item in enumerate(order):
        bits, front = bits_of(item.mask), bits_of(item.own)
        opens = tuple(bit for bit in (*bits, *front) if bit not in axes)
        axes = [*reversed(opens), *axes]
        width = max(width, len(axes))
        others = [bit for bit in axes if bit not in bits and bit not in front]
        aligned = [axes.index(bit) for bit in (*front, *others, *bits)]
        back = sorted(range(len(axes)), key=aligned.__getitem__)
        axes = [*others, *bits]
        closes = []
        for bit in bits:
            if final[bit] == number:
                closes.append((bit, axes.index(bit)))
                axes.remove(bit)
        of_cause = [arcs[item.cause, bit] for bit in bits] if item.cause >= 0 else []
        steps.append(Step(bits, opens, tuple(aligned), tuple(back), tuple(closes), item.group, item.cause, of_cause, bool(front)))
    loose = [cause for cause, mask in enumerate(masks) if not mask and cause not in own]
    return Plan(children, groups, tuple(steps), loose, [bit for bit in range(n_bits) if bit not in final], width)
