"""
The world's minds: licensor, court and press draw what the world does; the moves carry the values.

Hazards and dates are the scenario's numbers (model note, part 3). Between two looks they sleep
longer than their rhythm, so that a game stays short.
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import HOST
from sim.domain.draws import Draws
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import licence_odds
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import REVIEW, TALKING, code_of
from sim.domain.rules.numbers import number
from sim.domain.rules.odds import court_odds
from sim.domain.setting import Gauge, Scenario
from sim.domain.units import MILLI, MINUTES_DAY, PPM, clamp
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.consenting import review_until
from sim.strategies.shelf import kept
from sim.strategies.timing import WAIT, odds_of_date, odds_of_days, rest, sleep

_LOOK = 3 * MINUTES_DAY
_ANGER = 45 * MILLI
_ANSWER_PIVOT = 50 * MILLI
_ANSWER_MICRO = 4_000
"""Odds that an order is answered, added per point of anger over 50 (model note, part 3)."""
_UNEASY_DAY = 15
_UNEASY_PPM = 12_000
"""Odds a day, after day 15 under a threat without an order (model note, part 3)."""
_POLL_PPM = 350_000
_POLL_NOISE = 3 * MILLI // 2
_ABSENT = 40 * MILLI


@frozen
class Licensor:
    """Puts technology under licence, then grants or refuses a licence as its odds are."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        common = view.common
        if common.outcome is not None:
            return WAIT
        if common.phase in REVIEW:
            return self._consent(view, draws)
        restrict = m.RestrictExport()
        if code_of(view, restrict) is not None:
            return WAIT
        if draws.chance(self._odds(view), "restrict"):
            return restrict
        return sleep(view, _LOOK)

    def _odds(self, view: View) -> int:
        """Return the odds of the rule since the last look: the daily hazard, and the answer."""
        scenario, common = view.scenario, view.common
        anger = gauge(scenario, common, view.minute, "anger", _ABSENT)
        day_ppm = number(scenario, "restrict_day_ppm")
        day_ppm += number(scenario, "restrict_anger_ppm") * max(0, anger - _ANGER) // MILLI
        ordered = common.order_minute
        host = in_role(scenario, HOST)
        if ordered is None:
            threatened = host is not None and host.id in common.threats
            if day_ppm and threatened and view.minute > _UNEASY_DAY * MINUTES_DAY:
                day_ppm += _UNEASY_PPM
            return odds_of_days(view, day_ppm)
        total = number(scenario, "restrict_order_ppm")
        if total:
            total += _ANSWER_MICRO * max(0, anger - _ANSWER_PIVOT) // MILLI
        mean = ordered + _answer_minutes(scenario, common.deadline, ordered)
        spread = number(scenario, "restrict_order_spread_days") * MINUTES_DAY
        dated = odds_of_date(view, mean, spread, min(total, PPM))
        return min(PPM, dated + odds_of_days(view, day_ppm))

    def _consent(self, view: View, draws: Draws) -> m.Move:
        if code_of(view, m.Approve()) is not None:
            return WAIT
        until = review_until(view, draws)
        if until is not None:
            return m.Wait(until=until)
        paper = view.common.paper
        assert paper is not None, "consent is due only on a paper"
        consent = index_of(view.scenario).consents[view.seat]
        lobbies = max((channel.lobbies for channel in view.channels.values()), default=0)
        odds = licence_odds(view, consent, paper.package, lobbies)
        return m.Approve() if draws.chance(odds, "licence") else m.Block()


def _answer_minutes(scenario: Scenario, due: int | None, ordered: int) -> int:
    """Return the mean time to the answer: it keeps the calendar of whoever set the day."""
    days = number(scenario, "restrict_order_days")
    usual = number(scenario, "restrict_notice_days") * MINUTES_DAY
    if not usual or due is None or due - ordered >= usual:
        return days * MINUTES_DAY
    return days * max(0, due - ordered) * MINUTES_DAY // usual


@frozen
class Court:
    """Rules on the order once, at the minute at which the ban takes effect."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the ruling when it is due."""
        common = view.common
        due = common.deadline
        if common.outcome is not None or common.order_minute is None or due is None:
            return WAIT
        if common.enjoined is not None or common.phase in REVIEW:
            return WAIT
        if view.minute < due:
            return m.Wait(until=due) if due <= view.scenario.horizon else WAIT
        odds = court_odds(view.scenario, common, view.minute)
        ruling = m.Enjoin(granted=draws.chance(odds, "ruling"))
        return ruling if code_of(view, ruling) is None else WAIT


@frozen
class Press:
    """Publishes a poll of public opinion now and then."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return a poll, at most one a stop, or wait."""
        polled = _polled(view)
        told = view.common.gauges_minute == view.minute
        if view.common.phase not in TALKING or not polled or told:
            return WAIT
        if not draws.chance(_POLL_PPM, "poll"):
            return rest(view)
        spec = polled[draws.index(len(polled), "gauge")]
        now = gauge(view.scenario, view.common, view.minute, spec.id)
        value = clamp(draws.normal(now, _POLL_NOISE, "sample"), spec.low, spec.high)
        poll = m.PublishPoll(gauge=spec.id, value=value)
        return poll if code_of(view, poll) is None else WAIT


def _polled(view: View) -> tuple[Gauge, ...]:
    """Return what polls measure: moods on an authority's card that settle towards a level."""
    return kept(view.scenario, "polled", lambda: _settling(view.scenario))


def _settling(scenario: Scenario) -> tuple[Gauge, ...]:
    host = in_role(scenario, HOST)
    return tuple(
        spec
        for spec in scenario.gauges
        if host is not None
        and host.id in spec.seats
        and any(drift.toward is not None for drift in spec.drifts)
    )


def _licensor(_: Mapping[str, int]) -> Licensor:
    return Licensor()


def _court(_: Mapping[str, int]) -> Court:
    return Court()


def _press(_: Mapping[str, int]) -> Press:
    return Press()


register("licensor", 2, _licensor)
register("court", 1, _court)
register("press", 1, _press)
