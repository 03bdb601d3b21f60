"""
Value created: what the seats of each table made together, of the best they could have made.

A table's sum of gains over no deal, as a share of the best sum that leaves every seat its no-deal
value. Tables without a deal made nothing and stay in the picture.
"""

from collections.abc import Sequence

from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played, best_first
from classroom.debrief.reckon import median
from classroom.debrief.telling import ended

ID = "created"
COLUMNS = ("place", "table", "status", "outcome", "gain", "best", "share", "below")


def figures(tables: Sequence[Played]) -> Figures:
    """Return gain, best gain and share of every table, best first, those without a deal last."""
    ordered = best_first(ended(tables))
    rows = tuple(_row(place, one) for place, one in enumerate(ordered, 1))
    deals = [one for one in ordered if one.package is not None]
    shares = [share for one in deals if (share := one.share) is not None]
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "tables": len(ordered), "deals": len(deals), "median_share": median(shares),
            "deals_below": sum(bool(below(one)) for one in deals),
        },
    )  # fmt: skip


def _row(place: int, one: Played) -> tuple[Cell, ...]:
    outcome = one.final.common.outcome
    kind = None if outcome is None else outcome.kind
    best = one.ground.joint
    return place, one.table, one.status, kind, one.joint, best, one.share, len(below(one))


def below(one: Played) -> tuple[str, ...]:
    """Return the seats that a deal left with less than their no-deal value."""
    if one.package is None:
        return ()
    return tuple(seat for seat, gain in one.gains.items() if gain < 0)
