"""A plane of two axes with titles and round values, on which points and lines are drawn."""

from collections.abc import Callable, Iterable

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, RULE, SECOND, SIZE, WIDTH
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import frame, line, text

Write = Callable[[float, int], str]
LEFT, RIGHT, TOP, FOOT = 46.0, 10.0, 26.0, 42.0
"""Room for the round values beside and below, and for the upright axis's title above."""


@frozen(kw_only=True)
class Titles:
    """What a plane shows, for those who cannot see it, and what its axes are, with units."""

    label: str
    across: str
    up: str


@frozen(kw_only=True)
class Plane:
    """Two scales on a drawing of a height."""

    across: Scale
    up: Scale
    height: float

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """Return where two values lie."""
        return self.across(x), self.up(y)


def plane_of(
    across: Iterable[float],
    up: Iterable[float],
    *,
    height: float = 300.0,
    right: float = RIGHT,
    grounded: bool = False,
) -> Plane:
    """Return the plane that holds all values; `right` leaves room for labels, `grounded` has 0."""
    return Plane(
        across=scale_of(across, LEFT, WIDTH - right, room=0.04),
        up=_grounded(up, height) if grounded else scale_of(up, height - FOOT, TOP, room=0.06),
        height=height,
    )


def _grounded(values: Iterable[float], height: float) -> Scale:
    top = max(values, default=1.0)
    return Scale(0.0, (top or 1.0) * 1.06, height - FOOT, TOP)


def drawn(plane: Plane, titles: Titles, write: Write, *parts: object) -> Markup:
    """Return the drawing: grid and words first, then the parts on top of them."""
    return frame(titles.label, plane.height, _grid(plane, titles, write), *parts)


def _grid(plane: Plane, titles: Titles, write: Write) -> Markup:
    across, up = plane.across, plane.up
    foot = up.begin
    parts = [line(LEFT, up(rung), across.end, up(rung), stroke=RULE) for rung in up.rungs()]
    parts += [
        text(LEFT - 6, up(rung) + SIZE * 0.35, write(rung, up.places), anchor="end", fill=SECOND)
        for rung in up.rungs()
    ]
    for rung in across.rungs():
        parts.append(line(across(rung), foot, across(rung), foot + 4, stroke=EDGE))
        said = write(rung, across.places)
        parts.append(text(across(rung), foot + 17, said, anchor="middle", fill=SECOND))
    parts.append(line(LEFT, foot, across.end, foot, stroke=EDGE))
    parts.append(text(0, 12, titles.up, fill=SECOND))
    parts.append(text(across.end, foot + 35, titles.across, anchor="end", fill=SECOND))
    return el("g", parts)
