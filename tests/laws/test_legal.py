"""
Goal: what a seat is offered, what it may do and what `decide` takes are one and the same.

Method: moments of real games; the offered moves, and any others, against `decide`.
"""

import attrs
import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import moves as m
from sim.domain.actors import HOST
from sim.domain.decider import Refusal, advance, decide, initial, next_due, rule_draws
from sim.domain.decision import Request
from sim.domain.lookup import FACILITATOR, in_role, index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import code_of, legal_kinds, refusal_of
from sim.domain.units import MINUTES_DAY
from sim.domain.views import view_for


def _minute(talks):
    due = next_due(talks)
    return talks.minute if due is None else due[0]


def _asked(talks, actor, move, minute=None):
    minute = _minute(talks) if minute is None else minute
    request = Request(actor=actor, minute=minute, move=move)
    return decide(talks, request, rule_draws(talks, actor))


@given(g.moments())
def test_every_move_offered_is_accepted(moment):
    game, at = moment
    talks = game.states[at]
    for actor in index_of(game.scenario).order:
        view = view_for(actor.id, talks, _minute(talks))
        for move in legal_moves(view):
            assert refusal_of(view, move) is None
            assert not isinstance(_asked(talks, actor.id, move), Refusal), (actor.id, move)


@given(g.moments(), st.data())
def test_every_open_kind_is_offered(moment, data):
    game, at = moment
    talks = game.states[at]
    # A stop may come much later than the last decision.
    later = _minute(talks) + data.draw(st.sampled_from([0, 1440, 20_000, 60_000]))
    minute = min(later, game.scenario.horizon)
    for actor in index_of(game.scenario).order:
        view = view_for(actor.id, talks, minute)
        offered = legal_kinds(view)
        found = {m.move_kind(move) for move in g.plausible_moves(view) if not code_of(view, move)}
        assert found <= set(offered), (actor.id, minute)
        for move in data.draw(st.lists(g.moves(game.name), min_size=2, max_size=8)):
            if not isinstance(_asked(talks, actor.id, move, minute), Refusal):
                assert m.move_kind(move) in offered, (actor.id, minute, move)


def test_the_moves_one_could_think_of_are_of_every_kind():
    view = view_for(index_of(g.scenario(g.WIDE)).seats[0].id, g.game(g.WIDE, 0, "busy").states[60])
    facilitating = {"take", "release", "reseed"}
    assert {m.move_kind(move) for move in g.plausible_moves(view)} == set(m.MOVES) - facilitating


@given(g.moments(), st.data())
def test_decide_refuses_only_on_what_the_requesters_view_shows(moment, data):
    game, at = moment
    talks = game.states[at]
    for actor, minute, move in data.draw(st.lists(g.requests(game, at), min_size=1, max_size=20)):
        if actor == FACILITATOR:
            continue
        shown = refusal_of(view_for(actor, talks, minute), move)
        found = _asked(talks, actor, move)
        assert shown == (found if isinstance(found, Refusal) else None)


@given(g.moments())
def test_no_move_is_offered_twice(moment):
    game, at = moment
    for actor in index_of(game.scenario).order:
        offered = legal_moves(view_for(actor.id, game.states[at], _minute(game.states[at])))
        assert len(offered) == len(set(offered)), offered


def _host_after(*moves):
    """
    Return the host's view ten days after it made these moves at the opening.
    """
    header = g.header_of(g.WIDE)
    host = in_role(header.scenario, HOST).id
    talks = initial(header)
    for move in moves:
        talks = advance(talks, g.decided(talks, host, 600, move))
    return view_for(host, talks, 600 + 10 * MINUTES_DAY)


def test_a_deadline_is_offered_once_for_every_date():
    view = _host_after()
    days = [move.minute for move in legal_moves(view) if isinstance(move, m.SetDeadline)]
    assert len(days) == len(set(days)) > 1


@pytest.mark.parametrize(("day", "offered"), [(60, 4), (35, 3), (30, 2), (5, 0)])
def test_a_further_order_is_offered_only_to_bring_the_ban_forward(day, offered):
    deadline = 600 + (10 + day) * MINUTES_DAY
    view = _host_after(m.Order(deadline=600 + 45 * MINUTES_DAY))
    view = attrs.evolve(view, common=attrs.evolve(view.common, deadline=deadline))
    orders = [move.deadline for move in legal_moves(view) if isinstance(move, m.Order)]
    assert len(orders) == offered
    assert all(order < deadline for order in orders)
    assert "order" in legal_kinds(view)
    assert refusal_of(view, m.Order(deadline=deadline)) is None


@given(g.moments())
def test_whoever_is_due_may_always_wait(moment):
    game, at = moment
    talks = game.states[at]
    due = next_due(talks)
    if due is not None:
        assert m.Wait() in legal_moves(view_for(due[1], talks, due[0]))


@g.few(15)
@given(g.moments(), st.data())
def test_a_refusal_names_a_code_the_kind_and_what_is_legal(moment, data):
    game, at = moment
    talks = game.states[at]
    for actor, minute, move in data.draw(st.lists(g.requests(game, at), min_size=5, max_size=20)):
        found = _asked(talks, actor, move)
        if isinstance(found, Refusal) and actor != FACILITATOR:
            assert found.kind == m.move_kind(move)
            assert found.code.isidentifier()
            assert found.legal == legal_kinds(view_for(actor, talks, minute))


def _narrow(name, count):
    """
    Return a scenario whose first issue has only so many options.
    """
    found = g.scenario(name)
    first, *rest = found.issues
    first = attrs.evolve(first, options=first.options[:count])
    return attrs.evolve(found, issues=(first, *rest))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_short_first_issue_leaves_a_second_offer_open(count):
    header = attrs.evolve(g.header_of(), scenario=_narrow(g.SMALL, count))
    talks, actor = initial(header), header.scenario.tables[0].members[0]
    view = view_for(actor, talks, 600)
    move = next(move for move in legal_moves(view) if isinstance(move, m.Propose))
    talks = advance(talks, g.decided(talks, actor, 600, move))
    view = view_for(actor, talks, 600)
    issue = header.scenario.issues[0]
    other = next(o for o in issue.options if o != move.package[issue.id])
    again = m.Propose(table=move.table, package=move.package.with_option(issue.id, other))
    assert refusal_of(view, again) is None
    assert "propose" in legal_kinds(view)
