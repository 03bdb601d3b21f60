"""
Authorities of one fixed temper, whatever personality was drawn, and the scenario's own choice.

The same name serves both kinds of authority: on a host it says when to order and how to consent,
on an ally when to look into things and to threaten (model note, part 4).
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import ALLY
from sim.domain.draws import Draws
from sim.domain.units import PPM
from sim.domain.views import View
from sim.strategies import allies, authorities
from sim.strategies.base import Strategy, entry_of, register

_DEFAULT = "default"

_HOSTS: Mapping[str, Mapping[str, int]] = {
    "hawk": {"order_day": 6 * PPM, "order_spread_days": 2 * PPM, "order_ppm": 950_000,
             "extend_ppm": 200_000, "ban_odds_ppm": 900_000},
    "deal_maker": {"order_day": 13 * PPM, "order_spread_days": 6 * PPM, "order_ppm": 700_000,
                   "extend_ppm": 650_000, "ban_odds_ppm": 350_000, "approve_over": 9 * PPM,
                   "demand_day": 3 * PPM, "demand_musd": 1_000 * PPM},
    "erratic": {},
    "cautious": {"order_day": 25 * PPM, "order_spread_days": 6 * PPM, "order_ppm": 400_000,
                 "extend_ppm": 800_000, "ban_odds_ppm": 250_000, "approve_over": 3 * PPM},
    "populist": {"order_day": 9 * PPM, "order_spread_days": 4 * PPM, "order_ppm": 850_000,
                 "extend_ppm": 300_000, "ban_odds_ppm": 600_000},
}  # fmt: skip
_ALLIES: Mapping[str, Mapping[str, int]] = {
    "hawk": {"inquiry_ppm": PPM, "condition_ppm": PPM, "condition_level": 2 * PPM},
    "deal_maker": {"inquiry_ppm": 400_000, "condition_ppm": 600_000, "endorse_day_ppm": 700_000},
    "erratic": {"inquiry_day": 9 * PPM, "inquiry_ppm": 500_000, "threaten_backbench": 58 * PPM},
    "cautious": {"inquiry_ppm": 700_000},
    "populist": {"inquiry_ppm": PPM, "threaten_backbench": 62 * PPM},
}  # fmt: skip


@frozen
class Tempered:
    """An authority that plays its role with one temper."""

    host: authorities.Host
    ally: allies.Ally

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        mind: Strategy = self.ally if view.actor.role == ALLY else self.host
        return mind.choose(view, draws)


@frozen
class Default:
    """Plays an actor with the strategy that its scenario seats."""

    parameters: Mapping[str, int]

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the move of the scenario's own strategy for this actor."""
        label = view.actor.strategy
        if label.partition("/")[0] == _DEFAULT:
            return m.Wait()
        return entry_of(label).make(self.parameters).choose(view, draws)


def _tempered(name: str) -> None:
    def make(given: Mapping[str, int]) -> Tempered:
        host = {**authorities.BALANCED, **_HOSTS[name], **given}
        ally = {**allies.BALANCED, **_ALLIES[name], **given}
        return Tempered(authorities.Host(host), allies.Ally(ally))

    register(name, 2, make)


for _name in _HOSTS:
    _tempered(_name)
register(_DEFAULT, 3, Default)
