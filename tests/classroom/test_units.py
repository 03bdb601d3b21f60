"""
Goal: a seat reads its worth in one unit: at its table, in its papers, in its own debrief.

Method: money of several sizes behind one point, each page's words for one amount.
"""

import pytest

from classroom import money
from classroom.debrief.own_unit import OwnUnit
from classroom.materials.words import words_of as papers_words
from classroom.student.wording import words_of
from sim.report.say import Say
from tests.classroom import student_pages as made


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("musd", "unit"), [(1000, "bn"), (1, "m"), (0, "points"), (10, "points"), (500, "points")]
)
def test_a_seat_has_one_unit_on_every_page(monkeypatch, lang, musd, unit):
    monkeypatch.setattr(money, "point_musd", lambda *_: musd)
    sight = made.sight(made.played("summer-2020", 0), "microsoft", lang=lang)
    words = words_of(sight)
    worth = 3 * sight.scenario.preferences["microsoft"].unit
    own = OwnUnit(Say(lang=lang, text=words.text, names=words.names), sight.scenario, "microsoft")
    want = words.text(money.Unit(unit).amount, n=words.signed(3, 1))
    assert want.startswith("+3.0" if lang == "en" else "+3,0")
    assert words.amount(worth) == own.amount(worth, signed=True) == want
    paper = papers_words(sight.scenario, lang)
    assert paper.amount(worth, "microsoft") == want.replace(".0", "").replace(",0", "")
    assert words.unit_word == own.name == words.text(f"class.seat.unit_{unit}")
