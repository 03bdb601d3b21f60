"""
Small plans and folders, and a pool that plays in this very process.
"""

from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager

import pytest

from sim.sweeps.axes import axis_of
from sim.sweeps.plan import planned
from sim.sweeps.pools import Place

SMALL = "first-offer"


@pytest.fixture
def plan():
    """
    Return how to plan a sweep of the small scenario.
    """

    def make(runs=30, *vary, **more):
        return planned(SMALL, runs, vary=[axis_of(text) for text in vary], **more)

    return make


class Here(Executor):
    """
    Plays at once, in this process; dies at the calls it is told to, with all that comes later.
    """

    def __init__(self, deaths):
        self.deaths = deaths
        self.dead = False
        self.calls = 0

    def submit(self, function, /, *given):
        """
        Return a finished future.
        """
        future = Future()
        self.calls += 1
        self.dead = self.dead or (bool(self.deaths) and self.deaths[0] == self.calls)
        try:
            future.set_result(function(*given) if not self.dead else _broken())
        except Exception as error:  # noqa: BLE001 - what a future is for
            future.set_exception(error)
        return future


def _broken():
    raise BrokenExecutor


@pytest.fixture
def here():
    """
    Return a place to play in this process whose pools die at some of their calls.
    """

    def make(*deaths):
        left = list(deaths)

        @contextmanager
        def opened():
            yield Here([left.pop(0)] if left else [])

        return Place(opened, workers=2)

    return make
