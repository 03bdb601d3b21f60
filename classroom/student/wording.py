"""Words and figures of a student's page: names of the scenario, numbers as people write them."""

from functools import lru_cache

from attrs import Factory, frozen

from classroom.money import MUSD_BN, Unit, unit_of
from classroom.student.sight import Sight
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY, PPM
from sim.naming import Naming
from sim.projections.dates import Moment, clock_of, local_moment
from sim.words import Text, Vocabulary, load, vocabulary

MINUS, NO_BREAK = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
TENTHS_FROM = 50_000
"""A point of this many millionths of utility and less is told in tenths."""


@frozen(kw_only=True)
class Words(Naming):
    """The texts of one language for one scenario, as one seat reads them."""

    text: Text
    names: Vocabulary
    scenario: Scenario
    seat: str
    _units: dict[str, Unit] = Factory(dict)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text of students' pages."""
        return self.text(f"class.seat.{key}", **values)

    def desk(self, key: str, /, **values: object) -> str:
        """Return a text that the game's desk has too."""
        return self.text(f"ui.desk.{key}", **values)

    def count(self, key: str, number: int) -> str:
        """Return the plural form that a number asks for."""
        return self.text.count(key, number)

    def issue(self, issue: str) -> str:
        """Return what an issue is called."""
        return self.name(f"issues.{issue}.label", issue)

    def option(self, issue: Issue, option: Option) -> str:
        """Return an option in words, or as the quantity it is."""
        found = self.name(f"issues.{issue.id}.options.{option}")
        if found or isinstance(option, str):
            return (found or str(option)).replace(" %", f"{NO_BREAK}%")
        if issue.unit == "musd":
            return self.money(option)
        if issue.unit == "percent":
            return self.text("ui.format.percent", n=self.number(option))
        return self.number(option)

    def one(self, issue: str, option: Option) -> str:
        """Return an option by the id of its issue."""
        return self.option(index_of(self.scenario).issues[issue], option)

    def change(self, issue: str, option: Option) -> str:
        """Return an issue with an option of it."""
        return self.desk("to_option", issue=self.issue(issue), option=self.one(issue, option))

    def terms(self, package: Package) -> str:
        """Return all terms of a package in one line."""
        return self.text.listed(self.change(i.id, package[i.id]) for i in self.scenario.issues)

    # Numbers

    def number(self, value: float, places: int = 0) -> str:
        """Return a number with the separators of the language."""
        return _decimal(value, places, self.text.lang)

    def signed(self, value: float, places: int = 0) -> str:
        """Return a number with its sign; what rounds to nothing has none."""
        said = self.number(value, places)
        return f"+{said}" if round(value, places) > 0 else said

    def percent(self, ppm: int) -> str:
        """Return a probability."""
        return self.text("ui.format.percent", n=self.share(ppm))

    def share(self, ppm: int) -> str:
        """Return a probability as the bare number of a factor."""
        return self.number(ppm * 100 / PPM)

    def money(self, musd: int) -> str:
        """Return dollars: billions from a billion on, else millions."""
        if abs(musd) >= MUSD_BN:
            return self.text("ui.format.money", n=self.number(musd / MUSD_BN, 1))
        return self.desk("millions", n=self.number(musd))

    def amount(self, utility: int, *, sign: bool = True) -> str:
        """Return utility in the seat's own unit, in full."""
        points = utility / self.scenario.preferences[self.seat].unit
        shown = (self.signed if sign else self.number)(points, self.places)
        return self.text(self._unit.amount, n=shown)

    def bare(self, utility: int) -> str:
        """Return signed utility in points without the unit."""
        return self.signed(utility / self.scenario.preferences[self.seat].unit, self.places)

    @property
    def places(self) -> int:
        """Return how many decimals the seat's points deserve."""
        return 1 if self.scenario.preferences[self.seat].unit <= TENTHS_FROM else 2

    @property
    def _unit(self) -> Unit:
        if self.seat not in self._units:
            self._units[self.seat] = unit_of(self.scenario, self.seat)
        return self._units[self.seat]

    @property
    def unit_word(self) -> str:
        """Return what a point of the seat is called."""
        return self.text(self._unit.called)

    # Time

    def moment(self, minute: int) -> Moment:
        """Return the date of a minute where the talks are held: a deadline has one date."""
        return local_moment(self.scenario, clock_of(self.scenario, None), minute)

    def date(self, minute: int) -> str:
        """Return day and month."""
        found = self.moment(minute)
        first = found.day == 1
        day = self.text("format.day.first") if first else str(found.day)
        return self("date", day=day, month=self.text(f"month.{found.month}")).replace(" ", NO_BREAK)

    def date_full(self, minute: int) -> str:
        """Return day, month and year."""
        return f"{self.date(minute)}{NO_BREAK}{self.moment(minute).year}"

    def days(self, minutes: int) -> str:
        """Return a stretch of time as whole days."""
        return self.count("ui.desk.n_days", max(0, (minutes + MINUTES_DAY // 2) // MINUTES_DAY))

    def lapse(self, seconds: int) -> str:
        """Return how long something has lasted: seconds, then minutes."""
        if seconds < 60:  # noqa: PLR2004 - a minute
            return self("seconds", n=self.number(seconds))
        return self("minutes", n=self.number(seconds // 60))


def words_of(sight: Sight) -> Words:
    """Return the words of a sight."""
    return words_for(sight.scenario, sight.lang, sight.seat)


def words_for(scenario: Scenario, lang: str, seat: str) -> Words:
    """Return the words of a seat of a scenario."""
    text = load(lang)
    names = _names(scenario.id, text.lang)
    return Words(text=text, names=names, scenario=scenario, seat=seat)


@lru_cache(maxsize=32)
def _names(scenario: str, lang: str) -> Vocabulary:
    """Return the texts of a scenario; reading its files took half the time of a page."""
    return vocabulary(scenario, lang)


@lru_cache(maxsize=8192)
def _decimal(value: float, places: int, lang: str) -> str:
    """Return a number as a language writes it; a class asks for the same few again and again."""
    from babel.numbers import format_decimal

    pattern = "#,##0." + "0" * places if places else "#,##0"
    said = str(format_decimal(round(value, places) + 0.0, format=pattern, locale=lang))
    return said.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK).replace("-", MINUS)


def capital(text: str) -> str:
    """Return a text with a capital at its front."""
    return text[:1].upper() + text[1:]
