"""Table j: whether a kind of move has states where it is the best, and others where it is worst."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor

from attrs import frozen

from bench.balance import games
from bench.balance.figures import Figure, paired, thousandths
from bench.balance.games import Row
from bench.balance.tables import Bar, Cell, Part, Table
from sim.domain import moves as m
from sim.domain.actors import HOST, PARTY
from sim.domain.decider import initial, next_due
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.agenda import deadline_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.gauges import gauge
from sim.domain.talks import Talks
from sim.domain.units import MILLI, MINUTES_DAY
from sim.domain.views import view_for
from sim.estimates import Rollouts, minds_of
from sim.rollout import Policies, play_on
from sim.strategies.base import entry_of

KINDS = ("suspend", "state", "leak")
DAYS = (3, 15, 27, 39)
"""A firm's first stop from each of these days on is looked at."""
FEW = 4
"""So many moves of a kind that is looked for are all tried at first; of more one, by the seed."""
CLOSING = 2
"""So is its first stop within so many days of the deadline."""
STRAINED, STRAINED_DAYS = 40 * MILLI, 5
"""And with trust below this, so often: a leak that is traced may then part the talks."""
SCREEN, PICK = range(16), range(20, 28)
"""Numbers of luck that find states, and that pick a move of each kind there."""
HALVING = (
    (30, range(28, 52)),
    (10, range(52, 100)),
    (3, range(100, 196)),
    (1, range(196, 796)),
)
"""So many states a claim are kept, and measured on these numbers too."""
DOUBT = 2_000
"""Added to a standard error when states are ranked, millionths: few numbers may all agree."""
LEAVING = "walk"
"""Is no rival for the worst: it ends the talks for good."""
_BEYOND = 2.0

Values = Mapping[str, Sequence[int]]
"""A seat's surpluses by kind of move, in millionths, over the same numbers of luck."""
Moves = Mapping[str, m.Move]
"""One move of each kind."""
Leads = Sequence[tuple[str, Figure]]
"""By how much a kind is better than each other kind, the nearest rival of its claim first."""

_TEXT = (
    "In every other game everybody plays by default, in those between the firms do anything legal "
    "until the state that is looked at, so that states after bad play are seen too. "
    f"Looked at are a firm's first stops from days {', '.join(map(str, DAYS))}, under a threat of "
    f"the host's without an order, within {CLOSING} days of the deadline, and every "
    f"{STRAINED_DAYS} days while trust is below {STRAINED // MILLI}. "
    "There all go on by default, whoever has played until then. One move of every "
    f"legal kind is played there and the games go on, {len(SCREEN)} times with the same luck for "
    f"all; of {', '.join(KINDS)} all moves, where they are {FEW} at most: the best one counts. "
    f"The {HALVING[0][0]} states where a kind leads all others most surely, and those where "
    f"it trails all, are kept; there every legal move is tried {len(PICK)} times, and each kind "
    "stands by its best from then on. "
    f"{', '.join(str(len(numbers)) for _, numbers in HALVING[:-1])} other numbers of luck, one lot "
    "after the other and taken together, leave "
    f"{', '.join(str(keep) for keep, _ in HALVING[1:])} of these states. What is shown "
    f"comes from {len(HALVING[-1][1])} that chose nothing: the gain over the two of all "
    "other kinds that come nearest by t, in thousandths, t in brackets. For the worst, "
    f"`{LEAVING}` is no rival, since it ends the talks for good and is no tactic beside a pause; "
    "it is shown in a column of its own."
)
_HEAD = ("move", "states", "at", "nearest", "gain", "next", "gain")


@frozen
class Stop:
    """A firm's stop in a game: by its seed firms played by default until then, or anything."""

    seed: int
    seat: str
    minute: int

    @property
    def named(self) -> str:
        """Return how a table calls the stop."""
        return f"{self.seat}, day {self.minute // MINUTES_DAY}, seed {self.seed}"


@frozen
class Claim:
    """That a kind of move is somewhere the best, or the worst, of all."""

    kind: str
    best: bool

    def leads(self, values: Values) -> Leads:
        """Return by how much the kind is better than each rival, the one that counts first."""
        found = [
            (other, paired(values[self.kind], some))
            for other, some in values.items()
            if other != self.kind and (self.best or other != LEAVING)
        ]
        return sorted(found, key=lambda lead: lead[1].t if self.best else -lead[1].t)

    def strength(self, values: Values) -> float:
        """Return by how many standard errors the claim holds against the nearest rival."""
        t = self.leads(values)[0][1].t
        return t if self.best else -t

    def promise(self, values: Values) -> float:
        """Return the same with some doubt in the errors: what states are ranked by."""
        sure = [lead.mean / (lead.error + DOUBT) for _, lead in self.leads(values)]
        return min(sure) if self.best else -max(sure)

    def kept(self, seen: Mapping[Stop, Values], count: int) -> list[Stop]:
        """Return the stops at which the claim is strongest."""
        able = [stop for stop, values in seen.items() if self.is_open(values)]
        return sorted(able, key=lambda stop: -self.promise(seen[stop]))[:count]

    def is_open(self, values: Values) -> bool:
        """Tell whether the kind is legal, and another that counts beside it."""
        return self.kind in values and bool(set(values) - {self.kind, LEAVING})


CLAIMS = tuple(Claim(kind, best) for best in (True, False) for kind in KINDS)


def table(pool: Executor, count: int) -> Table:
    """Return the table of states."""
    found = games.each(pool, screened, [Row()], count)[0]
    seen = {stop: values for some in found for stop, values in some}
    rows: dict[bool, list[Sequence[Cell]]] = {True: [], False: []}
    bars = []
    for claim, (stop, values) in halved(pool, seen).items():
        states = sum(claim.is_open(some) for some in seen.values())
        rows[claim.best].append(_row(claim, states, stop, values))
        said = "best" if claim.best else "worst"
        bars.append(Bar(f"{claim.kind}: somewhere the {said} move, t beyond 2",
                        round(claim.leads(values)[0][1].t, 1),
                        claim.strength(values) > _BEYOND))  # fmt: skip
    parts = (
        Part("Best at", _HEAD, rows[True]),
        Part("Worst at", (*_HEAD, f"beside `{LEAVING}`"), rows[False]),
    )
    return Table(name="states", title="Best here, worst there", text=_TEXT, games=count,
                 parts=parts, bars=tuple(bars))  # fmt: skip


def _row(claim: Claim, states: int, stop: Stop, values: Values) -> Sequence[Cell]:
    near: list[Cell] = []
    for other, lead in claim.leads(values)[:2]:
        near += (other, _said(lead))
    near += [None] * (2 * 2 - len(near))
    cells: list[Cell] = [f"`{claim.kind}`", states, stop.named, *near]
    if not claim.best:
        gone = values.get(LEAVING)
        cells.append(None if gone is None else _said(paired(values[claim.kind], gone)))
    return cells


def _said(lead: Figure) -> str:
    return f"{thousandths(lead.mean):+g} ({lead.t:+.1f})"


def halved(pool: Executor, seen: Mapping[Stop, Values]) -> Mapping[Claim, tuple[Stop, Values]]:
    """Return the last state of every claim, with its values on luck that did not choose it."""
    claims = [claim for claim in CLAIMS if claim.kept(seen, 1)]
    left = dict.fromkeys(claims, seen)
    moves: dict[Stop, Moves] = {}
    known: Mapping[Stop, Values] = {}
    told: Mapping[Stop, Values] = {}
    for keep, numbers in HALVING:
        kept = {claim: claim.kept(left[claim], keep) for claim in claims}
        stops = list(dict.fromkeys(stop for some in kept.values() for stop in some))
        if not moves:
            moves = dict(zip(stops, pool.map(picked, stops), strict=True))
        jobs = [(stop, moves[stop], numbers) for stop in stops]
        told = dict(zip(stops, pool.map(_again, jobs), strict=True))
        known = {stop: _joined(known.get(stop, {}), told[stop]) for stop in stops}
        left = {claim: {stop: known[stop] for stop in kept[claim]} for claim in claims}
    return {claim: (stop, told[stop]) for claim in claims for stop in left[claim]}


def _joined(before: Values, more: Values) -> Values:
    """Return all that was measured at a stop since the moves were picked."""
    return {kind: [*before.get(kind, ()), *some] for kind, some in more.items()}


def screened(row: Row, seed: int) -> list[tuple[Stop, Values]]:
    """Return the states of one game, with what one move of every legal kind leads to."""
    opening, rolls = _table_of(row, seed)
    found = []
    for stop, talks in _stops(opening, rolls, seed):
        legal = _moves(talks, stop.seat)
        if set(KINDS) & set(legal):
            found.append((stop, _glanced(rolls, talks, stop, legal)))
    return found


def _glanced(
    rolls: Rollouts, talks: Talks, stop: Stop, legal: Mapping[str, Sequence[m.Move]]
) -> Values:
    """Return what each kind leads to by one of its moves, or by the best where they are few."""
    glanced = {}
    for kind, moves in legal.items():
        few = kind in KINDS and len(moves) <= FEW
        tried = moves if few else [moves[stop.seed % len(moves)]]
        named = {str(at): move for at, move in enumerate(tried)}
        glanced[kind] = max(_values(rolls, talks, stop.seat, named, SCREEN).values(), key=sum)
    return glanced


def picked(stop: Stop) -> Moves:
    """Return the move of each kind that does best at a stop."""
    talks, rolls = _at(stop)
    best = {}
    for kind, moves in _moves(talks, stop.seat).items():
        named = {str(at): move for at, move in enumerate(moves)}
        values = _values(rolls, talks, stop.seat, named, PICK) if len(moves) > 1 else {"0": [0]}
        best[kind] = named[max(values, key=lambda name: sum(values[name]))]
    return best


def _again(job: tuple[Stop, Moves, range]) -> Values:
    """Return what the kinds of move lead to at a stop, on these numbers of luck."""
    stop, moves, numbers = job
    talks, rolls = _at(stop)
    return _values(rolls, talks, stop.seat, moves, numbers)


def _at(stop: Stop) -> tuple[Talks, Rollouts]:
    opening, rolls = _table_of(Row(), stop.seed)
    return next(at for one, at in _stops(opening, rolls, stop.seed) if one == stop), rolls


def _table_of(row: Row, seed: int) -> tuple[Talks, Rollouts]:
    header = games.header_of(row, seed)
    opening = initial(header)
    return opening, Rollouts(opening=opening, minds=minds_of(header), base=seed)


def _stops(opening: Talks, rolls: Rollouts, seed: int) -> Iterator[tuple[Stop, Talks]]:
    """Play a game; yield each firm's first stop at which something marked is the case."""
    seats = [one.id for one in index_of(opening.scenario).seats if one.kind == PARTY]
    minds = rolls.minds if seed % 2 == 0 else {**rolls.minds, **_anything(seats)}
    past: dict[str, set[str]] = {seat: set() for seat in seats}
    talks = opening
    while (due := next_due(talks)) is not None:
        minute, actor = due
        marks = _marks(talks, minute) if actor in past else set()
        if actor in past and marks - past[actor]:
            past[actor] |= marks
            yield Stop(seed, actor, minute), talks
        talks = play_on(talks, minds, 1)


def _anything(seats: Sequence[str]) -> Policies:
    return {seat: entry_of("random").make({}) for seat in seats}


def _marks(talks: Talks, minute: int) -> set[str]:
    """Return what is the case at a minute, of that for which a first stop is looked at."""
    host, common = in_role(talks.scenario, HOST), talks.common
    marks = {f"day {day}" for day in DAYS if minute >= day * MINUTES_DAY}
    if host is not None and host.id in common.threats and common.order_minute is None:
        marks.add("threatened")
    if gauge(talks.scenario, common, minute, "trust") < STRAINED:
        marks.add(f"strained {minute // (STRAINED_DAYS * MINUTES_DAY)}")
    if deadline_of(talks) - CLOSING * MINUTES_DAY <= minute:
        marks.add("closing")
    return marks


def _moves(talks: Talks, seat: str) -> Mapping[str, Sequence[m.Move]]:
    by_kind: dict[str, list[m.Move]] = {}
    for move in legal_moves(view_for(seat, talks, talks.agenda[seat])):
        by_kind.setdefault(m.move_kind(move), []).append(move)
    return by_kind


def _values(
    rolls: Rollouts, talks: Talks, seat: str, moves: Moves, numbers: Sequence[int]
) -> Values:
    """Return the seat's surpluses after each of these moves, by the names they have."""
    return {
        name: [one[seat] for one in rolls.choice(talks, seat, move, numbers)]
        for name, move in moves.items()
    }
