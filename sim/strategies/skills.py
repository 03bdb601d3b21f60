"""
A seat played well or ill: a plain mind with other habits than its personality's.

A personality brings habits of its own, some of them costly: a public line drawn by who is the
weaker, a suit filed late, an order signed before its time. The scenario file says which habits pay
in a seat and which do not (`habits` of an actor); what a seat wants and believes stays its
personality's. Who is skilled at a table looks ahead of the calendar too.
"""

from collections.abc import Mapping

import attrs
from attrs import frozen

from sim.domain.actors import CLUMSY, PARTY, SKILLED, Actor
from sim.domain.draws import Draws
from sim.domain.moves import Move
from sim.domain.views import View
from sim.strategies.base import Strategy, entry_of, register
from sim.strategies.shelf import kept_of_game

_E = "e"
_NONE: Mapping[str, int] = {}


@frozen
class Practised:
    """A plain mind under the habits of a skill."""

    skill: str
    parameters: Mapping[str, int]
    """Habits that outdo the scenario's."""

    def choose(self, view: View, draws: Draws) -> Move:
        """Return what the mind would do with these habits."""
        habits = {**view.actor.habits.get(self.skill, _NONE), **self.parameters}
        return self._mind(view.actor, habits).choose(_with(view, habits), draws)

    def _mind(self, actor: Actor, habits: Mapping[str, int]) -> Strategy:
        if self.skill == SKILLED and actor.kind == PARTY:
            return entry_of("ahead").make({_E: habits[_E]} if _E in habits else {})
        return entry_of(actor.strategy).make({})


def _with(view: View, habits: Mapping[str, int]) -> View:
    """Return the view of who has these habits in place of its own."""
    if not habits:
        return view
    # One mapping a game, since what minds look up is kept by it.
    parameters = kept_of_game(
        view.scenario,
        ("habits", view.seat, tuple(habits.items())),
        view.own.parameters,
        lambda: {**view.own.parameters, **habits},
    )
    return attrs.evolve(view, own=attrs.evolve(view.own, parameters=parameters))


def _skilled(parameters: Mapping[str, int]) -> Practised:
    return Practised(SKILLED, parameters)


def _clumsy(parameters: Mapping[str, int]) -> Practised:
    return Practised(CLUMSY, parameters)


register("skilled", 2, _skilled)
register("clumsy", 2, _clumsy)
