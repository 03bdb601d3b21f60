"""
How the file of a save is connected to: mode, journal, layout, and words for what SQLite says.

Play writes through to the disk at every decision (WAL, FULL); a batch leaves that to the system
(NORMAL). A network drive gets the plain journal, and a notice says so.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from sim.record import drives
from sim.record.errors import NewerFormat, RecordError
from sim.record.locks import WriterLock

APPLICATION_ID = 0x506F7572
"""What `file` and SQLite's header call a save: "Pour"."""
LAYOUT_VERSION = 1
BUSY_SECONDS = 5.0

PLAY = "play"
BATCH = "batch"
READ = "read"

LAYOUT = (
    ("branch", "id INTEGER PRIMARY KEY, parent INTEGER, at INTEGER, decisions INTEGER, link BLOB"),
    ("decision", "id INTEGER PRIMARY KEY, line BLOB, link BLOB"),
    ("note", "id INTEGER PRIMARY KEY, branch INTEGER, decision INTEGER, kind TEXT, json TEXT"),
    ("save", "id INTEGER PRIMARY KEY, header BLOB"),
    ("tally", "id INTEGER PRIMARY KEY, notes INTEGER, link BLOB"),
    ("text", "id INTEGER PRIMARY KEY, name TEXT, participant TEXT, key BLOB, body TEXT"),
)
"""Every table with its columns, ordered by name."""

_WORDS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space or save elsewhere; nothing is lost"),
    sqlite3.SQLITE_READONLY: ("the save cannot be written", "save a copy in another folder"),
    sqlite3.SQLITE_CANTOPEN: ("the save cannot be opened", "check the path and your rights there"),
    sqlite3.SQLITE_PERM: ("access is denied", "choose a file and folder you may use"),
    sqlite3.SQLITE_BUSY: ("another program keeps the save busy", "close it there and try again"),
    sqlite3.SQLITE_LOCKED: ("another program keeps the save busy", "close it there and try again"),
    sqlite3.SQLITE_IOERR: ("the disk failed or is full", "save elsewhere; nothing is lost"),
    sqlite3.SQLITE_NOTADB: ("it is no save of this program", "choose another file"),
    sqlite3.SQLITE_CORRUPT: ("the save is damaged", "restore it from a copy"),
}
_OTHER = "restore the save from a copy, or save elsewhere"
_TEXT_NETWORK = "this is a network drive: the save uses the slower plain journal"

T = TypeVar("T")


@frozen(kw_only=True)
class Opened:
    """A connection ready for a log, with what holds the save and what people should know."""

    file: str
    connection: sqlite3.Connection
    writable: bool = True
    lock: WriterLock | None = None
    notices: tuple[str, ...] = ()


@contextmanager
def guarded(file: str) -> Iterator[None]:
    """Turn whatever SQLite raises into a RecordError about the file."""
    try:
        yield
    except sqlite3.Error as error:
        reason, remedy = _WORDS.get(_code(error), ("the save failed", _OTHER))
        raise RecordError(file, f"{reason} ({error})", remedy) from error
    except (OverflowError, MemoryError) as error:
        raise RecordError(file, "the save holds or was given an impossible size", _OTHER) from error


def _code(error: sqlite3.Error) -> int:
    """Return the primary result code of an error; 0 for errors of the binding itself."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def patiently(attempt: Callable[[], T]) -> T:
    """Call until the save is not busy, for a bounded time; SQLite itself does not always wait."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if time.monotonic() >= until:
                raise
            time.sleep(0.005)


def connect(path: Path, access: str) -> sqlite3.Connection:
    """Return a connection to a file; `access` is SQLite's ro, rw or rwc."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={access}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # The first read that touches the file: says at once whether it is a database.
        patiently(lambda: connection.execute("PRAGMA schema_version").fetchone())
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """
    Return a connection that never writes, even where SQLite cannot make its companions.

    The plain journal of a killed writer holds what it half changed; that is taken back first.
    """
    try:
        return connect(path, "ro")
    except sqlite3.OperationalError as error:
        if _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if not path.is_file() or _is_filled(path, "-wal"):
            raise
        if _is_filled(path, "-journal"):
            connect(path, "rw").close()
            return connect(path, "ro")
        return connect(path, "ro&immutable=1")


def _is_filled(path: Path, ending: str) -> bool:
    """Tell whether a companion of a save holds anything."""
    companion = path.with_name(path.name + ending)
    return companion.exists() and companion.stat().st_size > 0


def set_journal(connection: sqlite3.Connection, path: Path, mode: str) -> tuple[str, ...]:
    """Choose journal and durability for a writer; return notices about what fell short."""
    notices: tuple[str, ...] = ()
    wal = not drives.is_network(path)
    if wal:
        row = patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
        wal = row[0] == "wal"
    if not wal:
        patiently(lambda: connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone())
        notices = (_TEXT_NETWORK,)
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if wal and mode == BATCH else 'FULL'}")
    return notices


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file and sign it as ours; the caller holds a transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {LAYOUT_VERSION}")
    for name, columns in LAYOUT:
        connection.execute(f"CREATE TABLE {name} ({columns})")


def check_layout(connection: sqlite3.Connection, file: str) -> None:
    """Raise RecordError unless the file is a save in a layout this version knows."""
    if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        raise RecordError(file, "the file is empty, no record was stored", "choose another file")
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordError(file, "the database is of another program", "choose another file")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > LAYOUT_VERSION:
        raise NewerFormat(
            file,
            f"the save has layout {version}, this version knows {LAYOUT_VERSION}",
            "update the program to open it",
        )
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    if rows != [(name, f"CREATE TABLE {name} ({columns})") for name, columns in LAYOUT]:
        raise RecordError(file, "the tables of the save are not as they should be", _OTHER)
