"""
The state: common knowledge, one private part a seat, one channel an audience. Nothing else.

All classes are immutable values; `changed` makes the next one. They keep a plain `__dict__`, since
copying it is five times cheaper than `attrs.evolve` and the fold is the cost of every replay.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from sim.domain.deal import Option, Package
from sim.domain.decision import Pinned, Seated
from sim.domain.setting import Scenario

OPENING = "opening"
BARGAINING = "bargaining"
SIGNED = "signed"
APPROVALS = "approvals"
CLOSED = "closed"
PHASES = (OPENING, BARGAINING, SIGNED, APPROVALS, CLOSED)

DEAL = "deal"
RIVAL_DEAL = "rival"
BLOCKED = "blocked"
BANNED = "banned"
LAPSED = "lapsed"
WALKED = "walked"
OUTCOMES = (DEAL, RIVAL_DEAL, BLOCKED, BANNED, LAPSED, WALKED)

PENDING = "pending"
APPROVED = "approved"
REFUSED = "refused"

OFFERS_KEPT = 24
"""A channel remembers this many offers, so that a state's size does not grow with the game."""
QUESTIONS_KEPT = 8

T = TypeVar("T")

_new = object.__new__
_set = object.__setattr__


def changed(value: T, **fields: Any) -> T:
    """Return a copy of a state value with some fields replaced."""
    copy = _new(type(value))
    # A dict of its own and not one that shares its keys: the interpreter reads it thrice as fast.
    _set(copy, "__dict__", {**value.__dict__, **fields})
    return copy


def made(kind: type[T], fields: dict[str, Any]) -> T:
    """Return a state value that takes over these fields, which must be all it has."""
    value = _new(kind)
    _set(value, "__dict__", fields)
    return value


@frozen(kw_only=True, slots=False)
class Commitment:
    """A standing public line of a seat; `weight` is Muthoo's k in thousandths."""

    by: str
    issue: str
    line: Option
    weight: int


@frozen(kw_only=True, slots=False)
class Demand:
    """A public condition or pledge on one issue."""

    by: str
    issue: str
    option: Option


@frozen(kw_only=True, slots=False)
class Paper:
    """Signed heads of terms on their way through approvals."""

    table: str
    package: Package
    minute: int
    amendment: Demand | None = None
    accepted: tuple[str, ...] = ()
    """Parties that took the amendment so far."""
    conditioned: tuple[str, ...] = ()
    """Authorities that used their one condition."""
    since: int = 0
    """Minute of the last step on it: signature, condition, its answer. Silence runs from there."""


@frozen(kw_only=True, slots=False)
class Outcome:
    """How it ended."""

    kind: str
    minute: int
    package: Package | None


@frozen(kw_only=True, slots=False)
class Common:
    """What everybody knows."""

    phase: str = OPENING
    gauges: tuple[int, ...] = ()
    """Readings in milli at `gauges_minute`, in scenario order; drift adds what came since."""
    gauges_minute: int = 0
    threats: tuple[str, ...] = ()
    """Authorities whose threat stands."""
    threatened_minute: int | None = None
    backed: tuple[str, ...] = ()
    """Authorities that took a threat or an order back."""
    order_by: str | None = None
    order_minute: int | None = None
    deadline: int | None = None
    extensions: int = 0
    suits: tuple[str, ...] = ()
    enjoined: bool | None = None
    """The last ruling; None while no court has ruled."""
    restricted_minute: int | None = None
    suspended: Mapping[str, int] = field(factory=dict)
    """Minute of suspension by table."""
    broken: tuple[str, ...] = ()
    pressed: bool = False
    """Talks were suspended while a threat stood that was not carried out."""
    paused: tuple[str, ...] = ()
    """Seats that have suspended talks at a table where only seats sit, in the order they did."""
    commitments: tuple[Commitment, ...] = ()
    revoked: Mapping[str, int] = field(factory=dict)
    """Weight of the lines each seat took back, in thousandths of k."""
    pledges: tuple[Demand, ...] = ()
    conditions: tuple[Demand, ...] = ()
    voided: tuple[str, ...] = ()
    """Issues of which counsel found that nothing may be paid."""
    stories: Mapping[str, int] = field(factory=dict)
    """How often each press card was seen."""
    inquiry_by: str | None = None
    inquiry_minute: int | None = None
    inquiry_found: bool | None = None
    undertakings: int = 0
    paper: Paper | None = None
    consents: Mapping[str, str] = field(factory=dict)
    endorsed: tuple[str, ...] = ()
    failed: str | None = None
    """How the talks failed, while the fate of the business is still open."""
    failed_minute: int | None = None
    outcome: Outcome | None = None


@frozen(kw_only=True, slots=False)
class Belief:
    """What a seat was told about a quantity of another, as mean and spread."""

    about: str
    quantity: str
    mean: int
    spread: int


@frozen(kw_only=True, slots=False)
class Private:
    """What only one actor knows."""

    personality: str = ""
    parameters: Mapping[str, int] = field(factory=dict)
    attention_day: int = -1
    attention_spent: int = 0
    leaked_minute: int | None = None
    cards: tuple[str, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    waited_until: int | None = None
    passed_minute: int = 0
    """When its last stop ended."""
    learned: int = 0
    """Answers and proofs it was given."""
    stops: int = 0
    """Stops ended so far."""


@frozen(kw_only=True, slots=False)
class Offer:
    """A package somebody put on a table."""

    id: int
    by: str
    package: Package
    minute: int
    accepted: tuple[str, ...] = ()
    standing: bool = True


@frozen(kw_only=True, slots=False)
class Question:
    """A question and whether it was answered."""

    number: int
    by: str
    to: str
    question: str
    answered: bool = False


@frozen(kw_only=True, slots=False)
class Channel:
    """What the members of one audience share; ids are counted within it."""

    id: str
    members: tuple[str, ...]
    offers: tuple[Offer, ...] = ()
    offers_count: int = 0
    questions: tuple[Question, ...] = ()
    questions_count: int = 0
    lobbies: int = 0
    invitations: int = 0
    undertakings_sought: int = 0
    shown: Mapping[str, int] = field(factory=dict)
    """Minute of each member's last proof."""
    mood: Mapping[str, int] = field(factory=dict)
    """What passed here added to public gauges in the members' eyes, in milli, by gauge."""


@frozen(kw_only=True, slots=False)
class Nature:
    """Facts nobody at the table knows yet."""

    misuse: bool = False


@frozen(kw_only=True, slots=False)
class Talks:
    """The whole state of a game after some decisions."""

    scenario: Scenario
    seats: Mapping[str, Seated]
    seed: int
    pinned: tuple[Pinned, ...]
    common: Common
    private: Mapping[str, Private]
    channels: Mapping[str, Channel]
    nature: Nature
    agenda: Mapping[str, int]
    counts: Mapping[str, int]
    """Decisions so far by actor."""
    clocks: Mapping[str, int]
    """Minute of the last event an actor saw in private or in a channel."""
    humans: tuple[str, ...] = ()
    minute: int = 0
    public_minute: int = 0
    """Minute of the last public event."""
    decisions: int = 0
    """Decisions so far in all."""
