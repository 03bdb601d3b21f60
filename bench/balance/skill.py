"""Table b: only one seat's strategy is replaced; what that brings the seat."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from bench.balance import added, games
from bench.balance.figures import Figure, figure, paired, steadied, thousandths
from bench.balance.games import Played, Row
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain.actors import PARTY, Actor
from sim.strategies.base import entry_of, names
from sim.strategies.firm import Firm

DEFAULT, RANDOM, SEARCH = "default", "random", "search"
_AUTHORITIES = ("hawk", "deal_maker", "erratic", "cautious", "populist")
SURE = 3.0
SEARCH_GAMES = 40
"""A searching seat thinks for seconds a game; its rows play at most so many."""
_SKILLED = ("clumsy", "skilled")
_KEPT: dict[tuple[str, str, int], list[Played]] = {}
"""Games of a seat's strategy by seat, name and count: two tables of one run share them."""

_TEXT = (
    "Mean surplus of the seat when it alone plays another strategy, in thousandths, and the paired "
    "difference to its default play. "
    f"Rows of `{SEARCH}` play at most {SEARCH_GAMES} games, when it is registered. A search begins "
    "from another mind and seldom leaves it, so the last row, and the bar, reckon its lead as that "
    "mind's over all games plus what its own moves gain over that mind's (a control variate): "
    "where the two differ both are played on, with the true types, 32 times with the same luck."
)
_HEAD = ("strategy", "games", "mean surplus", "s.e.", "less default", "s.e.", "t")


def table(pool: Executor, count: int) -> Table:
    """Return the table of skill."""
    seats = games.seats_of(games.scenario_of())
    default = games.played(pool, [Row()], count)[0]
    parts, bars = [], []
    for actor in seats:
        part, found = _seat(pool, actor, default)
        parts.append(part)
        bars += found
    return Table(
        name="skill", title="Skill", text=_TEXT, games=count, parts=tuple(parts), bars=tuple(bars)
    )


def strategies_of(actor: Actor) -> list[str]:
    """Return the strategies that may be tried in a seat, the random one first."""
    known = names()
    if actor.kind == PARTY:
        tried = [name for name in known if isinstance(_made(name), Firm)]
    else:
        tried = [name for name in _AUTHORITIES if name in known]
    return [RANDOM, *tried, *_SKILLED, *([SEARCH] if SEARCH in known else [])]


def _made(name: str) -> object:
    return entry_of(name).make({})


def row_of(actor: Actor, name: str) -> Row:
    """Return the row in which one seat plays another strategy."""
    return Row(name=name, minds={actor.id: name})


def alone(pool: Executor, actor: Actor, name: str, count: int) -> list[Played]:
    """Return the games in which one seat plays a strategy, fewer if it is slow."""
    key = (actor.id, name, games_of(name, count))
    if key not in _KEPT:
        _KEPT[key] = games.played(pool, [row_of(actor, name)], key[2])[0]
    return _KEPT[key]


def base_of(name: str) -> str | None:
    """Return the quick mind that a slow strategy begins from, or None."""
    found = getattr(_made(name), "base", None)
    return found if isinstance(found, str) else None


def by_way_of_base(
    actor: Actor, gains: Sequence[int], base: Sequence[Played], default: Sequence[Played]
) -> Figure:
    """Return a slow strategy's lead over default play: that of its quick mind, and its gains."""
    seat = actor.id
    lead = [a - b for a, b in zip(games.won(base, seat), games.won(default, seat), strict=True)]
    same = lead[: len(gains)]
    return steadied([one + more for one, more in zip(same, gains, strict=True)], same, lead)


def games_of(name: str, count: int) -> int:
    """Return how many games a strategy's row plays: few if it thinks for seconds a game."""
    slow = name == SEARCH or type(_made(name)).__module__.endswith(f".{SEARCH}")
    return min(count, SEARCH_GAMES) if slow else count


def _seat(pool: Executor, actor: Actor, default: Sequence[Played]) -> tuple[Part, list[Bar]]:
    count = len(default)
    found = {name: alone(pool, actor, name, count) for name in strategies_of(actor)}
    lines = [line(DEFAULT, default, default, actor.id)]
    lines += [line(name, played, default, actor.id) for name, played in found.items()]
    leads = {
        name: by_way_of_base(
            actor, added.added(pool, actor, name, len(played)), found[base], default
        )
        for name, played in found.items()
        if (base := base_of(name)) in found and base is not None
    }
    for name, lead in leads.items():
        lines.append((f"{name}, by way of {base_of(name)}", lead.count, *("",) * 2, *_told(lead)))
    return Part(actor.id, _HEAD, lines), _bars(actor, found, default, leads)


def line(
    name: str, played: Sequence[Played], default: Sequence[Played], seat: str
) -> tuple[Cell, ...]:
    """Return a row: mean surplus, and the difference to the same seeds of the default row."""
    own = figure(games.won(played, seat))
    more = paired(games.won(played, seat), games.won(default[: len(played)], seat))
    return (name, own.count, thousandths(own.mean), thousandths(own.error), *_told(more))


def _told(more: Figure) -> tuple[Cell, Cell, Cell]:
    return thousandths(more.mean), thousandths(more.error), round(more.t, 1)


def _bars(
    actor: Actor,
    found: dict[str, list[Played]],
    default: Sequence[Played],
    leads: Mapping[str, Figure],
) -> list[Bar]:
    bars = []
    for name, sign, words in ((RANDOM, -1, "below"), (SEARCH, 1, "above")):
        asked = f"{actor.id}: {name} {words} default, t beyond {SURE:g}"
        if name not in found:
            bars.append(Bar(asked, "not registered", ok=False))
            continue
        played = found[name]
        less = games.won(default[: len(played)], actor.id)
        lead = leads.get(name) or paired(games.won(played, actor.id), less)
        bars.append(Bar(asked, round(lead.t, 1), sign * lead.t > SURE))
    return bars
