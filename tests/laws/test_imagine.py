"""
Goal: what a seat imagines agrees with all it knows, and with nothing that it does not know.
"""

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.decider import evolve, rule_draws
from sim.domain.draws import MIND
from sim.domain.lookup import index_of
from sim.domain.views import view_for

rollout = pytest.importorskip("sim.rollout", reason="nobody imagines anything yet")


def _imagined(view, talks):
    return rollout.imagine(view, rule_draws(talks, view.seat, MIND))


@given(g.moments(), st.data())
def test_the_view_of_what_one_imagines_is_the_view_one_has(moment, data):
    game, at = moment
    talks = game.states[at]
    seat = data.draw(st.sampled_from([actor.id for actor in index_of(game.scenario).seats]))
    view = view_for(seat, talks)
    assert g.seen_bytes(view_for(seat, _imagined(view, talks))) == g.seen_bytes(view)


@given(g.games(), st.data())
def test_what_one_does_not_see_changes_nothing_one_imagines(game, data):
    talks = game.states[-1]
    seat = data.draw(st.sampled_from([actor.id for actor in index_of(game.scenario).seats]))
    other = talks
    for event in data.draw(st.lists(g.hidden_events(game.name, seat), max_size=8)):
        other = evolve(other, event)
    one, two = (view_for(seat, state) for state in (talks, other))
    assert one == two
    assert g.state_bytes(_imagined(one, talks)) == g.state_bytes(_imagined(two, talks))
