"""
What only the durable store promises: one writer, its locks, its drive, its file.
"""

import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from record import builders as build

from sim.record import drives, locks
from sim.record.errors import Conflict, NewerFormat, RecordError
from sim.record.opening import READ
from sim.record.replay import open_record
from sim.record.saves import create_save, open_save
from sim.record.store import (
    TRUNK,
    Text,
)
from sim.record.texts import keep_text

ROOT = Path(__file__).parents[2]
HEADER = build.header_line()


def test_a_save_has_one_writer_and_many_readers(tmp_path):
    path = tmp_path / "game.db"
    first = build.filled(create_save(path, HEADER))
    with pytest.raises(RecordError, match="already open"):
        open_save(path)
    second = open_save(path, mode=READ)
    assert tuple(second.read(TRUNK)) == build.lines(6)
    with pytest.raises(RecordError, match="cannot be written"):
        second.append(TRUNK, 6, b"line")
    first.append(TRUNK, 6, b"seven")
    assert second.head(TRUNK).decisions == 7
    second.close()
    first.close()
    open_save(path).close()
    assert [p.name for p in tmp_path.iterdir()] == ["game.db"]


@pytest.mark.slow
def test_reading_a_live_save_takes_no_lock_from_its_writer(tmp_path):
    path = tmp_path / "game.db"
    writer = build.filled(create_save(path, HEADER), 3)
    for number, line in enumerate(build.lines(6)[3:], 3):
        assert len(open_record(path).decisions) == number
        code = f"from sim.record.replay import open_record; open_record({str(path)!r})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        writer.append(TRUNK, number, line)
    writer.close()
    assert open_record(path).lines == build.lines(6)


@pytest.mark.slow
def test_a_lock_left_by_a_killed_process_stops_nobody(tmp_path):
    path = tmp_path / "game.db"
    create_save(path, HEADER).close()
    code = f"""
        import os, signal
        from sim.record.saves import open_save
        log = open_save({str(path)!r})
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False, cwd=ROOT)
    assert path.with_name("game.db.lock").exists()
    open_save(path).close()


def test_a_lock_file_swapped_underneath_is_not_believed(tmp_path, monkeypatch):
    path = tmp_path / "game.db"
    answers = iter([False, True])
    monkeypatch.setattr(locks, "_is_same", lambda *_: next(answers))
    locks.seize(path).release()


def test_a_drive_without_locks_says_so(tmp_path, monkeypatch):
    import errno

    def none(_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(locks, "_seize", none)
    log = create_save(tmp_path / "game.db", HEADER)
    assert "two programs" in log.notices[0]
    log.close()


def test_writes_taken_together_are_kept_all_or_none(tmp_path):
    log = build.filled(create_save(tmp_path / "game.db", HEADER))
    before = build.everything(log)

    def fail_at_the_end():
        with log.together():
            log.append(TRUNK, 6, b"seven")
            raise ZeroDivisionError

    def go_on_after_a_conflict():
        with log.together():
            log.append(TRUNK, 6, b"seven")
            with pytest.raises(Conflict):
                log.append(TRUNK, 6, b"late")
            log.append(TRUNK, 7, b"eight")

    with pytest.raises(ZeroDivisionError):
        fail_at_the_end()
    with pytest.raises(RecordError):
        go_on_after_a_conflict()
    assert build.everything(log) == before
    log.close()


def test_a_network_drive_gets_the_plain_journal_and_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(drives, "is_network", lambda _: True)
    log = build.filled(create_save(tmp_path / "game.db", HEADER))
    assert "network drive" in log.notices[0]
    assert not list(tmp_path.glob("*-wal"))
    log.close()


def test_the_kind_of_a_drive_is_that_of_its_innermost_mount():
    mounts = (
        "1 0 8:1 / / rw - ext4 /dev/a rw\n"
        "2 1 0:9 / /home rw shared:1 - nfs4 server:/home rw\n"
        "3 2 0:7 / /home/my\\040disk rw - tmpfs none rw\n"
    )
    kinds = [drives._kind_of_mount(Path(p), mounts) for p in ("/x", "/home/a", "/home/my disk/b")]
    assert kinds == ["ext4", "nfs4", "tmpfs"]


@pytest.mark.parametrize("seed", [356, 386, 735, 815, 852])
def test_erased_texts_leave_no_copy_in_a_page_that_was_split(tmp_path, seed):
    # Without writing the file anew, each of these layouts keeps a copy: 7 of 1,500 tried did.
    luck = random.Random(seed)  # noqa: S311 - the same layouts every time
    log = create_save(tmp_path / "game.talks", HEADER)
    with log.together():
        for _ in range(luck.randrange(20, 120)):
            mine = luck.random() < 0.3
            name = f"{luck.getrandbits(64):016x}"
            body = ("canary" if mine else "other ") + "x" * luck.randrange(1, 900)
            who = "mine" if mine else f"p{luck.randrange(4)}"
            log.put_text(Text(id=name, participant=who, key=bytes(32), body=body))
    log.erase("mine")
    log.close()
    assert b"canary" not in (tmp_path / "game.talks").read_bytes()


def test_erased_texts_leave_no_trace_in_the_file(tmp_path):
    path = tmp_path / "game.db"
    log = build.filled(create_save(path, HEADER))
    keep_text(log, "pupil-7", "unmistakable " * 9)
    log.erase("pupil-7")
    for file in tmp_path.iterdir():
        assert b"unmistakable" not in file.read_bytes()
    log.close()


def test_a_newer_layout_and_a_foreign_database_are_told_apart(tmp_path):
    import sqlite3

    path = tmp_path / "game.db"
    create_save(path, HEADER).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 2")
    other.close()
    for look in (open_save, open_record):
        with pytest.raises(NewerFormat, match="layout 2"):
            look(path)
    other = sqlite3.connect(tmp_path / "foreign.db")
    other.execute("CREATE TABLE save (x)")
    other.close()
    for look in (open_save, open_record):
        with pytest.raises(RecordError, match="another program"):
            look(tmp_path / "foreign.db")


def test_a_save_is_not_made_over_another_file(tmp_path):
    (tmp_path / "game.db").write_text("precious")
    with pytest.raises(RecordError, match="already there"):
        create_save(tmp_path / "game.db", HEADER)
    assert (tmp_path / "game.db").read_text() == "precious"
    with pytest.raises(RecordError, match="no save"):
        open_save(tmp_path / "game.db")
    with pytest.raises(RecordError, match="no such save"):
        open_save(tmp_path / "none.db")
    with pytest.raises(RecordError):
        create_save(tmp_path / "no" / "folder.db", HEADER)
