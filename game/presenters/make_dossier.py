"""The page of a seat, made of the looking seat's view and of what it saw; of its own, its brief."""

from collections.abc import Mapping

from attrs import frozen

from game.presenters.common import RecordRow
from game.presenters.dossier import Course, DossierModel, Hidden, Points, Rows
from game.presenters.make_desk_said import capital, said
from game.presenters.make_desk_side import drift_hint, status_of
from game.presenters.make_desk_sight import Sight
from game.presenters.make_dossier_cares import cares, tempers
from game.presenters.make_dossier_promises import promises
from game.presenters.make_estimates import (
    PROOF,
    RECKONED,
    Estimate,
    amount,
    believed,
    between,
    paper_mark,
    plain,
    points,
    quantity_of,
    reckoned,
    ticks,
    told_of_me,
    truth,
)
from game.presenters.ranges import Kind, Span, ranges
from sim.domain import events as e
from sim.domain.actors import Actor
from sim.domain.lookup import index_of
from sim.domain.setting import Gauge
from sim.domain.units import MILLI
from sim.domain.views import gauges

LINES_MOST = 6
MOVES_MOST = 80
GAUGES_MOST = 5
ROW = "history.row."


@frozen(kw_only=True)
class Reading:
    """The gauges as the seat saw them at the end of a stop."""

    minute: int
    gauges: Mapping[str, int]


def make_dossier(sight: Sight, seat: str, past: tuple[Reading, ...]) -> DossierModel:
    """Return the page of a seat; an empty name is the first of the others."""
    words, seats = sight.words, index_of(sight.scenario).seats
    names = [actor.id for actor in seats]
    others = [name for name in names if name != sight.seat]
    at = names.index(seat if seat in names else others[0])
    actor = seats[at]
    own = actor.id == sight.seat
    return DossierModel(
        title=say(sight, "title"),
        seats=tuple(words.mark(name) for name in names),
        chosen=at,
        own=own,
        actor=words.mark(actor.id),
        role=_role(sight, actor, own=own),
        status="" if own else _status(sight, actor),
        aim_label=say(sight, "your_aim" if own else "aim"),
        aim=words.name(f"actors.{actor.id}.aim"),
        means_label=say(sight, "means"),
        means=words.name(f"actors.{actor.id}.means"),
        hidden=_own_number(sight) if own else _hidden(sight, actor.id),
        cares=cares(sight, actor.id),
        tempers=None if own else tempers(sight, actor),
        gauges_label=say(sight, "gauges"),
        gauges_aside=_since(sight, past),
        gauges=_courses(sight, actor.id, past),
        promises=promises(sight, actor.id),
        moves=_moves(sight, actor.id, own=own),
        brief_label=say(sight, "brief") if own else "",
        brief=_brief(sight) if own else (),
        points=_points(sight) if own else (),
    )


def say(sight: Sight, key: str, **values: object) -> str:
    """Return a text of the page."""
    return sight.words.text(f"ui.dossier.{key}", **values)


def _role(sight: Sight, actor: Actor, *, own: bool) -> str:
    role = sight.words.name(f"actors.{actor.id}.role", actor.role)
    return say(sight, "your_seat", role=role) if own else role


def _status(sight: Sight, actor: Actor) -> str:
    """Return the public fact that matters most, unless it is but the role again."""
    found = status_of(sight, actor)
    return "" if found == sight.words.name(f"actors.{actor.id}.role", actor.role) else found


# --- the hidden number


def _hidden(sight: Sight, seat: str) -> Hidden | None:
    """Return what this seat believes of another's number, where it can be asked for."""
    if quantity_of(sight, seat) not in sight.scenario.questions:
        return None
    old, now = believed(sight, seat)
    spans = [_span(sight, seat, say(sight, "range.now"), "now", now)]
    if old is not None:
        spans.insert(0, _span(sight, seat, say(sight, "range.was"), "before", old))
    kind = "reckoned" if now.source == RECKONED or now.minute is None else now.source
    date = "" if now.minute is None else sight.words.date(now.minute)
    return Hidden(
        title=capital(sight.words.name(f"question.{quantity_of(sight, seat)}")),
        aside=say(sight, "ask"),
        figure=amount(sight, seat, now.mean),
        doubt="" if now.source == PROOF else f"\u00b1\u00a0{plain(sight, seat, now.spread)}",
        caption=sight.words.text(f"ui.call.source.{kind}", date=date),
        ranges=ranges(spans, ticks(sight, seat), paper_mark(sight, seat)),
    )


def _own_number(sight: Sight) -> Hidden | None:
    """Return the own number beside what anyone must reckon it to be."""
    seat = sight.seat
    if quantity_of(sight, seat) not in sight.scenario.questions:
        return None
    public = reckoned(sight, seat)
    spans = [_span(sight, seat, say(sight, "range.anyone"), "now", public)]
    for other in index_of(sight.scenario).seats:
        told = told_of_me(sight, other.id)
        if other.id != seat and told.minute is not None:
            spans.append(_span(sight, seat, sight.words.actor(other.id), "good", told))
    at = points(sight, seat, truth(sight))
    return Hidden(
        title=say(sight, f"your_number.{'bar' if sight.is_authority else 'least'}"),
        aside="",
        figure=amount(sight, seat, truth(sight)),
        doubt="",
        caption=sight.words.text("ui.call.your_truth"),
        ranges=ranges(spans, ticks(sight, seat), (at, sight.words.text("ui.call.you"))),
    )


def _span(sight: Sight, seat: str, label: str, kind: Kind, one: Estimate) -> Span:
    return Span(
        label=label,
        figure=between(sight, seat, one.mean, one.spread),
        kind=kind,
        mean=points(sight, seat, one.mean),
        spread=points(sight, seat, one.spread),
    )


# --- the gauges


def _since(sight: Sight, past: tuple[Reading, ...]) -> str:
    return say(sight, "since", date=sight.words.date(past[0].minute)) if past else ""


def _courses(sight: Sight, seat: str, past: tuple[Reading, ...]) -> tuple[Course, ...]:
    """Return the gauges that stand on a seat's card, with their way since the opening."""
    specs = [spec for spec in sight.scenario.gauges if seat in spec.seats]
    return tuple(_course(sight, spec, past) for spec in specs[:GAUGES_MOST])


def _course(sight: Sight, spec: Gauge, past: tuple[Reading, ...]) -> Course:
    words, now = sight.words, gauges(sight.view)[spec.id]
    values = [one.gauges[spec.id] for one in past] + [now]
    change = now - values[0]
    span = max(spec.high - spec.low, 1)
    moved = abs(change) >= MILLI // 2
    return Course(
        label=words.gauge(spec.id),
        figure=words.number(now / MILLI),
        then=words.number(values[0] / MILLI),
        change=words.signed(change / MILLI) if moved else "",
        way=0 if not moved else 1 if change > 0 else -1,
        points=tuple((value - spec.low) / span for value in values),
        hint=drift_hint(sight, spec),
    )


# --- what it did


def _moves(sight: Sight, seat: str, *, own: bool) -> Rows:
    """Return what the looking seat saw of it, the newest first."""
    words = sight.words
    shown = [told for told in sight.told if told.weight and told.actor == seat][-MOVES_MOST:]
    rows = tuple(
        RecordRow(date=words.date_short(told.minute), actor=words.mark(told.actor),
                  words=capital(said(words, told.event, told_as=told.told_as)),
                  aside=_source(sight, told.event), fresh=told.fresh)
        for told in reversed(shown)
    )  # fmt: skip
    title = say(sight, "your_moves" if own else "moves")
    aside = words.text.count("ui.dossier.n_moves", len(rows)) if rows else ""
    return Rows(
        title=title, aside=aside, rows=rows, none=say(sight, "no_own" if own else "no_moves")
    )


def _source(sight: Sight, event: e.Event) -> str:
    """Return the row of the facts that an event tells again, where the record holds any."""
    if not isinstance(event, e.RemarkMade) or not event.topic.startswith(ROW):
        return ""
    return sight.words.text("ui.replay.row", n=event.topic.removeprefix(ROW))


# --- the own page


def _brief(sight: Sight) -> tuple[str, ...]:
    words, seat = sight.words, sight.seat
    temper = words.name(f"actors.{seat}.tempers.{sight.view.own.personality}")
    told = words("your_temper", temper=temper) if temper else ""
    return tuple(line for line in (words.name(f"actors.{seat}.brief"), told) if line)


def _points(sight: Sight) -> tuple[Points, ...]:
    made = []
    for name, full in (("know", True), ("unknown", False)):
        found = [sight.words.name(f"actors.{sight.seat}.{name}.{at}") for at in range(LINES_MOST)]
        lines = tuple(line for line in found if line)
        if lines:
            made.append(Points(title=say(sight, name), lines=lines, full=full))
    return tuple(made)
