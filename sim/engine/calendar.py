"""
SimPy as the calendar: time goes from alarm to alarm, and one alarm is armed.

After every decision the alarm is armed for the head of the agenda. When it rings and is still the
newest, that actor takes its turn: it thinks and submits. Superseded alarms do nothing, nothing is
ever interrupted, and the queue holds no fact that is not in the talks (design 4).
"""

from collections.abc import Callable
from functools import partial

import simpy

Turn = Callable[[str], None]


class Calendar:
    """Rings actors at minutes. Owns the SimPy environment; knows no rule."""

    def __init__(self, turn: Turn, *, minute: int = 0) -> None:
        self._env = simpy.Environment(initial_time=minute)
        self._turn = turn
        self._alarm = 0
        self.step: Callable[[], None] = self._env.step
        """Lets one thing happen in SimPy's queue; raises `simpy.core.EmptySchedule` if none is."""

    def arm(self, actor: str, minute: int) -> None:
        """Set the alarm for an actor's stop; any earlier alarm is superseded."""
        self._alarm = serial = self._alarm + 1
        now = int(self._env.now)
        alarm = self._env.timeout(minute - now if minute > now else 0)
        alarm.callbacks.append(partial(self._ring, actor, serial))

    def disarm(self) -> None:
        """Let no alarm ring until the next is set."""
        self._alarm += 1

    def _ring(self, actor: str, serial: int, _: simpy.Event) -> None:
        if serial == self._alarm:
            self._turn(actor)
