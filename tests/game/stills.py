"""
The screens that pictures are kept of: one line each in STILLS, and the real tables behind them.

Every game has a fixed seed, the day is fixed, the evaluator is in this process and no thread is
waited for. A port is made once; the languages and sizes of one screen share it.
"""

import datetime as dt
import functools
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest
from driver import Person, read_title
from golden import reduced
from pictures import PLAYED
from pictures_shell import play
from tables import Here, let_play, seat_in, sit, wait_until
from test_dusk import dusks

from game.presenters.marks import seats_of
from game.shell import daily, start
from game.shell.lesson import Lessons
from game.shell.library import Library
from game.shell.replay import history_replay
from game.shell.review import RecordReview
from game.shell.seats import seat_choice
from sim.estimates import Estimate
from sim.games import fork_game, new_game
from sim.record.replay import read_log
from sim.review import BLUNDER, MISTAKE, STRONG
from sim.scenario import load_scenario

SEED = 7
ROUGH = 4
"""Rollouts of the expected result; a picture is to be the same, not to be sharp."""
DAY = dt.date(2020, 8, 27)
EARLY = 9
RUN = 0.62
SMALL = "first-offer"
WAITS = 2
NOTICE = {
    "en": "The disk is full, so this game is kept in memory until you leave.",
    "fr": "Le disque est plein : la partie reste en mémoire jusqu'à la fin.",
}
WINDOWS = {"small": ((1280, 720), 100), "large": ((1920, 1080), 150)}
"""The window and the size of the interface; at 150 % the canvas is larger than the window."""
LANGS = ("en", "fr")


@attrs.frozen
class Still:
    """A screen, who stands behind it, keys pressed at it, and a screen laid over it by name."""

    screen: str
    port: object
    keys: tuple = ()
    over: object = None
    disk: str = "games"
    """Which data folder it sees: what one screen keeps is not to show on another."""


@contextmanager
def quiet_world():
    """Hold the day still and keep the saves apart from everybody's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", _folder().name)
        patch.setattr(daily, "today", lambda: DAY)
        yield


@functools.cache
def _folder():
    return tempfile.TemporaryDirectory(prefix="stills-", ignore_cleanup_errors=True)


def forget():
    """Forget the tables, as a new language wants other words at them; the saves stay."""
    for made in (desk_of, dusk, over, review, replay, lesson, learnt):
        made.cache_clear()


def picture(still, lang, window):
    """Draw a screen in a language and a window; return its picture at the kept size."""
    person = sat(still, lang, window)
    return reduced(person.app.window, person.app.painter.scale)


def sat(still, lang="en", window="small"):
    """Sit a person down before a screen, with what lies over it."""
    os.environ["XDG_DATA_HOME"] = str(Path(_folder().name) / still.disk)
    size, scale = WINDOWS[window]
    name, over = still.over or ("", nobody)
    ports = still.port(), over[lang] if isinstance(over, dict) else over()  # before the window
    person = Person(still.screen, ports[0], lang, size, scale)
    person.app.context.motion = False
    if still.screen == "title":
        person.screen.now = RUN
    person.press(*still.keys)
    if name:
        person.app.stack.append(person.app.factories[name](ports[1]))
    person.app.dirty = True
    person.app.step([], 0)
    return person


def every():
    """Yield name, still, language and window of every picture."""
    for name, still in STILLS.items():
        for lang in LANGS:
            for window in WINDOWS:
                yield f"{name}-{lang}-{window}", still, lang, window


# The tables


@functools.cache
def desk_of(role):
    """Play a seat of the default scenario to an early stop."""
    person = sit(None, seat_in(role), "en", SEED, Here(ROUGH))
    wait_until(person, EARLY, PLAYED[role])
    return person.screen.port


@functools.cache
def dusk():
    """Return a dusk that tells of several events and changes."""
    found = dusks(sit(None, seat_in("buyer"), "en", SEED).screen.port)
    return next(one for one in found if len(one._told) > 4)


@functools.cache
def over():
    """Play the small scenario until an offer can be taken, and take it."""
    person = sit(SMALL, seat_in("seller", SMALL), "en", SEED)
    wait_until(person, 7)
    person.press("a", "right", "enter", "space")
    let_play(person)
    return person.screen.port


@functools.cache
def review():
    """Review that game; its grades are given, for so small a game has few of its own."""
    ended = over()
    port = RecordReview(read_log(ended.session.log, ended.session.branch), ended.seat, Here(ROUGH))
    while port.reckoning:
        port.reckon()
    moments = list(port._moments)
    for place, grade in enumerate((STRONG, MISTAKE, BLUNDER)):
        loss = Estimate(mean=90_000 - 10_000 * place, error=1, count=24)
        moments[place] = attrs.evolve(moments[place], grade=grade, loss=loss)
    port._moments, port._known = tuple(moments), None
    return port


def trying():
    """Try one of its moments again."""
    return review().try_again(review()._moments[1].decision)


@functools.cache
def replay():
    """Return the real negotiation in its middle, through the eyes of a seat."""
    port = history_replay()
    port.seek(len(port.scene.items) // 2)
    port.look(2)
    return port


@functools.cache
def saves():
    """Fill the disk with three games: one left, one over, one forked from it."""
    seats = seats_of(load_scenario(SMALL))
    for place, stops in ((0, 3), (1, None)):
        play(new_game(SMALL, SEED + place, seat=seats[place].id), stops, WAITS)
    ended = over()
    record = read_log(ended.session.log, ended.session.branch)
    play(fork_game(record, len(record.decisions) // 2, seat=ended.seat, reseed=3), None, WAITS)


def title():
    """Return the title behind a disk with games."""
    saves()
    return read_title()


def library():
    """Return the list of those games."""
    saves()
    return Library()


@functools.cache
def lesson():
    """Return the desk of the second lesson."""
    port = Lessons().start("trade")
    start._held.clear()  # the saves of other screens must not close its record
    return port


@functools.cache
def learnt():
    """Play the second lesson well."""
    person = Person("desk", Lessons().start("trade"))
    let_play(person)
    person.press("enter", "right", "right", "down", "right", "right", "enter")
    for _ in range(3):
        person.press("space")
        let_play(person)
    person.press("a", "right", "enter", "space")
    let_play(person)
    assert person.screen.keys == "learnt"
    return person.screen.port


def nobody():
    """Return the port of a screen that needs none."""


STILLS = {
    "title": Still("title", title, disk="saves"),
    "seats": Still("seats", lambda: seat_choice(seed=SEED)),
    "settings": Still("settings", nobody),
    "lessons": Still("lessons", Lessons, disk="lessons"),
    "library": Still("library", library, disk="saves"),
    "desk-buyer": Still("desk", lambda: desk_of("buyer")),
    "desk-seller": Still("desk", lambda: desk_of("seller")),
    "desk-host": Still("desk", lambda: desk_of("host")),
    "desk-ally": Still("desk", lambda: desk_of("ally")),
    "call": Still("desk", lambda: desk_of("buyer"), ("c",)),
    "dossier": Still("desk", lambda: desk_of("buyer"), ("f2",)),
    "dossier-own": Still("desk", lambda: desk_of("host"), ("f2", "3")),
    "sheet": Still("desk", lambda: desk_of("host"), ("m",)),
    "pause": Still("settings", nobody, over=("pause", nobody)),
    "keys": Still("settings", nobody, over=("keys", lambda: "desk")),
    "notice": Still("settings", nobody, over=("notice", NOTICE)),
    "dusk": Still("desk", lambda: desk_of("buyer"), over=("dusk", dusk)),
    "outcome": Still("outcome", over),
    "review": Still("review", review),
    "review-deals": Still("review", review, ("g",)),
    "trying": Still("trying", trying),
    "replay": Still("replay", replay),
    "lesson": Still("desk", lesson),
    "learnt": Still("learnt", learnt),
}
