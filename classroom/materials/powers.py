"""Which moves a seat has, from the table that decides: no list of moves is written by hand here."""

from collections.abc import Mapping

from attrs import evolve

from classroom.materials.words import seats_of
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.rules.legal import LEGAL, Line, may_ever
from sim.domain.setting import Scenario
from sim.domain.talks import APPROVALS, BARGAINING, CLOSED, OPENING, SIGNED, Talks
from sim.domain.views import view_for
from sim.solution import opening_of

TALKS, REVIEW, BOTH, ALWAYS = "talks", "review", "both", "always"
_KEPT = "papers"
_WHEN = {
    frozenset((OPENING, BARGAINING)): TALKS,
    frozenset((SIGNED, APPROVALS)): REVIEW,
    frozenset((OPENING, BARGAINING, SIGNED, APPROVALS)): BOTH,
    frozenset((OPENING, BARGAINING, SIGNED, APPROVALS, CLOSED)): ALWAYS,
}


def opening(
    scenario: Scenario, seat: str = "", parameters: Mapping[str, int] | None = None
) -> Talks:
    """Return the talks at minute 0, everybody at the mean of its tempers but for one seat."""
    talks = opening_of(scenario, {})
    if parameters is None:
        return talks
    own = evolve(talks.private[seat], parameters=parameters)
    return evolve(talks, private={**talks.private, seat: own})


def moves_of(scenario: Scenario, seat: str) -> Mapping[str, Line]:
    """Return the kinds of move that a seat ever has, with their line of the table."""
    kept = index_of(scenario).kept
    found: Mapping[str, Line] | None = kept.get((_KEPT, seat))
    if found is None:
        view = view_for(seat, opening(scenario))
        found = {m.KIND_OF_MOVE[kind]: line for kind, line in LEGAL.items() if may_ever(view, kind)}
        kept[_KEPT, seat] = found
    return found


def all_moves(scenario: Scenario) -> Mapping[str, Line]:
    """Return the kinds of move that some seat has."""
    found = [moves_of(scenario, actor.id) for actor in seats_of(scenario)]
    kinds = {kind: line for lines in found for kind, line in lines.items()}
    return {kind: kinds[kind] for kind in m.MOVES if kind in kinds}


def who_may(scenario: Scenario, kind: str) -> tuple[str, ...]:
    """Return the seats that have a kind of move."""
    return tuple(a.id for a in seats_of(scenario) if kind in moves_of(scenario, a.id))


def when_of(line: Line) -> str:
    """Return when a move may be made: talks, review, both or always."""
    return _WHEN[frozenset(line.phases)]
