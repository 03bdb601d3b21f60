"""
Goal: every row of the bench still runs and says something sane. Method: least sizes, no timings.
"""

import json
import math

import pytest

from bench import peers, records, rows
from bench.measuring import TINY, Peer, Row
from sim.errors import DONE, FINDINGS, CannotError

NAMES = {
    "decision": ["decision", "decision.engine"],
    "games": ["games"],
    "replay": ["replay"],
    "append": ["append"],
    "fork": ["fork", "fork.flat"],
    "help": ["help"],
    "flat": ["flat.fold.150", "flat.fold.200", "flat.decide.150", "flat.decide.200"],
    "bilateral": ["bilateral.warm", "bilateral.cold"],
    "frontier": ["frontier.2", "frontier.4"],
    "evaluation": ["evaluation", "evaluation.64", "evaluation.cold"],
    "review": ["review", "review.slowest"],
    "game": [
        "game.drag",
        "game.longest",
        "game.long",
        "game.screen",
        "game.rest",
        "game.first",
        "game.memory",
    ],
    "sweep": ["sweep.efficiency", "sweep.games", "sweep.memory", "sweep.flat", "sweep.query"],
    "class": [
        "class.first",
        "class.joins",
        "class.joins.p99",
        "class.rate",
        "class.ack.p50",
        "class.ack.p99",
        "class.seen.p50",
        "class.seen.p99",
        "class.broadcast.p99",
        "class.memory",
    ],
    "kills": ["kills.lost", "kills.doubled", "kills.usurped", "kills.back"],
}
COUNTS = {"game.long", "game.rest", "kills.lost", "kills.doubled", "kills.usurped"}
"""Rows that may well be nothing."""
PEERED = {"bilateral", "frontier"}
KEYS = ["name", "value", "unit", "bar", "goal", "peer", "peer_value", "ok"]


def test_every_group_is_tried_here():
    assert list(rows.GROUPS) == list(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("group", NAMES)
def test_a_group_prints_its_rows_as_one_object(group, capsys):
    if group in PEERED and not peers.is_here(group):
        pytest.skip("negmas is not installed: uv run --group peers has it")
    code = rows.measure([group], as_json=True, size=TINY)
    found = json.loads(capsys.readouterr().out)["rows"]
    assert [row["name"] for row in found] == NAMES[group]
    for row in found:
        assert list(row) == KEYS
        assert row["unit"]
        assert row["peer"]
        assert all(math.isfinite(row[key]) and row[key] >= 0 for key in ("value", "peer_value"))
        assert row["peer_value"] > 0
        assert row["value"] > 0 or row["name"] in COUNTS
    assert code == (DONE if all(row["ok"] for row in found) else FINDINGS)


def _row(value, *, more=False):
    peer = Peer("something else, us", 2.0)
    return Row(name="made", value=value, unit="ms", peer=peer, bar=5, more_is_better=more)


def test_a_bar_is_reached_from_the_right_side():
    assert _row(4.0).ok
    assert not _row(6.0).ok
    assert _row(6.0, more=True).ok
    assert not _row(4.0, more=True).ok


@pytest.mark.parametrize(("value", "code"), [(4.0, DONE), (6.0, FINDINGS)])
def test_a_table_says_what_fell_short(monkeypatch, capsys, value, code):
    monkeypatch.setattr(rows, "GROUPS", {"made": lambda _: [_row(value)]})
    assert rows.measure([], as_json=False) == code
    line = capsys.readouterr().out.splitlines()[1].split()
    assert line == ["made", f"{value:g}", "ms", "5", "yes" if code == DONE else "no",
                    "something", "else,", "us:", "2"]  # fmt: skip


def test_a_row_chooses_its_group():
    assert rows.chosen(["fork.flat", "decision"]) == ["decision", "fork"]


def test_an_unknown_row_is_refused_with_the_choices():
    with pytest.raises(CannotError, match="choose one of decision, games"):
        rows.measure(["speed"], as_json=True, size=TINY)


def test_the_long_record_is_lawful_and_as_long_as_asked():
    session = records.long_session(TINY.events)
    kinds = {type(event).__name__ for made in session.decisions for event in made.events}
    assert {"OfferTabled", "OfferWithdrawn", "RemarkMade", "QuestionAsked"} <= kinds
    at = records.reaching(session.decisions, 100)
    assert 100 <= sum(len(made.events) for made in session.decisions[:at]) < 110
