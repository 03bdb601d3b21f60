"""From rooms to what the debrief and the exports read: every table's record with what was said."""

from collections.abc import Iterable, Mapping

from classroom.cohort import facts as f
from classroom.cohort.state import MS, Member
from classroom.debrief.played import Played
from classroom.room import Room, status_of
from classroom.store.protocol import Stamp
from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.record.replay import read_log


def played(room: Room, number: int, branch: int | None = None) -> Played:
    """Return one table, or a what-if of it."""
    table, cohort = room.tables[number], room.cohort
    place = cohort.places[number]
    header, status = table.session.header, place.status
    if branch is None:
        decisions = tuple(table.session.decisions)
    else:
        decisions = read_log(table.session.log, branch).decisions
        status = _status(header, decisions)
    people = [one for one in cohort.at_table(number) if one.duty != f.OBSERVER]
    cut = status == f.TIMEOUT and branch is None and _is_timed(room)
    return Played(
        table=number,
        header=header,
        decisions=decisions,
        status=status,
        seconds=_seconds(room, room.store.stamps(room.code, number)),
        closed=_running(room, place.ended) if cut else None,
        preparation={
            one.seat: one.forms[f.PREPARATION] for one in people if f.PREPARATION in one.forms
        },
        feelings=_feelings(people),
    )


def _status(header: Header, decisions: Iterable[Decision]) -> str:
    """Return how a fork ended: not as its table did."""
    talks = initial(header)
    for decision in decisions:
        talks = advance(talks, decision)
    outcome = talks.common.outcome
    return f.TIMEOUT if outcome is None else status_of(header.scenario, outcome)


def _feelings(people: Iterable[Member]) -> Mapping[str, tuple[f.FormFilled, ...]]:
    """Return the forms of subjective value by seat, in order of joining."""
    found: dict[str, tuple[f.FormFilled, ...]] = {}
    for one in people:
        if f.FEELING in one.forms:
            found[one.seat] = (*found.get(one.seat, ()), one.forms[f.FEELING])
    return found


def _seconds(room: Room, stamps: tuple[Stamp, ...]) -> Mapping[int, int]:
    """Return the running seconds since bargaining began at which each decision was taken."""
    return {one.decision: _running(room, one.at) for one in stamps} if _is_timed(room) else {}


def _is_timed(room: Room) -> bool:
    """Tell whether people took time: a class of strategies is played in no time, and has days."""
    return any(one.seated for one in room.cohort.members.values())


def _running(room: Room, at: int) -> int:
    """Return the running seconds from the beginning of bargaining to a moment."""
    return max(0, at - room.began - _lost(room, room.began, at)) // MS


def _lost(room: Room, since: int, until: int) -> int:
    """Return the milliseconds between two moments that pauses took."""
    return sum(max(0, min(end, until) - max(begin, since)) for begin, end in room.pauses)


def ended(room: Room) -> tuple[Played, ...]:
    """Return every table of the class that has its result, in order."""
    return tuple(played(room, place.table) for place in room.cohort.places.values() if place.status)
