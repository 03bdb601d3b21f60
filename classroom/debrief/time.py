"""Time: how long a deal took, how many concessions came at the last moment, how many got none."""

from collections.abc import Sequence

from classroom.debrief.offers import CONCESSION, moment_of, offers_of
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.reckon import median, ppm
from classroom.debrief.telling import ended
from sim.domain import events as e
from sim.domain.units import PPM
from sim.report.intervals import Share

ID = "time"
COLUMNS = ("table", "status", "agreed", "end", "offers", "concessions", "late")
_TENTH, _NINE = 10, 9


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return by table when it agreed, when bargaining ended, its concessions and how many were late.

    Late means in the last tenth of the table's time. The totals hold the share of tables without a
    deal with Wilson's 95 % interval, in ppm.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(_row(one) for one in some)
    without = Share(count=sum(one.package is None for one in some), games=len(some))
    low, high = (round(end * PPM) for end in without.interval)
    concessions, late = (sum(int(row[at] or 0) for row in rows) for at in (5, 6))
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "tables": len(some), "without": without.count,
            "without_share": ppm(without.count, len(some)), "low": low, "high": high,
            "median_agreed": median(int(row[2]) for row in rows if row[2] is not None),
            "concessions": concessions, "late": late, "late_share": ppm(late, concessions),
        },
    )  # fmt: skip


def _row(one: Played) -> tuple[Cell, ...]:
    agreed, end = agreed_at(one), end_of(one)
    offers = offers_of(one)
    conceded = [made.at for made in offers if made.kind == CONCESSION]
    late = sum(at * _TENTH >= end * _NINE for at in conceded)
    return one.table, one.status, agreed, end, len(offers), len(conceded), late


def agreed_at(one: Played) -> int | None:
    """Return when the paper of a deal was signed, or last amended; None without a deal."""
    if one.package is None:
        return None
    signed = [
        made.number
        for made in one.decisions
        if any(isinstance(event, e.TermsSigned | e.TermsAmended) for event in made.events)
    ]
    return moment_of(one, signed[-1])


def end_of(one: Played) -> int:
    """Return when bargaining ended: with the paper of a deal, else with the last decision."""
    agreed = agreed_at(one)
    if agreed is not None:
        return agreed
    return moment_of(one, len(one.decisions)) if one.decisions else 0
