"""
Score sheets: a seat's preferences as tables that a person can add up with a pencil.

A package's worth is a sum of terms, and a term is a product over some issues. Terms that share a
factor of one issue are gathered under it ("this sum counts times the share you buy"), terms over
the same issues become one table. Nothing is rounded: values are fractions of the seat's point.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from attrs import evolve, field, frozen

from sim.analysis.spaces import space_of
from sim.domain.deal import Issue, Option
from sim.domain.lookup import index_of
from sim.domain.preferences import Term
from sim.domain.setting import Scenario
from sim.domain.units import PPM

Table = Mapping[Option, Fraction]
_SHARED = 2
"""So many terms with one factor are gathered under it."""


@frozen(kw_only=True)
class Block:
    """What some issues are worth together, for every combination of their options."""

    issues: tuple[Issue, ...]
    values: Mapping[tuple[Option, ...], Fraction]

    def of(self, package: Mapping[str, Option]) -> Fraction:
        """Return the value in a package."""
        return self.values[tuple(package[issue.id] for issue in self.issues)]


@frozen(kw_only=True)
class Part:
    """Blocks that are added up and then counted times a factor, if an issue sets one."""

    issue: Issue | None = None
    factors: Table = field(factory=dict)
    blocks: tuple[Block, ...] = ()

    def of(self, package: Mapping[str, Option]) -> Fraction:
        """Return the value in a package."""
        found = sum((block.of(package) for block in self.blocks), Fraction(0))
        return found if self.issue is None else found * self.factors[package[self.issue.id]]


@frozen(kw_only=True)
class Sheet:
    """All that a package is worth to a seat, in its points."""

    fixed: Fraction
    """What every package is worth, whatever its terms."""
    parts: tuple[Part, ...]
    idle: tuple[Issue, ...]
    """Issues that change nothing for the seat."""
    restricted: tuple[Part, ...] = ()
    """What is added while technology is under licence."""

    def of(self, package: Mapping[str, Option], *, restricted: bool = False) -> Fraction:
        """Return what a package is worth."""
        parts = (*self.parts, *(self.restricted if restricted else ()))
        return self.fixed + sum((part.of(package) for part in parts), Fraction(0))


@frozen(kw_only=True)
class _Product:
    """A term in fractions, factors that do not vary folded into its weight."""

    weight: Fraction
    factors: Mapping[str, Table]


def sheet_of(scenario: Scenario, seat: str, parameters: Mapping[str, int]) -> Sheet:
    """Return the score sheet of a seat under the parameters of one personality, or of a mean."""
    issues = index_of(scenario).issues
    terms = scenario.preferences[seat].terms
    always = [_product(term, issues, parameters) for term in terms if not term.bracket]
    added = [_product(term, issues, parameters) for term in terms if term.bracket]
    met = {name for one in (*always, *added) for name in one.factors}
    return Sheet(
        fixed=sum((one.weight for one in always if not one.factors), Fraction(0)),
        parts=_parts([one for one in always if one.factors], scenario.issues),
        idle=tuple(issue for issue in scenario.issues if issue.id not in met),
        restricted=_parts([one for one in added if one.factors], scenario.issues),
    )


def _product(term: Term, issues: Mapping[str, Issue], parameters: Mapping[str, int]) -> _Product:
    weight = Fraction(parameters[term.scale], PPM) if term.scale else Fraction(1)
    factors: dict[str, Table] = {}
    for name, table in term.factors.items():
        found = {option: Fraction(table[str(option)], PPM) for option in issues[name].options}
        if len(set(found.values())) == 1:
            weight *= next(iter(found.values()))
        else:
            factors[name] = found
    return _Product(weight=weight, factors=factors if weight else {})


def _parts(terms: Sequence[_Product], issues: Sequence[Issue]) -> tuple[Part, ...]:
    """Gather terms under the factor that most of them share, then those left, and so on."""
    left, found = list(terms), []
    while (shared := _most_shared(left, issues)) is not None:
        issue, table = shared
        under = [one for one in left if _has(one, issue, table)]
        left = [one for one in left if not _has(one, issue, table)]
        inner = [evolve(one, factors=_without(one.factors, issue.id)) for one in under]
        found.append(Part(issue=issue, factors=table, blocks=_blocks(inner, issues)))
    if left:
        found.append(Part(blocks=_blocks(left, issues)))
    return tuple(found)


def _most_shared(terms: Sequence[_Product], issues: Sequence[Issue]) -> tuple[Issue, Table] | None:
    best, most = None, _SHARED - 1
    for issue in issues:
        for term in terms:
            table = term.factors.get(issue.id)
            count = 0 if table is None else sum(_has(one, issue, table) for one in terms)
            if table is not None and count > most:
                best, most = (issue, table), count
    return best


def _has(term: _Product, issue: Issue, table: Table) -> bool:
    """Tell whether a term of several issues has this factor of the issue."""
    return len(term.factors) > 1 and term.factors.get(issue.id) == table


def _without(factors: Mapping[str, Table], name: str) -> Mapping[str, Table]:
    return {issue: table for issue, table in factors.items() if issue != name}


def _blocks(terms: Iterable[_Product], issues: Sequence[Issue]) -> tuple[Block, ...]:
    """Return one table for the terms over the same issues or some of them, in scenario order."""
    groups: dict[frozenset[str], list[_Product]] = {}
    for term in sorted(terms, key=lambda one: -len(one.factors)):
        names = frozenset(term.factors)
        home = next((known for known in groups if names <= known), names)
        groups.setdefault(home, []).append(term)
    found = [_block(names, group, issues) for names, group in groups.items()]
    order = {issue.id: at for at, issue in enumerate(issues)}
    return tuple(sorted(found, key=lambda block: [order[issue.id] for issue in block.issues]))


def _block(names: frozenset[str], terms: Sequence[_Product], issues: Sequence[Issue]) -> Block:
    met = tuple(issue for issue in issues if issue.id in names)
    values = {}
    for options in product(*(issue.options for issue in met)):
        package = dict(zip((issue.id for issue in met), options, strict=True))
        values[options] = sum((_value(term, package) for term in terms), Fraction(0))
    return Block(issues=met, values=values)


def _value(term: _Product, package: Mapping[str, Option]) -> Fraction:
    return term.weight * prod(
        (table[package[name]] for name, table in term.factors.items()), start=Fraction(1)
    )


# --- what may be said of a table


def slope_of(options: Sequence[Option], values: Sequence[Fraction]) -> Fraction | None:
    """Return the value of one more unit of an issue, None where steps are worth unlike amounts."""
    numbers = [option for option in options if isinstance(option, int)]
    if len(numbers) != len(options) or len(numbers) < _SHARED:
        return None
    slope = (values[1] - values[0]) / (numbers[1] - numbers[0])
    line = all(value - values[0] == slope * (number - numbers[0])
               for number, value in zip(numbers, values, strict=True))  # fmt: skip
    return slope if line else None


def middling(
    scenario: Scenario, seat: str, parameters: Mapping[str, int], floor: int
) -> int | None:
    """
    Return the median worth of the packages that beat a floor, in millionths of utility.

    From the seat's own preferences alone, so that it tells nothing of anybody else. None where
    no package beats the floor. Cost: a sum for every package that differs for the seat.
    """
    space = space_of(scenario, {seat: parameters})
    counts: Counter[int] = Counter({space.base[0]: 1})
    for group in space.groups:
        rows = Counter(row[0] for row in group.rows)
        sums: Counter[int] = Counter()
        for have, many in counts.items():
            for more, times in rows.items():
                sums[have + more] += many * times
        counts = sums
    unit = space.units[0]
    better = sorted((points * unit // PPM, many) for points, many in counts.items()
                    if points * unit // PPM > floor)  # fmt: skip
    left = (sum(many for _, many in better) + 1) // 2
    for utility, many in better:
        left -= many
        if left <= 0:
            return utility
    return None
