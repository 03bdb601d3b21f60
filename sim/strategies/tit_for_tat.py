"""
Minds that answer a concession with one: relative tit-for-tat (T14) and a nice one (T22).

Relative: the own gain shrinks in the proportion in which the other's distance to what I hope for
has shrunk between its last two offers. Nice: concede towards the estimated Nash point in proportion
to what the other has come from its first offer (Baarslag, Hindriks and Jonker 2013), a little more
at the end.
"""

from collections.abc import Mapping

from sim.domain.units import PPM, clamp
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.concession import bounds, least
from sim.strategies.firm import Firm
from sim.strategies.outlook import Outlook, gain
from sim.strategies.timing import clock_end

_NASH_PPM = 500_000
"""The Nash point gives each side about half of the joint gain."""
_BONUS_FROM_PPM = 900_000
_BONUS_PPM = 300_000


def _gains(view: View, outlook: Outlook) -> list[tuple[bool, int]]:
    """Return (mine, my gain) of the offers on the table, oldest first."""
    return [
        (offer.by == view.seat, gain(view, outlook, offer.package))
        for offer in view.channels[outlook.table].offers
    ]


def relative(view: View, outlook: Outlook) -> int:
    """Return the gain wanted by relative tit-for-tat: equal ratios of concession."""
    _, top = bounds(view, outlook)
    ceiling = max(least(outlook), top)
    told = _gains(view, outlook)
    last = max((at for at, (mine, _) in enumerate(told) if mine), default=None)
    if last is None:
        return ceiling
    standing = told[last][1]
    before = [worth for mine, worth in told[:last] if not mine]
    fresh = [worth for mine, worth in told[last:] if not mine]
    if not before and fresh:
        before = fresh[:1]
    if fresh:
        far, near = top - before[-1], top - fresh[-1]
        if far > 0 and near < far:
            standing = standing * max(0, near) // far
    return clamp(standing, least(outlook), ceiling)


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


def _relative(_: Mapping[str, int]) -> Firm:
    return Firm(relative)


def _nice(_: Mapping[str, int]) -> Firm:
    return Firm(nice)


register("tit_for_tat", 1, _relative)
register("nice_tit_for_tat", 1, _nice)
