"""
Since when each seat of a table is waited for: what others do there begins nobody's time anew.

A seat's time begins when it becomes due and when it has done something itself. Nothing of it is
kept: record and stamps say it again after a restart.
"""

from collections.abc import Iterable, Mapping, Sequence

from classroom.store.protocol import Stamp
from sim.domain.decider import next_due
from sim.domain.decision import Decision
from sim.domain.folding import folded
from sim.domain.talks import Talks

Since = Mapping[str, int]
"""By seat that is waited for the wall time in milliseconds since when."""


def waiting(before: Since, due: Iterable[str], acted: Iterable[str], at: int) -> dict[str, int]:
    """Return since when the seats wait that are due at a moment, after some actors acted."""
    fresh = set(acted)
    return {seat: at if seat in fresh else before.get(seat, at) for seat in due}


def replayed(
    opening: Talks, decisions: Sequence[Decision], stamps: Iterable[Stamp], began: int
) -> dict[str, int]:
    """
    Return since when seats wait at the end of a record, as `waiting` told it on the way.

    Only people who take their seats when the bargaining begins have no stamp.
    """
    times = {one.decision: one.at for one in stamps}
    talks, since, acted = opening, dict[str, int](), set[str]()
    for one in decisions:
        talks = folded(talks, one)
        acted.add(one.actor)
        at = times.get(one.number, began)
        # What one request led to has one time, and only its end is a moment at which people wait.
        if times.get(one.number + 1, began) != at or one is decisions[-1]:
            since = waiting(since, _due(talks), acted, at)
            acted = set()
    return since


def _due(talks: Talks) -> tuple[str, ...]:
    """Return the seats of people that are waited for, as a session tells it."""
    head = next_due(talks)
    if head is None or head[1] not in talks.humans:
        return ()
    return tuple(seat for seat in talks.humans if talks.agenda[seat] == head[0])
