"""
One contract for every store, and what only the durable one promises.
"""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from record import builders as build

from sim.domain.moves import TextRef
from sim.record import drives, locks
from sim.record.chain import first_link, last_link
from sim.record.errors import Conflict, NewerFormat, RecordError
from sim.record.opening import BATCH, PLAY, READ
from sim.record.replay import open_record, read_log
from sim.record.saves import create_save, open_save, save_copy
from sim.record.store import (
    TRUNK,
    Branch,
    MemoryLog,
    Note,
    Text,
    current,
    rescue,
    rewinds,
    segments,
    undo,
)
from sim.record.texts import keep_text, read_text

ROOT = Path(__file__).parents[2]
HEADER = build.header_line()


@pytest.fixture(params=["memory", PLAY, BATCH, "network"])
def log(request, tmp_path, monkeypatch):
    """
    Return an empty log of each kind in turn.
    """
    if request.param == "memory":
        made = MemoryLog(HEADER)
    else:
        monkeypatch.setattr(drives, "is_network", lambda _: request.param == "network")
        mode = PLAY if request.param == "network" else request.param
        made = create_save(tmp_path / "game.db", HEADER, mode=mode)
    yield made
    made.close()


def filled(log, count=6, branch=TRUNK):
    for number, line in enumerate(build.lines(count)):
        log.append(branch, number, line)
    return log


def everything(log):
    branches = log.branches()
    return (
        log.header,
        branches,
        [(tuple(log.linked(b.id)), log.head(b.id)) for b in branches],
        log.notes(),
        log.texts(),
    )


def test_a_new_log_is_an_empty_trunk(log):
    assert log.header == HEADER
    assert log.branches() == (Branch(id=TRUNK, parent=None, at=0),)
    assert log.head(TRUNK).link == first_link(HEADER)
    assert list(log.read(TRUNK)) == []


def test_appended_lines_are_read_back_with_their_links(log):
    filled(log)
    lines = build.lines(6)
    assert tuple(log.read(TRUNK)) == lines
    assert tuple(log.read(TRUNK, 2, 4)) == lines[1:4]
    assert log.head(TRUNK).decisions == 6
    assert log.head(TRUNK).link == last_link(HEADER, lines)
    assert [link for _, link in log.linked(TRUNK)][-1] == log.head(TRUNK).link


@pytest.mark.parametrize("expected", [0, 5, 7, -1])
def test_the_loser_of_a_race_gets_a_conflict_and_changes_nothing(log, expected):
    filled(log)
    before = everything(log)
    with pytest.raises(Conflict):
        log.append(TRUNK, expected, b"late")
    assert everything(log) == before


def test_a_fork_shares_and_then_goes_its_own_way(log):
    filled(log)
    fork = log.fork(TRUNK, 4, (("fork", "{}"),))
    assert tuple(log.read(fork)) == build.lines(6)[:4]
    assert log.head(fork).link == last_link(HEADER, build.lines(4))
    log.append(fork, 4, b"other")
    assert tuple(log.read(fork)) == (*build.lines(4), b"other")
    assert tuple(log.read(TRUNK)) == build.lines(6)
    assert log.notes() == (Note(branch=fork, decision=4, kind="fork", json="{}"),)


def test_a_fork_that_goes_on_alike_has_the_same_digest(log):
    filled(log)
    fork = log.fork(TRUNK, 2)
    for number, line in enumerate(build.lines(6)[2:], 2):
        log.append(fork, number, line)
    assert log.head(fork) == log.head(TRUNK)


def test_undo_forks_and_moves_the_head_and_deletes_nothing(log):
    filled(log)
    assert current(log) == TRUNK
    back = undo(log, TRUNK, 3)
    assert current(log) == back
    assert log.head(TRUNK).decisions == 6
    again = undo(log, back, 1)
    assert current(log) == again
    assert rewinds(log) == 2


@pytest.mark.parametrize("at", [-1, 7])
def test_nobody_forks_where_nothing_is(log, at):
    filled(log)
    with pytest.raises(RecordError):
        log.fork(TRUNK, at)
    assert len(log.branches()) == 1


@pytest.mark.parametrize("branch", [0, 2, -1, 2**70])
def test_a_branch_never_made_is_named_in_the_error(log, branch):
    for ask in (log.head, log.read, log.linked):
        with pytest.raises(RecordError):
            list(ask(branch))
    with pytest.raises(RecordError):
        log.append(branch, 0, b"line")
    with pytest.raises(RecordError):
        log.note(Note(branch=branch, decision=0, kind="head", json="{}"))


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 7), (9, None), (-2, 1)])
def test_decisions_that_are_not_there_are_not_read(log, start, end):
    filled(log)
    with pytest.raises(RecordError):
        list(log.read(TRUNK, start, end))


def test_erasure_takes_key_and_body_and_the_chain_does_not_miss_them(log):
    filled(log)
    ref = keep_text(log, "pupil-7", "Meet me halfway.")
    kept = keep_text(log, "pupil-8", "Never.")
    assert read_text(log, ref) == "Meet me halfway."
    digest = log.head(TRUNK).digest
    assert log.erase("pupil-7") == 1
    assert log.erase("pupil-7") == 0
    assert read_text(log, ref) is None
    assert read_text(log, kept) == "Never."
    assert read_log(log).digest == digest
    assert read_log(log).failure is None


def test_a_text_is_believed_only_if_it_is_what_was_committed_to(log):
    ref = keep_text(log, "pupil-7", "Yes.", key=bytes(32))
    log.put_text(Text(id=ref.text, participant="pupil-7", key=bytes(32), body="No."))
    assert read_text(log, ref) is None
    assert read_text(log, TextRef(text="never", commit=ref.commit)) is None


def test_a_copy_and_a_rescue_hold_all_there_is(log, tmp_path):
    filled(log)
    undo(log, TRUNK, 3)
    keep_text(log, "pupil-7", "Yes.")
    save_copy(log, tmp_path / "copy.db")
    assert everything(rescue(log)) == everything(log)
    copy = open_save(tmp_path / "copy.db", mode=READ)
    assert everything(copy) == everything(log)
    copy.close()
    with pytest.raises(RecordError, match="already there"):
        save_copy(log, tmp_path / "copy.db")
    save_copy(log, tmp_path / "copy.db", replace=True)
    assert sorted(p.name for p in tmp_path.glob("copy*")) == ["copy.db"]


@given(st.data())
def test_segments_name_each_decision_once_in_order(data):
    branches, lengths = {1: Branch(id=1, parent=None, at=0)}, {1: data.draw(st.integers(0, 6))}
    for made in range(2, data.draw(st.integers(2, 7))):
        parent = data.draw(st.integers(1, made - 1))
        at = data.draw(st.integers(0, lengths[parent]))
        branches[made] = Branch(id=made, parent=parent, at=at)
        lengths[made] = at + data.draw(st.integers(0, 4))
    branch = data.draw(st.sampled_from(sorted(branches)))
    found = [n for _, low, high in segments(branches, branch, 1, lengths[branch])
             for n in range(low, high + 1)]  # fmt: skip
    assert found == list(range(1, lengths[branch] + 1))


class Twins(RuleBasedStateMachine):
    """
    Drive a save and a log in memory alike, with closing and reopening in between.
    """

    branches = Bundle("branches")

    @initialize(target=branches)
    def start(self):
        """
        Make both logs.
        """
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "game.db"
        self.memory = MemoryLog(HEADER)
        self.save = create_save(self.path, HEADER, mode=BATCH)
        return TRUNK

    @rule(branch=branches, behind=st.integers(0, 1), line=st.binary(min_size=1, max_size=9))
    def append(self, branch, behind, line):
        """
        Append to both, in time or too late.
        """
        expected = self.memory.head(branch).decisions - behind
        results = []
        for log in (self.memory, self.save):
            try:
                results.append(log.append(branch, expected, line))
            except Conflict:
                results.append("conflict")
        assert results[0] == results[1]

    @rule(target=branches, branch=branches, share=st.integers(0, 4))
    def fork(self, branch, share):
        """
        Fork both and move their heads.
        """
        at = self.memory.head(branch).decisions * share // 4
        made = undo(self.memory, branch, at)
        assert undo(self.save, branch, at) == made
        return made

    @rule()
    def reopen(self):
        """
        Close the save and go on with it.
        """
        self.save.close()
        self.save = open_save(self.path, mode=BATCH)

    @rule(who=st.sampled_from("ab"), body=st.text(max_size=3))
    def keep(self, who, body):
        """
        Keep a text in both.
        """
        for log in (self.memory, self.save):
            keep_text(log, who, body, key=bytes(32))

    @rule(who=st.sampled_from("ab"))
    def erase(self, who):
        """
        Erase a participant's texts in both.
        """
        assert self.memory.erase(who) == self.save.erase(who)

    @rule()
    def compare(self):
        """
        Find no difference.
        """
        assert everything(self.memory) == everything(self.save)

    def teardown(self):
        """
        Find no difference at the end, and clean up.
        """
        if hasattr(self, "save"):
            assert everything(self.memory) == everything(self.save)
            self.save.close()
            self.folder.cleanup()


TestTwins = pytest.mark.slow(Twins.TestCase)


def test_a_save_has_one_writer_and_many_readers(tmp_path):
    path = tmp_path / "game.db"
    first = filled(create_save(path, HEADER))
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


def test_reading_a_live_save_takes_no_lock_from_its_writer(tmp_path):
    path = tmp_path / "game.db"
    writer = filled(create_save(path, HEADER), 3)
    for number, line in enumerate(build.lines(6)[3:], 3):
        assert len(open_record(path).decisions) == number
        code = f"from sim.record.replay import open_record; open_record({str(path)!r})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        writer.append(TRUNK, number, line)
    writer.close()
    assert open_record(path).lines == build.lines(6)


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


def test_a_network_drive_gets_the_plain_journal_and_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(drives, "is_network", lambda _: True)
    log = filled(create_save(tmp_path / "game.db", HEADER))
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


def test_erased_texts_leave_no_trace_in_the_file(tmp_path):
    path = tmp_path / "game.db"
    log = filled(create_save(path, HEADER))
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
