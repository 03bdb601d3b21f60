"""
What a full class costs: 200 students at 50 tables over loopback, the load on the same two cores.

Each student says one thing a second, which is one recorded decision that the other seats see.
"""

import asyncio
import os
import socket
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from bench import measuring as m
from bench.classes.crowd import REMARK, Student, crowd, joined
from bench.classes.held import HOST, Held, Teacher

SCENARIO = "summer-2020"
STUDENTS = 200
SECONDS = 15
WAIT_SECONDS = 10.0
_SYNCS = 50
_MS = 1000


def class_(size: m.Size) -> list[m.Row]:
    """Measure joining, moving, hearing of moves, a broadcast and the memory of a class."""
    count = STUDENTS if size.rounds > 1 else 8
    seconds = SECONDS if size.rounds > 1 else 2
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as name:
        held = Held(Path(name), free_port())
        first = held.start()
        try:
            rows = asyncio.run(_lesson(held, count, seconds))
            sync = _sync_ms(Path(name))
            rows += [_row("first", first, "s", 1, "bare fdatasync, ms", sync),
                     _row("memory", held.memory_mb(), "MB", 150, "students", count)]  # fmt: skip
        finally:
            held.stop()
    return rows


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        found: int = probe.getsockname()[1]
        return found


async def _lesson(held: Held, count: int, seconds: int) -> list[m.Row]:
    teacher = Teacher(held)
    await teacher.log_in()
    code = await teacher.open_class(SCENARIO)
    students = crowd(held.port, code, count)
    burst, each = await joined(students)
    for one in students:
        one.listen()
    await teacher.act("phase", phase="briefing")
    await teacher.act("phase", phase="bargaining", seconds="1800")
    await listening(students)
    acks, heard, rate = await _talk(students, seconds)
    told = await _broadcast(teacher, students)
    await asyncio.gather(*(one.leave() for one in students))
    rows = [_row("joins", burst, "s for all", 3, "students", count),
            _row("joins.p99", p99(each) * _MS, "ms", None, "students", count)]  # fmt: skip
    rows += [_row("ack.p50", p50(acks) * _MS, "ms", 25, "moves/s", rate, 15),
             _row("ack.p99", p99(acks) * _MS, "ms", 250, "moves/s", rate, 100),
             _row("seen.p99", p99(heard) * _MS, "ms", 300, "deliveries", len(heard)),
             _row("broadcast.p99", p99(told) * _MS, "ms", 50, "streams", len(told))]  # fmt: skip
    return rows


async def listening(students: Sequence[Student]) -> None:
    """Wait until every stream is open."""
    until = time.perf_counter() + WAIT_SECONDS
    while not all(one.back for one in students):
        assert time.perf_counter() < until, "streams did not open"
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)


async def _talk(
    students: Sequence[Student], seconds: int
) -> tuple[list[float], list[float], float]:
    """Let everybody say something every second; return answers, deliveries and the rate."""
    base = [one.k for one in students]
    sent: list[tuple[int, int, float]] = []
    acks: list[float] = []

    async def speak(one: Student) -> None:
        begin = time.perf_counter() + one.number / len(students)
        for n in range(seconds):
            await asyncio.sleep(max(0.0, begin + n - time.perf_counter()))
            start = time.perf_counter()
            took, answer = await one.move(REMARK)
            acks.append(took)
            sent.append((one.number, int(str(answer["k"])) - base[one.number], start))

    start = time.perf_counter()
    await asyncio.gather(*(speak(one) for one in students))
    rate = len(acks) / (time.perf_counter() - start)
    await asyncio.sleep(1)
    return acks, list(_deliveries(students, base, sent)), rate


def _deliveries(
    students: Sequence[Student], base: Sequence[int], sent: Sequence[tuple[int, int, float]]
) -> "list[float]":
    """Return how long each remark took to reach each of the other seats of its table."""
    found = []
    seats = 4
    for number, place, start in sent:
        table = number // seats
        for other in range(table * seats, min(len(students), (table + 1) * seats)):
            if other != number:
                came = [at for k, at in students[other].came if k - base[other] >= place]
                assert came, f"student {other} never heard remark {place} of table {table}"
                found.append(came[0] - start)
    return found


async def _broadcast(teacher: Teacher, students: Sequence[Student], times: int = 10) -> list[float]:
    """Pause and resume; return how long each stream took to hear of it."""
    found = []
    for n in range(times):
        for one in students:
            one.poked.clear()
        start = time.perf_counter()
        answer = await teacher.act("pause" if n % 2 == 0 else "resume")
        assert answer.status == 303, answer  # noqa: PLR2004
        await asyncio.sleep(0.5)
        found += [one.poked[0] - start for one in students]
    return found


def p50(values: Sequence[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


def p99(values: Sequence[float]) -> float:
    """Return what 99 of 100 stay below."""
    return quantiles(values, n=100)[98]


def _sync_ms(folder: Path) -> float:
    """Return the milliseconds of a bare fdatasync of a small write."""
    path = folder / "sync"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    start = time.perf_counter()
    for _ in range(_SYNCS):
        os.write(handle, b"x" * 512)
        os.fdatasync(handle)
    taken = time.perf_counter() - start
    os.close(handle)
    return taken / _SYNCS * _MS


def _row(  # noqa: PLR0913, PLR0917 - a row is its columns
    name: str, value: float, unit: str, bar: float | None, peer: str, beside: float,
    goal: float | None = None,
) -> m.Row:  # fmt: skip
    return m.Row(name=f"class.{name}", value=value, unit=unit, bar=bar, goal=goal,
                 peer=m.Peer(peer, beside))  # fmt: skip
