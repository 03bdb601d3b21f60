"""
A firm that looks ahead of the calendar: it treats the day a rule is likely as its own last day.

After an order technology is usually put under licence within weeks, and a paper signed before that
closes twice as often (model note, part 6). So the demand falls by that day, not by the deadline.
"""

from collections.abc import Mapping

import attrs

from sim.domain import moves as m
from sim.domain.actors import BUYER, SELLER
from sim.domain.draws import Draws
from sim.domain.rules.legal import TALKING, code_of
from sim.domain.rules.numbers import number
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View
from sim.strategies.base import Strategy, entry_of, register

_BASE = "boulware"
_BUYER_MICRO = 2_000_000
_SELLER_MICRO = 20_000_000
"""A buyer that waits loses to rule and rival; a seller that waits is met by who must have it."""
_MARGIN: Mapping[str, int] = {BUYER: MINUTES_DAY, SELLER: -8 * MINUTES_DAY}
"""How long after the likely day it counts: who would be banned wants the paper in good time."""


@attrs.frozen
class Ahead:
    """The common firm, with its clock set to the day on which the rule is likely."""

    inner: Mapping[str, Strategy]
    """By role: a buyer's and any other's."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return what the firm would do if the likely day were the deadline."""
        firm = self.inner.get(view.actor.role, self.inner[""])
        move = firm.choose(_sooner(view), draws)
        return move if code_of(view, move) is None else m.Wait()


def _sooner(view: View) -> View:
    """Return the view with the likely day of the rule as deadline, if that is the sooner."""
    common = view.common
    ordered = common.order_minute
    if ordered is None or common.restricted_minute is not None or common.phase not in TALKING:
        return view
    margin = _MARGIN.get(view.actor.role)
    if margin is None or not number(view.scenario, "restrict_order_ppm"):
        return view
    likely = ordered + number(view.scenario, "restrict_order_days") * MINUTES_DAY + margin
    if view.minute >= likely or (common.deadline is not None and common.deadline <= likely):
        return view
    return attrs.evolve(view, common=attrs.evolve(common, deadline=likely))


def _ahead(parameters: Mapping[str, int]) -> Ahead:
    make = entry_of(_BASE).make
    return Ahead(
        {
            BUYER: make({"e": parameters.get("e", _BUYER_MICRO)}),
            "": make({"e": parameters.get("e", _SELLER_MICRO)}),
        }
    )


register("ahead", 2, _ahead)
