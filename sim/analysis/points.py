"""
Solution points of a frontier, exact: Nash, Kalai-Smorodinsky, egalitarian, utilitarian.

Conventions: the disagreement point is each party's floor (its reservation), the ideal point the
best individually rational package of each party, ties go to the smallest package number. All
utilities are whole millionths, all comparisons exact. Where no package reaches every floor there
is no point.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isqrt, prod
from operator import itemgetter, sub

from sim.analysis.frontier import PAIR, Point, frontier, needed_points, prune, slack_of, sums_of
from sim.analysis.spaces import Row, Space, narrowed, row_at, utilities
from sim.domain.units import PPM

Score = Callable[[tuple[int, ...]], object]


def rational(points: Iterable[Point], floors: Sequence[int]) -> tuple[Point, ...]:
    """Return the points that give every party at least its floor."""
    return tuple(
        point
        for point in points
        if all(got >= floor for got, floor in zip(point.utilities, floors, strict=True))
    )


def gains(point: Point, floors: Sequence[int]) -> tuple[int, ...]:
    """Return what each party has beyond its floor, in millionths."""
    return tuple(got - floor for got, floor in zip(point.utilities, floors, strict=True))


def ideal(points: Iterable[Point], floors: Sequence[int]) -> tuple[int, ...] | None:
    """Return the best each party can have while all reach their floors, or None."""
    possible = rational(points, floors)
    if not possible:
        return None
    return tuple(map(max, zip(*(point.utilities for point in possible), strict=True)))


def nash(points: Iterable[Point], floors: Sequence[int]) -> Point | None:
    """Return the rational point with the greatest product of gains (Nash 1950)."""
    return _first(points, floors, "nash")


def egalitarian(points: Iterable[Point], floors: Sequence[int]) -> Point | None:
    """Return the rational point whose smallest gain is greatest, then the next (Kalai 1977)."""
    return _first(points, floors, "egalitarian")


def utilitarian(points: Iterable[Point], floors: Sequence[int]) -> Point | None:
    """Return the rational point with the greatest sum of gains."""
    return _first(points, floors, "utilitarian")


def kalai_smorodinsky(points: Iterable[Point], floors: Sequence[int]) -> Point | None:
    """
    Return the rational point whose smallest share of the ideal gain is greatest, then the next.

    Max-min with leximin, as Kalai and Smorodinsky (1975) read on finitely many packages. A party
    that can gain nothing at all has no share to compare.
    """
    return _first(points, floors, "kalai_smorodinsky")


def least_spread(points: Iterable[Point], floors: Sequence[int]) -> Point | None:
    """
    Return the rational point whose shares of the ideal gain lie closest together.

    The spread is the greatest share minus the smallest. Other engines call this point
    Kalai-Smorodinsky; for two parties it mostly is, for more it may leave the worst off with less.
    """
    return _first(points, floors, "least_spread")


def tied(name: str, points: Iterable[Point], floors: Sequence[int]) -> tuple[Point, ...]:
    """Return all points that a rule likes best, by package number; of them it names the first."""
    possible = sorted(rational(points, floors), key=lambda point: point.number)
    if not possible:
        return ()
    score = _score(name, _spans(possible, floors) or ())
    found = [score(gains(point, floors)) for point in possible]
    top = max(found)  # type: ignore[type-var]
    return tuple(point for point, own in zip(possible, found, strict=True) if own == top)


def _score(name: str, spans: Sequence[int]) -> Score:
    """Return what a rule makes greatest; spans are the ideal gains."""

    def closeness(won: tuple[int, ...]) -> int:
        shares = _shares(won, spans)
        return min(shares, default=0) - max(shares, default=0)

    rules: Mapping[str, Score] = {
        "nash": prod,
        "egalitarian": sorted,
        "utilitarian": sum,
        "kalai_smorodinsky": lambda won: sorted(_shares(won, spans)),
        "least_spread": closeness,
    }
    return rules[name]


def _first(points: Iterable[Point], floors: Sequence[int], name: str) -> Point | None:
    return next(iter(tied(name, points, floors)), None)


def opposition(points: Iterable[Point], floors: Sequence[int]) -> int | None:
    """
    Return how far the rational packages stay from pleasing everybody, in ppm, rounded down.

    The least Euclidean distance of the shares of the ideal gain from (1, ..., 1), as the
    literature on automated negotiation measures a domain (Baarslag and others 2013, "Evaluating
    practical negotiating agents"); 0 where one package is best for all, None without a rational
    package. Exact: the root is taken of a whole number. The frontier suffices as `points`.
    """
    possible = rational(points, floors)
    spans = _spans(possible, floors)
    if spans is None:
        return None
    whole = prod(span for span in spans if span)
    short = min(
        sum((whole - share) ** 2 for share in _shares(gains(point, floors), spans))
        for point in possible
    )
    return isqrt(short * PPM * PPM // (whole * whole))


def _spans(possible: Sequence[Point], floors: Sequence[int]) -> list[int] | None:
    """Return what each party could gain at best, None without a rational point."""
    best = ideal(possible, floors)
    if best is None:
        return None
    return [top - floor for top, floor in zip(best, floors, strict=True)]


def _shares(won: Sequence[int], spans: Sequence[int]) -> list[int]:
    """Return the shares of the ideal gains over one denominator, so that they compare as whole."""
    whole = prod(span for span in spans if span)
    return [gain * (whole // span) for gain, span in zip(won, spans, strict=True) if span]


def joint_gain_max(points: Iterable[Point], floors: Sequence[int]) -> int:
    """Return the greatest sum of gains over rational packages in millionths, 0 without one."""
    return max((sum(gains(point, floors)) for point in rational(points, floors)), default=0)


def gain_left(points: Iterable[Point], reached: Sequence[int]) -> int:
    """
    Return the most that all parties could still gain together over what they reached.

    It is the greatest smallest gain over all packages, in millionths, and 0 if no package betters
    everybody. The frontier suffices: whatever lies under it leaves a smaller gain.
    """
    return max(0, max((min(gains(point, reached)) for point in points), default=0))


def best_package(space: Space, party: str) -> Point:
    """Return the package one party likes best, with the utilities of all parties of the space."""
    (top,) = frontier(narrowed(space, (party,)))
    return point_at(space, top.number)


def best_reaching(space: Space, party: str, floors: Mapping[str, int]) -> int | None:
    """
    Return the most a party can have while the floors are reached, in millionths, or None.

    Much cheaper than a frontier: the largest group is looked through from its best row down.
    """
    names = (*(name for name in floors if name != party), party)
    order = narrowed(space, names)
    needed = needed_points(order.units, [floors[name] for name in names[:-1]])
    groups: list[Sequence[Row]] = sorted((group.rows for group in order.groups), key=len)
    *small, large = groups
    slacks = tuple(map(slack_of, order.units))
    total = [order.base]
    for rows in small:
        total = prune(sums_of(total, rows), slacks)
    # Rows that cannot matter cost most where the two parties are opposed, and a sweep is cheap.
    large = prune(large, slacks) if len(slacks) == PAIR else _helped(large, total, needed)
    best = _top_of_sum(total, sorted(large, key=itemgetter(-2), reverse=True), needed)
    if best is None:
        return None
    utility = best * order.units[-1] // PPM
    return None if party in floors and utility < floors[party] else utility


def _helped(rows: Iterable[Row], others: Sequence[Row], needed: Row) -> list[Row]:
    """Return the rows that leave everybody his need with the best of the others for him."""
    for at, need in enumerate(needed):
        least = need - max(map(itemgetter(at), others))
        rows = [row for row in rows if row[at] >= least]
    return list(rows)


def _top_of_sum(left: Iterable[Row], right: Sequence[Row], needed: Row) -> int | None:
    """Return the most points in the last place of a sum that reaches what the others need."""
    best: int | None = None
    # The best halves first: a good sum is found soon, and what cannot better it is not looked at.
    for one in sorted(left, key=itemgetter(-2), reverse=True):
        if not right or (best is not None and one[-2] + right[0][-2] <= best):
            break
        found = _partner(one, right, needed, best)
        best = best if found is None else found
    return best


def _partner(one: Row, right: Sequence[Row], needed: Row, best: int | None) -> int | None:
    """Return what a row reaches with the first row beside it that leaves the others their need."""
    own = one[-2]
    gaps = tuple(map(sub, needed, one))
    for two in right:
        if best is not None and own + two[-2] <= best:
            return None
        for gap, points in zip(gaps, two, strict=False):
            if points < gap:
                break
        else:
            return own + two[-2]
    return None


def point_at(space: Space, number: int) -> Point:
    """Return the point of a package by its number."""
    return Point(number, utilities(space, row_at(space, number)))
