"""
Sweeps: how well two workers share the work, what a worker needs, how soon ten million rows answer.

The physical limit beside them is a loop that only counts, played by one process and then by two: on
a shared machine two cores are seldom twice one.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from bench import measuring as m
from bench.memory import MB, held_kb
from sim.sweeps.columns import frame
from sim.sweeps.plan import planned
from sim.sweeps.pools import processes
from sim.sweeps.sweeping import swept

WORKERS = 2
ROUNDS = 3
TEN_THOUSAND = 10_000
ROWS = 10_000_000
_COUNT = 2_000_000


def sweep(size: m.Size) -> list[m.Row]:
    """Measure sweeps with one worker and with two, their memory, and a query of their events."""
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as folder:
        rounds = [_round(Path(folder), size.swept, at) for at in range(min(ROUNDS, size.rounds))]
        rows = _rates(rounds, size.swept)
        return [*rows, *_memory(Path(folder), size.swept), _query(Path(folder), size)]


def _round(folder: Path, games: int, at: int) -> tuple[float, float, float]:
    """Return the seconds of one worker, of two, and how well two processes share mere counting."""
    one = _swept(folder / f"one-{at}", games, 1)
    two = _swept(folder / f"two-{at}", games, WORKERS)
    return one, two, _counting(1) / _counting(WORKERS)


def _swept(folder: Path, games: int, workers: int, *tables: str) -> float:
    start = time.perf_counter()
    swept(planned(None, games, tables=tables), folder, processes(workers))
    return time.perf_counter() - start


def _counting(workers: int) -> float:
    """Return the seconds in which each of so many processes counts to a number."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        list(pool.map(_count, [1] * workers))
        start = time.perf_counter()
        list(pool.map(_count, [_COUNT] * workers))
        return time.perf_counter() - start


def _count(number: int) -> int:
    total = 0
    for one in range(number):
        total += one
    return total


def _rates(rounds: list[tuple[float, float, float]], games: int) -> list[m.Row]:
    shared = median(limit for _, _, limit in rounds)
    efficiency = median(one / (WORKERS * two) for one, two, _ in rounds)
    seconds = median(two for _, two, _ in rounds) * TEN_THOUSAND / games
    alone = median(one for one, _, _ in rounds) * TEN_THOUSAND / games
    return [
        m.Row(name="sweep.efficiency", value=efficiency, unit="of 2 cores", bar=0.85, goal=0.95,
              peer=m.Peer("two processes that count", shared), more_is_better=True),
        m.Row(name="sweep.games", value=seconds, unit="s for 10,000", bar=300,
              peer=m.Peer("one worker, s", alone)),
    ]  # fmt: skip


def _memory(folder: Path, games: int) -> list[m.Row]:
    """Return what a worker holds at most after a sweep, and after one four times as long."""
    short, long = (_peak(folder / f"peak-{times}", times * games) for times in (1, 4))
    return [
        m.Row(name="sweep.memory", value=long, unit="MB a worker", bar=300,
              peer=m.Peer(f"after {games} games, MB", short)),
        m.Row(name="sweep.flat", value=long / short, unit="four times", bar=1.1,
              peer=m.Peer("games", 4 * games)),
    ]  # fmt: skip


def _peak(folder: Path, games: int) -> float:
    found: list[int] = []
    place = processes(1)
    plan = planned(None, games, tables=("events", "decisions"))
    swept(plan, folder, place, lambda *_: found.append(_largest_child()))
    return max(found) / MB


def _largest_child() -> int:
    """Return the most memory in kB that a child of this process ever held; 0 without /proc."""
    tasks = Path("/proc/self/task")
    children = [one for task in tasks.glob("*/children") for one in task.read_text().split()]
    return max(map(held_kb, children), default=0)


def _query(folder: Path, size: m.Size) -> m.Row:
    """Measure a question to ten million events: the real ones of a sweep, over and over."""
    import duckdb

    events = folder / "peak-1"
    wanted = ROWS if size is m.FULL else ROWS // 1_000
    target = str(folder / "many.parquet")
    with duckdb.connect() as made:
        count = frame(events, "events").count("*").fetchall()[0][0]
        times = -(-wanted // count)
        many = made.sql(
            "select e.* replace (seed + 1000000 * n as seed) "
            "from read_parquet($file) e, range($times) t(n)",
            params={"file": str(events / "events.parquet"), "times": times},
        )
        many.write_parquet(target)
    return m.Row(name="sweep.query", value=_seconds(lambda: _by_kind(target)), unit="s", bar=1,
                 peer=m.Peer("rows", times * count))  # fmt: skip


def _seconds(work: Callable[[], Any]) -> float:
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)


def _by_kind(path: str) -> list[Any]:
    import duckdb

    words = "select kind, actor, count(*), avg(minute) from read_parquet(?) group by all"
    with duckdb.connect() as asked:
        return asked.execute(words, [path]).fetchall()
