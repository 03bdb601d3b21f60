"""
One thing, one buyer, one seller, each knowing only its own worth: what can be had, what is lost.

Worths are uniform on 0..1 and independent. Full information would gain 1/6 on average.
"""

from collections.abc import Callable
from fractions import Fraction

GAINS_FULL = Fraction(1, 6)
"""The average of max(0, v - c): what is gained when trade happens whenever it should."""
GAP = Fraction(1, 4)
"""How much more a thing must be worth to the buyer for the double auction to bring it over."""

Trades = Callable[[Fraction, Fraction], bool]
"""Tells for the buyer's and the seller's worth whether the thing changes hands."""


def buyer_offer(worth: float) -> float:
    """
    Return what a buyer names in the linear equilibrium, 2 v / 3 + 1 / 12.

    Chatterjee and Samuelson 1983, the split-the-difference double auction. Where no trade is
    possible (v below 1/4) any lower figure does as well.
    """
    return 2 * worth / 3 + 1 / 12


def seller_offer(worth: float) -> float:
    """Return what a seller names in the linear equilibrium, 2 c / 3 + 1 / 4 (1983)."""
    return 2 * worth / 3 + 1 / 4


def auction_trades(buyer: Fraction, seller: Fraction) -> bool:
    """Tell whether the two figures meet: exactly when v >= c + 1/4."""
    return buyer >= seller + GAP


def gains_beyond(gap: Fraction) -> Fraction:
    """
    Return the average gain when trade happens whenever v >= c + gap: (1 - g)^2 (1 + 2 g) / 6.

    With a gap of 1/4 that is 9/64: the double auction, and the most any mechanism without a
    subsidy can gain (Myerson and Satterthwaite 1983).
    """
    return (1 - gap) ** 2 * (1 + 2 * gap) / 6


def efficiency_best() -> Fraction:
    """Return the greatest share of all gains that is possible without a subsidy: 27/32 (1983)."""
    return gains_beyond(GAP) / GAINS_FULL


def subsidy_of_efficiency() -> Fraction:
    """
    Return what trade whenever it should costs an outsider on average: 1/6.

    Myerson and Satterthwaite 1983: where worths overlap no mechanism is efficient, leaves nobody
    worse off and pays for itself. To be told the truth, each side must get the whole gain v - c,
    twice what there is; so the gap is all that is gained once.
    """
    return GAINS_FULL


def efficiency(trades: Trades, cells: int) -> Fraction:
    """
    Return the share of all gains that a rule of trade realises, on a grid of worths.

    Worths are the middles of `cells` equal parts of 0..1. Cost: cells squared.
    """
    middles = [Fraction(2 * at + 1, 2 * cells) for at in range(cells)]
    pairs = [(v, c) for v in middles for c in middles]
    gained = sum((v - c for v, c in pairs if trades(v, c)), Fraction(0))
    return gained / sum((v - c for v, c in pairs if v > c), Fraction(0))
