"""
Table h: the real record played on from one date, against the bands of that date's forecasters.

The calibration report (`bench.calibration`) does the same from more dates; this table keeps to the
first, whose bands the scenario's numbers were set against.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor

from bench.balance import games
from bench.balance.figures import percent, percent_error
from bench.balance.games import Row
from bench.balance.tables import Bar, Part, Table
from bench.calibration.bands import FILE, Column, column
from bench.calibration.forking import Ended, fork_at
from bench.calibration.forking import go_on as played_on

_HUNDRED = 100


def go_on(row: Row, seed: int) -> Ended:
    """Play the fork on under the luck of a seed."""
    del row
    return played_on(column().date, seed)


def table(pool: Executor, count: int) -> Table:
    """Return the table of continuations."""
    found = games.each(pool, go_on, [Row()], count)[0]
    asked = column()
    lines, bars = _compared(asked, found)
    kinds = Counter(one.kind for one in found)
    each = [(kind, percent(number, count)) for kind, number in kinds.most_common()]
    parts = (
        Part("", ("outcome", "% of continuations", "s.e.", "central", "band", ""), lines),
        Part("By outcome kind", ("kind", "%"), each),
    )
    return Table(
        name="history", title="From the real record", text=_text(asked), games=count, parts=parts,
        bars=tuple(bars),
    )  # fmt: skip


def _compared(
    asked: Column, found: Sequence[Ended]
) -> tuple[list[tuple[str | float, ...]], list[Bar]]:
    """Return the rows beside their bands, and the bars."""
    lines: list[tuple[str | float, ...]] = []
    bars = []
    for row in asked.bands:
        number = sum(row.holds(one.kind, retained=one.retained) for one in found)
        share = percent(number, len(found))
        inside = row.verdict(share / _HUNDRED) == "in"
        band = f"{100 * row.low:g} to {100 * row.high:g}"
        lines.append((row.id, share, percent_error(number, len(found)), f"{100 * row.central:g}",
                      band, "in" if inside else "out"))  # fmt: skip
        bars.append(Bar(f"{row.id}: {band} %", share, inside))
    return lines, bars


def _text(asked: Column) -> str:
    place = f"bench/{FILE.parent.name}/{FILE.name}"
    return (
        f"The shipped record up to its decision {fork_at(asked.date).kept}, the last of "
        f"{asked.date}, played on with "
        "other luck by the scenario's strategies. Hidden types stay those of the record. Bands "
        f"are those that forecasters of that date gave (`{place}`). A closed deal "
        "is a purchase; a rival's paper is the partner deal if the seller keeps a share, else "
        "another buyer; blocked, lapsed and walked leave the business as it was."
    )
