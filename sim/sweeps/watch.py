"""
The watch of a worker process: ends it where a strategy never answers, or where nobody waits for it.

Python cannot stop a thought from outside it, so the process ends; the ledger then plays its games
again, each alone, and puts aside the one that does it twice. A driver that was killed leaves its
workers behind: they see that their parent is gone.
"""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from typing import Any

DECISION_SECONDS = 15.0
"""So long may one decision take: twenty times what the slowest of ours does on idle cores."""
ENDLESS, UNLAWFUL = 86, 87
"""Exit codes of a process whose strategy did not answer, or tried to end it."""
_LOOK_SECONDS = 1.0


class Watch:
    """Hears of every decision of the game being played; silent outside one."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._started = False

    def __enter__(self) -> None:
        """Begin a game."""
        self._start()
        self._last = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End a game; whoever raises what only the system may raise ends its process, not ours."""
        self._last = None
        if kind is not None and not issubclass(kind, Exception) and parent_process() is not None:
            os._exit(UNLAWFUL)

    def heard(self, *_: Any) -> None:
        """Note that a decision was taken."""
        self._last = time.monotonic()

    def _start(self) -> None:
        # Not where the driver itself plays: its own end is the user's to choose.
        if not self._started and parent_process() is not None:
            self._started = True
            threading.Thread(target=self._look, name="watch", daemon=True).start()

    def _look(self) -> None:
        parent = parent_process()
        while parent is None or parent.is_alive():
            time.sleep(_LOOK_SECONDS)
            last = self._last
            if last is not None and time.monotonic() - last > DECISION_SECONDS:
                os._exit(ENDLESS)
        os._exit(ENDLESS)


WATCH = Watch()


def begin_worker() -> None:
    """Prepare a worker process: a stop from the keyboard is the driver's, not its own."""
    from sim.garbage import collect_seldom

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # When its work is done, before Python waits for threads that a strategy began.
    Finalize(None, _leave, exitpriority=-1)
    collect_seldom()
    WATCH._start()  # noqa: SLF001 - its own module


def _leave() -> None:
    """End a worker process, whatever still runs in it."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(0 if sys.exc_info()[0] is None else 1)
