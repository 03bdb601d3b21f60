"""
Goal: no frame waits for a strategy that thinks long, and the record cannot tell where it thought.
"""

import pytest
from tables import Here, seat_in

from game.shell import desk_thinking
from game.shell.desk import SessionDesk
from sim.domain import moves as m
from sim.engine.session import Session
from sim.scenario import load_scenario
from sim.strategies.base import entry_of, register, restore


class Slow:
    """Waits, and tells where it was asked."""

    asked = 0

    def choose(self, view, draws):
        """Return a wait."""
        del view, draws
        Slow.asked += 1
        return m.Wait()


class Mute(Here):
    """An evaluator that is asked and never answers."""

    def __init__(self, *, lost=False):
        super().__init__()
        self.lost = lost
        self.turns = []

    def think(self, turn):
        """Begin to think, or lose the process at once."""
        self.turns.append(turn)
        self.thinking = not self.lost

    def thought(self):
        """Have nothing to say."""


@pytest.fixture
def slow():
    known = entry_of("random")
    register("random", known.version, lambda _: Slow(), slow=True)
    Slow.asked = 0
    yield Slow
    restore({"random": known})


def waiting(evaluator, seed=2):
    """Return the desk of a seller who has waited: the buyer's strategy is due next."""
    scenario, seat = load_scenario("first-offer"), seat_in("seller", "first-offer")
    minds = {one.id: "random" for one in scenario.actors if one.id != seat and one.is_seat}
    desk = SessionDesk(Session(scenario, seed, minds, humans=[seat]), seat, evaluator)
    while desk.work():
        pass
    desk.send("wait", {})
    return desk


def test_a_frame_does_not_wait_for_a_slow_strategy(slow):
    mute = Mute()
    desk = waiting(None)
    desk._thinking = desk_thinking.Thinking(mute)
    slow.asked = 0
    while not mute.turns:
        assert desk.work()
    before = len(desk.session.decisions)
    for _ in range(50):
        assert desk.work()
    assert len(mute.turns) == 1
    assert slow.asked == 0
    assert len(desk.session.decisions) == before


def test_what_was_thought_beside_is_taken(slow):
    desk = waiting(Here())
    assert slow.asked
    while desk.work():
        pass
    assert desk.session.digest == played_here(desk)


def played_here(desk):
    """Return the digest where the same game was thought through in one process."""
    alone = waiting(None)
    while len(alone.session.decisions) < len(desk.session.decisions):
        assert alone.work()
    return alone.session.digest


@pytest.mark.parametrize("how", ["lost", "stuck"])
def test_where_nobody_answers_it_thinks_here(slow, how, monkeypatch):
    monkeypatch.setattr(desk_thinking, "PATIENCE_SECONDS", 0.0)
    mute = Mute(lost=how == "lost")
    desk = waiting(mute)
    while desk.work():
        pass
    assert slow.asked
    assert how == "lost" or len(mute.turns) == 1
    assert desk.session.digest == played_here(desk)


def test_a_quick_strategy_is_not_asked_elsewhere():
    mute = Mute()
    desk = waiting(mute)
    while desk.work():
        pass
    assert mute.turns == []
