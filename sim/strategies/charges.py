"""
What public words cost a seat at the end, kept for as long as the same words stand.

Every look of a firm asks it of each offer on the table, while words change a few times a game.
"""

from operator import is_

from sim.domain.deal import Package
from sim.domain.rules import worth
from sim.domain.views import View, stand_of


class Charges:
    """The charges of a seat's words under one set of its parameters and one rule of export."""

    def __init__(self, seat: str) -> None:
        self.seat = seat
        self._words: tuple[object, ...] = (None,) * 5
        """The public knowledge that the charges below hang on."""
        self._latest: object = None
        """The whole of it when the charges were asked for last: within a look it is the same."""
        self._costs: dict[Package | None, int] = {}
        """By package, and by None for no sale."""

    def signed(self, view: View, package: Package) -> int:
        """Return what the looking seat's words cost it under a package, in millionths."""
        costs = self._under(view)
        found = costs.get(package)
        if found is None:
            found = costs[package] = worth.charges(stand_of(view), package)
        return found

    def unsold(self, view: View) -> int:
        """Return what the seat's words cost it where nothing is sold, in millionths."""
        if not (view.common.commitments or view.common.revoked):
            return 0
        costs = self._under(view)
        found = costs.get(None)
        if found is None:
            found = costs[None] = worth.unsold_charges(view.scenario, view.common, self.seat)
        return found

    def _under(self, view: View) -> dict[Package | None, int]:
        """Return the charges known under the words that stand."""
        common = view.common
        if common is self._latest:
            return self._costs
        self._latest = common
        words = (
            common.commitments, common.revoked, common.pledges, common.conditions, common.consents,
        )  # fmt: skip
        # What no event has touched is the same object in all talks that follow.
        if not all(map(is_, words, self._words)):
            self._words, self._costs = words, {}
        return self._costs
