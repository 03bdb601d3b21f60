"""What the teacher does: phases and the clock, tables and seats, events, results. Writers only."""

import secrets

from classroom.cohort import facts as f
from classroom.cohort.seating import Spot, dealt
from classroom.denied import Denied
from classroom.joining import sit
from classroom.room import Room
from classroom.tables import Table
from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.talks import APPROVALS, CLOSED, SIGNED
from sim.engine.session import NotYourStopError, Session
from sim.record.errors import RecordError
from sim.record.replay import check_chain
from sim.record.store import NOTE_FORK, TRUNK

_ORDER = {phase: at for at, phase in enumerate(f.PHASES)}


def begin(room: Room, phase: str, seconds: int | None = None) -> None:
    """Go on with the lesson; phases only go forward, so that nothing of a record is undone."""
    now = room.cohort.clock.phase
    if phase not in _ORDER:
        raise Denied("no_such_phase", 422)
    if _ORDER[phase] <= _ORDER[now]:
        raise Denied("phase_past")
    if _ORDER[now] < _ORDER[f.BRIEFING] <= _ORDER[phase]:
        _deal(room)
    if _ORDER[now] <= _ORDER[f.BARGAINING] < _ORDER[phase]:
        time_up(room)
    room.tell(f.PhaseBegun(phase=phase, seconds=seconds))
    if phase == f.BARGAINING:
        for place in tuple(room.cohort.places.values()):
            _start(room, place.table)
    if phase == f.CLOSED:
        room.tell(f.ClassClosed())


def _deal(room: Room) -> None:
    """Seat in random order everybody who sits nowhere yet."""
    waiting = [one.who for one in room.cohort.members.values() if not one.seated and not one.banned]
    if room.cohort.opened.layout == f.RANDOM:
        secrets.SystemRandom().shuffle(waiting)
    spots = list(dealt(room.cohort, waiting, mirrors=room.cohort.opened.mirrors))
    for who, spot in spots:
        sit(room, who, spot)


def _start(room: Room, number: int) -> None:
    """Begin to bargain at a table: people hold their seats, strategies play the others."""
    table, cohort = room.tables[number], room.cohort
    for seat in cohort.opened.seats:
        if cohort.holders(number, seat) and seat in cohort.places[number].strategies:
            table.take(seat)
            room.tell(f.PersonSeated(table=number, seat=seat))
    before = len(table.session.decisions)
    table.go()
    room.stamped(table, before)


def pause(room: Room) -> None:
    """Stop the clock; moves are refused until it goes on."""
    if room.cohort.clock.paused:
        raise Denied("paused")
    room.tell(f.ClockPaused())


def resume(room: Room) -> None:
    """Let the clock go on."""
    if not room.cohort.clock.paused:
        raise Denied("not_paused")
    room.tell(f.ClockResumed())


def extend(room: Room, seconds: int) -> None:
    """Give the phase more time."""
    if room.cohort.clock.limit is None:
        raise Denied("no_clock")
    if not 0 < seconds <= 3600:  # noqa: PLR2004 - an hour is a lesson
        raise Denied("out_of_range", 422)
    room.tell(f.ClockExtended(seconds=seconds))


def time_up(room: Room) -> None:
    """End every table: a signed paper goes its way without people, bargaining without one ends."""
    for place in tuple(room.cohort.places.values()):
        if not place.status:
            end_table(room, place.table)


def end_table(room: Room, number: int) -> None:
    """End a table now."""
    place = _open_place(room, number)
    table = room.tables[number]
    if table.talks.common.phase in (SIGNED, APPROVALS, CLOSED) and not table.over:
        before = len(table.session.decisions)
        for seat in tuple(table.talks.humans):
            table.session.release(seat)
        table.go()
        room.stamped(table, before)
    if not room.cohort.places[place].status:
        room.tell(f.TableEnded(table=number, status=f.TIMEOUT))
        room.changed(number)


def _open_place(room: Room, number: int) -> int:
    place = room.cohort.places.get(number)
    if place is None:
        raise Denied("no_such_table", 404)
    if place.status:
        raise Denied("table_over")
    return number


def nudge(room: Room, number: int, seat: str) -> None:
    """Ask a seat to decide."""
    _open_place(room, number)
    _known_seat(room, seat)
    room.tell(f.SeatNudged(table=number, seat=seat))
    room.changed(number)


def _known_seat(room: Room, seat: str) -> None:
    if seat not in room.cohort.opened.seats:
        raise Denied("no_such_seat", 422)


def strategy(room: Room, number: int, seat: str, why: str = f.ASKED) -> None:
    """Let a strategy play a seat."""
    _open_place(room, number)
    _known_seat(room, seat)
    room.hand_to_strategy(number, seat, why)


def person(room: Room, number: int, seat: str) -> None:
    """Give a seat back to its people."""
    _open_place(room, number)
    _known_seat(room, seat)
    if not room.cohort.holders(number, seat):
        raise Denied("nobody_there")
    room.hand_to_person(number, seat)


def shift(room: Room, who: str, number: int, seat: str) -> None:
    """Move a student to another seat; what the old one is left with, a strategy plays."""
    member = room.member(who)
    _known_seat(room, seat)
    if number != len(room.cohort.places) + 1:
        _open_place(room, number)
    held = bool(room.cohort.holders(number, seat)) if number in room.cohort.places else False
    _leave(room, member.table, member.seat, who)
    sit(room, who, Spot(table=number, seat=seat, duty=f.MIRROR if held else f.PLAYER))


def _leave(room: Room, number: int, seat: str, who: str) -> None:
    """Let a strategy take a seat whose last holder goes."""
    place = room.cohort.places.get(number)
    if place is None or place.status or seat in place.strategies:
        return
    if all(one.who == who for one in room.cohort.holders(number, seat)):
        room.hand_to_strategy(number, seat, f.EMPTY)


def mute(room: Room, who: str) -> None:
    """Refuse a student's messages."""
    room.member(who)
    room.tell(f.ParticipantMuted(who=who))


def hear(room: Room, who: str) -> None:
    """Let a student write again."""
    room.member(who)
    room.tell(f.ParticipantHeard(who=who))


def ban(room: Room, who: str) -> None:
    """Send a student out."""
    member = room.member(who)
    _leave(room, member.table, member.seat, who)
    room.tell(f.ParticipantBanned(who=who))


def shut(room: Room) -> None:
    """Let nobody join any more."""
    room.tell(f.JoiningShut())


def open_again(room: Room) -> None:
    """Let people join again."""
    room.tell(f.JoiningOpened())


def word(room: Room, chosen: str) -> None:
    """Ask another word beside the code, or none."""
    room.tell(f.WordChanged(word=chosen))


def happen(room: Room, actor: str, move: m.Move) -> int:
    """Let an environment actor act at every open table where the rules allow it; count them."""
    count = 0
    if room.cohort.clock.phase != f.BARGAINING:
        raise Denied("not_bargaining")
    for place in tuple(room.cohort.places.values()):
        table = room.tables[place.table]
        if not place.status and _happened(room, table, actor, move):
            count += 1
    if not count:
        raise Denied("nowhere_legal")
    room.tell(f.EventSent(actor=actor, kind=m.move_kind(move), tables=count))
    return count


def _happened(room: Room, table: Table, actor: str, move: m.Move) -> bool:
    before = len(table.session.decisions)
    try:
        found = table.happen(actor, move)
    except (NotYourStopError, StopIteration, KeyError):
        raise Denied("no_such_actor", 422) from None
    if isinstance(found, Refusal):
        return False
    room.stamped(table, before)
    return True


def reveal(room: Room) -> None:
    """Open the results to the class."""
    if _ORDER[room.cohort.clock.phase] <= _ORDER[f.BARGAINING]:
        raise Denied("still_bargaining")
    room.tell(f.ResultsRevealed())


def fork(room: Room, number: int, decision: int) -> int:
    """Play a table on with strategies from a decision of it, in a branch; return the branch."""
    place = room.cohort.places.get(number)
    if place is None:
        raise Denied("no_such_table", 404)
    if not place.status:
        raise Denied("table_open")
    log = room.tables[number].session.log
    last, over = log.head(TRUNK).decisions, room.tables[number].session.over
    # From the end of talks there is nothing to play on.
    if not 0 <= decision <= last - over:
        raise Denied("out_of_range", 422)
    try:
        check_chain(log, TRUNK, decision)
    except RecordError as error:
        raise Denied("record", why=str(error)) from None
    lineage = f'{{"at":{decision},"of":{TRUNK}}}'
    branch = log.fork(TRUNK, decision, ((NOTE_FORK, lineage),))
    session = Session.resume(log, branch=branch)
    for seat in tuple(session.talks.humans):
        session.release(seat)
    session.advance()
    room.tell(f.TableForked(table=number, decision=decision, branch=branch))
    return branch


def erase(room: Room, who: str) -> int:
    """Delete name and words of a participant for good; return how many texts."""
    here = who in room.cohort.members
    if not here and who not in room.names:
        raise Denied("unknown", 404)
    gone = room.store.erase(room.code, who)
    room.writes += 1
    room.forget(who)
    if here:  # who is only on a list has done nothing yet that the journal knows
        room.tell(f.ParticipantErased(who=who))
    return gone


def names(room: Room, *, shown: bool) -> None:
    """Show names on the projector, or hide them."""
    room.tell(f.NamesShown(shown=shown))


def page(room: Room, shown: str) -> None:
    """Show a page of the debrief."""
    room.tell(f.PageShown(page=shown))
