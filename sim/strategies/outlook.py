"""
What a party makes of one table today: what it could hope for there, and with which package.

All of it is reckoned from a view: own preferences, the average type of the others, public odds.
Gains are utility over no deal, weighed with the odds that the paper closes (model note, part 5).
"""

from collections.abc import Iterable, Mapping
from itertools import chain

from attrs import frozen

from sim.domain.actors import AUTHORITY, SELLER
from sim.domain.deal import Issue, Package
from sim.domain.lookup import actor_of, index_of, kind_of, members_of, role_of
from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.consent import believed_bar, closing_odds, consent_odds, needed
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.units import PPM, clamp, logistic_ppm
from sim.domain.views import View, gauges, odds, signing_utility, utility
from sim.strategies.drafts import Demands, Draft, Drafts, Temper, drafts_of, prior_mean, tempered

_BANNED, _LAPSED = "banned", "lapsed"
_QUANTITY = "reservation"
_CAUTION_PPM = 800_000
"""A buyer asks for this share of the unknown liabilities it would sign for (model note, part 5)."""


@frozen(kw_only=True)
class Outlook:
    """A party's reckoning of a table."""

    table: str
    point: int
    """Millionths of utility in one point of the party's scale."""
    floor: int
    """What no deal at all is worth to it."""
    haste: int
    """What signing today would cost it beside the package."""
    surplus: int
    """The largest gain there is: for all together with a numeraire, else for itself."""
    best: Draft
    odds: int
    """Closing odds of the best draft."""
    floors: tuple[int, ...]
    """No deal by member, the others' as far as one can tell."""
    drafts: Drafts
    weighed: tuple[tuple[int, Draft], ...]
    """All drafts with their closing odds."""


def look(view: View, table: str) -> Outlook:
    """Return what a member of a table makes of it."""
    scenario, seat = view.scenario, view.seat
    drafts = drafts_of(
        scenario,
        table,
        tuple((member, _temper(view, member)) for member in members_of(scenario, table)),
        restricted=view.common.restricted_minute is not None,
        demands=_demands(view),
    )
    ban = ban_believed(view)
    floors = tuple(_floor(view, member, ban) for member in drafts.members)
    costs = sum(_face(view, member) for member in drafts.members)
    weighed = tuple(weigh(view, table, drafts))
    at = drafts.members.index(seat)
    if drafts.numeraire is not None:
        weight, best, surplus = _best_joint(weighed, sum(floors) + costs)
    else:
        weight, best, surplus = _best_own(weighed, floors, at)
    return Outlook(
        table=table,
        point=scenario.preferences[seat].unit,
        floor=floors[at],
        haste=worth.haste(scenario, view.common, view.minute, seat)
        * scenario.preferences[seat].unit
        // PPM,
        surplus=surplus,
        best=best,
        odds=weight,
        floors=floors,
        drafts=drafts,
        weighed=weighed,
    )


def _temper(view: View, member: str) -> Temper:
    parameters = prior_mean(view.scenario, member)
    if member == view.seat:
        parameters = view.own.parameters
    return tempered(view.scenario.preferences[member], parameters)


def _demands(view: View) -> Demands:
    return tuple(
        (demand.by, demand.issue, demand.option)
        for demand in view.common.conditions
        if kind_of(view.scenario, demand.by) == AUTHORITY
    )


def ban_believed(view: View) -> int:
    """Return the ban odds as this seat sees them: a founder trusts the courts more (`court_ppm`)."""
    public = odds(view)
    trust = view.own.parameters.get("court_ppm", 0)
    court = clamp(public.court + trust, 0, PPM)
    return public.order * (PPM - court) // PPM * (PPM - public.relent) // PPM


def _floor(view: View, member: str, ban: int) -> int:
    """Return what no deal is worth to a member, in millionths; told values count for half."""
    if member == view.seat:
        lines = worth.charges(
            view.scenario, view.common, view.minute, member, view.own, None
        )
        return no_deal(view, member, view.own.parameters, ban) - lines
    reckoned = no_deal(view, member, prior_mean(view.scenario, member), odds(view).ban)
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


def _face(view: View, member: str) -> int:
    """Return the face a seller loses by signing today; what a buyer does not know is its own."""
    if role_of(view.scenario, member) != SELLER:
        return 0
    points = worth.haste(view.scenario, view.common, view.minute, member)
    return points * view.scenario.preferences[member].unit // PPM


def weigh(view: View, table: str, drafts: Drafts) -> Iterable[tuple[int, Draft]]:
    """Yield every draft with its closing odds; equal to `consent.closing_odds` (test)."""
    bars = [believed_bar(view, reader) for reader in drafts.readers]
    for some in drafts.classes:
        asked = needed(view.scenario, view.common, table, some[0].package)
        fixed = PPM - number(view.scenario, "slip_ppm")
        for actor in asked:
            if actor not in drafts.readers:
                fixed = fixed * consent_odds(view, actor, some[0].package) // PPM
        reads = [
            (at, *bars[at]) for at, reader in enumerate(drafts.readers) if reader in asked
        ]
        for draft in some:
            weight = fixed
            for at, mean, spread in reads:
                gap = draft.readings[at] - mean
                weight = weight * logistic_ppm(gap * 100 // (6 * max(1, spread))) // PPM
            yield weight, draft


def _best_joint(
    weighed: tuple[tuple[int, Draft], ...], slack: int
) -> tuple[int, Draft, int]:
    weight, best = max(weighed, key=lambda pair: pair[0] * (pair[1].joint - slack))
    return weight, best, weight * (best.joint - slack) // PPM


def _best_own(
    weighed: tuple[tuple[int, Draft], ...], floors: tuple[int, ...], at: int
) -> tuple[int, Draft, int]:
    """Return the draft best for me among those that the others might take, and my gain."""

    def rank(pair: tuple[int, Draft]) -> tuple[int, int]:
        weight, draft = pair
        worst = least_gain(draft, floors, at)
        return min(worst, 0), weight * (draft.worths[at] - floors[at])

    weight, best = max(weighed, key=rank)
    gain = weight * (best.worths[at] - floors[at]) // PPM
    return weight, best, gain if least_gain(best, floors, at) >= 0 else 0


def least_gain(draft: Draft, floors: tuple[int, ...], at: int) -> int:
    """Return the smallest gain of the others from a draft, as far as one can tell."""
    return min(
        worth_ - floor
        for place, (worth_, floor) in enumerate(zip(draft.worths, floors, strict=True))
        if place != at
    )


def gain(view: View, outlook: Outlook, package: Package) -> int:
    """Return my gain of signing a package now, weighed with its closing odds."""
    over = signing_utility(view, package, view.minute) - outlook.floor
    return closing_odds(view, outlook.table, package) * over // PPM


def package_for(view: View, outlook: Outlook, target: int) -> Package:
    """Return the package to table when one wants this gain: the best draft, then the price."""
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        return _nearest(view, outlook, target)
    haste = outlook.haste
    if role_of(view.scenario, view.seat) != SELLER:
        haste = haste * _CAUTION_PPM // PPM
    wanted = outlook.floor + haste + target * PPM // max(1, outlook.odds)
    return priced(view, outlook.best.package, numeraire, wanted)


def priced(view: View, package: Package, numeraire: Issue, wanted: int) -> Package:
    """Return the package at the price least good for me that still gives the wanted utility."""
    prices = numeraire.options
    last = len(prices) - 1
    low, high = (
        utility(view, package.with_option(numeraire.id, prices[at])) for at in (0, last)
    )
    if low > high:
        prices, low, high = prices[::-1], high, low
    if high == low:
        return package
    # A price enters straight, so this is at most a step off; the loop settles the rounding.
    at = clamp(-((low - wanted) * last // (high - low)), 0, last)
    while at > 0 and utility(view, package.with_option(numeraire.id, prices[at - 1])) >= wanted:
        at -= 1
    while at < last and utility(view, package.with_option(numeraire.id, prices[at])) < wanted:
        at += 1
    return package.with_option(numeraire.id, prices[at])


def _nearest(view: View, outlook: Outlook, target: int) -> Package:
    """Return, of the drafts that give me the target, the one kindest to the worst-off other."""
    at = outlook.drafts.members.index(view.seat)

    def rank(pair: tuple[int, Draft]) -> tuple[int, int, int]:
        weight, draft = pair
        own = weight * (draft.worths[at] - outlook.floors[at]) // PPM
        kind = least_gain(draft, outlook.floors, at)
        if own < target:
            return 0, own, kind
        return 1, kind, -own

    return max(outlook.weighed, key=rank)[1].package


def others_worth(view: View, table: str, package: Package) -> int:
    """Return what a package is worth to the average types of the others together."""
    scenario = view.scenario
    restricted = view.common.restricted_minute is not None
    return sum(
        worth.valuation(scenario, member, prior_mean(scenario, member)).package(
            package, restricted=restricted
        )
        for member in members_of(scenario, table)
        if member != view.seat
    )


def public_worth(view: View, package: Package) -> int:
    """Return what a package is worth to the average type of my own seat: how others judge me."""
    mean = prior_mean(view.scenario, view.seat)
    return worth.valuation(view.scenario, view.seat, mean).package(
        package, restricted=view.common.restricted_minute is not None
    )


def sits_with_environment(scenario: Scenario, seat: str, table: str) -> bool:
    """Tell whether the others of a table are no seats: they come when they like."""
    return not any(
        actor_of(scenario, member).is_seat
        for member in members_of(scenario, table)
        if member != seat
    )


def open_tables(view: View) -> tuple[str, ...]:
    """Return my tables that are not broken, those with other seats first."""
    mine = index_of(view.scenario).tables_of[view.seat]
    live = [table for table in mine if table not in view.common.broken]
    seated = [t for t in live if not sits_with_environment(view.scenario, view.seat, t)]
    return tuple(chain(seated, (table for table in live if table not in seated)))
