"""The frontier of a million packages with its solution points, ours beside NegMAS."""

from importlib import import_module

from bench import measuring as m
from bench import peers
from sim.analysis import points as rules
from sim.analysis.frontier import Point, frontier

_ISSUES = 6
_ROUNDS_MAX = 3
_MARKS = {2: (100.0, 1_000.0), 4: (20.0, 200.0)}
"""Bar and goal by number of parties."""


def frontiers(size: m.Size) -> list[m.Row]:
    """Measure tables to frontier and points, for two and for four parties; both find the same."""
    if not peers.is_here("frontier"):
        return []
    return [_row(size, parties) for parties in _MARKS]


def _row(size: m.Size, parties: int) -> m.Row:
    made = peers.problem(parties, (size.options,) * _ISSUES, parties)
    other = peers.theirs(made)
    assert {point.utilities for point in ours(made)} == theirs(other), "the frontiers differ"
    figures = m.in_turn(
        min(size.rounds, _ROUNDS_MAX),
        m.OF_PROCESSOR,
        lambda: bool(ours(made)),
        lambda: bool(theirs(other)),
    )
    bar, goal = _MARKS[parties]
    return m.Row(
        name=f"frontier.{parties}",
        value=m.ratio(figures, 1, 0),
        unit="x",
        bar=bar,
        goal=goal,
        peer=m.Peer("NegMAS, s", m.middle(figures, 1)),
        more_is_better=True,
    )


def ours(made: peers.Problem) -> tuple[Point, ...]:
    """Return the frontier of a problem, its points found on the way."""
    found = frontier(peers.space_of(made))
    floors = (0,) * len(made.weights)
    for rule in (rules.nash, rules.kalai_smorodinsky, rules.egalitarian, rules.utilitarian):
        assert rule(found, floors) is not None
    return found


def theirs(other: peers.Theirs) -> set[tuple[int, ...]]:
    """Return the peer's frontier as our points, its four solution points found on the way."""
    ops = import_module(f"{peers.PEER}.preferences.ops")
    found, _ = ops.pareto_frontier(other.utilities, issues=other.issues)
    for rule in (ops.nash_points, ops.ks_points, ops.kalai_points, ops.max_welfare_points):
        assert rule(other.utilities, found, issues=other.issues)
    return {tuple(int(one * peers.WHOLE) for one in vector) for vector in found}
