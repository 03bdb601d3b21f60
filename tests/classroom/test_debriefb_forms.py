"""
Goal: forms hold what a page may send and nothing else. Method: good answers and each kind of bad.
"""

from types import SimpleNamespace

import pytest

from classroom.cohort.facts import EXIT, FEELING, PREPARATION, FormFilled
from classroom.cohort.state import Member
from classroom.exports.surveys import _items
from classroom.forms import (
    FACTORS,
    FEELING_ITEMS,
    factor_mean,
    mean_milli,
    misfits,
    preparation_items,
)
from classroom.student.offers import writes
from sim.domain.moves import TextRef
from sim.scenario import load_scenario
from tests.classroom import planted
from tests.classroom import student_pages as made

SCENARIO = planted.planted()[0].scenario
TEXT = TextRef(text="t1", commit="00")
PLAN = {"price": 40, "works": "kept", "water": "open", "jobs": 0}


def wrong(form, **more):
    """
    Return the misfits of answers to a form.
    """
    return misfits(SCENARIO, "mill", FormFilled(who="p1", form=form, **more))


def test_instrument_has_two_statements_a_factor_and_its_short_form_one():
    assert 4 <= len(FEELING_ITEMS) <= 16
    assert [sum(item.factor == factor for item in FEELING_ITEMS) for factor in FACTORS] == [2] * 4
    assert [item.id for item in FEELING_ITEMS if item.id in FACTORS] == list(FACTORS)
    assert len({item.id for item in FEELING_ITEMS}) == len(FEELING_ITEMS)


def test_sheet_asks_about_every_other_seat():
    about = [item.about for item in preparation_items(SCENARIO, "mill") if item.about]
    assert about == ["orchard", "crown", "coast"]


def test_only_who_makes_offers_is_asked_for_a_first_one_and_old_ones_are_read():
    for scenario, offers in made.SEATS.items():
        found = load_scenario(scenario)
        for seat in offers:
            asked = "first_offer" in {one.id for one in preparation_items(found, seat)}
            view = made.sight(made.played(scenario, 0), seat).view
            assert asked == writes(view), seat
    old = FormFilled(who="p1", form=PREPARATION, package=PLAN)
    assert "first_offer" not in {one.id for one in preparation_items(SCENARIO, "crown")}
    assert misfits(SCENARIO, "crown", old) == ()
    member = Member(who="p1", lang="en", table=1, seat="crown", forms={PREPARATION: old})
    kept = SimpleNamespace(scenario=SCENARIO, valued=())
    (item,) = [one for one in _items(kept, member, old) if one.id == "first_offer"]
    assert item.kind == "package"


def test_good_answers_fit():
    assert wrong(PREPARATION, answers={"reservation": 300_000, "target": -5,
                                       "reservation_of.crown": 0},
                 package=PLAN, texts={"batna": TEXT}) == ()  # fmt: skip
    assert wrong(FEELING, answers={"outcome": 1, "outcome_fair": 7}) == ()
    assert wrong(EXIT, answers={"useful": 4}, texts={"differently": TEXT}) == ()
    assert wrong(PREPARATION) == wrong(FEELING) == wrong(EXIT) == ()


@pytest.mark.parametrize(
    ("form", "more", "expected"),
    [
        (FEELING, {"answers": {"outcome": 0, "self": 8}}, ("outcome", "self")),
        (FEELING, {"answers": {"outcome": True}}, ("outcome",)),
        (FEELING, {"answers": {"unknown": 3}}, ("unknown",)),
        (FEELING, {"texts": {"outcome": TEXT}}, ("outcome",)),
        (FEELING, {"package": PLAN}, ("first_offer",)),
        (PREPARATION, {"answers": {"reservation": 10**9}}, ("reservation",)),
        (PREPARATION, {"answers": {"reservation_of.mill": 1}}, ("reservation_of.mill",)),
        (PREPARATION, {"answers": {"batna": 1}}, ("batna",)),
        (PREPARATION, {"package": {**PLAN, "price": 41}}, ("first_offer",)),
        (PREPARATION, {"package": {"price": 40}}, ("first_offer",)),
        ("another", {"answers": {"outcome": 3}}, ("outcome",)),
    ],
)
def test_what_no_page_sends_is_named(form, more, expected):
    assert wrong(form, **more) == expected


def test_means_leave_open_items_out():
    assert factor_mean({"outcome": 6, "outcome_fair": 5}, "outcome") == 5500
    assert factor_mean({"outcome": 6}, "outcome") == 6000
    assert factor_mean({"outcome": 6}, "self") is None
    assert mean_milli([1, 1, 2]) == 1333
    assert mean_milli([]) is None
