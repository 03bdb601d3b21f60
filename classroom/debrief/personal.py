"""
What one student sees after the reveal: the own table, result, sheet and offers beside the class.

Nothing of another person is here that the class's panels do not show: others appear as columns and
marks without a number or a name, what they expected of no deal as the range of their role.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.debrief.board import (
    NARROW,
    axis_across,
    axis_up,
    ink_of,
    label,
    legend,
    series_by_seat,
    sheet,
    swarm,
    texture,
)
from classroom.debrief.moments import moment
from classroom.debrief.own_sheet import sheet_panel
from classroom.debrief.own_turns import Mine, costliest, own_form, own_offers, own_table
from classroom.debrief.panel import Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.telling import ended, few, whole, worth
from classroom.forms import TARGET
from sim.charts.markup import Markup, el
from sim.charts.palette import GOLD, INK, SECOND
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark, place, points, text
from sim.domain.units import POINT
from sim.report.say import NONE, Say

PLACE, RESULT, OFFERS = "own_place", "own_result", "own_offers"


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
    """Return the surplus of every seat by place from the left, and which column is the own one."""
    rows = tuple(
        (at, seat, one.gains[seat], int(one.table == mine.table))
        for at, one in enumerate(best_first(tables), 1)
        for seat in one.seats
    )
    return Figures(panel=PLACE, columns=("place", "seat", "surplus", "own"), rows=rows)


def _place_panel(tables: Sequence[Played], words: Say, mine: Mine) -> Panel:
    found = place_figures(tables, mine)
    own = next(int(row[0] or 0) for row in found.rows if row[3])
    say = words.text
    return Panel(
        id=PLACE,
        title=say("class.personal.place.title"),
        caption=say("class.personal.place.caption", at=whole(own, words),
                    of=whole(len(tables), words)),
        drawing=_columns(tables, found, own, words),
        head=[say(f"class.personal.head.{name}") for name in found.columns],
        rows=[[whole(at, words), words.seat(str(seat)), worth(got, words),
               say("class.personal.you") if is_own else NONE]
              for at, seat, got, is_own in found.rows],
        notes=few(tables, words),
    )  # fmt: skip


def _columns(tables: Sequence[Played], found: Figures, own: int, words: Say) -> Markup:
    seats = tables[0].seats
    series = series_by_seat(tables[0].scenario, seats)
    gains = {(int(at or 0), str(seat)): int(got or 0) / POINT for at, seat, got, _ in found.rows}
    spans = [_stack(at, seats, gains) for at in range(1, len(tables) + 1)]
    up = scale_of([end for span in spans for _, *ends in span for end in ends], 224, 78, zero=True)
    step = min(284.0 / len(tables), 60.0)
    left, right = 48.0, 48.0 + step * len(tables)
    parts: list[Markup] = [
        legend([(series[seat], words.seat(seat)) for seat in seats], 10, NARROW),
        el("rect", x=place(left + step * (own - 1)), y="74", width=place(step), height="156",
           fill=GOLD, fill_opacity="0.45"),
        axis_up(up, left, right, words.text("class.personal.points"), words.number),
    ]  # fmt: skip
    for number, span in enumerate(spans):
        parts += [_brick(left + step * number, step, series[seat], up(low), up(high))
                  for seat, low, high in span if high > low]  # fmt: skip
    middle = min(max(left + step * (own - 0.5), 50), 290)
    parts += [line(left, up(0), right, up(0), stroke=INK),
              text(middle, 246, words.text("class.personal.yours"), anchor="middle",
                   font_weight="600")]  # fmt: skip
    return sheet(words.text("class.personal.place.title"), 254, parts, width=NARROW)


def _stack(
    at: int, seats: Sequence[str], gains: Mapping[tuple[int, str], float]
) -> list[tuple[str, float, float]]:
    """Return where each seat's part of a column lies: gains upwards, losses downwards."""
    top = bottom = 0.0
    found = []
    for seat in seats:
        gain = gains[at, seat]
        if gain >= 0:
            found.append((seat, top, top + gain))
            top += gain
        else:
            found.append((seat, bottom + gain, bottom))
            bottom += gain
    return found


def _brick(x: float, step: float, series: int, foot: float, top: float) -> Markup:
    wide = max(step * 0.78, 1.0)
    return el("rect", x=place(x + (step - wide) / 2), y=place(top), width=place(wide),
              height=place(foot - top), fill=texture(series), stroke=INK,
              stroke_width="0.8")  # fmt: skip


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
    caption = say("class.personal.result.none") if own is None else say(
        "class.personal.result.caption", rank=whole(own[0], words),
        of=whole(len(found.rows), words), surplus=worth(own[1], words),
    )  # fmt: skip
    return Panel(
        id=RESULT,
        title=say("class.personal.result.title", seat=seat),
        caption=caption,
        drawing=_strip(tables, found, mine, words) if found.rows else None,
        head=[say(f"class.personal.head.{name}") for name in found.columns],
        rows=[[whole(rank, words), worth(got, words),
               say("class.personal.you") if is_own else NONE]
              for rank, got, is_own in found.rows],
        notes=few(found.rows, words),
    )  # fmt: skip


def _strip(tables: Sequence[Played], found: Figures, mine: Mine, words: Say) -> Markup:
    one = tables[0]
    series = series_by_seat(one.scenario, one.seats)[mine.seat]
    gains = [int(row[1] or 0) / POINT for row in found.rows]
    across = scale_of(gains, 16, 326, zero=True)
    say = words.text
    others = [(across(gain), 0) for gain, row in zip(gains, found.rows, strict=True) if not row[2]]
    parts: list[Markup] = [
        axis_across(across, 30, 150, say("class.personal.result.axis"), words.signed),
        line(across(0), 30, across(0), 150, stroke_width="1.6"),
        _beside(across(0), 26, 5, say("class.personal.nothing"), fill=SECOND),
        swarm(others, 112, 56, lambda x, y, _, size: mark(x, y, series, size)),
    ]
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
    say = words.text
    return Panel(
        id=OFFERS,
        title=say("class.personal.offers.title"),
        caption=costliest_said(one, mine.seat, words),
        drawing=_curve(one, found, mine, words) if found.rows else None,
        head=[say(f"class.personal.head.{name}") for name in found.columns],
        rows=[[whole(turn, words), moment(one, number, words), worth(got, words),
               worth(-step, words) if isinstance(step, int) else NONE]
              for turn, number, got, step in found.rows],
    )  # fmt: skip


def costliest_said(one: Played, seat: str, words: Say) -> str:
    """Return the one sentence about the costliest turn."""
    turn = costliest(one, seat)
    if turn is None:
        return words.text("class.personal.turn.none")
    return words.text(f"class.personal.turn.{turn.kind}", at=moment(one, turn.decision, words),
                      cost=words.points(turn.cost))  # fmt: skip


def _curve(one: Played, found: Figures, mine: Mine, words: Say) -> Markup:
    series = series_by_seat(one.scenario, one.seats)[mine.seat]
    gains = [int(row[2] or 0) / POINT for row in found.rows]
    result = one.results[mine.seat]
    filled = own_form(one, mine)
    target = filled.answers.get(TARGET) if filled is not None else None
    wanted = None if target is None else (target - result.reservation) / POINT
    up = scale_of([*gains, *([] if wanted is None else [wanted])], 200, 40, zero=True)
    across = Scale(0.5, len(gains) + 0.5, 48, 330)
    spots = [(across(at), up(gain)) for at, gain in enumerate(gains, 1)]
    say = words.text
    parts: list[Markup] = [
        axis_up(up, 48, 330, say("class.personal.offers.axis"), words.signed),
        text(189, 246, say("class.personal.offers.across"), anchor="middle", font_weight="600"),
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
    return el("g", line(48, y, 330, y, stroke=ink, stroke_dasharray="5 4", stroke_width="1.4"),
              label(330, y + shift, said, anchor="end", fill=ink))  # fmt: skip
