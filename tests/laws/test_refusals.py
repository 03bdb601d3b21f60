"""
Goal: a refusal changes nothing, and after the outcome nothing changes but remarks.

Method: real sessions with people in seats; finished games; every kind of move.
"""

import generators as g
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.lookup import FACILITATOR, index_of
from sim.engine.session import Session
from sim.record.store import TRUNK


def _facts(session):
    return (
        session.talks,
        g.state_bytes(session.talks),
        tuple(session.decisions),
        tuple(session.log.read(session.branch)),
        session.log.head(session.branch),
        session.head,
        session.due_seats(),
    )


@given(g.names, g.seeds, st.data())
def test_a_refusal_changes_nothing(name, seed, data):
    seat = data.draw(st.sampled_from([a.id for a in index_of(g.scenario(name)).seats]))
    session = Session(g.scenario(name), seed, g.seating(name, "random"), humans=[seat])
    twin = Session(g.scenario(name), seed, g.seating(name, "random"), humans=[seat])
    for move in data.draw(st.lists(g.moves(name), min_size=4, max_size=12)):
        if session.advance() is None:
            break
        before = _facts(session)
        refusal = session.submit(move)
        if refusal is not None:
            assert isinstance(refusal, Refusal)
            after = _facts(session)
            assert after == before
            assert after[0] is before[0]
        else:
            twin.advance()
            assert twin.submit(move) is None
    # What was refused on the way shifted no luck either.
    session.advance()
    twin.advance()
    assert session.digest == twin.digest


@given(g.games(), st.data())
def test_after_the_outcome_every_move_but_say_is_refused(game, data):
    talks = game.states[-1]
    everybody = [a.id for a in index_of(game.scenario).order]
    for move in data.draw(st.lists(g.moves(game.name), min_size=10, max_size=40)):
        actor = data.draw(st.sampled_from(everybody))
        found = g.decided(talks, actor, talks.minute, move)
        if not isinstance(move, m.Say):
            assert isinstance(found, Refusal), (actor, move)
            assert found.code == "over"


@given(g.games(), st.data())
def test_after_the_outcome_the_facilitator_is_refused_too(game, data):
    talks = game.states[-1]
    seat = data.draw(st.sampled_from([a.id for a in index_of(game.scenario).seats]))
    for move in (m.Take(seat=seat), m.Release(seat=seat), m.Reseed(seed=7)):
        assert isinstance(g.decided(talks, FACILITATOR, talks.minute, move), Refusal), move


@given(g.games(names=st.just(g.SMALL)))
def test_a_remark_after_the_outcome_is_recorded(game):
    seat = index_of(game.scenario).seats[0].id
    session = Session(g.scenario(game.name), game.seed, game.minds, humans=[seat])
    while session.advance() is not None:
        session.pass_()
    count = len(session.decisions)
    assert session.submit(m.Say(topic="remark.no_comment"), seat) is None
    assert session.over
    assert session.due is None
    assert session.log.head(TRUNK).decisions == count + 1
