"""
Goal: whatever somebody does, the game goes on, and its record is whole.

Method: random keys, texts, clicks, drags, sizes of the window and waits, from every screen and from
the desk of every seat in the middle of its game; after each input everything is looked at.
"""

import functools
import os

import pytest
import stills
from anybody import INPUT, Anybody
from driver import Person
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from opened import OPENED, fresh
from tables import Here, seats, sit, wait_until

from game.shell import start
from game.shell.desk import SessionDesk
from sim.engine.session import Session
from sim.games import in_memory


def key(name):
    """Return the input of a bare key."""
    return "key", name, ()


MIDDLE = 8
STEPS = 50
"""Inputs of one run of the machine, at most."""
SMALL = "first-offer"


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    with stills.quiet_world():
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        yield
    start.let_go()


@functools.cache
def played(name, seat):
    """Play a seat of a scenario by waiting until some day; return its log."""
    person = sit(name, seat)
    wait_until(person, MIDDLE)
    assert person.screen.keys == "desk"
    return person.screen.port.session.log


def begun(name, seat):
    """Open a window at a screen, or at a desk in the middle of its game."""
    if not seat:
        return Anybody(fresh(name))
    session = Session.resume(in_memory(played(name, seat)))
    return Anybody(Person("desk", SessionDesk(session, seat, Here(2))))


def told(name, seat, inputs):
    """Do all of it; return who did."""
    anybody = begun(name, seat)
    for one in inputs:
        anybody.do(*one)
    return anybody


BACK_AND_BACK = [
    key("space"),
    ("rest",),
    key("space"),
    ("rest",),
    *[key("backspace"), key("right"), key("enter")] * 2,
    key("space"),
    ("rest",),
    key("space"),
    ("rest",),
    key("backspace"),
    key("right"),
    key("enter"),
]
SMALL_AND_GONE = [
    key("enter"),
    ("resize", (60, 40)),
    key("tab"),
    key("down"),
    key("w"),
    ("rest",),
    ("resize", (1, 1)),
    key("f1"),
    key("escape"),
    ("language",),
    ("resize", (1280, 720)),
    key("tab"),
    key("tab"),
    key("x"),
    ("rest",),
]
SEATED = [*((name, "") for name in OPENED if name != "desk"), *seats()]
MANY = int(os.environ.get("POURPARLERS_ANYTHING", "8"))
CHANCE = "POURPARLERS_ANYTHING" in os.environ
"""Whether the inputs are others at each run."""
UNSHRUNK = (Phase.reuse, Phase.generate)
"""A counterexample is told as it was met: to make it shorter takes minutes at a whole window."""


@settings(max_examples=2, deadline=None, derandomize=True)
@example(inputs=BACK_AND_BACK)
@example(inputs=SMALL_AND_GONE)
@given(inputs=st.lists(INPUT, min_size=4, max_size=16))
def test_a_handful_of_anything_breaks_nothing(inputs):
    seat = next(seat for name, seat in seats() if name == SMALL)
    told(SMALL, seat, inputs).verified()


class Machine(RuleBasedStateMachine):
    """
    A window at one screen, to which one input after another is done.
    """

    opens = SMALL, ""

    def __init__(self):
        super().__init__()
        self.anybody = begun(*self.opens)
        self.inputs = 0

    @rule(one=INPUT)
    def input(self, one):
        """Do it, and look at everything."""
        self.anybody.do(*one)
        self.inputs += 1

    def teardown(self):
        """Check the records that were left."""
        self.done.append((self.inputs, self.anybody.verified(), self.anybody.met))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seat"), SEATED)
def test_anything_breaks_nothing(name, seat):
    done = []
    machine = type("Opened", (Machine,), {"opens": (name, seat), "done": done})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=MANY, stateful_step_count=STEPS, deadline=None,
            derandomize=not CHANCE, phases=UNSHRUNK,
        ),
    )  # fmt: skip
    met = sum((one[2] for one in done), start=type(done[0][2])())
    print(f"{name} {seat}: inputs={sum(one[0] for one in done)} "
          f"records={sum(one[1] for one in done)} screens={dict(met)} crashed=0")  # fmt: skip
