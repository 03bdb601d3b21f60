"""
The planted class as a room: twenty-four people join, fill their forms and play the six scripts.

Whatever the planted tables do stands in `planted.py`; here it goes through doors that people use.
"""

from classroom import joining, leading, moving
from classroom.cohort import facts as f
from classroom.room import Room
from sim.domain import moves as m
from sim.scenario import load_scenario
from tests.classroom import planted

CODE = "K7QX4M"
BEGAN = 1_700_000_000_000
_STOPS_MOST = 400


class Wall:
    """
    A wall clock that tests wind.
    """

    def __init__(self, at=BEGAN):
        self.at = at

    def __call__(self):
        """
        Return milliseconds.
        """
        return self.at


def founded(store, wall, scenario=None, lang="en", **more):
    """
    Begin a class whose tables have the planted seeds.
    """
    scenario = load_scenario(planted.FILE) if scenario is None else scenario
    seats = tuple(actor.id for actor in scenario.actors if actor.is_seat)
    opened = f.ClassOpened(
        scenario=scenario.id, lang=lang, seed=0, layout=f.ARRIVAL, seats=seats, tables=0,
        plan={f.BARGAINING: 900, f.BRIEFING: 300}, **more,
    )  # fmt: skip
    return Room.found(store, CODE, opened, wall, scenario)


def people(room, name="Person {n}"):
    """
    Let twenty-four people join; each finds the seat that completes a table.
    """
    return [joining.join(room, name.format(n=n), "en").who for n in range(24)]


def holder(room, table, seat):
    """
    Return the pseudonym of the first holder of a seat.
    """
    return room.cohort.holders(table, seat)[0].who


def played(store, wall, name="Person {n}", before=None, *, until_paused=False):
    """
    Return the class after everything: played, timed out at table 5, forms filled.

    Something may happen before the first move, and a pause before bargaining ends.
    """
    room = founded(store, wall)
    people(room, name)
    for number in planted.SCRIPTS:
        for seat, form in planted.sheets(number).items():
            moving.fill(room, holder(room, number, seat), {f.PREPARATION: (form.answers, {}, {})})
    leading.begin(room, f.BRIEFING)
    leading.begin(room, f.BARGAINING, 900)
    if before is not None:
        before(room)
    start = wall.at
    moves = [(*one, number) for number, script in planted.SCRIPTS.items() for one in script]
    for at, seat, move, number in sorted(moves, key=lambda one: one[0]):
        wait_for(room, number, seat)
        wall.at = start + at * 1000
        submit(room, number, seat, move)
    if until_paused:
        leading.pause(room)
        wall.at += 7000
    leading.begin(room, f.FORMS)
    _feelings(room)
    return room


def wait_for(room, number, seat):
    """
    Let the others of a table wait until a seat may move.
    """
    for _ in range(_STOPS_MOST):
        due = room.tables[number].due()
        if seat in due:
            return
        submit(room, number, due[0], m.Wait())
    raise AssertionError(f"{seat} was never due")


def submit(room, number, seat, move):
    """
    Submit a move under a key of its own.
    """
    table = room.tables[number]
    key = f"{number}-{len(table.session.decisions)}"
    found = moving.move(room, holder(room, number, seat), key, table.seen(seat), move)
    assert "done" in found, (number, seat, move, found)


def _feelings(room):
    mirror = None
    for number in planted.FEELINGS:
        for seat, forms in planted.feelings(number).items():
            for at, form in enumerate(forms):
                who = holder(room, number, seat)
                if at:
                    # Two people share the buyer's seat at table 3.
                    mirror = joining.join(room, "Late", "fr").who
                    room.tell(f.SeatGiven(who=mirror, table=number, seat=seat, duty=f.MIRROR))
                    who = mirror
                moving.fill(room, who, {f.FEELING: (form.answers, {}, {})})
    assert mirror is not None
