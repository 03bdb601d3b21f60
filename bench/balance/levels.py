"""Table c: what each level of play brings a seat among default others."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from itertools import pairwise

from bench.balance import games
from bench.balance.added import added
from bench.balance.figures import Figure, figure, steadied
from bench.balance.games import Played, Row
from bench.balance.skill import RANDOM, SEARCH_GAMES, alone, base_of, line
from bench.balance.tables import Bar, Part, Table
from sim.domain.actors import Actor
from sim.domain.setting import Scenario
from sim.games import LEVELS, seating_of

ORDER = ("shark", "envoy", "clerk", RANDOM)
"""From the strongest, as issue 3 wants them."""
_WIDE = 1.96

_TEXT = (
    "The seat plays as others would at a level, among default others: mean surplus in thousandths, "
    "less default pair by pair. A level that seats nobody special in a seat is its default play; "
    f"levels that play alike are one row. A level that searches plays at most {SEARCH_GAMES} games;"
    " its interval is reckoned by way of the mind it begins from, as in the table of skill."
)
_HEAD = ("level", "games", "mean surplus", "s.e.", "less default", "s.e.", "t")


def table(pool: Executor, count: int) -> Table:
    """Return the table of levels."""
    scenario = games.scenario_of()
    default = games.played(pool, [Row()], count)[0]
    parts, bars = [], []
    for actor in games.seats_of(scenario):
        levels = levels_of(scenario, actor)
        minds = list(dict.fromkeys(levels.values()))
        by_mind = {
            mind: alone(pool, actor, mind, count) for mind in minds if mind != actor.strategy
        }
        by_mind[actor.strategy] = default
        lines = [
            line(f"{level} (`{mind}`)", by_mind[mind], default, actor.id)
            for level, mind in levels.items()
        ]
        parts.append(Part(actor.id, _HEAD, lines))
        reached = _reached(pool, actor, by_mind, count)
        bars += _bars(actor, {level: reached[mind] for level, mind in levels.items()})
    return Table(
        name="levels", title="Levels", text=_TEXT, games=count, parts=tuple(parts),
        bars=tuple(bars),
    )  # fmt: skip


def _reached(
    pool: Executor, actor: Actor, by_mind: Mapping[str, Sequence[Played]], count: int
) -> Mapping[str, Figure]:
    """Return each mind's mean surplus, a slow one's by way of the mind it begins from."""
    reached = {}
    for mind, found in by_mind.items():
        own, base = games.won(found, actor.id), base_of(mind)
        if base is None:
            reached[mind] = figure(own)
            continue
        quick = games.won(alone(pool, actor, base, count), actor.id)
        same, gains = quick[: len(own)], added(pool, actor, mind, len(own))
        reached[mind] = steadied([one + more for one, more in zip(same, gains, strict=True)], same,
                                 quick)  # fmt: skip
    return reached


def levels_of(scenario: Scenario, actor: Actor) -> Mapping[str, str]:
    """Return the strategy of a seat by level, and the random one."""
    found = {
        level: str(seating_of(scenario, None, level).get(actor.id, actor.strategy))
        for level in LEVELS
    }
    return {**found, RANDOM: RANDOM}


def _bars(actor: Actor, reached: Mapping[str, Figure]) -> list[Bar]:
    bars = []
    ranked = [level for level in ORDER if level in reached]
    for better, worse in pairwise(ranked):
        one, other = reached[better], reached[worse]
        said = f"{_interval(one)} and {_interval(other)}"
        asked = f"{actor.id}: {better} above {worse}, 95 % intervals apart"
        bars.append(Bar(asked, said, _ends(one)[0] > _ends(other)[1]))
    return bars


def _ends(one: Figure) -> tuple[float, float]:
    return one.mean - _WIDE * one.error, one.mean + _WIDE * one.error


def _interval(one: Figure) -> str:
    low, high = _ends(one)
    return f"{low / 1000:.0f} to {high / 1000:.0f}"
