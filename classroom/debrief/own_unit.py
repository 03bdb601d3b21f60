"""
Worths on a student's own page: in the unit of that seat, as it read them at its table.

Panels of the wall set all seats side by side and count in points of one scale; who bargained in
billions is told of billions.
"""

from attrs import frozen

from classroom.money import unit_of
from sim.domain.setting import Scenario
from sim.report.say import NONE, Say


@frozen
class OwnUnit:
    """The unit of a seat, and how its worths are said."""

    words: Say
    scenario: Scenario
    seat: str

    def of(self, utility: float) -> float:
        """Return millionths of utility in the unit."""
        return utility / self.scenario.preferences[self.seat].unit

    def amount(self, utility: object, *, signed: bool = False) -> str:
        """Return millionths of utility with the unit, a dash for none."""
        if not isinstance(utility, int):
            return NONE
        shown = (self.words.signed if signed else self.words.number)(self.of(utility), 1)
        return self.words.text(unit_of(self.scenario, self.seat).amount, n=shown)

    @property
    def name(self) -> str:
        """Return what one of it is called."""
        return self.words.text(unit_of(self.scenario, self.seat).called)
