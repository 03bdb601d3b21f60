"""
How long the frames of a scripted game take, by kind; nothing may be drawn at rest.

Each run writes every frame to `frames-N.csv` in the cache folder; the rows are computed from these
files. The best run counts: another program can only make a frame longer.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from attrs import frozen

from bench import measuring as m
from sim.places import cache_folder

RUNS_MOST = 3
LONG_MS = 16.7
_ROOT = Path(__file__).parent.parent
_FIRST = """
import sys
from argparse import Namespace
from game import app
draw = app.App.draw
def first(self):
    draw(self)
    print("drawn", flush=True)
    self.running = False
app.App.draw = first
app.run(Namespace(file=None, scenario=None, seat=None, seed=1, level=None, lang="en",
                  branch=None, strategy=[], speak=False))
"""
_BARE = """
import pygame
from bench.memory import MB, held_kb
pygame.display.init()
pygame.display.set_mode((1280, 720))
pygame.display.flip()
print(held_kb() / MB, flush=True)
"""


@frozen(kw_only=True)
class Seen:
    """One run of the script."""

    spent: dict[str, list[float]]
    """Milliseconds of every frame by its kind, by the wall."""
    own: dict[str, list[float]]
    """The same by the processor: what other programs take does not count."""
    memory: float
    bare: float


def ordinary(spent: dict[str, list[float]]) -> list[float]:
    """Return every frame that does not change the screen."""
    return [ms for kind, found in spent.items() if kind != "screen" for ms in found]


def game(size: m.Size) -> list[m.Row]:
    """Measure a scripted game some times, and the start of the window as often."""
    rounds = min(size.rounds, RUNS_MOST)
    seen = [_run(size.minutes, number) for number in range(1, rounds + 1)]
    firsts = [_answered(_FIRST) for _ in range(rounds)]
    bares = [_answered(_BARE) for _ in range(rounds)]
    walls, own = [one.spent for one in seen], [one.own for one in seen]
    copy = m.Peer("a bare copy and flip, ms", min(one.bare for one in seen))
    dragging = m.Peer("by the processor, ms", min(p99(one["drag"]) for one in own))
    longest = m.Peer("by the processor, ms", min(max(ordinary(one)) for one in own))
    frames = sum(len(found) for found in seen[0].spent.values())
    return [
        _row("drag", min(p99(one["drag"]) for one in walls), "ms, p99", dragging, LONG_MS, 8.3),
        _row("longest", min(max(ordinary(one)) for one in walls), "ms", longest, LONG_MS),
        _row("long", min(_long(one) for one in seen), "frames", m.Peer("frames in all", frames)),
        _row("screen", min(max(one.spent["screen"]) for one in seen), "ms", copy, 100),
        _row("rest", max(len(one.spent.get("rest", ())) for one in seen), "redraws",
             m.Peer("frames in all", frames), 0),
        _row("first", min(when for when, _ in firsts), "s",
             m.Peer("a bare window, s", min(when for when, _ in bares)), 1.0, 0.5),
        _row("memory", min(one.memory for one in seen), "MB",
             m.Peer("a bare window, MB", min(float(said) for _, said in bares)), 150, 100),
    ]  # fmt: skip


def _row(  # noqa: PLR0913, PLR0917 - a row is what it says, all of it
    name: str,
    value: float,
    unit: str,
    peer: m.Peer,
    bar: float | None = None,
    goal: float | None = None,
) -> m.Row:
    return m.Row(name=f"game.{name}", value=value, unit=unit, peer=peer, bar=bar, goal=goal)


def p99(spent: list[float]) -> float:
    """Return the time that all but one in a hundred stay under."""
    return sorted(spent)[min(len(spent) * 99 // 100, len(spent) - 1)]


def _long(seen: Seen) -> int:
    return sum(ms > LONG_MS for ms in ordinary(seen.spent))


def _run(minutes: int, number: int) -> Seen:
    """Play the script in a process of its own and read back the frames it wrote."""
    file = cache_folder() / "bench" / f"frames-{number}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    called = [sys.executable, "-m", "bench.frames_run", str(minutes), str(file)]
    said = subprocess.run(  # noqa: S603 - a program of ours
        called, check=True, stdout=subprocess.PIPE, text=True, cwd=_ROOT, env=_surroundings()
    ).stdout
    memory, bare = map(float, said.split()[-2:])
    return Seen(
        spent=frames_of(file), own=frames_of(file, "processor_ms"), memory=memory, bare=bare
    )


def frames_of(file: Path, column: str = "ms") -> dict[str, list[float]]:
    """Return the milliseconds of every frame of a file by kind."""
    spent: dict[str, list[float]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            spent.setdefault(row["kind"], []).append(float(row[column]))
    return spent


def _answered(code: str) -> tuple[float, str]:
    """Return how long a fresh interpreter takes to its last word, and that word."""
    begun = perf_counter()
    with subprocess.Popen(  # noqa: S603 - a program of ours
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=_ROOT,
        env=_surroundings(),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        for line in child.stdout:
            word = line.strip()
            if word == "drawn" or word[:1].isdigit():
                return perf_counter() - begun, word
    raise AssertionError("no window was opened")


def _surroundings() -> dict[str, str]:
    return {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
