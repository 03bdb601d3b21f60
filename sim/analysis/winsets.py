"""
Win-sets and the zone of possible agreement: which packages leave whom no worse off than no deal.

A veto player's win-set holds the packages worth at least its status quo (Tsebelis 2002, "Veto
Players"); what several veto players let pass is the intersection, so another one can only take
packages away. The ZOPA is the intersection over the parties. Exact, in whole millionths.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate

from attrs import frozen

from sim.analysis.frontier import PAIR, Point, needed_points, prune, slack_of, sums_of
from sim.analysis.spaces import Group, Row, Space, narrowed
from sim.domain.deal import Option

COUNT_MAX = 5_000_000
"""Packages beyond which nobody waits for a count."""

Quo = Mapping[str, int]
"""What each player has without a package, in millionths of utility, by name."""
_Tally = Mapping[Row, int]
"""How many packages have these points."""


@frozen(kw_only=True)
class Zopa:
    """The packages that every party likes at least as well as none; there is at least one."""

    packages: int | None
    """How many they are; None where the space is too large to be counted."""
    options: Mapping[str, tuple[Option, ...]]
    """By issue the options that some of these packages settle it by, in scenario order."""


def win_set(points: Iterable[Point], parties: Sequence[str], quo: Quo) -> frozenset[int]:
    """
    Return the numbers of the packages that leave every player of `quo` its status quo.

    `points` are all packages with their utilities in the order of `parties`. With no player
    everything passes. Raises ValueError for a player that is none of the parties.
    """
    needed = [(parties.index(name), least) for name, least in quo.items()]
    return frozenset(
        point.number
        for point in points
        if all(point.utilities[at] >= least for at, least in needed)
    )


def win_set_size(space: Space, quo: Quo) -> int | None:
    """
    Return how many packages the players of `quo` let pass together, None beyond `COUNT_MAX`.

    Cost: a sort of the two halves of the space for up to two players, else a look at every package.
    """
    if not quo:
        return space.packages
    own = narrowed(space, tuple(quo))
    if space.packages > COUNT_MAX:
        return None
    groups = sorted((_tallied(group) for group in own.groups), key=len)
    left: _Tally = {own.base[:-1]: 1}
    for one in groups[:-1]:
        left = _added(left, one)
    needed = needed_points(own.units, tuple(quo.values()))
    count = {1: _singles_reaching, PAIR: _pairs_reaching}.get(len(quo), _all_reaching)
    return count(left, groups[-1], needed)


def _tallied(group: Group) -> Counter[Row]:
    return Counter(row[:-1] for row in group.rows)


def _added(left: _Tally, right: _Tally) -> _Tally:
    found: Counter[Row] = Counter()
    for one, many in left.items():
        for two, times in right.items():
            found[tuple(a + b for a, b in zip(one, two, strict=True))] += many * times
    return found


def _all_reaching(left: _Tally, right: _Tally, needed: Row) -> int:
    total = 0
    for one, many in left.items():
        gaps = [need - have for need, have in zip(needed, one, strict=True)]
        total += many * sum(
            times
            for row, times in right.items()
            if all(have >= gap for have, gap in zip(row, gaps, strict=True))
        )
    return total


def _singles_reaching(left: _Tally, right: _Tally, needed: Row) -> int:
    """Count for one player: of sorted rows all from the first that suffices do."""
    rows = sorted(right)
    above = [0, *accumulate(right[row] for row in reversed(rows))]
    return sum(
        many * above[len(rows) - bisect_left(rows, (needed[0] - have,))]
        for (have,), many in left.items()
    )


def _pairs_reaching(left: _Tally, right: _Tally, needed: Row) -> int:
    """Count for two players by a sweep: what suffices the first is kept sorted for the second."""
    coming = sorted((row for row in right for _ in range(right[row])), reverse=True)
    open_: list[int] = []
    total = at = 0
    # From the least upwards: what once suffices goes on to suffice, so nothing is ever taken out.
    for (first, second), many in sorted(left.items()):
        while at < len(coming) and first + coming[at][0] >= needed[0]:
            insort(open_, coming[at][1])
            at += 1
        total += many * (len(open_) - bisect_left(open_, needed[1] - second))
    return total


def zopa(space: Space, quo: Quo) -> Zopa | None:
    """
    Return the zone of possible agreement of the parties in `quo`, None if there is none.

    Cost: that of a frontier of all issues but one group, for each group, and of the count.
    """
    own = narrowed(space, tuple(quo))
    needed = needed_points(own.units, tuple(quo.values()))
    options: dict[str, tuple[Option, ...]] = {}
    for at, group in enumerate(own.groups):
        rest = _best_of_rest(own, at)
        open_ = [_completed(row, rest, needed) for row in group.rows]
        if not any(open_):
            return None
        options |= _open_options(group, open_)
    return Zopa(
        packages=win_set_size(space, quo),
        options={issue.id: options[issue.id] for issue in space.issues},
    )


def _best_of_rest(space: Space, at: int) -> list[Row]:
    """Return the frontier of what all groups but one bring, base included."""
    slacks = tuple(map(slack_of, space.units))
    others = sorted((*space.groups[:at], *space.groups[at + 1 :]), key=lambda one: len(one.rows))

    def add(total: list[Row], group: Group) -> list[Row]:
        return prune(sums_of(total, prune(group.rows, slacks)), slacks)

    return reduce(add, others, [space.base])


def _completed(row: Row, rest: Sequence[Row], needed: Row) -> bool:
    """Tell whether some choice in the other groups brings a row to every floor."""
    gaps = tuple(need - have for need, have in zip(needed, row[:-1], strict=True))
    return any(all(a >= b for a, b in zip(other, gaps, strict=False)) for other in rest)


def _open_options(group: Group, open_: Sequence[bool]) -> dict[str, tuple[Option, ...]]:
    """Return by issue the options that stand in an open row; the last issue runs fastest."""
    found, stride = {}, 1
    for issue in reversed(group.issues):
        count = len(issue.options)
        seen = {at // stride % count for at, is_open in enumerate(open_) if is_open}
        found[issue.id] = tuple(issue.options[place] for place in sorted(seen))
        stride *= count
    return found
