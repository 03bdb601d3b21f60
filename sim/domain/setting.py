"""
The compiled scenario: all initial facts of a game as plain values, stored whole in the header.

It holds no text: names and briefs come from the catalogues of `assets/` by the ids used here.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from sim.domain.actors import Actor
from sim.domain.deal import Issue, Option
from sim.domain.preferences import Preferences


@frozen(kw_only=True)
class Table:
    """A place where offers are exchanged by its members; a member's absence is an empty chair."""

    id: str
    members: tuple[str, ...]
    outcome: str = "deal"
    """Outcome kind of a closed paper of this table: "deal" or "rival"."""


@frozen(kw_only=True)
class Drift:
    """How fast a gauge moves by itself while a condition holds; the first that holds counts."""

    when: str
    """A condition of `sim.domain.rules.gauges`: always, quiet, threatened, ordered, ..."""
    per_day: int
    """Thousandths of a point a day, towards `toward` if that is given."""
    toward: int | None = None


@frozen(kw_only=True)
class Gauge:
    """A public quantity; numbers in thousandths of its point."""

    id: str
    start: int
    low: int
    high: int
    drifts: tuple[Drift, ...] = ()
    seats: tuple[str, ...] = ()
    """Seats on whose card the gauge is drawn."""


@frozen(kw_only=True)
class Card:
    """A press card: a story a seat may place; its effects stand in `effects` under its id."""

    id: str
    roles: tuple[str, ...]


@frozen(kw_only=True)
class Consent:
    """Whose consent a signed paper needs, and when."""

    actor: str
    veto: bool = True
    """Without a veto a refusal costs but does not stop."""
    always: bool = False
    when: Mapping[str, tuple[Option, ...]] = field(factory=dict)
    """Needed too when the package settles one of these issues by one of these options."""
    tables: tuple[str, ...] = ()
    """Only for papers of these tables; empty means all."""
    review_minutes: tuple[int, int] = (2880, 7200)
    """Shortest and longest time until its first stop on the paper."""
    review_restricted_minutes: tuple[int, int] | None = None
    """The same while technology is under licence."""
    issue: str = ""
    """The issue whose option sets the odds of this consent, for an actor without a reading."""
    odds: Mapping[str, int] = field(factory=dict)
    """Consent odds in ppm by option of that issue."""
    odds_restricted: Mapping[str, int] = field(factory=dict)
    """The same while technology is under licence."""


@frozen(kw_only=True)
class Reading:
    """How an authority reads a package: an additive score in milli points, one table an issue."""

    actor: str
    tables: Mapping[str, Mapping[str, int]]


class _Indexed:
    """
    Has room for the lookups beside the fields of a scenario.

    A base class, since in a class of its own attrs would answer for a cached property by
    `__getattr__`, and whatever has that is read slowly, field by field.
    """

    @cached_property
    def _index(self) -> Any:  # no field: the codec passes over names that begin like this
        """Return the lookups by id: `sim.domain.lookup.index_of` gives them their type."""
        from sim.domain.lookup import build

        return build(self)  # type: ignore[arg-type]


@frozen(kw_only=True)
class Scenario(_Indexed):
    """Everything a game starts from. Lookups by id are functions of `sim.domain.lookup`."""

    id: str
    version: int
    opens: str
    """Local date of minute 0, ISO, UTC."""
    horizon: int
    """Minute at which nothing more can happen."""
    closes: int | None
    """Minute by which a paper must be signed if nobody sets a deadline; None: the horizon."""
    deadline_latest: int
    """Latest minute to which a deadline may be set or extended."""
    issues: tuple[Issue, ...]
    actors: tuple[Actor, ...]
    tables: tuple[Table, ...]
    preferences: Mapping[str, Preferences]
    """By seat."""
    gauges: tuple[Gauge, ...] = ()
    effects: Mapping[str, Mapping[str, int]] = field(factory=dict)
    """Gauge changes in milli by cause, such as "threaten.host" or "card.split"."""
    cards: tuple[Card, ...] = ()
    consents: tuple[Consent, ...] = ()
    readings: tuple[Reading, ...] = ()
    questions: tuple[str, ...] = ("reservation",)
    voidable: str = ""
    """The issue whose payment counsel may find unlawful; its first option is to pay nothing."""
    moves: tuple[str, ...] = ()
    """Kinds of move this scenario plays; empty means all that the roles allow."""
    numbers: Mapping[str, int] = field(factory=dict)
    """Parameters of the rules by name; each rule's docstring names those it reads."""
