"""
Words and figures of the papers: one language, one scenario. Pure once it is made.

What a scenario's author wrote is text like any other and is escaped where it enters a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from classroom.money import MUSD_BN, Unit, unit_of
from sim.domain.actors import Actor
from sim.domain.deal import Issue, Option
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.projections.dates import Moment, clock_of, local_moment
from sim.projections.transcript import said
from sim.report.say import MINUS
from sim.words import Text, Vocabulary, load, vocabulary

PLACES_MOST = 2
NO_BREAK = "\N{NO-BREAK SPACE}"
_IN_FULL = {
    Unit.BILLIONS: "unit.billions",
    Unit.MILLIONS: "unit.millions",
    Unit.POINTS: "unit.points",
}


@frozen(kw_only=True)
class Words:
    """The texts of one language for one scenario."""

    text: Text
    names: Mapping[str, str]
    scenario: Scenario

    @property
    def lang(self) -> str:
        """Return the language."""
        return self.text.lang

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text of the papers, which share a prefix, with its places filled."""
        return self.text(f"class.paper.{key}", **values)

    def name(self, key: str, plain: str = "") -> str:
        """Return a text of the scenario, or what stands for it."""
        return self.names.get(key) or plain

    def roll(self, key: str) -> tuple[str, ...]:
        """Return the points of a list in the scenario's texts, none if there is no such list."""
        found: list[str] = []
        while (one := self.names.get(f"{key}.{len(found)}")) is not None:
            found.append(one)
        return tuple(found)

    @property
    def title(self) -> str:
        """Return the scenario's title."""
        return self.name("title", self.scenario.id)

    def actor(self, actor: str) -> str:
        """Return what an actor is called."""
        return self.name(f"actors.{actor}.label", actor)

    def subject(self, actor: str) -> str:
        """Return an actor as a sentence begins with it."""
        return self.name(f"actors.{actor}.subject") or self.actor(actor)

    def actors(self, actors: Iterable[str]) -> str:
        """Return several actors in a row."""
        return ", ".join(map(self.actor, actors))

    def role(self, actor: str) -> str:
        """Return what an actor is in the story."""
        return self.name(f"actors.{actor}.role")

    def issue(self, issue: str) -> str:
        """Return what an issue is called."""
        return self.name(f"issues.{issue}.label", issue)

    def option(self, issue: Issue, option: Option) -> str:
        """Return an option in words, or as the quantity it is."""
        found = self.names.get(f"issues.{issue.id}.options.{option}")
        if found or isinstance(option, str):
            return found or str(option)
        return self.quantity(issue.unit, option)

    def options(self, issue: str, options: Iterable[Option]) -> str:
        """Return several options of an issue as alternatives."""
        known = index_of(self.scenario).issues[issue]
        return self("or").join(self.option(known, option) for option in options)

    def quantity(self, unit: str, amount: int) -> str:
        """Return a number of an issue with its unit."""
        if unit == "musd" and abs(amount) >= MUSD_BN:
            return self.text("ui.format.money", n=self.plain(Fraction(amount, MUSD_BN)))
        if unit and self.text.has(f"unit.{unit}"):
            return self.text(f"unit.{unit}", n=self.number(amount))
        return self.number(amount)

    def number(self, value: Fraction | float, places: int = 0) -> str:
        """Return a number with so many decimals and the separators of the language."""
        from babel.numbers import format_decimal

        pattern = "#,##0." + "0" * places if places else "#,##0"
        rounded = round(Fraction(value), places)
        shown = format_decimal(float(rounded) + 0.0, format=pattern, locale=self.lang)
        return str(shown).replace("-", MINUS)

    def plain(self, value: Fraction | float) -> str:
        """Return a number with no decimals that it does not need, two at most."""
        return self.number(value, places_of([Fraction(value)]))

    def signed(self, value: Fraction, places: int) -> str:
        """Return a number with its sign."""
        shown = self.number(value, places)
        return f"+{shown}" if round(value, places) > 0 else shown

    def percent(self, share: Fraction | float, places: int = 0) -> str:
        """Return a share as per cent."""
        return self.text("unit.percent", n=self.number(Fraction(share) * 100, places))

    def days(self, number: int) -> str:
        """Return so many days."""
        return self.text.count("class.paper.n_days", number)

    def day(self, minute: int) -> int:
        """Return the number of the day of a minute, counted from the opening."""
        here, start = self._moment(minute), self._moment(0)
        return _ordinal(here) - _ordinal(start)

    def date(self, minute: int) -> str:
        """Return the date of a minute where the talks are held."""
        moment = self._moment(minute)
        return said(Moment(moment.year, moment.month, moment.day, 0), self.names)

    def _moment(self, minute: int) -> Moment:
        return local_moment(self.scenario, clock_of(self.scenario, None), minute)

    # What something is worth, in the points of a seat

    def points(self, utility: int, seat: str) -> Fraction:
        """Return millionths of utility in the points of a seat."""
        return Fraction(utility, self.scenario.preferences[seat].unit or 1)

    def amount(self, utility: int, seat: str) -> str:
        """Return signed utility in the seat's own unit, in full."""
        return self.worth(self.points(utility, seat), seat)

    def worth(self, points: Fraction, seat: str) -> str:
        """Return points of a seat with their sign and their unit."""
        shown = self.signed(points, min(places_of([points]), 1))
        return self.text(unit_of(self.scenario, seat).amount, n=shown)

    def unit(self, seat: str) -> str:
        """Return what a sheet of the seat counts in."""
        return self(_IN_FULL[unit_of(self.scenario, seat)])

    def short_unit(self, seat: str) -> str:
        """Return the same for a narrow column."""
        return self(f"unit.{unit_of(self.scenario, seat).value}")


def words_of(scenario: Scenario, lang: str, names: Mapping[str, str] | None = None) -> Words:
    """Return the words for a scenario; `names` are the texts of one that is not of the house."""
    text = load(lang)
    own = vocabulary(scenario.id, lang) if names is None else Vocabulary(text, names)
    return Words(text=text, names=own, scenario=scenario)


def seats_of(scenario: Scenario) -> tuple[Actor, ...]:
    """Return the seats that people play, in the order in which the scenario tells them."""
    return tuple(a for a in scenario.actors if a.is_seat and a.id in scenario.preferences)


def places_of(values: Iterable[Fraction], most: int = PLACES_MOST) -> int:
    """Return how many decimals some values need, two at most unless told otherwise."""
    shown = list(values)
    exact = (n for n in range(most) if all(round(value, n) == value for value in shown))
    return next(exact, most)


def _ordinal(moment: Moment) -> int:
    """Return a number of days that differs by one from date to date (Hatcher 1984)."""
    year, month = (moment.year, moment.month) if moment.month > 2 else (  # noqa: PLR2004
        moment.year - 1, moment.month + 12)  # fmt: skip
    return (
        365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + moment.day
    )


def steps_of(options: Sequence[Option]) -> tuple[int, int, int] | None:
    """Return first, last and step of an even scale of numbers, None for anything else."""
    numbers = [option for option in options if isinstance(option, int)]
    if len(numbers) != len(options) or len(numbers) <= SCALE_FROM:
        return None
    step = numbers[1] - numbers[0]
    even = all(after - before == step for before, after in pairwise(numbers))
    return (numbers[0], numbers[-1], step) if even else None


SCALE_FROM = 8
"""An even scale of more options than these is told by its ends and its step."""
