"""
Plays rows of games in worker processes: one row, one change; the same seeds in every row.

A row is data that travels to a worker: strategies by name or as objects, tempers, a lever. Games
are played by the plain loop over the agenda, without a record; `counting` plays recorded ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from functools import lru_cache
from multiprocessing import get_context
from typing import TypeVar

from attrs import evolve, field, frozen

from sim.domain.actors import Actor, Personality
from sim.domain.decider import initial
from sim.domain.decision import Header
from sim.domain.lookup import index_of
from sim.domain.moves import MOVES
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.engine.seating import Seating, opening_header
from sim.estimates import minds_of
from sim.garbage import collect_seldom
from sim.projections.scores import surpluses
from sim.rollout import Policies, play_on
from sim.scenario import load_scenario
from sim.strategies.base import Strategy

WORKERS = 2
_CHUNK = 10
_DECISIONS_MAX = 5_000

T = TypeVar("T")


@frozen(kw_only=True)
class Lever:
    """Something switched off for everybody: kinds of move gone, numbers 0, tempers without it."""

    name: str
    moves: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str, int], ...] = ()
    """(role, parameter, value in millionths) set in all personalities of the role."""


@frozen(kw_only=True)
class Row:
    """What is changed in a row's games; nothing in the default row."""

    name: str = "default"
    minds: Mapping[str, "str | Strategy"] = field(factory=dict)
    """By actor; an object is copied for each game."""
    tempers: Mapping[str, str] = field(factory=dict)
    lever: Lever | None = None


@frozen(kw_only=True)
class Played:
    """The end of one game."""

    seed: int
    kind: str
    surplus: Mapping[str, int]
    """By seat, in millionths of utility."""
    signed: int | None
    """Minute of the paper, whatever became of it."""
    tempers: Mapping[str, str]


@lru_cache(maxsize=64)
def scenario_of(lever: Lever | None = None) -> Scenario:
    """Return the scenario that is played by default, without what a lever takes away."""
    scenario = load_scenario(None)
    if lever is None:
        return scenario
    return evolve(
        scenario,
        moves=tuple(kind for kind in scenario.moves or MOVES if kind not in lever.moves),
        numbers={**scenario.numbers, **dict.fromkeys(lever.numbers, 0)},
        actors=tuple(_without(actor, lever) for actor in scenario.actors),
    )


def _without(actor: Actor, lever: Lever) -> Actor:
    values = {name: value for role, name, value in lever.parameters if role == actor.role}
    if not values:
        return actor
    return evolve(actor, personalities=tuple(_set(one, values) for one in actor.personalities))


def _set(temper: Personality, values: Mapping[str, int]) -> Personality:
    spread = {name: width for name, width in temper.spread.items() if name not in values}
    return evolve(temper, parameters={**temper.parameters, **values}, spread=spread)


def seats_of(scenario: Scenario) -> tuple[Actor, ...]:
    """Return the seats whose surplus is measured, by rank."""
    seats = index_of(scenario).seats
    return tuple(actor for actor in seats if actor.id in scenario.preferences)


def header_of(row: Row, seed: int) -> Header:
    """Return the header of a row's game."""
    return opening_header(scenario_of(row.lever), seed, fresh(row), tempers=row.tempers)


def fresh(row: Row) -> Seating:
    """Return the strategies of a new game: objects of its own, so that none remembers another."""
    return deepcopy(dict(row.minds))


def policies_of(row: Row, header: Header) -> Policies:
    """Return who plays: the row's strategies, else those of the scenario."""
    own = {actor: mind for actor, mind in fresh(row).items() if not isinstance(mind, str)}
    return {**minds_of(header), **own}


def play(row: Row, seed: int) -> Played:
    """Play one game of a row to its end."""
    header = header_of(row, seed)
    opening = initial(header)
    return ended(opening, played_out(opening, policies_of(row, header)), seed)


def played_out(talks: Talks, minds: Policies) -> Talks:
    """Return the talks at their end."""
    end = play_on(talks, minds, _DECISIONS_MAX)
    assert end.common.outcome is not None, "a game must end"
    return end


def ended(opening: Talks, end: Talks, seed: int) -> Played:
    """Return what a table keeps of a game."""
    outcome, paper = end.common.outcome, end.common.paper
    assert outcome is not None, "a game must end"
    surplus = {one.seat: one.surplus for one in surpluses(opening, end)}
    return Played(
        seed=seed,
        kind=outcome.kind,
        surplus=surplus,
        signed=None if paper is None else paper.minute,
        tempers={seat: end.private[seat].personality for seat in surplus},
    )


@contextmanager
def workers() -> Iterator[Executor]:
    """Yield two worker processes that import everything anew, as on every system."""
    context = get_context("spawn")
    with ProcessPoolExecutor(WORKERS, context, initializer=collect_seldom) as pool:
        yield pool


def each(
    pool: Executor, one: Callable[[Row, int], T], rows: Sequence[Row], count: int
) -> list[list[T]]:
    """Return what `one` says of the seeds below `count`, a list a row, in the rows' order."""
    spans = [range(first, min(count, first + _CHUNK)) for first in range(0, count, _CHUNK)]
    jobs = [(one, row, span) for row in rows for span in spans]
    found = list(pool.map(_several, jobs))
    size = len(spans)
    return [
        [result for chunk in found[at * size : (at + 1) * size] for result in chunk]
        for at in range(len(rows))
    ]


def _several(job: tuple[Callable[[Row, int], T], Row, range]) -> list[T]:
    one, row, seeds = job
    return [one(row, seed) for seed in seeds]


def played(pool: Executor, rows: Sequence[Row], count: int) -> list[list[Played]]:
    """Play so many games of every row."""
    return each(pool, play, rows, count)


def won(games: Sequence[Played], seat: str) -> list[int]:
    """Return a seat's surplus, game by game."""
    return [game.surplus[seat] for game in games]
