"""
One contract for every store.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from record import builders as build

from sim.domain.moves import TextRef
from sim.record import drives
from sim.record.chain import first_link, last_link
from sim.record.errors import Conflict, RecordError
from sim.record.opening import BATCH, PLAY, READ
from sim.record.replay import read_log
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


def test_a_new_log_is_an_empty_trunk(log):
    assert log.header == HEADER
    assert log.branches() == (Branch(id=TRUNK, parent=None, at=0),)
    assert log.head(TRUNK).link == first_link(HEADER)
    assert list(log.read(TRUNK)) == []


def test_appended_lines_are_read_back_with_their_links(log):
    build.filled(log)
    lines = build.lines(6)
    assert tuple(log.read(TRUNK)) == lines
    assert tuple(log.read(TRUNK, 2, 4)) == lines[1:4]
    assert log.head(TRUNK).decisions == 6
    assert log.head(TRUNK).link == last_link(HEADER, lines)
    assert [link for _, link in log.linked(TRUNK)][-1] == log.head(TRUNK).link


@pytest.mark.parametrize("expected", [0, 5, 7, -1])
def test_the_loser_of_a_race_gets_a_conflict_and_changes_nothing(log, expected):
    build.filled(log)
    before = build.everything(log)
    with pytest.raises(Conflict):
        log.append(TRUNK, expected, b"late")
    assert build.everything(log) == before


def test_a_fork_shares_and_then_goes_its_own_way(log):
    build.filled(log)
    fork = log.fork(TRUNK, 4, (("fork", "{}"),))
    assert tuple(log.read(fork)) == build.lines(6)[:4]
    assert log.head(fork).link == last_link(HEADER, build.lines(4))
    log.append(fork, 4, b"other")
    assert tuple(log.read(fork)) == (*build.lines(4), b"other")
    assert tuple(log.read(TRUNK)) == build.lines(6)
    assert log.notes() == (Note(branch=fork, decision=4, kind="fork", json="{}"),)


def test_a_fork_that_goes_on_alike_has_the_same_digest(log):
    build.filled(log)
    fork = log.fork(TRUNK, 2)
    for number, line in enumerate(build.lines(6)[2:], 2):
        log.append(fork, number, line)
    assert log.head(fork) == log.head(TRUNK)


def test_undo_forks_and_moves_the_head_and_deletes_nothing(log):
    build.filled(log)
    assert current(log) == TRUNK
    back = undo(log, TRUNK, 3)
    assert current(log) == back
    assert log.head(TRUNK).decisions == 6
    again = undo(log, back, 1)
    assert current(log) == again
    assert rewinds(log) == 2


@pytest.mark.parametrize("at", [-1, 7])
def test_nobody_forks_where_nothing_is(log, at):
    build.filled(log)
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
    build.filled(log)
    with pytest.raises(RecordError):
        list(log.read(TRUNK, start, end))


def test_erasure_takes_key_and_body_and_the_chain_does_not_miss_them(log):
    build.filled(log)
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
    build.filled(log)
    undo(log, TRUNK, 3)
    keep_text(log, "pupil-7", "Yes.")
    save_copy(log, tmp_path / "copy.db")
    assert build.everything(rescue(log)) == build.everything(log)
    copy = open_save(tmp_path / "copy.db", mode=READ)
    assert build.everything(copy) == build.everything(log)
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
        assert build.everything(self.memory) == build.everything(self.save)

    def teardown(self):
        """
        Find no difference at the end, and clean up.
        """
        if hasattr(self, "save"):
            assert build.everything(self.memory) == build.everything(self.save)
            self.save.close()
            self.folder.cleanup()


TestTwins = pytest.mark.slow(Twins.TestCase)
