"""
Words between two: questions, answers, disclosure, lobbying, invitations, remarks.

Cheap talk (Crawford and Sobel 1982): an answer may be honest or evasive and the asker cannot tell;
disclosure carries proof. Beliefs narrow in the asker's private part only.
"""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import AUTHORITY, LICENSOR, RIVAL
from sim.domain.lookup import actor_of, kind_of
from sim.domain.rules.case import Case
from sim.domain.rules.consent import faded, own_bar
from sim.domain.rules.worth import reservation
from sim.domain.units import PPM
from sim.domain.views import view_for


def truth(case: Case, seat: str) -> int:
    """Return what a question about a seat asks for: its bar (milli) or reservation (millionths)."""
    if kind_of(case.scenario, seat) == AUTHORITY:
        return own_bar(view_for(seat, case.talks, case.minute))
    return reservation(case.scenario, case.common, case.minute, seat, case.talks.private[seat])


def ask(case: Case, move: m.Ask) -> None:
    """Open a question in the channel of the two."""
    channel = case.view.channels[_pair(case, move.to)]
    case.emit(
        e.QuestionAsked(
            by=case.actor, to=move.to, number=channel.questions_count + 1, question=move.question
        )
    )
    case.effect("ask", case.actor, _pair(case, move.to))
    case.call_later(move.to)


def _pair(case: Case, other: str) -> str:
    return next(
        name
        for name, channel in case.view.channels.items()
        if channel.members in ((case.actor, other), (other, case.actor))
    )


def answer(case: Case, move: m.Answer) -> None:
    """Tell the truth, or shade it in one's own favour by the scenario's evasion."""
    channel = case.view.channels[_pair(case, move.to)]
    question = next(q for q in channel.questions if q.number == move.number)
    value = truth(case, case.actor)
    if not move.honest:
        value += case.number("evasion_bar" if _is_bar(question.question) else "evasion_micro")
    case.emit(
        e.QuestionAnswered(
            by=case.actor, to=move.to, number=move.number, question=question.question, value=value
        )
    )
    _narrow(case, move.to, question.question, value, proven=False)
    case.call_later(move.to)


def _is_bar(question: str) -> bool:
    return question == "threshold"


def _narrow(case: Case, who: str, quantity: str, value: int, *, proven: bool) -> None:
    """Narrow the asker's belief: to the told value, its spread times `belief_spread_ppm`."""
    spread = case.number("bar_spread" if _is_bar(quantity) else "reservation_spread")
    for belief in case.talks.private[who].beliefs:
        if belief.about == case.actor and belief.quantity == quantity:
            spread = belief.spread
    spread = 1 if proven else spread * case.number("belief_spread_ppm") // PPM
    case.emit(
        e.BeliefNarrowed(
            by=who, about=case.actor, quantity=quantity, mean=value, spread=max(1, spread)
        )
    )


def disclose(case: Case, move: m.Disclose) -> None:
    """Show the truth with proof."""
    value = truth(case, case.actor)
    case.emit(e.FactDisclosed(by=case.actor, to=move.to, fact=move.fact, value=value))
    _narrow(case, move.to, move.fact, value, proven=True)
    case.effect("disclose", case.actor, _pair(case, move.to))
    case.call_later(move.to)


def lobby(case: Case, move: m.Lobby) -> None:
    """Lower an authority's bar by the scenario's step, each time less; both sides know."""
    case.emit(e.AuthorityLobbied(by=case.actor, to=move.to))
    _ease_belief(case, move.to)
    licensor = actor_of(case.scenario, move.to).role == LICENSOR
    channel = _pair(case, move.to)
    case.effect(
        "lobby.licensor" if licensor else "lobby", None if licensor else case.actor, channel
    )


def _ease_belief(case: Case, authority: str) -> None:
    """Lower the bar the lobbyist was told by what this lobby is known to be worth."""
    lobbies = case.view.channels[_pair(case, authority)].lobbies
    first, again = case.number("bar_lobby"), case.number("again_ppm")
    step = faded(first, again, lobbies + 1) - faded(first, again, lobbies)
    for belief in case.view.own.beliefs:
        if belief.about == authority and _is_bar(belief.quantity):
            case.emit(
                e.BeliefNarrowed(
                    by=case.actor,
                    about=authority,
                    quantity=belief.quantity,
                    mean=belief.mean - step,
                    spread=belief.spread,
                )
            )


def invite(case: Case, _: m.Invite) -> None:
    """Tell possible bidders that one would listen: the rival comes sooner, trust pays."""
    rival = next(actor for actor in case.scenario.actors if actor.role == RIVAL)
    case.emit(e.RivalInvited(by=case.actor, to=rival.id))
    case.effect("invite", case.actor, _pair(case, rival.id))


def say(case: Case, move: m.Say) -> None:
    """Put a remark on the record; who is spoken to may look up from its rhythm, nothing more."""
    if move.to is None:
        case.emit(e.RemarkMade(by=case.actor, topic=move.topic, text=move.text))
    else:
        case.emit(e.RemarkWhispered(by=case.actor, to=move.to, topic=move.topic, text=move.text))
        if case.number("remark_calls") and case.common.outcome is None:
            case.call_later(move.to)
