"""
Goal: the real summer is a record like any other: decided by the rules, checked, told and forked.
"""

import json
import re
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from history.persons import PERSONS

from sim import history
from sim.domain.decision import SCRIPT, STRATEGY
from sim.domain.draws import Draws
from sim.domain.events import ConditionRefused, DealApproved
from sim.domain.lookup import index_of
from sim.domain.moves import Wait
from sim.domain.talks import OUTCOMES
from sim.engine.session import Session
from sim.history import (
    NOTE_ROW,
    history_record,
    kept_calibration,
    main,
    page,
    play_history,
    rows_of,
)
from sim.history_rows import texts
from sim.places import assets_folder
from sim.record.codec import encode_decision
from sim.record.errors import RecordError
from sim.record.replay import open_record
from sim.record.store import TRUNK, MemoryLog
from sim.record.verify import verify

OPENS = datetime(2020, 7, 31, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def played():
    return play_history()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "history.jsonl"
    history_record(path)
    return path


def _on(session, day):
    """
    Return the decisions of a local day in Washington, given as month and day.
    """
    start = (datetime(2020, *day, 4, tzinfo=UTC) - OPENS) // timedelta(minutes=1)
    return [d for d in session.decisions if start <= d.minute < start + 1440]


def test_it_ends_at_the_horizon_unsold_and_unbanned(played):
    outcome = played.session.talks.common.outcome
    assert outcome.kind == "lapsed"
    assert outcome.minute == played.session.scenario.horizon
    assert outcome.package is None


def test_every_mapped_row_became_decisions(played):
    mapped = {row.number: len(row.entries) for row in played.history.rows if row.entries}
    counted = {row: list(played.rows.values()).count(row) for row in played.rows.values()}
    assert counted == mapped
    assert sum(35 <= row <= 129 for row in counted) >= 60


def test_what_is_no_row_is_a_wait(played):
    for decision in played.session.decisions:
        assert decision.source == SCRIPT
        assert isinstance(decision.move, Wait) != (decision.number in played.rows)
        assert not isinstance(decision.move, Wait) or decision.move.failed is None


def test_nothing_is_told_that_no_row_tells_but_time_and_law(played):
    """What the house does by itself is bookkeeping, or a deadline, counsel, the end."""
    house = index_of(played.session.scenario).order[-1].id
    told = {
        type(event)
        for decision in played.session.decisions
        if decision.actor == house
        for event in decision.events
    }
    assert not told & {DealApproved, ConditionRefused}


def test_it_stays_within_the_size_of_a_game(played):
    events = sum(len(decision.events) for decision in played.session.decisions)
    assert len(played.session.decisions) < 500
    assert events <= 1500


def test_it_is_the_same_bytes_every_time(played):
    assert history_record().digest == played.session.digest


def test_the_chain_and_every_decision_hold(archive):
    report = verify(open_record(archive), deep=True)
    assert report.ok, report.failure
    assert report.sealed


def test_all_luck_that_history_decided_is_pinned(monkeypatch):
    asked, pinned = [], set()
    chance = Draws.chance

    def heard(self, odds_ppm, purpose, subject=""):
        asked.append((purpose, subject))
        if (purpose, subject) in self._pinned:
            pinned.add((purpose, subject))
        return chance(self, odds_ppm, purpose, subject)

    monkeypatch.setattr(Draws, "chance", heard)
    found = play_history().history.pinned
    # One more: the state before the first decision draws a fact that nobody ever learned.
    decided = [key for key in asked if key != ("misuse", "")]
    assert len(decided) == len(found), decided
    assert pinned == {(pin.purpose, pin.subject) for pin in found}


def test_notes_outside_the_chain_name_the_rows(played):
    session = played.session
    notes = {n.decision: int(n.json) for n in session.log.notes() if n.kind == NOTE_ROW}
    assert notes == played.rows
    assert b'"row"' not in session.log.header + b"".join(session.log.read(TRUNK))


def test_rows_are_found_again_without_notes(played, archive):
    assert rows_of(open_record(archive).decisions) == played.rows
    half = open_record(archive).decisions[:150]
    assert rows_of(half) == {n: row for n, row in played.rows.items() if n <= 150}


def test_no_person_stands_in_the_record(archive):
    assert not PERSONS.search(archive.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_person_stands_in_the_transcript(archive, language, capsys):
    from sim import cli

    assert not cli.main(["replay", str(archive), "--lang", language])
    told = capsys.readouterr().out
    assert len(told.splitlines()) > 100
    assert not PERSONS.search(told)


def test_the_events_that_made_the_summer_are_in_order(played):
    kinds = [
        kind
        for decision in played.session.decisions
        for kind, _ in json.loads(encode_decision(decision))["e"]
    ]
    story = ("threat.made/1", "talks.suspended/1", "talks.resumed/1", "deadline.set/1",
             "inquiry.closed/1", "order.signed/1", "suit.filed/1", "export.restricted/1",
             "offer.rejected/1", "terms.signed/1", "terms.amended/1", "deadline.extended/1",
             "suit.decided/1", "talks.ended/1")  # fmt: skip
    at = [kinds.index(kind) for kind in story]
    assert at == sorted(at)
    assert kinds.count("suit.decided/1") == 3
    assert "deadline.passed/1" not in kinds


def _fork(session, at):
    log = MemoryLog(session.log.header)
    for number, line in enumerate(session.log.read(TRUNK, 1, at)):
        log.append(TRUNK, number, line)
    return Session.resume(log)


def _plays_on(session, decision):
    fork = _fork(session, decision.number)
    assert not fork.over
    fork.advance()
    assert fork.talks.common.outcome.kind in OUTCOMES
    assert {d.source for d in fork.decisions[decision.number :]} == {STRATEGY}
    assert not [d for d in fork.decisions if isinstance(d.move, Wait) and d.move.failed]
    return fork


def test_the_first_and_the_last_decision_of_27_august_fork(played):
    of_day = _on(played.session, (8, 27))
    assert len(of_day) >= 6
    for decision in (of_day[0], of_day[-1]):
        _plays_on(played.session, decision)


@pytest.mark.slow
def test_every_decision_of_27_august_forks(played):
    for decision in _on(played.session, (8, 27)):
        _plays_on(played.session, decision)


def test_a_fork_of_27_august_wakes_every_party_within_a_week(played):
    last = _on(played.session, (8, 27))[-1]
    agenda = _fork(played.session, last.number).talks.agenda
    for actor in played.session.scenario.actors:
        assert agenda[actor.id] <= last.minute + history.LOOK_MINUTES or actor.role == "court"


def _changed(monkeypatch, number, **fields):
    known = history.shipped_history()
    rows = tuple(
        attrs.evolve(row, entries=tuple(attrs.evolve(e, **fields) for e in row.entries))
        if row.number == number
        else row
        for row in known.rows
    )
    monkeypatch.setattr(history, "shipped_history", lambda: attrs.evolve(known, rows=rows))


def test_a_refused_row_is_named(monkeypatch):
    _changed(monkeypatch, 69, kind="approve", fields={})
    with pytest.raises(RecordError, match=r"row 69: .*refused: wrong_phase"):
        play_history()


def test_a_misspelt_row_is_named(monkeypatch):
    _changed(monkeypatch, 69, fields={"day": 3})
    with pytest.raises(RecordError, match="row 69: "):
        play_history()


def test_a_row_beyond_the_horizon_is_named(monkeypatch):
    _changed(monkeypatch, 147, minute=10**6)
    with pytest.raises(RecordError, match=r"row 147: .*no stop"):
        play_history()


def test_the_page_is_current():
    told = (assets_folder().parent / "docs/history.md").read_text(encoding="utf-8")
    assert told == page(told), "run: python -m sim.history --doc docs/history.md"


MADE = "<!-- calibration -->\nMade of {many} games.\n<!-- end of calibration -->"


def test_the_rows_are_written_anew_around_the_calibration(tmp_path):
    file = tmp_path / "history.md"
    main(["--doc", str(file)])
    bare = file.read_text(encoding="utf-8")
    assert kept_calibration(bare) == "<!-- calibration -->\n<!-- end of calibration -->"
    file.write_text(f"Of old rows.\n\n{MADE}\nAnd below.\n", encoding="utf-8")
    main(["--doc", str(file)])
    assert file.read_text(encoding="utf-8") == bare.replace(kept_calibration(bare), MADE)


@pytest.mark.parametrize("cut", [MADE[:40], MADE[25:], ""])
def test_half_a_calibration_is_none(cut):
    assert kept_calibration(cut) == "<!-- calibration -->\n<!-- end of calibration -->"


def test_the_page_tells_every_row_once(played):
    told = (assets_folder().parent / "docs/history.md").read_text(encoding="utf-8")
    numbers = [int(n) for n in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)]
    assert numbers == [row.number for row in played.history.rows]
    assert "{" not in told.replace(kept_calibration(told), "")
    assert texts("en")["history.row.94"] in told
