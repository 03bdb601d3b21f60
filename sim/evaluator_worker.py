"""
The worker's end of the evaluator: it takes the newest request and goes when its owner goes.

Whatever fails here, the owner hears that there is no figure, and plays on.
"""

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread
from typing import TYPE_CHECKING

from sim.evaluator_requests import (
    GONE,
    READY,
    Asked,
    Beside,
    Dropped,
    Foreseeing,
    Judging,
    Request,
    Thinking,
    Trying,
    unpacked,
)
from sim.garbage import collect_seldom

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sim.domain.setting import Scenario
    from sim.record.replay import Record

_COURTESY = 10
"""How far the worker stands back for the game where the system shares out one core."""


class Inbox:
    """The newest requests: a thread of the worker empties the pipe, and ends it with its owner."""

    def __init__(self, pipe: "Connection") -> None:
        self._pipe = pipe
        self._newest: Request | None = None
        self._ahead: Foreseeing | None = None
        self._turn: Thinking | None = None
        self._came = Condition()
        Thread(target=self._listen, daemon=True).start()

    def is_empty(self) -> bool:
        """Tell whether nothing newer was asked since the last request was taken."""
        return self._newest is None

    def take(self) -> "Request | Beside":
        """Wait for a request and take the newest; what is answered beside comes first."""
        with self._came:
            self._came.wait_for(lambda: self._newest is not None or not self.is_calm())
            asked: Request | Beside | None = self._taken()
            if asked is None:
                asked, self._newest = self._newest, None
        assert asked is not None
        return asked

    def is_calm(self) -> bool:
        """Tell whether nothing waits to be answered beside."""
        return self._ahead is None and self._turn is None

    def take_beside(self) -> "Beside | None":
        """Take a request that is answered beside, if there is one."""
        with self._came:
            return self._taken()

    def _taken(self) -> "Beside | None":
        """Take a turn first: a person waits for it."""
        turn, self._turn = self._turn, None
        if turn is not None:
            return turn
        ahead, self._ahead = self._ahead, None
        return ahead

    def _listen(self) -> None:
        while True:
            try:
                asked = self._pipe.recv()
            except GONE:
                os._exit(0)  # the owner is gone; a rollout under way is nobody's any more
            with self._came:
                if isinstance(asked, Thinking):
                    self._turn = asked
                elif isinstance(asked, Foreseeing):
                    self._ahead = asked
                else:
                    self._newest = asked
                self._came.notify()


def served(pipe: "Connection") -> None:
    """Answer requests until the owner is gone: `(number, estimate or None, whether more comes)`."""
    _stand_back()
    collect_seldom()
    inbox = Inbox(pipe)
    import sim.evaluation  # noqa: F401 - read now, so that the first request need not wait for it

    pipe.send((READY, None, True))
    scenarios = Scenarios()
    while True:
        asked = inbox.take()
        try:
            match asked:
                case Foreseeing() | Thinking():
                    _beside(pipe, asked, inbox, scenarios)
                case Judging():
                    _review(pipe, asked, inbox.is_empty)
                case Trying():
                    _try(pipe, asked)
                case Asked():
                    _answer(pipe, asked, scenarios, lambda: _undisturbed(pipe, inbox, scenarios))
                case Dropped():
                    pass  # whatever was under way has seen that something newer came
        except GONE:
            return
        except Exception:  # noqa: BLE001 - a figure that cannot be had is no reason to end a game
            pipe.send((asked.number, None, False))


def _undisturbed(pipe: "Connection", inbox: Inbox, scenarios: "Scenarios") -> bool:
    """Answer what was asked beside; tell whether a figure under way is still wanted."""
    while (asked := inbox.take_beside()) is not None:
        _beside(pipe, asked, inbox, scenarios)
    return inbox.is_empty()


def _beside(pipe: "Connection", asked: "Beside", inbox: Inbox, scenarios: "Scenarios") -> None:
    """Send a strategy's move or what the others do next, or None where that cannot be had here."""
    found: object = None
    with suppress(Exception):  # a stranger's strategy is not here; the owner then does without
        found = (
            _thought(asked, scenarios) if isinstance(asked, Thinking) else _foreseen(asked, inbox)
        )
    pipe.send((-asked.number, found, False))


def _foreseen(asked: Foreseeing, inbox: Inbox) -> object:
    from sim.next_moves import next_moves

    return next_moves(asked.header, asked.lines, asked.seat, inbox.is_calm)


def _thought(asked: Thinking, scenarios: "Scenarios") -> object:
    from sim.engine.session import Turn

    view = unpacked(asked, scenarios.of(asked.scenario))
    return Turn(asked.strategy, asked.parameters, view, asked.draws).thought()


class Scenarios:
    """The scenario of the requests, read once: all of a game have the same."""

    def __init__(self) -> None:
        self._known: tuple[bytes, Scenario] | None = None

    def of(self, written: bytes) -> "Scenario":
        """Return the scenario of these bytes."""
        if self._known is None or self._known[0] != written:
            self._known = written, pickle.loads(written)  # noqa: S301 - from our own parent
        return self._known[1]


def _answer(
    pipe: "Connection", asked: Asked, scenarios: Scenarios, wanted: Callable[[], bool]
) -> None:
    """Send a better and better figure, until one is asked for something newer."""
    from sim.evaluation import ROLLOUTS, expected

    view = unpacked(asked, scenarios.of(asked.scenario))
    for found in expected(view, ROLLOUTS, wanted):
        pipe.send((asked.number, found, found.count < ROLLOUTS))


def _review(pipe: "Connection", asked: Judging, wanted: Callable[[], bool]) -> None:
    """Send how many decisions there are to judge, then one judgement after the other."""
    from sim.review import judged_count, judgements

    record = _record(asked)
    total = judged_count(record, [asked.seat])
    left = total - len(asked.known)
    pipe.send((asked.number, total, left > 0))
    for moment in judgements(record, [asked.seat], known=asked.known):
        left -= 1
        pipe.send((asked.number, moment, left > 0))
        if not wanted():
            return


def _try(pipe: "Connection", asked: Trying) -> None:
    """Send what a move tried again promises."""
    from sim.review_again import try_again

    found = try_again(_record(asked), asked.decision, asked.move, asked.best)
    pipe.send((asked.number, found, False))


def _record(asked: Judging | Trying) -> "Record":
    from sim.record.replay import read_log
    from sim.record.store import TRUNK, MemoryLog

    log = MemoryLog(asked.header)
    for place, line in enumerate(asked.lines):
        log.append(TRUNK, place, line)
    return read_log(log)


def _stand_back() -> None:
    """Leave Ctrl-C, the terminal and the core to the game."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_COURTESY)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
