"""What the record costs on a disk: to write a decision, to fork, to read everything again."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from bench import measuring as m
from bench import records
from sim.record.opening import BATCH, PLAY
from sim.record.replay import fold, open_record
from sim.record.saves import create_save, open_save
from sim.record.sqlite import SqliteLog
from sim.record.store import TRUNK

_MILLI = 1_000
_FETCH = "SELECT id, line, link FROM decision ORDER BY id"
_FORKS = 20


def replay(size: m.Size) -> list[m.Row]:
    """Measure a save read and folded again: fetch, chain, decode, fold."""
    session = records.long_session(size.events)
    events = sum(len(made.events) for made in session.decisions)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.save"
        records.write_save(path, session, len(session.decisions))
        figures = m.in_turn(
            size.rounds,
            m.OF_PROCESSOR,
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
            peer=m.Peer("sqlite fetch alone, events/s", 1 / m.middle(figures, 1)),
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
    session = records.long_session(size.events)
    lines = list(session.log.read(session.branch, 1, size.commits))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        log = create_save(folder / "played.save", session.log.header, mode=PLAY)
        stack.enter_context(closing(log))
        bare = folder / "bare"
        written = count()
        figures = m.in_turn(
            size.rounds,
            m.OF_WALL,
            lambda: sum(bool(log.append(TRUNK, next(written), line)) for line in lines),
            lambda: _synced(bare, lines),
        )
    peer = m.Peer("bare fdatasync, commits/s", 1 / m.middle(figures, 1))
    value = m.ratio(figures, 1, 0)
    row = m.Row(name="append", value=value, unit="of the peer", peer=peer, bar=0.4, goal=0.6)
    return [evolve(row, more_is_better=True)]


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
    """Measure a durable fork of a long save, and whether a short one would be cheaper."""
    with TemporaryDirectory() as folder:
        return [_durable_fork(Path(folder), size), _flat_fork(Path(folder), size)]


def _durable_fork(folder: Path, size: m.Size) -> m.Row:
    with closing(_opened(folder, size, size.marks[2], PLAY)) as log:
        figures = m.in_turn(
            size.rounds,
            m.OF_WALL,
            lambda: _forked(log),
            lambda: _synced(folder / "bare", [b""] * _FORKS),
        )
    peer = m.Peer("bare fdatasync, ms", m.middle(figures, 1) * _MILLI)
    value = m.middle(figures, 0) * _MILLI
    return m.Row(name="fork", value=value, unit="ms", peer=peer, bar=5, goal=1)


def _flat_fork(folder: Path, size: m.Size) -> m.Row:
    """Leave the disk out: its syncs would hide what grows."""
    short, long = size.marks[2] // 100, size.marks[2]
    with (
        closing(_opened(folder, size, long, BATCH)) as one,
        closing(_opened(folder, size, short, BATCH)) as other,
    ):
        figures = m.in_turn(
            size.rounds, m.OF_PROCESSOR, lambda: _forked(one), lambda: _forked(other)
        )
    peer = m.Peer(f"fork of {short} events, unsynced, ms", m.middle(figures, 1) * _MILLI)
    return m.Row(name="fork.flat", value=m.ratio(figures, 0, 1), unit="of the peer", peer=peer)


def _opened(folder: Path, size: m.Size, events: int, mode: str) -> SqliteLog:
    """Write the first events of the long record as a save, and open it to go on with it."""
    path = folder / f"{events}-{mode}.save"
    session = records.long_session(size.events)
    records.write_save(path, session, records.reaching(session.decisions, events))
    return open_save(path, mode=mode)


def _forked(log: SqliteLog) -> int:
    at = log.head(TRUNK).decisions * 2 // 3
    for _ in range(_FORKS):
        log.fork(TRUNK, at)
    return _FORKS
