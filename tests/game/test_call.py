"""The call: asking and answering by keys, ranges that narrow, and nothing of another's secrets."""

import pytest
from driver import Person, walked
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
)  # fmt: skip

from game import text
from game.presenters.make_call import make_call
from game.presenters.make_desk_fields import legal_ways
from sim.domain import events as e
from sim.domain import moves as m

LANGS = ("en", "fr")
ASKED = ((None, "seller"), (None, "host"), ("first-offer", "seller"))


def model(person):
    return person.screen.call.port.call(person.app.context.text)


def last(port):
    return port.session.decisions[-1]


@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_every_seat_asks_by_keys_alone_and_is_told_what_comes_next(name, seat, lang):
    person = sit(name, seat, lang)
    port = person.screen.port
    wanted = legal_ways(port._sight(person.app.context.text), m.Ask)[0].move
    person.press("c")
    assert person.screen.keys == "call"
    told = next(one for one in model(person).questions if one.id == model(person).first_ask)
    person.press("enter")
    assert (last(port).actor, last(port).move) == (seat, wanted)
    assert person.screen.keys == "desk"
    assert person.screen.noted == told.after
    assert told.actor.label.casefold() in told.after.casefold()


@pytest.mark.parametrize("keys", [("3",), ("down", "down"), ("2", "down")])
def test_a_number_or_the_arrows_choose_whom_to_ask(keys):
    person = sit(None, seat_in("buyer"))
    port = person.screen.port
    ways = legal_ways(port._sight(person.app.context.text), m.Ask)
    person.press("c", *keys, "enter")
    assert last(port).move == ways[2].move


def test_a_click_chooses_and_does_not_ask_yet():
    person = sit(None, seat_in("buyer"))
    port = person.screen.port
    person.press("c")
    count = len(port.session.decisions)
    second = model(person).questions[1]
    person.click(second.id)
    assert person.screen.chosen == second.id
    assert len(port.session.decisions) == count
    person.click("send")
    assert last(port).move.to == second.actor.id


@pytest.mark.parametrize("way", ["escape", "enter"])
def test_the_call_is_left_without_asking(way):
    person = sit(None, seat_in("buyer"))
    port = person.screen.port
    count = len(port.session.decisions)
    person.press("c")
    if way == "enter":
        person.screen.focus.go("back")
    person.press(way)
    assert person.screen.keys == "desk"
    assert len(port.session.decisions) == count


@pytest.mark.parametrize("lang", LANGS)
def test_a_locked_question_stays_and_says_why(lang):
    person = sit(None, seat_in("buyer"), lang)
    port, words = person.screen.port, text.load(lang)
    person.press("c", "enter")
    person.press("c", "1")
    waiting = model(person).questions[0]
    assert not waiting.open
    assert waiting.reason.startswith(words("refusal.question_open"))
    person.press("escape", "c", "enter")  # the second question takes the last attention
    count = len(port.session.decisions)
    person.press("c")
    assert person.screen.keys == "call"
    third = model(person).questions[2]
    assert not third.open
    assert third.reason == words("refusal.no_attention")
    person.press("3", "enter")
    assert person.screen.keys == "call"
    assert person.screen.refused == third.reason
    assert len(port.session.decisions) == count
    assert not person.widget("send").open
    assert third.reason in person.widget(third.id).hint


def bands(question):
    return {band.kind: band for band in question.ranges.bands}


def wide(band):
    return band.high - band.low


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_narrows_the_range_and_the_call_shows_both(lang):
    person = sit(None, seat_in("buyer"), lang)
    port = person.screen.port
    person.press("c")
    before = model(person).questions[0]
    assert set(bands(before)) == {"now", "good", "bad"}
    assert wide(bands(before)["good"]) / wide(bands(before)["now"]) == pytest.approx(0.55)
    person.press("enter")
    while not any(isinstance(told.event, e.QuestionAnswered) and told.fresh
                  for told in port._told):  # fmt: skip
        person.press("space")
        let_play(person)
    person.press("c")
    after = model(person).questions[0]
    assert wide(bands(after)["now"]) / wide(bands(after)["before"]) == pytest.approx(0.55)
    assert after.fresh
    assert after.actor.label in model(person).news
    assert after.before[0].fresh
    (belief,) = port._view().own.beliefs
    assert after.figure == f"{belief.mean / 1000:.0f}"


@pytest.mark.parametrize(("name", "role"), ASKED)
@pytest.mark.parametrize("honest", [True, False])
@pytest.mark.parametrize("lang", LANGS)
def test_a_question_is_answered_either_way_and_the_record_says_which(name, role, honest, lang):
    person = asked_of(name, role, lang)
    port = person.screen.port
    person.press("z")
    question = model(person).questions[-1]
    assert person.screen.chosen == question.id
    if not honest:
        person.screen.focus.go("reply.honest")
        person.press("right")
    reply = question.replies[0 if honest else 1]
    person.press("enter")
    assert person.screen.keys == "desk"
    assert isinstance(last(port).move, m.Answer)
    assert last(port).move.honest is honest
    assert person.screen.noted == reply.after
    assert reply.figure in reply.after


def test_the_evasive_answer_shades_the_truth_as_shown():
    person = asked_of(None, "host")
    port = person.screen.port
    person.press("z")
    said = [float(one.figure) for one in model(person).questions[-1].replies]
    assert said[1] - said[0] == port.session.scenario.numbers["evasion_bar"] / 1000
    person.press("right", "right", "enter")
    (answer,) = (one for one in last(port).events if isinstance(one, e.QuestionAnswered))
    assert round(answer.value / 1000) == said[1]


def test_what_was_told_is_what_they_must_reckon_from_then_on():
    person = asked_of(None, "host")
    port, words = person.screen.port, person.app.context.text
    person.press("z", "enter", "f2")
    own = port.dossier(words, port.seat).hidden
    assert [band.kind for band in own.ranges.bands] == ["now", "good"]
    assert own.ranges.bands[1].mid == pytest.approx(own.ranges.mark, abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({name for name, _ in seats()}))
@given(temper=st.text(min_size=1), number=st.integers(-(10**9), 10**9))
def test_no_secret_of_another_seat_reaches_the_call(name, temper, number):
    port = desk(name, next(seat for one, seat in seats() if one == name))
    words = text.load("en")
    while port.model(words).waiting:
        port.work()
    before = port.call(words)
    port.session.talks = disguised(port.session, port.seat, temper, number)
    seen_anew(port)
    assert port.call(words) == before


def test_the_presenter_is_pure_and_gives_words_and_numbers_only():
    person = asked_of(None, "seller")
    sight = person.screen.port._sight(person.app.context.text)
    first = make_call(sight)
    assert make_call(sight) == first
    assert is_plain(first)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [75, 100, 200])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_cut_off_and_everything_is_reached(lang, scale):
    for name, role in ASKED:
        person = asked_of(name, role, lang, scale=scale)
        person.press("c")
        for place in range(len(model(person).questions)):
            person.press(str(place + 1))
        widgets = person.screen.focus.widgets
        assert walked(person) == {one.id for one in widgets}
        assert all(one.label for one in widgets)
        assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize(("name", "seat"), seats())
def test_every_seat_opens_it_in_french_at_twice_the_size(name, seat):
    person = Person("desk", desk(name, seat), "fr", scale=200)
    let_play(person)
    person.press("c")
    assert person.screen.keys == "call"
    for place in range(len(model(person).questions)):
        person.press(str(place + 1))
    assert sorted(set(person.app.painter.clipped)) == []
