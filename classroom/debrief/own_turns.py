"""
The turns of one seat, judged from the record alone: its offers, and the turn that cost it most.

A turn's cost is what the seat would have had from the other choice less what it is counted with, in
millionths: an offer not taken that was worth more, a paper refused that was, a public word that was
charged to a deal. No opinion of how the others would have gone on: only what lay on the table.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from classroom.cohort.facts import FormFilled
from classroom.debrief.audience import statements
from classroom.debrief.played import Played
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import advance
from sim.domain.decision import Decision
from sim.domain.lookup import index_of
from sim.domain.rules.worth import Stand, haste, outcome_utility
from sim.domain.talks import Talks
from sim.domain.units import PPM

REFUSED, BLOCKED, SPOKEN, SIGNED = "refused", "blocked", "spoken", "signed"


@frozen(kw_only=True)
class Mine:
    """Whose page it is."""

    table: int
    seat: str
    who: str = ""
    """The participant's pseudonym: the sheet of who shares the seat is not one's own."""
    sheet: FormFilled | None = None
    """The own preparation sheet, where it is at hand: of a pair each filled one."""


@frozen(kw_only=True)
class OwnOffer:
    """An offer of the seat, and what signing it then would have been worth to itself."""

    decision: int
    utility: int
    package: Package


@frozen(kw_only=True)
class Turn:
    """A turn and its cost."""

    kind: str
    decision: int
    cost: int


def own_table(tables: Sequence[Played], mine: Mine) -> Played | None:
    """Return the table of whose page it is, if it is there."""
    return next((one for one in tables if one.table == mine.table), None)


def own_form(one: Played, mine: Mine) -> FormFilled | None:
    """Return the own preparation sheet, never that of the other person in a shared seat."""
    if mine.sheet is not None:
        return mine.sheet
    filled = one.preparation.get(mine.seat)
    if filled is None or (mine.who and filled.who != mine.who):
        return None
    return filled


def own_offers(one: Played, seat: str) -> tuple[OwnOffer, ...]:
    """Return the offers that a seat tabled, in order."""
    found = []
    for talks, made in _walk(one):
        move = made.move
        if made.actor == seat and isinstance(move, m.Propose) and made.events:
            utility = _worth(talks, seat, made.minute, move.table, move.package)
            found.append(OwnOffer(decision=made.number, utility=utility,
                                  package=move.package))  # fmt: skip
    return tuple(found)


def costliest(one: Played, seat: str) -> Turn | None:
    """Return the turn that cost a seat most; of equals the first, None if none cost anything."""
    turns = [turn for turn in _turns(one, seat) if turn.cost > 0]
    return max(turns, key=lambda turn: (turn.cost, -turn.decision), default=None)


def _turns(one: Played, seat: str) -> Iterator[Turn]:
    got = one.entered[seat]
    taken = _taken(one, seat)
    for talks, made in _walk(one):
        for event in made.events:
            match event:
                case e.OfferTabled(table=table, by=by) if by != seat and _sits(one, seat, table):
                    if (table, event.offer) not in taken:
                        worth = _worth(talks, seat, made.minute, table, event.package)
                        yield Turn(kind=REFUSED, decision=made.number, cost=worth - got)
                case e.TermsSigned(package=package) if package == one.package:
                    # A firm that signed might have signed nothing; who only consents is not asked.
                    if _sits(one, seat, event.table):
                        yield Turn(kind=SIGNED, decision=made.number, cost=-one.gains[seat])
                case e.DealBlocked(by=by) if by == seat and talks.common.paper is not None:
                    paper = talks.common.paper
                    worth = _worth(talks, seat, made.minute, paper.table, paper.package)
                    yield Turn(kind=BLOCKED, decision=made.number, cost=worth - got)
                case _:
                    pass
    # Without a deal a seat is counted with its no-deal value, to which no word is charged.
    for said in statements(one) if one.package is not None else ():
        if said.by == seat and said.cost:
            yield Turn(kind=SPOKEN, decision=said.decision, cost=said.cost)


def _taken(one: Played, seat: str) -> set[tuple[str, int]]:
    """Return the offers that a seat said yes to: what came of them was not its choice."""
    return {
        (event.table, event.offer)
        for made in one.decisions
        for event in made.events
        if isinstance(event, e.OfferAccepted) and event.by == seat
    }


def _sits(one: Played, seat: str, table: str) -> bool:
    return seat in index_of(one.scenario).tables[table].members


def _walk(one: Played) -> Iterator[tuple[Talks, Decision]]:
    """Yield each decision with the talks before it."""
    talks = one.opening
    for made in one.decisions:
        yield talks, made
        talks = advance(talks, made)


def _worth(talks: Talks, seat: str, minute: int, table: str, package: Package) -> int:
    """Return what a signature at a minute would bring a seat if nothing else came between."""
    stand = Stand(scenario=talks.scenario, common=talks.common, minute=minute, seat=seat,
                  own=talks.private[seat])  # fmt: skip
    worth = outcome_utility(stand, index_of(talks.scenario).tables[table].outcome, package)
    if talks.common.paper is not None:
        return worth  # what haste costs it is charged already
    unit = talks.scenario.preferences[seat].unit
    early = haste(talks.scenario, talks.common, minute, seat, talks.private[seat].learned)
    return worth - early * unit // PPM
