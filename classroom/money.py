"""Whose points are money: what a utility is worth in a seat's own unit."""

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction

from sim.domain.actors import PARTY
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import PPM

MUSD_BN = 1000


class Unit(Enum):
    """What one point of a seat is: the last part of the names of its words in the catalogue."""

    BILLIONS = "bn"
    MILLIONS = "m"
    POINTS = "points"

    @property
    def amount(self) -> str:
        """Return the text that says so many of them."""
        return _AMOUNT[self]

    @property
    def called(self) -> str:
        """Return the text that names it at the head of a figure or a form."""
        return f"class.seat.unit_{self.value}"


_AMOUNT = {
    Unit.BILLIONS: "ui.format.billions",
    Unit.MILLIONS: "ui.desk.gain_millions",
    Unit.POINTS: "unit.points",
}


def unit_of(scenario: Scenario, seat: str) -> Unit:
    """Return the unit of a seat: a point that is ten millions has no better name than a point."""
    known = {MUSD_BN: Unit.BILLIONS, 1: Unit.MILLIONS}
    return known.get(point_musd(scenario, seat), Unit.POINTS)


def point_musd(scenario: Scenario, seat: str) -> int:
    """Return how many millions of dollars one point of a party is; 0 if points are no money."""
    if index_of(scenario).actors[seat].kind != PARTY:
        return 0
    money = {issue.id for issue in scenario.issues if issue.unit == "musd"}
    slopes = [slope for term in scenario.preferences[seat].terms
              for issue, table in term.factors.items() if issue in money
              for slope in _slopes(table)]  # fmt: skip
    best = max(slopes, default=0)
    return PPM // best if best and PPM % best == 0 else 0


def _slopes(table: Mapping[str, int]) -> Iterator[int]:
    """Yield the factor per unit of an option where the whole table is proportional."""
    first = next((Fraction(value, int(option)) for option, value in table.items() if int(option)),
                 Fraction(0))  # fmt: skip
    if first.denominator == 1 and all(
        value == first * int(option) for option, value in table.items()
    ):
        yield abs(int(first))
