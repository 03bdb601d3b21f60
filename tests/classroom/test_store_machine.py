"""
Both stores of classes and one in memory are driven alike, with failures and reopening in between.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from memory_store import MemoryStore
from stores import (
    HEADER,
    KINDS,
    everything,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)

from classroom.store.postgres import PostgresStore
from classroom.store.protocol import Named, Stamp
from sim.record.errors import Conflict, RecordError
from sim.record.store import Text, undo

CODES = ("ABC", "XYZ")
WHO = ("P1", "P2")
lines = st.binary(min_size=1, max_size=9)
codes, who, tables = st.sampled_from(CODES), st.sampled_from(WHO), st.integers(0, 2)
late = st.sampled_from([0, 0, 0, 0, 1])
acts = st.one_of(
    st.tuples(st.just("enter"), codes, late, lines),
    st.tuples(st.just("make_table"), codes, tables),
    st.tuples(st.just("append"), codes, tables, st.integers(0, 9), late, lines),
    st.tuples(st.just("undo"), codes, tables, st.integers(0, 4)),
    st.tuples(st.just("stamp"), codes, tables, st.integers(1, 30), who),
    st.tuples(st.just("keep_answer"), codes, who, st.text(max_size=2), lines),
    st.tuples(st.just("put_name"), codes, who, st.text(max_size=3)),
    st.tuples(st.just("put_text"), codes, who, st.sampled_from("abc"), st.text(max_size=3)),
    st.tuples(st.just("say"), codes, tables, who, st.sampled_from("abc"), st.text(max_size=3)),
    st.tuples(st.just("erase"), codes, who),
)


def act(store, what, code, *rest):  # noqa: PLR0911 - one return a kind
    """
    Do one thing to a store and return what it answers.
    """
    match (what, *rest):
        case ("enter", behind, line):
            return store.enter(code, len(list(store.entries(code))) - behind, 7, line)
        case ("make_table", table):
            return store.make_table(code, table, HEADER).header
        case ("append", table, branch, behind, line):
            log = store.table(code, table)
            branch = 1 + branch % len(log.branches())
            return log.append(branch, log.head(branch).decisions - behind, line)
        case ("undo", table, share):
            log = store.table(code, table)
            branch = log.branches()[-1].id
            return undo(log, branch, log.head(branch).decisions * share // 4)
        case ("stamp", table, decision, by):
            return store.stamp(code, table, Stamp(decision, 7, by))
        case ("put_name", by, name):
            return store.put_name(code, Named(participant=by, name=name, token=b"", resume=b""))
        case ("put_text", by, name, body):
            return store.put_text(code, Text(id=name, participant=by, key=b"", body=body))
        case ("say", table, by, name, body):
            text = Text(id=name, participant=by, key=b"", body=body)
            return store.table(code, table).put_text(text)
        case _:
            return getattr(store, what)(code, *rest)


def batch(store, steps, fails):
    """
    Do several things as one transaction and return what came of it.
    """
    answers = []
    try:
        with store.together():
            for at, step in enumerate(steps):
                if at % 2:
                    with store.together():
                        answers.append(act(store, *step))
                else:
                    answers.append(act(store, *step))
            if fails:
                raise ZeroDivisionError  # noqa: TRY301 - the body fails
    except (Conflict, RecordError, ZeroDivisionError) as error:
        return type(error)
    return answers


class Twins(RuleBasedStateMachine):
    """
    Drive a real store and one in memory alike.
    """

    def __init__(self, place):
        super().__init__()
        self.made = place
        self.place = place.__enter__()
        self.real, self.memory = self.place.open(), MemoryStore()
        self.queues = isinstance(self.real, PostgresStore)

    @initialize()
    def begin(self):
        """
        Found both classes, with two tables in the first.
        """
        for store in (self.memory, self.real):
            for code in CODES:
                store.found(code)
            for table in (0, 1):
                store.make_table(CODES[0], table, HEADER)

    @rule(steps=st.lists(acts, min_size=1, max_size=6), fails=st.sampled_from([False, False, True]))
    def write(self, steps, fails):
        """
        Write several things together, or fail at it.
        """
        self._alike(steps, fails)

    @rule(step=acts)
    def write_alone(self, step):
        """
        Write one thing as a transaction of its own.
        """
        self._alike([step], fails=False)

    def _alike(self, steps, fails):
        """
        Do the same to both; of several failures PostgreSQL may tell another one first.
        """
        real, memory = batch(self.real, steps, fails), batch(self.memory, steps, fails)
        if self.queues and isinstance(memory, type):
            assert isinstance(real, type)
        else:
            assert real == memory

    @rule(code=codes)
    def rival(self, code):
        """
        Find that a second store sees the same and may not write.
        """
        other = self.place.open()
        with pytest.raises(RecordError, match="held by"):
            other.hold(code)
        assert everything(other) == everything(self.memory)
        other.close()

    @rule()
    def reopen(self):
        """
        Go on with a store opened anew.
        """
        self.real.close()
        self.real = self.place.open()
        for code in CODES:
            self.real.hold(code)

    @invariant()
    def same(self):
        """
        Find no difference.
        """
        assert everything(self.real) == everything(self.memory)

    def teardown(self):
        """
        Leave nothing behind.
        """
        self.made.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_store_does_what_one_in_memory_does(kind, request):
    examples = settings().max_examples if kind == "sqlite" else settings().max_examples // 3
    run_state_machine_as_test(
        lambda: Twins(place_of(kind, request)),
        settings=settings(
            max_examples=max(1, min(examples, 200)),
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
