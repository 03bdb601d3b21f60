"""
What one move changes: at an actor's first stop where it is legal, played or passed, then on.

Both games go on with the same strategies and the same luck: after the move the actor waits, and its
count of decisions is set as if it had only waited, so that no draw of its own shifts.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, frozen

from bench.balance import games
from bench.balance.games import Row
from sim.domain import moves as m
from sim.domain.actors import HOUSE
from sim.domain.decider import initial, next_due
from sim.domain.draws import Draws
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.talks import Talks, changed
from sim.domain.views import View, view_for
from sim.estimates import minds_of, moved
from sim.projections.scores import surpluses
from sim.rollout import Policies, play_on
from sim.strategies.base import Strategy

Taken = tuple[str, int, m.Move]
"""Who asked for which move at which minute."""
WAIT = "wait"
_REMARK = "remark.no_comment"


@frozen(kw_only=True)
class Effect:
    """What one move changed in one seed."""

    kind: str
    actor: str
    changes: bool
    """Some other actor's later decisions differ, minutes and waits counted."""
    changes_moves: bool
    """Some other actor's later moves differ, waits and minutes apart."""
    surplus: Mapping[str, int]
    """What it added to each seat."""


@frozen
class _Stop:
    """The first stop at which an actor may make a kind of move."""

    talks: Talks
    actor: str
    move: m.Move


@define
class Noted:
    """Plays as another strategy does and writes down what it asks for."""

    mind: Strategy
    taken: list[Taken]

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the other strategy's move."""
        move = self.mind.choose(view, draws)
        self.taken.append((view.seat, view.minute, move))
        return move


@frozen
class Ending:
    """How a game went on."""

    taken: Sequence[Taken]
    surplus: Mapping[str, int]


def effects(row: Row, seed: int) -> list[Effect]:
    """Return what every kind of move changed in one game, by actor."""
    header = games.header_of(row, seed)
    opening, minds = initial(header), minds_of(header)
    passed: dict[tuple[str, int], Ending] = {}
    found = []
    for kind, stop in _first_stops(opening, minds, seed):
        key = stop.actor, stop.talks.decisions
        if key not in passed:
            passed[key] = _ending(opening, after(stop.talks, stop.actor, m.Wait()), minds)
        played = after(stop.talks, stop.actor, stop.move)
        if kind == WAIT:
            # Passing is what is tried here, against what the seat would have done.
            found.append(_effect(kind, stop, passed[key], _ending(opening, stop.talks, minds)))
        else:
            found.append(_effect(kind, stop, _ending(opening, played, minds), passed[key]))
    return found


def _first_stops(opening: Talks, minds: Policies, seed: int) -> Iterator[tuple[str, _Stop]]:
    """Play a game; yield the first stop of every kind and actor with the move tried there."""
    seen: set[tuple[str, str]] = set()
    talks = opening
    while (due := next_due(talks)) is not None:
        minute, actor = due
        acts = index_of(talks.scenario).actors[actor].kind != HOUSE
        if acts:
            for kind, moves in _legal(view_for(actor, talks, minute)).items():
                if (kind, actor) not in seen:
                    seen.add((kind, actor))
                    yield kind, _Stop(talks, actor, moves[seed % len(moves)])
        before, talks = talks, play_on(talks, minds, 1)
        if acts and (WAIT, actor) not in seen and _was_busy(before, talks, actor):
            seen.add((WAIT, actor))
            yield WAIT, _Stop(before, actor, m.Wait())


def _was_busy(before: Talks, after_: Talks, actor: str) -> bool:
    """Tell whether the decision kept the stop: whoever waits gives it up."""
    return after_.private[actor].stops == before.private[actor].stops


def _legal(view: View) -> dict[str, list[m.Move]]:
    """Return the legal moves of a view by kind, without waiting; a remark goes to a seat."""
    found: dict[str, list[m.Move]] = {}
    for move in legal_moves(view):
        if not isinstance(move, m.Wait):
            found.setdefault(m.move_kind(move), []).append(move)
    if "say" in found:
        others = [actor.id for actor in index_of(view.scenario).seats if actor.id != view.seat]
        found["say"] = [m.Say(topic=_REMARK, to=other) for other in others]
    return found


def after(talks: Talks, actor: str, move: m.Move) -> Talks:
    """Return the talks after a move and the end of the stop, as many decisions on as a pass."""
    made = moved(talks, actor, move)
    assert made is not None, f"refused: {move!r}"
    due = next_due(made)
    if isinstance(move, m.Wait) or due is None or made.agenda[actor] != talks.agenda[actor]:
        return made
    passed = moved(made, actor, m.Wait())
    assert passed is not None, "a wait is always legal at one's own stop"
    return changed(passed, counts={**passed.counts, actor: passed.counts[actor] - 1})


def _ending(opening: Talks, talks: Talks, minds: Policies) -> Ending:
    taken: list[Taken] = []
    noted = {actor: Noted(mind, taken) for actor, mind in minds.items()}
    end = games.played_out(talks, noted)
    return Ending(taken, {one.seat: one.surplus for one in surpluses(opening, end)})


def _effect(kind: str, stop: _Stop, one: Ending, other: Ending) -> Effect:
    house = index_of(stop.talks.scenario).order[-1].id
    apart = (stop.actor, house)
    return Effect(
        kind=kind,
        actor=stop.actor,
        changes=decided(one.taken, apart) != decided(other.taken, apart),
        changes_moves=made(one.taken, apart) != made(other.taken, apart),
        surplus={seat: one.surplus[seat] - other.surplus[seat] for seat in one.surplus},
    )


def decided(taken: Sequence[Taken], apart: Sequence[str]) -> list[Taken]:
    """Return what others decided, each at its minute, waits too."""
    return [one for one in taken if one[0] not in apart]


def made(taken: Sequence[Taken], apart: Sequence[str]) -> dict[str, list[m.Move]]:
    """Return the moves others made, by actor, whatever their minute; waits are none."""
    found: dict[str, list[m.Move]] = {}
    for actor, _, move in taken:
        if actor not in apart and not isinstance(move, m.Wait):
            found.setdefault(actor, []).append(move)
    return found
