"""
Goal: the closed unions are whole, so that no kind of move or event is half there.

Method: read the classes and the tables over them; play nothing.
"""

import re
from types import UnionType
from typing import ClassVar, get_args, get_origin, get_type_hints

import attrs
import pytest

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import _RULES
from sim.domain.rules.choices import _PROPOSERS
from sim.domain.rules.legal import LEGAL
from sim.domain.rules.legal_checks import CHECKS
from sim.domain.talks import OUTCOMES, PHASES

FROZEN = [
    "propose",
    "accept",
    "reject",
    "withdraw",
    "suspend",
    "resume",
    "walk",
    "sue",
    "invite",
    "ask",
    "answer",
    "disclose",
    "lobby",
    "say",
    "state",
    "retract",
    "pledge",
    "leak",
    "threaten",
    "order",
    "set_deadline",
    "extend_deadline",
    "open_inquiry",
    "close_inquiry",
    "seek_undertaking",
    "condition",
    "approve",
    "endorse",
    "block",
    "restrict_export",
    "enjoin",
    "publish_poll",
    "wait",
    "take",
    "release",
    "reseed",
]
FACILITATING = {m.Take, m.Release, m.Reseed}
BARE = {m.Approve, m.Take, m.Release}
"""Moves whose check stands elsewhere, or that the facilitator alone makes."""


def test_moves_bear_their_frozen_names():
    assert list(m.MOVES) == FROZEN
    assert set(m.MOVES.values()) == set(get_args(m.Move))


def test_outcomes_and_phases_bear_their_frozen_names():
    assert OUTCOMES == ("deal", "rival", "blocked", "banned", "lapsed", "walked")
    assert PHASES == ("opening", "bargaining", "signed", "approvals", "closed")


@pytest.mark.parametrize("cls", m.MOVES.values(), ids=m.MOVES)
def test_every_move_has_a_line_a_rule_a_check_and_a_proposer(cls):
    assert cls in LEGAL
    assert (cls in _RULES) != (cls in FACILITATING)
    assert cls in CHECKS or cls in BARE
    assert (cls in _PROPOSERS) != (cls in FACILITATING)


def test_events_are_the_closed_union_of_at_least_25_kinds():
    assert set(e.EVENTS.values()) == set(get_args(e.Event))
    assert len(e.EVENTS) >= 25
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+/[1-9]\d*", kind) for kind in e.EVENTS)


NEEDED = {
    e.PUBLIC: set(),
    e.ENGINE: set(),
    e.OWN: {"by"},
    e.TABLE: {"table"},
    e.PAIR: {"by", "to"},
    e.CHANNEL: {"channel"},
}


@pytest.mark.parametrize("cls", e.EVENTS.values(), ids=e.EVENTS)
def test_every_event_says_who_learns_of_it(cls):
    fields = {field.name for field in attrs.fields(cls)}
    assert NEEDED[cls.AUDIENCE] <= fields
    assert isinstance(getattr(cls, "REVEALS", False), bool)


def _types(hint):
    if isinstance(hint, UnionType) or get_origin(hint) is tuple:
        return {one for part in get_args(hint) for one in _types(part)}
    return {field for hint in _hints(hint) for field in _types(hint)} or {hint}


def _hints(cls):
    if not attrs.has(cls):
        return ()
    return [h for h in get_type_hints(cls).values() if get_origin(h) is not ClassVar]


@pytest.mark.parametrize("cls", {**m.MOVES, **e.EVENTS}.values(), ids=[*m.MOVES, *e.EVENTS])
def test_no_field_is_a_float_or_of_an_open_type(cls):
    found = {one for hint in _hints(cls) for one in _types(hint)}
    assert found <= {int, str, bool, Package, type(None), Ellipsis}
