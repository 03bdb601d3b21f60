"""Table j: whether a kind of move has states where it is the best, and others where it is worst."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor

from attrs import frozen

from bench.balance import games
from bench.balance.figures import figure, paired, thousandths
from bench.balance.games import Row
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain import moves as m
from sim.domain.actors import PARTY
from sim.domain.decider import initial, next_due
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.talks import Talks
from sim.domain.units import MINUTES_DAY
from sim.domain.views import view_for
from sim.estimates import Rollouts, minds_of
from sim.rollout import play_on

KINDS = ("suspend", "state", "leak")
DAYS = (3, 15, 27, 39)
"""A firm's first stop from each of these days on is looked at."""
SCREEN, SURE = 16, 150
"""Rollouts of every legal kind at a state, and of the two compared at the state it points to."""
_BEYOND = 2.0

_TEXT = (
    f"At a firm's first stops from days {', '.join(map(str, DAYS))} one move of every legal kind "
    f"is played and the games go on, {SCREEN} times with the same luck for all. The state where a "
    "kind leads all others most surely, and the one where it trails all, are then measured "
    f"anew against the next kind with {SURE} other numbers of luck: the gain over it in "
    "thousandths, t in brackets."
)
_HEAD = ("move", "states", "best at", "against", "gain", "worst at", "against", "gain")


@frozen(kw_only=True)
class State:
    """A kind of move at one stop, beside the kinds next above and below it."""

    seed: int
    seat: str
    minute: int
    kind: str
    lead: float
    """Standard errors by which it leads the other kind that comes nearest, negative if none is."""
    rival: str
    trail: float
    """Standard errors by which the other kind next above leads it."""
    other: str

    @property
    def named(self) -> str:
        """Return how a table calls the stop."""
        return f"{self.seat}, day {self.minute // MINUTES_DAY}, seed {self.seed}"


def table(pool: Executor, count: int) -> Table:
    """Return the table of states."""
    found = [state for some in games.each(pool, screened, [Row()], count)[0] for state in some]
    rows, bars = [], []
    for kind in KINDS:
        states = [state for state in found if state.kind == kind]
        best = max(states, key=lambda state: state.lead)
        worst = max(states, key=lambda state: state.trail)
        jobs = [(best, best.rival), (worst, worst.other)]
        up, down = (figure(gains) for gains in pool.map(_again, jobs))
        rows.append(_row(kind, states, (best, worst), (up.mean, up.t, down.mean, down.t)))
        bars.append(Bar(f"{kind}: somewhere the best move, t beyond 2", round(up.t, 1),
                        up.t > _BEYOND))  # fmt: skip
        bars.append(Bar(f"{kind}: somewhere the worst move, t beyond 2", round(down.t, 1),
                        down.t < -_BEYOND))  # fmt: skip
    return Table(
        name="states", title="Best here, worst there", text=_TEXT, games=count,
        parts=(Part("", _HEAD, rows),), bars=tuple(bars),
    )  # fmt: skip


def _row(
    kind: str, states: Sequence[State], two: tuple[State, State], said: Sequence[float]
) -> tuple[Cell, ...]:
    best, worst = two
    up, up_t, down, down_t = said
    return (
        f"`{kind}`", len(states),
        best.named, best.rival, f"{thousandths(up):+g} ({up_t:+.1f})",
        worst.named, worst.other, f"{thousandths(down):+g} ({down_t:+.1f})",
    )  # fmt: skip


def screened(row: Row, seed: int) -> list[State]:
    """Return the states of one game at which a kind of ours is legal, and others beside it."""
    opening, rolls = _table_of(row, seed)
    found = []
    for seat, minute, talks in _stops(opening, rolls):
        values = _values(rolls, talks, seat, seed)
        for kind in KINDS:
            if kind in values and len(values) > 1:
                (lead, rival), (most, other) = nearest(values, kind)
                found.append(State(seed=seed, seat=seat, minute=minute, kind=kind, rival=rival,
                                   other=other, lead=lead, trail=-most))  # fmt: skip
    return found


def nearest(
    values: Mapping[str, Sequence[int]], kind: str
) -> tuple[tuple[float, str], tuple[float, str]]:
    """Return t and name of the other kind over which this one leads least, and leads most."""
    leads = sorted(
        (paired(values[kind], some).t, other) for other, some in values.items() if other != kind
    )
    return leads[0], leads[-1]


def _table_of(row: Row, seed: int) -> tuple[Talks, Rollouts]:
    header = games.header_of(row, seed)
    opening = initial(header)
    return opening, Rollouts(opening=opening, minds=minds_of(header), base=seed)


def _stops(opening: Talks, rolls: Rollouts) -> Iterator[tuple[str, int, Talks]]:
    """Play a game; yield each firm's first stop from each of the days on, while it is open."""
    seats = [one.id for one in index_of(opening.scenario).seats if one.kind == PARTY]
    left = {seat: list(DAYS) for seat in seats}
    talks = opening
    while (due := next_due(talks)) is not None:
        minute, actor = due
        days = left.get(actor, [])
        if days and minute >= days[0] * MINUTES_DAY:
            left[actor] = [day for day in days if day * MINUTES_DAY > minute]
            yield actor, minute, talks
        talks = play_on(talks, rolls.minds, 1)


def _moves(talks: Talks, seat: str, seed: int) -> dict[str, m.Move]:
    """Return one legal move of each kind; where there are several the seed picks."""
    by_kind: dict[str, list[m.Move]] = {}
    for move in legal_moves(view_for(seat, talks, talks.agenda[seat])):
        by_kind.setdefault(m.move_kind(move), []).append(move)
    return {kind: moves[seed % len(moves)] for kind, moves in by_kind.items()}


def _values(rolls: Rollouts, talks: Talks, seat: str, seed: int) -> dict[str, list[int]]:
    """Return the seat's surpluses after one move of each legal kind."""
    return {
        kind: [one[seat] for one in rolls.choice(talks, seat, move, range(SCREEN))]
        for kind, move in _moves(talks, seat, seed).items()
    }


def _again(job: tuple[State, str]) -> list[int]:
    """Return what a state's kind gains over another there, on luck that did not choose it."""
    state, other = job
    opening, rolls = _table_of(Row(), state.seed)
    stops = _stops(opening, rolls)
    talks = next(at for seat, minute, at in stops if (seat, minute) == (state.seat, state.minute))
    moves = _moves(talks, state.seat, state.seed)
    numbers = range(SCREEN, SCREEN + SURE)
    one, two = (
        rolls.choice(talks, state.seat, moves[kind], numbers) for kind in (state.kind, other)
    )
    return [a[state.seat] - b[state.seat] for a, b in zip(one, two, strict=True)]
