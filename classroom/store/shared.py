"""
The store of classes over a database: what SQLite and PostgreSQL have in common, nearly all of it.

A class is written only while it is held. What one process holds is let go of by the system when it
dies, so that another one can go on with the class.
"""

from abc import abstractmethod
from collections.abc import Iterator
from functools import partial

from classroom.store import sql
from classroom.store.log import SqlLog, raw, row_of, text_of, words_of
from classroom.store.protocol import Entry, Named, Stamp
from classroom.store.transactions import Transactions
from sim.record.chain import LINK_BYTES, first_link
from sim.record.errors import Conflict, NewerFormat, RecordError
from sim.record.store import TRUNK, Head, Text

_READ_AGAIN = "read the class again"


class SqlStore(Transactions):
    """A teacher's folder or a university's database; `notices` says what is not as it should be."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where
        self.notices: tuple[str, ...] = ()
        self.heads: dict[tuple[str, int, int], Head] = {}
        """By class, table and branch the head after the last append, while the class is held."""
        self._held: set[str] = set()
        self._fresh: set[str] = set()
        """Classes made in the transaction that is open."""
        self._scrub_due = False

    def _refuse_unheld(self, code: str) -> None:
        if code not in self._held:
            raise RecordError(
                self.where,
                f"class {code} is not held for writing by this process",
                "hold it first, or only look at it",
            )

    def classes(self) -> tuple[str, ...]:
        """Return the codes of all classes, oldest first."""
        return tuple(code for (code,) in self.rows(sql.READ_CLASSES))

    def quiet(self, until: int) -> tuple[str, ...]:
        """Return the classes with names in which nothing happened after a moment, oldest first."""
        return tuple(code for (code,) in self.rows(sql.READ_QUIET, until))

    def found(self, code: str) -> None:
        """Make an empty class and hold it for writing; raise RecordError if the code is taken."""
        if not (code.isascii() and code.isalnum()):
            raise RecordError(self.where, f"{code!r} is no code", "use letters and digits")
        with self.together():
            if self.rows(sql.IS_CLASS, code):
                raise self._taken(code)
            self._seize(code)
            self._fresh.add(code)
            if not self.change(sql.FOUND, code):
                raise self._taken(code)

    def _taken(self, code: str) -> RecordError:
        return RecordError(self.where, f"there is a class {code} already", "choose another code")

    def hold(self, code: str) -> None:
        """Hold a class for writing; raise RecordError if another process holds it, or none is."""
        if not self.rows(sql.IS_CLASS, code):
            raise self._no_class(code)
        with self._guard:
            self._seize(code)

    def _no_class(self, code: str) -> RecordError:
        return RecordError(self.where, f"there is no class {code}", "check the code")

    def _seize(self, code: str) -> None:
        """Hold a class if it is not held by this store already."""
        if code in self._held:
            return
        with self._guarded():
            holder = self._lock(code)
        if holder is not None:
            raise RecordError(
                self.where,
                f"class {code} is held by {holder}",
                "close it there, or wait until that process is gone",
            )
        self.heads.clear()
        self._held.add(code)

    def release(self, code: str) -> None:
        """Let go of a class, so that another process may hold it; nothing where it is not held."""
        with self._guard:
            assert not self._depth, "what is not on the disk is not let go of"
            if code in self._held:
                self._held.discard(code)
                self.heads.clear()
                self._unlock(code)

    def enter(self, code: str, expected: int, at: int, line: bytes) -> int:
        """Add a fact after `expected` ones and return its number; raise Conflict if not so."""
        with self.writing(code):
            put = partial(self.put, partial(self._late, code, expected))
            put(sql.COUNT_FACT, code, expected)
            put(sql.ENTER, code, expected + 1, at, line)
        return expected + 1

    def _late(self, code: str, expected: int) -> RecordError:
        found = self.rows(sql.IS_CLASS, code)[0][0]
        return self._conflict(code, f"{expected} facts were expected and {found} are there")

    def _conflict(self, code: str, what: str) -> Conflict:
        return Conflict(f"{self.where}, class {code}", what, _READ_AGAIN)

    def entries(self, code: str, after: int = 0) -> Iterator[Entry]:
        """Yield the facts of a class after a number, in order; raise RecordError at a gap."""
        there = self.rows(sql.IS_CLASS, code)
        if not there:
            raise self._no_class(code)
        rows = self.rows(sql.READ_ENTRIES, code, after)
        if [row[0] for row in rows] != list(range(after + 1, there[0][0] + 1)):
            raise RecordError(
                f"{self.where}, class {code}",
                "a fact of the class is missing",
                "restore the store from a copy",
            )
        return (Entry(number=number, at=at, line=line) for number, at, line in rows)

    def make_table(self, code: str, table: int, header: bytes) -> SqlLog:
        """Begin a table's record; raise Conflict if it was begun."""
        with self.writing(code):
            begun = partial(self._conflict, code, f"table {table} is begun already")
            self.put(begun, sql.MAKE_RECORD, code, table, header)
            self.change(sql.MAKE_TALLY, code, table, bytes(LINK_BYTES))
            trunk = (TRUNK, None, 0, 0, first_link(header))
            self.change(sql.MAKE_BRANCH, code, table, *trunk)
        return SqlLog(self, code, table, header)

    def table(self, code: str, table: int) -> SqlLog:
        """Return a table's record; raise RecordError for one never begun."""
        rows = self.rows(sql.READ_HEADER, code, table)
        if not rows:
            raise RecordError(
                self.where, f"class {code} has no table {table}", "check code and number"
            )
        return SqlLog(self, code, table, rows[0][0])

    def tables(self, code: str) -> tuple[int, ...]:
        """Return the numbers of the tables that have a record, in order."""
        return tuple(number for (number,) in self.rows(sql.READ_RECORDS, code))

    def stamp(self, code: str, table: int, stamp: Stamp) -> None:
        """Keep when a decision was taken; raise Conflict for one that has its stamp."""
        with self.writing(code):
            what = f"decision {stamp.decision} of table {table} is stamped already"
            self.put(partial(self._conflict, code, what), sql.KEEP_STAMP, code, table, *stamp)

    def stamps(self, code: str, table: int) -> tuple[Stamp, ...]:
        """Return the stamps of a table, in order of decisions."""
        return tuple(Stamp(*row) for row in self.rows(sql.READ_STAMPS, code, table))

    def keep_answer(self, code: str, participant: str, key: str, answer: bytes) -> None:
        """Keep what a client's key was answered; raise Conflict for a key that has its answer."""
        with self.writing(code):
            kept = partial(self._conflict, code, "the request is answered already")
            self.put(kept, sql.KEEP_ANSWER, code, participant, raw(key), answer)

    def answer(self, code: str, participant: str, key: str) -> bytes | None:
        """Return what a key was answered, or None for a new one."""
        rows = self.rows(sql.READ_ANSWER, code, participant, raw(key))
        return rows[0][0] if rows else None

    def put_name(self, code: str, named: Named) -> None:
        """Keep name, token and resume code of a participant, over former ones."""
        row = (named.participant, raw(named.name), named.token, named.resume)
        with self.writing(code):
            self.change(sql.PUT_NAME, code, *row)

    def names(self, code: str) -> tuple[Named, ...]:
        """Return what ties pseudonyms to persons, in order of pseudonyms."""
        return tuple(
            Named(participant=who, name=words_of(name), token=token, resume=resume)
            for who, name, token, resume in self.rows(sql.READ_NAMES, code)
        )

    def put_text(self, code: str, text: Text) -> None:
        """Keep a free text of a class that no table's log holds; one of the same id is replaced."""
        with self.writing(code):
            self.change(sql.KEEP_FORM, code, *row_of(text))

    def texts(self, code: str) -> tuple[Text, ...]:
        """Return those texts, in order of their ids."""
        return tuple(map(text_of, self.rows(sql.READ_FORMS, code)))

    def erase(self, code: str, participant: str) -> int:
        """Delete a participant's name, texts and answers; return how many texts there were."""
        with self.writing(code):
            gone = {
                table: self.change(sql.ERASE[table], code, participant) for table in sql.PERSONAL
            }
            self.scrub_later()
        return gone["said"] + gone["form"]

    def scrub_later(self) -> None:
        """Let the traces of what is deleted be removed once the transaction is on the disk."""
        self._scrub_due = True

    def put_secret(self, name: str, value: bytes) -> None:
        """Keep a value of the server itself, over a former one."""
        with self.together():
            self.change(sql.PUT_VALUE, name, value)

    def secret(self, name: str) -> bytes | None:
        """Return a value of the server, or None."""
        rows = self.rows(sql.READ_VALUE, name)
        return rows[0][0] if rows else None

    def _check_layout(self) -> None:
        """Raise RecordError unless this version knows the tables."""
        rows = self.rows(sql.READ_LAYOUT)
        if len(rows) != 1:
            raise RecordError(self.where, "the number of the layout is missing", "restore a copy")
        if rows[0][0] > sql.LAYOUT:
            raise NewerFormat(
                self.where,
                f"the store has layout {rows[0][0]}, this version knows {sql.LAYOUT}",
                "update the program to open it",
            )

    def _forget(self) -> None:
        """Forget heads, and let go of classes that are not there after all."""
        self.heads.clear()
        self._scrub_due = False
        for code in self._fresh & self._held:
            self._held.discard(code)
            self._unlock(code)
        self._fresh.clear()

    def _kept(self) -> None:
        """Remove traces of what was deleted, now that it is gone for good."""
        self._fresh.clear()
        if self._scrub_due:
            self._scrub_due = False
            with self._guarded():
                self._scrub()

    @abstractmethod
    def _lock(self, code: str) -> str | None:
        """Take the lock of a class; return who has it where that is another."""

    @abstractmethod
    def _unlock(self, code: str) -> None:
        """Let go of the lock of a class."""

    @abstractmethod
    def _scrub(self) -> None:
        """Remove what deleted rows leave in the database's files."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store and of every class."""
