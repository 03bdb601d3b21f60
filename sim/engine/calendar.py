"""
SimPy as the calendar: one process an actor, each waiting on its own bell; one alarm armed.

After every decision the alarm is armed for the head of the agenda. When it rings and is still the
newest, it rings that actor's bell; the process thinks and submits. Superseded alarms do nothing, no
process is ever interrupted, and a generator holds no fact that is not in the talks (design 4).
"""

from collections.abc import Callable, Generator, Iterable
from functools import partial

import simpy

Turn = Callable[[str], None]


class Calendar:
    """Rings actors at minutes. Owns the SimPy environment; knows no rule."""

    def __init__(self, actors: Iterable[str], turn: Turn, *, minute: int = 0) -> None:
        self._env = simpy.Environment(initial_time=minute)
        self._turn = turn
        self._bells: dict[str, simpy.Event] = {}
        self._alarm = 0
        self._ringing: str | None = None
        for actor in actors:
            self._env.process(self._live(actor))

    def _live(self, actor: str) -> Generator[simpy.Event, None, None]:
        """One actor's process: wait for the bell, take the turn, for ever."""
        while True:
            bell = self._bells[actor] = self._env.event()
            yield bell
            self._turn(actor)

    def arm(self, actor: str, minute: int) -> None:
        """Set the alarm for an actor's stop; any earlier alarm is superseded."""
        self._alarm += 1
        serial = self._alarm
        now = int(self._env.now)
        delay = minute - now if minute > now else 0
        self._env.timeout(delay).callbacks.append(partial(self._ring, actor, serial))

    def disarm(self) -> None:
        """Let no alarm ring until the next is set."""
        self._alarm += 1

    def _ring(self, actor: str, serial: int, _: simpy.Event) -> None:
        if serial == self._alarm:
            self._bells[actor].succeed()

    def step(self) -> None:
        """Let one thing happen in SimPy's queue; raises `simpy.core.EmptySchedule` if none is."""
        self._env.step()
