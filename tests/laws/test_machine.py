"""
Goal: whatever happens in whatever order, a session over a save and a plain list tell one game.

Method: hypothesis drives both with people, strategies, undo, forks, crashes and copies. The oracle
knows no session, calendar, chain or database: it asks `next_due` and `decide`, and keeps its
decisions in lists, one a branch.
"""

import shutil
import tempfile
from pathlib import Path

import generators as g
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from sim.domain import moves as m
from sim.domain.decider import Refusal, advance, initial, next_due
from sim.domain.decision import FACILITATOR as FACILITATING
from sim.domain.decision import HUMAN
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.views import view_for
from sim.engine.session import NotYourStopError, Session
from sim.record.archive import read_archive
from sim.record.chain import last_link
from sim.record.codec import encode_decision, encode_header
from sim.record.opening import BATCH
from sim.record.replay import export_save, read_log
from sim.record.saves import create_save, open_save, save_copy
from sim.record.store import TRUNK, current, rescue, undo
from sim.record.verify import verify


class Oracle:
    """
    A game as lists of decisions, one a branch, and the talks they fold to.
    """

    def __init__(self, header):
        self.header = header
        self.branches = {TRUNK: []}
        self.branch = TRUNK
        self.talks = initial(header)
        self._known = []

    @property
    def decisions(self):
        """
        Return the decisions of the branch being played.
        """
        return self.branches[self.branch]

    def lines(self, branch=None):
        """
        Return the same as stored lines.
        """
        found = self.branches[self.branch if branch is None else branch]
        for decision in found[len(self._known) :] if branch is None else ():
            self._known.append(encode_decision(decision))
        return tuple(self._known if branch is None else map(encode_decision, found))

    def due_people(self):
        """
        Return the human seats that may move now.
        """
        due = next_due(self.talks)
        if due is None or due[1] not in self.talks.humans:
            return set()
        return {seat for seat in self.talks.humans if self.talks.agenda[seat] == due[0]}

    def add(self, decision):
        """
        Take a decision.
        """
        self.decisions.append(decision)
        self.talks = advance(self.talks, decision)

    def ask(self, actor, minute, move, source):
        """
        Decide a request; return the refusal if there is one.
        """
        found = g.decided(self.talks, actor, minute, move, source)
        if isinstance(found, Refusal):
            return found
        self.add(found)
        return None

    def play(self):
        """
        Let the strategy that is due decide; return False if a person is, or nobody.
        """
        due = next_due(self.talks)
        if due is None or due[1] in self.talks.humans:
            return False
        self.add(g.plain_decision(self.header, self.talks, {}))
        return True

    def fork(self, at):
        """
        Add a branch of the first `at` decisions.
        """
        made = len(self.branches) + 1
        self.branches[made] = self.decisions[:at]
        return made

    def go_to(self, branch):
        """
        Go on with a branch.
        """
        self.branch = branch
        self.talks = g.folded(self.header, self.decisions)
        self._known = []

    def flatten(self):
        """
        Keep the present branch only, as the trunk.
        """
        self.branches = {TRUNK: self.decisions}
        self.branch = TRUNK


class Games(RuleBasedStateMachine):
    """
    Drive a session over a save, and the oracle.
    """

    @initialize(name=g.names, seed=st.integers(0, 99))
    def begin(self, name, seed):
        """
        Begin a game in a new save.
        """
        self.folder = tempfile.TemporaryDirectory()
        self.saves = 0
        self.name = name
        self.header = g.header_of(name, seed)
        self.oracle = Oracle(self.header)
        self.log = create_save(self._path(), encode_header(self.header), mode=BATCH)
        self.session = Session.resume(self.log)
        self.seats = [actor.id for actor in index_of(self.header.scenario).seats]

    def _path(self):
        self.saves += 1
        return Path(self.folder.name) / f"game-{self.saves}.talks"

    def _at(self, share):
        return len(self.oracle.decisions) * share // 10

    # --- playing -------------------------------------------------------------------------------

    @rule(count=st.integers(1, 25))
    def strategies_play(self, count):
        """
        Let strategies decide, one by one.
        """
        for _ in range(count):
            before = len(self.session.decisions)
            self.session.step()
            assert self.oracle.play() == (len(self.session.decisions) > before)

    @rule()
    def advance_to_a_person(self):
        """
        Play on to the next human stop or the end.
        """
        seat = self.session.advance()
        while self.oracle.play():
            pass
        assert (seat in self.oracle.due_people()) == (seat is not None)

    @rule(move=st.data())
    def person_moves_legally(self, move):
        """
        Submit a legal move of somebody due.
        """
        due = sorted(self.oracle.due_people())
        if due:
            seat = move.draw(st.sampled_from(due))
            view = view_for(seat, self.oracle.talks, next_due(self.oracle.talks)[0])
            legal = legal_moves(view)
            assert self.session.legal_moves(seat) == legal
            self._submit(seat, move.draw(st.sampled_from(legal)), refused=False)

    @rule(seat=st.integers(0, 3), data=st.data())
    def somebody_asks_for_anything(self, seat, data):
        """
        Submit any move from any seat, whether it is due or not.
        """
        seat = self.seats[seat % len(self.seats)]
        self._submit(seat, data.draw(g.moves(self.name)))

    def _submit(self, seat, move, refused=None):
        over = next_due(self.oracle.talks) is None
        after = over and isinstance(move, m.Say) and seat in self.oracle.talks.humans
        if seat not in self.oracle.due_people() and not after:
            try:
                self.session.submit(move, seat)
            except NotYourStopError:
                return
            message = f"{seat} was not due"
            raise AssertionError(message)
        due = next_due(self.oracle.talks)
        minute = self.oracle.talks.minute if due is None else due[0]
        found = self.session.submit(move, seat)
        assert found == self.oracle.ask(seat, minute, move, HUMAN)
        assert refused is None or (found is not None) == refused

    @rule()
    def everybody_due_waits(self):
        """
        Let the shell wait for all people due.
        """
        people = [seat for seat in self.oracle.talks.humans if seat in self.oracle.due_people()]
        self.session.pass_()
        due = next_due(self.oracle.talks)
        for seat in people:
            assert self.oracle.ask(seat, due[0], m.Wait(), HUMAN) is None

    @rule(seat=st.integers(0, 3))
    def take(self, seat):
        """
        Give a seat to a person.
        """
        self._facilitate(m.Take(seat=self.seats[seat % len(self.seats)]))

    @rule(seat=st.integers(0, 3))
    def release(self, seat):
        """
        Give a seat back to its strategy.
        """
        self._facilitate(m.Release(seat=self.seats[seat % len(self.seats)]))

    @rule(seed=st.integers(-1, 9))
    def reseed(self, seed):
        """
        Change the luck.
        """
        self._facilitate(m.Reseed(seed=seed))

    def _facilitate(self, move):
        minute = self.oracle.talks.minute
        expected = self.oracle.ask(FACILITATOR, minute, move, FACILITATING)
        assert self.session.facilitate(move) == expected

    # --- branches ------------------------------------------------------------------------------

    @rule(share=st.integers(0, 10))
    def undo(self, share):
        """
        Take moves back: a fork, and the head moved there.
        """
        at = self._at(share)
        made = undo(self.log, self.session.branch, at)
        assert made == self.oracle.fork(at)
        self.oracle.go_to(made)
        assert current(self.log) == made
        self.session = Session.resume(self.log)

    @rule(share=st.integers(0, 10))
    def fork(self, share):
        """
        Fork and leave the branch for later.
        """
        at = self._at(share)
        assert self.log.fork(self.session.branch, at) == self.oracle.fork(at)

    @rule(pick=st.integers(0, 9))
    def go_to_a_branch(self, pick):
        """
        Go on with any branch there is.
        """
        branch = 1 + pick % len(self.oracle.branches)
        self.session = Session.resume(self.log, branch=branch)
        self.oracle.go_to(branch)

    # --- stores --------------------------------------------------------------------------------

    def _resume(self):
        self.session = Session.resume(self.log, branch=self.oracle.branch)

    @rule()
    def close_and_reopen(self):
        """
        Close the save and go on with it.
        """
        if self.log.file != "memory":
            self.log.close()
            self.log = open_save(self.log.file, mode=BATCH)
        self._resume()

    @precondition(lambda self: self.log.file != "memory")
    @rule()
    def crash_and_reopen(self):
        """
        Go on with what is on the disk while the save is open: what a killed process leaves.
        """
        found = Path(self.log.file)
        path = self._path()
        for ending in ("", "-wal"):
            left = found.with_name(found.name + ending)
            if left.exists():
                shutil.copyfile(left, path.with_name(path.name + ending))
        self.log.close()
        self.log = open_save(path, mode=BATCH)
        self._resume()

    @rule()
    def go_on_in_memory(self):
        """
        Go on without a disk, as when it failed.
        """
        memory = rescue(self.log)
        self.log.close()
        self.log = memory
        self._resume()

    @rule()
    def save_a_copy(self):
        """
        Go on with a copy of everything.
        """
        path = self._path()
        save_copy(self.log, path)
        self.log.close()
        self.log = open_save(path, mode=BATCH)
        self._resume()

    @rule()
    def export_and_import(self):
        """
        Go on with what an archive of the present branch holds.
        """
        out = self._path().with_suffix(".jsonl")
        export_save(self.log, out, self.oracle.branch)
        found = read_archive(out)
        assert found.failure is None
        assert found.lines == self.oracle.lines()
        log = create_save(self._path(), found.header_line, mode=BATCH)
        with log.together():
            for number, line in enumerate(found.lines):
                log.append(TRUNK, number, line)
        again = out.with_name("again.jsonl")
        export_save(log, again)
        assert again.read_bytes() == out.read_bytes()
        self.log.close()
        self.log = log
        self.oracle.flatten()
        self._resume()

    @rule()
    def check_deeply(self):
        """
        Verify the present branch, every request decided again.
        """
        report = verify(read_log(self.log, self.oracle.branch), deep=True)
        assert report.ok, report.failure

    # --- what always holds ---------------------------------------------------------------------

    @invariant()
    def the_record_is_the_oracles_list(self):
        """
        Find the oracle's lines, and their digest, in the log.
        """
        lines = self.oracle.lines()
        assert tuple(self.log.read(self.session.branch)) == lines
        assert self.session.digest == last_link(encode_header(self.header), lines).hex()
        assert len(self.log.branches()) == len(self.oracle.branches)

    @invariant()
    def the_session_stands_where_the_oracle_does(self):
        """
        Find no difference in state, in who is due, and in what is known.
        """
        assert g.state_bytes(self.session.talks) == g.state_bytes(self.oracle.talks)
        assert self.session.head == next_due(self.oracle.talks)
        assert set(self.session.due_seats()) == self.oracle.due_people()
        assert self.session.branch == self.oracle.branch
        for seat in self.seats:
            assert view_for(seat, self.session.talks) == view_for(seat, self.oracle.talks)

    def teardown(self):
        """
        Compare every branch once more and clean up.
        """
        if hasattr(self, "log"):
            for branch in self.oracle.branches:
                assert tuple(self.log.read(branch)) == self.oracle.lines(branch)
            self.log.close()
            self.folder.cleanup()


Games.TestCase.settings = settings(
    max_examples=8 if g.QUICK else 400, stateful_step_count=15 if g.QUICK else 50
)
TestGames = Games.TestCase
