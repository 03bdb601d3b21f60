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
from sim.domain.rules.consent import reading
from sim.domain.rules.legal import closed_code, code_of
from sim.domain.units import MILLI, PPM
from sim.domain.views import View, odds
from sim.strategies.chairs import is_restricted, mean_measure, measure_of
from sim.strategies.floors import no_deal
from sim.strategies.measures import Measure
from sim.strategies.numeraire import numeraire_of, prior_mean


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
    if paper is None or paper.amendment is not None or view.seat in paper.conditioned:
        return None
    if closed_code(view, m.Condition) is not None:
        return None
    found, best = None, 0
    reads = _reads(view, paper.package)
    liking = reads + _points(view, measure_of(view).of(paper.package))
    bearable = _Bearable(view, paper.table)
    for condition, changed, worth in _changes(view, paper.table, paper.package):
        better = _reads(view, changed)
        value = better + _points(view, worth) - liking
        if (
            value > best
            and better >= reads
            and code_of(view, condition) is None
            and bearable.by_all(changed)
        ):
            found, best = condition, value
    return found


def _changes(
    view: View, table: str, package: Package
) -> Iterator[tuple[m.Condition, Package, int]]:
    """Yield every single change of a package, the package changed and my utility of it."""
    numeraire = numeraire_of(view.scenario, table)
    measure = measure_of(view)
    for issue in view.scenario.issues:
        if numeraire is not None and issue.id == numeraire.id:
            continue
        ladder = measure.ladder(package, issue)
        for option in issue.options:
            if option != package[issue.id]:
                condition = m.Condition(issue=issue.id, option=option)
                yield condition, ladder.package(option), ladder.worth(option)


def _reads(view: View, package: Package) -> int:
    if view.seat not in index_of(view.scenario).readings:
        return 0
    return reading(view.scenario, view.common, view.seat, package)


def _points(view: View, utility: int) -> int:
    """Return utility in thousandths of my point, as readings are."""
    return utility * MILLI // max(1, view.scenario.preferences[view.seat].unit)


class _Bearable:
    """Whether the average types of the parties would rather sign than have no deal."""

    def __init__(self, view: View, table: str) -> None:
        self._view = view
        self._table = table
        self._floors: list[tuple[Measure, int]] = []

    def by_all(self, package: Package) -> bool:
        """Tell whether all members of the table could bear a paper."""
        if not self._floors:
            self._floors = _floors(self._view, self._table)
        return all(measure.of(package) >= floor for measure, floor in self._floors)


def _floors(view: View, table: str) -> list[tuple[Measure, int]]:
    """Return how the average type of each member measures packages, and what no deal is to it."""
    scenario, ban = view.scenario, odds(view).ban
    return [
        (
            mean_measure(scenario, member, restricted=is_restricted(view)),
            no_deal(view, member, prior_mean(scenario, member), ban),
        )
        for member in members_of(scenario, table)
    ]


def margin(view: View, bar: int, draws: Draws, noise: int) -> int:
    """Return by how much the paper reads over a bar, in milli points, with the day's mood."""
    paper = view.common.paper
    assert paper is not None, "there is no paper to read"
    return _reads(view, paper.package) - bar + draws.normal(0, noise, "mood")


def points(view: View, name: str, absent: int = 0) -> int:
    """Return a personality's parameter given in points as thousandths of a point."""
    return view.own.parameters.get(name, absent) * MILLI // PPM
