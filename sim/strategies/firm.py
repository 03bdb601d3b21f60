"""
A firm at its tables: acceptance and offering policy around a target (Faratin, Sierra, Jennings).

The tactic of a family says which gain the firm wants today; everything else is common: accept what
gives it (AC_next with a last call, Baarslag et al.), else table the best draft at the price that
gives it, hold an offer while it waits for an answer, answer conditions, talk, leave when hopeless.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import SELLER
from sim.domain.deal import Package
from sim.domain.draws import Draws
from sim.domain.rules.consent import closing_odds
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import TALKING, code_of
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import View, signing_utility
from sim.strategies.answers import answer_of
from sim.strategies.chairs import chair_of, sits_with_environment
from sim.strategies.outlook import (
    Outlook,
    Sight,
    gain,
    look,
    open_tables,
    package_for,
)  # fmt: skip
from sim.strategies.politics import political_move, resume_of
from sim.strategies.timing import (
    WAIT,
    calls_ahead,
    clock_end,
    deadline,
    odds_of_days,
    own,
    rest,
)  # fmt: skip

Tactic = Callable[[View, Outlook], int]
"""From a view and the outlook of a table to the gain wanted there today."""
Acceptance = Callable[[View, Outlook, int, int], bool]
"""From a view, an outlook, the gain wanted and the gain offered to whether the firm says yes."""
Offering = Callable[[View, Outlook, int], Package]
"""From a view, an outlook and the gain wanted to the package to table."""


class Standing(Protocol):
    """What counts of an offer."""

    @property
    def package(self) -> Package:
        """Return what was offered."""

    @property
    def minute(self) -> int:
        """Return when it was tabled."""

    @property
    def standing(self) -> bool:
        """Tell whether it may still be accepted."""


_LAST_CALL = MINUTES_DAY // 2
_TRUST_PIVOT = 50 * MILLI
# Shares of the time up to the deadline, from the model's 45 days: part 5.
_LATE_PARTS = 20  # the last 2.2 days
_STALL_PARTS = 5  # nine days without a concession of the other
_SLOWED = 3
_HURRY_PARTS = 7  # the last six days
_PATIENT_PPM = 70_000  # 3.2 days between two offers
_HASTY_PPM = 22_000  # one day
_LATE_PPM = 300_000  # share of its demand that a firm still wants then
# Hundredths of a point.
_WORTHLESS = 25
_MARGIN = 10
_LEAD = 50
_SLACK_MICRO = 12_000  # of a point per point of trust over 50


def late_is_cheap(view: View, outlook: Outlook, target: int, offered: int) -> bool:
    """Tell whether an offer gives what the firm wants now: the acceptance policy of most firms."""
    return offered >= wanted_now(view, outlook, target)


@frozen
class Firm:
    """A party, or a bidder of the environment once it has come, with a tactic and policies."""

    tactic: Tactic
    acceptance: Acceptance = late_is_cheap
    offering: Offering = package_for

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        return answer_of(view, draws) or amendment_of(view) or self._talking(view, draws) or WAIT

    def _talking(self, view: View, draws: Draws) -> m.Move | None:
        if view.common.phase not in TALKING or view.common.outcome is not None:
            return political_move(view, draws, None)
        sights = sights_of(view)
        for sight in sights:
            move = self._table_move(view, sight, sights)
            if move is not None:
                return move
        first = sights[0] if sights else None
        return (
            resume_of(view)
            or political_move(view, draws, first)
            or leave_of(view, draws, first)
            or rest_of(view)
        )

    def _table_move(self, view: View, sight: Sight, sights: tuple[Sight, ...]) -> m.Move | None:
        """Accept or propose at a table, or do neither."""
        mine = _last_own(view, sight.table)
        # Having tabled an offer at this very stop I weighed then what else there is.
        spoken = mine is not None and mine.minute == view.minute
        if spoken or sight.table in view.common.suspended:
            return None
        outlook = sight.outlook
        outside = outside_gain(view, sight, sights)
        offered = best_offered(view, outlook)
        if offered is not None and offered[0] < max(outside, margin_of(outlook)):
            offered = None
        if offered is None and _waits(view, outlook, mine):
            return None
        target = max(self.tactic(view, outlook), outside)
        if (
            offered is not None
            and offered[0] >= outside
            and self.acceptance(view, outlook, target, offered[0])
        ):
            move = legal_or_none(view, m.Accept(table=sight.table, offer=offered[1]))
            if move is not None:
                return move
        return offer_of(view, outlook, target, self.offering)


def sights_of(view: View) -> tuple[Sight, ...]:
    """Return the sight of every live table, without those whose bidder has not come."""
    sights = []
    for table in open_tables(view):
        told = view.channels[table].offers
        if told or not sits_with_environment(view.scenario, view.seat, table):
            sights.append(Sight(view, table))
    return tuple(sights)


def outside_gain(view: View, sight: Sight, sights: tuple[Sight, ...]) -> int:
    """
    Return the gain that another table's standing offer gives me, and a lead over it.

    An outside option binds only where it is better (Binmore, Shaked and Sutton 1989).
    """
    best = 0
    for other in sights:
        if other.table == sight.table:
            continue
        for offer in view.channels[other.table].offers:
            if offer.standing and offer.by != view.seat:
                best = max(best, gain(view, other.outlook, offer.package))
    return best + sight.outlook.point * _LEAD // 100 if best > 0 else 0


def conceded_minutes(view: View, table: str) -> tuple[int, int]:
    """Return when I last came closer to the others by an offer, and they to me; 0 is never."""
    return chair_of(view, table).conceded(view)


def elapsed_ppm(view: View, table: str) -> int:
    """Return the share of the time that has passed at a table, for one who concedes."""
    return elapsed_since(view, conceded_minutes(view, table))


def elapsed_since(view: View, conceded: tuple[int, int]) -> int:
    """
    Return the share of the time that has passed since I and the others conceded.

    Reciprocity: while it is the others' turn to concede and they have not for nine days of 45, the
    clock runs at a third of its pace. It never stops, since two who each think it the other's turn
    would wait for ever.
    """
    end = clock_end(view)
    minute = view.minute
    mine, theirs = conceded
    if theirs < mine:
        since = max(mine, theirs + end // _STALL_PARTS)
        if since < minute:
            minute = since + (minute - since) // _SLOWED
    return minute * PPM // end if minute < end else PPM


def stalls(view: View, table: str) -> bool:
    """Tell whether the others have owed a concession for long."""
    mine, theirs = conceded_minutes(view, table)
    return mine > theirs and view.minute > theirs + clock_end(view) // _STALL_PARTS


def accept_of(view: View, outlook: Outlook, target: int, outside: int) -> m.Move | None:
    """Accept the best standing offer if it gives the target, or what the late hour asks."""
    offered = best_offered(view, outlook)
    if offered is None or offered[0] < max(outside, wanted_now(view, outlook, target)):
        return None
    return legal_or_none(view, m.Accept(table=outlook.table, offer=offered[1]))


def best_offered(view: View, outlook: Outlook) -> tuple[int, int] | None:
    """Return my gain of the best offer that I may still accept, and its id."""
    best: tuple[int, int] | None = None
    for offer in view.channels[outlook.table].offers:
        if not offer.standing or offer.by == view.seat or view.seat in offer.accepted:
            continue
        worth = gain(view, outlook, offer.package)
        if best is None or worth > best[0]:
            best = (worth, offer.id)
    return best


def margin_of(outlook: Outlook) -> int:
    """Return the gain for less than which no firm signs."""
    return _MARGIN * (outlook.point // 100)


def wanted_now(view: View, outlook: Outlook, target: int) -> int:
    """Return the gain at which the firm says yes now: target less slack, little at the end."""
    least = margin_of(outlook)
    trust = gauge(view.scenario, view.common, view.minute, "trust", _TRUST_PIVOT)
    slack = least
    slack += (trust - _TRUST_PIVOT) * _SLACK_MICRO // MILLI * outlook.point // PPM
    wanted = target - slack
    end = clock_end(view)
    left = end - view.minute
    if left <= end // _LATE_PARTS and deadline(view) is not None:
        late = target * _LATE_PPM // PPM
        if left <= _LAST_CALL:
            # Whoever never moved is not given everything even now.
            late = late // 2 if stalls(view, outlook.table) else least
        wanted = min(wanted, late)
    return max(least, wanted)


def offer_of(
    view: View, outlook: Outlook, target: int, offering: Offering = package_for
) -> m.Move | None:
    """Table a first offer, a better one in answer or after a while, or a needed other one."""
    if outlook.surplus < outlook.point * _WORTHLESS // 100:
        return None
    return tabled(view, outlook, offering(view, outlook, target))


def tabled(view: View, outlook: Outlook, package: Package) -> m.Move | None:
    """Table a package unless my standing offer still serves and should wait for its answer."""
    mine = _last_own(view, outlook.table)
    if mine is not None and mine.standing:
        # The rules refuse to table the same once more.
        if package == mine.package:
            return None
        waits = _is_fresh(view, outlook.table, mine)
        keeps = waits or not outlook.chair.concedes(package, mine.package)
        if keeps and _holds(view, outlook, mine):
            return None
    return legal_or_none(view, m.Propose(table=outlook.table, package=package))


def _waits(view: View, outlook: Outlook, mine: Standing | None) -> bool:
    """Tell whether my standing offer waits for its answer, whatever else I might table."""
    return (
        mine is not None
        and mine.standing
        and _is_fresh(view, outlook.table, mine)
        and _holds(view, outlook, mine)
    )


def _last_own(view: View, table: str) -> Standing | None:
    """Return my last offer at a table, standing or not."""
    for offer in reversed(view.channels[table].offers):
        if offer.by == view.seat:
            return offer
    return None


def _is_fresh(view: View, table: str, mine: Standing) -> bool:
    """Tell whether an offer of mine has neither been answered nor had its time."""
    if view.minute >= mine.minute + _pause(view):
        return False
    for other in view.channels[table].offers:
        if other.minute > mine.minute and other.by != view.seat:
            return False
    return True


def _holds(view: View, outlook: Outlook, mine: Standing) -> bool:
    """Tell whether my standing offer is still one I would sign, made under today's rule."""
    changed = view.common.restricted_minute
    if changed is not None and mine.minute < changed:
        return False
    return gain(view, outlook, mine.package) >= outlook.point * _MARGIN // 100


def _pause(view: View) -> int:
    end = clock_end(view)
    hurried = end - view.minute <= end // _HURRY_PARTS
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


def leave_of(view: View, draws: Draws, sight: Sight | None) -> m.Move | None:
    """Walk from the first table: by temper, or when late nothing is left to gain there."""
    if sight is None:
        return None
    day_ppm = own(view, "walk_day_ppm")
    if day_ppm and not _may_leave(view, sight):
        day_ppm = 0
    if view.common.restricted_minute is not None:
        day_ppm += own(view, "walk_restricted_day_ppm")
    if not day_ppm:
        return None
    odds = odds_of_days(view, day_ppm)
    if odds and draws.chance(odds, "walk"):
        return legal_or_none(view, m.Walk(table=sight.table))
    return None


def _may_leave(view: View, sight: Sight) -> bool:
    # A seller under an order may leave a good table too: yielding to it is judged at home.
    if view.common.order_minute is not None and view.actor.role == SELLER:
        return True
    late = view.minute * 3 >= clock_end(view) * 2
    return late and sight.outlook.surplus < sight.outlook.point * _WORTHLESS // 100


def rest_of(view: View) -> m.Move:
    """Wait: to the own rhythm, daily when the end is near."""
    end = clock_end(view)
    if 0 < end - view.minute <= end // _HURRY_PARTS and deadline(view) is not None:
        return m.Wait(until=calls_ahead(view, end * _HASTY_PPM // PPM))
    return rest(view)


def legal_or_none(view: View, move: m.Move) -> m.Move | None:
    """Return the move if the rules allow it now."""
    return move if code_of(view, move) is None else None


def parameter_of(parameters: Mapping[str, int], view: View, name: str, absent: int) -> int:
    """Return a strategy's own parameter, else the personality's, else a default."""
    found = parameters.get(name)
    return own(view, name, absent) if found is None else found
