"""The words of a scenario as the teacher's pages use them: short, in one language."""

from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from sim.domain.actors import PARTY
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, POINT
from sim.words import Text, Vocabulary, load, vocabulary

OFFER_ISSUES = 4
"""A compact offer names this many issues, the first of the scenario: they matter most."""
_SHORT, _CUT, _WORD = 10, 7, 4
"""Letters of an option that is said whole, of one that is cut, of a first word that will do."""
_THOUSAND = 1000
_SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "star", "plus", "drop")


@frozen(kw_only=True)
class Lexicon:
    """Catalogue and scenario texts of one language."""

    t: Text
    texts: Vocabulary
    scenario: Scenario

    def actor(self, actor: str) -> str:
        """Return an actor's name."""
        return self.texts.get(f"actors.{actor}.label", actor)

    def title(self) -> str:
        """Return the scenario's title."""
        return self.texts.get("title", self.scenario.id)

    def issue(self, issue: str) -> str:
        """Return an issue's name."""
        return self.texts.get(f"issues.{issue}.label", issue)

    def short_issue(self, issue: str) -> str:
        """Return an issue as a legend explains a short offer: the scenario may say it better."""
        label = self.issue(issue)
        return self.texts.get(f"issues.{issue}.short", label[:1].lower() + label[1:])

    def option(self, issue: Issue, option: Option) -> str:
        """Return an option by its name, or its number with the unit."""
        named = self.texts.get(f"issues.{issue.id}.options.{option}")
        # A scenario may name an amount without its currency, which stands in a heading of its own.
        money = issue.unit == "musd" and isinstance(option, int) and option >= _THOUSAND
        if named is not None and not money:
            return named
        return self.number(option, issue.unit) if isinstance(option, int) else option

    def number(self, value: int, unit: str) -> str:
        """Return a whole number with its unit; millions become billions from a thousand on."""
        if unit == "musd" and abs(value) >= _THOUSAND:
            whole, rest = divmod(value, _THOUSAND)
            said = self.decimal(value * 10 // _THOUSAND) if rest else self._grouped(whole)
            return self.t("ui.format.money", n=said)
        said = self._grouped(value)
        if unit == "percent":
            return self.t("ui.format.percent", n=said)
        key = f"unit.{unit}"
        return self.t(key, n=said) if unit and self.t.has(key) else said

    def decimal(self, tenths: int, *, signed: bool = False) -> str:
        """Return a number of tenths with one decimal."""
        whole, tenth = divmod(abs(tenths), 10)
        sign = "\N{MINUS SIGN}" if tenths < 0 else "+" if signed and tenths > 0 else ""
        return f"{sign}{self._grouped(whole)}{self.t('format.decimal')}{tenth}"

    def points(self, utility: int, *, signed: bool = False) -> str:
        """Return millionths of utility as points."""
        return self.decimal(round(utility * 10 / POINT), signed=signed)

    def short(self, issue: Issue, option: Option) -> str:
        """Return an option in a few letters."""
        whole = self.option(issue, option)
        own = self.texts.get(f"issues.{issue.id}.options_short.{option}")
        if own is not None:
            return own
        if len(whole) <= _SHORT or any(sign.isdigit() for sign in whole):
            return whole
        first = whole.split()[0]
        return first if _WORD <= len(first) <= _SHORT else f"{first[:_CUT]}."

    def compact(self, package: Package) -> str:
        """Return what an offer says on the scenario's first issues, in one short line."""
        some = self.scenario.issues[:OFFER_ISSUES]
        return " · ".join(self.short(issue, package[issue.id]) for issue in some)

    def whole(self, package: Package) -> str:
        """Return all an offer says, issue by issue."""
        parts = (
            f"{self.issue(issue.id)} {self.option(issue, package[issue.id])}"
            for issue in self.scenario.issues
        )
        return self.t("format.between").join(parts)

    def _grouped(self, value: int) -> str:
        sign = "\N{MINUS SIGN}" if value < 0 else ""
        return sign + f"{abs(value):,}".replace(",", self.t("format.thousands"))


def lexicon(scenario: Scenario, lang: str) -> Lexicon:
    """Return the words for a scenario's class."""
    return Lexicon(t=load(lang), texts=_vocabulary(scenario.id, lang), scenario=scenario)


@lru_cache(maxsize=16)
def _vocabulary(scenario: str, lang: str) -> Vocabulary:
    return vocabulary(scenario, lang)


@frozen(kw_only=True)
class Emblem:
    """How a seat is drawn: its shape, its place among the seats, its name."""

    seat: str
    place: int
    shape: str
    label: str


def emblems(words: Lexicon, seats: tuple[str, ...]) -> Mapping[str, Emblem]:
    """Return how each seat is drawn; two seats never share a shape."""
    actors = index_of(words.scenario).actors
    marks = [actors[seat].mark for seat in seats]
    own = len(set(marks)) == len(marks)
    return {
        seat: Emblem(
            seat=seat,
            place=place % len(_SHAPES),
            shape=marks[place] if own and marks[place] in _SHAPES else _SHAPES[place % 8],
            label=words.actor(seat),
        )
        for place, seat in enumerate(seats)
    }


def is_party(scenario: Scenario, seat: str) -> bool:
    """Tell whether a seat signs papers, or only consents to them."""
    return index_of(scenario).actors[seat].kind == PARTY


def clock_words(milliseconds: int) -> str:
    """Return a length of time as 1:05 or 26:00."""
    minutes, seconds = divmod(max(0, milliseconds) // MILLI, 60)
    return f"{minutes}:{seconds:02}"
