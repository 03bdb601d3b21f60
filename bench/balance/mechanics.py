"""Table i: every kind of move, what it does to whom, where it shows, and what it changes."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from bench.balance import games
from bench.balance.figures import figure, percent, thousandths
from bench.balance.games import Row
from bench.balance.stops import Effect, effects
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain.moves import MOVES

FILE = Path(__file__).with_name("mechanics.toml")
LEFT_OUT = ("take", "release", "reseed")
CHANGES = 25.0
_NEVER = "never legal here"

_TEXT = (
    "At an actor's first stop where a kind of move is legal it is played, then the actor waits; "
    "in the other game it only waits. Both go on with the same strategies and the same luck. "
    "*Changes* is the share of seeds in which some other actor (the house apart) then decides "
    "otherwise: another move, another minute, one stop more; *moves* is the share in which what "
    "others do differs even when waits and minutes are left out. Where several moves of a kind are "
    "legal the seed picks one. The first table shows the actor whose move changes most, with what "
    "it adds to each seat's surplus in thousandths, t in brackets; the second shows all. "
    "`take`, `release` and `reseed` are left out: they belong to whoever runs the game, change who "
    "moves or which luck is drawn, and no rule reads them."
)


def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return what is said about every kind of move."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def table(pool: Executor, count: int) -> Table:
    """Return the table of mechanics."""
    games_ = games.each(pool, effects, [Row()], count)[0]
    return built([effect for game in games_ for effect in game], count)


def built(found: Sequence[Effect], count: int) -> Table:
    """Return the table of measured effects."""
    seats = [actor.id for actor in games.seats_of(games.scenario_of())]
    by_pair: dict[str, dict[str, list[Effect]]] = defaultdict(lambda: defaultdict(list))
    for effect in found:
        by_pair[effect.kind][effect.actor].append(effect)
    said, kinds, pairs, bars = sentences(), [], [], []
    for kind in (kind for kind in MOVES if kind not in LEFT_OUT):
        rows = [_row(actor, some, seats) for actor, some in by_pair[kind].items()]
        rows.sort(key=lambda row: (-float(str(row[2])), -int(str(row[1]))))
        best = rows[0] if rows else (_NEVER, 0, 0.0, 0.0, *("" for _ in seats))
        kinds.append((f"`{kind}`", said[kind]["does"], said[kind]["shown"], *best))
        pairs += [(f"`{kind}`", *row) for row in rows]
        changes = float(str(best[2]))
        bars.append(Bar(f"{kind}: changes others in {CHANGES:g} % of seeds", changes,
                        changes >= CHANGES))  # fmt: skip
    head = ("by", "seeds", "changes %", "moves %", *seats)
    parts = (
        Part("By kind", ("move", "what it does to whom", "shown by", *head), kinds),
        Part("By kind and actor", ("move", *head), pairs),
    )
    return Table(
        name="mechanics", title="What every move does", text=_TEXT, games=count, parts=parts,
        bars=tuple(bars),
    )  # fmt: skip


def _row(actor: str, some: Sequence[Effect], seats: Sequence[str]) -> tuple[Cell, ...]:
    changes = sum(effect.changes for effect in some)
    moves = sum(effect.changes_moves for effect in some)
    added = [figure([effect.surplus[seat] for effect in some]) for seat in seats]
    return (
        actor,
        len(some),
        percent(changes, len(some)),
        percent(moves, len(some)),
        *(f"{thousandths(one.mean):+g} ({one.t:+.1f})" for one in added),
    )
