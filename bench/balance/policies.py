"""
Seats that always do one thing: table e plays them against the default.

Whoever always leaks, threatens, lobbies, asks or accepts does so whenever the rules allow it and
plays on as the scenario would; whoever always waits does nothing else; a fixed demand is a firm
that wants the same share of what it could hope for from the first day to the last.
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import PARTY, Actor
from sim.domain.draws import Draws
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import LEGAL
from sim.domain.setting import Scenario
from sim.domain.views import View
from sim.strategies.base import Strategy, entry_of
from sim.strategies.firm import Firm
from sim.strategies.outlook import Outlook

DEMAND = "demand"
SHARES = (50, 70, 90)
_ALWAYS = (m.Threaten, m.Accept, m.Lobby, m.Ask, m.Walk)
_HUNDRED = 100


@frozen
class Always:
    """Makes a move of one kind whenever it is legal, else what the seat's own strategy does."""

    kind: str
    card: str = ""
    """Which press card, for a leak."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the move, or the own strategy's."""
        for move in legal_moves(view):
            if m.move_kind(move) == self.kind and self._is_meant(move):
                return move
        return stock(view).choose(view, draws)

    def _is_meant(self, move: m.Move) -> bool:
        return not isinstance(move, m.Leak) or move.card == self.card


@frozen
class Silent:
    """Waits at every stop."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Wait."""
        del view, draws
        return m.Wait()


@frozen
class Fixed:
    """Wants the same share of the surplus at every stop."""

    share: int

    def __call__(self, view: View, outlook: Outlook) -> int:
        """Return the gain wanted."""
        del view
        return outlook.surplus * self.share // _HUNDRED


def stock(view: View) -> Strategy:
    """Return the strategy that the scenario seats for who is looking."""
    return entry_of(view.actor.strategy).make({})


def policies(scenario: Scenario, actor: Actor) -> Mapping[str, Strategy]:
    """Return the fixed policies that a seat may follow, by what they always do."""
    found: dict[str, Strategy] = {"wait": Silent()}
    for card in scenario.cards:
        if {actor.role, actor.kind} & set(card.roles):
            found[f"leak {card.id}"] = Always("leak", card.id)
    for kind in _ALWAYS:
        line = LEGAL[kind]
        name = m.KIND_OF_MOVE[kind]
        if {actor.role, actor.kind} & set(line.who) and name in (scenario.moves or m.MOVES):
            found[name] = Always(name)
    if actor.kind == PARTY and index_of(scenario).tables_of[actor.id]:
        found |= {f"{DEMAND} {share} %": Firm(Fixed(share)) for share in SHARES}
    return found
