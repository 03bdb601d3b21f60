"""Table d: the personalities of a seat, and whether they can be told apart."""

from collections.abc import Sequence
from concurrent.futures import Executor
from itertools import combinations

from bench.balance import games
from bench.balance.figures import apart, figure, paired, thousandths
from bench.balance.games import Played, Row
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain.actors import Actor
from sim.domain.units import MINUTES_DAY

APART = 3.0

_TEXT = (
    "One seat has one personality in all games. Surplus in thousandths, compared pair by pair; the "
    "day a paper was signed, of the games that had one, compared as means (Welch)."
)
_HEAD = ("personality", "surplus", "s.e.", "signing day", "s.e.", "signed")


def table(pool: Executor, count: int) -> Table:
    """Return the table of personalities."""
    parts, bars = [], []
    for actor in games.seats_of(games.scenario_of()):
        tempers = [temper.id for temper in actor.personalities]
        rows = [Row(name=temper, tempers={actor.id: temper}) for temper in tempers]
        found = dict(zip(tempers, games.played(pool, rows, count), strict=True))
        lines = [_line(temper, played, actor.id) for temper, played in found.items()]
        pairs = [
            (one, other, *_pair(found[one], found[other], actor))
            for one, other in combinations(tempers, 2)
        ]
        parts.append(Part(actor.id, _HEAD, lines))
        head = ("one", "other", "t of surplus", "t of signing day")
        parts.append(Part(f"{actor.id}, pair by pair", head, pairs))
        for one, other, surplus, day in pairs:
            asked = f"{actor.id}: {one} and {other} differ, t beyond {APART:g}"
            most = max(abs(surplus), abs(day))
            bars.append(Bar(asked, most, most > APART))
    return Table(
        name="tempers", title="Personalities", text=_TEXT, games=count, parts=tuple(parts),
        bars=tuple(bars),
    )  # fmt: skip


def _line(temper: str, played: Sequence[Played], seat: str) -> tuple[Cell, ...]:
    surplus, day = figure(games.won(played, seat)), figure(days(played))
    return (
        temper,
        thousandths(surplus.mean),
        thousandths(surplus.error),
        round(day.mean, 1),
        round(day.error, 1),
        day.count,
    )


def days(played: Sequence[Played]) -> list[float]:
    """Return the signing days of the games that had a paper."""
    return [game.signed / MINUTES_DAY for game in played if game.signed is not None]


def _pair(one: Sequence[Played], other: Sequence[Played], actor: Actor) -> tuple[float, float]:
    surplus = paired(games.won(one, actor.id), games.won(other, actor.id))
    return round(surplus.t, 1), round(apart(days(one), days(other)).t, 1)
