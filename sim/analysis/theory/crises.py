"""
Threats, commitments and words: what public stands, obstinacy and cheap talk do in equilibrium.

Rates and costs are a unit of time, the prize or pie is 1 unless a function asks for it.
"""

from math import ceil, exp, log, sqrt

from attrs import frozen


def muthoo_commitment(own_cost: float, other_cost: float) -> float:
    """
    Return a party's share when both first commit in public (Muthoo 1996).

    (1 + k_A) / (2 + k_A + k_B) for the costs a unit of going back on one's line: a weakness that
    makes strong.
    """
    return (1 + own_cost) / (2 + own_cost + other_cost)


def fearon_survival(prize: float, audience_cost: float, time: float) -> float:
    """
    Return the chance that a side still stands at a time, v / (v + a t) (Fearon 1994).

    The other's audience cost grows by `audience_cost` a unit of time; each side quits at the rate
    that leaves the other indifferent, a / (v + a t).
    """
    return prize / (prize + audience_cost * time)


def attrition_hazard(prize: float, cost: float) -> float:
    """Return the rate of giving up in a symmetric war of attrition, c / v (Maynard Smith 1974)."""
    return cost / prize


def critical_risk(prize: float, quit_worth: float, ruin_worth: float) -> float:
    """
    Return the greatest risk of ruin worth bearing rather than quit (Schelling 1960; Powell 1990).

    (v - q) / (v - d): one stays in as long as the threat leaves no more than this to chance.
    """
    return (prize - quit_worth) / (prize - ruin_worth)


@frozen(kw_only=True)
class Obstinacy:
    """A war of attrition between parties that may be obstinate; pairs are (first, second)."""

    rates: tuple[float, float]
    """At which each concedes."""
    times: tuple[float, float]
    """When each would surely be thought obstinate, if it conceded at its rate from the start."""
    jump: float
    """Chance that the weaker one concedes at once."""
    weaker: int
    """0 or 1: the one that needs more time."""


def abreu_gul(
    demands: tuple[float, float], rates: tuple[float, float], obstinate: tuple[float, float]
) -> Obstinacy:
    """
    Return how a bargain goes in which each may be a type that never moves (Abreu and Gul 2000).

    l_i = r_j (1 - a_i) / (a_1 + a_2 - 1), T_i = -ln z_i / l_i; the larger T_i concedes at once with
    the chance 1 - z_i exp(l_i T) for the smaller T. Demands must sum to more than 1.
    """
    excess = sum(demands) - 1
    if excess <= 0:
        raise ValueError("demands that fit together leave nothing to wait for")
    first, second = (rates[1 - at] * (1 - demands[at]) / excess for at in range(2))
    times = (-log(obstinate[0]) / first, -log(obstinate[1]) / second)
    weaker = 0 if times[0] > times[1] else 1
    rate = (first, second)[weaker]
    return Obstinacy(
        rates=(first, second),
        times=times,
        jump=1 - obstinate[weaker] * exp(rate * min(times)),
        weaker=weaker,
    )


def crawford_sobel(bias: float) -> tuple[float, ...]:
    """
    Return where the most informative cheap talk cuts 0..1, both ends included (1982).

    N = ceil(-1/2 + 1/2 sqrt(1 + 2 / b)) messages for a bias b above 0; a_i = i / N + 2 b i (i - N).
    """
    if bias <= 0:
        raise ValueError("without a bias everything can be told")
    count = ceil(-1 / 2 + sqrt(1 + 2 / bias) / 2)
    return tuple(at / count + 2 * bias * at * (at - count) for at in range(count + 1))
