"""
Goal: threats, orders, deadlines, inquiries, conditions and consent bind as the rules say.
"""

import pytest
from spec import (
    ALLY,
    BUYER,
    COURT,
    DAY,
    HOST,
    HOUSE,
    LICENSOR,
    RIVAL,
    SALE,
    SELLER,
    WORLD,
    given,
    package,
)

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.rules.consent import own_bar, reading
from sim.domain.rules.legal import legal_kinds
from sim.domain.rules.numbers import number
from sim.domain.units import PPM

ORDER = e.OrderSigned(by=HOST, deadline=40 * DAY)


# --- threats and orders ------------------------------------------------------------------------


def test_a_threat_raises_credibility_and_what_backing_down_costs():
    story = given(minute=600).when(HOST, m.Threaten()).then(e.ThreatMade(by=HOST))
    assert story.gauge("credibility") > given().gauge("credibility")
    assert story.gauge("audience") < story.gauge("audience", 30 * DAY)


def test_the_host_may_threaten_again_after_five_days_the_ally_never():
    story = given(e.ThreatMade(by=HOST))
    story.when(HOST, m.Threaten(), 5 * DAY - 1).then_refused("resting")
    story.when(HOST, m.Threaten(), 5 * DAY).then(e.ThreatMade(by=HOST))
    once = given(e.ThreatMade(by=ALLY))
    once.when(ALLY, m.Threaten(), 9 * DAY).then_refused("already_done")
    given().when(BUYER, m.Threaten()).then_refused("not_yours")


def test_an_order_gives_a_week_at_least():
    story = given(minute=600)
    story.when(HOST, m.Order(deadline=600 + 7 * DAY - 1)).then_refused("out_of_range")
    story.when(HOST, m.Order(deadline=WORLD.horizon)).then_refused("out_of_range")
    deadline = 600 + 7 * DAY
    story.when(HOST, m.Order(deadline=deadline)).then(e.OrderSigned(by=HOST, deadline=deadline))


def test_an_order_calls_parties_court_and_house():
    asleep = [
        e.StopSet(actor=actor, minute=WORLD.horizon) for actor in (BUYER, SELLER, COURT, HOUSE)
    ]
    story = given(*asleep, minute=DAY).when(HOST, m.Order(deadline=30 * DAY))
    assert story.stop(COURT) == story.stop(HOUSE) == 30 * DAY
    assert all(DAY < story.stop(party) <= 3 * DAY for party in (BUYER, SELLER))


def test_a_second_order_never_moves_the_ban_later():
    story = given(ORDER, minute=0)
    story.when(HOST, m.Order(deadline=50 * DAY), DAY).then_refused("resting")
    story.when(HOST, m.Order(deadline=50 * DAY), 5 * DAY).then(
        e.OrderSigned(by=HOST, deadline=40 * DAY)
    )
    story.when(HOST, m.Order(deadline=12 * DAY), 5 * DAY).then(
        e.OrderSigned(by=HOST, deadline=12 * DAY)
    )


def test_only_the_host_signs_orders_and_sets_days():
    for who in (ALLY, BUYER, COURT):
        given().when(who, m.Order(deadline=20 * DAY)).then_refused("not_yours")
        given().when(who, m.SetDeadline(minute=20 * DAY)).then_refused("not_yours")


def test_a_party_that_sells_sues_once_and_only_against_an_order():
    given().when(SELLER, m.Sue()).then_refused("no_order")
    story = given(ORDER, minute=DAY).when(SELLER, m.Sue()).then(e.SuitFiled(by=SELLER))
    story.when(SELLER, m.Sue(), 2 * DAY).then_refused("already_done")


# --- deadlines ---------------------------------------------------------------------------------


def test_a_day_is_named_once_and_then_only_moved():
    latest = WORLD.deadline_latest
    story = given(minute=600)
    story.when(HOST, m.SetDeadline(minute=600 + DAY - 1)).then_refused("out_of_range")
    story.when(HOST, m.SetDeadline(minute=latest + 1)).then_refused("out_of_range")
    story.when(HOST, m.ExtendDeadline(minute=latest)).then_refused("no_deadline")
    story = story.when(HOST, m.SetDeadline(minute=30 * DAY)).then(
        e.DeadlineSet(by=HOST, minute=30 * DAY)
    )
    assert story.stop(HOUSE) <= 30 * DAY
    story.when(HOST, m.SetDeadline(minute=31 * DAY)).then_refused("already_done")


def test_an_extension_goes_forward_and_costs_credibility():
    story = given(e.DeadlineSet(by=HOST, minute=30 * DAY))
    story.when(HOST, m.ExtendDeadline(minute=30 * DAY)).then_refused("out_of_range")
    story.when(HOST, m.ExtendDeadline(minute=WORLD.deadline_latest + 1)).then_refused(
        "out_of_range"
    )
    later = story.when(HOST, m.ExtendDeadline(minute=45 * DAY))
    later.then(e.DeadlineExtended(by=HOST, minute=45 * DAY))
    assert later.common.extensions == 1
    assert later.gauge("credibility") < story.gauge("credibility")


def _signed(*more, minute=DAY, endorse_calls=None, **options):
    numbers = {} if endorse_calls is None else {"endorse_calls": endorse_calls}
    paper = package(**{"perimeter": "four", "algorithm": "kept", **options})
    offer = e.OfferTabled(table=SALE, offer=1, by=BUYER, package=paper)
    asleep = [e.StopSet(actor=a.id, minute=WORLD.horizon) for a in index_of(WORLD).order]
    story = given(offer, *asleep, *more, minute=minute, **numbers)
    return story.when(SELLER, m.Accept(table=SALE, offer=1))


def test_an_extension_is_offered_whenever_it_is_open():
    # The paper was signed in time; its approvals run on beyond the day that was set.
    story = _signed(e.DeadlineSet(by=HOST, minute=3 * DAY))
    late = story.and_given(minute=20 * DAY)
    late.when(HOST, m.ExtendDeadline(minute=20 * DAY + 1)).then(
        e.DeadlineExtended(by=HOST, minute=20 * DAY + 1)
    )
    assert any(isinstance(move, m.ExtendDeadline) for move in late.legal(HOST))


def test_an_order_that_moves_nothing_is_taken_and_named_but_not_offered():
    story = _signed(ORDER).and_given(minute=WORLD.horizon - 3 * DAY)
    story.when(HOST, m.Order(deadline=WORLD.horizon)).then(
        e.OrderSigned(by=HOST, deadline=40 * DAY)
    )
    assert not any(isinstance(move, m.Order) for move in story.legal(HOST))
    assert "order" in legal_kinds(story.view(HOST))


def test_a_condition_on_the_first_issue_is_offered_when_no_other_is_left():
    demands = [
        e.ConditionSet(by=HOST, issue=issue.id, option=issue.options[0], paper=False)
        for issue in WORLD.issues[1:]
    ]
    story = given(*demands)
    first = WORLD.issues[0]
    story.when(HOST, m.Condition(issue=first.id, option=first.options[0])).then(
        e.ConditionSet(by=HOST, issue=first.id, option=first.options[0], paper=False)
    )
    assert any(isinstance(move, m.Condition) for move in story.legal(HOST))


# --- inquiries and undertakings ----------------------------------------------------------------


def _finding(seed, days, **numbers):
    story = given(e.InquiryOpened(by=ALLY), seed=seed, **numbers)
    story = story.when(ALLY, m.CloseInquiry(), days * DAY)
    return next(x.found for x in story.events if isinstance(x, e.InquiryClosed))


def test_an_inquiry_is_opened_once_and_closed_by_who_opened_it():
    story = given().when(ALLY, m.OpenInquiry()).then(e.InquiryOpened(by=ALLY))
    story.when(ALLY, m.OpenInquiry()).then_refused("already_done")
    given().when(ALLY, m.CloseInquiry()).then_refused("no_inquiry")
    closed = story.when(ALLY, m.CloseInquiry(), 3 * DAY)
    closed.when(ALLY, m.CloseInquiry(), 4 * DAY).then_refused("no_inquiry")


def test_an_inquiry_closed_before_its_time_finds_nothing():
    sure = {"misuse_prior_ppm": PPM, "misuse_found_ppm": PPM}
    days = number(WORLD, "inquiry_days")
    assert not any(_finding(seed, days - 1, **sure) for seed in range(20))
    assert all(_finding(seed, days, **sure) for seed in range(20))


def test_an_inquiry_finds_what_is_there_as_often_as_the_scenario_says():
    days, count = number(WORLD, "inquiry_days"), 300
    guilty = sum(_finding(seed, days, misuse_prior_ppm=PPM) for seed in range(count))
    innocent = sum(_finding(seed, days, misuse_prior_ppm=0) for seed in range(count))
    assert guilty == pytest.approx(count * number(WORLD, "misuse_found_ppm") / PPM, abs=40)
    assert innocent == pytest.approx(count * number(WORLD, "misuse_false_ppm") / PPM, abs=15)


ASKED = e.UndertakingSought(by=ALLY, to=SELLER)
PROMISED = e.UndertakingGiven(by=SELLER, to=ALLY)


def test_an_undertaking_is_given_or_not():
    seek = m.SeekUndertaking(of=SELLER)
    given(undertaking_ppm=0).when(ALLY, seek).then(ASKED)
    story = given(undertaking_ppm=PPM).when(ALLY, seek).then(ASKED, PROMISED)
    assert story.common.undertakings == 1
    given().when(ALLY, m.SeekUndertaking(of=BUYER)).then_refused("unknown_seat")


def test_an_open_inquiry_and_a_threat_help_to_get_an_undertaking():
    facts = (e.InquiryOpened(by=ALLY), e.ThreatMade(by=ALLY))
    odds = {"undertaking_ppm": 0, "undertaking_inquiry_ppm": PPM // 2}
    odds["undertaking_threat_ppm"] = PPM // 2
    given(*facts, **odds).when(ALLY, m.SeekUndertaking(of=SELLER)).then(ASKED, PROMISED)
    given(**odds).when(ALLY, m.SeekUndertaking(of=SELLER)).then(ASKED)


def test_undertakings_run_out():
    story = given(PROMISED, PROMISED)
    story.when(ALLY, m.SeekUndertaking(of=SELLER)).then_refused("saturated")


# --- conditions and consent --------------------------------------------------------------------


def test_a_condition_in_bargaining_is_a_public_word():
    move = m.Condition(issue="custody", option="cloud")
    story = given().when(HOST, move)
    story.then(e.ConditionSet(by=HOST, issue="custody", option="cloud", paper=False))
    story.when(HOST, m.Condition(issue="custody", option="escrow")).then_refused("already_done")
    one, other = package(custody="cloud"), package(custody="escrow")
    unmet = number(WORLD, "unmet_condition")
    for paper, missed in ((one, 0), (other, unmet)):
        before = reading(WORLD, given().common, HOST, paper)
        assert reading(WORLD, story.common, HOST, paper) == before - missed


CLOUD = m.Condition(issue="custody", option="cloud")


def test_a_condition_on_the_paper_must_be_taken_by_both_parties():
    story = _signed().when(HOST, CLOUD, 2 * DAY)
    story.then(e.ConditionSet(by=HOST, issue="custody", option="cloud", paper=True))
    story.when(HOST, m.Approve()).then_refused("amendment_open")
    story.when(ALLY, m.Block()).then_refused("amendment_open")
    yes = m.Accept(table=SALE, offer=0)
    story = story.when(BUYER, yes).then(e.ConditionTaken(by=BUYER))
    story.when(BUYER, yes).then_refused("already_done")
    story = story.when(SELLER, yes)
    paper = package(perimeter="four", algorithm="kept", custody="cloud")
    amended = e.TermsAmended(table=SALE, package=paper)
    story.then(e.ConditionTaken(by=SELLER), amended, e.ApprovalsOpened(needed=(HOST, ALLY)))
    assert story.common.paper.package == paper
    assert story.stop(HOST) > story.talks.minute
    story.when(HOST, CLOUD).then_refused("already_done")


def test_a_party_that_refuses_the_condition_leaves_the_paper_as_it_was():
    story = _signed().when(HOST, CLOUD, 2 * DAY).when(BUYER, m.Accept(table=SALE, offer=0))
    story = story.when(SELLER, m.Reject(table=SALE, offer=0)).then(e.ConditionRefused(by=SELLER))
    assert story.common.paper.amendment is None
    assert story.common.paper.accepted == ()
    assert story.common.paper.package["custody"] == package()["custody"]
    story.when(BUYER, m.Accept(table=SALE, offer=0)).then_refused("no_amendment")
    story.when(HOST, CLOUD, 3 * DAY).then_refused("already_done")


def test_a_condition_the_paper_already_meets_is_none():
    _signed(custody="cloud").when(HOST, CLOUD, 2 * DAY).then_refused("bad_package")
    story = _signed().when(HOST, CLOUD, 2 * DAY)
    story.when(RIVAL, m.Accept(table=SALE, offer=0)).then_refused("unknown_table")


@pytest.mark.parametrize(("setter", "waiting"), [(HOST, ALLY), (ALLY, HOST)])
@pytest.mark.parametrize("answer", [m.Accept, m.Reject], ids=["taken", "refused"])
def test_who_waited_while_a_condition_was_open_is_called_when_it_is_settled(
    setter, waiting, answer
):
    story = _signed().when(setter, CLOUD, 2 * DAY)
    # Its stop falls into the days in which the parties think about the other's condition.
    story = story.when(waiting, m.Wait(), 2 * DAY + 60)
    story = story.when(BUYER, answer(table=SALE, offer=0), 3 * DAY)
    if answer is m.Accept:
        story = story.when(SELLER, m.Accept(table=SALE, offer=0), 3 * DAY)
    assert story.common.paper.amendment is None
    assert story.common.consents[waiting] == "pending"
    assert story.stop(waiting) is not None
    assert story.stop(waiting) <= 30 * DAY


def test_the_last_consent_closes_the_paper():
    story = _signed(e.OrderSigned(by=HOST, deadline=40 * DAY))
    story = story.when(HOST, m.Approve(), 3 * DAY).then(e.DealApproved(by=HOST))
    assert story.outcome is None
    story.when(HOST, m.Approve()).then_refused("no_consent_due")
    sold = story.lucky(lambda s: s.when(ALLY, m.Approve()).outcome == "deal")
    sold = sold.when(ALLY, m.Approve())
    sold.then(
        e.DealApproved(by=ALLY), e.TalksEnded(kind="deal", package=story.common.paper.package)
    )
    slipped = story.lucky(lambda s: s.when(ALLY, m.Approve()).outcome is None)
    slipped.when(ALLY, m.Approve()).then(e.DealApproved(by=ALLY), e.TalksFailed(kind="lapsed"))


def test_a_veto_blocks_and_a_refusal_without_one_only_costs():
    blocked = _signed().when(HOST, m.Block(), 3 * DAY)
    blocked.then(e.DealBlocked(by=HOST), e.TalksEnded(kind="blocked", package=None))
    story = _signed().when(ALLY, m.Block(), 3 * DAY).then(e.DealBlocked(by=ALLY))
    assert story.outcome is None
    assert story.gauge("users") < given().gauge("users", 3 * DAY)
    assert index_of(WORLD).consents[ALLY].veto is False


def test_the_licensor_is_asked_about_technology_and_may_block():
    story = _signed(perimeter="us", algorithm="transferred")
    assert tuple(story.common.consents) == (HOST, LICENSOR)
    story.when(LICENSOR, m.Block(), 3 * DAY).then(
        e.DealBlocked(by=LICENSOR), e.TalksEnded(kind="blocked", package=None)
    )
    _signed(perimeter="us").when(LICENSOR, m.Approve()).then_refused("no_consent_due")


def test_an_endorsement_lowers_the_other_authoritys_bar():
    story = _signed()
    after = story.when(ALLY, m.Endorse()).then(e.DealEndorsed(by=ALLY))
    gap = own_bar(story.view(HOST)) - own_bar(after.view(HOST))
    assert gap == number(WORLD, "bar_endorsed")
    after.when(ALLY, m.Endorse()).then_refused("already_done")
    given().when(ALLY, m.Endorse()).then_refused("wrong_phase")


def test_an_endorsement_calls_who_has_still_to_consent_where_the_scenario_says_so():
    heard, unheard = (_signed(endorse_calls=calls).when(ALLY, m.Endorse()) for calls in (1, 0))
    assert heard.stop(HOST) <= heard.talks.minute + DAY < unheard.stop(HOST)
    assert heard.stop(BUYER) == unheard.stop(BUYER)
