"""
Goal: the desk has words for whatever a seat may see happen, in both languages.
"""

import attrs
import pytest

from sim.domain import events as e
from sim.words import languages, load

_FLAGS = ("found", "granted", "paper")
UNTOLD = (e.ENGINE, e.OWN)
"""Engine events and what happens within one seat keep the books; no row shows them."""
BOOKS = {"gauges.moved", "mood.shifted", "remark.made", "remark.whispered", "approvals.opened"}
"""Told by gauges, by the words of the remark itself, and by the paper that was signed."""


def _keys(kind, event):
    key = kind.partition("/")[0]
    names = {field.name for field in attrs.fields(event)}
    flagged = any(flag in names for flag in _FLAGS)
    return [f"{key}.yes", f"{key}.no"] if flagged else [key]


TOLD = [
    key
    for kind, event in e.EVENTS.items()
    if event.AUDIENCE not in UNTOLD and kind.partition("/")[0] not in BOOKS
    for key in _keys(kind, event)
]


@pytest.mark.parametrize("lang", languages())
def test_every_event_that_a_seat_sees_is_said_at_the_desk(lang):
    text = load(lang)
    missing = [key for key in TOLD if not text.has(f"ui.desk.said.{key}")]
    assert not missing
