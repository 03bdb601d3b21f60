"""
Asks once a moment what the others do next if the person waits, off the drawing path.

The evaluator's process forks the game with its real seed and plays on; the record goes there as it
lies in the log, and nothing of the answer is kept. A deal of the day has no such help.
"""

from attrs import evolve

from game.presenters.make_desk_intents import Foreseen
from game.shell.daily import is_daily
from game.shell.desk_expected import Moment
from sim.engine.session import Session
from sim.evaluator import Evaluator
from sim.games import level_of
from sim.record.chain import first_link


class Intents:
    """Follows one desk; `known` is what its chips are made of, or None while nothing is known."""

    def __init__(self, session: Session, seat: str, evaluator: Evaluator | None) -> None:
        self._seat = seat
        self._evaluator = None if is_daily(session.log) else evaluator
        self._level = level_of(session.header, seat)
        self._salt = first_link(session.log.header)
        self._asked: Moment | None = None
        self.known: Foreseen | None = None

    @property
    def busy(self) -> bool:
        """Tell whether an answer may come."""
        return self._evaluator is not None and self._evaluator.foreseeing

    def follow(self, moment: Moment | None, session: Session) -> bool:
        """Ask about a moment not asked about yet, take the answer; say whether anything changed."""
        if self._evaluator is None:
            return False
        before = self.known
        if moment is None:
            self.known = None
        elif moment != self._asked:
            self._ask(self._evaluator, moment, session)
        found = self._evaluator.foreseen()
        if found is not None and moment is not None:
            self.known = Foreseen(
                level=self._level, minute=moment[0], phase=session.talks.common.phase,
                found=found, salt=self._salt,
            )  # fmt: skip
        return self.known != before

    def _ask(self, evaluator: Evaluator, moment: Moment, session: Session) -> None:
        """Hand over the record; what was known at an older moment is shown as old, or not."""
        same_stop = self._asked is not None and self._asked[0] == moment[0]
        self.known = _aged(self.known) if same_stop else None
        self._asked = moment
        evaluator.foresee(session.log.header, session.log.read(session.branch), self._seat)


def _aged(known: Foreseen | None) -> Foreseen | None:
    return None if known is None else evolve(known, stale=True)
