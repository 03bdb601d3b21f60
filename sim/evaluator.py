"""
A process beside the game that reckons expected surplus, so that no frame waits for a rollout.

One process at most, spawned anew and never forked. While a game goes on it gets a view and nothing
else; a game that is over it reviews from its record. It takes the newest request, drops the ones
before it, and goes when its owner goes. Whatever fails there, the owner hears that there is no
figure, and plays on.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from sim.domain.moves import Move
    from sim.domain.setting import Scenario
    from sim.domain.views import View
    from sim.estimates import Estimate
    from sim.record.replay import Record
    from sim.review import Moment

_READY = 0
"""The number under which the worker says that it listens; requests count from 1."""
_STARTS_MOST = 3
"""Processes one owner may lose: what fails three times would fail for ever."""
_COURTESY = 10
"""How far the worker stands back for the game where the system shares out one core."""
_GONE = (EOFError, OSError)
_FIELDS = ("seat", "minute", "common", "own", "channels")

Serve = Callable[["Connection"], None]


@frozen(kw_only=True)
class Asked:
    """A view on its way: all its fields, the scenario as bytes that are read only once."""

    number: int
    scenario: bytes
    seen: dict[str, Any]


@frozen(kw_only=True)
class Judging:
    """The record of a game that is over, line by line, on its way to be reviewed for a seat."""

    number: int
    header: bytes
    lines: tuple[bytes, ...]
    seat: str
    known: "tuple[Moment, ...]" = ()
    """The first judgements, which came before and need not be made again."""


@frozen(kw_only=True)
class Trying:
    """A move tried again at a decision of such a record, with the best that the review found."""

    number: int
    header: bytes
    lines: tuple[bytes, ...]
    decision: int
    move: "Move"
    best: "Move"


@frozen(kw_only=True)
class Dropped:
    """Nothing is wanted any more: what is under way ends at its next stop."""

    number: int


Request = Asked | Judging | Trying | Dropped


def packed(view: "View", number: int, scenario: bytes) -> Asked:
    """Return the request for a view; nothing but the view goes into it."""
    seen = {name: getattr(view, name) for name in _FIELDS}
    return Asked(number=number, scenario=scenario, seen=seen)


def unpacked(asked: Asked, scenario: "Scenario") -> "View":
    """Return the view of a request, of a scenario already read."""
    from sim.domain.views import View

    return View(scenario=scenario, **asked.seen)


class Evaluator:
    """
    The owner's end: `ask` about a view, then look for `news` of it; neither ever waits.

    Nothing starts before `warm` or the first `ask`.
    """

    def __init__(self, serve: Serve | None = None) -> None:
        self._serve = serve or served
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._listens = False
        self._held: Request | None = None
        self._number = 0
        self._starts = 0
        self._scenario: tuple[Scenario, bytes] | None = None
        self.busy = False
        """Whether a better figure of the newest view may still come."""
        self.failed = False
        """Whether no better figure of the newest view will come, because the worker failed."""

    def warm(self) -> None:
        """Start the process before it is needed: its imports take most of a second."""
        if self._process is not None or self._starts >= _STARTS_MOST:
            return
        self._starts += 1
        try:
            self._start()
        except (OSError, RuntimeError, ValueError):
            self._lose()

    def ask(self, view: "View") -> None:
        """Ask what may be expected of a view; what was asked before is dropped."""
        scenario = self._scenario_bytes(view.scenario)
        self._hand_over(packed(view, self._number + 1, scenario))

    @property
    def newest(self) -> int:
        """Return the number of the newest request: whoever asked an older one hears no more."""
        return self._number

    def judge(
        self, header: bytes, lines: Iterable[bytes], seat: str, known: "tuple[Moment, ...]" = ()
    ) -> None:
        """Ask for the review of a seat's game, given by its record; it is no secret any more."""
        number = self._number + 1
        self._hand_over(
            Judging(number=number, header=header, lines=tuple(lines), seat=seat, known=known)
        )

    def weigh(
        self, header: bytes, lines: Iterable[bytes], decision: int, moves: "tuple[Move, Move]"
    ) -> None:
        """Ask what a move tried again promises, given with the best of the review."""
        move, best = moves
        number = self._number + 1
        self._hand_over(
            Trying(number=number, header=header, lines=tuple(lines), decision=decision,
                   move=move, best=best)
        )  # fmt: skip

    def forgive(self) -> None:
        """Forget the processes that were lost: a person asks for another attempt."""
        self._starts = 0

    def _hand_over(self, asked: Asked | Judging | Trying) -> None:
        self.warm()
        self._number, self._held = asked.number, asked
        self.busy, self.failed = self._process is not None, self._process is None
        self._send()

    def drop(self) -> None:
        """Want no more news; the worker ends what it has begun at its next stop."""
        self._number += 1
        self._held, self.busy = None, False
        if self._process is not None:
            self._held = Dropped(number=self._number)
            self._send()

    def news(self) -> "Estimate | None":
        """Return the newest figure of the newest view, if one came since the last call."""
        found = self.heard()
        return found[-1] if found else None

    def heard(self) -> list[Any]:
        """Return all that came of the newest request since the last call, in order."""
        heard = []
        try:
            while self._pipe is not None and self._pipe.poll():
                number, found, more = self._pipe.recv()
                self._listens = True
                if number == self._number:
                    heard += [] if found is None else [found]
                    self.busy, self.failed = more, found is None
        except _GONE:
            self._lose()
        self._send()
        return heard

    def close(self) -> None:
        """End the process; harmless if there is none."""
        self._lose()

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=self._serve, args=(theirs,), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()  # so that the worker's end is the only one, and its death is heard

    def _send(self) -> None:
        """Hand over the request that is held, once somebody empties the pipe."""
        if self._held is None or self._pipe is None or not self._listens:
            return
        asked, self._held = self._held, None
        try:
            self._pipe.send(asked)
        except _GONE:
            self._lose()

    def _lose(self) -> None:
        """Let the process go, whatever became of it."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = self._held = None
        self._listens = False
        self.failed, self.busy = self.busy or self.failed, False
        if pipe is not None:
            pipe.close()
        if process is not None and process.pid is not None:
            process.kill()
            process.join(1)

    def _scenario_bytes(self, scenario: "Scenario") -> bytes:
        if self._scenario is None or self._scenario[0] is not scenario:
            self._scenario = (scenario, pickle.dumps(scenario))
        return self._scenario[1]


class Inbox:
    """The newest request: a thread of the worker empties the pipe, and ends it with its owner."""

    def __init__(self, pipe: "Connection") -> None:
        self._pipe = pipe
        self._newest: Request | None = None
        self._came = Condition()
        Thread(target=self._listen, daemon=True).start()

    def is_empty(self) -> bool:
        """Tell whether nothing newer was asked since the last request was taken."""
        return self._newest is None

    def take(self) -> Request:
        """Wait for a request and take the newest."""
        with self._came:
            self._came.wait_for(lambda: self._newest is not None)
            asked, self._newest = self._newest, None
        assert asked is not None
        return asked

    def _listen(self) -> None:
        while True:
            try:
                asked = self._pipe.recv()
            except _GONE:
                os._exit(0)  # the owner is gone; a rollout under way is nobody's any more
            with self._came:
                self._newest = asked
                self._came.notify()


def served(pipe: "Connection") -> None:
    """Answer requests until the owner is gone: `(number, estimate or None, whether more comes)`."""
    _stand_back()
    inbox = Inbox(pipe)
    import sim.evaluation  # noqa: F401 - read now, so that the first request need not wait for it

    pipe.send((_READY, None, True))
    scenarios: dict[bytes, Scenario] = {}
    while True:
        asked = inbox.take()
        try:
            match asked:
                case Judging():
                    _review(pipe, asked, inbox.is_empty)
                case Trying():
                    _try(pipe, asked)
                case Asked():
                    _answer(pipe, asked, scenarios, inbox.is_empty)
                case Dropped():
                    pass  # whatever was under way has seen that something newer came
        except _GONE:
            return
        except Exception:  # noqa: BLE001 - a figure that cannot be had is no reason to end a game
            pipe.send((asked.number, None, False))


def _answer(
    pipe: "Connection", asked: Asked, scenarios: dict[bytes, "Scenario"], wanted: Callable[[], bool]
) -> None:
    """Send a better and better figure, until one is asked for something newer."""
    from sim.evaluation import ROLLOUTS, expected

    if asked.scenario not in scenarios:
        scenarios.clear()
        scenarios[asked.scenario] = pickle.loads(asked.scenario)  # noqa: S301 - from our own parent
    view = unpacked(asked, scenarios[asked.scenario])
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
