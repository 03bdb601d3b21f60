"""
What a seat brings to a table all game long: its measure of packages, and the drafts of the table.

A game holds one mapping of parameters for each seat, so a chair is worked out once a game and rule
of export, and again whenever it was forgotten.
"""

from attrs import frozen

from sim.domain.actors import SELLER
from sim.domain.deal import Option, Package
from sim.domain.lookup import index_of, members_of
from sim.domain.rules.consent import seller_of
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.units import PPM, logistic_ppm
from sim.domain.views import View
from sim.strategies.charges import Charges
from sim.strategies.drafts import (
    Demands,
    Drafts,
    Temper,
    drafts_of,
    readers_of,
    tempered,
)  # fmt: skip
from sim.strategies.floors import Ends
from sim.strategies.measures import Measure
from sim.strategies.numeraire import prior_mean
from sim.strategies.shelf import kept, kept_of_game, shelf_of_game


class Chair:
    """A seat at a table under one rule of export."""

    def __init__(self, view: View, table: str) -> None:
        self._tempers = tuple(
            (member, _temper(view, member)) for member in members_of(view.scenario, table)
        )
        self._drafts: Drafts | None = None
        self._under: object = None
        """The conditions under which the drafts were found."""
        self._told: object = None
        """The offers from which it was worked out who conceded when."""
        self._conceded = (0, 0)
        self.facts: dict[Package, Fact] = {}
        """What looks worked out about packages under those conditions."""
        self.at = members_of(view.scenario, table).index(view.seat)
        """My place among the members."""
        self.best: tuple[Drafts, tuple[Option, ...], int] | None = None
        """The best draft of the last look: class and place among the drafts."""
        self.sellers = tuple(
            [seat for seat in members_of(view.scenario, table) if _sells(view.scenario, seat)]
        )
        """The members who may lose face."""
        self.table = table
        self.point = view.scenario.preferences[view.seat].unit
        """Millionths of utility in one point of the party's scale."""
        self.ends = tuple([(seat, _ends(view, seat)) for seat in members_of(view.scenario, table)])
        """What ban and no ban are worth to each member."""
        self.ceiling = PPM - number(view.scenario, "slip_ppm")
        """Closing odds that no paper passes."""
        self.measure = measure_of(view)
        """My own worth of packages."""
        self.charges = Charges(view.seat)
        """What my public words cost me."""
        self.public, *self.others = _means(view, table)
        """How the average type of my seat measures them, and those of the others."""
        self.home = _home(view, table)
        """Who must have the table's papers ratified at home; nobody where no rule asks for it."""

    def drafts(self, view: View) -> Drafts:
        """Return the drafts of the table under the conditions that stand."""
        conditions = view.common.conditions
        if self._drafts is None or self._under is not conditions:
            demands = _demands(view, self.table)
            self._drafts = drafts_of(view, self.table, self._tempers, demands)
            self._under = conditions
            self.facts = {}
        return self._drafts

    def conceded(self, view: View) -> tuple[int, int]:
        """Return when I last came closer to the others by an offer, and they to me; 0 is never."""
        offers = view.channels[self.table].offers
        if self._told is not offers:
            self._told, self._conceded = offers, self._told_by(view)
        return self._conceded

    def _told_by(self, view: View) -> tuple[int, int]:
        last: dict[str, int] = {}
        mine = theirs = 0
        for offer in view.channels[self.table].offers:
            value = self.measure.of(offer.package)
            before = last.get(offer.by)
            last[offer.by] = value
            if offer.by == view.seat:
                mine = offer.minute if before is not None and value < before else mine
            elif before is None or value > before:
                theirs = offer.minute
        return mine, theirs

    def concedes(self, package: Package, before: Package) -> bool:
        """Tell whether a package moves towards the others in everybody's eyes."""
        if self.public.of(package) >= self.public.of(before):
            return False
        gained = sum([other.of(package) - other.of(before) for other in self.others])
        return gained > 0


@frozen
class Fact:
    """A package as a chair sees it."""

    worth: int
    """My utility in millionths, conditions of the day apart."""
    home: int
    """The average seller's, where it must be ratified at home."""
    signed: tuple[Option, ...]
    """Its class among the drafts."""
    readings: tuple[int, ...]


@frozen
class Home:
    """A seller whose side at home looks at its papers (`consent.ratify_odds`)."""

    charges: Charges
    """What the seller's public words cost it."""
    measure: Measure
    """The average seller's measure of packages."""
    ends: Ends
    unit: int
    bias: int
    spread: int

    def floor(self, view: View, ban: int) -> int:
        """Return what no deal is worth to the average seller, as everybody reckons it."""
        return self.ends.between(view, ban) - self.charges.unsold(view)

    def odds(self, worth: int, floor: int) -> int:
        """Return the odds that a package is ratified, over the average seller's no deal."""
        return logistic_ppm(((worth - floor) * PPM // self.unit + self.bias) * 10 // self.spread)


def _sells(scenario: Scenario, seat: str) -> bool:
    return index_of(scenario).actors[seat].role == SELLER


def _home(view: View, table: str) -> Home | None:
    scenario = view.scenario
    spread = number(scenario, "ratify_spread_points")
    seller = seller_of(scenario, table)
    if not spread or seller is None:
        return None
    return Home(
        charges=Charges(seller),
        measure=mean_measure(scenario, seller, restricted=is_restricted(view)),
        ends=mean_ends(scenario, seller),
        unit=max(1, scenario.preferences[seller].unit),
        bias=number(scenario, "ratify_bias_points"),
        spread=spread,
    )


def mean_ends(scenario: Scenario, seat: str) -> Ends:
    """Return what ban and no ban are worth to the average type of a seat."""
    return kept(
        scenario,
        ("ends", seat),
        lambda: Ends(scenario, seat, prior_mean(scenario, seat)),
    )


def chair_of(view: View, table: str) -> Chair:
    """Return the looking seat's chair at a table."""
    shelf = shelf_of_game(view.scenario, view.own.parameters)
    key = ("chair", view.seat, table, view.common.restricted_minute is None)
    found: Chair | None = shelf.get(key)
    if found is None:
        found = shelf[key] = Chair(view, table)
    return found


def is_restricted(view: View) -> bool:
    """Tell whether technology is under licence."""
    return view.common.restricted_minute is not None


def measure_of(view: View) -> Measure:
    """Return the looking seat's own measure of packages today."""
    restricted, own = is_restricted(view), view.own.parameters
    key = ("measure", view.seat, restricted)
    return kept_of_game(
        view.scenario,
        key,
        own,
        lambda: Measure(view.scenario, view.seat, own, restricted=restricted),
    )


def mean_measure(scenario: Scenario, seat: str, *, restricted: bool) -> Measure:
    """Return how the average type of a seat measures packages: public knowledge."""
    return kept(
        scenario,
        ("measure", seat, restricted),
        lambda: Measure(scenario, seat, prior_mean(scenario, seat), restricted=restricted),
    )


def _means(view: View, table: str) -> list[Measure]:
    """Return how the average types measure packages, mine first."""
    others = [seat for seat in members_of(view.scenario, table) if seat != view.seat]
    restricted = is_restricted(view)
    return [
        mean_measure(view.scenario, seat, restricted=restricted) for seat in (view.seat, *others)
    ]


def others_worth(view: View, table: str, package: Package) -> int:
    """Return what a package is worth to the average types of the others together."""
    return sum([measure.of(package) for measure in _means(view, table)[1:]])


def _ends(view: View, seat: str) -> Ends:
    """Return what ban and no ban are worth to a member, as far as I can tell."""
    scenario = view.scenario
    if seat == view.seat:
        return Ends(scenario, seat, view.own.parameters)
    return mean_ends(scenario, seat)


def _temper(view: View, seat: str) -> Temper:
    scenario = view.scenario
    if seat == view.seat:
        return tempered(scenario.preferences[seat], view.own.parameters)
    return kept(
        scenario,
        ("temper", seat),
        lambda: tempered(scenario.preferences[seat], prior_mean(scenario, seat), None),
    )


def _demands(view: View, table: str) -> Demands:
    """Return the public conditions that a reader of this table's papers counts."""
    if not view.common.conditions:
        return ()
    readers = readers_of(view.scenario, table)
    return tuple(
        (demand.by, demand.issue, demand.option)
        for demand in view.common.conditions
        if demand.by in readers
    )


def sits_with_environment(scenario: Scenario, seat: str, table: str) -> bool:
    """Tell whether the others of a table are no seats: they come when they like."""
    actors = index_of(scenario).actors
    members = members_of(scenario, table)
    return not any(actors[member].is_seat for member in members if member != seat)


def open_tables(view: View) -> tuple[str, ...]:
    """Return my tables that are not broken, those with other seats first."""
    scenario, seat = view.scenario, view.seat
    mine = index_of(scenario).tables_of[seat]
    if len(mine) > 1:
        mine = _with_seats_first(scenario, seat)
    broken = view.common.broken
    return tuple([table for table in mine if table not in broken]) if broken else mine


def _with_seats_first(scenario: Scenario, seat: str) -> tuple[str, ...]:
    kept_tables = index_of(scenario).kept
    found: tuple[str, ...] | None = kept_tables.get(("tables", seat))
    if found is None:
        mine = index_of(scenario).tables_of[seat]
        ranked = sorted(mine, key=lambda table: sits_with_environment(scenario, seat, table))
        found = kept_tables["tables", seat] = tuple(ranked)
    return found
