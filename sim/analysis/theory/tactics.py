"""
How far one concedes: by the clock (Faratin; the naming of NegMAS), and by risk (Zeuthen).

Time is a share of what there is, 0 to 1. An aspiration of 1 asks for the best, 0 for the least.
"""

import math
from collections.abc import Mapping, Sequence

FAMILIES: Mapping[str, float] = {"boulware": 4.0, "linear": 1.0, "conceder": 0.25}
"""The exponents that the field's names stand for in NegMAS."""

Deal = tuple[float, ...]
"""What each of two parties gets, in any unit of its own."""


def polynomial(time: float, first: float, steepness: float) -> float:
    """
    Return how much is conceded at a time: k + (1 - k) t^(1 / b).

    Faratin, Sierra and Jennings 1998: k is what is conceded at once, b below 1 waits (Boulware),
    above 1 gives way early (conceder).
    """
    return first + (1 - first) * math.pow(time, 1 / steepness)


def exponential(time: float, first: float, steepness: float) -> float:
    """
    Return how much is conceded at a time: exp((1 - t)^b ln k), for k above 0.

    Faratin, Sierra and Jennings 1998; flatter than the polynomial at the start for small b.
    """
    return math.exp((1 - time) ** steepness * math.log(first))


def tactic_offer(conceded: float, low: float, high: float, *, falling: bool) -> float:
    """
    Return the value offered for one number, between the best and the reserved one.

    Faratin, Sierra and Jennings 1998: min + a (max - min) where the own value falls with the
    number, as for a buyer's price, else min + (1 - a) (max - min).
    """
    return low + (conceded if falling else 1 - conceded) * (high - low)


def relative_time(step: int, steps: int) -> float:
    """Return the time of a step counted from 0, (step + 1) / (n + 1), as NegMAS reckons it."""
    return (step + 1) / (steps + 1)


def aspiration(time: float, exponent: float) -> float:
    """
    Return the utility aimed at, 1 - t^e, as a share of the range between least and best.

    The naming of NegMAS: e = 1 / b of `polynomial` with k = 0, so 4 is Boulware, .25 a conceder.
    """
    return 1 - math.pow(time, exponent)


def zeuthen_risk(own: float, theirs: float, conflict: float) -> float:
    """
    Return the greatest risk of conflict a party can bear rather than give in (Zeuthen 1930).

    (u(own) - u(theirs)) / (u(own) - u(conflict)) for the utilities of the own offer, of theirs and
    of no deal; 1 where the own offer is no better than conflict, so nothing can be lost.
    """
    if own <= conflict:
        return 1.0
    return (own - theirs) / (own - conflict)


def monotonic_concession(deals: Sequence[Deal], conflict: Deal) -> Deal:
    """
    Return what two parties agree on that both concede by risk (Rosenschein and Zlotkin 1994).

    Each starts with its best deal; whoever bears less risk concedes just enough to bear more, the
    first where both bear the same; it ends when one takes the other's offer. On a finite frontier
    that is a deal of the greatest product of gains. Deals must be better than conflict for both.
    """
    offers = [max(deals, key=lambda deal: (deal[at], deal[1 - at])) for at in range(2)]
    for _ in range(2 * len(deals)):
        if _satisfied(offers):
            break
        # The smaller product of gains is the smaller risk, and compares without a division.
        at = 0 if _product(offers[0], conflict) <= _product(offers[1], conflict) else 1
        theirs = offers[1 - at]
        enough = [deal for deal in deals if _product(deal, conflict) > _product(theirs, conflict)]
        offers[at] = max([theirs, *enough], key=lambda deal: deal[at])
    assert _satisfied(offers), "every concession gives up a deal, so they are counted"
    return offers[0] if offers[0][1] >= offers[1][1] else offers[1]


def _satisfied(offers: Sequence[Deal]) -> bool:
    one, two = offers
    return two[0] >= one[0] or one[1] >= two[1]


def _product(deal: Deal, conflict: Deal) -> float:
    return math.prod(got - least for got, least in zip(deal, conflict, strict=True))
