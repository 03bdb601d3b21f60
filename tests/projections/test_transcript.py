"""
Goal: every kind of event, move, refusal, outcome and phase can be read in both languages.
"""

import ast
import datetime as dt
import re
import string

import attrs
import generators as g
import house
import pytest
import spec
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain.lookup import index_of
from sim.domain.moves import MOVES, Wait, Withdraw
from sim.domain.rules.choices import legal_moves
from sim.domain.talks import OUTCOMES, PHASES
from sim.domain.units import PPM
from sim.domain.views import view_for
from sim.projections.dates import local_moment
from sim.projections.move_words import choice_words
from sim.projections.transcript import (
    Count,
    Word,
    key_of,
    parameters_of,
    render,
    said,
    transcript,
)
from sim.scenario_text import texts as scenario_texts

LANGUAGES = ("en", "fr")
NBSP = "\N{NO-BREAK SPACE}"


def _catalogue(language):
    entries = house.catalogues()[language]
    return {key: texts[0] for (_, _, key), (texts, _) in entries.items() if isinstance(key, str)}


CATALOGUES = {language: _catalogue(language) for language in LANGUAGES}


def _codes():
    """
    Return every refusal code of the rules: texts returned, or handed over as `code`.
    """
    found = set()
    rooms = [
        house.ROOT / "sim/domain/decider.py",
        *(house.ROOT / "sim/domain/rules").glob("le*.py"),
    ]
    for path in rooms:
        for node in ast.walk(house.tree(path)):
            if isinstance(node, ast.FunctionDef) and "str" in ast.unparse(node.returns):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return):
                        found |= set(_texts(inner.value))
            if isinstance(node, ast.keyword) and node.arg == "code":
                found |= set(_texts(node.value))
    return found


def _texts(node):
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)


def _wanted():
    return {
        *(key_of(kind) for kind in e.EVENTS),
        *(key_of(name) for name in ("offer.fallen", "consent.silent", "condition.silent")),
        *(f"move.{kind}" for kind in MOVES),
        *(f"move.{kind}.does" for kind in MOVES),
        *(f"refusal.{code}" for code in _codes()),
        *(f"outcome.{kind}" for kind in OUTCOMES),
        *(f"phase.{phase}" for phase in PHASES),
    }


def test_the_rules_refuse_for_many_reasons():
    assert {"over", "bad_package", "no_attention", "unknown_actor"} <= _codes()
    assert len(_codes()) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language):
    assert not sorted(_wanted() - set(CATALOGUES[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short_and_explanations_one_line(language):
    for kind in MOVES:
        assert len(CATALOGUES[language][f"move.{kind}"]) <= 24
        does = CATALOGUES[language][f"move.{kind}.does"]
        assert len(does) <= 90
        assert "\n" not in does
        assert does.endswith(".")


def _ours(language):
    starts = ("event.", "move.", "refusal.", "outcome.", "phase.", "unit.", "format.", "question.")
    return {key: text for key, text in CATALOGUES[language].items() if key.startswith(starts)}


def test_french_keeps_its_spaces():
    for key, text in _ours("fr").items():
        assert not re.search(r"[^\s\N{NO-BREAK SPACE}][:;?!%»]", text), key
        assert not re.search(r" [:;?!%»]", text), key
        assert not re.search(r"«(?!\N{NO-BREAK SPACE})", text), key
        assert "'" not in text, key


def _blanks(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.slow
@settings(max_examples=150)
@given(st.sampled_from(g.NAMES), st.data())
def test_any_event_can_be_told_in_both_languages(name, data):
    event = data.draw(g.events(name))
    scenario = g.scenario(name)
    # A drawn option may belong to another issue; what the rules emit always fits.
    clock = index_of(scenario).order[0].id
    spot = "line" if hasattr(event, "line") else "option"
    if hasattr(event, "issue") and hasattr(event, spot):
        option = index_of(scenario).issues[event.issue].options[-1]
        event = attrs.evolve(event, **{spot: option})
    values = parameters_of(scenario, event, clock)
    for language in LANGUAGES:
        template = CATALOGUES[language][key_of(e.event_kind(event))]
        assert _blanks(template) <= set(values)
        words = {**CATALOGUES[language], **scenario_texts(name, language)}
        told = template.format_map({key: said(value, words) for key, value in values.items()})
        assert "{" not in told


@given(g.games(), st.sampled_from(LANGUAGES), st.data())
def test_transcript_counts_what_its_reader_sees(game, language, data):
    people = [actor.id for actor in index_of(game.scenario).order]
    seat = data.draw(st.none() | st.sampled_from(people))
    lines = list(transcript(game.scenario, game.decisions, seat))
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert sorted({line.decision for line in lines}) == list(
        range(1, (lines[-1].decision if lines else 0) + 1)
    )
    words = {**CATALOGUES[language], **scenario_texts(game.name, language)}
    assert all(render(line, words) for line in lines)
    if seat is None:
        assert len(lines) == sum(len(one.events) for one in game.decisions)


@given(g.moments(), st.sampled_from(LANGUAGES))
def test_the_moves_of_a_list_can_be_told_apart(moment, language):
    game, at = moment
    words = {**CATALOGUES[language], **scenario_texts(game.name, language)}
    for actor in index_of(game.scenario).order:
        legal = legal_moves(view_for(actor.id, game.states[at], game.states[at].minute))
        told = [choice_words(game.scenario, move, words, actor.id) for move in legal]
        assert len(told) == len(set(told)), told


@given(st.sampled_from(g.NAMES), st.data())
def test_local_dates_are_those_of_the_calendar(name, data):
    scenario = g.scenario(name)
    actor = data.draw(st.sampled_from(scenario.actors))
    minute = data.draw(st.integers(0, 2_000_000))
    offset = [minutes for since, minutes in actor.offsets if since <= minute][-1]
    opens = dt.datetime.fromisoformat(scenario.opens).replace(hour=0, minute=0, tzinfo=None)
    expected = opens + dt.timedelta(minutes=minute + offset)
    assert local_moment(scenario, actor.id, minute).iso == f"{expected:%Y-%m-%d %H:%M}"


def _line(event):
    scenario = g.scenario(g.WIDE)
    decided = g.game(g.WIDE).decisions[0]
    (line,) = transcript(scenario, [attrs.evolve(decided, minute=0, events=(event,))])
    return line


def test_an_order_reads_like_a_sentence():
    scenario = g.scenario(g.WIDE)
    host = next(actor.id for actor in scenario.actors if actor.role == "host")
    line = _line(e.OrderSigned(by=host, deadline=32 * 1440))
    assert line.date == "2020-07-31 00:00"
    names = {f"actors.{host}.label": "Host"}
    assert render(line, {**CATALOGUES["en"], **names}) == (
        "Host signs an order: a ban from 1 September 2020 on unless there is a sale"
    )
    assert render(line, {**CATALOGUES["fr"], **names}) == (
        f"Host signe un décret{NBSP}: interdiction à partir du 1er septembre 2020, sauf vente"
    )


def _voided():
    """
    Return the world, and the decision in which counsel strikes the payment of a buyer's offer.
    """
    paid = spec.package(treasury=3000)
    offer = e.OfferTabled(table=spec.SALE, offer=1, by=spec.BUYER, package=paid)
    numbers = {"counsel_day_ppm": PPM, "counsel_from_day": 20}
    story = spec.given(offer, minute=20 * spec.DAY, **numbers).when(spec.HOUSE, Wait())
    return story.talks.scenario, story.found


@pytest.mark.parametrize("seat", [None, spec.BUYER, spec.SELLER])
def test_an_offer_that_falls_with_its_payment_is_not_told_as_withdrawn(seat):
    scenario, decision = _voided()
    lines = [line for line in transcript(scenario, [decision], seat) if "offer" in line.key]
    names = {f"actors.{spec.BUYER}.label": "Buyer", f"tables.{spec.SALE}.label": "sale"}
    told = [render(line, {**CATALOGUES["en"], **names}) for line in lines]
    assert told == ["Buyer: its offer 1 at the table “sale” falls with the payment"]
    assert [line.kind for line in lines] == ["offer.withdrawn/1"]


def test_an_offer_that_its_author_takes_back_is_told_as_withdrawn():
    offer = e.OfferTabled(table=spec.SALE, offer=1, by=spec.BUYER, package=spec.package())
    story = spec.given(offer).when(spec.BUYER, Withdraw(table=spec.SALE, offer=1))
    for seat in (None, spec.BUYER, spec.SELLER):
        keys = [line.key for line in transcript(spec.WORLD, [story.found], seat)]
        assert "event.offer.withdrawn" in keys


def test_an_option_is_told_by_its_own_text_before_its_number():
    told = Count(40_000, "percent", key="issues.stake.options.40")
    assert said(told, CATALOGUES["en"]) == "40%"
    assert said(told, {"issues.stake.options.40": "two fifths"}) == "two fifths"


def test_a_number_is_never_taken_for_the_header_of_a_catalogue():
    assert said(Count(2_000), {"": "Project-Id-Version"}) == "2"


def test_without_words_keys_and_plain_names_stand_for_themselves():
    line = _line(e.ThreatMade(by=g.scenario(g.WIDE).actors[0].id))
    assert render(line, {}) == "event.threat.made"
    assert said(Word("actors.x.label", "x"), {}) == "x"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (Count(30_000_000, "musd"), "$30,000 million", f"30{NBSP}000{NBSP}millions de dollars"),
        (Count(-3_000, signed=True), "\N{MINUS SIGN}3", "\N{MINUS SIGN}3"),
        (Count(800, signed=True), "+0.8", "+0,8"),
        (Count(-20), "0", "0"),
        (Count(80_000, "percent"), "80%", f"80{NBSP}%"),
        (Count(7_000, "unheard"), "7", "7"),
    ],
)
def test_numbers_follow_the_language(count, english, french):
    assert said(count, CATALOGUES["en"]) == english
    assert said(count, CATALOGUES["fr"]) == french
