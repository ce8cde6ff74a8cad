"""Where a result lies: its band, its side, and the reference range of a country."""

from whytwitch.knowledge import Lab
from whytwitch.knowledge.nouns import Band, Reference

__all__ = ["from_mild", "is_beyond", "mildest", "placed"]


def is_beyond(band: Band, other: Band, side: str) -> bool:
    """Whether a band lies further out than another on a side."""
    if side == "low":
        return band.high is not None and other.high is not None and band.high < other.high
    return band.low is not None and other.low is not None and band.low > other.low


def mildest(lab: Lab, side: str) -> Band | None:
    """The band next to the normal range on a side."""
    bands = [band for band in lab.bands if band.id.endswith(side)]
    return (bands[-1] if side == "low" else bands[0]) if bands else None


def from_mild(lab: Lab, side: str) -> list[Band]:
    """The bands of one side, the mildest first."""
    bands = [band for band in lab.bands if band.id.endswith(side)]
    return bands[::-1] if side == "low" else bands


def _range(lab: Lab, country: str) -> tuple[float | None, float | None]:
    """The reference range of a country, else the general one."""
    chosen: Reference | None = next((r for r in lab.reference if r.country and r.country.lower() == country.lower()), None) or next(
        (r for r in lab.reference if not r.country), None
    )
    chosen = chosen or (lab.reference[0] if lab.reference else None)
    return (chosen.low, chosen.high) if chosen is not None else (None, None)


def placed(lab: Lab, value: float, country: str) -> tuple[Band | None, str]:
    """The band of a value and the side it lies on: low, normal or high."""
    low, high = _range(lab, country)
    band = next((band for band in lab.bands if band.holds(value)), None)
    if band is None:
        return None, "normal"
    middle = ((low if low is not None else value) + (high if high is not None else value)) / 2
    return band, "low" if value < middle else "high"
