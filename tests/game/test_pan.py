"""
Goal: where the interface is larger than the window, nothing is said or done out of sight.
"""

import pygame
from driver import Person
from tables import desk, let_play, seat_in

from game import theme
from game.box import Box
from game.paint import Painter


def seated(scale):
    """
    Sit down as the seller of a fresh game, at an interface of this size.
    """
    person = Person("desk", desk(None, seat_in("seller")), scale=scale)
    let_play(person)
    return person


def _in_view(person, box):
    return person.app.window.get_rect().contains(person.app.painter.rect(box))


def test_a_large_interface_begins_to_read_at_the_start_of_what_happened():
    person = seated(200)
    person.app.context.dusk = True
    while person.screen.keys == "desk":
        person.press("space")
        let_play(person)
    assert person.screen.keys == "dusk"
    begins = person.screen.begins
    assert _in_view(person, Box(begins.x, begins.y, 200, 100))
    assert not _in_view(person, person.screen.focus.current.box)
    person.press("tab", "tab")
    assert _in_view(person, person.screen.focus.current.box)


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
