"""
SimPy as the calendar: one process an actor, each waiting on its own bell; one alarm armed.

After every decision the alarm is armed for the head of the agenda. When it rings and is still the
newest, it rings that actor's bell; the process thinks and submits. Superseded alarms do nothing, no
process is ever interrupted, and a generator holds no fact that is not in the talks (design 4).
"""

from collections.abc import Callable, Generator, Iterable

import simpy

Turn = Callable[[str], None]


class Calendar:
    """Rings actors at minutes. Owns the SimPy environment; knows no rule."""

    def __init__(self, actors: Iterable[str], turn: Turn, *, minute: int = 0) -> None:
        self._env = simpy.Environment(initial_time=minute)
        self._turn = turn
        self._bells: dict[str, simpy.Event] = {}
        self._alarm: simpy.Event | None = None
        """The newest alarm; it is its own token, so it needs no number."""
        self._next = ""
        """Whom it rings."""
        self.step: Callable[[], None] = self._env.step
        """Lets one thing happen in SimPy's queue; raises `simpy.core.EmptySchedule` if none is."""
        for actor in actors:
            self._env.process(self._live(actor))

    def _live(self, actor: str) -> Generator[simpy.Event, None, None]:
        """One actor's process: wait for the bell, take the turn, for ever."""
        bells, event, turn = self._bells, self._env.event, self._turn
        while True:
            bell = bells[actor] = event()
            yield bell
            turn(actor)

    def arm(self, actor: str, minute: int) -> None:
        """Set the alarm for an actor's stop; any earlier alarm is superseded."""
        now = int(self._env.now)
        self._alarm = alarm = self._env.timeout(minute - now if minute > now else 0)
        self._next = actor
        alarm.callbacks.append(self._ring)

    def disarm(self) -> None:
        """Let no alarm ring until the next is set."""
        self._alarm = None

    def _ring(self, alarm: simpy.Event) -> None:
        if alarm is self._alarm:
            self._bells[self._next].succeed()
