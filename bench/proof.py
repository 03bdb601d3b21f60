"""
Writes `docs/proof.md`: every figure with its command, its machine and its peer of the same run.

`python -m bench.proof [NAME]...` measures the groups named, or all, and puts each into its place on
the page; the others keep the figures and the machine of the day they were taken. Several groups are
measured each in a process of its own: what one has loaded or kept in memory is no other's.
"""

import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path

from bench.measuring import FULL, Row
from bench.rows import GROUPS, chosen, short
from sim.errors import CannotError

PAGE = Path(__file__).resolve().parent.parent / "docs" / "proof.md"
PACKAGES = ("simpy", "attrs", "msgspec", "duckdb", "pygame-ce", "negmas", "numpy",
            "starlette", "uvicorn")  # fmt: skip
_CPU = Path("/proc/cpuinfo")
HEAD = """# Proof

Every figure that this project claims, beside what it is measured against. Each part is written by
the command above it, on the machine named there. Peers are measured in the same run, in turn with
us, so ratios can be compared and absolute times cannot. Bars and goals are those of the design;
`missed` stays in. `python -m uv run --group peers --extra class python -m bench.proof` takes them
all.
"""
WHAT: Mapping[str, str] = {
    "decision": "One recorded decision of a full game of four seats",
    "games": "Whole games",
    "replay": "Replay from SQLite: fetch, chain, decode, fold",
    "append": "A durable decision, committed",
    "fork": "A fork of a record of 10,000 events",
    "help": "The command line's first answer",
    "flat": "The cost of an event late in a long record",
    "bilateral": "A bilateral negotiation of 14,400 packages, agreements equal",
    "frontier": "Frontier and solution points of a million packages",
    "evaluation": "The expected result in the window",
    "review": "The review of a seat's game on one core",
    "game": "Frames of the game at 1280x720 in software",
    "sweep": "Sweeps on two cores, 25 games a chunk",
    "class": "A class of 200 students at 50 tables over loopback",
    "kills": "A class of 200 whose server is killed 50 times while everybody talks",
}
MORE: Mapping[str, str] = dict.fromkeys(("class", "kills"), " --extra class")
"""What a group needs beside the peers to be measured."""


def main(arguments: Sequence[str]) -> int:
    """Measure the groups named and write them into the page."""
    try:
        names = chosen(arguments)
    except CannotError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    if len(names) > 1:
        return _each_alone(names)
    put(names[0], GROUPS[names[0]](FULL))
    sys.stdout.write(f"{names[0]}: written\n")
    return 0


def _each_alone(names: Sequence[str]) -> int:
    """Measure each group in a fresh process; go on after one that fails, and say so at the end."""
    failed = [name for name in names if _alone(name) != 0]
    for name in failed:
        sys.stderr.write(f"error: {name}: it was not measured; see what it said above\n")
    return 1 if failed else 0


def _alone(name: str) -> int:
    words = [sys.executable, "-m", "bench.proof", name]
    return subprocess.run(words, check=False).returncode  # noqa: S603 - a group of ours


def put(name: str, rows: Sequence[Row], page: Path = PAGE) -> None:
    """Write a group's rows into the page, over their former selves or at the end."""
    text = page.read_text(encoding="utf-8") if page.exists() else HEAD
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    block = f"{start}\n{part(name, rows)}\n{end}"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    put_in = found.sub(lambda _: block, text) if found.search(text) else f"{text}\n{block}\n"
    page.write_text(put_in, encoding="utf-8")


def part(name: str, rows: Sequence[Row]) -> str:
    """Return a group as a part of the page."""
    lines = [
        f"## {WHAT[name]}",
        "",
        f"`python -m uv run --group peers{MORE.get(name, '')} run_game.py bench {name}`",
        "",
        machine(),
        "",
        "| row | figure | unit | bar | goal | | beside it, in the same run |",
        "|---|---:|---|---:|---:|---|---|",
    ]
    return "\n".join([*lines, *map(_line, rows)])


def _line(row: Row) -> str:
    bar, goal = ("" if mark is None else f"{mark:g}" for mark in (row.bar, row.goal))
    said = "" if row.bar is None else "ok" if row.ok else "**missed**"
    beside = f"{row.peer.name}: {short(row.peer.value):g}"
    return (
        f"| {row.name} | {short(row.value):g} | {row.unit} | {bar} | {goal} | {said} | {beside} |"
    )


def machine() -> str:
    """Return where and when a figure is taken, and with what."""
    found = {name: _version(name) for name in PACKAGES}
    packages = ", ".join(f"{name} {number}" for name, number in found.items() if number)
    day = datetime.now(tz=UTC).date().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"Taken on {day}, {cpu_count()} cores of {_processor()}, {platform.system()} "
        f"{platform.release().partition('-')[0]}, {python}, {packages}."
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    try:
        named = re.search(r"model name\s*:\s*(.+)", _CPU.read_text(encoding="utf-8"))
    except OSError:
        named = None
    return named[1] if named else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
