"""
What a seat could have seen of a loss: the same comparison, from what its view leaves open.

A review plays on from the true types of all, which nobody at the table knew. Here the two moves are
played out from talks that the seat's own view allows, hidden types drawn from the declared priors.
"""

from attrs import frozen

from sim.domain import moves as m
from sim.domain.draws import MIND, Draws, seed_key
from sim.domain.talks import Talks
from sim.domain.views import View
from sim.estimates import Estimate, Rollouts, Values, difference
from sim.rollout import imagine

SHARES = 4
"""Imagined pairs for every true one: types that vary spread the gains two to three times as far."""


@frozen(kw_only=True)
class Foresight:
    """One decision as its seat saw it, played out from what it might have imagined."""

    rolls: Rollouts
    view: View
    decision: int
    begun: int
    """Shares of the numbers of luck that the judgement has used."""

    def gain(self, better: m.Move, made: m.Move, rollouts: int) -> Estimate:
        """
        Return what one move gains over another in imagined talks, with the same luck for both.

        The numbers of luck begin where the judgement's own end. As soon as the gain looks like a
        loss no more is played: to stop there can only speak for the seat.
        """
        ones: list[Values] = []
        others: list[Values] = []
        found = Estimate(mean=0, error=0, count=0)
        for share in range(self.begun, self.begun + SHARES):
            for number in range(share * rollouts, (share + 1) * rollouts):
                talks = self._imagined(number)
                ones += self.rolls.choice(talks, self.view.seat, better, (number,))
                others += self.rolls.choice(talks, self.view.seat, made, (number,))
            found = difference(ones, others, self.view.seat)
            if found.is_hopeless:
                break
        return found

    def _imagined(self, number: int) -> Talks:
        """Return talks with types drawn anew at every decision: one odd draw must not judge all."""
        key = seed_key(self.rolls.base)
        return imagine(self.view, Draws(key, space=MIND, rank=self.decision, number=number))
