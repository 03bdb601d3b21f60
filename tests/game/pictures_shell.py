"""The pictures of title, seats, list and replay, of real saves on a disk of their own."""

import os
import tempfile

from driver import Person
from tables import let_play

from game.presenters.marks import seats_of
from game.shell import start
from game.shell.lesson import Lessons
from game.shell.library import Library
from game.shell.replay import history_replay, replay_of_file
from game.shell.saves import saved_files
from game.shell.seats import seat_choice
from game.shell.title import Title
from sim.games import fork_game, new_game
from sim.scenario import load_scenario

DAY = "2020-08-27"
SEED = 0x4F2A91
RUN = 0.62
"""How far the record behind the title has run in its picture."""
GAMES = ((0, 7, None), (1, 11, 9), (2, 7, None), (3, 23, None))
"""Seat, seed, and at which stop the person left; None is played to the end."""


def shell():
    """Yield every picture by name."""
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
    made = []
    for lang in ("en", "fr"):
        yield f"title-{lang}", lambda la=lang: begun(made) and title(la)
        yield f"settings-{lang}", lambda la=lang: Person("settings", None, la)
        yield f"seats-{lang}", lambda la=lang: Person("seats", seat_choice(seed=SEED), la)
        yield f"library-{lang}", lambda la=lang: begun(made) and Person("library", Library(), la)
        yield f"replay-{lang}", lambda la=lang: Person("replay", real_day(2), la)
        yield f"replay-game-{lang}", lambda la=lang: begun(made) and game(la)
        yield f"dossier-{lang}", lambda la=lang: dossier(la)
        yield f"replay-forks-{lang}", lambda la=lang: begun(made) and forks(la)
        yield f"lessons-{lang}", lambda la=lang: Person("lessons", Lessons(), la)
        yield f"lesson-{lang}", lambda la=lang: lesson(la)
        yield f"lesson-missed-{lang}", lambda la=lang: pressed(lesson(la), "right", "enter")
        yield f"learnt-{lang}", lambda la=lang: learnt(la)
        yield f"keys-{lang}", lambda la=lang: pressed(Person("replay", real_day(2), la), "f1")


def begun(made):
    """Fill the disk with games once."""
    if not made:
        made.append(True)
        for place, seed, stops in GAMES:
            play(new_game(None, seed, seat=seats_of(load_scenario(None))[place].id), stops)
        port = real_day(0)
        for place, seed in ((0, 3), (1, 4)):
            seat = seats_of(port.scenario)[place].id
            at = port.scene.here.decision + 20 * place
            play(fork_game(port.record, at, seat=seat, reseed=seed), None)
    return True


def play(session, stops, most=4):
    """Wait at so many stops and leave; without a number let a strategy take over after `most`."""
    (seat,) = session.talks.humans
    for _ in range(most if stops is None else stops):
        if session.advance() is None:
            break
        session.pass_()
    if stops is None and not session.over:
        session.release(seat)
        session.advance()
    session.log.close()


def title(lang):
    """Return the title with its record behind it."""
    ways = Title()
    person = Person("title", ways, lang)
    while not ways.arrived:
        person.app.step([], 0.05)
    person.screen.now = RUN
    person.app.dirty = True
    return person


def real_day(eye):
    """Return the real negotiation on the day, through a pair of eyes."""
    port = history_replay()
    rows = [row.date for row in dated(port)]
    port.seek(rows.index(DAY) + 3)
    port.look(eye)
    return port


def dated(port):
    """Return the rows of the facts behind the places of a record, in their order."""
    from sim.history import shipped_history

    rows = {row.number: row for row in shipped_history().rows}
    return [rows[item.row] if item.row else next(iter(rows.values())) for item in port.scene.items]


def game(lang):
    """Return the replay of a played game in its middle, through the eyes of another seat."""
    port = replay_of_file(saved_files()[-1])
    port.seek(len(port.scene.items) // 2)
    port.look(2)
    start.let_go()
    return Person("replay", port, lang)


def dossier(lang):
    """Return the page of the host in a fork of the real negotiation, with the rows it tells."""
    port = history_replay()
    port.seek(len(port.scene.items) // 3)
    port.choose_seat(0)
    person = Person("desk", port.fork(), lang)
    let_play(person)
    start.let_go()
    return pressed(person, "f2", "3")


def forks(lang):
    """Return the real negotiation with its forks beside it."""
    return Person("replay", real_day(0), lang)


def lesson(lang):
    """Return the desk of the second lesson at its second step."""
    start.let_go()
    person = Person("lessons", Lessons(), lang)
    person.press("2")
    let_play(person)
    person.press("enter")
    return person


def learnt(lang):
    """Return the end of the second lesson, well played."""
    person = lesson(lang)
    person.press("right", "right", "down", "right", "right", "enter")
    for _ in range(3):
        person.press("space")
        let_play(person)
    person.press("a", "right", "enter", "space")
    let_play(person)
    person.app.step([], 1)
    return person


def pressed(person, *keys):
    """Press keys once more."""
    person.press(*keys)
    return person
