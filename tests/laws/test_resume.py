"""
Goal: a game goes on from any of its decisions as if it had never stopped, byte for byte.

Method: cut real games at their decisions, fork, reopen and play on; compare digests.
"""

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import moves as m
from sim.engine.session import Session
from sim.record.codec import encode_header
from sim.record.saves import create_save, open_save
from sim.record.store import TRUNK, MemoryLog, copy_into, current, undo

RANDOM = g.games(minds=tuple(mind for mind in g.known_minds() if mind not in g.MINDS))
"""Games whose strategies have a name, so that a fork needs nothing but the record."""


def _log(game, at, made=MemoryLog):
    log = made(encode_header(game.header))
    for number, line in enumerate(game.lines[:at]):
        log.append(TRUNK, number, line)
    return log


def _continued(game, at):
    session = Session.resume(_log(game, at), game.minds_present)
    session.advance()
    return session.digest


@g.few(12)
@given(g.moments())
def test_a_game_resumed_at_a_decision_ends_in_the_same_bytes(moment):
    game, at = moment
    assert _continued(game, at) == game.digest


@g.few(12)
@given(g.moments(RANDOM))
def test_a_fork_played_on_has_the_digest_of_its_original(moment):
    game, at = moment
    log = _log(game, len(game.lines))
    made = log.fork(TRUNK, at)
    session = Session.resume(log, branch=made)
    session.advance()
    assert session.digest == game.digest
    assert log.head(TRUNK).digest == game.digest


@g.few(12)
@given(g.moments(RANDOM))
def test_undo_cannot_roll_luck_again(moment):
    game, at = moment
    log = _log(game, len(game.lines))
    for _ in range(3):
        undo(log, current(log), at)
        session = Session.resume(log)
        session.advance()
        assert session.digest == game.digest


@g.few(12)
@given(g.moments(RANDOM), st.integers(8, 2**40))
def test_a_reseeded_fork_goes_another_way(moment, seed):
    game, at = moment
    session = Session.resume(_log(game, at))
    if session.facilitate(m.Reseed(seed=seed)) is not None:
        assert session.over
        return
    session.advance()
    assert session.digest != game.digest
    again = Session.resume(_log(game, at))
    again.facilitate(m.Reseed(seed=seed))
    again.advance()
    assert again.digest == session.digest


@g.few(12)
@given(st.data())
def test_a_save_reopened_now_and_then_ends_in_the_same_bytes(tmp_path_factory, data):
    game = g.game(g.SMALL, data.draw(g.seeds), "random")
    path = tmp_path_factory.mktemp("saves") / "game.talks"
    log = create_save(path, encode_header(game.header))
    for stop in sorted(data.draw(st.lists(st.integers(1, len(game.lines)), max_size=3))):
        session = Session.resume(log)
        while len(session.decisions) < stop and not session.over:
            session.step()
        log.close()
        log = open_save(path)
    session = Session.resume(log)
    session.advance()
    assert session.digest == game.digest
    copy = MemoryLog(log.header)
    copy_into(log, copy)
    assert tuple(copy.read(TRUNK)) == game.lines
    log.close()


GAMES = (
    *((g.SMALL, seed) for seed in range(7)),
    *((g.NAMES[1], seed) for seed in range(7)),
    *((g.WIDE, seed) for seed in range(6)),
)


@pytest.mark.slow
def test_resuming_at_every_decision_of_twenty_games_never_diverges():
    boundaries = diverged = 0
    for mind in (g.known_minds()[-1], "random"):
        for name, seed in GAMES if mind != "random" else GAMES[::5]:
            game = g.game(name, seed, mind)
            for at in range(len(game.lines) + 1):
                boundaries += 1
                diverged += _continued(game, at) != game.digest
    print(f"boundaries={boundaries} diverged={diverged}")
    assert not diverged
    assert len(GAMES) >= 20
