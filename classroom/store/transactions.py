"""
One connection to a database: transactions that nest, and statements that lose nothing on the way.

After whatever failure the whole outermost transaction is taken back, also where its writer goes on
as if nothing had been: nothing more is written under it, and it ends in a `RecordError`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import Any

from sim.record.errors import RecordError

_AGAIN = "nothing of it was kept: read the class again and write all of it again"

Rows = list[tuple[Any, ...]]


class Transactions(ABC):
    """What the two stores share of a connection. A thread waits until another's writes are done."""

    where: str

    def __init__(self) -> None:
        self._guard = RLock()
        self._depth = 0
        self._failed = False

    def together(self) -> AbstractContextManager[None]:
        """Make several writes one transaction; after a failure nothing of them is there."""
        return self._transaction(None)

    def writing(self, code: str) -> AbstractContextManager[None]:
        """Make several writes to a class one transaction; raise RecordError if it is not held."""
        return self._transaction(code)

    @contextmanager
    def _transaction(self, code: str | None) -> Iterator[None]:
        with self._guard:
            self._enter()
            try:
                if code is not None:
                    # Only now: to begin may have cost us the class, with a connection.
                    self._refuse_unheld(code)
                yield
                if self._depth == 1:
                    self._refuse_failed()
                    with self._guarded():
                        self._commit()
            except BaseException:
                self._take_back()
                raise
            finally:
                self._depth -= 1
            if self._depth == 0:
                self._kept()

    def rows(self, statement: str, *values: object) -> Rows:
        """Return what a statement reads, all of it."""
        with self._guard, self._guarded():
            return self._fetch(statement, values)

    def change(self, statement: str, *values: object) -> int:
        """Return how many rows a statement wrote; only within `together`."""
        assert self._depth, "a write stands in a transaction"
        try:
            return self._write(statement, values)
        except Exception:
            # Guarded only when something is wrong: this is what a burst of moves waits for.
            with self._guarded():
                raise

    def put(self, otherwise: Callable[[], RecordError], statement: str, *values: object) -> None:
        """Write one row, or raise what `otherwise` returns; at the latest at the end of it all."""
        if not self.change(statement, *values):
            raise otherwise()

    def _enter(self) -> None:
        """Begin a transaction, or go on with one that has not failed."""
        if self._depth:
            self._refuse_failed()
        else:
            self._failed = False
            with self._guarded():
                self._begin()
        self._depth += 1

    def _refuse_failed(self) -> None:
        if self._failed:
            raise RecordError(self.where, "a write of the same transaction failed", _AGAIN)

    def _take_back(self) -> None:
        """Undo the transaction once, at the innermost failure."""
        if not self._failed:
            self._failed = True
            self._roll_back()
            self._forget()

    @abstractmethod
    def _guarded(self) -> AbstractContextManager[None]:
        """Turn whatever the database raises into a RecordError."""

    @abstractmethod
    def _refuse_unheld(self, code: str) -> None:
        """Raise RecordError for a class that is not held."""

    @abstractmethod
    def _begin(self) -> None:
        """Begin a transaction."""

    @abstractmethod
    def _commit(self) -> None:
        """Put the transaction on the disk; raise where the database took it back itself."""

    @abstractmethod
    def _roll_back(self) -> None:
        """Take the transaction back if there is one; raise nothing."""

    @abstractmethod
    def _fetch(self, statement: str, values: tuple[object, ...]) -> Rows:
        """Return the rows of a statement that reads."""

    @abstractmethod
    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        """Return how many rows a statement that writes has touched."""

    @abstractmethod
    def _forget(self) -> None:
        """Drop what is remembered of the disk, since it may be ahead of it."""

    @abstractmethod
    def _kept(self) -> None:
        """Do what had to wait for the end of the outermost transaction."""
