"""
A wall clock that never goes back, though that of the machine may be set back in the middle.

A step back would hold clocks still, keep people who left here, and write times before others in the
journal. A step forward is let through: a laptop that wakes takes one, and the lesson took it too.
"""

from collections.abc import Callable
from threading import Lock


class Steady:
    """Tells wall time in milliseconds, from whichever thread, and at least as much as before."""

    def __init__(self, wall: Callable[[], int]) -> None:
        self._wall = wall
        self._last = 0
        self._shift = 0
        """By how much the wall was set back since it last told the time itself."""
        self._guard = Lock()

    def reach(self, time: int) -> None:
        """Be at least at a time from now on, such as the last one of a journal."""
        with self._guard:
            self._last = max(self._last, time)

    def __call__(self) -> int:
        """Return the time: that of the wall where it is not behind, else what went on since."""
        with self._guard:
            wall = self._wall()
            if wall >= self._last:
                self._shift = 0
            elif wall + self._shift < self._last:
                self._shift = self._last - wall
            self._last = wall + self._shift
            return self._last
