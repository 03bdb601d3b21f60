"""
Goal: every mind keeps the contract in every scenario. Method: seat it everywhere and watch.

Legal on its own view, no draw asked for twice (an assertion of the draws), a fresh instance like a
long-lived one, stops that end.
"""

import pytest
from strategies.playing import play, seats_of

from sim.domain import moves as m
from sim.strategies.base import entry_of, names

STOP_MAX = 12


def _checked(game, name):
    assert not game.refused, f"{name}: {game.refused[:3]}"
    assert not game.unequal, f"{name}: {game.unequal[:3]}"
    assert game.stop_longest() <= STOP_MAX


@pytest.mark.parametrize("name", names())
def test_a_mind_moves_legally_in_every_seat(scenario, name):
    everywhere = dict.fromkeys(seats_of(scenario), name)
    _checked(play(scenario, 1, everywhere, fresh=True, decisions_max=120), name)


@pytest.mark.parametrize("name", names())
def test_a_mind_moves_legally_in_the_environment_too(summer, name):
    world = {actor.id: name for actor in summer.actors if actor.kind == "environment"}
    _checked(play(summer, 2, world, fresh=True, decisions_max=150), name)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_a_mind_moves_legally_for_whole_games(scenario, name):
    for seed in range(2):
        everywhere = dict.fromkeys(seats_of(scenario), name)
        _checked(play(scenario, seed, everywhere, fresh=True, decisions_max=1200), name)
        for seat in everywhere:
            _checked(play(scenario, seed, {seat: name}, decisions_max=1200), name)


@pytest.mark.parametrize("name", names())
def test_a_mind_takes_parameters_and_has_a_label(name):
    entry = entry_of(name)
    assert entry.label == f"{name}/{entry.version}"
    assert entry_of(entry.label).make({"e": 2_000_000}) is not None


def test_default_plays_what_the_scenario_seats(scenario):
    seated = play(scenario, 7)
    default = play(scenario, 7, {actor.id: "default" for actor in scenario.actors})
    assert [d.move for d in default.decisions] == [d.move for d in seated.decisions]


def test_every_mind_the_scenarios_seat_exists(scenario):
    for actor in scenario.actors:
        assert entry_of(actor.strategy)


def test_every_wake_ends_in_a_wait_or_the_end(scenario):
    game = play(scenario, 3)
    for one, two in zip(game.decisions, game.decisions[1:], strict=False):
        if (one.actor, one.minute) != (two.actor, two.minute):
            assert isinstance(one.move, m.Wait)
