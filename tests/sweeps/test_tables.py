"""
The tables: their columns agree with the records they come from, and with the codebook.
"""

import json
import re
from pathlib import Path

import house
import pytest

from sim.engine.run import simulate
from sim.record.codec import decode_header
from sim.sweeps.columns import frame, runs_columns, table_columns
from sim.sweeps.sums import damaged
from sim.sweeps.sweeping import swept

PAGE = (house.ROOT / "docs/data.md").read_text(encoding="utf-8")
BOTH = ("events", "decisions")


@pytest.fixture
def made(plan, here, tmp_path):
    """
    Sweep the small scenario over two deadlines, with all tables.
    """
    return swept(plan(4, "deadline_latest=5,9", tables=BOTH), tmp_path, here())


def _rows(found, table):
    relation = frame(found.folder, table)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def test_a_row_a_game_with_what_was_varied_in_its_own_type(made):
    rows = _rows(made, "runs")
    assert [(row["cell"], row["deadline_latest"], row["seed"]) for row in rows] == [
        (cell, deadline, seed) for cell, deadline in ((0, 5), (1, 9)) for seed in range(4)
    ]
    assert sum(made.outcomes.values()) == made.runs == len(rows)


def test_a_row_tells_of_its_game_what_the_game_itself_tells(made):
    header = decode_header(Path(made.folder, "cells", "1.json").read_bytes().rstrip())
    run = simulate(header.scenario, 2)
    row = _rows(made, "runs")[6]
    assert row["digest"] == run.digest
    assert (row["outcome"], row["minute"]) == (run.outcome.kind, run.outcome.minute)
    assert (row["events"], row["decisions"]) == (len(run.events), run.decisions)
    assert (row["created"], row["left_on_table"]) == (run.created, run.left_on_table)
    assert row["issue_price"] == run.outcome.package["price"]
    for seat, score in run.seats.items():
        told = [row[f"{seat}_{what}"] for what in ("utility", "reservation", "surplus", "claimed")]
        assert told == [score.utility, score.reservation, score.surplus, score.claimed]


def test_events_and_decisions_are_those_of_the_records(made):
    events, decisions = _rows(made, "events"), _rows(made, "decisions")
    for row in _rows(made, "runs"):
        place = row["cell"], row["seed"]
        own = [one for one in events if (one["cell"], one["seed"]) == place]
        assert [one["seq"] for one in own] == list(range(row["events"]))
        own = [one for one in decisions if (one["cell"], one["seed"]) == place]
        assert [one["decision"] for one in own] == list(range(1, row["decisions"] + 1))
        assert all(json.loads(one["body"]) is not None for one in own)


def test_the_last_offer_accepted_is_worth_what_its_seats_have_in_the_end(made):
    for row in _rows(made, "runs"):
        accepted = [
            one for one in _rows(made, "decisions")
            if (one["cell"], one["seed"], one["move"]) == (row["cell"], row["seed"], "accept")
        ]  # fmt: skip
        assert accepted
        for name, value in accepted[-1].items():
            if name.endswith("_utility"):
                assert value == row[name]


def test_only_moves_that_name_a_package_have_its_worth(made):
    for one in _rows(made, "decisions"):
        worth = [value for name, value in one.items() if name.endswith("_utility")]
        assert (None not in worth) == (one["move"] in ("propose", "accept"))


def test_every_column_stands_in_the_codebook(plan):
    found = plan(1, "deadline_latest=5,9", "strategy.cidery=boulware,conceder")
    scenario = decode_header(found.cells[0].header).scenario
    tables = (runs_columns(found), *(table_columns(name, scenario) for name in BOTH))
    named = set(re.findall(r"`(\w+)`", PAGE))
    seats = {actor.id for actor in scenario.actors}
    for column in (name for columns in tables for name in columns):
        if column in ("deadline_latest", "strategy.cidery") or column.startswith("issue_"):
            continue
        seat, _, what = column.partition("_")
        assert (f"A_{what}" if seat in seats else column) in named, column


def test_numbers_that_are_varied_have_the_type_of_numbers(plan):
    found = runs_columns(plan(1, "deadline_latest=5,9", "strategy.cidery=boulware,conceder"))
    assert (found["deadline_latest"], found["strategy.cidery"]) == ("BIGINT", "VARCHAR")
    assert runs_columns(plan(1, "rules.break_day=0.1,1"))["rules.break_day"] == "DOUBLE"


def test_a_table_not_asked_for_any_more_is_kept_and_goes_on(plan, here, tmp_path, capsys):
    swept(plan(25, tables=BOTH), tmp_path, here())
    told = []
    swept(plan(25), tmp_path, here(), lambda done, _: told.append(done))
    # Nothing is played again, nothing is taken away, and it is said.
    assert told == [25]
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("warning: ")
    assert "begun with events, decisions" in line
    swept(plan(30, tables=("events",)), tmp_path, here())
    for name in ("runs", *BOTH):
        assert frame(tmp_path, name).aggregate("count(distinct seed)").fetchall() == [(30,)]


@pytest.mark.parametrize("name", ["plan.json", "cells/0.json", "runs.parquet", "events.parquet",
                                  "sweep.json", "sums.json"])  # fmt: skip
def test_what_a_disk_changed_is_known_and_the_same_sweep_mends_it(plan, here, tmp_path, name):
    first = swept(plan(4, tables=BOTH), tmp_path, here())
    assert damaged(tmp_path) is None
    path = tmp_path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert damaged(tmp_path) is not None
    assert swept(plan(4, tables=BOTH), tmp_path, here()).digest == first.digest
    assert damaged(tmp_path) is None


def test_results_of_a_shorter_sweep_are_none_of_one_that_was_stopped(plan, here, tmp_path):
    swept(plan(4), tmp_path, here())
    assert (tmp_path / "sweep.json").exists()

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        swept(plan(60), tmp_path, here(), stop)
    assert not (tmp_path / "sweep.json").exists()
    assert swept(plan(4), tmp_path, here()).runs == 4
