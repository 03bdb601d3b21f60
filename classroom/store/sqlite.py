"""
The store of one teacher: all classes in the SQLite file `class.db` of a folder, nothing to install.

Every commit is on the disk before it is acknowledged (WAL, FULL). Beside the file lies one small
lock file for every class that a process holds; the system lets go of it when the process dies.
"""

import errno
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from io import FileIO
from pathlib import Path

from classroom.store import sql
from classroom.store.shared import SqlStore
from classroom.store.transactions import Rows
from sim.record.errors import RecordError, disk_error
from sim.record.locks import WriterLock, seize
from sim.record.opening import PLAY, connect, guarded, patiently, set_journal

FILE = "class.db"
APPLICATION_ID = 0x506F7543
"""What `file` and SQLite's header call a store of classes: "PouC"."""
_DIALECT = sql.Dialect(number="INTEGER", text="TEXT", blob="BLOB", ending=" STRICT")
_AGAIN = "nothing of it was kept: read the class again and write all of it again"
_ANOTHER = "another process"
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
_LOCKLESS = ("the drive has no locks", "choose a folder on a disk of this machine")


class SqliteStore(SqlStore):
    """All classes of a folder in one file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._path = path
        self._locks: dict[str, WriterLock] = {}
        with ExitStack() as on_failure, self._guarded():
            self._connection = connect(path, "rwc")
            on_failure.callback(self._connection.close)
            self._check_owner()
            self.notices = set_journal(self._connection, path, PLAY)
            self._connection.execute("PRAGMA foreign_keys = ON")
            with self.together():
                if not self._is_laid_out():
                    self._lay_out()
            self._check_layout()
            on_failure.pop_all()

    def _check_owner(self) -> None:
        """Raise RecordError for a database of another program, before a byte of it is changed."""
        (owner,) = self._connection.execute("PRAGMA application_id").fetchone()
        if owner != APPLICATION_ID and (owner or self._is_laid_out()):
            raise RecordError(
                self.where, "the database is of another program", "choose another folder"
            )

    def _is_laid_out(self) -> bool:
        """Tell whether there is any table."""
        return bool(self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone())

    def _lay_out(self) -> None:
        """Make all tables and sign the file as ours."""
        self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in sql.making(_DIALECT):
            self._connection.execute(statement)
        self.change(sql.SIGN, sql.LAYOUT)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with guarded(self.where):
            try:
                yield
            except UnicodeError as error:
                raise RecordError(self.where, "a text is no Unicode", "write it anew") from error

    def _begin(self) -> None:
        patiently(lambda: self._connection.execute("BEGIN IMMEDIATE"))

    def _commit(self) -> None:
        self._refuse_lost()
        self._connection.execute("COMMIT")

    def _roll_back(self) -> None:
        # A full disk or a failed read may have made SQLite take it back itself.
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _fetch(self, statement: str, values: tuple[object, ...]) -> Rows:
        return self._connection.execute(statement, values).fetchall()

    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        self._refuse_lost()
        return self._connection.execute(statement, values).rowcount

    def _refuse_lost(self) -> None:
        """Raise RecordError where SQLite took the transaction back under the writer's feet."""
        if not self._connection.in_transaction:
            raise RecordError(self.where, "the transaction was taken back", _AGAIN)

    def _lock(self, code: str) -> str | None:
        place = self._path.with_name(f"{self._path.name}-{code}")
        try:
            lock = seize(place)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise RecordError(str(place), *_LOCKLESS) from error
            raise disk_error(str(place), error) from error
        if lock is None:
            return _holder_of(place)
        _sign(place)
        self._locks[code] = lock
        return None

    def _unlock(self, code: str) -> None:
        self._locks.pop(code).release()

    def _scrub(self) -> None:
        """
        Write the file anew, so that deleted words lie in no free page, and empty the journal.

        Deleted bytes are overwritten with zeros at once (secure_delete), but a page that was split
        before may still hold a former copy of a row in its gap: 3 of 1,200 erasures in a trial left
        one. The rewriting took a second for 60 MB on a busy machine; writers wait for it.
        """
        patiently(lambda: self._connection.execute("VACUUM"))
        busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise RecordError(
                self.where,
                "it is erased, but another program keeps traces of it in the journal",
                "close that program and erase again",
            )

    def close(self) -> None:
        """Let go of the file, which is then whole without companions; safe to call twice."""
        with self._guard:
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            self._connection.close()
            for code in tuple(self._locks):
                self._unlock(code)
            self._held.clear()


def open_sqlite(place: str | Path) -> SqliteStore:
    """Return the store of a folder, or of a file that ends in `.db`; make it if it is not there."""
    path = Path(place)
    if path.suffix != ".db" or path.is_dir():
        path = path / FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Names of people lie in it: nobody else on the machine reads along.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise disk_error(str(path), error) from error
    return SqliteStore(path)


def process_name() -> str:
    """Return how this process is named to one that finds a class held."""
    return f"process {os.getpid()} on {socket.gethostname()}"


def _lock_file(place: Path) -> FileIO:
    """Open the lock file that lies beside a place."""
    return place.with_name(f"{place.name}.lock").open("r+b", buffering=0)


def _sign(place: Path) -> None:
    """Write into a lock file who holds it; its first byte is what Windows locks."""
    with suppress(OSError), closing(_lock_file(place)) as file:
        file.seek(1)
        file.truncate()
        file.write(process_name().encode())


def _holder_of(place: Path) -> str:
    """Return who signed a lock file."""
    with suppress(OSError), closing(_lock_file(place)) as file:
        file.seek(1)
        return file.read(200).decode(errors="replace") or _ANOTHER
    return _ANOTHER
