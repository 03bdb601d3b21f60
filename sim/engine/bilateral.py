"""
Two parties, alternating offers, concession by the clock: the smallest talks the calendar can hold.

It serves to compare speed and agreements with other engines, and records nothing on disk. The
ideas are those of the whole engine: facts are frozen, the table is their fold, each party waits on
a bell of its own, and whatever a scenario is worth is tabulated once (`prepare`), so that no talk
ever looks through all packages.

The profile is `negmas-compatible`: at a step counted from 0 of n the time is t = (step + 1) / (n +
1), a party aims at the share 1 - t^e of its range, widened by 1e-4 of a utility of 1, offers the
worst package in that range, and accepts what lies in it. A package below the range by a millionth
at most is taken for the worst in it if it lies nearer. Times are steps, a step has both moves.
"""

import math
from bisect import bisect_left
from collections.abc import Generator, Iterable, Sequence
from math import prod

import simpy
from attrs import define, field, frozen

from sim.analysis.spaces import Group, Space
from sim.analysis.theory.tactics import aspiration, relative_time
from sim.domain.units import PPM

WIDER = 1e-4
"""By how much a range is widened, in utility."""
NEAR = 1e-6
"""How far below the range a package may lie and still be offered, in utility."""
_SIDES = 2


@frozen
class Tabled:
    """An offer of a party (0 or 1) at a step: the package's place in the sheets."""

    step: int
    by: int
    place: int


@frozen
class Agreed:
    """A party took the standing offer."""

    step: int
    by: int
    place: int


@frozen
class Lapsed:
    """The steps ran out."""

    step: int


Fact = Tabled | Agreed | Lapsed


@frozen
class Table:
    """What the facts so far amount to."""

    step: int = 0
    standing: Tabled | None = None
    end: Agreed | Lapsed | None = None


OPENED = Table()


def evolve(table: Table, fact: Fact) -> Table:
    """Return the table after one more fact; total and pure."""
    if isinstance(fact, Tabled):
        return Table(fact.step, fact, None)
    return Table(fact.step, table.standing, fact)


@define
class Sheet:
    """
    A party's packages as two halves: what a package is worth is one number of each, added.

    A place counts packages: that in the short half times the length of the long half, plus that in
    the long half. Points are whole; the worst package above a mark is found by one bisection for
    each number of the short half, so the packages are never listed, let alone sorted.
    """

    short: Sequence[int]
    long: Sequence[int]
    whole: int
    """Points that are worth a utility of 1."""
    order: Sequence[int] = field(init=False)
    """Positions in the long half from the least number to the greatest."""
    rising: Sequence[float] = field(init=False)
    """The numbers in that order; beyond them infinity, which no package reaches."""

    def __attrs_post_init__(self) -> None:
        self.order = sorted(range(len(self.long)), key=self.long.__getitem__)
        self.rising = [*(self.long[at] for at in self.order), math.inf]

    def points(self, place: int) -> int:
        """Return what the package at a place is worth."""
        short, long = divmod(place, len(self.long))
        return self.short[short] + self.long[long]

    def least(self, share: float) -> float:
        """Return the fewest points that lie in the range from a share of the best, widened."""
        low = (min(self.short) + self.rising[0]) / self.whole
        high = (max(self.short) + self.rising[-2]) / self.whole
        return max(low, (high - low) * share + low - WIDER) * self.whole

    def worst_from(self, least: float) -> int:
        """Return the place of the worst package of at least so many points, or of one as near."""
        near = NEAR * self.whole
        totals = self._totals(least - near)
        found = min(totals)
        if found < least:
            above = min(self._totals(least))
            below = max(total for total in self._below(least))
            nearer = least - below < above - least
            totals = self._below(least) if nearer else self._totals(least)
            found = below if nearer else above
        short = totals.index(found)
        at = bisect_left(self.rising, found - self.short[short])
        return short * len(self.long) + self.order[at]

    def _totals(self, least: float) -> list[float]:
        """Return for each number of the short half the least total from a mark on."""
        rising = self.rising
        return [rising[bisect_left(rising, least - one)] + one for one in self.short]

    def _below(self, least: float) -> list[float]:
        """Return for each number of the short half the greatest total below a mark."""
        rising, spots = self.rising, [bisect_left(self.rising, least - one) for one in self.short]
        return [
            rising[at - 1] + one if at else -math.inf
            for at, one in zip(spots, self.short, strict=True)
        ]


@define
class Plan:
    """What a party offers and accepts at each step: the clock alone decides it, so it is kept."""

    sheet: Sheet
    exponent: float
    steps: int
    _least: dict[int, float] = field(init=False, factory=dict)
    _places: dict[int, int] = field(init=False, factory=dict)

    def least(self, step: int) -> float:
        """Return the fewest points accepted at a step."""
        found = self._least.get(step)
        if found is None:
            share = aspiration(relative_time(step, self.steps), self.exponent)
            found = self._least[step] = self.sheet.least(share)
        return found

    def place(self, step: int) -> int:
        """Return the package offered at a step."""
        found = self._places.get(step)
        if found is None:
            found = self._places[step] = self.sheet.worst_from(self.least(step))
        return found


@define
class Prepared:
    """A scenario of two parties made ready: tabulated once, talked over many times."""

    sheets: tuple[Sheet, Sheet]
    numbers: Sheet
    """The package numbers, as if they were points."""
    _plans: dict[tuple[int, float, int], Plan] = field(init=False, factory=dict)

    def plan(self, party: int, exponent: float, steps: int) -> Plan:
        """Return a party's plan for so many steps; the same one for the same question."""
        key = (party, exponent, steps)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = Plan(self.sheets[party], exponent, steps)
        return found


def prepare(space: Space, whole: int = PPM) -> Prepared:
    """
    Return a space of two parties made ready for talks; `whole` points are a utility of 1.

    Cost: the combinations of each half of the groups, cut where the halves are shortest. Raises
    ValueError for a space of more or fewer than two parties.
    """
    if len(space.parties) != _SIDES:
        raise ValueError("two parties bargain here, no more and no fewer")
    sizes = [len(group.rows) for group in space.groups]
    cut = min(range(len(sizes) + 1), key=lambda at: prod(sizes[:at]) + prod(sizes[at:]))
    groups = [space.groups[:cut], space.groups[cut:]]
    groups.sort(key=lambda half: prod(len(group.rows) for group in half))
    columns = [
        (_column(space.base[at], groups[0], at), _column(0, groups[1], at))
        for at in range(_SIDES + 1)
    ]
    first, second, number = (Sheet(short, long, whole) for short, long in columns)
    return Prepared((first, second), number)


def _column(base: int, groups: Iterable[Group], at: int) -> list[int]:
    """Return one column of all combinations of some groups."""
    total = [base]
    for group in groups:
        column = [row[at] for row in group.rows]
        total = [one + two for one in total for two in column]
    return total


@frozen
class Talked:
    """How talks went: the package agreed on, by its number, or None, and all facts in order."""

    agreement: int | None
    facts: Sequence[Fact]


def bargain(prepared: Prepared, exponents: tuple[float, float], steps: int) -> Talked:
    """
    Let two parties bargain by the exponents of their concession; the first one opens.

    Cost: two bells an offer; nothing of the scenario is looked through.
    """
    plans = [prepared.plan(party, exponents[party], steps) for party in range(_SIDES)]
    talks = _Talks(plans, steps)
    end = talks.run()
    agreement = -prepared.numbers.points(end.place) if isinstance(end, Agreed) else None
    return Talked(agreement, talks.facts)


class _Talks:
    """One run: a calendar, a bell for each party, the facts and their fold."""

    def __init__(self, plans: Sequence[Plan], steps: int) -> None:
        self.calendar = simpy.Environment()
        self.bells = [self.calendar.event() for _ in range(_SIDES)]
        self.plans = plans
        self.steps = steps
        self.table = OPENED
        self.facts: list[Fact] = []

    def run(self) -> Agreed | Lapsed:
        for me in range(_SIDES):
            self.calendar.process(self._party(me))
        self.bells[0].succeed()
        self.calendar.run()
        assert self.table.end is not None
        return self.table.end

    def _party(self, me: int) -> Generator[simpy.Event, None, None]:
        """Answer every ring with one fact, and ring the other while the talks are open."""
        while self.table.end is None:
            yield self.bells[me]
            self.bells[me] = self.calendar.event()
            fact = self._decide(me)
            self.facts.append(fact)
            self.table = evolve(self.table, fact)
            if self.table.end is None:
                self.bells[1 - me].succeed()

    def _decide(self, me: int) -> Fact:
        """Accept what stands, let the time lapse, or table the worst package aimed at."""
        plan, standing, step = self.plans[me], self.table.standing, self.table.step
        if standing is not None:
            step += me == 0
            if step == self.steps:
                return Lapsed(step)
            if plan.sheet.points(standing.place) >= plan.least(step):
                return Agreed(step, me, standing.place)
        return Tabled(step, me, plan.place(step))
