"""
The ground of a table: all packages as its four seats value them, and what no deal is worth to each.

A gain is utility beyond a seat's opening reservation, in millionths. Everything is judged at the
opening's rules and gauges, so that what a class could have had does not depend on what it did.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from sim.analysis import points as rules
from sim.analysis.frontier import Point, frontier, needed_points, sums_of
from sim.analysis.spaces import Row, Space, narrowed
from sim.domain.lookup import index_of, mean_parameters
from sim.domain.talks import Talks, changed
from sim.domain.units import PPM
from sim.projections.scores import opening_reservation, sale_base, space_at

NASH, KALAI, UTILITARIAN, EGALITARIAN = (
    "nash", "kalai_smorodinsky", "utilitarian", "egalitarian",
)  # fmt: skip
CONVENTIONS = {
    NASH: rules.nash,
    KALAI: rules.kalai_smorodinsky,
    UTILITARIAN: rules.utilitarian,
    EGALITARIAN: rules.egalitarian,
}
"""Ways to divide that have a name; none is the right one."""


@frozen(kw_only=True, slots=False)
class Ground:
    """What the seats of a table could agree on, and what each had without."""

    seats: tuple[str, ...]
    space: Space
    reservations: tuple[int, ...]
    """What no deal was worth at the opening."""
    bases: tuple[int, ...]
    """What a sale is worth whatever the package."""

    @cached_property
    def floors(self) -> tuple[int, ...]:
        """Return the package utility that leaves each seat its reservation."""
        return tuple(map(int.__sub__, self.reservations, self.bases))

    @cached_property
    def rational(self) -> tuple[Point, ...]:
        """Return the frontier of the packages that leave every seat its reservation."""
        return frontier(self.space, self.floors)

    @cached_property
    def joint(self) -> int:
        """Return the best attainable sum of gains, 0 where no package leaves all theirs."""
        return rules.joint_gain_max(self.rational, self.floors)

    @cached_property
    def ideal(self) -> Mapping[str, int]:
        """Return each seat's best gain while all reach their reservations; empty without any."""
        best = rules.ideal(self.rational, self.floors)
        return {} if best is None else self.by_seat(best)

    @cached_property
    def conventions(self) -> Mapping[str, Mapping[str, int]]:
        """Return the gains of every seat at each named point; empty where there is none."""
        found = {name: rule(self.rational, self.floors) for name, rule in CONVENTIONS.items()}
        return {name: self.by_seat(at.utilities) for name, at in found.items() if at is not None}

    def by_seat(self, utilities: Sequence[int]) -> Mapping[str, int]:
        """Return the gains of package utilities."""
        return {
            seat: got - floor
            for seat, got, floor in zip(self.seats, utilities, self.floors, strict=True)
        }

    def open_to(self, least: Mapping[str, int]) -> int:
        """
        Return how many packages are worth at least so much to some seats, a sale's base included.

        Rows that are alike to these seats are counted once with their number: few are left then.
        """
        order = [self.seats.index(seat) for seat in least]
        units = [self.space.units[at] for at in order]
        floors = [least[self.seats[at]] - self.bases[at] for at in order]
        needed = needed_points(units, floors)
        small, large = (_tallied(rows, order) for rows in self._halves)
        # Most rows reach nothing even with the best of the others, and are looked at once only.
        best = tuple(map(max, zip(*(one for one, _ in small), strict=True)))
        hopeful = _reaching(best, large, needed)
        return sum(
            many * sum(times for _, times in _reaching(one, hopeful, needed)) for one, many in small
        )

    def best_of(self, seat: str) -> int:
        """Return the most that any package is worth to a seat, whatever the others get."""
        at = self.seats.index(seat)
        tops = (max(row[at] for row in group.rows) for group in self.space.groups)
        return (self.space.base[at] + sum(tops)) * self.space.units[at] // PPM + self.bases[at]

    @cached_property
    def _halves(self) -> tuple[Sequence[Row], Sequence[Row]]:
        """Return every sum of all groups of issues but the largest, and the largest."""
        *rest, large = sorted((group.rows for group in self.space.groups), key=len)
        small: Sequence[Row] = [self.space.base]
        for rows in rest:
            small = sums_of(small, rows)
        return small, large

    def open_gains(self, one: str, other: str) -> frozenset[tuple[int, int]]:
        """Return what two seats gain by the packages that leave every seat its reservation."""
        at, to = self.seats.index(one), self.seats.index(other)
        needed = tuple(enumerate(needed_points(self.space.units, self.floors)))
        small, large = self._halves
        sums = ((a[at] + b[at], a[to] + b[to]) for a in small for b in _rows(a, large, needed))
        units = self.space.units[at], self.space.units[to]
        return frozenset(
            (x * units[0] // PPM - self.floors[at], y * units[1] // PPM - self.floors[to])
            for x, y in set(sums)
        )

    def pair_line(self, one: str, other: str) -> tuple[tuple[int, int], ...]:
        """Return the gains along the frontier of two seats alone, best for the first one first."""
        at = self.seats.index(one), self.seats.index(other)
        found = frontier(narrowed(self.space, (one, other)))
        return tuple(
            (point.utilities[0] - self.floors[at[0]], point.utilities[1] - self.floors[at[1]])
            for point in found
        )


def _rows(one: Row, rows: Sequence[Row], needed: Sequence[tuple[int, int]]) -> Sequence[Row]:
    """Return the rows that give with another one what is needed at some places."""
    for at, need in needed:
        gap = need - one[at]
        rows = [row for row in rows if row[at] >= gap]
    return rows


def _tallied(rows: Sequence[Row], order: Sequence[int]) -> list[tuple[Row, int]]:
    """Return the points of rows for some seats, each once with how many rows have them."""
    return list(Counter(tuple(row[at] for at in order) for row in rows).items())


def _reaching(one: Row, tally: Sequence[tuple[Row, int]], needed: Row) -> Sequence[tuple[Row, int]]:
    """Return the rows of a tally that give with another one what is needed."""
    for at, need in enumerate(needed):
        gap = need - one[at]
        tally = [entry for entry in tally if entry[0][at] >= gap]
    return tally


def ground_of(opening: Talks, seats: tuple[str, ...]) -> Ground:
    """Return the ground on which talks open."""
    return Ground(
        seats=seats,
        space=space_at(opening, seats),
        reservations=tuple(opening_reservation(opening, seat) for seat in seats),
        bases=tuple(sale_base(opening, seat) for seat in seats),
    )


def mean_opening(opening: Talks) -> Talks:
    """Return the same opening with every seat at the mean of its personalities."""
    actors = index_of(opening.scenario).actors
    private = {
        name: changed(own, parameters=mean_parameters(actors[name]))
        if name in opening.scenario.preferences
        else own
        for name, own in opening.private.items()
    }
    return changed(opening, private=private)
