"""
Odds everybody can compute: ban, consent, closing. All in ppm, all from public knowledge.

Ban odds = order x (1 - court) x (1 - relent): the autonomous risk of Schelling 1960 and Powell
1990, with the parameters of the scenario (model note, part 2).
"""

from typing import NamedTuple

from sim.domain.actors import ALLY, HOST
from sim.domain.lookup import Index, index_of
from sim.domain.rules.gauges import gauge
from sim.domain.rules.numbers import numbers_of
from sim.domain.setting import Scenario
from sim.domain.talks import Common
from sim.domain.units import MILLI, MINUTES_DAY, PPM, clamp

_CREDIBILITY_PIVOT = 30 * MILLI
_HUNDRED = 100 * MILLI
_YOUNG_PIVOT = 50 * MILLI
_TRUST_IN_RELENT = 130 * MILLI
_SPLITS_MAX = 2


class BanOdds(NamedTuple):
    """The three factors and their product; a tuple, since every thought of a firm makes one."""

    order: int
    court: int
    relent: int

    @property
    def ban(self) -> int:
        """Return the odds that the business ends up banned."""
        return self.order * (PPM - self.court) // PPM * (PPM - self.relent) // PPM


def ban_odds(scenario: Scenario, common: Common, minute: int) -> BanOdds:
    """Return the ban odds at a minute; a scenario without an authority has a fixed alternative."""
    index = index_of(scenario)
    if HOST not in index.roles:
        return BanOdds(index.numbers["beyond_ban_ppm"], 0, 0)
    credibility = gauge(scenario, common, minute, "credibility")
    return BanOdds(
        _order(index, common, credibility),
        court_odds(scenario, common, minute),
        _relent(scenario, common, minute, credibility),
    )


def order_odds(scenario: Scenario, common: Common, minute: int) -> int:
    """Return the odds that an order comes and is meant."""
    credibility = gauge(scenario, common, minute, "credibility")
    return _order(index_of(scenario), common, credibility)


def _order(index: Index, common: Common, credibility: int) -> int:
    numbers = index.numbers
    if common.order_minute is not None:
        return 0 if common.enjoined else numbers["order_signed_ppm"]
    host = index.roles.get(HOST)
    if host is None or host.id not in common.threats:
        return numbers["order_quiet_ppm"]
    beyond = credibility - _CREDIBILITY_PIVOT
    raised = numbers["order_credibility_ppm"] * beyond // _HUNDRED
    return clamp(numbers["order_threatened_ppm"] + raised, 0, PPM)


def court_odds(
    scenario: Scenario, common: Common, minute: int, *, deadline: int | None = None
) -> int:
    """
    Return the odds that a court stops a ban due at `deadline` (the standing one if not given).

    Notice and its length, a suit, a rash order, a payment demanded: what judges of 2020 named.
    """
    index = index_of(scenario)
    numbers = index.numbers
    due = deadline if deadline is not None else common.deadline
    signed = common.order_minute if common.order_minute is not None else minute
    days = 0 if due is None or due < signed else (due - signed) // MINUTES_DAY
    odds = numbers["court_base_ppm"] + numbers["court_day_ppm"] * days
    if days < numbers["court_notice_days"]:
        odds += numbers["court_notice_ppm"] * (numbers["court_notice_days"] - days)
    if signed // MINUTES_DAY < numbers["court_early_days"]:
        odds += numbers["court_early_ppm"]
    odds += _pleas(index, common)
    return clamp(odds, numbers["court_low_ppm"], numbers["court_high_ppm"])


def _pleas(index: Index, common: Common) -> int:
    numbers, roles = index.numbers, index.roles
    odds = numbers["court_sued_ppm"] if common.suits else 0
    if common.conditions:
        host = roles.get(HOST)
        for demand in common.conditions:
            if host is not None and demand.by == host.id and demand.issue == "treasury":
                odds += numbers["court_condition_ppm"]
                break
    if common.inquiry_found:
        odds -= numbers["court_evidence_ppm"]
    inquiring = common.inquiry_minute is not None and common.inquiry_found is None
    if inquiring or (common.threats and ALLY in roles and roles[ALLY].id in common.threats):
        odds -= numbers["court_inquiry_ppm"]
    return odds


def relent_odds(scenario: Scenario, common: Common, minute: int) -> int:
    """Return the odds that a ban the courts let stand is not enforced."""
    credibility = gauge(scenario, common, minute, "credibility")
    return _relent(scenario, common, minute, credibility)


def _relent(scenario: Scenario, common: Common, minute: int, credibility: int) -> int:
    numbers = numbers_of(scenario)
    splits = min(_SPLITS_MAX, common.stories.get("split", 0))
    odds = numbers["relent_base_ppm"] + numbers["relent_split_ppm"] * splits
    odds = odds * gauge(scenario, common, minute, "young", _YOUNG_PIVOT) // _YOUNG_PIVOT
    odds = odds * (_TRUST_IN_RELENT - credibility) // _HUNDRED
    return clamp(odds, 0, numbers["relent_high_ppm"])
