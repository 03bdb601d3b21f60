"""
The window of a table: the packages a firm looks at today, best for itself first.

Where a price divides the worth of the best draft the window is that draft at every price that
leaves me something; elsewhere it is the drafts themselves. Never all packages (design 6).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sim.domain.actors import SELLER
from sim.domain.deal import Issue, Package
from sim.domain.units import PPM
from sim.domain.views import View
from sim.strategies.concession import least
from sim.strategies.outlook import Outlook, Weighed, gain

_CAUTION_PPM = 800_000
"""A buyer asks for this share of the unknown liabilities, as `outlook.package_for` does."""


class Rung(NamedTuple):
    """A package and my gain from it; a named tuple, since a window holds hundreds."""

    gain: int
    package: Package


def rungs(view: View, outlook: Outlook) -> tuple[Rung, ...]:
    """
    Return the window from the most I may hope for to the least I would ask, gains falling.

    Each package is a concession from the one before it, as far as one can tell.
    """
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        rows = [Rung(gain(view, outlook, package), package) for package in _kinder(outlook)]
    else:
        rows = _prices(view, outlook, numeraire)
    return tuple(_falling(rows, least(outlook), outlook.surplus - min(0, outlook.haste)))


def thinned(window: Sequence[Rung], count: int) -> tuple[Rung, ...]:
    """Return so many packages of a window, spread evenly, first and last among them."""
    last = len(window) - 1
    if last < count or count <= 1:
        return tuple(window)
    return tuple(window[at * last // (count - 1)] for at in range(count))


def _kinder(outlook: Outlook) -> list[Package]:
    """Return a chain of drafts, each a concession from the one before in everybody's eyes."""
    found: list[Package] = []
    kindest = None
    for each in sorted(outlook.weighed, key=lambda each: (-each.gain, -each.kind)):
        if kindest is not None and each.kind <= kindest:
            continue
        package = each.draft.package
        if not found or outlook.chair.concedes(package, found[-1]):
            kindest = each.kind
            found.append(package)
    return found


def _prices(view: View, outlook: Outlook, numeraire: Issue) -> list[Rung]:
    """Return the best draft at every price, from the one that is best for me to the worst."""
    ladder = outlook.chair.measure.ladder(outlook.best.package, numeraire)
    steps = numeraire.options
    if ladder.worth(steps[0]) < ladder.worth(steps[-1]):
        steps = steps[::-1]
    found = [Rung(gain(view, outlook, package), package) for package in map(ladder.package, steps)]
    # A price so good for me that nobody at the other's home would have it is worth less to me.
    top = max(range(len(found)), key=lambda at: (found[at].gain, -at))
    return found[top:]


def _falling(rows: Iterable[Rung], low: int, high: int) -> Iterator[Rung]:
    last = high + 1
    for rung in rows:
        if low <= rung.gain < last:
            last = rung.gain
            yield rung


def worst_rung(view: View, outlook: Outlook, target: int) -> Package:
    """Return the package of the window that gives the target and least more; else the best."""
    window = rungs(view, outlook)
    enough = [rung for rung in window if rung.gain >= target]
    if enough:
        return enough[-1].package
    return window[0].package if window else outlook.best.package


def around(view: View, outlook: Outlook, target: int) -> tuple[Package, ...]:
    """Return the packages that give me about the target: each draft, at its price for it."""
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        return tuple(each.draft.package for each in _enough(outlook.weighed, target))
    return tuple(_priced(view, outlook, numeraire, target))


def _enough(weighed: tuple[Weighed, ...], target: int) -> list[Weighed]:
    enough = [each for each in weighed if each.gain >= target]
    return enough or [max(weighed, key=lambda each: (each.gain, each.kind))]


def _priced(view: View, outlook: Outlook, numeraire: Issue, target: int) -> Iterator[Package]:
    haste = outlook.haste
    if view.actor.role != SELLER:
        haste = haste * _CAUTION_PPM // PPM
    base = outlook.floor + haste
    for signed, some in outlook.drafts.classes.items():
        if outlook.without in some.asked:
            continue
        scale = outlook.scale(signed)
        for draft in some.drafts:
            odds = scale.odds(draft.readings)
            if odds:
                ladder = outlook.chair.measure.ladder(draft.package, numeraire)
                yield ladder.least(base + target * PPM // odds)
