"""
Goal: the record of the desk is read by keys, hides no newer row, and says what its keys do.
"""

import pytest
from driver import Person
from tables import desk, let_play, seat_in

from game.inputs import Key, Wheel

ASKED = 6
"""More presses than a short list has rows."""


def at_record(lang="en"):
    """
    Sit down as the buyer, with the focus in the rows of the record.
    """
    person = Person("desk", desk(None, seat_in("buyer")), lang)
    let_play(person)
    person.screen.focus.go("rows")
    return person


def record(person):
    return person.screen.port.model(person.app.context.text).tabs[0].rows


def test_a_record_that_fits_cannot_be_scrolled():
    person = at_record()
    rows = person.widget("rows")
    assert rows.count < rows.room
    for name in ("down", "pagedown", "end", "up", "home"):
        said = rows.key(Key(name=name))
        assert said is None or said.value == 0, name
    assert rows.wheel(Wheel(x=0, y=0, lines=-5)).value == 0


def test_the_newest_row_is_seen_after_presses_that_found_nothing_to_scroll():
    person = at_record()
    person.press(*["down"] * ASKED)
    while person.widget("rows").count <= person.widget("rows").room:
        person.press("space")
        let_play(person)
    assert person.widget("rows").first == 0
    assert person.widget("rows").value.startswith(record(person)[0].date)


def long_record():
    """
    Wait until the record of that desk is longer than its room.
    """
    person = at_record()
    while person.widget("rows").count < person.widget("rows").room + 3:
        person.press("space")
        let_play(person)
    person.screen.focus.go("rows")
    return person


def test_a_long_record_is_scrolled_to_its_last_row_and_no_further():
    person = long_record()
    rows = person.widget("rows")
    last = rows.count - rows.room
    person.press(*["down"] * last)
    assert person.widget("rows").first == person.screen.scrolled == last
    assert person.focus == "rows"
    person.press("pagedown")
    assert person.screen.scrolled == last
    person.press("end", "up")
    assert person.widget("rows").first == last - 1, "one press up is seen at once"
    person.press("end", "down")
    assert person.focus != "rows", "an arrow that cannot scroll walks on"


def test_new_rows_are_seen_in_a_record_that_was_scrolled():
    person = long_record()
    person.press("down", "down")
    assert person.widget("rows").first == 2
    before = len(record(person))
    while len(record(person)) == before:
        person.press("space")
        let_play(person)
    assert person.widget("rows").first == 0


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_foot_says_what_the_arrows_do_in_the_record(lang, monkeypatch):
    said = []
    monkeypatch.setattr(
        "game.parts.desk.boards.foot", lambda _p, _where, words, **_more: said.append(words)
    )
    person = at_record(lang)
    words = person.app.context.text
    for name, key in (("rows", "record"), ("tabs", "record"), ("term.stake", "party")):
        person.screen.focus.go(name)
        person.app.draw()
        if not person.screen.focus.current.hint:
            assert said[-1] == words(f"ui.desk.foot_{key}"), name
    person.screen.focus.go("rows")
    person.app.draw()
    assert said[-1] == words("ui.desk.foot_record")
