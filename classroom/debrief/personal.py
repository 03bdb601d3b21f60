"""
What one student sees after the reveal: the own table, result, sheet and offers beside the class.

Nothing of another person is here that the class's panels do not show: others appear as columns and
marks without a number or a name, what they expected of no deal as the range of their role.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.debrief.board import (
    NARROW,
    ROW,
    axis_across,
    axis_up,
    ink_of,
    label,
    series_by_seat,
    sheet,
    swarm,
    texture,
)
from classroom.debrief.cells import percents
from classroom.debrief.created import scale_of_zoneless, stack_of
from classroom.debrief.moments import moment
from classroom.debrief.own_sheet import sheet_panel
from classroom.debrief.own_turns import Mine, costliest, own_form, own_offers, own_table
from classroom.debrief.own_unit import OwnUnit
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import block, no_deal, series_of, swatches
from classroom.debrief.telling import ended, few, no_zone, whole, worth
from classroom.forms import TARGET
from sim.charts.markup import Markup, el
from sim.charts.palette import GOLD, INK, PAPER, SECOND
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark, place, points, text, width_of
from sim.report.say import NONE, Say

PLACE, RESULT, OFFERS = "own_place", "own_result", "own_offers"
HEADS = {"surplus": "over"}
"""Heads of columns that are in the seat's own unit."""


def panels(tables: Sequence[Played], words: Say, mine: Mine) -> tuple[Panel, ...]:
    """Return a student's own panels, none for a table that is not there."""
    one = own_table(tables, mine)
    if one is None or mine.seat not in one.seats:
        return ()
    return (
        _place_panel(tables, words, mine),
        _result_panel(tables, words, mine),
        sheet_panel(tables, words, mine),
        _offers_panel(one, words, mine),
    )


# --- the own column among all


def place_figures(tables: Sequence[Played], mine: Mine) -> Figures:
    """Return the gain of every seat by place from the left, and which column is the own one."""
    rows = tuple(
        (at, seat, one.gains[seat], int(one.table == mine.table))
        for at, one in enumerate(best_first(ended(tables)), 1)
        for seat in one.seats
    )
    return Figures(panel=PLACE, columns=("place", "seat", "surplus", "own"), rows=rows)


def _place_panel(tables: Sequence[Played], words: Say, mine: Mine) -> Panel:
    found, ordered = place_figures(tables, mine), best_first(ended(tables))
    say = words.text
    return Panel(
        id=PLACE,
        title=say("class.personal.place.title"),
        caption=_place_said(ordered, words, mine),
        drawing=_columns(ordered, words, mine) if ordered else None,
        head=[say(f"class.personal.head.{name}") for name in found.columns],
        rows=[[whole(at, words), words.seat(str(seat)), worth(got, words),
               say("class.personal.you") if is_own else NONE]
              for at, seat, got, is_own in found.rows],
        notes=(*few(ordered, words), *no_zone(ordered, words)),
    )  # fmt: skip


def _place_said(ordered: Sequence[Played], words: Say, mine: Mine) -> str:
    """Return where the own table stands, or that it made no deal, and what a column is."""
    at = next((at for at, one in enumerate(ordered, 1) if one.table == mine.table), None)
    if at is None:
        return words.text("class.personal.result.none")
    key = "caption" if ordered[at - 1].package is not None else "caption_none"
    none = sum(one.package is None for one in ordered)
    return words.text(f"class.personal.place.{key}", at=whole(at, words), none=whole(none, words),
                      of=whole(len(ordered), words))  # fmt: skip


_LEFT, _RIGHT, _TOP, _FOOT = 46.0, NARROW - 10, 78.0, 224.0


def _columns(ordered: Sequence[Played], words: Say, mine: Mine) -> Markup:
    series = series_of(ordered)
    instead = scale_of_zoneless(ordered)
    stacks = [stack_of(one, instead) for one in ordered]
    ends = [end for stack in stacks for _, *own in _spans(stack) for end in own]
    up = Scale(min([0.0, *ends]) * 1.1, max([100.0, *ends]) * 1.02, _FOOT, _TOP)
    step = min((_RIGHT - _LEFT) / len(ordered), 60.0)
    right = _LEFT + step * len(ordered)
    parts: list[Markup] = [
        axis_up(up, _LEFT, right, words.text("class.created.axis"), percents(words)),
        _legend(series, words),
    ]
    for number, (one, stack) in enumerate(zip(ordered, stacks, strict=True)):
        room = (_LEFT + step * number, step)
        if one.table == mine.table:
            parts.append(_own_ground(one, room, words))
        parts.append(_own_column(one, stack, up, room, series))
    parts.append(line(_LEFT, up(0), right, up(0), stroke=INK))
    return sheet(words.text("class.personal.place.title"), 270, parts, width=NARROW)


def _legend(series: Mapping[str, int], words: Say) -> Markup:
    """Return the seats' shapes and fills in two columns."""
    named = [(at, words.seat(seat)) for seat, at in series.items()]
    return el("g", [
        swatches([(at, name, "")], 10 + ROW * (number // 2), 8 + NARROW / 2 * (number % 2))
        for number, (at, name) in enumerate(named)
    ])  # fmt: skip


def _own_ground(one: Played, room: tuple[float, float], words: Say) -> Markup:
    """Return what the own column stands on, its name below, and its nothing without a deal."""
    x, step = room
    middle = x + step / 2
    parts = [
        el("rect", x=place(x), y=place(_TOP - 4), width=place(step),
           height=place(_FOOT - _TOP + 10), fill=GOLD, fill_opacity="0.45"),
        _kept(middle, 246, words.text("class.personal.yours"), font_weight="600"),
    ]  # fmt: skip
    if one.package is None:
        status = words.text(f"class.status.{one.status}")
        said = words.text("class.personal.place.none", status=status)
        # Under the sheet: beside its place the sign of another table would be struck through.
        parts.append(_kept(middle, 263, said))
    return el("g", parts)


def _kept(middle: float, y: float, said: str, **more: Any) -> Markup:
    """Return a text in the middle of a place, moved where it would leave the sheet."""
    half = width_of(said) / 2
    return text(min(max(middle, half), NARROW - half), y, said, anchor="middle", **more)


def _own_column(
    one: Played, stack: Mapping[str, float], up: Scale, room: tuple[float, float],
    series: Mapping[str, int],
) -> Markup:  # fmt: skip
    """Return a column as on the wall: parts, and the line of their sum; or the sign of no deal."""
    x, step = room
    if not stack:
        return no_deal(one, x + step / 2, up(0) - 8, min(4.5, step * 0.3))
    wide = max(step * 0.78, 1.0)
    left, net = x + (step - wide) / 2, up(sum(stack.values()))
    how = {"stroke_dasharray": "4 2"} if one.zoneless else {}
    parts = [
        block(left, up(low), wide, up(high) - up(low),
              fill=PAPER if one.zoneless else texture(series[seat]), **how)
        for seat, low, high in _spans(stack) if high > low
    ]  # fmt: skip
    return el("g", parts, line(left, net, left + wide, net, stroke=INK, stroke_width="3"))


def _spans(stack: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Return where each seat's part of a column lies: gains upwards, losses downwards."""
    top = bottom = 0.0
    found = []
    for seat, gain in stack.items():
        if gain >= 0:
            found.append((seat, top, top + gain))
            top += gain
        else:
            found.append((seat, bottom + gain, bottom))
            bottom += gain
    return found


# --- the own result among those in the same role


def result_figures(tables: Sequence[Played], mine: Mine) -> Figures:
    """Return what each table's holder of the seat entered with beyond its no deal, best first."""
    counted = ended(tables)
    rows = [(one.gains[mine.seat], int(one.table == mine.table)) for one in counted]
    rows.sort(key=lambda row: (-row[0], -row[1]))
    ranked = tuple((1 + sum(other > got for other, _ in rows), got, own) for got, own in rows)
    return Figures(panel=RESULT, columns=("rank", "surplus", "own"), rows=ranked)


def _result_panel(tables: Sequence[Played], words: Say, mine: Mine) -> Panel:
    found = result_figures(tables, mine)
    own = next((row for row in found.rows if row[2]), None)
    say, seat = words.text, words.seat(mine.seat)
    unit = OwnUnit(words, tables[0].scenario, mine.seat)
    return Panel(
        id=RESULT,
        title=say("class.personal.result.title", seat=seat),
        caption=say("class.personal.result.none") if own is None else _ranked(own, found, unit),
        drawing=_strip(tables, found, mine, words) if found.rows else None,
        head=[say(f"class.personal.head.{HEADS.get(name, name)}") for name in found.columns],
        rows=[[whole(rank, words), unit.amount(got, signed=True),
               say("class.personal.you") if is_own else NONE]
              for rank, got, is_own in found.rows],
        notes=few(found.rows, words),
    )  # fmt: skip


def _ranked(own: Sequence[Cell], found: Figures, unit: OwnUnit) -> str:
    """Return a rank, and with how many others it is shared."""
    words = unit.words
    alike = sum(row[0] == own[0] for row in found.rows) - 1
    shared = words.text.count("class.personal.result.shared", alike) if alike else ""
    return words.text(
        "class.personal.result.caption", rank=whole(own[0], words), shared=shared,
        of=whole(len(found.rows), words), surplus=unit.amount(own[1], signed=True),
    )  # fmt: skip


def _strip(tables: Sequence[Played], found: Figures, mine: Mine, words: Say) -> Markup:
    one = tables[0]
    series = series_by_seat(one.scenario, one.seats)[mine.seat]
    unit = OwnUnit(words, one.scenario, mine.seat)
    gains = [unit.of(int(row[1] or 0)) for row in found.rows]
    across = scale_of(gains, 16, NARROW - 14, zero=True)
    say = words.text
    others = [(across(gain), 0) for gain, row in zip(gains, found.rows, strict=True) if not row[2]]
    parts: list[Markup] = [
        axis_across(
            across, 30, 150, say("class.personal.result.axis", unit=unit.name), words.signed
        ),
        line(across(0), 30, across(0), 150, stroke_width="1.6"),
        _beside(across(0), 26, 5, say("class.personal.nothing"), fill=SECOND),
        swarm(others, 112, 56, lambda x, y, _, size: mark(x, y, series, size)),
    ]  # fmt: skip
    for gain, row in zip(gains, found.rows, strict=True):
        if row[2]:
            # On a level of its own, so that nobody else's mark can hide it.
            x = across(gain)
            parts += [mark(x, 62, series, 8.0, fill=GOLD, stroke_width="1.6"),
                      _beside(x, 62, 14, say("class.personal.you"), font_weight="600")]  # fmt: skip
    title = say("class.personal.result.title", seat=words.seat(mine.seat))
    return sheet(title, 190, parts, width=NARROW)


def _beside(x: float, y: float, gap: float, said: str, **more: Any) -> Markup:
    """Return a text right of a place, or left of one near the right edge."""
    ends = x > NARROW * 0.8
    return label(x - gap if ends else x + gap, y, said, anchor="end" if ends else "start", **more)


# --- the own offers, and the costliest turn


def offer_figures(one: Played, seat: str) -> Figures:
    """Return the own offers in order with their worth beyond no deal, and each step down."""
    floor = one.results[seat].reservation
    made = own_offers(one, seat)
    rows = tuple(
        (at + 1, offer.decision, offer.utility - floor,
         made[at - 1].utility - offer.utility if at else None)
        for at, offer in enumerate(made)
    )  # fmt: skip
    return Figures(panel=OFFERS, columns=("turn", "decision", "surplus", "step"), rows=rows)


def _offers_panel(one: Played, words: Say, mine: Mine) -> Panel:
    found = offer_figures(one, mine.seat)
    say, unit = words.text, OwnUnit(words, one.scenario, mine.seat)
    return Panel(
        id=OFFERS,
        title=say("class.personal.offers.title"),
        caption=costliest_said(one, mine.seat, words),
        drawing=_curve(one, found, mine, words) if found.rows else None,
        head=[say(f"class.personal.head.{HEADS.get(name, name)}") for name in found.columns],
        rows=[[whole(turn, words), moment(one, number, words), unit.amount(got, signed=True),
               unit.amount(-step, signed=True) if isinstance(step, int) else NONE]
              for turn, number, got, step in found.rows],
    )  # fmt: skip


def costliest_said(one: Played, seat: str, words: Say) -> str:
    """Return the one sentence about the costliest turn."""
    turn = costliest(one, seat)
    if turn is None:
        return _below_said(one, seat, words) or words.text("class.personal.turn.none")
    return words.text(f"class.personal.turn.{turn.kind}", at=moment(one, turn.decision, words),
                      cost=OwnUnit(words, one.scenario, seat).amount(turn.cost))  # fmt: skip


def _below_said(one: Played, seat: str, words: Say) -> str:
    """Return what the lowest offer lacked to be worth no deal to its author, if it lacked any."""
    rows = offer_figures(one, seat).rows
    lowest = min(rows, key=lambda row: int(row[2] or 0), default=None)
    if lowest is None or int(lowest[2] or 0) >= 0:
        return ""
    key = "class.personal.turn.only" if len(rows) == 1 else "class.personal.turn.lowest"
    less = OwnUnit(words, one.scenario, seat).amount(-int(lowest[2] or 0))
    return words.text(key, at=moment(one, lowest[1], words), less=less)


def _curve(one: Played, found: Figures, mine: Mine, words: Say) -> Markup:
    series = series_by_seat(one.scenario, one.seats)[mine.seat]
    unit = OwnUnit(words, one.scenario, mine.seat)
    gains = [unit.of(int(row[2] or 0)) for row in found.rows]
    result = one.results[mine.seat]
    filled = own_form(one, mine)
    target = filled.answers.get(TARGET) if filled is not None else None
    wanted = None if target is None else unit.of(target - result.reservation)
    up = scale_of([*gains, *([] if wanted is None else [wanted])], 200, 40, zero=True)
    across = Scale(0.5, len(gains) + 0.5, 48, _RIGHT)
    spots = [(across(at), up(gain)) for at, gain in enumerate(gains, 1)]
    say = words.text
    parts: list[Markup] = [
        axis_up(up, 48, _RIGHT, say("class.personal.offers.axis", unit=unit.name),
                words.signed),
        text((48 + _RIGHT) / 2, 246, say("class.personal.offers.across"), anchor="middle",
             font_weight="600"),
        *(text(x, 222, whole(at, words), anchor="middle", fill=SECOND)
          for at, (x, _) in enumerate(spots, 1)),
        _level(up(0), say("class.personal.nothing"), INK, 9),
        el("polyline", points=points(spots), fill="none", stroke=ink_of(series),
           stroke_width="2.4"),
        *(mark(x, y, series, 6.0) for x, y in spots),
    ]  # fmt: skip
    if wanted is not None:
        parts.append(_level(up(wanted), say("class.personal.target"), SECOND, -9))
    return sheet(say("class.personal.offers.title"), 254, parts, width=NARROW)


def _level(y: float, said: str, ink: str, shift: float) -> Markup:
    return el("g", line(48, y, _RIGHT, y, stroke=ink, stroke_dasharray="5 4", stroke_width="1.4"),
              label(_RIGHT, y + shift, said, anchor="end", fill=ink))  # fmt: skip
