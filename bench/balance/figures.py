"""
Means with their standard errors, and how many of these lie between two of them.

Rows of a table play the same seeds, so they are compared pair by pair where one may.
"""

from collections.abc import Sequence
from math import copysign, sqrt
from statistics import covariance, fmean, variance

from attrs import frozen

Z_95 = 1.959964
"""So many standard errors on either side hold 95 of 100."""
T_MAX = 99.9
"""Stands for a difference without any spread."""


@frozen
class Figure:
    """A mean over so many samples, with its standard error."""

    mean: float
    error: float
    count: int

    @property
    def t(self) -> float:
        """Return how many standard errors the mean lies from nothing."""
        if self.error:
            return max(-T_MAX, min(T_MAX, self.mean / self.error))
        return copysign(T_MAX, self.mean) if self.mean else 0.0


def figure(samples: Sequence[float]) -> Figure:
    """Return mean and standard error; one sample, or none, has no error to speak of."""
    count = len(samples)
    if not count:
        return Figure(0.0, 0.0, 0)
    spread = variance(samples) if count > 1 else 0.0
    return Figure(fmean(samples), sqrt(spread / count), count)


def paired(one: Sequence[float], other: Sequence[float]) -> Figure:
    """Return by how much one row exceeds another over the same seeds."""
    return figure([a - b for a, b in zip(one, other, strict=True)])


def apart(one: Sequence[float], other: Sequence[float]) -> Figure:
    """Return the difference of two means whose samples are no pairs (Welch)."""
    a, b = figure(one), figure(other)
    return Figure(a.mean - b.mean, sqrt(a.error**2 + b.error**2), min(a.count, b.count))


def steadied(slow: Sequence[float], same: Sequence[float], many: Sequence[float]) -> Figure:
    """
    Return the mean of a slow row by way of a quick one that plays much alike (a control variate).

    `many` is the quick row over all seeds, `same` its first games and `slow` the slow row over
    these: what the slow row adds to the quick one varies little, so few games tell it. The two
    parts share their first seeds, hence the covariance.
    """
    whole, added = figure(many), paired(slow, same)
    shared = 0.0
    if added.count > 1:
        more = [one - other for one, other in zip(slow, same, strict=True)]
        shared = 2 * covariance(list(same), more) / whole.count
    error = sqrt(max(0.0, whole.error**2 + added.error**2 + shared))
    return Figure(whole.mean + added.mean, error, added.count)


def percent(part: int, whole: int) -> float:
    """Return a share in per cent, of nothing 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def percent_error(part: int, whole: int) -> float:
    """Return the standard error of a share in per cent (binomial)."""
    if not whole:
        return 0.0
    share = part / whole
    return round(100 * sqrt(share * (1 - share) / whole), 1)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), from 0 to 1; of nothing, all of it."""
    if not whole:
        return 0.0, 1.0
    share, z2 = part / whole, Z_95**2 / whole
    middle = (share + z2 / 2) / (1 + z2)
    half = Z_95 * sqrt(share * (1 - share) / whole + z2 / (4 * whole)) / (1 + z2)
    return max(0.0, middle - half), min(1.0, middle + half)


def thousandths(micro: float) -> float:
    """Return a utility as thousandths of a full scale, as the tables print it."""
    return round(micro / 1_000, 1)
