"""
What no deal is worth to whom, as far as a seat can tell: the floor under its demands and theirs.

Ban odds times what a ban takes (model note, part 2), each side's own outlook on the courts apart.
"""

from collections.abc import Mapping, Sequence

from sim.domain.preferences import GaugeTerm, OutcomeWorth, gauge_points, outcome_base
from sim.domain.rules import worth
from sim.domain.rules.gauges import gauge
from sim.domain.rules.odds import BanOdds
from sim.domain.setting import Scenario
from sim.domain.units import PPM, clamp
from sim.domain.views import View
from sim.strategies.charges import Charges

_BANNED, _LAPSED = "banned", "lapsed"
_QUANTITY = "reservation"


class Ends:
    """What a ban and no ban are worth to a seat under one set of its parameters."""

    def __init__(self, scenario: Scenario, seat: str, parameters: Mapping[str, int]) -> None:
        preferences = scenario.preferences[seat]
        known = [preferences.outcomes.get(kind, OutcomeWorth()) for kind in (_BANNED, _LAPSED)]
        self._unit = preferences.unit
        self._banned, self._lapsed = (outcome_base(one, parameters) for one in known)
        """In millionths of a point, gauges apart."""
        self._ban_terms, self._lapse_terms = (one.gauges for one in known)

    def between(self, view: View, ban: int) -> int:
        """Return ban and no ban weighed by the ban odds, in millionths (model note, part 2)."""
        banned, lapsed = self._banned, self._lapsed
        if self._ban_terms:
            banned += _swayed(view, self._ban_terms)
        if self._lapse_terms:
            lapsed += _swayed(view, self._lapse_terms)
        unit = self._unit
        return (banned * unit // PPM * ban + lapsed * unit // PPM * (PPM - ban)) // PPM


def _swayed(view: View, terms: tuple[GaugeTerm, ...]) -> int:
    """Return what gauges add to the worth of an outcome today, in millionths of a point."""
    scenario, common, minute = view.scenario, view.common, view.minute
    points = 0
    for term in terms:
        points += gauge_points(term, gauge(scenario, common, minute, term.gauge))
    return points


def floors_of(
    view: View,
    ends: Sequence[tuple[str, Ends]],
    charges: Charges,
    public: BanOdds,
    ban: int,
) -> tuple[int, ...]:
    """Return what no deal is worth to each member, in millionths; told values count for half."""
    seat = view.seat
    return tuple(
        [
            _own_floor(view, public, known, charges)
            if member == seat
            else _other_floor(view, member, ban, known)
            for member, known in ends
        ]
    )


def _own_floor(view: View, public: BanOdds, known: Ends, charges: Charges) -> int:
    """Return my own no deal: a founder trusts the courts more (`court_ppm`), broken lines cost."""
    parameters = view.own.parameters
    court = clamp(public.court + parameters.get("court_ppm", 0), 0, PPM)
    ban = public.order * (PPM - court) // PPM * (PPM - public.relent) // PPM
    return known.between(view, ban) - charges.unsold(view)


def _other_floor(view: View, member: str, ban: int, known: Ends) -> int:
    reckoned = known.between(view, ban) + worth.poise(view.scenario, view.common, member)
    for belief in view.own.beliefs:
        if belief.about == member and belief.quantity == _QUANTITY:
            return (reckoned + belief.mean) // 2
    return reckoned


def no_deal(view: View, seat: str, parameters: Mapping[str, int], ban: int) -> int:
    """Return ban and no ban weighed by the ban odds, in millionths (model note, part 2)."""
    return Ends(view.scenario, seat, parameters).between(view, ban)


def face(view: View, seller: str) -> int:
    """Return the face a seller loses by signing today; what a buyer does not know is its own."""
    points = worth.haste(view.scenario, view.common, view.minute, seller)
    return points * view.scenario.preferences[seller].unit // PPM
