"""
Goal: every mind keeps the contract in every scenario. Method: seat it everywhere and watch.

Legal on its own view, no draw asked for twice (an assertion of the draws), a fresh instance like a
long-lived one, a view left as it was, a bounded number of calls, stops that end.
"""

import sys

import pytest
from strategies.playing import opened, play, seats_of, step, thought

from sim.domain import moves as m
from sim.domain.decider import next_due, rule_draws
from sim.domain.decision import FORMAT, RULES, Header
from sim.domain.draws import MIND
from sim.domain.views import view_for
from sim.record.codec import encode_header
from sim.strategies.base import entry_of, names

STOP_MAX = 12
CALLS_MAX = 12_000
"""Python calls of one decision whose tables are laid out; the dearest of ours takes 9,700."""


def _checked(game, name):
    assert not game.refused, f"{name}: {game.refused[:3]}"
    assert not game.unequal, f"{name}: {game.unequal[:3]}"
    assert game.stop_longest() <= STOP_MAX


DEAR = {"search"}
"""Minds that play games out: what they decide in a whole game takes seconds."""
NAMES = [pytest.param(one, marks=pytest.mark.slow) if one in DEAR else one for one in names()]
PLAIN = [one for one in names() if one not in DEAR]


@pytest.mark.parametrize("name", NAMES)
def test_a_mind_moves_legally_in_every_seat(scenario, name):
    everywhere = dict.fromkeys(seats_of(scenario), name)
    _checked(play(scenario, 1, everywhere, fresh=True, decisions_max=120), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_mind_moves_legally_in_the_environment_too(summer, name):
    world = {actor.id: name for actor in summer.actors if actor.kind == "environment"}
    _checked(play(summer, 2, world, fresh=True, decisions_max=150), name)


def _stops(scenario, name, decisions_max):
    """
    Yield every view that minds of this name get at the seats of a game, with fresh luck for it.
    """
    seats = seats_of(scenario)
    minds = {actor.id: actor.strategy for actor in scenario.actors} | dict.fromkeys(seats, name)
    talks = opened(scenario, 4)
    for number in range(1, decisions_max):
        due = next_due(talks)
        if due is None:
            return
        minute, actor = due
        if actor in seats:
            yield view_for(actor, talks, minute), lambda t=talks, a=actor: rule_draws(t, a, MIND)
        move, _ = thought(entry_of(minds[actor]).make({}), talks, actor, minute)
        talks, _ = step(talks, actor, minute, move, number)


def _said(view):
    """
    Return all a view says, its scenario as the bytes of a header.
    """
    header = Header(format=FORMAT, rules=RULES, scenario=view.scenario, seed=0, seats={})
    return repr((view.seat, view.minute, view.common, view.own, view.channels)), encode_header(
        header
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_mind_leaves_its_view_as_it_was(scenario, name):
    for view, luck in _stops(scenario, name, 40):
        before = _said(view)
        entry_of(name).make({}).choose(view, luck())
        assert _said(view) == before


def _calls(mind, view, luck):
    """
    Count the Python functions that a decision calls: what a clock would say, without a clock.
    """
    count = 0

    def watch(_, event, __):
        nonlocal count
        count += event == "call"

    standing = sys.getprofile()
    sys.setprofile(watch)
    try:
        mind.choose(view, luck)
    finally:
        sys.setprofile(standing)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAIN)
def test_a_mind_keeps_its_budget(scenario, name):
    most = 0
    for view, luck in _stops(scenario, name, 160):
        # Asked once before, so that what is tabulated once a game is laid out.
        entry_of(name).make({}).choose(view, luck())
        most = max(most, _calls(entry_of(name).make({}), view, luck()))
    print(f"strategy={name} scenario={scenario.id} calls={most}")
    assert 0 < most <= CALLS_MAX


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_mind_moves_legally_for_whole_games(scenario, name):
    for seed in range(1 if name in DEAR else 2):
        everywhere = dict.fromkeys(seats_of(scenario), name)
        _checked(play(scenario, seed, everywhere, fresh=True, decisions_max=1200), name)
        for seat in everywhere:
            _checked(play(scenario, seed, {seat: name}, decisions_max=1200), name)


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.slow
def test_a_searching_mind_plays_out_five_hundred_games_at_most(summer, monkeypatch):
    from sim.strategies import search

    played, seat = [], summer.actors[2].id
    real = search._played_out
    monkeypatch.setattr(search, "_played_out", lambda *given: played.append(1) or real(*given))
    play(summer, 3, {seat: "search"})
    assert 0 < len(played) <= 500
    print(f"rollouts={len(played)}")
