"""What the environment could do now: the legal moves of actors nobody sits as, table by table."""

from collections import Counter

from classroom.room import Room
from classroom.teacher.events_page import Happening
from sim.domain import moves as m
from sim.domain.actors import HOUSE
from sim.domain.rules.choices import legal_moves
from sim.domain.views import view_for
from sim.record.requests import move_to_json

_QUIET = (m.Wait, m.Say)


def happenings(room: Room) -> tuple[Happening, ...]:
    """Return each such move with the number of open tables at which the rules allow it."""
    counted: Counter[tuple[str, str]] = Counter()
    moves: dict[tuple[str, str], m.Move] = {}
    actors = [one for one in room.scenario.actors if not one.is_seat and one.kind != HOUSE]
    for place in room.cohort.places.values():
        if place.status:
            continue
        talks = room.tables[place.table].talks
        for actor in actors:
            for move in legal_moves(view_for(actor.id, talks)):
                if not isinstance(move, _QUIET):
                    key = (actor.id, repr(move_to_json(move)))
                    counted[key] += 1
                    moves[key] = move
    return tuple(
        Happening(actor=actor, move=moves[actor, said], tables=count)
        for (actor, said), count in counted.items()
    )
