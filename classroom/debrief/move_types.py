"""Types of step: what each new offer changed for its author and for the other side."""

from collections import Counter
from collections.abc import Sequence

from classroom.debrief.board import legend, sheet, texture
from classroom.debrief.cells import body, head
from classroom.debrief.offers import (
    CONCESSION,
    FORTUNATE,
    KINDS,
    NICE,
    SELFISH,
    SILENT,
    UNFORTUNATE,
    offers_of,
)
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import block, nothing, series_of
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, SECOND
from sim.charts.svg import place, text
from sim.report.say import Say

ID = "move_types"
COLUMNS = ("table", "seat", *KINDS)


def figures(tables: Sequence[Played]) -> Figures:
    """Return how many steps of each type every seat took that made an offer, by table."""
    rows = tuple(
        row for one in sorted(ended(tables), key=lambda one: one.table) for row in _rows(one)
    )
    totals: dict[str, Cell] = {
        kind: sum(int(row[at] or 0) for row in rows) for at, kind in enumerate(KINDS, 2)
    }
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=totals)


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    offers = offers_of(one)
    counts = Counter((made.by, made.kind) for made in offers)
    authors = {made.by for made in offers}
    return [
        (one.table, seat, *(counts[seat, kind] for kind in KINDS))
        for seat in one.seats
        if seat in authors
    ]


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return the six types where they lie by the two signs, each with a bar a seat."""
    found, some = figures(tables), ended(tables)
    counts = {kind: int(found.totals[kind] or 0) for kind in KINDS}
    steps = sum(counts.values())
    return Panel(
        id=ID,
        title=words.text("class.move_types.title"),
        caption=words.text(
            "class.move_types.caption" if steps else "class.move_types.caption_none",
            steps=whole(steps, words), concessions=whole(counts[CONCESSION], words),
            lost=whole(counts[UNFORTUNATE], words),
        ),
        drawing=_drawing(some, found, steps, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words), notes=few(some, words),
    )  # fmt: skip


_LEFT, _TOP, _WIDE, _HIGH, _BARS = 136.0, 46.0, 193.0, 80.0, 34.0
"""`_BARS` is the room for bars under the two lines of a cell."""
_PLACES = {
    # column and row, columns and rows taken
    CONCESSION: (0, 0, 1, 2), NICE: (1, 0, 1, 1), FORTUNATE: (2, 0, 1, 1),
    SILENT: (1, 1, 1, 1), SELFISH: (2, 1, 1, 2), UNFORTUNATE: (0, 2, 2, 1),
}  # fmt: skip
"""Where a type lies: from left to right the author loses, keeps, wins; from below the others do."""


def _drawing(some: Sequence[Played], found: Figures, steps: int, words: Say) -> Markup:
    title = words.text("class.move_types.title")
    if not steps:
        return sheet(title, 90, nothing(360, 50, words.text("class.plot.no_offer_yet")))
    series = series_of(some)
    authors = [seat for seat in series if any(row[1] == seat for row in found.rows)]
    counts = {
        (kind, seat): sum(int(row[at] or 0) for row in found.rows if row[1] == seat)
        for at, kind in enumerate(KINDS, 2)
        for seat in authors
    }
    most = max(counts.values())
    cells = [
        _cell(kind, [(series[seat], counts[kind, seat]) for seat in authors], most, steps, words)
        for kind in KINDS
    ]
    return sheet(
        title, _TOP + 3 * _HIGH + 6,
        legend([(series[seat], words.seat(seat)) for seat in authors], 12), _signs(words), cells,
    )  # fmt: skip


def _signs(words: Say) -> Markup:
    parts = []
    for number, key in enumerate(("loses", "keeps", "wins")):
        x = _LEFT + _WIDE * (number + 0.5)
        said = words.text(f"class.move_types.self.{key}")
        parts.append(text(x, _TOP - 9, said, anchor="middle", fill=SECOND))
        y = _TOP + _HIGH * (2.5 - number)
        said = words.text(f"class.move_types.other.{key}")
        parts.append(text(_LEFT - 10, y + 4, said, anchor="end", fill=SECOND))
    return el("g", parts)


def _cell(kind: str, bars: Sequence[tuple[int, int]], most: int, steps: int, words: Say) -> Markup:
    column, row, columns, rows = _PLACES[kind]
    x, y = _LEFT + _WIDE * column, _TOP + _HIGH * row
    count = sum(number for _, number in bars)
    frame = el(
        "rect", x=place(x + 2), y=place(y + 2), width=place(_WIDE * columns - 4),
        height=place(_HIGH * rows - 4), fill="none", stroke=EDGE,
    )  # fmt: skip
    share = words.percent(count / steps, 0)
    step = min(_BARS / len(bars), 15.0)
    lanes = [
        _lane(x + 12, y + 43 + step * number, at, step - 2, (_WIDE - 24) * value / most)
        for number, (at, value) in enumerate(bars)
    ]
    return el(
        "g", frame, text(x + 12, y + 19, words.text(f"class.move_types.{kind}"), font_weight="600"),
        text(x + _WIDE * columns - 12, y + 19, f"{words.number(count)} · {share}", anchor="end"),
        text(x + 12, y + 35, words.text(f"class.move_types.{kind}.is"), fill=SECOND), lanes,
    )  # fmt: skip


def _lane(x: float, y: float, at: int, high: float, wide: float) -> Markup | None:
    return block(x, y, wide, high, fill=texture(at)) if wide else None
