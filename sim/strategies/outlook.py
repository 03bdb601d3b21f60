"""
What a party makes of one table today: what it could hope for there, and with which package.

All of it is reckoned from a view: own preferences, the average type of the others, public odds.
Gains are utility over no deal, weighed with the odds that the paper closes (model note, part 5).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from sim.domain.deal import Option, Package
from sim.domain.rules import worth
from sim.domain.rules.consent import (
    believed_bar,
    closing_odds,
    licence_shift,
    licence_today,
    lobbies_of,
)  # fmt: skip
from sim.domain.rules.odds import ban_odds
from sim.domain.units import PPM, logistic_ppm
from sim.domain.views import View
from sim.strategies.chairs import Fact, chair_of, open_tables, others_worth
from sim.strategies.drafts import Draft, DraftClass
from sim.strategies.floors import face, floors_of

__all__ = [
    "Outlook",
    "Sight",
    "gain",
    "look",
    "open_tables",
    "others_worth",
    "package_for",
]

_CAUTION_PPM = 800_000
"""A buyer asks for this share of the unknown liabilities it would sign for (model note, part 5)."""
_FACTS_MAX = 4_096
_SPAN = 120
_CURVE = tuple(logistic_ppm(tenths) for tenths in range(-_SPAN, _SPAN + 1))
"""The logistic curve in tenths: the search reads it more often than a function should be called."""

Signed = tuple[Option, ...]
"""The options that a class turns on."""


class Weighed(NamedTuple):
    """A draft with my gain from it; a named tuple, since a look makes hundreds."""

    gain: int
    kind: int
    """What the worst-off other gains, as far as one can tell."""
    odds: int
    draft: Draft


@frozen
class Found:
    """The draft that promises most, its closing odds, and the largest gain there is."""

    odds: int
    best: Draft
    surplus: int


Bar = tuple[int, int, int]
"""An authority's place among the readers, the mean of its bar, and six spreads."""


class Scale:
    """How papers of one class are weighed: odds that are the same for all, and the bars."""

    __slots__ = ("bars", "fixed")

    def __init__(self, fixed: int, bars: list[Bar]) -> None:
        self.fixed = fixed
        self.bars = bars
        """Those of the authorities asked."""

    def odds(self, readings: Sequence[int]) -> int:
        """Return the closing odds of a paper with these readings (as `consent.closing_odds`)."""
        weight = self.fixed
        for at, mean, width in self.bars:
            weight = weight * logistic_ppm((readings[at] - mean) * 100 // width) // PPM
        return weight


class Outlook:
    """A party's reckoning of a table; the search waits until somebody asks for its results."""

    def __init__(self, view: View, table: str, without: str | None = None) -> None:
        self.table = table
        self.chair = chair = chair_of(view, table)
        self.point = chair.point
        """Millionths of utility in one point of the party's scale."""
        self.drafts = chair.drafts(view)
        public = ban_odds(view.scenario, view.common, view.minute)
        self._ban = ban = public.ban
        self.floors = floors_of(view, chair.ends, chair.charges, public, ban)
        """No deal by member, the others' as far as one can tell."""
        self.floor = self.floors[chair.at]
        """What no deal at all is worth to it."""
        hurried = worth.haste(view.scenario, view.common, view.minute, view.seat, view.own.learned)
        self.haste = hurried * chair.point // PPM
        """What signing today would cost it beside the package."""
        self.without = without
        """Whose consent its papers must do without."""
        self._view = view
        self._facts = chair.facts
        self._bars: list[Bar] | None = None
        self._shifts: dict[str, int] = {}
        self._scales: dict[Signed, Scale] = {}
        self._weighed: tuple[Weighed, ...] | None = None
        self._found: Found | None = None
        self._home_floor: int | None = None

    def fact(self, package: Package) -> Fact:
        """Return what is true of a package of the table under the conditions that stand."""
        found = self._facts.get(package)
        if found is None:
            home, placed = self.chair.home, self.drafts.placed(self._view, package)
            worth_home = 0 if home is None else home.measure.of(package)
            found = Fact(self.chair.measure.of(package), worth_home, *placed)
            if len(self._facts) < _FACTS_MAX:
                self._facts[package] = found
        return found

    def closing(self, package: Package, known: Fact | None = None) -> int:
        """Return the closing odds of any package of the table; some is known of it already."""
        fact = known or self.fact(package)
        scale = self._scales.get(fact.signed)
        if scale is None:
            if fact.signed not in self.drafts.classes:
                return closing_odds(self._view, self.table, package)
            scale = self.scale(fact.signed)
        closing = scale.odds(fact.readings)
        home = self.chair.home
        if home is None:
            return closing
        if self._home_floor is None:
            self._home_floor = home.floor(self._view, self._ban)
        return closing * home.odds(fact.home, self._home_floor) // PPM

    @property
    def surplus(self) -> int:
        """Return the largest gain: for all together with a numeraire, else for itself."""
        return (self._found or self._searched()).surplus

    @property
    def best(self) -> Draft:
        """Return the draft that promises most."""
        return (self._found or self._searched()).best

    @property
    def odds(self) -> int:
        """Return the closing odds of the best draft."""
        return (self._found or self._searched()).odds

    @property
    def is_searched(self) -> bool:
        """Tell whether somebody has asked for the best draft."""
        return self._found is not None

    @property
    def weighed(self) -> tuple[Weighed, ...]:
        """Return all drafts, for where no numeraire divides the worth of the best."""
        if self._weighed is None:
            self._weighed = tuple(_weighed(self, self.drafts.members.index(self._view.seat)))
        return self._weighed

    def scale(self, signed: Signed) -> Scale:
        """Return how papers of a class are weighed."""
        found = self._scales.get(signed)
        if found is None:
            found = self._scales[signed] = self._scale(self.drafts.classes[signed])
        return found

    def _searched(self) -> Found:
        view, drafts = self._view, self.drafts
        if drafts.numeraire is None:
            self._found = _best_own(self.weighed)
        else:
            faces = sum([face(view, member) for member in self.chair.sellers])
            self._found = _best_joint(self, sum(self.floors) + faces)
        return self._found

    def _scale(self, some: DraftClass) -> Scale:
        bars = self._bars
        if bars is None:
            bars = self._bars = [*_bars(self._view, self.drafts.readers)]
        fixed = self.chair.ceiling
        for actor, base in some.unread:
            if base < PPM:
                fixed = fixed * licence_today(base, self._shift(actor)) // PPM
        read = some.read
        return Scale(fixed, bars if len(read) == len(bars) else [bars[at] for at in read])

    def _shift(self, actor: str) -> int:
        """Return what today adds to the odds of an actor's licence, the same for all classes."""
        found = self._shifts.get(actor)
        if found is None:
            found = licence_shift(self._view, lobbies_of(self._view, actor))
            self._shifts[actor] = found
        return found


def _bars(view: View, readers: tuple[str, ...]) -> Iterator[Bar]:
    for at, reader in enumerate(readers):
        mean, spread = believed_bar(view, reader)
        yield at, mean, 6 * max(1, spread)


def look(view: View, table: str, *, without: str | None = None) -> Outlook:
    """Return what a member of a table makes of it; with papers that do `without` a consent."""
    return Outlook(view, table, without)


class Sight:
    """A table and, once somebody asks, its outlook: most stops need only some."""

    def __init__(self, view: View, table: str) -> None:
        self._view = view
        self._outlook: Outlook | None = None
        self.table = table

    @property
    def outlook(self) -> Outlook:
        """Return what the looking seat makes of the table."""
        if self._outlook is None:
            self._outlook = Outlook(self._view, self.table)
        return self._outlook

    def is_known_to_close(self, odds: int) -> bool:
        """Tell whether the best paper is known by now to close with such odds."""
        return (
            self._outlook is not None and self._outlook.is_searched and self._outlook.odds >= odds
        )


def _best_joint(outlook: Outlook, slack: int) -> Found:
    """
    Return the draft of the best odds x (joint worth - slack), the first of equals.

    The best of the look before is a floor under today's: what is not worth more than a hair less
    need not be looked at, and it is found again itself unless something is better.
    """
    chair, classes = outlook.chair, outlook.drafts.classes
    weight, best, value = 0, next(iter(classes.values())).drafts[0], 0
    if chair.best is not None and chair.best[0] is outlook.drafts:
        _, signed, at = chair.best
        if outlook.without not in classes[signed].asked:
            before = classes[signed].drafts[at]
            here = outlook.scale(signed).odds(before.readings) * (before.joint - slack)
            value = max(0, here - 1)
    for signed, some in classes.items():
        over = some.joints[0] - slack
        if chair.ceiling * over <= value or outlook.without in some.asked:
            continue
        scale = outlook.scale(signed)
        if scale.fixed * over <= value:
            continue
        reads = some.readings and scale.bars
        closing, at = (_best_read if reads else _best_of_all)(some, scale, slack, value)
        if closing:
            weight, best, value = closing, some.drafts[at], closing * (some.joints[at] - slack)
            chair.best = (outlook.drafts, signed, at)
    return Found(weight, best, value // PPM)


def _best_of_all(some: DraftClass, scale: Scale, slack: int, value: int) -> tuple[int, int]:
    """Return closing odds and place of the draft worth most and more than a value; or 0, 0."""
    weight = place = 0
    for at, draft in enumerate(some.drafts):
        closing = scale.odds(draft.readings)
        here = closing * (draft.joint - slack)
        if here > value:
            weight, place, value = closing, at, here
    return weight, place


def _best_read(some: DraftClass, scale: Scale, slack: int, value: int) -> tuple[int, int]:
    """
    Return the same where one authority reads.

    The drafts run from high worth and low reading to the reverse. From the bar on upwards odds
    hardly rise while worth falls; downwards the odds fall, and no draft ahead is worth more than
    the first. So either way soon nothing can be better.
    """
    readings, joints, fixed = some.readings, some.joints, scale.fixed
    _, mean, width = scale.bars[0]
    weight = place = 0
    start = bisect_left(readings, mean)
    for at in range(start, len(joints)):
        over = joints[at] - slack
        if fixed * over <= value:
            break
        gap = (readings[at] - mean) * 100 // width
        closing = (
            fixed * (_CURVE[gap + _SPAN] if -_SPAN < gap < _SPAN else logistic_ppm(gap)) // PPM
        )
        if closing * over > value:
            weight, place, value = closing, at, closing * over
    ahead = joints[0] - slack
    for at in range(start - 1, -1, -1):
        gap = (readings[at] - mean) * 100 // width
        closing = (
            fixed * (_CURVE[gap + _SPAN] if -_SPAN < gap < _SPAN else logistic_ppm(gap)) // PPM
        )
        if closing * ahead <= value:
            break
        over = joints[at] - slack
        if closing * over > value:
            weight, place, value = closing, at, closing * over
    return weight, place


def _weighed(outlook: Outlook, at: int) -> Iterator[Weighed]:
    """Yield what every draft gives me, and the worst-off of the others."""
    floors = outlook.floors
    others = [place for place in range(len(floors)) if place != at]
    for signed, some in outlook.drafts.classes.items():
        scale = outlook.scale(signed)
        for draft in some.drafts:
            worths = draft.worths
            closing = scale.odds(draft.readings) if scale.bars else scale.fixed
            kind = min([worths[place] - floors[place] for place in others])
            yield Weighed(closing * (worths[at] - floors[at]) // PPM, kind, closing, draft)


def _best_own(weighed: tuple[Weighed, ...]) -> Found:
    """Return the draft best for me among those that the others might take, and my gain."""
    best = max(weighed, key=lambda each: (min(each.kind, 0), each.gain))
    return Found(best.odds, best.draft, best.gain if best.kind >= 0 else 0)


def gain(view: View, outlook: Outlook, package: Package) -> int:
    """Return my gain of signing a package now, weighed with its closing odds."""
    fact = outlook.fact(package)
    over = fact.worth - outlook.haste - _lines(view, outlook, package) - outlook.floor
    return outlook.closing(package, fact) * over // PPM


def _lines(view: View, outlook: Outlook, package: Package) -> int:
    """Return what my public words would cost me, and clearing the paper with an ally."""
    common = view.common
    if common.paper is not None:
        return 0
    if not (common.commitments or common.pledges or common.conditions or common.revoked):
        return 0
    return outlook.chair.charges.signed(view, package)


def package_for(view: View, outlook: Outlook, target: int) -> Package:
    """Return the package to table when one wants this gain: the best draft, then the price."""
    numeraire = outlook.drafts.numeraire
    if numeraire is None:
        return _nearest(outlook, target)
    haste = outlook.haste
    if view.seat not in outlook.chair.sellers:
        haste = haste * _CAUTION_PPM // PPM
    wanted = outlook.floor + haste + target * PPM // max(1, outlook.odds)
    return outlook.chair.measure.ladder(outlook.best.package, numeraire).least(wanted)


def _nearest(outlook: Outlook, target: int) -> Package:
    """Return, of the drafts that give me the target, the one kindest to the worst-off other."""
    enough = [each for each in outlook.weighed if each.gain >= target]
    if not enough:
        return max(outlook.weighed, key=lambda each: (each.gain, each.kind)).draft.package
    return max(enough, key=lambda each: (each.kind, -each.gain)).draft.package
