"""
Goal: what the window tells agrees with the rules, with itself and with the order of time.

Method: real games at the desk, and models of the presenters.
"""

import attrs
import pytest
from tables import desk, let_play, seat_in, sit

from game import text
from game.parts.board import _summary
from game.presenters.make_call import _books
from game.presenters.make_desk_press import _leading
from game.presenters.make_desk_said import sentence
from game.presenters.make_desk_side import _ring
from game.presenters.make_desk_sight import Told
from game.presenters.make_desk_time import top_bar
from game.shell.replay import history_replay
from game.shell.standing import _line
from sim.domain import events as e
from sim.domain import moves as m


@pytest.mark.parametrize("role", ["buyer", "seller", "host"])
def test_the_paper_never_goes_back_behind_a_page_that_was_read(role):
    person, read = sit(None, seat_in(role)), []
    while person.screen.keys == "desk" and len(read) < 25:
        told = _leading(person.screen.port._sight(person.app.context.text))
        read.append(told.minute if told else 0)
        person.press("space")
        let_play(person)
    assert len(set(read)) > 5
    assert read == sorted(read)


def test_what_is_unknown_today_is_one_figure_on_the_card_and_in_the_call():
    port = desk(None, seat_in("buyer"))
    while port._waiting:
        port.work()
    sight = port._sight(text.load("en"))
    seller = seat_in("seller")
    seen = set()
    for learned in (0, 1, 3):
        own = attrs.evolve(sight.view.own, learned=learned)
        now = attrs.evolve(sight, view=attrs.evolve(sight.view, own=own), memo={})
        (row,) = _books(now, m.Ask(to=seller, question="reservation"))
        unknown = _ring(now).lines[0].partition(" unknown")[0]
        assert f"instead of {unknown}:" in row.aside
        seen.add((unknown, _ring(now).figure))
    assert len(seen) == 3


def test_the_end_is_said_of_nobody():
    words = desk(None, seat_in("buyer"))._sight(text.load("en")).words
    for event in (e.TalksEnded(kind="lapsed", package=None), e.TalksFailed(kind="refused")):
        told = Told(minute=0, actor="press", event=event, weight=2, fresh=True)
        assert sentence(words, told).count(": ") == 1, sentence(words, told)


def test_a_row_of_the_facts_is_told_once():
    items = history_replay().scene.items
    rows = [(one.row, one.actor, one.minute) for one in items if one.row]
    assert [one for at, one in enumerate(rows[1:]) if one == rows[at]] == []
    assert len({row for row, *_ in rows}) > 100


def test_a_summary_without_room_shows_that_terms_are_left_out():
    class Wide:
        def width(self, words, _):
            return 7 * len(words)

    offer = type("Offer", (), {"summary": "$25.0 bn, four countries, 1 bn"})
    assert _summary(Wide(), offer, 1000) == offer.summary
    assert _summary(Wide(), offer, 190).endswith("four countries, \N{HORIZONTAL ELLIPSIS}")


def test_a_deadline_without_an_order_is_no_ban():
    port = desk(None, seat_in("buyer"))
    while port._waiting:
        port.work()
    sight = port._sight(text.load("en"))
    named = attrs.evolve(sight.view.common, deadline=46 * 1440, order_minute=None)
    for ordered, want in ((None, "deadline 15 Sep"), (5 * 1440, "ban 15 Sep")):
        common = attrs.evolve(named, order_minute=ordered)
        view = attrs.evolve(sight.view, common=common)
        assert _line(view, sight.words).replace("\N{NO-BREAK SPACE}", " ").endswith(want)
        assert top_bar(attrs.evolve(sight, view=view, memo={})).count_to.startswith(
            "to the ban" if ordered else "to the deadline"
        )
