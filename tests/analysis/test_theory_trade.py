"""
Goal: what private values cost, as published (rows T25 and T26 of the note). Method: exact sums.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.theory import trade as room

WORTHS = st.fractions(0, 1)


def test_t25_gains_are_nine_in_sixty_four_of_one_in_six():
    assert room.gains_beyond(room.GAP) == Fraction(9, 64)
    assert float(room.gains_beyond(room.GAP)) == 0.140625
    assert room.gains_beyond(Fraction(0)) == room.GAINS_FULL == Fraction(1, 6)


@given(WORTHS, WORTHS)
def test_t25_the_two_figures_meet_where_worths_lie_a_quarter_apart(buyer, seller):
    meet = Fraction(2, 3) * buyer + Fraction(1, 12) >= Fraction(2, 3) * seller + Fraction(1, 4)
    assert room.auction_trades(buyer, seller) == meet
    assert room.buyer_offer(buyer) == pytest.approx(float(Fraction(2, 3) * buyer + Fraction(1, 12)))
    assert room.seller_offer(seller) == pytest.approx(float(Fraction(2, 3) * seller + room.GAP))


@pytest.mark.parametrize("worth", [Fraction(3, 10), Fraction(1, 2), Fraction(9, 10)])
def test_t25_no_other_figure_pays_better_against_the_equilibrium(worth):
    # Against a seller that follows it, its figures are uniform from 1/4 to 11/12.
    low, high = Fraction(1, 4), Fraction(11, 12)

    def gain(figure):
        top = min(max(figure, low), high)
        # Half of both figures is paid: the integral of v - (b + s) / 2 over s up to b.
        span = top - low
        return (worth - figure / 2) * span - (top * top - low * low) / 4

    chosen = Fraction(2, 3) * worth + Fraction(1, 12)
    others = [Fraction(at, 60) for at in range(61)]
    assert all(gain(chosen) >= gain(other) for other in others)


def test_t26_the_best_without_a_subsidy_is_27_of_32():
    assert room.efficiency_best() == Fraction(27, 32)
    assert room.subsidy_of_efficiency() == Fraction(1, 6)


@pytest.mark.parametrize("cells", [20, 40])
def test_t26_no_protocol_between_private_values_is_efficient(cells):
    half = Fraction(1, 2)
    protocols = {
        "auction": room.auction_trades,
        "posted price": lambda v, c: v >= half >= c,
        "a buyer that names its price": lambda v, c: v / 2 >= c,
        "a seller that names its price": lambda v, c: v >= (1 + c) / 2,
    }
    shares = {name: room.efficiency(rule, cells) for name, rule in protocols.items()}
    assert all(share < 1 for share in shares.values())
    # A grid errs by a cell on each border; in the limit nothing beats the auction.
    assert max(shares.values()) <= room.efficiency_best() + Fraction(2, cells)
    assert float(shares["posted price"]) == pytest.approx(0.75, abs=0.01)
    assert room.efficiency(lambda v, c: v >= c, cells) == 1
