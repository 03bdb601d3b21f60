"""Goal: a full walk of the collector waits until nothing moves on the screen."""

import gc

import pytest
from driver import Person
from samples import SampleDesk
from samples import load as sample

from game import tidy
from game.presenters.desk import DeskModel


@pytest.fixture(autouse=True)
def _own_collector():
    held = gc.get_threshold()
    yield
    gc.set_threshold(*held)


def walks(work):
    """Return how many full walks there were during some work."""
    seen = []
    gc.callbacks.append(seen_by := lambda phase, told: seen.append((phase, told["generation"])))
    try:
        work()
    finally:
        gc.callbacks.remove(seen_by)
    return seen.count(("stop", 2))


def partial_walks(count):
    for _ in range(count):
        gc.collect(1)


@pytest.mark.slow
def test_a_walk_that_is_due_comes_at_rest_and_only_then():
    person = Person("desk", SampleDesk(sample("desk_firm", DeskModel)))
    tidy.put_off()
    gc.collect()
    partial_walks(tidy.OFTEN + 1)
    assert walks(lambda: person.press("tab")) == 0
    assert walks(lambda: person.app.step([], 0.25)) == 1
    assert walks(lambda: person.app.step([], 0.25)) == 0


def test_where_nothing_was_put_off_python_walks_by_its_own_rule():
    person = Person("desk", SampleDesk(sample("desk_firm", DeskModel)))
    gc.set_threshold(700, 10, 10)
    gc.collect()
    partial_walks(tidy.OFTEN + 1)
    assert walks(lambda: person.app.step([], 0.25)) == 0
