"""Moves as people and scripts type them: `[kind, {..}]`, with clear words for what is wrong."""

import re
from typing import Any

import attrs
import msgspec

from sim.domain.deal import Package
from sim.domain.moves import KIND_OF_MOVE, MOVES, Move, move_kind
from sim.record.codec import BROKEN, _decode_move, _encode, body_of, canonical, check_numbers
from sim.record.errors import RecordError

FORM = 'write one move as ["kind", {"field": value}]'
_FIELD = re.compile(r" - at `\$\.?([^`]*)`")


def move_to_json(move: Move) -> list[Any]:
    """Return a move as `[kind, {..}]` of plain JSON values, every field present."""
    return [move_kind(move), body_of(move)]


def move_from_json(value: object, file: str = "move", line: int | None = None) -> Move:
    """
    Return the move of `[kind, {..}]`, given as JSON text or as plain values.

    Fields with a default may be missing. The first wrong field is named in the error.
    """
    try:
        return _move(_parsed(value))
    except _Wrong as wrong:
        raise RecordError(file, wrong.reason, wrong.remedy, line) from None


class _Wrong(Exception):
    """One thing wrong with a typed move."""

    def __init__(self, reason: str, remedy: str = FORM) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def _parsed(value: object) -> object:
    """Return plain values from JSON text, or the value itself."""
    try:
        if isinstance(value, str | bytes):
            value = msgspec.json.decode(value)
        check_numbers(value)
    except BROKEN as error:
        raise _Wrong(f"the move is not readable JSON ({error})") from error
    return value


def _move(value: object) -> Move:
    """Return the move of parsed JSON."""
    match value:
        case [str(kind), dict(body)]:
            pass
        case _:
            raise _Wrong("a move must be a list of its kind and its fields")
    if kind not in MOVES:
        raise _Wrong(f"there is no move {kind[:60]!r}", f"choose one of {', '.join(MOVES)}")
    _check_names(kind, body)
    try:
        return msgspec.convert(body, MOVES[kind], dec_hook=_package)
    except BROKEN as error:
        found = _FIELD.search(str(error))
        field = f"field {found[1].split('.')[0]!r}" if found and found[1] else "a field"
        reason = _FIELD.sub("", str(error)).replace("`", "")
        raise _Wrong(f"{kind}: {field} is wrong ({reason})") from error


def _check_names(kind: str, body: dict[str, Any]) -> None:
    """Raise for a field that the move does not have, or lacks without a default."""
    fields = {field.name: field for field in attrs.fields(MOVES[kind])}
    known = ", ".join(fields) or "none"
    for name in body:
        if name not in fields:
            raise _Wrong(f"{kind}: there is no field {str(name)[:60]!r}", f"its fields: {known}")
    for name, field in fields.items():
        if name not in body and field.default is attrs.NOTHING:
            raise _Wrong(f"{kind}: the field {name!r} is missing", f"its fields: {known}")


def _package(cls: type, value: Any) -> Package:
    """Build a package, refusing true for 1."""
    if cls is not Package or not isinstance(value, dict):
        raise TypeError("a package must be an object of issue to option")
    for issue, option in value.items():
        if type(option) is not str and type(option) is not int:
            raise TypeError(f"option of {issue!r} must be a text or a whole number")
    return Package(value)


def is_well_formed(move: object) -> bool:
    """Tell whether a value is a move that a line can hold and give back unchanged."""
    kind = KIND_OF_MOVE.get(type(move))  # type: ignore[arg-type]
    if kind is None:
        return False
    try:
        data = canonical(move)
        found = _decode_move[kind](data)
        # By bytes too, since 40.0 equals 40 and true equals 1.
        return bool(found == move) and _encode(found) == data
    except (RecordError, *BROKEN):
        return False
