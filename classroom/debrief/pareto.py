"""
The Pareto picture: where the deals lie, and what they left on the table.

Left on the table is the most that some package would have given every seat beyond what it got. A
deal is efficient when no package betters one seat without loss for another.
"""

from collections.abc import Sequence

from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played, best_first
from classroom.debrief.reckon import median
from classroom.debrief.telling import ended

ID = "pareto"
COLUMNS = ("table", "status", "seat", "gain", "left", "efficient")


def figures(tables: Sequence[Played]) -> Figures:
    """Return every seat's gain and what its table left; tables in the order of `created`."""
    ordered = best_first(ended(tables))
    deals = [one for one in ordered if one.package is not None]
    return Figures(
        panel=ID, columns=COLUMNS,
        rows=tuple(row for one in ordered for row in _rows(one)),
        totals={
            "deals": len(deals), "efficient": sum(one.efficient for one in deals),
            "median_left": median(one.left for one in deals),
        },
    )  # fmt: skip


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    efficient = None if one.package is None else int(one.efficient)
    return [
        (one.table, one.status, seat, one.gains[seat], one.left, efficient) for seat in one.seats
    ]
