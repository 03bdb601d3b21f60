"""
What a move names and what an event changes: whether a move came too late to mean what it says.

A student decides on what the page showed. A move is refused as a conflict only if something that
the seat saw since then touches what the move names; anything else goes on.
"""

from collections.abc import Callable, Iterable

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.views import View

Subject = tuple[str, str]
"""What may be touched: a kind of thing and its name; the name is empty for the whole kind."""

PAPER, DEADLINE = ("paper", ""), ("deadline", "")


def named(move: m.Move, view: View) -> frozenset[Subject]:
    """Return what a move names; an answer to an offer names its author's offers too."""
    match move:
        case m.Accept(table=table, offer=offer) | m.Reject(table=table, offer=offer):
            known = view.channels[table].offers if table in view.channels else ()
            authors = {("offers", f"{table}/{one.by}") for one in known if one.id == offer}
            return frozenset({("offer", f"{table}/{offer}"), ("table", table), PAPER, *authors})
        case (
            m.Propose(table=table)
            | m.Withdraw(table=table)
            | m.Suspend(table=table)
            | m.Resume(table=table)
            | m.Walk(table=table)
        ):
            return frozenset({("table", table), PAPER})
        case m.Answer(to=to, number=number):
            return frozenset({("question", f"{to}/{number}")})
        case m.Order() | m.SetDeadline() | m.ExtendDeadline():
            return frozenset({DEADLINE, PAPER})
        case m.Approve() | m.Block() | m.Endorse() | m.Condition():
            return frozenset({PAPER})
        case _:
            return frozenset()


def touched(event: e.Event, seat: str) -> frozenset[Subject]:
    """Return what an event changes under the hands of a seat; its own doing surprises nobody."""
    if getattr(event, "by", None) == seat:
        return frozenset()
    found = _TOUCHED.get(type(event))
    return found(event) if found is not None else frozenset()


def surprised(move: m.Move, view: View, events: Iterable[e.Event]) -> e.Event | None:
    """Return the first of some events that touches what the move of a view's seat names."""
    names = named(move, view)
    return next((event for event in events if names & touched(event, view.seat)), None)


_TOUCHED: dict[type, Callable[..., frozenset[Subject]]] = {
    e.OfferTabled: lambda event: frozenset({("offers", f"{event.table}/{event.by}")}),
    e.OfferWithdrawn: lambda event: frozenset({("offer", f"{event.table}/{event.offer}")}),
    e.RatificationRefused: lambda event: frozenset({("offer", f"{event.table}/{event.offer}")}),
    e.TalksSuspended: lambda event: frozenset({("table", event.table)}),
    e.TalksResumed: lambda event: frozenset({("table", event.table)}),
    e.TalksBroken: lambda event: frozenset({("table", event.table)}),
    e.TermsSigned: lambda event: frozenset({("table", event.table), PAPER}),
    e.TermsAmended: lambda event: frozenset({("table", event.table), PAPER}),
    e.ConditionSet: lambda event: frozenset({PAPER}) if event.paper else frozenset(),
    e.ConditionRefused: lambda _: frozenset({PAPER}),
    e.DealBlocked: lambda _: frozenset({PAPER}),
    e.OrderSigned: lambda _: frozenset({DEADLINE}),
    e.DeadlineSet: lambda _: frozenset({DEADLINE}),
    e.DeadlineExtended: lambda _: frozenset({DEADLINE}),
    e.DeadlinePassed: lambda _: frozenset({DEADLINE}),
    e.QuestionAnswered: lambda event: frozenset({("question", f"{event.by}/{event.number}")}),
    e.TalksFailed: lambda _: frozenset({PAPER}),
}
"""What each kind of event changes; what is missing here changes nothing that a move could name."""
