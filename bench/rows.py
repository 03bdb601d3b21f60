"""
All rows by group, and how they are printed: `run_game.py bench [NAME]... [--json]`.

A name chooses a group, or a row of one. A row that misses its bar makes the exit code 1.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench import (
    bargaining,
    expecting,
    frames,
    fronts,
    growing,
    playing,
    starting,
    storing,
    sweeping,
)
from bench.classes import killed, measured
from bench.measuring import FULL, Row, Size
from sim.errors import DONE, FINDINGS, CannotError

GROUPS: Mapping[str, Callable[[Size], list[Row]]] = {
    "decision": playing.decision,
    "games": playing.games,
    "replay": storing.replay,
    "append": storing.append,
    "fork": storing.fork,
    "help": starting.help_,
    "flat": growing.flat,
    "bilateral": bargaining.bilateral_,
    "frontier": fronts.frontiers,
    "evaluation": expecting.evaluation,
    "review": expecting.review,
    "game": frames.game,
    "sweep": sweeping.sweep,
    "class": measured.class_,
    "kills": killed.kills,
}

_HEAD = f"{'row':<20}{'value':>12} {'unit':<12}{'bar':>10}{'goal':>10}  {'ok':<4}beside it"


def measure(names: Sequence[str], *, as_json: bool, size: Size = FULL) -> int:
    """Take the chosen figures, or all, and print them; return the exit code."""
    groups = chosen(names)
    if not as_json:
        sys.stdout.write(_HEAD + "\n")
    found: list[Row] = []
    for group in groups:
        rows = GROUPS[group](size)
        found += rows
        if not as_json:
            sys.stdout.writelines(_text(row) for row in rows)
            sys.stdout.flush()
    if as_json:
        sys.stdout.write(json.dumps({"rows": [plain(row) for row in found]}) + "\n")
    return DONE if all(row.ok for row in found) else FINDINGS


def chosen(names: Sequence[str]) -> list[str]:
    """Return the groups that are asked for, in our order."""
    wanted = {name.partition(".")[0] for name in names}
    for name in sorted(wanted - GROUPS.keys()):
        raise CannotError(name, "there is no such row", f"choose one of {', '.join(GROUPS)}")
    return [group for group in GROUPS if not wanted or group in wanted]


def plain(row: Row) -> dict[str, Any]:
    """Return a row as `--json` prints it."""
    return {
        "name": row.name,
        "value": short(row.value),
        "unit": row.unit,
        "bar": row.bar,
        "goal": row.goal,
        "peer": row.peer.name,
        "peer_value": short(row.peer.value),
        "ok": row.ok,
    }


def short(value: float) -> float:
    """Return a figure with as many digits as it deserves."""
    return float(f"{value:.4g}")


def _text(row: Row) -> str:
    """Return a row as one line of the table."""
    bar, goal = ("" if mark is None else f"{mark:g}" for mark in (row.bar, row.goal))
    ok = "" if row.bar is None else "yes" if row.ok else "no"
    figure = f"{row.name:<20}{short(row.value):>12g} {row.unit:<12}{bar:>10}{goal:>10}"
    return f"{figure}  {ok:<4}{row.peer.name}: {short(row.peer.value):g}\n"
