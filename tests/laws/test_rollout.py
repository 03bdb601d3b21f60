"""
Goal: what is played out ahead is the game itself, only without a record.
"""

import attrs
import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import rollout
from sim.domain import moves as m
from sim.domain.decider import initial, rule_draws
from sim.domain.draws import MIND
from sim.domain.lookup import index_of
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.strategies.base import entry_of

FAR = 5_000


def _stock(scenario, **others):
    found = {actor.id: entry_of(actor.strategy).make({}) for actor in scenario.actors}
    return {**found, **others}


@pytest.mark.parametrize("name", g.NAMES)
@pytest.mark.parametrize("seed", range(3))
def test_played_on_from_the_opening_it_ends_as_the_engine_does(name, seed):
    session = Session(g.scenario(name), seed)
    session.advance()
    ended = rollout.play_on(initial(session.header), _stock(g.scenario(name)), FAR)
    assert g.state_bytes(ended) == g.state_bytes(session.talks)


@given(g.moments(), st.integers(0, 2**32))
def test_other_luck_moves_nothing_that_has_happened(moment, seed):
    game, at = moment
    talks = game.states[at]
    draws = rule_draws(attrs.evolve(talks, seed=seed), game.scenario.actors[0].id, MIND)
    ended = rollout.play_out(talks, _stock(game.scenario), draws, FAR)
    assert ended.decisions >= talks.decisions
    assert ended.common.outcome is not None
    assert rollout.play_out(talks, _stock(game.scenario), draws_like(draws), FAR) == ended


def draws_like(draws):
    """
    Return the same luck, not yet asked.
    """
    space, (rank, number) = draws._space, draws._place
    return type(draws)(draws._key, space=space, rank=rank, number=number)


class Stubborn:
    """
    Raises, then asks for what is refused.
    """

    def choose(self, view, draws):
        """
        Fail by the hour.
        """
        del draws
        if view.minute % 2:
            raise ValueError
        return m.Approve()


def test_a_strategy_that_fails_waits_and_the_rest_is_played():
    scenario = g.scenario(g.SMALL)
    one = scenario.tables[0].members[0]
    session = Session(scenario, 3, {one: Stubborn()})
    session.advance()
    policies = _stock(scenario, **{one: Stubborn()})
    header = attrs.evolve(session.header)
    ended = rollout.play_on(initial(header), policies, FAR)
    assert g.state_bytes(ended) == g.state_bytes(session.talks)


@given(g.moments())
def test_imagined_talks_can_be_played_to_their_end(moment):
    game, at = moment
    talks = game.states[at]
    seat = index_of(game.scenario).seats[0].id
    imagined = rollout.imagine(view_for(seat, talks), rule_draws(talks, seat, MIND))
    ended = rollout.play_on(imagined, _stock(game.scenario), FAR)
    assert ended.common.outcome is not None
