"""
Search: imagine what the view hides, play a few choices out, take the one that pays.

The practised mind of the seat proposes. Some other legal moves, what decides and then other kinds
in turn, are played out from the same imagined talks with the same luck; the one that leads is
looked at again, and a move is changed only where the gain is well beyond its error: of many choices
at many stops some look good by chance. All look at the first decision of a stop, a firm at the
later ones too, for what it may have left out. At most 500 rollouts a game (design 6). It keeps
nothing between calls: its luck comes from a hash of the view.
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
from sim.estimates import Estimate, closed_utility, estimate, moved, signed_or_over
from sim.projections.scores import final_utility
from sim.strategies.base import Strategy, entry_of, register
from sim.strategies.firm import best_offered, sights_of
from sim.strategies.outlook import open_tables

ROLLOUTS = 24
"""Rollouts at a stop."""
_STOPS_MAX = 20
_EARLY = 2
"""First stops of a firm: all is open yet, and only what it leaves out is looked at."""
_CHOICES_MAX = 5
_LATER_CHOICES_MAX = 3
_LATER = 3
"""A firm that has moved at a stop already looks again with the third part of the rollouts."""
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
_PARTY_KINDS = ("sue", "lobby", "leak", "disclose", "resume", "pledge", "invite", "state")


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
        budget = self._budget(view, stock) if _is_worth_it(view) else 0
        if not budget:
            return stock
        moved_on = _has_moved(view)
        others = _afterthoughts(view) if moved_on else _others(view)
        found = [move for move in others if move != stock and code_of(view, move) is None]
        most = _LATER_CHOICES_MAX if moved_on else _CHOICES_MAX
        choices = [stock, *dict.fromkeys(found)][:most]
        if len(choices) == 1:
            return stock
        return self._best(view, {**_stock_minds(view), view.seat: plain}, choices, budget)

    def _budget(self, view: View, stock: m.Move) -> int:
        """Return how many rollouts this decision may have: a firm keeps some for a second look."""
        if not _is_firm(view):
            return 0 if _has_moved(view) else self.rollouts
        ends = isinstance(stock, m.Wait)
        later = self.rollouts // _LATER
        if view.own.stops < _EARLY:
            return self.rollouts if ends else 0
        if _has_moved(view):
            return later
        return self.rollouts if ends else self.rollouts - later

    def _best(
        self, view: View, minds: rollout.Policies, choices: Sequence[m.Move], budget: int
    ) -> m.Move:
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
        pairs = (budget - _FIRST * len(choices)) // 2
        played((stock, best), _FIRST, _FIRST + pairs)
        gain = _gain(values[best], values[stock])
        # A dozen rollouts seldom meet what is rare and dear: a gain must be worth half a point too.
        sure = max(_SURE * gain.error, view.scenario.preferences[view.seat].unit // 2)
        return best if gain.mean > sure else stock


def _gain(values: Sequence[int], stock: Sequence[int]) -> Estimate:
    return estimate([one - other for one, other in zip(values, stock, strict=False)])


def _played_out(view: View, minds: rollout.Policies, move: m.Move, at: int) -> int:
    """Return my utility at the end of the imagined talks of this number, after this move."""
    talks = rollout.imagine(view, _luck(view, at, 0))
    after = moved(rollout.reseeded(talks, _luck(view, at, 1)), view.seat, move)
    assert after is not None, "what the view allows the imagined talks allow"
    if not _is_firm(view) or view.common.paper is not None:
        return final_utility(rollout.play_on(after, minds, _DECISIONS_MAX), view.seat)
    # A party decides no more once it has signed.
    return closed_utility(signed_or_over(after, minds, view.seat, _DECISIONS_MAX), view.seat)


def _luck(view: View, at: int, use: int) -> Draws:
    """Return luck that hangs on what the seat sees, never on the game's own."""
    offers = [channel.offers_count for channel in view.channels.values()]
    seen = (view.actor.rank, view.minute, view.common.gauges, view.own.stops, offers)
    digest = blake2b(repr(seen).encode(), digest_size=7).digest()
    return Draws(seed_key(int.from_bytes(digest, "big")), space=MIND, rank=use, number=at)


def _is_worth_it(view: View) -> bool:
    """Tell whether this is a stop of a seat, not too late a one, at which something can move."""
    common = view.common
    if common.outcome is not None or common.phase not in (*TALKING, *REVIEW):
        return False
    return view.actor.is_seat and view.own.stops < _STOPS_MAX


def _is_firm(view: View) -> bool:
    return view.actor.kind == PARTY


def _has_moved(view: View) -> bool:
    """Tell whether the seat has moved at this stop already."""
    own = view.own
    today = local_day(view.scenario, view.seat, view.minute)
    if own.attention_day == today and own.attention_spent:
        return True
    return any(
        offer.minute == view.minute and offer.by == view.seat
        for channel in view.channels.values()
        for offer in channel.offers[-1:]
    )


def _afterthoughts(view: View) -> Iterator[m.Move]:
    """Yield what a firm may have left out at a stop at which it moved."""
    yield from (m.Retract(), *_pauses(view), m.Wait())


def _pauses(view: View) -> Iterator[m.Move]:
    """Yield pauses of a firm that has made none: a second one tells nobody anything."""
    if view.seat not in view.common.paused:
        yield from (m.Suspend(table=table) for table in open_tables(view))


def _halfway(view: View) -> Iterator[m.Move]:
    """Yield what the other side tabled last, its first issue halfway to my own last offer."""
    issue = view.scenario.issues[0]
    for table in open_tables(view):
        last = {offer.by == view.seat: offer.package for offer in view.channels[table].offers}
        if len(last) == len((True, False)):
            places = [issue.options.index(package[issue.id]) for package in last.values()]
            between = issue.options[sum(places) // len(places)]
            yield m.Propose(table=table, package=last[False].with_option(issue.id, between))


def _others(view: View) -> Iterator[m.Move]:
    """Yield other moves worth a look: what decides first, then the rest in turn, stop by stop."""
    by_kind: dict[str, list[m.Move]] = {"wait": [m.Wait()]}
    for move in legal_moves(view):
        by_kind.setdefault(m.move_kind(move), []).append(move)
    stops, firm = view.own.stops, _is_firm(view)
    kinds = _PARTY_KINDS if firm else _KINDS
    if firm:
        yield from (*_answers(view), m.Retract(), m.Wait(), *_halfway(view), *_pauses(view))
        yield from _turned(by_kind.get("propose", []), stops)[:1]
    else:
        yield from (by_kind[kind][0] for kind in _FIRST_KINDS if kind in by_kind)
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


register("search", 6, _search, slow=True)
