"""
Value created: what the seats of each table made together, of the best they could have made.

A table's sum of gains over no deal, as a share of the best sum that leaves every seat its no-deal
value. Tables without a deal made nothing and stay in the picture.
"""

from collections.abc import Sequence

from classroom.debrief.board import LOSS, axis_up, sheet, texture
from classroom.debrief.cells import body, head, percent, percents
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import (
    LEFT,
    RIGHT,
    block,
    ends_key,
    groups_below,
    level,
    no_deal,
    remark,
    series_of,
    swatches,
)
from classroom.debrief.reckon import median
from classroom.debrief.telling import ended, few, no_zone, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, PAPER, SIZE
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, text, width_of
from sim.report.say import NONE, Say

ID = "created"
COLUMNS = ("place", "table", "status", "outcome", "gain", "best", "share", "below")


def figures(tables: Sequence[Played]) -> Figures:
    """Return gain, best gain and share of every table, best first, those without a deal last."""
    ordered = best_first(ended(tables))
    rows = tuple(_row(place, one) for place, one in enumerate(ordered, 1))
    deals = [one for one in ordered if one.package is not None]
    shares = [share for one in deals if (share := one.share) is not None]
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "tables": len(ordered), "deals": len(deals), "measured": len(shares),
            "median_share": median(shares),
            "deals_below": sum(bool(below(one)) for one in deals),
        },
    )  # fmt: skip


def _row(place: int, one: Played) -> tuple[Cell, ...]:
    outcome = one.final.common.outcome
    kind = None if outcome is None else outcome.kind
    best = one.ground.joint
    return place, one.table, one.status, kind, one.joint, best, one.share, len(below(one))


def below(one: Played) -> tuple[str, ...]:
    """Return the seats that a deal left with less than their no-deal value."""
    if one.package is None:
        return ()
    return tuple(seat for seat, gain in one.gains.items() if gain < 0)


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a column for each table: its height is what was made, its parts who took it."""
    found, ordered = figures(tables), best_first(ended(tables))
    totals = found.totals
    columns = [name for name in found.columns if name != "table"]
    rows = [[one for at, one in enumerate(row) if found.columns[at] != "table"]
            for row in body(found, tables, words)]  # fmt: skip
    return Panel(
        id=ID,
        title=words.text("class.created.title"),
        caption=words.text(
            "class.created.caption" if totals["deals"] else "class.created.caption_none",
            tables=whole(totals["tables"], words), deals=whole(totals["deals"], words),
            measured=whole(totals["measured"], words),
            median=percent(totals["median_share"], words),
            below=whole(totals["deals_below"], words),
        ),
        drawing=_drawing(ordered, found, words) if ordered else None,
        head=head(columns, words), rows=rows,
        notes=(*few(ordered, words), *no_zone(ordered, words), *_outlined(ordered, words)),
    )  # fmt: skip


def _outlined(ordered: Sequence[Played], words: Say) -> tuple[str, ...]:
    """Return the remark on columns without a share, where some are drawn."""
    drawn = scale_of_zoneless(ordered) and any(one.zoneless for one in ordered)
    return (words.text("class.created.outline"),) if drawn else ()


def scale_of_zoneless(ordered: Sequence[Played]) -> int:
    """Return the best joint gain that stands in for a table that had none; 0 where all had none."""
    return median(best for one in ordered if (best := one.ground.joint)) or 0


_TOP, _FOOT, _STEP_MOST, _FULL = 62.0, 232.0, 108.0, 100.0
_SAID, _SHAPE = 34.0, 11.0
"""Where a column is narrower or a part lower, there is no room for a share, or for a shape."""


def _drawing(ordered: Sequence[Played], found: Figures, words: Say) -> Markup:
    instead = scale_of_zoneless(ordered)
    stacks = [stack_of(one, instead) for one in ordered]
    sinks = [sum(part for part in stack.values() if part < 0) for stack in stacks]
    tops = [sum(part for part in stack.values() if part > 0) for stack in stacks]
    up = Scale(min(0.0, *sinks) * 1.1, max(_FULL, *tops) * 1.02, _FOOT, _TOP)
    step = min((RIGHT - LEFT) / len(ordered), _STEP_MOST)
    series = series_of(ordered)
    columns = [
        _column(one, stack, up, (LEFT + step * at, step), series)
        for at, (one, stack) in enumerate(zip(ordered, stacks, strict=True))
    ]
    sums = [
        _net(one, sum(stack.values()), up, (LEFT + step * at, step), words)
        for at, (one, stack) in enumerate(zip(ordered, stacks, strict=True))
        if stack
    ]
    row = SIZE + 8 if step >= _SAID else 0.0
    return sheet(
        words.text("class.created.title"), _FOOT + 28 + row,
        swatches([(at, words.seat(seat), "") for seat, at in series.items()], 14),
        ends_key(ordered, _TOP - 16, words),
        axis_up(up, LEFT, RIGHT, words.text("class.created.axis"), percents(words)),
        columns, line(LEFT, up(0), RIGHT, up(0), stroke=INK, stroke_width="1.2"),
        _median(found, up, step * len(ordered), words), sums,
        groups_below(ordered, LEFT, step, _FOOT + 8 + row, words),
    )  # fmt: skip


def stack_of(one: Played, instead: int) -> dict[str, float]:
    """Return what each seat took of the best joint gain, in per cent; empty without a deal."""
    whole = instead if one.zoneless else one.ground.joint
    if one.package is None or not whole:
        return {}
    return {seat: gain * _FULL / whole for seat, gain in one.gains.items()}


def _column(
    one: Played, stack: dict[str, float], up: Scale, room: tuple[float, float],
    series: dict[str, int],
) -> Markup:  # fmt: skip
    x, step = room
    left, wide = _inside(room)
    if not stack and one.package is not None:
        # Nothing could be made with these types: a deal, but no share of anything.
        return remark(x + step / 2, up(0) - 6, NONE, anchor="middle")
    if not stack:
        return no_deal(one, x + step / 2, up(0) - 8, min(4.5, step * 0.3))
    level_up = level_down = 0.0
    parts = []
    for seat, part in stack.items():
        begin = level_up if part >= 0 else level_down
        tall = up(begin) - up(begin + part)
        how = _filled(one, series[seat], part)
        parts.append(block(left, up(begin), wide, -tall, **how))
        if one.zoneless and abs(tall) > _SHAPE:
            # What has no fill is told by its shape.
            parts.append(mark(left + 7, up(begin) - tall / 2, series[seat], 4.0))
        level_up, level_down = level_up + max(part, 0), level_down + min(part, 0)
    return el("g", parts)


def _inside(room: tuple[float, float]) -> tuple[float, float]:
    """Return the left edge and the width of a column in its room."""
    x, step = room
    wide = min(step * 0.8, 64.0)
    return x + (step - wide) / 2, wide


def _filled(one: Played, series: int, part: float) -> dict[str, str]:
    """Return how a part of a column is drawn: in outline where it is a share of nothing."""
    if one.zoneless:
        return {"fill": PAPER, "stroke_width": "1.4", "stroke_dasharray": "4 2"}
    edge = {} if part >= 0 else {"stroke": LOSS, "stroke_width": "2.2"}
    return {"fill": texture(series), **edge}


def _net(
    one: Played, net: float, up: Scale, room: tuple[float, float], words: Say
) -> Markup:  # fmt: skip
    """Return the stroke of what a table made in all, and its share below where there is room."""
    (left, wide), y = _inside(room), up(net)
    stroke = line(left, y, left + wide, y, stroke=INK, stroke_width="3.2")
    if room[1] < _SAID:
        return stroke
    # In a row of its own: on its stroke it would hide who took the part behind it.
    said, below_all = percent(one.share, words), _FOOT + SIZE + 2
    return el("g", stroke, text(left + wide / 2, below_all, said, anchor="middle",
                                font_weight="600"))  # fmt: skip


def _median(found: Figures, up: Scale, width: float, words: Say) -> Markup | None:
    share = found.totals["median_share"]
    if not isinstance(share, int):
        return None
    value = share * _FULL / 1_000_000
    said = words.text("class.created.median", share=percent(share, words))
    inside = LEFT + width + 8 + width_of(said) < RIGHT
    x = LEFT + width + 8 if inside else RIGHT
    return el("g", level(up, value, LEFT, x if inside else RIGHT),
              remark(x, up(value) - 6, said, anchor="start" if inside else "end"))  # fmt: skip
