"""Every screen that has keys of its own, opened anew each time on a table that is played once."""

import copy

import stills
from driver import Person, read_title
from tables import Here, let_play, seats

from game.shell import start
from game.shell.desk import SessionDesk
from game.shell.lesson import Lessons
from game.shell.library import Library
from game.shell.replay import history_replay
from game.shell.seats import seat_choice
from sim.engine.session import Session
from sim.games import fork_game, in_memory, new_game
from sim.places import saves_folder


def desk():
    """Return the buyer's desk in the middle of its game, anew."""
    port = stills.desk_of("buyer")
    session = Session.resume(in_memory(port.session.log))
    person = Person("desk", SessionDesk(session, port.seat, Here(2)))
    let_play(person)
    return person


def replay(key):
    """Return a replay on which a key has something to do: a game that ended, or one with forks."""
    if key == "v":
        return Person("replay", stills.over().replay())
    port = history_replay()
    if key == "b":
        seat = next(seat for name, seat in seats() if name == port.scenario.id)
        fork_game(port.record, 40, seat=seat).log.close()
        port = history_replay()
    port.seek(30)
    return Person("replay", port)


def library():
    """Return the list of two games that were left, and of no others."""
    start.let_go()
    for kept in saves_folder().glob("*.*"):
        kept.unlink()
    seat = next(seat for name, seat in seats() if name == stills.SMALL)
    for seed in (1, 2):
        new_game(stills.SMALL, seed, seat=seat).log.close()
    return Person("library", Library())


def waited(screen, port):
    """Open a screen that answers nothing until a moment without keys has passed."""
    person = Person(screen, port)
    person.app.step([], 1)
    return person


def dossier():
    """Return the dossier over that desk."""
    person = desk()
    person.press("f2")
    return person


def over(person, screen, port):
    """Lay a screen over the one on top."""
    person.app.stack.append(person.app.factories[screen](port))
    person.app.dirty = True
    person.app.step([], 0)
    return person


OPENED = {
    "dossier": lambda _: dossier(),
    "desk": lambda _: desk(),
    "replay": replay,
    "review": lambda _: Person("review", copy.copy(stills.review())),
    "title": lambda _: Person("title", read_title(scenario=stills.SMALL)),
    "seats": lambda _: Person("seats", seat_choice(seed=5)),
    "library": lambda _: library(),
    "outcome": lambda _: waited("outcome", stills.over()),
    "lessons": lambda _: Person("lessons", Lessons()),
    "learnt": lambda _: waited("learnt", stills.learnt()),
    "settings": lambda _: Person("settings", None),
    "dusk": lambda _: over(desk(), "dusk", stills.dusk()),
    "pause": lambda _: over(Person("settings", None), "pause", None),
}


def fresh(name):
    """Open a screen by its name; a sheet and a call lie over the desk."""
    keys = {"sheet": "k", "call": "c"}
    if name in keys:
        person = desk()
        person.press(keys[name])
        assert person.screen.keys == name
        return person
    return OPENED[name]("")
