"""
Goal: the desk says why an offer was not taken and what waiting costs, from the seat's view alone.
"""

import attrs
import pytest
from driver import Person
from tables import desk, disguised, let_play, seat_in, wait_until
from test_desk_secrets import CANARY, NAME

from game import text
from game.presenters.make_desk_odds import weakest_factor
from game.presenters.make_desk_press import ban_cost
from game.presenters.make_desk_why import own_offer, why_not
from sim.domain.rules.odds import ban_odds
from sim.domain.talks import Commitment, changed
from sim.domain.units import PPM
from sim.domain.views import standing_offers

LANGS = ("en", "fr")


@pytest.fixture(scope="module")
def played():
    """Return a desk at which a stubborn offer stands against theirs."""
    person = Person("desk", desk(None, seat_in("buyer")))
    let_play(person)
    wait_until(person, 12, {0: ("shift+left", "shift+left", "enter")})
    return person.screen.port


@pytest.mark.parametrize("lang", LANGS)
def test_an_offer_that_stands_says_what_they_ask_instead(played, lang):
    sight = played._sight(text.load(lang))
    table = sight.table
    mine = own_offer(sight, table)
    theirs = [one for one in standing_offers(sight.view, table) if one.by != sight.seat][-1]
    words, price = sight.words, sight.scenario.issues[0].id
    why = why_not(sight, table, mine.package)
    assert words.one(price, theirs.package[price]) in why
    assert words.one(price, mine.package[price]) in why
    rows = played.model(text.load(lang)).board.offers
    assert why in next(row for row in rows if row.own).hint


def test_an_unlikely_consent_is_named_and_a_likely_one_is_not(played):
    sight = played._sight(text.load("en"))
    offers = standing_offers(sight.view, sight.table)
    for offer in offers:
        named = "could fail" in why_not(sight, sight.table, offer.package)
        assert named == (weakest_factor(sight, offer.package)[1] < PPM // 2)


def _with_line(sight, by, issue, option):
    """Return what the desk sees if somebody held this public line."""
    held = Commitment(by=by, issue=issue, line=option, weight=1_000)
    common = changed(sight.view.common, commitments=(held,))
    return attrs.evolve(sight, view=attrs.evolve(sight.view, common=common))


def test_a_public_line_is_named_only_by_an_offer_that_does_not_keep_it(played):
    sight = played._sight(text.load("en"))
    package = own_offer(sight, sight.table).package
    other = next(one for one in sight.scenario.issues if one.id == "custody")
    broken = next(option for option in other.options if option != package[other.id])
    seller, ally = seat_in("seller"), seat_in("ally")
    for by, option, named in (
        (seller, broken, True),
        (seller, package[other.id], False),
        (sight.seat, broken, False),
        (ally, broken, False),
    ):
        told = why_not(_with_line(sight, by, other.id, option), sight.table, package)
        assert ("holds a public line" in told) == named, (by, option)


def test_the_reason_knows_no_secret(played):
    words = text.load("en")
    mine = own_offer(played._sight(words), played._sight(words).table)
    before = why_not(played._sight(words), played._sight(words).table, mine.package)
    talks = played.session.talks
    played.session.talks = disguised(played.session, played.seat, NAME, CANARY)
    played._seen = None
    after = why_not(played._sight(words), played._sight(words).table, mine.package)
    played.session.talks, played._seen = talks, None
    assert after == before


def test_the_cost_of_waiting_names_gauges_and_the_odds_of_a_ban(played):
    model = played.model(text.load("en"))
    sight = played._sight(text.load("en"))
    common, until = sight.view.common, sight.next_minute
    now, then = (ban_odds(sight.scenario, common, at).ban for at in (sight.minute, until))
    said = ban_cost(sight, until)
    assert bool(said) == (round(now / 10_000) != round(then / 10_000))
    assert all(one in model.paper.forecast for one in said)
    assert model.tiles[-1].id == "wait"
    assert model.paper.forecast
    assert model.paper.forecast in model.tiles[-1].hint


@pytest.mark.parametrize("role", ["ally", "host"])
def test_a_signed_paper_has_one_figure(role):
    port = desk(None, seat_in(role))
    words = text.load("en")
    for _ in range(100):
        while port.work():
            pass
        if port.session.over or port.session.talks.common.paper is not None:
            break
        port.send("wait", {})
    sight, model = port._sight(words), port.model(words)
    assert sight.view.common.paper is not None
    figure = sight.words.amount(sight.worth(sight.paper))
    approve = next(one for one in model.board.verdicts if one.tile == "approve")
    assert figure in approve.line
    assert any(figure in shown for shown in (model.own.figure, *model.own.notes))
    assert attrs.asdict(model)
