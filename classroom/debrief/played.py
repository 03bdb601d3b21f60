"""
A table as the debrief reads it: its record, how it ended, what its people said of it.

Utilities are true ones, in millionths: results are sealed until the teacher reveals them.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from classroom.cohort.facts import AGREEMENT, FormFilled
from sim.domain.deal import Package
from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.projections.scores import Surplus, surpluses


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
        Return utility and no-deal value of every seat, in millionths.

        A table whose time was up has no outcome: every seat keeps what no deal is worth to it.
        """
        return {one.seat: one for one in surpluses(self.opening, self.final)}

    @property
    def package(self) -> Package | None:
        """Return what the seats agreed on, if they did."""
        outcome = self.final.common.outcome
        return outcome.package if outcome is not None and self.status == AGREEMENT else None
