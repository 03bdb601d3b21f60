"""
Goal: nobody learns more than common knowledge, the own part, the own channels and what is revealed.

Method: fold what differs only in what a seat does not see; decide the same requests over other
secrets; compare the bytes of views.
"""

import attrs
import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.audience import audience, sees
from sim.domain.decider import Refusal, advance, decide_again, initial
from sim.domain.decision import Decision
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.talks import changed
from sim.domain.views import view_for


def _seats(game):
    return st.sampled_from([actor.id for actor in index_of(game.scenario).order])


def _with(decision, events):
    return attrs.evolve(decision, events=tuple(events))


def _agree(game, seat, one, other):
    """
    Tell whether two lists of decisions show a seat the same events at the same minutes.
    """

    def shown(decisions):
        return [
            (d.minute, event)
            for d in decisions
            for event in d.events
            if sees(seat, event, game.scenario)
        ]

    return shown(one) == shown(other)


@st.composite
def disguised(draw, game, seat):
    """
    Draw decisions that differ from a game's only in what a seat does not see.
    """
    seen = _seen_by_number(game, seat)
    found, extra = [], draw(st.lists(g.hidden_events(game.name, seat), max_size=12))
    for decision in game.decisions:
        visible = [event for event in decision.events if event in seen[decision.number]]
        fate = draw(st.integers(0, 4))
        if fate == 0:
            found.append(decision)
        elif fate == 1 and not visible:
            continue
        elif fate == 2 and extra:
            found.append(_with(decision, [extra.pop(), *visible]))
        elif fate == 3 and extra:
            found.append(_with(decision, [*visible, extra.pop()]))
        else:
            found.append(_with(decision, visible))
    return found


def _seen_by_number(game, seat):
    """
    Return the events a seat sees by decision number.
    """
    return {
        d.number: [event for event in d.events if sees(seat, event, game.scenario)]
        for d in game.decisions
    }


@g.few(15)
@given(g.games(), st.data())
def test_what_a_seat_does_not_see_changes_nothing_it_knows(game, data):
    seat = data.draw(_seats(game), label="seat")
    other = data.draw(disguised(game, seat))
    assert _agree(game, seat, game.decisions, other)
    mine = view_for(seat, game.states[-1])
    assert g.seen_bytes(view_for(seat, g.folded(game.header, other))) == g.seen_bytes(mine)


@given(g.games(), st.data())
def test_only_what_a_seat_sees_builds_its_view(game, data):
    seat = data.draw(_seats(game), label="seat")
    seen = _seen_by_number(game, seat)
    talks = initial(game.header)
    for decision, live in zip(game.decisions, game.states[1:], strict=True):
        if seen[decision.number]:
            talks = advance(talks, _with(decision, seen[decision.number]))
        assert view_for(seat, talks) == view_for(seat, live)


@given(g.moments(), st.data())
def test_a_hidden_event_shows_in_no_view_but_its_audiences(moment, data):
    game, at = moment
    talks = changed(game.states[at], minute=game.states[at].minute + 7)
    seat = data.draw(_seats(game), label="seat")
    event = data.draw(g.hidden_events(game.name, seat))
    after = advance(talks, _with(_any_decision(talks), [event]))
    assert g.seen_bytes(view_for(seat, after)) == g.seen_bytes(view_for(seat, talks))
    minute = talks.minute + 1
    one, other = view_for(seat, after, minute), view_for(seat, talks, minute)
    assert legal_moves(one) == legal_moves(other)


def _any_decision(talks):
    return Decision(
        number=talks.decisions + 1,
        actor=index_of(talks.scenario).order[-1].id,
        minute=talks.minute,
        source="strategy",
        move=m.Wait(),
        events=(),
    )


# --- the same requests over other secrets ------------------------------------------------------


def _again(header, decisions, secret):
    """
    Decide the same requests over other secrets; return decisions and talks one by one.
    """
    talks = secret(initial(header))
    for decision in decisions:
        events = decide_again(talks, decision)
        assert not isinstance(events, Refusal), (decision.move, events)
        made = _with(decision, events)
        talks = advance(talks, made)
        yield made, talks


def _unbelieving(view):
    return changed(view, own=changed(view.own, beliefs=()))


def _masked(event):
    return type(event) if getattr(type(event), "REVEALS", False) else event


def _shown(decision, seat, scenario):
    return [event for event in decision.events if sees(seat, event, scenario)]


def _assert_hidden(game, seats, secret, last=None):
    """
    Check that other secrets change the views of seats through revealing events only.
    """
    decisions = game.decisions[:last]
    again = _again(game.header, decisions, secret)
    for decision, live, (other, talks) in zip(decisions, game.states[1:], again, strict=False):
        if decision.events == other.events and decision is not decisions[-1]:
            continue
        for seat in seats:
            one = _shown(decision, seat, game.scenario)
            two = _shown(other, seat, game.scenario)
            assert [*map(_masked, one)] == [*map(_masked, two)], (decision.number, seat)
            mine, its = view_for(seat, live), view_for(seat, talks)
            assert _unbelieving(mine) == _unbelieving(its), (decision.number, seat)


@g.few(6)
@given(g.games(names=st.sampled_from((g.WIDE, g.WIDE, *g.NAMES))), st.data())
def test_other_secrets_change_a_view_only_through_what_reveals(game, data):
    order = index_of(game.scenario).order
    for keeper in order:
        if keeper.personalities:
            temper = data.draw(st.sampled_from(keeper.personalities))
            shift = data.draw(st.integers(-500_000, 500_000))
            others = [actor.id for actor in order if actor is not keeper]
            _assert_hidden(game, others, _other_temper(keeper, temper, shift))


def _other_temper(keeper, temper, shift):
    def secret(talks):
        own = talks.private[keeper.id]
        parameters = {
            name: temper.parameters.get(name, value) + shift
            for name, value in own.parameters.items()
        }
        other = changed(own, personality=temper.id, parameters=parameters)
        return changed(talks, private={**talks.private, keeper.id: other})

    return secret


@g.few()
@given(g.games(names=st.just(g.WIDE)))
def test_the_secret_of_nature_shows_only_in_the_finding(game):
    reveals = [d.number for d in game.decisions if isinstance(d.move, m.CloseInquiry)]
    last = reveals[0] - 1 if reveals else len(game.decisions)

    def secret(talks):
        return changed(talks, nature=changed(talks.nature, misuse=not talks.nature.misuse))

    _assert_hidden(game, [a.id for a in index_of(game.scenario).order], secret, last)


# --- audiences ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", g.NAMES)
@given(data=st.data())
def test_an_audience_is_a_set_of_actors_that_includes_who_did_it(name, data):
    event = data.draw(g.events(name))
    seen = audience(event, g.scenario(name))
    known = {actor.id for actor in index_of(g.scenario(name)).order}
    if seen is None:
        assert event.AUDIENCE == e.PUBLIC
        return
    assert set(seen) <= known
    assert len(set(seen)) == len(seen)
    if event.AUDIENCE in (e.OWN, e.PAIR):
        assert event.by in seen


@given(g.moments(), st.data())
def test_a_view_holds_its_own_part_and_its_own_channels_and_no_more(moment, data):
    game, at = moment
    seat = data.draw(_seats(game), label="seat")
    view = view_for(seat, game.states[at])
    assert view.own is game.states[at].private[seat]
    assert all(seat in channel.members for channel in view.channels.values())
    assert set(vars(view)) == {"scenario", "seat", "minute", "common", "own", "channels"}


@given(g.games())
def test_ids_are_counted_within_their_channel(game):
    counted = {}
    for event in (event for decision in game.decisions for event in decision.events):
        name = None
        if isinstance(event, e.OfferTabled):
            name, number = ("offers", event.table), event.offer
        elif isinstance(event, e.QuestionAsked):
            pair = index_of(game.scenario).pairs[event.by, event.to]
            name, number = ("questions", pair), event.number
        if name is not None:
            counted[name] = counted.get(name, 0) + 1
            assert number == counted[name]
