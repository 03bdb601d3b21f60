"""What the presenters of the desk are given: one seat's view, its draft, and what it was told."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal, Protocol, TypeVar, cast

from attrs import Factory, frozen

from game.presenters.make_desk_words import Words
from sim.domain.actors import AUTHORITY
from sim.domain.deal import Issue, Package
from sim.domain.events import Event
from sim.domain.lookup import index_of, members_of
from sim.domain.rules import worth
from sim.domain.rules.consent import closing_odds
from sim.domain.rules.legal_checks import TALKING
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View, reservation, signing_utility, stand_of

T = TypeVar("T")


@frozen(kw_only=True)
class Told:
    """One event that the seat saw."""

    minute: int
    actor: str
    """Who did it; empty if the seat does not know."""
    event: Event
    weight: int
    """How much it matters to the story: 0, 1 or 2."""
    fresh: bool
    """Whether it came since the seat's last own stop."""
    told_as: str = ""
    """Under what name it is told, if it befell its actor: a fallen offer, silence as an answer."""


class Standing(Protocol):
    """An offer as a view holds it."""

    @property
    def id(self) -> int:
        """Its number within the table."""

    @property
    def by(self) -> str:
        """Its author."""

    @property
    def package(self) -> Package:
        """What it offers."""

    @property
    def minute(self) -> int:
        """When it was put."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Who said yes so far."""


@frozen(kw_only=True)
class Window:
    """The part of an issue's options that its control offers."""

    first: int
    count: int


@frozen(kw_only=True)
class Rewind:
    """Whether the person may go back, once a game, and to the stop of which minute."""

    state: Literal["ready", "used", "early", "daily", "apart"] = "early"
    minute: int = 0


@frozen(kw_only=True, slots=False)
class Sight:
    """Everything a desk is made of; nothing in it comes from another seat."""

    view: View
    words: Words
    draft: Package
    windows: Mapping[str, Window]
    table: str
    """The table at which the draft would be put; an authority's is the main one."""
    lever: int | None
    """The chosen place of the lever; None leaves it where it suits best."""
    told: tuple[Told, ...]
    next_minute: int | None
    """Minute of the seat's next occasion by its own rhythm; None if there is none."""
    floors: Mapping[str, int]
    """What no deal is worth to the others of the table, as far as one can tell."""
    waiting: bool = False
    over: bool = False
    notice: str = ""
    rewind: Rewind = Rewind()
    memo: dict[object, tuple[object, object]] = Factory(dict)
    """What was reckoned once, with the view that it holds for."""

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` gives, reckoned once for this view."""
        found = self.memo.get((id(self.view), key))
        if found is None:
            # The view is kept beside, so that its id cannot come to mean another.
            found = self.memo[id(self.view), key] = (self.view, make())
        return cast(T, found[1])

    @property
    def scenario(self) -> Scenario:
        """Return the scenario."""
        return self.view.scenario

    @property
    def seat(self) -> str:
        """Return whose desk it is."""
        return self.view.seat

    @property
    def minute(self) -> int:
        """Return the minute of the view."""
        return self.view.minute

    @property
    def is_authority(self) -> bool:
        """Tell whether the seat reads papers instead of writing them."""
        return self.view.actor.kind == AUTHORITY

    @property
    def talking(self) -> bool:
        """Tell whether papers can still be proposed."""
        return self.view.common.phase in TALKING

    @cached_property
    def paper(self) -> Package:
        """Return the paper on the board: the signed one, else the draft."""
        signed = self.view.common.paper
        return self.draft if signed is None else signed.package

    @property
    def paper_table(self) -> str:
        """Return the table of the paper on the board."""
        signed = self.view.common.paper
        return self.table if signed is None else signed.table

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Return the others at the table of the draft."""
        return tuple(one for one in members_of(self.scenario, self.table) if one != self.seat)

    @cached_property
    def no_deal(self) -> int:
        """Return what no deal is worth to the seat today, in millionths."""
        return reservation(self.view)

    def worth(self, package: Package) -> int:
        """Return what signing a package now gives beyond no deal, in millionths."""
        return self.once(("worth", package), lambda: self._worth(package))

    def _worth(self, package: Package) -> int:
        signed = self.view.common.paper
        minute = self.minute if signed is None else signed.minute
        if self.is_authority:
            return worth.outcome_utility(stand_of(self.view), "deal", package) - self.no_deal
        return signing_utility(self.view, package, minute) - self.no_deal

    def closes(self, package: Package, table: str = "") -> int:
        """Return the odds that a package closes, in ppm."""
        at = table or self.paper_table
        return self.once(("closes", at, package), lambda: closing_odds(self.view, at, package))

    @cached_property
    def caring(self) -> tuple[Issue, ...]:
        """Return the issues that the seat's own preferences look at."""
        terms = self.scenario.preferences[self.seat].terms
        named = {issue for term in terms for issue in term.factors}
        return tuple(issue for issue in self.scenario.issues if issue.id in named)

    @property
    def has_odds(self) -> bool:
        """Tell whether a paper needs anybody's consent here."""
        return bool(self.scenario.consents)

    def issue(self, issue: str) -> Issue:
        """Return an issue."""
        return index_of(self.scenario).issues[issue]

    def window(self, issue: Issue) -> Window:
        """Return the part of an issue's options that is offered."""
        return self.windows.get(issue.id) or Window(first=0, count=len(issue.options))

    def days(self, minutes: int) -> int:
        """Return whole days, rounded."""
        return (minutes + MINUTES_DAY // 2) // MINUTES_DAY
