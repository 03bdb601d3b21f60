"""A finished sweep's folder as the report reads it: its plan, its cells, its tables by query."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, frozen

from sim.domain.decision import Header
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.errors import KeyedError
from sim.projections.scores import parties_of
from sim.record.codec import decode_header
from sim.record.errors import RecordError
from sim.sweeps.axes import Axis
from sim.sweeps.ledger import FORMAT
from sim.sweeps.sums import damaged

Row = tuple[Any, ...]
RUNS, EVENTS, DECISIONS = "runs", "events", "decisions"
_LABEL_MOST = 14
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@frozen(kw_only=True)
class Cell:
    """One cell of the grid."""

    number: int
    label: str
    """Its value where one key is varied and the value is short, else a letter or some."""
    values: tuple[str, ...]
    header: Header


@define(eq=False)
class Folder:
    """A finished sweep; `query` asks its tables."""

    path: Path
    plan: Mapping[str, Any]
    told: Mapping[str, Any]
    """What `sweep.json` says."""
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    _connection: Any

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """Open a folder; raise KeyedError where no finished sweep lies there, whole."""
        plan = _read(path, "plan.json", "report.no_sweep")
        told = _read(path, "sweep.json", "report.unfinished")
        changed = damaged(path)
        if changed is not None:
            raise KeyedError(str(changed), "report.damaged")
        try:
            axes = tuple(Axis(key, tuple(values)) for key, values in plan["vary"])
            known = plan["format"] == FORMAT
            count, _ = len(plan["cells"]), (told["digest"], told["quarantined"], told["failed"])
        except (KeyError, TypeError, ValueError):
            raise KeyedError(str(path), "report.no_plan") from None
        if not known:
            raise KeyedError(str(path), "report.newer")
        found = cls(path, plan, told, axes, _cells(path, axes, count), _connected())
        found.add(RUNS, path)
        if not found.games:
            raise KeyedError(str(path), "report.nothing")
        for table in (EVENTS, DECISIONS):
            if table in plan["tables"]:
                found.add(table, path)
        return found

    def add(self, table: str, folder: Path, name: str = "") -> None:
        """Let queries see a table of a folder, under its own name or another."""
        path = folder / f"{table}.parquet"
        if not path.is_file():
            raise KeyedError(str(path), "report.no_table")
        with _guarded(path):
            self._connection.read_parquet(str(path)).create_view(name or table)

    def query(self, asked: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query; raise KeyedError where a table turns out damaged."""
        with _guarded(self.path):
            rows: list[Row] = self._connection.execute(asked, list(values)).fetchall()
        return rows

    def has(self, table: str) -> bool:
        """Tell whether the sweep kept an optional table."""
        return table in self.plan["tables"]

    @property
    def scenario(self) -> Scenario:
        """Return the compiled scenario of the first cell."""
        return self.cells[0].header.scenario

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the seats that have a result, by rank, in all cells the same."""
        seats = index_of(self.scenario).seats
        return tuple(one.id for one in seats if one.id in self.scenario.preferences)

    @property
    def parties(self) -> tuple[str, ...]:
        """Return who bargains at the main table."""
        return parties_of(self.scenario)

    @property
    def seeds(self) -> tuple[int, int]:
        """Return the first and the last seed of every cell."""
        first = int(self.plan["seed"])
        return first, first + int(self.plan["runs"]) - 1

    @property
    def games(self) -> int:
        """Return how many games there are in all cells."""
        return int(self.query("select count(*) from runs")[0][0])


def quoted(name: str) -> str:
    """Return a column's name as a query writes it."""
    return '"' + name.replace('"', '""') + '"'


def _read(path: Path, name: str, absent: str) -> Mapping[str, Any]:
    file = path / name
    if not file.is_file():
        raise KeyedError(str(path), absent, name=name)
    try:
        found = json.loads(file.read_bytes())
    except ValueError:
        found = None
    except OSError as error:
        raise KeyedError(str(file), "report.unreadable", error=error.strerror) from None
    if not isinstance(found, Mapping):
        raise KeyedError(str(file), "report.damaged")
    return found


def _cells(path: Path, axes: Sequence[Axis], count: int) -> tuple[Cell, ...]:
    grid = _grid(axes)
    if len(grid) != count:
        raise KeyedError(str(path / "plan.json"), "report.cells")
    return tuple(
        Cell(number=number, label=_label(axes, values, number), values=values,
             header=_header(path / "cells" / f"{number}.json"))
        for number, values in enumerate(grid)
    )  # fmt: skip


def _grid(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    from sim.sweeps.axes import grid

    return grid(axes)


def _label(axes: Sequence[Axis], values: tuple[str, ...], number: int) -> str:
    if len(axes) == 1 and max(map(len, axes[0].values)) <= _LABEL_MOST:
        return values[0]
    return lettered(number)


def lettered(number: int) -> str:
    """Return the letters of a number from 0: A to Z, then AA, AB and so on."""
    ahead, own = divmod(number, len(_LETTERS))
    return (lettered(ahead - 1) if ahead else "") + _LETTERS[own]


def _header(path: Path) -> Header:
    try:
        return decode_header(path.read_bytes().removesuffix(b"\n"))
    except FileNotFoundError:
        raise KeyedError(str(path), "report.no_header") from None
    except RecordError as error:
        raise KeyedError(str(path), "report.header", error=error.reason) from None


def _connected() -> Any:
    import duckdb

    # One thread, so that sums of real numbers come in one order and give the same bytes.
    made = duckdb.connect(config={"threads": 1})
    # Nothing may be fetched from anywhere, whatever a query names.
    made.execute("set autoinstall_known_extensions = false")
    return made


class _guarded:  # noqa: N801 - read as a word of the language: with _guarded(path)
    """Turns what the tables' engine says of a damaged file into one line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin to ask."""

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> None:
        """Raise KeyedError in place of the engine's own error."""
        import duckdb

        if kind is not None and issubclass(kind, duckdb.Error):
            first = str(error).strip().splitlines()[0][:160]
            raise KeyedError(str(self._path), "report.table", error=first) from None
