"""Student's quantile for any degrees of freedom, whole or not. Pure."""

from functools import lru_cache
from math import exp, isclose, lgamma, log, sqrt

_INSIDE = 0.95
_STEPS, _NEAR, _TINY = 400, 1e-15, 1e-300


@lru_cache(maxsize=1024)
def student(freedom: float) -> float:
    """
    Return the quantile of Student's distribution that leaves a fortieth on either side.

    Right to seven decimals from one to a hundred million degrees of freedom: what lies within t is
    the regularised incomplete beta function of t^2 / (freedom + t^2) (Abramowitz and Stegun
    26.7.1 and 26.5.2), which is halved until it holds 0.95.
    """
    low, high = 0.0, 1.0
    while not isclose(low, high, rel_tol=_NEAR):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if incomplete_beta(middle, 0.5, freedom / 2) < _INSIDE:
            low = middle
        else:
            high = middle
    return sqrt(freedom * high / (1 - high))


def incomplete_beta(at: float, one: float, other: float) -> float:
    """Return the regularised incomplete beta function of a value between 0 and 1."""
    if at > (one + 1) / (one + other + 2):
        return 1 - incomplete_beta(1 - at, other, one)
    whole = lgamma(one + other) - lgamma(one) - lgamma(other)
    front = exp(whole + one * log(at) + other * log(1 - at)) if at else 0.0
    return front * _fraction(at, one, other) / one


def _fraction(at: float, one: float, other: float) -> float:
    """Return the continued fraction of that function (26.5.8), by the way of Lentz (1976)."""
    above, below = 1.0, 1 / _kept(1 - (one + other) * at / (one + 1))
    found = below
    for step in range(1, _STEPS):
        twice = one + 2 * step
        even = step * (other - step) * at / ((twice - 1) * twice)
        odd = -(one + step) * (one + other + step) * at / (twice * (twice + 1))
        for part in (even, odd):
            below = 1 / _kept(1 + part * below)
            above = _kept(1 + part / above)
            found *= below * above
        if isclose(below * above, 1.0, rel_tol=0, abs_tol=_NEAR):
            break
    return found


def _kept(value: float) -> float:
    """Return a value that may be divided by."""
    return value if abs(value) > _TINY else _TINY
