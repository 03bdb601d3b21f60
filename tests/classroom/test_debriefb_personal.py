"""
Goal: a student sees the own table, result, sheet and offers, and no other person's.

Method: figures of the planted class.
"""

from functools import partial
from itertools import chain

import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.debrief import own_sheet, personal
from classroom.debrief.own_turns import Mine, costliest, own_offers
from classroom.debrief.played import Played
from classroom.forms import FIRST_OFFER, reservation_of
from sim.domain import moves as m
from sim.domain.rules.choices import opening_package
from sim.domain.views import signing_utility, utility
from sim.engine.session import Session
from sim.report.say import NONE, say_of
from tests.classroom import planted, planted_second

ORCHARD, MILL, CROWN, COAST = planted.SEATS
POINT = planted.POINT


def sheet_of(one, seat, **more):
    """
    Return a table on which a seat's preparation sheet says more.
    """
    filled = evolve(one.preparation[seat], **more)
    return evolve(one, preparation={**one.preparation, seat: filled})


def test_own_column_is_marked_and_no_other():
    found = personal.place_figures(planted.planted(), Mine(table=6, seat=MILL))
    assert {row[0] for row in found.rows if row[3]} == {2}
    assert [row[2] for row in found.rows if row[3]] == [200_000, 335_000, 350_000, 200_000]


def place_of(tables, table):
    """
    Return the panel of the own table among all.
    """
    return personal.panels(tables, say_of("planted", "en"), Mine(table=table, seat=MILL))[0]


def test_own_column_stands_on_the_axis_of_the_wall():
    panel = place_of(planted.planted(), 6)
    assert "column 2 of 6, best first; without a deal: 2." in panel.caption
    assert ">share of the best joint gain<" in panel.drawing
    assert ">100\u00a0%<" in panel.drawing


@pytest.mark.parametrize(("table", "said"), [(4, "0, no deal"), (5, "0, the lesson ended")])
def test_own_table_without_a_deal_stands_at_nothing_and_in_no_order(table, said):
    panel = place_of(planted.planted(), table)
    assert panel.caption.startswith("Your table made no deal; tables without a deal: 2 of 6.")
    assert f">{said}<" in panel.drawing


def test_a_table_that_was_stopped_is_no_column():
    tables = (evolve(planted.planted()[0], status=f.ABORTED), *planted.planted()[1:])
    panel = place_of(tables, 1)
    assert "not compared" in panel.caption
    assert {row[-1] for row in panel.rows} == {NONE}
    assert place_of(tables, 6).caption.startswith("Your table is column 1 of 5")


def test_own_result_stands_among_those_of_the_role():
    found = personal.result_figures(planted.planted(), Mine(table=1, seat=MILL))
    expected = ((1, 50, 0), (2, 33.5, 0), (3, 24, 1), (4, 1, 0), (5, 0, 0), (5, 0, 0))
    assert found.rows == tuple((rank, int(got * POINT), own) for rank, got, own in expected)


def test_a_shared_rank_says_with_how_many():
    said = [
        personal.panels(planted.planted(), say_of("planted", "en"), Mine(table=table, seat=MILL))[1]
        for table in (1, 4)
    ]
    assert said[0].caption.startswith("Rank 3 of 6 in the same role, +24.0 points")
    assert said[1].caption.startswith("Rank 5 of 6 in the same role, shared with 1 other, 0.0")


def test_own_result_of_a_table_that_was_stopped_is_not_compared():
    stopped = evolve(planted.planted()[0], status=f.ABORTED)
    tables = (stopped, *planted.planted()[1:])
    panel = personal.panels(tables, say_of("planted", "en"), Mine(table=1, seat=MILL))[1]
    assert "not compared" in panel.caption


def test_sheet_stands_beside_what_was_so():
    found = own_sheet.sheet_figures(planted.planted(), Mine(table=1, seat=MILL))
    assert found.rows == (
        ("reservation", MILL, 300_000, 300_000, 300_000),
        ("target", MILL, 760_000, 540_000, 540_000),
    )


def test_the_sheet_of_who_shares_the_seat_is_not_shown():
    tables, words = planted.planted(), say_of("planted", "en")
    own, partner = (Mine(table=1, seat=MILL, who=who) for who in ("T1mill", "somebody"))
    assert own_sheet.sheet_figures(tables, own).rows
    assert own_sheet.sheet_figures(tables, partner).rows == ()
    curves = [personal.panels(tables, words, mine)[3].drawing for mine in (own, partner)]
    assert ["your target" in drawing for drawing in curves] == [True, False]


def test_what_others_needed_is_the_range_of_their_role():
    answers = {reservation_of(ORCHARD): 450_000}
    one = sheet_of(planted.planted()[0], MILL, answers=answers)
    other = planted.planted()[1]
    dear = evolve(other.results[ORCHARD], reservation=260_000)
    other = evolve(other)
    other.__dict__["results"] = {**planted.planted()[1].results, ORCHARD: dear}
    found = own_sheet.sheet_figures((one, other), Mine(table=1, seat=MILL))
    assert found.rows[-1] == ("reservation", ORCHARD, 450_000, 200_000, 260_000)


def test_planned_first_offer_is_compared_issue_by_issue():
    plan = {"price": 40, "works": "kept", "water": "guarded", "jobs": 0}
    one = sheet_of(planted.planted()[0], MILL, package=plan)
    found = own_sheet.sheet_figures((one,), Mine(table=1, seat=MILL))
    # It opened with 40 kept guarded 100: jobs otherwise.
    assert found.rows[-1] == (FIRST_OFFER, MILL, 4, 1, 1)


def test_own_offers_have_their_worth_and_steps():
    one = planted.planted()[0]
    found = personal.offer_figures(one, MILL)
    # 40 kept guarded 100 is worth 80, 40 shared guarded 100 is 76, 30 sold guarded 100 is 54.
    assert found.rows == (
        (1, 6, 500_000, None), (2, 9, 460_000, 40_000), (3, 11, 240_000, 220_000),
    )  # fmt: skip


def test_an_authority_has_no_offers_and_still_a_page():
    panels = personal.panels(planted.planted(), say_of("planted", "fr"), Mine(table=1, seat=CROWN))
    assert [panel.id for panel in panels] == ["own_place", "own_result", "own_sheet", "own_offers"]
    assert panels[3].drawing is None
    assert own_offers(planted.planted()[0], CROWN) == ()


def test_costliest_turn_is_the_best_offer_not_taken():
    # Table 5: 20 shared guarded 100 was worth 15 + 12 + 24 = 51 to mill, which kept 30.
    turn = costliest(planted.planted()[4], MILL)
    assert (turn.kind, turn.decision, turn.cost) == ("refused", 8, 210_000)


def test_nothing_refused_was_better_than_the_end():
    assert costliest(planted.planted()[0], ORCHARD) is None
    said = personal.costliest_said(planted.planted()[0], ORCHARD, say_of("planted", "en"))
    assert "No single turn" in said


def test_an_offer_below_no_deal_is_told_where_no_turn_was_costly():
    # 10 sold open 0 is worth nothing to mill, 30 less than no deal; orchard never answers.
    words, script = say_of("planted", "en"), [(30, MILL, planted.offer(10, "sold", "open", 0))]
    said = personal.costliest_said(planted.table(5, script=script), MILL, words)
    assert said == "Your only offer (0:30) was worth 30.0 points less to you than no deal."
    script += [(60, MILL, planted.offer(40, "kept", "open", 100))]
    said = personal.costliest_said(planted.table(5, script=script), MILL, words)
    assert said == "Your lowest offer (0:30) was worth 30.0 points less to you than no deal."


def test_a_public_word_may_be_the_costliest_turn():
    turn = costliest(planted.planted()[5], MILL)
    assert (turn.kind, turn.decision, turn.cost) == ("spoken", 5, 25_000)


def test_an_offer_one_said_yes_to_was_not_ones_own_refusal():
    # Table 5: mill accepted the first offer, home refused it; it was worth 0 anyway. Make it dear.
    script = [
        (200, ORCHARD, planted.offer(40, "kept", "open", 100)),
        (400, MILL, planted.accept(1)),
        (450, CROWN, m.Block()),
    ]
    one = planted.table(5, status=f.IMPASSE, script=script)
    assert costliest(one, MILL) is None
    turn = costliest(one, CROWN)
    assert turn is None, "no deal was worth 20 to the crown, this paper 20"


def test_a_paper_one_blocked_may_be_the_costliest_turn():
    script = [*planted.SCRIPTS[1][:8], (1030, CROWN, m.Block())]
    turn = costliest(planted.table(1, status=f.IMPASSE, script=script), CROWN)
    assert (turn.kind, turn.decision, turn.cost) == ("blocked", 13, 600_000)


@pytest.mark.parametrize("mine", [Mine(table=7, seat=MILL), Mine(table=1, seat="nobody")])
def test_nobody_elses_page_is_made_up(mine):
    assert personal.panels(planted.planted(), say_of("planted", "en"), mine) == ()


def test_others_sheets_and_forms_change_nothing_of_ones_page():
    tables = planted_second.rated()
    mine, words = Mine(table=1, seat=MILL), say_of("planted", "en")
    bare = tuple(
        evolve(
            one,
            feelings={},
            preparation={
                seat: form
                for seat, form in one.preparation.items()
                if (one.table, seat) == (mine.table, mine.seat)
            },
        )
        for one in tables
    )
    assert personal.panels(bare, words, mine) == personal.panels(tables, words, mine)


def test_no_table_is_told_by_its_number():
    tables = tuple(evolve(one, table=one.table + 700) for one in planted.planted())
    for panel in personal.panels(tables, say_of("planted", "en"), Mine(table=701, seat=MILL)):
        said = " ".join([panel.title, panel.caption, str(panel.drawing), *chain(*panel.rows)])
        assert not any(str(one.table) in said.split() for one in tables)


def test_each_of_a_pair_is_told_of_the_own_sheet():
    first = planted.planted()[0].preparation[MILL]
    partner = evolve(first, who="partner", answers={**first.answers, "reservation": 77})
    mine = Mine(table=1, seat=MILL, who="partner", sheet=partner)
    rows = own_sheet.sheet_figures(planted.planted(), mine).rows
    assert [row[2] for row in rows if row[:2] == ("reservation", MILL)] == [77]


def test_a_paper_worth_less_than_no_deal_is_the_costliest_turn_of_who_signed_it():
    # Table 3: orchard accepted its loss; crown only approved it.
    one = planted.planted()[2]
    turn = costliest(one, ORCHARD)
    assert one.gains[ORCHARD] < 0
    assert (turn.kind, turn.cost) == ("signed", -one.gains[ORCHARD])
    said = personal.costliest_said(one, ORCHARD, say_of("planted", "en"))
    less = f"{-one.gains[ORCHARD] / 10_000:.1f}"
    assert said.endswith(f"No deal would have been worth {less} points more to you.")
    lost = [seat for seat in one.seats if one.gains[seat] < 0 and seat not in {MILL, ORCHARD}]
    assert all(turn is None or turn.kind != "signed" for turn in map(partial(costliest, one), lost))


def test_an_offer_is_told_with_what_signing_it_that_day_would_have_cost():
    session = Session("summer-2020", seed=3, humans=("microsoft",))
    session.advance()
    package = opening_package(session.view("microsoft"))
    own = signing_utility(session.view("microsoft"), package, session.view("microsoft").minute)
    plain = utility(session.view("microsoft"), package)
    assert own < plain, "haste has a price on the first day"
    table = session.scenario.tables[0].id
    assert session.submit(m.Propose(table=table, package=package), "microsoft") is None
    one = Played(table=1, header=session.header, decisions=tuple(session.decisions), status="")
    assert [offer.utility for offer in own_offers(one, "microsoft")] == [own]


@pytest.mark.parametrize(("seat", "lang", "said"), [
    ("microsoft", "en", "You aimed at 9.0 bn and got 0.0 bn: target missed."),
    ("microsoft", "fr", "Vous visiez 9,0 Md $ et en avez 0,0 Md $"),
    ("white_house", "en", "You aimed at 9.0 points and got"),
])  # fmt: skip
def test_a_student_reads_back_the_unit_in_which_it_wrote(seat, lang, said):
    session = Session("summer-2020", seed=3)
    session.advance()
    unit = session.scenario.preferences[seat].unit
    sheet = f.FormFilled(who="A", form=f.PREPARATION, answers={"target": 9 * unit})
    one = Played(table=1, header=session.header, decisions=(), status=f.TIMEOUT,
                 preparation={seat: sheet})  # fmt: skip
    words = say_of("summer-2020", lang)
    captions = [panel.caption.replace("\u00a0", " ").replace("\u202f", " ")
                for panel in personal.panels([one], words, Mine(table=1, seat=seat))]  # fmt: skip
    assert any(said in caption for caption in captions), captions
