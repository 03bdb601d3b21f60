"""The strict reading of a decision line from outside: what it accepts, it would write itself."""

from typing import Any

import attrs
from msgspec.json import decode as decode_any

from sim.domain.decision import Decision
from sim.domain.events import EVENTS
from sim.domain.moves import MOVES
from sim.record.codec import (
    BROKEN,
    RESTORE,
    canonical,
    check_numbers,
    decode_decision,
    encode_decision,
    has_long_numbers,
    is_written_so,
)
from sim.record.errors import RecordError
from sim.record.upcast import ADDED_FIELDS, upgrade


def check_line(line: bytes) -> Decision:
    """Return the decision of a canonical line; raise RecordError for any other bytes."""
    decision = decode_decision(line)
    if is_written_so(decision, line):
        return decision
    if not has_long_numbers(line):
        encode_decision(decision)  # what cannot be written at all is refused as that
    try:
        lifted = _lifted(line)
    except BROKEN as error:
        raise RecordError("decision", f"not a decision line ({error})", RESTORE) from error
    if encode_decision(decision) != canonical(lifted):
        raise RecordError("decision", "the line holds a value of a wrong type", RESTORE)
    return decision


def _lifted(line: bytes) -> dict[str, Any]:
    """
    Return the plain value of a canonical line with old kinds lifted; raise for any other line.

    This is the slow way, for the few lines that this version would not write itself.
    """
    value: dict[str, Any] = decode_any(line, type=dict[str, Any])
    check_numbers(value)
    if canonical(value) != line:
        raise RecordError(
            "decision", "the line is not in canonical form (key order, spaces, escapes)", RESTORE
        )
    kind, body = value["m"]
    body = {**ADDED_FIELDS.get(kind, {}), **body}
    _check_fields(kind, body, MOVES[kind])
    value["m"] = (kind, body)
    value["e"] = [upgrade(kind, body) for kind, body in value["e"]]
    for kind, body in value["e"]:
        _check_fields(kind, body, EVENTS[kind])
    return value


def _check_fields(kind: str, body: dict[str, Any], cls: type) -> None:
    """Raise unless the body has exactly the fields of its class."""
    wrong = sorted(body.keys() ^ {field.name for field in attrs.fields(cls)})
    if wrong:
        raise RecordError(
            "decision", f"{kind} has a missing or unknown field {wrong[0][:60]!r}", RESTORE
        )
