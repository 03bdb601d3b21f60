"""
Goal: a part of the screen that is copied looks as if it had been drawn.

Method: after every step of a person the window is compared, byte for byte, with the same screen
drawn by a painter that kept nothing of it.
"""

import pygame
import pytest
import stills
from driver import Person
from tables import let_play, ready, seat_in

from game.paint import Painter

SIZES = [((1280, 720), 100), ((1280, 720), 75), ((1600, 900), 100), ((1280, 720), 150)]


@pytest.fixture(autouse=True)
def _quiet_world():
    with stills.quiet_world():
        yield


def drawn(app):
    """Return the window as it stands, and as another painter draws the same."""
    copied = pygame.image.tobytes(app.window, "RGB")
    kept, app.painter = app.painter, Painter(app.window, app.painter.scale)
    app.painter.origin = kept.origin
    app._draw_once()
    app._draw_over()
    app.painter = kept
    return copied, pygame.image.tobytes(app.window, "RGB")


def is_same(person):
    """Draw once more, with all that was kept; tell whether nothing of it is old."""
    person.app.draw()
    copied, anew = drawn(person.app)
    return copied == anew


def drag(person, name, places=8):
    """Drag a slider, looking at every picture."""
    box = person.widget(name).box
    for place in range(places + 1):
        part = 0.1 + 0.8 * abs(place / places * 2 - 1)
        person.point("move" if place else "down", box.x + box.w * part, box.mid_y)
        assert is_same(person), place
    person.point("up", box.x + box.w * part, box.mid_y)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in stills.STILLS if name.startswith("desk")])
def test_a_still_drawn_twice_is_the_same(name):
    person = stills.sat(stills.STILLS[name])
    assert is_same(person)


@pytest.mark.slow
@pytest.mark.parametrize(("window", "size"), SIZES)
@pytest.mark.parametrize("role", ["buyer", "host"])
def test_nothing_old_is_left_while_a_person_plays(role, window, size):
    person = Person("desk", ready(None, seat_in(role)), "en", window, size)
    let_play(person)
    assert is_same(person)
    first = next(one.id for one in person.screen.focus.widgets if one.region == "board")
    drag(person, first)
    for key in ("down", "right", "tab", "right", "tab", "alt+l", "u", "f10", "escape", "escape"):
        person.press(key)
        assert is_same(person), key
    person.press("escape")  # the sheet of the pause is gone
    for _ in range(2):
        person.press("space")
        for _ in range(400):
            person.app.step([], 0.05)
            assert is_same(person)
            if not person.screen.lively:
                break
    hovered = person.screen.focus.widgets[-1].box
    person.point("move", hovered.mid_x, hovered.mid_y)
    assert is_same(person)


def test_what_looks_the_same_is_not_drawn_again(monkeypatch):
    person = Person("desk", ready(None, seat_in("buyer")))
    let_play(person)
    written = []
    text = Painter.text
    monkeypatch.setattr(
        Painter,
        "text",
        lambda p, at, *more, **named: written.append(at) or text(p, at, *more, **named),
    )
    person.app.draw()
    again = len(written)
    written.clear()
    person.app.painter._parts.clear()
    person.app.draw()
    assert again < len(written) / 2
