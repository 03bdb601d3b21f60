"""
The index of the rules: `initial`, `decide`, `evolve`, `is_over`. Pure; the whole game is here.

`decide` answers one request with the events that follow from it by the rules, or with a refusal. It
looks at the requester's own view to refuse, and at the whole state to work out consequences.
Another actor's choice or luck never happens inside: it goes on the agenda as its own decision.
"""

from collections.abc import Callable, Mapping

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decision import Decision, Pinned, Request
from sim.domain.draws import RULE, Draws, seed_key
from sim.domain.folding import evolve, folded
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.rules import authority, environment, house, public, table, talk
from sim.domain.rules.agenda import next_due
from sim.domain.rules.case import Case
from sim.domain.rules.legal import LEGAL, Refusal, code_of, refused
from sim.domain.rules.opening import initial
from sim.domain.stops import spent
from sim.domain.talks import Talks
from sim.domain.views import View, view_for

__all__ = [
    "Refusal", "advance", "decide", "decide_again", "decide_seen", "evolve", "initial", "is_over",
    "next_due", "rule_draws",
]  # fmt: skip


def _sue(case: Case, _: m.Sue) -> None:
    case.emit(e.SuitFiled(by=case.actor))
    case.effect("sue", case.actor)


_RULES: Mapping[type[m.Move], Callable[..., None]] = {
    m.Propose: table.propose, m.Accept: table.accept, m.Reject: table.reject,
    m.Withdraw: table.withdraw, m.Suspend: table.suspend, m.Resume: table.resume,
    m.Walk: table.walk, m.Sue: _sue, m.Invite: talk.invite,
    m.Ask: talk.ask, m.Answer: talk.answer, m.Disclose: talk.disclose, m.Lobby: talk.lobby,
    m.Say: talk.say,
    m.State: public.state, m.Retract: public.retract, m.Pledge: public.pledge,
    m.Leak: public.leak,
    m.Threaten: authority.threaten, m.Order: authority.order,
    m.SetDeadline: authority.set_deadline, m.ExtendDeadline: authority.extend_deadline,
    m.OpenInquiry: authority.open_inquiry, m.CloseInquiry: authority.close_inquiry,
    m.SeekUndertaking: authority.seek_undertaking, m.Condition: authority.condition,
    m.Approve: authority.approve, m.Endorse: authority.endorse, m.Block: authority.block,
    m.RestrictExport: environment.restrict_export, m.Enjoin: environment.enjoin,
    m.PublishPoll: environment.publish_poll,
    m.Wait: house.wait,
}  # fmt: skip


def rule_draws(talks: Talks, actor: str, space: str = RULE) -> Draws:
    """Return the luck of an actor's next decision; its number is one more than it has taken."""
    number = talks.counts.get(actor, 0) + 1
    pinned = _pinned(talks.pinned, actor, number) if talks.pinned else None
    rank = index_of(talks.scenario).ranks.get(actor, -1)
    return Draws(seed_key(talks.seed), space, rank, number, pinned)


def _pinned(pins: tuple[Pinned, ...], actor: str, number: int) -> dict[tuple[str, str], int]:
    """Return what history fixed of one decision's luck, by purpose and subject."""
    return {
        (pin.purpose, pin.subject): pin.value
        for pin in pins
        if pin.actor == actor and pin.number == number
    }


def decide(talks: Talks, request: Request, draws: Draws) -> tuple[e.Event, ...] | Refusal:
    """Return the events that follow from a request, or why not and what would be legal."""
    move = request.move
    if request.actor == FACILITATOR:
        return _facilitate(talks, move)
    if request.actor not in talks.private:
        return Refusal(code="unknown_actor", kind=m.move_kind(move), legal=())
    return decide_seen(talks, view_for(request.actor, talks, request.minute), move, draws)


def decide_seen(
    talks: Talks, view: View, move: m.Move, draws: Draws
) -> tuple[e.Event, ...] | Refusal:
    """
    Decide for an actor whose view of these talks, at its request's minute, is at hand.

    Its luck may be given in any space: what a mind asked of it is not asked of the rules.
    """
    code = code_of(view, move)
    if code is not None:
        return refused(view, move, code)
    case, kind = Case(talks, view, draws), type(move)
    attention = LEGAL[kind].attention
    if attention:
        case.emit(spent(view.seat, attention))
    _RULES[kind](case, move)
    return tuple(case.events)


def _facilitate(talks: Talks, move: m.Move) -> tuple[e.Event, ...] | Refusal:
    if is_over(talks):
        return Refusal(code="over", kind=m.move_kind(move), legal=())
    seats = {actor.id for actor in index_of(talks.scenario).seats}
    match move:
        case m.Take(seat=seat) if seat in seats and seat not in talks.humans:
            return (e.SeatTaken(seat=seat),)
        case m.Release(seat=seat) if seat in talks.humans:
            return (e.SeatReleased(seat=seat),)
        case m.Reseed(seed=seed) if 0 <= seed < 1 << 63:
            return (e.LuckReseeded(seed=seed),)
        case m.Take() | m.Release():
            return Refusal(code="unknown_seat", kind=m.move_kind(move), legal=())
        case m.Reseed():
            return Refusal(code="out_of_range", kind=m.move_kind(move), legal=())
        case _:
            legal = ("take", "release", "reseed")
            return Refusal(code="not_yours", kind=m.move_kind(move), legal=legal)


def advance(talks: Talks, decision: Decision) -> Talks:
    """Return the talks after one whole decision."""
    return folded(talks, decision)


def decide_again(talks: Talks, decision: Decision) -> tuple[e.Event, ...] | Refusal:
    """Decide a recorded request once more, for a deep verification."""
    request = Request(actor=decision.actor, minute=decision.minute, move=decision.move)
    return decide(talks, request, rule_draws(talks, decision.actor))


def is_over(talks: Talks) -> bool:
    """Tell whether the game has its outcome."""
    return talks.common.outcome is not None
