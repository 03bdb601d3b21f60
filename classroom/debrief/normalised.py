"""
Normalised scores: seats that are not symmetric, compared with others in the same role.

z = (u - mean of the role over the tables) / sample standard deviation; whoever made no deal enters
with d, what no deal was worth to it. Below five tables, or where all have the same, there is no z
but a rank. Whole numbers throughout: z in thousandths, rounded to the nearest.
"""

from collections.abc import Sequence
from functools import partial
from math import isqrt

from classroom.debrief.board import (
    axis_across,
    label,
    series_by_seat,
    sheet,
    swarm,
)
from classroom.debrief.moments import by_number
from classroom.debrief.panel import FEW, Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import by_place, ended, few, whole
from sim.charts.markup import Markup
from sim.charts.palette import PAPER, RULE, SECOND
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark
from sim.domain.units import MILLI
from sim.report.say import NONE, Say

ID = "normalised"
COLUMNS = ("table", "seat", "utility", "deal", "tables", "mean", "rank", "z", "why_not")
TOO_FEW, ALIKE = "few", "alike"


def figures(tables: Sequence[Played]) -> Figures:
    """Return rank and z of every seat among its role; open and aborted tables do not enter."""
    counted = by_number(ended(tables))
    rows: list[tuple[Cell, ...]] = []
    columns = {seat: [one.entered[seat] for one in counted] for seat in _seats(counted)}
    for at, one in enumerate(counted):
        for seat, values in columns.items():
            own = values[at]
            why = _why_not(values)
            rows.append((
                one.table, seat, own, int(one.package is not None), len(values),
                sum(values) // len(values), 1 + sum(other > own for other in values),
                None if why else z_milli(values, own), why or None,
            ))  # fmt: skip
    return Figures(panel=ID, columns=COLUMNS, rows=tuple(rows))


def _seats(tables: Sequence[Played]) -> tuple[str, ...]:
    return tables[0].seats if tables else ()


def _why_not(values: Sequence[int]) -> str:
    if len(values) < FEW:
        return TOO_FEW
    return ALIKE if len(set(values)) == 1 else ""


def z_milli(values: Sequence[int], own: int) -> int:
    """Return the z of one value among several that differ, in thousandths."""
    count, total = len(values), sum(values)
    # (u - S/n) / sqrt((nQ - S^2) / n(n-1)), squared and kept whole until the root.
    above = count * own - total
    spread = count * sum(value * value for value in values) - total * total
    squared = 4 * MILLI * MILLI * above * above * (count - 1) // (count * spread)
    size = (isqrt(squared) + 1) // 2
    return size if above >= 0 else -size


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a lane for each role with a mark for each table; ranks only where there is no z."""
    found = figures(tables)
    counted = ended(tables)
    rows = by_place(found, counted)
    say = words.text
    drawn = any(row[7] is not None for row in rows)
    return Panel(
        id=ID,
        title=say("class.normalised.title"),
        caption=say("class.normalised.caption" if drawn else "class.normalised.caption_few",
                    tables=words.number(len(counted))),
        drawing=_drawing(counted, rows, words) if drawn else None,
        head=[say(f"class.normalised.head.{name}") for name in COLUMNS],
        rows=[_said(row, words) for row in rows],
        notes=few(counted, words),
    )  # fmt: skip


def _said(row: Sequence[Cell], words: Say) -> list[str]:
    at, seat, own, deal, count, mean, rank, z, why = row
    said = words.text(f"class.normalised.why.{why}") if why else NONE
    return [
        whole(at, words), words.seat(str(seat)), words.points(int(own or 0)),
        words.text("class.board.yes" if deal else "class.board.no"), whole(count, words),
        words.points(int(mean or 0)), whole(rank, words),
        NONE if z is None else words.signed(int(z) / MILLI, 2), said,
    ]  # fmt: skip


_LEFT, _RIGHT, _TOP, _LANE = 160.0, 700.0, 14.0, 50.0


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    seats = _seats(tables)
    series = series_by_seat(tables[0].scenario, seats)
    reached = max(abs(int(row[7] or 0)) for row in rows) / MILLI
    across = scale_of([-reached, reached, -2.0, 2.0], _LEFT, _RIGHT)
    foot = _TOP + _LANE * len(seats)
    parts: list[Markup] = [
        axis_across(across, _TOP, foot, words.text("class.normalised.axis"),
                    words.signed),
        line(across(0), _TOP, across(0), foot, stroke=SECOND, stroke_width="1.6"),
    ]  # fmt: skip
    for number, seat in enumerate(seats):
        y = _TOP + _LANE * (number + 0.5)
        mine = [row for row in rows if row[1] == seat]
        parts += [line(_LEFT, y, _RIGHT, y, stroke=RULE), mark(10, y, series[seat], 5.5),
                  label(24, y, words.seat(seat), width=_LEFT - 32)]  # fmt: skip
        parts += _marks(mine, series[seat], across, y, words)
    return sheet(words.text("class.normalised.title"), foot + 40, parts)


def _marks(
    rows: Sequence[Sequence[Cell]], series: int, across: Scale, y: float, words: Say
) -> list[Markup]:
    known = [row for row in rows if row[7] is not None]
    if not known:
        return [label(across(0) + 8, y, words.text("class.normalised.why.alike"), fill=SECOND)]
    spots = [(across(int(row[7] or 0) / MILLI), bool(row[3])) for row in known]
    return [swarm(spots, y, _LANE - 14, partial(_mark, series))]


def _mark(series: int, x: float, y: float, deal: bool, size: float) -> Markup:  # noqa: FBT001
    return mark(x, y, series, size) if deal else mark(x, y, series, size, fill=PAPER)
