"""
Goal: panels hold where a class is small, silent or did not agree. Method: tables made for it.
"""

import re

import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.debrief import (
    audience,
    fairness,
    history,
    leaks,
    normalised,
    subjective,
    telling,
    two_level,
    veto,
    what_if,
)
from classroom.debrief.moments import moment, passed
from classroom.debrief.played import Played
from sim.charts.markup import escaped
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.talks import Outcome
from sim.domain.units import MINUTES_DAY
from sim.engine.session import Session
from sim.history import shipped_history
from sim.record.codec import encode_decision, encode_header
from sim.record.store import MemoryLog, current
from sim.report.say import NONE, say_of
from sim.scenario import load_scenario
from tests.classroom import planted, planted_second

ALL = (veto, two_level, audience, leaks, fairness, normalised, subjective)
ORCHARD, MILL, CROWN, COAST = planted.SEATS


def rows(module, *tables):
    """
    Return a panel's rows as mappings.
    """
    found = module.figures(tables)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def scripted(*script, status=f.TIMEOUT):
    """
    Return a table on which only these moves were made.
    """
    return planted.table(9, status=status, script=list(script))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("module", ALL, ids=lambda module: module.ID)
def test_one_table_and_an_untouched_one_make_panels_with_a_warning(module, lang):
    words = say_of("planted", lang)
    for one in (planted_second.rated()[0], scripted()):
        panel = module.panel((one,), words)
        assert panel.notes
        assert panel.title
        assert all(len(row) == len(panel.head) for row in panel.rows)


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.ID)
def test_an_empty_class_has_no_drawing(module):
    panel = module.panel((), say_of("planted", "en"))
    assert panel.drawing is None
    assert not panel.rows


def test_fewer_than_five_tables_have_ranks_and_never_a_z():
    few = rows(normalised, *planted.planted()[:4])
    assert {row["why_not"] for row in few} == {"few"}
    assert all(row["z"] is None for row in few)
    assert [row["rank"] for row in few if row["seat"] == MILL] == [2, 3, 1, 4]
    five = rows(normalised, *planted.planted()[:5])
    assert all(isinstance(row["z"], int) for row in five)


def test_a_role_that_always_got_the_same_has_no_z():
    same = [evolve(planted.planted()[3], table=number) for number in range(1, 6)]
    assert {row["why_not"] for row in rows(normalised, *same)} == {"alike"}


def test_open_and_aborted_tables_do_not_enter_the_scores():
    first, *others = planted.planted()
    for status in ("", f.ABORTED):
        found = rows(normalised, evolve(first, status=status), *others)
        assert {row["table"] for row in found} == {2, 3, 4, 5, 6}
        assert {row["tables"] for row in found} == {5}


def test_no_deal_enters_the_scores_with_what_no_deal_was_worth_at_the_opening():
    # A public line is charged where nothing is sold: half a point times its weight.
    one = scripted((10, MILL, m.State(issue="price", line=40)))
    assert one.results[MILL].utility == 295_000
    assert one.entered[MILL] == 300_000


def test_a_line_without_a_sale_stands_and_costs_half_a_point():
    one = scripted((10, MILL, m.State(issue="price", line=40)))
    (said,) = rows(audience, one)
    assert (said["fate"], said["cost"]) == ("stands", 5_000)


def test_a_class_without_public_words_says_nothing():
    quiet = planted.planted()[:5]
    assert rows(audience, *quiet) == []
    assert audience.panel(quiet, say_of("planted", "en")).drawing is None


def test_a_line_that_the_deal_betters_was_kept():
    script = [(10, MILL, m.State(issue="price", line=10)), *planted.SCRIPTS[2]]
    one = planted.table(2, script=script)
    (said,) = rows(audience, one)
    assert (said["fate"], said["cost"]) == ("kept", 0)


def test_a_line_taken_back_is_contradicted_by_that_decision():
    one = scripted((10, MILL, m.State(issue="price", line=40)), (20, MILL, m.Retract()))
    (said,) = rows(audience, one)
    assert (said["fate"], said["until"]) == ("taken_back", 6)


def test_a_condition_that_its_author_forgets_is_broken():
    script = [(10, CROWN, m.Condition(issue="works", option="kept")), *planted.SCRIPTS[1]]
    (said,) = rows(audience, planted.table(1, script=script))
    assert (said["fate"], said["until"]) == ("broken", 14)
    script[0] = (10, CROWN, m.Condition(issue="works", option="sold"))
    (said,) = rows(audience, planted.table(1, script=script))
    assert said["fate"] == "kept"


def test_an_order_taken_back_contradicts_the_threat_it_carried_out():
    script = [(10, CROWN, m.Threaten()), (20, CROWN, m.Order(deadline=20 * MINUTES_DAY))]
    (said,) = rows(audience, scripted(*script))
    assert (said["kind"], said["fate"], said["until"]) == ("threat", "kept", 6)
    (said,) = rows(audience, scripted(*script, (30, CROWN, m.Retract())))
    assert (said["fate"], said["until"], said["standing"]) == ("taken_back", 7, 0)


def test_a_deadline_that_is_extended_was_contradicted():
    script = [(10, CROWN, m.SetDeadline(minute=9 * MINUTES_DAY)),
              (20, CROWN, m.ExtendDeadline(minute=12 * MINUTES_DAY))]  # fmt: skip
    first, second = rows(audience, scripted(*script))
    assert (first["fate"], first["until"]) == ("moved", 6)
    assert (second["fate"], second["option"]) == ("stands", 12 * MINUTES_DAY)


def test_an_evasive_answer_gives_nothing_away():
    question = (10, MILL, m.Ask(to=ORCHARD, question="reservation"))
    for honest, count in ((True, 1), (False, 0)):
        answer = m.Answer(to=MILL, number=1, honest=honest)
        found = rows(leaks, scripted(question, (20, ORCHARD, answer)))
        assert [row["way"] for row in found] == ["answer"] * count


def test_what_still_stands_is_hollow_and_what_costs_nothing_says_so():
    # A threat and two deadlines: the first deadline was moved, the second and the threat stand.
    script = [(5, CROWN, m.Threaten()), (10, CROWN, m.SetDeadline(minute=9 * MINUTES_DAY)),
              (20, CROWN, m.ExtendDeadline(minute=12 * MINUTES_DAY))]  # fmt: skip
    words = say_of("planted", "en")
    drawn = str(audience.panel((scripted(*script),), words).drawing)
    hollow = 'fill="#fffdf8" stroke="#171c28" stroke-width="1.6"'
    assert drawn.count(hollow) == 2 + 1, "one in the key"
    assert drawn.count(f">{words.text('class.audience.free')}<") == 2
    paid = str(audience.panel(planted.planted(), words).drawing)
    assert f">{words.points(-25_000, signed=True)}<" in paid


def test_leaks_are_counted_from_whom_to_whom_and_none_hides_another():
    # Forty times the same proof at the same moment, and a story in the press at table 6.
    told, pressed = planted.planted()[0], planted.planted()[5]
    some = [*(evolve(told, table=number) for number in range(1, 41)), evolve(pressed, table=41)]
    words = say_of("planted", "en")
    drawn = str(leaks.panel(some, words).drawing)
    large = re.findall(r'font-size="20">(\d+)<', drawn)
    assert sorted(large) == ["1", "40"]
    assert words.text.count("class.leaks.n_proof", 40) in drawn
    assert words.text.count("class.leaks.n_traced", 1) in drawn


def test_a_table_without_forms_is_measured_and_not_rated():
    bare = evolve(planted.planted()[0], feelings={}, preparation={})
    (row,) = rows(fairness, bare)
    assert (row["gini"], row["answers"], row["rating"]) == (314_516, 0, None)
    assert rows(subjective, bare) == []
    assert fairness.panel((bare,), say_of("planted", "en")).drawing is not None


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ((5, 5, 5), 0),
        ((0, 0, 0, 12), 750_000),
        ((0, 0), None),
        ((-1, 9), None),
        ((), None),
    ],
)
def test_gini_is_that_of_the_books(gains, expected):
    assert fairness.gini(gains) == expected


def test_z_is_rounded_to_the_nearest_thousandth():
    # 1 2 3 4 5: mean 3, sample sd sqrt(2.5) = 1.58114; 2 / 1.58114 = 1.26491.
    values = [1, 2, 3, 4, 5]
    assert [normalised.z_milli(values, value) for value in values] == [-1265, -632, 0, 632, 1265]


def test_a_veto_that_refuses_is_the_one_yes_missing():
    script = [*planted.SCRIPTS[1][:8], (1030, CROWN, m.Block())]
    one = planted.table(1, status=f.IMPASSE, script=script)
    found = {row["actor"]: row for row in rows(veto, one)}
    assert (found[CROWN]["answer"], found[CROWN]["alone"]) == ("no", 1)
    assert sum(row["alone"] for row in found.values()) == 1


@pytest.mark.slow
def test_of_three_parties_the_last_to_be_silent_is_alone():
    session = Session(load_scenario("merger-of-equals"), seed=1,
                      humans=("alder", "birch", "crews"))  # fmt: skip
    options = {"share": 50, "headquarters": "both", "brand": "new", "guarantee": 2, "fleet": 100}
    planted._wait_for(session, "alder")
    assert session.submit(m.Propose(table="merger", package=Package(options)), "alder") is None

    def missing():
        return [row["actor"] for row in rows(veto, _of(session)) if row["alone"]]

    assert missing() == []
    planted._wait_for(session, "birch")
    assert session.submit(m.Accept(table="merger", offer=1), "birch") is None
    assert missing() == ["crews"]
    assert len({row["zone"] for row in rows(two_level, _of(session))}) == 1


def _of(session):
    """
    Return a session's record as an open table.
    """
    return Played(table=1, header=session.header, decisions=tuple(session.decisions), status="")


def test_home_that_forgives_ratifies_more():
    # Ten points short of no deal still pass half the time: worth 20 to mill is enough. Price 10: 3
    # of 6 works and jobs, price 20: 5, price 30 and 40: all 6; 20 in all, twice for water.
    one = planted.planted()[0]
    numbers = {**one.scenario.numbers, "ratify_bias_points": 10_000_000}
    header = evolve(one.header, scenario=evolve(one.scenario, numbers=numbers))
    found = rows(two_level, evolve(one, header=header, decisions=(), status=""))
    assert [row["home_set"] for row in found] == [None, 40]


def test_where_nobody_is_asked_at_home_there_is_no_vote():
    one = planted.planted()[0]
    numbers = {**one.scenario.numbers, "ratify_spread_points": 0}
    header = evolve(one.header, scenario=evolve(one.scenario, numbers=numbers))
    found = rows(two_level, evolve(one, header=header))
    assert {(row["home_set"], row["asked"], row["odds"]) for row in found} == {(None, 0, None)}
    words = say_of("planted", "en")
    panel = two_level.panel((evolve(one, header=header),), words)
    assert words.text("class.two_level.sign.refused") not in str(panel.drawing)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_home_would_ratify_is_drawn_and_the_seats_are_named(lang):
    words = say_of("planted", lang)
    panel = two_level.panel(planted.planted(), words)
    seats = telling.listed((words.seat(ORCHARD), words.seat(MILL)), words)
    for said in (words.text("class.two_level.sign.home", seat=words.seat(MILL)),
                 words.text("class.two_level.zone", seats=seats)):  # fmt: skip
        assert escaped(said) in str(panel.drawing)
    # One level a table and one in the key; the deal of table 3 is worth 20 less to the buyer.
    assert str(panel.drawing).count('stroke-dasharray="5 3"') == 7
    assert words.number(1) in panel.caption
    assert "win-set" not in " ".join([panel.caption, *panel.head])


def test_an_offer_taken_back_leaves_no_yes_behind():
    opened = (10, ORCHARD, planted.offer(10, "sold", "open", 0))
    (standing,) = (row["actor"] for row in rows(veto, scripted(opened)) if row["alone"])
    assert standing == MILL
    back = (20, ORCHARD, m.Withdraw(table=planted.SALE, offer=1))
    found = rows(veto, scripted(opened, back))
    assert {row["answer"] for row in found if row["part"] == "party"} == {"silent"}
    assert not any(row["alone"] for row in found)


def test_a_seat_whose_yes_a_paper_did_not_need_was_left_out():
    signed = _with_the_crown_alone()
    assert [row["actor"] for row in rows(veto, signed) if row["left_out"]] == [COAST]
    assert not any(row["left_out"] for row in rows(veto, evolve(signed, decisions=())))


def test_only_who_was_asked_and_did_not_answer_is_drawn_as_silent():
    # At table 5 no paper came to the crown: it was never asked, whatever it could have said.
    some = planted.planted()
    silent = sum(row["answer"] == "silent" for row in rows(veto, *some))
    asked = 'fill="#fffdf8" stroke="#4f5768"'
    drawn = str(veto.panel(some, say_of("planted", "en")).drawing).count(asked)
    assert (silent, drawn) == (1, silent + 1), "the key has one too"


def test_a_seat_left_out_has_a_sign_of_its_own():
    words = say_of("planted", "en")
    told = words.text("class.veto.sign.unneeded")
    signed = _with_the_crown_alone()
    assert told in str(veto.panel((signed,), words).drawing)
    assert told not in str(veto.panel(planted.planted(), words).drawing)


def _with_the_crown_alone():
    """
    Return a table at which a signed paper needed no yes of the coast.
    """
    one = planted.planted()[0]
    scenario = evolve(one.scenario, consents=one.scenario.consents[:1])
    made = tuple(
        evolve(decision, events=tuple(map(_narrowed, decision.events)))
        for decision in one.decisions
    )
    return evolve(one, header=evolve(one.header, scenario=scenario), decisions=made)


def _narrowed(event):
    """
    Return an event as if only the crown had to consent.
    """
    return evolve(event, needed=(CROWN,)) if isinstance(event, e.ApprovalsOpened) else event


def test_moments_are_class_time_or_days():
    one, words = planted.planted()[0], say_of("planted", "en")
    assert moment(one, 7, words) == "3:00"
    assert moment(one, None, words) == NONE
    bare = evolve(one, seconds={})
    assert moment(bare, 7, words) == "day 1"
    assert passed(bare, 8) == 500_000


def test_a_what_if_needs_a_table_and_its_own_fork():
    real, forked = planted_second.pair()
    for wrong in ((real,), (real, planted.planted()[0]), (real, forked, forked)):
        with pytest.raises(ValueError, match="own fork"):
            what_if.figures(wrong)
    drawn = str(what_if.panel((real, forked), say_of("planted", "en")).drawing)
    assert ">change</text>" in drawn, "the numbers beside the marks are not their heights"
    alike = what_if.figures((real, real))
    assert {row[-1] for row in alike.rows} == {0}
    assert alike.rows[0][2] == len(real.decisions)


def test_history_counts_only_what_the_same_actor_did():
    demand = (10, COAST, m.Condition(issue="water", option="guarded"))
    assert history.first_minutes((scripted(demand),), "condition", CROWN) == {}
    assert history.first_minutes((scripted(demand),), "condition", COAST) == {9: 0}


def test_the_shipped_history_is_told_by_its_own_row():
    shipped = shipped_history()
    found = history.real_of(shipped, Outcome(kind="lapsed", minute=shipped.entries[-1].minute,
                                             package=None))  # fmt: skip
    told = next(row for row in shipped.rows if row.number == found.row)
    assert (told.date, told.kind) == ("2021-02-10", "deal_shelved")
    firsts = {kind: history._first(shipped, kind) for kind in history.TURNS}
    assert all(firsts.values()), "each turn happened in the world"


def test_the_real_talks_tell_that_the_buyer_was_refused_and_when_they_ended():
    nobody = (_untouched("summer-2020"),)
    real = history.real_of(shipped_history(), Outcome(kind="lapsed", minute=281_000, package=None))
    found = history.figures(nobody, real)
    told = {row[0]: row for row in found.rows}
    refused, chosen = (row for row in real.history.rows if row.kind in {
        "bid_rejected", "bid_accepted"} and row.date == "2020-09-13")  # fmt: skip
    assert (refused.kind, chosen.kind) == ("bid_rejected", "bid_accepted")
    assert told["rival"][1:4] == (refused.actor, chosen.number, chosen.date)
    for lang in ("en", "fr"):
        words = say_of("summer-2020", lang)
        panel = history.panel(nobody, words, real)
        for row in (refused, chosen):
            assert words.names.get(row.text_key, "") in panel.caption
        for told_of in (words.date("2020-09-13"), words.date("2021-02-10")):
            assert told_of in panel.caption + str(panel.drawing)
        assert words.names.get("outcome.lapsed", "") not in panel.caption


def test_a_lesson_that_was_over_is_no_end_of_talks():
    *_, end = history.figures(planted.planted(), planted_second.real()).rows
    assert end[7:9] == (1, 5), "of six tables one was still talking"


def _untouched(name):
    """
    Return a table of a scenario at which nothing was decided.
    """
    session = Session(load_scenario(name), seed=1)
    return Played(table=1, header=session.header, decisions=(), status=f.TIMEOUT)


@pytest.mark.slow
def test_strategies_play_a_fork_on_with_the_same_luck():
    real = planted.planted()[2]
    log = MemoryLog(encode_header(real.header))
    branch = current(log)
    for number, made in enumerate(real.decisions[:9]):
        log.append(branch, number, encode_decision(made))
    session = Session.resume(log)
    for seat in planted.SEATS:
        session.release(seat)
    session.advance()
    forked = evolve(real, decisions=tuple(session.decisions), status=f.IMPASSE)
    found = what_if.figures((real, forked))
    assert {row[2] for row in found.rows} == {9}
    assert {row[4] for row in found.rows} == {forked.final.common.outcome.kind}
    assert what_if.panel((real, forked), say_of("planted", "fr")).drawing


def test_a_scenario_without_a_history_has_no_such_panel():
    real = planted_second.real()
    assert history.applies(planted.planted(), real)
    assert not history.applies(planted.planted(), None)
    assert not history.applies((), real)
    other = evolve(real, history=evolve(real.history, name="another"))
    assert not history.applies(planted.planted(), other)
    assert history.figures(planted.planted(), other).rows == ()
