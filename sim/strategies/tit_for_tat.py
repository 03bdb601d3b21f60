"""
Minds that answer a concession with one: T14 to T16 (Faratin, Sierra and Jennings 1998) and T22.

Relative: the own gain shrinks in the proportion in which the other's distance to what I hope for
has shrunk between its last two offers. Absolute: it shrinks by as much as the other has given, and
by a little luck. Averaged: in the proportion over a window of the other's last steps. Nice: concede
towards the estimated Nash point in proportion to what the other has come from its first offer
(Baarslag, Hindriks and Jonker 2013), a little more at the end.
"""

from collections.abc import Mapping
from typing import NamedTuple

from attrs import frozen

from sim.domain import moves as m
from sim.domain.draws import Draws
from sim.domain.units import PPM, clamp
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.concession import bounds, least
from sim.strategies.firm import Firm
from sim.strategies.outlook import Outlook, gain, open_tables
from sim.strategies.timing import clock_end

_NASH_PPM = 500_000
"""The Nash point gives each side about half of the joint gain."""
_BONUS_FROM_PPM = 900_000
_BONUS_PPM = 300_000
_LUCK_MICRO = 250_000
"""M of absolute tit-for-tat where no parameter gives it: a quarter of a point."""
_STEPS_MICRO = 2 * PPM
"""The window of averaged tit-for-tat where no parameter gives it."""


def _gains(view: View, outlook: Outlook) -> list[tuple[bool, int]]:
    """Return (mine, my gain) of the offers on the table, oldest first."""
    return [
        (offer.by == view.seat, gain(view, outlook, offer.package))
        for offer in view.channels[outlook.table].offers
    ]


class Told(NamedTuple):
    """The offers of a table as my gains, apart by mine and the other's, oldest first."""

    ceiling: int
    """The most I ask, also before I asked anything."""
    top: int
    mine: list[int]
    theirs: list[int]
    fresh: int
    """How many of the other's came after my last."""


def told_of(view: View, outlook: Outlook) -> Told:
    """Return what was offered at a table so far."""
    _, top = bounds(view, outlook)
    told = _gains(view, outlook)
    last = max((at for at, (mine, _) in enumerate(told) if mine), default=None)
    return Told(
        ceiling=max(least(outlook), top),
        top=top,
        mine=[worth for mine, worth in told if mine],
        theirs=[worth for mine, worth in told if not mine],
        fresh=0 if last is None else len(told) - 1 - last,
    )


def in_proportion(standing: int, far: int, near: int) -> int:
    """Return an own gain shrunk as the other's distance has: own x near / far (T14, T16)."""
    return standing * max(0, near) // far if 0 < far > near else standing


def step_for_step(standing: int, before: int, now: int, luck: int) -> int:
    """Return an own gain less what the other has given since, and less the luck R(M) (T15)."""
    return standing - (now - before) - luck if now > before else standing


def relative(view: View, outlook: Outlook) -> int:
    """Return the gain wanted by relative tit-for-tat: equal ratios of concession."""
    told = told_of(view, outlook)
    if not told.mine:
        return told.ceiling
    standing = told.mine[-1]
    if told.fresh:
        before = told.theirs[: -told.fresh] or told.theirs[:1]
        standing = in_proportion(standing, told.top - before[-1], told.top - told.theirs[-1])
    return clamp(standing, least(outlook), told.ceiling)


def averaged(view: View, outlook: Outlook, steps: int) -> int:
    """Return the gain wanted by averaged tit-for-tat: the ratio over the other's last steps."""
    told = told_of(view, outlook)
    if not told.mine:
        return told.ceiling
    standing = told.mine[-1]
    if told.fresh:
        before = told.theirs[-1 - steps :][0]
        standing = in_proportion(standing, told.top - before, told.top - told.theirs[-1])
    return clamp(standing, least(outlook), told.ceiling)


def absolute(view: View, outlook: Outlook, luck: int) -> int:
    """Return the gain wanted by absolute tit-for-tat: equal steps, and luck where one was made."""
    told = told_of(view, outlook)
    if not told.mine:
        return told.ceiling
    standing = told.mine[-1]
    if told.fresh:
        before = told.theirs[: -told.fresh] or told.theirs[:1]
        standing = step_for_step(standing, before[-1], told.theirs[-1], luck)
    return clamp(standing, least(outlook), told.ceiling)


def nice(view: View, outlook: Outlook) -> int:
    """Return the gain wanted by nice tit-for-tat: T22, half the joint gain for the Nash point."""
    _, top = bounds(view, outlook)
    nash = outlook.surplus * _NASH_PPM // PPM
    theirs = [worth for mine, worth in _gains(view, outlook) if not mine]
    factor = 0
    if theirs and nash > theirs[0]:
        factor = clamp((max(theirs) - theirs[0]) * PPM // (nash - theirs[0]), 0, PPM)
    elif theirs:
        factor = PPM
    late = view.minute * PPM // clock_end(view) - _BONUS_FROM_PPM
    bonus = _BONUS_PPM * clamp(late, 0, PPM - _BONUS_FROM_PPM) // (PPM - _BONUS_FROM_PPM)
    target = top - (top - nash) * factor // PPM
    return max(least(outlook), target - nash * bonus // PPM)


@frozen
class Absolute:
    """Random absolute tit-for-tat: R(M) is drawn for the decision, one for each table."""

    most: int
    """M, in millionths of a point."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        tables = open_tables(view)

        def tactic(seen: View, outlook: Outlook) -> int:
            most = outlook.point * self.most // PPM
            place = str(tables.index(outlook.table))
            return absolute(seen, outlook, draws.between(0, most, "imitate", place))

        return Firm(tactic).choose(view, draws)


@frozen
class Averaged:
    """The tactic of averaged tit-for-tat with its window."""

    steps: int

    def __call__(self, view: View, outlook: Outlook) -> int:
        """Return the gain wanted at a table today."""
        return averaged(view, outlook, max(1, self.steps))


def _relative(_: Mapping[str, int]) -> Firm:
    return Firm(relative)


def _nice(_: Mapping[str, int]) -> Firm:
    return Firm(nice)


def _absolute(parameters: Mapping[str, int]) -> Absolute:
    return Absolute(max(0, parameters.get("luck_points", _LUCK_MICRO)))


def _averaged(parameters: Mapping[str, int]) -> Firm:
    return Firm(Averaged(parameters.get("steps", _STEPS_MICRO) // PPM))


register("tit_for_tat", 2, _relative)
register("nice_tit_for_tat", 2, _nice)
register("absolute_tit_for_tat", 1, _absolute)
register("averaged_tit_for_tat", 1, _averaged)
