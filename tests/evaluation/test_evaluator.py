"""
Goal: the worker answers the newest view, never stops the game, and dies with whoever owns it.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from pathlib import Path

import generators as g
import pytest

from sim import evaluator as e
from sim import evaluator_requests as q
from sim import evaluator_worker as w
from sim.domain.lookup import index_of
from sim.engine.session import Session
from sim.evaluation import expected
from sim.record.replay import read_log
from sim.review import review

PATIENCE_SECONDS = 60


def _view(seed=1):
    session = Session(g.scenario(g.SMALL), seed)
    return session.view(index_of(session.scenario).seats[0].id)


def _heard(evaluator):
    """
    Collect the news until nothing better comes.
    """
    found, until = [], time.monotonic() + PATIENCE_SECONDS
    while evaluator.busy and time.monotonic() < until:
        news = evaluator.news()
        found += [news] if news is not None else []
        time.sleep(0.002)
    assert not evaluator.busy
    return found


@pytest.fixture
def worker():
    evaluator = e.Evaluator()
    yield evaluator
    evaluator.close()


def test_a_request_holds_the_view_and_nothing_else():
    view = _view()
    asked = q.packed(view, 4, pickle.dumps(view.scenario))
    here, there = Pipe()
    here.send(asked)
    again = there.recv()
    assert g.seen_bytes(q.unpacked(again, view.scenario)) == g.seen_bytes(view)
    assert again.scenario == pickle.dumps(view.scenario)
    assert set(again.seen) | {"scenario"} == set(type(view).__annotations__)


def test_the_scenario_on_its_way_holds_nobodys_true_type():
    # What the rules work out about a scenario hangs on it and must stay at home.
    fresh = pickle.dumps(g.scenario(g.WIDE))
    session = Session(g.scenario(g.WIDE), 3)
    session.advance()
    assert pickle.dumps(session.scenario) == fresh


def test_nothing_starts_before_it_is_asked_for():
    evaluator = e.Evaluator()
    assert evaluator.news() is None
    assert not evaluator.busy
    assert evaluator._process is None
    evaluator.close()


@pytest.mark.slow
def test_the_worker_says_what_the_same_view_says_here(worker):
    view = _view()
    worker.ask(view)
    found = _heard(worker)
    assert found[-1] == list(expected(view))[-1]
    assert [one.count for one in found] == sorted(one.count for one in found)
    assert not worker.failed


@pytest.mark.slow
def test_only_the_newest_of_many_requests_is_answered(worker):
    views = [_view(seed) for seed in range(40)]
    for view in views:
        worker.ask(view)
        worker.news()
    assert _heard(worker)[-1] == list(expected(views[-1]))[-1]
    worker.ask(views[0])
    worker.drop()
    time.sleep(0.3)
    assert worker.news() is None


def _until_thought(evaluator, turn):
    """
    Ask about a turn and return what came of it.
    """
    evaluator.think(turn)
    until = time.monotonic() + PATIENCE_SECONDS
    while (found := evaluator.thought()) is None and evaluator.thinking:
        assert time.monotonic() < until
        time.sleep(0.002)
    assert not evaluator.thinking
    return found


@pytest.mark.slow
def test_the_worker_thinks_what_the_strategy_thinks_here(worker):
    session = Session(g.scenario(g.WIDE), 3)
    for _ in range(12):
        turn = session.next_turn()
        worker.ask(_view())  # a figure under way waits for it
        assert _until_thought(worker, turn) == turn.thought()
        session.step()
    assert _heard(worker)[-1].count == 64


@pytest.mark.slow
def test_a_turn_that_cannot_be_thought_there_is_said_to_be_none(worker, capfd):
    turn = Session(g.scenario(g.WIDE), 3).next_turn()
    assert _until_thought(worker, turn._replace(strategy="genius/1")) is None
    assert _until_thought(worker, turn) == turn.thought()
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_the_worker_judges_a_game_as_the_review_does(worker):
    session = Session(g.scenario(g.SMALL), 2)
    session.advance()
    seat = index_of(session.scenario).seats[0].id
    worker.judge(session.log.header, session.log.read(session.branch), seat)
    heard, until = [], time.monotonic() + PATIENCE_SECONDS
    while worker.busy and time.monotonic() < until:
        heard += worker.heard()
        time.sleep(0.01)
    found = review(read_log(session.log), [seat])
    assert heard == [len(found.moments), *found.moments]
    assert not worker.failed
    worker.judge(b"no header", (), seat)
    while worker.busy:
        worker.heard()
        time.sleep(0.01)
    assert worker.failed


class Sent(list):
    """
    A pipe that only keeps what is sent.
    """

    send = list.append


def _judging(**more):
    session = Session(g.scenario(g.SMALL), 2)
    session.advance()
    seat = index_of(session.scenario).seats[0].id
    lines = tuple(session.log.read(session.branch))
    asked = q.Judging(number=1, header=session.log.header, lines=lines, seat=seat, **more)
    return asked, review(read_log(session.log), [seat]).moments


def test_a_review_that_nobody_wants_any_more_stops_at_the_judgement_under_way():
    asked, moments = _judging()
    assert len(moments) > 1
    sent = Sent()
    w._review(sent, asked, lambda: False)
    assert [found for _, found, _ in sent] == [len(moments), moments[0]]


@pytest.mark.slow
def test_a_review_goes_on_behind_what_its_owner_knows():
    _, moments = _judging()
    asked, _ = _judging(known=moments[:-1])
    sent = Sent()
    w._review(sent, asked, lambda: True)
    assert sent == [(1, len(moments), True), (1, moments[-1], False)]


def test_whoever_drops_a_request_tells_the_worker():
    evaluator = e.Evaluator()
    here, there = Pipe()
    evaluator._pipe, evaluator._listens, evaluator._process = here, True, _NoProcess()
    asked, _ = _judging()
    evaluator.judge(asked.header, asked.lines, asked.seat)
    assert isinstance(there.recv(), q.Judging)
    evaluator.drop()
    told = there.recv()
    assert isinstance(told, q.Dropped)
    assert told.number == evaluator.newest
    assert not evaluator.busy


class _NoProcess:
    pid = None


@pytest.mark.slow
def test_the_worker_weighs_a_move_after_it_was_told_to_drop_a_review(worker):
    asked, moments = _judging()
    worker.judge(asked.header, asked.lines, asked.seat)
    worker.drop()
    moment = next(one for one in moments if one.best)
    moves = moment.best[0].move, moment.best[0].move
    worker.weigh(asked.header, asked.lines, moment.decision, moves)
    (found,) = _heard(worker)
    assert found.decision == moment.decision
    assert found.short.mean == 0


def _raises(pipe):
    w._stand_back()
    pipe.send((0, None, True))
    while True:
        pipe.send((pipe.recv().number, None, False))


def _dies(pipe):
    pipe.send((0, None, True))
    pipe.recv()
    os._exit(3)


def _breaks(pipe):
    w._stand_back()
    _raises_at_once(pipe)


def _raises_at_once(pipe):
    raise ValueError(pipe)


@pytest.mark.slow
@pytest.mark.parametrize("serve", [_raises, _dies, _breaks])
def test_a_worker_that_fails_means_no_figure_and_no_words(serve, capfd):
    evaluator = e.Evaluator(serve)
    for _ in range(e._STARTS_MOST + 2):
        evaluator.ask(_view())
        assert _heard(evaluator) == []
        assert evaluator.failed
    assert evaluator._starts == (1 if serve is _raises else e._STARTS_MOST)
    evaluator.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_view_that_cannot_be_reckoned_costs_only_its_own_figure(worker, capfd):
    view = _view()
    broken = _view()
    object.__setattr__(broken, "seat", "nobody")
    worker.ask(broken)
    assert _heard(worker) == []
    assert worker.failed
    worker.ask(view)
    assert _heard(worker)[-1].count == 64
    assert not worker.failed
    assert capfd.readouterr().err == ""


def test_where_no_process_can_be_started_there_is_no_figure(monkeypatch):
    evaluator = e.Evaluator()
    monkeypatch.setattr(evaluator, "_start", lambda: (_ for _ in ()).throw(OSError("no memory")))
    evaluator.ask(_view())
    assert evaluator.failed
    assert not evaluator.busy
    assert evaluator.news() is None


def _is_alive(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


OWNER = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
if __name__ == "__main__":
    import generators as g
    from sim.engine.session import Session
    from sim.evaluator import Evaluator
    session = Session(g.scenario(g.WIDE), 7)
    worker = Evaluator()
    worker.ask(session.view(session.scenario.tables[0].members[0]))
    while worker.busy:  # at rest it hears of nothing but the owner's end
        worker.news()
        time.sleep(0.01)
    print(worker._process.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX ends the owner")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_worker_goes_when_its_owner_is_killed(tmp_path, how):
    root = Path(__file__).parents[2]
    script = tmp_path / "owner.py"
    script.write_text(OWNER.format(root=str(root), tests=str(root / "tests")))
    owner = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    pid = int(owner.stdout.readline())
    assert _is_alive(pid)
    owner.send_signal(how)
    owner.wait(10)
    until = time.monotonic() + 10
    while _is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _is_alive(pid)
    owner.stdout.close()
