"""
The one evaluator of the window: allowed where the game is really opened, so never in a test.

Without it no desk shows an expected surplus, and no process is started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.presenters.settings import NEVER
from game.shell.settings import load_settings

if TYPE_CHECKING:  # the title must not wait for the engine
    from sim.evaluator import Evaluator

_allowed: list[bool] = []
_running: list[Evaluator] = []


def allow() -> None:
    """Let the desks of this process have an evaluator."""
    _allowed[:] = [True]


def evaluator() -> Evaluator | None:
    """Return the evaluator, or nothing where none is allowed; it starts nothing by itself."""
    if not _allowed:
        return None
    if not _running:
        from sim.evaluator import Evaluator

        _running.append(Evaluator())
    return _running[0]


def warm() -> None:
    """Start the evaluator's process while the person still chooses a seat, unless it was hidden."""
    found = evaluator()
    if found is not None and load_settings().expected != NEVER:
        found.warm()


def let_go() -> None:
    """End the evaluator's process, if there is one."""
    while _running:
        _running.pop().close()
