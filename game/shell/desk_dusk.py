"""
What a seat came to see between two of its stops, gathered while the others play.

It holds what the seat's own view let it see, never a decision of another: the sight in which the
last stop ended, and the visible events since.
"""

from collections.abc import Callable, Iterable

from attrs import evolve

from game.presenters.dusk import DuskModel
from game.presenters.make_desk_sight import Sight, Told
from game.presenters.make_dusk import is_told, make_dusk
from game.text import Text
from sim.domain import moves as m
from sim.domain.decider import advance
from sim.domain.decision import HUMAN, Decision
from sim.domain.events import Event, MoodShifted
from sim.domain.views import View, view_for
from sim.engine.session import Session
from sim.projections.timeline import QUIET, weight_of
from sim.projections.visible import Seen, author_of, told_as


def told_of(seen: Seen) -> list[Told]:
    """Return the events of one decision as the seat saw them."""
    return [
        Told(minute=seen.minute, actor=author_of(event) or seen.actor, event=event,
             weight=_weight(event), fresh=True, told_as=told_as(event, seen.actor))
        for event in seen.events
    ]  # fmt: skip


def _weight(event: Event) -> int:
    """Return how much an event matters to the story; a mood is shown by its gauge instead."""
    return QUIET if isinstance(event, MoodShifted) else weight_of(event)


class Between:
    """Gathers for one desk; `taken` hands over what came, so that each event is told once."""

    def __init__(self, seat: str) -> None:
        self._seat = seat
        self._told: list[Told] = []
        self._waited = False
        self.before: Sight | None = None
        """The sight in which the last stop ended, if this desk saw it end."""

    def hear(self, decision: Decision, told: Iterable[Told]) -> None:
        """Take what the seat saw of a decision; what it did itself it need not be told."""
        if decision.actor != self._seat:
            self._told += [one for one in told if is_told(one.event)]
        elif isinstance(decision.move, m.Wait) and decision.source == HUMAN:
            self._told, self._waited = [], True

    def begin(self, sight: Sight, *, left: Sight | None) -> None:
        """
        Begin at a desk just opened; `left` is how its last stop ended, if it waits since.

        What came before it was opened is news only to a person whose wait was cut short.
        """
        self.before = left
        if left is None or not self._waited:
            self._told = []
            self.before = sight if sight.waiting else None

    def taken(self) -> tuple[Told, ...]:
        """Return what came since the last time, and forget it."""
        told, self._told = tuple(self._told), []
        return told


def left_view(session: Session, seat: str) -> View | None:
    """Return what a seat knew when it last ended a stop; None if it never did."""
    waits = [
        at for at, one in enumerate(session.decisions)
        if one.actor == seat and isinstance(one.move, m.Wait)
    ]  # fmt: skip
    if not waits:
        return None
    talks = session.opening
    for decision in session.decisions[: waits[-1]]:
        talks = advance(talks, decision)
    return view_for(seat, talks, session.decisions[waits[-1]].minute)


class SessionDusk:
    """The port of one dusk."""

    def __init__(
        self,
        before: Sight | None,
        told: tuple[Told, ...],
        see: Callable[[Text], Sight],
    ) -> None:
        self._before = before
        self._told = told
        self._see = see
        self._known: tuple[str, DuskModel] | None = None

    def model(self, text: Text) -> DuskModel:
        """Return what happened, in the words of a language."""
        if self._known is None or self._known[0] != text.lang:
            after = self._see(text)
            before = self._before and evolve(self._before, words=after.words)
            self._known = (text.lang, make_dusk(before, after, self._told))
        return self._known[1]
