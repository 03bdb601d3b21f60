"""
Zeuthen's mind: whoever can bear less risk of conflict concedes, and just enough (T24).

The risk of a side is what it would lose by taking the other's offer, as a share of what it would
lose by no deal (Zeuthen 1930; the monotonic concession protocol of Rosenschein and Zlotkin 1994).
Among more than two the lowest concedes (Endriss 2006). The others' gains are those of their average
types, the packages those of the window.
"""

from collections.abc import Mapping, Sequence

from sim.domain.deal import Package
from sim.domain.units import PPM, clamp
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.firm import Firm
from sim.strategies.outlook import Outlook, gain
from sim.strategies.window import Rung, rungs, worst_rung

_FINE = PPM * PPM
"""Risks are compared so finely that rounding makes no ties."""

Gains = tuple[int, ...]
"""What a package gives to each side over no deal."""


def risk(own: int, theirs: int, conflict: int = 0, *, unit: int = PPM) -> int:
    """Return (u(own) - u(theirs)) / (u(own) - u(conflict)) in ppm; one with nothing to lose."""
    if own <= conflict:
        return unit
    return clamp((own - theirs) * unit // (own - conflict), 0, unit)


def risks(offers: Sequence[Gains]) -> list[int]:
    """Return each side's risk, given the gains of all from the offer of each."""
    found = []
    for side, own in enumerate(offers):
        worst = min(each[side] for at, each in enumerate(offers) if at != side)
        found.append(risk(own[side], worst, unit=_FINE))
    return found


def conceded(offers: Sequence[Gains], me: int, below: Sequence[Gains]) -> int | None:
    """
    Return which of my lower packages, best first, concedes just enough; None to stay.

    The first with which my risk is no longer the lowest; where there is none, the one with which I
    can bear most; where that is no more than now, the next, since to stay would end in conflict.
    """
    now = risks(offers)
    others = [each for side, each in enumerate(now) if side != me]
    if now[me] > min(others) or not below:
        return None
    best = (now[me], 0)
    for at, lower in enumerate(below):
        then = risks([lower if side == me else each for side, each in enumerate(offers)])
        if then[me] > min(each for side, each in enumerate(then) if side != me):
            return at
        if then[me] > best[0]:
            best = (then[me], at)
    return best[1]


def zeuthen(view: View, outlook: Outlook) -> int:
    """Return the gain wanted at a table today."""
    window = rungs(view, outlook)
    if not window:
        return outlook.surplus
    members = outlook.drafts.members
    last = {
        offer.by: offer.package
        for offer in view.channels[outlook.table].offers
        if offer.by in members
    }
    if view.seat not in last:
        return window[0].gain
    standing = gain(view, outlook, last[view.seat])
    spoke = [seat for seat in members if seat in last]
    if len(spoke) == 1:
        return standing
    below = [rung for rung in window if rung.gain < standing]
    offers = [_gains(view, outlook, last[seat], spoke) for seat in spoke]
    found = conceded(offers, spoke.index(view.seat), _lower(view, outlook, below, spoke))
    return standing if found is None else below[found].gain


def _lower(
    view: View, outlook: Outlook, below: Sequence[Rung], seats: Sequence[str]
) -> list[Gains]:
    return [_gains(view, outlook, rung.package, seats) for rung in below]


def _gains(view: View, outlook: Outlook, package: Package, seats: Sequence[str]) -> Gains:
    """Return what a package gives to me and to the average types of the others."""
    odds = outlook.closing(package)
    others = [seat for seat in outlook.drafts.members if seat != view.seat]
    found = []
    for seat in seats:
        if seat == view.seat:
            found.append(gain(view, outlook, package))
            continue
        floor = outlook.floors[outlook.drafts.members.index(seat)]
        measure = outlook.chair.others[others.index(seat)]
        found.append(max(0, odds * (measure.of(package) - floor) // PPM))
    return tuple(found)


def _zeuthen(_: Mapping[str, int]) -> Firm:
    return Firm(zeuthen, offering=worst_rung)


register("zeuthen", 1, _zeuthen)
