"""
Goal: ratification at home, counsel, pledges, pressure and the price of words do what they say.
"""

import generators as g
import pytest
from spec import ALLY, BUYER, DAY, HOST, HOUSE, PARTNER, PRESS, SALE, SELLER, WORLD, given, package

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.rules.consent import believed_bar, closing_odds, own_bar, public_bar, ratify_odds
from sim.domain.rules.worth import charges, clear_cost, haste, poise
from sim.domain.units import PPM
from sim.domain.views import reservation, signing_utility, stand_of

THREAT = e.ThreatMade(by=HOST)
UNIT = WORLD.preferences[BUYER].unit
GOOD = package(price=45_000, perimeter="us", algorithm="licensed", stake=0, custody="escrow")
BAD = package(price=5_000, perimeter="us", algorithm="licensed", stake=0, custody="escrow")
PAID = package(price=30_000, treasury=3000)
HOME = {"ratify_spread_points": PPM, "ratify_bias_points": 0}


def tabled(offered, by=BUYER, number=1):
    return e.OfferTabled(table=SALE, offer=number, by=by, package=offered)


def bar(story):
    return public_bar(story.talks.scenario, story.common, story.talks.minute)


# --- ratification at home (Putnam 1988) ---------------------------------------------------------


def odds_at_home(story, offered):
    return ratify_odds(story.talks.scenario, story.common, story.talks.minute, SALE, offered)


def test_a_paper_far_better_than_no_deal_is_ratified_and_a_far_worse_one_is_not():
    story = given(**HOME)
    assert odds_at_home(story, GOOD) > 990_000
    assert odds_at_home(story, BAD) < 10_000


def test_the_odds_at_home_are_even_where_the_average_seller_neither_gains_nor_loses():
    story = given(**HOME)
    prices = WORLD.issues[0].options
    odds = [odds_at_home(story, GOOD.with_option("price", price)) for price in prices]
    assert odds == sorted(odds)
    assert any(abs(one - PPM // 2) < 130_000 for one in odds)


def test_a_paper_refused_at_home_is_not_signed_and_its_offer_leaves_the_table():
    story = given(tabled(BAD), **HOME).when(SELLER, m.Accept(table=SALE, offer=1))
    story.then(
        e.OfferAccepted(table=SALE, offer=1, by=SELLER),
        e.RatificationRefused(table=SALE, offer=1, by=SELLER),
    )
    assert story.common.paper is None
    assert not story.offer(SALE, 1).standing
    assert story.gauge("trust", seen_by=BUYER) < story.gauge("trust", seen_by=PRESS)


def test_a_paper_ratified_at_home_is_signed():
    story = given(tabled(GOOD), **HOME).when(SELLER, m.Accept(table=SALE, offer=1))
    assert e.TermsSigned(table=SALE, package=GOOD) in story.events


def test_the_closing_odds_of_a_draft_hold_those_at_home():
    view = given(**HOME).view(BUYER)
    assert closing_odds(view, SALE, BAD) < closing_odds(given().view(BUYER), SALE, BAD) // 20


# --- counsel ------------------------------------------------------------------------------------


def test_counsel_strikes_payments_from_offers_demands_and_the_paper():
    demand = e.ConditionSet(by=HOST, issue="treasury", option=1000, paper=False)
    facts = (tabled(PAID), tabled(GOOD, by=SELLER, number=2), demand)
    story = given(*facts, minute=20 * DAY, counsel_day_ppm=PPM, counsel_from_day=20)
    story = story.when(HOUSE, m.Wait())
    assert story.events[0] == e.PaymentVoided(issue="treasury")
    assert not story.offer(SALE, 1).standing
    assert story.offer(SALE, 2).standing
    assert story.common.conditions == ()
    story.when(SELLER, m.Propose(table=SALE, package=PAID)).then_refused("void_payment")
    story.when(HOST, m.Condition(issue="treasury", option=1000)).then_refused("void_payment")
    assert all(
        move.package["treasury"] == 0 for move in story.legal(BUYER) if isinstance(move, m.Propose)
    )


def test_counsel_amends_a_signed_paper():
    signed = e.TermsSigned(table=SALE, package=PAID)
    needed = e.ApprovalsOpened(needed=(HOST,))
    story = given(signed, needed, minute=20 * DAY, counsel_day_ppm=PPM, counsel_from_day=20)
    story = story.when(HOUSE, m.Wait())
    assert story.common.paper.package == PAID.with_option("treasury", 0)


@pytest.mark.parametrize("day", [5, 19])
def test_counsel_says_nothing_before_its_day(day):
    story = given(tabled(PAID), minute=day * DAY, counsel_day_ppm=PPM, counsel_from_day=20)
    assert story.when(HOUSE, m.Wait()).common.voided == ()


def test_counsel_speaks_once():
    story = given(minute=20 * DAY, counsel_day_ppm=PPM, counsel_from_day=20)
    story = story.when(HOUSE, m.Wait()).when(HOUSE, m.Wait(), 21 * DAY)
    assert not [event for event in story.events if isinstance(event, e.PaymentVoided)]


# --- pledges ------------------------------------------------------------------------------------


def test_a_pledge_of_what_an_authority_likes_best_lowers_the_bar():
    best, other = m.Pledge(issue="custody", option="cloud"), m.Pledge(issue="jobs", option=0)
    before = given(bar_hawks_micro=0, bar_pledged=1_000)
    assert bar(before.when(BUYER, best)) < bar(before)
    assert bar(before.when(BUYER, other)) == bar(before)


def test_a_broken_pledge_costs_who_made_it_at_signing():
    story = given(e.PledgeMade(by=BUYER, issue="jobs", option=25_000), pledge_ppm=500_000)
    view = story.view(BUYER)
    kept, broken = package(jobs=25_000), package(jobs=0)
    assert charges(stand_of(view), kept) == 0
    assert charges(stand_of(view), broken) == UNIT // 2
    assert charges(stand_of(story.view(SELLER)), broken) == 0


# --- suspension against a threat ----------------------------------------------------------------


def test_a_suspension_against_a_threat_lowers_the_bar_once_and_teaches_both():
    story = given(THREAT, bar_pressed=2_000, pressed_learn_ppm=500_000, bar_hawks_micro=0)
    truth = own_bar(story.view(HOST))
    before = believed_bar(story.view(BUYER), HOST)
    after = story.when(BUYER, m.Suspend(table=SALE))
    assert bar(after) == bar(story) - 2_000
    for seat in (BUYER, SELLER):
        mean, spread = believed_bar(after.view(seat), HOST)
        assert abs(mean - truth) <= abs(before[0] - truth) // 2 + 1
        assert spread < before[1]
    again = after.when(BUYER, m.Resume(table=SALE)).when(BUYER, m.Suspend(table=SALE), DAY)
    assert bar(again) == bar(after)
    assert not [x for x in again.events if isinstance(x, e.BeliefNarrowed)]


@pytest.mark.parametrize("facts", [(), (THREAT, e.OrderSigned(by=HOST, deadline=40 * DAY))])
def test_a_suspension_presses_nobody_without_a_threat_or_after_the_order(facts):
    story = given(*facts, pressed_learn_ppm=500_000).when(BUYER, m.Suspend(table=SALE))
    assert not story.common.pressed
    assert not [x for x in story.events if isinstance(x, e.BeliefNarrowed)]


def test_whoever_pauses_looks_better_off_without_a_deal_once_for_all():
    story = given(pause_points=4 * PPM)
    paused = story.when(BUYER, m.Suspend(table=SALE))
    back = paused.when(BUYER, m.Resume(table=SALE))
    again = back.when(BUYER, m.Suspend(table=SALE), DAY)
    looks = [poise(at.talks.scenario, at.common, BUYER) for at in (story, paused, back, again)]
    assert looks == [0, 4 * UNIT, 4 * UNIT, 4 * UNIT]
    assert poise(again.talks.scenario, again.common, SELLER) == 0


def test_a_pause_before_an_empty_chair_says_nothing_and_no_pause_does_without_the_number():
    empty = given(pause_points=4 * PPM).when(SELLER, m.Suspend(table=PARTNER))
    assert empty.common.paused == ()
    plain = given(pause_points=0).when(BUYER, m.Suspend(table=SALE))
    assert plain.common.paused == (BUYER,)
    assert poise(plain.talks.scenario, plain.common, BUYER) == 0


# --- the price of words -------------------------------------------------------------------------


def test_a_line_taken_back_costs_half_a_point_for_each_k():
    line = e.CommitmentMade(by=BUYER, issue="price", line=20_000, weight=1500)
    story = given(line, revoked_ppm=500_000).when(BUYER, m.Retract())
    assert charges(stand_of(story.view(BUYER)), None) == UNIT * 3 // 4
    assert reservation(story.view(BUYER)) == -UNIT * 3 // 4


def test_backing_down_costs_approval_by_what_the_audience_remembers():
    story = given(THREAT, minute=1, retract_audience_ppm=250_000)
    later = story.and_given(minute=20 * DAY)
    remembered = later.gauge("audience")
    moves = [x for x in later.when(HOST, m.Retract()).events if isinstance(x, e.GaugesMoved)]
    told = {move.cause: dict(move.deltas) for move in moves}
    assert told["retract.audience"] == {"approval": -(remembered // 4)}
    assert remembered > 0


def test_an_answer_counts_as_time_spent_in_the_books():
    story = given(diligence_told_minutes=2 * DAY)
    asked = story.when(BUYER, m.Ask(to=SELLER, question="reservation"))
    answered = asked.when(SELLER, m.Answer(to=BUYER, number=1, honest=True))
    offered = package(price=20_000)
    gained = signing_utility(answered.view(BUYER), offered, DAY) - signing_utility(
        story.view(BUYER), offered, DAY
    )
    saved = haste(WORLD, story.common, DAY, BUYER) - haste(WORLD, story.common, 3 * DAY, BUYER)
    assert gained == pytest.approx(saved * UNIT // PPM, abs=1)
    assert answered.view(SELLER).own.learned == 0


def test_clearing_with_an_ally_costs_only_who_reaches_its_users():
    demand = e.ConditionSet(by=ALLY, issue="custody", option="cloud", paper=False)
    story = given(demand, clear_ppm=400_000)
    scenario = story.talks.scenario
    assert clear_cost(scenario, story.common, package(perimeter="four", custody="cloud")) == 800_000
    assert clear_cost(scenario, story.common, package(perimeter="us", custody="cloud")) == 0
    assert clear_cost(scenario, story.common, package(perimeter="four", custody="escrow")) == 0


def test_a_part_refused_costs_the_buyer():
    offered = package(perimeter="four")
    facts = (
        e.TermsSigned(table=SALE, package=offered),
        e.ApprovalsOpened(needed=(HOST, ALLY)),
    )
    story = given(*facts, minute=40 * DAY, refused_ppm=PPM)
    before = charges(stand_of(story.view(BUYER)), offered)
    refused = story.when(ALLY, m.Block())
    assert charges(stand_of(refused.view(BUYER)), offered) == before + UNIT


# --- what the house watches, and who is called ---------------------------------------------------


def test_talks_without_trust_may_break():
    calm = given(distrust_below=0, distrust_day_ppm=PPM).when(HOUSE, m.Wait(), DAY)
    tense = given(distrust_below=90_000, distrust_day_ppm=PPM).when(HOUSE, m.Wait(), DAY)
    assert not calm.common.broken
    assert tense.common.broken == (SALE,)


def test_whoever_is_spoken_to_looks_up():
    story = given(*(e.StopSet(actor=HOST, minute=9 * DAY),), remark_calls=1)
    remark = m.Say(topic="remark.no_comment", to=HOST)
    assert story.when(BUYER, remark).stop(HOST) < 2 * DAY
    assert (
        given(e.StopSet(actor=HOST, minute=9 * DAY), remark_calls=0).when(BUYER, remark).stop(HOST)
        == 9 * DAY
    )


def test_advisers_mind_an_approval_under_the_bar_and_a_refusal_over_it():
    low = package(custody="bytedance", algorithm="kept", stake=40)
    high = package(custody="cloud", algorithm="transferred", stake=0, perimeter="us", jobs=25_000)

    def causes(offered, move):
        facts = (e.TermsSigned(table=SALE, package=offered), e.ApprovalsOpened(needed=(HOST,)))
        story = given(*facts, minute=40 * DAY).when(HOST, move)
        return {x.cause for x in story.events if isinstance(x, e.GaugesMoved)}

    assert "approve_soft.host" in causes(low, m.Approve())
    assert "approve_soft.host" not in causes(high, m.Approve())
    assert "block_hard.host" in causes(high, m.Block())
    assert "block_hard.host" not in causes(low, m.Block())


def test_a_day_that_passes_is_believed_less_the_next_time():
    facts = (e.DeadlineSet(by=HOST, minute=30 * DAY),)
    story = given(*facts, minute=30 * DAY).when(HOUSE, m.Wait())
    moved = next(x for x in story.events if isinstance(x, e.GaugesMoved))
    assert moved.cause == "deadline_passed"
    assert dict(moved.deltas)["credibility"] < 0


def test_the_new_levers_are_still_where_no_scenario_sets_them():
    scenario = g.scenario(g.SMALL)
    new = {"counsel_day_ppm", "ratify_spread_points", "bar_pressed", "pause_points"}
    assert not new & set(scenario.numbers)
