"""Whole games at the desk, by keys alone, from every seat to an outcome."""

import pytest
from driver import Person
from tables import FRAME, day, desk, let_play, ready, seat_in, seats, sit, wait_until

from game.presenters.desk import DeskModel
from game.shell.desk import SessionDesk
from sim.domain import moves as m
from sim.domain.lookup import kind_of
from sim.engine.session import Session

LANGS = ("en", "fr")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_game_is_played_by_keys_and_no_text_is_cut_off(name, seat, lang):
    person = sit(name, seat, lang)
    port = person.screen.port
    for turn in range(400):
        if person.screen.keys != "desk":
            break
        if turn % 4 == 1:  # now and then an offer, a question, a verdict, an answer to an offer
            party = kind_of(port.session.scenario, seat) == "party"
            for key in ("enter", "z", "enter", "c", "enter") if party else ("z", "c", "enter", "b"):
                person.press(key)
            if person.screen.keys in ("sheet", "call"):
                person.press("escape")
        if person.screen.keys == "desk":
            person.press("space")
            let_play(person)
    assert person.screen.keys == "outcome"
    assert port.session.over
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_an_offer_that_suits_is_accepted_and_the_deal_closes(lang):
    name = "first-offer"
    person = sit(name, seat_in("seller", name), lang)
    port = person.screen.port
    while person.screen.keys == "desk":
        person.press("a")
        if person.screen.keys == "sheet":
            person.press("right", "enter")
        person.press("space")
        let_play(person)
    assert port.session.talks.common.outcome.kind == "deal"
    assert person.screen.keys == "outcome"
    text = person.app.context.text
    assert person.screen.port.model(text).package


def test_nobody_leaves_the_table_by_enter_alone():
    person = sit(None, seat_in("buyer"))
    port = person.screen.port
    model = port.model(person.app.context.text)
    assert {one.id for one in (*model.tiles, *model.asked) if one.final} >= {"walk", "block"}
    person.press("q", "enter")
    assert not any(isinstance(one.move, m.Walk) for one in port.session.decisions)
    person.press("q", "right", "enter")
    assert isinstance(port.session.decisions[-1].move, m.Walk)


def test_the_host_pulls_the_lever_and_signs_the_order():
    person = sit(None, seat_in("host"))
    port = person.screen.port
    person.screen.focus.go("lever.order")
    before = port.model(person.app.context.text).board.lever.chosen
    person.press("right", "right")
    assert port.model(person.app.context.text).board.lever.chosen == before + 2
    person.press("u")
    assert port.model(person.app.context.text).board.lever.chosen == before + 1
    person.press("o", "enter")
    assert port.session.talks.common.order_by == port.seat
    assert port.model(person.app.context.text).board.lever.id == "extend_deadline"
    assert port.session.decisions[-1].move == m.Order(deadline=port.session.talks.common.deadline)


def test_the_ally_sets_a_condition_and_opens_an_inquiry():
    person = sit(None, seat_in("ally"))
    port = person.screen.port
    person.press("o", "m", "enter")
    common = port.session.talks.common
    assert common.inquiry_by == port.seat
    assert [one.by for one in common.conditions] == [port.seat]


def test_a_press_card_is_played_and_rests():
    person = sit(None, seat_in("buyer"))
    port, text = person.screen.port, person.app.context.text
    person.press("l")
    assert port.session.talks.private[port.seat].leaked_minute is not None
    cards = [tile for tile in port.model(text).tiles if tile.face == "press"]
    assert cards
    assert not any(tile.open for tile in cards)


def test_the_draft_survives_a_refusal_which_says_what_is_open():
    person = sit(None, seat_in("buyer"))
    port, text = person.screen.port, person.app.context.text
    person.press("right", "down", "right", "enter")
    draft = [row.chosen for row in port.model(text).board.rows]
    person.press("enter")
    assert person.screen.refused
    assert "wait" in person.screen.refused
    assert [row.chosen for row in port.model(text).board.rows] == draft


def test_undo_takes_back_one_change_of_the_draft():
    person = sit(None, seat_in("seller"))
    port, text = person.screen.port, person.app.context.text
    before = [row.chosen for row in port.model(text).board.rows]
    person.press("right", "right")
    person.press("u", "ctrl+z")
    assert [row.chosen for row in port.model(text).board.rows] == before


def test_the_price_is_a_window_around_the_offers():
    port = desk(None, seat_in("buyer"))
    person = Person("desk", port)
    wait_until(person, 20)
    price = port.model(person.app.context.text).board.rows[0]
    assert 40 <= len(price.options) <= 60
    assert {mark.actor.id for mark in price.marks}


def test_work_returns_after_a_short_slice():
    port = desk(None, seat_in("buyer"))
    text = Person("desk", port).app.context.text
    port.send("wait", {})
    slices = 0
    while port.work():
        slices += 1
    assert isinstance(port.model(text), DeskModel)
    assert not port.model(text).waiting


def test_the_model_is_made_once_until_something_changes():
    port = desk(None, seat_in("buyer"))
    text = Person("desk", port).app.context.text
    first = port.model(text)
    assert port.model(text) is first
    port.set_term(port.session.scenario.issues[1].id, 0)
    assert port.model(text) is not first


def test_the_wait_is_the_last_tile_and_says_until_when():
    for name, seat in seats():
        port = desk(name, seat)
        person = Person("desk", port)
        let_play(person)
        tile = port.model(person.app.context.text).tiles[-1]
        assert tile.id == "wait"
        assert tile.lines[0]


def test_days_pass_only_by_waiting():
    person = sit(None, seat_in("host"))
    before = day(person)
    person.press("t", "enter", "c", "enter")
    assert day(person) == before
    person.press("space")
    let_play(person)
    assert day(person) > before


def test_a_game_taken_up_again_shows_only_what_is_new():
    person = sit(None, seat_in("buyer"))
    wait_until(person, 9)
    text = person.app.context.text
    rows = person.screen.port.model(text).tabs[0].rows
    again = SessionDesk(Session.resume(person.screen.port.session.log), seat_in("buyer"))
    assert again.model(text).tabs[0].rows == rows
    assert not all(row.fresh for row in rows)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (800, 600), (2200, 900)])
@pytest.mark.parametrize("role", ["buyer", "host", "ally"])
def test_real_desks_draw_at_every_size(role, size):
    person = Person("desk", desk(None, seat_in(role)), "fr", size)
    let_play(person)
    room = person.app.room
    assert all(widget.box.right <= room.w + 4 for widget in person.screen.focus.widgets)
    assert sorted(set(person.app.painter.clipped)) == []


def test_the_language_changes_at_the_desk():
    person = sit(None, seat_in("ally"))
    english = person.screen.port.model(person.app.context.text)
    person.press("alt+l")
    french = person.screen.port.model(person.app.context.text)
    assert french.top.day != english.top.day
    assert french.tiles[0].label != english.tiles[0].label


def test_no_turn_of_the_loop_both_plays_and_draws(monkeypatch):
    person = Person("desk", ready(None, seat_in("buyer")))
    played, done = [], []
    work = person.screen.port.work
    monkeypatch.setattr(person.screen.port, "work", lambda: played.append(work()) or played[-1])
    for _ in range(6):
        person.press("space")
        while person.screen.lively:
            count, frames = played.count(True), person.app.frames
            person.app.step([], FRAME)
            done.append((played.count(True) > count, person.app.frames > frames))
    assert {(True, False), (False, True)} <= set(done)
    assert (True, True) not in done


def test_what_the_board_is_made_of_is_reckoned_before_stock_is_taken(monkeypatch):
    port = ready(None, seat_in("buyer"))
    port.send("wait", {})
    made = []
    monkeypatch.setattr("game.shell.desk.make_desk", made.append)
    while port.work():
        assert port._waiting
    assert len(made) == 1
    assert not made[0].waiting
    assert port._stop_view() is made[0].view
    assert not port._waiting
