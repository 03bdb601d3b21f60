"""
The durable store: one SQLite file a game, one transaction a decision.

A decision's key is `branch * 2**32 + number`, so that a branch is one range and an append touches
two pages: the line's and its branch's. A branch's row holds count and link of its last decision:
a line lost from the end is missed. Notes have a chain of their own for the same reason.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TypeVar

from sim.record.chain import LINK_BYTES, first_link, next_link
from sim.record.codec import canonical
from sim.record.errors import RecordError
from sim.record.locks import WriterLock
from sim.record.opening import Opened, guarded, patiently
from sim.record.store import (
    TRUNK,
    Branch,
    Head,
    Note,
    Text,
    checked_range,
    conflict,
    no_branch,
    segments,
)

_SPAN = 2**32
_APPEND = "INSERT INTO decision (id, line, link) VALUES (?, ?, ?)"
_MOVE = "UPDATE branch SET decisions = ?, link = ? WHERE id = ?"
_RANGE = "SELECT id, line, link FROM decision WHERE id BETWEEN ? AND ? ORDER BY id"
_AGAIN = "nothing of it was kept: write all of it again"
_DAMAGED = "restore the save from a copy, or export the decisions before it"

T = TypeVar("T")


class SqliteLog:
    """A log in one SQLite file; `notices` tells people what is not as it should be."""

    def __init__(self, opened: Opened) -> None:
        self.file = opened.file
        self.notices = opened.notices
        self.writable = opened.writable
        self._connection = opened.connection
        self._lock: WriterLock | None = opened.lock
        self._guard = RLock()
        self._depth = 0
        with guarded(self.file):
            self._header = self._only("SELECT header FROM save", bytes)

    @property
    def header(self) -> bytes:
        """Return the header line."""
        return self._header

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make several writes one transaction: all of them are kept, or none."""
        with self._guard, guarded(self.file):
            if self._depth == 0:
                patiently(lambda: self._connection.execute("BEGIN IMMEDIATE"))
            elif not self._connection.in_transaction:
                raise RecordError(
                    self.file, "an earlier write of the same transaction failed", _AGAIN
                )
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def append(self, branch: int, expected: int, line: bytes) -> Head:
        """Add a decision line if the branch has `expected` decisions; raise Conflict if not."""
        with self.together():
            head = self.head(branch)
            if head.decisions != expected:
                raise conflict(self.file, expected, head.decisions)
            number, link = expected + 1, next_link(head.link, line)
            self._connection.execute(_APPEND, (branch * _SPAN + number, line, link))
            self._connection.execute(_MOVE, (number, link, branch))
        return Head(decisions=number, link=link)

    def read(self, branch: int, start: int = 1, end: int | None = None) -> Iterator[bytes]:
        """Yield the lines of decisions start to end, both included."""
        return (line for line, _ in self.linked(branch, start, end))

    def linked(
        self, branch: int, start: int = 1, end: int | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield lines with the links stored beside them; raise RecordError at the first gap."""
        start, last = checked_range(self.file, self.head(branch), start, end)
        known = {row.id: row for row in self.branches()}
        with guarded(self.file):
            for piece, low, high in segments(known, branch, start, last):
                yield from self._piece(piece, low, high)

    def _piece(self, branch: int, low: int, high: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the lines and links that a branch holds itself."""
        key, stop = branch * _SPAN + low, branch * _SPAN + high
        for found, line, link in self._connection.execute(_RANGE, (key, stop)):
            if found != key or type(line) is not bytes or type(link) is not bytes:
                break
            yield line, link
            key += 1
        if key <= stop:
            raise self._damage(f"decision {key % _SPAN} of branch {branch} is missing or damaged")

    def fork(self, branch: int, at: int, notes: Iterable[tuple[str, str]] = ()) -> int:
        """Return a new branch of the first `at` decisions, noted with (kind, json) pairs."""
        with self.together():
            head = self.head(branch)
            checked_range(self.file, head, 1, at)
            made = self._only("SELECT max(id) FROM branch", int) + 1
            row = (made, branch, at, at, self._link(branch, at, head))
            self._connection.execute("INSERT INTO branch VALUES (?, ?, ?, ?, ?)", row)
            for kind, json in notes:
                self.note(Note(branch=made, decision=at, kind=kind, json=json))
        return made

    def _link(self, branch: int, at: int, head: Head) -> bytes:
        """Return the link after decision `at` of a branch."""
        if at == head.decisions:
            return head.link
        if at == 0:
            return first_link(self._header)
        while True:
            parent, shared = self._parent(branch)
            if parent is None or at > shared:
                break
            branch = parent
        row = (branch * _SPAN + at,)
        return self._only("SELECT link FROM decision WHERE id = ?", bytes, row)

    def _parent(self, branch: int) -> tuple[int | None, int]:
        """Return a branch's parent and how many decisions it shares with it."""
        row = self._connection.execute(
            "SELECT parent, at FROM branch WHERE id = ?", (branch,)
        ).fetchone()
        if row is None or not _is_sound(Branch(id=branch, parent=row[0], at=row[1]), branch):
            raise self._damage(f"the row of branch {branch} is damaged")
        return row[0], row[1]

    def head(self, branch: int) -> Head:
        """Return the end of a branch."""
        with guarded(self.file):
            row = self._connection.execute(
                "SELECT decisions, link FROM branch WHERE id = ?", (branch,)
            ).fetchone()
        if row is None:
            raise no_branch(self, branch)
        count, link = row
        if type(count) is not int or not 0 <= count < _SPAN or type(link) is not bytes:
            raise self._damage(f"the row of branch {branch} is damaged")
        return Head(decisions=count, link=link)

    def branches(self) -> tuple[Branch, ...]:
        """Return all branches, oldest first."""
        with guarded(self.file):
            rows = self._connection.execute("SELECT id, parent, at FROM branch ORDER BY id")
            found = tuple(Branch(id=id_, parent=parent, at=at) for id_, parent, at in rows)
        for number, row in enumerate(found, TRUNK):
            if not _is_sound(row, number):
                raise self._damage(f"the row of branch {number} is damaged")
        return found

    def note(self, note: Note) -> None:
        """Keep a note."""
        with self.together():
            self.head(note.branch)
            count, link = self._notes_end()
            self._connection.execute(
                "INSERT INTO note VALUES (?, ?, ?, ?, ?)",
                (count + 1, note.branch, note.decision, note.kind, note.json),
            )
            self._connection.execute(
                "UPDATE tally SET notes = ?, link = ?",
                (count + 1, next_link(link, canonical(note))),
            )

    def notes(self) -> tuple[Note, ...]:
        """Return all notes, oldest first; raise RecordError if one was lost or changed."""
        with guarded(self.file):
            rows = self._connection.execute(
                "SELECT branch, decision, kind, json FROM note ORDER BY id"
            ).fetchall()
            end = self._notes_end()
        found = tuple(Note(branch=b, decision=d, kind=k, json=j) for b, d, k, j in rows)
        link = bytes(LINK_BYTES)
        for note in found:
            link = next_link(link, canonical(note))
        if end != (len(found), link):
            raise self._damage("the notes of the save are damaged")
        return found

    def _notes_end(self) -> tuple[int, bytes]:
        """Return how many notes there are, and the last link of their chain."""
        return self._only("SELECT notes FROM tally", int), self._only(
            "SELECT link FROM tally", bytes
        )

    def put_text(self, text: Text) -> None:
        """Keep a free text; one with the same id is replaced."""
        with self.together():
            self._connection.execute("DELETE FROM text WHERE name = ?", (text.id,))
            self._connection.execute(
                "INSERT INTO text (name, participant, key, body) VALUES (?, ?, ?, ?)",
                (text.id, text.participant, text.key, text.body),
            )

    def texts(self) -> tuple[Text, ...]:
        """Return all texts, ordered by id."""
        with guarded(self.file):
            rows = self._connection.execute("SELECT name, participant, key, body FROM text")
            return tuple(
                Text(id=name, participant=who, key=key, body=body)
                for name, who, key, body in sorted(rows.fetchall(), key=lambda row: str(row[0]))
            )

    def erase(self, participant: str) -> int:
        """
        Delete keys and bodies of a participant's texts, from the file's free pages too.

        Deleted bytes are overwritten at once, but a page that was split before may hold a former
        copy of a row in its gap: the file is written anew.
        """
        with self.together():
            gone = self._connection.execute(
                "DELETE FROM text WHERE participant = ?", (participant,)
            ).rowcount
        with guarded(self.file):
            patiently(lambda: self._connection.execute("VACUUM"))
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return gone

    def close(self) -> None:
        """Let go of the file, which is then whole without companions; safe to call twice."""
        with self._guard:
            if self.writable:
                # A plain journal leaves one file that opens in a read-only folder too.
                with suppress(sqlite3.Error):
                    self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def _only(self, query: str, cls: type[T], keys: tuple[int, ...] = ()) -> T:
        """Return the one value of a query, of the type that the layout says."""
        row = self._connection.execute(query, keys).fetchone()
        if row is None or not isinstance(row[0], cls):
            raise self._damage("the row of the save is damaged")
        return row[0]

    def _damage(self, reason: str) -> RecordError:
        """Return the error for rows that no version of ours has written."""
        return RecordError(self.file, reason, _DAMAGED)


def _is_sound(row: Branch, number: int) -> bool:
    """Tell whether a branch's row can have been written by us; a parent is always older."""
    if row.id != number or type(row.at) is not int or not 0 <= row.at < _SPAN:
        return False
    if number == TRUNK:
        return row.parent is None and row.at == 0
    return type(row.parent) is int and TRUNK <= row.parent < number
