"""Saves as people know them: make one, open one, save a copy."""

import errno
import os
from contextlib import ExitStack, suppress
from pathlib import Path

from sim.record.chain import LINK_BYTES, first_link
from sim.record.errors import RecordError, disk_error
from sim.record.locks import WriterLock, seize
from sim.record.opening import (
    BATCH,
    PLAY,
    READ,
    Opened,
    check_layout,
    connect,
    connect_to_read,
    guarded,
    lay_out,
    patiently,
    set_journal,
)
from sim.record.sqlite import SqliteLog
from sim.record.store import TRUNK, Log, copy_into

_TEXT_NO_LOCK = "this drive has no locks: do not open the save in two programs at once"

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})


def create_save(path: str | Path, header: bytes, *, mode: str = PLAY) -> SqliteLog:
    """Make a save with an empty trunk; raise RecordError if the file is there or cannot be."""
    path = Path(path)
    if path.exists():
        raise RecordError(str(path), "the file is already there", "choose another name")
    with ExitStack() as on_failure, guarded(str(path)):
        lock, notices = _locked(path, on_failure)
        on_failure.callback(path.unlink, missing_ok=True)
        connection = connect(path, "rwc")
        on_failure.callback(connection.close)
        notices += set_journal(connection, path, mode)
        patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
        lay_out(connection)
        connection.execute("INSERT INTO save VALUES (1, ?)", (header,))
        connection.execute("INSERT INTO tally VALUES (1, 0, ?)", (bytes(LINK_BYTES),))
        trunk = (TRUNK, None, 0, 0, first_link(header))
        connection.execute("INSERT INTO branch VALUES (?, ?, ?, ?, ?)", trunk)
        connection.execute("COMMIT")
        log = SqliteLog(Opened(file=str(path), connection=connection, lock=lock, notices=notices))
        on_failure.pop_all()
    return log


def open_save(path: str | Path, *, mode: str = PLAY, shared: bool = False) -> SqliteLog:
    """
    Open a save to go on with it, or in mode "read" only to look.

    A save has one writer: a second one gets a RecordError and may look. `shared` lets several
    processes write, each append checked against the number of decisions it expects.
    """
    path = Path(path)
    if not path.is_file():
        raise RecordError(str(path), "there is no such save", "check the path")
    with ExitStack() as on_failure, guarded(str(path)):
        lock, notices = _locked(path, on_failure, needed=mode != READ and not shared)
        connection = connect_to_read(path) if mode == READ else connect(path, "rw")
        on_failure.callback(connection.close)
        check_layout(connection, str(path))
        if mode != READ:
            notices += set_journal(connection, path, mode)
        opened = Opened(
            file=str(path),
            connection=connection,
            lock=lock,
            notices=notices,
            writable=mode != READ,
        )
        log = SqliteLog(opened)
        on_failure.pop_all()
    return log


def save_copy(log: Log, path: str | Path, *, replace: bool = False) -> None:
    """Write all a log holds into a new save, whole or not at all."""
    path = Path(path)
    if path.exists() and not replace:
        raise RecordError(str(path), "the file is already there", "choose another name")
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        copy = create_save(part, log.header, mode=BATCH)
        try:
            with copy.together():
                copy_into(log, copy)
        finally:
            copy.close()
        _settle(part, path)
    except OSError as error:
        raise disk_error(str(path), error) from error
    except RecordError as error:
        raise error.at(str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _settle(part: Path, path: Path) -> None:
    """Put a finished file in its place so that it survives a power cut."""
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(path)


def _locked(
    path: Path, on_failure: ExitStack, *, needed: bool = True
) -> tuple[WriterLock | None, tuple[str, ...]]:
    """Return the writer's lock of a save with notices; raise RecordError if somebody holds it."""
    if not needed:
        return None, ()
    try:
        lock = seize(path)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None, (_TEXT_NO_LOCK,)
        raise disk_error(str(path), error) from error
    if lock is None:
        raise RecordError(
            str(path), "the save is already open for writing", "close it there, or only look at it"
        )
    on_failure.callback(lock.release)
    return lock, ()
