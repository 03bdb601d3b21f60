"""
Goal: games of the seated minds end, differ, and stay short. Method: play many and count.
"""

import statistics
from collections import Counter

import pytest
from strategies.playing import in_role, play

GAMES = 30


@pytest.fixture(scope="module")
def summers():
    return {}


def _games(scenario, cache):
    if scenario.id not in cache:
        cache[scenario.id] = [play(scenario, seed) for seed in range(GAMES)]
    return cache[scenario.id]


def test_every_scenario_ends_with_an_outcome(scenario):
    for seed in range(4):
        assert play(scenario, seed).talks.common.outcome is not None


@pytest.mark.slow
def test_default_games_are_as_long_as_the_design_says(summer, summers):
    games = _games(summer, summers)
    assert 120 <= statistics.median(len(game.decisions) for game in games) <= 300
    assert max(game.events for game in games) <= 1_500
    assert max(game.stop_longest() for game in games) <= 12
    assert not [fault for game in games for fault in game.refused]


@pytest.mark.slow
def test_the_summer_ends_in_many_ways(summer, summers):
    games = _games(summer, summers)
    kinds = Counter(game.talks.common.outcome.kind for game in games)
    print(dict(kinds))
    assert {"deal", "banned", "blocked"} <= set(kinds)
    assert len(kinds) >= 5
    assert 8 <= kinds["deal"] <= 20


@pytest.mark.slow
def test_an_investor_draws_the_rival_more_often_than_a_founder(summer):
    tempers = {"founder": 0, "investor": 0}
    seller = in_role(summer, "seller")
    for temper in tempers:
        for seed in range(25):
            game = play(summer, seed, tempers={seller: temper})
            tempers[temper] += any(type(e).__name__ == "RivalInvited"
                                   for d in game.decisions for e in d.events)  # fmt: skip
    assert tempers["investor"] > 15
    assert tempers["founder"] == 0


@pytest.mark.slow
def test_small_scenarios_mostly_reach_a_deal():
    for name in ("first-offer", "merger-of-equals"):
        kinds = Counter(play(name, seed).talks.common.outcome.kind for seed in range(15))
        assert kinds["deal"] >= 12, (name, kinds)


def test_the_same_seed_plays_the_same_game(scenario):
    one, two = (play(scenario, 11) for _ in range(2))
    assert one.decisions == two.decisions
