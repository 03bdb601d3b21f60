"""
Goal: solution points have the textbook's numbers and axioms (rows T8 to T12 of the note).

Method: points on curves, the finite points of `sim.analysis.points` on a fine grid of the same
curve, and the axioms as properties of random finite spaces.
"""

from math import sqrt

import pytest
from analysis.made import pareto
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis import points as finite
from sim.analysis.frontier import Point
from sim.analysis.theory import solutions as room

PARABOLA = room.Curve(lambda x: 1 - x * x, 1.0)
ELLIPSE = room.Curve(lambda x: sqrt(max(0.0, 1 - x * x / 4)), 2.0)
KINKED = room.Curve(lambda x: 1 - 0.4 * x if x <= 0.5 else 1.6 - 1.6 * x, 1.0)

GOLDEN = (sqrt(5) - 1) / 2
NUMBERS = [
    (PARABOLA, "nash", (0.577350, 0.666667)),
    (PARABOLA, "kalai_smorodinsky", (GOLDEN, GOLDEN)),
    (PARABOLA, "egalitarian", (0.618034, 0.618034)),
    (ELLIPSE, "nash", (1.414214, 0.707107)),
    (ELLIPSE, "kalai_smorodinsky", (1.414214, 0.707107)),
    (ELLIPSE, "egalitarian", (0.894427, 0.894427)),
    (KINKED, "nash", (0.5, 0.8)),
    (KINKED, "utilitarian", (0.5, 0.8)),
    (KINKED, "egalitarian", (0.615385, 0.615385)),
    (KINKED, "kalai_smorodinsky", (8 / 13, 8 / 13)),
]


@pytest.mark.parametrize(("power", "share"), [(0.5, 0.45), (0.7, 0.59)])
def test_t8_asymmetric_nash(power, share):
    assert room.nash_split(power, (0.1, 0.2)) == pytest.approx(share)


@pytest.mark.parametrize(("curve", "rule", "point"), NUMBERS)
def test_t9_to_t11_points_on_curves(curve, rule, point):
    found = getattr(room, f"{rule}_on")(curve)
    assert found == (pytest.approx(point[0], abs=5e-7), pytest.approx(point[1], abs=5e-7))


@pytest.mark.parametrize(("curve", "rule", "point"), NUMBERS)
def test_t9_to_t11_finite_points_come_near_them(curve, rule, point):
    steps = 2_000
    xs = [curve.top * at / steps for at in range(steps + 1)]
    line = [tuple(round(1_000_000 * part) for part in curve.at(x)) for x in xs]
    points = tuple(Point(at, pair) for at, pair in enumerate(line))
    found = getattr(finite, rule)(points, (0, 0)).utilities
    assert found == (
        pytest.approx(1_000_000 * point[0], abs=2_500),
        pytest.approx(1_000_000 * point[1], abs=2_500),
    )


@pytest.mark.parametrize(("power", "quo"), [(1.5, (0, 0)), (0.5, (0.7, 0.6))])
def test_a_split_of_nothing_is_refused(power, quo):
    with pytest.raises(ValueError, match="power"):
        room.nash_split(power, quo)


# --- T12: the axioms -----------------------------------------------------------------------------

PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=25)
NOTHING = (0, 0)
RULES = (finite.nash, finite.kalai_smorodinsky, finite.egalitarian, finite.utilitarian)


def _points(vectors):
    return tuple(Point(number, vector) for vector, number in pareto(vectors).items())


@given(PAIRS)
def test_t12_all_points_are_pareto(vectors):
    for rule in RULES:
        found = rule(_points(vectors), NOTHING).utilities
        assert not any(other != found and all(map(int.__ge__, other, found)) for other in vectors)


@given(PAIRS, st.integers(1, 9), st.integers(1, 9), st.integers(-50, 50))
def test_t12_scales_do_not_matter_to_nash_and_kalai_smorodinsky(vectors, one, two, shift):
    def scaled(vector):
        return (vector[0] * one + shift, vector[1] * two - shift)

    points = _points(vectors)
    others = tuple(Point(point.number, scaled(point.utilities)) for point in points)
    for rule in (finite.nash, finite.kalai_smorodinsky):
        assert rule(others, scaled(NOTHING)).number == rule(points, NOTHING).number


def test_t12_scales_do_matter_to_the_egalitarian_point():
    points = (Point(0, (4, 4)), Point(1, (9, 3)))
    doubled = tuple(Point(point.number, (point.utilities[0], 2 * point.utilities[1]))
                    for point in points)  # fmt: skip
    assert finite.egalitarian(points, NOTHING).number == 0
    assert finite.egalitarian(doubled, NOTHING).number == 1


@given(PAIRS)
def test_t12_swapping_the_parties_swaps_what_the_best_is_worth(vectors):
    swapped = [(two, one) for one, two in vectors]
    for rule, worth in (
        (finite.nash, lambda pair: pair[0] * pair[1]),
        (finite.egalitarian, sorted),
        (finite.utilitarian, sum),
    ):
        one, two = (rule(_points(space), NOTHING).utilities for space in (vectors, swapped))
        assert worth(one) == worth(two)


@given(PAIRS)
def test_t12_a_symmetric_space_with_an_equal_best_gives_equal_gains(vectors):
    space = [*vectors, *((two, one) for one, two in vectors)]
    top = max(min(vector) for vector in space)
    space.append((top, top))
    for rule in (finite.kalai_smorodinsky, finite.egalitarian):
        one, two = rule(_points(space), NOTHING).utilities
        # On finitely many packages a better second place may break the tie, never the first.
        assert min(one, two) == top


@given(PAIRS, st.data())
def test_t12_nash_is_independent_of_irrelevant_alternatives(vectors, data):
    chosen = finite.nash(_points(vectors), NOTHING)
    fewer = [v for at, v in enumerate(vectors) if at == chosen.number or data.draw(st.booleans())]
    # Of equal products the smallest number is taken, and numbers shift when others go.
    assert _product(finite.nash(_points(fewer), NOTHING).utilities) == _product(chosen.utilities)


def _product(pair):
    return pair[0] * pair[1]


def test_t12_kalai_smorodinsky_depends_on_irrelevant_alternatives():
    kept = [(8, 8), (10, 7), (12, 0), (0, 12)]
    # The first party's ideal rises although nobody would choose it.
    more = [*kept, (30, 0)]
    found = [finite.kalai_smorodinsky(_points(space), NOTHING).utilities for space in (kept, more)]
    assert found == [(8, 8), (10, 7)]
    assert finite.nash(_points(kept), NOTHING) == finite.nash(_points(more), NOTHING)


@given(PAIRS, PAIRS)
def test_t12_with_the_same_ideal_more_packages_never_lower_the_smallest_share(vectors, more):
    ideals = [(30, 0), (0, 30)]
    small, large = [*vectors, *ideals], [*vectors, *ideals, *more]
    one, two = (finite.kalai_smorodinsky(_points(s), NOTHING).utilities for s in (small, large))
    assert min(one) <= min(two)


@given(PAIRS, PAIRS)
def test_t12_more_packages_never_lower_the_smallest_gain_of_the_egalitarian(vectors, more):
    one = finite.egalitarian(_points(vectors), NOTHING).utilities
    two = finite.egalitarian(_points([*vectors, *more]), NOTHING).utilities
    assert min(one) <= min(two)
