"""The bell curve of Bayesian models, tabulated at load: no libm, the same integers everywhere."""

from decimal import Decimal

from sim.domain.units import PPM

_STEPS = 20
_SPAN = 6
_BELL = tuple(
    int(((-((Decimal(at) / _STEPS) ** 2) / 2).exp() * PPM).to_integral_value())
    for at in range(_SPAN * _STEPS + 1)
)


def bell_ppm(distance: int, spread: int) -> int:
    """Return exp(-d^2 / 2 s^2) in ppm, d in twentieths of s; from six s on one millionth."""
    at = abs(distance) * _STEPS // max(1, spread)
    return max(1, _BELL[at]) if at < len(_BELL) else 1
