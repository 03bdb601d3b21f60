"""Rows of events and messages: the record of every table as it happened."""

from collections.abc import Iterator

from classroom.exports import common
from classroom.exports.columns import Row
from classroom.exports.flow import answered, root
from classroom.exports.kept import Kept, KeptTable
from sim.domain import events as e
from sim.domain.audience import audience
from sim.domain.decision import Decision

Spoken = e.RemarkMade | e.RemarkWhispered


def events(kept: Kept) -> Iterator[Row]:
    """Yield every event of every table, in order."""
    for table in kept.tables:
        links = answered(table.played.decisions)
        begun = 0
        for decision in table.played.decisions:
            shared = _shared(kept, table, decision, root(links, decision.number))
            for position, event in enumerate(decision.events, begun + 1):
                yield {**shared, **_event(kept, table, position, event)}
            begun += len(decision.events)


def _numbered(table: KeptTable) -> Iterator[tuple[int, Decision, e.Event]]:
    position = 0
    for decision in table.played.decisions:
        for event in decision.events:
            position += 1
            yield position, decision, event


def _shared(kept: Kept, table: KeptTable, decision: Decision, first: int) -> Row:
    """Return what all events of a decision have in common."""
    number = table.played.table
    return {
        **common.table_ids(kept, number),
        **common.when(table, decision),
        **common.who(kept, decision.actor),
        "actor_kind": common.actor_kind(kept, decision),
        "causation_id": common.decision_id(kept, number, decision.number),
        "correlation_id": common.decision_id(kept, number, first),
    }


def _event(kept: Kept, table: KeptTable, position: int, event: e.Event) -> Row:
    kind, _, version = e.event_kind(event).partition("/")
    return {
        "position": position,
        "event_id": f"{kept.table_id(table.played.table)}.{position}",
        "event_type": kind,
        "event_version": int(version),
        "visibility": _visibility(kept, event),
        "payload_json": common.js(event),
    }


def _visibility(kept: Kept, event: e.Event) -> str:
    seen = audience(event, kept.scenario)
    if seen is None:
        return e.PUBLIC
    return common.APART.join(seen) or e.ENGINE


def messages(kept: Kept, *, bodies: bool) -> Iterator[Row]:
    """Yield everything that people wrote at their tables, without the words unless asked for."""
    for table in kept.tables:
        for position, decision, event in _numbered(table):
            if isinstance(event, Spoken) and event.text is not None:
                yield _message(kept, table, (position, decision, event), bodies=bodies)


def _message(
    kept: Kept, table: KeptTable, at: tuple[int, Decision, Spoken], *, bodies: bool
) -> Row:
    position, decision, event = at
    assert event.text is not None, "only words are messages"
    to = event.to if isinstance(event, e.RemarkWhispered) else common.EVERYBODY
    author = common.participant(table, decision)
    member = kept.cohort.members.get(author)
    return {
        **common.table_ids(kept, table.played.table),
        "position": position,
        "message_id": event.text.text,
        **common.when(table, decision),
        **common.who(kept, event.by),
        "participant_code": author,
        "to": to,
        "channel": "pair" if to != common.EVERYBODY else "table",
        "language": "" if member is None else member.lang,
        **common.words(table.bodies.get(event.text.text), messages=bodies),
    }
