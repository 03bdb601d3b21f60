"""
The mind of theory: perfect play of two parties that know each other, found from the last day back.

Days alternate: the first member of the table proposes on even days, the other on odd ones; every
night out of patience the talks may break down, which stands for impatience (Binmore, Rubinstein
and Wolinsky 1986), and at the deadline they lapse. Whoever answers may walk. So each day the
proposer takes the package it likes best of those that leave the other what waiting, or walking, is
worth; values follow from the day after (Stahl 1972; Rubinstein 1982 where no deadline is near).
Where this is not the game, as with three parties or unknown tempers, it waits.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import frozen

from sim.analysis.frontier import Point, frontier
from sim.analysis.spaces import space_of
from sim.domain import moves as m
from sim.domain.deal import package_at, packages_count
from sim.domain.draws import Draws
from sim.domain.lookup import index_of
from sim.domain.preferences import outcome_points
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario, Table
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import View, standing_offers, utility
from sim.strategies.base import register

_PAIR = 2
_PACKAGES_MAX = 5_000
_DAYS_MAX = 3_000
_TALKING = ("opening", "bargaining")
_KEY = "equilibrium"

Values = tuple[int, int]


@frozen(kw_only=True)
class Game:
    """What both parties know: what no deal is worth, and offer and value of every day."""

    table: Table
    walked: Values
    """What each has when one walks."""
    offers: Sequence[Point | None]
    """By day what its proposer offers; None where waiting is better."""
    values: Sequence[Values]
    """By day what each can count on in the morning, and after the last day."""
    waits: Sequence[Values]
    """By day what each can count on at its end, the night's breakdown included."""


@frozen
class Equilibrium:
    """Plays the perfect strategy of its day; answers other offers by the same values."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Accept what is worth waiting for, propose on the own days, walk where that is better."""
        del draws
        game = _game(view.scenario)
        if game is None or not _at_table(view, game):
            return m.Wait()
        me, day = game.table.members.index(view.seat), view.minute // MINUTES_DAY
        if day >= len(game.offers):
            return m.Wait()
        return _answer(view, game, me, day) or _opening(view, game, me, day) or m.Wait()


def _at_table(view: View, game: Game) -> bool:
    return (
        view.seat in game.table.members
        and game.table.id not in view.common.broken
        and view.common.phase in _TALKING
        and view.common.outcome is None
        and view.attention_left > 0
    )


def _answer(view: View, game: Game, me: int, day: int) -> m.Move | None:
    """Accept or walk over an offer of the other's, by what the rest of the day is worth."""
    theirs = [o for o in standing_offers(view, game.table.id) if o.by != view.seat]
    if not theirs:
        return None
    mine = day % _PAIR == me and not _spoke(view, game, day)
    rest = game.values[day][me] if mine else game.waits[day][me]
    best = max(theirs, key=lambda offer: (utility(view, offer.package), -offer.id))
    if utility(view, best.package) >= max(rest, game.walked[me]):
        return m.Accept(table=game.table.id, offer=best.id)
    return m.Walk(table=game.table.id) if game.walked[me] > rest else None


def _opening(view: View, game: Game, me: int, day: int) -> m.Move | None:
    point = game.offers[day]
    if day % _PAIR != me or point is None or _spoke(view, game, day):
        return None
    return m.Propose(table=game.table.id, package=package_at(view.scenario.issues, point.number))


def _spoke(view: View, game: Game, day: int) -> bool:
    """Tell whether I tabled an offer today."""
    offers = view.channels[game.table.id].offers
    return any(one.by == view.seat and one.minute // MINUTES_DAY == day for one in offers)


# --- the values, from the last day back


def _game(scenario: Scenario) -> Game | None:
    """Return the game of a scenario, solved once, or None where it is another game."""
    kept = index_of(scenario).kept
    if _KEY not in kept:
        kept[_KEY] = _solved(scenario) if _is_ours(scenario) else None
    found: Game | None = kept[_KEY]
    return found


def _is_ours(scenario: Scenario) -> bool:
    """Tell whether two parties of one temper each, without anybody's consent, share one table."""
    seats = index_of(scenario).seats
    return (
        len(scenario.tables) == 1
        and len(seats) == len(scenario.tables[0].members) == _PAIR
        and not scenario.consents
        and all(len(seat.personalities) == 1 for seat in seats)
        and not any(seat.personalities[0].spread for seat in seats)
        and packages_count(scenario.issues) <= _PACKAGES_MAX
    )


def _solved(scenario: Scenario) -> Game:
    table = scenario.tables[0]
    means = index_of(scenario).means
    points = frontier(space_of(scenario, {seat: means[seat] for seat in table.members}))
    lapsed, walked = (_worths(scenario, table.members, kind) for kind in ("lapsed", "walked"))
    odds = number(scenario, "impatient_day_ppm")
    closes = scenario.deadline_latest if scenario.closes is None else scenario.closes
    days = min(_DAYS_MAX, closes // MINUTES_DAY + 1)
    sides = [_Side.of(points, by) for by in range(_PAIR)]
    offers, values, waits = [], [lapsed], []
    for day in reversed(range(days)):
        wait = _overnight(values[-1], lapsed, odds if day < days - 1 else 0)
        offer, value = sides[day % _PAIR].best(wait, walked)
        offers.append(offer)
        waits.append(wait)
        values.append(value)
    for column in (offers, values, waits):
        column.reverse()
    return Game(table=table, walked=walked, offers=offers, values=values, waits=waits)


def _worths(scenario: Scenario, seats: Sequence[str], kind: str) -> Values:
    """Return what an outcome without a package is worth to two seats, in millionths."""
    found = []
    for seat in seats:
        own = scenario.preferences[seat]
        worth = own.outcomes.get(kind)
        points = 0 if worth is None else outcome_points(worth, index_of(scenario).means[seat], {})
        found.append(points * own.unit // PPM)
    return found[0], found[1]


def _overnight(morning: Values, lapsed: Values, odds: int) -> Values:
    """Return what tomorrow morning is worth tonight, when the talks break down by these odds."""
    one, two = (
        (later * (PPM - odds) + broken * odds) // PPM
        for later, broken in zip(morning, lapsed, strict=True)
    )
    return one, two


@frozen
class _Side:
    """The frontier as one proposer sees it: the other's worth rises, its own falls."""

    by: int
    points: Sequence[Point]
    own: Sequence[int]
    other: Sequence[int]

    @classmethod
    def of(cls, points: Sequence[Point], by: int) -> "_Side":
        """Return the side of a proposer; the points come with the first party's best first."""
        ordered = points if by == 0 else points[::-1]
        own, other = ([one.utilities[at] for one in ordered] for at in (by, 1 - by))
        return cls(by, ordered, own, other)

    def best(self, wait: Values, walked: Values) -> tuple[Point | None, Values]:
        """
        Return the best package that the other takes, and the day's value to both.

        The value is that of a pie that can be cut anywhere, between two packages in proportion, so
        that roundings do not add up over the days; the offer is the next package the other takes.
        """
        least = max(wait[1 - self.by], walked[1 - self.by])
        at = bisect_left(self.other, least)
        if at == len(self.points):
            return None, wait
        own, other = self.own[at], self.other[at]
        if at:
            low, high = self.other[at - 1], other
            before = self.own[at - 1]
            own, other = before - (before - own) * (least - low) // (high - low), least
        if own < wait[self.by]:
            return None, wait
        return self.points[at], (own, other) if self.by == 0 else (other, own)


def _equilibrium(_: Mapping[str, int]) -> Equilibrium:
    return Equilibrium()


register("equilibrium", 1, _equilibrium)
