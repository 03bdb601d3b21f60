"""
One rewind a game: back to the beginning of the seat's last stop but one, as a fork of the record.

Nothing is deleted. What was played stays on its own branch; the game goes on from an earlier one.
"""

from attrs import frozen

from game.presenters.make_desk_sight import Rewind
from game.shell.daily import is_daily
from sim.domain import moves as m
from sim.domain.decision import HUMAN
from sim.engine.session import Session
from sim.record.store import rewinds, undo


@frozen(kw_only=True)
class Place:
    """Where a rewind leads: how many decisions stay, and the minute of the stop."""

    kept: int
    minute: int


def place_of(session: Session, seat: str) -> Place | None:
    """Return where the stop before the present one began, or None if there was none."""
    own = [one for one in session.decisions if one.actor == seat and one.source == HUMAN]
    waits = [one.number for one in own if isinstance(one.move, m.Wait)]
    if not waits:
        return None
    earlier = waits[-2] if len(waits) > 1 else 0
    first = next(one for one in own if one.number > earlier)
    return Place(kept=first.number - 1, minute=first.minute)


def rewind_of(session: Session, seat: str) -> Rewind:
    """Return whether the person may go back now, and to when."""
    if is_daily(session.log):
        return Rewind(state="daily")
    if rewinds(session.log):
        return Rewind(state="used")
    place = place_of(session, seat)
    if place is None or session.over:
        return Rewind(state="early")
    return Rewind(state="ready", minute=place.minute)


def gone_back(session: Session, seat: str) -> Session:
    """Return the game at the beginning of the seat's last stop but one, on a branch of its own."""
    place = place_of(session, seat)
    assert place is not None, seat
    branch = undo(session.log, session.branch, place.kept)
    return Session.resume(session.log, session.seating, branch=branch)
