"""
Goal: where the interface is larger than the window, nothing is said or done out of sight.
"""

import copy
from types import SimpleNamespace

import pygame
import pytest
import stills
from driver import Person
from tables import desk, let_play, seat_in

from game import theme
from game.box import Box
from game.cues import Cue
from game.focus import Focus
from game.paint import Painter
from game.pan import Pan
from game.parts.more import more
from game.shell.lesson import Lessons
from game.widgets import Area


def seated(scale, lang="en"):
    """
    Sit down as the seller of a fresh game, at an interface of this size.
    """
    person = Person("desk", desk(None, seat_in("seller")), lang, scale=scale)
    let_play(person)
    return person


def _in_view(person, box):
    return person.app.window.get_rect().contains(person.app.painter.rect(box))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_happened_opens_at_its_start_with_the_focus_in_view(lang):
    person = seated(200, lang)
    person.app.context.dusk = True
    while person.screen.keys == "desk":
        person.press("space")
        let_play(person)
    assert person.screen.keys == "dusk"
    begins = person.screen.begins
    assert _in_view(person, Box(begins.x, begins.y, 200, 100))
    assert person.focus == "rows"
    ring = person.screen.focus.current.ring
    assert _in_view(person, Box(ring.x, ring.y, ring.w, min(ring.h, 200)))
    assert person.app.painter.clipped == []
    person.press("enter", "enter")
    assert person.screen.keys == "desk", "the way on needs no walk"


def test_every_part_of_what_happened_comes_into_view_with_the_focus():
    person = seated(200)
    person.app.context.dusk, person.app.context.motion = True, False
    while person.screen.keys == "desk":
        person.press("space")
        let_play(person)
    met = {}
    for _ in range(3):
        person.press("tab")
        ring = person.screen.focus.current.ring
        assert _in_view(person, Box(ring.x, ring.y, ring.w, min(ring.h, 200))), person.focus
        met[person.screen.focus.current.region] = person.focus
    assert list(met) == ["changes", "ways", "record"]
    person.screen.focus.go("go_on")
    person.press("up")
    assert person.screen.focus.current.region == "changes", "the arrows come there too"


def test_a_sheet_that_is_larger_than_the_view_opens_at_its_focus():
    button = Area(id="on", box=Box(700, 560, 120, 40), region="ways", label="On")
    focus = Focus(at="on", widgets=(button,))
    view, room = Box(0, 0, 640, 360), Box(0, 0, 1280, 720)
    for cover, seen in ((True, True), (False, False)):
        pan = Pan()
        sheet = SimpleNamespace(focus=focus, cover=cover, begins=Box(360, 60, 560, 600))
        pan.follow(sheet, view, room)
        assert (pan.y + view.h >= button.box.bottom) is seen, "a page is read from its start"
        assert pan.x + view.w >= button.box.right


def test_a_large_interface_is_moved_by_hand_until_the_focus_moves():
    person = seated(200)
    start = person.app.pan.origin
    person.press("ctrl+down", "ctrl+right")
    assert person.app.pan.origin > start
    person.press("ctrl+down", "ctrl+down", "ctrl+down", "ctrl+down")
    assert person.app.view.bottom == person.app.room.h
    person.press("down")
    assert _in_view(person, person.screen.focus.current.box)
    person.press(*["ctrl+left"] * 9, *["ctrl+up"] * 9)
    assert person.app.pan.origin == (0, 0)


def test_a_refusal_is_shown_within_what_a_large_interface_lets_be_seen():
    person = seated(200)
    person.press("enter", "enter")
    assert person.screen.refused
    assert person.screen.refused in person.app.voice.captions
    whole = seated(100)
    whole.press("enter", "enter")
    assert whole.screen.refused
    assert not whole.app.voice.captions


def test_a_large_interface_is_not_covered_with_captions_of_what_is_only_heard():
    for captions in (False, True):
        person = seated(200)
        person.app.context.captions = captions
        for name in ("stop", "order", "received"):
            person.app.voice.cue(Cue(name), person.app.context, unseen=True)
        assert bool(person.app.voice.captions) is captions
    person = seated(200)
    person.press("space")
    let_play(person)
    assert "stop" in person.app.voice.heard
    assert not person.app.voice.captions


def test_a_refusal_that_is_seen_at_the_foot_is_not_said_twice():
    person = seated(200)
    locked = next(tile for tile in person.screen._model.tiles if not tile.open and tile.key)
    person.app.pan.shift("down", person.app.view, person.app.room)
    person.app.pan.x, person.app.pan.y = person.screen.foot.x - 10, 300
    person.app.draw()
    assert _in_view(person, person.screen.foot)
    person.press(locked.key)
    assert person.screen.refused
    assert not person.app.voice.captions


def test_a_caption_leaves_what_has_the_focus_to_be_seen(monkeypatch):
    person = seated(200)
    person.press("enter", "enter")
    assert person.app.voice.captions
    placed = []
    monkeypatch.setattr("game.parts.caption.theme.WELL", (1, 2, 3))
    panel = Painter.panel
    monkeypatch.setattr(
        Painter, "panel",
        lambda p, box, fill, **more: (placed.append(box) if fill == (1, 2, 3) else None,
                                      panel(p, box, fill, **more)),
    )  # fmt: skip
    for name in [one.id for one in person.screen.focus.widgets]:
        person.screen.focus.go(name)
        placed.clear()
        person.app.draw()
        box, ring, view = placed[-1], person.screen.focus.current.ring, person.app.view
        apart = (box.right <= ring.x or ring.right <= box.x
                 or box.bottom <= ring.y or ring.bottom <= box.y)  # fmt: skip
        assert apart or ring.h > view.h - 2 * (box.h + 10), name


def _golden(person):
    """
    Return the edges at whose middle an arrow is drawn.
    """
    surface = person.app.window
    wide, high = surface.get_size()
    spots = {
        "left": (6, high // 2), "right": (wide - 7, high // 2),
        "up": (wide // 2, 6), "down": (wide // 2, high - 7),
    }  # fmt: skip
    return {side for side, at in spots.items() if surface.get_at(at)[:3] == theme.GOLD}


def test_a_large_interface_shows_at_which_edges_it_goes_on():
    person = seated(200)
    person.press(*["ctrl+left"] * 9, *["ctrl+up"] * 9)
    assert _golden(person) == {"right", "down"}
    person.press("ctrl+right")
    assert _golden(person) == {"left", "right", "down"}
    person.press(*["ctrl+right"] * 9, *["ctrl+down"] * 9)
    assert _golden(person) == {"left", "up"}


def test_the_arrows_of_a_large_interface_lie_on_nothing_that_is_read(monkeypatch):
    person = seated(200)
    person.press("ctrl+down", "ctrl+right")
    shapes = []
    monkeypatch.setattr(
        Painter, "shape", lambda _p, points, colour: shapes.extend(points) if colour == theme.GOLD
        else None,
    )  # fmt: skip
    view = person.app.view
    more(person.app.painter, view, person.app.room)
    assert len(shapes) == 12
    assert not [at for at in shapes if view.has(*at)]
    wide, high = person.app._size
    left, top = person.app.painter.origin
    assert all(Box(left, top, wide, high).has(*at) for at in shapes)
    ring = person.screen.focus.current.ring
    person.press("down", "up")
    assert view.w < wide
    assert person.app.view.y <= ring.y
    assert ring.right <= person.app.view.right


def test_the_pointer_meets_what_it_points_at_in_a_large_interface():
    person = seated(200)
    person.press("ctrl+down", "ctrl+right")
    app = person.app
    widget = next(one for one in person.screen.focus.widgets if app.view.has(one.box.x, one.box.y))
    at = app.painter.rect(widget.box).center
    event = pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    app.step([event], 0.016)
    assert person.screen.focus.hover == widget.id


def test_an_interface_that_fits_has_no_arrows_at_its_edges():
    for scale in (75, 100):
        assert not _golden(seated(scale))


def test_the_shadows_of_a_large_interface_move_with_its_panels():
    person = seated(150)
    person.press("ctrl+down", "ctrl+right")
    moved = pygame.image.tobytes(person.app.window, "RGB")
    person.app.painter = Painter(person.app.window, person.app.painter.scale)
    person.app.draw()
    assert pygame.image.tobytes(person.app.window, "RGB") == moved


# A lesson


def lesson_at(name, scale=200):
    """
    Sit down at a lesson, at an interface of this size.
    """
    person = Person("desk", Lessons().start(name), scale=scale)
    let_play(person)
    return person


def _asked_in_view(person):
    return _in_view(person, person.widget("lesson.step").box)


def test_a_large_lesson_opens_at_what_it_asks_for():
    person = lesson_at("anchor")
    assert _asked_in_view(person)
    assert not _in_view(person, person.screen.focus.current.ring)
    person.press("right")
    assert _in_view(person, person.screen.focus.current.ring), "then the view follows the focus"
    assert not _asked_in_view(person)


def test_a_large_lesson_shows_what_it_asks_for_when_a_step_is_another():
    person = lesson_at("anchor")
    person.press("right", "c")
    assert person.screen.keys == "call"
    person.press("escape")
    assert not _asked_in_view(person), "nothing new is asked for"
    step = person.widget("lesson.step").label
    person.press("c", "enter")
    let_play(person)
    assert person.widget("lesson.step").label != step
    assert _asked_in_view(person)


def test_a_large_lesson_shows_what_went_wrong():
    person = lesson_at("anchor")
    person.press("right", "left")
    for _ in range(20):
        person.press("space")
        let_play(person)
        if person.screen.focus.find("lesson.again") is not None:
            break
        person.press("right", "left")
    assert _asked_in_view(person)
    person.press("ctrl+b")
    let_play(person)
    assert _asked_in_view(person)


def test_a_sheet_over_a_large_lesson_leaves_unread_what_was_not_read():
    person = lesson_at("anchor")
    person.press("f1")
    person.press("right", "escape")
    assert person.screen.keys == "desk"
    assert _asked_in_view(person)


def test_a_large_lesson_lets_what_is_changed_be_seen():
    person = lesson_at("trade")
    assert _asked_in_view(person)
    assert person.focus.startswith("term.")
    assert not _in_view(person, person.screen.focus.current.ring)
    person.press("right")
    assert _in_view(person, person.screen.focus.current.ring)


# A moment of the review


@pytest.mark.parametrize("by_pointer", [False, True])
def test_a_large_review_comes_back_to_the_moment_that_was_tried(by_pointer):
    person = Person("review", copy.copy(stills.review()), scale=200)
    person.screen.focus.go("curve.0")
    person.app.draw()
    chosen = person.screen.chosen
    if by_pointer:
        person.screen.focus.go("try")
        person.screen.focus.shown = False
    person.press("t")
    assert type(person.screen).__name__ == "TryingScreen"
    let_play(person)
    person.press("space")
    let_play(person)
    assert person.screen.keys == "review"
    person.app.step([], 0)
    assert person.focus == "rows"
    assert person.screen.chosen == chosen
    ring = person.screen.focus.current.ring
    assert _in_view(person, Box(ring.x, ring.y, 500, ring.h)), "the verdict stands in its row"


def test_a_large_review_shows_the_moment_that_is_walked_to():
    person = Person("review", copy.copy(stills.review()), scale=200)
    assert person.app.pan.origin == (0, 0)
    person.press("down")
    ring = person.screen.focus.current.ring
    assert _in_view(person, Box(ring.x, ring.y, 500, ring.h))
