"""
Reservations and the zone of agreement: what each seat needed, what it wrote down, what was open.

The zone is counted in packages: those that leave both seats of a pair, or all seats, their
reservation; once with the true ones, once with those of the preparation sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.telling import ended
from classroom.forms import RESERVATION
from sim.analysis.frontier import frontier
from sim.analysis.spaces import narrowed

ID = "zopa"
COLUMNS = (
    "table", "kind", "seat", "other", "reservation", "stated", "best", "zone", "zone_stated",
    "impossible",
)  # fmt: skip
SEAT, PAIR, JOINT = "seat", "pair", "joint"


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return seats, pairs and all seats together, by number of table.

    `impossible` marks a stated reservation above the best package for the seat, and a zone that is
    empty: with the stated reservations where any was stated, else with the true ones.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(row for one in some for row in _rows(one))
    marked = [row for row in rows if row[-1]]
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "sheets": sum(len(stated_of(one)) for one in some),
            "impossible_mandates": sum(row[1] == SEAT for row in marked),
            "tables_without_zone": sum(row[1] == JOINT and row[7] == 0 for row in rows),
            "tables_without_stated_zone": sum(row[1] == JOINT and row[8] == 0 for row in rows),
        },
    )  # fmt: skip


def stated_of(one: Played) -> Mapping[str, int]:
    """Return the reservations that the seats of a table wrote on their sheets, in millionths."""
    return {
        seat: one.preparation[seat].answers[RESERVATION]
        for seat in one.seats
        if seat in one.preparation and RESERVATION in one.preparation[seat].answers
    }


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    stated = stated_of(one)
    true = dict(zip(one.ground.seats, one.ground.reservations, strict=True))
    for seat, reservation in true.items():
        best, said = best_of(one, seat), stated.get(seat)
        impossible = int(said is not None and said > best)
        yield one.table, SEAT, seat, None, reservation, said, best, None, None, impossible
    for pair in combinations(true, 2):
        yield one.table, PAIR, *pair, None, None, None, *_zones(one, pair, true, stated)
    yield one.table, JOINT, None, None, None, None, None, *_zones(one, tuple(true), true, stated)


def best_of(one: Played, seat: str) -> int:
    """Return the most that any package is worth to a seat, whatever the others get."""
    (top,) = frontier(narrowed(one.ground.space, (seat,)))
    return top.utilities[0] + one.ground.bases[one.seats.index(seat)]


def _zones(
    one: Played, seats: tuple[str, ...], true: Mapping[str, int], stated: Mapping[str, int]
) -> tuple[int, int | None, int]:
    """Return the packages open to some seats, the same by their sheets, and whether none is."""
    zone = one.ground.open_to({seat: true[seat] for seat in seats})
    if not any(seat in stated for seat in seats):
        return zone, None, int(zone == 0)
    said = one.ground.open_to({seat: stated.get(seat, true[seat]) for seat in seats})
    return zone, said, int(said == 0)
