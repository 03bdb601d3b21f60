"""
Goal: a searching mind leaves its plain move only for what is surely worth it.

Method: rollouts whose results are written down here.
"""

import attrs
import pytest
from strategies.playing import in_role, opened, step

from sim.domain import moves as m
from sim.domain.rules.choices import opening_package
from sim.domain.views import view_for
from sim.strategies import search

STOCK, OTHER, THIRD = m.Wait(), m.Say(topic="remark.no_comment"), m.Wait(until=9_000)
FIRST = search._FIRST
BUDGET = 20


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
        return search.Search("skilled")._best(view, {}, list(results), BUDGET), len(played)

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
    assert 3 * FIRST < played <= BUDGET


@pytest.fixture
def offered(summer):
    """
    Return the buyer's view once each side has tabled an offer: 20 billion, and 40 of the seller's.
    """
    talks, buyer = opened(summer), in_role(summer, "buyer")
    middle = opening_package(view_for(buyer, talks, 0))
    for seat, price in ((buyer, 20_000), (in_role(summer, "seller"), 40_000)):
        package = middle.with_option("price", price)
        talks, _ = step(talks, seat, 0, m.Propose(table="sale", package=package))
    return view_for(buyer, talks, 0)


def test_what_a_signature_is_worth_hangs_on_no_luck(offered):
    # Nobody is asked for a move once the paper is there: there are no minds to ask.
    accept = m.Accept(table="sale", offer=offered.channels["sale"].offers[-1].id)
    worths = {search._played_out(offered, {}, accept, at) for at in range(5)}
    assert len(worths) == 1


def test_a_firm_tries_the_other_sides_paper_halfway(offered):
    (move,) = search._halfway(offered)
    assert move.package == offered.channels["sale"].offers[-1].package.with_option("price", 30_000)


def test_a_firm_that_has_moved_thinks_of_a_pause_until_it_has_made_one(offered):
    pause = m.Suspend(table="sale")
    assert pause in search._afterthoughts(offered)
    common = attrs.evolve(offered.common, paused=(offered.seat,))
    assert pause not in search._afterthoughts(attrs.evolve(offered, common=common))


def test_the_rollouts_of_a_firms_stop_are_shared_by_its_looks(offered):
    mind, stops = search.Search("skilled"), search._EARLY
    later = attrs.evolve(offered, own=attrs.evolve(offered.own, stops=stops))
    fresh = attrs.evolve(later, minute=later.minute + 9_000)
    ask = m.Ask(to="bytedance", question="reservation")
    assert mind._budget(fresh, ask) + mind._budget(later, ask) == search.ROLLOUTS
    assert mind._budget(fresh, m.Wait()) == search.ROLLOUTS
    early = attrs.evolve(offered, minute=9_000)
    assert (mind._budget(early, ask), mind._budget(early, m.Wait())) == (0, search.ROLLOUTS)
