"""
Measure what a class may expect of a scenario: `python -m classroom.materials.expected SCENARIO`.

Plays games of the scenario's own strategies and keeps their ranges for the teaching note.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from classroom.materials.ranges import measured, path_of, text_of
from sim.domain.setting import Scenario
from sim.engine.run import Run, simulate
from sim.errors import CANNOT, DONE, CannotError
from sim.scenario import load_scenario
from sim.scenario_check import ScenarioError

GAMES = 1000
_LEAST = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a scenario and write its file; return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        scenario = load_scenario(asked.scenario)
        target = asked.out or path_of(scenario)
        target.parent.mkdir(parents=True, exist_ok=True)
        ranges = measured(scenario, _games(scenario, asked.seed, asked.games), asked.seed)
        target.write_text(text_of(ranges), encoding="utf-8")
    except (CannotError, ScenarioError) as error:
        return _failed(f"error: {error}")
    except OSError as error:
        return _failed(f"error: {error.filename}: {error.strerror}; give another --out")
    sys.stdout.write(f"{target.resolve()}\n")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="classroom.materials.expected", description=__doc__)
    parser.add_argument("scenario", help="a shipped scenario or a file")
    parser.add_argument("--games", type=_games_number, default=GAMES, help="how many games")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; the others follow")
    parser.add_argument("--out", type=Path, help="a file, in place of the one the note reads")
    return parser


def _games_number(text: str) -> int:
    number = int(text)
    if number < _LEAST:
        raise argparse.ArgumentTypeError(f"quartiles take {_LEAST} games or more")
    return number


def _games(scenario: Scenario, seed: int, games: int) -> Iterator[Run]:
    from rich.console import Console
    from rich.progress import track

    aside = Console(stderr=True)
    hidden = not aside.is_terminal
    for number in track(range(games), scenario.id, console=aside, disable=hidden):
        yield simulate(scenario, seed + number)


def _failed(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return CANNOT


if __name__ == "__main__":
    sys.exit(main())
