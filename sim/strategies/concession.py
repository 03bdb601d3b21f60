"""
Time-dependent minds (Faratin, Sierra and Jennings 1998): the demand falls by the clock.

s(t) = max(.15, floor + (.92 x share x S - floor) x (1 - t^e)), with floor = .35 S k / (1 + k) and
share = 2 (1 + k) / (2 + k + k') for own and other's public commitment k, k' (Muthoo 1996; model
note, part 5). S is the joint gain where a price divides it, else the best the firm could hope for.
In the words of the field e > 1 is Boulware, 1 linear, below 1 a conceder (T17).
"""

from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from sim.domain.powers import power_ppm
from sim.domain.units import MILLI, PPM
from sim.domain.views import View
from sim.strategies.base import register
from sim.strategies.firm import Firm, elapsed_since, parameter_of
from sim.strategies.outlook import Outlook

ASPIRATION_PPM = 920_000
_FLOOR_PPM = 350_000
_LEAST = 15
"""Hundredths of a point below which no demand falls."""
_BOULWARE_MICRO = 4_000_000
_LINEAR_MICRO = 1_000_000
_CONCEDER_MICRO = 250_000
_STEP_PPM = 1_000
_STEP = 50_000
"""Time and exponent are rounded down to these, so that few powers need to be worked out."""


@frozen
class Clock:
    """A demand that falls with time by an exponent."""

    parameters: Mapping[str, int]
    exponent_micro: int
    """Used where neither seat nor personality gives an `e`."""
    fixed: bool = False
    """The family's own exponent counts, whatever the personality."""

    def __call__(self, view: View, outlook: Outlook) -> int:
        """Return the gain wanted at a table today."""
        if self.fixed:
            exponent = self.parameters.get("e", self.exponent_micro)
        else:
            exponent = parameter_of(self.parameters, view, "e", self.exponent_micro)
        return demand(
            view, outlook, elapsed_since(view, outlook.chair.conceded(view)), max(1, exponent)
        )


def demand(view: View, outlook: Outlook, elapsed: int, exponent_micro: int) -> int:
    """Return the demand after a share of the time, in millionths of utility."""
    floor, top = bounds(view, outlook)
    left = PPM - _spent(elapsed // _STEP_PPM * _STEP_PPM, exponent_micro // _STEP * _STEP)
    return max(least(outlook), floor + (top - floor) * left // PPM)


@lru_cache(maxsize=8192)
def _spent(elapsed_ppm: int, exponent_micro: int) -> int:
    return power_ppm(elapsed_ppm, exponent_micro)


def least(outlook: Outlook) -> int:
    """Return the gain below which no firm asks."""
    return outlook.point * _LEAST // 100


def bounds(view: View, outlook: Outlook) -> tuple[int, int]:
    """Return the least and the most a firm demands under the public commitments that stand."""
    surplus = outlook.surplus
    if not view.common.commitments:
        top = surplus * ASPIRATION_PPM // PPM
        return min(0, top), top
    own = weight_of(view, view.seat)
    others = [seat for seat in outlook.drafts.members if seat != view.seat]
    other = max([weight_of(view, seat) for seat in others], default=0)
    share = min(PPM, 2 * (MILLI + own) * PPM // (2 * MILLI + own + other))
    top = surplus * ASPIRATION_PPM // PPM * share // PPM
    floor = surplus * _FLOOR_PPM // PPM * own // (MILLI + own)
    return min(floor, top), top


def weight_of(view: View, seat: str) -> int:
    """Return the weight k of a seat's public commitments, in thousandths."""
    return sum([line.weight for line in view.common.commitments if line.by == seat])


def _boulware(parameters: Mapping[str, int]) -> Firm:
    return Firm(Clock(parameters, _BOULWARE_MICRO))


def _linear(parameters: Mapping[str, int]) -> Firm:
    return Firm(Clock(parameters, _LINEAR_MICRO, fixed=True))


def _conceder(parameters: Mapping[str, int]) -> Firm:
    return Firm(Clock(parameters, _CONCEDER_MICRO, fixed=True))


register("boulware", 2, _boulware)
register("linear", 2, _linear)
register("conceder", 2, _conceder)
