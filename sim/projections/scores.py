"""
What each seat got, what it could have had, and what all left on the table.

True types throughout: this is for the end of a game, never for a view. Utilities are whole
millionths, shares whole parts per million. `surpluses` is cheap; everything else looks through all
packages of the opening or the end and is meant to be asked for when somebody wants to see it.
"""

from collections.abc import Mapping

from attrs import frozen

from sim.analysis.frontier import Point, frontier
from sim.analysis.points import best_reaching, gain_left, joint_gain_max
from sim.analysis.spaces import Space, space_of
from sim.domain.lookup import index_of
from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.gauges import by_name
from sim.domain.setting import Scenario
from sim.domain.talks import BANNED, DEAL, LAPSED, Talks
from sim.domain.units import PPM, clamp


@frozen(kw_only=True)
class Surplus:
    """What a seat has at the end against what it could count on at the opening, in millionths."""

    seat: str
    utility: int
    reservation: int

    @property
    def surplus(self) -> int:
        """Return the utility beyond the opening reservation."""
        return self.utility - self.reservation


@frozen(kw_only=True)
class SeatScore:
    """
    A seat's result: utilities in millionths, `claimed` in ppm of what it could have had.

    `claimed` is cut to what lies between nothing and all of it; surplus and best are not.
    """

    seat: str
    utility: int
    reservation: int
    surplus: int
    best: int
    """The most surplus that it could have had (`attainable`)."""
    claimed: int


def surpluses(opening: Talks, final: Talks) -> tuple[Surplus, ...]:
    """Return utility and opening reservation of every seat by rank; cheap."""
    return tuple(
        Surplus(
            seat=seat,
            utility=final_utility(final, seat),
            reservation=opening_reservation(opening, seat),
        )
        for seat in _seats(opening.scenario)
    )


def _seats(scenario: Scenario) -> tuple[str, ...]:
    seats = index_of(scenario).seats
    return tuple(actor.id for actor in seats if actor.id in scenario.preferences)


def seat_scores(opening: Talks, final: Talks) -> tuple[SeatScore, ...]:
    """
    Return the whole result of every seat by rank.

    Cost: the packages tabulated once for the parties and once more for each authority.
    """
    best = attainable(opening)
    return tuple(
        SeatScore(
            seat=one.seat,
            utility=one.utility,
            reservation=one.reservation,
            surplus=one.surplus,
            best=best[one.seat],
            claimed=_share(one.surplus, best[one.seat]),
        )
        for one in surpluses(opening, final)
    )


def created(opening: Talks, final: Talks) -> int:
    """
    Return the ppm of the best attainable joint gain of the parties that the outcome realised.

    The parties are those of the main table; without a sale nothing was created. Cut to what lies
    between nothing and all of it; `joint_gain` is not.
    """
    return _share(*joint_gain(opening, final))


def joint_gain(opening: Talks, final: Talks) -> tuple[int, int]:
    """
    Return the joint gain of the parties and the best they could have had, in millionths.

    The best sum of surpluses of a sale that leaves every party its reservation; (0, 0) without a
    sale, and the gain below 0 where the parties together lost by theirs.
    """
    outcome = final.common.outcome
    if outcome is None or outcome.package is None:
        return 0, 0
    parties = parties_of(opening.scenario)
    won = sum(one.surplus for one in surpluses(opening, final) if one.seat in parties)
    floors = floors_of(opening, parties)
    return won, joint_gain_max(_sales(opening, parties, floors), floors)


def left_on_table(final: Talks) -> int:
    """
    Return the largest gain for all parties that some package still offered, in millionths.

    Judged at the end: today's rule of export, and package against package where one was sold, so
    that the price of haste or of a public line does not count as left behind.
    """
    parties = parties_of(final.scenario)
    reached = tuple(_reached(final, seat) for seat in parties)
    return gain_left(_sales(final, parties, reached), reached)


def attainable(opening: Talks) -> Mapping[str, int]:
    """
    Return the best surplus that each seat could have had, in millionths.

    The best sale, at the opening's rules and gauges, that leaves every party its reservation; or
    what no sale would bring the seat, with a ban or without, if that is more.
    """
    parties = parties_of(opening.scenario)
    floors = dict(zip(parties, floors_of(opening, parties), strict=True))
    space = space_at(opening, parties)
    found = {}
    for seat in _seats(opening.scenario):
        best = max(_without_sale(opening, seat, kind) for kind in (BANNED, LAPSED))
        whole = space if seat in parties else space_at(opening, (*parties, seat))
        sale = best_reaching(whole, seat, floors)
        if sale is not None:
            best = max(best, sale_base(opening, seat) + sale)
        found[seat] = best - opening_reservation(opening, seat)
    return found


def reachable(opening: Talks) -> Mapping[str, int]:
    """
    Return the span of surplus that each seat could reach, in millionths.

    From the worst ending without a sale of its own to the best it could have had (`attainable`).
    """
    spans = {}
    for seat, best in attainable(opening).items():
        worst = min(_without_sale(opening, seat, kind) for kind in _unsold(opening.scenario, seat))
        spans[seat] = best + max(0, opening_reservation(opening, seat) - worst)
    return spans


def _unsold(scenario: Scenario, seat: str) -> tuple[str, ...]:
    """Return the kinds of outcome that bring a seat no package."""
    worths = scenario.preferences[seat].outcomes
    own = (kind for kind, found in worths.items() if not found.package)
    return tuple({BANNED: None, LAPSED: None, **dict.fromkeys(own)})


def parties_of(scenario: Scenario) -> tuple[str, ...]:
    """Return who bargains at the main table: the first whose paper is a deal."""
    table = next((one for one in scenario.tables if one.outcome == DEAL), scenario.tables[0])
    return table.members


def final_utility(final: Talks, seat: str) -> int:
    """Return what the outcome is worth to a seat; while there is none, what no deal is worth."""
    outcome = final.common.outcome
    if outcome is None:
        own = final.private[seat]
        return worth.reservation(final.scenario, final.common, final.minute, seat, own)
    return worth.outcome_utility(_stand(final, seat, outcome.minute), outcome.kind, outcome.package)


def _stand(talks: Talks, seat: str, minute: int) -> worth.Stand:
    return worth.Stand(
        scenario=talks.scenario,
        common=talks.common,
        minute=minute,
        seat=seat,
        own=talks.private[seat],
    )


def opening_reservation(opening: Talks, seat: str) -> int:
    """Return what no deal was worth to a seat when the talks opened."""
    own = opening.private[seat]
    return worth.reservation(opening.scenario, opening.common, 0, seat, own)


def _share(won: int, best: int) -> int:
    return clamp(won * PPM // best, 0, PPM) if best > 0 else 0


def _minute(talks: Talks) -> int:
    outcome = talks.common.outcome
    return talks.minute if outcome is None else outcome.minute


def _without_sale(talks: Talks, seat: str, kind: str) -> int:
    return worth.outcome_utility(_stand(talks, seat, 0), kind, None)


def sale_base(talks: Talks, seat: str) -> int:
    """Return what a sale is worth to a seat whatever the package."""
    preferences = talks.scenario.preferences[seat]
    sale = preferences.outcomes.get(DEAL)
    if sale is None:
        return 0
    gauges = by_name(talks.scenario, talks.common, _minute(talks))
    points = outcome_points(sale, talks.private[seat].parameters, gauges)
    return points * preferences.unit // PPM


def floors_of(opening: Talks, parties: tuple[str, ...]) -> tuple[int, ...]:
    """Return the package utility that leaves each party its opening reservation."""
    return tuple(opening_reservation(opening, seat) - sale_base(opening, seat) for seat in parties)


def _sales(talks: Talks, parties: tuple[str, ...], floors: tuple[int, ...]) -> tuple[Point, ...]:
    return frontier(space_at(talks, parties), floors)


def space_at(talks: Talks, seats: tuple[str, ...]) -> Space:
    """Return all packages as some seats value them under today's rule of export."""
    return space_of(
        talks.scenario,
        {seat: talks.private[seat].parameters for seat in seats},
        restricted=talks.common.restricted_minute is not None,
    )


def _reached(final: Talks, seat: str) -> int:
    """Return what a package must better for a party, as the utility of a package."""
    outcome = final.common.outcome
    own = final.private[seat]
    if outcome is not None and outcome.kind == DEAL and outcome.package is not None:
        return worth.package_utility(final.scenario, final.common, seat, own, outcome.package)
    return final_utility(final, seat) - sale_base(final, seat)
