"""
Finished games on the disk, so that a run that was killed goes on where it stopped.

Games come in chunks of seeds. A chunk's file is written by rename, so it is there whole or not at
all; its name holds all that decides its content: the code, the scenario, what is played, the seeds.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import frozen

from sim.record.codec import canonical
from sim.record.whole import write_whole
from sim.sweeps.plan import engine_digest

CHUNK = 50
_NAME_BYTES = 12
_MEASURING = ("forking.py", "noting.py", "named_days.py", "cells.py", "checks.toml")
Game = dict[str, Any]
"""What is kept of one game: plain values."""
Work = Callable[[str, Sequence[int]], list[Game]]
"""Plays what a name says with these seeds; a function that a worker process can import."""
Tell = Callable[[str], None]


@frozen
class Task:
    """Games of one kind: what plays them, what it is told, how many, and what they start from."""

    work: Work
    what: str
    count: int
    start: bytes = b""
    """The bytes of the scenario or of the record, so that another one is another task."""


@frozen
class _Chunk:
    task: Task
    seeds: range
    path: Path


def kept(pool: Executor, folder: Path, tasks: Sequence[Task], tell: Tell) -> list[list[Game]]:
    """Return the games of every task in the order of their seeds, playing those not yet there."""
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [list(_chunks(folder, task)) for task in tasks]
    missing = [chunk for some in chunks for chunk in some if not chunk.path.is_file()]
    tell(f"{sum(map(len, chunks)) - len(missing)} chunks are there, {len(missing)} to play")
    jobs = [(chunk.task.work, chunk.task.what, tuple(chunk.seeds)) for chunk in missing]
    for at, (chunk, games) in enumerate(zip(missing, pool.map(_play, jobs), strict=True), 1):
        write_whole(chunk.path, canonical(games) + b"\n")
        tell(f"{at} of {len(missing)} chunks played")
    return [[game for chunk in some for game in _read(chunk)] for some in chunks]


def _play(job: tuple[Work, str, tuple[int, ...]]) -> list[Game]:
    work, what, seeds = job
    return work(what, seeds)


def _read(chunk: _Chunk) -> list[Game]:
    found: list[Game] = json.loads(chunk.path.read_bytes())
    return found


def _chunks(folder: Path, task: Task) -> Iterator[_Chunk]:
    for first in range(0, task.count, CHUNK):
        seeds = range(first, min(task.count, first + CHUNK))
        what = [engine_digest(), _own_digest(), task.what, seeds.start, len(seeds)]
        name = blake2b(canonical(what) + task.start, digest_size=_NAME_BYTES).hexdigest()
        yield _Chunk(task, seeds, folder / f"{name}.json")


@lru_cache(maxsize=1)
def _own_digest() -> str:
    """Return the digest of what decides here what is noted of a game."""
    made = blake2b(digest_size=16)
    for name in _MEASURING:
        made.update(name.encode() + b"\n" + Path(__file__).with_name(name).read_bytes())
    return made.hexdigest()
