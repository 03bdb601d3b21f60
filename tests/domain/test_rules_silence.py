"""
Goal: saying nothing about a signed paper holds nobody up for ever, and is never a veto.
"""

import pytest
from spec import ALLY, BUYER, DAY, HOST, HOUSE, SALE, SELLER, WORLD, given, package

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.projections.transcript import transcript

SILENCE = 10
CLOUD = m.Condition(issue="custody", option="cloud")
YES, NO = m.Accept(table=SALE, offer=0), m.Reject(table=SALE, offer=0)


def _signed(**numbers):
    paper = package(perimeter="four", algorithm="kept")
    offer = e.OfferTabled(table=SALE, offer=1, by=BUYER, package=paper)
    asleep = [e.StopSet(actor=a.id, minute=WORLD.horizon) for a in index_of(WORLD).order]
    house = e.StopSet(actor=HOUSE, minute=2 * DAY)
    numbers = {"silence_days": SILENCE, "slip_ppm": 0, **numbers}
    story = given(offer, *asleep, house, minute=DAY, **numbers)
    return story.when(SELLER, m.Accept(table=SALE, offer=1))


def _settled(story, minute):
    return story.when(HOUSE, m.Wait(), minute)


def test_an_ally_that_says_nothing_has_consented_after_ten_days():
    story = _signed().when(HOST, m.Approve(), 3 * DAY)
    early = _settled(story, 11 * DAY - 1)
    assert early.common.consents[ALLY] == "pending"
    assert early.stop(HOUSE) == 11 * DAY
    late = _settled(early, 11 * DAY)
    late.then(e.DealApproved(by=ALLY), e.TalksEnded(kind="deal", package=late.common.paper.package))


def test_silence_never_casts_or_waives_a_veto():
    story = _settled(_signed(), 11 * DAY).then(e.DealApproved(by=ALLY))
    assert story.common.consents == {HOST: "pending", ALLY: "approved"}
    assert _settled(story, 60 * DAY).then().outcome is None
    blocked = story.when(HOST, m.Block(), 12 * DAY)
    assert blocked.outcome == "blocked"


@pytest.mark.parametrize(("said", "silent"), [((), BUYER), ((BUYER,), SELLER)])
def test_a_condition_left_unanswered_is_refused_and_its_author_asked_again(said, silent):
    story = _signed().when(HOST, CLOUD, 3 * DAY)
    for member in said:
        story = story.when(member, YES, 4 * DAY)
    early = _settled(story, 13 * DAY - 1).then()
    late = _settled(early, 13 * DAY).then(e.ConditionRefused(by=silent))
    assert late.common.paper.amendment is None
    assert late.stop(HOST) < 15 * DAY
    late.when(HOST, m.Block()).then(
        e.DealBlocked(by=HOST), e.TalksEnded(kind="blocked", package=None)
    )


def test_every_step_on_the_paper_lets_silence_run_anew():
    story = _signed().when(HOST, CLOUD, 5 * DAY).when(BUYER, NO, 8 * DAY)
    assert _settled(story, 18 * DAY - 1).common.consents[ALLY] == "pending"
    assert _settled(story, 18 * DAY).common.consents[ALLY] == "approved"


def test_where_the_scenario_names_no_days_silence_means_nothing():
    story = _signed(silence_days=0).when(HOST, m.Approve(), 3 * DAY)
    assert _settled(story, 100 * DAY).common.consents[ALLY] == "pending"


def test_what_silence_did_is_not_told_as_a_word_of_the_silent():
    silent = _settled(_signed(), 11 * DAY)
    spoken = _signed().when(ALLY, m.Approve(), 3 * DAY)
    refused = _settled(_signed().when(HOST, CLOUD, 3 * DAY), 13 * DAY)
    told = [
        {line.key for line in transcript(WORLD, [story.found])}
        for story in (silent, spoken, refused)
    ]
    assert "event.consent.silent" in told[0]
    assert "event.deal.approved" in told[1]
    assert "event.condition.silent" in told[2]


# --- an inquiry dropped early, and whose threat a drift means -----------------------------------


def test_an_inquiry_dropped_before_its_time_costs_what_it_bought():
    quiet = given(minute=5 * DAY)
    hasty = given().when(ALLY, m.OpenInquiry(), 2 * DAY).when(ALLY, m.CloseInquiry(), 5 * DAY)
    assert hasty.gauge("backbench") > quiet.gauge("backbench")
    patient = given(misuse_false_ppm=0, misuse_prior_ppm=0)
    patient = patient.when(ALLY, m.OpenInquiry(), 2 * DAY).when(ALLY, m.CloseInquiry(), 20 * DAY)
    assert patient.gauge("backbench") < given(minute=20 * DAY).gauge("backbench")


ORDERED = (e.ThreatMade(by=HOST), e.OrderSigned(by=HOST, deadline=60 * DAY))


@pytest.mark.parametrize(
    ("facts", "moves"),
    [((), False), (ORDERED, False), ((e.ThreatMade(by=ALLY),), True),
     ((*ORDERED, e.ThreatMade(by=ALLY)), True)],
    ids=["nobody", "host alone", "ally alone", "both"],
)  # fmt: skip
def test_users_of_the_ally_mind_its_own_threat_and_no_other(facts, moves):
    story = given(*facts, minute=DAY)
    assert (story.gauge("users", 20 * DAY) < story.gauge("users")) == moves


def test_the_audience_of_the_host_hears_its_own_threat_and_no_other():
    ally, host = (given(e.ThreatMade(by=who), minute=DAY) for who in (ALLY, HOST))
    assert ally.gauge("audience", 20 * DAY) == ally.gauge("audience")
    assert host.gauge("audience", 20 * DAY) > host.gauge("audience")
