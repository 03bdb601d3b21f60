"""Every screen at every size, in a tiny window, with a font file lost."""

import os
import subprocess
import sys

import house
import pytest
from driver import Person
from samples import SampleDesk, SampleLibrary, SampleOutcome, SampleReplay, SampleSeats, SampleTitle
from samples import load as sample
from tables import ready, seat_in

from game import assets, text, typeset
from game.presenters.desk import DeskModel
from game.presenters.replay import ReplayModel
from game.presenters.seats import SeatsModel
from game.screens.call import Call
from game.screens.dossier import Dossier
from game.shell.title import Title

NOTICE = "Un disque plein, un fichier perdu, une phrase un peu longue qui demande deux lignes."
SHOWN = {
    "title": ("title", SampleTitle, None),
    "desk": ("desk", lambda: SampleDesk(sample("desk_firm", DeskModel, "fr")), None),
    "authority": ("desk", lambda: SampleDesk(sample("desk_authority", DeskModel)), None),
    "seats": ("seats", lambda: SampleSeats(sample("seats", SeatsModel, "fr")), None),
    "replay": ("replay", lambda: SampleReplay(sample("replay", ReplayModel)), None),
    "outcome": ("outcome", SampleOutcome, None),
    "library": ("library", SampleLibrary, None),
    "settings": ("settings", lambda: None, None),
    "keys": ("title", SampleTitle, ("keys", "desk")),
    "pause": ("title", SampleTitle, ("pause", None)),
    "notice": ("title", SampleTitle, ("notice", NOTICE)),
    "call": ("desk", lambda: ready(None, seat_in("buyer")), ("call", lambda at: Call(port=at))),
    "dossier": ("dossier", lambda: Dossier(port=ready(None, seat_in("buyer"))), None),
    "own dossier": (
        "dossier",
        lambda: Dossier(port=ready(None, seat_in("ally")), own=True),
        None,
    ),
}
SIZES = (75, 100, 150, 200)


def shown(name, size=(1280, 720), scale=100, lang="fr"):
    """Open a screen, with what lies over it."""
    screen, port, over = SHOWN[name]
    behind = port()
    person = Person(screen, behind, lang, size, scale)
    person.app.context.motion = False
    if over is not None:
        given = over[1](behind) if callable(over[1]) else over[1]
        person.app.stack.append(person.app.factories[over[0]](given))
    person.app.dirty = True
    person.app.step([], 0)
    return person


def hidden(person):
    """
    Give the focus to every widget in turn; return those whose ring the window does not show.

    The widget of the start comes last: until the focus moves, some screens are read from the top.
    """
    lost, names = [], [widget.id for widget in person.screen.focus.widgets]
    for name in sorted(names, key=lambda one: one == person.focus):
        person.screen.focus.shown = True
        person.screen.focus.go(name)
        person.app.dirty = True
        person.app.step([], 0)
        ring, view = person.screen.focus.current.ring, person.app.view
        fits = ring.w <= view.w and ring.h <= view.h
        whole = view.x - 1 <= ring.x and ring.right <= view.right + 1
        whole = whole and view.y - 1 <= ring.y and ring.bottom <= view.bottom + 1
        begins = view.has(max(ring.x, 0) + 1, max(ring.y, 0) + 1)
        if not (whole if fits else begins):
            lost.append(name)
    return lost


@pytest.mark.slow
@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("name", SHOWN)
def test_at_every_size_no_text_is_cut_off_and_the_focus_is_in_view(name, scale):
    person = shown(name, scale=scale)
    assert person.app.painter.clipped == []
    assert hidden(person) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1000, 600), (640, 400), (320, 240)])
@pytest.mark.parametrize("name", SHOWN)
def test_in_a_tiny_window_the_focus_is_brought_into_view(name, size):
    person = shown(name, size)
    assert hidden(person) == []


def test_a_window_that_hardly_exists_is_still_played():
    person = Person("title", Title(scenario="first-offer"), size=(60, 40))
    person.press("n", "enter")
    assert person.screen.keys == "desk"
    person.press("right", "enter", "space")
    assert len(person.screen.port.session.decisions) > 2


# What may be missing


def test_a_lost_font_is_stood_in_for_and_said(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "font", lambda name: tmp_path / name)
    monkeypatch.setattr(typeset, "missing", typeset.missing)
    typeset.font.cache_clear()
    typeset.missing.clear()
    try:
        person = Person("title", Title(scenario="first-offer"))
        person.app.step([], 0)
        assert list(person.app.voice.captions) == [text.load("en")("ui.caption.no_font")]
        person.press("n", "enter")
        assert person.screen.keys == "desk"
    finally:
        typeset.font.cache_clear()
        typeset.missing.clear()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a wish for Linux alone")
@pytest.mark.parametrize(("said", "wanted"), [(None, "0"), ("1", "1")])
def test_the_wish_for_plain_memory_is_a_default_and_yields(said, wanted):
    around = {key: value for key, value in os.environ.items()
              if key != "SDL_FRAMEBUFFER_ACCELERATION"}  # fmt: skip
    if said is not None:
        around["SDL_FRAMEBUFFER_ACCELERATION"] = said
    program = "import game.app, os; print(os.environ['SDL_FRAMEBUFFER_ACCELERATION'])"
    done = subprocess.run([sys.executable, "-c", program], cwd=house.ROOT, env=around,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == wanted
