"""
What a worker does: plays the games of a chunk and returns their rows as bytes.

Everything that travels is plain (texts, numbers, bytes), so that a worker that runs other code can
say so instead of failing to read its job.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from attrs import define, frozen

from sim.commands import date_of
from sim.domain.deal import Package
from sim.domain.decider import advance
from sim.domain.decision import Decision
from sim.domain.events import event_kind
from sim.domain.lookup import index_of
from sim.domain.moves import Accept, Propose, move_kind
from sim.domain.rules.worth import Stand, outcome_utility
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.engine.run import Run
from sim.engine.session import Session
from sim.failures import failures
from sim.record.codec import body_of, canonical, decode_header
from sim.sweeps.plan import Plan, engine_digest
from sim.sweeps.watch import WATCH

EVENTS = ("cell", "seed", "seq", "decision", "minute", "kind", "actor", "body")
DECISIONS = ("cell", "seed", "decision", "minute", "actor", "source", "move", "body")
"""Columns of the optional tables; after the second come the utilities of a package by seat."""


@frozen
class Job:
    """One chunk as it travels: what to play, and the code that is to play it."""

    engine: str
    cell: int
    header: bytes
    seating: tuple[tuple[str, str], ...]
    tempers: tuple[tuple[str, str], ...]
    seeds: tuple[int, ...]
    tables: tuple[str, ...]


@define
class Played:
    """One finished game: its row, and the rows of the tables asked for."""

    row: bytes
    tables: Mapping[str, list[tuple[Any, ...]]]


@frozen
class Packed:
    """A finished chunk as it travels back."""

    rows: list[bytes]
    tables: Mapping[str, bytes]


class OtherVersionError(Exception):
    """A worker runs other code than the one that asks."""


def job_of(plan: Plan, cell: int, seeds: Iterable[int]) -> Job:
    """Return the job of some games of a cell."""
    at = plan.cells[cell]
    return Job(engine_digest(), cell, at.header, at.seating, at.tempers, tuple(seeds), plan.tables)


def play_chunk(job: Job) -> list[Played]:
    """Play all games of a job."""
    check_engine(job)
    return [play_game(job, seed) for seed in job.seeds]


def check_engine(job: Job) -> None:
    """Raise OtherVersionError if this process runs other code than whoever asks."""
    if job.engine != engine_digest():
        message = f"{engine_digest()[:8]} instead of {job.engine[:8]}"
        raise OtherVersionError(message)


def play_game(job: Job, seed: int) -> Played:
    """Play one game to its end; the watch hears of every decision."""
    scenario = scenario_of(job.header)
    session = Session(scenario, seed, dict(job.seating), tempers=dict(job.tempers))
    session.listeners.append(WATCH.heard)
    with WATCH:
        session.advance()
    run = Run.of(session)
    tables = {name: _TABLES[name](run, (job.cell, seed)) for name in job.tables}
    return Played(canonical(row_of(run)), tables)


@lru_cache(maxsize=16)
def scenario_of(header: bytes) -> Scenario:
    """Return the compiled scenario of a header, the same one for all chunks of a cell."""
    return decode_header(header).scenario


def row_of(run: Run) -> dict[str, Any]:
    """Return what is kept of a game: outcome, results by seat, what failed, the digest."""
    outcome, paper = run.outcome, run.end.common.paper
    assert outcome is not None, "a game of strategies has an end"
    package = None if outcome.package is None else dict(outcome.package.items)
    return {
        "seed": run.header.seed,
        "digest": run.digest,
        "decisions": run.decisions,
        "events": sum(len(decision.events) for decision in run.record),
        "outcome": outcome.kind,
        "minute": outcome.minute,
        "date": date_of(run.header.scenario.opens, outcome.minute),
        "signed": None if paper is None else paper.minute,
        "package": package,
        "created": run.created,
        "left_on_table": run.left_on_table,
        "seats": {seat: _seat(run, seat) for seat in run.seats},
        "failed": [[one.seat, one.code, one.count, one.detail] for one in failures(run)],
    }


def _seat(run: Run, seat: str) -> dict[str, Any]:
    score = run.seats[seat]
    return {
        "utility": score.utility,
        "reservation": score.reservation,
        "surplus": score.surplus,
        "claimed": score.claimed,
        "personality": run.end.private[seat].personality,
        "strategy": run.header.seats[seat].strategy,
    }


def _events(run: Run, place: tuple[int, int]) -> list[tuple[Any, ...]]:
    pairs = ((decision, event) for decision in run.record for event in decision.events)
    return [
        (*place, seq, one.number, one.minute, event_kind(event), one.actor, _body(event))
        for seq, (one, event) in enumerate(pairs)
    ]


def _body(value: Any) -> str:
    return canonical(body_of(value)).decode()


def _decisions(run: Run, place: tuple[int, int]) -> list[tuple[Any, ...]]:
    """Return the decisions; where a move names a package, with what it is worth to every seat."""
    seats = tuple(run.seats)
    talks, rows = run.opening, []
    for one in run.record:
        worth = _worth(talks, one, seats)
        what = one.number, one.minute, one.actor, one.source, move_kind(one.move), _body(one.move)
        rows.append((*place, *what, *worth))
        talks = advance(talks, one)
    return rows


def _worth(talks: Talks, decision: Decision, seats: tuple[str, ...]) -> tuple[int | None, ...]:
    """Return by seat what the package that a move names would be worth, closed at this minute."""
    move = decision.move
    if not isinstance(move, Propose | Accept):
        return (None,) * len(seats)
    package = move.package if isinstance(move, Propose) else _accepted(talks, move)
    kind = next(table.outcome for table in talks.scenario.tables if table.id == move.table)
    return tuple(
        None if package is None else outcome_utility(_stand(talks, decision, seat), kind, package)
        for seat in seats
    )


def _accepted(talks: Talks, move: Accept) -> Package | None:
    """Return the package of the offer that is accepted; None for an amended paper."""
    offers = talks.channels[move.table].offers
    return next((offer.package for offer in offers if offer.id == move.offer), None)


def _stand(talks: Talks, decision: Decision, seat: str) -> Stand:
    return Stand(
        scenario=talks.scenario,
        common=talks.common,
        minute=decision.minute,
        seat=seat,
        own=talks.private[seat],
    )


_TABLES = {"events": _events, "decisions": _decisions}


def columns_of(table: str, scenario: Scenario) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    if table == "events":
        return EVENTS
    seats = index_of(scenario).seats
    return (*DECISIONS, *(f"{one.id}_utility" for one in seats if one.id in scenario.preferences))
