"""What a decision of a full game costs, in the bare timeouts of the calendar beneath it."""

from collections.abc import Callable, Generator, Iterator, Mapping

import simpy
from attrs import define

from bench import measuring as m
from bench import records
from sim.domain.draws import Draws
from sim.domain.moves import Move
from sim.domain.views import View
from sim.engine.session import Session
from sim.strategies.base import Strategy

Seating = Mapping[str, "str | Strategy"]

_PEER = "bare SimPy timeout"
_MICRO = 1_000_000


def decision(size: m.Size) -> list[m.Row]:
    """Measure a decision: thinking, rules, bytes, fold, alarm; and the same without thinking."""
    games = _played(size, _own_seating)
    again = [_script_seating(session) for session in games]
    figures = m.in_turn(
        size.rounds,
        m.OF_PROCESSOR,
        lambda: sum(len(game.decisions) for game in _played(size, _own_seating)),
        lambda: sum(len(game.decisions) for game in _played(size, again.__getitem__)),
        lambda: _timeouts(size.timeouts),
    )
    peer = m.Peer(f"{_PEER}, us", m.middle(figures, 2) * _MICRO)
    whole, engine = m.ratio(figures, 0, 2), m.ratio(figures, 1, 2)
    return [
        m.Row(name="decision", value=whole, unit="timeouts", peer=peer, bar=80, goal=50),
        m.Row(name="decision.engine", value=engine, unit="timeouts", peer=peer),
    ]


def games(size: m.Size) -> list[m.Row]:
    """Measure whole games a second on one core, and the timeouts that one of them is worth."""
    figures = m.in_turn(
        size.rounds,
        m.OF_PROCESSOR,
        lambda: len(_played(size, _own_seating)),
        lambda: _timeouts(size.timeouts),
    )
    return [
        m.Row(
            name="games",
            value=1 / m.middle(figures, 0),
            unit="games/s",
            bar=60,
            goal=120,
            peer=m.Peer(f"{_PEER}s in one game's time", m.ratio(figures, 0, 1)),
            more_is_better=True,
        )
    ]


def _played(size: m.Size, seating: Callable[[int], Seating]) -> list[Session]:
    """Play games to their end; `seating` gives the strategies of each."""
    played = []
    for seed in range(size.games):
        session = Session(records.scenario(), seed, seating(seed))
        session.advance()
        played.append(session)
    return played


def _own_seating(_: int) -> Seating:
    return records.seating(records.scenario())


def _script_seating(session: Session) -> Seating:
    """Return strategies that make the moves of a finished session again, without a thought."""
    moves: dict[str, list[Move]] = {}
    for made in session.decisions:
        moves.setdefault(made.actor, []).append(made.move)
    return {actor: Script(found) for actor, found in moves.items()}


@define
class Script:
    """Makes moves that were written down; at the end it starts again, for the next round."""

    moves: list[Move]
    _next: Iterator[Move] | None = None
    _left: int = 0

    def choose(self, view: View, draws: Draws) -> Move:
        """Return the next move written down."""
        del view, draws
        if not self._left or self._next is None:
            self._next, self._left = iter(self.moves), len(self.moves)
        self._left -= 1
        return next(self._next)


def _timeouts(count: int) -> int:
    """Let a process of the calendar wait so many times, and do nothing else."""
    environment = simpy.Environment()

    def live() -> Generator[simpy.Event, None, None]:
        for _ in range(count):
            yield environment.timeout(1)

    environment.process(live())
    environment.run()
    return count
