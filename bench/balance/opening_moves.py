"""Twelve fixed openings for every kind of seat: the first moves of a game, then the stock play."""

from collections.abc import Callable, Iterable, Mapping

from attrs import define

from bench.balance.policies import stock
from sim.domain import moves as m
from sim.domain.actors import ALLY, AUTHORITY, BUYER, HOST, PARTY, Actor
from sim.domain.deal import Issue, Option, Package
from sim.domain.draws import Draws
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.choices import legal_moves, opening_package
from sim.domain.rules.legal import code_of, questions_about
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View, tables
from sim.strategies.numeraire import numeraire_of

Moves = Callable[[View], Iterable[m.Move | None]]
_HUNDRED = 100
_MONEY = "musd"
# Where on the list of prices a first offer lies, in per cent, as the buyer would count.
_PRICES = {"hard": 15, "middle": 35, "soft": 50}


@define
class Opening:
    """Makes the moves of an opening at its first stop, those that are legal; then plays on."""

    kind: str
    name: str
    _left: list[m.Move] | None = None

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of the opening, or that of the seat's own strategy."""
        if self._left is None:
            self._left = [move for move in OPENINGS[self.kind][self.name](view) if move]
        while self._left:
            move = self._left.pop(0)
            if code_of(view, move) is None:
                return move
        return stock(view).choose(view, draws)


def openings(actor: Actor) -> list[Opening]:
    """Return the openings of a seat."""
    kind = PARTY if actor.kind == PARTY else HOST if actor.role == HOST else ALLY
    return [Opening(kind, name) for name in OPENINGS[kind]]


def _propose(name: str) -> Moves:
    def moves(view: View) -> Iterable[m.Move]:
        table = tables(view)[0]
        return [m.Propose(table=table, package=first_package(view, table, _PRICES[name]))]

    return moves


def first_package(view: View, table: str, percent: int) -> Package:
    """Return the middle of what has names, nothing of what has numbers, at a price."""
    package = opening_package(view)
    for issue in view.scenario.issues:
        if issue.unit:
            package = package.with_option(issue.id, issue.options[0])
    price = numeraire_of(view.scenario, table)
    if price is None:
        return package
    at = percent if view.actor.role == BUYER else _HUNDRED - percent
    return package.with_option(price.id, price.options[len(price.options) * at // _HUNDRED])


def _asking(view: View) -> Iterable[m.Move]:
    return [m.Ask(to=other, question=each)
            for other in _others(view) for each in questions_about(view, other)][:1]  # fmt: skip


def _disclosing(view: View) -> Iterable[m.Move]:
    own = "threshold" if view.actor.kind == AUTHORITY else "reservation"
    return [m.Disclose(to=other, fact=own) for other in _others(view)][:1]


def _others(view: View) -> list[str]:
    """Return the other seats: first the one across the table, or the host."""
    seats = [actor.id for actor in index_of(view.scenario).seats if actor.id != view.seat]
    return seats if view.actor.role != ALLY else seats[::-1]


def _first(kind: type[m.Move], skip: int = 0) -> Moves:
    """Return the first concrete move of a kind, or a later one."""
    return lambda view: [move for move in legal_moves(view) if isinstance(move, kind)][
        skip : skip + 1
    ]


def _lobbying(view: View) -> Iterable[m.Move]:
    host = in_role(view.scenario, HOST)
    return [] if host is None else [m.Lobby(to=host.id)]


def _stating(view: View) -> Iterable[m.Move]:
    table = tables(view)[0]
    price = numeraire_of(view.scenario, table)
    if price is None:
        return []
    package = first_package(view, table, _PRICES["middle"])
    return [m.State(issue=price.id, line=package[price.id])]


def _ordering(days: int) -> Moves:
    return lambda view: [m.Order(deadline=view.minute + days * MINUTES_DAY)]


def _naming(days: int) -> Moves:
    return lambda view: [m.SetDeadline(minute=view.minute + days * MINUTES_DAY)]


def _condition(money: bool, level: int) -> Moves:  # noqa: FBT001 - a table below reads it
    """Return the condition on what one reads most, money or not, at a level from the best."""

    def moves(view: View) -> Iterable[m.Move]:
        reads = index_of(view.scenario).readings.get(view.seat)
        if reads is None:
            return []
        read = [one for one in view.scenario.issues
                if one.id in reads.tables and (one.unit == _MONEY) == money]  # fmt: skip
        if not read:
            return []
        issue = max(read, key=lambda one: _span(reads.tables[one.id]))
        return [m.Condition(issue=issue.id, option=_ranked(issue, reads.tables[issue.id])[level])]

    return moves


def _span(table: Mapping[str, int]) -> int:
    return max(table.values()) - min(table.values())


def _ranked(issue: Issue, table: Mapping[str, int]) -> list[Option]:
    return sorted(issue.options, key=lambda option: -table[str(option)])


def _both(*parts: Moves) -> Moves:
    return lambda view: [move for part in parts for move in part(view)]


_PARTY: Mapping[str, Moves] = {
    "wait": lambda _: [m.Wait()],
    "propose hard": _propose("hard"),
    "propose middle": _propose("middle"),
    "propose soft": _propose("soft"),
    "ask": _asking,
    "lobby": _lobbying,
    "suspend": _first(m.Suspend),
    "state": _stating,
    "leak one": _first(m.Leak),
    "leak another": _first(m.Leak, 1),
    "pledge": _first(m.Pledge, 4),
    "disclose": _disclosing,
}
_HOST: Mapping[str, Moves] = {
    "wait": lambda _: [m.Wait()],
    "threaten": _first(m.Threaten),
    "order, 31 days": _ordering(31),
    "order, 45 days": _ordering(45),
    "threaten and order, 38 days": _both(_first(m.Threaten), _ordering(38)),
    "deadline, 30 days": _naming(30),
    "deadline, 55 days": _naming(55),
    "condition: some money": _condition(money=True, level=-2),
    "condition: all money": _condition(money=True, level=0),
    "condition: the data": _condition(money=False, level=0),
    "leak": _first(m.Leak),
    "ask": _asking,
}
_ALLY: Mapping[str, Moves] = {
    "wait": lambda _: [m.Wait()],
    "inquiry": _first(m.OpenInquiry),
    "threaten": _first(m.Threaten),
    "condition: middling": _condition(money=False, level=1),
    "condition: best": _condition(money=False, level=0),
    "undertaking": _first(m.SeekUndertaking),
    "leak": _first(m.Leak),
    "ask": _asking,
    "disclose": _disclosing,
    "inquiry and condition": _both(_first(m.OpenInquiry), _condition(money=False, level=0)),
    "inquiry and undertaking": _both(_first(m.OpenInquiry), _first(m.SeekUndertaking)),
    "threaten and undertaking": _both(_first(m.Threaten), _first(m.SeekUndertaking)),
}
OPENINGS: Mapping[str, Mapping[str, Moves]] = {PARTY: _PARTY, HOST: _HOST, ALLY: _ALLY}
"""By kind of seat and name."""
