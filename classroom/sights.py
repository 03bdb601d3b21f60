"""From rooms to what pages are made of: a student's sight, a teacher's overview."""

from collections.abc import Mapping

from classroom.cohort import facts as f
from classroom.cohort.state import MS, Member
from classroom.practice import Exercise
from classroom.presence import Presence
from classroom.room import Room
from classroom.server import Server
from classroom.student.sight import Sight
from classroom.tables import Table
from classroom.teacher.overview import Overview, TableState
from classroom.waiting import Since
from sim.domain.lookup import index_of
from sim.projections.visible import Seen


def sight_of(server: Server, room: Room, member: Member, last: str = "") -> Sight:
    """Return what a participant may see now; one without a seat sees the empty table's opening."""
    cohort, now = room.cohort, server.now()
    table = room.tables.get(member.table, room.model)
    seat = member.seat or cohort.opened.seats[0]
    place = cohort.places.get(member.table)
    happened = table.happened(seat) if member.seat else ()
    since = room.since.get(member.table, {})
    due, texts = table.due(), _texts(room.bodies.get(member.table, {}), happened)
    return Sight(
        view=table.view(seat),
        seat=seat,
        lang=member.lang,
        code=room.code,
        table=member.table,
        duty=member.duty,
        k=len(happened),
        epoch=table.epoch,
        due=seat in due,
        waits=due,
        shared=len(cohort.holders(member.table, seat)) > 1,
        by_others=frozenset(one for one in texts if room.authors.get(one) != member.who),
        waited=cohort.clock.waited(_waits(since, seat, now), now, room.pauses) // MS,
        strategies=place.strategies if place is not None else {},
        away=_away(server.presence[room.code], room, member.table, now),
        happened=happened,
        texts=texts,
        written=_written(room, member),
        clock=cohort.clock,
        now=now,
        muted=member.muted,
        paused=cohort.clock.paused,
        nudged=place is not None and place.nudged.get(seat, 0) > since.get(seat, now),
        over=table.over or (place is not None and bool(place.status)),
        status=place.status if place is not None else "",
        revealed=cohort.revealed,
        forms=member.forms,
        last=last,
    )


def practice_sight_of(
    server: Server, room: Room, member: Member, exercise: Exercise, last: str = ""
) -> Sight:
    """Return what a participant may see of its practice table; of others there is nobody to see."""
    table, seat, now = exercise.table, exercise.seat, server.now()
    happened, due = table.happened(seat), table.due()
    others = [one.id for one in index_of(table.session.scenario).seats if one.id != seat]
    return Sight(
        view=table.view(seat),
        seat=seat,
        lang=member.lang,
        code=room.code,
        table=member.table,
        duty=f.PLAYER,
        k=len(happened),
        epoch=table.epoch,
        due=seat in due,
        waits=due,
        waited=max(0, now - exercise.moved) // MS,
        strategies=dict.fromkeys(others, f.ASKED),
        happened=happened,
        texts=_texts(exercise.bodies, happened),
        clock=room.cohort.clock,
        now=now,
        muted=member.muted,
        paused=room.cohort.clock.paused,
        over=exercise.over,
        last=last,
        practice=exercise.number,
    )


def _waits(since: Since, seat: str, now: int) -> int:
    """Return since when a seat waits for others, the longest; else since when it is due itself."""
    others = [at for one, at in since.items() if one != seat]
    return min(others or since.values(), default=now)


def _away(presence: Presence, room: Room, table: int, now: int) -> tuple[str, ...]:
    """Return the seats of a table that people hold and none of them is here."""
    found = []
    for seat in room.cohort.opened.seats:
        holders = room.cohort.holders(table, seat)
        if holders and not any(presence.is_here(one.who, now) for one in holders):
            found.append(seat)
    return tuple(found)


def _written(room: Room, member: Member) -> dict[str, str]:
    """Return what a participant itself wrote into forms, by id of the text."""
    refs = [ref for filled in member.forms.values() for ref in filled.texts.values()]
    return {ref.text: room.words[ref.text] for ref in refs if ref.text in room.words}


def _texts(bodies: Mapping[str, str], happened: tuple[Seen, ...]) -> dict[str, str]:
    """Return the bodies of the messages among what a seat saw; an erased one is missing."""
    found = {}
    for seen in happened:
        for event in seen.events:
            ref = getattr(event, "text", None)
            if ref is not None and ref.text in bodies:
                found[ref.text] = bodies[ref.text]
    return found


def overview_of(server: Server, room: Room, lang: str) -> Overview:
    """Return what the teacher may see now: everything but scores, which are sealed."""
    return Overview(
        code=room.code,
        lang=lang,
        now=server.now(),
        cohort=room.cohort,
        names={who: named.name for who, named in room.names.items()},
        tables={number: _state(server, room, table) for number, table in room.tables.items()},
        scenario=room.scenario,
        addresses=server.settings.addresses(),
        word=room.cohort.word,
        notices=tuple(server.notices_of(room)),
        pauses=room.pauses,
        from_elsewhere=server.noticed.from_elsewhere.get(room.code, 0),
        practised=server.practices.practised(room.code),
    )


def _state(server: Server, room: Room, table: Table) -> TableState:
    presence, now = server.presence[room.code], server.now()
    here: set[str] = set()
    last: dict[str, int] = {}
    for seat in room.cohort.opened.seats:
        for one in room.cohort.holders(table.number, seat):
            if presence.is_here(one.who, now):
                here.add(seat)
            last[seat] = max(last.get(seat, 0), presence.last(one.who, now, one.joined))
    return TableState(
        talks=table.talks,
        due=table.due(),
        since=room.since[table.number],
        here=frozenset(here),
        last_seen=last,
    )
