"""
What a full class costs: 200 students at 50 tables over loopback, the load on the same two cores.

Each student says one thing a second, which is one recorded decision that the other seats see. The
peer gets the same crowd and the same remarks, after us, when a full size is measured.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from bench import measuring as m
from bench.classes.crowd import REMARK, Student, crowd, joined
from bench.classes.figures import MS, p50, p99
from bench.classes.held import Held, Teacher, free_port, is_here
from bench.classes.peer.otree import VERSION, beside

SCENARIO = "summer-2020"
STUDENTS = 200
SECONDS = 15
WAIT_SECONDS = 10.0
_SYNCS = 50
ECHO = "a sender hears itself, before the commit (it acknowledges nothing), ms"


def class_(size: m.Size) -> list[m.Row]:
    """Measure joining, moving, hearing of moves, a broadcast and the memory of a class."""
    if not is_here("class"):
        return []
    full = size.rounds > 1
    count, seconds = (STUDENTS, SECONDS) if full else (8, 2)
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as name:
        held = Held(Path(name), free_port())
        first = held.start()
        try:
            ours = asyncio.run(_lesson(held, count, seconds))
            ours |= {"first": first, "memory": held.memory_mb(), "sync": _sync_ms(Path(name))}
        finally:
            held.stop()
    return rows(ours, beside(count, seconds) if full else None)


def rows(ours: Mapping[str, float], theirs: Mapping[str, float] | None) -> list[m.Row]:
    """Return our figures, beside the peer's where it does the same and could be measured."""
    people, sync = ("students", ours["students"]), ("bare fdatasync, ms", ours["sync"])
    rate, heard = ("moves/s", ours["rate"]), ("deliveries", ours["deliveries"])
    told = Beside(theirs)
    return [
        _row("first", ours, "s", 1, told.put("first", "first page, s", sync)),
        _row("joins", ours, "s for all", 3, told.put("joins", "joins, s for all", people)),
        _row("joins.p99", ours, "ms", None, told.put("joins.p99", "joins, ms", people)),
        _row("rate", ours, "moves/s", None, told.put("rate", "remarks/s", people)),
        _row("ack.p50", ours, "ms", 25, told.put("echo.p50", ECHO, rate), 15),
        _row("ack.p99", ours, "ms", 250, told.put("echo.p99", ECHO, rate), 100),
        _row("seen.p50", ours, "ms", None, told.put("seen.p50", "seen, ms", heard)),
        _row("seen.p99", ours, "ms", 300, told.put("seen.p99", "seen, ms", heard)),
        _row("broadcast.p99", ours, "ms", 50, m.Peer("streams", ours["students"])),
        _row("memory", ours, "MB", 150, told.put("memory", "all its processes, MB", people)),
    ]


@frozen
class Beside:
    """The peer's figures, or none."""

    figures: Mapping[str, float] | None

    def put(self, name: str, what: str, otherwise: tuple[str, float]) -> m.Peer:
        """Return the peer's figure of that name, or what else explains ours."""
        if self.figures is None:
            return m.Peer(*otherwise)
        people = self.figures["people"]
        return m.Peer(f"oTree {VERSION}, {people:g} people, {what}", self.figures[name])


async def _lesson(held: Held, count: int, seconds: int) -> dict[str, float]:
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
    return {
        "students": count,
        "joins": burst,
        "joins.p99": p99(each) * MS,
        "rate": rate,
        "ack.p50": p50(acks) * MS,
        "ack.p99": p99(acks) * MS,
        "deliveries": len(heard),
        "seen.p50": p50(heard) * MS,
        "seen.p99": p99(heard) * MS,
        "broadcast.p99": p99(told) * MS,
    }


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
    return taken / _SYNCS * MS


def _row(  # noqa: PLR0913, PLR0917 - a row is its columns
    name: str, ours: Mapping[str, float], unit: str, bar: float | None, peer: m.Peer,
    goal: float | None = None,
) -> m.Row:  # fmt: skip
    return m.Row(name=f"class.{name}", value=ours[name], unit=unit, bar=bar, goal=goal, peer=peer)
