"""Columns that count what falls between two values each: how often, and when."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import INK, LINES, MUTED, SECOND
from sim.charts.plane import Plane, Titles, Write, drawn, plane_of
from sim.charts.svg import HALO, line, place, text, width_of


@frozen(kw_only=True)
class Column:
    """How many fell from `begin` (inclusive) until before `end`."""

    begin: float
    end: float
    count: int
    strong: bool = False
    """Drawn darker: what the text speaks of."""


@frozen(kw_only=True)
class Marker:
    """A value with its name above the columns, such as a median."""

    at: float
    name: str


def columns(
    some: Sequence[Column], titles: Titles, write: Write, markers: Sequence[Marker] = ()
) -> Markup:
    """Return the drawing of columns that stand on 0."""
    edges = [edge for one in some for edge in (one.begin, one.end)]
    edges += [marker.at for marker in markers]
    plane = plane_of(edges, [float(one.count) for one in some], grounded=True, height=260.0)
    return drawn(plane, titles, write, [_column(plane, one) for one in some if one.count],
                 [_marker(plane, one) for one in markers])  # fmt: skip


def _column(plane: Plane, one: Column) -> Markup:
    x, top = plane.spot(one.begin, one.count)
    wide = max(plane.across(one.end) - x - 1, 0.5)
    return el(
        "rect", x=place(x), y=place(top), width=place(wide),
        height=place(plane.up.begin - top),
        fill=LINES[0] if one.strong else MUTED, stroke=SECOND, stroke_width="0.7",
    )  # fmt: skip


def _marker(plane: Plane, one: Marker) -> Markup:
    x = plane.across(one.at)
    half = width_of(one.name) / 2
    middle = min(max(x, plane.across.begin + half), plane.across.end - half)
    return el("g", [
        line(x, plane.up.end, x, plane.up.begin, stroke=INK, stroke_dasharray="4 3"),
        text(middle, plane.up.end - 4, one.name, anchor="middle", font_weight="600",
             **HALO),
    ])  # fmt: skip
