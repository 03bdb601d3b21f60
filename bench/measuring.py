"""
How a figure is taken: ours and the peer in turn, the median of the rounds, the garbage swept first.

The machines we measure on are shared, so an absolute time says little; what counts is the ratio of
two times taken next to each other.
"""

import gc
import time
from collections.abc import Callable
from statistics import median

from attrs import frozen

Work = Callable[[], int]
"""Does some work and returns how many units of it were done."""
Clock = Callable[[], float]

OF_PROCESSOR: Clock = time.process_time
"""For work that only computes, on pages already read: what other programs take does not count."""
OF_WALL: Clock = time.perf_counter
"""For work that waits for a disk or for another process."""


@frozen(kw_only=True)
class Size:
    """How much is measured; the tests of the bench take the least."""

    rounds: int
    games: int
    """Games a round."""
    timeouts: int
    """Bare timeouts a round."""
    events: int
    """Events of the long record."""
    marks: tuple[int, int, int]
    """Numbers of events of one long record at which a decision is measured and a fork is made."""
    window: int
    """Decisions measured at each mark."""
    commits: int
    """Durable appends a round."""
    bargains: int
    """Negotiations of two parties a round, each over a problem of its own."""
    options: int
    """Options of each of the six issues whose frontier is sought."""
    rollouts: int
    """Rollouts of a choice in a review."""
    minutes: int
    """Length of the scripted game whose frames are timed."""
    swept: int
    """Games of a sweep."""


FULL = Size(
    rounds=7,
    games=5,
    timeouts=5_000,
    events=11_000,
    marks=(1_000, 3_000, 10_000),
    window=400,
    commits=60,
    bargains=20,
    options=10,
    rollouts=24,
    minutes=20,
    swept=500,
)
TINY = Size(
    rounds=1,
    games=1,
    timeouts=50,
    events=300,
    marks=(100, 150, 200),
    window=10,
    commits=3,
    bargains=2,
    options=3,
    rollouts=2,
    minutes=3,
    swept=4,
)


@frozen
class Peer:
    """What was measured in turn with us, with its unit in the name."""

    name: str
    value: float


@frozen(kw_only=True)
class Row:
    """One figure with what it must reach, and the peer beside it."""

    name: str
    value: float
    unit: str
    peer: Peer
    bar: float | None = None
    """What a release needs; none where the figure only explains another."""
    goal: float | None = None
    more_is_better: bool = False

    @property
    def ok(self) -> bool:
        """Tell whether the figure reaches its bar."""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.more_is_better else self.value <= self.bar


def unit_seconds(work: Work, clock: Clock) -> float:
    """Return the seconds that one unit of the work takes."""
    gc.collect()
    start = clock()
    units = work()
    return (clock() - start) / units


def in_turn(rounds: int, clock: Clock, *works: Work) -> list[tuple[float, ...]]:
    """Return the seconds a unit of every work, one tuple a round; each round runs them all."""
    return [tuple(unit_seconds(work, clock) for work in works) for _ in range(rounds)]


def middle(figures: list[tuple[float, ...]], at: int) -> float:
    """Return the median of one work over all rounds."""
    return median(figure[at] for figure in figures)


def ratio(figures: list[tuple[float, ...]], one: int, other: int) -> float:
    """Return the median over the rounds of one work's seconds in the other's."""
    return median(figure[one] / figure[other] for figure in figures)
