"""Means in words: cells of a table, rows of a figure, and what is said where nothing varies."""

from collections.abc import Iterable

from sim.charts.dots import Dot
from sim.report.intervals import Mean
from sim.report.say import NONE, POINT, Say

PER_CENT = 0.01


def told(say: Say, mean: Mean) -> list[str]:
    """Return count, mean and interval in points as cells of a table."""
    value = say.points(mean.mean, signed=True) if mean.games else NONE
    span = say("alike") if mean.alike else say.span(mean.interval)
    return [say.number(mean.games), value, span]


def share_told(say: Say, mean: Mean) -> list[str]:
    """Return pairs, difference, interval and t of a share as cells of a table."""
    return [say.number(mean.games), say.signed(mean.mean / PER_CENT), *_sure(say, mean, PER_CENT)]


def surplus_told(say: Say, mean: Mean) -> list[str]:
    """Return pairs, difference, interval and t of a surplus in points as cells of a table."""
    return [say.number(mean.games), say.points(mean.mean, signed=True), *_sure(say, mean, POINT)]


def _sure(say: Say, mean: Mean, by: float) -> list[str]:
    """Return interval and t of a difference; in words where it is the same in every game."""
    if mean.alike:
        return [say("alike" if mean.mean else "alike_none"), NONE]
    return [say.span(mean.interval, by=by), say.t(mean.t)]


def share_dot(say: Say, mean: Mean, label: str) -> Dot:
    """Return a difference of shares in points of a percentage as a row of a figure."""
    low, high = mean.interval or (None, None)
    return Dot(
        label=label, value=mean.mean / PER_CENT, said=say.signed(mean.mean / PER_CENT),
        low=None if low is None else low / PER_CENT,
        high=None if high is None else high / PER_CENT,
    )  # fmt: skip


def dot_of(say: Say, mean: Mean, label: str, series: int = 0) -> Dot:
    """Return a mean in points as a row of a figure."""
    low, high = mean.interval or (None, None)
    return Dot(
        label=label, value=mean.mean / POINT, said=say.points(mean.mean, signed=True),
        low=None if low is None else low / POINT, high=None if high is None else high / POINT,
        series=series,
    )  # fmt: skip


def bare_said(say: Say, means: Iterable[Mean]) -> str:
    """Return what a dot without a stroke means, where there is one."""
    return say("no_spread") if any(mean.alike for mean in means) else ""


def compared_said(say: Say, means: Iterable[Mean]) -> str:
    """Return how many comparisons have an interval, and how many would leave out 0 by luck."""
    count = sum(mean.interval is not None for mean in means)
    if not count:
        return say("compared_none")
    return say.count("compared", count, twentieth=say.number(count / 20, 1))
