"""
What a move answers: an offer the one before it, a yes or no its offer, an answer its question.

So every decision hangs on the one that began its exchange, and the events of an exchange can be
put together again.
"""

from collections.abc import Hashable, Mapping

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decision import Decision


def answered(decisions: tuple[Decision, ...]) -> Mapping[int, int]:
    """
    Return by number of decision the one that it answers.

    An offer answers the last one that others put on the same table since its author's own.
    """
    found: dict[int, int] = {}
    begun: dict[Hashable, int] = {}
    last: dict[str, dict[str, int]] = {}
    for one in decisions:
        to = _answers(one, begun, last)
        if to is not None:
            found[one.number] = to
        for event in one.events:
            if isinstance(event, e.OfferTabled):
                begun[event.table, event.offer] = one.number
                last.setdefault(event.table, {})[event.by] = one.number
            elif isinstance(event, e.QuestionAsked):
                begun[frozenset((event.by, event.to)), event.number] = one.number
    return found


def _answers(
    one: Decision, begun: Mapping[Hashable, int], last: Mapping[str, Mapping[str, int]]
) -> int | None:
    match one.move:
        case m.Accept(table=table, offer=offer) | m.Reject(table=table, offer=offer):
            return begun.get((table, offer))
        case m.Answer(to=to, number=number):
            return begun.get((frozenset((one.actor, to)), number))
        case m.Propose(table=table):
            offers = last.get(table, {})
            others = [at for by, at in offers.items() if by != one.actor]
            latest = max(others, default=0)
            return latest if latest > offers.get(one.actor, 0) else None
        case _:
            return None


def root(found: Mapping[int, int], decision: int) -> int:
    """Return the decision that began the exchange of another one."""
    while decision in found:
        decision = found[decision]
    return decision


def packages(decisions: tuple[Decision, ...]) -> Mapping[int, Package]:
    """Return by number of decision the package that was offered or accepted."""
    found: dict[int, Package] = {}
    offers: dict[tuple[str, int], Package] = {}
    for one in decisions:
        if isinstance(one.move, m.Propose):
            found[one.number] = one.move.package
        for event in one.events:
            if isinstance(event, e.OfferTabled):
                offers[event.table, event.offer] = event.package
            elif isinstance(event, e.TermsAmended):
                # Offer 0 of a table is its signed paper as a condition amends it.
                offers[event.table, 0] = event.package
        if isinstance(one.move, m.Accept) and (one.move.table, one.move.offer) in offers:
            found[one.number] = offers[one.move.table, one.move.offer]
    return found
