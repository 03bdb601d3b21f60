"""
The same bargaining problem in our words and in NegMAS's, so that both are measured on one thing.

Weights and values are whole parts of 2^20, so every utility is a whole number of 2^-40 and a float
holds it exactly: the peer's sums are ours, no rounding decides a tie.
"""

import random
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from sim.analysis.spaces import Group, Space
from sim.domain.deal import Issue
from sim.domain.units import PPM

PART = 1 << 20
WHOLE = PART * PART
"""Points that are a utility of 1."""
PEER = "negmas"


@frozen
class Problem:
    """Additive preferences of some parties over issues of so many options."""

    sizes: tuple[int, ...]
    weights: tuple[tuple[int, ...], ...]
    """By party and issue, in parts of 2^20."""
    values: tuple[tuple[tuple[int, ...], ...], ...]
    """By party, issue and option, in parts of 2^20."""


def problem(seed: int, sizes: Sequence[int], parties: int, *, opposed: bool = False) -> Problem:
    """Return a random problem; `opposed` makes the first issue a price between two parties."""
    luck = random.Random(seed)  # noqa: S311 - a figure to measure on, no secret
    weights, values = [], []
    for party in range(parties):
        raw = [luck.randrange(PART // 4, PART) for _ in sizes]
        weights.append(tuple(one * PART // sum(raw) for one in raw))
        table = [[luck.randrange(PART) for _ in range(size)] for size in sizes]
        if opposed:
            table[0].sort(reverse=party == 0)
        values.append(tuple(map(tuple, table)))
    return Problem(tuple(sizes), tuple(weights), tuple(values))


def space_of(made: Problem) -> Space:
    """Return the problem as our space: a group an issue, one point a millionth of itself."""
    stride, groups = 1, []
    for at in reversed(range(len(made.sizes))):
        issue = Issue(id=f"i{at}", options=tuple(range(made.sizes[at])))
        columns = [
            [weights[at] * value for value in values[at]]
            for weights, values in zip(made.weights, made.values, strict=True)
        ]
        numbers = range(0, -stride * made.sizes[at], -stride)
        groups.append(Group(issues=(issue,), rows=tuple(zip(*columns, numbers, strict=True))))
        stride *= made.sizes[at]
    parties = tuple(f"p{at}" for at in range(len(made.weights)))
    groups.reverse()
    return Space(
        issues=tuple(issue for group in groups for issue in group.issues),
        parties=parties,
        units=(PPM,) * len(parties),
        base=(0,) * (len(parties) + 1),
        groups=tuple(groups),
    )


def is_here(row: str) -> bool:
    """Tell whether the peer is installed; if not, say on standard error how to have it."""
    if find_spec(PEER) is not None:
        return True
    sys.stderr.write(
        f"skipped: {row}: {PEER} is not installed, so there is nothing to compare with; "
        "uv run --group peers has it\n"
    )
    return False


@frozen
class Theirs:
    """The problem as the peer's issues and utility functions; reserved values are 0."""

    issues: list[Any]
    utilities: list[Any]


def theirs(made: Problem) -> Theirs:
    """Return the problem in the peer's words."""
    from negmas.preferences.value_fun import TableFun

    issue = import_module(PEER).make_issue
    linear = import_module(f"{PEER}.preferences").LinearAdditiveUtilityFunction
    issues = [issue(list(range(size)), f"i{at}") for at, size in enumerate(made.sizes)]
    utilities = [
        linear(
            values=[TableFun({at: one / PART for at, one in enumerate(row)}) for row in values],
            weights=[one / PART for one in weights],
            issues=issues,
            reserved_value=0.0,
        )
        for weights, values in zip(made.weights, made.values, strict=True)
    ]
    return Theirs(issues, utilities)


def number_of(made: Problem, outcome: Sequence[int] | None) -> int | None:
    """Return the package number of the peer's outcome."""
    if outcome is None:
        return None
    number = 0
    for size, option in zip(made.sizes, outcome, strict=True):
        number = number * size + option
    return number
