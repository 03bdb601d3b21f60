"""
Packages as sums: issues that never meet in a product are tabulated apart from one another.

A package's worth is a sum of terms, and a term is a product over some issues. So the issues fall
into groups that do not interact, and a package's points are a sum of one row per group: nothing
ever enumerates all packages. All points are whole millionths of the party's point.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from operator import add, mul

from attrs import frozen

from sim.domain.deal import Issue, Option, Package, packages_count
from sim.domain.preferences import Preferences, Term, term_value
from sim.domain.setting import Scenario
from sim.domain.units import PPM

Row = tuple[int, ...]
"""
Points of every party in millionths, then minus the share of the package number.

Minus, because then more is better in every place and a tie falls to the smallest number.
"""


@frozen(kw_only=True)
class Group:
    """A composite issue: issues that interact for somebody, with a row for each combination."""

    issues: tuple[Issue, ...]
    rows: tuple[Row, ...]
    """In the order of the combinations, the last issue running fastest."""


@frozen(kw_only=True)
class Space:
    """All packages of some issues as some parties value them."""

    issues: tuple[Issue, ...]
    parties: tuple[str, ...]
    units: tuple[int, ...]
    """Millionths of utility per point, by party."""
    base: Row
    """What every package is worth."""
    groups: tuple[Group, ...]

    @property
    def packages(self) -> int:
        """Return how many packages there are."""
        return packages_count(self.issues)


def space_of(
    scenario: Scenario, parameters: Mapping[str, Mapping[str, int]], *, restricted: bool = False
) -> Space:
    """
    Return the packages of a scenario as the named parties value them, in the order given.

    The sums agree with `sim.domain.rules.worth.package_utility` to the last millionth.
    """
    sides = {party: scenario.preferences[party] for party in parameters}
    terms = {party: _counted(sides[party], restricted=restricted) for party in sides}
    parts = independent(scenario.issues, [term for own in terms.values() for term in own])
    strides = _strides(scenario.issues)
    tables = [(terms[party], parameters[party]) for party in sides]
    constants = [
        sum(term_value(term, Package({}), own) for term in some if not term.factors)
        for some, own in tables
    ]
    return Space(
        issues=scenario.issues,
        parties=tuple(sides),
        units=tuple(preferences.unit for preferences in sides.values()),
        base=(*constants, 0),
        groups=tuple(_group(part, tables, strides) for part in parts),
    )


def _counted(preferences: Preferences, *, restricted: bool) -> tuple[Term, ...]:
    # Without a unit no package differs from another; without terms none does either.
    if not preferences.unit:
        return ()
    return tuple(term for term in preferences.terms if restricted or not term.bracket)


def independent(issues: Sequence[Issue], terms: Iterable[Term]) -> tuple[tuple[Issue, ...], ...]:
    """Return the issues in groups such that no term spans two of them, in scenario order."""
    leader = {issue.id: issue.id for issue in issues}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for term in terms:
        names = list(term.factors)
        for name in names[1:]:
            leader[find(name)] = find(names[0])
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(find(issue.id), []).append(issue)
    return tuple(tuple(group) for group in groups.values())


def _strides(issues: Sequence[Issue]) -> dict[str, int]:
    """Return what one step of an issue's option adds to the package number."""
    strides, stride = {}, 1
    for issue in reversed(issues):
        strides[issue.id] = stride
        stride *= len(issue.options)
    return strides


def _group(
    issues: tuple[Issue, ...],
    tables: Sequence[tuple[tuple[Term, ...], Mapping[str, int]]],
    strides: Mapping[str, int],
) -> Group:
    steps = tuple(strides[issue.id] for issue in issues)
    columns = [_column(issues, terms, own) for terms, own in tables]
    numbers = _numbers(issues, steps)
    return Group(issues=issues, rows=tuple(zip(*columns, numbers, strict=True)))


def _places(issues: Sequence[Issue]) -> Iterator[tuple[int, ...]]:
    return product(*(range(len(issue.options)) for issue in issues))


@lru_cache(maxsize=64)
def _numbers(issues: tuple[Issue, ...], steps: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(-sum(map(mul, place, steps)) for place in _places(issues))


@lru_cache(maxsize=256)
def _spread(issues: tuple[Issue, ...], spots: tuple[int, ...]) -> tuple[int, ...]:
    """Return for every combination of a group where it stands among those of some issues only."""
    part = tuple(issues[at] for at in spots)
    position = {place: at for at, place in enumerate(_places(part))}
    return tuple(position[tuple(place[at] for at in spots)] for place in _places(issues))


def _column(
    issues: tuple[Issue, ...], terms: Iterable[Term], parameters: Mapping[str, int]
) -> list[int]:
    """Return one party's points for every combination of a group."""
    by_spots: dict[tuple[int, ...], list[Term]] = {}
    for term in terms:
        spots = tuple(at for at, issue in enumerate(issues) if issue.id in term.factors)
        by_spots.setdefault(spots, []).append(term)
    by_spots.pop((), None)
    total = [0] * packages_count(issues)
    for spots, some in by_spots.items():
        # Terms over the same issues are added on their few combinations before they are spread.
        parts = _parts(tuple(issues[at] for at in spots))
        table = [sum([term_value(term, part, parameters) for term in some]) for part in parts]
        total = list(map(add, total, map(table.__getitem__, _spread(issues, spots))))
    return total


@lru_cache(maxsize=256)
def _parts(issues: tuple[Issue, ...]) -> tuple[Mapping[str, Option], ...]:
    """Return all combinations of some issues as partial packages."""
    names = [issue.id for issue in issues]
    return tuple(
        dict(zip(names, options, strict=True))
        for options in product(*(issue.options for issue in issues))
    )


def utilities(space: Space, row: Row) -> tuple[int, ...]:
    """Return the utilities of a whole row, base included, in millionths by party."""
    return tuple(points * unit // PPM for points, unit in zip(row[:-1], space.units, strict=True))


def row_at(space: Space, number: int) -> Row:
    """Return the whole row of the package with this number, base included."""
    places = {}
    for issue in reversed(space.issues):
        number, places[issue.id] = divmod(number, len(issue.options))
    total = space.base
    for group in space.groups:
        at = 0
        for issue in group.issues:
            at = at * len(issue.options) + places[issue.id]
        total = tuple(map(sum, zip(total, group.rows[at], strict=True)))
    return total


def narrowed(space: Space, parties: Sequence[str]) -> Space:
    """Return the same packages as only some of the parties value them, in the order given."""
    if tuple(parties) == space.parties:
        return space
    spots = [space.parties.index(party) for party in parties]

    def cut(row: Row) -> Row:
        return (*(row[at] for at in spots), row[-1])

    return Space(
        issues=space.issues,
        parties=tuple(parties),
        units=tuple(space.units[at] for at in spots),
        base=cut(space.base),
        groups=tuple(
            Group(issues=group.issues, rows=tuple(map(cut, group.rows))) for group in space.groups
        ),
    )
