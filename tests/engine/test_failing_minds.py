"""
Goal: whatever a stranger's strategy does, the game goes on and its record can be read.

Method: minds that raise, return rubbish, or ask for what is refused; the record is read back.
"""

import contextlib

import generators as g
import pytest

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decision import STRATEGY
from sim.domain.events import StopSet, StrategyFailed
from sim.engine.session import Session
from sim.record.archive import export, parse
from sim.record.store import TRUNK

ONE = g.scenario(g.SMALL).tables[0].members[0]
PRICE = g.scenario(g.SMALL).issues[0].id
TOLD = "what a message could give away"


class Doing:
    """
    Does the same thing at every stop, counts how often it was asked, and waits if asked again.
    """

    def __init__(self, deed):
        self.deed = deed
        self.asked = []

    def choose(self, view, draws):
        """
        Do it.
        """
        again = view.minute in self.asked
        self.asked.append(view.minute)
        found = m.Wait() if again else self.deed
        return found(view, draws) if callable(found) else found


def _raise(error):
    def deed(*_):
        raise error

    return deed


def played(deed):
    """
    Return the mind and its finished game.
    """
    mind = Doing(deed)
    session = Session(g.scenario(g.SMALL), 1, {**g.seating(g.SMALL, "random"), ONE: mind})
    session.advance()
    return mind, session


def failures(session):
    """
    Return the codes recorded for strategies that failed.
    """
    return [x.code for d in session.decisions for x in d.events if isinstance(x, StrategyFailed)]


def assert_readable(session):
    """
    Check that the record reads back whole.
    """
    lines = tuple(session.log.read(TRUNK))
    found = parse(export(session.log.header, lines), "memory")
    assert found.failure is None
    assert found.decisions == tuple(session.decisions)


FAILING = {
    "raises": (_raise(ValueError(TOLD)), "ValueError"),
    "asks for a strange key": (lambda view, _: view.nothing, "AttributeError"),
    "draws twice": (
        lambda _, draws: (draws.ppm("x"), draws.ppm("x"), m.Wait())[2], "AssertionError",
    ),
    "recurses": (_raise(RecursionError(TOLD)), "RecursionError"),
    "returns nothing": (None, "not_a_move"),
    "returns a text": (TOLD, "not_a_move"),
    "returns a class": (lambda *_: m.Wait, "not_a_move"),
    "returns two moves": (lambda *_: (m.Wait(), m.Wait()), "not_a_move"),
    "is refused": (m.Accept(table="sale", offer=99), "no_such_offer"),
    "is not due to order": (m.Order(deadline=5), "not_yours"),
    "waits into the past": (m.Wait(until=0), "out_of_range"),
    "takes a seat": (m.Take(seat=ONE), "not_yours"),
}  # fmt: skip


@pytest.mark.parametrize(("deed", "code"), FAILING.values(), ids=FAILING)
def test_a_failure_is_recorded_once_and_becomes_a_wait(deed, code):
    mind, session = played(deed)
    assert session.over
    assert set(failures(session)) == {code}
    assert len(failures(session)) == len(mind.asked)
    # Not asked again at that minute.
    assert len(set(mind.asked)) == len(mind.asked)
    mine = [d for d in session.decisions if d.actor == ONE]
    assert all(d.move == m.Wait(failed=code) and d.source == STRATEGY for d in mine)
    last = mine[-1].events[-1]
    assert isinstance(last, StopSet)
    assert last.minute > mine[-1].minute
    assert_readable(session)


def test_no_message_of_an_error_enters_the_record():
    _, session = played(_raise(ValueError(TOLD)))
    assert TOLD.encode() not in b"".join(session.log.read(TRUNK)) + session.log.header


def _price(value):
    return Package({PRICE: value})


RUBBISH = {
    "a text for a package": m.Propose(table="sale", package="rubbish"),
    "nothing for a package": m.Propose(table="sale", package=None),
    "a list for a table": m.Propose(table=["sale"], package=_price(40)),
    "a broken price": m.Propose(table="sale", package=_price(40.0)),
    "true for a price": m.Propose(table="sale", package=Package({PRICE: True})),
    "a float for a minute": m.Wait(until=2000.5),
    "a text for a minute": m.Wait(until="later"),
    "a number for a reason": m.Wait(failed=7),
    "a float for an offer": m.Accept(table="sale", offer=1.0),
    "a number for a topic": m.Say(topic=5),
    "bytes for a topic": m.Say(topic=b"x"),
    "half a surrogate for a topic": m.Say(topic="\ud800"),
    "a dict for a text": m.Say(topic="text", text={"text": "a", "commit": "b"}),
    "a list for somebody": m.Ask(to=["x"], question="reservation"),
    "a text for honesty": m.Answer(to="orchard", number=1, honest="yes"),
    "a number too long": m.Wait(until=2**70),
}


@pytest.mark.parametrize("move", RUBBISH.values(), ids=RUBBISH)
def test_a_move_with_rubbish_in_it_is_a_failure_too(move):
    mind, session = played(move)
    assert session.over
    assert failures(session)
    assert len(set(mind.asked)) == len(mind.asked)
    assert_readable(session)


def test_the_others_play_on_beside_a_mind_that_fails():
    _, session = played(_raise(ValueError(TOLD)))
    others = {d.actor for d in session.decisions if not isinstance(d.move, m.Wait)}
    assert others
    assert ONE not in others


def test_a_failing_mind_costs_the_others_no_luck():
    # It fails at its first stop only, where the other one waits.
    class Once(Doing):
        def choose(self, view, draws):
            super().choose(view, draws) if len(self.asked) else self.asked.append(0)
            if len(self.asked) == 1:
                raise ValueError(TOLD)
            return m.Wait()

    def with_mind(mind):
        seats = {**g.seating(g.SMALL, "random"), ONE: mind}
        session = Session(g.scenario(g.SMALL), 1, seats)
        session.advance()
        return [(d.actor, d.minute, d.move) for d in session.decisions if d.actor != ONE]

    assert with_mind(Once(m.Wait())) == with_mind(Doing(m.Wait()))


@pytest.mark.parametrize("move", RUBBISH.values(), ids=RUBBISH)
def test_a_shell_that_submits_rubbish_spoils_no_record(move):
    session = Session(g.scenario(g.SMALL), 1, g.seating(g.SMALL, "random"), [ONE])
    session.advance()
    before = session.log.head(TRUNK)
    with contextlib.suppress(TypeError, ValueError):
        session.submit(move)
    assert session.log.head(TRUNK) == before
    assert_readable(session)


def test_whatever_an_error_is_called_the_game_goes_on():
    for name in ("Überfehler", "E" * 200, "two words"):
        _, session = played(_raise(type(name, (Exception,), {})()))
        assert session.over
        assert failures(session)
        assert_readable(session)


class Endless:
    """
    Says the same free thing for ever and never waits.
    """

    def choose(self, view, draws):
        """
        Talk.
        """
        del view, draws
        return m.Say(topic="remark.no_comment")


def test_a_stop_that_a_strategy_never_ends_is_ended_for_it():
    session = Session(g.scenario(g.SMALL), 1, {**g.seating(g.SMALL, "random"), ONE: Endless()})
    session.advance()
    assert session.over
    assert set(failures(session)) == {"never_waits"}
    assert_readable(session)


def test_a_strategy_that_leaves_the_program_has_failed_like_any_other():
    mind, session = played(_raise(SystemExit(7)))
    assert session.over
    assert set(failures(session)) == {"SystemExit"}
    assert mind.asked
