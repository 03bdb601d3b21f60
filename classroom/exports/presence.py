"""
Who played a seat when: people and strategies, who left, who came back, what strategies decided.

The record says exactly when a seat changed hands, the journal why. Both tell of it in one order: a
journal's `n`-th strategy in a seat belongs to the `n`-th time its record gave the seat back, and a
time without a word in the journal is the end of the class's time.
"""

from attrs import frozen

from classroom.cohort import facts as f
from classroom.exports.kept import Kept, KeptTable
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decision import STRATEGY
from sim.domain.units import PPM

_GONE = (f.AWAY, f.STALLED)


@frozen(kw_only=True)
class Held:
    """How a seat was played."""

    people: bool
    """Whether anybody ever played it."""
    dropped: int
    """How often people were away or too slow."""
    reconnects: int
    """How often people came back."""
    share: int | None
    """The ppm of the moves, waits apart, that a strategy made; None without a move."""


def held(kept: Kept, table: KeptTable, role: str) -> Held:
    """Return how a seat was played."""
    number = table.played.table
    seated = [fact for _, fact in kept.entries
              if isinstance(fact, f.StrategySeated | f.PersonSeated)
              and (fact.table, fact.seat) == (number, role)]  # fmt: skip
    reasons = [fact.why for fact in seated if isinstance(fact, f.StrategySeated)]
    after = seated[next((at for at, fact in enumerate(seated)
                         if isinstance(fact, f.StrategySeated)), len(seated)):]  # fmt: skip
    sources = [
        one.source
        for one in table.played.decisions
        if one.actor == role and not isinstance(one.move, m.Wait)
    ]
    return Held(
        people=any(
            isinstance(event, e.SeatTaken) and event.seat == role
            for one in table.played.decisions
            for event in one.events
        ),
        dropped=sum(why in _GONE for why in reasons),
        reconnects=sum(isinstance(fact, f.PersonSeated) for fact in after),
        share=sources.count(STRATEGY) * PPM // len(sources) if sources else None,
    )


def late_decisions(kept: Kept, table: KeptTable) -> frozenset[int]:
    """Return the decisions that a strategy took since people were away, slow, or out of time."""
    reasons: dict[str, list[str]] = {}
    for _, fact in kept.entries:
        if isinstance(fact, f.StrategySeated) and fact.table == table.played.table:
            reasons.setdefault(fact.seat, []).append(fact.why)
    late: set[str] = set()
    found = set()
    for one in table.played.decisions:
        if one.source == STRATEGY and one.actor in late:
            found.add(one.number)
        for event in one.events:
            if isinstance(event, e.SeatTaken):
                late.discard(event.seat)
            elif isinstance(event, e.SeatReleased):
                why = reasons.get(event.seat, [])
                if not why or why.pop(0) in _GONE:
                    late.add(event.seat)
    return frozenset(found)
