"""
What packages and outcomes are worth to a seat, in millionths of utility.

Prices of moves that only the final score shows are here too: the broken line (Muthoo 1996), the
unknown liabilities of an early signature, the face a seller loses without an order (Putnam 1988).
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain.actors import BUYER, PARTY, SELLER
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.domain.preferences import Preferences, outcome_points, package_points
from sim.domain.rules.gauges import some
from sim.domain.rules.numbers import numbers_of
from sim.domain.rules.odds import ban_odds
from sim.domain.setting import Scenario
from sim.domain.talks import BANNED, LAPSED, REFUSED, Common, Private
from sim.domain.units import MILLI, MINUTES_DAY, PPM

_CACHE = 200_000
_KEPT = 96
"""Valuations a scenario remembers: some twenty games of four seats."""
_LINE_PPM = 250_000
_NO_SALE_PPM = 500_000


@frozen(kw_only=True)
class Stand:
    """Whose worth is asked, when, and on what knowledge; a view has all of it too."""

    scenario: Scenario
    common: Common
    minute: int
    seat: str
    own: Private


class Valuation:
    """A seat's preferences under one set of parameters, with its packages' worth remembered."""

    def __init__(self, preferences: Preferences, parameters: Mapping[str, int]) -> None:
        self.preferences = preferences
        self.parameters = parameters
        self._known: dict[tuple[Package, bool], int] = {}

    def package(self, package: Package, *, restricted: bool) -> int:
        """Return the utility of a package in millionths, conditions of the day apart."""
        key = (package, restricted)
        found = self._known.get(key)
        if found is None:
            points = package_points(
                self.preferences, package, self.parameters, restricted=restricted
            )
            found = points * self.preferences.unit // PPM
            if len(self._known) < _CACHE:
                self._known[key] = found
        return found


def valuation(scenario: Scenario, seat: str, parameters: Mapping[str, int]) -> Valuation:
    """
    Return the valuation of a seat, kept while the scenario lives and the game is recent.

    A game holds one mapping of parameters for each seat, so the mapping itself is the key; the
    entry keeps it alive, so its id stays its own.
    """
    kept = index_of(scenario).valuations
    key = (seat, id(parameters))
    found = kept.get(key)
    if found is None:
        if len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        found = kept[key] = (parameters, Valuation(scenario.preferences[seat], parameters))
    return found[1]


def package_utility(
    scenario: Scenario, common: Common, seat: str, own: Private, package: Package
) -> int:
    """Return what a seat would get from a package under today's rule of export."""
    return valuation(scenario, seat, own.parameters).package(
        package, restricted=common.restricted_minute is not None
    )


def outcome_utility(stand: Stand, kind: str, package: Package | None) -> int:
    """Return the utility of an outcome for a seat at a minute, in millionths."""
    preferences = stand.scenario.preferences[stand.seat]
    worth = preferences.outcomes.get(kind)
    points = 0
    if worth is not None:
        gauges = some(stand.scenario, stand.common, stand.minute, worth.gauges)
        points = outcome_points(worth, stand.own.parameters, gauges)
    utility = points * preferences.unit // PPM
    if package is not None and worth is not None and worth.package:
        utility += package_utility(stand.scenario, stand.common, stand.seat, stand.own, package)
    return utility - charges(stand, package)


def charges(stand: Stand, package: Package | None) -> int:
    """Return what a seat's earlier public words and haste cost at the end, in millionths."""
    scenario, common, seat = stand.scenario, stand.common, stand.seat
    unit = scenario.preferences[seat].unit
    cost = _line_charge(scenario, common, seat, stand.own, package)
    cost += word_charges(scenario, common, seat, package)
    if package is None or common.paper is None:
        return cost
    signed = common.paper.minute
    return cost + haste(scenario, common, signed, seat, stand.own.learned) * unit // PPM


def unsold_charges(scenario: Scenario, common: Common, seat: str) -> int:
    """Return what a seat's public words cost it where nothing is sold, in millionths."""
    lines = _line_charge(scenario, common, seat, Private(), None)
    return lines + word_charges(scenario, common, seat, None)


def poise(scenario: Scenario, common: Common, seat: str) -> int:
    """
    Return by how much others take a seat's no deal for better, in millionths of utility.

    Whoever has once suspended talks looks as if it needed them less: delay costs, so it speaks of
    strength (Admati and Perry 1987, Cramton 1992). A bluff works like the truth.
    """
    if seat not in common.paused:
        return 0
    return numbers_of(scenario)["pause_points"] * scenario.preferences[seat].unit // PPM


def haste(scenario: Scenario, common: Common, minute: int, seat: str, learned: int = 0) -> int:
    """
    Return what signing at a minute costs a party, in millionths of its point.

    Buyer: 7 x max(0, 1 - day / 24)^2 of unknown liabilities, where every answer or proof it was
    given counts as so much time spent in the books. Seller: face at home while no order excuses
    the sale (model note, parts 2 and 4).
    """
    index = index_of(scenario)
    role, numbers = index.actors[seat].role, index.numbers
    if role == BUYER:
        days = numbers["diligence_days"] * MINUTES_DAY
        left = days - minute - learned * numbers["diligence_told_minutes"]
        if left <= 0:
            return 0
        return numbers["diligence_points"] * left // days * left // days
    if role == SELLER and common.order_minute is None:
        return numbers["face_points"]
    return 0


def _line_charge(
    scenario: Scenario, common: Common, seat: str, own: Private, package: Package | None
) -> int:
    cost = 0
    for line in common.commitments:
        if line.by != seat:
            continue
        if package is None:
            unit = scenario.preferences[seat].unit
            cost += unit * _NO_SALE_PPM // PPM * line.weight // MILLI
            continue
        held = package_utility(
            scenario, common, seat, own, package.with_option(line.issue, line.line)
        )
        got = package_utility(scenario, common, seat, own, package)
        cost += max(0, held - got) * _LINE_PPM // PPM * line.weight // MILLI
    return cost


def word_charges(scenario: Scenario, common: Common, seat: str, package: Package | None) -> int:
    """
    Return what promises cost a party at the end beside its lines, in millionths of utility.

    A line taken back costs `revoked_ppm` of a point times its k (Muthoo 1996); a pledge broken by
    the paper `pledge_ppm` of a point; a paper that reaches an ally's users `clear_ppm` of a point
    for each step of a condition it meets there, and the buyer `refused_ppm` where a consent was
    refused without a veto (model note, part 4). Nothing for who is no party.
    """
    actor = index_of(scenario).actors[seat]
    if actor.kind != PARTY:
        return 0
    numbers = numbers_of(scenario)
    ppm = common.revoked.get(seat, 0) * numbers["revoked_ppm"] // MILLI
    if package is not None:
        broken = [p for p in common.pledges if p.by == seat and package[p.issue] != p.option]
        ppm += len(broken) * numbers["pledge_ppm"]
        ppm += clear_cost(scenario, common, package)
        if actor.role == BUYER and REFUSED in common.consents.values():
            ppm += numbers["refused_ppm"]
    return ppm * scenario.preferences[seat].unit // PPM


def clear_cost(scenario: Scenario, common: Common, package: Package) -> int:
    """Return what clearing a paper with those who have no veto costs a party, ppm of its point."""
    step = numbers_of(scenario)["clear_ppm"]
    if not step or not common.conditions:
        return 0
    index = index_of(scenario)
    cost = 0
    for demand in common.conditions:
        consent = index.consents.get(demand.by)
        if consent is None or consent.veto or package[demand.issue] != demand.option:
            continue
        if consent.always or any(package[i] in some for i, some in consent.when.items()):
            cost += step * index.issues[demand.issue].options.index(demand.option)
    return cost


def reservation(scenario: Scenario, common: Common, minute: int, seat: str, own: Private) -> int:
    """Return what no deal is worth to a seat today: ban and no-ban weighed by the ban odds."""
    stand = Stand(scenario=scenario, common=common, minute=minute, seat=seat, own=own)
    odds = ban_odds(scenario, common, minute).ban
    banned = outcome_utility(stand, BANNED, None)
    lapsed = outcome_utility(stand, LAPSED, None)
    return (banned * odds + lapsed * (PPM - odds)) // PPM
