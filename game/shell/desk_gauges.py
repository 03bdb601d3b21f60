"""How the gauges went, as one seat saw them: from the record, at the end of each of its stops."""

from game.presenters.make_dossier import Reading
from sim.domain import moves as m
from sim.domain.decider import advance, initial
from sim.domain.talks import Talks
from sim.domain.views import gauges, view_for
from sim.engine.session import Session


class GaugesPast:
    """Follows one session; a session that took its place is read anew."""

    def __init__(self, seat: str) -> None:
        self._seat = seat
        self._session: Session | None = None
        self._talks: Talks | None = None
        self._count = 0
        self._readings: list[Reading] = []

    def follow(self, session: Session) -> tuple[Reading, ...]:
        """Return the readings so far: the opening, then every stop that ended."""
        if self._talks is None or session is not self._session:
            self._session, self._count = session, 0
            self._talks = initial(session.header)
            self._readings = [self._read(self._talks, 0)]
        for decision in session.decisions[self._count :]:
            self._talks = advance(self._talks, decision)
            if decision.actor == self._seat and isinstance(decision.move, m.Wait):
                self._readings.append(self._read(self._talks, decision.minute))
        self._count = len(session.decisions)
        return tuple(self._readings)

    def _read(self, talks: Talks, minute: int) -> Reading:
        """Return the gauges as the seat's own view shows them."""
        return Reading(minute=minute, gauges=gauges(view_for(self._seat, talks, minute)))
