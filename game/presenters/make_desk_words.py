"""Words and figures for the presenters: names of the scenario, numbers as the reader writes."""

import datetime as dt
from collections.abc import Mapping

from attrs import Factory, frozen

from game.figures import NO_BREAK, date_long, date_plain, date_short, decimal, signed
from game.presenters.common import ActorMark, Sign
from game.text import Text
from sim.domain.actors import PARTY
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, PPM
from sim.naming import Naming
from sim.projections.dates import clock_of, local_moment

MUSD_BN = 1000
TENTHS_FROM = 50_000
"""Points of this many millionths of utility and less are told in tenths."""


@frozen(kw_only=True)
class Words(Naming):
    """The texts of one language for one scenario, with the formats that belong to them."""

    text: Text
    names: Mapping[str, str]
    scenario: Scenario
    seat: str
    _units: dict[str, int] = Factory(dict)
    _options: dict[tuple[str, Option], str] = Factory(dict)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text of the catalogue; all desk texts share a prefix."""
        return self.text(f"ui.desk.{key}", **values)

    def mark(self, actor: str) -> ActorMark:
        """Return how an actor is drawn; a stranger is the grey world."""
        found = index_of(self.scenario).actors.get(actor)
        if found is None:
            return ActorMark(id=actor or "world", label=actor)
        return ActorMark(
            id=actor, label=self.actor(actor), colour=found.colour, shape=found.mark,
            emblem=found.emblem,
        )  # fmt: skip

    def issue(self, issue: str) -> str:
        """Return what an issue is called."""
        return self.name(f"issues.{issue}.label", issue)

    def gauge(self, gauge: str) -> str:
        """Return what a gauge is called."""
        return self.name(f"gauges.{gauge}.label", gauge)

    def option(self, issue: Issue, option: Option) -> str:
        """Return an option in words, or as the quantity it is; a slider asks for dozens."""
        key = (issue.id, option)
        if key not in self._options:
            self._options[key] = self._option(issue, option)
        return self._options[key]

    def _option(self, issue: Issue, option: Option) -> str:
        found = self.names.get(f"issues.{issue.id}.options.{option}")
        if found or isinstance(option, str):
            return found or str(option)
        return self.quantity(issue.unit, option)

    def quantity(self, unit: str, amount: int) -> str:
        """Return a number of an issue with its unit."""
        if unit == "musd":
            return self.money(amount)
        if unit == "percent":
            return self.text("ui.format.percent", n=decimal(amount, 0, self.text.lang))
        return decimal(amount, 0, self.text.lang)

    def money(self, musd: int) -> str:
        """Return dollars: billions from a billion on, else millions."""
        if abs(musd) >= MUSD_BN:
            return self.text("ui.format.money", n=self.number(musd / MUSD_BN, 1))
        return self("millions", n=self.number(musd, 0))

    def short(self, issue: Issue, option: Option) -> str:
        """Return an option as short as it can stand at the end of a scale."""
        if isinstance(option, str):
            return self.option(issue, option)
        if issue.unit == "musd" and issue.options[-1] >= MUSD_BN:  # type: ignore[operator]
            return self.number(option / MUSD_BN, 0 if option % MUSD_BN == 0 else 1)
        return self.number(option, 0)

    def number(self, value: float, places: int = 0) -> str:
        """Return a number without a sign for more than nothing."""
        return decimal(value, places, self.text.lang)

    def signed(self, value: float, places: int = 0) -> str:
        """Return a number with its sign."""
        return signed(value, places, self.text.lang)

    def percent(self, ppm: int) -> str:
        """Return a probability."""
        return self.text("ui.format.percent", n=self.number(ppm * 100 / PPM, 0))

    def share(self, ppm: int) -> str:
        """Return a probability as the bare number of a factor."""
        return self.number(ppm * 100 / PPM, 0)

    def change(self, issue: str, option: Option) -> str:
        """Return an issue with the option it goes to."""
        return self("to_option", issue=self.issue(issue), option=self.one(issue, option))

    def one(self, issue: str, option: Option) -> str:
        """Return an option by the id of its issue."""
        return self.option(index_of(self.scenario).issues[issue], option)

    # Utility, in the points of a seat

    def points(self, utility: int, seat: str = "") -> float:
        """Return utility in points of a seat."""
        return utility / self.scenario.preferences[seat or self.seat].unit

    def amount(self, utility: int, seat: str = "") -> str:
        """Return signed utility in the seat's own unit, in full."""
        unit = self._unit(seat or self.seat)
        shown = self.signed(self.points(utility, seat), self.places(seat))
        if unit == MUSD_BN:
            return self.text("ui.format.billions", n=shown)
        if unit:
            return self("gain_millions", n=shown)
        return shown

    def _unit(self, seat: str) -> int:
        if seat not in self._units:
            self._units[seat] = money_unit(self.scenario, seat)
        return self._units[seat]

    def bare(self, utility: int, seat: str = "") -> str:
        """Return signed utility in points without the unit."""
        return self.signed(self.points(utility, seat), self.places(seat))

    def places(self, seat: str = "") -> int:
        """Return how many decimals a seat's points deserve."""
        unit = self.scenario.preferences[seat or self.seat].unit
        return 1 if unit <= TENTHS_FROM else 2

    def unit_word(self, seat: str = "") -> str:
        """Return what heads a column of the seat's points."""
        unit = self._unit(seat or self.seat)
        return self("unit_bn" if unit == MUSD_BN else "unit_m" if unit else "unit_points")

    # Time

    def day(self, minute: int) -> dt.date:
        """Return the date of a minute where the talks are held."""
        # One calendar for all seats: a deadline must not have two dates.
        moment = local_moment(self.scenario, clock_of(self.scenario, None), minute)
        return dt.date(moment.year, moment.month, moment.day)

    def date(self, minute: int) -> str:
        """Return day and month."""
        return date_plain(self.day(minute), self.text.lang)

    def date_short(self, minute: int) -> str:
        """Return day and shortened month."""
        return date_short(self.day(minute), self.text.lang)

    def date_long(self, minute: int) -> str:
        """Return the whole date."""
        return date_long(self.day(minute), self.text.lang)

    def day_number(self, minute: int) -> int:
        """Return the days since the date of the opening."""
        return max((self.day(minute) - dt.date.fromisoformat(self.scenario.opens[:10])).days, 0)

    def gauge_change(self, gauge: str, milli: int) -> str:
        """Return a gauge with how far it moves."""
        places = 1 if milli % MILLI else 0
        return f"{self.small(self.gauge(gauge))} {self.signed(milli / MILLI, places)}"

    def small(self, words: str) -> str:
        """Return words as they stand inside a line: a capital of grammar only is taken off."""
        first, rest = words[:1], words[1:]
        return first.lower() + rest if rest[:1].islower() and not _is_name(words) else words

    def package(self, package: Package, issues: tuple[str, ...]) -> str:
        """Return some terms of a package, the first in full."""
        known = index_of(self.scenario).issues
        parts = [self._counted(known[issue], package[issue]) for issue in issues]
        return ", ".join(part.replace(" ", NO_BREAK) for part in parts)

    def _counted(self, issue: Issue, option: Option) -> str:
        """Return an option that can stand without the name of its issue."""
        plain = isinstance(option, int) and issue.unit not in ("", "musd", "percent")
        if plain and self.text.has(f"unit.{issue.unit}"):
            return self.text(f"unit.{issue.unit}", n=self.number(float(option)))
        if issue.unit in ("musd", "percent") and issue is not self.scenario.issues[0]:
            return self.change(issue.id, option)  # a bare 0 after the price says nothing
        return self.option(issue, option)

    def terms(self, package: Package) -> str:
        """Return all terms of a package with their names."""
        changes = (self.change(issue.id, package[issue.id]) for issue in self.scenario.issues)
        return self.text.listed(changes)


def _is_name(words: str) -> bool:
    """Tell whether a label begins with a possessive, which is somebody's name."""
    return "\u2019s " in words


def sign_of(value: float) -> Sign:
    """Return the sign of a number."""
    return 1 if value > 0 else -1 if value < 0 else 0


def money_unit(scenario: Scenario, seat: str) -> int:
    """Return how many millions of dollars one point of a party is; 0 if points are no money."""
    if index_of(scenario).actors[seat].kind != PARTY:
        return 0
    musd_issues = {issue.id for issue in scenario.issues if issue.unit == "musd"}
    slopes = [
        abs(_slope(table))
        for term in scenario.preferences[seat].terms
        for issue, table in term.factors.items()
        if issue in musd_issues
    ]
    best = max(slopes, default=0)
    return PPM // best if best and PPM % best == 0 else 0


def _slope(table: Mapping[str, int]) -> int:
    """Return the factor per unit of an option where the whole table is proportional, else 0."""
    ratios = {value / int(option) if int(option) else bool(value) * 0.5
              for option, value in table.items()}  # fmt: skip
    ratios.discard(0)
    found = ratios.pop() if len(ratios) == 1 else 0
    return int(found) if found == int(found) else 0
