"""
MiCRO (de Jonge 2022): from package to package down the own window, one for one (T23).

It models nobody and has no parameter. It concedes to the next package it has not tabled while it
has tabled no more different ones than were put to it, else it stays; and it takes what is no worse
than the worst it is ready to table. Its window has no more packages than it has stops until the
deadline: who goes down one for one must be able to arrive.
"""

from collections.abc import Mapping, Sequence

from sim.domain.views import View
from sim.strategies.acceptance import Policy, ac_next
from sim.strategies.base import register
from sim.strategies.firm import Firm
from sim.strategies.outlook import Outlook, gain
from sim.strategies.timing import clock_end
from sim.strategies.window import rungs, thinned, worst_rung


def is_due(sent: int, received: int) -> bool:
    """Tell whether I owe the next package, by the counts of different ones on both sides."""
    return sent <= received


def next_down(gains: Sequence[int], sent: Sequence[int], received: int) -> int:
    """Return the gain to ask: the next of falling `gains`, or the worst asked so far."""
    if not sent:
        return gains[0]
    asked = min(sent)
    if not is_due(len(sent), received):
        return asked
    return next((each for each in gains if each < asked), asked)


def micro(view: View, outlook: Outlook) -> int:
    """Return the gain wanted by MiCRO; with more than one other, what the slowest has tabled."""
    window = thinned(rungs(view, outlook), clock_end(view) // view.actor.cadence_minutes)
    if not window:
        return outlook.surplus
    offers = view.channels[outlook.table].offers
    tabled = {
        seat: list(dict.fromkeys(offer.package for offer in offers if offer.by == seat))
        for seat in outlook.drafts.members
    }
    received = min(len(told) for seat, told in tabled.items() if seat != view.seat)
    sent = [gain(view, outlook, package) for package in tabled[view.seat]]
    return next_down([rung.gain for rung in window], sent, received)


def _micro(_: Mapping[str, int]) -> Firm:
    return Firm(micro, Policy(ac_next()), worst_rung)


register("micro", 1, _micro)
