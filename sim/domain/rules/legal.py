"""
Which moves are open: one table by kind, then what the single move must satisfy.

`refusal_of` sees a view only; `decide`, buttons, strategies, pages and action masks all read this.
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import (
    ALLY,
    AUTHORITY,
    COURT,
    ENVIRONMENT,
    HOST,
    LICENSOR,
    PARTY,
    PRESS,
    RIVAL,
    SELLER,
)
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.rules.legal_checks import (
    CHECKS,
    TALKING,
    extension_range,
    order_range,
    questions_about,
)
from sim.domain.talks import (
    APPROVALS,
    CLOSED,
    SIGNED,
)
from sim.domain.views import View, attention_left

__all__ = [
    "LEGAL",
    "TALKING",
    "Refusal",
    "code_of",
    "extension_range",
    "legal_kinds",
    "open_kinds",
    "order_range",
    "questions_about",
    "refusal_of",
    "refused",
    "unfit_code",
]

# Of a name that was imported, the interpreter finds a method the long way at every call.
_check_of = CHECKS.get

REVIEW = (SIGNED, APPROVALS)
OPEN = (*TALKING, *REVIEW, CLOSED)
ANYONE = (PARTY, AUTHORITY, ENVIRONMENT, "house")
AT_TABLE = (PARTY, RIVAL)


@frozen(kw_only=True)
class Refusal:
    """The rules say no: a stable code, and the kinds of move that are open instead."""

    code: str
    kind: str
    legal: tuple[str, ...]


@frozen
class Line:
    """A row of the table: who (kinds or roles), in which phases, for how much attention."""

    who: tuple[str, ...]
    phases: tuple[str, ...]
    attention: int = 0


LEGAL: Mapping[type[m.Move], Line] = {
    m.Propose: Line(AT_TABLE, TALKING, 1),
    m.Accept: Line(AT_TABLE, (*TALKING, *REVIEW)),
    m.Reject: Line(AT_TABLE, (*TALKING, *REVIEW)),
    m.Withdraw: Line(AT_TABLE, TALKING),
    m.Suspend: Line((PARTY,), TALKING, 1),
    m.Resume: Line((PARTY,), TALKING),
    m.Walk: Line(AT_TABLE, TALKING),
    m.Sue: Line((SELLER,), OPEN, 1),
    m.Invite: Line((SELLER,), TALKING, 1),
    m.Ask: Line((PARTY, AUTHORITY), (*TALKING, *REVIEW), 1),
    m.Answer: Line((PARTY, AUTHORITY), (*TALKING, *REVIEW)),
    m.Disclose: Line((PARTY, AUTHORITY), (*TALKING, *REVIEW), 1),
    m.Lobby: Line((PARTY,), (*TALKING, *REVIEW), 2),
    m.Say: Line(ANYONE, OPEN),
    m.State: Line((PARTY,), TALKING, 1),
    m.Retract: Line((PARTY, AUTHORITY), (*TALKING, *REVIEW), 1),
    m.Pledge: Line((PARTY,), TALKING, 1),
    m.Leak: Line((PARTY, AUTHORITY), (*TALKING, *REVIEW), 1),
    m.Threaten: Line((AUTHORITY,), TALKING, 1),
    m.Order: Line((HOST,), OPEN, 1),
    m.SetDeadline: Line((HOST,), TALKING, 1),
    m.ExtendDeadline: Line((HOST,), OPEN, 1),
    m.OpenInquiry: Line((ALLY,), (*TALKING, *REVIEW), 1),
    m.CloseInquiry: Line((ALLY,), (*TALKING, *REVIEW), 1),
    m.SeekUndertaking: Line((ALLY,), (*TALKING, *REVIEW), 1),
    m.Condition: Line((AUTHORITY,), (*TALKING, *REVIEW), 1),
    m.Approve: Line((AUTHORITY, LICENSOR), REVIEW),
    m.Endorse: Line((ALLY,), REVIEW, 1),
    m.Block: Line((AUTHORITY, LICENSOR), REVIEW),
    m.RestrictExport: Line((LICENSOR,), (*TALKING, *REVIEW)),
    m.Enjoin: Line((COURT,), OPEN),
    m.PublishPoll: Line((PRESS,), OPEN),
    m.Wait: Line(ANYONE, OPEN),
    m.Take: Line((FACILITATOR,), OPEN),
    m.Release: Line((FACILITATOR,), OPEN),
    m.Reseed: Line((FACILITATOR,), OPEN),
}


def may_ever(view: View, kind: type[m.Move]) -> bool:
    """Tell whether the seat's role and the scenario know this kind of move at all."""
    return kind in _known_kinds(view)


def closed_code(view: View, kind: type[m.Move]) -> str | None:
    """Return why a kind of move is not open now whatever its fields, or None."""
    common = view.common
    if common.outcome is not None and kind is not m.Say:
        return "over"
    line = (index_of(view.scenario).lines.get(view.seat) or _known_kinds(view)).get(kind)
    if line is None:
        return "not_yours"
    if common.phase not in line.phases and common.outcome is None:
        return "wrong_phase"
    attention = line.attention
    if attention and attention > attention_left(view.scenario, view.seat, view.own, view.minute):
        return "no_attention"
    return None


def open_kinds(view: View) -> tuple[type[m.Move], ...]:
    """Return the kinds of move that `closed_code` does not close, in the order of the table."""
    common = view.common
    known = _known_kinds(view)
    if common.outcome is not None:
        return tuple(kind for kind in known if kind is m.Say)
    left = view.attention_left
    return tuple(
        kind
        for kind, line in known.items()
        if common.phase in line.phases and line.attention <= left
    )


def _known_kinds(view: View) -> Mapping[type[m.Move], Line]:
    """Return the lines of the moves that the scenario and the seat's role know at all."""
    kept = index_of(view.scenario).lines
    found: Mapping[type[m.Move], Line] | None = kept.get(view.seat)
    if found is None:
        played, actor = view.scenario.moves, view.actor
        found = kept[view.seat] = {
            move: line
            for move, line in LEGAL.items()
            if not played or m.KIND_OF_MOVE[move] in played
            if actor.kind in line.who or actor.role in line.who
        }
    return found


def unfit_code(view: View, move: m.Move) -> str | None:
    """Return why a move of an open kind is refused for its fields, or None if it is legal."""
    check = _check_of(type(move))
    return None if check is None else check(view, move)


def code_of(view: View, move: m.Move) -> str | None:
    """Return why this move is refused, as a stable code, or None if it is legal."""
    kind = type(move)
    code = closed_code(view, kind)
    if code is not None:
        return code
    check = _check_of(kind)
    return None if check is None else check(view, move)


def refusal_of(view: View, move: m.Move) -> Refusal | None:
    """Return the refusal of a move on what the view shows, or None if it is legal."""
    code = code_of(view, move)
    return None if code is None else refused(view, move, code)


def refused(view: View, move: m.Move, code: str) -> Refusal:
    """Return the refusal of a move for a reason found."""
    return Refusal(code=code, kind=m.move_kind(move), legal=legal_kinds(view))


def legal_kinds(view: View) -> tuple[str, ...]:
    """Return the kinds of move that have at least one legal move now, in frozen order."""
    from sim.domain.rules.choices import allowed_moves

    kinds = {m.move_kind(move) for move in allowed_moves(view)}
    return tuple(kind for kind in m.MOVES if kind in kinds)
