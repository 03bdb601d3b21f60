"""
Units and exact arithmetic: integers only, tables made once with `decimal`, no libm.

Money is whole millions of US dollars (musd), time whole minutes since the scenario opens, utility
whole millionths. A gauge is in thousandths of its point (milli), a probability in parts per million
(ppm), a scenario coefficient in millionths (micro).
"""

from decimal import Decimal

MINUTES_DAY = 1440
MINUTES_HOUR = 60
PPM = 1_000_000
POINT = 10_000
"""So many millionths of utility are one point, the unit in which people are told of it."""
MILLI = 1_000

_LOGISTIC_SPAN = 120
_LOGISTIC = tuple(
    int((Decimal(PPM) / (1 + (-Decimal(tenth) / 10).exp())).to_integral_value())
    for tenth in range(-_LOGISTIC_SPAN, _LOGISTIC_SPAN + 1)
)


def logistic_ppm(tenths: int) -> int:
    """Return 1 / (1 + exp(-x)) in ppm for x given in tenths, clamped to -12..12."""
    if -_LOGISTIC_SPAN < tenths < _LOGISTIC_SPAN:
        return _LOGISTIC[tenths + _LOGISTIC_SPAN]
    return _LOGISTIC[-1 if tenths > 0 else 0]


def clamp(value: int, low: int, high: int) -> int:
    """Return `value` moved into low..high, both included."""
    if low <= value <= high:
        return value
    return low if value < low else high


def share(value: int, ppm: int) -> int:
    """Return `value` times a proportion in ppm, rounded down."""
    return value * ppm // PPM
