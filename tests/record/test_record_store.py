"""
One contract for every store.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from record import builders as build
from record.log_contract import LogContract

from sim.record import drives
from sim.record.errors import Conflict
from sim.record.opening import BATCH, PLAY
from sim.record.saves import create_save, open_save
from sim.record.store import (
    TRUNK,
    Branch,
    MemoryLog,
    segments,
    undo,
)
from sim.record.texts import keep_text

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


class TestLogs(LogContract):
    """
    Hold the logs of `sim.record` to the contract.
    """


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
