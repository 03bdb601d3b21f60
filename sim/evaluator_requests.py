"""What is asked of the process beside the game: values that go through its pipe."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.domain.draws import Draws
    from sim.domain.moves import Move
    from sim.domain.setting import Scenario
    from sim.domain.views import View
    from sim.engine.session import Turn
    from sim.review import Moment

READY = 0
"""The number under which the worker says that it listens; requests count from 1."""
GONE = (EOFError, OSError)
"""What a pipe raises whose other end is gone."""
_FIELDS = ("seat", "minute", "common", "own", "channels")


@frozen(kw_only=True)
class Asked:
    """A view on its way: all its fields, the scenario as bytes that are read only once."""

    number: int
    scenario: bytes
    seen: dict[str, Any]


@frozen(kw_only=True)
class Judging:
    """The record of a game that is over, line by line, on its way to be reviewed for a seat."""

    number: int
    header: bytes
    lines: tuple[bytes, ...]
    seat: str
    known: "tuple[Moment, ...]" = ()
    """The first judgements, which came before and need not be made again."""


@frozen(kw_only=True)
class Trying:
    """A move tried again at a decision of such a record, with the best that the review found."""

    number: int
    header: bytes
    lines: tuple[bytes, ...]
    decision: int
    move: "Move"
    best: "Move"


@frozen(kw_only=True)
class Dropped:
    """Nothing is wanted any more: what is under way ends at its next stop."""

    number: int


Request = Asked | Judging | Trying | Dropped


@frozen(kw_only=True)
class Foreseeing:
    """The record of a game under way, to be played on while a seat waits; for a trusted owner."""

    number: int
    header: bytes
    lines: tuple[bytes, ...]
    seat: str


@frozen(kw_only=True)
class Thinking:
    """A strategy's turn in a game under way: what it would be asked here, asked there."""

    number: int
    scenario: bytes
    seen: dict[str, Any]
    strategy: str
    parameters: "Mapping[str, int]"
    draws: "Draws"


Beside = Thinking | Foreseeing
"""What is answered before any figure, whatever is under way."""


def packed(view: "View", number: int, scenario: bytes) -> Asked:
    """Return the request for a view; nothing but the view goes into it."""
    return Asked(number=number, scenario=scenario, seen=_seen(view))


def packed_turn(turn: "Turn", number: int, scenario: bytes) -> Thinking:
    """Return the request for a turn; of the game it holds what its strategy would be given."""
    return Thinking(
        number=number, scenario=scenario, seen=_seen(turn.view), strategy=turn.strategy,
        parameters=turn.parameters, draws=turn.draws,
    )  # fmt: skip


def _seen(view: "View") -> dict[str, Any]:
    return {name: getattr(view, name) for name in _FIELDS}


def unpacked(asked: Asked | Thinking, scenario: "Scenario") -> "View":
    """Return the view of a request, of a scenario already read."""
    from sim.domain.views import View

    return View(scenario=scenario, **asked.seen)
