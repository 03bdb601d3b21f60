"""
Drives a sweep: hands out what is missing, keeps what comes back, outlives workers.

When a worker dies, every chunk that was out is suspected. Suspects are played game by game in a
process of their own, so that it is known which game ends it; a game that ended two is put aside.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)

from attrs import define, field

from sim.errors import KeyedError
from sim.sweeps.alone import TOLD, alone, why_said
from sim.sweeps.columns import parquet, table_columns
from sim.sweeps.games import (
    Job,
    OtherVersionError,
    Packed,
    Played,
    job_of,
    play_chunk,
    scenario_of,
)
from sim.sweeps.ledger import Ledger
from sim.sweeps.plan import Chunk
from sim.sweeps.pools import Place
from sim.sweeps.watch import DECISION_SECONDS, ENDLESS
from sim.words import load, system_language

AHEAD = 2
"""Chunks handed out for each worker: one is played, one waits, so that nobody is idle."""
ASIDE_MOST, ASIDE_SHARE = 5, 0.1
"""A sweep is given up when more games than that, and than that share of all, are put aside."""
WAIT_MOST, WAIT_SHARE = 30.0, 0.1
"""A sweep is given up when it waited in vain longer than that, and than that share of its time."""
STALL_SECONDS = 600.0
"""A cluster that brings nothing for so long has lost its workers or itself."""
Tell = Callable[[int, int], None]
"""Is told how many games are finished now, and how many there are."""


@define
class Drive:
    """One run of a sweep's driver."""

    ledger: Ledger
    place: Place
    tell: Tell = field(default=lambda _done, _all: None)
    done: int = 0
    waited: float = 0.0
    """Seconds that games played alone waited for a strategy that never answered."""
    began: float = field(init=False, factory=time.monotonic)
    left: deque[Chunk] = field(init=False)
    """Chunks that are not there yet."""

    def __attrs_post_init__(self) -> None:
        """Look what is there."""
        self.left = deque(self.ledger.missing())

    def run(self) -> None:
        """
        Play all that is missing.

        Raises:
            KeyedError: where it cannot go on; what is finished is kept.

        """
        left = self.left
        whole = self.ledger.plan.games
        self.done = whole - sum(len(chunk.seeds) for chunk in left)
        self.tell(self.done, whole)
        while left:
            with self.place.open() as pool:
                suspects = self._hand_out(pool, left)
            for chunk in sorted(suspects, key=lambda one: (one.seeds.start, one.cell)):
                self._examine(chunk)

    def _hand_out(self, pool: Executor, left: deque[Chunk]) -> list[Chunk]:
        """Play chunks until none is left or a worker died; return those that are suspected."""
        out: dict[Future[Packed], Chunk] = {}
        suspects: list[Chunk] = []
        while (left and not suspects) or out:
            while left and not suspects and len(out) < AHEAD * self.place.workers:
                chunk = left.popleft()
                out[self._submitted(pool, chunk)] = chunk
            ready, _ = wait(out, STALL_SECONDS if self.place.far else None, FIRST_COMPLETED)
            if not ready:
                raise _lost()
            for future in ready:
                suspects += self._collected(future, out.pop(future))
        return suspects

    def _submitted(self, pool: Executor, chunk: Chunk) -> "Future[Packed]":
        try:
            return pool.submit(packed_chunk, self._job(chunk))
        except BrokenExecutor as error:
            broken: Future[Packed] = Future()
            broken.set_exception(error)
            return broken

    def _collected(self, future: "Future[Packed]", chunk: Chunk) -> list[Chunk]:
        """Keep a chunk that came back; return it if its worker died."""
        try:
            found = future.result()
        except BrokenExecutor:
            return [chunk]
        except OtherVersionError as error:
            raise _other_version(error) from None
        except (CancelledError, ConnectionError, TimeoutError):
            raise _lost() from None
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                return [chunk]
            raise
        self._kept(chunk, found)
        return []

    def _kept(self, chunk: Chunk, found: Packed) -> None:
        self.ledger.keep(chunk, found.rows, found.tables)
        self.done += len(chunk.seeds)
        self.tell(self.done, self.ledger.plan.games)

    def _job(self, chunk: Chunk) -> Job:
        kept = (seed for seed in chunk.seeds if (chunk.name, seed) not in self.ledger.quarantined)
        return job_of(self.ledger.plan, chunk.cell, kept)

    def _examine(self, chunk: Chunk) -> None:
        """Play a suspected chunk game by game, put aside what ends its process again, keep it."""
        job = self._job(chunk)
        played: list[Played] = []
        for seed, result in alone(job):
            if isinstance(result, str):
                self.ledger.put_aside(chunk, seed, result)
                self.waited += DECISION_SECONDS if result == TOLD[ENDLESS] else 0
                self._check_wait()
            else:
                played.append(result)
        self._kept(chunk, packed(job, played))
        self._check_many()

    def _check_wait(self) -> None:
        """Give up at once where playing on is mostly waiting."""
        if self.waited > max(WAIT_MOST, WAIT_SHARE * (time.monotonic() - self.began)):
            raise self._given_up("games.silent")

    def _check_many(self) -> None:
        """Give up where too many games are put aside and more are to come; each chunk is kept."""
        many = len(self.ledger.put_asides()) > max(ASIDE_MOST, ASIDE_SHARE * self.done)
        if many and self.done < self.ledger.plan.games:
            raise self._given_up("games.ended")

    def _given_up(self, key: str) -> KeyedError:
        aside = self.ledger.put_asides()
        return KeyedError(
            str(self.ledger.folder), key, count=len(aside),
            why=why_said(aside[-1][2], load(system_language())), seconds=f"{self.waited:.0f}",
            seeds=", ".join(str(seed) for _, seed, _ in aside[:ASIDE_MOST]),
        )  # fmt: skip


def packed_chunk(job: Job) -> Packed:
    """Play a job and return its rows and its tables as bytes; what a worker runs."""
    return packed(job, play_chunk(job))


def packed(job: Job, played: Sequence[Played]) -> Packed:
    """Return finished games as the bytes that are kept of them."""
    scenario = scenario_of(job.header)
    tables = {
        name: parquet(table_columns(name, scenario), _rows(played, name)) for name in job.tables
    }
    return Packed([one.row for one in played], tables)


def _rows(played: Sequence[Played], table: str) -> Iterator[tuple[object, ...]]:
    return (row for one in played for row in one.tables[table])


def _lost() -> KeyedError:
    return KeyedError("--cluster", "cluster.lost")


def _other_version(error: OtherVersionError) -> KeyedError:
    return KeyedError("--cluster", "cluster.version", error=error)
