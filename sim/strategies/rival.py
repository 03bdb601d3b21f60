"""
The rival: comes when it comes, tables what it likes and the seller might take, raises, may leave.

It comes by a daily hazard that invitations and the export rule raise (model note, part 3). What it
pays is bounded by its personality: a buy-out that grows by the day, or the price of a partnership.
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import LICENSOR
from sim.domain.deal import Package
from sim.domain.draws import Draws
from sim.domain.lookup import in_role
from sim.domain.rules.legal import REVIEW, TALKING
from sim.domain.rules.numbers import number
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.concession import demand
from sim.strategies.firm import accept_of, amendment_of, legal_or_none, tabled
from sim.strategies.outlook import Outlook, look, open_tables, package_for
from sim.strategies.timing import WAIT, clock_end, odds_of_days, own, rest, sleep

_LEAVES_DAY_PPM = 8_000
_EXPONENT_MICRO = 1_500_000
_INVITATIONS_MAX = 2
_LOOK = 3 * MINUTES_DAY


def tactic(view: View, outlook: Outlook) -> int:
    """Return the gain a rival wants: it falls from its arrival to the deadline, nearly in line."""
    mine = [o.minute for o in view.channels[outlook.table].offers if o.by == view.seat]
    since = mine[0] if mine else view.minute
    span = max(1, clock_end(view) - since)
    elapsed = min(PPM, (view.minute - since) * PPM // span)
    return demand(view, outlook, elapsed, own(view, "e", _EXPONENT_MICRO))


@frozen
class Rival:
    """The seller's outside option."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        if view.common.outcome is not None:
            return WAIT
        if view.common.phase in REVIEW:
            return amendment_of(view) or WAIT
        if view.common.phase not in TALKING:
            return WAIT
        for table in open_tables(view):
            if not _has_come(view, table) and not _comes(view, draws, table):
                continue
            move = _at_table(view, draws, table)
            if move is not None:
                return move
        return _rest(view)


def _place(view: View, table: str) -> str:
    """Return where a table stands among mine: luck hangs on no name."""
    return str(open_tables(view).index(table))


def _has_come(view: View, table: str) -> bool:
    return any(offer.by == view.seat for offer in view.channels[table].offers)


def _comes(view: View, draws: Draws, table: str) -> bool:
    odds = _odds(view)
    return odds > 0 and draws.chance(odds, "comes", _place(view, table))


def _odds(view: View) -> int:
    """Return the odds of coming since the last look; none before its day."""
    if view.minute < _first_minute(view):
        return 0
    scenario = view.scenario
    invitations = max([channel.invitations for channel in view.channels.values()])
    day_ppm = number(scenario, "rival_day_ppm")
    day_ppm += number(scenario, "rival_invited_ppm") * min(_INVITATIONS_MAX, invitations)
    if view.common.restricted_minute is not None:
        day_ppm += number(scenario, "rival_restricted_ppm")
    return min(PPM, day_ppm * _LOOK // MINUTES_DAY)


def _first_minute(view: View) -> int:
    return number(view.scenario, "rival_from_day") * MINUTES_DAY


def _at_table(view: View, draws: Draws, table: str) -> m.Move | None:
    """Accept, table a package, raise, or leave."""
    outlook = look(view, table, without=_shunned(view))
    wanted = tactic(view, outlook)
    move = accept_of(view, outlook, wanted, 0)
    if move is not None or outlook.surplus <= 0:
        return move
    package = _bounded(view, draws, outlook, package_for(view, outlook, wanted))
    move = tabled(view, outlook, package)
    if move is None and _has_come(view, table):
        odds = odds_of_days(view, _LEAVES_DAY_PPM)
        if draws.chance(odds, "leaves", _place(view, table)):
            return legal_or_none(view, m.Walk(table=table))
    return move


def _shunned(view: View) -> str | None:
    """Return whose consent a rival does without: under the export rule it needs no licence."""
    if view.common.restricted_minute is None:
        return None
    licensor = in_role(view.scenario, LICENSOR)
    return None if licensor is None else licensor.id


def _bounded(view: View, draws: Draws, outlook: Outlook, package: Package) -> Package:
    """Return the package at the price the personality pays at most."""
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        return package
    most = _price_max(view, draws, outlook.table, numeraire.id)
    if most is None or int(package[numeraire.id]) <= most:
        return package
    within = [option for option in numeraire.options if int(option) <= most]
    return package.with_option(numeraire.id, within[-1] if within else numeraire.options[0])


def _price_max(view: View, draws: Draws, table: str, issue: str) -> int | None:
    """Return the highest price: a first buy-out, then so much more a day; or a partnership's."""
    if view.common.restricted_minute is not None:
        return own(view, "partner_musd") // PPM or None
    first = own(view, "buyout_musd") // PPM
    if not first:
        return None
    day_musd = own(view, "buyout_day_musd")
    mine = [offer for offer in view.channels[table].offers if offer.by == view.seat]
    if mine:
        grown = day_musd * (view.minute - mine[0].minute) // MINUTES_DAY // PPM
        most = int(mine[0].package[issue]) + grown
    else:
        most = draws.normal(
            first, own(view, "buyout_spread_musd") // PPM, "price", _place(view, table)
        )
        most += day_musd * view.minute // MINUTES_DAY // PPM
    return min(most, own(view, "buyout_max_musd") // PPM)


def _rest(view: View) -> m.Move:
    """Sleep until its first day, then from look to look."""
    first = _first_minute(view)
    if view.minute < first:
        return sleep(view, first - view.minute)
    come = any(_has_come(view, table) for table in open_tables(view))
    return rest(view) if come else sleep(view, _LOOK)


def _rival(_: Mapping[str, int]) -> Rival:
    return Rival()


register("rival", 2, _rival)
