"""Rows of panels: the figures of the whole debrief in long form, one number a row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from classroom.debrief import history, references, what_if
from classroom.debrief.index import PANELS
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.exports.columns import Row
from classroom.exports.kept import Kept

_TABLE, _ROLES = "table", ("seat", "by", "actor")
TOTAL = "total"


def measures() -> Mapping[str, tuple[str, ...]]:
    """Return by panel the measures of its rows, as `panels` has them."""
    some = [shown.figures(()) for shown in PANELS.values()]
    columns = {one.panel: one.columns for one in (*some, references.distances(()))}
    columns |= {history.ID: history.COLUMNS, what_if.ID: what_if.COLUMNS}
    return {
        panel: tuple(name for name in names if name not in {_TABLE, _role_of(names)})
        for panel, names in columns.items()
    }


def totals() -> Mapping[str, tuple[str, ...]]:
    """Return by panel the names of its numbers of the whole class, apart from those of seats."""
    some = [shown.figures(()) for shown in PANELS.values()]
    return {one.panel: tuple(one.totals) for one in some if one.totals}


def _role_of(names: Iterable[str]) -> str:
    """Return the column of a panel that names whom a row is about, or nothing."""
    return next((name for name in _ROLES if name in names), "")


def figures(kept: Kept) -> Iterator[Figures]:
    """Yield the figures of every panel in the order of the lesson; none before a result."""
    if not kept.counted:
        return
    tables: Sequence[Played] = tuple(one for one in kept.played if one.status)
    for shown in PANELS.values():
        yield shown.figures(tables)
    yield references.distances(tables)
    yield history.figures(tables, kept.real)
    for pair in kept.forks:
        yield what_if.figures(pair)


def panels(kept: Kept) -> Iterator[Row]:
    """Yield the cells of all figures, then the numbers of the class as a whole, by panel."""
    made: Counter[str] = Counter()
    for one in figures(kept):
        for cells in one.rows:
            made[one.panel] += 1
            yield from _row(kept, one, made[one.panel], cells)
        for measure, value in one.totals.items():
            # A number of a seat in the whole class is named by the seat.
            role = measure if measure in kept.roles else None
            yield _cell(kept, one.panel, (None, None, role), TOTAL if role else measure, value)


def _row(kept: Kept, one: Figures, number: int, cells: Sequence[Cell]) -> Iterator[Row]:
    row = dict(zip(one.columns, cells, strict=True))
    role = _role_of(row)
    at = (number, row.get(_TABLE), row.get(role))
    for measure, value in row.items():
        if measure not in {_TABLE, role}:
            yield _cell(kept, one.panel, at, measure, value)


def _cell(
    kept: Kept, panel: str, at: tuple[int | None, Cell, Cell], measure: str, value: Cell
) -> Row:
    number, table, role = at
    return {
        "session_code": kept.code,
        "panel": panel,
        "row": number,
        "table_id": kept.table_id(int(table)) if table is not None else None,
        "group_id": table,
        "role": role,
        "measure": measure,
        "value": value if isinstance(value, int) else None,
        "value_text": value if isinstance(value, str) else None,
    }
