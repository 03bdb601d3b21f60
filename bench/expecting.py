"""How soon the expected surplus has its figures, and how long a review takes, beside bare games."""

import time

from bench import measuring as m
from bench import records
from sim.domain.decider import initial
from sim.domain.views import View
from sim.engine.session import Session
from sim.estimates import DECISIONS_MAX, minds_of
from sim.evaluation import ROLLOUTS
from sim.evaluator import Evaluator
from sim.record.replay import Record, read_log
from sim.review import review as reviewed
from sim.rollout import play_on

_SEED = 7
_REVIEWS_MOST = 3
_LOOK_SECONDS = 0.001
_PATIENCE_SECONDS = 60.0
_PEER = "bare games played on"


def evaluation(size: m.Size) -> list[m.Row]:
    """Measure the worker from request to figure, at a game's first stop, which is the dearest."""
    view = _first_stop()
    evaluator = Evaluator()
    try:
        _wait(evaluator, view, ROLLOUTS)
        figures = m.in_turn(
            size.rounds,
            m.OF_WALL,
            lambda: _wait(evaluator, view, 1),
            lambda: _wait(evaluator, view, ROLLOUTS),
            lambda: _games(1),
            lambda: _games(ROLLOUTS) // ROLLOUTS,
            lambda: _cold(view),
        )
    finally:
        evaluator.close()
    one, all_ = (m.Peer(f"{count} {_PEER}, s", m.middle(figures, at))
                 for count, at in ((1, 2), (ROLLOUTS, 3)))  # fmt: skip
    return [
        m.Row(name="evaluation", value=m.middle(figures, 0), unit="s", bar=0.3, goal=0.1, peer=one),
        m.Row(name="evaluation.64", value=m.middle(figures, 1), unit="s", bar=2, goal=1, peer=all_),
        m.Row(name="evaluation.cold", value=m.middle(figures, 4), unit="s", peer=one),
    ]


def review(size: m.Size) -> list[m.Row]:
    """Measure the review of one seat's whole game on one core, for some games."""
    figures = []
    for seed in range(min(size.rounds, _REVIEWS_MOST)):
        record, seat = _record(seed)
        figures += m.in_turn(
            1,
            m.OF_PROCESSOR,
            lambda r=record, s=seat: _review(r, s, size.rollouts),  # type: ignore[misc]
            lambda: _games(size.games),
        )
    return [
        m.Row(
            name="review",
            value=m.middle(figures, 0),
            unit="s",
            bar=30,
            goal=10,
            peer=m.Peer(f"{_PEER}, in one review's time", m.ratio(figures, 0, 1)),
        ),
        m.Row(
            name="review.slowest",
            value=max(figure[0] for figure in figures),
            unit="s",
            peer=m.Peer("the quickest, s", min(figure[0] for figure in figures)),
        ),
    ]


def _first_stop() -> View:
    """Return what a party sees at its first stop of a game."""
    seat = records.scenario().tables[0].members[0]
    session = Session(records.scenario(), _SEED, humans=(seat,))
    session.advance()
    return session.view(seat)


def _wait(evaluator: Evaluator, view: View, count: int) -> int:
    """Ask, and wait for the figure of so many rollouts as the window does: look, then go on."""
    evaluator.ask(view)
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        found = evaluator.news()
        if found is not None and found.count >= count:
            return 1
        assert not evaluator.failed, "the worker has no figure"
        time.sleep(_LOOK_SECONDS)
    raise AssertionError("the worker has no figure in time")


def _cold(view: View) -> int:
    """Wait for a first figure of a worker that has yet to be started."""
    evaluator = Evaluator()
    try:
        return _wait(evaluator, view, 1)
    finally:
        evaluator.close()


def _games(count: int) -> int:
    """Play whole games by the scenario's own minds, without engine, record or figure."""
    for seed in range(count):
        header = Session(records.scenario(), seed).header
        play_on(initial(header), minds_of(header), DECISIONS_MAX)
    return count


def _record(seed: int) -> tuple[Record, str]:
    """Return a finished game and the seat whose review is measured."""
    session = Session(records.scenario(), seed)
    session.advance()
    return read_log(session.log), records.scenario().tables[0].members[0]


def _review(record: Record, seat: str, rollouts: int) -> int:
    assert reviewed(record, [seat], rollouts).moments
    return 1
