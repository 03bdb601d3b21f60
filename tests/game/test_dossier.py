"""The dossier: a page for every seat, by keys, with what is public or seen and nothing else."""

import attrs
import pygame
import pytest
from driver import Person
from hypothesis import given
from hypothesis import strategies as st
from tables import (
    asked_of,
    desk,
    disguised,
    is_plain,
    let_play,
    seat_in,
    seats,
    seen_anew,
    sit,
    wait_until,
)  # fmt: skip

from game import text, theme
from game.box import Box
from game.paint import Painter
from game.parts import dossier as parts
from game.parts.record import HEAD
from game.presenters.make_dossier import make_dossier
from game.shell.desk import SessionDesk
from game.shell.replay import history_replay
from game.shell.words import words_of
from sim.commands import forked
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.units import MILLI, MINUTES_DAY
from sim.domain.views import gauges
from sim.scenario import load_scenario

LANGS = ("en", "fr")
PRIVATE = ("brief", "know.", "unknown.")
BUSY = {0: ("shift+left", "shift+left", "enter"), 6: ("c", "enter"), 9: ("k", "enter")}

LINE = Box(20, 24, 200, 32)


def model(person):
    return person.screen.opened.port.dossier(person.app.context.text, person.screen.seat)


def told_in(value):
    """Return all words of a model, as they are read."""
    if isinstance(value, dict):
        return " ".join(map(told_in, value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(told_in, value))
    return told_in(attrs.asdict(value)) if attrs.has(type(value)) else str(value)


def states(person, seat):
    rows = person.screen.port.dossier(person.app.context.text, seat).promises.rows
    return [row.aside for row in rows]


def say(person, state):
    return person.app.context.text(f"ui.dossier.promise.{state}")


@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_opened_by_keys_and_nothing_is_cut_off(name, seat, lang):
    person = sit(name, seat, lang)
    known = [actor.id for actor in index_of(load_scenario(name)).seats]
    person.press("f2")
    assert person.screen.keys == "dossier"
    assert not model(person).own
    for place, one in enumerate(known):
        person.press(str(place + 1))
        assert model(person).actor.id == one
        assert model(person).own is (one == seat)
        assert person.focus == f"seat.{place}"
        assert all(widget.label for widget in person.screen.focus.widgets)
    person.press("right")
    assert model(person).chosen == 0
    person.press("left")
    assert model(person).chosen == len(known) - 1
    person.press("escape")
    assert person.screen.keys == "desk"
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.slow
@pytest.mark.parametrize("scale", [75, 200])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ["buyer", "host"])
def test_late_in_a_game_nothing_is_cut_off_at_any_size(role, lang, scale):
    person = Person("desk", desk(None, seat_in(role)), lang, scale=scale)
    let_play(person)
    wait_until(person, 20, BUSY if role == "buyer" else {1: ("t", "enter")})
    person.press("f2")
    for place in range(4):
        person.press(str(place + 1))
    assert person.screen.keys == "dossier"
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_every_card_has_room_for_what_is_in_it(name, seat, lang):
    person = sit(name, seat, lang)
    p = person.app.painter
    person.press("f2")
    for place in range(len(model(person).seats)):
        person.press(str(place + 1))
        page, boxes = model(person), {one.id: one.box for one in person.screen.focus.widgets}
        wants = {"gauges": HEAD + 12 + parts.COURSE * len(page.gauges), "promises": 60}
        if page.own:
            wants["brief"] = parts.brief_high(p, boxes["brief"].w, page)
        assert {name: boxes[name].h >= high for name, high in wants.items()} == dict.fromkeys(
            wants, True
        )


def test_a_click_on_a_card_opens_its_page():
    person = sit(None, seat_in("buyer"))
    person.click(f"seat.{seat_in('ally')}")
    assert person.screen.keys == "dossier"
    assert model(person).actor.id == seat_in("ally")
    person.press("f2")
    person.click("seat.own")
    assert model(person).own


def test_the_call_is_opened_from_a_page_with_its_seat_chosen():
    person = sit(None, seat_in("buyer"))
    person.press("f2", "4", "c")
    assert person.screen.keys == "call"
    assert person.screen.chosen == f"ask.{seat_in('ally')}"
    person.press("escape")
    assert person.screen.keys == "desk"


@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_the_private_texts_of_a_seat_stand_on_its_own_page_only(name, seat, lang):
    port, words = desk(name, seat), text.load(lang)
    names = words_of(name, lang)
    for actor in index_of(load_scenario(name)).seats:
        shown = told_in(port.dossier(words, actor.id))
        hidden = [
            said for key, said in names.items()
            if any(key.startswith(f"actors.{actor.id}.{part}") for part in PRIVATE)
        ]  # fmt: skip
        assert hidden
        found = [said for said in hidden if said in shown]
        assert found == (hidden if actor.id == seat else [])


@pytest.mark.parametrize("name", sorted({name for name, _ in seats()}))
@given(temper=st.text("xyz", min_size=9), number=st.integers(-(10**9), 10**9))
def test_no_secret_of_another_seat_reaches_a_page(name, temper, number):
    port = desk(name, next(seat for one, seat in seats() if one == name))
    words = text.load("en")
    while port.model(words).waiting:
        port.work()
    known = [actor.id for actor in index_of(port.session.scenario).seats]
    before = [port.dossier(words, one) for one in known]
    port.session.talks = disguised(port.session, port.seat, temper, number)
    seen_anew(port)
    after = [port.dossier(words, one) for one in known]
    assert after == before
    assert temper not in str([attrs.asdict(one) for one in after])


def test_a_late_page_shows_the_same_whatever_the_others_really_are():
    person = sit(None, seat_in("buyer"))
    wait_until(person, 20, BUSY)
    port, words = person.screen.port, person.app.context.text
    known = [actor.id for actor in index_of(port.session.scenario).seats]
    before = [port.dossier(words, one) for one in known]
    port.session.talks = disguised(port.session, port.seat, "another", 123_456)
    seen_anew(port)
    assert [port.dossier(words, one) for one in known] == before


def test_the_odds_of_tempers_are_the_priors_until_offers_tell_more():
    person = sit(None, seat_in("buyer"))
    port, words = person.screen.port, person.app.context.text
    host = port.dossier(words, seat_in("host"))
    people = index_of(port.session.scenario).actors[seat_in("host")].personalities
    assert [one.part for one in host.tempers.rows] == [one.prior_ppm / 1e6 for one in people]
    wait_until(person, 20, BUSY)
    seller = port.dossier(words, seat_in("seller"))
    people = index_of(port.session.scenario).actors[seat_in("seller")].personalities
    parts = [one.part for one in seller.tempers.rows]
    assert sum(parts) == pytest.approx(1)
    assert parts != [one.prior_ppm / 1e6 for one in people]
    assert seller.tempers.aside == words("ui.dossier.tempers.read")


def test_a_threat_stands_until_it_is_carried_out():
    person = sit(None, seat_in("host"))
    port = person.screen.port
    person.press("t", "enter")
    assert states(person, port.seat) == [say(person, "stands")]
    person.press("o", "enter")
    assert states(person, port.seat) == [say(person, "stands"), say(person, "kept")]


def test_a_threat_taken_back_is_said_to_be():
    person = sit(None, seat_in("host"))
    port = person.screen.port
    person.press("t", "enter")
    port.send("retract", {})
    assert states(person, port.seat) == [say(person, "back")]


def test_the_real_summer_names_the_rows_of_the_facts_behind_its_moves():
    session = forked(history_replay().record, 60)
    seat = seat_in("buyer")
    if seat not in session.talks.humans:
        session.take(seat)
    port, words = SessionDesk(session, seat), text.load("en")
    page = port.dossier(words, seat_in("host"))
    sourced = [row for row in page.moves.rows if row.aside]
    assert sourced
    assert all(row.aside.startswith("row ") for row in sourced)
    assert page.promises.rows[-1].aside == words("ui.dossier.promise.back")


def test_a_deadline_that_was_moved_does_not_stand():
    person = sit(None, seat_in("host"))
    port = person.screen.port
    port.send("set_deadline", {"what": "0"})
    assert states(person, port.seat) == [say(person, "stands")]
    later = port.session.talks.common.deadline + MINUTES_DAY
    assert port._submit(m.ExtendDeadline(minute=later)) is None
    port._arrive(port._view())
    assert states(person, port.seat) == [say(person, "stands"), say(person, "moved")]


def test_a_public_line_stands_and_is_taken_back():
    person = sit(None, seat_in("buyer"))
    port = person.screen.port
    person.press("k", "enter")
    assert states(person, port.seat) == [say(person, "stands")]
    port.send("retract", {})
    assert states(person, port.seat) == [say(person, "back")]


def test_the_gauges_begin_at_the_opening_and_end_today():
    person = sit(None, seat_in("buyer"))
    wait_until(person, 12, BUSY)
    port, words = person.screen.port, person.app.context.text
    shown = {one.label: one for one in port.dossier(words, seat_in("host")).gauges}
    now, scenario = gauges(port._view()), port.session.scenario
    names = words_of(scenario.id, "en")
    for spec in scenario.gauges:
        if seat_in("host") in spec.seats:
            course = shown[names[f"gauges.{spec.id}.label"]]
            assert course.then == f"{spec.start / MILLI:.0f}"
            assert course.figure == f"{now[spec.id] / MILLI:.0f}"
            span = spec.high - spec.low
            assert course.points[-1] == pytest.approx((now[spec.id] - spec.low) / span)
            assert len(course.points) > 3


def drawn(points, reach=0.5):
    """
    Draw the way of a gauge; return the height of its line at every column, none where it gapes.
    """
    surface = pygame.Surface((240, 80))
    surface.fill(theme.PANEL)
    parts._spark(Painter(surface, 1.0), LINE, points, (theme.SEATS["orange"], reach))
    found = []
    for x in range(int(LINE.x), int(LINE.right) - 5):
        column = [(surface.get_at((x, y))[0], y) for y in range(80)]
        brightest, y = max(column)
        found.append(y if brightest > (theme.PANEL[0] + theme.SEATS["orange"][0]) / 2 else None)
    return found


@pytest.mark.parametrize("reach", [0.1, 0.25, 0.5])
def test_the_ways_of_gauges_have_one_scale_from_where_each_began(reach):
    for first in (0.0, 0.4, 0.55):
        assert all(abs(y - LINE.mid_y) <= 1.5 for y in drawn((first,) * 3, reach))
        for change in (0.1, -0.08):
            far = drawn((first, first + change, first + change, first + change), reach)[-1]
            assert abs(far - (LINE.mid_y - change / reach * LINE.h / 2)) <= 1.5


@pytest.mark.parametrize("steps", [2, 3, 5, 7, 11, 29])
def test_the_way_of_a_gauge_has_no_gaps(steps):
    for slope in (0.0, 0.02, 0.4):
        assert None not in drawn(tuple(0.3 + slope * at / steps for at in range(steps + 1)))


@pytest.mark.parametrize("change", [-0.03, -0.01, 0.01, 0.03])
def test_a_small_change_of_a_gauge_is_seen(change):
    found = drawn((0.5, 0.5, 0.5 + change, 0.5 + change, 0.5 + change))
    assert (found[5] - found[-1]) * change > 0


def test_the_gauges_forget_what_was_taken_back():
    person = sit(None, seat_in("buyer"))
    port, words = person.screen.port, person.app.context.text
    lengths = []
    for _ in range(3):
        person.press("space")
        let_play(person)
        lengths.append(len(port.dossier(words, "").gauges[0].points))
    assert lengths == sorted(set(lengths))
    person.press("backspace", "right", "enter")
    assert len(port.dossier(words, "").gauges[0].points) == lengths[-2]


def test_the_moves_are_those_seen_newest_first_and_scroll():
    person = sit(None, seat_in("buyer"))
    wait_until(person, 20, BUSY)
    port = person.screen.port
    person.press("f2", "2")
    rows = model(person).moves.rows
    told = [one for one in port._told if one.weight and one.actor == seat_in("seller")]
    assert len(rows) == len(told)
    assert rows[0].date == port._sight(person.app.context.text).words.date_short(told[-1].minute)
    person.press("1", "down", "down")
    assert person.screen.scrolled["moves"] <= len(rows)


def test_the_presenter_is_pure():
    person = asked_of(None, "seller")
    port = person.screen.port
    sight = port._sight(person.app.context.text)
    past = port._past.follow(port.session)
    for actor in index_of(port.session.scenario).seats:
        first = make_dossier(sight, actor.id, past)
        assert make_dossier(sight, actor.id, past) == first
        assert is_plain(first)


def test_the_tab_of_the_desk_names_the_key():
    person = sit(None, seat_in("buyer"))
    tab = next(one for one in person.screen.port.model(person.app.context.text).tabs if one.key)
    assert tab.key == "F2"
    assert "F2" in tab.hint
