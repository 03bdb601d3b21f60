"""What a replay stops at: the events that tell the story, each with who learned of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from game.presenters.common import ActorMark
from game.presenters.make_desk_said import OF_ALL, capital, said
from game.presenters.make_desk_words import Words as Wording
from game.presenters.marks import actor_mark, seats_of
from sim.domain.audience import sees
from sim.domain.decision import HUMAN, Decision
from sim.domain.events import (
    Event,
    OfferTabled,
    TermsAmended,
    TermsSigned,
    TurnPassed,
    event_kind,
)
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.history_rows import text_key
from sim.projections.timeline import KEY, QUIET, weight_of
from sim.projections.transcript import key_of
from sim.projections.visible import author_of, told_as

TERMS_TOLD = 3
"""So many terms of a package are told in a line."""
_STEPS = ("gauges.moved", "mood.shifted")
"""The gauges of a moment say it better than each of their steps."""
_PACKAGES = (OfferTabled, TermsSigned, TermsAmended)


@frozen(kw_only=True)
class Item:
    """One place in a replay."""

    decision: int
    """Number of its decision in the record."""
    minute: int
    actor: str
    """Who decided."""
    events: tuple[Event, ...]
    seen_by: tuple[str, ...]
    """The seats that learned of it."""
    named_to: tuple[str, ...]
    """The seats that learned whose doing it was."""
    key: bool
    source: str
    wait: bool = False
    """Whether a person only waited."""
    row: int = 0
    """The row of the facts it stands for; 0 if it is the model's."""

    @property
    def kind(self) -> str:
        """Return the kind of its weightiest event, without the schema number."""
        return event_kind(max(self.events, key=weight_of)).partition("/")[0]


def items_of(
    scenario: Scenario, decisions: Iterable[Decision], rows: Mapping[int, int]
) -> tuple[Item, ...]:
    """Return the places of a record: a row of the facts is one, else every event that tells."""
    found: list[Item] = []
    for decision in decisions:
        told = tuple(event for event in decision.events if _tells(event, decision))
        row = rows.get(decision.number, 0)
        if row and told:
            found.append(_item(scenario, decision, _joined(found, decision, told, row), row))
        else:
            found += [_item(scenario, decision, (event,), 0) for event in told]
    return tuple(found)


def _joined(
    found: list[Item], decision: Decision, told: tuple[Event, ...], row: int
) -> tuple[Event, ...]:
    """Return the events of a row that took several moves: it is told once, at the last."""
    last = found[-1] if found else None
    if last is None or (last.row, last.actor, last.minute) != (
        row,
        decision.actor,
        decision.minute,
    ):
        return told
    found.pop()
    return (*last.events, *told)


def _tells(event: Event, decision: Decision) -> bool:
    if event_kind(event).partition("/")[0] in _STEPS:
        return False
    if weight_of(event) != QUIET:
        return True
    return isinstance(event, TurnPassed) and decision.source == HUMAN


def _item(scenario: Scenario, decision: Decision, events: tuple[Event, ...], row: int) -> Item:
    seen, named = [], []
    for seat in seats_of(scenario):
        visible = [event for event in events if sees(seat.id, event, scenario)]
        if not visible:
            continue
        seen.append(seat.id)
        if decision.actor == seat.id or any(author_of(one) == decision.actor for one in visible):
            named.append(seat.id)
    return Item(
        decision=decision.number,
        minute=decision.minute,
        actor=decision.actor,
        events=events,
        seen_by=tuple(seen),
        named_to=tuple(named),
        key=any(weight_of(event) == KEY for event in events),
        source=decision.source,
        wait=all(isinstance(event, TurnPassed) for event in events),
        row=row,
    )


def lane_actors(scenario: Scenario, words: Mapping[str, str], world: str) -> tuple[ActorMark, ...]:
    """Return the lanes: a seat each, and everybody else in the last."""
    seats = tuple(actor_mark(actor, words) for actor in seats_of(scenario))
    return (*seats, ActorMark(id="", label=world))


def lane_of(item: Item, seats: Sequence[str], eye: str | None) -> int:
    """Return an item's lane; a doing without a known author lies in the world's."""
    known = eye is None or eye not in item.seen_by or eye in item.named_to
    return seats.index(item.actor) if known and item.actor in seats else len(seats)


def sentence(item: Item, wording: Wording) -> str:
    """Return an item in words: the row's own text, or who did what in few of them."""
    names = wording.names
    if item.row and text_key(item.row) in names:
        return names[text_key(item.row)]
    event = max(item.events, key=weight_of)
    if isinstance(event, _PACKAGES) and event.package is not None:
        issues = tuple(issue.id for issue in wording.scenario.issues[:TERMS_TOLD])
        return wording.text(
            f"ui.replay.{key_of(event_kind(event)).removeprefix('event.')}",
            actor=wording.actor(item.actor),
            terms=wording.package(event.package, issues),
        )
    author = author_of(event)
    words = said(wording, event, told_as=told_as(event, item.actor))
    if not author or isinstance(event, OF_ALL):
        return capital(words)
    return wording("who_said", who=wording.actor(author), said=words)


def aside(item: Item, wording: Wording) -> str:
    """Return the row of the facts, for what really happened."""
    return wording.text("ui.replay.row", n=item.row) if item.row else ""


def mark_of(item: Item, scenario: Scenario, words: Mapping[str, str], eye: str | None) -> ActorMark:
    """Return the mark of whoever did it, grey for the world and for the unseen."""
    known = eye is None or eye in item.named_to
    actor = index_of(scenario).actors.get(item.actor)
    if not known or actor is None or not actor.is_seat:
        return ActorMark(id="", label="")
    return actor_mark(actor, words)
