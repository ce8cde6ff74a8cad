"""A number of the base with what it rests on, as a logit-normal."""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

__all__ = ["FREQUENCY_CLASSES", "Basis", "Fact", "Quantity", "digamma", "logit", "logit_of_counts", "logit_of_interval", "trigamma"]

Z_90 = 1.6448536269514722  # two-sided 90 % interval of the normal distribution

# HPO frequency classes, https://hpo.jax.org/ (HP:0040279 and its children); obligate is drawn as 99-99.99 %.
FREQUENCY_CLASSES = {
    "obligate": (0.99, 0.9999),
    "very-frequent": (0.80, 0.99),
    "frequent": (0.30, 0.79),
    "occasional": (0.05, 0.29),
    "very-rare": (0.01, 0.04),
}


class Basis:
    """What a number rests on."""

    COUNTS = "counts"
    INTERVAL = "interval"
    CLASS = "frequency-class"
    ESTIMATE = "estimate"
    ALL = (COUNTS, INTERVAL, CLASS, ESTIMATE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence: where it stands, in our own words, and what it bears on."""

    source: str
    locator: str
    fact: str
    bears_on: str = "frequency"


def logit(p: float) -> float:
    """Natural-log odds of a probability strictly between 0 and 1."""
    return math.log(p / (1.0 - p))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A probability as a logit-normal: `mean` and `sd` are those of its logit; `key` is its row in the table of draws."""

    mean: float
    sd: float
    basis: str
    key: int
    sources: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The median."""
        return 1.0 / (1.0 + math.exp(-self.mean))

    @property
    def low(self) -> float:
        """5 % quantile."""
        return 1.0 / (1.0 + math.exp(-(self.mean - Z_90 * self.sd)))

    @property
    def high(self) -> float:
        """95 % quantile."""
        return 1.0 / (1.0 + math.exp(-(self.mean + Z_90 * self.sd)))


def digamma(x: float) -> float:
    """Derivative of ln Γ for x > 0: recurrence up to 6, then the asymptotic series (Abramowitz and Stegun 6.3.18)."""
    shift = 0.0
    while x < 6.0:  # noqa: PLR2004 - where the series is good to 1e-9
        shift -= 1.0 / x
        x += 1.0
    inverse = 1.0 / (x * x)
    return shift + math.log(x) - 0.5 / x - inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse / 240)))


def trigamma(x: float) -> float:
    """Second derivative of ln Γ for x > 0 (Abramowitz and Stegun 6.4.12)."""
    shift = 0.0
    while x < 6.0:  # noqa: PLR2004 - where the series is good to 1e-9
        shift += 1.0 / (x * x)
        x += 1.0
    inverse = 1.0 / (x * x)
    return shift + 1.0 / x + inverse / 2 + inverse / x * (1 / 6 - inverse * (1 / 30 - inverse * (1 / 42 - inverse / 30)))


def logit_of_counts(affected: float, examined: float) -> tuple[float, float]:
    """Mean and standard deviation of the logit under the Jeffreys posterior Beta(k + ½, n − k + ½): exact moments."""
    a, b = affected + 0.5, examined - affected + 0.5
    return digamma(a) - digamma(b), math.sqrt(trigamma(a) + trigamma(b))


@lru_cache(maxsize=64)
def _half_width(level: float) -> float:
    """Standard deviations from the middle to the end of an interval that covers `level`."""
    return NormalDist().inv_cdf(0.5 + level / 2.0)


def logit_of_interval(value: float | None, low: float, high: float, level: float) -> tuple[float, float]:
    """Mean and standard deviation of the logit for an interval that covers `level`; the median is `value` or the logit midpoint."""
    bounds = logit(low), logit(high)
    mean = sum(bounds) / 2 if value is None else logit(value)
    return mean, (bounds[1] - bounds[0]) / (2.0 * _half_width(level))
