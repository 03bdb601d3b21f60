"""
What a slow mind adds to the quick one it begins from, move by move.

Where its move differs from the quick mind's, both are played on from there by the quick mind, with
the true types and the same luck. Along the games of the slow mind these gains sum to what it wins
over the quick one, in the mean (the performance difference of Kakade and Langford 2002), without
the luck of either's own game.
"""

from collections.abc import Sequence
from concurrent.futures import Executor

from bench.balance import games
from bench.balance.games import Row
from sim.domain.actors import Actor
from sim.domain.decider import initial, next_due, rule_draws
from sim.domain.draws import MIND, Draws
from sim.domain.moves import Move, Wait
from sim.domain.talks import Talks
from sim.domain.views import View, view_for
from sim.estimates import Rollouts, difference, plain_minds_of
from sim.rollout import play_on
from sim.strategies.base import Strategy

_PAIRS = 32


class Watched:
    """A mind whose last move can be asked for."""

    def __init__(self, mind: Strategy) -> None:
        self.mind = mind
        self.move: Move = Wait()

    def choose(self, view: View, draws: Draws) -> Move:
        """Return the mind's move."""
        self.move = self.mind.choose(view, draws)
        return self.move


def added(pool: Executor, actor: Actor, name: str, count: int) -> Sequence[int]:
    """Return, game by game, what a seat's slow mind gains over the one it begins from."""
    return games.each(pool, gained, [Row(name=name, minds={actor.id: name})], count)[0]


def gained(row: Row, seed: int) -> int:
    """Return what the moves of a row's one mind gain in a game over those of its quick one."""
    (seat,) = row.minds
    header = games.header_of(row, seed)
    talks = opening = initial(header)
    minds = games.policies_of(row, header)
    watched = Watched(minds[seat])
    rolls = Rollouts(opening=opening, minds=plain_minds_of(header), base=seed)
    total = 0
    while (due := next_due(talks)) is not None:
        before, talks = talks, play_on(talks, {**minds, seat: watched}, 1)
        if due[1] == seat:
            total += _gain(rolls, before, due, watched.move)
    return total


def _gain(rolls: Rollouts, talks: Talks, due: tuple[int, str], move: Move) -> int:
    """Return the mean gain of a move over the quick mind's at one stop; mostly they are one."""
    minute, seat = due
    draws = rule_draws(talks, seat, MIND)
    quick = rolls.minds[seat].choose(view_for(seat, talks, minute), draws)
    if quick == move:
        return 0
    numbers = range(_PAIRS)
    ones, others = (rolls.choice(talks, seat, one, numbers) for one in (move, quick))
    return difference(ones, others, seat).mean
