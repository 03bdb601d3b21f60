"""
Plays and holds against 2020: `python -m bench.calibration [--summers N] [--forks N] ... [--write]`.

Finished games lie in a folder; a run that was killed goes on where it stopped. Without `--write`
the calibration is printed, with it `docs/history.md` is made: its rows and this part.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from bench.balance import games
from bench.balance.cli import counted
from bench.calibration import continuing, keeping, noting, odds, page, sensitivity
from bench.calibration.continuing import ANEW, FIXED
from bench.calibration.keys import GROUPS, keys
from bench.calibration.report import Report
from sim.engine.seating import opening_header
from sim.record.codec import encode_header

FOLDER = Path(__file__).resolve().parent.parent / "results" / "calibration"
SUMMERS, FORKS, RUNS = 10_000, 2_000, 500
SECONDS = 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the calibration; what is missed is said, not an error."""
    said = _parser().parse_args(arguments)
    with games.workers() as pool:
        report = made(pool, said)
    text = page.block(report, _command(said))
    if said.write:
        page.put(text)
    else:
        sys.stdout.write(text + "\n")
    return 0


def made(pool: Executor, said: argparse.Namespace) -> Report:
    """Play what is missing and return all of it."""
    tell = _Teller()
    start = encode_header(opening_header(games.scenario_of(), 0))
    days = [(day, types) for day in odds.dates() for types in (FIXED, ANEW)]
    tasks = [keeping.Task(noting.play, "summers", said.summers, start)]
    tasks += [continuing.task(day, types, said.forks) for day, types in days]
    summers, *forks = keeping.kept(pool, said.folder / "games", tasks, tell)
    chosen = keys(said.groups)[: said.keys]
    found = sensitivity.measured(pool, said.folder / "sensitivity", chosen, said.sensitivity, tell)
    return Report(
        summers=summers,
        forks={
            (day, types): continuing.continued(day, types, some)
            for (day, types), some in zip(days, forks, strict=True)
        },
        sensitivity=found,
    )


class _Teller:
    """Says on standard error how far it is, every few seconds."""

    def __init__(self) -> None:
        self._last = -SECONDS

    def __call__(self, text: str) -> None:
        """Say it unless something was said just now."""
        now = time.monotonic()
        if now - self._last >= SECONDS:
            self._last = now
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def _command(said: argparse.Namespace) -> str:
    groups = "" if tuple(said.groups) == GROUPS else f" --groups {' '.join(said.groups)}"
    some = "" if said.keys is None else f" --keys {said.keys}"
    return (
        f"python -m uv run python -m bench.calibration --summers {said.summers} "
        f"--forks {said.forks} --sensitivity {said.sensitivity}{groups}{some} --write"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.calibration", description=__doc__)
    parser.add_argument("--summers", type=counted, default=SUMMERS, help="from the opening")
    parser.add_argument("--forks", type=counted, default=FORKS, help="from each date, twice")
    parser.add_argument("--sensitivity", type=counted, default=RUNS, help="summers a cell")
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=GROUPS, metavar="GROUP",
                        help=f"numbers to move: {', '.join(GROUPS)}")  # fmt: skip
    parser.add_argument("--keys", type=counted, help="only so many of them")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished games lie")
    parser.add_argument("--write", action="store_true", help="make docs/history.md")
    return parser
