"""Deals in the plane of two parties' utilities, with their frontier, named points and a path."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import GOLD, INK, LINES, PAPER, SECOND, SIZE, WIDTH
from sim.charts.plane import Plane, Titles, Write, drawn, plane_of
from sim.charts.svg import HALO, line, mark, place, points, text, width_of

Spot = tuple[float, float]
_AREA_LEAST, _AREA_MOST = 2.8, 9.0


@frozen(kw_only=True)
class Named:
    """A point with its name beside it: a star or a plus, which no series uses, or no sign."""

    at: Spot
    name: str
    sign: str = "star"


@frozen(kw_only=True)
class Deals:
    """What lies in the plane; all values in the units of its axes."""

    frontier: Sequence[Spot] = ()
    joined: bool = True
    """Two parties' frontier is a line; that of more is a cloud in the plane of two."""
    reached: Sequence[tuple[Spot, int]] = ()
    """Where deals lie, and how many there."""
    path: Sequence[tuple[Spot, int]] = ()
    """Offers in their order, each with the series of who made it."""
    named: Sequence[Named] = ()
    floors: Spot | None = None
    """What no deal is worth to both."""


def scatter(deals: Deals, titles: Titles, write: Write, among: Sequence[Spot] = ()) -> Markup:
    """
    Return the drawing; a mark's area grows with the number of deals that it stands for.

    `among` are spots of drawings beside it, which then have the same axes.
    """
    spots = [*held(deals), *among]
    plane = plane_of([x for x, _ in spots], [y for _, y in spots], height=340.0)
    return drawn(
        plane, titles, write,
        _floors(plane, deals.floors), _reached(plane, deals.reached), _path(plane, deals.path),
        _frontier(plane, deals), _named(plane, deals.named),
    )  # fmt: skip


def held(deals: Deals) -> list[Spot]:
    """Return what must be seen: all but the ends of the frontier that one party would refuse."""
    spots = [spot for spot, _ in (*deals.reached, *deals.path)] + [one.at for one in deals.named]
    if deals.floors is None:
        return [*spots, *deals.frontier]
    low = deals.floors
    fair = [spot for spot in deals.frontier if spot[0] >= low[0] and spot[1] >= low[1]]
    return [*spots, low, *fair]


def _frontier(plane: Plane, deals: Deals) -> Markup:
    """Return the frontier as far as it is seen: a line, or dots where it is none."""
    if not deals.joined:
        seen = [plane.spot(x, y) for x, y in deals.frontier if _inside(plane, (x, y))]
        dots = [el("circle", cx=place(x), cy=place(y), r="1.3") for x, y in seen]
        return el("g", dots, fill=LINES[0])
    parts = [
        line(*plane.spot(*one), *plane.spot(*other), stroke=None)
        for before, after in pairwise(deals.frontier)
        for one, other in _cut(plane, before, after)
    ]
    return el("g", parts, stroke=LINES[0], stroke_width="1.8", stroke_linecap="round")


def _inside(plane: Plane, spot: Spot) -> bool:
    across, up = plane.across, plane.up
    return across.low <= spot[0] <= across.high and up.low <= spot[1] <= up.high


def _cut(plane: Plane, one: Spot, other: Spot) -> list[tuple[Spot, Spot]]:
    """Return the part of a stroke that lies in the plane, if any (Liang and Barsky 1984)."""
    first, last = 0.0, 1.0
    lows, highs = (plane.across.low, plane.up.low), (plane.across.high, plane.up.high)
    for begin, end, low, high in zip(one, other, lows, highs, strict=True):
        span = end - begin
        if not span:
            if not low <= begin <= high:
                return []
            continue
        enters, leaves = sorted(((low - begin) / span, (high - begin) / span))
        first, last = max(first, enters), min(last, leaves)
    if first > last:
        return []
    ends = [
        (one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1]))
        for part in (first, last)
    ]
    return [(ends[0], ends[1])]


def _floors(plane: Plane, floors: Spot | None) -> Markup | None:
    if floors is None:
        return None
    x, y = plane.spot(*floors)
    dash = {"stroke": SECOND, "stroke_dasharray": "3 3"}
    return el("g", [
        line(x, plane.up.begin, x, plane.up.end, **dash),
        line(plane.across.begin, y, plane.across.end, y, **dash),
    ])  # fmt: skip


def _reached(plane: Plane, reached: Sequence[tuple[Spot, int]]) -> Markup:
    most = max((count for _, count in reached), default=1)
    parts = []
    for (x, y), count in reached:
        size = _AREA_LEAST + (_AREA_MOST - _AREA_LEAST) * ((count - 1) / max(most - 1, 1)) ** 0.5
        across, up = plane.spot(x, y)
        parts.append(el("circle", cx=place(across), cy=place(up), r=place(size)))
    return el("g", parts, fill=SECOND, fill_opacity="0.7", stroke=PAPER, stroke_width="0.5")


def _path(plane: Plane, path: Sequence[tuple[Spot, int]]) -> list[Markup]:
    """Return the offers of each series joined in their order."""
    parts = []
    for series in sorted({who for _, who in path}):
        spots = [plane.spot(*spot) for spot, who in path if who == series]
        stroke = LINES[series % len(LINES)]
        parts.append(el("polyline", points=points(spots), fill="none", stroke=stroke))
        parts += [mark(x, y, series, 3.4) for x, y in spots]
    return parts


def _named(plane: Plane, named: Sequence[Named]) -> list[Markup]:
    """Return the points' signs with their names, moved apart where they would meet."""
    placed = sorted((*plane.spot(*one.at)[::-1], number) for number, one in enumerate(named))
    signs = [_sign(named[number].sign, x, y) for y, x, number in placed]
    names: list[Markup] = []
    level = -SIZE
    for order, (y, x, number) in enumerate(placed):
        following = placed[order + 1][0] if order + 1 < len(placed) else y + 4 * SIZE
        wanted = y - SIZE / 2 if following - y < SIZE * 1.2 else y
        level = max(wanted, level + SIZE * 1.2)
        name = named[number].name
        inside = x + 12 + width_of(name) < WIDTH
        anchor, beside = ("start", x + 12) if inside else ("end", x - 12)
        names.append(_name(beside, level, name, anchor))
    return signs + names


def _name(x: float, y: float, said: str, anchor: str) -> Markup:
    return text(x, y + SIZE * 0.35, said, anchor=anchor, font_weight="600", **HALO)


def _sign(sign: str, x: float, y: float) -> Markup:
    if not sign:
        return el("g")
    if sign == "plus":
        size = 6.0
        bold = {"stroke": INK, "stroke_width": "2.6"}
        return el(
            "g", line(x - size, y, x + size, y, **bold), line(x, y - size, x, y + size, **bold)
        )
    return el("polygon", points=points(_star(x, y, 8.0)), fill=GOLD, stroke=INK)


_TURNS = (
    (0.0, -1.0), (0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809),
    (0.0, 0.382), (-0.588, 0.809), (-0.363, 0.118), (-0.951, -0.309), (-0.225, -0.309),
)  # fmt: skip


def _star(x: float, y: float, size: float) -> list[Spot]:
    return [(x + size * across, y + size * down) for across, down in _TURNS]
