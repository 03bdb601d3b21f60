"""The cards at the left: the own one with its score, the others as far as this seat sees them."""

from attrs import evolve

from game.presenters.common import Gauge
from game.presenters.desk import Balance, Bar, OtherCard, OwnCard, Ring
from game.presenters.make_desk_said import capital, chip
from game.presenters.make_desk_sight import Sight
from sim.domain.actors import BUYER, HOST, SELLER, Actor
from sim.domain.lookup import index_of
from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.numbers import number
from sim.domain.setting import Gauge as GaugeSpec
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import gauges, stand_of

_BELOW, _ABOVE = 100_000, 300_000
"""The line of the score shows this much utility below and above no deal."""
_SPAN = _BELOW + _ABOVE
_HAWKS, _YOUNG, _APPROVAL, _AUDIENCE = "hawks", "young", "approval", "audience"
_NO_SALE = ("banned", "lapsed", "blocked", "rival")
_SMALL_MOST = 2
_TENS = 10


def own_card(sight: Sight) -> OwnCard:
    """Return the card of the seat itself; its hint has the notes too, which may lack room on it."""
    card = _own_card(sight)
    hint = " ".join(part for part in (card.hint, sight.words.text.listed(card.notes)) if part)
    return evolve(card, hint=hint)


def _own_card(sight: Sight) -> OwnCard:
    words, view = sight.words, sight.view
    named = index_of(sight.scenario).gauges
    actor = view.actor
    temper = words.name(f"actors.{actor.id}.personalities.{view.own.personality}")
    role = words.name(f"actors.{actor.id}.role", actor.role)
    status = words("you_are", role=role, temper=temper) if temper else role
    if sight.is_authority and _pair(sight) is not None:
        return _host(sight, status)
    common = {
        "actor": words.mark(actor.id),
        "status": status,
        "figure": words.amount(sight.worth(sight.paper)),
        "caption": words("over_no_deal" if view.common.paper is None else "over_signed"),
        "hint": capital(words.name(f"actors.{actor.id}.aim")),
    }
    own = [g for g in sight.scenario.gauges if actor.id in g.seats and g.id in named]
    if sight.is_authority:
        return OwnCard(**common, gauges=tuple(_gauge(sight, spec) for spec in own[:4]))  # type: ignore[arg-type]
    return OwnCard(**common, ring=_ring(sight), bar=_bar(sight), notes=_notes(sight))  # type: ignore[arg-type]


def _pair(sight: Sight) -> tuple[GaugeSpec, GaugeSpec] | None:
    own = {spec.id: spec for spec in sight.scenario.gauges if sight.seat in spec.seats}
    return (own[_HAWKS], own[_YOUNG]) if _HAWKS in own and _YOUNG in own else None


def _host(sight: Sight, status: str) -> OwnCard:
    """Return the card with the balance: two pressures, approval, and what backing down costs."""
    words, now = sight.words, gauges(sight.view)
    hawks, young = (now[name] // MILLI for name in (_HAWKS, _YOUNG))
    drift = words.signed(_drift(sight, _APPROVAL), 2)
    weight = now.get(_AUDIENCE, 0) / MILLI
    cost = _backing_down(sight)
    return OwnCard(
        actor=words.mark(sight.seat),
        status=status.rpartition(", ")[2],
        figure=words.number(now[_APPROVAL] / MILLI, 1) if _APPROVAL in now else "",
        caption=words("gauge_drift", gauge=words.small(words.gauge(_APPROVAL)), drift=drift),
        balance=Balance(
            left=f"{words.gauge(_HAWKS)} {hawks}", left_value=hawks,
            right=f"{words.gauge(_YOUNG)} {young}", right_value=young,
        ),
        weight=words.number(weight, 0 if weight >= _TENS else 1) if weight else "",
        notes=(_outcomes_line(sight), cost) if cost else (_outcomes_line(sight),),
        hint=words.name(f"actors.{sight.seat}.aim"),
    )  # fmt: skip


def _outcomes_line(sight: Sight) -> str:
    """Return what a sale, a ban and nothing give an authority over no deal today."""
    words = sight.words
    over = {kind: words.amount(_outcome(sight, kind) - sight.no_deal)
            for kind in ("deal", "banned", "lapsed")}  # fmt: skip
    return words("worths", sale=over["deal"], ban=over["banned"], none=over["lapsed"])


def _outcome(sight: Sight, kind: str) -> int:
    view = sight.view
    package = sight.paper if kind in ("deal", "rival") else None
    return worth.outcome_utility(stand_of(view), kind, package)


def _backing_down(sight: Sight) -> str:
    drift = _drift(sight, _AUDIENCE)
    if not drift:
        return ""
    return sight.words("weight_grows", drift=sight.words.number(drift, 2))


def _drift(sight: Sight, gauge: str) -> float:
    """Return how far a gauge moves in a day by itself, in points."""
    from sim.domain.rules.gauges import gauge as reading

    common = sight.view.common
    now, then = (
        reading(sight.scenario, common, sight.minute + days * MINUTES_DAY, gauge) for days in (0, 1)
    )
    return (then - now) / MILLI


def _gauge(sight: Sight, spec: GaugeSpec) -> Gauge:
    words, value = sight.words, gauges(sight.view)[spec.id]
    return Gauge(
        label=words.gauge(spec.id),
        figure=words.number(value / MILLI, 0),
        part=(value - spec.low) / max(spec.high - spec.low, 1),
        hint=f"{words.gauge(spec.id)}: {drift_hint(sight, spec)}",
    )


def drift_hint(sight: Sight, spec: GaugeSpec) -> str:
    """Return what a gauge stands for, and how it moves by itself."""
    words, drift = sight.words, _drift(sight, spec.id)
    hint = words.name(f"gauges.{spec.id}.hint")
    return f"{hint} {words('a_day', drift=words.signed(drift, 1))}" if drift else hint


def _bar(sight: Sight) -> Bar:
    mark = _BELOW / _SPAN
    part = min(max((sight.worth(sight.paper) + _BELOW) / _SPAN, 0.0), 1.0)
    worst = min((value for _, value in _without(sight)), default=0) - sight.no_deal
    fall = max((worst + _BELOW) / _SPAN, 0.0) if worst < 0 else None
    return Bar(from_part=mark, to_part=part, mark=mark, fall=fall)


def _without(sight: Sight) -> list[tuple[str, int]]:
    """Return what each way of not selling is worth to a party, where it is worth something."""
    view, preferences = sight.view, sight.scenario.preferences[sight.seat]
    made = []
    for kind in _NO_SALE:
        found = preferences.outcomes.get(kind)
        if found is None or found.package:
            continue
        points = outcome_points(found, view.own.parameters, gauges(view))
        made.append((kind, points * preferences.unit // PPM))
    return made


def _ring(sight: Sight) -> Ring | None:
    days = number(sight.scenario, "diligence_days")
    if sight.view.actor.role != BUYER or not days or sight.view.common.paper is not None:
        return None
    words = sight.words
    lost, learned = _haste(sight), sight.view.own.learned
    read = sight.minute + learned * number(sight.scenario, "diligence_told_minutes")
    part = min(read / (days * MINUTES_DAY), 1.0)
    unit = sight.scenario.preferences[sight.seat].unit
    lines = (words("unknown", n=words.amount(lost * unit // PPM).lstrip("+")), words("if_today"))
    return Ring(part=part, figure=words.percent(round(part * PPM)), lines=lines if lost else ())


def _haste(sight: Sight) -> int:
    """Return what signing today costs the seat, in millionths of its point."""
    learned = sight.view.own.learned
    return worth.haste(sight.scenario, sight.view.common, sight.minute, sight.seat, learned)


def _notes(sight: Sight) -> tuple[str, ...]:
    words = sight.words
    notes = [words("no_deal_worth", n=words.amount(sight.no_deal))]
    lost = _haste(sight)
    if sight.view.actor.role == SELLER and lost:
        unit = sight.scenario.preferences[sight.seat].unit
        notes.append(words("face", n=words.amount(-lost * unit // PPM)))
    else:
        notes += [
            words("otherwise", kind=capital(words.name(f"outcome.{kind}")), n=words.amount(value))
            for kind, value in sorted(_without(sight), key=lambda pair: pair[1])[:1]
            if value < 0
        ]
    return tuple(notes)


# --- the others


def other_cards(sight: Sight) -> tuple[OtherCard, ...]:
    """Return the cards of the other seats in order of rank."""
    return tuple(
        _other(sight, actor)
        for actor in index_of(sight.scenario).seats
        if actor.id != sight.seat
    )  # fmt: skip


def _other(sight: Sight, actor: Actor) -> OtherCard:
    words = sight.words
    last = next(
        (told for told in reversed(sight.told) if told.actor == actor.id and told.weight), None
    )
    specs = [spec for spec in sight.scenario.gauges if actor.id in spec.seats][:_SMALL_MOST]
    shown = tuple(_gauge(sight, spec) for spec in specs)
    return OtherCard(
        actor=words.mark(actor.id),
        status=status_of(sight, actor),
        chip=chip(words, last) if last else "",
        chip_aside=words.date_short(last.minute) if last else "",
        gauges=shown,
        hint=shown[0].hint if shown else words.name(f"actors.{actor.id}.aim"),
    )


def status_of(sight: Sight, actor: Actor) -> str:
    """Return the public fact that matters most about a seat, else its role."""
    words, common = sight.words, sight.view.common
    line = next((one for one in common.commitments if one.by == actor.id), None)
    if common.order_by == actor.id and common.order_minute is not None:
        return words("status_ordered", date=words.date_short(common.order_minute))
    if common.inquiry_by == actor.id and common.inquiry_found is None:
        return words("status_inquiry")
    if actor.id in common.threats:
        return words("status_threatened")
    if actor.id in common.suits:
        return words("status_suing")
    if line is not None:
        return words("status_line", option=words.change(line.issue, line.line))
    if actor.role == HOST:
        return words("status_quiet")
    return words.name(f"actors.{actor.id}.role", actor.role)
