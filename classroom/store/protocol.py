"""
What a store of classes offers: one transaction for everything that one move changes.

A class is a journal of facts, one record a table, and what must stay apart from both: names, keys
of requests, texts. A store knows numbers and bytes; it never looks into a line. All stores pass one
contract suite, and their logs the suite of `sim.record` too.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from attrs import frozen

from sim.record.store import Log, Text


@frozen(kw_only=True)
class Entry:
    """A fact of a class: its number from 1, the wall time in milliseconds, canonical JSON."""

    number: int
    at: int
    line: bytes


@frozen(kw_only=True)
class Named:
    """What ties a pseudonym to a person. Erasure deletes the row, nothing else knows it."""

    participant: str
    name: str
    token: bytes
    """SHA-256 of the token in the cookie; empty where the seat was given to another device."""
    resume: bytes
    """SHA-256 of the code that moves the seat to another device."""


class Stamp(NamedTuple):
    """When a decision of a table was taken on the wall clock, and by which participant."""

    decision: int
    at: int
    """Milliseconds since the epoch."""
    participant: str
    """A pseudonym; empty for strategies and the facilitator."""


class ClassStore(Protocol):
    """
    The whole of a teacher's folder or database.

    One process writes a class; a second one that tries gets a `RecordError` which names the first.
    A class is held before anything of it is written, the logs of its tables included; who does not
    hold it may read. Whatever is written inside `together` is kept whole or not at all, and is on
    the disk when the outermost one ends. Written outside, it is a transaction of its own.

    A `Conflict` is raised by the write itself or, at the latest, by the end of the outermost
    `together`: over a network the writes of a batch travel in one journey. After whatever failure
    the writer reads the class again.
    """

    @property
    def where(self) -> str:
        """Name the store for people."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what people should know, such as a drive that is slow or a disk not synced."""

    def together(self) -> AbstractContextManager[None]:
        """Make several writes one transaction; after a failure nothing of them is there."""

    def classes(self) -> tuple[str, ...]:
        """Return the codes of all classes, oldest first."""

    def quiet(self, until: int) -> tuple[str, ...]:
        """Return the classes with names in which nothing happened after a moment, oldest first."""

    def found(self, code: str) -> None:
        """Make an empty class and hold it for writing; raise RecordError if the code is taken."""

    def hold(self, code: str) -> None:
        """Hold a class for writing; raise RecordError if another process holds it, or none is."""

    def release(self, code: str) -> None:
        """Let go of a class, so that another process may hold it; nothing where it is not held."""

    def enter(self, code: str, expected: int, at: int, line: bytes) -> int:
        """Add a fact after `expected` ones and return its number; raise Conflict if not so."""

    def entries(self, code: str, after: int = 0) -> Iterator[Entry]:
        """Yield the facts of a class after a number, in order."""

    def make_table(self, code: str, table: int, header: bytes) -> Log:
        """Begin a table's record; raise Conflict if it was begun."""

    def table(self, code: str, table: int) -> Log:
        """Return a table's record; raise RecordError for one never begun."""

    def tables(self, code: str) -> tuple[int, ...]:
        """Return the numbers of the tables that have a record, in order."""

    def stamp(self, code: str, table: int, stamp: Stamp) -> None:
        """Keep when a decision was taken; raise Conflict for one that has its stamp."""

    def stamps(self, code: str, table: int) -> tuple[Stamp, ...]:
        """Return the stamps of a table, in order of decisions."""

    def keep_answer(self, code: str, participant: str, key: str, answer: bytes) -> None:
        """Keep what a request with a client's key was answered; raise Conflict for a known key."""

    def answer(self, code: str, participant: str, key: str) -> bytes | None:
        """Return what a key was answered, or None for a new one."""

    def put_name(self, code: str, named: Named) -> None:
        """Keep name, token and resume code of a participant, over former ones."""

    def names(self, code: str) -> tuple[Named, ...]:
        """Return what ties pseudonyms to persons, in order of pseudonyms."""

    def put_text(self, code: str, text: Text) -> None:
        """Keep a free text of a class that no table's log holds, such as an answer to a form."""

    def texts(self, code: str) -> tuple[Text, ...]:
        """Return those texts, in order of their ids."""

    def erase(self, code: str, participant: str) -> int:
        """
        Delete a participant's name, texts and the answers kept for its keys; return how many texts.

        Texts in the logs of tables go with them. Nothing of it is left in the files of the tables;
        what a store's own journal keeps for how long, its `_scrub` says. Raises RecordError where
        it is deleted but traces of it could not be removed yet: then erase again.
        """

    def put_secret(self, name: str, value: bytes) -> None:
        """Keep a value of the server itself, such as the hash of the teacher's passphrase."""

    def secret(self, name: str) -> bytes | None:
        """Return a value of the server, or None."""

    def close(self) -> None:
        """Let go of the store and of every class."""
