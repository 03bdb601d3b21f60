"""
What is counted in one recorded game: its stops, its papers, the deadlines that came and moved.

All of it is read from the decisions alone, so that it can be checked on records made by hand.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from bench.balance import games
from sim.domain import events as e
from sim.domain.deal import Package
from sim.domain.decision import FACILITATOR, Decision
from sim.engine.session import Session

LAST_TENTH = 10


@frozen(kw_only=True)
class Signed:
    """Heads of terms as they were signed."""

    minute: int
    table: str
    package: Package
    deadline: int | None
    """The deadline that stood then."""

    @property
    def is_late(self) -> bool:
        """Tell whether it was signed in the last tenth of the time before the deadline."""
        due = self.deadline
        return due is not None and self.minute * LAST_TENTH >= due * (LAST_TENTH - 1)


@frozen(kw_only=True)
class Counted:
    """One game, counted."""

    kind: str
    package: Package | None
    signed: Signed | None
    stops: Mapping[str, int]
    """By actor: minutes at which it decided something before the talks closed."""
    decisions: int
    events: int
    failed: int
    """Moves of strategies that the rules refused, and strategies that raised."""
    unsigned: bool
    """The first deadline's minute came, and nothing was signed."""
    extended: bool
    """The deadline was moved while nothing was signed."""


def count(row: games.Row, seed: int) -> Counted:
    """Play and count one recorded game."""
    session = Session(games.scenario_of(row.lever), seed, games.fresh(row), tempers=row.tempers)
    session.advance()
    return counted(session.decisions)


@define
class _Tally:
    """What has been seen so far."""

    open: bool = True
    """Talks go on, or a paper is on its way: nothing has failed or ended."""
    deadline: int | None = None
    first: int | None = None
    """The deadline before anybody extended it."""
    ordered_by: str | None = None
    extended: bool = False
    failed: int = 0
    closed: int | None = None
    """Minute at which the talks failed or ended without a paper."""
    signed: Signed | None = None
    ended: e.TalksEnded | None = None
    stops: dict[str, set[int]] = field(factory=dict)

    def decision(self, made: Decision) -> None:
        """Count a decision, then what came of it."""
        if self.open and made.source != FACILITATOR:
            self.stops.setdefault(made.actor, set()).add(made.minute)
        for event in made.events:
            self._event(event, made.minute)

    def _event(self, event: e.Event, minute: int) -> None:
        match event:
            case e.OrderSigned(by=by, deadline=due):
                self.ordered_by = by
                self._due(due)
            case e.DeadlineSet(minute=due):
                self._due(due)
            case e.DeadlineExtended(minute=due):
                self.deadline = due
                self.extended = self.extended or (self.open and self.signed is None)
            case e.ThreatWithdrawn(by=by) if by == self.ordered_by:
                # An order taken back takes its deadline with it.
                self.ordered_by = self.deadline = None
            case e.TermsSigned(table=table, package=package) if self.signed is None:
                self.signed = Signed(
                    minute=minute, table=table, package=package, deadline=self.deadline
                )
            case e.StrategyFailed():
                self.failed += 1
            case e.TalksFailed():
                self._close(minute)
            case e.TalksEnded():
                self._close(minute)
                self.ended = event
            case _:
                pass

    def _due(self, due: int) -> None:
        self.deadline = due
        if self.open and self.signed is None and not self.extended:
            self.first = due

    def _close(self, minute: int) -> None:
        self.open = False
        if self.closed is None:
            self.closed = minute

    @property
    def unsigned(self) -> bool:
        """Tell whether the first deadline's minute came before a paper or the end of talks."""
        if self.first is None:
            return False
        in_time = self.signed is not None and self.signed.minute <= self.first
        gone = self.closed is not None and self.closed < self.first
        return not in_time and not gone


def counted(decisions: Iterable[Decision]) -> Counted:
    """Count a finished game from its decisions."""
    tally, made, events = _Tally(), 0, 0
    for decision in decisions:
        tally.decision(decision)
        made += 1
        events += len(decision.events)
    assert tally.ended is not None, "only a finished game is counted"
    return Counted(
        kind=tally.ended.kind,
        package=tally.ended.package,
        signed=tally.signed,
        stops={actor: len(minutes) for actor, minutes in tally.stops.items()},
        decisions=made,
        events=events,
        failed=tally.failed,
        unsigned=tally.unsigned,
        extended=tally.extended,
    )
