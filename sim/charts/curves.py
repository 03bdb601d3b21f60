"""Curves over time with a band around each, named at their ends."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import DASHES, LINES, SIZE, at
from sim.charts.plane import Plane, Titles, Write, drawn, plane_of
from sim.charts.svg import HALO, mark, points, text, width_of

_LABEL_MOST = 120.0


@frozen(kw_only=True)
class Step:
    """A place on a curve: the middle of what was measured, and the band around it."""

    at: float
    middle: float
    low: float
    high: float


@frozen(kw_only=True)
class Curve:
    """One series in order of time."""

    name: str
    series: int
    steps: Sequence[Step]


def curves(some: Sequence[Curve], titles: Titles, write: Write, *, bands: bool = True) -> Markup:
    """Return the drawing; with many curves the bands are left out, since they would hide them."""
    shown = [curve for curve in some if curve.steps]
    steps = [step for curve in shown for step in curve.steps]
    ends = [
        value for step in steps for value in ((step.low, step.high) if bands else (step.middle,))
    ]
    named = max((width_of(curve.name) for curve in shown), default=0.0)
    plane = plane_of(
        [step.at for step in steps], ends, right=min(named, _LABEL_MOST) + 14, height=300.0
    )
    parts = [_band(plane, curve) for curve in shown] if bands else []
    return drawn(plane, titles, write, parts, [_curve(plane, curve) for curve in shown],
                 _names(plane, shown))  # fmt: skip


def _band(plane: Plane, curve: Curve) -> Markup:
    upper = [plane.spot(step.at, step.high) for step in curve.steps]
    lower = [plane.spot(step.at, step.low) for step in reversed(curve.steps)]
    ink = at(LINES, curve.series)
    return el("polygon", points=points(upper + lower), fill=ink, fill_opacity="0.12")


def _curve(plane: Plane, curve: Curve) -> Markup:
    spots = [plane.spot(step.at, step.middle) for step in curve.steps]
    stroke = el(
        "polyline", points=points(spots), fill="none", stroke=at(LINES, curve.series),
        stroke_width="2", stroke_dasharray=at(DASHES, curve.series) or None,
    )  # fmt: skip
    return el("g", stroke, [mark(x, y, curve.series, 3.0) for x, y in spots])


def _names(plane: Plane, some: Sequence[Curve]) -> list[Markup]:
    """Return the names beside the ends of the curves, from above, none on another."""
    ends = sorted((plane.up(curve.steps[-1].middle), number) for number, curve in enumerate(some))
    parts, level = [], 0.0
    lowest = plane.up.begin - (len(ends) - 1) * (SIZE + 2)
    for order, (y, number) in enumerate(ends):
        level = max(min(y, lowest + order * (SIZE + 2)), level + SIZE + 2 if order else 0.0)
        curve = some[number]
        x = plane.across(curve.steps[-1].at) + 8
        ink = at(LINES, curve.series)
        parts.append(text(x, level + SIZE * 0.35, curve.name, fill=ink, font_weight="600", **HALO))
    return parts
