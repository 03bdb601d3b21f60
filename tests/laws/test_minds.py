"""
Goal: a strategy is a function of view and draws, and what it does is legal wherever it plays.

Method: every registered strategy plays whole games of every scenario; fresh instances are asked
again at every stop.
"""

import functools
import subprocess
import sys

import generators as g
import house
import pytest
from hypothesis import given

from sim.domain.decider import next_due, rule_draws
from sim.domain.draws import MIND
from sim.domain.events import StrategyFailed
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.strategies import base


def _failures(decisions):
    return [
        (decision.number, event.by, event.code)
        for decision in decisions
        for event in decision.events
        if isinstance(event, StrategyFailed)
    ]


def _seating(name, mind):
    """
    Seat a strategy at every seat of a scenario, whatever it was made for.
    """
    return {actor.id: mind for actor in g.scenario(name).actors if actor.is_seat}


@functools.lru_cache(maxsize=64)
def _played(name, seed, mind):
    session = Session(g.scenario(name), seed, _seating(name, mind))
    session.advance()
    return session


DEAR = {"search"}
"""Minds that play games out: a whole game of them takes seconds."""
PAIRS = [(name, mind) for name in g.NAMES for mind in base.names()]
QUICK = [pair for pair in PAIRS if pair[1] not in DEAR]


@pytest.mark.parametrize(("name", "mind"), QUICK, ids=map("-".join, QUICK))
def test_every_strategy_moves_legally_in_every_scenario(name, mind):
    session = _played(name, 1, mind)
    assert session.over
    assert not _failures(session.decisions)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mind"), PAIRS, ids=map("-".join, PAIRS))
def test_every_strategy_moves_legally_in_many_games(name, mind):
    failures = {
        seed: found
        for seed in range(1 if mind in DEAR else 25)
        if (found := _failures(_played(name, seed, mind).decisions))
    }
    assert not failures


@given(g.games())
def test_nobody_fails_in_a_game_of_legal_minds(game):
    assert not _failures(game.decisions)


@given(g.moments())
def test_a_fresh_mind_moves_like_one_that_has_played_from_the_start(moment):
    game, at = moment
    talks = game.states[at]
    due = next_due(talks)
    if due is not None:
        decision = game.decisions[at]
        assert due == (decision.minute, decision.actor)
        assert g.chosen(game.header, talks, due, game.minds_present) == decision.move


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mind"), PAIRS, ids=map("-".join, PAIRS))
def test_a_fresh_instance_at_every_stop_of_a_game_moves_the_same(name, mind):
    session = _played(name, 3, mind)
    talks = session.opening
    stops = 0
    for decision in session.decisions:
        fresh = g.mind_of(session.header, decision.actor, {})
        view = view_for(decision.actor, talks, decision.minute)
        assert fresh.choose(view, rule_draws(talks, decision.actor, MIND)) == decision.move
        talks = g.advance(talks, decision)
        stops += 1
    print(f"strategy={mind} scenario={name} stops={stops}")


@pytest.mark.slow
@pytest.mark.skipif("default" not in g.known_minds(), reason="a seated strategy is not registered")
def test_a_default_game_is_neither_short_nor_endless():
    games = [g.game(g.WIDE, seed, "default") for seed in range(100)]
    counts = sorted(len(game.decisions) for game in games)
    most = max(sum(len(d.events) for d in game.decisions) for game in games)
    print(f"decisions median={counts[50]} most_events={most}")
    assert 120 <= counts[50] <= 300
    assert most <= 1500


def test_a_strategy_registered_early_is_not_replaced_when_the_families_load():
    code = (
        "from sim import register\n"
        "register('random', 7, lambda parameters: None)\n"
        "from sim.strategies.base import entry_of\n"
        "print(entry_of('random').label)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=house.ROOT
    )
    assert done.stdout.strip() == "random/7"
