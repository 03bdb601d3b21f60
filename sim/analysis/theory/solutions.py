"""
Solution points on a curve: what Nash and others pick where any point of a frontier may be had.

A curve gives the most the second party can have, y = f(x), for what the first has, from 0 to the
`top` at which the second has nothing left; it falls, and no chord lies above it. The disagreement
point lies at 0 except where a function asks for it. Points are found by halving: to 1e-9 of the
top. Their finite counterparts are in `sim.analysis.points`.
"""

from collections.abc import Callable

from attrs import frozen

_HALVINGS = 60
_STEPS = 100

Pair = tuple[float, float]


@frozen
class Curve:
    """A concave, falling frontier from x = 0 to x = top."""

    height: Callable[[float], float]
    top: float

    def at(self, x: float) -> Pair:
        """Return the point over x."""
        return x, self.height(x)


def nash_split(power: float, disagreement: Pair = (0.0, 0.0)) -> float:
    """
    Return the first party's share of x + y = 1 by the asymmetric Nash solution.

    d1 + a (1 - d1 - d2): its disagreement and its power's part of the rest (Nash 1950; with powers
    Kalai 1977). Raises ValueError for a power outside 0..1 or nothing to gain.
    """
    own, other = disagreement
    if not 0 <= power <= 1 or own + other > 1:
        raise ValueError("a power lies between 0 and 1, and agreeing must be worth something")
    return own + power * (1 - own - other)


def nash_on(curve: Curve) -> Pair:
    """Return the point of the greatest product x y (Nash 1950)."""
    return _peak(curve, lambda x, y: x * y)


def utilitarian_on(curve: Curve) -> Pair:
    """Return the point of the greatest sum x + y; on a flat stretch one of it."""
    return _peak(curve, lambda x, y: x + y)


def egalitarian_on(curve: Curve) -> Pair:
    """Return the point of equal gains x = y (Kalai 1977)."""
    return _crossing(curve, 1.0)


def kalai_smorodinsky_on(curve: Curve) -> Pair:
    """Return the point of equal shares of the ideal gains, y / x = f(0) / top (1975)."""
    return _crossing(curve, curve.height(0.0) / curve.top)


def _peak(curve: Curve, worth: Callable[[float, float], float]) -> Pair:
    """Return the best point by thirds: along a concave curve both measures rise, then fall."""
    low, high = 0.0, curve.top
    for _ in range(_STEPS):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if worth(*curve.at(left)) < worth(*curve.at(right)):
            low = left
        else:
            high = right
    return curve.at((low + high) / 2)


def _crossing(curve: Curve, slope: float) -> Pair:
    """Return where the ray y = slope x meets the curve."""
    low, high = 0.0, curve.top
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if curve.height(middle) > slope * middle:
            low = middle
        else:
            high = middle
    return curve.at((low + high) / 2)
