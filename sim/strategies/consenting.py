"""
How an authority weighs a paper: its reading against its own bar, and the change it would ask.

Romer and Rosenthal's setter: of the changes the parties would rather take than have no deal, the
one best for the authority (model note, parts 4 and 5).
"""

from collections.abc import Iterator

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.draws import Draws
from sim.domain.lookup import index_of, members_of
from sim.domain.rules import worth
from sim.domain.rules.consent import reading
from sim.domain.rules.legal import code_of
from sim.domain.units import MILLI, PPM
from sim.domain.views import View, odds, utility
from sim.strategies.drafts import numeraire_of, prior_mean
from sim.strategies.floors import no_deal


def review_until(view: View, draws: Draws) -> int | None:
    """
    Return until when the review lasts if it is too early to decide, else None.

    The stop that the rules set for the review gives way to an earlier one, so the mind keeps to
    the scenario's review times by itself.
    """
    paper = view.common.paper
    if paper is None:
        return None
    consent = index_of(view.scenario).consents[view.seat]
    low, high = consent.review_minutes
    if view.common.restricted_minute is not None and consent.review_restricted_minutes:
        low, high = consent.review_restricted_minutes
    if view.minute >= paper.minute + low or paper.conditioned:
        return None
    until = paper.minute + draws.between(low, high, "review")
    return until if view.minute < until <= view.scenario.horizon else None


def best_change(view: View) -> m.Condition | None:
    """Return the single change of the signed paper best for me that the parties might take."""
    paper = view.common.paper
    if paper is None:
        return None
    found, best = None, 0
    for condition, changed in _changes(view, paper.table, paper.package):
        value = _liking(view, changed) - _liking(view, paper.package)
        better = _reads(view, changed) >= _reads(view, paper.package)
        if value > best and better and _bearable(view, paper.table, changed):
            found, best = condition, value
    return found


def _changes(view: View, table: str, package: Package) -> Iterator[tuple[m.Condition, Package]]:
    numeraire = numeraire_of(view.scenario, table)
    for issue in view.scenario.issues:
        if numeraire is not None and issue.id == numeraire.id:
            continue
        for option in issue.options:
            condition = m.Condition(issue=issue.id, option=option)
            if option != package[issue.id] and code_of(view, condition) is None:
                yield condition, package.with_option(issue.id, option)


def _reads(view: View, package: Package) -> int:
    if view.seat not in index_of(view.scenario).readings:
        return 0
    return reading(view.scenario, view.common, view.seat, package)


def _liking(view: View, package: Package) -> int:
    """Return reading and own utility together, in points of a thousand."""
    unit = max(1, view.scenario.preferences[view.seat].unit)
    return _reads(view, package) + utility(view, package) * MILLI // unit


def _bearable(view: View, table: str, package: Package) -> bool:
    """Tell whether the average types of the parties would still rather sign than have no deal."""
    scenario = view.scenario
    ban = odds(view).ban
    restricted = view.common.restricted_minute is not None
    for member in members_of(scenario, table):
        mean = prior_mean(scenario, member)
        got = worth.valuation(scenario, member, mean).package(package, restricted=restricted)
        if got < no_deal(view, member, mean, ban):
            return False
    return True


def margin(view: View, bar: int, draws: Draws, noise: int) -> int:
    """Return by how much the paper reads over a bar, in milli points, with the day's mood."""
    paper = view.common.paper
    assert paper is not None, "there is no paper to read"
    return _reads(view, paper.package) - bar + draws.normal(0, noise, "mood")


def points(view: View, name: str, absent: int = 0) -> int:
    """Return a personality's parameter given in points as thousandths of a point."""
    return view.own.parameters.get(name, absent) * MILLI // PPM
