"""
One line of policy, one who proposes, one who may refuse: what passes.

Positions are numbers on one line; each side likes a point less the farther it lies from its ideal.
The packages' counterpart, win-sets of any number of veto players, is in `sim.analysis.winsets`.
"""

from collections.abc import Iterable


def acceptable(quo: float, veto: float) -> tuple[float, float]:
    """
    Return the ends of what a veto player prefers to the status quo, the quo itself included.

    [min(q, 2 v - q), max(q, 2 v - q)]: as far on the other side of its ideal v as q on this.
    """
    mirror = 2 * veto - quo
    return min(quo, mirror), max(quo, mirror)


def romer_rosenthal(quo: float, setter: float, veto: float) -> float:
    """
    Return what an agenda setter with ideal s passes against one veto player (1978).

    The point nearest to s that the veto player does not like less than the status quo q. Between
    the two ideals nothing moves: gridlock.
    """
    return setter_choice(quo, setter, (veto,))


def setter_choice(quo: float, setter: float, vetoes: Iterable[float]) -> float:
    """Return what a setter passes against several veto players (Tsebelis 2002): all must agree."""
    ends = [acceptable(quo, one) for one in vetoes]
    low = max((end[0] for end in ends), default=setter)
    high = min((end[1] for end in ends), default=setter)
    return min(max(setter, low), high)
