"""
Goal: the desk has words for whatever a seat may see happen, in both languages.
"""

import attrs
import pytest
import spec
from tables import seat_in

from game.presenters import replay_items
from game.presenters.make_desk_said import chip, sentence
from game.presenters.make_desk_sight import Told
from game.presenters.make_desk_words import Words
from game.shell.desk_dusk import told_of
from sim.domain import events as e
from sim.domain.moves import Wait
from sim.domain.units import PPM
from sim.projections.visible import seen_by
from sim.scenario import load_scenario
from sim.scenario_text import texts
from sim.words import languages, load

_FLAGS = ("found", "granted", "paper")
UNTOLD = (e.ENGINE, e.OWN)
"""Engine events and what happens within one seat keep the books; no row shows them."""
BOOKS = {"gauges.moved", "mood.shifted", "remark.made", "remark.whispered", "approvals.opened"}
"""Told by gauges, by the words of the remark itself, and by the paper that was signed."""


def _keys(kind, event):
    key = kind.partition("/")[0]
    names = {field.name for field in attrs.fields(event)}
    flagged = any(flag in names for flag in _FLAGS)
    return [f"{key}.yes", f"{key}.no"] if flagged else [key]


TOLD = [
    key
    for kind, event in e.EVENTS.items()
    if event.AUDIENCE not in UNTOLD and kind.partition("/")[0] not in BOOKS
    for key in _keys(kind, event)
]


ARTICLES = {
    ("summer-2020", "host"): {
        "en": ("The White House", "the White House", "the White House"),
        "fr": ("La Maison-Blanche", "la Maison-Blanche", "\u00e0 la Maison-Blanche"),
    },
    ("first-offer", "seller"): {
        "en": ("The orchard", "the orchard", "the orchard"),
        "fr": ("Le verger", "le verger", "au verger"),
    },
    ("summer-2020", "buyer"): {
        "en": ("Microsoft", "Microsoft", "Microsoft"),
        "fr": ("Microsoft", "Microsoft", "\u00e0 Microsoft"),
    },
}


@pytest.mark.parametrize(("name", "role"), ARTICLES)
@pytest.mark.parametrize("lang", languages())
def test_a_name_has_its_article_wherever_it_stands(name, role, lang):
    seat = seat_in(role, name)
    words = Words(text=load(lang), names=texts(name, lang), scenario=load_scenario(name), seat=seat)
    said = words.subject(seat), words.inside(seat), words.to(seat)
    assert said == ARTICLES[name, role][lang]


@pytest.mark.parametrize("lang", languages())
def test_every_event_that_a_seat_sees_is_said_at_the_desk(lang):
    text = load(lang)
    missing = [key for key in TOLD if not text.has(f"ui.desk.said.{key}")]
    assert not missing


FALLEN = {"en": "its offer falls with the payment", "fr": "offre tombée avec le paiement"}


@pytest.mark.parametrize("lang", languages())
def test_an_offer_that_falls_with_its_payment_was_not_withdrawn(lang):
    offered = spec.package(treasury=3000)
    offer = e.OfferTabled(table=spec.SALE, offer=1, by=spec.BUYER, package=offered)
    numbers = {"counsel_day_ppm": PPM, "counsel_from_day": 20}
    story = spec.given(offer, minute=20 * spec.DAY, **numbers).when(spec.HOUSE, Wait())
    words = Words(text=load(lang), names={}, scenario=spec.WORLD, seat=spec.SELLER)
    (seen,) = seen_by(spec.WORLD, [story.found], spec.SELLER)
    (told,) = [one for one in told_of(seen) if isinstance(one.event, e.OfferWithdrawn)]
    assert FALLEN[lang] in sentence(words, told)
    assert FALLEN[lang] in chip(words, told).lower()
    items = replay_items.items_of(spec.WORLD, [story.found], {})
    lines = [replay_items.sentence(item, words) for item in items]
    assert [line for line in lines if FALLEN[lang] in line]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_remark_too_long_for_a_chip_is_told_by_its_kind(lang):
    words = Words(text=load(lang), names={}, scenario=spec.WORLD, seat=spec.SELLER)
    for topic, told in (("short", "short"), ("a remark of more letters than a chip", None)):
        said = Told(minute=0, actor=spec.BUYER, weight=1, fresh=True,
                    event=e.RemarkMade(by=spec.BUYER, topic=topic, text=""))  # fmt: skip
        assert chip(words, said) == (told.capitalize() if told else words("chip.remark"))
