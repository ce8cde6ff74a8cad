"""Probabilities in the forms people understand best: natural frequencies, percentages, words and bars."""

from whytwitch.report.catalogue import Catalogue

__all__ = ["bar", "frequency", "grouped", "in_hundred", "likelihood_word", "percent", "times"]

FIRST_CROWD = 100  # one crowd for almost everything: numbers are compared best when they are out of the same number
RAREST = 100_000  # the largest crowd a reader can picture
NEARLY_ALL = 0.995
WORDS = ((0.9, "very_likely"), (0.6, "likely"), (0.35, "may_well"), (0.1, "possible"), (0.02, "less_likely"), (0.002, "unlikely"))
FEWEST = 0.95  # below, "1 in 100" would round up too far: the next larger crowd tells it better
CLEAR_PERCENT = FEWEST / 100


def frequency(share: float, say: Catalogue, *, rarest: int = RAREST) -> str:
    """A share of people: "about 62 in 100", "about 3 in 1,000", "fewer than 1 in 100,000"; `rarest` is the largest crowd used."""
    if share >= NEARLY_ALL:
        return say.text("frequency.nearly_all")
    crowd = FIRST_CROWD
    while crowd <= rarest:
        if share * crowd >= FEWEST:
            return say.text("frequency.about", count=round(share * crowd), crowd=grouped(crowd, say))
        crowd *= 10
    return say.text("frequency.fewer", crowd=grouped(rarest, say))


def percent(share: float, say: Catalogue) -> str:
    """A share as a percentage that never claims 0 or 100."""
    return _of_hundred(share, say, "percent")


def in_hundred(share: float, say: Catalogue) -> str:
    """The same as a plain number of people in a hundred: "under 1", "62", "over 99"."""
    return _of_hundred(share, say, "hundred")


def _of_hundred(share: float, say: Catalogue, unit: str) -> str:
    if share < CLEAR_PERCENT:
        return say.text(f"{unit}.below", value=1)
    if share >= NEARLY_ALL:
        return say.text(f"{unit}.above", value=99)
    return say.text(f"{unit}.plain", value=round(share * 100))


def likelihood_word(share: float, say: Catalogue) -> str:
    """A word for a share, always shown beside its number."""
    name = next((name for least, name in WORDS if share >= least), "very_unlikely")
    return say.text(f"likelihood.{name}")


def bar(share: float, *, width: int, mark: str = "█") -> str:
    """A bar that is as long as the share, at least one mark; nothing fills the rest, so that a screen reader has less to read out."""
    return mark * max(1, round(share * width))


def times(factor: float, say: Catalogue) -> str:
    """A factor of at least 1 as a reader says it: "about 1.5 times", "about 12 times", "more than 1,000 times"."""
    largest = 1_000
    if factor >= largest:
        return say.text("times.more", value=grouped(largest, say))
    small = 3
    value = f"{factor:.1f}".removesuffix(".0") if factor < small else str(int(float(f"{factor:.2g}")))
    return say.text("times.about", value=value.replace(".", say.text("number.decimal")))


def grouped(number: int, say: Catalogue) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", say.text("number.group"))
