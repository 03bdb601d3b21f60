"""
Expected surplus by rollouts: all choices compared meet the same luck, so only the choice differs.

A value is the mean over reseeds of what each seat has at the end beyond its opening reservation.
Two choices are compared pair by pair (common random numbers); so is their standard error taken.
"""

from collections.abc import Mapping, Sequence
from math import isqrt

from attrs import frozen

from sim.domain import moves as m
from sim.domain.decider import Refusal, decide_seen, rule_draws
from sim.domain.decision import Header
from sim.domain.draws import MIND, Draws, seed_key
from sim.domain.lookup import index_of
from sim.domain.rules.consent import closing_odds
from sim.domain.talks import DEAL, Outcome, Talks, changed
from sim.domain.units import PPM
from sim.domain.views import view_for
from sim.projections.scores import final_utility, surpluses
from sim.rollout import Policies, after, play_on
from sim.strategies.base import Strategy, UnknownStrategyError, entry_of

DECISIONS_MAX = 2_000
_SEEDS = 1 << 62

Values = Mapping[str, int]
"""Surplus by seat at the end of one rollout, in millionths."""


@frozen(kw_only=True)
class Estimate:
    """A mean over rollouts with its standard error, in millionths of utility."""

    mean: int
    error: int
    count: int

    @property
    def is_sure(self) -> bool:
        """Tell whether the mean lies more than two standard errors from nothing."""
        return abs(self.mean) > 2 * self.error

    @property
    def is_hopeless(self) -> bool:
        """Tell whether a gain, seen a standard error too high, would still be none."""
        return self.mean + self.error <= 0


def estimate(samples: Sequence[int]) -> Estimate:
    """Return mean and standard error of samples; one sample alone has an error nobody knows."""
    count = len(samples)
    total = sum(samples)
    mean = total // count
    if count == 1:
        return Estimate(mean=mean, error=abs(mean), count=1)
    # Whole numbers throughout: count^2 times the variance of the mean, then its root.
    spread = count * sum(each * each for each in samples) - total * total
    return Estimate(mean=mean, error=isqrt(spread // (count - 1)) // count, count=count)


def difference(one: Sequence[Values], other: Sequence[Values], seat: str) -> Estimate:
    """Return by how much one choice is better than another for a seat, pair by pair."""
    return estimate([a[seat] - b[seat] for a, b in zip(one, other, strict=True)])


def minds_of(header: Header) -> dict[str, Strategy]:
    """Return who plays on: each seat's strategy of the header, else the scenario's own."""
    return {
        actor.id: _mind(header, actor.id, actor.strategy)
        for actor in index_of(header.scenario).order
    }


def _mind(header: Header, actor: str, stock: str) -> Strategy:
    seated = header.seats[actor]
    try:
        return entry_of(seated.strategy).make(seated.parameters)
    except UnknownStrategyError:
        return entry_of(stock).make({})


def plain_minds_of(header: Header) -> dict[str, Strategy]:
    """Return who plays on in rollouts: the same, but of a mind that searches its plain one."""
    return {actor: getattr(mind, "plain", mind) for actor, mind in minds_of(header).items()}


@frozen(kw_only=True)
class Rollouts:
    """Plays talks on with numbered luck; the same number is the same luck everywhere."""

    opening: Talks
    minds: Policies
    base: int
    """What the seeds come from: the record's digest, or a view's; never the game's seed alone."""

    def values(self, talks: Talks, numbers: Sequence[int]) -> list[Values]:
        """Return the surpluses at the end for each number of luck."""
        return [self._end(self._lucky(talks, number)) for number in numbers]

    def choice(
        self, talks: Talks, actor: str, move: m.Move, numbers: Sequence[int]
    ) -> list[Values]:
        """Return the same after an actor's move at its stop; raises AssertionError if refused."""
        found = []
        for number in numbers:
            after = moved(self._lucky(talks, number), actor, move)
            assert after is not None, f"refused: {move!r}"
            found.append(self._end(after))
        return found

    def _lucky(self, talks: Talks, number: int) -> Talks:
        luck = Draws(seed_key(self.base), space=MIND, rank=0, number=number)
        return changed(talks, seed=luck.index(_SEEDS, "rollout"), pinned=(), humans=())

    def _end(self, talks: Talks) -> Values:
        end = play_on(talks, self.minds, DECISIONS_MAX)
        return {one.seat: one.surplus for one in surpluses(self.opening, end)}


def moved(talks: Talks, actor: str, move: m.Move) -> Talks | None:
    """Return the talks after an actor's move at its stop, or None if the rules refuse it."""
    minute = talks.agenda[actor]
    events = decide_seen(talks, view_for(actor, talks, minute), move, rule_draws(talks, actor))
    if isinstance(events, Refusal):
        return None
    return after(talks, actor, minute, move, events)


def signed_or_over(talks: Talks, minds: Policies, seat: str, decisions_max: int) -> Talks:
    """Return talks played on to a paper of a table of this seat's, or to their end."""
    return play_on(talks, minds, decisions_max, lambda now: _is_signed(now, seat))


def _is_signed(talks: Talks, seat: str) -> bool:
    paper = talks.common.paper
    if paper is None or talks.common.outcome is not None:
        return False
    return seat in talks.channels[paper.table].members


def closed_utility(talks: Talks, seat: str) -> int:
    """
    Return what talks are worth to a party: where it has signed, by the odds that the paper closes.

    Whether a paper closes is luck that says nothing of the moves before the signature: played out,
    it would double the error.
    """
    paper = talks.common.paper
    if paper is None or not _is_signed(talks, seat):
        return final_utility(talks, seat)
    odds = closing_odds(view_for(seat, talks, talks.minute), paper.table, paper.package)
    closed = Outcome(kind=DEAL, minute=talks.minute, package=paper.package)
    sold = final_utility(changed(talks, common=changed(talks.common, outcome=closed)), seat)
    return (odds * sold + (PPM - odds) * final_utility(talks, seat)) // PPM
