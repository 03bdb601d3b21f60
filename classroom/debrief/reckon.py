"""Small exact arithmetic of the debrief: shares in ppm, medians, correlation, all whole numbers."""

from collections.abc import Iterable, Mapping, Sequence
from math import isqrt, lcm

from sim.domain.units import PPM

PAIRS_LEAST = 3
"""Two pairs lie on a line whatever they are, so a correlation takes a third."""


def ppm(part: int, whole: int) -> int | None:
    """Return a share in ppm, rounded to the nearest, a half upwards; None of no positive whole."""
    return nearest(part * PPM, whole) if whole > 0 else None


def nearest(part: int, whole: int) -> int:
    """Return a quotient rounded to the nearest, a half upwards; `whole` is positive."""
    return (2 * part + whole) // (2 * whole)


def whole_percents(shares: Mapping[str, int]) -> dict[str, int]:
    """Return shares in ppm as whole per cents that sum as they do: the greatest rests go up."""
    part = PPM // 100
    found = {name: share // part for name, share in shares.items()}
    missing = nearest(sum(shares.values()), part) - sum(found.values())
    by_rest = sorted(shares, key=lambda name: -(shares[name] % part))
    return {name: found[name] + (name in by_rest[:missing]) for name in shares}


def median(values: Iterable[int]) -> int | None:
    """Return the middle value, between two the half of both, a half upwards; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return nearest(ordered[middle - 1] + ordered[middle], 2)


def correlation(pairs: Sequence[tuple[int, int]]) -> int | None:
    """
    Return Pearson's r in ppm; None where there are too few pairs or one side never varies.

    Exact up to the last rounding: the root is taken of a whole number.
    """
    n = len(pairs)
    if n < PAIRS_LEAST:
        return None
    sum_x, sum_y = sum(x for x, _ in pairs), sum(y for _, y in pairs)
    joint = n * sum(x * y for x, y in pairs) - sum_x * sum_y
    own = n * sum(x * x for x, _ in pairs) - sum_x**2
    other = n * sum(y * y for _, y in pairs) - sum_y**2
    if not own or not other:
        return None
    size = (isqrt(4 * joint**2 * PPM**2 // (own * other)) + 1) // 2
    return size if joint >= 0 else -size


def within(groups: Mapping[str, Sequence[tuple[int, int]]]) -> int | None:
    """
    Return Pearson's r in ppm of pairs less the means of their group, None as for `correlation`.

    What groups differ in does not enter. A group of one pair has nothing to differ from: no pair.
    """
    some = [pairs for pairs in groups.values() if len(pairs) > 1]
    # A common multiple of the numbers of pairs makes every mean whole, and changes no r.
    whole = lcm(*(len(pairs) for pairs in some))
    found = []
    for pairs in some:
        mean_x = sum(x for x, _ in pairs) * whole // len(pairs)
        mean_y = sum(y for _, y in pairs) * whole // len(pairs)
        found += [(x * whole - mean_x, y * whole - mean_y) for x, y in pairs]
    return correlation(found)
