# ruff: noqa: D102 - the name of a test is a sentence
"""
The contract of every log: whoever offers one inherits the class and gives the fixture `log`.
"""

import pytest
from record import builders as build

from sim.domain.moves import TextRef
from sim.record.chain import first_link, last_link
from sim.record.errors import Conflict, RecordError
from sim.record.opening import READ
from sim.record.replay import read_log
from sim.record.saves import open_save, save_copy
from sim.record.store import (
    TRUNK,
    Branch,
    Note,
    Text,
    current,
    rescue,
    rewinds,
    undo,
)
from sim.record.texts import keep_text, read_text


class LogContract:
    """
    Ask a log whatever every log must answer alike; `log` is an empty one of `build.header_line()`.
    """

    def test_a_new_log_is_an_empty_trunk(self, log):
        assert log.header == build.header_line()
        assert log.branches() == (Branch(id=TRUNK, parent=None, at=0),)
        assert log.head(TRUNK).link == first_link(log.header)
        assert list(log.read(TRUNK)) == []

    def test_appended_lines_are_read_back_with_their_links(self, log):
        build.filled(log)
        lines = build.lines(6)
        assert tuple(log.read(TRUNK)) == lines
        assert tuple(log.read(TRUNK, 2, 4)) == lines[1:4]
        assert log.head(TRUNK).decisions == 6
        assert log.head(TRUNK).link == last_link(log.header, lines)
        assert [link for _, link in log.linked(TRUNK)][-1] == log.head(TRUNK).link

    @pytest.mark.parametrize("expected", [0, 5, 7, -1])
    def test_the_loser_of_a_race_gets_a_conflict_and_changes_nothing(self, log, expected):
        build.filled(log)
        before = build.everything(log)
        with pytest.raises(Conflict):
            log.append(TRUNK, expected, b"late")
        assert build.everything(log) == before

    def test_a_fork_shares_and_then_goes_its_own_way(self, log):
        build.filled(log)
        fork = log.fork(TRUNK, 4, (("fork", "{}"),))
        assert tuple(log.read(fork)) == build.lines(6)[:4]
        assert log.head(fork).link == last_link(log.header, build.lines(4))
        log.append(fork, 4, b"other")
        assert tuple(log.read(fork)) == (*build.lines(4), b"other")
        assert tuple(log.read(TRUNK)) == build.lines(6)
        assert log.notes() == (Note(branch=fork, decision=4, kind="fork", json="{}"),)

    def test_a_fork_that_goes_on_alike_has_the_same_digest(self, log):
        build.filled(log)
        fork = log.fork(TRUNK, 2)
        for number, line in enumerate(build.lines(6)[2:], 2):
            log.append(fork, number, line)
        assert log.head(fork) == log.head(TRUNK)

    def test_undo_forks_and_moves_the_head_and_deletes_nothing(self, log):
        build.filled(log)
        assert current(log) == TRUNK
        back = undo(log, TRUNK, 3)
        assert current(log) == back
        assert log.head(TRUNK).decisions == 6
        again = undo(log, back, 1)
        assert current(log) == again
        assert rewinds(log) == 2

    @pytest.mark.parametrize("at", [-1, 7])
    def test_nobody_forks_where_nothing_is(self, log, at):
        build.filled(log)
        with pytest.raises(RecordError):
            log.fork(TRUNK, at)
        assert len(log.branches()) == 1

    @pytest.mark.parametrize("branch", [0, 2, -1, 2**70])
    def test_a_branch_never_made_is_named_in_the_error(self, log, branch):
        for ask in (log.head, log.read, log.linked):
            with pytest.raises(RecordError):
                list(ask(branch))
        with pytest.raises(RecordError):
            log.append(branch, 0, b"line")
        with pytest.raises(RecordError):
            log.note(Note(branch=branch, decision=0, kind="head", json="{}"))

    @pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 7), (9, None), (-2, 1)])
    def test_decisions_that_are_not_there_are_not_read(self, log, start, end):
        build.filled(log)
        with pytest.raises(RecordError):
            list(log.read(TRUNK, start, end))

    def test_erasure_takes_key_and_body_and_the_chain_does_not_miss_them(self, log):
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

    def test_a_text_is_believed_only_if_it_is_what_was_committed_to(self, log):
        ref = keep_text(log, "pupil-7", "Yes.", key=bytes(32))
        log.put_text(Text(id=ref.text, participant="pupil-7", key=bytes(32), body="No."))
        assert read_text(log, ref) is None
        assert read_text(log, TextRef(text="never", commit=ref.commit)) is None

    def test_a_copy_and_a_rescue_hold_all_there_is(self, log, tmp_path):
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
