"""Probabilities in the forms people understand best: natural frequencies, percentages, words and bars."""

from whytwitch.report.catalogue import Catalogue

__all__ = ["bar", "frequency", "grouped", "likelihood_word", "percent", "times"]

DENOMINATORS = (10, 100, 1_000, 10_000)  # round crowds a reader can picture
NEARLY_ALL = 0.995
FEWEST_OF_TEN = 0.095  # below, "1 in 10" would round up too far
MOST_OF_TEN = 0.95
WORDS = ((0.9, "very_likely"), (0.6, "likely"), (0.35, "may_well"), (0.1, "possible"), (0.02, "less_likely"), (0.002, "unlikely"))
CLEAR_PERCENT = 0.0095  # below, percentages need decimals and frequencies read better


def frequency(share: float, say: Catalogue) -> str:
    """A share of people: "about 6 in 10", "about 3 in 1,000", "fewer than 1 in 10,000"."""
    if share >= NEARLY_ALL:
        return say.text("frequency.nearly_all")
    for crowd in DENOMINATORS:
        is_tenths = crowd == DENOMINATORS[0]
        if share >= FEWEST_OF_TEN * 10 / crowd and (not is_tenths or share < MOST_OF_TEN):
            return say.text("frequency.about", count=round(share * crowd), crowd=grouped(crowd, say))
    return say.text("frequency.fewer", crowd=grouped(DENOMINATORS[-1], say))


def percent(share: float, say: Catalogue) -> str:
    """A share as a percentage that never claims 0 or 100."""
    if share < CLEAR_PERCENT:
        return say.text("percent.below", value=1)
    if share >= NEARLY_ALL:
        return say.text("percent.above", value=99)
    return say.text("percent.plain", value=round(share * 100))


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
