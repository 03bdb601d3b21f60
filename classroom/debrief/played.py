"""
A table as the debrief reads it: its record, how it ended, what its people said of it.

Utilities are true ones, in millionths: results are sealed until the teacher reveals them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from classroom.cohort.facts import ABORTED, AGREEMENT, FormFilled
from classroom.debrief.ground import Ground, ground_of, mean_opening
from classroom.debrief.reckon import ppm
from sim.analysis.frontier import frontier
from sim.analysis.points import gain_left
from sim.domain.deal import Package
from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.domain.lookup import index_of
from sim.domain.rules.worth import package_utility
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.projections.scores import Surplus, space_at, surpluses

UNCOUNTED = frozenset({"", ABORTED})
"""What a table is called whose result does not count: still open, or ended by the teacher."""


@frozen(kw_only=True, slots=False)
class Played:
    """One table of a class, after it ended or its time was up."""

    table: int
    header: Header
    decisions: tuple[Decision, ...]
    status: str
    """agreement, impasse, timeout, aborted; empty while it is open."""
    seconds: Mapping[int, int] = field(factory=dict)
    """Running seconds of class time since bargaining began, by number of decision."""
    closed: int | None = None
    """Running seconds at which the lesson ended a table that was still open."""
    preparation: Mapping[str, FormFilled] = field(factory=dict)
    """The preparation sheet of each seat that filled one."""
    feelings: Mapping[str, Sequence[FormFilled]] = field(factory=dict)
    """The forms of subjective value, by seat: a mirrored seat has two."""

    @property
    def scenario(self) -> Scenario:
        """Return what was played."""
        return self.header.scenario

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the seats in the order of the scenario's ranks."""
        known = self.scenario.preferences
        return tuple(one.id for one in index_of(self.scenario).seats if one.id in known)

    @cached_property
    def opening(self) -> Talks:
        """Return the talks before the first decision."""
        return initial(self.header)

    @cached_property
    def final(self) -> Talks:
        """Return the talks after the last decision."""
        talks = self.opening
        for decision in self.decisions:
            talks = advance(talks, decision)
        return talks

    @cached_property
    def results(self) -> Mapping[str, Surplus]:
        """
        Return utility and no-deal value of every seat as they turned out, in millionths.

        A table whose time was up has no outcome: every seat keeps what no deal is worth to it. What
        pages compare is `entered` and `gains`.
        """
        return {one.seat: one for one in surpluses(self.opening, self.final)}

    @property
    def package(self) -> Package | None:
        """Return what the seats agreed on, if they did."""
        outcome = self.final.common.outcome
        return outcome.package if outcome is not None and self.status == AGREEMENT else None

    @cached_property
    def ground(self) -> Ground:
        """Return what this table's seats could agree on; each table drew its own types."""
        return ground_of(self.opening, self.seats)

    @cached_property
    def entered(self) -> Mapping[str, int]:
        """
        Return the utility that each seat is counted with, in millionths.

        That of its deal; without one what no deal was worth at the opening, whatever happened to
        the seats after the talks had failed.
        """
        made = self.package is not None
        return {
            seat: self.results[seat].utility if made else self.results[seat].reservation
            for seat in self.seats
        }

    @cached_property
    def gains(self) -> Mapping[str, int]:
        """Return what each seat is counted with beyond its no-deal value, 0 without a deal."""
        return {seat: self.entered[seat] - self.results[seat].reservation for seat in self.seats}

    @property
    def joint(self) -> int:
        """Return the sum of gains that the table's deal created; without a deal nothing was."""
        return sum(self.gains.values())

    @property
    def share(self) -> int | None:
        """Return the ppm of the best joint gain that it made; None where none was attainable."""
        return ppm(self.joint, self.ground.joint)

    @property
    def zoneless(self) -> bool:
        """Tell whether it made a deal although no package would have left every seat its own."""
        return self.package is not None and not self.ground.ideal

    @cached_property
    def reached(self) -> tuple[int, ...]:
        """
        Return what a package would have to better for each seat, as the utility of a package.

        Package against package where one was agreed, so that the price of a public line does not
        count as left behind; without a deal what no deal was worth at the opening.
        """
        package, final = self.package, self.final
        if package is None:
            return self.ground.floors
        return tuple(
            package_utility(final.scenario, final.common, seat, final.private[seat], package)
            for seat in self.seats
        )

    @cached_property
    def left(self) -> int:
        """Return the most that every seat could still have gained together, in millionths."""
        if self.package is None:
            return gain_left(self.ground.rational, self.reached)
        return gain_left(frontier(space_at(self.final, self.seats), self.reached), self.reached)

    @cached_property
    def efficient(self) -> bool:
        """Tell whether no package betters one seat without loss for another."""
        better = frontier(space_at(self.final, self.seats), self.reached)
        return all(point.utilities == self.reached for point in better)


def best_first(tables: Iterable[Played]) -> tuple[Played, ...]:
    """
    Return the tables by the share they made, those without a deal behind them; ties by number.

    Tables that do not count, open or stopped, come last: a place is the same on every page.
    """
    return tuple(sorted(tables, key=_standing))


def _standing(one: Played) -> tuple[bool, bool, int, int]:
    # Every table drew its own types, so sums of gains alone do not compare.
    return one.status in UNCOUNTED, one.package is None, -(one.share or 0), one.table


def common_ground(tables: Iterable[Played]) -> Ground | None:
    """
    Return the one ground that stands for a class in its pictures; None without a table.

    That of all tables where they drew the same types, else that of the mean types.
    """
    some = list(tables)
    if not some:
        return None
    first = some[0]
    if all(one.ground == first.ground for one in some[1:]):
        return first.ground
    return ground_of(mean_opening(first.opening), first.seats)
