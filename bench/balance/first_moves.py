"""Table f: fixed openings against personalities; no opening should be best for all of them."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from itertools import combinations
from math import sqrt

from bench.balance import games
from bench.balance.figures import figure, thousandths
from bench.balance.games import Played, Row
from bench.balance.opening_moves import openings
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain.actors import Actor

_TEXT = (
    "The seat, of one personality, begins with the moves of the row and then plays as ever: mean "
    "surplus in thousandths. *t elsewhere*: for two columns with different best rows, chosen on "
    "the first half of the seeds, by how much each best row beats the other's in its own column "
    "over the second half, together, in standard errors; a difference by chance has t about 0."
)

Grid = Mapping[str, Mapping[str, Sequence[int]]]
"""Surpluses by personality and opening, seed by seed."""


def table(pool: Executor, count: int) -> Table:
    """Return the table of openings."""
    parts, bars = [], []
    for actor in games.seats_of(games.scenario_of()):
        grid = _grid(pool, actor, count)
        tempers = list(grid)
        lines = [_line(name, grid) for name in grid[tempers[0]]]
        parts.append(Part(actor.id, ("opening", *tempers), [*lines, _error(grid)]))
        bars.append(bar(actor.id, grid))
    return Table(
        name="openings", title="Openings", text=_TEXT, games=count, parts=tuple(parts),
        bars=tuple(bars),
    )  # fmt: skip


def _grid(pool: Executor, actor: Actor, count: int) -> Grid:
    tempers, tried = [temper.id for temper in actor.personalities], openings(actor)
    rows = [
        Row(name=opening.name, minds={actor.id: opening}, tempers={actor.id: temper})
        for temper in tempers
        for opening in tried
    ]
    found = iter(games.played(pool, rows, count))
    return {temper: {one.name: _won(next(found), actor) for one in tried} for temper in tempers}


def _won(played: Sequence[Played], actor: Actor) -> list[int]:
    return games.won(played, actor.id)


def _line(name: str, grid: Grid) -> tuple[Cell, ...]:
    means = [thousandths(figure(column[name]).mean) for column in grid.values()]
    best = [best_of(column) == name for column in grid.values()]
    return (name, *(f"**{mean}**" if top else mean for mean, top in zip(means, best, strict=True)))


def _error(grid: Grid) -> tuple[Cell, ...]:
    errors = [
        sum(figure(won).error for won in column.values()) / len(column) for column in grid.values()
    ]
    return ("*s.e. of a cell*", *(thousandths(error) for error in errors))


def best_of(column: Mapping[str, Sequence[int]]) -> str:
    """Return the opening with the largest mean, the first of equals."""
    return max(column, key=lambda name: figure(column[name]).mean)


def bar(seat: str, grid: Grid) -> Bar:
    """Return whether the best row differs between columns, and how it fares on other seeds."""
    best = {temper: best_of(column) for temper, column in grid.items()}
    said = ", ".join(f"{temper}: {name}" for temper, name in best.items())
    found = elsewhere(grid)
    more = "" if found is None else f"; t elsewhere {found:.1f}"
    asked = f"{seat}: the best opening differs between two personalities"
    return Bar(asked, said + more, len(set(best.values())) > 1)


def elsewhere(grid: Grid) -> float | None:
    """Return the largest t, on unseen seeds, of two columns whose best rows differ."""
    count = min(len(won) for column in grid.values() for won in column.values())
    seen = {
        temper: best_of({name: won[: count // 2] for name, won in column.items()})
        for temper, column in grid.items()
    }
    pairs = [(a, b) for a, b in combinations(grid, 2) if seen[a] != seen[b]]
    return max((_together(grid, a, b, seen) for a, b in pairs), default=None)


def _together(grid: Grid, a: str, b: str, seen: Mapping[str, str]) -> float:
    half = len(grid[a][seen[a]]) // 2
    one = zip(grid[a][seen[a]][half:], grid[a][seen[b]][half:], strict=True)
    other = zip(grid[b][seen[b]][half:], grid[b][seen[a]][half:], strict=True)
    first, second = (figure([x - y for x, y in pairs]).t for pairs in (one, other))
    return (first + second) / sqrt(2)
