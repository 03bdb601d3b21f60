"""
Games on disk: begin one, go on with one, fork one, list them. Window and terminal share this.

The save is the record itself; every decision is on the disk when its submission returns.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from sim.commands import date_of, forked
from sim.domain.actors import PARTY
from sim.domain.decision import Header
from sim.domain.setting import Scenario
from sim.engine.seating import Seating, opening_header, reseated
from sim.engine.session import Session
from sim.errors import CannotError
from sim.places import saves_folder
from sim.record.codec import encode_header
from sim.record.errors import RecordError
from sim.record.replay import Record, fold, is_save, open_record
from sim.record.saves import create_save, open_save
from sim.record.store import NOTE_FORK, Log, MemoryLog, Note, copy_into
from sim.scenario import load_scenario
from sim.strangers import seated
from sim.strategies.base import entry_of

ENDING = ".talks"
"""Ending of a save's file name."""

LEVELS: Mapping[str, str] = {
    "lesson": "conceder",
    "clerk": "clumsy",
    "envoy": "",
    "shark": "search",
}
"""Strategy of the others by level; empty keeps what the scenario seats."""
_FOR_ALL = ("clumsy", "search")
"""Strategies that play authorities too; the others know only how to bargain."""


@frozen(kw_only=True)
class Saved:
    """A saved game as a list shows it."""

    path: Path
    scenario: str
    seed: int
    date: str
    humans: tuple[str, ...]
    decisions: int
    outcome: str | None
    changed: float
    """Time of the last change, seconds since the epoch; of the file, not of the talks."""


def new_path(name: str) -> Path:
    """Return a fresh path in the folder of saves; the wall time stands in no record."""
    stamp = datetime.now(tz=UTC).strftime("%Y%m%d-%H%M%S")
    base = saves_folder() / f"{name}-{stamp}"
    path = base.with_suffix(ENDING)
    number = 1
    while path.exists():
        number += 1
        path = base.with_name(f"{base.name}-{number}").with_suffix(ENDING)
    return path


def seating_of(scenario: Scenario, seat: str | None, level: str | None) -> dict[str, str]:
    """Return the strategies of the others at a level."""
    name = LEVELS.get(level or "", "")
    if not name:
        return {}
    entry_of(name)
    kinds = ("party", "authority") if name in _FOR_ALL else ("party",)
    return {actor.id: name for actor in scenario.actors if actor.kind in kinds and actor.id != seat}


def level_of(header: Header, seat: str) -> str:
    """Return the level at which the others of a game play, as its header tells."""
    scenario = header.scenario
    others = {actor.id: actor.strategy for actor in scenario.actors if actor.id != seat}
    playing = {one: header.seats[one].strategy.partition("/")[0] for one in others}
    for level in ("shark", "clerk"):
        if LEVELS[level] in playing.values():
            return level
    parties = [one.id for one in scenario.actors if one.kind == PARTY and one.id != seat]
    eased = all(playing[one] == LEVELS["lesson"] for one in parties)
    usual = all(playing[one] == others[one] for one in parties)
    return "lesson" if parties and eased and not usual else "envoy"


def checked_seat(scenario: Scenario, seat: str | None) -> str | None:
    """Return the seat, or say which seats there are."""
    seats = [actor.id for actor in scenario.actors if actor.is_seat]
    if seat is not None and seat not in seats:
        raise CannotError(seat, "no such seat here", f"choose one of {', '.join(seats)}")
    return seat


def new_game(  # noqa: PLR0913 - a game is begun with all its settings, by keyword
    scenario: "Scenario | str | Path | None",
    seed: int,
    *,
    seat: str | None = None,
    level: str | None = None,
    tempers: Mapping[str, str] | None = None,
    strategies: Seating | None = None,
    path: Path | None = None,
) -> Session:
    """Begin a game in a new save; a person holds `seat`, if one is named."""
    loaded = load_scenario(scenario)
    checked_seat(loaded, seat)
    minds = {**seating_of(loaded, seat, level), **seated(strategies)}
    header = opening_header(loaded, seed, minds, tempers=tempers)
    log = create_save(path or new_path(loaded.id), encode_header(header))
    session = Session.resume(log, minds)
    if seat is not None:
        session.take(seat)
    return session


def open_game(
    path: str | Path,
    *,
    branch: int | None = None,
    seat: str | None = None,
    strategies: Seating | None = None,
) -> Session:
    """
    Go on with a save where it stopped; an archive goes on in a new save, itself untouched.

    So does a save in which other strategies go on than its header names. Raises RecordError where
    the record is damaged: it may be forked before that place.
    """
    minds = seated(strategies)
    record = open_record(path, branch)
    if record.failure is not None:
        raise record.failure
    if is_save(Path(path)) and reseated(record.header, minds) == record.header:
        session = Session.resume(open_save(path), minds, branch=branch)
    else:
        session = _gone_on_apart(record, minds)
    checked_seat(session.scenario, seat)
    if seat is not None and seat not in session.talks.humans and not session.over:
        session.take(seat)
    return session


def _gone_on_apart(record: Record, minds: Seating) -> Session:
    """Return a new save with all of a record, its person still seated."""
    held = None if record.branch is None else next(iter(fold(record).humans), None)
    return fork_game(record, len(record.decisions), seat=held, strategies=minds)


def fork_game(  # noqa: PLR0913 - as a game is begun
    record: Record,
    at: int,
    *,
    seat: str | None = None,
    reseed: int | None = None,
    strategies: Seating | None = None,
    path: Path | None = None,
) -> Session:
    """
    Begin a new save that keeps the first `at` decisions of a record; others play on.

    Raises RecordError if the record is damaged there or before.
    """
    minds = seated(strategies)
    kept = forked(record, at, reseed, minds)
    checked_seat(kept.scenario, seat)
    made = create_save(path or new_path(kept.scenario.id), kept.log.header)
    with made.together():
        copy_into(kept.log, made)
    lineage = f'{{"at":{at},"of":"{record.digest}"}}'
    made.note(Note(branch=kept.branch, decision=at, kind=NOTE_FORK, json=lineage))
    session = Session.resume(made, minds)
    for held in session.talks.humans:
        if held != seat:
            session.release(held)
    if seat is not None and seat not in session.talks.humans and not session.over:
        session.take(seat)
    return session


def in_memory(log: Log) -> MemoryLog:
    """Return a log in memory with all of another, to play on when a disk fails."""
    memory = MemoryLog(log.header)
    copy_into(log, memory)
    return memory


def list_games() -> tuple[Saved, ...]:
    """Return the saved games, the latest first; files that are no saves are passed over."""
    found = []
    for path in saves_folder().glob(f"*{ENDING}"):
        try:
            found.append(_saved(path))
        except RecordError:
            continue
    return tuple(sorted(found, key=lambda saved: saved.changed, reverse=True))


def _saved(path: Path) -> Saved:
    record = open_record(path)
    talks = fold(record)
    outcome = talks.common.outcome
    return Saved(
        path=path,
        scenario=record.header.scenario.id,
        seed=record.header.seed,
        date=date_of(record.header.scenario.opens, talks.minute),
        humans=talks.humans,
        decisions=len(record.decisions),
        outcome=None if outcome is None else outcome.kind,
        changed=path.stat().st_mtime,
    )
