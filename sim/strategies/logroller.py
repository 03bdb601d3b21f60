"""
Logrolling: give what is worth little to me and much to the other, as far as its offers tell.

Among the packages of the window that give me what I want today the one is tabled that the modelled
other likes best. `logroller` reads the other by its declared personalities, asks by the clock for
its share, and says yes by AC_combi.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import frozen

from sim.domain.deal import Package
from sim.domain.units import PPM
from sim.domain.views import View
from sim.strategies.acceptance import Policy, ac_combi, best_of_window
from sim.strategies.base import register
from sim.strategies.concession import demand
from sim.strategies.firm import Firm, elapsed_since
from sim.strategies.models import tempers
from sim.strategies.outlook import Outlook, gain, package_for
from sim.strategies.timing import own
from sim.strategies.window import around

_EXPONENT_MICRO = 6_000_000
_LATE_PPM = 900_000


class Model(Protocol):
    """Another's preferences as one mind sees them."""

    def gain(self, package: Package) -> int:
        """Return what the other gains by a package."""


Reading = Callable[[View, Outlook, str], Model]
"""From a view, an outlook and a seat to what is believed of it."""


@frozen
class Logrolling:
    """
    The offering policy: best for the worst-off other among what gives me the target.

    Never less than the stock offer gives me: at another price of another draft a paper may fail at
    home, or with those who must consent.
    """

    reading: Reading

    def __call__(self, view: View, outlook: Outlook, target: int) -> Package:
        """Return the package to table."""
        others = [seat for seat in outlook.drafts.members if seat != view.seat]
        models = [self.reading(view, outlook, seat) for seat in others]

        def liked(package: Package) -> tuple[int, int]:
            least = min(model.gain(package) for model in models)
            # A loss is not the smaller for being unlikely: nobody signs it.
            odds = outlook.closing(package) if least > 0 else PPM
            return least * odds // PPM, gain(view, outlook, package)

        stock = package_for(view, outlook, target)
        low = min(target, gain(view, outlook, stock))
        packages = (*around(view, outlook, target), stock)
        return max([p for p in packages if gain(view, outlook, p) >= low], key=liked)


@frozen
class Patience:
    """
    A clock that knows what waiting costs: hard where nobody outside can end the talks.

    Where papers need a consent, time brings orders, rules and rivals, and the personality's own
    pace counts.
    """

    exponent_micro: int

    def __call__(self, view: View, outlook: Outlook) -> int:
        """Return the gain wanted at a table today."""
        exponent = self.exponent_micro
        if view.scenario.consents:
            exponent = own(view, "e", exponent)
        elapsed = elapsed_since(view, outlook.chair.conceded(view))
        return demand(view, outlook, elapsed, max(1, exponent))


def _logroller(parameters: Mapping[str, int]) -> Firm:
    return Firm(
        Patience(parameters.get("e", _EXPONENT_MICRO)),
        Policy(ac_combi(_LATE_PPM, best_of_window)),
        Logrolling(tempers.model_of),
    )


register("logroller", 1, _logroller)
