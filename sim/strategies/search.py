"""
Search: imagine what the view hides, play a few choices out, take the one that pays.

The practised mind of the seat proposes; at the first decision of a stop some other legal moves,
what decides and then other kinds in turn, are played out from the same imagined talks with the
same luck, the one that leads is looked at again, and a move is changed only where the gain is well
beyond its error: of many choices at many stops some look good by chance. At most 500 rollouts a
game (design 6). It keeps nothing between calls: its luck comes from a hash of the view.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from attrs import frozen

from sim import rollout
from sim.domain import moves as m
from sim.domain.actors import PARTY
from sim.domain.draws import MIND, Draws, seed_key
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import REVIEW, TALKING, code_of
from sim.domain.views import View, local_day
from sim.estimates import Estimate, estimate, moved
from sim.projections.scores import final_utility
from sim.strategies.base import Strategy, entry_of, register
from sim.strategies.firm import best_offered, sights_of

ROLLOUTS = 20
_STOPS_MAX = 24
_CHOICES_MAX = 5
_DECISIONS_MAX = 400
_FIRST = 2
"""Imagined talks after which only the best other choice is left, if it leads at all."""
_SURE = 3
"""Standard errors that a gain must exceed."""
_FIRST_KINDS = ("approve", "block", "condition", "endorse")
_KINDS = (
    *("order", "extend_deadline", "threaten", "open_inquiry", "close_inquiry"),
    *("seek_undertaking", "retract", "set_deadline", "leak", "wait"),
)
_PARTY_KINDS = (
    *("wait", "sue", "suspend", "lobby", "leak", "retract", "disclose", "resume", "pledge"),
    *("invite", "state"),
)


@frozen
class Search:
    """Imagines from its own view, plays out, picks."""

    base: str
    """The plain mind that proposes, and that plays on in what is imagined."""
    rollouts: int = ROLLOUTS

    @property
    def plain(self) -> Strategy:
        """Return who plays this seat in rollouts: a search within a search would never end."""
        return entry_of(self.base).make({})

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the plain mind's move, or a better one."""
        plain = self.plain
        stock = plain.choose(view, draws)
        if not _is_worth_it(view):
            return stock
        found = [move for move in _others(view) if move != stock and code_of(view, move) is None]
        choices = [stock, *dict.fromkeys(found)][:_CHOICES_MAX]
        if len(choices) == 1:
            return stock
        return self._best(view, {**_stock_minds(view), view.seat: plain}, choices)

    def _best(self, view: View, minds: rollout.Policies, choices: Sequence[m.Move]) -> m.Move:
        """Return the choice that pays most over the first, which stays unless that is sure."""
        stock = choices[0]
        values: dict[m.Move, list[int]] = {move: [] for move in choices}

        def played(moves: Sequence[m.Move], first: int, last: int) -> None:
            for at in range(first, last):
                for move in moves:
                    values[move].append(_played_out(view, minds, move, at))

        played(choices, 0, _FIRST)
        best = max(choices[1:], key=lambda move: sum(values[move]))
        if sum(values[best]) <= sum(values[stock]):
            return stock
        pairs = (self.rollouts - _FIRST * len(choices)) // 2
        played((stock, best), _FIRST, _FIRST + pairs)
        gain = _gain(values[best], values[stock])
        # A dozen rollouts seldom meet what is rare and dear: a gain must be worth half a point too.
        sure = _SURE * gain.error + view.scenario.preferences[view.seat].unit // 2
        return best if gain.mean > sure else stock


def _gain(values: Sequence[int], stock: Sequence[int]) -> Estimate:
    return estimate([one - other for one, other in zip(values, stock, strict=False)])


def _played_out(view: View, minds: rollout.Policies, move: m.Move, at: int) -> int:
    """Return my utility at the end of the imagined talks of this number, after this move."""
    talks = rollout.imagine(view, _luck(view, at, 0))
    after = moved(rollout.reseeded(talks, _luck(view, at, 1)), view.seat, move)
    assert after is not None, "what the view allows the imagined talks allow"
    return final_utility(rollout.play_on(after, minds, _DECISIONS_MAX), view.seat)


def _luck(view: View, at: int, use: int) -> Draws:
    """Return luck that hangs on what the seat sees, never on the game's own."""
    offers = [channel.offers_count for channel in view.channels.values()]
    seen = (view.actor.rank, view.minute, view.common.gauges, view.own.stops, offers)
    digest = blake2b(repr(seen).encode(), digest_size=7).digest()
    return Draws(seed_key(int.from_bytes(digest, "big")), space=MIND, rank=use, number=at)


def _is_worth_it(view: View) -> bool:
    """Tell whether this is the first decision of a stop at which something can still be moved."""
    own, common = view.own, view.common
    if common.outcome is not None or common.phase not in (*TALKING, *REVIEW):
        return False
    if own.stops >= _STOPS_MAX or not view.actor.is_seat:
        return False
    today = local_day(view.scenario, view.seat, view.minute)
    if own.attention_day == today and own.attention_spent:
        return False
    return not any(
        offer.minute == view.minute and offer.by == view.seat
        for channel in view.channels.values()
        for offer in channel.offers[-1:]
    )


def _others(view: View) -> Iterator[m.Move]:
    """Yield other moves worth a look: what decides first, then the rest in turn, stop by stop."""
    by_kind: dict[str, list[m.Move]] = {"wait": [m.Wait()]}
    for move in legal_moves(view):
        by_kind.setdefault(m.move_kind(move), []).append(move)
    stops = view.own.stops
    if view.actor.kind == PARTY:
        yield from _answers(view)
        yield from _turned(by_kind.get("propose", []), stops)[:1]
    else:
        yield from (by_kind[kind][0] for kind in _FIRST_KINDS if kind in by_kind)
    kinds = _PARTY_KINDS if view.actor.kind == PARTY else _KINDS
    legal = [by_kind[kind][0] for kind in kinds if kind in by_kind]
    yield from _turned(legal, stops * (_CHOICES_MAX - 2))


def _turned(moves: list[m.Move], by: int) -> list[m.Move]:
    """Return moves from one of them on and round again, so that other stops try others."""
    at = by % max(1, len(moves))
    return moves[at:] + moves[:at]


def _answers(view: View) -> Iterator[m.Move]:
    """Yield the acceptance of the best offer at each live table."""
    if view.common.phase not in TALKING:
        return
    for sight in sights_of(view):
        offered = best_offered(view, sight.outlook)
        if offered is not None:
            yield m.Accept(table=sight.table, offer=offered[1])


def _stock_minds(view: View) -> dict[str, Strategy]:
    """Return who plays whom in what is imagined: what the scenario seats."""
    order = index_of(view.scenario).order
    return {actor.id: entry_of(actor.strategy).make({}) for actor in order}


def _search(parameters: Mapping[str, int]) -> Search:
    return Search("skilled", parameters.get("rollouts", ROLLOUTS))


register("search", 4, _search)
