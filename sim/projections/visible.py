"""
A record as one actor may read it: its visible events, decisions numbered anew.

The one place where projections hide things. Whoever acted unseen is not named: a press story has
an author only once it is traced.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sim.domain.audience import sees
from sim.domain.decision import Decision
from sim.domain.events import ConditionRefused, DealApproved, Event, OfferWithdrawn
from sim.domain.setting import Scenario


@frozen(kw_only=True)
class Seen:
    """A decision as far as the reader learned of it."""

    number: int
    """Counted from 1 among what the reader sees."""
    minute: int
    actor: str
    """Who decided; empty if the visible events do not tell."""
    events: tuple[Event, ...]


def seen_by(scenario: Scenario, decisions: Iterable[Decision], seat: str | None) -> Iterator[Seen]:
    """Yield the decisions of which a seat saw something, cut to that; None sees everything."""
    number = 0
    for decision in decisions:
        events = decision.events
        actor = decision.actor
        if seat is not None:
            events = tuple(event for event in events if sees(seat, event, scenario))
            if not events:
                continue
            if actor != seat and all(author_of(event) != actor for event in events):
                actor = ""
        number += 1
        yield Seen(number=number, minute=decision.minute, actor=actor, events=events)


def author_of(event: Event) -> str:
    """Return whom an event itself names as its author, or nobody."""
    return getattr(event, "by", "")


_BY_HOUSE: Mapping[type[Event], str] = {
    OfferWithdrawn: "offer.fallen",
    DealApproved: "consent.silent",
    ConditionRefused: "condition.silent",
}


def told_as(event: Event, actor: str) -> str:
    """
    Return under what name to tell an event that befell whom it names, or "" if that one did it.

    The house takes offers down with a voided payment, and silence on a paper for an answer: the
    event names whose offer or answer it is, the decision's actor whose doing.
    """
    return _BY_HOUSE.get(type(event), "") if author_of(event) != actor else ""
