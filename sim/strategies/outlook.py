"""
What a party makes of one table today: what it could hope for there, and with which package.

All of it is reckoned from a view: own preferences, the average type of the others, public odds.
Gains are utility over no deal, weighed with the odds that the paper closes (model note, part 5).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from sim.domain.actors import SELLER
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import actor_of, index_of, members_of, role_of
from sim.domain.rules import worth
from sim.domain.rules.consent import believed_bar, closing_odds, consent_odds, reading
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.units import PPM, clamp, logistic_ppm
from sim.domain.views import View, signing_utility
from sim.strategies.drafts import (
    Demands,
    Draft,
    DraftClass,
    Drafts,
    Temper,
    drafts_of,
    prior_mean,
    readers_of,
    tempered,
)  # fmt: skip
from sim.strategies.floors import face, floors_of
from sim.strategies.shelf import kept

_CAUTION_PPM = 800_000
"""A buyer asks for this share of the unknown liabilities it would sign for (model note, part 5)."""


_KNOWN_MAX = 4_096

Scales = Mapping[tuple[Option, ...], "Scale"]
"""How papers are weighed, by the options that their class turns on."""


class Weighed(NamedTuple):
    """A draft with my gain from it; a named tuple, since a look makes hundreds."""

    gain: int
    kind: int
    """What the worst-off other gains, as far as one can tell."""
    odds: int
    draft: Draft


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
    scales: Scales
    weighed: tuple[Weighed, ...]
    """All drafts, where no numeraire divides the worth of the best."""


def look(view: View, table: str, *, without: str | None = None) -> Outlook:
    """Return what a member of a table makes of it; with papers that do `without` a consent."""
    scenario, seat = view.scenario, view.seat
    tempers = tuple((member, _temper(view, member)) for member in members_of(scenario, table))
    drafts = drafts_of(view, table, tempers, _demands(view, table))
    floors = floors_of(view, drafts.members)
    bars = [believed_bar(view, reader) for reader in drafts.readers]
    scales = {key: _scale(view, drafts, some, bars) for key, some in drafts.classes.items()}
    at = drafts.members.index(seat)
    weighed: tuple[Weighed, ...] = ()
    if drafts.numeraire is not None:
        slack = sum(floors) + sum(face(view, member) for member in drafts.members)
        weight, best, surplus = _best_joint(drafts, scales, slack, without)
    else:
        weighed = tuple(_weighed(drafts, scales, floors, at))
        weight, best, surplus = _best_own(weighed)
    point = scenario.preferences[seat].unit
    return Outlook(
        table=table,
        point=point,
        floor=floors[at],
        haste=worth.haste(scenario, view.common, view.minute, seat) * point // PPM,
        surplus=surplus,
        best=best,
        odds=weight,
        floors=floors,
        drafts=drafts,
        scales=scales,
        weighed=weighed,
    )


class Sight:
    """A table and, once somebody asks, its outlook: most stops need only some."""

    def __init__(self, view: View, table: str) -> None:
        self._view = view
        self.table = table

    @cached_property
    def outlook(self) -> Outlook:
        """Return what the looking seat makes of the table."""
        return look(self._view, self.table)


def _temper(view: View, member: str) -> Temper:
    scenario = view.scenario
    if member == view.seat:
        return tempered(scenario.preferences[member], view.own.parameters)
    return kept(
        scenario,
        ("temper", member),
        lambda: tempered(scenario.preferences[member], prior_mean(scenario, member), None),
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


@frozen
class Scale:
    """How papers of one class are weighed: odds that are the same for all, and the bars."""

    fixed: int
    bars: tuple[tuple[int, int, int], ...]
    """(place of the reading, mean, spread) of each authority asked."""

    def odds(self, readings: Sequence[int]) -> int:
        """Return the closing odds of a paper with these readings (as `consent.closing_odds`)."""
        weight = self.fixed
        for at, mean, spread in self.bars:
            gap = readings[at] - mean
            weight = weight * logistic_ppm(gap * 100 // (6 * max(1, spread))) // PPM
        return weight


def _scale(view: View, drafts: Drafts, some: DraftClass, bars: Sequence[tuple[int, int]]) -> Scale:
    fixed = PPM - number(view.scenario, "slip_ppm")
    for actor in some.asked:
        if actor not in drafts.readers:
            fixed = fixed * consent_odds(view, actor, some.drafts[0].package) // PPM
    return Scale(
        fixed,
        tuple((at, *bars[at]) for at, reader in enumerate(drafts.readers) if reader in some.asked),
    )


def _best_joint(
    drafts: Drafts, scales: Scales, slack: int, without: str | None
) -> tuple[int, Draft, int]:
    """Return odds, draft and value of the best odds x (joint worth - slack)."""
    weight, best, value = 0, next(iter(drafts.classes.values())).drafts[0], 0
    for key, some in drafts.classes.items():
        if without in some.asked:
            continue
        if scales[key].fixed * (some.drafts[0].joint - slack) <= value:
            continue
        for closing, draft in _promising(some, scales[key], slack, value):
            here = closing * (draft.joint - slack)
            if here > value:
                weight, best, value = closing, draft, here
    return weight, best, value // PPM


def _promising(
    some: DraftClass, scale: Scale, slack: int, value: int
) -> Iterator[tuple[int, Draft]]:
    """
    Yield the drafts of a class that could be worth more than a value, with their closing odds.

    With one reader they run from high worth and low reading to the reverse. From the bar on
    upwards odds hardly rise while worth falls; downwards the odds fall, and no draft ahead is
    worth more than the first. So either way soon nothing can be better.
    """
    drafts = some.drafts
    start = 0
    if some.readings and scale.bars:
        start = bisect_left(some.readings, scale.bars[0][1])
    for at in range(start, len(drafts)):
        over = drafts[at].joint - slack
        if some.readings and scale.fixed * over <= value:
            break
        closing = scale.odds(drafts[at].readings)
        value = max(value, closing * over)
        yield closing, drafts[at]
    ahead = drafts[0].joint - slack
    for at in range(start - 1, -1, -1):
        closing = scale.odds(drafts[at].readings)
        if closing * ahead <= value:
            break
        value = max(value, closing * (drafts[at].joint - slack))
        yield closing, drafts[at]


def _weighed(drafts: Drafts, scales: Scales, floors: tuple[int, ...], at: int) -> Iterator[Weighed]:
    """Yield what every draft gives me, and the worst-off of the others."""
    others = [place for place in range(len(floors)) if place != at]
    for key, some in drafts.classes.items():
        scale = scales[key]
        for draft in some.drafts:
            worths = draft.worths
            closing = scale.odds(draft.readings) if scale.bars else scale.fixed
            kind = min([worths[place] - floors[place] for place in others])
            yield Weighed(closing * (worths[at] - floors[at]) // PPM, kind, closing, draft)


def _best_own(weighed: tuple[Weighed, ...]) -> tuple[int, Draft, int]:
    """Return the draft best for me among those that the others might take, and my gain."""
    best = max(weighed, key=lambda each: (min(each.kind, 0), each.gain))
    return best.odds, best.draft, best.gain if best.kind >= 0 else 0


def gain(view: View, outlook: Outlook, package: Package) -> int:
    """Return my gain of signing a package now, weighed with its closing odds."""
    over = signing_utility(view, package, view.minute) - outlook.floor
    return closing_of(view, outlook, package) * over // PPM


def closing_of(view: View, outlook: Outlook, package: Package) -> int:
    """Return the closing odds of any package of the table."""
    drafts = outlook.drafts
    scale = outlook.scales.get(tuple(package[issue] for issue in drafts.signing))
    if scale is None:
        return closing_odds(view, outlook.table, package)
    readings = drafts.known.get(package)
    if readings is None:
        readings = tuple(
            reading(view.scenario, view.common, reader, package) for reader in drafts.readers
        )
        if len(drafts.known) < _KNOWN_MAX:
            drafts.known[package] = readings
    return scale.odds(readings)


def package_for(view: View, outlook: Outlook, target: int) -> Package:
    """Return the package to table when one wants this gain: the best draft, then the price."""
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        return _nearest(outlook, target)
    haste = outlook.haste
    if role_of(view.scenario, view.seat) != SELLER:
        haste = haste * _CAUTION_PPM // PPM
    wanted = outlook.floor + haste + target * PPM // max(1, outlook.odds)
    return priced(view, outlook.best.package, numeraire, wanted)


def own_worth(view: View) -> Callable[[Package], int]:
    """Return my utility of packages as a function: cheaper than `views.utility` for many."""
    value = worth.valuation(view.scenario, view.seat, view.own.parameters)
    restricted = view.common.restricted_minute is not None
    return lambda package: value.package(package, restricted=restricted)


def priced(view: View, package: Package, numeraire: Issue, wanted: int) -> Package:
    """Return the package at the price least good for me that still gives the wanted utility."""
    prices = numeraire.options
    last = len(prices) - 1
    value = own_worth(view)
    low, high = (value(package.with_option(numeraire.id, prices[at])) for at in (0, last))
    if low > high:
        prices, low, high = prices[::-1], high, low
    if high == low:
        return package
    # A price enters straight, so this is at most a step off; the loop settles the rounding.
    at = clamp(-((low - wanted) * last // (high - low)), 0, last)
    while at > 0 and value(package.with_option(numeraire.id, prices[at - 1])) >= wanted:
        at -= 1
    while at < last and value(package.with_option(numeraire.id, prices[at])) < wanted:
        at += 1
    return package.with_option(numeraire.id, prices[at])


def _nearest(outlook: Outlook, target: int) -> Package:
    """Return, of the drafts that give me the target, the one kindest to the worst-off other."""
    enough = [each for each in outlook.weighed if each.gain >= target]
    if not enough:
        return max(outlook.weighed, key=lambda each: (each.gain, each.kind)).draft.package
    return max(enough, key=lambda each: (each.kind, -each.gain)).draft.package


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
    scenario, seat = view.scenario, view.seat
    mine = kept(scenario, ("tables", seat), lambda: _tables(scenario, seat))
    if not view.common.broken:
        return mine
    return tuple(table for table in mine if table not in view.common.broken)


def _tables(scenario: Scenario, seat: str) -> tuple[str, ...]:
    mine = index_of(scenario).tables_of[seat]
    return tuple(sorted(mine, key=lambda table: sits_with_environment(scenario, seat, table)))
