"""The world's moves: they carry the realised value; environment strategies draw it."""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import HOST, PARTY
from sim.domain.lookup import index_of
from sim.domain.rules.case import Case
from sim.domain.rules.gauges import gauge
from sim.domain.talks import CLOSED


def restrict_export(case: Case, _: m.RestrictExport) -> None:
    """Put technology under licence from now on."""
    case.emit(e.ExportRestricted(by=case.actor))
    case.effect("restrict_export", case.actor)
    for actor in index_of(case.scenario).seats:
        if actor.kind == PARTY:
            case.call_later(actor.id)


def enjoin(case: Case, move: m.Enjoin) -> None:
    """
    Rule on the order; granted, it stands no longer.

    It tells more about a ban than any day before it, so who bargains under it and who signed it
    think again where the scenario says `ruling_calls`; talks that have failed leave nothing to do.
    """
    case.emit(e.SuitDecided(by=case.actor, granted=move.granted))
    case.effect("enjoin.granted" if move.granted else "enjoin.denied")
    if case.common.phase == CLOSED or not case.number("ruling_calls"):
        return
    for actor in index_of(case.scenario).seats:
        if actor.kind == PARTY or actor.role == HOST:
            case.call_later(actor.id)


def publish_poll(case: Case, move: m.PublishPoll) -> None:
    """Publish a gauge's realised value: the gauge moves there, and people talk about it."""
    case.emit(e.PollPublished(by=case.actor, gauge=move.gauge, value=move.value))
    now = gauge(case.scenario, case.common, case.minute, move.gauge)
    if move.value != now:
        case.emit(e.GaugesMoved(cause="poll", deltas=((move.gauge, move.value - now),)))
    case.effect("publish_poll", case.actor)
