"""What two whole games played by eye stumbled over, each as a test that it stays mended."""

import attrs
import pygame
import pytest
from driver import Person
from tables import desk, let_play, ready, seat_in, seen_anew, sit

from game import text, theme
from game.box import Box
from game.paint import Painter
from game.parts import badges, board
from game.parts.grid import Grid
from game.parts.strip import _border, _colour
from game.presenters.desk import Strip
from game.sprites import Look, rounded, whole
from sim.domain.lookup import index_of

LANGS = ("en", "fr")
CAP_HIGH = 20
"""How high the cap of a key is drawn."""


def tile(person, kind):
    """Return the tile of a kind of move."""
    tiles = person.screen.port.model(person.app.context.text).tiles
    return next(one for one in tiles if one.id == kind)


def test_a_move_dearer_than_what_is_left_says_what_it_needs():
    person = sit(None, seat_in("buyer"))
    person.press("enter")
    assert person.screen.port._view().attention_left == 1
    assert tile(person, "lobby").lines == ("needs 2, 1 left today",)
    person.press("l")
    assert tile(person, "lobby").lines == ("no attention left today",)


@pytest.mark.parametrize("lang", LANGS)
def test_the_key_of_a_locked_move_says_why_it_is_locked(lang):
    person = sit(None, seat_in("buyer"), lang)
    person.press("enter")
    locked, before = tile(person, "lobby"), len(person.screen.port.session.decisions)
    person.press(locked.key)
    assert locked.lines[0] in person.screen.refused
    assert len(person.screen.port.session.decisions) == before


@pytest.mark.parametrize("lang", LANGS)
def test_a_draft_that_pays_what_counsel_barred_names_the_term(lang):
    port = ready(None, seat_in("buyer"))
    scenario, words = port.session.scenario, text.load(lang)
    paid = next(one for one in scenario.issues if one.unit == "musd" and one.id != "price")
    talks = port.session.talks
    barred = attrs.evolve(talks.common, voided=(paid.id,))
    port.session.talks = attrs.evolve(talks, common=barred)
    seen_anew(port)
    port.set_term(paid.id, 1)
    model = port.model(words)
    named = port._sight_in(port._spoken(lang)).words.issue(paid.id)
    assert not model.tiles[0].open
    assert named in model.tiles[0].lines[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_a_proof_says_what_it_shows_before_it_is_shown(lang):
    for role in ("buyer", "host"):
        port = ready(None, seat_in(role))
        model = port.model(text.load(lang))
        proof = next(one for one in model.tiles if one.id == "disclose")
        assert any(sign.isdigit() for sign in proof.confirm)
        assert proof.fields


def test_a_new_stop_begins_at_the_first_page_of_moves():
    person = sit(None, seat_in("buyer"))
    person.press(".")
    assert person.screen.page == 1
    person.press("space")
    let_play(person)
    assert person.screen.page == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_dusk_speaks_of_no_earlier_stop(lang):
    person = Person("desk", desk(None, seat_in("buyer")), lang)
    person.app.context.dusk, person.app.context.motion = True, False
    words, titles = person.app.context.text, []
    while len(titles) < 2:
        if person.screen.keys == "dusk":
            titles.append(person.screen.port.model(words).title)
            person.press("escape")
        person.press("space") if not person.screen.lively else person.app.step([], 0.016)
    assert titles == [words("ui.dusk.title_first"), words("ui.dusk.title")]


def test_news_that_is_no_longer_new_says_of_which_day_it_is():
    person = sit(None, seat_in("buyer"))
    port, words = person.screen.port, person.app.context.text
    for _ in range(12):
        page = port.model(words).paper
        sight = port._sight_in(port._spoken("en"))
        public = [one for one in sight.told if one.event.AUDIENCE == "public" and one.weight > 1]
        if public and not any(one.fresh for one in sight.told):
            break
        person.press("space")
        let_play(person)
    assert page.body.startswith(sight.words.date(public[-1].minute))


def test_no_term_of_an_offer_is_told_by_a_bare_amount():
    port = ready(None, seat_in("buyer"))
    words = port._sight_in(port._spoken("en")).words
    issues = index_of(port.session.scenario).issues
    told = words.package(port._sight_in(port._spoken("en")).draft, tuple(issues))
    first, *others = told.split(", ")
    assert first.startswith("$")
    assert [one for one in others if one.replace(" ", "").strip("%").isdigit()] == []


# --- what is drawn


def test_two_lines_in_the_foot_cover_no_row_of_the_board(monkeypatch):
    for role, bar in (("buyer", False), ("host", True)):
        person = sit(None, seat_in(role), "fr")
        p, model = person.app.painter, person.screen.port.model(person.app.context.text)
        where = board.plan(Grid(Box(0, 0, 1280, 720), bar).board, model.board)
        drawn = []
        monkeypatch.setattr(
            Painter, "panel", lambda _, box, *__, kept=drawn, **___: kept.append(box)
        )
        board.foot(p, where, "mot " * 40, refused=False)
        rows = 26 + 1.5 * board.OFFER_HIGH + CAP_HIGH / 2
        lowest = where.offers_top + (25 + board.VERDICT_HIGH if model.board.verdicts else rows)
        assert drawn[0].h > board.FOOT_HIGH
        assert drawn[0].y >= lowest
        assert drawn[0].bottom <= where.box.bottom


def test_the_rim_of_a_small_panel_is_closed_where_it_is_darker_than_the_panel():
    light, dark = (226, 217, 194), (104, 88, 66)
    look, size = Look(light, dark, 1), (60, 20)
    sprite = whole(size, 3, look)
    sheet = pygame.Surface(size)
    sheet.fill((243, 236, 222))
    wanted = sheet.copy()
    sheet.blit(sprite, (0, 0))
    rounded(wanted, wanted.get_rect(), 3, look)
    for spot in ((0, 1), (1, 0), (1, 1), (0, 2), (58, 1)):
        assert (
            max(abs(a - b) for a, b in zip(sheet.get_at(spot), wanted.get_at(spot), strict=True))
            < 4
        )


def test_gold_is_neither_a_day_nor_a_grade():
    gold = {theme.GOLD, theme.GOLD_LOW}
    assert not gold & set(badges.FILLS.values())
    strip = Strip(days=20, today=3.0, marks=(), risk=(), last=(15, 19), labels=())
    shown = {_colour(strip, day) for day in range(20)} | {_border(strip, day) for day in range(20)}
    assert not gold & shown
    assert [day for day in range(20) if _border(strip, day)] == [15, 16, 17, 18, 19]


@pytest.mark.parametrize("lang", LANGS)
def test_the_board_explains_the_factor_called_home_while_it_matters(lang):
    person = sit(None, seat_in("buyer"), lang)
    words, told = person.app.context.text, []
    said = words("ui.desk.ratified").capitalize()
    for key in ("home", "end"):
        person.press(key)
        odds = person.screen.port.model(words).board.odds
        told.append(any(said in one.hint for one in odds))
    assert told == [True, False]


def test_the_question_before_an_acceptance_says_what_it_is_worth():
    person = sit(None, seat_in("buyer"))
    person.press("enter", "space")
    let_play(person)
    model = person.screen.port.model(person.app.context.text)
    offer = next(one for one in model.board.offers if not one.own)
    asked = next(one for one in model.asked if one.id.startswith("accept."))
    assert offer.facts[0].split()[-1] in asked.confirm
