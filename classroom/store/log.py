"""
One table's record in a store of classes: the `Log` of `sim.record`, many of them in one database.

An append is one statement that moves the branch's head from what is expected, link included, and
one that adds the line. The head is remembered while the class is held: nobody else may move it, and
if somebody did all the same, the first statement moves nothing and the append is a conflict.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from classroom.store import sql
from sim.record.chain import LINK_BYTES, first_link, next_link
from sim.record.codec import canonical
from sim.record.errors import RecordError
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

if TYPE_CHECKING:
    from classroom.store.shared import SqlStore

_DAMAGED = "restore the store from a copy, or export the decisions before it"
_SPAN = 2**32


class SqlLog:
    """The record of one table of one class."""

    def __init__(self, store: "SqlStore", code: str, table: int, header: bytes) -> None:
        self.file = f"{store.where}, class {code}, table {table}"
        self._store = store
        self._code = code
        self._key = (code, table)
        self._header = header

    @property
    def header(self) -> bytes:
        """Return the header line."""
        return self._header

    def append(self, branch: int, expected: int, line: bytes) -> Head:
        """Add a decision line if the branch has `expected` decisions; raise Conflict if not."""
        with self._store.writing(self._code):
            head = self._store.heads.get((*self._key, branch)) or self.head(branch)
            if head.decisions != expected:
                raise conflict(self.file, expected, head.decisions)
            moved = Head(expected + 1, next_link(head.link, line))

            def otherwise() -> RecordError:
                return conflict(self.file, expected, self.head(branch).decisions)

            put = partial(self._store.put, otherwise)
            put(sql.MOVE_HEAD, *moved, *self._key, branch, *head)
            put(sql.APPEND, *self._key, branch, moved.decisions, line, moved.link)
            self._store.heads[(*self._key, branch)] = moved
        return moved

    def read(self, branch: int, start: int = 1, end: int | None = None) -> Iterator[bytes]:
        """Yield the lines of decisions start to end, both included."""
        return (line for line, _ in self.linked(branch, start, end))

    def linked(
        self, branch: int, start: int = 1, end: int | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield lines with the links stored beside them; raise RecordError at the first gap."""
        start, last = checked_range(self.file, self.head(branch), start, end)
        known = {row.id: row for row in self.branches()}
        for piece, low, high in segments(known, branch, start, last):
            yield from self._piece(piece, low, high)

    def _piece(self, branch: int, low: int, high: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the lines and links that a branch holds itself."""
        number = low
        for found, line, link in self._store.rows(
            sql.READ_DECISIONS, *self._key, branch, low, high
        ):
            if found != number:
                break
            yield line, link
            number += 1
        if number <= high:
            raise self._damage(f"decision {number} of branch {branch} is missing")

    def fork(self, branch: int, at: int, notes: Iterable[tuple[str, str]] = ()) -> int:
        """Return a new branch of the first `at` decisions, noted with (kind, json) pairs."""
        with self._store.writing(self._code):
            head = self.head(branch)
            checked_range(self.file, head, 1, at)
            link = head.link if at == head.decisions else self._link(branch, at)
            made = len(self.branches()) + 1
            self._store.change(sql.MAKE_BRANCH, *self._key, made, branch, at, at, link)
            for kind, json in notes:
                self.note(Note(branch=made, decision=at, kind=kind, json=json))
        return made

    def _link(self, branch: int, at: int) -> bytes:
        """Return the link after decision `at` of a branch."""
        if at == 0:
            return first_link(self._header)
        return next(link for _, link in self.linked(branch, at, at))

    def head(self, branch: int) -> Head:
        """Return the end of a branch."""
        rows = self._store.rows(sql.READ_HEAD, *self._key, branch)
        if not rows:
            raise no_branch(self, branch)
        return Head(*rows[0])

    def branches(self) -> tuple[Branch, ...]:
        """Return all branches, oldest first."""
        rows = self._store.rows(sql.READ_BRANCHES, *self._key)
        found = tuple(Branch(id=id_, parent=parent, at=at) for id_, parent, at in rows)
        for number, row in enumerate(found, TRUNK):
            if row.id != number or (row.parent is None) != (number == TRUNK):
                raise self._damage(f"the row of branch {number} is damaged")
        return found

    def note(self, note: Note) -> None:
        """Keep a note."""
        with self._store.writing(self._code):
            self.head(note.branch)
            count, link = self._notes_end()
            link = next_link(link, canonical(note))
            if not self._store.change(sql.COUNT_NOTE, count + 1, link, *self._key, count):
                raise conflict(self.file, count, self._notes_end()[0])
            self._store.change(
                sql.KEEP_NOTE,
                *self._key, count + 1, note.branch, note.decision, note.kind, note.json,
            )  # fmt: skip

    def notes(self) -> tuple[Note, ...]:
        """Return all notes, oldest first; raise RecordError if one was lost or changed."""
        rows, end = self._store.rows(sql.READ_NOTES, *self._key), self._notes_end()
        found = tuple(Note(branch=b, decision=d, kind=k, json=j) for b, d, k, j in rows)
        link = bytes(LINK_BYTES)
        for note in found:
            link = next_link(link, canonical(note))
        if end != (len(found), link):
            raise self._damage("the notes of the table are damaged")
        return found

    def _notes_end(self) -> tuple[int, bytes]:
        """Return how many notes there are, and the last link of their chain."""
        rows = self._store.rows(sql.READ_TALLY, *self._key)
        if not rows:
            raise self._damage("the count of notes is missing")
        count, link = rows[0]
        return count, link

    def put_text(self, text: Text) -> None:
        """Keep a free text; one with the same id is replaced."""
        with self._store.writing(self._code):
            self._store.change(sql.KEEP_SAID, *self._key, *row_of(text))

    def texts(self) -> tuple[Text, ...]:
        """Return all texts, ordered by id."""
        return tuple(map(text_of, self._store.rows(sql.READ_SAID, *self._key)))

    def erase(self, participant: str) -> int:
        """Delete keys and bodies of a participant's texts; return how many there were."""
        with self._store.writing(self._code):
            self._store.scrub_later()
            return self._store.change(sql.ERASE_SAID_HERE, *self._key, participant)

    def close(self) -> None:
        """Do nothing: the store is closed, not one of its tables."""

    def _damage(self, reason: str) -> RecordError:
        """Return the error for rows that no version of ours has written."""
        return RecordError(self.file, reason, _DAMAGED)


def raw(words: str) -> bytes:
    """Return what somebody typed as bytes that every database keeps and gives back."""
    return words.encode("utf-8", "surrogatepass")


def words_of(kept: bytes) -> str:
    """Return what `raw` was given."""
    return bytes(kept).decode("utf-8", "surrogatepass")


def row_of(text: Text) -> tuple[object, ...]:
    """Return the columns of a text."""
    return (text.id, text.participant, text.key, raw(text.body))


def text_of(row: tuple[str, str, bytes, bytes]) -> Text:
    """Return the text of a row."""
    name, participant, key, body = row
    return Text(id=name, participant=participant, key=key, body=words_of(body))
