"""
A firm at its tables: acceptance and offering policy around a target (Faratin, Sierra, Jennings).

The tactic of a family says which gain the firm wants today; everything else is common: accept what
gives it (AC_next with a last call, Baarslag et al.), else table the best draft at the price that
gives it, hold an offer while it waits for an answer, answer conditions, talk, leave when hopeless.
"""

from collections.abc import Callable, Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import SELLER
from sim.domain.deal import Package
from sim.domain.draws import Draws
from sim.domain.rules.consent import closing_odds
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import TALKING, code_of
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import View, signing_utility, standing_offers
from sim.strategies.answers import answer_of
from sim.strategies.outlook import (
    Outlook, gain, look, open_tables, others_worth, own_worth, package_for, public_worth,
    sits_with_environment,
)  # fmt: skip
from sim.strategies.politics import political_move, resume_of
from sim.strategies.timing import (
    calls_ahead, clock_end, deadline, odds_of_days, own,
)  # fmt: skip

Tactic = Callable[[View, Outlook], int]
"""From a view and the outlook of a table to the gain wanted there today."""

_LAST_CALL = MINUTES_DAY // 2
_TRUST_PIVOT = 50 * MILLI
# Shares of the time up to the deadline, from the model's 45 days: part 5.
_LATE_PARTS = 20  # the last 2.2 days
_STALL_PARTS = 5  # nine days without a concession of the other
_HURRY_PARTS = 7  # the last six days
_PATIENT_PPM = 70_000  # 3.2 days between two offers
_HASTY_PPM = 22_000  # one day
_LATE_PPM = 300_000  # share of its demand that a firm still wants then
# Hundredths of a point.
_WORTHLESS = 25
_MARGIN = 10
_LEAD = 50
_SLACK_MICRO = 12_000  # of a point per point of trust over 50


@frozen
class Firm:
    """A party, or a bidder of the environment once it has come, with a tactic."""

    tactic: Tactic

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        return (
            answer_of(view, draws)
            or amendment_of(view)
            or self._talking(view, draws)
            or m.Wait()
        )

    def _talking(self, view: View, draws: Draws) -> m.Move | None:
        if view.common.phase not in TALKING or view.common.outcome is not None:
            return political_move(view, draws, None)
        sights = outlooks(view)
        for outlook in sights:
            move = self.table_move(view, outlook, sights)
            if move is not None:
                return move
        first = sights[0] if sights else None
        return (
            resume_of(view)
            or political_move(view, draws, first)
            or leave_of(view, draws, first)
            or rest_of(view)
        )

    def table_move(
        self, view: View, outlook: Outlook, sights: tuple[Outlook, ...]
    ) -> m.Move | None:
        """Accept or propose at a table, or do neither."""
        if outlook.table in view.common.suspended:
            return None
        outside = outside_gain(view, outlook, sights)
        target = max(self.tactic(view, outlook), outside)
        return accept_of(view, outlook, target, outside) or offer_of(view, outlook, target)


def outlooks(view: View) -> tuple[Outlook, ...]:
    """Return the outlook of every live table, without those whose bidder has not come."""
    return tuple(
        look(view, table)
        for table in open_tables(view)
        if view.channels[table].offers
        or not sits_with_environment(view.scenario, view.seat, table)
    )


def outside_gain(view: View, outlook: Outlook, sights: tuple[Outlook, ...]) -> int:
    """
    Return the gain that another table's standing offer gives me, and a lead over it.

    An outside option binds only where it is better (Binmore, Shaked and Sutton 1989).
    """
    gains = [
        gain(view, other, offer.package)
        for other in sights
        if other.table != outlook.table
        for offer in standing_offers(view, other.table)
        if offer.by != view.seat
    ]
    best = max(gains, default=0)
    return best + outlook.point * _LEAD // 100 if best > 0 else 0


def time_left(view: View) -> int:
    """Return the minutes to the deadline, or to the end of the clock."""
    return clock_end(view) - view.minute


def conceded_minute(view: View, table: str) -> int:
    """Return when another member last came closer to me by an offer; 0 if nobody ever did."""
    value_of = own_worth(view)
    last: dict[str, int] = {}
    found = 0
    for offer in view.channels[table].offers:
        if offer.by == view.seat:
            continue
        value = value_of(offer.package)
        if offer.by not in last or value > last[offer.by]:
            found = offer.minute
        last[offer.by] = value
    return found


def elapsed_ppm(view: View, table: str) -> int:
    """
    Return the share of the time that has passed, for one who concedes.

    The clock stops while the other's last concession is older than nine days of 45 (reciprocity).
    """
    end = clock_end(view)
    minute = min(view.minute, conceded_minute(view, table) + end // _STALL_PARTS)
    return min(PPM, minute * PPM // end)


def stalls(view: View, table: str) -> bool:
    """Tell whether nobody there has moved for long."""
    return view.minute > conceded_minute(view, table) + clock_end(view) // _STALL_PARTS


def accept_of(view: View, outlook: Outlook, target: int, outside: int) -> m.Move | None:
    """Accept the best standing offer if it gives the target, or what the late hour asks."""
    best: tuple[int, int] | None = None
    for offer in standing_offers(view, outlook.table):
        if offer.by == view.seat or view.seat in offer.accepted:
            continue
        worth = gain(view, outlook, offer.package)
        if best is None or worth > best[0]:
            best = (worth, offer.id)
    if best is None or best[0] < max(outside, wanted_now(view, outlook, target)):
        return None
    return legal_or_none(view, m.Accept(table=outlook.table, offer=best[1]))


def wanted_now(view: View, outlook: Outlook, target: int) -> int:
    """Return the gain at which the firm says yes now: target less slack, little at the end."""
    hundredth = outlook.point // 100
    least = _MARGIN * hundredth
    trust = gauge(view.scenario, view.common, view.minute, "trust", _TRUST_PIVOT)
    slack = _MARGIN * hundredth
    slack += (trust - _TRUST_PIVOT) * _SLACK_MICRO // MILLI * outlook.point // PPM
    wanted = target - slack
    left = time_left(view)
    if deadline(view) is not None and left <= clock_end(view) // _LATE_PARTS:
        rigid = stalls(view, outlook.table)
        late = target * _LATE_PPM // PPM
        wanted = min(wanted, late if rigid or left > _LAST_CALL else least)
    return max(least, wanted)


def offer_of(view: View, outlook: Outlook, target: int) -> m.Move | None:
    """Table a first offer, a better one in answer or after a while, or a needed other one."""
    if outlook.surplus < outlook.point * _WORTHLESS // 100:
        return None
    return tabled(view, outlook, package_for(view, outlook, target))


def tabled(view: View, outlook: Outlook, package: Package) -> m.Move | None:
    """Table a package unless my standing offer still serves and should wait for its answer."""
    mine = next(
        (o for o in reversed(view.channels[outlook.table].offers) if o.by == view.seat), None
    )
    if mine is not None and mine.standing and _holds(view, outlook, mine.package, mine.minute):
        answered = any(
            o.by != view.seat and o.minute > mine.minute
            for o in view.channels[outlook.table].offers
        )
        if not answered and view.minute < mine.minute + _pause(view):
            return None
        if not _concedes(view, outlook.table, package, mine.package):
            return None
    return legal_or_none(view, m.Propose(table=outlook.table, package=package))


def _holds(view: View, outlook: Outlook, package: Package, minute: int) -> bool:
    """Tell whether my standing offer is still one I would sign, made under today's rule."""
    changed = view.common.restricted_minute
    if changed is not None and minute < changed:
        return False
    return gain(view, outlook, package) >= outlook.point * _MARGIN // 100


def _concedes(view: View, table: str, package: Package, before: Package) -> bool:
    """Tell whether an offer moves towards the others in everybody's eyes."""
    return public_worth(view, package) < public_worth(view, before) and others_worth(
        view, table, package
    ) > others_worth(view, table, before)


def _pause(view: View) -> int:
    end = clock_end(view)
    hurried = time_left(view) <= end // _HURRY_PARTS
    return end * (_HASTY_PPM if hurried else _PATIENT_PPM) // PPM


def amendment_of(view: View) -> m.Move | None:
    """
    Answer the condition put on the paper: better odds of the changed paper, or worse of the old.

    Who asked for a change doubts the paper as it is, so its odds count for half.
    """
    paper = view.common.paper
    if paper is None or paper.amendment is None:
        return None
    accept = m.Accept(table=paper.table, offer=0)
    if code_of(view, accept) is not None:
        return None
    demand = paper.amendment
    changed = paper.package.with_option(demand.issue, demand.option)
    floor = look(view, paper.table).floor
    taken = closing_odds(view, paper.table, changed) * (
        signing_utility(view, changed, view.minute) - floor
    )
    kept = closing_odds(view, paper.table, paper.package) * (
        signing_utility(view, paper.package, view.minute) - floor
    )
    if taken > 0 and 2 * taken >= kept:
        return accept
    return legal_or_none(view, m.Reject(table=paper.table, offer=0))


def leave_of(view: View, draws: Draws, outlook: Outlook | None) -> m.Move | None:
    """Walk from the first table: by temper, or when late nothing is left to gain there."""
    if outlook is None:
        return None
    restricted = view.common.restricted_minute is not None
    day_ppm = 0
    if outlook.surplus < outlook.point * _WORTHLESS // 100:
        # Before two thirds of the time hope remains.
        if view.minute * 3 >= clock_end(view) * 2:
            day_ppm = own(view, "walk_day_ppm")
    if restricted:
        day_ppm += own(view, "walk_restricted_day_ppm")
    odds = odds_of_days(view, day_ppm)
    if odds and draws.chance(odds, "walk"):
        return legal_or_none(view, m.Walk(table=outlook.table))
    return None


def rest_of(view: View) -> m.Move:
    """Wait: to the own rhythm, daily when the end is near."""
    if deadline(view) is not None and 0 < time_left(view) <= clock_end(view) // _HURRY_PARTS:
        return m.Wait(until=calls_ahead(view, clock_end(view) * _HASTY_PPM // PPM))
    return m.Wait()


def legal_or_none(view: View, move: m.Move) -> m.Move | None:
    """Return the move if the rules allow it now."""
    return move if code_of(view, move) is None else None


def parameter_of(parameters: Mapping[str, int], view: View, name: str, absent: int) -> int:
    """Return a strategy's own parameter, else the personality's, else a default."""
    found = parameters.get(name)
    return own(view, name, absent) if found is None else found
