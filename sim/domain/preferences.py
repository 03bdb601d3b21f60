"""
What an outcome is worth to whom, as sums of products of tables, in exact integers.

A term is `scale * product of one factor per named issue`; the issues of one term interact and form
a composite issue in the analysis. All numbers are millionths of the actor's point; `unit` turns
points into millionths of utility (bn for a firm, points of 0 to 100 for an authority).
"""

from collections.abc import Mapping

from attrs import field, frozen

from sim.domain.deal import Option, Package
from sim.domain.units import MILLI, PPM


def _by_issue(factors: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[str, int]]:
    return dict(sorted(factors.items()))


@frozen(kw_only=True)
class Term:
    """One product. Factors are keyed by issue, then by the option written as text."""

    id: str
    factors: Mapping[str, Mapping[str, int]] = field(converter=_by_issue)
    """Sorted by issue: the product rounds down factor by factor, so its order is part of it."""
    scale: str = ""
    """A personality's parameter that multiplies the term; empty means one."""
    bracket: str = ""
    """"restricted": counts only while technology is under licence; empty: always."""


@frozen(kw_only=True)
class GaugeTerm:
    """`slope` points per point of the gauge beyond the pivot."""

    gauge: str
    pivot: int
    """In thousandths of a point of the gauge."""
    slope: int
    """In millionths of the actor's point per point of the gauge."""
    side: str = "both"
    """"above" or "below" counts one side of the pivot only."""


@frozen(kw_only=True)
class OutcomeWorth:
    """What one kind of outcome is worth, beside the package if it counts."""

    base: int = 0
    parameter: str = ""
    """A personality's parameter added to the base."""
    scale: int = PPM
    package: bool = False
    gauges: tuple[GaugeTerm, ...] = ()


@frozen(kw_only=True)
class Preferences:
    """The valuation of one seat under every personality."""

    unit: int
    """Millionths of utility per point."""
    terms: tuple[Term, ...]
    outcomes: Mapping[str, OutcomeWorth] = field(factory=dict)


def factor_of(table: Mapping[str, int], option: Option) -> int:
    """Return the factor of an option; options are text in a stored table."""
    return table[str(option)]


def term_value(
    term: Term, package: Package | Mapping[str, Option], parameters: Mapping[str, int]
) -> int:
    """Return a term's value in millionths of a point."""
    value = parameters[term.scale] if term.scale else PPM
    for issue, table in term.factors.items():
        value = value * table[str(package[issue])] // PPM
    return value


def package_points(
    preferences: Preferences,
    package: Package,
    parameters: Mapping[str, int],
    *,
    restricted: bool,
) -> int:
    """Return what a package is worth in millionths of a point, conditions apart."""
    options = dict(package.items)
    return sum(
        [
            term_value(term, options, parameters)
            for term in preferences.terms
            if restricted or not term.bracket
        ]
    )


def gauge_points(term: GaugeTerm, value: int) -> int:
    """Return a gauge term in millionths of a point for a gauge reading in milli."""
    beyond = value - term.pivot
    if (term.side == "above" and beyond < 0) or (term.side == "below" and beyond > 0):
        return 0
    return beyond * term.slope // MILLI


def outcome_points(
    worth: OutcomeWorth, parameters: Mapping[str, int], gauges: Mapping[str, int]
) -> int:
    """Return the part of an outcome's worth that no package carries, in millionths of a point."""
    base = outcome_base(worth, parameters)
    return base + sum(gauge_points(term, gauges[term.gauge]) for term in worth.gauges)


def outcome_base(worth: OutcomeWorth, parameters: Mapping[str, int]) -> int:
    """Return the same, gauges apart."""
    return worth.base + (parameters[worth.parameter] * worth.scale // PPM if worth.parameter else 0)
