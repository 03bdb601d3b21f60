"""Which issue moves utility from one side of a table to the other, as a price does."""

from collections.abc import Mapping

from sim.domain.deal import Issue, Package
from sim.domain.lookup import index_of, members_of
from sim.domain.rules.worth import valuation
from sim.domain.setting import Scenario
from sim.strategies.shelf import kept

_NUMERAIRE_OPTIONS = 8
"""An issue with fewer steps moves utility too coarsely to solve for."""
_PART = 3
"""An issue that holds less than one part in so many of a side's range carries no targets."""
_PAIR = 2


def prior_mean(scenario: Scenario, seat: str) -> Mapping[str, int]:
    """Return a seat's parameters averaged over its personalities: public knowledge."""
    return index_of(scenario).means[seat]


def numeraire_of(scenario: Scenario, table: str) -> Issue | None:
    """Return the issue that moves utility from one member to the other, if two sit there."""
    return kept(scenario, ("numeraire", table), lambda: _numeraire(scenario, table))


def _numeraire(scenario: Scenario, table: str) -> Issue | None:
    members = members_of(scenario, table)
    if len(members) != _PAIR:
        return None
    middle = Package({i.id: i.options[len(i.options) // 2] for i in scenario.issues})
    found = None
    for issue in scenario.issues:
        if len(issue.options) < _NUMERAIRE_OPTIONS or isinstance(issue.options[0], str):
            continue
        one, other = (_rise(scenario, member, middle, issue) for member in members)
        longest = found is None or len(issue.options) > len(found.options)
        # What one side loses on its way the other must win, or the sum would hang on it.
        if longest and one == -other != 0 and all(
            _carries(scenario, member, middle, abs(one)) for member in members
        ):  # fmt: skip
            found = issue
    return found


def _carries(scenario: Scenario, seat: str, middle: Package, moved: int) -> bool:
    """Tell whether no issue moves a seat more than this, and all together not much more."""
    worth = valuation(scenario, seat, prior_mean(scenario, seat))
    spans = []
    for issue in scenario.issues:
        some = [worth.package(middle.with_option(issue.id, option), restricted=False)
                for option in issue.options]  # fmt: skip
        spans.append(max(some) - min(some))
    return moved >= max(spans) and moved * _PART >= sum(spans)


def _rise(scenario: Scenario, seat: str, package: Package, issue: Issue) -> int:
    """Return how much the average type of a seat gains from the first option to the last."""
    worth = valuation(scenario, seat, prior_mean(scenario, seat))
    low, high = (package.with_option(issue.id, issue.options[at]) for at in (0, -1))
    return worth.package(high, restricted=False) - worth.package(low, restricted=False)
