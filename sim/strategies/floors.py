"""
What no deal is worth to whom, as far as a seat can tell: the floor under its demands and theirs.

Ban odds times what a ban takes (model note, part 2), each side's own outlook on the courts apart.
"""

from collections.abc import Mapping

from sim.domain.actors import SELLER
from sim.domain.lookup import role_of
from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.odds import BanOdds
from sim.domain.units import PPM, clamp
from sim.domain.views import View, gauges, odds, stand_of
from sim.strategies.drafts import prior_mean

_BANNED, _LAPSED = "banned", "lapsed"
_QUANTITY = "reservation"


def floors_of(view: View, members: tuple[str, ...]) -> tuple[int, ...]:
    """Return what no deal is worth to each member, in millionths; told values count for half."""
    public = odds(view)
    return tuple(
        _own_floor(view, public) if member == view.seat else _other_floor(view, member, public.ban)
        for member in members
    )


def _own_floor(view: View, public: BanOdds) -> int:
    """Return my own no deal: a founder trusts the courts more (`court_ppm`), broken lines cost."""
    court = clamp(public.court + view.own.parameters.get("court_ppm", 0), 0, PPM)
    ban = public.order * (PPM - court) // PPM * (PPM - public.relent) // PPM
    lines = worth.charges(stand_of(view), None)
    return no_deal(view, view.seat, view.own.parameters, ban) - lines


def _other_floor(view: View, member: str, ban: int) -> int:
    reckoned = no_deal(view, member, prior_mean(view.scenario, member), ban)
    for belief in view.own.beliefs:
        if belief.about == member and belief.quantity == _QUANTITY:
            return (reckoned + belief.mean) // 2
    return reckoned


def no_deal(view: View, seat: str, parameters: Mapping[str, int], ban: int) -> int:
    """Return ban and no ban weighed by the ban odds, in millionths (model note, part 2)."""
    preferences = view.scenario.preferences[seat]
    values = []
    for kind in (_BANNED, _LAPSED):
        outcome = preferences.outcomes.get(kind)
        points = 0
        if outcome is not None:
            readings = gauges(view) if outcome.gauges else {}
            points = outcome_points(outcome, parameters, readings)
        values.append(points * preferences.unit // PPM)
    return (values[0] * ban + values[1] * (PPM - ban)) // PPM


def face(view: View, member: str) -> int:
    """Return the face a seller loses by signing today; what a buyer does not know is its own."""
    if role_of(view.scenario, member) != SELLER:
        return 0
    points = worth.haste(view.scenario, view.common, view.minute, member)
    return points * view.scenario.preferences[member].unit // PPM
