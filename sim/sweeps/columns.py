"""
The tables of a sweep as Parquet, written and queried by duckdb (`docs/data.md` is their codebook).

Rows reach duckdb through a file of commas: row by row it takes a few thousand a second, from a file
a million.
"""

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.domain.setting import Scenario
from sim.errors import KeyedError
from sim.record.codec import decode_header
from sim.record.whole import write_whole
from sim.sweeps.games import columns_of
from sim.sweeps.ledger import Game, Ledger
from sim.sweeps.plan import Plan

WHOLE, TEXT, REAL = "BIGINT", "VARCHAR", "DOUBLE"
_TEXTS = frozenset({"kind", "actor", "body", "source", "move", "date", "outcome", "digest"})
_PLAIN = (
    "seed", "outcome", "minute", "date", "signed", "created", "left_on_table", "events",
    "decisions",
)  # fmt: skip
_OF_SEATS = ("utility", "reservation", "surplus", "claimed", "personality", "strategy")
_SEAT_TEXTS = ("personality", "strategy")
Columns = Mapping[str, str]
"""Type by name, in order."""


def parquet(columns: Columns, rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as folder:
        source, target = Path(folder, "rows.csv"), Path(folder, "rows.parquet")
        with source.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        with _connection() as connection:
            read = connection.read_csv(
                str(source), header=False, quotechar='"', escapechar='"',
                columns=dict(columns), auto_detect=False,
            )  # fmt: skip
            read.write_parquet(str(target), compression="zstd")
        return target.read_bytes()


def table_columns(table: str, scenario: Scenario) -> Columns:
    """Return the columns of an optional table with their types."""
    return {name: TEXT if name in _TEXTS else WHOLE for name in columns_of(table, scenario)}


def merge(ledger: Ledger, table: str) -> None:
    """Write an optional table from its chunks' parts."""
    parts = [ledger.table(table, chunk) for chunk in ledger.plan.chunks]
    found = [str(part) for part in parts if part.is_file()]
    target = ledger.folder / f"{table}.parquet"
    beside = target.with_suffix(".part")
    with _connection() as connection:
        whole = connection.read_parquet(found, union_by_name=True)
        whole.write_parquet(str(beside), compression="zstd")
    beside.replace(target)


def write_runs(ledger: Ledger) -> None:
    """Write `runs.parquet`: a row a game, in the order of the plan."""
    columns = runs_columns(ledger.plan)
    plan = ledger.plan
    rows = (_run_row(plan, columns, cell, game) for cell, game in ledger.games())
    write_whole(ledger.folder / "runs.parquet", parquet(columns, rows))


def runs_columns(plan: Plan) -> Columns:
    """Return the columns of `runs` with their types: the varied keys first, seats by rank."""
    scenarios = [decode_header(cell.header).scenario for cell in plan.cells]
    columns = {"cell": WHOLE}
    for at, axis in enumerate(plan.axes):
        columns[axis.key] = _type_of([cell.values[at] for cell in plan.cells])
    columns |= {name: TEXT if name in _TEXTS else WHOLE for name in _PLAIN}
    for scenario in scenarios:
        for issue in scenario.issues:
            whole = all(isinstance(option, int) for option in issue.options)
            columns.setdefault(f"issue_{issue.id}", WHOLE if whole else TEXT)
        for seat in (actor.id for actor in scenario.actors if actor.id in scenario.preferences):
            for what in _OF_SEATS:
                columns.setdefault(f"{seat}_{what}", TEXT if what in _SEAT_TEXTS else WHOLE)
    return columns | {"failed": WHOLE, "digest": TEXT}


def _type_of(values: Sequence[str]) -> str:
    """Return the narrowest type that holds all values of an axis."""
    for kind, cast in ((WHOLE, int), (REAL, float)):
        try:
            list(map(cast, values))
        except ValueError:
            continue
        return kind
    return TEXT


def _run_row(plan: Plan, columns: Columns, cell: int, game: Game) -> list[Any]:
    found: dict[str, Any] = {"cell": cell, **plan.values_of(cell)}
    found |= {name: game[name] for name in _PLAIN}
    found |= {f"issue_{issue}": option for issue, option in (game["package"] or {}).items()}
    for seat, score in game["seats"].items():
        found |= {f"{seat}_{what}": score[what] for what in _OF_SEATS}
    found["failed"] = sum(count for _, _, count, _ in game["failed"])
    found["digest"] = game["digest"]
    return [found.get(name) for name in columns]


def frame(folder: str | Path, table: str = "runs") -> Any:
    """
    Return a table of a sweep's folder as a duckdb relation.

    Raises CannotError for a table that is not there, or damaged.
    """
    import duckdb

    path = Path(folder) / f"{table}.parquet"
    if not path.is_file():
        names = ", ".join(sorted(one.stem for one in Path(folder).glob("*.parquet")))
        raise KeyedError(str(path), "tables.absent", names=names or "-")
    try:
        return duckdb.connect().read_parquet(str(path))
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0]
        raise KeyedError(str(path), "report.table", error=first) from None


def _connection() -> Any:
    import duckdb

    # One thread: beside a pool of processes more would only be in each other's way.
    return duckdb.connect(config={"threads": 1})
