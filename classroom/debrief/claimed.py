"""Value claimed: how the gain of each deal fell to the seats."""

from collections.abc import Sequence

from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played, best_first
from classroom.debrief.reckon import ppm
from classroom.debrief.telling import ended

ID = "claimed"
COLUMNS = ("table", "seat", "utility", "reservation", "gain", "share")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return utility, no-deal value, gain and share of every seat; tables in the order of `created`.

    A share needs a deal whose gains sum to more than nothing; it may lie below 0 or above 1. The
    totals give each seat's share of the sum of all deals' gains.
    """
    ordered = best_first(ended(tables))
    rows = tuple(row for one in ordered for row in _rows(one))
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=class_shares(ordered))


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    shares = shares_of(one)
    return [
        (one.table, seat, one.results[seat].utility, one.results[seat].reservation,
         one.gains[seat], shares.get(seat))
        for seat in one.seats
    ]  # fmt: skip


def shares_of(one: Played) -> dict[str, int]:
    """Return each seat's ppm of the gain of a deal; empty where there is nothing to share."""
    if one.package is None or one.joint <= 0:
        return {}
    shares = {seat: ppm(gain, one.joint) for seat, gain in one.gains.items()}
    return {seat: share for seat, share in shares.items() if share is not None}


def class_shares(tables: Sequence[Played]) -> dict[str, Cell]:
    """Return each seat's ppm of the sum of all deals' gains; None where that is nothing."""
    deals = [one for one in tables if one.package is not None]
    whole = sum(one.joint for one in deals)
    seats = tables[0].seats if tables else ()
    return {seat: ppm(sum(one.gains[seat] for one in deals), whole) for seat in seats}
