"""
Goal: what happens by itself happens at its minute, after everybody else, in one order.
"""

import attrs
import generators as g
import pytest
from spec import (
    ALLY,
    BUYER,
    COURT,
    DAY,
    HOST,
    HOUSE,
    LICENSOR,
    PRESS,
    RIVAL,
    SALE,
    SELLER,
    WORLD,
    given,
    package,
)

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.rules.agenda import after_wait, deadline_of, in_office
from sim.domain.rules.numbers import number
from sim.domain.rules.odds import relent_odds
from sim.domain.talks import changed
from sim.domain.units import PPM

DEADLINE = 30 * DAY
SET = e.DeadlineSet(by=HOST, minute=DEADLINE)
ORDER = e.OrderSigned(by=HOST, deadline=DEADLINE)
ENDED = e.TalksEnded(kind="lapsed", package=None)


def everybody_at(minute):
    """
    Return facts that give all actors a stop at one minute.
    """
    return [e.StopSet(actor=actor.id, minute=minute) for actor in index_of(WORLD).order]


def waited(story):
    """
    Let everybody due at the present head's minute wait, in the order of the agenda.
    """
    minute, order = story.due[0], []
    while story.due is not None and story.due[0] == minute:
        order.append(story.due[1])
        story = story.when(story.due[1], m.Wait(), minute)
    return story, order


# --- the deadline ------------------------------------------------------------------------------


def test_everybody_acts_before_the_house_at_the_minute_of_a_deadline():
    story, order = waited(given(SET, *everybody_at(DEADLINE), minute=DEADLINE - 1))
    ranks = [index_of(WORLD).actors[actor].rank for actor in order]
    assert order[-1] == HOUSE
    assert ranks == sorted(ranks)
    story.then(e.DeadlinePassed(minute=DEADLINE), ENDED)


def test_a_paper_signed_at_the_minute_of_the_deadline_counts():
    offer = e.OfferTabled(table=SALE, offer=1, by=BUYER, package=package())
    story = given(SET, offer, *everybody_at(DEADLINE), minute=DEADLINE - 1)
    story = story.when(BUYER, m.Wait(), DEADLINE)
    story = story.when(SELLER, m.Accept(table=SALE, offer=1), DEADLINE)
    story, _ = waited(story)
    assert story.common.phase == "approvals"
    assert story.outcome is None


def test_one_minute_after_the_deadline_is_too_late():
    story = given(SET, minute=DEADLINE).when(HOUSE, m.Wait())
    assert story.outcome == "lapsed"


def test_a_deadline_moved_in_time_passes_in_silence():
    moved = e.DeadlineExtended(by=HOST, minute=DEADLINE + 5 * DAY)
    story = given(SET, moved, minute=DEADLINE).when(HOUSE, m.Wait()).then()
    assert story.stop(HOUSE) <= DEADLINE + 5 * DAY


def test_before_a_deadline_everybody_gets_a_last_call_and_the_minute_itself():
    story = given(SET, minute=DEADLINE - 2 * DAY)
    for actor in (BUYER, SELLER, HOST, ALLY):
        story = story.when(actor, m.Wait())
        assert story.stop(actor) <= DEADLINE - DAY // 2
    for actor in (BUYER, SELLER, HOST, ALLY):
        later = story.when(actor, m.Wait(), DEADLINE - DAY // 2)
        assert later.stop(actor) == DEADLINE


# --- order, court, ban -------------------------------------------------------------------------


def _failed(**numbers):
    """
    Return talks under an order whose deadline has just passed unsigned.
    """
    story = given(ORDER, *everybody_at(DEADLINE), minute=DEADLINE - 1, **numbers)
    while story.due[1] != HOUSE:
        story = story.when(story.due[1], m.Wait(), DEADLINE)
    return story.when(HOUSE, m.Wait(), DEADLINE)


def test_under_an_order_failed_talks_go_to_the_court_before_the_house():
    story = _failed()
    story.then(e.DeadlinePassed(minute=DEADLINE), e.TalksFailed(kind="lapsed"))
    assert story.outcome is None
    assert story.due == (DEADLINE, COURT)
    story = story.when(COURT, m.Wait(), DEADLINE)
    assert story.due == (DEADLINE, HOUSE)


def test_a_ban_that_no_court_stops_is_enforced_or_not():
    story = _failed().when(COURT, m.Enjoin(granted=False), DEADLINE)
    story.then(e.SuitDecided(by=COURT, granted=False))
    story = story.when(COURT, m.Wait(), DEADLINE)
    odds = relent_odds(story.talks.scenario, story.common, DEADLINE)
    assert 0 < odds < PPM
    endings = [
        _with_seed(story, seed).when(HOUSE, m.Wait(), DEADLINE).outcome for seed in range(300)
    ]
    assert set(endings) == {"banned", "lapsed"}
    assert endings.count("lapsed") == pytest.approx(300 * odds / PPM, abs=40)


def _with_seed(story, seed):
    return type(story)(changed(story.talks, seed=seed))


def test_a_court_that_stops_the_order_leaves_the_talks_as_they_failed():
    story = _failed().when(COURT, m.Enjoin(granted=True), DEADLINE).when(COURT, m.Wait(), DEADLINE)
    assert story.when(HOUSE, m.Wait(), DEADLINE).outcome == "lapsed"


@pytest.mark.parametrize("granted", [True, False])
def test_a_ruling_makes_parties_and_host_think_again(granted):
    story = given(ORDER, *everybody_at(DEADLINE)).when(COURT, m.Enjoin(granted=granted), 3 * DAY)
    latest = 3 * DAY + sum(number(WORLD, f"delay_{part}_minutes") for part in ("min", "span"))
    for heard in (BUYER, SELLER, HOST):
        assert 3 * DAY < story.stop(heard) <= latest
    for others in (ALLY, RIVAL):
        assert story.stop(others) == DEADLINE


def test_a_ruling_on_talks_that_failed_leaves_them_nothing_to_do():
    before = _failed()
    after = before.when(COURT, m.Enjoin(granted=False), DEADLINE)
    assert all(after.stop(seat) == before.stop(seat) for seat in (BUYER, SELLER, HOST))


def test_a_ruling_calls_nobody_where_a_scenario_does_not_say_so():
    story = given(ORDER, *everybody_at(DEADLINE), ruling_calls=0)
    story = story.when(COURT, m.Enjoin(granted=True), 3 * DAY)
    assert all(story.stop(seat) == DEADLINE for seat in (BUYER, SELLER, HOST))


def test_no_court_rules_without_an_order():
    given().when(COURT, m.Enjoin(granted=True)).then_refused("no_order")
    given(ORDER).when(BUYER, m.Enjoin(granted=True)).then_refused("not_yours")


def test_talks_that_fail_early_wait_for_the_day_of_the_ban():
    story = given(ORDER, minute=DAY).when(BUYER, m.Walk(table=SALE))
    story, _ = waited(story.and_given(*everybody_at(2 * DAY)))
    assert story.outcome is None
    assert story.stop(HOUSE) <= DEADLINE
    assert story.when(HOUSE, m.Wait(), DEADLINE).outcome in ("banned", "walked")


# --- the horizon -------------------------------------------------------------------------------


def test_nothing_lasts_beyond_the_horizon():
    assert given(minute=WORLD.horizon).when(HOUSE, m.Wait()).outcome == "lapsed"


def test_a_paper_still_in_review_lapses_at_the_horizon_not_at_the_deadline():
    offer = e.OfferTabled(table=SALE, offer=1, by=BUYER, package=package())
    story = given(SET, offer, minute=DEADLINE).when(SELLER, m.Accept(table=SALE, offer=1))
    story = story.when(HOUSE, m.Wait(), DEADLINE)
    assert story.outcome is None
    assert story.when(HOUSE, m.Wait(), WORLD.horizon).outcome == "lapsed"


@pytest.mark.parametrize("name", g.NAMES)
def test_if_everybody_only_waits_the_talks_lapse(name):
    world = g.scenario(name)
    story = given(world=world)
    for _ in range(2000):
        if story.due is None:
            break
        minute, actor = story.due
        story = story.when(actor, m.Wait(), minute)
    assert story.outcome == "lapsed"
    assert story.common.outcome.minute == deadline_of(given(world=world).talks)


# --- stops -------------------------------------------------------------------------------------


def test_a_wait_ends_at_its_minute_or_at_the_next_occasion():
    story = given(minute=600)
    story.when(BUYER, m.Wait(until=600)).then_refused("out_of_range")
    story.when(BUYER, m.Wait(until=WORLD.horizon + 1)).then_refused("out_of_range")
    until = story.when(BUYER, m.Wait(until=601))
    until.then(e.TurnPassed(by=BUYER, until=601), e.StopSet(actor=BUYER, minute=601))
    rhythm = story.when(BUYER, m.Wait()).stop(BUYER)
    buyer = index_of(WORLD).actors[BUYER]
    assert rhythm == in_office(buyer, 600 + buyer.cadence_minutes)


def test_the_next_stop_falls_into_office_hours():
    for actor in index_of(WORLD).order:
        story = given()
        for minute in range(0, 60 * DAY, 3333):
            stop = after_wait(story.talks, actor, minute, None)
            last_call = 0 <= deadline_of(story.talks) - stop <= DAY
            if stop <= WORLD.horizon and not last_call:
                offset = [add for since, add in actor.offsets if since <= stop][-1]
                opening, closing = actor.office
                assert opening <= (stop + offset) % DAY < closing or actor.office == (0, DAY)


def test_a_failure_of_a_strategy_is_recorded_with_its_class_only():
    story = given().when(BUYER, m.Wait(failed="ValueError"))
    story.then(
        e.StrategyFailed(by=BUYER, code="ValueError"),
        e.TurnPassed(by=BUYER, until=None),
    )


# --- attention ---------------------------------------------------------------------------------


def test_attention_is_a_quota_of_the_local_day():
    story = given(minute=600)
    quota = index_of(WORLD).actors[BUYER].attention_day
    assert story.view(BUYER).attention_left == quota == 2
    story = story.when(BUYER, m.Ask(to=SELLER, question="reservation"))
    story.then(
        e.AttentionSpent(by=BUYER, amount=1),
        e.QuestionAsked(by=BUYER, to=SELLER, number=1, question="reservation"),
    )
    story.when(BUYER, m.Lobby(to=HOST)).then_refused("no_attention")
    story = story.when(BUYER, m.Propose(table=SALE, package=package()))
    assert story.view(BUYER).attention_left == 0
    story.when(BUYER, m.Propose(table=SALE, package=package(at=1))).then_refused("no_attention")


def test_attention_comes_back_at_local_dawn_and_what_is_free_stays_free():
    buyer = index_of(WORLD).actors[BUYER]
    story = given(minute=600)
    spent = e.AttentionSpent(by=BUYER, amount=2)
    midnight = (-buyer.offsets[0][1]) % DAY
    noon = midnight + DAY // 2
    story = given(spent, minute=noon)
    assert story.view(BUYER).attention_left == 0
    assert story.view(BUYER, midnight + DAY - 1).attention_left == 0
    assert story.view(BUYER, midnight + DAY).attention_left == 2
    offer = e.OfferTabled(table=SALE, offer=1, by=SELLER, package=package())
    story = story.and_given(offer).when(BUYER, m.Accept(table=SALE, offer=1))
    assert story.common.paper is not None


def test_attention_of_one_is_not_spent_by_another():
    story = given(e.AttentionSpent(by=SELLER, amount=2), minute=600)
    assert story.view(BUYER).attention_left == 2


# --- environment -------------------------------------------------------------------------------


def test_a_rule_of_export_calls_the_parties_and_comes_once():
    asleep = [e.StopSet(actor=actor, minute=WORLD.horizon) for actor in (BUYER, SELLER)]
    story = given(*asleep, minute=DAY).when(LICENSOR, m.RestrictExport())
    story.then(e.ExportRestricted(by=LICENSOR))
    assert all(story.stop(party) <= 3 * DAY for party in (BUYER, SELLER))
    story.when(LICENSOR, m.RestrictExport()).then_refused("already_done")


def test_under_licence_giving_the_code_away_costs_its_owner_more():
    before, after = given(), given(e.ExportRestricted(by=LICENSOR))
    paper = package(algorithm="transferred")
    from sim.domain.views import utility

    assert utility(after.view(SELLER), paper) < utility(before.view(SELLER), paper)
    assert utility(after.view(BUYER), paper) == utility(before.view(BUYER), paper)


def test_a_poll_carries_the_value_the_gauge_moves_to():
    story = given(minute=600).when(PRESS, m.PublishPoll(gauge="young", value=41_000))
    story.then(e.PollPublished(by=PRESS, gauge="young", value=41_000))
    talk = WORLD.effects["publish_poll.press"]
    assert story.gauge("young") == 41_000 + talk["young"]
    given().when(PRESS, m.PublishPoll(gauge="young", value=10**6)).then_refused("out_of_range")
    given().when(PRESS, m.PublishPoll(gauge="mood", value=1)).then_refused("unknown_gauge")


# --- the facilitator ---------------------------------------------------------------------------


def test_the_facilitator_gives_seats_and_takes_them_back():
    story = given().when(FACILITATOR, m.Take(seat=BUYER)).then(e.SeatTaken(seat=BUYER))
    assert story.talks.humans == (BUYER,)
    story.when(FACILITATOR, m.Take(seat=BUYER)).then_refused("unknown_seat")
    story = story.when(FACILITATOR, m.Release(seat=BUYER)).then(e.SeatReleased(seat=BUYER))
    story.when(FACILITATOR, m.Release(seat=BUYER)).then_refused("unknown_seat")
    for nobody in (COURT, HOUSE, "nobody"):
        given().when(FACILITATOR, m.Take(seat=nobody)).then_refused("unknown_seat")


def test_the_facilitator_changes_luck_but_makes_no_other_move():
    story = given(seed=1).when(FACILITATOR, m.Reseed(seed=9)).then(e.LuckReseeded(seed=9))
    assert story.talks.seed == 9
    for wrong in (-1, 1 << 63):
        given().when(FACILITATOR, m.Reseed(seed=wrong)).then_refused("out_of_range")
    given().when(FACILITATOR, m.Wait()).then_refused("not_yours")
    for move in (m.Take(seat=BUYER), m.Release(seat=BUYER), m.Reseed(seed=1)):
        given().when(BUYER, move).then_refused("not_yours")


def test_a_stranger_is_told_so():
    given().when("stranger", m.Wait()).then_refused("unknown_actor")


def test_a_refusal_names_what_is_legal_instead():
    story = given(minute=600).when(BUYER, m.Threaten())
    offered = {m.move_kind(move) for move in given(minute=600).legal(BUYER)}
    assert set(story.found.legal) == offered
    assert {"propose", "ask", "wait"} <= offered
    assert "threaten" not in offered


def test_a_scenario_may_leave_kinds_of_move_out():
    world = attrs.evolve(WORLD, moves=("propose", "wait"))
    story = given(world=world, minute=600)
    story.when(BUYER, m.Ask(to=SELLER, question="reservation")).then_refused("not_yours")
    assert {m.move_kind(move) for move in story.legal(BUYER)} == {"propose", "wait"}


# --- a host answers talks that fail (decision 0023) ---------------------------------------------


def failed_at_once(*facts, **numbers):
    """
    Return what follows when the seller leaves on day 2.
    """
    story = given(*facts, minute=2 * DAY, **numbers)
    return story.when(SELLER, m.Walk(table=SALE))


def test_talks_that_fail_before_any_threat_leave_the_host_three_days():
    story = failed_at_once(host_answers=1).then(
        e.TalksBroken(table=SALE, by=SELLER), e.TalksFailed(kind="walked")
    )
    assert story.stop(HOST) <= 3 * DAY
    early = story.when(HOUSE, m.Wait(), 2 * DAY)
    assert early.outcome is None
    assert early.stop(HOUSE) == 5 * DAY
    assert early.when(HOUSE, m.Wait(), 5 * DAY).outcome == "walked"


def test_a_host_that_answers_bans_in_its_own_time():
    story = failed_at_once(host_answers=1, relent_base_ppm=0)
    story = story.when(HOST, m.Order(deadline=12 * DAY), 3 * DAY)
    later = story.when(HOUSE, m.Wait(), 5 * DAY)
    assert later.outcome is None
    enforced = later.and_given(e.SuitDecided(by=COURT, granted=False), minute=12 * DAY)
    assert enforced.when(HOUSE, m.Wait()).outcome == "banned"
    assert later.stop(HOUSE) == 12 * DAY


def test_a_threat_leaves_the_host_its_days_whenever_the_house_looks():
    story = failed_at_once(e.ThreatMade(by=HOST), host_answers=1)
    assert story.when(HOUSE, m.Wait(), 3 * DAY - 1).outcome is None
    before = failed_at_once(e.ThreatMade(by=HOST), host_answers=0)
    assert before.when(HOUSE, m.Wait(), 3 * DAY - 1).outcome == "walked"


def test_a_host_that_backed_down_has_no_say():
    facts = (e.ThreatMade(by=HOST), e.ThreatWithdrawn(by=HOST))
    assert failed_at_once(*facts, host_answers=1).outcome == "walked"


def test_no_host_answers_where_a_scenario_does_not_say_so():
    assert failed_at_once(host_answers=0).outcome == "walked"


def test_no_host_answers_beyond_the_horizon():
    late = WORLD.horizon - DAY
    story = given(e.ThreatMade(by=HOST), minute=late, host_answers=1)
    story = story.when(SELLER, m.Walk(table=SALE))
    assert story.when(HOUSE, m.Wait(), late).stop(HOUSE) == WORLD.horizon
    assert story.when(HOUSE, m.Wait(), WORLD.horizon).outcome == "walked"


def test_a_host_whose_order_a_court_has_stopped_has_had_its_say():
    facts = (ORDER, e.SuitDecided(by=COURT, granted=True))
    assert failed_at_once(*facts, host_answers=1).outcome == "walked"
