"""
What the models of the field share: utility as a weighted sum over issues, in ppm, and exact shares.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from sim.domain.deal import Issue, Option, Package
from sim.domain.units import PPM
from sim.domain.views import View


@frozen(kw_only=True)
class Additive:
    """Another's preferences as estimated: weights add up to one, the best option is worth one."""

    weights: Mapping[str, int]
    values: Mapping[str, Mapping[Option, int]]

    def gain(self, package: Package) -> int:
        """Return the estimated utility of a package in ppm; no deal is worth nothing."""
        return (
            sum(
                weight * self.values[issue].get(package[issue], 0)
                for issue, weight in self.weights.items()
            )
            // PPM
        )


def offered_by(view: View, table: str, seat: str) -> tuple[Package, ...]:
    """Return the packages a seat has tabled, oldest first."""
    return tuple(offer.package for offer in view.channels[table].offers if offer.by == seat)


def shares(parts: Sequence[int], whole: int = PPM) -> tuple[int, ...]:
    """Return parts as shares that add up to the whole: what rounding leaves goes to the largest."""
    total = sum(parts)
    found = [part * whole // total for part in parts]
    found[max(range(len(parts)), key=parts.__getitem__)] += whole - sum(found)
    return tuple(found)


def counts(
    issues: Sequence[Issue], offers: Sequence[Package], start: int
) -> list[dict[Option, int]]:
    """Return by issue how often each option was offered, counted from a start."""
    return [
        {
            option: start + sum(package[issue.id] == option for package in offers)
            for option in issue.options
        }
        for issue in issues
    ]


def of_the_largest(count: Mapping[Option, int]) -> dict[Option, int]:
    """Return counts as a share of the largest."""
    most = max(1, *count.values())
    return {option: each * PPM // most for option, each in count.items()}
