"""What a list of seconds comes down to; the same for us and for the peer."""

from collections.abc import Sequence
from statistics import quantiles

MS = 1000


def p50(values: Sequence[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


def p99(values: Sequence[float]) -> float:
    """Return what 99 of 100 stay below."""
    return quantiles(values, n=100)[98]
