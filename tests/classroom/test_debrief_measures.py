"""
Goal: one table is told by one set of numbers, whatever the page.

Method: planted tables, bent, and what several panels say of them.
"""

import re

import pytest
from attrs import evolve

from classroom import debriefing, founding, leading, results
from classroom.cohort import facts as f
from classroom.debrief import (
    claimed,
    created,
    fairness,
    normalised,
    own_sheet,
    pareto,
    personal,
    references,
    subjective,
    time,
    what_if,
)
from classroom.debrief.cells import is_timed
from classroom.debrief.moments import passed
from classroom.debrief.own_turns import Mine, costliest
from classroom.debrief.reckon import whole_percents
from classroom.debrief.telling import places_of
from classroom.denied import Denied
from classroom.store.sqlite import open_sqlite
from sim.domain import moves as m
from sim.record.store import TRUNK
from sim.report.say import say_of
from sim.scenario import load_scenario
from tests.classroom import planted, planted_room, planted_second

ORCHARD, MILL, CROWN, COAST = planted.SEATS
LINE = (10, MILL, m.State(issue="price", line=40))
"""A public line: where nothing is sold it is charged half a point."""


def rows(found):
    """
    Return the rows of figures as mappings.
    """
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.fixture
def charged():
    """
    Return a table without a deal at which a seat was charged for its word afterwards.
    """
    one = planted.table(5, status=f.TIMEOUT, script=[LINE])
    assert one.results[MILL].surplus == -5_000
    return one


def test_without_a_deal_every_seat_gained_nothing_on_every_page(charged):
    mine = Mine(table=5, seat=MILL)
    assert set(charged.gains.values()) == {0}
    assert [row["gain"] for row in rows(created.figures([charged]))] == [0]
    assert {row["gain"] for row in rows(claimed.figures([charged]))} == {0}
    assert {row["gain"] for row in rows(pareto.figures([charged]))} == {0}
    (even,) = rows(fairness.figures([charged]))
    assert (even["least"], even["most"], even["span"]) == (0, 0, 0)
    assert {row["surplus"] for row in rows(personal.place_figures([charged], mine))} == {0}
    assert [row["surplus"] for row in rows(personal.result_figures([charged], mine))] == [0]
    felt = evolve(charged, feelings={MILL: planted.feelings(4)[MILL]})
    assert {row["surplus"] for row in rows(subjective.figures([felt]))} == {0}


def test_without_a_deal_every_seat_enters_with_its_no_deal_value(charged):
    worth = {ORCHARD: 200_000, MILL: 300_000, CROWN: 200_000, COAST: 100_000}
    for panel in (claimed, normalised):
        assert {row["seat"]: row["utility"] for row in rows(panel.figures([charged]))} == worth


def test_what_was_left_without_a_deal_is_left_over_the_no_deal_values(charged):
    # As at the planted tables 4 and 5: 20 shared guarded 100 gives 30, 21, 35, 20 more.
    assert {row["left"] for row in rows(pareto.figures([charged]))} == {200_000}


def test_own_page_says_of_no_deal_what_the_wall_says(charged):
    answers = {"target": 500_000}
    sheet = f.FormFilled(who="A", form=f.PREPARATION, answers=answers)
    mine = Mine(table=5, seat=MILL, sheet=sheet)
    target = own_sheet.sheet_figures([charged], mine).rows[1]
    assert target == ("target", MILL, 500_000, 300_000, 300_000)
    assert costliest(charged, MILL) is None


def test_a_fork_without_a_deal_is_counted_as_a_table_without_one(charged):
    plain = evolve(charged, decisions=charged.decisions[:4])
    assert {row["change"] for row in rows(what_if.figures([plain, charged]))} == {0}


def test_a_class_without_people_is_told_in_days_and_not_in_no_time(tmp_path):
    store, wall = open_sqlite(tmp_path), planted_room.Wall()
    room = planted_room.founded(store, wall, load_scenario("first-offer"))
    founding.sample(room)
    tables = results.ended(room)
    assert not is_timed(tables)
    shown = time.panel(tables, say_of("first-offer", "en"))
    assert "0:00" not in shown.caption
    assert "day" in shown.caption
    store.close()


def test_a_fork_ends_as_itself_and_not_as_its_table(tmp_path):
    store = open_sqlite(tmp_path)
    room = planted_room.played(store, planted_room.Wall())
    branch = leading.fork(room, 4, 5)
    real, forked = results.played(room, 4), results.played(room, 4, branch)
    assert real.status == f.IMPASSE
    assert forked.final.common.outcome.kind == "deal"
    assert forked.status == f.AGREEMENT
    assert {seat: forked.gains[seat] for seat in forked.seats} == {
        seat: forked.results[seat].surplus for seat in forked.seats
    }
    store.close()


def test_nothing_is_played_on_from_a_damaged_record(tmp_path):
    store = open_sqlite(tmp_path)
    room = planted_room.played(store, planted_room.Wall())
    log = room.tables[4].session.log
    line = next(log.read(TRUNK, 3, 3))
    changed = line.replace(b'"t":', b'"t" :', 1)
    store._connection.execute("UPDATE decision SET line = ? WHERE line = ?", (changed, line))
    before = log.branches()
    with pytest.raises(Denied) as denied:
        leading.fork(room, 4, 5)
    assert denied.value.code == "record"
    assert "decision 3" in denied.value.values["why"]
    assert log.branches() == before
    leading.fork(room, 4, 2)
    store.close()


def test_a_table_that_fell_silent_had_time_until_the_lesson_went_on(tmp_path):
    silent = planted.table(5, script=planted.SCRIPTS[5][:1])
    assert time.end_of(silent) == planted.LESSON
    assert passed(silent, 5) == 200 * 1_000_000 // planted.LESSON
    store = open_sqlite(tmp_path)
    # A pause is no time of the class.
    room = planted_room.played(store, planted_room.Wall(), until_paused=True)
    closed = {number: results.played(room, number).closed for number in planted.SCRIPTS}
    assert closed == {1: None, 2: None, 3: None, 4: None, 5: planted.LESSON, 6: None}
    store.close()


def test_what_happened_after_a_paper_happened_at_the_end_of_its_tables_time():
    one = planted.planted()[0]
    assert passed(one, 12) == 1_000_000, "the paper, at second 1000"
    assert passed(one, 14) == 1_000_000, "those at home, at second 1040"


def test_marks_of_the_ends_are_as_many_as_tables_however_near_they_lie():
    early = [(100 + 4 * at, MILL, m.Walk(table=planted.SALE)) for at in range(5)]
    tables = [planted.table(4, script=[move]) for move in early]
    tables = [evolve(one, table=at) for at, one in enumerate((*planted.planted(), *tables), 1)]
    drawing = str(time.panel(tables, say_of("planted", "en")).drawing)
    said = [
        int(many) for many in re.findall(r"\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}(\d+)", drawing)
    ]
    assert said == [5], "five crosses within twenty seconds are one with its number"


@pytest.fixture
def narrow():
    """
    Return the planted class, at whose second table no package would have suited all seats.
    """
    one = evolve(planted.planted()[1])
    dear = tuple(10 * worth for worth in one.ground.reservations)
    one.__dict__["ground"] = evolve(one.ground, reservations=dear)
    assert one.zoneless
    return (planted.planted()[0], one, *planted.planted()[2:])


def test_a_deal_without_a_zone_is_told_wherever_it_is_not_measured(narrow):
    words = say_of("planted", "en")
    remark = "1 deal had no package that suited all seats"
    for module in (created, pareto, references):
        assert any(remark in note for note in module.panel(narrow, words).notes), module.ID
        assert not any(remark in note for note in module.panel(planted.planted(), words).notes)


def test_every_number_of_deals_is_the_number_that_was_used(narrow):
    words = say_of("planted", "en")
    totals = created.figures(narrow).totals
    # 1, 0.875, 0.564516: the fourth deal has no share.
    assert (totals["deals"], totals["measured"], totals["median_share"]) == (4, 3, 875_000)
    assert "Median of 3: 88" in created.panel(narrow, words).caption
    assert "(3 in all)" in references.panel(narrow, words).caption


def test_a_deal_without_a_zone_is_drawn_in_outline_and_has_no_best(narrow):
    panel = created.panel(narrow, say_of("planted", "en"))
    assert 'stroke-dasharray="4 2"' in panel.drawing
    best = panel.head.index("best possible")
    assert [row[best] for row in panel.rows].count("none") == 1
    assert (
        'stroke-dasharray="4 2"'
        not in created.panel(planted.planted(), say_of("planted", "en")).drawing
    )


@pytest.fixture
def unasked():
    """
    Return the planted class before anybody filled a form.
    """
    return tuple(evolve(one, feelings={}) for one in planted.planted())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_forms_fairness_shows_how_even_gains_were(unasked, lang):
    words = say_of("planted", lang)
    panel = fairness.panel(unasked, words)
    assert panel.drawing.count('fill="#f0c45c"') == 4, "a bar for each deal"
    assert panel.notes == (words.text("class.board.no_form"),)
    assert len(panel.head) == len(set(panel.head)) == 5
    assert {len(row) for row in panel.rows} == {5}
    assert len(set(fairness.panel(planted_second.rated(), words).head)) == len(fairness.COLUMNS)


def test_a_panel_with_nothing_to_show_has_no_page(unasked, tmp_path):
    store = open_sqlite(tmp_path)
    read = debriefing.Read(planted_room.played(store, planted_room.Wall()))
    store.close()
    assert "subjective" in {panel.id for panel in debriefing.panels(read, "en")}
    read.tables = unasked
    shown = debriefing.panels(read, "en")
    assert "subjective" not in {panel.id for panel in shown}
    assert all(panel.drawing is not None or panel.rows for panel in shown)
    assert not any("0 tables counted" in note for panel in shown for note in panel.notes)


def test_the_wall_draws_the_pair_that_is_asked_for(tmp_path):
    store, debriefs = open_sqlite(tmp_path), debriefing.Debriefs()
    read = debriefs.read(planted_room.played(store, planted_room.Wall()))
    store.close()
    plain, other, wrong = (
        _pareto(debriefs.with_pair(read, "en", pair)) for pair in ("", "mill.crown", "mill.mill")
    )
    assert wrong is plain
    assert other.drawing != plain.drawing
    assert [choice.id for choice in plain.choices if choice.shown] == ["orchard.mill"]
    assert [choice.id for choice in other.choices if choice.shown] == ["mill.crown"]
    assert {"mill and crown"} == {one.name for one in other.choices if one.shown}
    assert len(other.choices) == 6


def _pareto(leaves):
    """
    Return the Pareto picture among the pages of the wall.
    """
    return next(panel for leaf in leaves for panel in leaf.panels if panel.id == "pareto")


def test_the_pareto_picture_names_all_that_it_draws():
    panel = pareto.panel(planted.planted(), say_of("planted", "en"))
    for said in ("the most this pair could make", "possible for all seats", "one of the two loses"):
        assert f">{said}<" in panel.drawing
    assert "nothing of fairness" in panel.caption
    assert ">ideal<" not in panel.drawing


def test_bars_of_the_same_package_say_so_and_their_axis_ends_beyond_them():
    # 30 sold guarded 100 is the utilitarian package and that of Kalai and Smorodinsky: 124 points.
    panel = references.panel(planted.planted(), say_of("planted", "en"))
    assert panel.drawing.count("same package as Kalai") == 1
    assert "same package as Nash" not in panel.drawing
    assert ">125<" in panel.drawing


def test_whole_per_cents_sum_as_the_shares_do():
    assert whole_percents({"a": 174_900, "b": -84_800, "c": 594_500, "d": 315_400}) == {
        "a": 17, "b": -8, "c": 59, "d": 32,
    }  # fmt: skip
    assert whole_percents({"a": 333_333, "b": 333_333, "c": 333_334}) == {"a": 33, "b": 33, "c": 34}
    assert whole_percents({}) == {}


def test_a_table_that_was_stopped_moves_no_place():
    # Table 1 was stopped: without it 4 and 5 are the fourth and the fifth on every page.
    first, *others = planted_second.rated()
    tables = (evolve(first, status=f.ABORTED), *others)
    places = places_of(tables)
    assert places == {6: 1, 3: 2, 2: 3, 4: 4, 5: 5, 1: 6}
    words = say_of("planted", "en")
    for module in (created, fairness):
        assert [row[0] for row in module.panel(tables, words).rows] == ["1", "2", "3", "4", "5"]
    assert "of 5; somebody lost" in fairness.panel(tables, words).caption
