"""
What no deal is worth to whom, as far as a seat can tell: the floor under its demands and theirs.

Ban odds times what a ban takes (model note, part 2), each side's own outlook on the courts apart.
"""

from collections.abc import Mapping, Sequence

from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.odds import BanOdds
from sim.domain.setting import Scenario
from sim.domain.units import PPM, clamp
from sim.domain.views import View, gauges_of
from sim.strategies.charges import Charges
from sim.strategies.drafts import prior_mean

_BANNED, _LAPSED = "banned", "lapsed"
_QUANTITY = "reservation"


Ends = tuple[int, int]
"""What a ban and no ban are worth to somebody, in millionths of utility."""


def floors_of(
    view: View,
    members: tuple[str, ...],
    ends: Sequence[Ends | None],
    public: BanOdds,
    charges: Charges,
) -> tuple[int, ...]:
    """Return what no deal is worth to each member, in millionths; told values count for half."""
    ban = public.ban
    return tuple(
        [
            _own_floor(view, public, known, charges)
            if member == view.seat
            else _other_floor(view, member, ban, known)
            for member, known in zip(members, ends, strict=True)
        ]
    )


def _own_floor(view: View, public: BanOdds, known: Ends | None, charges: Charges) -> int:
    """Return my own no deal: a founder trusts the courts more (`court_ppm`), broken lines cost."""
    parameters = view.own.parameters
    court = clamp(public.court + parameters.get("court_ppm", 0), 0, PPM)
    ban = public.order * (PPM - court) // PPM * (PPM - public.relent) // PPM
    ends = ends_of(view, view.seat, parameters) if known is None else known
    return _between(ends, ban) - charges.unsold(view)


def public_floor(view: View, charges: Charges, ban: int, known: Ends | None) -> int:
    """Return what no deal is worth to the average type of a seat, as everybody reckons it."""
    means = prior_mean(view.scenario, charges.seat)
    floor = _between(ends_of(view, charges.seat, means) if known is None else known, ban)
    return floor - charges.unsold(view)


def _other_floor(view: View, member: str, ban: int, known: Ends | None) -> int:
    ends = ends_of(view, member, prior_mean(view.scenario, member)) if known is None else known
    reckoned = _between(ends, ban) + worth.poise(view.scenario, view.common, member)
    for belief in view.own.beliefs:
        if belief.about == member and belief.quantity == _QUANTITY:
            return (reckoned + belief.mean) // 2
    return reckoned


def no_deal(view: View, seat: str, parameters: Mapping[str, int], ban: int) -> int:
    """Return ban and no ban weighed by the ban odds, in millionths (model note, part 2)."""
    return _between(ends_of(view, seat, parameters), ban)


def _between(ends: Ends, ban: int) -> int:
    return (ends[0] * ban + ends[1] * (PPM - ban)) // PPM


def fixed_ends(scenario: Scenario, seat: str, parameters: Mapping[str, int]) -> Ends | None:
    """Return what ban and no ban are worth to a seat all game, if no gauge has a say in it."""
    outcomes = scenario.preferences[seat].outcomes
    if any(kind in outcomes and outcomes[kind].gauges for kind in (_BANNED, _LAPSED)):
        return None
    return _ends(scenario, seat, parameters, {})


def ends_of(view: View, seat: str, parameters: Mapping[str, int]) -> Ends:
    """Return what a ban and no ban are worth to a seat today."""
    outcomes = view.scenario.preferences[seat].outcomes
    terms = [term for kind in (_BANNED, _LAPSED) if kind in outcomes
             for term in outcomes[kind].gauges]  # fmt: skip
    return _ends(view.scenario, seat, parameters, gauges_of(view, terms))


def _ends(
    scenario: Scenario, seat: str, parameters: Mapping[str, int], readings: Mapping[str, int]
) -> Ends:
    preferences = scenario.preferences[seat]
    values = []
    for kind in (_BANNED, _LAPSED):
        outcome = preferences.outcomes.get(kind)
        points = 0 if outcome is None else outcome_points(outcome, parameters, readings)
        values.append(points * preferences.unit // PPM)
    return values[0], values[1]


def face(view: View, seller: str) -> int:
    """Return the face a seller loses by signing today; what a buyer does not know is its own."""
    points = worth.haste(view.scenario, view.common, view.minute, seller)
    return points * view.scenario.preferences[seller].unit // PPM
