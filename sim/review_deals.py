"""
The space of deals of a game that is over: its frontier, the path of the offers, what was better.

Exact and with the true types, judged as `scores.left_on_table` judges: by today's rule of export.
All figures are millionths beyond what no deal was worth to a party when the talks opened.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from sim.analysis.frontier import Point, frontier
from sim.analysis.points import gains, point_at
from sim.analysis.spaces import Space
from sim.domain import moves as m
from sim.domain.deal import Package, package_at
from sim.domain.decider import advance, initial
from sim.domain.rules import worth
from sim.domain.talks import DEAL, Talks
from sim.projections.scores import final_utility, floors_of, parties_of, space_at

if TYPE_CHECKING:
    from sim.record.replay import Record

NEAREST = 3
CLOUD = 4_000

Worths = tuple[int, ...]
"""What a package brings each party, in the order of `Deals.parties`."""


@frozen(kw_only=True)
class Offered:
    """A package that one party put on the main table."""

    minute: int
    by: str
    worths: Worths


@frozen(kw_only=True)
class Better:
    """A package that would have left no party worse off, and what it would have added for each."""

    package: Package
    worths: Worths
    gains: Worths


@frozen(kw_only=True)
class Deals:
    """The deals that were possible and the way that was taken through them."""

    parties: tuple[str, ...]
    frontier: tuple[Worths, ...]
    """The first party's best first."""
    cloud: tuple[Worths, ...]
    """Some packages, evenly picked from all."""
    path: tuple[Offered, ...]
    reached: Worths
    """The end: a sold package, or what the end without a sale brought each party."""
    signed: Package | None
    """The package that was sold at the main table, if one was."""
    better: tuple[Better, ...]
    """The one that gives most to whoever gains least first, then the nearest others."""

    @property
    def sold(self) -> bool:
        """Tell whether the talks ended in a deal."""
        return self.signed is not None


def deals_of(record: "Record") -> Deals:
    """Return the space of deals; cost: a frontier, twice."""
    opening = final = initial(record.header)
    for decision in record.decisions:
        final = advance(final, decision)
    parties = parties_of(final.scenario)
    floors = floors_of(opening, parties)
    space = space_at(final, parties)
    reached = tuple(_reached(opening, final, seat, floor)
                    for seat, floor in zip(parties, floors, strict=True))  # fmt: skip
    outcome = final.common.outcome
    return Deals(
        parties=parties,
        frontier=tuple(gains(point, floors) for point in frontier(space, floors)),
        cloud=_cloud(space, floors),
        path=_path(record, final, floors),
        reached=reached,
        signed=outcome.package if outcome is not None and outcome.kind == DEAL else None,
        better=_better(space, floors, reached),
    )


def frontier_seen(record: "Record", found: Deals) -> tuple[Worths, ...]:
    """
    Return the frontier down to the least that an offer or the end left each party.

    So it runs beside an end below some party's reservation too; `Deals.frontier` ends there.
    """
    opening = final = initial(record.header)
    for decision in record.decisions:
        final = advance(final, decision)
    floors = floors_of(opening, found.parties)
    told = [(0,) * len(floors), found.reached, *(one.worths for one in found.path)]
    lows = map(min, zip(*told, strict=True))
    least = tuple(floor + low for floor, low in zip(floors, lows, strict=True))
    space = space_at(final, found.parties)
    return tuple(gains(point, floors) for point in frontier(space, least))


def _reached(opening: Talks, final: Talks, seat: str, floor: int) -> int:
    """Return what the end brought, package against package where one was sold."""
    outcome = final.common.outcome
    if outcome is not None and outcome.kind == DEAL and outcome.package is not None:
        return _worth(final, seat, outcome.package) - floor
    return final_utility(final, seat) - _nothing(opening, seat)


def _nothing(opening: Talks, seat: str) -> int:
    own = opening.private[seat]
    return worth.reservation(opening.scenario, opening.common, 0, seat, own)


def _worth(talks: Talks, seat: str, package: Package) -> int:
    return worth.package_utility(talks.scenario, talks.common, seat, talks.private[seat], package)


def _path(record: "Record", final: Talks, floors: Worths) -> tuple[Offered, ...]:
    """Return every offer at the main table, in order."""
    parties = parties_of(final.scenario)
    main = next(one.id for one in final.scenario.tables if one.members == parties)
    return tuple(
        Offered(
            minute=decision.minute,
            by=decision.actor,
            worths=tuple(_worth(final, seat, decision.move.package) - floor
                         for seat, floor in zip(parties, floors, strict=True)),
        )
        for decision in record.decisions
        if isinstance(decision.move, m.Propose)
        and decision.move.table == main
        and decision.events  # a move that the rules refused left no offer
    )  # fmt: skip


def _better(space: Space, floors: Worths, reached: Worths) -> tuple[Better, ...]:
    """Return packages of the frontier that nobody would have refused in the place of the end."""
    least = tuple(got + floor for got, floor in zip(reached, floors, strict=True))
    found = [point for point in frontier(space, least) if max(gains(point, least)) > 0]
    found.sort(key=lambda point: (sum(gain * gain for gain in gains(point, least)), point.number))
    first = max(found, key=lambda point: min(gains(point, least)), default=None)
    chosen = [] if first is None else [first, *(one for one in found if one is not first)]
    return tuple(_told(space, point, floors, least) for point in chosen[:NEAREST])


def _told(space: Space, point: Point, floors: Worths, least: Worths) -> Better:
    return Better(
        package=package_at(space.issues, point.number),
        worths=gains(point, floors),
        gains=gains(point, least),
    )


def _cloud(space: Space, floors: Worths) -> tuple[Worths, ...]:
    """Return packages picked evenly by number; a step without a factor of two meets all options."""
    step = max(space.packages // CLOUD, 1) | 1
    return tuple(gains(point_at(space, number), floors)
                 for number in range(0, space.packages, step))  # fmt: skip
