"""
Goal: minds concede as the papers behind them say (rows T14 to T17 and T22 to T24).

Method: the formulas on numbers, and the minds themselves on offers of a plain table.
"""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.playing import opened, play, seats_of, step

from sim.analysis.theory import tactics
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import view_for
from sim.scenario import load_scenario
from sim.strategies import concession, micro, tit_for_tat, zeuthen
from sim.strategies.base import entry_of
from sim.strategies.outlook import gain, look

GAIN = st.integers(1, 10**6)


@pytest.fixture
def plain():
    return load_scenario("first-offer")


def _seen(scenario, prices, minute=MINUTES_DAY):
    """
    Return view and outlook of the first party after offers of the two in turn, one each ten hours.
    """
    seats, table = seats_of(scenario), scenario.tables[0].id
    talks = opened(scenario, tempers={seats[0]: "keen", seats[1]: "retiring"})
    for at, price in enumerate(prices):
        package = Package({scenario.issues[0].id: price})
        talks, decision = step(
            talks, seats[at % 2], minute + 600 * at, m.Propose(table=table, package=package)
        )
        assert decision.events
    view = view_for(seats[0], talks)
    return view, look(view, table)


def _gains(view, outlook):
    return [gain(view, outlook, offer.package) for offer in view.channels[outlook.table].offers]


# --- T14 to T16: tit for tat


@given(GAIN, GAIN, GAIN)
def test_t14_own_gain_shrinks_in_the_others_proportion(standing, far, near):
    found = tit_for_tat.in_proportion(standing, far, near)
    assert found == (standing * near // far if near < far else standing)


def test_t14_equal_ratios_at_a_table(plain):
    view, outlook = _seen(plain, (34, 46, 35, 43))
    _, before, mine, now = _gains(view, outlook)
    top = concession.bounds(view, outlook)[1]
    wanted = tit_for_tat.relative(view, outlook)
    assert Fraction(wanted, mine) == pytest.approx(Fraction(top - now, top - before), abs=1e-5)


@given(GAIN, GAIN, GAIN)
def test_t15_without_luck_the_steps_are_equal(standing, before, given_up):
    now = before + given_up
    assert standing - tit_for_tat.step_for_step(standing, before, now, 0) == given_up


def test_t15_equal_steps_at_a_table(plain):
    view, outlook = _seen(plain, (34, 46, 35, 43))
    _, before, mine, now = _gains(view, outlook)
    assert mine - tit_for_tat.absolute(view, outlook, 0) == now - before
    assert mine - tit_for_tat.absolute(view, outlook, 1_000) == now - before + 1_000


def test_t15_luck_is_the_minds_and_at_most_m(plain):
    class Drawn:
        asked = ()

        def between(self, low, high, purpose, subject):
            self.asked = (low, high, purpose, subject)
            return high

    view, _ = _seen(plain, (34, 46, 35, 43))
    luck = Drawn()
    entry_of("absolute_tit_for_tat").make({"luck_points": 2 * PPM}).choose(view, luck)
    assert luck.asked == (0, 40_000, "imitate", "0")


@pytest.mark.parametrize("prices", [(34, 46, 35, 43), (34, 46, 35, 45, 36, 41), (34, 46), (34,)])
def test_t16_a_window_of_one_is_t14_on_the_newest_pair(plain, prices):
    view, outlook = _seen(plain, prices)
    assert tit_for_tat.averaged(view, outlook, 1) == tit_for_tat.relative(view, outlook)


def test_t16_a_longer_window_remembers_earlier_steps(plain):
    view, outlook = _seen(plain, (34, 48, 35, 44, 36, 43))
    one, two = (tit_for_tat.averaged(view, outlook, steps) for steps in (1, 2))
    top, gains = concession.bounds(view, outlook)[1], _gains(view, outlook)
    assert two < one
    assert two == gains[4] * (top - gains[5]) // (top - gains[1])


@pytest.mark.parametrize("name", ["tit_for_tat", "averaged_tit_for_tat", "absolute_tit_for_tat"])
def test_nothing_new_is_answered_with_nothing(plain, name):
    view, outlook = _seen(plain, (36, 46, 37))
    firm = entry_of(name).make({"luck_points": 0})
    tactic = {
        "tit_for_tat": tit_for_tat.relative,
        "averaged_tit_for_tat": getattr(firm, "tactic", None),
        "absolute_tit_for_tat": lambda *seen: tit_for_tat.absolute(*seen, 0),
    }[name]
    assert tactic(view, outlook) == _gains(view, outlook)[-1]


# --- T17 and T22: by the clock, and nicely


@pytest.mark.parametrize(("name", "exponent"), tactics.FAMILIES.items())
def test_t17_demands_fall_by_the_fields_exponents(plain, name, exponent):
    view, outlook = _seen(plain, ())
    top = concession.bounds(view, outlook)[1]
    tactic = entry_of(name).make({}).tactic
    for tenth in range(10):
        share = tactics.aspiration(tenth / 10, exponent)
        demand = concession.demand(view, outlook, tenth * PPM // 10, int(exponent * PPM))
        assert demand == pytest.approx(max(concession.least(outlook), top * share), abs=2)
    assert tactic.exponent_micro == exponent * PPM


def test_t22_factor_nought_asks_for_the_best_and_one_for_the_nash_point(plain):
    view, outlook = _seen(plain, (34, 46, 35, 47))
    assert tit_for_tat.nice(view, outlook) == concession.bounds(view, outlook)[1]
    view, outlook = _seen(plain, (34, 46, 35, 38))
    nash = outlook.surplus // 2
    assert max(_gains(view, outlook)[1::2]) >= nash
    assert tit_for_tat.nice(view, outlook) == nash


# --- T23: MiCRO


@pytest.mark.parametrize(("sent", "received", "due"), [(0, 0, 1), (1, 0, 0), (1, 1, 1), (3, 2, 0)])
def test_t23_owes_a_package_while_it_sent_no_more_than_it_got(sent, received, due):
    assert micro.is_due(sent, received) is bool(due)


def test_t23_goes_down_one_by_one():
    gains = [90, 70, 50, 30]
    assert micro.next_down(gains, [], 0) == 90
    assert micro.next_down(gains, [90], 0) == 90
    assert micro.next_down(gains, [90], 1) == 70
    assert micro.next_down(gains, [90, 70], 2) == 50
    # An old package that is worth less today is no step of its own.
    assert micro.next_down(gains, [90, 65], 2) == 50
    assert micro.next_down(gains, [90, 70, 50, 30], 9) == 30


@pytest.mark.parametrize("seed", range(4))
def test_t23_self_play_alternates_single_steps(plain, seed):
    seats = seats_of(plain)
    game = play(plain, seed, dict.fromkeys(seats, "micro"))
    tabled = {seat: [] for seat in seats}
    for decision in game.moves_of(m.Propose):
        tabled[decision.actor].append(int(decision.move.package[plain.issues[0].id]))
        one, two = (len(each) for each in tabled.values())
        assert abs(one - two) <= 1
    print(seed, tabled)
    for prices, sign in zip(tabled.values(), (1, -1), strict=True):
        steps = [sign * (b - a) for a, b in pairwise(prices)]
        assert steps
        # The window is thinned to twelve stops, so a step is one or two of the scale.
        assert min(steps) >= 1
        assert max(steps) <= 2
    assert game.talks.common.outcome.kind == "deal"


# --- T24: Zeuthen


def test_t24_risk_in_numbers():
    assert zeuthen.risk(10, 4, 2) == 750_000 == tactics.zeuthen_risk(10, 4, 2) * PPM
    assert zeuthen.risk(2, 1, 2) == PPM
    assert zeuthen.risk(10, 12, 2) == 0


def _self_play(deals):
    """
    Return where two end that concede by risk in turn on a frontier.
    """
    ladders = [sorted(deals, key=lambda deal: -deal[side]) for side in range(2)]
    offers = [ladder[0] for ladder in ladders]
    for turn in range(4 * len(deals) + 2):
        side = turn % 2
        if offers[1 - side][side] >= offers[side][side]:
            return offers[1 - side]
        below = [deal for deal in ladders[side] if deal[side] < offers[side][side]]
        found = zeuthen.conceded(offers, side, below)
        if found is not None:
            offers[side] = below[found]
    return None


def test_t24_self_play_on_a_small_frontier():
    deals = [(10, 1), (9, 4), (7, 6), (4, 8), (1, 9)]
    assert _self_play(deals) == (7, 6)


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=20))
def test_t24_self_play_ends_at_the_greatest_product(deals):
    frontier = [
        deal for deal in dict.fromkeys(deals)
        if not any(a >= deal[0] and b >= deal[1] for a, b in deals if (a, b) != deal)
    ]  # fmt: skip
    end = _self_play(frontier)
    assert end is not None
    assert end[0] * end[1] == max(a * b for a, b in frontier)


def test_t24_the_higher_risk_stays():
    offers = [(10, 4), (9, 6)]
    assert zeuthen.risks(offers)[0] < zeuthen.risks(offers)[1]
    assert zeuthen.conceded(offers, 1, [(9, 5)]) is None
    assert zeuthen.conceded(offers, 0, [(9, 7), (8, 8)]) == 0


def test_t24_among_three_the_lowest_risk_concedes():
    offers = [(10, 5, 5), (8, 10, 5), (2, 2, 10)]
    assert min(range(3), key=zeuthen.risks(offers).__getitem__) in (0, 1, 2)
    lowest = min(range(3), key=zeuthen.risks(offers).__getitem__)
    stays = [s for s in range(3) if zeuthen.risks(offers)[s] > min(zeuthen.risks(offers))]
    assert zeuthen.conceded(offers, lowest, [(7, 7, 7)]) is not None
    assert all(zeuthen.conceded(offers, s, [(7, 7, 7)]) is None for s in stays)
