"""
Goal: concession by time and by risk as published (rows T13, T17 and T24 of the note).
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis import points as finite
from sim.analysis.frontier import Point
from sim.analysis.theory import tactics as room

TIMES = (0, 0.25, 0.5, 0.75, 1)
# Steepness, polynomial and exponential, all with a tenth conceded at once.
ROWS = [
    (0.2, [0.1, 0.1009, 0.1281, 0.3136, 1], [0.1, 0.1137, 0.1347, 0.1746, 1]),
    (1, [0.1, 0.325, 0.55, 0.775, 1], [0.1, 0.1778, 0.3162, 0.5623, 1]),
    (5, [0.1, 0.7821, 0.8835, 0.9497, 1], [0.1, 0.5790, 0.9306, 0.9978, 1]),
]


@pytest.mark.parametrize(("steepness", "polynomial", "exponential"), ROWS)
def test_t13_time_tactics(steepness, polynomial, exponential):
    for found, expected in ((room.polynomial, polynomial), (room.exponential, exponential)):
        values = [found(time, 0.1, steepness) for time in TIMES]
        assert values == [pytest.approx(one, abs=5e-5) for one in expected]


def test_t13_offers_of_both_sides_run_from_the_best_to_the_reserved():
    assert [room.tactic_offer(a, 20, 60, falling=True) for a in (0, 0.5, 1)] == [20, 40, 60]
    assert [room.tactic_offer(a, 20, 60, falling=False) for a in (0, 0.25, 1)] == [60, 50, 20]


def test_t17_naming_and_time_of_the_peer():
    assert room.FAMILIES == {"boulware": 4, "linear": 1, "conceder": 0.25}
    assert [room.relative_time(step, 4) for step in range(4)] == [0.2, 0.4, 0.6, 0.8]
    assert room.aspiration(0.5, 4) == 0.9375
    assert room.aspiration(0.5, 1) == 0.5
    assert room.aspiration(0.5, 0.25) == pytest.approx(1 - 0.5**0.25)


@given(st.floats(0, 1), st.sampled_from([0.25, 1, 4]))
def test_t17_exponent_is_the_inverse_of_t13s(time, exponent):
    assert room.aspiration(time, exponent) == pytest.approx(
        1 - room.polynomial(time, 0, 1 / exponent)
    )


def test_t24_risk():
    assert room.zeuthen_risk(10, 4, 2) == 0.75
    assert room.zeuthen_risk(2, 1, 2) == 1


DEALS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=20)


@given(DEALS)
def test_t24_self_play_ends_at_the_greatest_product(deals):
    best = finite.nash([Point(at, deal) for at, deal in enumerate(deals)], (0, 0))
    found = room.monotonic_concession(deals, (0, 0))
    assert found in deals
    assert found[0] * found[1] == best.utilities[0] * best.utilities[1]


PART = st.integers(1, 40)


@given(st.tuples(PART, PART), st.tuples(PART, PART))
def test_t24_less_risk_is_the_smaller_product(own, theirs):
    risks = [
        Fraction(own[0] - theirs[0], own[0]),
        Fraction(theirs[1] - own[1], theirs[1]),
    ]
    products = [own[0] * own[1], theirs[0] * theirs[1]]
    assert (risks[0] < risks[1]) == (products[0] < products[1])
