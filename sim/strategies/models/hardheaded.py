"""
The frequency model of HardHeaded (van Krimpen, Looije and Hajizadeh 2013): T19.

What somebody leaves as it is matters to it. Each issue starts with the weight 1/n; after an offer
that leaves c issues as they were, an unchanged one gains g = .2/n and all are divided by 1 + g c.
An option is worth its count over that of the most offered, every count beginning at one.
"""

from collections.abc import Sequence
from itertools import pairwise

from sim.domain.deal import Issue, Package
from sim.strategies.models.additive import Additive, counts, of_the_largest, shares

_SLOW = 5
"""g = 1 / (5 n)."""


def model_of(issues: Sequence[Issue], offers: Sequence[Package]) -> Additive:
    """Return what the offers, oldest first, tell of who made them."""
    parts = weights(issues, offers)[0]
    tables = [of_the_largest(count) for count in counts(issues, offers, 1)]
    names = [issue.id for issue in issues]
    return Additive(
        weights=dict(zip(names, shares(parts), strict=True)),
        values=dict(zip(names, tables, strict=True)),
    )


def weights(issues: Sequence[Issue], offers: Sequence[Package]) -> tuple[list[int], int]:
    """
    Return the weights as exact fractions: numerators by issue, and their denominator.

    With S = 1 + g c a weight below 1 - n g / S becomes (w + g) / S where the issue is unchanged,
    else w / S; so they add up to one as long as no weight comes near one.
    """
    count = len(issues)
    parts, whole = [1] * count, count
    for before, after in pairwise(offers):
        same = [before[issue.id] == after[issue.id] for issue in issues]
        scale, unchanged = _SLOW * count, sum(same)
        parts = [
            scale * part + (whole if held and _may_grow(part, whole, count, unchanged) else 0)
            for part, held in zip(parts, same, strict=True)
        ]
        whole *= scale + unchanged
    return parts, whole


def _may_grow(part: int, whole: int, count: int, unchanged: int) -> bool:
    """Tell whether w < 1 - n g / S, where n g is a fifth whatever n."""
    scale = _SLOW * count
    return part * (scale + unchanged) < whole * (scale + unchanged - count)
