"""
One table of a class: a session whose four sources of moves are students, bots and the environment.

Each seat counts only what it saw: `k` is the number of decisions of which its view learned
something, so that the number itself tells nothing of what the others do in private.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from classroom.touching import surprised
from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.decision import Decision
from sim.domain.events import Event
from sim.domain.talks import Talks
from sim.domain.views import View
from sim.engine.session import Session
from sim.projections.visible import Seen, seen_by
from sim.record.store import Log

EPOCH = 1


@frozen(kw_only=True)
class TooLate:
    """A move was decided on what no longer holds: the page shows both, the draft is kept."""

    seen: int
    now: int
    event: Event


class Table:
    """A running record of a class; only the writer calls what changes it."""

    def __init__(self, number: int, log: Log, session: Session | None = None) -> None:
        self.number = number
        self.session = session or Session.resume(log)
        self.epoch = EPOCH
        self._members = [actor.id for actor in self.session.scenario.actors if actor.is_seat]
        self._saw: dict[str, list[Seen]] = {seat: [] for seat in self._members}
        for decision in self.session.decisions:
            self._note(decision)
        self.session.listeners.append(lambda decision, _: self._note(decision))

    def _note(self, decision: Decision) -> None:
        """Add a decision to what each seat saw, if it saw anything of it."""
        for seat, saw in self._saw.items():
            for seen in seen_by(self.session.scenario, (decision,), seat):
                saw.append(evolve(seen, number=len(saw) + 1))

    @property
    def talks(self) -> Talks:
        """Return the state; a value, so pages may read it while the writer goes on."""
        return self.session.talks

    @property
    def over(self) -> bool:
        """Tell whether the record has its outcome."""
        return self.session.over

    def seen(self, seat: str) -> int:
        """Return `k`: how many decisions the seat saw something of."""
        return len(self._saw[seat])

    def happened(self, seat: str) -> tuple[Seen, ...]:
        """Return what a seat saw so far, numbered by itself."""
        return tuple(self._saw[seat])

    def since(self, seat: str, k: int) -> Iterator[Event]:
        """Yield the events of the decisions that a seat saw after its first `k`."""
        for seen in self._saw[seat][max(0, k) :]:
            yield from seen.events

    def view(self, seat: str) -> View:
        """Return what a seat knows."""
        return self.session.view(seat)

    def due(self) -> tuple[str, ...]:
        """Return the seats held by people that are waited for."""
        return self.session.due_seats()

    def submit(self, seat: str, move: m.Move, seen: int) -> "Refusal | TooLate | None":
        """Decide a student's move and let the others play on to the next stop of a person."""
        late = surprised(move, self.view(seat), self.since(seat, seen))
        if late is not None:
            return TooLate(seen=seen, now=self.seen(seat), event=late)
        refusal = self.session.submit(move, seat)
        if refusal is None:
            self.session.advance()
        return refusal

    def take(self, seat: str) -> None:
        """Give a seat to people; nothing happens where they have it, or after the outcome."""
        if seat not in self.talks.humans and not self.over:
            self.session.take(seat)

    def go(self) -> None:
        """Let strategies play on to the next stop of a person."""
        self.session.advance()

    def release(self, seat: str) -> None:
        """Give a seat to its strategy and play on."""
        if seat in self.talks.humans and not self.over:
            self.session.release(seat)
            self.session.advance()

    def happen(self, actor: str, move: m.Move) -> Refusal | None:
        """Let an environment actor do something now, at the teacher's wish."""
        refusal = self.session.happen(actor, move)
        if refusal is None:
            self.session.advance()
        return refusal
