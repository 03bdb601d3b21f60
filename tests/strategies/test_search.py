"""
Goal: a searching mind leaves its plain move only for what is surely worth it.

Method: rollouts whose results are written down here.
"""

import pytest
from strategies.playing import in_role, opened

from sim.domain import moves as m
from sim.domain.views import view_for
from sim.strategies import search

STOCK, OTHER, THIRD = m.Wait(), m.Say(topic="remark.no_comment"), m.Wait(until=9_000)
FIRST = search._FIRST


@pytest.fixture
def chosen(summer, monkeypatch):
    """
    Return a function from each move's results to the move chosen and the number of rollouts.
    """
    seat = in_role(summer, "buyer")
    view = view_for(seat, opened(summer), 0)
    point = summer.preferences[seat].unit

    def choose(**gains):
        played, moves = [], {"stock": STOCK, "other": OTHER, "third": THIRD}
        results = {moves[name]: values for name, values in gains.items()}

        def play(_view, _minds, move, at):
            played.append(move)
            values = results[move]
            return round(point * values[at % len(values)])

        monkeypatch.setattr(search, "_played_out", play)
        return search.Search("skilled")._best(view, {}, list(results)), len(played)

    return choose


def test_a_move_that_surely_pays_is_taken(chosen):
    assert chosen(stock=[0], other=[2, 2.1])[0] == OTHER


def test_a_move_that_pays_by_luck_is_left(chosen):
    assert chosen(stock=[0], other=[9, 1, -4, -1])[0] == STOCK


def test_less_than_half_a_point_is_nothing(chosen):
    assert chosen(stock=[0], other=[0.4])[0] == STOCK
    assert chosen(stock=[0], other=[0.6])[0] == OTHER


def test_where_nothing_leads_after_two_nothing_more_is_played(chosen):
    assert chosen(stock=[1], other=[0], third=[1]) == (STOCK, 3 * FIRST)


def test_only_the_leader_is_played_on_and_the_budget_kept(chosen):
    move, played = chosen(stock=[0], other=[1], third=[3])
    assert move == THIRD
    assert 3 * FIRST < played <= search.ROLLOUTS
