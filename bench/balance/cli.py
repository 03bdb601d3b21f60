"""
Measures the chosen tables and prints them: `python -m bench.balance TABLE... [--games N]`.

`--json` prints one object, `--write` puts each table in its place in `docs/`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from attrs import frozen

from bench.balance import (
    always,
    first_moves,
    games,
    levels,
    levers,
    mechanics,
    outcomes,
    pages,
    skill,
    states,
    summers,
    tempers,
)
from bench.balance.tables import Table, markdown, plain

Make = Callable[[Executor, int], Table]


@frozen
class Asked:
    """A table with the number of games a row that `docs/` shows."""

    make: Make
    games: int


TABLES: Mapping[str, Asked] = {
    "outcomes": Asked(outcomes.table, 1_000),
    "skill": Asked(skill.table, 400),
    "levels": Asked(levels.table, 6_000),
    "tempers": Asked(tempers.table, 600),
    "always": Asked(always.table, 300),
    "openings": Asked(first_moves.table, 400),
    "levers": Asked(levers.table, 4_000),
    "history": Asked(summers.table, 2_000),
    "states": Asked(states.table, 48),
    "mechanics": Asked(mechanics.table, 100),
}
"""Every table by name, in the order of the page."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the tables asked for; a bar that is missed is said, not an error."""
    said = _parser().parse_args(arguments)
    names = list(TABLES) if "all" in said.tables else list(dict.fromkeys(said.tables))
    made = []
    with games.workers() as pool:
        for name in names:
            asked = TABLES[name]
            table = asked.make(pool, said.games or asked.games)
            made.append(table)
            if said.write:
                pages.put(table)
            if not said.json:
                sys.stdout.write(markdown(table) + "\n")
                sys.stdout.flush()
    if said.json:
        sys.stdout.write(json.dumps({"tables": [plain(table) for table in made]}) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.balance", description=__doc__)
    parser.add_argument("tables", nargs="+", choices=[*TABLES, "all"], metavar="TABLE",
                        help=f"{', '.join(TABLES)}, or all")  # fmt: skip
    parser.add_argument("--games", type=counted, help="games a row")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/")
    return parser


def counted(text: str) -> int:
    """Read how many, at least one; for the commands that measure many games."""
    count = int(text)
    if count < 1:
        message = "at least 1"
        raise argparse.ArgumentTypeError(message)
    return count
