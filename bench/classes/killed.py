"""
A class whose server is killed while everybody talks, again and again: what is lost or doubled.

Students repeat what was not acknowledged with the same key, as the page does. In the end each has
as many decisions in the record as it had answers: fewer are lost, more are doubled.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import measuring as m
from bench.classes.crowd import REMARK, Student, crowd, joined
from bench.classes.held import Held, Teacher, free_port, is_here
from bench.classes.measured import SCENARIO, STUDENTS, listening
from sim.record.replay import open_record

KILLS = 50
_QUIET = (0.2, 1.2)
"""Seconds between a restart and the next kill."""
_PAUSE = 0.5
"""Seconds between two remarks of a student."""
_BACK_SECONDS = 20.0


class Found(NamedTuple):
    """What came of it."""

    kills: int
    moves: int
    """Acknowledged in all."""
    lost: int
    doubled: int
    usurped: int
    """Decisions of strategies at seats whose people were only waiting for the server."""
    back: tuple[float, ...]
    """Seconds from each kill's restart until every stream was open again."""


def kills(size: m.Size) -> list[m.Row]:
    """Measure what a class loses when its server is killed, and how soon everybody is back."""
    if not is_here("kills"):
        return []
    count, times = (STUDENTS, KILLS) if size.rounds > 1 else (8, 2)
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as name:
        found = killed(Path(name), count, times)
    moves = m.Peer("acknowledged moves", found.moves)
    start = m.Peer("bare start of python, s", m.unit_seconds(_bare_start, m.OF_WALL))
    return [
        m.Row(name="kills.lost", value=found.lost, unit="moves", bar=0, peer=moves),
        m.Row(name="kills.doubled", value=found.doubled, unit="moves", bar=0, peer=moves),
        m.Row(name="kills.usurped", value=found.usurped, unit="moves", bar=0, peer=moves),
        m.Row(name="kills.back", value=max(found.back), unit="s, slowest", bar=2, peer=start),
    ]


def _bare_start() -> int:
    """Start an interpreter that does nothing; it must end well."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1


def killed(folder: Path, count: int, kills: int, seed: int = 0) -> Found:
    """Let a class talk, kill its server so many times, and count what its records hold."""
    held = Held(folder, free_port())
    held.start()
    try:
        code, students, back = asyncio.run(_lesson(held, count, kills, Random(seed)))  # noqa: S311
    finally:
        assert held.stop() == 0
    moves = sum(len(one.answers) for one in students)
    return Found(kills, moves, *_compared(folder / code, students), tuple(back))


async def _lesson(
    held: Held, count: int, kills: int, luck: Random
) -> tuple[str, list[Student], list[float]]:
    teacher = Teacher(held)
    await teacher.log_in()
    code = await teacher.open_class(SCENARIO)
    students = crowd(held.port, code, count)
    await joined(students)
    for one in students:
        one.listen()
    await teacher.act("phase", phase="briefing")
    await teacher.act("phase", phase="bargaining", seconds="3600")
    await listening(students)
    over = asyncio.Event()
    talking = [asyncio.create_task(_talk(one, over)) for one in students]
    back = []
    for _ in range(kills):
        await asyncio.sleep(luck.uniform(*_QUIET))
        back.append(await _again(held, students))
    over.set()
    await asyncio.gather(*talking)
    await asyncio.gather(*(one.leave() for one in students))
    return code, students, back


async def _talk(one: Student, over: asyncio.Event) -> None:
    """Say something now and then, each time until it is acknowledged."""
    while not over.is_set():
        await one.move(REMARK)
        await asyncio.sleep(_PAUSE)


async def _again(held: Held, students: Sequence[Student]) -> float:
    """Kill the server, start it again and return the seconds until every stream is open."""
    held.kill()
    for one in students:
        one.back.clear()
    start = time.perf_counter()
    await asyncio.to_thread(held.start)
    while not all(one.back for one in students):
        assert time.perf_counter() - start < _BACK_SECONDS, "somebody did not come back"
        await asyncio.sleep(0.02)
    return max(one.back[0] for one in students) - start


def _compared(folder: Path, students: Sequence[Student]) -> tuple[int, int, int]:
    """Return remarks that no record holds, that it holds too often, and moves of strategies."""
    lost = doubled = usurped = 0
    seats = 4
    for table in range(len(students) // seats):
        record = open_record(folder / f"table-{table + 1:02d}.jsonl")
        order = [actor.id for actor in record.header.scenario.actors if actor.is_seat]
        for place, seat in enumerate(order[:seats]):
            one = students[table * seats + place]
            said = sum(
                made.actor == seat and made.source == "human" and type(made.move).__name__ == "Say"
                for made in record.decisions
            )
            lost += max(0, len(one.answers) - said)
            doubled += max(0, said - len(one.answers))
            usurped += sum(
                made.actor == seat and made.source == "strategy" for made in record.decisions
            )
    return lost, doubled, usurped
