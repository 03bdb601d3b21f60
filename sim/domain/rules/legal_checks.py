"""What a single move must satisfy on its requester's view, kind by kind: stable codes or None."""

import re
from collections.abc import Callable, Mapping

from sim.domain import moves as m
from sim.domain.actors import AUTHORITY, HOST, LICENSOR, RIVAL, SELLER
from sim.domain.deal import is_complete
from sim.domain.lookup import index_of, kind_of
from sim.domain.rules.numbers import number
from sim.domain.talks import BARGAINING, OPENING, PENDING, Channel, Offer
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View

TALKING = (OPENING, BARGAINING)
_REST = 5 * MINUTES_DAY
_FAVOURS_MAX = 3


def _channel(view: View, table: str) -> Channel | str:
    if table not in index_of(view.scenario).tables_of[view.seat]:
        return "unknown_table"
    if table in view.common.broken:
        return "table_broken"
    return view.channels[table]


def _offer(channel: Channel, number_of_offer: int) -> Offer | None:
    for offer in channel.offers:
        if offer.id == number_of_offer and offer.standing:
            return offer
    return None


def _propose(view: View, move: m.Propose) -> str | None:
    channel = _channel(view, move.table)
    if isinstance(channel, str):
        return channel
    if move.table in view.common.suspended:
        return "suspended"
    if not is_complete(index_of(view.scenario).options, move.package):
        return "bad_package"
    for issue in view.common.voided:
        if _pays(view, issue, move.package[issue]):
            return "void_payment"
    for offer in channel.offers:
        if offer.standing and offer.by == view.seat and offer.package == move.package:
            return "already_standing"
    return None


def _pays(view: View, issue: str, option: object) -> bool:
    """Tell whether an option of an issue pays something: the first one pays nothing."""
    return bool(option != index_of(view.scenario).issues[issue].options[0])


def _answered(view: View, move: m.Accept | m.Reject) -> str | None:
    if move.offer == 0:
        return _amendment(view, move)
    channel = _channel(view, move.table)
    if isinstance(channel, str):
        return channel
    if view.common.phase not in TALKING:
        return "wrong_phase"
    offer = _offer(channel, move.offer)
    if offer is None:
        return "no_such_offer"
    if offer.by == view.seat:
        return "own_offer"
    if view.seat in offer.accepted:
        return "already_done"
    return "suspended" if move.table in view.common.suspended else None


def _amendment(view: View, move: m.Accept | m.Reject) -> str | None:
    paper = view.common.paper
    if paper is None or paper.amendment is None or paper.table != move.table:
        return "no_amendment"
    if view.seat not in index_of(view.scenario).tables[paper.table].members:
        return "unknown_table"
    return "already_done" if view.seat in paper.accepted else None


def _withdraw(view: View, move: m.Withdraw) -> str | None:
    channel = _channel(view, move.table)
    if isinstance(channel, str):
        return channel
    offer = _offer(channel, move.offer)
    if offer is None:
        return "no_such_offer"
    return None if offer.by == view.seat else "not_own_offer"


def _suspend(view: View, move: m.Suspend) -> str | None:
    channel = _channel(view, move.table)
    if isinstance(channel, str):
        return channel
    return "suspended" if move.table in view.common.suspended else None


def _resume(view: View, move: m.Resume) -> str | None:
    channel = _channel(view, move.table)
    if isinstance(channel, str):
        return channel
    return None if move.table in view.common.suspended else "not_suspended"


def _walk(view: View, move: m.Walk) -> str | None:
    channel = _channel(view, move.table)
    return channel if isinstance(channel, str) else None


def _sue(view: View, _: m.Sue) -> str | None:
    if view.common.order_minute is None:
        return "no_order"
    return "already_done" if view.seat in view.common.suits else None


def _invite(view: View, _: m.Invite) -> str | None:
    rival = next((a for a in view.scenario.actors if a.role == RIVAL), None)
    if rival is None:
        return "nobody_to_invite"
    channel = view.channels[index_of(view.scenario).pairs[view.seat, rival.id]]
    return "saturated" if channel.invitations > 1 else None


def _pair(view: View, other: str) -> Channel | None:
    name = index_of(view.scenario).pairs.get((view.seat, other))
    return None if name is None else view.channels[name]


def _ask(view: View, move: m.Ask) -> str | None:
    scenario = view.scenario
    channel = _pair(view, move.to)
    if channel is None or not index_of(scenario).actors[move.to].is_seat:
        return "unknown_seat"
    if move.question not in questions_about(view, move.to):
        return "unknown_question"
    if any(q.by == view.seat and not q.answered for q in channel.questions):
        return "question_open"
    return None


def questions_about(view: View, other: str) -> tuple[str, ...]:
    """Return what one may ask a seat: an authority for its bar, a party for its reservation."""
    wanted = "threshold" if kind_of(view.scenario, other) == AUTHORITY else "reservation"
    return tuple(q for q in view.scenario.questions if q == wanted)


def _answer(view: View, move: m.Answer) -> str | None:
    channel = _pair(view, move.to)
    if channel is None:
        return "unknown_seat"
    for question in channel.questions:
        if question.number == move.number and question.to == view.seat and not question.answered:
            return None
    return "no_question"


def _disclose(view: View, move: m.Disclose) -> str | None:
    channel = _pair(view, move.to)
    if channel is None or not index_of(view.scenario).actors[move.to].is_seat:
        return "unknown_seat"
    own = "threshold" if view.actor.kind == AUTHORITY else "reservation"
    if move.fact != own or own not in view.scenario.questions:
        return "unknown_question"
    # Shown again at once a proof tells nothing, yet it would earn trust and save diligence again.
    last = channel.shown.get(view.seat)
    rest = number(view.scenario, "proof_rest_days") * MINUTES_DAY
    return "resting" if last is not None and view.minute < last + rest else None


def _lobby(view: View, move: m.Lobby) -> str | None:
    actor = index_of(view.scenario).actors.get(move.to)
    if actor is None or not (actor.kind == AUTHORITY or actor.role == LICENSOR):
        return "no_authority"
    channel = _pair(view, move.to)
    if actor.role == LICENSOR and view.actor.role != SELLER:
        return "not_yours"
    return "saturated" if channel is None or channel.lobbies > 2 else None  # noqa: PLR2004


_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z0-9_]{1,32}){0,4}")
_TEXT_ID = re.compile(r"[0-9a-f]{8,64}")
_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_REASON = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def _is_free(move: m.Say) -> bool:
    """Tell whether words of a person would enter the line: a key and a commitment hold none."""
    if not _KEY.fullmatch(move.topic):
        return True
    text = move.text
    return text is not None and not (
        _TEXT_ID.fullmatch(text.text) and _COMMITMENT.fullmatch(text.commit)
    )


def _say(view: View, move: m.Say) -> str | None:
    if _is_free(move):
        return "no_text"
    if move.to is not None and _pair(view, move.to) is None:
        return "unknown_seat"
    return "no_text" if (move.topic == "text") != (move.text is not None) else None


def _state(view: View, move: m.State) -> str | None:
    issue = index_of(view.scenario).issues.get(move.issue)
    if issue is None:
        return "unknown_issue"
    if move.line not in issue.options or isinstance(move.line, bool):
        return "bad_package"
    weight = sum(line.weight for line in view.common.commitments if line.by == view.seat)
    return "saturated" if weight >= number(view.scenario, "weight_max") else None


def _retract(view: View, _: m.Retract) -> str | None:
    common = view.common
    if any(line.by == view.seat for line in common.commitments):
        return None
    if view.seat in common.threats:
        return None
    if common.order_by == view.seat and common.paper is None:
        return None
    return "nothing_to_retract"


def _pledge(view: View, move: m.Pledge) -> str | None:
    issue = index_of(view.scenario).issues.get(move.issue)
    if issue is None:
        return "unknown_issue"
    if move.option not in issue.options or isinstance(move.option, bool):
        return "bad_package"
    if any(p.by == view.seat and p.issue == move.issue for p in view.common.pledges):
        return "already_done"
    return None


def _leak(view: View, move: m.Leak) -> str | None:
    card = next((c for c in view.scenario.cards if c.id == move.card), None)
    if card is None or not {view.actor.role, view.actor.kind} & set(card.roles):
        return "unknown_card"
    last = view.own.leaked_minute
    rest = number(view.scenario, "leak_rest_minutes")
    return "resting" if last is not None and view.minute < last + rest else None


def _threaten(view: View, _: m.Threaten) -> str | None:
    common = view.common
    last = common.threatened_minute
    if view.seat in common.threats and (last is None or view.minute < last + _REST):
        return "resting"
    if view.actor.role != HOST and view.seat in common.threats:
        return "already_done"
    return None


def order_range(view: View) -> tuple[int, int]:
    """Return the earliest and latest minute an order signed now may name."""
    latest = view.scenario.horizon
    if view.common.order_minute is not None:
        return view.minute + 1, latest
    least = view.minute + number(view.scenario, "order_notice_days") * MINUTES_DAY
    if view.common.phase in TALKING:
        latest = max(view.scenario.deadline_latest, least)
    return least, latest


def _order(view: View, move: m.Order) -> str | None:
    low, high = order_range(view)
    common = view.common
    if common.order_minute is not None and view.minute < common.order_minute + _REST:
        return "resting"
    return None if low <= move.deadline <= high else "out_of_range"


def _set_deadline(view: View, move: m.SetDeadline) -> str | None:
    if view.common.deadline is not None:
        return "already_done"
    least = view.minute + number(view.scenario, "deadline_notice_days") * MINUTES_DAY
    if not least <= move.minute <= view.scenario.deadline_latest:
        return "out_of_range"
    return None


def extension_range(view: View) -> tuple[int, int]:
    """Return the earliest and latest minute to which the deadline may be moved now."""
    talking = view.common.phase in TALKING
    latest = view.scenario.deadline_latest if talking else view.scenario.horizon
    return max(view.minute, view.common.deadline or 0) + 1, latest


def _extend(view: View, move: m.ExtendDeadline) -> str | None:
    if view.common.deadline is None:
        return "no_deadline"
    low, high = extension_range(view)
    return None if low <= move.minute <= high else "out_of_range"


def _open_inquiry(view: View, _: m.OpenInquiry) -> str | None:
    return "already_done" if view.common.inquiry_minute is not None else None


def _close_inquiry(view: View, _: m.CloseInquiry) -> str | None:
    common = view.common
    if common.inquiry_by != view.seat or common.inquiry_found is not None:
        return "no_inquiry"
    return None


def _seek(view: View, move: m.SeekUndertaking) -> str | None:
    actor = index_of(view.scenario).actors.get(move.of)
    if actor is None or actor.role != SELLER:
        return "unknown_seat"
    if view.common.undertakings >= number(view.scenario, "undertakings_max"):
        return "saturated"
    channel = _pair(view, move.of)
    assert channel is not None
    return "saturated" if channel.undertakings_sought > 3 else None  # noqa: PLR2004


def _condition(view: View, move: m.Condition) -> str | None:
    issue = index_of(view.scenario).issues.get(move.issue)
    if issue is None:
        return "unknown_issue"
    if move.option not in issue.options or isinstance(move.option, bool):
        return "bad_package"
    common = view.common
    if move.issue in common.voided and _pays(view, move.issue, move.option):
        return "void_payment"
    if common.phase in TALKING:
        known = any(d.by == view.seat and d.issue == move.issue for d in common.conditions)
        return "already_done" if known else None
    if common.consents.get(view.seat) != PENDING:
        return "no_consent_due"
    paper = common.paper
    if paper is None or paper.amendment is not None:
        return "amendment_open"
    if view.seat in paper.conditioned:
        return "already_done"
    return "bad_package" if paper.package[move.issue] == move.option else None


def _consent(view: View, _: m.Approve | m.Block) -> str | None:
    common = view.common
    if common.consents.get(view.seat) != PENDING:
        return "no_consent_due"
    paper = common.paper
    return "amendment_open" if paper is None or paper.amendment is not None else None


def _endorse(view: View, _: m.Endorse) -> str | None:
    return "already_done" if view.seat in view.common.endorsed else None


def _restrict(view: View, _: m.RestrictExport) -> str | None:
    return "already_done" if view.common.restricted_minute is not None else None


def _enjoin(view: View, _: m.Enjoin) -> str | None:
    return "no_order" if view.common.order_minute is None else None


def _poll(view: View, move: m.PublishPoll) -> str | None:
    position = index_of(view.scenario).gauges.get(move.gauge)
    if position is None:
        return "unknown_gauge"
    spec = view.scenario.gauges[position]
    return None if spec.low <= move.value <= spec.high else "out_of_range"


def _wait(view: View, move: m.Wait) -> str | None:
    if move.failed is not None and not _REASON.fullmatch(move.failed):
        return "no_text"
    if move.until is None:
        return None
    return None if view.minute < move.until <= view.scenario.horizon else "out_of_range"


def _reseed(_: View, move: m.Reseed) -> str | None:
    return None if 0 <= move.seed < 1 << 63 else "out_of_range"


CHECKS: Mapping[type[m.Move], Callable[..., str | None]] = {
    m.Propose: _propose, m.Accept: _answered, m.Reject: _answered, m.Withdraw: _withdraw,
    m.Suspend: _suspend, m.Resume: _resume, m.Walk: _walk, m.Sue: _sue, m.Invite: _invite,
    m.Ask: _ask, m.Answer: _answer, m.Disclose: _disclose, m.Lobby: _lobby, m.Say: _say,
    m.State: _state, m.Retract: _retract, m.Pledge: _pledge, m.Leak: _leak,
    m.Threaten: _threaten, m.Order: _order, m.SetDeadline: _set_deadline,
    m.ExtendDeadline: _extend, m.OpenInquiry: _open_inquiry, m.CloseInquiry: _close_inquiry,
    m.SeekUndertaking: _seek, m.Condition: _condition, m.Approve: _consent, m.Block: _consent,
    m.Endorse: _endorse, m.RestrictExport: _restrict, m.Enjoin: _enjoin, m.PublishPoll: _poll,
    m.Wait: _wait, m.Reseed: _reseed,
}  # fmt: skip
