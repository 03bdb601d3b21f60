"""
Goal: the figures of a student's page agree: with the rules, with the brief, with each other.

Method: sights of strategies' games at many decisions, against the functions of the model.
"""

from classroom.student.builder import builder, start_of
from classroom.student.wording import words_of
from classroom.student.worths import costs, is_authority, value
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
        if found is None:
            assert is_authority(view) or view.common.paper is not None
            continue
        assert value(view, package) == utility(view, package) + found.haste + found.words
        words = words_of(sight)
        said = builder(sight, words).totals.costs
        assert (words.bare(found.haste) in said) if found.haste else not said or found.words
        assert (words.bare(found.words) in said) if found.words else True
        named |= {"haste"} if found.free_from else {"face"} if found.haste else set()
    assert named == {"haste", "face"}


def test_haste_ends_on_the_day_that_is_named():
    view = made.sight(made.played("summer-2020", 0), "microsoft").view
    found = costs(view, start_of(view))
    assert found.haste == -7_000_000 * view.scenario.preferences["microsoft"].unit // 1_000_000
    assert found.free_from == 24 * MINUTES_DAY
