"""
Goal: files tell who played a seat when, and what was possible. Method: leave, come back, run late.
"""

import json
from collections import Counter

import pytest

from classroom import joining, leading
from classroom.cohort import facts as f
from classroom.exports import export, kept_of
from classroom.exports.flow import answered, packages
from classroom.exports.space import ALL_MOST, sample
from classroom.room import Room
from classroom.store.sqlite import open_sqlite
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import package_at, packages_count
from sim.domain.decision import HUMAN, STRATEGY, Decision
from sim.scenario import load_scenario
from tests.classroom import planted
from tests.classroom.planted_room import Wall, founded, submit, wait_for

STEP = 1000
PRICES = (10, 20, 30, 40)


@pytest.fixture
def store(tmp_path):
    made = open_sqlite(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(store):
    """
    Return a class of two people at one table, bargaining, and a table nobody came to.
    """
    made = founded(store, Wall())
    for name in ("Ann", "Bob"):
        joining.join(made, name, "en")
    made.make_table(2)
    leading.begin(made, f.BRIEFING)
    leading.begin(made, f.BARGAINING, 900)
    return made


def rows(room, name):
    """
    Return the rows of a file.
    """
    data = export(kept_of(room), f"{name}.jsonl")
    return [json.loads(line) for line in data.splitlines()]


def seats(room, table=1):
    """
    Return the rows of a table's seats by role.
    """
    return {row["role"]: row for row in rows(room, "seats") if row["group_id"] == table}


def acted(room, seat):
    """
    Let a seat table an offer, a second later and another one each time.
    """
    wait_for(room, 1, seat)
    room.now.at += STEP
    price = PRICES[room.now.at // STEP % len(PRICES)]
    submit(room, 1, seat, planted.offer(price, "kept", "guarded", 100))


def test_seats_without_people_are_strategies_from_first_to_last(room):
    one, two = seats(room), seats(room, 2)
    assert [one[role]["is_bot"] for role in planted.SEATS] == [0, 0, 1, 1]
    assert [row["is_bot"] for row in two.values()] == [1, 1, 1, 1]
    assert {row["bot_share_of_moves"] for row in two.values()} <= {None, 1_000_000}
    assert one["orchard"]["participant_code"] in room.cohort.members
    assert one["crown"]["participant_code"] is None
    assert [row["n_bots"] for row in rows(room, "tables")] == [2, 4]
    assert (one["crown"]["bot_policy"], one["crown"]["bot_version"]) == ("authority_host", "3")


def test_who_left_and_came_back_is_counted(room):
    acted(room, "mill")
    room.hand_to_strategy(1, "orchard", f.AWAY)
    acted(room, "mill")
    room.hand_to_person(1, "orchard")
    room.hand_to_strategy(1, "mill", f.ASKED)
    found = seats(room)
    assert (found["orchard"]["dropped"], found["orchard"]["reconnects"]) == (1, 1)
    assert (found["mill"]["dropped"], found["mill"]["reconnects"]) == (0, 0)
    assert found["orchard"]["is_bot"] == 0


@pytest.mark.parametrize(("why", "late"), [(f.AWAY, 1), (f.STALLED, 1), (f.ASKED, 0), (f.EMPTY, 0)])
def test_a_strategy_in_place_of_the_absent_is_a_timeout_and_no_other_is(room, why, late):
    room.hand_to_strategy(1, "orchard", why)
    for _ in range(3):
        acted(room, "mill")
    made = [row for row in rows(room, "decisions") if row["group_id"] == 1]
    stand_ins = [row for row in made if row["role"] == "orchard"]
    assert stand_ins, "the strategy made an offer"
    assert {(row["actor_kind"], row["timeout_happened"]) for row in stand_ins} == {("bot", late)}
    others = {row["timeout_happened"] for row in made if row["role"] != "orchard"}
    assert others == {0}
    share = seats(room)["orchard"]["bot_share_of_moves"]
    assert share == 1_000_000


def test_what_strategies_do_once_time_is_up_is_a_timeout(room):
    joining.join(room, "Cyd", "en")
    acted(room, "mill")
    wait_for(room, 1, "orchard")
    submit(room, 1, "orchard", planted.accept(1))
    leading.time_up(room)
    answers = {
        row["role"]: (row["actor_kind"], row["timeout_happened"])
        for row in rows(room, "decisions")
        if row["group_id"] == 1 and row["move"] == "approve"
    }
    assert answers == {"crown": ("bot", 1), "coast": ("bot", 0)}


def test_pauses_do_not_run_and_are_summed(room):
    acted(room, "mill")
    leading.pause(room)
    room.now.at += 60_000
    leading.resume(room)
    acted(room, "mill")
    made = [row for row in rows(room, "decisions") if row["participant_code"]]
    assert [row["elapsed_s"] for row in made] == [1, 2]
    (session,) = rows(room, "sessions")
    assert session["paused_s"] == 60


def test_a_class_that_is_closed_says_when(room):
    room.now.at += 5 * STEP
    leading.begin(room, f.CLOSED)
    (session,) = rows(room, "sessions")
    assert (session["started_utc"], session["ended_utc"]) == (
        "2023-11-14T22:13:20.000Z", "2023-11-14T22:13:25.000Z",
    )  # fmt: skip


def test_a_class_that_nobody_joined_has_all_files(store):
    room = founded(store, Wall())
    assert rows(room, "tables") == rows(room, "panels") == []
    assert len(rows(room, "outcome_space")) == 48
    assert export(kept_of(room), "class.zip")


def decision(number, actor, move, *events, source=HUMAN):
    return Decision(number=number, actor=actor, minute=0, source=source, move=move, events=events)


def test_an_answer_hangs_on_its_question_and_the_amended_paper_on_its_table():
    package = planted.package(10, "kept", "open", 0)
    asked = e.QuestionAsked(by="mill", to="orchard", number=1, question="reservation")
    amended = e.TermsAmended(table="sale", package=package)
    made = (
        decision(1, "mill", m.Ask(to="orchard", question="reservation"), asked),
        decision(2, "crown", m.Wait(), source=STRATEGY),
        decision(3, "orchard", m.Answer(to="mill", number=1, honest=True)),
        decision(4, "mill", m.Accept(table="sale", offer=0), amended),
    )
    assert answered(made) == {3: 1}
    assert packages(made) == {4: package}


def test_a_sample_is_even_and_the_same_every_time():
    issues = load_scenario("summer-2020").issues
    count = packages_count(issues)
    found = sample(count)
    assert count > len(found) == ALL_MOST
    assert max(found) < count
    assert found == sample.__wrapped__(count)
    some = [package_at(issues, number) for number in found]
    for issue in issues:
        tally = Counter(package[issue.id] for package in some)
        fair = ALL_MOST / len(issue.options)
        assert set(tally) == set(issue.options)
        assert all(abs(seen - fair) < fair * 0.05 for seen in tally.values()), (issue.id, tally)


@pytest.mark.slow
def test_many_packages_are_a_sample_with_its_size_and_every_named_point(store):
    scenario = load_scenario("summer-2020")
    room = founded(store, Wall(), scenario)
    found = rows(room, "outcome_space")
    named = [row for row in found if row["is_nash"] or row["is_ks"]]
    assert sum(row["is_sampled"] for row in found) == ALL_MOST
    assert len(found) <= ALL_MOST + 4
    assert {row["n_packages"] for row in found} == {packages_count(scenario.issues)}
    assert len(named) in {1, 2}
    assert all(row["is_rational"] for row in named)


@pytest.mark.slow
def test_a_teachers_event_and_a_what_if_are_told(store):
    scenario = load_scenario("summer-2020")
    room = founded(store, Wall(), scenario)
    joining.join(room, "Ann", "en")
    leading.begin(room, f.BRIEFING)
    leading.begin(room, f.BARGAINING, 900)
    leading.happen(room, "beijing", m.RestrictExport())
    taught = [row for row in rows(room, "decisions") if row["actor_kind"] == "teacher"]
    assert [(row["role"], row["id_in_group"], row["move"]) for row in taught] == [
        ("beijing", None, "restrict_export"),
    ]  # fmt: skip
    leading.time_up(room)
    leading.fork(room, 1, 3)
    panels = {row["panel"] for row in rows(room, "panels")}
    assert "what_if" in panels
    again = Room(store, room.code, room.now)
    assert export(kept_of(again), "class.zip") == export(kept_of(room), "class.zip")
