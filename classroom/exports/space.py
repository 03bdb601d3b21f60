"""
Rows of what was possible: all packages, or of many an even sample with every named point.

Worths are those of the ground that stands for the class: its tables' own where all drew the same
types, else that of the mean types, as in the debrief's pictures.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import gcd

from classroom.debrief.ground import CONVENTIONS, KALAI, NASH, Ground, ground_of, mean_opening
from classroom.debrief.played import common_ground
from classroom.exports import common
from classroom.exports.columns import Row
from classroom.exports.kept import Kept
from sim.analysis.frontier import frontier
from sim.analysis.spaces import row_at, utilities
from sim.domain.deal import package_at, packages_count
from sim.domain.decider import initial

ALL_MOST = 20_000
_GOLDEN = (0x9E3779B97F4A7C15, 1 << 64)
"""The golden section as a fraction: steps of it leave no gap and no cluster among packages."""


def outcome_space(kept: Kept) -> Iterator[Row]:
    """Yield packages by number."""
    ground = _ground(kept)
    sampled = sample(ground.space.packages)
    named = _named(ground)
    best = frozenset(point.utilities for point in frontier(ground.space))
    for number in sorted({*sampled, *named.values()}):
        own = utilities(ground.space, row_at(ground.space, number))
        rational = all(got >= floor for got, floor in zip(own, ground.floors, strict=True))
        yield {
            "session_code": kept.code,
            "package_number": number,
            "package_json": common.js(package_at(kept.scenario.issues, number)),
            **{
                f"utility_{role}": got + base
                for role, got, base in zip(ground.seats, own, ground.bases, strict=True)
            },
            "is_rational": int(rational),
            "is_pareto": int(own in best),
            "is_nash": int(named.get(NASH) == number),
            "is_ks": int(named.get(KALAI) == number),
            "is_sampled": int(number in sampled),
            "n_packages": ground.space.packages,
        }


def _ground(kept: Kept) -> Ground:
    found = common_ground(kept.counted)
    if found is not None:
        return found
    return ground_of(mean_opening(initial(kept.header)), kept.valued)


def _named(ground: Ground) -> Mapping[str, int]:
    """Return the package of each named point; none where no package leaves all theirs."""
    found = {name: rule(ground.rational, ground.floors) for name, rule in CONVENTIONS.items()}
    return {name: point.number for name, point in found.items() if point is not None}


@lru_cache(maxsize=8)
def sample(count: int) -> frozenset[int]:
    """Return all of so many numbers from 0, or `ALL_MOST` that lie evenly, the same every time."""
    if count <= ALL_MOST:
        return frozenset(range(count))
    part, whole = _GOLDEN
    step = count * part // whole
    while gcd(step, count) > 1:
        step += 1
    return frozenset(at * step % count for at in range(ALL_MOST))


def rows_count(kept: Kept) -> int:
    """Return how many rows there are without making them."""
    count = packages_count(kept.scenario.issues)
    if count <= ALL_MOST:
        return count
    return len({*sample(count), *_named(_ground(kept)).values()})
