"""Types of step: what each new offer changed for its author and for the other side."""

from collections import Counter
from collections.abc import Sequence

from classroom.debrief.offers import KINDS, offers_of
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.telling import ended

ID = "move_types"
COLUMNS = ("table", "seat", *KINDS)


def figures(tables: Sequence[Played]) -> Figures:
    """Return how many steps of each type every seat took that made an offer, by table."""
    rows = tuple(
        row for one in sorted(ended(tables), key=lambda one: one.table) for row in _rows(one)
    )
    totals: dict[str, Cell] = {
        kind: sum(int(row[at] or 0) for row in rows) for at, kind in enumerate(KINDS, 2)
    }
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=totals)


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    offers = offers_of(one)
    counts = Counter((made.by, made.kind) for made in offers)
    authors = {made.by for made in offers}
    return [
        (one.table, seat, *(counts[seat, kind] for kind in KINDS))
        for seat in one.seats
        if seat in authors
    ]
