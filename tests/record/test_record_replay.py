"""
Reading either kind of file, folding, showing, verifying, forking.
"""

import subprocess

import attrs
import pytest
from record import builders as build

from sim.commands import forked
from sim.domain.audience import sees
from sim.games import open_game
from sim.record.archive import export, write_archive
from sim.record.chain import last_link
from sim.record.codec import decode_decision, encode_decision, encode_header
from sim.record.errors import RecordError
from sim.record.replay import (
    check_chain,
    export_save,
    fold,
    fork,
    open_record,
    read_log,
    replay,
    rows,
)
from sim.record.saves import create_save, open_save
from sim.record.store import TRUNK, MemoryLog, undo
from sim.record.verify import verify


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """
    Return an archive and a save of the same real game.
    """
    folder = tmp_path_factory.mktemp("played")
    header, lines = build.game()
    write_archive(folder / "game.jsonl", header, lines)
    log = create_save(folder / "game.db", header, mode="batch")
    with log.together():
        for number, line in enumerate(lines):
            log.append(TRUNK, number, line)
    log.close()
    return folder


@pytest.fixture(params=["game.jsonl", "game.db"])
def record(request, played):
    """
    Return the real game, opened from each kind of file.
    """
    return open_record(played / request.param)


def test_a_record_opens_alike_from_either_file(record):
    header, lines = build.game()
    assert record.header_line == header
    assert record.lines == lines
    assert record.digest == last_link(header, lines).hex()
    assert [d.number for d in record.decisions] == list(range(1, len(lines) + 1))
    assert record.sealed
    assert record.state == "over"


class Flawed(MemoryLog):
    """
    A log whose first reading stops at a row; SQLite may say of a page only once that it is bad.
    """

    stops_at = None

    def linked(self, branch, start=1, end=None):
        """
        Yield rows; the first time, only those before the flaw.
        """
        stop, self.stops_at = self.stops_at, None
        for number, row in enumerate(super().linked(branch, start, end), start):
            if number == stop:
                raise RecordError("memory", "the save is damaged", "restore it from a copy")
            yield row


@pytest.mark.parametrize("at", [1, 5])
def test_what_a_log_says_while_it_is_read_is_never_forgotten(at):
    header, lines = build.game()
    log = Flawed(header)
    for number, line in enumerate(lines[:9]):
        log.append(TRUNK, number, line)
    log.stops_at = at
    found = read_log(log, TRUNK)
    assert found.failure.reason == "the save is damaged"
    assert found.lines == lines[: at - 1]
    assert found.digest == last_link(header, found.lines).hex()
    assert read_log(log, TRUNK).failure is None


def test_verify_holds_for_a_real_game_and_deep(record):
    for deep in (False, True):
        report = verify(record, deep=deep)
        assert report.ok, report.failure
        assert report.failure is None
        assert report.sealed
        assert (report.decisions, report.events) == (len(record.lines), len(record.events))
        assert report.digest == record.digest


def test_fold_stops_where_it_is_told(record):
    for at in (0, 1, len(record.lines) // 2, None):
        expected = len(record.lines) if at is None else at
        assert fold(record, at).decisions == expected
    for at in (-1, len(record.lines) + 1):
        with pytest.raises(RecordError, match="there is no decision"):
            fold(record, at)


def test_replay_numbers_all_events(played):
    record = open_record(played / "game.jsonl")
    shown = replay(played / "game.jsonl")
    assert [row["seq"] for row in shown] == list(range(len(record.events)))
    assert list(shown[0]) == ["seq", "minute", "kind", "actor", "decision", "data"]
    assert replay(played / "game.db", at=9) == [row for row in shown if row["decision"] <= 9]


def test_a_seat_sees_its_own_numbers_and_nothing_hidden(played):
    record = open_record(played / "game.jsonl")
    scenario = record.header.scenario
    shown = {}
    for actor in scenario.actors:
        seen = shown[actor.id] = rows(record, seat=actor.id)
        visible = [event for event in record.events if sees(actor.id, event, scenario)]
        assert [row["seq"] for row in seen] == list(range(len(visible)))
        numbers = [row["decision"] for row in seen]
        assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))
        half = max(numbers) // 2
        assert rows(record, half, actor.id) == [row for row in seen if row["decision"] <= half]
        with pytest.raises(RecordError):
            rows(record, max(numbers) + 1, actor.id)
    assert len({str(seen) for seen in shown.values()}) == len(shown)


def test_the_author_of_a_story_is_not_shown_to_others(played):
    record = open_record(played / "game.jsonl")
    stories = [
        (row, seat.id)
        for seat in record.header.scenario.actors
        for row in rows(record, seat=seat.id)
        if row["kind"] == "story.published/1"
    ]
    assert stories
    assert all(row["actor"] in (None, seat) for row, seat in stories)


def test_an_unknown_seat_is_answered_with_the_known_ones(played):
    with pytest.raises(RecordError, match="choose one of"):
        replay(played / "game.jsonl", seat="nobody")


def test_a_fork_keeps_header_and_lines_verbatim(played, tmp_path):
    header, lines = build.game()
    for name in ("game.jsonl", "game.db"):
        for at in (0, 1, len(lines) - 1, len(lines)):
            made = fork(played / name, at, tmp_path / "fork.jsonl")
            assert made.lines == lines[:at]
            assert made.failure is None
            assert (tmp_path / "fork.jsonl").read_bytes() == export(header, lines[:at])
        with pytest.raises(RecordError, match="there is no decision"):
            fork(played / name, len(lines) + 1, tmp_path / "fork.jsonl")


def test_a_save_opens_at_its_moved_head_or_at_the_branch_asked_for(played, tmp_path):
    header, lines = build.game()
    log = create_save(tmp_path / "game.db", header)
    for number, line in enumerate(lines[:9]):
        log.append(TRUNK, number, line)
    back = undo(log, TRUNK, 4)
    log.close()
    assert open_record(tmp_path / "game.db").lines == lines[:4]
    assert open_record(tmp_path / "game.db", TRUNK).lines == lines[:9]
    assert open_record(tmp_path / "game.db").branch == back
    with pytest.raises(RecordError, match="no branch 7"):
        open_record(tmp_path / "game.db", 7)
    with pytest.raises(RecordError, match="one branch only"):
        open_record(played / "game.jsonl", 2)
    export_save(open_save(tmp_path / "game.db", mode="read"), tmp_path / "flat.jsonl")
    assert open_record(tmp_path / "flat.jsonl").lines == lines[:4]


def test_a_damaged_record_shows_its_prefix_and_no_more(played, tmp_path):
    data = (played / "game.jsonl").read_bytes()
    (tmp_path / "cut.jsonl").write_bytes(data[: len(data) // 2])
    record = open_record(tmp_path / "cut.jsonl")
    assert not record.sealed
    assert rows(record)
    with pytest.raises(RecordError):
        replay(tmp_path / "cut.jsonl")
    report = verify(record)
    assert not report.ok
    assert f"cut.jsonl:{len(record.lines) + 2}: " in report.failure
    made = fork(tmp_path / "cut.jsonl", len(record.lines), tmp_path / "saved.jsonl")
    assert made.failure is None
    with pytest.raises(RecordError, match=r"cut\.jsonl:"):
        fork(tmp_path / "cut.jsonl", len(record.lines) + 1, tmp_path / "saved.jsonl")


def test_no_fork_is_made_of_lines_that_the_chain_does_not_hold(played, tmp_path):
    data = bytearray((played / "game.jsonl").read_bytes())
    data[data.index(b'"minute":', data.index(b'"d":30,')) + 10] ^= 1
    bad, out = tmp_path / "bad.jsonl", tmp_path / "fork.jsonl"
    bad.write_bytes(data)
    failure = open_record(bad).failure
    # Where the end line belies the lines, nobody knows from which of them on.
    for place in (0, 29, 40):
        with pytest.raises(RecordError) as told:
            fork(bad, place, out)
        assert str(told.value) == str(failure)
        with pytest.raises(RecordError):
            forked(open_record(bad), place)
    assert not out.exists()


def test_a_save_forks_up_to_where_its_chain_breaks(tmp_path):
    header, lines = build.game()
    bad, out = tmp_path / "bad.db", tmp_path / "fork.jsonl"
    log = create_save(bad, header, mode="batch")
    with log.together():
        for number, line in enumerate(lines):
            log.append(TRUNK, number, line)
        changed = lines[29].replace(b'"t":', b'"t" :', 1)
        log._connection.execute("UPDATE decision SET line = ? WHERE line = ?", (changed, lines[29]))
    for place in (0, 29):
        check_chain(log, TRUNK, place)
    with pytest.raises(RecordError, match="decision 30"):
        check_chain(log, TRUNK, 30)
    log.close()
    assert fork(bad, 29, out).lines == lines[:29]
    out.unlink()
    with pytest.raises(RecordError, match="decision 30"):
        fork(bad, 30, out)
    assert not out.exists()
    with pytest.raises(RecordError, match="decision 30"):
        open_game(bad)


def test_a_fact_the_fold_cannot_take_is_a_failure_not_a_crash(tmp_path):
    lines = list(build.lines(3))
    lines[1] = lines[1].replace(b'"table":"main"', b'"table":"mean"')
    path = tmp_path / "game.jsonl"
    path.write_bytes(export(build.header_line(), lines))
    report = verify(open_record(path))
    assert report.failure.startswith(f"{path}:3: decision 2: ")


def test_deep_says_when_the_rules_are_of_another_version(played, tmp_path):
    record = open_record(played / "game.jsonl")
    header = encode_header(attrs.evolve(record.header, rules=record.header.rules + 1))
    write_archive(tmp_path / "game.jsonl", header, record.lines)
    other = open_record(tmp_path / "game.jsonl")
    assert verify(other).ok
    report = verify(other, deep=True)
    assert not report.ok
    assert "rules" in report.failure


def test_deep_finds_a_minute_at_which_nobody_was_due(tmp_path):
    header, lines = build.game()
    last = decode_decision(lines[-1])
    forged = encode_decision(attrs.evolve(last, minute=last.minute + 1))
    write_archive(tmp_path / "game.jsonl", header, (*lines[:-1], forged))
    record = open_record(tmp_path / "game.jsonl")
    assert verify(record).ok
    assert f"decision {last.number}: " in verify(record, deep=True).failure


@pytest.mark.slow
def test_a_record_opens_where_the_other_rooms_are_absent(played):
    code = (
        "import sys\n"
        "for name in ('simpy', 'pygame', 'duckdb', 'starlette', 'cattrs', 'dask', 'rich'):\n"
        "    sys.modules[name] = None\n"
        "import sim\n"
        "print(sim.open_record(sys.argv[1]).digest)\n"
    )
    for name in ("game.jsonl", "game.db"):
        done = subprocess.run(
            [build.PYTHON, "-c", code, str(played / name)],
            capture_output=True,
            text=True,
            check=True,
            env=build.environment(),
        )
        assert done.stdout.strip() == open_record(played / name).digest
