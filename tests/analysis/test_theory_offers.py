"""
Goal: closed forms of alternating offers give the published numbers (rows T1 to T7 of the note).

Method: the numbers, and where it is cheap the backward reasoning behind the formula.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.theory import offers as room

DISCOUNTS = st.floats(0.05, 0.99)


def near(value):
    return pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [(0.9, 0.9, 0.526316), (0.9, 0.8, 0.714286), (0.5, 0.99, 0.019802), (0.95, 0.95, 0.512821)],
)
def test_t1_rubinstein(first, second, share):
    assert room.rubinstein(first, second) == (near(share), near(1 - share))


def test_t1_nine_tenths_is_ten_nineteenths():
    assert room.rubinstein(0.9, 0.9)[0] == pytest.approx(10 / 19)


@given(DISCOUNTS, DISCOUNTS)
def test_t1_each_leaves_the_other_what_waiting_is_worth(first, second):
    proposer, responder = room.rubinstein(first, second)
    assert responder == pytest.approx(second * room.rubinstein(second, first)[0])
    assert proposer + responder == pytest.approx(1)


@pytest.mark.parametrize(
    ("discount", "shares"),
    [
        (0.9, [1, 0.1, 0.91, 0.181, 0.8371, 0.24661]),
        (0.5, [1, 0.5, 0.75, 0.625, 0.6875, 0.65625]),
    ],
)
def test_t2_finite_horizon(discount, shares):
    assert [room.finite_offers(n, discount) for n in range(1, 7)] == list(map(near, shares))


@given(DISCOUNTS, st.integers(1, 60))
def test_t2_is_backward_reasoning_and_tends_to_t1(discount, offers):
    after = room.finite_offers(offers, discount)
    assert room.finite_offers(offers + 1, discount) == pytest.approx(1 - discount * after)
    endless = room.rubinstein(discount, discount)[0]
    assert abs(after - endless) == pytest.approx(abs(1 - endless) * discount ** (offers - 1))


def test_t3_vanishing_delay():
    assert room.rubinstein_limit(0.1, 0.05) == near(1 / 3)
    moment = 1e-6
    discounts = [1 - rate * moment for rate in (0.1, 0.05)]
    assert room.rubinstein(*discounts)[0] == pytest.approx(1 / 3, abs=1e-5)


@pytest.mark.parametrize(("outside", "share"), [(0.47, 0.526316), (0.5, 0.5), (0.6, 0.4)])
def test_t4_outside_option(outside, share):
    assert room.outside_option(0.9, outside) == near(share)


def test_t5_inside_options():
    assert room.inside_options(0.1, 0.02, 0.01) == near(0.55)


def test_t6_many_parties_with_exit():
    assert room.krishna_serrano(3, 0.9) == near(0.357143)
    assert room.krishna_serrano(4, 0.9) == near(0.270270)
    assert room.krishna_serrano(2, 0.9) == near(room.rubinstein(0.9, 0.9)[0])


def test_t7_committees():
    assert room.baron_ferejohn(3, 0.9) == near(0.7)
    assert room.baron_ferejohn(3, 0.9, unanimity=True) == near(0.4)
    assert room.baron_ferejohn(4, 0.9, unanimity=True) == near(0.325)


@given(st.integers(1, 9).map(lambda half: 2 * half + 1), DISCOUNTS)
def test_t7_votes_cost_what_the_lot_promises(members, discount):
    # Before the lot everybody expects 1/n, so a vote costs d/n.
    votes = (members - 1) // 2
    assert room.baron_ferejohn(members, discount) == near(1 - votes * discount / members)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: room.rubinstein(1, 1),
        lambda: room.rubinstein(1.2, 0.5),
        lambda: room.finite_offers(0, 0.9),
        lambda: room.rubinstein_limit(0, 0),
        lambda: room.outside_option(0.9, 1.5),
        lambda: room.inside_options(0, 0.1, 0.1),
        lambda: room.krishna_serrano(1, 0.9),
        lambda: room.baron_ferejohn(4, 0.9),
    ],
)
def test_what_no_model_covers_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        wrong()
