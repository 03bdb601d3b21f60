"""
A whole lesson with scripted students who bargain: from joining to the files a teacher takes home.

Each student is told by its stream when it is due, asks what it sees and may do, and chooses with
its own luck: it signs what is worth more than no deal, else offers, or waits.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bench.classes.crowd import Student, crowd, joined
from bench.classes.held import Held, Teacher
from bench.classes.measured import SCENARIO, free_port, listening

_POLL_SECONDS = 1.0
_SIGNS, _OFFERS = 0.6, 0.25
_OVER = "over"


class Held50(NamedTuple):
    """What a lesson of scripted students came to."""

    seconds: float
    """From the first joining to the last file."""
    moves: int
    tables: int
    ended: int
    """Tables that had their outcome before the time was up."""
    archive: bytes
    """The class as one file."""


async def bargain(one: Student, luck: Random, until: float) -> int:
    """Let a student play its seat until its table is over or the time is; return its moves."""
    made = 0
    while time.perf_counter() < until:
        one.news.clear()
        told = await _seen(one)
        if told is None or told[_OVER]:
            return made
        if not told["due"]:
            await _woken(one)
            continue
        one.k = int(told["k"])
        await one.move(chosen(told, luck))
        made += 1
    return made


async def _seen(one: Student) -> dict[str, Any] | None:
    """Return what the seat sees and may do; a server that is away is asked again."""
    while True:
        try:
            answer = await one.wire.get(f"/c/{one.code}/seat/view")
        except ConnectionError:
            await asyncio.sleep(0.25)
            continue
        if answer.status == 200:  # noqa: PLR2004
            found: dict[str, Any] = json.loads(answer.body)
            return found
        if answer.status in (403, 409):
            return None
        await asyncio.sleep(0.25)


async def _woken(one: Student) -> None:
    """Wait until the stream says something, or a second at most."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(one.news.wait(), _POLL_SECONDS)


def chosen(told: dict[str, Any], luck: Random) -> list[Any]:
    """Return a move among the legal ones."""
    legal: list[list[Any]] = told["legal"]
    good = [
        ["accept", {"table": offer["table"], "offer": offer["offer"]}]
        for offer in told["reckoned"].get("offers", ())
        if offer["worth"] > told["reckoned"]["no_deal"]
    ]
    signs = [move for move in legal if move[0] == "accept" and _is_among(move, good)]
    consents = [move for move in legal if move[0] in ("approve", "endorse")]
    if consents:
        return consents[0]
    if signs and luck.random() < _SIGNS:
        return luck.choice(signs)
    offers = [move for move in legal if move[0] == "propose"]
    if offers and luck.random() < _OFFERS:
        return luck.choice(offers)
    return ["wait", {}]


def _is_among(move: list[Any], good: list[list[Any]]) -> bool:
    fields = {"table": move[1]["table"], "offer": move[1]["offer"]}
    return any(fields == one[1] for one in good)


def held_lesson(folder: Path, count: int, seconds: float, seed: int = 0) -> Held50:
    """Hold a lesson of scripted students with a server of its own."""
    held = Held(folder, free_port())
    held.start()
    try:
        return asyncio.run(_lesson(held, count, seconds, seed))
    finally:
        assert held.stop() == 0


async def _lesson(held: Held, count: int, seconds: float, seed: int) -> Held50:
    teacher = Teacher(held)
    await teacher.log_in()
    code = await teacher.open_class(SCENARIO)
    start = time.perf_counter()
    students = crowd(held.port, code, count)
    await joined(students)
    for one in students:
        one.listen()
    await teacher.act("phase", phase="briefing")
    await teacher.act("phase", phase="bargaining", seconds="1800")
    await listening(students)
    moves = await played(students, time.perf_counter() + seconds, seed)
    await teacher.act("end_all")
    await teacher.act("phase", phase="debrief")
    await teacher.act("reveal")
    wall = await teacher.wire.get(f"/teach/{code}/projector")
    assert wall.status == 200, wall  # noqa: PLR2004
    files = await teacher.wire.get(f"/teach/{code}/export/class.zip")
    assert files.status == 200, files  # noqa: PLR2004
    taken = time.perf_counter() - start
    await asyncio.gather(*(one.leave() for one in students))
    over = sum(moves[at][1] for at in range(0, count, 4))
    return Held50(taken, sum(made for made, _ in moves), -(-count // 4), over, files.body)


async def played(students: Sequence[Student], until: float, seed: int) -> list[tuple[int, bool]]:
    """Let all bargain; return by student how many moves it made and whether its table ended."""
    luck = [Random(seed * 1000 + one.number) for one in students]  # noqa: S311
    made = await asyncio.gather(
        *(bargain(one, own, until) for one, own in zip(students, luck, strict=True))
    )
    return [(count, time.perf_counter() < until) for count in made]
