"""A finished or stopped game as plain results: what `simulate` and every fork answer with."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.domain.events import Event, event_kind
from sim.domain.talks import Outcome, Talks
from sim.engine.seating import Seating
from sim.engine.session import Session
from sim.projections import scores
from sim.record.archive import write_archive

if TYPE_CHECKING:
    from sim.domain.setting import Scenario


class Happened:
    """One event with its place in the run."""

    __slots__ = ("actor", "event", "kind", "minute", "seq")

    def __init__(self, seq: int, decision: Decision, event: Event) -> None:
        self.seq = seq
        self.minute = decision.minute
        self.kind = event_kind(event)
        self.actor = decision.actor
        self.event = event


class Run:
    """Results of a game, computed from its record alone; the dear ones when first asked for."""

    def __init__(
        self,
        header: Header,
        decisions: tuple[Decision, ...],
        digest: str,
        *,
        opening: Talks | None = None,
        end: Talks | None = None,
    ) -> None:
        self.header = header
        self.record = decisions
        self.digest = digest
        self.opening = initial(header) if opening is None else opening
        self.end = self._folded() if end is None else end
        self.faults: Mapping[tuple[str, str], str] = {}
        """By actor and code, where a strategy failed first, if it was seen to."""

    def _folded(self) -> Talks:
        talks = self.opening
        for decision in self.record:
            talks = advance(talks, decision)
        return talks

    @classmethod
    def of(cls, session: Session) -> "Run":
        """Return the results of a session as it stands."""
        run = cls(
            session.header,
            tuple(session.decisions),
            session.digest,
            opening=session.opening,
            end=session.talks,
        )
        run.faults = session.faults
        return run

    @property
    def outcome(self) -> Outcome | None:
        """Return how it ended, or None while it is open."""
        return self.end.common.outcome

    @property
    def decisions(self) -> int:
        """Return the number of decisions."""
        return len(self.record)

    @cached_property
    def events(self) -> tuple[Happened, ...]:
        """Return all events with seq, minute, kind and actor."""
        pairs = [(decision, event) for decision in self.record for event in decision.events]
        return tuple(Happened(seq, decision, event) for seq, (decision, event) in enumerate(pairs))

    @cached_property
    def seats(self) -> Mapping[str, scores.SeatScore]:
        """Return each seat's utility, opening reservation, surplus and claimed share."""
        return {score.seat: score for score in scores.seat_scores(self.opening, self.end)}

    @cached_property
    def created(self) -> int:
        """Return the share in ppm of the best attainable joint gain that was realised."""
        return scores.created(self.opening, self.end)

    @cached_property
    def left_on_table(self) -> int:
        """Return the largest gain for all that some package still offered, in millionths."""
        return scores.left_on_table(self.end)

    def frame(self) -> Any:
        """Return the events as a duckdb relation of seq, minute, kind, actor."""
        import duckdb

        rows = [(e.seq, e.minute, e.kind, e.actor) for e in self.events]
        made = duckdb.connect()
        made.execute("create table events(seq bigint, minute bigint, kind text, actor text)")
        if rows:
            made.executemany("insert into events values (?, ?, ?, ?)", rows)
        return made.table("events")


def simulate(
    scenario: "Scenario | str | Path | None",
    seed: int = 0,
    strategies: Seating | None = None,
    out: str | Path | None = None,
) -> Run:
    """
    Play one game of strategies to its end; `out` gets the record as an archive.

    Raises:
        CannotError: for a seed, an actor, a file or an object that will not do.
        UnknownStrategyError: for a name that no strategy has.
        ScenarioError: with every fault of the scenario's file.
        RecordError: where `out` cannot be written.

    """
    session = Session(scenario, seed, strategies)
    session.advance()
    if out is not None:
        write_archive(out, session.log.header, session.log.read(session.branch))
    return Run.of(session)
