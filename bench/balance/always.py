"""Table e: a seat that always does one thing, against its default play."""

from concurrent.futures import Executor

from bench.balance import games
from bench.balance.figures import paired, thousandths
from bench.balance.games import Row
from bench.balance.policies import DEMAND, policies
from bench.balance.skill import DEFAULT, alone, line
from bench.balance.tables import Bar, Part, Table

BEATS = 2.0
"""Standard errors by which a policy must lead to beat the default."""

_TEXT = (
    "One seat always does one thing whenever it is legal and plays on as the scenario would; "
    "`wait` does nothing at all; a fixed demand never falls. Mean surplus in thousandths, paired "
    f"with the default. A policy beats the default if it leads by more than {BEATS:g} s.e.; a "
    "fixed demand must lose to the seat's skilled play by as much."
)
SKILLED = "skilled"
_HEAD = ("always", "games", "mean surplus", "s.e.", "less default", "s.e.", "t")


def table(pool: Executor, count: int) -> Table:
    """Return the table of fixed policies."""
    scenario = games.scenario_of()
    default = games.played(pool, [Row()], count)[0]
    parts, bars = [], []
    for actor in games.seats_of(scenario):
        tried = policies(scenario, actor)
        rows = [Row(name=name, minds={actor.id: mind}) for name, mind in tried.items()]
        found = dict(zip(tried, games.played(pool, rows, count), strict=True))
        skilled = alone(pool, actor, SKILLED, count)
        lines = [
            line(DEFAULT, default, default, actor.id),
            line(SKILLED, skilled, default, actor.id),
        ]
        lines += [line(name, played, default, actor.id) for name, played in found.items()]
        parts.append(Part(actor.id, _HEAD, lines))
        for name, played in found.items():
            rival = skilled if name.startswith(DEMAND) else default
            more = paired(games.won(played, actor.id), games.won(rival, actor.id))
            said = f"{thousandths(more.mean):+g} (t {more.t:+.1f})"
            if name.startswith(DEMAND):
                asked = f"{actor.id}: always {name} loses to skilled play, t beyond {BEATS:g}"
                bars.append(Bar(asked, said, more.t < -BEATS))
            else:
                asked = f"{actor.id}: always {name} does not beat the default"
                bars.append(Bar(asked, said, more.t <= BEATS))
    return Table(
        name="always", title="Always the same", text=_TEXT, games=count, parts=tuple(parts),
        bars=tuple(bars),
    )  # fmt: skip
