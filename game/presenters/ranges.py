"""Ranges on one scale: what is believed, what was, what could be; and how a scale is cut."""

from collections.abc import Callable, Iterable
from math import ceil, floor
from typing import Literal

from attrs import frozen

Kind = Literal["before", "now", "good", "bad"]
_STEPS = (1, 2, 5)
_TICKS_MOST = 6


@frozen(kw_only=True)
class Band:
    """One range with its name and its figure; parts are shares of the scale, 0 to 1."""

    label: str
    figure: str
    kind: Kind
    low: float
    high: float
    mid: float


@frozen(kw_only=True)
class Tick:
    """A round number below the scale."""

    at: float
    label: str


@frozen(kw_only=True)
class Ranges:
    """Ranges above each other on one scale, with a stroke where the truth is known."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    mark: float | None = None
    mark_label: str = ""
    words: str = ""
    """All of it in one line, for who cannot see it."""


@frozen(kw_only=True)
class Span:
    """A range before it has its place: ends and middle in the points of the scale."""

    label: str
    figure: str
    kind: Kind
    mean: float
    spread: float


def ranges(
    spans: Iterable[Span], tell: Callable[[float], str], mark: tuple[float, str] | None = None
) -> Ranges:
    """Put ranges on the smallest round scale that holds them all."""
    shown = tuple(spans)
    ends = [end for one in shown for end in (one.mean - one.spread, one.mean + one.spread)]
    ends += [mark[0]] if mark else []
    low, high, step = _scale(min(ends), max(ends))
    wide = high - low
    return Ranges(
        bands=tuple(
            Band(label=one.label, figure=one.figure, kind=one.kind,
                 low=(one.mean - one.spread - low) / wide,
                 high=(one.mean + one.spread - low) / wide, mid=(one.mean - low) / wide)
            for one in shown
        ),
        ticks=tuple(
            Tick(at=place * step / wide, label=tell(round(low + place * step, 1)))
            for place in range(round(wide / step) + 1)
        ),
        mark=None if mark is None else (mark[0] - low) / wide,
        mark_label=mark[1] if mark else "",
        words="; ".join(f"{one.label} {one.figure}" for one in shown),
    )  # fmt: skip


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Return both ends and the step of a round scale with few ticks."""
    power = 0.1
    while True:
        for each in _STEPS:
            step = round(each * power, 1)
            first, last = floor(low / step), ceil(high / step)
            if last <= first:
                last = first + 1
            if last - first < _TICKS_MOST:
                return first * step, last * step, step
        power *= 10
