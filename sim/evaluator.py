"""
A process beside the game that reckons expected surplus, so that no frame waits for a rollout.

One process at most, spawned anew and never forked. What may be expected it reckons from a view and
nothing else; a game that is over it reviews from its record. Beside both it may be asked what a
slow strategy does at its turn, and what the others do next, which takes the record of the game
under way; these are answered first. It takes the newest request, drops the ones before it, and goes
when its owner goes. Whatever fails there, the owner hears that there is no answer, and plays on.
"""

import pickle
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sim.evaluator_requests import (
    GONE,
    Asked,
    Dropped,
    Foreseeing,
    Judging,
    Request,
    Thinking,
    Trying,
    packed,
    packed_turn,
)
from sim.evaluator_worker import served

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from sim.domain.moves import Move
    from sim.domain.setting import Scenario
    from sim.domain.views import View
    from sim.engine.session import Turn
    from sim.estimates import Estimate
    from sim.next_moves import NextMove
    from sim.review import Moment

_STARTS_MOST = 3
"""Processes one owner may lose: what fails three times would fail for ever."""

Serve = Callable[["Connection"], None]


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
        self._came: list[Any] = []
        self._beside = 0
        """Requests answered beside, numbered apart from the others."""
        self._ahead: Foreseeing | None = None
        self._ahead_number = 0
        self._foreseen: tuple[NextMove, ...] | None = None
        self.foreseeing = False
        """Whether the others' next moves may still come."""
        self._turn: Thinking | None = None
        self._turn_number = 0
        self._thought: Move | None = None
        self.thinking = False
        """Whether the move of the turn asked about last may still come."""
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

    def foresee(self, header: bytes, lines: Iterable[bytes], seat: str) -> None:
        """Ask what the others do next if a seat waits; what is reckoned meanwhile goes on after."""
        self.warm()
        self._ahead_number = self._beside = self._beside + 1
        self._ahead = Foreseeing(
            number=self._ahead_number, header=header, lines=tuple(lines), seat=seat
        )
        self._foreseen, self.foreseeing = None, self._process is not None
        self._send()

    def foreseen(self) -> "tuple[NextMove, ...] | None":
        """Return the others' next moves, once, if they came."""
        self._drain()
        found, self._foreseen = self._foreseen, None
        return found

    def think(self, turn: "Turn") -> None:
        """Have a strategy think its turn through; all else waits for it there."""
        self.warm()
        self._turn_number = self._beside = self._beside + 1
        scenario = self._scenario_bytes(turn.view.scenario)
        self._turn = packed_turn(turn, self._turn_number, scenario)
        self._thought, self.thinking = None, self._process is not None
        self._send()

    def thought(self) -> "Move | None":
        """Return what the strategy chose, once, if it came."""
        self._drain()
        found, self._thought = self._thought, None
        return found

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
        self._came.clear()
        self._number, self._held = asked.number, asked
        self.busy, self.failed = self._process is not None, self._process is None
        self._send()

    def drop(self) -> None:
        """Want no more news; the worker ends what it has begun at its next stop."""
        self._number += 1
        self._came.clear()
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
        self._drain()
        heard, self._came = self._came, []
        return heard

    def _drain(self) -> None:
        """Empty the pipe, never waiting, and send what is held back."""
        try:
            while self._pipe is not None and self._pipe.poll():
                self._hear(*self._pipe.recv())
        except GONE:
            self._lose()
        self._send()

    def _hear(self, number: int, found: Any, more: bool) -> None:  # noqa: FBT001 - as it is sent
        self._listens = True
        if number == -self._turn_number and number:
            self._thought, self.thinking = found, False
        elif number == -self._ahead_number and number:
            self._foreseen, self.foreseeing = found, False
        elif number == self._number:
            self._came += [] if found is None else [found]
            self.busy, self.failed = more, found is None

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
        """Hand over the requests that are held, once somebody empties the pipe."""
        if self._pipe is None or not self._listens:
            return
        held = [one for one in (self._turn, self._ahead, self._held) if one is not None]
        self._turn = self._ahead = self._held = None
        try:
            for asked in held:
                self._pipe.send(asked)
        except GONE:
            self._lose()

    def _lose(self) -> None:
        """Let the process go, whatever became of it."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = self._held = self._ahead = self._turn = None
        self.foreseeing = self.thinking = False
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
