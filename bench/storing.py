"""What the record costs on a disk: to write a decision, to fork, to read everything again."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import measuring as m
from bench import records
from sim.record.opening import PLAY
from sim.record.replay import fold, open_record
from sim.record.saves import create_save, open_save
from sim.record.sqlite import SqliteLog
from sim.record.store import TRUNK

_MILLI = 1_000
_FETCH = "SELECT id, line, link FROM decision ORDER BY id"
_FORKS = 5


def replay(size: m.Size) -> list[m.Row]:
    """Measure a save read and folded again: fetch, chain, decode, fold."""
    session = records.long_session(size.events)
    events = sum(len(made.events) for made in session.decisions)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.save"
        records.write_save(path, session, len(session.decisions))
        figures = m.in_turn(
            size.rounds,
            m.OF_WALL,
            lambda: _folded(path, events),
            lambda: _fetched(path, events),
        )
    return [
        m.Row(
            name="replay",
            value=1 / m.middle(figures, 0),
            unit="events/s",
            bar=150_000,
            goal=250_000,
            peer="sqlite fetch alone, events/s",
            peer_value=1 / m.middle(figures, 1),
            more_is_better=True,
        )
    ]


def _folded(path: Path, events: int) -> int:
    record = open_record(path)
    assert record.failure is None
    fold(record)
    return events


def _fetched(path: Path, events: int) -> int:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute(_FETCH).fetchall()
    finally:
        connection.close()
    return events


def append(size: m.Size) -> list[m.Row]:
    """Measure a decision written through to the disk, beside the same bytes in a bare file."""
    session = records.long_session(size.marks[0])
    lines = list(session.log.read(session.branch, 1, size.commits))
    with TemporaryDirectory() as folder, _save(Path(folder), session.log.header) as log:
        bare = Path(folder) / "bare"
        written = count()
        figures = m.in_turn(
            size.rounds,
            m.OF_WALL,
            lambda: sum(bool(log.append(TRUNK, next(written), line)) for line in lines),
            lambda: _synced(bare, lines),
        )
    return [
        m.Row(
            name="append",
            value=m.ratio(figures, 1, 0),
            unit="of the peer",
            bar=0.4,
            goal=0.6,
            peer="bare fdatasync, commits/s",
            peer_value=1 / m.middle(figures, 1),
            more_is_better=True,
        )
    ]


@contextmanager
def _save(folder: Path, header: bytes) -> Iterator[SqliteLog]:
    log = create_save(folder / "played.save", header, mode=PLAY)
    try:
        yield log
    finally:
        log.close()


def _synced(path: Path, lines: list[bytes]) -> int:
    """Append lines to a plain file and make each safe before the next."""
    # Where a system knows no fdatasync, fsync is the nearest.
    sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)
    with path.open("ab", buffering=0) as file:
        for line in lines:
            file.write(line + b"\n")
            sync(file.fileno())
    return len(lines)


def fork(size: m.Size) -> list[m.Row]:
    """Measure a fork in the middle of a long save, and of one a hundredth as long."""
    short, long = size.marks[2] // 100, size.marks[2]
    with TemporaryDirectory() as folder, _forkable(folder, short) as one:
        with _forkable(folder, long) as other:
            figures = m.in_turn(
                size.rounds, m.OF_WALL, lambda: _forked(other), lambda: _forked(one)
            )
    small = m.middle(figures, 1) * _MILLI
    peer = {"peer": f"fork of {short} events, ms", "peer_value": small}
    value = m.middle(figures, 0) * _MILLI
    return [
        m.Row(name="fork", value=value, unit="ms", bar=5, goal=1, **peer),
        m.Row(name="fork.flat", value=m.ratio(figures, 0, 1), unit="of the peer", **peer),
    ]


@contextmanager
def _forkable(folder: str, events: int) -> Iterator[SqliteLog]:
    """Write a save of so many events and open it as a game in play does."""
    session = records.long_session(events)
    path = Path(folder) / f"{events}.save"
    records.write_save(path, session, records.reaching(session.decisions, events))
    log = open_save(path, mode=PLAY)
    try:
        yield log
    finally:
        log.close()


def _forked(log: SqliteLog) -> int:
    at = log.head(TRUNK).decisions * 2 // 3
    for _ in range(_FORKS):
        log.fork(TRUNK, at)
    return _FORKS
