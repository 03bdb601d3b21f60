"""
Anchoring: the first offer of a table, and what its author took home.

The offer is measured by its worth to its author: 0 is what no deal is worth to it, 1 its best
package that leaves all seats theirs. Whoever asks for more than is possible stands above 1.
"""

from collections.abc import Sequence

from classroom.debrief.claimed import shares_of
from classroom.debrief.offers import Made, offers_of
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.reckon import correlation, ppm
from classroom.debrief.telling import ended

ID = "anchoring"
COLUMNS = ("table", "seat", "first_offer", "anchor", "share")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return by table the author of the first offer, its worth to it, the anchor and the final share.

    Anchor and share are ppm; a share needs a deal. The correlation is that of both over the tables
    that have both.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(_row(one, made[0]) for one in some if (made := offers_of(one)))
    pairs = [
        (anchor, share)
        for *_, anchor, share in rows
        if isinstance(anchor, int) and isinstance(share, int)
    ]
    totals: dict[str, Cell] = {"n": len(pairs), "correlation": correlation(pairs)}
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=totals)


def _row(one: Played, made: Made) -> tuple[Cell, ...]:
    at = one.ground.seats.index(made.by)
    gain = made.utility - one.ground.reservations[at]
    anchor = ppm(gain, one.ground.ideal.get(made.by, 0))
    return one.table, made.by, made.utility, anchor, shares_of(one).get(made.by)
