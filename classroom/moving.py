"""
What students do: move, write, answer forms. Same key, same answer; nothing happens twice.

An answer is a plain value that is kept with the move in one transaction, so that whoever asks again
after a crash is told what was decided the first time.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from classroom.cohort import facts as f
from classroom.cohort.state import Member
from classroom.denied import Denied
from classroom.forms import Filled
from classroom.joining import cleaned
from classroom.room import Room
from classroom.tables import Table, TooLate
from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.events import event_kind
from sim.engine.session import NotYourStopError
from sim.record.codec import canonical
from sim.record.texts import keep_text

BODY_MOST = 2000
KEY_MOST = 64
Answer = dict[str, Any]


def move(room: Room, who: str, key: str, seen: int, wanted: m.Move) -> Answer:
    """Decide a student's move."""
    return _once(room, who, key, lambda member: _moved(room, member, seen, wanted))


def say(room: Room, who: str, key: str, to: str | None, body: str) -> Answer:
    """Put a message on the record: to one seat, or with None to the whole table."""
    return _once(room, who, key, lambda member: _said(room, member, to, body))


def _once(room: Room, who: str, key: str, act: Any) -> Answer:
    member = room.member(who)
    if not key or len(key) > KEY_MOST:
        raise Denied("no_key", 422)
    kept = room.store.answer(room.code, who, key)
    if kept is not None:
        found: Answer = msgspec.json.decode(kept)
        return found
    answer: Answer = act(member)
    room.store.keep_answer(room.code, who, key, canonical(answer))
    return answer


def playing(room: Room, member: Member) -> Table:
    """Return the table at which a member may act now, or raise Denied."""
    cohort = room.cohort
    if not member.seated:
        raise Denied("no_seat")
    if member.duty == f.OBSERVER:
        raise Denied("observer", 403)
    if cohort.clock.phase != f.BARGAINING:
        raise Denied("not_bargaining")
    if cohort.clock.paused:
        raise Denied("paused")
    place = cohort.places[member.table]
    if place.status:
        raise Denied("table_over")
    if member.seat in place.strategies:
        raise Denied("strategy_sits")
    return room.tables[member.table]


def _moved(room: Room, member: Member, seen: int, wanted: m.Move) -> Answer:
    table = playing(room, member)
    if isinstance(wanted, m.Say) and wanted.text is not None:
        raise Denied("no_text", 422)
    return _submitted(room, table, member, seen, wanted)


def _said(room: Room, member: Member, to: str | None, body: str) -> Answer:
    body = checked_words(member, body)
    table = playing(room, member)
    if to is not None and (to == member.seat or to not in room.cohort.opened.seats):
        raise Denied("no_such_seat", 422)
    text = keep_text(table.session.log, member.who, body)
    room.heard(table.number, text.text, body, member.who)
    return _submitted(
        room, table, member, table.seen(member.seat), m.Say(topic="text", to=to, text=text)
    )


def checked_words(member: Member, body: str) -> str:
    """Return a message as it is kept; raise Denied for what may not be said."""
    if member.muted:
        raise Denied("muted", 403)
    body = cleaned(body)
    if not body:
        raise Denied("empty", 422)
    if len(body) > BODY_MOST:
        raise Denied("long", 422, most=BODY_MOST)
    return body


def _submitted(room: Room, table: Table, member: Member, seen: int, wanted: m.Move) -> Answer:
    before = len(table.session.decisions)
    answer = submitted(table, member.seat, seen, wanted)
    if "done" in answer:
        room.stamped(table, before, member.who)
    return answer


def submitted(table: Table, seat: str, seen: int, wanted: m.Move) -> Answer:
    """Decide a move at a table and return what is answered; nothing is kept here."""
    try:
        found = table.submit(seat, wanted, seen)
    except NotYourStopError:
        raise Denied("not_due") from None
    except ValueError as error:
        raise Denied("no_move", 422, why=str(error)) from error
    if isinstance(found, TooLate):
        return {
            "conflict": {"seen": found.seen, "now": found.now, "event": event_kind(found.event)}
        }
    if isinstance(found, Refusal):
        return {"refused": found.code, "kind": found.kind, "legal": list(found.legal)}
    return {"done": m.move_kind(wanted), "k": table.seen(seat), "epoch": table.epoch}


def fill(room: Room, who: str, forms: Mapping[str, Filled]) -> None:
    """Keep forms; their words lie under the participant, the journal has references."""
    room.member(who)
    if not set(forms) <= set(f.FORMS_OF_CLASS):
        raise Denied("no_such_form", 404)
    if room.cohort.closed:
        raise Denied("closed", 410)
    for form, filled in forms.items():
        _fill(room, who, form, filled)


def _fill(room: Room, who: str, form: str, filled: Filled) -> None:
    kept, (answers, package, texts) = {}, filled
    for item, body in texts.items():
        words = cleaned(body)
        if len(words) > BODY_MOST:
            raise Denied("long", 422, most=BODY_MOST)
        if words:
            kept[item] = room.keep_words(who, words)
    room.tell(
        f.FormFilled(who=who, form=form, answers=dict(answers), package=dict(package), texts=kept)
    )
