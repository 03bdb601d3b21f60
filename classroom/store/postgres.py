"""
The store of a university: PostgreSQL, shared by several workers, each of which holds its classes.

A class has one writer: the session that has its advisory lock. The lock goes with the connection,
so the class of a dead worker can be held by another. A lost connection is made again when it is
next needed, and the classes are held again unless somebody else has them by then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from classroom.store import sql
from classroom.store.shared import SqlStore
from classroom.store.sqlite import process_name
from sim.record.errors import RecordError

if TYPE_CHECKING:
    import psycopg

    from classroom.store.transactions import Rows

    Connection = psycopg.Connection[tuple[Any, ...]]

_DIALECT = sql.Dialect(number="BIGINT", text='TEXT COLLATE "C"', blob="BYTEA")
_CONNECT_SECONDS = 5
_SETTINGS = (
    "SET synchronous_commit = on",
    "SET lock_timeout = '5s'",
    # A worker whose machine went away must not hold its classes for hours.
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET tcp_user_timeout = 25000",
)
_TRY_LOCK = "SELECT pg_try_advisory_lock(?)"
_UNLOCK = "SELECT pg_advisory_unlock(?)"
_UNLOCK_ALL = "SELECT pg_advisory_unlock_all()"
_LOCK_LAYOUT = "SELECT pg_advisory_xact_lock(?)"
_HOLDER = (
    "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint = ? AND objid::bigint = ?"
)
_TEXT_NO_FSYNC = "the database runs with fsync = off: a power cut may lose what was acknowledged"

_NO_DRIVER = "install it: pip install 'psycopg[binary]>=3.2,<4'"
_BAD_ADDRESS = "write postgresql://USER@HOST:PORT/DATABASE"
_UNREACHED = "check the address, that the server runs, and that role and database are there"
_LOST = "what was not acknowledged may be missing: read the class again and go on"
_WORDS = {
    "42501": ("the role may not do this", "grant it the right to create and change tables"),
    "53100": ("the disk of the database is full", "free some space there; nothing is lost"),
    "53300": (
        "the database has too many connections",
        "raise max_connections or run fewer workers",
    ),
    "55P03": ("another session keeps the tables busy", "try again when it is done"),
    "57P01": ("the database shuts down", _LOST),
    "25006": ("the database only reads", "name the primary server, not its copy"),
    "42P01": ("the tables of the store are missing", "restore the database from a copy"),
    "42P07": ("the schema holds tables of another program", "name an empty database or schema"),
}
_OTHER = "see the log of the database"


class PostgresStore(SqlStore):
    """All classes of a database, or of the schema that the address names."""

    def __init__(self, dsn: str) -> None:
        super().__init__(_spoken(dsn))
        self._dsn = dsn
        self._closed = False
        self._queue: list[tuple[Callable[[], RecordError], str, tuple[object, ...]]] = []
        with ExitStack() as on_failure:
            self._connect()
            on_failure.callback(self.close)
            self._lay_out()
            self._check_layout()
            on_failure.pop_all()

    def _connect(self) -> None:
        """Connect and set the session up; the classes of a former connection are not held."""
        import psycopg
        from psycopg import conninfo

        # It warns of a queue that was cut short; that is told in our own words.
        logging.getLogger("psycopg").setLevel(logging.ERROR)
        options: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS}
        options |= conninfo.conninfo_to_dict(self._dsn)
        options |= {"application_name": process_name()[:63], "client_encoding": "utf-8"}
        try:
            self._connection: Connection = psycopg.connect(autocommit=True, **options)
        except psycopg.Error as error:
            raise RecordError(self.where, _first_line(error), _UNREACHED) from error
        with self._guarded():
            for setting in _SETTINGS:
                self._connection.execute(setting)
            ((schema, fsync),) = self._fetch(
                "SELECT current_schema(), current_setting('fsync')", ()
            )
        self.notices = () if fsync == "on" else (_TEXT_NO_FSYNC,)
        self._schema = schema

    def _lay_out(self) -> None:
        """Make the tables of an empty schema; of several workers that start one does it."""
        with self.together():
            self.rows(_LOCK_LAYOUT, self._number("layout"))
            if self.rows("SELECT to_regclass('layout') IS NOT NULL") == [(True,)]:
                return
            for statement in sql.making(_DIALECT):
                self.change(statement)
            self.change(sql.SIGN, sql.LAYOUT)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise self._error(error) from error
        except (UnicodeError, OverflowError) as error:
            raise RecordError(self.where, f"a value cannot be kept ({error})", _OTHER) from error

    def _error(self, error: psycopg.Error) -> RecordError:
        """Return what PostgreSQL says in words with a remedy."""
        if self._closed:
            return RecordError(self.where, "the store is closed", "open it again")
        if self._connection.closed:
            reason = f"the connection to the database was lost ({_first_line(error)})"
            return RecordError(self.where, reason, _LOST)
        reason, remedy = _WORDS.get(error.sqlstate or "", ("the database refused", _OTHER))
        return RecordError(self.where, f"{reason} ({_first_line(error)})", remedy)

    def _begin(self) -> None:
        self._reconnect()
        self._connection.execute("BEGIN")

    def _reconnect(self) -> None:
        """Make a lost connection again and hold what is still to be had of its classes."""
        if self._closed or not self._connection.closed:
            return
        held, self._held = self._held, set()
        self.heads.clear()
        try:
            self._connect()
        except RecordError:
            self._held = held
            raise
        self._held = {code for code in sorted(held) if self._lock(code) is None}

    def put(self, otherwise: Callable[[], RecordError], statement: str, *values: object) -> None:
        """Queue a row; what is queued travels at once, before the next read or the end of it."""
        self._queue.append((otherwise, statement, values))

    def _flush(self) -> None:
        """Write what is queued in one journey, and raise what one of them would have raised."""
        queue, self._queue = self._queue, []
        if not queue:
            return
        try:
            with self._connection.pipeline():
                written = [
                    self._connection.execute(_placed(statement), values)
                    for _, statement, values in queue
                ]
            for (otherwise, _, _), cursor in zip(queue, written, strict=True):
                if not cursor.rowcount:
                    raise otherwise()  # noqa: TRY301 - as any other failure of the queue
        except BaseException:
            # Also where the reader that came upon it swallows it.
            self._take_back()
            raise

    def _commit(self) -> None:
        self._flush()
        # PostgreSQL answers the COMMIT of a failed transaction with a quiet ROLLBACK.
        if self._connection.execute("COMMIT").statusmessage != "COMMIT":
            raise RecordError(self.where, "a statement of the transaction failed", _LOST)

    def _roll_back(self) -> None:
        import psycopg

        with suppress(psycopg.Error):
            self._connection.execute("ROLLBACK")
        self._queue.clear()

    def _fetch(self, statement: str, values: tuple[object, ...]) -> Rows:
        self._flush()
        if not self._depth:
            self._reconnect()
        return self._connection.execute(_placed(statement), values).fetchall()

    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        self._flush()
        return self._connection.execute(_placed(statement), values).rowcount

    def _lock(self, code: str) -> str | None:
        number = self._number(code)
        if self._fetch(_TRY_LOCK, (number,)) == [(True,)]:
            return None
        halves = divmod(number % 2**64, 2**32)
        rows = self._fetch(_HOLDER, halves)
        return rows[0][0] if rows else "another process"

    def _unlock(self, code: str) -> None:
        import psycopg

        with suppress(psycopg.Error):
            self._connection.execute(_placed(_UNLOCK), (self._number(code),))

    def _number(self, code: str) -> int:
        """Return the number of a class's advisory lock; other schemas have others."""
        name = f"pourparlers\n{self._schema}\n{code}".encode()
        return int.from_bytes(blake2b(name, digest_size=8).digest(), signed=True)

    def _scrub(self) -> None:
        """
        Write the tables that hold personal data anew, without the deleted rows.

        What PostgreSQL still has afterwards: its write-ahead log, until the segments are used again
        (at the latest two checkpoints after; an archive of them for as long as it is kept), copies
        on other servers until they have followed, and backups. A row that a transaction older than
        the erasure can still see, such as that of a running `pg_dump`, outlives it until the next
        VACUUM.
        """
        self._connection.execute(f"VACUUM (FULL) {', '.join(sql.PERSONAL)}".encode())

    def close(self) -> None:
        """Let go of the connection and with it of every class; safe to call twice."""
        import psycopg

        with self._guard, suppress(psycopg.Error):
            self._closed = True
            self._held.clear()
            # Said aloud, so that the next holder need not wait until the server notices the end.
            if not self._connection.closed:
                self._connection.execute(_UNLOCK_ALL)
            self._connection.close()


def open_postgres(dsn: str) -> PostgresStore:
    """Return the store of a database; its tables are made where there are none."""
    try:
        import psycopg  # noqa: F401 - says now whether it is there
    except ImportError as error:
        raise RecordError(
            "postgresql", "the driver of PostgreSQL is not installed", _NO_DRIVER
        ) from error
    return PostgresStore(dsn)


def _spoken(dsn: str) -> str:
    """Return an address without user and password; raise RecordError for what is none."""
    import psycopg
    from psycopg import conninfo

    try:
        parts = conninfo.conninfo_to_dict(dsn)
    except psycopg.Error:
        # What the driver says repeats a part of the address, perhaps of the password.
        raise RecordError("postgresql", "the address cannot be read", _BAD_ADDRESS) from None
    host, port = parts.get("host") or "localhost", parts.get("port")
    return f"postgresql://{host}{f':{port}' if port else ''}/{parts.get('dbname') or ''}"


def _first_line(error: Exception) -> str:
    """Return the first line of what the driver says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@cache
def _placed(statement: str) -> bytes:
    """Return a statement with the places for values that psycopg knows."""
    return statement.replace("%", "%%").replace("?", "%s").encode()
