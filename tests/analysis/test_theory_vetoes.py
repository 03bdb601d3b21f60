"""
Goal: agenda and veto, threats and words have the numbers of part 4 of the note.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.theory import crises, vetoes

LINE = st.integers(-20, 20)


@pytest.mark.parametrize(
    ("quo", "setter", "passed"), [(0.2, 1, 0.8), (0.6, 1, 0.6), (0.45, 0.52, 0.52)]
)
def test_romer_rosenthal(quo, setter, passed):
    assert vetoes.romer_rosenthal(quo, setter, 0.5) == pytest.approx(passed)


@given(LINE, LINE, LINE)
def test_setter_gets_the_nearest_point_the_veto_player_does_not_like_less(quo, setter, veto):
    points = range(-100, 101)
    allowed = [x for x in points if abs(x - veto) <= abs(quo - veto)]
    assert vetoes.romer_rosenthal(quo, setter, veto) == min(
        allowed, key=lambda x: (abs(x - setter), x)
    )


@given(LINE, LINE, st.lists(LINE, min_size=1, max_size=4), LINE)
def test_another_veto_player_never_brings_the_setter_nearer(quo, setter, some, other):
    before = vetoes.setter_choice(quo, setter, some)
    after = vetoes.setter_choice(quo, setter, [*some, other])
    assert abs(after - setter) >= abs(before - setter)
    assert all(abs(after - veto) <= abs(quo - veto) for veto in (*some, other))


def test_commitment_and_audience_cost():
    assert crises.muthoo_commitment(3, 1) == pytest.approx(2 / 3)
    assert crises.muthoo_commitment(0, 4) == pytest.approx(1 / 6)
    assert crises.fearon_survival(1, 0.5, 2) == 0.5
    assert 1 / crises.attrition_hazard(10, 1) == 10
    assert crises.critical_risk(10, 4, 2) == 0.75


def test_obstinate_types():
    found = crises.abreu_gul((0.7, 0.6), (0.1, 0.1), (0.05, 0.05))
    assert found.rates == (pytest.approx(0.1), pytest.approx(0.133333, abs=5e-7))
    assert found.times == (pytest.approx(29.957, abs=5e-4), pytest.approx(22.468, abs=5e-4))
    assert found.jump == pytest.approx(0.52713, abs=5e-6)
    assert found.weaker == 0
    with pytest.raises(ValueError, match="demands"):
        crises.abreu_gul((0.4, 0.5), (0.1, 0.1), (0.05, 0.05))


@pytest.mark.parametrize(
    ("bias", "count"), [(0.25, 1), (0.1, 2), (0.05, 3), (0.01, 7), (0.001, 22)]
)
def test_messages_that_talk_can_tell_apart(bias, count):
    assert len(crises.crawford_sobel(bias)) - 1 == count


def test_where_talk_cuts():
    assert crises.crawford_sobel(0.1) == pytest.approx((0, 0.3, 1))
    assert crises.crawford_sobel(0.05) == pytest.approx((0, 0.1333, 0.4667, 1), abs=5e-5)
    with pytest.raises(ValueError, match="bias"):
        crises.crawford_sobel(0)
