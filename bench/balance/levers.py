"""Table g: a lever switched off for everybody, and what that changes for each seat."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from bench.balance import games
from bench.balance.figures import paired, percent, thousandths
from bench.balance.games import Lever, Played, Row
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain.talks import BANNED, DEAL, RIVAL_DEAL
from sim.domain.units import PPM

FILE = Path(__file__).with_name("levers.toml")
MOVES = 2.0
"""Standard errors beyond which a lever moves a seat."""
_KINDS = (DEAL, RIVAL_DEAL, BANNED)

_TEXT = (
    "Each lever is switched off for everybody (`bench/balance/levers.toml` says how); what that "
    "adds to each seat's mean surplus, in thousandths, with t in brackets; shares in % of games. "
    "A lever without effect is one that nobody's default play uses, or that does nothing."
)


def levers() -> list[Lever]:
    """Return the levers of the file."""
    with FILE.open("rb") as file:
        return [_lever(entry) for entry in tomllib.load(file)["lever"]]


def _lever(entry: Mapping[str, Any]) -> Lever:
    values = [
        (role, *_compiled(name, value))
        for role, named in entry.get("parameters", {}).items()
        for name, value in named.items()
    ]
    return Lever(
        name=entry["name"],
        moves=tuple(entry.get("moves", ())),
        numbers=tuple(entry.get("numbers", ())),
        parameters=tuple(values),
    )


def _compiled(name: str, value: float) -> tuple[str, int]:
    """Return a personality's parameter as the compiled scenario holds it."""
    tempers = [one for actor in games.scenario_of().actors for one in actor.personalities]
    shares = any(f"{name}_ppm" in temper.parameters for temper in tempers)
    return f"{name}_ppm" if shares else name, round(value * PPM)


def table(pool: Executor, count: int) -> Table:
    """Return the table of levers."""
    seats = [actor.id for actor in games.seats_of(games.scenario_of())]
    off = levers()
    rows = [Row(), *(Row(name=lever.name, lever=lever) for lever in off)]
    default, *others = games.played(pool, rows, count)
    lines = [_line("nothing", default, default, seats)]
    bars = []
    for lever, played in zip(off, others, strict=True):
        lines.append(_line(lever.name, played, default, seats))
        most = max((abs(_more(played, default, seat)[1]) for seat in seats), default=0.0)
        bars.append(Bar(f"{lever.name}: some seat moves, t beyond {MOVES:g}", most, most > MOVES))
    head = ("off", *(f"{kind} %" for kind in _KINDS), *seats)
    part = Part("", head, lines)
    return Table(
        name="levers", title="Levers", text=_TEXT, games=count, parts=(part,), bars=tuple(bars)
    )


def _more(played: Sequence[Played], default: Sequence[Played], seat: str) -> tuple[float, float]:
    more = paired(games.won(played, seat), games.won(default, seat))
    return thousandths(more.mean), round(more.t, 1)


def _line(
    name: str, played: Sequence[Played], default: Sequence[Played], seats: Sequence[str]
) -> tuple[Cell, ...]:
    counts = Counter(game.kind for game in played)
    shares = [percent(counts[kind], len(played)) for kind in _KINDS]
    moved = [_more(played, default, seat) for seat in seats]
    return (name, *shares, *(f"{mean:+g} ({t:+g})" for mean, t in moved))
