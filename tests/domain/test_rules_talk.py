"""
Goal: words between two: what is asked, told, shown, begged for, and who hears of it.
"""

import itertools

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
    PARTNER,
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
from sim.domain.moves import TextRef
from sim.domain.rules.consent import believed_bar, own_bar
from sim.domain.rules.numbers import number
from sim.domain.talks import QUESTIONS_KEPT
from sim.domain.units import PPM
from sim.domain.views import reservation

ASK = m.Ask(to=SELLER, question="reservation")
ASKED = e.QuestionAsked(by=BUYER, to=SELLER, number=1, question="reservation")


def test_a_question_stands_open_until_it_is_answered():
    story = given().when(BUYER, ASK).then(ASKED)
    story.when(BUYER, ASK).then_refused("question_open")
    answered = story.when(SELLER, m.Answer(to=BUYER, number=1, honest=True))
    answered.when(SELLER, m.Answer(to=BUYER, number=1, honest=True)).then_refused("no_question")
    answered.when(BUYER, ASK).then(attrs.evolve(ASKED, number=2))


def test_parties_are_asked_for_their_reservation_and_authorities_for_their_bar():
    given().when(BUYER, m.Ask(to=SELLER, question="threshold")).then_refused("unknown_question")
    given().when(BUYER, m.Ask(to=HOST, question="reservation")).then_refused("unknown_question")
    given().when(BUYER, m.Ask(to=HOST, question="threshold")).then(
        e.QuestionAsked(by=BUYER, to=HOST, number=1, question="threshold")
    )


@pytest.mark.parametrize("nobody", [BUYER, RIVAL, LICENSOR, PRESS, HOUSE, "nobody"])
def test_only_another_seat_is_asked(nobody):
    move = m.Ask(to=nobody, question="reservation")
    given().when(BUYER, move).then_refused("unknown_seat")


def test_an_honest_answer_tells_the_reservation_and_narrows_the_askers_belief():
    story = given(ASKED)
    truth = reservation(story.view(SELLER))
    spread = number(WORLD, "reservation_spread") * number(WORLD, "belief_spread_ppm") // PPM
    story.when(SELLER, m.Answer(to=BUYER, number=1, honest=True)).then(
        e.QuestionAnswered(by=SELLER, to=BUYER, number=1, question="reservation", value=truth),
        e.BeliefNarrowed(by=BUYER, about=SELLER, quantity="reservation", mean=truth, spread=spread),
    )


def test_an_evasive_answer_is_shaded_in_ones_own_favour_and_looks_the_same():
    story = given(ASKED, evasion_micro=500)
    honest, evasive = (
        story.when(SELLER, m.Answer(to=BUYER, number=1, honest=honest)) for honest in (True, False)
    )
    told = [
        next(x for x in s.events if isinstance(x, e.QuestionAnswered)) for s in (honest, evasive)
    ]
    assert told[1] == attrs.evolve(told[0], value=told[0].value + 500)
    assert evasive.view(BUYER).own.beliefs[0].mean == told[1].value


def test_an_authority_answers_with_its_own_bar():
    story = given(e.QuestionAsked(by=BUYER, to=HOST, number=1, question="threshold"))
    bar = own_bar(story.view(HOST))
    story = story.when(HOST, m.Answer(to=BUYER, number=1, honest=True))
    assert next(x.value for x in story.events if isinstance(x, e.QuestionAnswered)) == bar
    assert believed_bar(story.view(BUYER), HOST)[0] == bar


def test_nobody_else_hears_question_and_answer():
    before = given()
    after = before.when(BUYER, ASK).when(SELLER, m.Answer(to=BUYER, number=1, honest=True))
    for other in (HOST, ALLY, RIVAL, LICENSOR, COURT, PRESS, HOUSE):
        assert g.seen_bytes(after.view(other)) == g.seen_bytes(before.view(other))


def test_an_open_question_is_not_forgotten_however_many_follow():
    others = [
        e.QuestionAsked(by=SELLER, to=BUYER, number=number, question="reservation")
        for number in range(2, QUESTIONS_KEPT + 3)
    ]
    story = given(ASKED, *others)
    told = story.when(SELLER, m.Answer(to=BUYER, number=1, honest=True)).events
    assert isinstance(told[0], e.QuestionAnswered)


def test_what_is_shown_with_proof_is_believed_exactly():
    story = given()
    truth = reservation(story.view(SELLER))
    story.when(SELLER, m.Disclose(to=BUYER, fact="reservation")).then(
        e.FactDisclosed(by=SELLER, to=BUYER, fact="reservation", value=truth),
        e.BeliefNarrowed(by=BUYER, about=SELLER, quantity="reservation", mean=truth, spread=1),
    )


SHOW = m.Disclose(to=BUYER, fact="reservation")


def after_a_proof(days, **numbers):
    """
    Return what the seller may do so many days after it has shown the buyer its reservation.
    """
    return given(**numbers).when(SELLER, SHOW).and_given(minute=days * DAY)


def test_a_proof_is_shown_again_to_the_same_seat_only_after_its_rest():
    after_a_proof(13, proof_rest_days=14).when(SELLER, SHOW).then_refused("resting")
    again = after_a_proof(14, proof_rest_days=14).when(SELLER, SHOW)
    assert isinstance(again.events[0], e.AttentionSpent)
    again.and_given(minute=20 * DAY).when(SELLER, SHOW).then_refused("resting")


def test_a_proof_to_one_seat_rests_neither_that_to_another_nor_anothers_own():
    story = after_a_proof(1, proof_rest_days=14)
    assert story.when(SELLER, m.Disclose(to=HOST, fact="reservation")).events
    assert story.when(BUYER, m.Disclose(to=SELLER, fact="reservation")).events


def test_a_proof_does_not_rest_where_a_scenario_names_no_days():
    assert after_a_proof(1, proof_rest_days=0).when(SELLER, SHOW).events


def test_one_shows_only_what_one_knows_of_oneself():
    given().when(SELLER, m.Disclose(to=BUYER, fact="threshold")).then_refused("unknown_question")
    given().when(HOST, m.Disclose(to=BUYER, fact="reservation")).then_refused("unknown_question")
    given().when(SELLER, m.Disclose(to=RIVAL, fact="reservation")).then_refused("unknown_seat")


# --- lobbying and inviting ---------------------------------------------------------------------


def test_each_lobby_lowers_the_bar_less_than_the_one_before():
    story, bars = given(), []
    bars.append(own_bar(story.view(HOST)))
    for day in range(3):
        story = story.when(BUYER, m.Lobby(to=HOST), day * DAY + 600)
        story.then(e.AuthorityLobbied(by=BUYER, to=HOST))
        bars.append(own_bar(story.view(HOST, 0)) + _drifted(story))
    steps = [before - after for before, after in itertools.pairwise(bars)]
    first, again = number(WORLD, "bar_lobby"), number(WORLD, "again_ppm")
    second = first * again // PPM
    assert steps == [first, second, second * again // PPM]
    story.when(BUYER, m.Lobby(to=HOST), 4 * DAY).then_refused("saturated")


def _drifted(story):
    # The public part of the bar follows the hawks, who drift by themselves.
    fresh, later = given().view(HOST), given().view(HOST, story.view(HOST, 0).minute)
    return own_bar(fresh) - own_bar(later)


def test_lobbying_is_known_to_the_two_and_to_nobody_else():
    before = given()
    after = before.when(BUYER, m.Lobby(to=HOST))
    for other in (SELLER, ALLY, RIVAL, LICENSOR):
        assert g.seen_bytes(after.view(other)) == g.seen_bytes(before.view(other))
    assert after.view(HOST).channels != before.view(HOST).channels


def test_only_the_seller_has_the_ear_of_the_licensor():
    given().when(BUYER, m.Lobby(to=LICENSOR)).then_refused("not_yours")
    given().when(SELLER, m.Lobby(to=LICENSOR)).then(e.AuthorityLobbied(by=SELLER, to=LICENSOR))
    given().when(BUYER, m.Lobby(to=SELLER)).then_refused("no_authority")


def test_the_seller_invites_twice_at_most():
    story = given().when(SELLER, m.Invite(), 600).then(e.RivalInvited(by=SELLER, to=RIVAL))
    story = story.when(SELLER, m.Invite(), 2 * DAY)
    story.when(SELLER, m.Invite(), 4 * DAY).then_refused("saturated")
    given().when(BUYER, m.Invite()).then_refused("not_yours")


def test_the_buyer_does_not_hear_of_an_invitation():
    before = given(minute=600)
    after = before.when(SELLER, m.Invite())
    assert g.seen_bytes(after.view(BUYER)) == g.seen_bytes(before.view(BUYER))


def test_the_buyer_does_not_hear_of_offers_at_a_table_where_it_does_not_sit():
    mine = [
        e.OfferTabled(table=PARTNER, offer=1, by=SELLER, package=package(price=30_000)),
    ]
    before = given(*mine, minute=600)
    after = before.when(SELLER, m.Propose(table=PARTNER, package=package(price=29_500)))
    assert g.seen_bytes(after.view(BUYER)) == g.seen_bytes(before.view(BUYER))


# --- remarks -----------------------------------------------------------------------------------

TEXT = TextRef(text="0123456789abcdef", commit="0" * 64)


def test_a_remark_is_public_or_for_one():
    given().when(HOST, m.Say(topic="remark.no_comment")).then(
        e.RemarkMade(by=HOST, topic="remark.no_comment", text=None)
    )
    story = given()
    after = story.when(HOST, m.Say(topic="text", to=ALLY, text=TEXT))
    after.then(e.RemarkWhispered(by=HOST, to=ALLY, topic="text", text=TEXT))
    assert g.seen_bytes(after.view(BUYER)) == g.seen_bytes(story.view(BUYER))


def test_a_remark_has_a_text_exactly_if_it_says_so():
    given().when(HOST, m.Say(topic="text")).then_refused("no_text")
    given().when(HOST, m.Say(topic="remark.no_comment", text=TEXT)).then_refused("no_text")
    given().when(HOST, m.Say(topic="remark.no_comment", to="nobody")).then_refused("unknown_seat")


WHAT_PEOPLE_TYPE = "My name is Jane Doe, call me on 555 0199"


@pytest.mark.parametrize(
    "move",
    [
        m.Say(topic=WHAT_PEOPLE_TYPE),
        m.Say(topic="text", text=TextRef(text=WHAT_PEOPLE_TYPE, commit="0" * 64)),
        m.Say(topic="text", text=TextRef(text="0123456789abcdef", commit=WHAT_PEOPLE_TYPE)),
        m.Wait(failed=WHAT_PEOPLE_TYPE),
    ],
    ids=["topic", "text id", "commitment", "reason of a wait"],
)
def test_no_free_text_enters_a_line_through_a_move(move):
    story = given().when(BUYER, move)
    assert not hasattr(story.found, "events"), story.found


def test_no_rule_listens_to_a_remark():
    story = given(minute=600)
    after = story.when(BUYER, m.Say(topic="remark.no_comment"))
    assert len(after.events) == 1
    assert after.talks.agenda == story.talks.agenda
    assert after.common == story.common


@pytest.mark.parametrize("table", [SALE, PARTNER])
def test_two_who_share_a_table_talk_in_its_channel(table):
    one, other = next(t.members for t in WORLD.tables if t.id == table)
    assert given().channel(one, other).id == table
