"""
Fairness: how evenly a table's gain fell, beside how fair its own people found the result.

The Gini coefficient of u - d over the seats: 0 if all gained the same, near 1 if one took all. It
says nothing where somebody lost or nobody gained, so such a table has none, only its extremes.
"""

from collections.abc import Sequence

from classroom.debrief.board import axis_across, axis_up, cross, key_of, sheet
from classroom.debrief.moments import by_number
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import LEFT, RIGHT, block, ends_key, groups_below, no_deal
from classroom.debrief.telling import by_place, ended, few, formed, milli, whole, worth
from classroom.forms import FAIR_RESULT, LEAST, MOST, mean_milli
from sim.charts.markup import Markup, el
from sim.charts.palette import GOLD, INK
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark
from sim.domain.units import MILLI, POINT, PPM
from sim.report.say import NONE, Say

ID = "fairness"
COLUMNS = (
    "table", "gini", "least", "most", "span", "answers", "rating", "rating_least", "rating_most",
)  # fmt: skip


def figures(tables: Sequence[Played]) -> Figures:
    """Return the evenness of each table and what its people said of it."""
    return Figures(panel=ID, columns=COLUMNS, rows=tuple(_row(one) for one in by_number(tables)))


def _row(one: Played) -> tuple[Cell, ...]:
    gains = list(one.gains.values())
    marks = ratings(one)
    return (
        one.table, gini(gains), min(gains), max(gains), max(gains) - min(gains), len(marks),
        mean_milli(marks), min(marks, default=None), max(marks, default=None),
    )  # fmt: skip


def ratings(one: Played) -> list[int]:
    """Return how fair each person at a table found the result, as far as they said."""
    return [
        form.answers[FAIR_RESULT]
        for seat in one.seats
        for form in one.feelings.get(seat, ())
        if FAIR_RESULT in form.answers
    ]


def gini(gains: Sequence[int]) -> int | None:
    """Return the Gini coefficient in ppm, rounded down; None where somebody lost or none gained."""
    if min(gains, default=-1) < 0 or not sum(gains):
        return None
    apart = sum(abs(one - other) for one in gains for other in gains)
    return apart * PPM // (2 * len(gains) * sum(gains))


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a dot for each rated table: across the measure, upwards the verdict; else bars."""
    some = ended(tables)
    rows = by_place(figures(some), some)
    rated = [row for row in rows if row[6] is not None]
    columns = len(COLUMNS) if rated else _MEASURED
    say = words.text
    return Panel(
        id=ID,
        title=say("class.fairness.title"),
        caption=say(
            "class.fairness.caption" if rated else "class.fairness.caption_none",
            rated=words.number(len(rated)), tables=words.number(len(rows)),
            lost=words.number(sum(int(row[2] or 0) < 0 for row in rows)),
        ),
        drawing=_drawn(some, rows, rated, words),
        head=[say(f"class.fairness.head.{name}") for name in COLUMNS[:columns]],
        rows=[_said(row, words)[:columns] for row in rows],
        notes=formed(rated, words) if rated else (*formed(rated, words), *few(rows, words)),
    )  # fmt: skip


def _drawn(
    tables: Sequence[Played], rows: Sequence[Sequence[Cell]], rated: Sequence[Sequence[Cell]],
    words: Say,
) -> Markup | None:  # fmt: skip
    if rated:
        return _drawing(rated, words)
    return _bars(best_first(tables), rows, words) if rows else None


def _said(row: Sequence[Cell], words: Say) -> list[str]:
    at, even, least, most, span, answers, rating, low, high = row
    return [
        whole(at, words), NONE if even is None else words.number(int(even) / PPM, 2),
        worth(least, words), worth(most, words),
        words.points(int(span or 0)), whole(answers, words), milli(rating, words, 2),
        whole(low, words), whole(high, words),
    ]  # fmt: skip


def _bars(ordered: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    """Return a bar for each deal from its least gain of a seat to the most, best deal first."""
    ends = [int(row[at] or 0) / POINT for row in rows for at in (2, 3)]
    up = scale_of([*ends, 1.0], _FOOT, _TOP, zero=True)
    step = min((RIGHT - LEFT) / len(ordered), 108.0)
    wide = min(step * 0.5, 30.0)
    parts: list[Markup] = [
        axis_up(up, LEFT, RIGHT, words.text("class.fairness.bars"), words.number)
    ]
    for at, (one, row) in enumerate(zip(ordered, rows, strict=True)):
        middle = LEFT + step * (at + 0.5)
        least, most = (up(int(row[side] or 0) / POINT) for side in (2, 3))
        bar = block(middle - wide / 2, most, wide, least - most, fill=GOLD)
        parts.append(
            bar
            if one.package is not None
            else no_deal(one, middle, up(0) - 8, min(4.5, step * 0.3))
        )
    parts += [line(LEFT, up(0), RIGHT, up(0), stroke=INK, stroke_width="1.2"),
              ends_key(ordered, _TOP - 16, words) or Markup(),
              groups_below(ordered, LEFT, step, _FOOT + 10, words)]  # fmt: skip
    return sheet(words.text("class.fairness.title"), _FOOT + 34, parts)


_MEASURED = 5
"""Columns that need no form."""
_LEFT, _RIGHT, _TOP, _FOOT = 60.0, 700.0, 50.0, 212.0


def _drawing(rated: Sequence[Sequence[Cell]], words: Say) -> Markup:
    """Return the verdicts over what always has a sense: how far apart best and worst gain lie."""
    say = words.text
    across = scale_of([int(row[4] or 0) / POINT for row in rated], _LEFT, _RIGHT, zero=True)
    up = Scale(LEAST - 0.4, MOST + 0.4, _FOOT, _TOP)
    signs = [(_table(0, 0, None), say("class.fairness.sign.table")),
             (_table(0, 0, -1), say("class.fairness.sign.loss"))]  # fmt: skip
    parts: list[Markup] = [
        axis_across(across, _TOP, _FOOT, say("class.fairness.across"), words.number),
        axis_up(up, _LEFT, _RIGHT, say("class.fairness.up"), words.number),
        key_of(signs, 10),
    ]
    parts += [
        _table(across(int(row[4] or 0) / POINT), up(int(row[6] or 0) / MILLI), row[2])
        for row in rated
    ]
    return sheet(say("class.fairness.title"), _FOOT + 40, parts)


def _table(x: float, y: float, least: Cell) -> Markup:
    """Return the sign of a table; a cross stands in it where somebody lost."""
    lost = isinstance(least, int) and least < 0
    return el("g", mark(x, y, 0, 6.5, fill=GOLD), cross(x, y, 2.6, INK) if lost else None)
