"""
Goal: solution points are what their definitions say, exactly. Method: definitions in fractions.
"""

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from analysis.made import games, made, packages, pareto
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis import points as room
from sim.analysis.frontier import Point, frontier
from sim.analysis.spaces import space_of
from sim.domain.deal import Issue
from sim.domain.preferences import Preferences, Term
from sim.domain.rules.worth import package_utility
from sim.domain.units import PPM

VECTORS = st.lists(st.tuples(*[st.integers(-5, 20)] * 3), min_size=1, max_size=30)
FLOORS = st.tuples(*[st.integers(-5, 8)] * 3)


def _points(vectors):
    return tuple(Point(number, vector) for vector, number in pareto(vectors).items())


def _first(vectors, floors, score):
    """
    Return the smallest number of a best package by a score of its gains, on the frontier.
    """
    possible = {
        number: tuple(map(int.__sub__, vector, floors))
        for vector, number in pareto(vectors).items()
        if all(map(int.__ge__, vector, floors))
    }
    if not possible:
        return None
    return min(possible, key=lambda number: ([-part for part in score(possible[number])], number))


def _number(point):
    return None if point is None else point.number


@given(VECTORS, FLOORS)
def test_nash_has_the_greatest_product(vectors, floors):
    expected = _first(vectors, floors, lambda won: [prod(won)])
    assert _number(room.nash(_points(vectors), floors)) == expected


@given(VECTORS, FLOORS)
def test_utilitarian_has_the_greatest_sum(vectors, floors):
    expected = _first(vectors, floors, lambda won: [sum(won)])
    assert _number(room.utilitarian(_points(vectors), floors)) == expected


@given(VECTORS, FLOORS)
def test_egalitarian_has_the_greatest_smallest_gain_then_the_next(vectors, floors):
    expected = _first(vectors, floors, sorted)
    assert _number(room.egalitarian(_points(vectors), floors)) == expected


@given(VECTORS, FLOORS)
def test_kalai_smorodinsky_has_the_greatest_smallest_share_then_the_next(vectors, floors):
    possible = [vector for vector in vectors if all(map(int.__ge__, vector, floors))]
    spans = [
        max(column) - floor
        for column, floor in zip(zip(*possible, strict=True), floors, strict=False)
    ]

    def shares(won):
        return sorted(Fraction(gain, span) for gain, span in zip(won, spans, strict=True) if span)

    expected = _first(vectors, floors, shares)
    assert _number(room.kalai_smorodinsky(_points(vectors), floors)) == expected


def _rational_shares(vectors, floors):
    """
    Return {number: shares of the ideal gain} of the rational frontier, in fractions.
    """
    possible = {
        number: vector
        for vector, number in pareto(vectors).items()
        if all(map(int.__ge__, vector, floors))
    }
    tops = [max(column) for column in zip(*possible.values(), strict=True)]
    return {
        number: [
            Fraction(got - low, top - low)
            for got, low, top in zip(vector, floors, tops, strict=True)
            if top > low
        ]
        for number, vector in possible.items()
    }


@given(VECTORS, FLOORS)
def test_least_spread_has_the_shares_closest_together(vectors, floors):
    shares = _rational_shares(vectors, floors)
    spread = {n: max(own, default=0) - min(own, default=0) for n, own in shares.items()}
    expected = min(spread, key=lambda number: (spread[number], number), default=None)
    assert _number(room.least_spread(_points(vectors), floors)) == expected


@given(VECTORS, FLOORS)
def test_opposition_is_the_distance_of_the_nearest_package_from_the_ideal(vectors, floors):
    shares = _rational_shares(vectors, floors)
    squares = [sum((1 - one) ** 2 for one in own) for own in shares.values()]
    found = room.opposition(_points(vectors), floors)
    if not squares:
        assert found is None
        return
    assert found**2 <= min(squares) * 10**12 < (found + 1) ** 2


def test_opposition_of_a_known_domain():
    # Three packages (NiceOrDie of ANAC 2011): published as .840.
    points = tuple(
        Point(at, pair)
        for at, pair in enumerate([(160_000, 1_000_000), (299_000, 299_000), (1_000_000, 160_000)])
    )
    assert room.opposition(points, (0, 0)) == 840_000
    assert room.nash(points, (0, 0)).utilities == (160_000, 1_000_000)
    assert room.kalai_smorodinsky(points, (0, 0)).utilities == (299_000, 299_000)


def test_least_spread_may_leave_the_worst_off_with_less():
    # Shares .5 .9 1 against .4 .4 .4, with ideals of one each.
    ideals = ((1000, 0, 0), (0, 1000, 0), (0, 0, 1000))
    points = tuple(Point(at, v) for at, v in enumerate([(500, 900, 999), (400, 400, 400), *ideals]))
    assert room.kalai_smorodinsky(points, (0, 0, 0)).number == 0
    assert room.least_spread(points, (0, 0, 0)).number == 1


@given(VECTORS, FLOORS)
def test_joint_gain_is_the_best_over_all_rational_packages(vectors, floors):
    gains = [sum(v) - sum(floors) for v in vectors if all(map(int.__ge__, v, floors))]
    assert room.joint_gain_max(_points(vectors), floors) == max(gains, default=0)


@given(VECTORS, FLOORS)
def test_gain_left_is_the_best_smallest_gain_or_nothing(vectors, reached):
    best = max(min(map(int.__sub__, vector, reached)) for vector in vectors)
    assert room.gain_left(_points(vectors), reached) == max(0, best)


@given(VECTORS, FLOORS, st.integers(1, 9), st.integers(-9, 9))
def test_scales_move_neither_nash_nor_kalai_smorodinsky(vectors, floors, factor, shift):
    def rescaled(vector):
        return (vector[0] * factor + shift, *vector[1:])

    points = _points(vectors)
    others = tuple(Point(point.number, rescaled(point.utilities)) for point in points)
    for rule in (room.nash, room.kalai_smorodinsky):
        assert _number(rule(points, floors)) == _number(rule(others, rescaled(floors)))


def test_kinked_frontier_has_the_points_of_the_textbook():
    # (0, 1) - (.5, .8) - (1, 0) in steps of a thirteenth, where 8/13 is a package.
    line = [(n, 26 - Fraction(2 * n, 5)) for n in range(14)]
    line += [(n, 26 - Fraction(26, 5) - (n - 13) * Fraction(8, 5)) for n in range(14, 27)]
    points = tuple(Point(at, (10 * n, int(10 * other))) for at, (n, other) in enumerate(line))
    assert room.nash(points, (0, 0)).utilities == (130, 208)
    assert room.utilitarian(points, (0, 0)).utilities == (130, 208)
    assert room.egalitarian(points, (0, 0)).utilities == (160, 160)
    assert room.kalai_smorodinsky(points, (0, 0)).utilities == (160, 160)


def _vectors(scenario, own, common):
    return [
        tuple(package_utility(scenario, common, name, own[name], package) for name in own)
        for package in packages(scenario)
    ]


def _space(scenario, own, common):
    parameters = {name: private.parameters for name, private in own.items()}
    return space_of(scenario, parameters, restricted=common.restricted_minute is not None)


@given(games(), st.data())
def test_best_of_a_party_under_floors_is_the_enumerated_one(game, data):
    vectors = _vectors(*game)
    names = tuple(game[1])
    party = data.draw(st.integers(0, len(names) - 1))
    bound = data.draw(st.lists(st.integers(0, len(names) - 1), unique=True))
    floors = {
        at: data.draw(st.sampled_from([vector[at] for vector in vectors]))
        + data.draw(st.integers(-1, 1))
        for at in bound
    }
    possible = [v[party] for v in vectors if all(v[at] >= low for at, low in floors.items())]
    found = room.best_reaching(
        _space(*game), names[party], {names[at]: low for at, low in floors.items()}
    )
    assert found == max(possible, default=None)


GAINS = st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=5)
"""One issue: by option what it gives each of three parties."""


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(GAINS, min_size=2, max_size=3), st.data())
def test_best_of_a_third_under_the_floors_of_two_is_the_enumerated_one(gains, data):
    space = _added(gains)
    vectors = [tuple(map(sum, zip(*rows, strict=True))) for rows in product(*gains)]
    floors = {
        name: data.draw(st.sampled_from(vectors))[at] for at, name in enumerate(space.parties[:2])
    }
    low = tuple(floors.values())
    possible = [v[2] for v in vectors if v[0] >= low[0] and v[1] >= low[1]]
    found = room.best_reaching(space, space.parties[2], floors)
    assert found == max(possible, default=None)


def _added(gains):
    """
    Return the space of three parties that simply add what each issue gives them.
    """
    matters = tuple(
        Issue(id=f"i{at}", options=tuple(range(len(rows)))) for at, rows in enumerate(gains)
    )
    sides = {
        name: Preferences(
            unit=PPM,
            terms=tuple(
                Term(id=issue.id, factors={
                    issue.id: {str(n): row[at] for n, row in enumerate(rows)}
                })
                for issue, rows in zip(matters, gains, strict=True)
            ),
        )
        for at, name in enumerate(("one", "two", "third"))
    }  # fmt: skip
    scenario = made(matters, sides)
    return space_of(scenario, {name: {} for name in sides})


@given(games(), st.data())
def test_best_package_is_the_first_of_the_best(game, data):
    vectors = _vectors(*game)
    at = data.draw(st.integers(0, len(vectors[0]) - 1))
    best = max(range(len(vectors)), key=lambda number: (vectors[number][at], -number))
    found = room.best_package(_space(*game), tuple(game[1])[at])
    assert found == Point(best, vectors[best])


@given(games())
def test_ideal_is_the_best_each_party_can_have(game):
    vectors = _vectors(*game)
    low = tuple(min(column) for column in zip(*vectors, strict=True))
    assert room.ideal(frontier(_space(*game)), low) == tuple(map(max, zip(*vectors, strict=True)))


def test_a_rule_that_does_not_decide_names_all_that_tie():
    points = tuple(Point(number, (number, 8 - number)) for number in range(9))
    tied = room.tied("utilitarian", points, (2, 2))
    assert [point.number for point in tied] == [2, 3, 4, 5, 6]
    assert room.utilitarian(points, (2, 2)) == tied[0]
    assert len(room.tied("nash", points, (2, 2))) == 1
    assert room.tied("nash", points, (9, 9)) == ()


def test_without_a_rational_package_there_is_no_point():
    points = (Point(0, (1, 1)),)
    rules = (
        *(room.nash, room.egalitarian, room.utilitarian, room.kalai_smorodinsky),
        *(room.least_spread, room.ideal, room.opposition),
    )
    for rule in rules:
        assert rule(points, (2, 0)) is None
    assert room.joint_gain_max(points, (2, 0)) == 0
    assert room.gain_left(points, (2, 0)) == 0
