"""
Goal: the timeline shows what happened to whoever may know it, and nothing of the rest.
"""

import itertools

import attrs
import generators as g
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.audience import sees
from sim.domain.decision import STRATEGY, Decision
from sim.domain.lookup import index_of
from sim.domain.talks import PHASES
from sim.projections.timeline import KEY, PLAIN, QUIET, WORLD, timeline, weight_of
from sim.projections.visible import seen_by


def _seats(game):
    return st.sampled_from([actor.id for actor in index_of(game.scenario).order])


@given(g.games())
def test_everything_has_a_mark_of_its_own_number(game):
    marks = timeline(game.states[0], game.decisions).marks
    assert [mark.number for mark in marks] == [one.number for one in game.decisions]
    assert [mark.actor for mark in marks] == [one.actor for one in game.decisions]
    seats = {actor.id for actor in index_of(game.scenario).seats}
    assert all(mark.lane == (mark.actor if mark.actor in seats else WORLD) for mark in marks)


@given(g.games(), st.data())
def test_a_seat_sees_only_its_events_numbered_anew(game, data):
    seat = data.draw(_seats(game))
    marks = timeline(game.states[0], game.decisions, seat).marks
    assert [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    expected = [
        kinds
        for one in game.decisions
        if (
            kinds := tuple(
                e.event_kind(event) for event in one.events if sees(seat, event, game.scenario)
            )
        )
    ]
    assert [mark.kinds for mark in marks] == expected


@given(g.games(), st.data())
def test_what_a_seat_does_not_see_changes_nothing_it_is_shown(game, data):
    seat = data.draw(_seats(game))
    opening = game.states[0]
    shown = timeline(opening, game.decisions, seat)
    # Cut to what the seat sees: other numbers, other moves, the rest of the events gone.
    cut = [
        attrs.evolve(
            one,
            number=at,
            move=m.Wait(),
            events=tuple(event for event in one.events if sees(seat, event, game.scenario)),
        )
        for at, one in enumerate(game.decisions)
    ]
    cut = [one for one in cut if one.events]
    assert timeline(opening, cut, seat) == shown


@given(g.games())
def test_bands_follow_one_another_through_the_phases(game):
    bands = timeline(game.states[0], game.decisions).bands
    assert bands[0].minute_from == 0
    assert bands[-1].minute_until == game.decisions[-1].minute
    assert bands[-1].phase == game.states[-1].common.phase
    for one, two in itertools.pairwise(bands):
        assert one.minute_until == two.minute_from
        assert PHASES.index(one.phase) < PHASES.index(two.phase)


def _decision(number, actor, *events):
    return Decision(
        number=number, actor=actor, minute=60, source=STRATEGY, move=m.Wait(), events=events
    )


def test_the_author_of_a_story_is_not_named_until_it_is_traced():
    scenario = g.scenario(g.WIDE)
    one, two = scenario.tables[0].members
    played, story = e.CardPlayed(by=one, card="split"), e.StoryPublished(card="split")
    traced = e.LeakTraced(by=one, card="split")
    leaks = [_decision(1, one, played, story), _decision(2, one, played, story, traced)]
    assert [seen.actor for seen in seen_by(scenario, leaks, two)] == ["", one]
    assert [seen.actor for seen in seen_by(scenario, leaks, one)] == [one, one]
    assert [seen.actor for seen in seen_by(scenario, leaks, None)] == [one, one]


def test_every_kind_has_a_weight_and_turns_of_the_story_are_public():
    weights = {cls: weight_of(object.__new__(cls)) for cls in e.EVENTS.values()}
    assert set(weights.values()) == {QUIET, PLAIN, KEY}
    assert all(cls.AUDIENCE == e.PUBLIC for cls, weight in weights.items() if weight == KEY)


def test_timeline_of_nothing_is_one_empty_band():
    opening = g.game().states[0]
    found = timeline(opening, ())
    assert found.marks == ()
    assert [(band.minute_from, band.minute_until) for band in found.bands] == [(0, 0)]
