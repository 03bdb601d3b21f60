"""
Public words that bind: commitment, retraction, pledge; and the press cards.

Commitment: k grows by 1, then .5, to 2 (Muthoo 1996); breaking the line costs .25 k of what it
would have kept (`worth.charges`), taking it back costs by the scenario's effect. A leak helps its
author, hands something to another and is traced with a probability.
"""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import HOST
from sim.domain.lookup import role_of
from sim.domain.rules.case import Case
from sim.domain.rules.gauges import gauge
from sim.domain.units import PPM


def state(case: Case, move: m.State) -> None:
    """Draw a public line on an issue."""
    held = any(line.by == case.actor for line in case.common.commitments)
    weight = case.number("weight_again" if held else "weight_first")
    case.emit(e.CommitmentMade(by=case.actor, issue=move.issue, line=move.line, weight=weight))
    case.effect("state", case.actor)


def retract(case: Case, _: m.Retract) -> None:
    """Take back a line, or for an authority its threat or order; the audience remembers."""
    if any(line.by == case.actor for line in case.common.commitments):
        case.emit(e.CommitmentRetracted(by=case.actor))
        case.effect("retract", case.actor)
        return
    case.emit(e.ThreatWithdrawn(by=case.actor))
    case.effect("retract", case.actor)
    _answer_to_audience(case)


def _answer_to_audience(case: Case) -> None:
    """Take approval for the words that an audience remembers: linear in its gauge (Fearon 1994)."""
    share = case.number("retract_audience_ppm")
    if not share or role_of(case.scenario, case.actor) != HOST:
        return
    audience = gauge(case.scenario, case.common, case.minute, "audience")
    lost = audience * share // PPM
    if lost:
        case.emit(e.GaugesMoved(cause="retract.audience", deltas=(("approval", -lost),)))


def pledge(case: Case, move: m.Pledge) -> None:
    """Promise an option of an issue to the public."""
    case.emit(e.PledgeMade(by=case.actor, issue=move.issue, option=move.option))
    case.effect("pledge", case.actor)


def leak(case: Case, move: m.Leak) -> None:
    """Place a story: public without its author, who may be traced."""
    case.emit(e.CardPlayed(by=case.actor, card=move.card))
    case.emit(e.StoryPublished(card=move.card))
    case.effect(f"card.{move.card}")
    if case.draws.chance(case.number("traced_ppm"), "traced"):
        case.emit(e.LeakTraced(by=case.actor, card=move.card))
        case.effect("traced", case.actor)
