"""
How long names and words are kept: as long as every page says, then the server erases them itself.

A class counts from the last thing that happened in it. Records and numbers stay, under pseudonyms.
"""

from classroom.cohort import facts as f
from classroom.joining import missing
from classroom.room import Room

KEPT_DAYS = 30
"""The days that the pages promise (`class.join.kept`, `class.seat.kept_note`)."""
DAY_MS = 24 * 3600 * 1000
KEPT_MS = KEPT_DAYS * DAY_MS


def due(room: Room, now: int) -> tuple[str, ...]:
    """Return the participants of a class whose names and words were kept long enough."""
    if now - room.last < KEPT_MS:
        return ()
    members = room.cohort.members
    return (*(one.who for one in members.values() if not one.erased), *missing(room))


def lapse(room: Room) -> int:
    """Erase who is due, all at once; return how many."""
    found = due(room, room.now())
    for who in found:
        room.store.erase(room.code, who)
    for who in found:
        room.forget(who)
        if who in room.cohort.members:
            room.tell(f.ParticipantErased(who=who))
    return len(found)
