"""
Goal: the title says where one was and what stands there, and claims no more than the data hold.
"""

import re
from pathlib import Path

import attrs
import pytest
from driver import Person
from layout import Setting
from tables import let_play

from game.shell import start
from game.shell.title import Title
from game.text import load
from sim.history import shipped_history
from sim.history_rows import count_rows
from sim.places import assets_folder

LANGS = ("en", "fr")


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


def entry(person, name):
    model = person.screen.port.model(person.app.context.text)
    return next(one for one in model.entries if one.id == name)


@pytest.mark.parametrize("lang", LANGS)
def test_continue_says_where_one_was_and_what_stands_on_the_table(lang):
    person = Person("title", Title(scenario="first-offer", seed=3), lang)
    assert not entry(person, "resume").open
    person.press("n", "enter")
    let_play(person)
    nothing = person.app.context.text("ui.title.no_offer")
    person.press("enter", "space")
    let_play(person)
    offers = person.screen.port.model(person.app.context.text).board.offers
    person.press("escape", "t")
    where, stands = entry(person, "resume").details
    assert person.app.context.text("ui.replay.day", n=0)[:-1] in where
    assert (nothing in stands) == (not offers)
    assert offers
    figures = [re.search(r"\d[\d.,]*", offer.summary)[0] for offer in offers]
    assert all(figure in stands for figure in figures)
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("c")
    assert person.screen.keys == "desk"


def test_the_focus_comes_back_to_the_golden_entry():
    person = Person("title", Title(scenario="first-offer", seed=3))
    assert person.focus == "new"
    person.press("n", "enter")
    let_play(person)
    person.press("enter", "escape", "t")
    assert person.screen.keys == "title"
    assert person.widget("resume").face == "main"
    assert person.focus == "resume"
    person.press("r")
    assert person.screen.keys == "library"
    person.press("escape")
    assert person.focus == "resume"


STANDS = {
    "en": ("first buyer $25.0 bn", "second buyer $21.0 bn", "you $30.0 bn", "third buyer $19.0 bn",
           "ban 20 Sep"),
    "fr": ("premier 25,0 Md $", "deuxi\u00e8me 21,0 Md $", "vous 30,0 Md $",
           "interdiction le 20 sept."),
}  # fmt: skip
"""More than one line of the tile holds."""


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_line_of_what_stands_on_the_table_goes_on_below(lang, monkeypatch):
    person = Person("title", Title(scenario="first-offer", seed=3), lang)
    port, make = person.screen.port, person.screen.port.model

    def told(text):
        model = make(text)
        first, *rest = model.entries
        assert first.id == "resume"
        first = attrs.evolve(first, details=("Day 31", "  \u00b7  ".join(STANDS[lang])), open=True)
        return attrs.evolve(model, entries=(first, *rest))

    monkeypatch.setattr(type(port), "model", lambda _self, text: told(text))
    setting = Setting(monkeypatch)
    assert setting.faults(person) == {}
    words = [line.words for line in setting.lines]
    assert all(any(part in line for line in words) for part in STANDS[lang])
    assert len(person.widget("resume").lines) == 3


def test_the_title_counts_the_rows_that_became_moves_from_the_data():
    rows = shipped_history().rows
    assert count_rows() == (sum(bool(row.entries) for row in rows), len(rows))
    person = Person("title", Title())
    while not person.screen.port.arrived:
        person.app.step([], 0.05)
    said = entry(person, "history").details[0]
    assert [int(one) for one in re.findall(r"\d+", said)] == list(count_rows())
    for path in Path(assets_folder() / "locale").glob("*/LC_MESSAGES/*.po"):
        assert not re.search(r'"[^"]*\b150\b[^"]*(?:rows|faits)', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_way_in_is_reached_by_tab_and_arrows_and_fits(lang):
    person = Person("title", Title(), lang)
    assert sorted(set(person.app.painter.clipped)) == []
    ids = {widget.id for widget in person.screen.focus.widgets}
    met = {person.focus}
    for way in (*["down"] * 8, "right", "right", "left", *["up"] * 8):
        person.press(way)
        met.add(person.focus)
    assert met == ids
    low = max(widget.box.bottom for widget in person.screen.focus.widgets)
    assert low <= person.app.room.h - 44
    assert load(lang)("ui.title.daily") in {one.label for one in person.screen.focus.widgets}


def test_the_picture_behind_the_title_is_made_aside(monkeypatch):
    monkeypatch.setattr("game.shell.replay._backdrop", [])
    port = Title()
    assert not port.fresh()
    port._thread.join()
    monkeypatch.setattr("game.shell.replay.history_replay", None)  # nobody makes it any more
    assert port.fresh()
    for lang in LANGS:
        assert port.model(load(lang)).backdrop is not None
