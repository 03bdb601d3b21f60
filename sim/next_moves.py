"""
What the other seats do next if one seat waits: the game itself, forked and played on.

A declared assist of solo play outside the views: it reads the real talks with the real seed, so it
belongs to whoever is trusted with the whole record, and shows only what the waiting seat would see.
It never tells of an actor that is no seat, and writes nothing.
"""

from collections.abc import Callable, Iterable

from attrs import frozen

from sim.domain import moves as m
from sim.domain.decision import Decision
from sim.domain.events import Event
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY
from sim.engine.session import Session
from sim.projections.timeline import QUIET, weight_of
from sim.projections.visible import author_of, seen_by
from sim.record.store import TRUNK, MemoryLog

DAYS_AHEAD = 7


@frozen(kw_only=True)
class NextMove:
    """The next thing that a seat will be seen to do."""

    actor: str
    kind: str
    """The kind of its move."""
    minute: int
    event: Event
    """The visible event that tells it best."""
    nth: int
    """Which of that actor's decisions it is: the same one until it is taken."""


def always() -> bool:
    """Let a look ahead go on to its end."""
    return True


def next_moves(
    header: bytes, lines: Iterable[bytes], seat: str, wanted: Callable[[], bool] = always
) -> tuple[NextMove, ...]:
    """
    Return the next visible move of each other seat if this one only waits; at most one each.

    It looks a week ahead. `wanted` is asked before each decision; a no ends it there.
    """
    log = MemoryLog(header)
    for place, line in enumerate(lines):
        log.append(TRUNK, place, line)
    session = Session.resume(log)
    until = session.talks.agenda[seat] + DAYS_AHEAD * MINUTES_DAY
    sought = [one.id for one in index_of(session.scenario).seats if one.id != seat]
    found: dict[str, NextMove] = {}
    while len(found) < len(sought) and session.head is not None and session.head[0] <= until:
        if not wanted():
            break
        taken = len(session.decisions)
        _step(session)
        for decision in session.decisions[taken:]:
            event = shown(session.scenario, decision, seat)
            if decision.actor in sought and decision.actor not in found and event is not None:
                found[decision.actor] = _told(session, decision, event)
    return tuple(found[actor] for actor in sought if actor in found)


def _step(session: Session) -> None:
    """Take one decision; a person whose stop it is waits."""
    if session.due is None:
        session.step()
    else:
        session.submit(m.Wait(), session.due)


def shown(scenario: Scenario, decision: Decision, seat: str) -> Event | None:
    """Return the event by which a seat sees who decided and what, or None if it does not."""
    for seen in seen_by(scenario, (decision,), seat):
        told = [
            event
            for event in seen.events
            if seen.actor == decision.actor
            and author_of(event) in ("", decision.actor)
            and weight_of(event) > QUIET
        ]
        if told and not isinstance(decision.move, m.Wait):
            return max(told, key=weight_of)
    return None


def _told(session: Session, decision: Decision, event: Event) -> NextMove:
    return NextMove(
        actor=decision.actor,
        kind=m.move_kind(decision.move),
        minute=decision.minute,
        event=event,
        nth=sum(1 for one in session.decisions if one.actor == decision.actor),
    )
