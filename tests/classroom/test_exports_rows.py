"""
Goal: every file holds what happened. Method: one planted class, its records and sums by hand.
"""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from classroom import exports
from classroom.exports import columns as columns_of_files
from classroom.exports import export, kept_of
from classroom.store.sqlite import open_sqlite
from tests.classroom import planted
from tests.classroom.planted_room import BEGAN, CODE, Wall
from tests.classroom.planted_room import played as played_room

IDS = {number: f"{CODE}-{number:02d}" for number in range(1, 8)}
QUIET = {"wait", "take", "release", "reseed"}
WORTH = {
    # The table of the README: what an option is worth to orchard, mill, crown, coast, in points.
    "price": {10: (30, 0, 0, 0), 20: (20, 15, 0, 0), 30: (10, 30, 0, 0), 40: (0, 40, 0, 0)},
    "works": {"kept": (0, 16, 0, 0), "shared": (30, 12, 5, 10), "sold": (40, 0, 30, 0)},
    "water": {"open": (10, 0, 0, 0), "guarded": (0, 0, 30, 20)},
    "jobs": {0: (10, 0, 0, 0), 100: (0, 24, 20, 0)},
}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    store = open_sqlite(tmp_path_factory.mktemp("class"))
    yield played_room(store, Wall())
    store.close()


@pytest.fixture(scope="module")
def kept(room):
    return kept_of(room)


@pytest.fixture(scope="module")
def rows(kept):
    """
    Return the rows of every file as JSON Lines hold them.
    """
    return {
        sheet: [json.loads(line) for line in export(kept, f"{sheet}.jsonl").splitlines()]
        for sheet in columns_of_files.SHEETS
    }


@pytest.fixture(scope="module")
def lines(room):
    """
    Return the decision lines of every table, read by nothing of ours but the store.
    """
    return {
        number: [json.loads(line) for line in room.store.table(CODE, number).read(1)]
        for number in IDS
    }


def by_hand(name):
    """
    Return the rows of a file made by hand as dictionaries.
    """
    columns, found = planted.rows_by_hand(name)
    return [dict(zip(columns, row, strict=True)) for row in found]


def of_table(rows, number, **more):
    """
    Return the rows of a table, of a seat or another value if told.
    """
    return [
        row
        for row in rows
        if row["group_id"] == number and all(row[key] == value for key, value in more.items())
    ]


def points(package, seat):
    """
    Return what a package is worth to a seat by the table of the README, in points.
    """
    at = planted.SEATS.index(seat)
    return sum(WORTH[issue][option][at] for issue, option in package.items())


def test_there_are_as_many_rows_as_the_listing_says(kept, rows):
    listed = {one.name: one for one in exports.listing(kept)}
    assert set(listed) == set(exports.FILES)
    for sheet, found in rows.items():
        for name in (f"{sheet}.csv", f"{sheet}.jsonl"):
            assert listed[name].rows == (None if sheet == "panels" else len(found)), name
            assert listed[name].personal == (sheet in {"messages", "surveys"})
    assert listed["class.zip"].personal


def test_counts_are_those_of_the_records(rows, lines):
    table_lines = [one for table in lines.values() for one in table]
    assert len(rows["events"]) == sum(len(one["e"]) for one in table_lines)
    assert len(rows["decisions"]) == sum(one["m"][0] not in QUIET for one in table_lines)
    counts = {sheet: len(rows[sheet]) for sheet in ("sessions", "tables", "seats", "messages")}
    assert counts == {"sessions": 1, "tables": 7, "seats": 28, "messages": 0}
    forms = [form for number in planted.FEELINGS
             for some in planted.feelings(number).values() for form in some]  # fmt: skip
    forms += [form for number in planted.SCRIPTS for form in planted.sheets(number).values()]
    assert len(rows["surveys"]) == sum(len(form.answers) for form in forms)


def test_events_are_the_stored_ones_in_their_order(rows, lines):
    for number, table in lines.items():
        stored = [(one["a"], one["t"], one["d"], *event) for one in table for event in one["e"]]
        found = of_table(rows["events"], number)
        assert [row["position"] for row in found] == list(range(1, len(stored) + 1))
        for row, (actor, minute, decision, kind, body) in zip(found, stored, strict=True):
            assert (row["role"], row["sim_time"]) == (actor, minute)
            assert f"{row['event_type']}/{row['event_version']}" == kind
            assert json.loads(row["payload_json"]) == body
            assert row["causation_id"] == f"{IDS[number]}.d{decision}"


def test_who_learned_of_an_event_stands_beside_it(rows):
    seen = {row["event_type"]: row["visibility"] for row in of_table(rows["events"], 6)}
    assert seen["offer.tabled"] == "orchard mill"
    assert seen["seat.taken"] == "engine"
    assert seen["condition.set"] == "public"
    assert seen["card.played"] == "orchard"


def test_moments_and_people_are_those_of_the_script(room, rows):
    for number, script in planted.SCRIPTS.items():
        made = of_table(rows["decisions"], number, actor_kind="human")
        told = [(at, seat) for at, seat, move in script if type(move).__name__ != "Wait"]
        assert [(row["elapsed_s"], row["role"]) for row in made] == told
        for row in made:
            moment = datetime.fromisoformat(row["utc_time"]).astimezone(UTC)
            assert moment.timestamp() * 1000 == BEGAN + row["elapsed_s"] * 1000
            holder = room.cohort.members[row["participant_code"]]
            assert (holder.table, holder.seat) == (number, row["role"])


def test_tables_equal_the_sums_by_hand(rows):
    tables = {row["group_id"]: row for row in rows["tables"]}
    for hand in by_hand("created"):
        found = tables[hand["table"]]
        assert found["status"] == hand["status"]
        assert (found["joint_surplus"], found["joint_surplus_share"]) == (
            hand["gain"], hand["share"],
        )  # fmt: skip
    for hand in by_hand("pareto"):
        assert tables[hand["table"]]["pareto_gap"] == hand["left"]
    for hand in by_hand("distances"):
        found = tables[hand["table"]]
        assert (found["nash_distance"], found["ks_distance"]) == (
            hand["nash"], hand["kalai_smorodinsky"],
        )  # fmt: skip
    for hand in by_hand("time"):
        found = tables[hand["table"]]
        assert (found["time_to_agreement_s"], found["n_offers"]) == (hand["agreed"], hand["offers"])


def test_an_agreement_is_its_package(rows):
    agreed = {row["group_id"]: row["agreement_package_json"] for row in rows["tables"]}
    whole = {"price": 30, "works": "sold", "water": "guarded", "jobs": 100}
    assert json.loads(agreed[1]) == whole
    assert [number for number, package in agreed.items() if package is None] == [4, 5, 7]


def test_seats_equal_the_sums_by_hand(rows):
    for hand in by_hand("claimed"):
        (seat,) = of_table(rows["seats"], hand["table"], role=hand["seat"])
        assert seat["final_utility"] == hand["utility"]
        assert seat["reservation_value"] == hand["reservation"]
        assert (seat["surplus"], seat["surplus_share"]) == (hand["gain"], hand["share"])
    for hand in by_hand("normalised"):
        (seat,) = of_table(rows["seats"], hand["table"], role=hand["seat"])
        assert (seat["payoff"], seat["rank_within_role"], seat["z_within_role"]) == (
            hand["utility"], hand["rank"], hand["z"],
        )  # fmt: skip
    for hand in by_hand("subjective"):
        if hand["table"] is not None:
            (seat,) = of_table(rows["seats"], hand["table"], role=hand["seat"])
            felt = [seat[f"svi_{one}"] for one in planted.ITEMS]
            assert felt == [hand[one] for one in planted.ITEMS]


def test_sheets_stand_beside_what_was_true(rows):
    for number, stated in planted.RESERVATIONS.items():
        for role in planted.SEATS:
            (seat,) = of_table(rows["seats"], number, role=role)
            wrote = stated.get(role)
            kept = None if wrote is None else wrote * planted.POINT
            assert seat["reservation_value_stated"] == kept


def test_a_shared_seat_names_both_and_an_open_table_has_no_result(room, rows):
    (seat,) = of_table(rows["seats"], 3, role="orchard")
    holders = [one.who for one in room.cohort.holders(3, "orchard")]
    assert [seat["participant_code"], *seat["mirror_codes"].split()] == holders
    assert len(holders) == 2
    (table,) = of_table(rows["tables"], 7)
    assert (table["status"], table["n_bots"], table["joint_surplus"]) == ("open", 4, None)
    assert all(row["payoff"] is None for row in of_table(rows["seats"], 7))


def test_offers_equal_the_sums_by_hand(rows):
    hands = by_hand("concessions")
    offers = [row for row in rows["decisions"] if row["move_kind"] == "propose"]
    assert len(offers) == len(hands)
    for hand, row in zip(hands, offers, strict=True):
        assert (row["group_id"], row["role"]) == (hand["table"], hand["seat"])
        assert (row["elapsed_s"], row["utility_self"]) == (hand["at"], hand["utility"])
        assert row["concession"] == hand["step"]
        assert row["is_first_offer"] == (hand["turn"] == 1)


def test_worths_are_those_of_the_table_by_hand(rows):
    valued = [row for row in rows["decisions"] if row["package_json"] is not None]
    assert len(valued) == 27 + 5, "offers and acceptances"
    for row in valued:
        package = json.loads(row["package_json"])
        assert row["utility_self"] == points(package, row["role"]) * planted.POINT
        for seat in planted.SEATS:
            worth = None if seat == row["role"] else points(package, seat) * planted.POINT
            assert row[f"utility_other_{seat}"] == worth
    for row in rows["outcome_space"]:
        package = json.loads(row["package_json"])
        for seat in planted.SEATS:
            assert row[f"utility_{seat}"] == points(package, seat) * planted.POINT


def test_what_answers_what(rows):
    made = {row["decision_id"]: row for row in of_table(rows["decisions"], 1)}
    moves = [
        (row["move"], row["responds_to"] and made[row["responds_to"]]["elapsed_s"],
         row["response_time_s"])
        for row in made.values()
    ]  # fmt: skip
    assert moves == [
        ("offer", None, None), ("counter", 60, 60), ("disclose", None, None), ("counter", 120, 180),
        ("counter", 300, 180), ("counter", 480, 220), ("counter", 700, 260), ("accept", 960, 40),
        ("approve", None, None), ("approve", None, None),
    ]  # fmt: skip
    # At table 4 the mill takes its offer back and tables it anew: nobody answered meanwhile.
    again = of_table(rows["decisions"], 4)
    assert [(row["move"], row["is_counter"]) for row in again] == [
        ("offer", 0), ("counter", 1), ("counter", 1), ("withdraw", None), ("offer", 0),
        ("counter", 1), ("walk_out", None),
    ]  # fmt: skip
    events = of_table(rows["events"], 1)
    begun = {row["correlation_id"] for row in events if row["event_type"].startswith("offer.")}
    assert begun == {next(iter(made))}


def test_named_points_of_the_outcome_space_are_those_by_hand(rows):
    space = rows["outcome_space"]
    assert len(space) == 48
    named = {key: [json.loads(row["package_json"]) for row in space if row[key]]
             for key in ("is_nash", "is_ks")}  # fmt: skip
    assert named["is_nash"] == [{"price": 30, "works": "shared", "water": "guarded", "jobs": 100}]
    assert named["is_ks"] == [{"price": 30, "works": "sold", "water": "guarded", "jobs": 100}]
    assert sum(row["is_rational"] for row in space) == 19
    worths = [[row[f"utility_{seat}"] for seat in planted.SEATS] for row in space]
    for own, row in zip(worths, space, strict=True):
        beaten = any(other != own and all(map(int.__ge__, other, own)) for other in worths)
        assert row["is_pareto"] == (not beaten)


@pytest.mark.parametrize("panel", ["created", "claimed", "time", "normalised", "veto", "audience"])
def test_panels_hold_every_cell_that_was_made_by_hand(rows, panel):
    hands = by_hand(panel)
    role = next((name for name in ("seat", "by", "actor") if name in hands[0]), "")
    told = [
        (at, hand["table"], hand.get(role), measure, value)
        for at, hand in enumerate(hands, 1)
        for measure, value in hand.items()
        if measure not in {"table", role}
    ]
    found = [
        (row["row"], row["group_id"], row["role"], row["measure"],
         row["value"] if row["value"] is not None else row["value_text"])
        for row in rows["panels"]
        if row["panel"] == panel and row["row"] is not None
    ]  # fmt: skip
    if panel in {"veto", "audience"}:
        # The record of a room begins with its people sitting down, four decisions earlier.
        shifted = {"event", "decision", "until"}
        told = [one for one in told if one[3] not in shifted]
        found = [one for one in found if one[3] not in shifted]
    assert found == told


def test_totals_of_panels_stand_without_a_row(rows):
    totals = [row for row in rows["panels"] if row["panel"] == "claimed" and row["row"] is None]
    _, hands = planted.rows_by_hand("claimed.totals")
    assert [(row["role"], row["value"]) for row in totals] == list(hands)
    assert {row["measure"] for row in totals} == {"total"}


def test_the_session_tells_plan_and_clock(rows):
    (session,) = rows["sessions"]
    assert (session["session_code"], session["n_participants"]) == (CODE, 25)
    assert json.loads(session["timers_json"]) == {"bargaining": 900, "briefing": 300}
    assert session["bargaining_utc"] == "2023-11-14T22:13:20.000Z"
    assert (session["ended_utc"], session["paused_s"]) == (None, 0)


def test_keys_tell_rows_apart(rows):
    for sheet, key in columns_of_files.KEYS.items():
        found = [tuple(row[name] for name in key) for row in rows[sheet]]
        assert len(set(found)) == len(found), sheet


def test_csv_has_the_lines_of_rfc_4180(kept, rows):
    for sheet, found in rows.items():
        data = export(kept, f"{sheet}.csv").decode()
        assert data.endswith("\r\n")
        assert "\n" not in data.replace("\r\n", "")
        assert len(list(csv.reader(io.StringIO(data, newline="")))) == len(found) + 1


def test_there_is_no_other_file(kept):
    with pytest.raises(KeyError):
        export(kept, "names.csv")
