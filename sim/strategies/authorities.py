"""
Hosts: the authority whose consent every paper needs, and who may ban.

One policy, four tempers of it: threat and deadline early, an order on its day, a demand for the
treasury, extensions while the tables seem near, consent by reading against bar (model note, 5).
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import BUYER, SELLER
from sim.domain.deal import Issue
from sim.domain.draws import Draws
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import own_bar
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import REVIEW, TALKING, code_of, extension_range, order_range
from sim.domain.units import MILLI, MINUTES_DAY, PPM, clamp
from sim.domain.views import View
from sim.strategies.answers import answer_of
from sim.strategies.base import register
from sim.strategies.consenting import best_change, margin, review_until
from sim.strategies.timing import calls_ahead, deadline, odds_of_date, rest

_NOISE = 2 * MILLI
_CONDITION_BELOW = 9 * MILLI
"""A paper this far under the bar is still worth a condition (model note, part 5)."""
_SHOWING = 3 * MINUTES_DAY
_EXTENSION = 7 * MINUTES_DAY
_DEADLINE_FROM = 2 * MINUTES_DAY
_HAWKS = 68 * MILLI
_HAWKS_PIVOT = 50 * MILLI
_SLIPS_BEFORE = 2 * MINUTES_DAY
_GRACE = 4 * MINUTES_DAY
_MONEY = "musd"

BALANCED: Mapping[str, int] = {
    "threaten_ppm": PPM,
    "order_day": 14 * PPM,
    "order_spread_days": 9 * PPM,
    "order_ppm": 800_000,
    "extend_ppm": 400_000,
    "ban_odds_ppm": 500_000,
    "approve_over": 6 * PPM,
    "demand_day": 0,
    "demand_musd": 0,
    "disclose_day": 0,
    "notice_days": 45 * PPM,
}
"""The middle temper, for whoever has no personality of a host."""


@frozen
class Host:
    """An authority with the last word on every paper."""

    temper: Mapping[str, int]
    """Parameters that outdo the personality's."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        return answer_of(view, draws) or self._business(view, draws) or rest(view)

    def trait(self, view: View, name: str) -> int:
        """Return a parameter: of this seat, of the personality, or of the middle temper."""
        found = self.temper.get(name)
        return view.own.parameters.get(name, BALANCED[name]) if found is None else found

    def _business(self, view: View, draws: Draws) -> m.Move | None:
        if view.common.outcome is not None:
            return None
        if view.common.phase in TALKING:
            for step in (
                self._threat, self._set_deadline, self._demand, self._show, self._order,
                self._extend, self._relent, _last_calls,
            ):  # fmt: skip
                move = step(view, draws)
                if move is not None and code_of(view, move) is None:
                    return move
            return None
        if view.common.phase in REVIEW:
            return self._consent(view, draws)
        return self._ban(view, draws)

    def _threat(self, view: View, draws: Draws) -> m.Move | None:
        """Threaten at once; again when the hawks press and no order has been signed."""
        if view.common.order_minute is not None or in_role(view.scenario, SELLER) is None:
            return None
        if view.seat not in view.common.threats:
            soon = view.minute <= _DEADLINE_FROM
            threatens = soon and draws.chance(self.trait(view, "threaten_ppm"), "threat")
            return m.Threaten() if threatens else None
        hawks = gauge(view.scenario, view.common, view.minute, "hawks", _HAWKS_PIVOT)
        return m.Threaten() if hawks > _HAWKS else None

    def _set_deadline(self, view: View, _: Draws) -> m.Move | None:
        """Name the day after so many days of talks, once they have begun."""
        if deadline(view) is not None or view.minute < _DEADLINE_FROM:
            return None
        if view.minute >= view.scenario.deadline_latest // 2:
            return None
        return m.SetDeadline(minute=min(self._notice(view), view.scenario.deadline_latest))

    def _notice(self, view: View) -> int:
        return self.trait(view, "notice_days") * MINUTES_DAY // PPM

    def _demand(self, view: View, _: Draws) -> m.Move | None:
        """Demand money for the treasury in public, on the personality's day."""
        due = self.trait(view, "demand_day") * MINUTES_DAY // PPM
        if due <= 0 or view.minute < due:
            return None
        issue = treasury_issue(view)
        if issue is None or any(
            demand.issue == issue.id and demand.by == view.seat for demand in view.common.conditions
        ):
            return None
        musd = self.trait(view, "demand_musd") // PPM
        option = min(issue.options, key=lambda option: abs(int(option) - musd))
        return m.Condition(issue=issue.id, option=option)

    def _show(self, view: View, _: Draws) -> m.Move | None:
        """Show the buyer the bar with proof, in the days around one date: so it drafts for it."""
        due = self.trait(view, "disclose_day") * MINUTES_DAY // PPM
        if due <= 0 or not due <= view.minute < due + _SHOWING:
            return None
        buyer = in_role(view.scenario, BUYER)
        if buyer is None:
            return None
        if view.attention_left < view.actor.attention_day:
            return None  # it has done enough today
        return m.Disclose(to=buyer.id, fact="threshold")

    def _order(self, view: View, draws: Draws) -> m.Move | None:
        """Sign the order on its drawn day, for the standing deadline or with the usual notice."""
        if view.common.order_minute is not None:
            return None
        mean = self.trait(view, "order_day") * MINUTES_DAY // PPM
        spread = self.trait(view, "order_spread_days") * MINUTES_DAY // PPM
        odds = odds_of_date(view, mean, spread, self.trait(view, "order_ppm"))
        if not draws.chance(odds, "order"):
            return None
        low, high = order_range(view)
        return m.Order(
            deadline=clamp(deadline(view) or view.minute + self._notice(view), low, high)
        )

    def _extend(self, view: View, draws: Draws) -> m.Move | None:
        """Extend at a stop of the last days while somebody still talks, each time less likely."""
        due = deadline(view)
        if due is None or view.minute < due - _SLIPS_BEFORE:
            return None
        odds = self.trait(view, "extend_ppm") >> view.common.extensions
        if not draws.chance(odds, "extend"):
            return None
        low, high = extension_range(view)
        return m.ExtendDeadline(minute=min(high, max(low, due + _EXTENSION)))

    def _relent(self, view: View, draws: Draws) -> m.Move | None:
        """Take the order back at the deadline rather than ban, as the temper is."""
        due = deadline(view)
        if due is None or view.minute < due or view.common.order_by != view.seat:
            return None
        if draws.chance(self.trait(view, "ban_odds_ppm"), "ban"):
            return None
        return m.Retract()

    def _consent(self, view: View, draws: Draws) -> m.Move | None:
        """Approve, condition or block the paper by how far it reads over the own bar."""
        if code_of(view, m.Approve()) is not None:
            return None
        until = review_until(view, draws)
        if until is not None:
            return m.Wait(until=until)
        over = margin(view, own_bar(view), draws, _NOISE)
        easy = self.trait(view, "approve_over") * MILLI // PPM
        if over >= 0 and (over >= easy or draws.chance(PPM // 2, "lenient")):
            return m.Approve()
        if over < min(easy, -_CONDITION_BELOW):
            return m.Block()
        change = best_change(view)
        if change is None:
            return m.Approve() if over >= 0 else m.Block()
        if over >= easy:
            return m.Approve()
        return change if over >= -_CONDITION_BELOW else m.Block()

    def _ban(self, view: View, draws: Draws) -> m.Move | None:
        """After talks that failed under a threat: carry it out, or let it be."""
        low, high = order_range(view)
        order = m.Order(deadline=low)
        open_ = low <= high and view.common.order_minute is None and code_of(view, order) is None
        if open_ and draws.chance(self.trait(view, "ban_odds_ppm"), "ban"):
            return order
        later = view.minute + _GRACE
        return m.Wait(until=later) if later <= view.scenario.horizon else None


def treasury_issue(view: View) -> Issue | None:
    """Return the issue in money that the host reads."""
    reads = index_of(view.scenario).readings.get(view.seat)
    for issue in view.scenario.issues:
        if reads is not None and issue.unit == _MONEY and issue.id in reads.tables:
            return issue
    return None


def _last_calls(view: View, _: Draws) -> m.Move | None:
    # The own rhythm may step over the deadline's minute when an offer of consent calls.
    due = deadline(view)
    if due is not None and view.minute < due:
        return m.Wait(until=calls_ahead(view, view.actor.cadence_minutes))
    return None


def _host(parameters: Mapping[str, int]) -> Host:
    return Host(parameters)


register("authority_host", 3, _host)
