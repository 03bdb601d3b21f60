"""
A decision tried again: a desk in memory at the very moment, for one move and no more.

Nothing is written; the record that is reviewed stays as it is.
"""

from collections.abc import Callable, Mapping

from game.shell.desk import SessionDesk
from game.text import Text
from sim.commands import forked
from sim.domain.deal import Package
from sim.domain.moves import Move
from sim.record.replay import Record
from sim.review import Moment


class TryingDesk(SessionDesk):
    """The port of the desk on which a moment is tried again."""

    apart = True

    def __init__(
        self,
        record: Record,
        moment: Moment,
        before: Package | None,
        heard: Callable[[Move], None],
    ) -> None:
        """Take the seat where it decided; `before` is the package that offers are told by."""
        session = forked(record, moment.decision - 1)
        for held in session.talks.humans:
            if held != moment.seat:
                session.release(held)
        if moment.seat not in session.talks.humans:
            session.take(moment.seat)
        super().__init__(session, moment.seat)
        self._moment = moment
        self._tell = heard
        self._before = before
        self._from = len(session.decisions)
        self.tried = False
        """Whether a move was made; then the desk is done with."""

    def send(self, tile: str, fields: Mapping[str, str]) -> str:
        """Submit a move; the first that is taken is the attempt."""
        refused = super().send(tile, fields)
        made = [one for one in self.session.decisions[self._from :]
                if one.actor == self.seat and one.source == "human"]  # fmt: skip
        if made and not self.tried:
            self.tried = True
            self._tell(made[-1].move)
        return refused

    def banner(self, text: Text) -> tuple[str, str]:
        """Return what stands over the desk: what to do, and what was done then."""
        from sim.projections.move_words import move_words
        from sim.words import vocabulary

        words = vocabulary(self.session.scenario.id, text.lang)
        made = move_words(self.session.scenario, self._moment.move, words, self._before)
        return text("ui.trying.title"), text("ui.trying.then", move=made)
