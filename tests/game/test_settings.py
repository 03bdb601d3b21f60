"""Settings: changed by keyboard alone, live, kept at once; a bad file costs only what is wrong."""

import json

import pygame
import pytest
from driver import Person, read_title
from tables import desk, let_play, seat_in

from game import text, theme
from game.app import App
from game.notice import Notice
from game.presenters.settings import Settings, allowed
from game.screens.base import Context
from game.shell import settings as disk
from game.shell import start, window
from game.shell.library import Library
from game.shell.replay import history_replay
from game.shell.seats import seat_choice
from game.shell.title import Title
from sim.places import data_folder

NAMES = [name for name in Settings.__annotations__ if name not in ("lang", "level")]
"""The settings of the page; the level is chosen where a seat is."""


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    yield
    start.let_go()


def go(person, name):
    """Walk to a setting as a person does, by Tab and arrows alone."""
    region, row = person.widget(name).region, person.widget(name).box.y
    for _ in range(6):
        if person.screen.focus.current.region != region:
            person.press("tab")
    for _ in range(6):
        if person.focus != name:
            person.press("down" if person.screen.focus.current.box.y < row else "up")
    assert person.focus == name


def _refuse(*_):
    raise pygame.error("no such mode")


def test_every_setting_is_reached_and_changed_with_the_keyboard_alone():
    person = Person("settings", None)
    for name in ("lang", *NAMES):
        go(person, f"setting.{name}")
        for key in ("home", *["right"] * (len(allowed(name)) - 1)):
            before = getattr(person.app.context.settings(), name)
            person.press(key)
            now = getattr(person.app.context.settings(), name)
            assert now != before or key == "home", name
        assert now == allowed(name)[-1]
        person.press("left")
        assert getattr(person.app.context.settings(), name) == allowed(name)[-2]


def test_the_settings_open_from_the_title_the_pause_and_by_a_key():
    person = Person("title", Title(scenario="first-offer"))
    person.press("s")
    assert person.screen.keys == "settings"
    person.press("escape", "n", "enter", "f10")
    assert person.screen.keys == "settings"
    person.press("f10")
    assert [screen.keys for screen in person.app.stack].count("settings") == 1
    person.press("escape")
    assert person.screen.keys == "desk"
    person.press("escape", "s")
    assert person.screen.keys == "settings"
    person.press("escape", "escape")
    assert person.screen.keys == "desk"


def test_full_screen_follows_its_setting_and_its_key():
    person = Person("settings", None)
    go(person, "setting.full_screen")
    person.press("end")
    assert pygame.display.is_fullscreen()
    assert person.app.window.get_size() == pygame.display.get_window_size()
    person.press("f11")
    assert not pygame.display.is_fullscreen()
    assert not person.app.context.full_screen
    assert person.app.window.get_size() == (1280, 720)


def test_a_screen_that_cannot_be_filled_says_so_and_the_setting_goes_back(monkeypatch):
    person = Person("title", Title())
    monkeypatch.setattr(pygame.display, "set_mode", _refuse)
    person.press("f11")
    assert person.screen.keys == "notice"
    assert not person.app.context.full_screen
    person.press("enter")
    assert person.screen.keys == "title"


def test_the_size_changes_the_picture_while_it_is_set():
    person = Person("settings", None)
    go(person, "setting.size")
    before = person.app.painter.scale
    person.press("right")
    assert person.app.painter.scale == pytest.approx(before * 1.05)
    assert theme.SIZES[0] == 75
    assert theme.SIZES[-1] == 200
    assert {one % 5 for one in theme.SIZES} == {0}
    person.press("ctrl+0")
    assert person.app.painter.scale == before


class Spy:
    """Notes every line that is set."""

    def __init__(self, monkeypatch):
        """Listen to every painter."""
        self.lines = []
        real = window.App.__init__.__globals__["Painter"].text

        def text_(p, at, words, *rest, **more):
            self.lines.append(words)
            return real(p, at, words, *rest, **more)

        monkeypatch.setattr("game.paint.Painter.text", text_)

    def drawn(self, person):
        """Draw once and return what was set."""
        self.lines.clear()
        person.app.dirty = True
        person.app.step([], 0)
        return list(self.lines)


SCREENS = [
    ("title", read_title),
    ("seats", lambda: seat_choice("first-offer", seed=5)),
    ("library", Library),
    ("replay", history_replay),
    ("desk", lambda: desk("first-offer", seat_in("seller", "first-offer"))),
    ("settings", lambda: None),
]


@pytest.mark.parametrize(("name", "port"), SCREENS)
def test_a_new_language_is_on_the_whole_screen_at_once(name, port, monkeypatch):
    spy = Spy(monkeypatch)
    person = Person(name, port(), "en")
    english = spy.drawn(person)
    if name != "settings":
        person.press("f10")
    go(person, "setting.lang")
    person.press("end")
    if name != "settings":
        person.press("escape")
    person.screen.focus.shown = True
    born = Person(name, port(), "fr")
    if name == "settings":
        go(born, "setting.lang")
    for one in (person, born) if name == "desk" else ():
        let_play(one)
    assert spy.drawn(person) == spy.drawn(born)
    assert spy.drawn(born) != english


def test_the_expected_result_can_be_shown_while_a_key_is_held():
    person = Person("settings", None)
    context = person.app.context
    go(person, "setting.expected")
    person.press("home", "right")
    assert context.expected == "held"
    assert not context.expects
    person.press("alt+e")
    assert context.expects
    person.app.step([pygame.event.Event(pygame.KEYUP, key=pygame.K_e, mod=0)], 0)
    assert not context.expects
    person.press("left")
    assert context.expects
    person.press("end")
    assert not context.expects


# What is kept


def said(**given):
    return window.Namespace(**({"file": None, "scenario": None, "seat": None, "seed": None,
                                "level": None, "lang": None, "branch": None, "strategy": [],
                                "speak": False} | given))  # fmt: skip


def opened(monkeypatch, *keys, **given):
    """Run the whole window, press keys in it, and return its app as it was closed."""
    held = []

    def run(app):
        held.append(app)
        app.step([], 0)
        person = Person.__new__(Person)
        person.app = app
        person.press(*keys)

    monkeypatch.setattr(App, "run", run)
    assert window.run_window(said(**given)) == 0
    return held[0]


def test_a_change_is_on_the_disk_before_the_next_key(monkeypatch):
    kept = []

    def run(app):
        app.step([], 0)
        person = Person.__new__(Person)
        person.app = app
        person.press("f10", "end", "down", "right")
        kept.append(disk.load_settings())
        raise KeyboardInterrupt  # killed: nothing is kept at the end

    monkeypatch.setattr(App, "run", run)
    with pytest.raises(KeyboardInterrupt):
        window.run_window(said())
    assert kept[0] == Settings(lang="fr", size=105)


def test_a_killed_writer_leaves_the_old_file_whole(monkeypatch):
    disk.keep_settings(Settings(size=130))
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        disk.keep_settings(Settings(size=75))
    assert disk.load_settings() == Settings(size=130)


def test_what_the_command_line_asked_for_is_not_kept(monkeypatch):
    disk.keep_settings(Settings(lang="en", size=120))
    app = opened(monkeypatch, "ctrl+=", lang="fr", speak=True)
    assert app.context.settings().lang == "fr"
    assert app.context.speech
    assert disk.load_settings() == Settings(lang="en", size=125)


def level_shown(app):
    """Return the level that the choice of a seat stands at."""
    model = app.stack[-1].port.model(app.context.text)
    return model.levels[model.level].id


def test_the_level_chosen_last_is_preset_in_the_next_window(monkeypatch):
    def run(app):
        app.step([], 0)
        person = Person.__new__(Person)
        person.app = app
        person.press("n")
        found.append(level_shown(app))
        person.screen.focus.go("level")
        person.press(*keys.pop(0))

    found, keys = [], [("home",), ("end",), (), ()]
    monkeypatch.setattr(App, "run", run)
    for level in (None, None, "clerk", None):
        window.run_window(said(level=level))
    assert found == ["envoy", "lesson", "clerk", "shark"]
    assert disk.load_settings() == Settings(level="shark")


WRONG = [
    (b"\xff\xfe nonsense", (disk.ALL,), Settings()),
    (b"[1, 2]", (disk.ALL,), Settings()),
    (b"", (disk.ALL,), Settings()),
    (b"[" * 200_000, (disk.ALL,), Settings()),
    (b'{"size": 7, "volume": 30}', ("size",), Settings(volume=30)),
    (b'{"size": "100", "lang": "xx", "muted": 1, "captions": true}', ("lang", "size", "muted"),
     Settings(captions=True)),
    (b'{"size": 130, "expected": [], "later": 3}', ("expected",), Settings(size=130)),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wrong", "settings"), WRONG)
def test_a_file_that_is_wrong_costs_only_what_is_wrong(content, wrong, settings, monkeypatch):
    (data_folder() / disk.FILE).write_bytes(content)
    found = disk.read_settings()
    assert (set(found.wrong), found.settings) == (set(wrong), settings)
    app = opened(monkeypatch)
    assert app.stack[-1].keys == "notice"
    assert disk.ASIDE in app.stack[-1].words
    assert (data_folder() / disk.ASIDE).read_bytes() == content
    assert disk.read_settings() == disk.Found(settings=settings)
    assert opened(monkeypatch).stack[-1].keys == "title"


def test_the_notice_names_what_was_wrong_in_the_language_of_the_window(monkeypatch):
    kept = {"lang": "fr", "size": 7}
    (data_folder() / disk.FILE).write_text(json.dumps(kept))
    app = opened(monkeypatch)
    assert text.load("fr")("ui.settings.size") in app.stack[-1].words


def test_the_first_format_is_still_read():
    for old, new in ((True, "always"), (False, "never")):
        (data_folder() / disk.FILE).write_text(json.dumps({"size": 130, "expected": old}))
        assert disk.read_settings() == disk.Found(settings=Settings(size=130, expected=new))


def test_a_disk_that_refuses_costs_the_settings_only(monkeypatch):
    def refuse():
        raise PermissionError(13, "no")

    monkeypatch.setattr(disk, "data_folder", refuse)
    disk.keep_settings(Settings(size=130))
    assert disk.read_settings().settings == Settings()


def test_settings_go_through_the_context_unchanged():
    wanted = Settings(lang="fr", size=85, full_screen=True, motion=False, muted=True,
                      volume=20, captions=True, expected="held", level="clerk",
                      speech=True)  # fmt: skip
    context = Context(text.load("en"))
    context.choose(wanted)
    assert context.settings() == wanted
    assert (
        Notice("ui.settings.title").words(context.text)
        == "R\N{LATIN SMALL LETTER E WITH ACUTE}glages"
    )
