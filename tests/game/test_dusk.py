"""
Goal: dusk tells a seat all that it came to see between two stops, once each, and nothing else.

Method: whole games beside an oracle that asks of each event of a record whether a seat sees it.
"""

import re
from decimal import Decimal

import attrs
import pytest
from driver import Person
from tables import FRAME, desk, disguised, let_play, seat_in, seats
from test_desk_secrets import CANARY, NAME

from game import figures, text
from game.screens.dusk import STEP_SECONDS
from game.shell.desk import SessionDesk
from game.shell.settings import Settings, keep_settings, load_settings
from sim.domain import events as e
from sim.domain.audience import sees
from sim.engine.session import Session
from sim.games import in_memory

LANGS = ("en", "fr")
STOPS_MOST = 400
ROLES = ("buyer", "seller", "host", "ally")


def dusks(port):
    """Yield every dusk of a game in which the person only waits."""
    for _ in range(STOPS_MOST):
        while port.work():
            pass
        found = port.dusk(wanted=True)
        if found is not None:
            yield found
        if port.session.over:
            return
        port.send("wait", {})
    raise AssertionError("the game does not end")


def owed(session, seat):
    """Return what dusk owes a seat: each event of others that it sees, its books apart."""
    return [
        event
        for decision in session.decisions
        if decision.actor != seat
        for event in decision.events
        if sees(seat, event, session.scenario)
        and event.AUDIENCE != e.OWN
        and not isinstance(event, e.GaugesMoved | e.MoodShifted)
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_visible_event_is_told_exactly_once_in_its_order(role):
    port = desk(None, seat_in(role))
    told = [one.event for dusk in dusks(port) for one in dusk._told]
    expected = owed(port.session, port.seat)
    assert len(expected) > 10
    assert list(map(id, told)) == list(map(id, expected))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seat"), seats())
def test_every_seat_is_told_everything_once(name, seat):
    port = desk(name, seat, seed=11)
    told = [one.event for dusk in dusks(port) for one in dusk._told]
    assert list(map(id, told)) == list(map(id, owed(port.session, seat)))


def test_each_event_has_a_line_of_its_own_in_both_languages():
    port = desk(None, seat_in("buyer"))
    for dusk in dusks(port):
        for lang in LANGS:
            model = dusk.model(text.load(lang))
            assert len(model.rows) == len(dusk._told)
            assert all(row.date and row.words for row in model.rows)


@pytest.mark.parametrize(("name", "seat"), seats())
def test_no_secret_of_another_seat_is_told(name, seat):
    port = desk(name, seat)
    words = text.load("en")
    dusk = next(dusks(port))
    before = dusk.model(words)
    port.session.talks = disguised(port.session, seat, NAME, CANARY)
    port._seen = None
    dusk._known = None
    after = dusk.model(words)
    assert after == before
    shown = str(attrs.asdict(after))
    assert NAME not in shown
    assert f"{CANARY:,}" not in shown
    assert "123.4" not in shown


def test_unwanted_news_is_not_told_later():
    port = desk(None, seat_in("buyer"))
    while port.work():
        pass
    port.send("wait", {})
    while port.work():
        pass
    assert port.dusk(wanted=False) is None
    assert port.dusk(wanted=True) is None


def number(shown):
    """Read the number in a figure; none is no change."""
    found = re.search(r"[+\u2212]?\d+(\.\d+)?", shown)
    return Decimal(found[0].replace("\u2212", "-")) if found else Decimal(0)


@pytest.mark.parametrize("role", ["buyer", "host"])
def test_each_printed_change_is_the_difference_of_the_printed_figures(role):
    words, changes = text.load("en"), 0
    for dusk in dusks(desk(None, seat_in(role))):
        model = dusk.model(words)
        for one in (*model.answers, *model.gauges):
            changes += bool(one.delta.figure)
            assert number(one.delta.figure) == number(one.after) - number(one.before), one
    assert changes > 10


@pytest.mark.parametrize("places", [0, 1, 2])
def test_two_numbers_differ_by_what_is_shown_of_them(places):
    for then in range(-3000, 3000, 7):
        for now in (then + 5, then + 245, -then):
            shown = [number(figures.decimal(one / 1000, places, "en")) for one in (then, now)]
            apart = figures.apart(then / 1000, now / 1000, places)
            assert number(figures.signed(apart, places, "en")) == shown[1] - shown[0]


def test_the_changes_are_those_of_the_desk_before_and_after():
    port = desk(None, seat_in("buyer"))
    words = text.load("en")
    while port.work():
        pass
    seen = 0
    while not port.session.over:
        before = port.model(words)
        port.send("wait", {})
        while port.work():
            pass
        dusk, after = port.dusk(wanted=True), port.model(words)
        model = dusk.model(words) if dusk else None
        if model is None or not model.answers:
            continue
        assert model.answers[0].before == before.own.figure
        assert model.answers[0].after == after.own.figure
        for side, told in (("before", before), ("after", after)):
            odds = {line.label: line.figure for line in told.board.odds}
            assert odds.items() <= {one.label: getattr(one, side) for one in model.answers}.items()
        seen += 1
    assert seen > 5


# --- the screen


def at_dusk(role="buyer", lang="en", least=2, *, motion=True):
    """Play by waiting until a dusk has at least so many events."""
    person = Person("desk", desk(None, seat_in(role)), lang)
    person.app.context.dusk, person.app.context.motion = True, motion
    for _ in range(4000):
        if person.screen.keys == "dusk":
            if len(person.screen.port.model(person.app.context.text).rows) >= least:
                return person
            person.press("escape")
        elif person.screen.lively:
            person.app.step([], FRAME)
        else:
            person.press("space")
    raise AssertionError("no such dusk")


@pytest.mark.parametrize("lang", LANGS)
def test_events_land_one_by_one_and_space_brings_them_all_then_closes(lang):
    person = at_dusk(lang=lang, least=3)
    dusk = person.screen
    assert dusk.told == 1
    person.app.step([], STEP_SECONDS)
    assert dusk.told == 2
    person.press("space")
    assert dusk.told == len(dusk.port._told)
    assert person.screen is dusk
    person.press("space")
    assert person.screen.keys == "desk"
    assert sorted(set(person.app.painter.clipped)) == []


def test_escape_skips_and_nothing_is_told_again():
    person = at_dusk()
    told = person.screen.port._told
    person.press("escape")
    assert person.screen.keys == "desk"
    person.press("space")
    let_play(person)
    if person.screen.keys == "dusk":
        assert not set(map(id, told)) & set(map(id, person.screen.port._told))


def test_without_motion_everything_is_there_at_once():
    person = at_dusk(motion=False)
    person.app.step([], 0)
    assert not person.screen.lively
    person.press("enter")
    assert person.screen.keys == "desk"


@pytest.mark.parametrize("lang", LANGS)
def test_it_can_be_put_off_for_good_and_brought_back(lang):
    person = at_dusk(lang=lang)
    person.press("n")
    assert person.screen.keys == "desk"
    for _ in range(3):
        person.press("space")
        let_play(person)
        assert person.screen.keys == "desk"
    person.press("alt+d")
    assert person.app.context.dusk
    assert person.screen.noted == person.app.context.text("ui.dusk.on")
    person.press("tab")
    assert not person.screen.noted


def test_the_choice_is_kept_with_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().dusk
    keep_settings(Settings(dusk=False, motion=False))
    assert not load_settings().dusk
    assert not load_settings().motion
    keep_settings(Settings(dusk=True))
    assert load_settings().dusk


def test_the_end_is_told_before_it_is_shown():
    person = Person("desk", desk("first-offer", seat_in("seller", "first-offer")))
    person.app.context.dusk = True
    shown = []
    for _ in range(4000):
        if person.screen.keys == "outcome":
            break
        if person.screen.keys == "dusk":
            shown.append(person.screen.port.model(person.app.context.text))
            person.press("escape")
        elif person.screen.lively:
            person.app.step([], FRAME)
        else:
            person.press("space")
    assert person.screen.keys == "outcome"
    assert shown[-1].over
    assert not any(model.over for model in shown[:-1])


def test_a_wait_that_was_cut_short_is_told_when_the_game_goes_on():
    port = desk(None, seat_in("buyer"))
    while port.work():
        pass
    port.dusk(wanted=True)
    port.send("wait", {})
    session = port.session
    count = len(session.decisions)
    ahead = Session.resume(in_memory(session.log))
    while ahead.due is None:
        ahead.step()
    while len(session.decisions) < len(ahead.decisions) - 1:
        session.step()
    again = SessionDesk(Session.resume(session.log), port.seat)
    while again.work():
        pass
    dusk = again.dusk(wanted=True)
    missed = [one for one in owed(again.session, port.seat)
              if any(one in made.events for made in again.session.decisions[count:])]  # fmt: skip
    assert missed
    assert [one.event for one in dusk._told] == missed
    while port.work():
        pass
    whole, resumed = port.dusk(wanted=True), dusk
    assert undrafted(whole).answers
    assert undrafted(whole).gauges
    assert undrafted(resumed) == undrafted(whole)


def undrafted(dusk):
    """
    Return a dusk without what hangs on the draft: a game in memory keeps none.
    """
    model = dusk.model(text.load("en"))
    answers = [
        one for one in model.answers if one.label not in ("Your draft, over no deal", "Closes")
    ]
    return attrs.evolve(model, answers=tuple(answers))
