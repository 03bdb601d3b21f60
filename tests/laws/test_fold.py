"""
Goal: the talks are the fold of the facts, whoever folds them and whenever.

Method: real games, live against refolded; any event of the union into any talks of those games.
"""

import attrs
import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain.decider import advance, evolve
from sim.domain.folding import _FOLDS
from sim.domain.lookup import index_of
from sim.domain.views import view_for
from sim.record.codec import decode_decision, encode_decision, encode_header
from sim.record.replay import fold, read_log
from sim.record.store import MemoryLog


@g.few()
@given(g.games())
def test_fold_equals_live_after_every_decision(game):
    assert len(game.states) == len(game.lines) + 1
    talks = g.folded(game.header, ())
    assert g.state_bytes(talks) == g.state_bytes(game.states[0])
    for line, live in zip(game.lines, game.states[1:], strict=True):
        talks = advance(talks, decode_decision(line))
        assert talks == live


@g.few(15)
@given(g.moments())
def test_views_folded_from_bytes_equal_the_live_ones(moment):
    game, at = moment
    talks = g.refolded(game.lines[:at], game.header)
    for actor in index_of(game.scenario).order:
        mine = view_for(actor.id, talks)
        live = view_for(actor.id, game.states[at])
        assert mine == live
        assert g.seen_bytes(mine) == g.seen_bytes(live)


@g.few(15)
@given(g.games())
def test_a_stored_line_is_the_line_its_decision_writes(game):
    for line, decision in zip(game.lines, game.decisions, strict=True):
        assert decode_decision(line) == decision
        assert encode_decision(decode_decision(line)) == line


@given(g.moments())
def test_a_record_folds_to_the_state_of_any_of_its_decisions(moment):
    game, at = moment
    log = MemoryLog(encode_header(game.header))
    for number, line in enumerate(game.lines):
        log.append(1, number, line)
    record = read_log(log)
    assert record.digest == game.digest
    assert g.state_bytes(fold(record, at)) == g.state_bytes(game.states[at])


@given(g.games())
def test_minutes_and_numbers_only_grow(game):
    assert [d.number for d in game.decisions] == list(range(1, len(game.decisions) + 1))
    minutes = [d.minute for d in game.decisions]
    assert minutes == sorted(minutes)
    assert minutes[-1] <= game.scenario.horizon


@given(g.moments(), st.data())
def test_any_event_folds_into_any_talks(moment, data):
    game, at = moment
    talks = game.states[at]
    for event in data.draw(st.lists(g.events(game.name), min_size=5, max_size=30)):
        talks = evolve(talks, event)
    g.state_bytes(talks)


@pytest.mark.parametrize("cls", e.EVENTS.values(), ids=e.EVENTS)
def test_every_kind_of_event_has_a_fold(cls):
    assert cls in _FOLDS


def _allowed(event, scenario):
    """
    Return the parts of the talks that an event may change, as its audience says.
    """
    kind, index = event.AUDIENCE, index_of(scenario)
    if kind == e.PUBLIC:
        return {"common", "public_minute"}
    if kind == e.ENGINE:
        return {"agenda", "humans", "seed", "pinned"}
    if kind == e.OWN:
        return {f"private.{event.by}", f"clocks.{event.by}"}
    if kind == e.TABLE:
        name = event.table
    elif kind == e.CHANNEL:
        name = event.channel
    else:
        name = index.pairs[event.by, event.to]
    return {f"channels.{name}", *(f"clocks.{member}" for member in index.channels[name])}


def _changed(before, after):
    found = set()
    for part in vars(before):
        one, other = getattr(before, part), getattr(after, part)
        if part in ("private", "channels", "clocks"):
            found |= {f"{part}.{n}" for n in {*one, *other} if one.get(n) != other.get(n)}
        elif one != other:
            found.add(part)
    return found


@given(g.moments(), st.data())
def test_an_event_changes_only_what_its_audience_may_see(moment, data):
    game, at = moment
    talks = game.states[at]
    for event in data.draw(st.lists(g.events(game.name), min_size=5, max_size=20)):
        after = evolve(talks, event)
        assert _changed(talks, after) <= _allowed(event, game.scenario), event
        talks = after


@g.few(15)
@given(g.games())
def test_a_decision_folds_to_its_events_one_by_one_each_within_its_audience(game):
    for before, decision, live in zip(game.states, game.decisions, game.states[1:], strict=False):
        talks = advance(before, attrs.evolve(decision, events=()))
        assert _changed(before, talks) <= {"counts", "minute", "decisions"}
        for event in decision.events:
            after = evolve(talks, event)
            assert _changed(talks, after) <= _allowed(event, game.scenario), event
            talks = after
        assert talks == live


@given(g.moments(), st.data())
def test_folding_leaves_the_talks_it_began_with_as_they_were(moment, data):
    game, at = moment
    talks = game.states[at]
    before = g.state_bytes(talks)
    for event in data.draw(st.lists(g.events(game.name), min_size=3, max_size=12)):
        evolve(talks, event)
    for decision in game.decisions[at : at + 1]:
        advance(talks, decision)
    for actor, minute, move in data.draw(st.lists(g.requests(game, at), max_size=4)):
        g.decided(talks, actor, minute, move)
    assert g.state_bytes(talks) == before
