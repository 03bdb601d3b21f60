"""
Goal: the sheet of keys tells of every screen, and every key on it does something there.

Method: each row of a screen's group is pressed on that screen; the picture, the stack, a setting,
the clipboard or the end of the game must be another one after it.
"""

import re

import pygame
import pytest
import stills
from driver import Person
from opened import OPENED, fresh

from game.screens.key_groups import COLUMNS, GROUPS, TITLES, groups_for
from game.screens.table import SCREENS
from game.shell import clipboard, start
from game.text import load

NO_GROUP = {
    "keys": "it is the sheet itself",
    "trying": "it is a desk, and has the desk's",
    "sheet": "it lies over the desk, and each of its keys stands on its tile",
    "call": "it lies over the desk, and each of its keys stands on its tile",
    "notice": "it lies over a screen, and its one key stands on its tile",
}
NAMES = {"\u2190": "left", "\u2192": "right", "\u2191": "up", "\u2193": "down", "Esc": "escape",
         "\u2212": "-", "+": "="}  # fmt: skip
CAPS = {
    "ui.key.enter": ("enter",), "ui.key.escape": ("escape",), "ui.key.space": ("space",),
    "ui.key.backspace": ("backspace",), "ui.key.delete": ("delete",),
    "ui.key.home_end": ("home", "end"), "ui.key.shift_arrows": ("shift+left", "shift+right"),
    "ui.key.ctrl_arrows": ("ctrl+left", "ctrl+right"),
}  # fmt: skip
LARGER = ("ctrl+=",) * 3
FIRST = {
    ("desk", "up"): ("down",), ("desk", "home"): ("right",), ("desk", "u"): ("right",),
    ("desk", "ctrl+y"): ("right", "u"), ("desk", "left"): ("right",),
    ("replay", "home"): ("right",), ("replay", "0"): ("1",), ("replay", "shift+left"): ("end",),
    ("replay", "left"): ("right",), ("replay", "end"): ("home",),
    ("dossier", "left"): ("right",), ("dossier", "1"): ("2",), ("dossier", "2"): ("1",),
    **{(group, "ctrl+right"): LARGER for group in ("desk", "review")},
    **{(group, "ctrl+left"): (*LARGER, "ctrl+right") for group in ("desk", "review")},
    ("review", "up"): ("down",), ("review", "left"): ("right",), ("seats", "1"): ("2",),
    ("library", "u"): ("delete", "enter"), ("library", "g"): ("home",),
    ("settings", "up"): ("down",), ("settings", "left"): ("right",), ("settings", "home"): ("end",),
}  # fmt: skip
QUICK = ("review", "outcome", "settings")


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    with stills.quiet_world():
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        yield
    start.let_go()


def looks(person, copied):
    """Return all that a key could change."""
    app = person.app
    app.dirty = True
    app.step([], 0)
    return (
        [(id(screen), screen.lively) for screen in app.stack], app.running, len(copied),
        app.context.settings(), pygame.image.tobytes(app.window, "RGB"),
    )  # fmt: skip


def pressed(cap, person):
    """Return the keys of a row: a range is each of its figures that there is a widget for."""
    if cap == "ui.key.letters":
        return letters(person)
    if cap in CAPS:
        return CAPS[cap]
    low_high = re.fullmatch(r"(\d) \u2026 (\d)", cap)
    if low_high:
        return [str(place) for place in range(int(low_high[1]), most(person, int(low_high[2])) + 1)]
    *held, rest = cap.rsplit(" ", 1) if cap.startswith(("Ctrl", "Alt")) else (cap,)
    names = (held[0].split()[1:] if held else []) + rest.split()
    mod = held[0].split()[0].lower() + "+" if held else ""
    return [mod + NAMES.get(name, name.lower()) for name in names]


def most(person, wanted):
    """Return how far a range of figures goes on this screen: a small game has two seats."""
    counts = {
        "review": lambda: sum(one.id.startswith("curve.") for one in person.screen.focus.widgets)
    }
    return min(counts.get(person.screen.keys, lambda: wanted)(), wanted)


def letters(person):
    model = person.screen.port.model(person.app.context.text)
    shown = model.entries if person.screen.keys == "title" else model.tiles
    found = [one.key.lower() for one in shown if one.open and len(one.key) == 1]
    assert len(found) > 3
    return found


@pytest.mark.parametrize("lang", stills.LANGS)
@pytest.mark.parametrize("name", ["dusk", "pause", "sheet", "call"])
def test_f1_shows_the_keys_over_a_screen_that_lies_over_another_and_comes_back(name, lang):
    person = fresh(name)
    person.app.context.text = load(lang)
    below = person.screen
    person.press("f1")
    assert person.screen.keys == "keys"
    assert person.focus == (f"keys.{name}" if name in GROUPS else "keys.walk")
    assert person.app.painter.clipped == []
    person.press("f1")
    assert person.screen is below


def test_every_screen_has_its_group_or_a_reason_for_none():
    assert set(SCREENS) == set(GROUPS) - {"walk"} | set(NO_GROUP)
    assert set(TITLES) == set(GROUPS)
    for name in SCREENS:
        shown = groups_for(name)
        assert len(shown) == COLUMNS
        assert "walk" in shown
        assert name not in GROUPS or shown[0] == name


@pytest.mark.parametrize("lang", stills.LANGS)
@pytest.mark.parametrize("group", [
    pytest.param(name, marks=[] if name == "review" else pytest.mark.slow)
    for name in GROUPS if name != "walk"
])  # fmt: skip
def test_the_sheet_shows_the_group_of_its_screen_first(group, lang):
    person = Person("settings", None, lang)
    person.app.stack.append(SCREENS["keys"](group))
    person.app.dirty = True
    person.app.step([], 0)
    assert person.focus == f"keys.{group}"
    assert person.app.painter.clipped == []


ROWS = [
    pytest.param(group, cap, marks=[] if group in QUICK else pytest.mark.slow)
    for group, rows in GROUPS.items() if group != "walk" for cap, _ in rows
]  # fmt: skip


@pytest.mark.parametrize(("group", "cap"), ROWS)
def test_a_key_of_the_sheet_does_something_on_its_screen(group, cap, monkeypatch):
    copied = []
    monkeypatch.setattr(clipboard, "put", lambda words: copied.append(words) or True)
    monkeypatch.setattr(clipboard, "get", lambda: "FKN8-CA5N", raising=False)
    for key in pressed(cap, OPENED[group]("")):
        person = OPENED[group](key)
        assert person.screen.keys == group
        person.press(*FIRST.get((group, key), ()))
        before = looks(person, copied)
        person.press(key)
        assert looks(person, copied) != before, key


EVERYWHERE = [cap for cap, _ in GROUPS["walk"]]


@pytest.mark.slow
@pytest.mark.parametrize("group", ["review", "desk"])
@pytest.mark.parametrize("cap", EVERYWHERE)
def test_a_key_of_everywhere_does_something(group, cap, monkeypatch):
    test_a_key_of_the_sheet_does_something_on_its_screen(group, cap, monkeypatch)
