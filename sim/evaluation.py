"""
What a seat may expect to make of the talks, as far as it can tell from its own view.

Each rollout imagines what the view hides and lets the scenario's own minds play on to the end, the
seat's too. The figure grows sharper while it is reckoned: after 1, 2, 4 and so on to 64 rollouts.
"""

from collections.abc import Callable, Iterator
from hashlib import blake2b

from sim import rollout
from sim.domain.draws import MIND, Draws, seed_key
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.talks import Common, Private
from sim.domain.views import View
from sim.estimates import DECISIONS_MAX, Estimate, estimate
from sim.projections.scores import final_utility
from sim.strategies.base import entry_of

ROLLOUTS = 64


def always() -> bool:
    """Let a reckoning go on to its end."""
    return True


def expected(
    view: View, rollouts: int = ROLLOUTS, wanted: Callable[[], bool] = always
) -> Iterator[Estimate]:
    """
    Yield the seat's expected surplus, in millionths, after 1, 2, 4, ... rollouts and the last.

    The same for equal views. `wanted` is asked before each rollout; a no ends it there. Cost: up to
    a whole game a rollout, so a view at the opening is the dearest.
    """
    base, floor = _seed(view), opening_floor(view)
    minds = _minds(view)
    samples: list[int] = []
    while len(samples) < rollouts:
        if not wanted():
            return
        samples.append(_end(view, minds, base, len(samples)) - floor)
        count = len(samples)
        if count & (count - 1) == 0 or count == rollouts:
            yield estimate(samples)


def opening_floor(view: View) -> int:
    """Return what no deal was worth to the seat at the opening; surplus is counted from it."""
    scenario = view.scenario
    opening = Common(gauges=tuple(gauge.start for gauge in scenario.gauges))
    own = Private(personality=view.own.personality, parameters=view.own.parameters)
    return worth.reservation(scenario, opening, 0, view.seat, own)


def _minds(view: View) -> rollout.Policies:
    """Return who plays on for whom: what the scenario seats; who sits there now is not known."""
    order = index_of(view.scenario).order
    return {actor.id: entry_of(actor.strategy).make({}) for actor in order}


def _seed(view: View) -> int:
    """Return a seed of all that the view holds but its scenario; never the game's own."""
    held = (view.seat, view.minute, view.common, view.own, view.channels)
    return int.from_bytes(blake2b(repr(held).encode(), digest_size=7).digest(), "big")


def _end(view: View, minds: rollout.Policies, base: int, number: int) -> int:
    """Return the seat's utility at the end of the imagined talks of this number."""
    types, luck = (Draws(seed_key(base), space=MIND, rank=use, number=number) for use in (0, 1))
    talks = rollout.imagine(view, types)
    return final_utility(rollout.play_out(talks, minds, luck, DECISIONS_MAX), view.seat)
