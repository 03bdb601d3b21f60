"""
Promises and proofs: what a firm says about itself so that others move, on the days of its temper.

A pledge names an option of the paper it works for that some authority reads best, so it costs
little to keep; a disclosure opens the books to the other side of the table.
"""

from collections.abc import Iterator

from sim.domain import moves as m
from sim.domain.draws import Draws
from sim.domain.lookup import index_of, members_of
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View
from sim.strategies.chairs import open_tables
from sim.strategies.outlook import Sight
from sim.strategies.timing import own_minute

_PLEDGES_MAX = 2
_PLEDGE_AGAIN = 4 * MINUTES_DAY
_OPEN_BOOKS = 3 * MINUTES_DAY
_FACT = "reservation"


def pledge(view: View, _: Draws, sight: Sight | None) -> m.Move | None:
    """Pledge a term of the best paper that an authority reads best; twice, some days apart."""
    due = own_minute(view, "pledge_day")
    if due is None or sight is None or view.minute < due:
        return None
    mine = [each.issue for each in view.common.pledges if each.by == view.seat]
    if len(mine) >= _PLEDGES_MAX or view.minute < due + len(mine) * _PLEDGE_AGAIN:
        return None
    package = sight.outlook.best.package
    for issue in _welcome(view, [(name, package[name]) for name in package]):
        if issue not in mine:
            return m.Pledge(issue=issue, option=package[issue])
    return None


def _welcome(view: View, options: list[tuple[str, int | str]]) -> Iterator[str]:
    """Yield the issues whose option is the best that some authority reads, in scenario order."""
    for issue, option in options:
        for reads in view.scenario.readings:
            table = reads.tables.get(issue)
            if table is not None and table[str(option)] == max(table.values()):
                yield issue
                break


def disclose(view: View, _: Draws, __: Sight | None) -> m.Move | None:
    """Open the books to the others of the first table, in the days around one date."""
    due = own_minute(view, "disclose_day")
    if due is None or not due <= view.minute < due + _OPEN_BOOKS:
        return None
    for table in open_tables(view)[:1]:
        for member in members_of(view.scenario, table):
            if member != view.seat and index_of(view.scenario).actors[member].is_seat:
                return m.Disclose(to=member, fact=_FACT)
    return None
