"""
Has a strategy that may think longer than a frame think in the process beside the window.

It gets there what it would get here and answers the same, so the record cannot tell. Where nobody
answers, it thinks here after all.
"""

from time import perf_counter

from sim.domain import moves as m
from sim.domain.talks import Talks
from sim.engine.session import Session
from sim.evaluator import Evaluator
from sim.strategies.base import entry_of

PATIENCE_SECONDS = 20.0
"""Longer than any turn takes on a slow machine; a process that says nothing by then is stuck."""


class Thinking:
    """Follows one desk; `move` is what was thought for the next decision, if anything was."""

    def __init__(self, evaluator: Evaluator | None) -> None:
        self._evaluator = evaluator
        self._asked: Talks | None = None
        self._until = 0.0
        self.move: m.Move | None = None

    def is_ready(self, session: Session) -> bool:
        """Ask about a slow turn not asked about yet; tell whether it can be taken in this frame."""
        self.move = None
        if self._evaluator is None:
            return True
        if self._asked is not session.talks:
            return not self._ask(self._evaluator, session)
        self.move = self._evaluator.thought()
        if self.move is None and self._evaluator.thinking:
            if perf_counter() < self._until:
                return False
            self._evaluator = None  # it is stuck, and would be at the next turn
        return True

    def _ask(self, evaluator: Evaluator, session: Session) -> bool:
        """Ask about the next turn if its strategy is slow; tell whether that was done."""
        turn = session.next_turn()
        if turn is None or not entry_of(turn.strategy).slow:
            return False
        self._asked, self._until = session.talks, perf_counter() + PATIENCE_SECONDS
        evaluator.think(turn)
        return True
