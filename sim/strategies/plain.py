"""The simplest minds: one that only waits, and one that moves at random among what is legal."""

from collections.abc import Mapping

from attrs import frozen

from sim.domain.draws import Draws
from sim.domain.moves import Move, Wait, move_kind
from sim.domain.rules.choices import legal_moves
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.timing import WAIT

_IDLE_PPM = 550_000
_RARE = ("walk", "order", "block")
_RARE_PPM = 60_000


@frozen
class Waiter:
    """Ends every stop at once; the house plays this."""

    def choose(self, view: View, draws: Draws) -> Move:
        """Wait for the next occasion."""
        del view, draws
        return WAIT


@frozen
class Random:
    """Picks a kind of move at random, then one of its legal moves; idles more often than not."""

    def choose(self, view: View, draws: Draws) -> Move:
        """Return a random legal move."""
        if draws.chance(_IDLE_PPM, "idle"):
            return WAIT
        moves = [move for move in legal_moves(view) if not isinstance(move, Wait)]
        kinds = sorted({move_kind(move) for move in moves})
        if not kinds:
            return WAIT
        kind = draws.choice(kinds, "kind")
        if kind in _RARE and not draws.chance(_RARE_PPM, "rare"):
            return WAIT
        return draws.choice([move for move in moves if move_kind(move) == kind], "move")


def _waiter(_: Mapping[str, int]) -> Waiter:
    return Waiter()


def _random(_: Mapping[str, int]) -> Random:
    return Random()


register("house", 1, _waiter)
register("random", 2, _random)
