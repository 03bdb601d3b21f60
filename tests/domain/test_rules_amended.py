"""
Goal: nobody keeps a gain that the next step should have taken away, and an ally's acts spread.
"""

import pytest
from spec import ALLY, BUYER, DAY, HOST, LICENSOR, SALE, SELLER, WORLD, given, package

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.talks import PENDING
from sim.domain.views import view_for

YES = m.Accept(table=SALE, offer=0)
CUSTODY = m.Condition(issue="custody", option="cloud")


def _signed(*facts, **numbers):
    paper = package(perimeter="four", algorithm="kept")
    offer = e.OfferTabled(table=SALE, offer=1, by=BUYER, package=paper)
    asleep = [e.StopSet(actor=a.id, minute=WORLD.horizon) for a in index_of(WORLD).order]
    story = given(offer, *asleep, *facts, minute=DAY, slip_ppm=0, **numbers)
    return story.when(SELLER, m.Accept(table=SALE, offer=1))


def _amended(**numbers):
    """
    Sign, let the ally consent, let the host demand another custody, and both parties take it.
    """
    story = _signed(**numbers).when(ALLY, m.Approve(), 2 * DAY).when(HOST, CUSTODY, 3 * DAY)
    asleep = e.StopSet(actor=ALLY, minute=WORLD.horizon)
    return story.when(BUYER, YES, 4 * DAY).and_given(asleep).when(SELLER, YES)


def test_a_consent_given_before_the_paper_was_amended_is_asked_for_again():
    story = _amended()
    paper = package(perimeter="four", algorithm="kept", custody="cloud")
    story.then(
        e.ConditionTaken(by=SELLER),
        e.TermsAmended(table=SALE, package=paper),
        e.ApprovalsOpened(needed=(HOST, ALLY)),
    )
    assert story.common.consents == {HOST: PENDING, ALLY: PENDING}
    assert story.talks.minute < story.stop(ALLY) < story.talks.minute + 2 * DAY
    story = story.when(HOST, m.Approve()).then(e.DealApproved(by=HOST))
    story.when(ALLY, m.Approve()).then(
        e.DealApproved(by=ALLY), e.TalksEnded(kind="deal", package=paper)
    )


def test_an_amendment_that_reaches_further_asks_who_was_not_asked_before():
    story = _signed(e.ExportRestricted(by=LICENSOR))
    assert set(story.common.consents) == {HOST, ALLY}
    story = story.when(HOST, m.Condition(issue="algorithm", option="licensed"), 2 * DAY)
    story = story.when(BUYER, YES, 3 * DAY).when(SELLER, YES)
    assert set(story.common.consents) == {HOST, ALLY, LICENSOR}
    assert story.stop(LICENSOR) < 5 * DAY


def test_where_the_scenario_does_not_say_so_a_consent_stands():
    story = _amended(amended_asks=0)
    assert story.common.consents == {HOST: PENDING, ALLY: "approved"}


def test_talks_that_end_over_an_open_inquiry_leave_the_ally_without_a_finding():
    left = _signed().when(ALLY, m.OpenInquiry(), 2 * DAY).when(ALLY, m.Approve())
    none = _signed().when(ALLY, m.Approve(), 2 * DAY)
    left, none = (story.when(HOST, m.Approve(), 3 * DAY) for story in (left, none))
    assert left.outcome == none.outcome == "deal"
    assert left.gauge("backbench") > none.gauge("backbench")


def test_an_inquiry_that_was_closed_is_not_charged_again_at_the_end():
    story = _signed().when(ALLY, m.OpenInquiry(), 2 * DAY).when(ALLY, m.CloseInquiry(), 3 * DAY)
    before = story.when(ALLY, m.Approve())
    after = before.when(HOST, m.Approve())
    assert after.outcome == "deal"
    assert after.gauge("backbench") == before.gauge("backbench")


@pytest.mark.parametrize(
    ("facts", "percent"),
    [((m.OpenInquiry(),), 5), ((m.Threaten(),), 8), ((m.Threaten(), m.Retract()), 0),
     ((m.OpenInquiry(), m.CloseInquiry()), 0), ((m.OpenInquiry(), m.Threaten()), 13)],
)  # fmt: skip
def test_what_an_ally_does_others_may_follow_and_the_seller_keeps_less(facts, percent):
    quiet = story = given(minute=DAY, ban_ppm=0)
    for move in facts:
        story = story.when(ALLY, move)
    own = story.talks.private[SELLER]
    kept, before = (
        worth.outcome_utility(
            worth.Stand(scenario=WORLD, common=one.common, minute=DAY, seat=SELLER, own=own),
            "lapsed", None,
        )
        for one in (story, quiet)
    )  # fmt: skip
    unit = WORLD.preferences[SELLER].unit
    assert before - kept == percent * unit // 5
    assert view_for(BUYER, story.talks, DAY).common.gauges == story.common.gauges
