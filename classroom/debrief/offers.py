"""
Offers of a table in their order, as their authors and the others value them.

Judged by true types under the opening's rules throughout, so that the numbers tell what a seat did
and not what happened to it meanwhile.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from classroom.debrief.played import Played
from sim.domain import events as e
from sim.domain.deal import Package
from sim.domain.lookup import index_of, is_of_seats
from sim.domain.rules.worth import package_utility
from sim.projections.scores import sale_base

CONCESSION, SELFISH, FORTUNATE, NICE, SILENT, UNFORTUNATE = (
    "concession", "selfish", "fortunate", "nice", "silent", "unfortunate",
)  # fmt: skip
KINDS = (CONCESSION, SELFISH, FORTUNATE, NICE, SILENT, UNFORTUNATE)


@frozen(kw_only=True)
class Made:
    """One offer; the changes are those against its author's previous offer at the same table."""

    number: int
    """Order among all offers of the record, from 1."""
    turn: int
    """Order among its author's offers there, from 1."""
    by: str
    at: int
    """Running seconds of the class, or minute of the talks where nobody took the time."""
    package: Package
    utility: int
    """What a deal on it is worth to its author, in millionths."""
    change_self: int | None
    """None for a first offer."""
    change_others: int | None
    """What the others at the table win by the change, in sum."""
    answered: int | None
    """The concession of the other's last offer since the author's previous one, in its utility."""

    @property
    def kind(self) -> str | None:
        """Return the kind of step that it is, None for a first offer."""
        if self.change_self is None or self.change_others is None:
            return None
        return kind_of(self.change_self, self.change_others)

    @property
    def step(self) -> int | None:
        """Return how much its author gave up against its previous offer, in its own utility."""
        return None if self.change_self is None else -self.change_self


def kind_of(own: int, others: int) -> str:
    """
    Return the kind of a step by the signs of change for oneself and for the others.

    The six classes of Hindriks, Jonker and Tykhonov (2007), "Analysis of negotiation dynamics".
    """
    if own > 0:
        return FORTUNATE if others > 0 else SELFISH
    if others < 0:
        return UNFORTUNATE
    if own < 0:
        return CONCESSION
    return NICE if others > 0 else SILENT


def moment_of(one: Played, decision: int) -> int:
    """Return when a decision was taken: running seconds, else the minute of the talks."""
    found = one.seconds.get(decision)
    return one.decisions[decision - 1].minute if found is None else found


def offers_of(one: Played) -> tuple[Made, ...]:
    """Return all offers at tables where only seats sit, in their order."""
    found: list[Made] = []
    last: dict[tuple[str, str], Made] = {}
    latest: dict[str, Made] = {}
    for decision, event in _tabled(one):
        before = last.get((event.table, event.by))
        made = _made(one, event, before, latest.get(event.table),
                     decision=decision, number=len(found) + 1)  # fmt: skip
        found.append(made)
        last[event.table, event.by] = latest[event.table] = made
    return tuple(found)


def _tabled(one: Played) -> Iterator[tuple[int, e.OfferTabled]]:
    for decision in one.decisions:
        for event in decision.events:
            if isinstance(event, e.OfferTabled) and is_of_seats(one.scenario, event.table):
                yield decision.number, event


def _made(  # noqa: PLR0913 - an offer stands between two others
    one: Played, event: e.OfferTabled, before: Made | None, latest: Made | None,
    *, decision: int, number: int,
) -> Made:  # fmt: skip
    worth = worth_to(one, event.package)
    change = others = None
    if before is not None:
        former = worth_to(one, before.package)
        members = index_of(one.scenario).tables[event.table].members
        change = worth[event.by] - former[event.by]
        others = sum(worth[seat] - former[seat] for seat in members if seat != event.by)
    fresh = before is not None and latest is not None and latest.number > before.number
    return Made(
        number=number, turn=1 if before is None else before.turn + 1, by=event.by,
        at=moment_of(one, decision), package=event.package, utility=worth[event.by],
        change_self=change, change_others=others,
        answered=latest.step if fresh and latest is not None else None,
    )  # fmt: skip


def worth_to(one: Played, package: Package) -> Mapping[str, int]:
    """Return what a deal on a package is worth to every seat under the opening's rules."""
    opening = one.opening
    return {
        seat: sale_base(opening, seat)
        + package_utility(opening.scenario, opening.common, seat, opening.private[seat], package)
        for seat in one.seats
    }
