"""Strokes that several panels share, beside those of the board: columns, brackets, remarks."""

from collections.abc import Sequence

from classroom.debrief.board import LOSS, ROW, cross, key_of, ring, series_by_seat, texture
from classroom.debrief.played import Played
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, GOLD, INK, PAPER, RULE, SECOND, SIZE
from sim.charts.scale import Scale
from sim.charts.svg import HALO, line, mark, place, text, width_of
from sim.report.say import Say

LEFT, RIGHT = 66.0, 712.0
TINT = "#efe7d8"
"""Where somebody loses."""


def series_of(tables: Sequence[Played]) -> dict[str, int]:
    """Return the place of each seat's shape and fill."""
    return series_by_seat(tables[0].scenario, tables[0].seats) if tables else {}


def swatches(named: Sequence[tuple[int, str, str]], y: float, x: float = 8.0) -> Markup:
    """Return shapes with their fills in a row, each with its name and a number in bold."""
    parts: list[Markup] = []
    for at, name, number in named:
        parts += [mark(x, y, at, 5.0), block(x + 10, y - 6.5, 22, 13, fill=texture(at)),
                  text(x + 38, y + SIZE * 0.35, name)]  # fmt: skip
        x += 38 + width_of(name) + 6
        parts.append(text(x, y + SIZE * 0.35, number, font_weight="600"))
        x += width_of(number) + 22
    return el("g", parts)


def block(x: float, y: float, width: float, height: float, **more: str) -> Markup:
    """Return a filled oblong; a height below 0 grows upwards."""
    top, tall = (y + height, -height) if height < 0 else (y, height)
    return el(
        "rect", x=place(x), y=place(top), width=place(max(width, 0.4)), height=place(tall),
        **{"stroke": INK, "stroke_width": "0.6", **more},
    )  # fmt: skip


def dot(x: float, y: float, size: float = 4.6, fill: str = GOLD) -> Markup:
    """Return the mark of a deal: gold with an ink edge, no seat's shape and fill."""
    how = {"fill": fill, "stroke": INK, "stroke_width": "1"}
    return el("circle", cx=place(x), cy=place(y), r=place(size), **how)


def remark(x: float, y: float, bold: str, plain: str = "", *, anchor: str = "start") -> Markup:
    """Return a short remark on the drawing: what, and below it how much."""
    parts = [text(x, y, bold, anchor=anchor, font_weight="600", **HALO)]
    if plain:
        parts.append(text(x, y + ROW, plain, anchor=anchor, fill=SECOND, **HALO))
    return el("g", parts)


def bracket(begin: float, end: float, y: float, said: str, most: float = RIGHT) -> Markup:
    """Return a stroke under a stretch with what it is, kept on the drawing."""
    half = width_of(said) / 2
    middle = min(max((begin + end) / 2, half), most - half)
    return el("g", line(begin + 2, y, end - 2, y, stroke=EDGE),
              text(middle, y + ROW - 2, said, anchor="middle", font_weight="600"))  # fmt: skip


def groups_below(
    tables: Sequence[Played], left: float, step: float, y: float, words: Say
) -> Markup:
    """Return under columns that stand best first how many are deals and how many are none."""
    deals = sum(one.package is not None for one in tables)
    ends = ((0, deals, "class.plot.deals"), (deals, len(tables), "class.plot.no_deals"))
    parts = [
        bracket(left + step * begin, left + step * end, y, words.text.count(key, end - begin))
        for begin, end, key in ends
        if end > begin
    ]
    return el("g", parts)


def no_deal(one: Played, x: float, y: float, size: float = 4.5) -> Markup:
    """Return the sign of a table without a deal: a cross, or a ring where the time was up."""
    return cross(x, y, size, INK) if one.final.common.outcome is not None else ring(x, y, size)


def ends_key(tables: Sequence[Played], y: float, words: Say) -> Markup | None:
    """Return at the right edge what the signs of tables without a deal mean, if any are."""
    without = {one.status: one for one in tables if one.package is None}
    signs = [(no_deal(one, 0, 0), words.text(f"class.status.{status}"))
             for status, one in sorted(without.items())]  # fmt: skip
    wide = sum(33 + width_of(said) for _, said in signs)
    return key_of(signs, y, left=RIGHT - wide + 20) if signs else None


def level(at: Scale, value: float, left: float, right: float, **more: str) -> Markup:
    """Return a dashed level stroke at a value."""
    how = {"stroke": INK, "stroke_width": "1.4", "stroke_dasharray": "6 4", **more}
    return line(left, at(value), right, at(value), **how)


def upright(at: Scale, value: float, top: float, foot: float, **more: str) -> Markup:
    """Return a dashed upright stroke at a value."""
    how = {"stroke": INK, "stroke_width": "1.4", "stroke_dasharray": "6 4", **more}
    return line(at(value), top, at(value), foot, **how)


def plus(x: float, y: float, size: float = 6.0) -> Markup:
    """Return a sign of a named point: no seat's shape."""
    strokes = []
    for ink, wide in ((PAPER, "5.4"), (INK, "3")):
        how = {"stroke": ink, "stroke_width": wide}
        strokes += [line(x - size, y, x + size, y, **how), line(x, y - size, x, y + size, **how)]
    return el("g", strokes)


def beyond(count: int, words: Say) -> tuple[str, ...]:
    """Return the remark that some marks stand at the edge, where there are any."""
    return (words.text.count("class.plot.beyond", count),) if count else ()


def nothing(middle: float, y: float, said: str) -> Markup:
    """Return a remark where there is nothing to draw."""
    return text(middle, y, said, anchor="middle", fill=SECOND)


__all__ = (
    "LEFT",
    "LOSS",
    "RIGHT",
    "RULE",
    "SIZE",
    "TINT",
    "beyond",
    "block",
    "bracket",
    "dot",
    "ends_key",
    "groups_below",
    "level",
    "no_deal",
    "nothing",
    "plus",
    "remark",
    "series_of",
    "swatches",
    "upright",
)  # fmt: skip
