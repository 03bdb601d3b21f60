"""What a desk may show: its own view, and nothing that belongs to another seat."""

import attrs
import pytest
from tables import desk, seats

from game import text
from sim.domain.talks import Belief
from sim.domain.views import View

CANARY = 123_456_789
NAME = "canary_in_the_other_room"


def planted(session, seat):
    """Return talks in which every other actor's private part holds a canary."""
    private = dict(session.talks.private)
    for name, own in private.items():
        if name != seat:
            private[name] = attrs.evolve(
                own,
                personality=NAME,
                parameters={**dict.fromkeys(own.parameters, CANARY), NAME: CANARY},
                beliefs=(Belief(about=seat, quantity="reservation", mean=CANARY, spread=1),),
            )
    return attrs.evolve(session.talks, private=private)


@pytest.mark.parametrize(("name", "seat"), seats())
def test_no_secret_of_another_seat_reaches_the_model(name, seat):
    port = desk(name, seat)
    words = text.load("en")
    while port.model(words).waiting:
        port.work()
    before = port.model(words)
    port.session.talks = planted(port.session, seat)
    port._seen, port._known = None, None
    port._changes += 1
    port._arrive(port._view())
    after = port.model(words)
    assert after == before
    shown = str(attrs.asdict(after))
    assert NAME not in shown
    assert "123,456" not in shown
    assert "123.4" not in shown


def test_the_model_holds_words_and_numbers_only():
    port = desk(*seats()[0])
    model = attrs.asdict(port.model(text.load("en")))
    pending = [model]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += value.values()
        elif isinstance(value, list | tuple):
            pending += value
        else:
            assert value is None or type(value) in (str, int, float, bool)


def test_presenters_are_given_a_view():
    port = desk(*seats()[0])
    sight = port._sight(text.load("en"))
    assert isinstance(sight.view, View)
    assert sight.view.own is port.session.talks.private[port.seat]
