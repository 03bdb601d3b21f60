"""
Goal: the figures of a student's page agree: with the rules, with the brief, with each other.

Method: sights of strategies' games at many decisions, against the functions of the model.
"""

import re

from classroom.student import pages
from classroom.student.acts import acts_of
from classroom.student.builder import builder, start_of
from classroom.student.strip import strip
from classroom.student.told import days, history
from classroom.student.wording import words_for, words_of
from classroom.student.worths import costs, is_authority, value
from sim.domain import events as e
from sim.domain.units import MINUTES_DAY
from sim.domain.views import utility
from tests.classroom import student_pages as made


def sights(stops=(0, 20, 60, 90)):
    """
    Yield a sight of every seat of every scenario at some decisions.
    """
    for scenario, seats in made.SEATS.items():
        for many in stops:
            session = made.bargained(scenario, many)
            for seat in seats:
                if not session.over:
                    yield made.sight(session, seat, due=True)


def test_the_worth_of_a_draft_is_its_terms_and_the_costs_that_are_named():
    named = set()
    for sight in sights():
        view = sight.view
        package = start_of(view)
        found = costs(view, package)
        if is_authority(view):
            continue  # Its sum has gauges and a fixed part too: test_student_moves.
        if found is None:
            assert view.common.paper is not None
            continue
        assert value(view, package) == utility(view, package) + found.haste + found.words
        words = words_of(sight)
        said = builder(sight, words).totals.costs
        shown = [words.bare(one) for one in (found.haste, found.words)]
        assert [one for one in shown if one != words.bare(0)] == re.findall(r"\N{MINUS SIGN}[\d.]+",
                                                                          said)  # fmt: skip
        named |= {"haste"} if found.free_from else {"face"} if found.haste else set()
    assert named == {"haste", "face"}


def test_haste_ends_on_the_day_that_is_named():
    view = made.sight(made.played("summer-2020", 0), "microsoft").view
    found = costs(view, start_of(view))
    assert found.haste == -7_000_000 * view.scenario.preferences["microsoft"].unit // 1_000_000
    assert found.free_from == 24 * MINUTES_DAY


def test_history_and_news_give_the_figures_of_the_table():
    seen = set()
    for sight in sights(stops=(60, 150)):
        words = words_of(sight)
        told = " ".join(entry.words for day in days(sight, words) for entry in day.entries)
        assert " million" not in told
        for happened in sight.happened:
            for event in happened.events:
                package = getattr(event, "package", None)
                if isinstance(event, e.OfferTabled) and package is not None:
                    assert words.terms(package) in told
                    seen.add("offer")
                if isinstance(event, e.PollPublished):
                    assert f": {words.number(event.value / 1000)}" in told
                    seen.add("poll")
    assert seen == {"offer", "poll"}


def test_a_day_is_named_at_its_place_and_within_the_strip():
    for sight in sights():
        for day in history(sight, words_of(sight)).days:
            assert 0 < day.at < 100
            assert day.anchor == ("start" if day.at < 20 else "end" if day.at > 80 else "middle")
        page = pages.page(sight)
        for day in history(sight, words_of(sight)).days:
            assert f'<text class="{day.kind}" x="{day.at}%"' in page


def test_attention_is_told_with_what_a_move_needs():
    short = 0
    for sight in sights(stops=(0, 4, 9, 14, 20)):
        left = sight.view.attention_left
        for lang in ("en", "fr"):
            words = words_for(sight.scenario, lang, sight.seat)
            found = acts_of(sight, words)
            assert words.number(max(0, left)) in found.attention
            whys = {one.why for one in found.locked}
            assert (words.desk("locked.no_attention") not in whys) or left <= 0
            short += words.desk("locked.short", n="2", m="1") in whys
    assert short


def test_the_odds_of_closing_are_told_with_every_part_in_per_cent():
    told = 0
    for sight in sights():
        words = words_of(sight)
        found = builder(sight, words).totals
        if found.closes:
            what = found.product.partition(": ")[2].split(" · ")
            assert all(re.search(r"\D \d+\s%$", one) for one in what), what
            told += 1
    assert told


def test_nothing_is_told_of_odds_once_the_talks_have_their_outcome():
    sight = dict(made.shown())["over"]
    found = strip(sight, words_of(sight))
    assert sight.view.common.paper is not None
    assert (found.closes, found.product, found.gauge) == ("", "", None)
