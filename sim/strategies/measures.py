"""
What packages are worth to a seat of one temper, laid out for minds that ask for many.

The same integers as `worth.valuation` gives (test): each term is a product that rounds down factor
by factor in the order of the issues. Here options are looked up as they are, not as text, and the
steps of one issue share all that does not hang on it.
"""

from collections.abc import Iterable, Mapping

from sim.domain.deal import Issue, Option, Package
from sim.domain.setting import Scenario
from sim.domain.units import PPM
from sim.strategies.shelf import kept

_KNOWN_MAX = 4_096

Factors = tuple[tuple[str, Mapping[Option, int]], ...]
"""The factors of a term by issue, in the order in which they round."""


class Measure:
    """The worth of packages to a seat under one set of parameters and one rule of export."""

    def __init__(
        self, scenario: Scenario, seat: str, parameters: Mapping[str, int], *, restricted: bool
    ) -> None:
        self._unit = scenario.preferences[seat].unit
        self._terms = tuple(
            (parameters[scale] if scale else PPM, factors)
            for scale, bracket, factors in _terms_of(scenario, seat)
            if restricted or not bracket
        )
        self._known: dict[Package, int] = {}
        self._ladders: dict[Package, Ladder] = {}

    def of(self, package: Package) -> int:
        """Return the utility of a package in millionths, conditions of the day apart."""
        found = self._known.get(package)
        if found is None:
            options = dict(package.items)
            points = sum([_product(start, factors, options) for start, factors in self._terms])
            found = points * self._unit // PPM
            if len(self._known) < _KNOWN_MAX:
                self._known[package] = found
        return found

    def ladder(self, package: Package, issue: Issue) -> "Ladder":
        """Return the package at all steps of an issue."""
        found = self._ladders.get(package)
        if found is None or found.issue is not issue:
            found = self._ladders[package] = Ladder(self._terms, self._unit, package, issue)
        return found


class Ladder:
    """A package whose one issue is still open, and what it is worth at each step of it."""

    def __init__(
        self,
        terms: Iterable[tuple[int, Factors]],
        unit: int,
        package: Package,
        issue: Issue,
    ) -> None:
        self.issue = issue
        self._package = package
        self._unit = unit
        options = dict(package.items)
        self._fixed = 0
        self._moving: list[tuple[int, Mapping[Option, int], tuple[int, ...]]] = []
        for start, factors in terms:
            names = [name for name, _ in factors]
            if issue.id not in names:
                self._fixed += _product(start, factors, options)
                continue
            at = names.index(issue.id)
            after = tuple(table[options[name]] for name, table in factors[at + 1 :])
            self._moving.append((_product(start, factors[:at], options), factors[at][1], after))
        self._worths: dict[Option, int] = {}
        self._packages: dict[Option, Package] = {}

    def worth(self, option: Option) -> int:
        """Return the utility of the package at an option."""
        found = self._worths.get(option)
        if found is None:
            found = self._worths[option] = self._worth(option)
        return found

    def _worth(self, option: Option) -> int:
        points = self._fixed
        for start, table, after in self._moving:
            value = start * table[option] // PPM
            for factor in after:
                value = value * factor // PPM
            points += value
        return points * self._unit // PPM

    def package(self, option: Option) -> Package:
        """Return the package at an option."""
        found = self._packages.get(option)
        if found is None:
            found = self._packages[option] = self._package.with_option(self.issue.id, option)
        return found

    def least(self, wanted: int) -> Package:
        """Return the package at the step least good for the seat that still gives so much."""
        worth, steps = self.worth, self.issue.options
        last = len(steps) - 1
        low, high = worth(steps[0]), worth(steps[last])
        if low > high:
            steps, low, high = steps[::-1], high, low
        if high == low:
            return self._package
        # A price enters straight, so this is at most a step off; the loop settles the rounding.
        at = min(max(0, -((low - wanted) * last // (high - low))), last)
        while at > 0 and worth(steps[at - 1]) >= wanted:
            at -= 1
        while at < last and worth(steps[at]) < wanted:
            at += 1
        return self.package(steps[at])


def _product(value: int, factors: Factors, options: Mapping[str, Option]) -> int:
    for issue, table in factors:
        value = value * table[options[issue]] // PPM
    return value


def _terms_of(scenario: Scenario, seat: str) -> tuple[tuple[str, str, Factors], ...]:
    """Return (scale, bracket, factors) of a seat's terms."""
    return kept(scenario, ("terms", seat), lambda: _terms(scenario, seat))


def _terms(scenario: Scenario, seat: str) -> tuple[tuple[str, str, Factors], ...]:
    options = {issue.id: issue.options for issue in scenario.issues}
    return tuple(
        (
            term.scale,
            term.bracket,
            tuple(
                (issue, {o: table[str(o)] for o in options[issue] if str(o) in table})
                for issue, table in term.factors.items()
            ),
        )
        for term in scenario.preferences[seat].terms
    )
