"""What a teacher's button asks for, as something the writer does."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from classroom import joining, leading
from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.founding import changing_word
from classroom.room import Room
from sim.record.errors import RecordError
from sim.record.requests import move_from_json

Fields = Mapping[str, str]
Act = Callable[[Room], object]
_DIGITS = 6
_SEATS_MOST = 400


def act_of(fields: Fields) -> Act:
    """Return what a posted form asks for; raise Denied for what is no act or lacks a field."""
    made = _ACTS.get(fields.get("act", ""))
    if made is None:
        raise Denied("no_such_act", 422)
    return made(fields)


def _number(fields: Fields, name: str) -> int:
    text = fields.get(name, "").strip()
    if not text.isdigit() or len(text) > _DIGITS:
        raise Denied("no_number", 422, field=name)
    return int(text)


def _phase(fields: Fields) -> Act:
    seconds = _number(fields, "seconds") if fields.get("seconds") else None
    phase = fields.get("phase", "")
    return lambda room: leading.begin(room, phase, seconds)


def _at_seat(act: Callable[[Room, int, str], None]) -> Callable[[Fields], Act]:
    def made(fields: Fields) -> Act:
        table, seat = _number(fields, "table"), fields.get("seat", "")
        return lambda room: act(room, table, seat)

    return made


def _nudge_all(fields: Fields) -> Act:
    """Ask every named seat, `3.host,5.ally`; one that moved or ended meanwhile is left alone."""
    pairs = [one.partition(".") for one in fields.get("seats", "").split(",")[:_SEATS_MOST]]
    seats = [
        (int(table), seat) for table, _, seat in pairs if table.isdigit() and len(table) <= _DIGITS
    ]

    def nudge(room: Room) -> None:
        for table, seat in seats:
            if table in room.tables and seat in room.tables[table].due():
                with suppress(Denied):
                    leading.nudge(room, table, seat)

    return nudge


def _of_person(act: Callable[[Room, str], object]) -> Callable[[Fields], Act]:
    def made(fields: Fields) -> Act:
        who = fields.get("who", "")
        return lambda room: act(room, who)

    return made


def _plain(act: Act) -> Callable[[Fields], Act]:
    return lambda _: act


def _extend(fields: Fields) -> Act:
    seconds = _number(fields, "seconds")
    return lambda room: leading.extend(room, seconds)


def _end_table(fields: Fields) -> Act:
    table = _number(fields, "table")
    return lambda room: leading.end_table(room, table)


def _shift(fields: Fields) -> Act:
    who, table, seat = fields.get("who", ""), _number(fields, "table"), fields.get("seat", "")
    return lambda room: leading.shift(room, who, table, seat)


def _happen(fields: Fields) -> Act:
    try:
        move = move_from_json(fields.get("move", ""))
    except RecordError as error:
        raise Denied("no_move", 422, why=error.reason) from None
    actor = fields.get("actor", "")
    return lambda room: leading.happen(room, actor, move)


def _names(fields: Fields) -> Act:
    shown = fields.get("shown", "") in {"1", "true", "on", "yes"}
    return lambda room: leading.names(room, shown=shown)


def _page(fields: Fields) -> Act:
    page = fields.get("page", "")[:40]
    return lambda room: leading.page(room, page)


def _fork(fields: Fields) -> Act:
    table, decision = _number(fields, "table"), _number(fields, "decision")
    return lambda room: leading.fork(room, table, decision)


def _word(fields: Fields) -> Act:
    chosen = "" if fields.get("off") else changing_word()
    return lambda room: leading.word(room, chosen)


_ACTS: Mapping[str, Callable[[Fields], Act]] = {
    "phase": _phase,
    "pause": _plain(leading.pause),
    "resume": _plain(leading.resume),
    "extend": _extend,
    "end_table": _end_table,
    "end_all": _plain(lambda room: leading.begin(room, f.FORMS)),
    "nudge": _at_seat(leading.nudge),
    "nudge_all": _nudge_all,
    "strategy": _at_seat(leading.strategy),
    "person": _at_seat(leading.person),
    "shift": _shift,
    "mute": _of_person(leading.mute),
    "hear": _of_person(leading.hear),
    "ban": _of_person(leading.ban),
    "renew": _of_person(joining.renew),
    "shut": _plain(leading.shut),
    "open": _plain(leading.open_again),
    "word": _word,
    "happen": _happen,
    "reveal": _plain(leading.reveal),
    "names": _names,
    "page": _page,
    "fork": _fork,
    "erase": _of_person(leading.erase),
    "close": _plain(lambda room: leading.begin(room, f.CLOSED)),
}
GUARDED = frozenset({"erase"})
"""Acts before which the passphrase must be fresh."""
