"""Where a value lies on an axis, and which round values stand beside it."""

from collections.abc import Iterable
from math import floor, isfinite, log10

from attrs import frozen

_STEPS = (1, 2, 2.5, 5, 10)
_SLACK = 1e-9


@frozen
class Scale:
    """Values from `low` to `high` laid from one place to another, beyond them cut."""

    low: float
    high: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        part = (value - self.low) / (self.high - self.low)
        return self.begin + min(max(part, 0.0), 1.0) * (self.end - self.begin)

    def rungs(self, most: int = 5) -> list[float]:
        """Return the round values of the axis."""
        step = step_of(self.low, self.high, most)
        first = floor(self.low / step - _SLACK) + 1
        last = floor(self.high / step + _SLACK)
        return [number * step for number in range(first, last + 1)]

    @property
    def places(self) -> int:
        """Return how many decimals the round values need."""
        return places_of(step_of(self.low, self.high, 5))


def scale_of(
    values: Iterable[float], begin: float, end: float, *, zero: bool = False, room: float = 0.05
) -> Scale:
    """Return the scale that holds all values, with 0 where asked for, and some room around them."""
    held = [value for value in values if isfinite(value)] + ([0.0] if zero else [])
    low, high = min(held, default=0.0), max(held, default=1.0)
    span = high - low or max(abs(high), 1.0)
    return Scale(low - room * span, high + room * span, begin, end)


def step_of(low: float, high: float, most: int) -> float:
    """Return the distance of round values of which at most so many fit into a span."""
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - _SLACK))


def places_of(step: float) -> int:
    """Return how many decimals multiples of a step need."""
    for places in range(7):
        if abs(step * 10**places - round(step * 10**places)) < _SLACK * 10**places:
            return places
    return 7
