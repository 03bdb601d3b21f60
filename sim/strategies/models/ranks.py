"""
The scalable Bayesian model of Hindriks and Tykhonov (2008): T21.

Issue by issue: the hypotheses are the ranks its weight may have times the shapes its values may
have, rising, falling, or best in the middle. An offer is likely under a hypothesis as far as its
utility is what its author is thought to ask for by then: u'(t) = 1 - .05 t for its offer t, spread
s. The other issues count by what is expected of them so far, which is what makes it scalable, and
share the weight that the hypothesis leaves them.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from sim.domain.deal import Issue, Package
from sim.domain.units import PPM
from sim.strategies.models.additive import Additive, shares
from sim.strategies.models.likelihood import bell_ppm

SPREAD_PPM = 200_000
_FALL_PPM = 50_000
_FINE = PPM * PPM
SHAPES = ("rising", "falling", "middle")

Hypothesis = tuple[int, str]
"""Rank of the weight, n the heaviest, and shape of the values."""


def hypotheses(count: int) -> tuple[Hypothesis, ...]:
    """Return the hypotheses about one of so many issues."""
    return tuple(product(range(1, count + 1), SHAPES))


def weight_ppm(rank: int, count: int) -> int:
    """Return the weight of a rank: 2 r / (n (n + 1)), so that all ranks together weigh one."""
    return 2 * rank * PPM // (count * (count + 1))


def value_ppm(shape: str, at: int, count: int) -> int:
    """Return what the option at a place, of so many, is worth under a shape."""
    last = max(1, count - 1)
    if shape == "rising":
        return at * PPM // last
    if shape == "falling":
        return (last - at) * PPM // last
    return PPM - abs(2 * at - last) * PPM // last


def posteriors(
    issues: Sequence[Issue], offers: Sequence[Package], spread: int = SPREAD_PPM
) -> tuple[tuple[int, ...], ...]:
    """Return by issue the odds of its hypotheses, adding up to a million millionths."""
    count = len(issues)
    odds = [shares([1] * len(hypotheses(count)), _FINE) for _ in issues]
    for turn, package in enumerate(offers):
        aim = max(0, PPM - _FALL_PPM * turn)
        beliefs = [_belief(issue, package, each) for issue, each in zip(issues, odds, strict=True)]
        odds = [
            _learned(each, belief, _rest(beliefs, at), (aim, spread))
            for at, (each, belief) in enumerate(zip(odds, beliefs, strict=True))
        ]
    return tuple(odds)


class _Belief(NamedTuple):
    """What an offer's option in one issue is thought to be worth."""

    cases: list[tuple[int, int]]
    """(weight, value) under each hypothesis."""
    weight: int
    part: int
    """The expected weight, and the expected product of weight and value."""


def _belief(issue: Issue, package: Package, odds: Sequence[int]) -> _Belief:
    at, options = issue.options.index(package[issue.id]), len(issue.options)
    count = len(odds) // len(SHAPES)
    cases = [
        (weight_ppm(rank, count), value_ppm(shape, at, options))
        for rank, shape in hypotheses(count)
    ]
    parts = [weight * value // PPM for weight, value in cases]
    return _Belief(cases, _mean([weight for weight, _ in cases], odds), _mean(parts, odds))


def _rest(beliefs: Sequence[_Belief], at: int) -> int:
    """Return what the offer gives in all issues but one, as a share of their expected weight."""
    others = [belief for place, belief in enumerate(beliefs) if place != at]
    return sum(each.part for each in others) * PPM // max(1, sum(each.weight for each in others))


def _learned(
    odds: Sequence[int], belief: _Belief, rest: int, likely: tuple[int, int]
) -> tuple[int, ...]:
    """Return the odds after an offer worth about `aim`: u = w v + (1 - w) rest of the offer."""
    aim, spread = likely
    found = [
        known * bell_ppm((weight * value + (PPM - weight) * rest) // PPM - aim, spread)
        for known, (weight, value) in zip(odds, belief.cases, strict=True)
    ]
    return shares(found, _FINE)


def model_of(issues: Sequence[Issue], offers: Sequence[Package]) -> Additive:
    """Return the expected weights and values; the weights add up to one."""
    kinds = hypotheses(len(issues))
    found = posteriors(issues, offers)
    weights, values = [], {}
    for issue, odds in zip(issues, found, strict=True):
        heavy = [weight_ppm(rank, len(issues)) for rank, _ in kinds]
        weights.append(max(1, _mean(heavy, odds)))
        values[issue.id] = {
            option: _mean([value_ppm(shape, at, len(issue.options)) for _, shape in kinds], odds)
            for at, option in enumerate(issue.options)
        }
    names = [issue.id for issue in issues]
    return Additive(weights=dict(zip(names, shares(weights), strict=True)), values=values)


def _mean(values: Sequence[int], odds: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, odds, strict=True)) // _FINE
