"""Intervals of 95 %: Wilson's for a share, Student's for a mean. Pure; knows no table."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, pvariance

from attrs import frozen

from sim.report.quantile import student

Z = 1.959963984540054
"""The normal quantile that leaves a fortieth on either side."""
_LEAST = 2
"""Games that a spread takes."""


@frozen(kw_only=True)
class Share:
    """How many of how many, and the interval of the share; shares from 0 to 1."""

    count: int
    games: int

    @property
    def share(self) -> float:
        """Return the share itself, 0 where there is no game."""
        return self.count / self.games if self.games else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's interval: from 0 to 1 where there is no game."""
        return wilson(self.share, self.games)


@frozen(kw_only=True)
class Clustered:
    """A share of games of which several have one seed, and so one luck: each seed's own share."""

    shares: Sequence[float]
    """By seed, from 0 to 1."""
    games: int
    """How many games all seeds have together."""

    @classmethod
    def of(cls, by_seed: Mapping[int, Share]) -> "Clustered":
        """Return the share over seeds; seeds without any game say nothing of it."""
        known = [share for share in by_seed.values() if share.games]
        return cls(shares=[one.share for one in known], games=sum(one.games for one in known))

    @property
    def share(self) -> float:
        """Return the mean of the seeds' shares, 0 where there is no seed."""
        return fmean(self.shares) if self.shares else 0.0

    @property
    def worth(self) -> float:
        """
        Return how many independent games would tell the share as well as these seeds do.

        What the spread of the seeds' shares says (Korn and Graubard 1998, with Student's quantile
        for few seeds); no fewer than the seeds, since shares cannot spread wider than games of
        their own would, and no more than the games.
        """
        seeds, part = len(self.shares), self.share
        spread = pvariance(self.shares, part) if self.shares else 0.0
        if seeds < _LEAST or not 0 < part < 1:
            return float(seeds)
        if not spread:
            return float(self.games)
        told = part * (1 - part) * (seeds - 1) / spread * (Z / student(seeds - 1)) ** 2
        return min(max(told, float(seeds)), float(self.games))

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's interval for so many games; that of plain games where each has a seed."""
        return wilson(self.share, self.worth)


def wilson(part: float, games: float) -> tuple[float, float]:
    """Return Wilson's interval of a share from 0 to 1 in so many games; all of it for no game."""
    if not games:
        return 0.0, 1.0
    middle = part + Z * Z / (2 * games)
    half = Z * sqrt(part * (1 - part) / games + Z * Z / (4 * games * games))
    whole = 1 + Z * Z / games
    return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)


@frozen(kw_only=True)
class Mean:
    """A mean of so many, in the units of what was measured, with its interval and t-value."""

    games: int
    mean: float
    deviation: float | None = None
    """Sample standard deviation; None below two games."""
    freedom: float | None = None
    """Degrees of freedom where they are not one fewer than the games."""
    error: float | None = None
    """Standard error where it does not follow from deviation and games."""

    @property
    def standard_error(self) -> float | None:
        """Return the standard error of the mean, None below two games."""
        if self.error is not None:
            return self.error
        if self.deviation is None or self.games < _LEAST:
            return None
        return self.deviation / sqrt(self.games)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Student's interval of the mean, None where nothing varies or is too little."""
        error = self.standard_error
        if not error:
            return None
        half = error * student(self.games - 1 if self.freedom is None else self.freedom)
        return self.mean - half, self.mean + half

    @property
    def alike(self) -> bool:
        """Tell whether several games all had the same, so that there is no interval to take."""
        return self.games >= _LEAST and self.standard_error == 0

    @property
    def t(self) -> float | None:
        """Return the mean in standard errors, None where nothing varies."""
        error = self.standard_error
        return self.mean / error if error else None


def welch(one: Mean, other: Mean) -> Mean:
    """Return the mean of one less that of another where nothing pairs them (Welch 1947)."""
    games = one.games + other.games
    left, right = one.standard_error, other.standard_error
    if left is None or right is None:
        return Mean(games=games, mean=one.mean - other.mean)
    whole = left**2 + right**2
    parts = left**4 / (one.games - 1) + right**4 / (other.games - 1)
    return Mean(
        games=games, mean=one.mean - other.mean, error=sqrt(whole),
        freedom=whole**2 / parts if parts else games - 2,
    )  # fmt: skip
