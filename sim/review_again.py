"""
A decision tried again: another move at the same stop, weighed against the one made and the best.

All three meet the luck on which the review judged the decision, so that only the move differs.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from sim.domain import moves as m
from sim.domain.decider import advance, initial
from sim.domain.rules.legal import code_of
from sim.domain.views import view_for
from sim.estimates import Estimate
from sim.review import ROLLOUTS, trials_at

if TYPE_CHECKING:
    from sim.record.replay import Record


@frozen(kw_only=True)
class Tried:
    """A move tried in the place of a decision."""

    decision: int
    move: m.Move
    gain: Estimate
    """What it promises beyond the move that was made."""
    short: Estimate
    """What the best alternative of the review promises beyond it."""


def try_again(
    record: "Record", number: int, move: m.Move, best: m.Move, rollouts: int = ROLLOUTS
) -> Tried | None:
    """Weigh a move at a decision; None if the rules do not allow it there."""
    opening = talks = initial(record.header)
    for decision in record.decisions[: number - 1]:
        talks = advance(talks, decision)
    made = record.decisions[number - 1]
    if code_of(view_for(made.actor, talks, made.minute), move) is not None:
        return None
    trials = trials_at(record, opening, talks, made)
    numbers = range(rollouts, 2 * rollouts)
    return Tried(
        decision=number,
        move=move,
        gain=trials.gain(move, made.move, numbers),
        short=trials.gain(best, move, numbers),
    )
