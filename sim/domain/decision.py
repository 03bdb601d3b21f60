"""The atom of the record: one request and the events it led to; and what a record starts from."""

from collections.abc import Mapping

from attrs import field, frozen

from sim.domain.events import Event
from sim.domain.moves import Move
from sim.domain.setting import Scenario

FORMAT = "pourparlers-record/1"
RULES = 1
"""Version of the rules. `verify --deep` decides again only under the same number."""

HUMAN = "human"
STRATEGY = "strategy"
SCRIPT = "script"
FACILITATOR = "facilitator"
SOURCES = (HUMAN, STRATEGY, SCRIPT, FACILITATOR)


@frozen(kw_only=True)
class Request:
    """A move asked for by an actor at a minute of the talks, never of a clock."""

    actor: str
    minute: int
    move: Move


@frozen(kw_only=True)
class Decision:
    """One request with its events; numbered from 1. `fork` and resume happen at decisions only."""

    number: int
    actor: str
    minute: int
    source: str
    move: Move
    events: tuple[Event, ...]


_new = object.__new__
_set_number, _set_actor, _set_minute, _set_source, _set_move, _set_events = (
    Decision.__dict__[name].__set__
    for name in ("number", "actor", "minute", "source", "move", "events")
)


def decision_of(  # noqa: PLR0913, PLR0917 - the fields of a decision
    number: int, actor: str, minute: int, source: str, move: Move, events: tuple[Event, ...]
) -> Decision:
    """Return a decision, its slots filled directly: the constructor costs twice as much."""
    made = _new(Decision)
    _set_number(made, number)
    _set_actor(made, actor)
    _set_minute(made, minute)
    _set_source(made, source)
    _set_move(made, move)
    _set_events(made, events)
    return made


@frozen(kw_only=True)
class Seated:
    """The strategy that plays an actor: `name/version` and its parameters."""

    strategy: str
    parameters: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class Pinned:
    """A draw whose value history fixed: the draw of this key gives `value` ppm until a reseed."""

    actor: str
    number: int
    """The actor's own decision number, from 1."""
    purpose: str
    subject: str
    value: int


@frozen(kw_only=True)
class Header:
    """All a record starts from: nothing of a machine, a user, a wall clock or a branch."""

    format: str
    rules: int
    scenario: Scenario
    seed: int
    seats: Mapping[str, Seated]
    pinned: tuple[Pinned, ...] = ()
    tempers: Mapping[str, str] = field(factory=dict)
    """Personalities fixed at the start by actor; the others are drawn."""
