"""
SimPy as the calendar: time goes from alarm to alarm, and one alarm is armed.

After every decision the alarm is armed for the head of the agenda. When it rings and is still the
newest, that actor takes its turn: it thinks and submits. Superseded alarms do nothing, nothing is
ever interrupted, and the queue holds no fact that is not in the talks (design 4).
"""

from collections.abc import Callable

import simpy

Turn = Callable[[str], None]


class Calendar:
    """Rings actors at minutes. Owns the SimPy environment; knows no rule."""

    def __init__(self, turn: Turn, *, minute: int = 0) -> None:
        self._env = simpy.Environment(initial_time=minute)
        self._turn = turn
        self._alarm: simpy.Event | None = None
        """The newest alarm, and whom it rings."""
        self._actor = ""
        self.step: Callable[[], None] = self._env.step
        """Lets one thing happen in SimPy's queue; raises `simpy.core.EmptySchedule` if none is."""

    def arm(self, actor: str, minute: int) -> None:
        """Set the alarm for an actor's stop; any earlier alarm is superseded."""
        now = int(self._env.now)
        self._alarm = alarm = self._env.timeout(minute - now if minute > now else 0)
        self._actor = actor
        alarm.callbacks.append(self._ring)

    def disarm(self) -> None:
        """Let no alarm ring until the next is set."""
        self._alarm = None

    def _ring(self, alarm: simpy.Event) -> None:
        if alarm is self._alarm:
            self._turn(self._actor)
