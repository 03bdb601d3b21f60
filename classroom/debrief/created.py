"""
Value created: what the seats of each table made together, of the best they could have made.

A table's sum of gains over no deal, as a share of the best sum that leaves every seat its no-deal
value. Tables without a deal made nothing and stay in the picture.
"""

from collections.abc import Sequence

from classroom.debrief.board import LOSS, axis_up, sheet, texture
from classroom.debrief.cells import body, head, percent, percents
from classroom.debrief.claimed import class_shares
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import (
    LEFT,
    RIGHT,
    block,
    groups_below,
    level,
    no_deal,
    remark,
    series_of,
    swatches,
)
from classroom.debrief.reckon import median
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK
from sim.charts.scale import Scale
from sim.charts.svg import line
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
            "tables": len(ordered), "deals": len(deals), "median_share": median(shares),
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
            median=percent(totals["median_share"], words),
            below=whole(totals["deals_below"], words),
        ),
        drawing=_drawing(ordered, found, words) if ordered else None,
        head=head(columns, words), rows=rows, notes=few(ordered, words),
    )  # fmt: skip


_TOP, _FOOT, _STEP_MOST, _FULL = 46.0, 232.0, 108.0, 100.0


def _drawing(ordered: Sequence[Played], found: Figures, words: Say) -> Markup:
    stacks = [_stack(one) for one in ordered]
    sinks = [sum(part for part in stack.values() if part < 0) for stack in stacks]
    tops = [sum(part for part in stack.values() if part > 0) for stack in stacks]
    up = Scale(min(0.0, *sinks) * 1.1, max(_FULL, *tops) * 1.02, _FOOT, _TOP)
    step = min((RIGHT - LEFT) / len(ordered), _STEP_MOST)
    series = series_of(ordered)
    columns = [
        _column(one, stack, up, (LEFT + step * at, step), series)
        for at, (one, stack) in enumerate(zip(ordered, stacks, strict=True))
    ]
    return sheet(
        words.text("class.created.title"), _FOOT + 28, _key(ordered, series, words),
        axis_up(up, LEFT, RIGHT, "", percents(words)), columns,
        line(LEFT, up(0), RIGHT, up(0), stroke=INK, stroke_width="1.2"),
        _median(found, up, step * len(ordered), words),
        groups_below(ordered, LEFT, step, _FOOT + 8, words),
    )  # fmt: skip


def _stack(one: Played) -> dict[str, float]:
    """Return what each seat took of the best joint gain, in per cent; empty without a deal."""
    if one.package is None or not one.ground.joint:
        return {}
    return {seat: gain * _FULL / one.ground.joint for seat, gain in one.gains.items()}


def _column(
    one: Played, stack: dict[str, float], up: Scale, room: tuple[float, float],
    series: dict[str, int],
) -> Markup:  # fmt: skip
    x, step = room
    wide = min(step * 0.8, 64.0)
    left = x + (step - wide) / 2
    if not stack and one.package is not None:
        # Nothing could be made with these types: a deal, but no share of anything.
        return remark(x + step / 2, up(0) - 6, NONE, anchor="middle")
    if not stack:
        return no_deal(one, x + step / 2, up(0) - 8, min(4.5, step * 0.3))
    level_up = level_down = 0.0
    parts = []
    for seat, part in stack.items():
        begin = level_up if part >= 0 else level_down
        edge = {} if part >= 0 else {"stroke": LOSS, "stroke_width": "2.2"}
        tall = up(begin) - up(begin + part)
        parts.append(block(left, up(begin), wide, -tall, fill=texture(series[seat]), **edge))
        level_up, level_down = level_up + max(part, 0), level_down + min(part, 0)
    if level_down < 0:
        net = up(level_up + level_down)
        parts.append(line(left, net, left + wide, net, stroke=INK, stroke_width="3.2"))
    return el("g", parts)


def _median(found: Figures, up: Scale, width: float, words: Say) -> Markup | None:
    share = found.totals["median_share"]
    if not isinstance(share, int):
        return None
    value = share * _FULL / 1_000_000
    said = words.text("class.created.median", share=percent(share, words))
    inside = LEFT + width + 8 + len(said) * 7 < RIGHT
    x = LEFT + width + 8 if inside else RIGHT
    return el("g", level(up, value, LEFT, x if inside else RIGHT),
              remark(x, up(value) - 6, said, anchor="start" if inside else "end"))  # fmt: skip


def _key(ordered: Sequence[Played], series: dict[str, int], words: Say) -> Markup:
    """Return each seat's shape and fill, with its share of all that the deals made."""
    shares = class_shares(ordered)
    return swatches([
        (at, words.seat(seat), percent(shares[seat], words)) for seat, at in series.items()
    ], 14)  # fmt: skip
