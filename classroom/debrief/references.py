"""
Reference points: four ways to divide that have a name, and how far the deals lie from each.

They are conventions, never the right answer: Nash takes the greatest product of gains, Kalai and
Smorodinsky equal shares of what each could have had, utilitarian the greatest sum, egalitarian the
greatest smallest gain. All are packages that leave every seat its no-deal value.
"""

from collections.abc import Mapping, Sequence
from math import isqrt

from classroom.debrief.ground import CONVENTIONS
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played, best_first, common_ground
from classroom.debrief.reckon import ppm
from classroom.debrief.telling import ended

ID = "references"
COLUMNS = ("point", "seat", "gain", "share_of_ideal")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return every seat's gain at each point, and that as a share of its ideal gain.

    On the common ground of the class (`common_ground`); no row where nothing leaves all theirs.
    """
    ground = common_ground(ended(tables))
    rows: list[tuple[Cell, ...]] = []
    if ground is not None:
        rows = [
            (name, seat, gain, ppm(gain, ground.ideal[seat]))
            for name, gains in ground.conventions.items()
            for seat, gain in gains.items()
        ]
    return Figures(panel=ID, columns=COLUMNS, rows=tuple(rows), totals=_nearest(tables))


def _nearest(tables: Sequence[Played]) -> dict[str, Cell]:
    """Return of how many deals each point is the nearest; between equals all count."""
    counts: dict[str, Cell] = dict.fromkeys(CONVENTIONS, 0)
    for one in ended(tables):
        far = distances_of(one)
        for name in far:
            if far[name] == min(far.values()):
                counts[name] = int(counts[name] or 0) + 1
    return counts


def distances(tables: Sequence[Played]) -> Figures:
    """Return how far each deal lies from each point of its own ground, in millionths."""
    deals = [one for one in best_first(ended(tables)) if one.package is not None]
    rows = tuple(
        (one.table, *(far.get(name) for name in CONVENTIONS))
        for one in deals
        for far in (distances_of(one),)
    )
    return Figures(panel="distances", columns=("table", *CONVENTIONS), rows=rows)


def distances_of(one: Played) -> Mapping[str, int]:
    """Return the distances of a deal's gains from the points, rounded to the nearest."""
    if one.package is None:
        return {}
    return {name: _distance(one.gains, gains) for name, gains in one.ground.conventions.items()}


def _distance(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    square = sum((one[seat] - other[seat]) ** 2 for seat in one)
    return (isqrt(4 * square) + 1) // 2
