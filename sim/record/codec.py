"""
Values to canonical bytes and back: sorted keys, UTF-8, no spaces, whole numbers only.

`decode_decision` is the hot path of replay: it trusts bytes the chain has vouched for, and has all
of a line read in one go; a line that does not fit is read again in steps, to lift it or to say what
is wrong. The strict reading of bytes from outside lives in `strict`, moves typed by people in
`requests`.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from attrs import fields
from msgspec import Meta, Raw, Struct, defstruct
from msgspec.json import Decoder, Encoder
from msgspec.json import decode as decode_any

from sim.domain.deal import Option, Package
from sim.domain.decision import FORMAT, Decision, Header, decision_of
from sim.domain.events import EVENTS, Event
from sim.domain.lookup import index_of
from sim.domain.moves import MOVES, Move
from sim.record.errors import NewerFormat, RecordError
from sim.record.upcast import upgrade

BROKEN = (ValueError, TypeError, RecursionError, OverflowError)
"""What msgspec, UTF-8 and deep nesting raise on bad bytes; msgspec's own errors are ValueErrors."""
RESTORE = "restore the file from a copy, or keep only what comes before this place"
INT_LIMIT = 2**63
"""Whole numbers lie in -INT_LIMIT to INT_LIMIT - 1."""
ENDED = "talks.ended"

_DIGITS_AS_ZERO = bytes(ord("0") if chr(byte).isdecimal() else byte for byte in range(256))
_LONG_NUMBER = b"0" * 19
_SCENARIO = "scenario"
_HEADER_FIELDS = tuple(field.name for field in fields(Header) if field.name != _SCENARIO)
_FORMAT_NAME = FORMAT.rpartition("/")[0]


_Number = Annotated[int, Meta(ge=1)]
_Source = Literal["human", "strategy", "script", "facilitator"]
_Minute = Annotated[int, Meta(ge=0)]


class _Line(Struct, forbid_unknown_fields=True, gc=False):
    """A decision line with the bodies of its move and events still undecoded."""

    a: str
    d: _Number
    e: tuple[tuple[str, Raw], ...]
    m: tuple[str, Raw]
    s: _Source
    t: _Minute


def _pairs(kinds: Mapping[str, type]) -> dict[type, Any]:
    """Return by class a struct that is `[kind, body]` in JSON: msgspec tells them by the kind."""
    return {
        cls: defstruct(
            cls.__name__,
            [("body", cls)],
            tag=kind,
            array_like=True,
            forbid_unknown_fields=True,
            gc=False,
        )
        for kind, cls in kinds.items()
    }


_EVENT_PAIRS = _pairs(EVENTS)
_MOVE_PAIRS = _pairs(MOVES)
_Whole: Any = defstruct(
    "_Whole",
    [
        ("a", str),
        ("d", _Number),
        ("e", tuple[reduce(or_, _EVENT_PAIRS.values()), ...]),  # type: ignore[misc]
        ("m", reduce(or_, _MOVE_PAIRS.values())),
        ("s", _Source),
        ("t", _Minute),
    ],
    forbid_unknown_fields=True,
    gc=False,
)
"""A decision line to the last field, in the kinds of this version."""


class _Kinds(Struct, gc=False):
    """The kinds of a line's events, and nothing else of it."""

    e: tuple[tuple[str, Raw], ...]


class _Format(Struct):
    """The one key of a header that every format has."""

    format: str


@lru_cache(maxsize=4096)
def _interned(items: tuple[tuple[str, Option], ...]) -> Package:
    """Return one shared package for equal items; a package recurs in its move and its events."""
    for _, option in items:
        if type(option) is not str and type(option) is not int:
            raise TypeError("an option must be a text or a whole number")
    return Package(dict(items))


def _package(cls: type, value: Any) -> Package:
    """
    Build a package from a JSON object of issue to option.

    The lookup may take true for 1; the strict readers find that by writing the value again.
    """
    if cls is not Package or type(value) is not dict:
        raise TypeError("a package must be an object of issue to option")
    return _interned(tuple(value.items()))


def plain(value: object) -> object:
    """Return what msgspec cannot write by itself as something it can."""
    if isinstance(value, Package):
        return dict(value.items)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} has no place in a record")


_encode = Encoder(order="sorted", enc_hook=plain).encode
_decode_whole = Decoder(_Whole, dec_hook=_package).decode
_decode_line = Decoder(_Line).decode
_decode_kinds = Decoder(_Kinds).decode
_decode_header = Decoder(Header, dec_hook=_package).decode
_decode_move = {kind: Decoder(cls, dec_hook=_package).decode for kind, cls in MOVES.items()}
_decode_event = {kind: Decoder(cls, dec_hook=_package).decode for kind, cls in EVENTS.items()}


def canonical(value: object) -> bytes:
    """Return the canonical JSON of a value; raise RecordError for what a record cannot hold."""
    try:
        data = _encode(value)
        if _LONG_NUMBER in data.translate(_DIGITS_AS_ZERO):
            check_numbers(decode_any(data))
    except BROKEN as error:
        raise RecordError(
            "value", f"it cannot be written: {error}", "use texts and whole numbers of 64 bits"
        ) from error
    return data


def check_numbers(value: object) -> None:
    """Raise an error for a float, or a whole number beyond 64 bits, anywhere in plain JSON."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is not a whole number")
    if isinstance(value, int) and not -INT_LIMIT <= value < INT_LIMIT:
        raise ValueError("a whole number is beyond 64 bits")
    entries: Iterable[object] = ()
    if isinstance(value, dict):
        entries = value.values()
    elif isinstance(value, list):
        entries = value
    for entry in entries:
        check_numbers(entry)


def has_long_numbers(data: bytes) -> bool:
    """Tell whether the bytes may hold a number beyond 64 bits."""
    return _LONG_NUMBER in data.translate(_DIGITS_AS_ZERO)


def encode_header(header: Header) -> bytes:
    """Return the header line, without its newline; the scenario's part is written but once."""
    kept = index_of(header.scenario).kept
    if _SCENARIO not in kept:
        kept[_SCENARIO] = canonical(header.scenario)
    others = {name: getattr(header, name) for name in _HEADER_FIELDS}
    canonical(others)  # refuses what a record cannot hold
    return _encode({**others, _SCENARIO: Raw(kept[_SCENARIO])})


def encode_decision(decision: Decision) -> bytes:
    """Return the decision line, without its newline."""
    return canonical(_whole(decision))


def is_written_so(decision: Decision, line: bytes) -> bool:
    """Tell whether the line is what this version writes for a decision, with no long number."""
    try:
        return bool(_encode(_whole(decision)) == line) and not has_long_numbers(line)
    except BROKEN:
        return False


def _whole(decision: Decision) -> Struct:
    """Return a decision as the struct of its line."""
    made: Struct = _Whole(
        decision.actor,
        decision.number,
        [_EVENT_PAIRS[type(event)](event) for event in decision.events],
        _MOVE_PAIRS[type(decision.move)](decision.move),
        decision.source,
        decision.minute,
    )
    return made


def decode_decision(line: bytes) -> Decision:
    """Return the decision of a line that the chain vouches for; under a microsecond an event."""
    try:
        raw = _decode_whole(line)
    except BROKEN:
        return _decode_steps(line)
    events = tuple([pair.body for pair in raw.e])
    return decision_of(raw.d, raw.a, raw.t, raw.s, raw.m.body, events)


def _decode_steps(line: bytes) -> Decision:
    """Return the decision of a line that holds kinds of another version; name what is wrong."""
    try:
        raw = _decode_line(line)
        return Decision(
            number=raw.d,
            actor=raw.a,
            minute=raw.t,
            source=raw.s,
            move=_move(*raw.m),
            events=tuple([_event(kind, body) for kind, body in raw.e]),
        )
    except BROKEN as error:
        raise _unreadable(error) from error


def _move(kind: str, body: Raw) -> Move:
    """Return a move, or name the unknown kind."""
    if kind not in _decode_move:
        raise RecordError(
            "decision",
            f"the move {kind[:60]!r} is unknown to this version",
            "check that the file is whole, or update the program",
        )
    return _decode_move[kind](body)


def _event(kind: str, body: Raw) -> Event:
    """Return an event, lifted from an older shape if need be."""
    if kind not in _decode_event:
        kind, lifted = upgrade(kind, decode_any(body, type=dict[str, Any]))
        return _decode_event[kind](_encode(lifted))
    return _decode_event[kind](body)


def _unreadable(error: Exception) -> RecordError:
    """Return the error for bytes that are no decision line."""
    return RecordError("decision", f"not a decision line ({error})", RESTORE)


@lru_cache(maxsize=32)
def decode_header(line: bytes) -> Header:
    """
    Return the header of a line; equal lines share one value, as many games have one scenario.

    A header may lack fields that have a default: those of a scenario grow with the versions.
    """
    try:
        check_format(line)
        header = _decode_header(line)
        found = decode_any(line)
        check_numbers(found)
        known = _encode(header)
        sound = _encode(found) == line and (known == line or _is_within(found, decode_any(known)))
    except BROKEN as error:
        raise RecordError("header", f"not a header line ({error})", RESTORE) from error
    if not sound:
        raise RecordError(
            "header", "the header has unknown fields or is not in canonical form", RESTORE
        )
    return header


def _is_within(found: object, known: object) -> bool:
    """Tell whether plain JSON holds nothing but what another holds at the same places."""
    if isinstance(found, dict) and isinstance(known, dict):
        return all(key in known and _is_within(found[key], known[key]) for key in found)
    if isinstance(found, list) and isinstance(known, list):
        return len(found) == len(known) and all(map(_is_within, found, known))
    return type(found) is type(known) and found == known


def check_format(line: bytes) -> None:
    """Raise NewerFormat for a header of a later format, ValueError for one that is not ours."""
    found = decode_any(line, type=_Format).format
    if found == FORMAT:
        return
    name, _, number = found.rpartition("/")
    if name == _FORMAT_NAME and number.isascii() and number.isdigit() and number[0] != "0":
        raise NewerFormat(
            "header",
            f"the record has the format {found[:60]!r}, this version reads {FORMAT!r}",
            "update the program to open it",
        )
    raise ValueError(f"format {found[:60]!r} is not {FORMAT!r}")


def kinds_of(line: bytes) -> tuple[str, ...]:
    """Return the kinds of a line's events without decoding them."""
    try:
        return tuple([kind for kind, _ in _decode_kinds(line).e])
    except BROKEN as error:
        raise _unreadable(error) from error


def is_end(kind: str) -> bool:
    """Tell whether an event of this kind ends the talks, in any schema number."""
    return kind.rpartition("/")[0] == ENDED


def view_bytes(value: object) -> bytes:
    """Return the canonical bytes of any value of the domain, for laws that compare views."""
    return canonical(value)


def body_of(value: Event | Move) -> dict[str, Any]:
    """Return a move's or an event's fields as plain JSON values."""
    body: dict[str, Any] = decode_any(_encode(value))
    return body
