"""
Goal: SimPy says when and changes nothing: a plain loop over the agenda writes the same bytes.
"""

import generators as g
import pytest
from hypothesis import given

from sim.domain import moves as m
from sim.domain.decider import advance, initial, next_due
from sim.domain.decision import HUMAN
from sim.engine.run import simulate
from sim.engine.session import Session
from sim.record.codec import encode_decision
from sim.record.replay import open_record
from sim.record.verify import verify


@g.few(15)
@given(g.games())
def test_a_plain_loop_writes_the_lines_of_the_session(game):
    assert g.plain_game(game.header, game.minds_present) == game.lines


def _with_people(session):
    """
    Play a session whose people accept what stands and else wait.
    """
    while (seat := session.advance()) is not None:
        legal = session.legal_moves(seat)
        wanted = [move for move in legal if isinstance(move, m.Accept | m.Answer | m.Resume)]
        session.submit(wanted[0] if wanted else m.Wait(), seat)
    return tuple(session.log.read(session.branch))


def _plain_with_people(header, seats, taken):
    talks, lines = initial(header), []
    for decision in taken:
        lines.append(encode_decision(decision))
        talks = advance(talks, decision)
    while (due := next_due(talks)) is not None:
        minute, actor = due
        if actor in seats:
            legal = g.legal_moves(g.view_for(actor, talks, minute))
            wanted = [move for move in legal if isinstance(move, m.Accept | m.Answer | m.Resume)]
            move = wanted[0] if wanted else m.Wait()
            decision = g.decided(talks, actor, minute, move, HUMAN)
        else:
            decision = g.plain_decision(header, talks, {})
        lines.append(encode_decision(decision))
        talks = advance(talks, decision)
    return tuple(lines)


@g.few(15)
@given(g.names, g.seeds)
def test_people_in_seats_change_nothing_of_that(name, seed):
    seats = tuple(actor.id for actor in g.scenario(name).actors if actor.is_seat)[:2]
    session = Session(g.scenario(name), seed, g.seating(name, "random"), seats)
    taken = tuple(session.decisions)
    lines = _with_people(session)
    assert lines == _plain_with_people(session.header, seats, taken)


def test_simulate_plays_the_same_game_and_writes_it(tmp_path):
    game = g.game(g.SMALL, 5, "random")
    run = simulate(g.SMALL, 5, g.seating(g.SMALL, "random"), tmp_path / "game.jsonl")
    assert run.digest == game.digest
    assert run.decisions == len(game.decisions)
    assert run.outcome == game.states[-1].common.outcome
    assert [x.seq for x in run.events] == list(range(len(run.events)))
    record = open_record(tmp_path / "game.jsonl")
    assert record.lines == game.lines
    assert verify(record, deep=True).ok


@given(g.games(minds=("random",)))
def test_every_request_decided_again_gives_the_same_bytes(game):
    from sim.domain.decider import decide_again

    for talks, decision in zip(game.states, game.decisions, strict=False):
        assert decide_again(talks, decision) == decision.events


@pytest.mark.slow
def test_the_plain_loop_and_the_calendar_never_differ():
    games = decisions = differed = 0
    for mind in g.known_minds():
        for name in g.NAMES:
            for seed in range(100, 112):
                game = g.game(name, seed, mind)
                games += 1
                decisions += len(game.lines)
                differed += g.plain_game(game.header, game.minds_present) != game.lines
    print(f"games={games} decisions={decisions} differed={differed}")
    assert not differed
