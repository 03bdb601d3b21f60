"""
The frequency model of Agent Smith (van Galen Last 2012): T20.

An option is worth how often it was offered over how often the most offered one was; an issue weighs
as much as its most offered option is offered, all issues together one.
"""

from collections.abc import Sequence

from sim.domain.deal import Issue, Package
from sim.domain.units import PPM
from sim.strategies.models.additive import Additive, counts, of_the_largest, shares


def model_of(issues: Sequence[Issue], offers: Sequence[Package]) -> Additive:
    """Return what the offers tell of who made them; before any, all issues weigh the same."""
    tables = counts(issues, offers, 0)
    tops = [max(table.values()) for table in tables] if offers else [1] * len(issues)
    names = [issue.id for issue in issues]
    return Additive(
        weights=dict(zip(names, shares(tops), strict=True)),
        values={
            name: of_the_largest(table) if offers else dict.fromkeys(table, PPM)
            for name, table in zip(names, tables, strict=True)
        },
    )
