"""
Goal: what a seat may expect is told from its view alone, the same twice, and sharper as it goes.
"""

import itertools

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.decider import evolve
from sim.domain.lookup import index_of
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.estimates import Estimate
from sim.evaluation import ROLLOUTS, expected, opening_floor
from sim.projections.scores import opening_reservation, surpluses


def _seats(scenario):
    return [a.id for a in index_of(scenario).seats if a.id in scenario.preferences]


def _last(view, rollouts):
    *_, found = expected(view, rollouts)
    return found


def test_a_figure_comes_after_each_doubling_and_after_the_last_rollout():
    session = Session(g.scenario(g.SMALL), 1)
    view = session.view(_seats(session.scenario)[0])
    assert [one.count for one in expected(view, 12)] == [1, 2, 4, 8, 12]
    assert ROLLOUTS == 64


@pytest.mark.parametrize("name", g.NAMES)
def test_equal_views_have_equal_figures_and_others_have_others(name):
    seat = _seats(g.scenario(name))[0]
    session, again = (Session(g.scenario(name), 3, humans=[seat]) for _ in range(2))
    session.advance()
    again.advance()
    view = session.view(seat)
    found = list(expected(view, 4))
    assert list(expected(again.view(seat), 4)) == found
    while session.view(seat).minute == view.minute:
        session.pass_()
        session.advance()
    assert list(expected(session.view(seat), 4)) != found


@given(g.games(), st.data())
def test_what_a_seat_does_not_see_changes_nothing_it_expects(game, data):
    talks = game.states[-1]
    seat = data.draw(st.sampled_from(_seats(game.scenario)))
    other = talks
    for event in data.draw(st.lists(g.hidden_events(game.name, seat), max_size=8)):
        other = evolve(other, event)
    one, two = (view_for(seat, state) for state in (talks, other))
    assert list(expected(one, 2)) == list(expected(two, 2))


@given(g.moments(), st.data())
def test_the_floor_is_what_no_deal_was_worth_when_the_talks_opened(moment, data):
    game, at = moment
    seat = data.draw(st.sampled_from(_seats(game.scenario)))
    view = view_for(seat, game.states[at])
    assert opening_floor(view) == opening_reservation(game.states[0], seat)


@pytest.mark.parametrize("name", g.NAMES)
def test_when_it_is_over_the_figure_is_the_surplus_itself(name):
    session = Session(g.scenario(name), 5)
    session.advance()
    for one in surpluses(session.opening, session.talks):
        assert _last(session.view(one.seat), 4) == Estimate(mean=one.surplus, error=0, count=4)


def test_a_reckoning_that_is_no_longer_wanted_ends_at_the_next_rollout():
    session = Session(g.scenario(g.SMALL), 1)
    view = session.view(_seats(session.scenario)[0])
    asked = itertools.count()
    assert [one.count for one in expected(view, 64, lambda: next(asked) < 3)] == [1, 2]
    assert next(asked) == 4


@pytest.mark.slow
def test_the_figure_lies_where_whole_games_end():
    # The mean of real games with other seeds must lie within three errors of what was expected.
    seat = _seats(g.scenario(g.SMALL))[0]
    ends = []
    for seed in range(60):
        session = Session(g.scenario(g.SMALL), seed)
        view = session.view(seat)
        session.advance()
        own = next(one for one in surpluses(session.opening, session.talks) if one.seat == seat)
        ends.append((own.surplus, _last(view, 16).mean))
    gaps = [real - told for real, told in ends]
    mean = sum(gaps) / len(gaps)
    spread = (sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1) / len(gaps)) ** 0.5
    assert abs(mean) < 3 * spread, (mean, spread)
