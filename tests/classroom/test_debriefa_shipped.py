"""
Goal: the panels stand on scenarios that ship, with types of their own at every table.

Method: tables played by strategies; sums and counts are taken again in another way.
"""

import functools
import itertools

import pytest

from classroom.cohort import facts as f
from classroom.debrief import logrolling, move_types, pareto, references, zopa
from classroom.debrief.ground import mean_opening
from classroom.debrief.index import PANELS
from classroom.debrief.played import Played, best_first, common_ground
from sim.analysis.spaces import row_at, utilities
from sim.engine.session import Session
from sim.report.say import say_of

SCENARIOS = ("merger-of-equals", "summer-2020", "first-offer")
WITHOUT = {"audience", "fairness", "leaks", "subjective"}
"""Panels of what these tables need not have: words in public, forms, secrets shown."""


@functools.cache
def played(name, count):
    """
    Return some tables of a scenario that strategies played.
    """
    return tuple(table(name, seed) for seed in range(1, count + 1))


def table(name, seed):
    """
    Return one table that strategies played to its end.
    """
    session = Session(name, seed=seed)
    session.advance()
    deal = session.talks.common.outcome.kind == "deal"
    return Played(
        table=seed,
        header=session.header,
        decisions=tuple(session.decisions),
        status=f.AGREEMENT if deal else f.IMPASSE,
    )


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_panel_draws_tables_of_a_shipped_scenario(name, lang):
    some, words = played(name, 6), say_of(name, lang)
    for one in PANELS.values():
        panel = one.panel(some, words)
        # Nobody spoke in public, nobody filled a form: a panel says so instead of drawing it.
        assert panel.drawing or one.ID in WITHOUT, one.ID
        assert len(panel.rows) == len(one.figures(some).rows), one.ID


@pytest.mark.slow
def test_tables_of_different_types_are_drawn_on_the_ground_of_the_mean_types():
    some = played("merger-of-equals", 6)
    assert some[0].ground != some[1].ground
    ground = common_ground(some)
    assert ground.space == Played.ground.func(_with_means(some[0])).space
    words = say_of("merger-of-equals", "en")
    for one in (pareto, references):
        assert words.text(f"class.{one.ID}.mixed") in one.panel(some, words).notes
        assert words.text(f"class.{one.ID}.mixed") not in one.panel(some[:1], words).notes


def _with_means(one):
    class Means:
        opening = mean_opening(one.opening)
        seats = one.seats

    return Means


@pytest.mark.slow
@pytest.mark.parametrize("name", ["merger-of-equals", "first-offer"])
def test_ground_equals_a_look_at_every_package(name):
    one = played(name, 2)[1]
    ground = one.ground
    gains = [
        tuple(got - floor for got, floor in zip(
            utilities(ground.space, row_at(ground.space, number)), ground.floors, strict=True
        ))
        for number in range(ground.space.packages)
    ]  # fmt: skip
    rational = [gain for gain in gains if min(gain) >= 0]
    assert ground.joint == max(map(sum, rational), default=0)
    for first, second in itertools.combinations(range(len(one.seats)), 2):
        seats = one.seats[first], one.seats[second]
        least = {seat: ground.reservations[one.seats.index(seat)] for seat in seats}
        assert ground.open_to(least) == sum(g[first] >= 0 and g[second] >= 0 for g in gains)
        assert ground.open_gains(*seats) == {(gain[first], gain[second]) for gain in rational}
    everybody = dict(zip(one.seats, ground.reservations, strict=True))
    assert ground.open_to(everybody) == len(rational)


@pytest.mark.slow
def test_tables_stand_by_their_share_since_types_differ():
    ordered = best_first(played("summer-2020", 6))
    deals = [one for one in ordered if one.package is not None]
    assert [one.share for one in deals] == sorted((one.share for one in deals), reverse=True)
    assert ordered[: len(deals)] == tuple(deals)


@pytest.mark.slow
def test_three_at_a_table_trade_in_pairs_and_move_the_sum_of_the_others():
    some = played("merger-of-equals", 6)
    pairs = {(row[1], row[3]) for row in logrolling.figures(some).rows}
    assert pairs <= set(itertools.combinations(some[0].seats, 2))
    assert len(pairs) > 1
    steps = sum(move_types.figures(some).totals.values())
    assert steps == PANELS["concessions"].figures(some).totals["steps"] > 0
    assert {row[1] for row in zopa.figures(some).rows} == {"seat", "pair", "joint"}
