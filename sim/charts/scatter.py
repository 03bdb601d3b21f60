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
_APART = 1.35
"""How many times its size a name takes in height."""
_BOLD = 1.12
"""How much wider than plain text a name is."""
_SAME = 2.0
"""Spots nearer than this cannot be told apart."""


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
        _frontier(plane, deals), _named(plane, deals),
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


def _named(plane: Plane, deals: Deals) -> list[Markup]:
    """Return the points' signs, and their names where they cover least."""
    spots = [one.at for one in deals.named]
    spots += [spot for spot, _ in (*deals.reached, *deals.path)]
    marks = [plane.spot(*spot) for spot in spots]
    placed = sorted((*plane.spot(*one.at)[::-1], at) for at, one in enumerate(deals.named))
    boxes: list[_Box] = []
    for y, x, name in _together([(y, x, deals.named[at].name) for y, x, at in placed]):
        boxes.append(min(_beside(x, y, name), key=lambda box: box.covered(boxes, marks)))
    signs = [_sign(one.sign, *plane.spot(*one.at)) for one in deals.named]
    return [*signs, *(text(box.x, box.y + SIZE * 0.35, box.name, anchor=box.anchor,
                           font_weight="600", **HALO) for box in boxes)]  # fmt: skip


@frozen
class _Box:
    """A name with its place: where it begins or ends, and its middle."""

    x: float
    y: float
    name: str
    anchor: str

    @property
    def ends(self) -> tuple[float, float]:
        """Return how far it reaches across."""
        wide = width_of(self.name) * _BOLD
        return (self.x, self.x + wide) if self.anchor == "start" else (self.x - wide, self.x)

    def covered(self, boxes: Sequence["_Box"], marks: Sequence[Spot]) -> tuple[int, int]:
        """Return how many names and how many marks it would cover; beyond the edge counts twice."""
        low, high = self.ends
        near = [box for box in boxes if abs(box.y - self.y) < SIZE * _APART]
        names = sum(box.ends[0] < high and low < box.ends[1] for box in near)
        outside = 2 * (low < 0 or high > WIDTH or self.y < SIZE)
        hidden = sum(
            low - 4 < x < high + 4 and abs(y - self.y) < SIZE * _APART / 2 + 3 for x, y in marks
        )
        return names + outside, hidden


def _beside(x: float, y: float, name: str) -> list[_Box]:
    """Return where a name may stand: beside its sign, or a line above or below, best first."""
    return [
        _Box(x + side, y + SIZE * up, name, "start" if side > 0 else "end")
        for up, far in ((0.0, 14), (-_APART, 8), (_APART, 8))
        for side in (far, -far)
    ]


def _together(placed: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Return height, place across and name, names of one and the same spot in one line."""
    found: list[tuple[float, float, str]] = []
    for y, x, name in placed:
        at = next((at for at, (up, across, _) in enumerate(found)
                   if abs(up - y) < _SAME and abs(across - x) < _SAME), None)  # fmt: skip
        if at is None:
            found.append((y, x, name))
        else:
            found[at] = (*found[at][:2], f"{found[at][2]}, {name}")
    return found


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
