"""What a desk may show: its own view, and nothing that belongs to another seat."""

import attrs
import pytest
from tables import desk, disguised, is_plain, seats, seen_anew

from game import text
from sim.domain.views import View

CANARY = 123_456_789
NAME = "canary_in_the_other_room"


@pytest.mark.parametrize(("name", "seat"), seats())
def test_no_secret_of_another_seat_reaches_the_model(name, seat):
    port = desk(name, seat)
    words = text.load("en")
    while port.model(words).waiting:
        port.work()
    before = port.model(words)
    port.session.talks = disguised(port.session, seat, NAME, CANARY)
    seen_anew(port)
    after = port.model(words)
    assert after == before
    shown = str(attrs.asdict(after))
    assert NAME not in shown
    assert "123,456" not in shown
    assert "123.4" not in shown


def test_the_model_holds_words_and_numbers_only():
    port = desk(*seats()[0])
    assert is_plain(port.model(text.load("en")))


def test_presenters_are_given_a_view():
    port = desk(*seats()[0])
    sight = port._sight(text.load("en"))
    assert isinstance(sight.view, View)
    assert sight.view.own is port.session.talks.private[port.seat]
