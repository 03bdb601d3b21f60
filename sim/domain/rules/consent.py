"""
Consent to a paper: readings, bars, odds.

An authority reads a package on an additive scale and compares it with its bar; outsiders hold a
belief about the bar (Romer and Rosenthal 1978, Tsebelis 2002).
"""

from sim.domain.actors import AUTHORITY, SELLER
from sim.domain.deal import Package
from sim.domain.lookup import index_of, kind_of
from sim.domain.rules import worth
from sim.domain.rules.gauges import gauge
from sim.domain.rules.numbers import number, numbers_of
from sim.domain.setting import Consent, Scenario
from sim.domain.talks import Common, Private
from sim.domain.units import MILLI, MINUTES_DAY, PPM, clamp, logistic_ppm
from sim.domain.views import View

_HAWKS_PIVOT = 50 * MILLI
_ANGER_PIVOT = 50 * MILLI
_LICENCE_LOBBIES = 2
_SLOPE_NUM, _SLOPE_DEN = 10, 6  # tenths over .6 of the spread
_LICENCE_LOW, _LICENCE_HIGH = 20_000, 990_000


def reading(scenario: Scenario, common: Common, actor: str, package: Package) -> int:
    """Return how an authority reads a package, in milli points; unmet demands of its own count."""
    tables = index_of(scenario).readings[actor].tables
    score = sum(table[str(package[issue])] for issue, table in tables.items())
    missed = sum(
        1
        for demand in common.conditions
        if demand.by == actor and package[demand.issue] != demand.option
    )
    return score - missed * number(scenario, "unmet_condition")


def faded(first: int, again_ppm: int, times: int) -> int:
    """Return the sum of a favour repeated `times`, each worth a share of the one before."""
    total = 0
    for _ in range(times):
        total += first
        first = first * again_ppm // PPM
    return total


def public_bar(scenario: Scenario, common: Common, minute: int) -> int:
    """Return the bar as everybody can reckon it, the type apart, in milli points."""
    hawks = gauge(scenario, common, minute, "hawks", _HAWKS_PIVOT) - _HAWKS_PIVOT
    numbers = numbers_of(scenario)
    bar = numbers["bar_start"] + numbers["bar_hawks_micro"] * hawks // PPM
    bar -= numbers["bar_endorsed"] * len(common.endorsed)
    if common.stories.get("close"):
        bar -= numbers["bar_lobby"]
    if common.pressed:
        bar -= numbers["bar_pressed"]
    if common.pledges:
        bar -= numbers["bar_pledged"] * _welcome(scenario, common)
    return bar


def _welcome(scenario: Scenario, common: Common) -> int:
    """Return how many pledges name the option that some authority reads best of its issue."""
    tables = [
        reads.tables[p.issue]
        for p in common.pledges
        for reads in scenario.readings
        if p.issue in reads.tables
        and reads.tables[p.issue][str(p.option)] == max(reads.tables[p.issue].values())
    ]
    return len(tables)


def own_bar(view: View) -> int:
    """Return an authority's own bar today, in milli points."""
    scenario = view.scenario
    bar = public_bar(scenario, view.common, view.minute)
    bar += view.own.parameters.get("bar", 0) // MILLI
    lobbies = sum(channel.lobbies for channel in view.channels.values())
    return bar - faded(number(scenario, "bar_lobby"), number(scenario, "again_ppm"), lobbies)


def lobbies_of(view: View, actor: str) -> int:
    """Return how often the looking seat has lobbied an actor."""
    name = index_of(view.scenario).pairs.get((view.seat, actor), "")
    channel = view.channels.get(name)
    return 0 if channel is None else channel.lobbies


def believed_bar(view: View, actor: str) -> tuple[int, int]:
    """Return an outsider's mean and spread of an authority's bar, in milli points."""
    scenario = view.scenario
    for belief in view.own.beliefs:
        if belief.about == actor and belief.quantity == "threshold":
            return belief.mean, belief.spread
    numbers, lobbies = numbers_of(scenario), lobbies_of(view, actor)
    mean = public_bar(scenario, view.common, view.minute)
    mean -= faded(numbers["bar_lobby"], numbers["again_ppm"], lobbies)
    return mean, numbers["bar_spread"]


def needed(scenario: Scenario, common: Common, table: str, package: Package) -> tuple[str, ...]:
    """Return whose consent a paper of a table needs, in scenario order."""
    return tuple(
        consent.actor for consent in scenario.consents if _applies(consent, common, table, package)
    )


def _applies(consent: Consent, common: Common, table: str, package: Package) -> bool:
    if consent.tables and table not in consent.tables:
        return False
    if consent.always:
        return True
    return any(package[issue] in options for issue, options in consent.when.items()) or bool(
        consent.odds_restricted
        and common.restricted_minute is not None
        and consent.odds_restricted.get(str(package[consent.issue]), PPM) < PPM
    )


def licence_odds(view: View, consent: Consent, package: Package, lobbies: int = 0) -> int:
    """Return the odds of a consent that hangs on one issue's option, in ppm."""
    base = licence_base(view.common, consent, package)
    return licence_today(base, licence_shift(view, lobbies))


def licence_base(common: Common, consent: Consent, package: Package) -> int:
    """Return what the option alone says of a consent's odds; PPM where it hangs on no option."""
    restricted = common.restricted_minute is not None
    table = consent.odds_restricted if restricted else consent.odds
    return table.get(str(package[consent.issue]), PPM) if consent.issue else PPM


def licence_shift(view: View, lobbies: int) -> int:
    """Return what the day adds to the odds of a licence: lobbies for it, anger against it."""
    numbers = numbers_of(view.scenario)
    anger = gauge(view.scenario, view.common, view.minute, "anger", _ANGER_PIVOT) - _ANGER_PIVOT
    shift = numbers["restrict_licence_ppm"] * min(_LICENCE_LOBBIES, lobbies)
    return shift - numbers["restrict_anger_licence_ppm"] * max(0, anger) // MILLI


def licence_today(base: int, shift: int) -> int:
    """Return a licence's odds from those of its option and the day's shift."""
    return PPM if base >= PPM else clamp(base + shift, _LICENCE_LOW, _LICENCE_HIGH)


def consent_odds(view: View, actor: str, package: Package) -> int:
    """Return an outsider's odds that an actor consents to a package, in ppm."""
    scenario = view.scenario
    consent = index_of(scenario).consents[actor]
    if kind_of(scenario, actor) != AUTHORITY or actor not in index_of(scenario).readings:
        return licence_odds(view, consent, package, lobbies_of(view, actor))
    if not consent.veto:
        return PPM
    mean, spread = believed_bar(view, actor)
    gap = reading(scenario, view.common, actor, package) - mean
    return logistic_ppm(gap * _SLOPE_NUM * 10 // (_SLOPE_DEN * max(1, spread)))


def ratify_odds(
    scenario: Scenario, common: Common, minute: int, table: str, package: Package
) -> int:
    """
    Return the odds that a seller's paper is ratified at home, in ppm; all who know the offer agree.

    Logistic in what the paper gives the average seller over no deal today, in points, plus
    `ratify_bias_points`, over `ratify_spread_points`: the smaller the win-set at home, the more
    papers fail and the less the other side can ask (Putnam 1988).
    """
    spread = number(scenario, "ratify_spread_points")
    seller = seller_of(scenario, table) if spread else None
    if seller is None:
        return PPM
    unit = max(1, scenario.preferences[seller].unit)
    mean = Private(parameters=index_of(scenario).means[seller])
    over = worth.package_utility(scenario, common, seller, mean, package)
    over -= worth.reservation(scenario, common, minute, seller, mean)
    beyond = over * PPM // unit + number(scenario, "ratify_bias_points")
    return logistic_ppm(beyond * 10 // spread)


def seller_of(scenario: Scenario, table: str) -> str | None:
    """Return the seller among a table's members, or nobody."""
    index = index_of(scenario)
    for member in index.tables[table].members:
        if index.actors[member].role == SELLER:
            return member
    return None


def silence_ends(scenario: Scenario, common: Common) -> int | None:
    """Return the minute from which silence on the paper is an answer (decision 0019), or None."""
    days = number(scenario, "silence_days")
    if not days or common.paper is None:
        return None
    return common.paper.since + days * MINUTES_DAY


def closing_odds(view: View, table: str, package: Package) -> int:
    """Return the odds that a paper signed today closes: ratified, every consent, and no slip."""
    odds = PPM - number(view.scenario, "slip_ppm")
    if view.common.paper is None:
        ratified = ratify_odds(view.scenario, view.common, view.minute, table, package)
        odds = odds * ratified // PPM
    for actor in needed(view.scenario, view.common, table, package):
        odds = odds * consent_odds(view, actor, package) // PPM
    return odds
