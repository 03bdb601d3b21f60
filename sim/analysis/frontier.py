"""
The exact Pareto frontier: prune every group, add the next one, prune again.

The frontier of a sum lies inside the sum of the frontiers, so the packages are never enumerated.
Utilities are points rounded down, hence two rows may differ in points and not in utility; a row is
therefore dropped only for one that keeps every point and either gains a whole millionth of utility
for somebody or has the smaller package number.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import add

from attrs import frozen

from sim.analysis.spaces import Row, Space, utilities
from sim.domain.units import PPM

_CHUNK = 4096
PAIR = 2


@frozen
class Point:
    """A package by its number, with the utility of every party in millionths."""

    number: int
    utilities: tuple[int, ...]


def frontier(space: Space, floors: Sequence[int] | None = None) -> tuple[Point, ...]:
    """
    Return the packages that nobody can better without loss for another, best for the first first.

    One point for each vector of utilities, the package with the smallest number. With `floors`, in
    millionths of utility by party, only packages that give every party at least its floor.
    """
    slacks = tuple(slack_of(unit) for unit in space.units)
    needed = None if floors is None else needed_points(space.units, floors)
    groups: list[Sequence[Row]] = [group.rows for group in space.groups]
    if needed is not None:
        # Before the first prune: a row that no others can lift is cheap to see and dear to prune.
        groups = [
            _reaching(rows, [[space.base], *groups[:at], *groups[at + 1 :]], needed)
            for at, rows in enumerate(groups)
        ]
    total = _merged(space.base, [prune(rows, slacks) for rows in groups], slacks, needed)
    worth = [(*utilities(space, row), row[-1]) for row in total]
    best = prune(worth, (1,) * len(space.parties))
    best.sort(reverse=True)
    return tuple(Point(-row[-1], row[:-1]) for row in best)


def _merged(
    base: Row, groups: Sequence[Sequence[Row]], slacks: Sequence[int], needed: Row | None
) -> list[Row]:
    total = [base]
    ordered = sorted(groups, key=len)
    for at, rows in enumerate(ordered):
        sums = sums_of(total, rows)
        if needed is not None:
            sums = _reaching(sums, ordered[at + 1 :], needed)
        total = prune(sums, slacks)
    return total


def sums_of(left: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    """Return every row of one group added to every row of another."""
    if left and len(left[0]) == PAIR + 1:
        # Three plain additions are several times faster than a general sum of tuples.
        return [(a + c, b + d, m + n) for a, b, m in left for c, d, n in right]
    return [tuple(map(add, one, two)) for one in left for two in right]


def slack_of(unit: int) -> int:
    """Return the points that are surely worth a millionth of utility."""
    return -(-PPM // unit) if unit else 1


def needed_points(units: Sequence[int], floors: Sequence[int]) -> Row:
    """Return the fewest points by party whose utility reaches the floor."""
    return tuple(
        -(-floor * PPM // unit) if unit else int(floor > 0)
        for floor, unit in zip(floors, units, strict=False)
    )


def _reaching(rows: Sequence[Row], rest: Sequence[Sequence[Row]], needed: Row) -> list[Row]:
    """Return the rows that the best of the remaining groups can still bring to every floor."""
    reaching = list(rows)
    for at, need in enumerate(needed):
        bar = need - sum(max((row[at] for row in group), default=0) for group in rest)
        reaching = [row for row in reaching if row[at] >= bar]
    return reaching


def prune(rows: Sequence[Row], slacks: Sequence[int]) -> list[Row]:
    """
    Return the rows for which no other is at least as good.

    A row gives way to one that has no fewer points anywhere and either `slack` more points for a
    party or the smaller number. Cost: a sort for two parties, else rows times frontier bits.
    """
    if len(slacks) == PAIR:
        return _prune_pair(rows, slacks[0], slacks[1])
    ordered = sorted(rows, key=lambda row: (sum(row[:-1]), row[-1]), reverse=True)
    kept: list[Row] = []
    # Whoever a row gives way to has a greater sum, so what is kept once is kept for good.
    for start in range(0, len(ordered), _CHUNK):
        pool = kept + ordered[start : start + _CHUNK]
        gone = _superseded(pool, slacks)
        kept = [row for row, drop in zip(pool, gone, strict=True) if not drop]
    return kept


def _prune_pair(rows: Sequence[Row], slack_first: int, slack_second: int) -> list[Row]:
    kept: list[Row] = []
    top: Row | None = None
    for row in sorted(rows, reverse=True):
        # Rows come by falling points of the first party, so only the second's can still rise.
        if top is None or row[1] > top[1]:
            top = row
        elif (
            top[2] > row[2]
            or top[1] - row[1] >= slack_second
            or top[0] - row[0] >= slack_first
            or any(_beats(other, row, slack_first, slack_second) for other in reversed(kept))
        ):
            continue
        kept.append(row)
    return kept


def _beats(other: Row, row: Row, slack_first: int, slack_second: int) -> bool:
    if other[1] < row[1]:
        return False
    return (
        other[2] > row[2] or other[0] - row[0] >= slack_first or other[1] - row[1] >= slack_second
    )


def _superseded(pool: Sequence[Row], slacks: Sequence[int]) -> list[bool]:
    """Tell for each row whether another makes it superfluous; rows are bits of whole numbers."""
    count = len(pool)
    no_worse = [-1] * count
    better = [0] * count
    for place, slack in enumerate((*slacks, 1)):
        for ids, level, beyond in _levels([row[place] for row in pool], slack):
            for at in ids:
                better[at] |= beyond
                # The package number breaks ties only: a greater one is no reason to stay.
                if place < len(slacks):
                    no_worse[at] &= level
    return [bool(one & two) for one, two in zip(no_worse, better, strict=True)]


def _levels(values: Sequence[int], slack: int) -> Iterator[tuple[list[int], int, int]]:
    """Yield rows of equal value with the bits of those no worse, and of those `slack` better."""
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    level = beyond = ahead = 0
    for value, run in groupby(order, key=values.__getitem__):
        ids = list(run)
        for at in ids:
            level |= 1 << at
        while values[order[ahead]] >= value + slack:
            beyond |= 1 << order[ahead]
            ahead += 1
        yield ids, level, beyond
