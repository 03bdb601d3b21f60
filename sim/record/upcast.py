"""
Old shapes of moves and events, lifted one schema number at a time; only old kinds pay.

An upcaster is a pure function from one dict to the next; it refuses what the old shape never held.
Stored bytes are never rewritten, so the chain of an old record holds for ever.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sim.domain.events import EVENTS
from sim.domain.units import MILLI
from sim.record.errors import NewerFormat, RecordError

Body = dict[str, Any]
Upcaster = Callable[[Body], Body]


def _poll_published_0(body: Body) -> Body:
    """Lift a poll told in whole points (before the first release) to thousandths of a point."""
    _expect(body, "poll.published/0", {"by": str, "gauge": str, "points": int})
    return {"by": body["by"], "gauge": body["gauge"], "value": body["points"] * MILLI}


UPCASTERS: Mapping[str, tuple[str, Upcaster]] = {
    "poll.published/0": ("poll.published/1", _poll_published_0),
}
"""The next kind and the step to it, by old kind."""

ADDED_FIELDS: Mapping[str, Body] = {}
"""Fields that a move gained since the first release, by kind, with what their absence means."""


def upgrade(kind: str, body: Body) -> tuple[str, Body]:
    """Return the event as this version knows it; raise for a kind that no version up to it had."""
    while kind not in EVENTS:
        step = UPCASTERS.get(kind)
        if step is None:
            raise _unknown(kind)
        body = step[1](body)
        kind = step[0]
    return kind, body


def _unknown(kind: str) -> RecordError:
    """Return the error for a kind: newer than this program, or never heard of."""
    name, _, schema = kind.rpartition("/")
    known = [int(k.rpartition("/")[2]) for k in EVENTS if k.rpartition("/")[0] == name]
    if known and schema.isascii() and schema.isdigit() and int(schema[:9]) > max(known):
        return NewerFormat(
            "event",
            f"the event kind {kind[:60]!r} was written by a newer version of the program",
            "update the program to read beyond this point",
        )
    return RecordError(
        "event",
        f"the event kind {kind[:60]!r} is unknown to this version",
        "check that the file is whole, or update the program",
    )


def _expect(body: Body, kind: str, fields: Mapping[str, type]) -> None:
    """Raise unless the old body has exactly these fields of these types."""
    wrong = sorted(body.keys() ^ fields.keys())
    wrong += [name for name, cls in fields.items() if name in body and type(body[name]) is not cls]
    if wrong:
        raise RecordError(
            "event",
            f"{kind} has a missing, unknown or wrongly typed field {str(wrong[0])[:60]!r}",
            "restore the file from a copy",
        )
