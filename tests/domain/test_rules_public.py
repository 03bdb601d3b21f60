"""
Goal: public words bind who says them, and the press tells no author unless one is traced.
"""

import generators as g
import pytest
from spec import ALLY, BUYER, DAY, HOST, SELLER, WORLD, given, package

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.rules.numbers import number
from sim.domain.rules.worth import charges
from sim.domain.units import PPM
from sim.domain.views import stand_of

LINE = m.State(issue="price", line=20_000)
LINED = e.CommitmentMade(by=BUYER, issue="price", line=20_000, weight=1000)


def test_a_line_weighs_more_with_every_repetition_up_to_a_cap():
    story = given().when(BUYER, LINE).then(LINED)
    story = story.when(BUYER, LINE, DAY).then(
        e.CommitmentMade(by=BUYER, issue="price", line=20_000, weight=500)
    )
    assert story.common.commitments[0].weight == 1500
    story = story.when(BUYER, LINE, 2 * DAY)
    assert story.common.commitments[0].weight == 2000
    story.when(BUYER, LINE, 3 * DAY).then_refused("saturated")


def test_a_line_names_an_issue_and_one_of_its_options():
    given().when(BUYER, m.State(issue="weather", line=1)).then_refused("unknown_issue")
    given().when(BUYER, m.State(issue="price", line=1)).then_refused("bad_package")
    given().when(BUYER, m.State(issue="treasury", line=False)).then_refused("bad_package")
    given().when(HOST, LINE).then_refused("not_yours")


def test_a_broken_line_costs_a_quarter_of_what_it_would_have_kept():
    story = given(LINED)
    view = story.view(BUYER)

    def cost(price):
        return charges(stand_of(view), package(price=price))

    unit = WORLD.preferences[BUYER].unit
    assert cost(20_000) == 0
    assert cost(15_000) == 0
    assert cost(24_000) == 4 * unit // 4


def test_a_line_can_be_taken_back():
    story = given(LINED).when(BUYER, m.Retract()).then(e.CommitmentRetracted(by=BUYER))
    assert story.common.commitments == ()
    story.when(BUYER, m.Retract()).then_refused("nothing_to_retract")


def test_an_authority_takes_its_threat_back_and_its_order_with_it():
    order = e.OrderSigned(by=HOST, deadline=40 * DAY)
    story = given(e.ThreatMade(by=HOST), order).when(HOST, m.Retract())
    story.then(e.ThreatWithdrawn(by=HOST))
    assert story.common.threats == ()
    assert story.common.order_minute is None
    assert story.common.deadline is None
    assert story.gauge("credibility") < given().gauge("credibility")


def test_a_pledge_is_made_once_on_an_issue():
    story = given().when(SELLER, m.Pledge(issue="jobs", option=25_000))
    story.then(e.PledgeMade(by=SELLER, issue="jobs", option=25_000))
    story.when(SELLER, m.Pledge(issue="jobs", option=10_000)).then_refused("already_done")
    story.when(SELLER, m.Pledge(issue="custody", option="cloud")).then(
        e.PledgeMade(by=SELLER, issue="custody", option="cloud")
    )


# --- the press ---------------------------------------------------------------------------------

SPLIT = m.Leak(card="split")


def test_a_story_names_no_author():
    story = given(traced_ppm=0).when(SELLER, SPLIT)
    story.then(e.CardPlayed(by=SELLER, card="split"), e.StoryPublished(card="split"))
    shown = g.seen_bytes(story.view(HOST))
    other = given(traced_ppm=0).when(BUYER, SPLIT)
    assert shown == g.seen_bytes(other.view(HOST))


def test_a_traced_leak_costs_trust():
    story = (
        given(traced_ppm=PPM)
        .when(SELLER, SPLIT)
        .then(
            e.CardPlayed(by=SELLER, card="split"),
            e.StoryPublished(card="split"),
            e.LeakTraced(by=SELLER, card="split"),
        )
    )
    assert story.gauge("trust") < given().gauge("trust")


def test_a_leak_is_traced_as_often_as_the_scenario_says():
    traced = sum(
        any(isinstance(x, e.LeakTraced) for x in given(seed=seed).when(SELLER, SPLIT).events)
        for seed in range(400)
    )
    assert traced == pytest.approx(400 * number(WORLD, "traced_ppm") / PPM, abs=40)


def test_between_two_leaks_of_one_seat_lies_a_rest():
    rest = number(WORLD, "leak_rest_minutes")
    story = given(minute=600).when(SELLER, SPLIT)
    again = m.Leak(card="close")
    story.when(SELLER, again, 600 + rest - 1).then_refused("resting")
    assert story.when(BUYER, again, 600).events
    assert story.when(SELLER, again, 600 + rest).events


def test_cards_belong_to_roles():
    given().when(HOST, SPLIT).then_refused("unknown_card")
    given().when(BUYER, m.Leak(card="drafted")).then_refused("unknown_card")
    given(traced_ppm=0).when(ALLY, m.Leak(card="doubts")).then(
        e.CardPlayed(by=ALLY, card="doubts"), e.StoryPublished(card="doubts")
    )
