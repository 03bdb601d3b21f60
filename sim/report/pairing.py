"""Means of games and of differences between games of one seed: the queries that all parts share."""

from collections.abc import Callable, Sequence

from sim.report.folder import Folder, quoted
from sim.report.intervals import Mean

Measure = Callable[[str], str]
"""From the name of a row to what is measured of it, as a query writes it."""
_MEAN = "select count(v), avg(v), stddev_samp(v) from"


def surplus_of(seat: str) -> Measure:
    """Return the measure of a seat's surplus, in millionths."""
    column = quoted(f"{seat}_surplus")
    return lambda row: f"{row}.{column}"


def share_of(kind: str) -> Measure:
    """Return the measure that is 1 where a game ended so, else 0."""
    said = "'" + kind.replace("'", "''") + "'"
    return lambda row: f"({row}.outcome = {said})::integer"


def mean_of(folder: Folder, measure: Measure, cell: int, table: str = "runs") -> Mean:
    """Return the mean over the games of a cell."""
    asked = f"{_MEAN} (select {measure('x')} as v from {table} x where x.cell = ?)"  # noqa: S608 - names of ours, quoted
    return _told(folder, asked, [cell])


def personality_mean(folder: Folder, seat: str, name: str) -> Mean:
    """
    Return the mean surplus of a seat over the seeds that gave it a personality.

    Games of one seed in several cells share their luck, so they count as one: their mean.
    """
    own = quoted(f"{seat}_personality")
    asked = (
        f"{_MEAN} (select avg({surplus_of(seat)('x')}) as v from runs x"  # noqa: S608 - names of ours, quoted
        f" where x.{own} = ? group by x.seed order by x.seed)"
    )
    return _told(folder, asked, [name])


def difference(
    folder: Folder, measure: Measure, pairs: Sequence[tuple[int, int]], first: str = "runs"
) -> Mean:
    """
    Return the mean difference of the second cells less the first, game by game of one seed.

    Where several pairs of cells compare the same, their mean counts once for each seed, since they
    share its luck. `first` is the table of the first cells.
    """
    listed = ", ".join(f"({int(one)}, {int(other)})" for one, other in pairs)
    asked = (
        f"with pairs(one, other) as (values {listed}) {_MEAN} ("  # noqa: S608 - names of ours, quoted
        f" select avg({measure('y')} - {measure('x')}) as v from pairs"
        f" join {first} x on x.cell = pairs.one"
        " join runs y on y.cell = pairs.other and y.seed = x.seed"
        " group by y.seed order by y.seed)"
    )
    return _told(folder, asked, [])


def contrast(folder: Folder, measure: Measure, sums: Sequence[Sequence[tuple[int, int]]]) -> Mean:
    """
    Return the mean of sums over games of one seed, each of cells with their weights.

    Where several sums ask the same, their mean counts once for each seed, since they share its
    luck; a sum that lacks a game of the seed is left out.
    """
    listed = ", ".join(
        f"({at}, {int(cell)}, {int(weight)}, {len(terms)})"
        for at, terms in enumerate(sums)
        for cell, weight in terms
    )
    asked = (
        f"with terms(part, cell, weight, most) as (values {listed}) {_MEAN} ("  # noqa: S608 - names of ours, quoted
        f" select avg(v) as v from (select x.seed, sum(weight * {measure('x')}) as v from terms"
        " join runs x on x.cell = terms.cell group by x.seed, part, most having count(*) = most"
        " order by x.seed, part) group by seed order by seed)"
    )
    return _told(folder, asked, [])


def _told(folder: Folder, asked: str, values: Sequence[object]) -> Mean:
    games, mean, deviation = folder.query(asked, values)[0]
    return Mean(games=games, mean=float(mean or 0.0), deviation=deviation)
