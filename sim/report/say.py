"""The words and numbers of a page in one language."""

from collections.abc import Sequence

from attrs import frozen

from sim.projections.dates import Moment
from sim.projections.transcript import said, single
from sim.words import Text, Vocabulary, load, vocabulary

POINT = 10_000
"""Millionths of utility in a point: a hundredth of the whole scale, as the terminal tells it."""
MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
_DECIMALS_MORE = 3


@frozen(kw_only=True)
class Say:
    """One language's words; numbers are formatted by Babel."""

    lang: str
    text: Text
    names: Vocabulary

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text of reports with its places filled."""
        return self.text(f"report.{key}", **values)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """Return the plural form that a number asks for; `{shown}` is the number as written."""
        shown = self.number(number)
        return self.text.count(f"report.{key}", number, shown=shown, **values)

    def points_word(self, key: str, utility: int) -> str:
        """Return the plural form that millionths of utility ask for where they stand as points."""
        tenths = abs(round(utility * 10 / POINT))
        one = single(tenths // 10, tenths % 10, self.names)
        return self.text.count(f"report.{key}", 1 if one else 2)

    def number(self, value: float, places: int = 0) -> str:
        """Return a number with so many decimals and the separators of the language."""
        from babel.numbers import format_decimal

        pattern = "#,##0." + "0" * places if places else "#,##0"
        rounded = round(value, places) + 0.0
        said = format_decimal(rounded, format=pattern, locale=self.lang)
        return str(said).replace("-", MINUS)

    def exact(self, value: float) -> str:
        """Return a number with six decimals at most, none that is not needed."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, format="#,##0.######", locale=self.lang))

    def signed(self, value: float, places: int = 1) -> str:
        """Return a number with its sign."""
        said = self.number(value, places)
        return f"+{said}" if round(value, places) > 0 else said

    def percent(self, share: float, places: int = 1) -> str:
        """Return a share as per cent."""
        return self.text("ui.format.percent", n=self.number(share * 100, places))

    def points(self, utility: float, *, signed: bool = False) -> str:
        """Return millionths of utility in points, without the unit."""
        return (self.signed if signed else self.number)(utility / POINT, 1)

    def span(self, ends: tuple[float, float] | None, by: float = POINT, places: int = 1) -> str:
        """
        Return an interval in points, or in other units of so many; a dash for none.

        An end that rounding would lay on 0 gets more decimals: whether 0 is inside must be seen.
        """
        if ends is None:
            return NONE
        low, high = (self.number(end / by, _clear(ends, by, places)) for end in ends)
        return self("span", low=low, high=high)

    def date(self, iso: str) -> str:
        """Return a date such as 2020-07-31 in words."""
        year, month, day = map(int, iso[:10].split("-"))
        return said(Moment(year, month, day, 0), self.names)

    def moment(self, iso: str) -> str:
        """Return a date and time such as 2020-07-31 17:05 in words."""
        hour, _, minute = iso[11:].partition(":")
        return self("moment", date=self.date(iso), hour=hour, minute=minute)

    def t(self, value: float | None) -> str:
        """Return a t-value, a dash where nothing varies."""
        return NONE if value is None else self.signed(value, 2)

    def seat(self, seat: str) -> str:
        """Return the name of an actor."""
        return self.names.get(f"actors.{seat}.label", seat)

    def personality(self, seat: str, name: str) -> str:
        """Return the name of a seat's personality."""
        return self.names.get(f"actors.{seat}.personalities.{name}", name)

    def outcome(self, kind: str) -> str:
        """Return how it ended."""
        said = self.names.get(f"outcome.{kind}", kind)
        return said[:1].upper() + said[1:]


def _clear(ends: Sequence[float], by: float, places: int) -> int:
    """Return how many decimals keep ends that are not 0 off it; the plain ones for a mere hair."""
    outside = min(ends) > 0 or max(ends) < 0
    for more in range(places, places + (_DECIMALS_MORE if outside else 1) + 1):
        if all(not end or round(end / by, more) for end in ends):
            return more
    return places


def say_of(scenario: str, lang: str) -> Say:
    """Return the words for a scenario; one that is not of the house is named by its ids."""
    text = load(lang)
    return Say(lang=text.lang, text=text, names=vocabulary(scenario, lang))
