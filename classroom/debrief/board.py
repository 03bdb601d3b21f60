"""
Drawings in the size of a projector: wide, low, with the seats' shapes and textures.

A sheet is 720 units wide. On a page of 1280 it takes 1200, so its text of 12.5 units is 20 pixels
high; it is at most 296 units high, so that title and caption fit on the same screen.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, FILLS, INK, LINES, PAPER, RULE, SECOND, SHAPES, SIZE, at
from sim.charts.scale import Scale, places_of
from sim.charts.svg import HALO, frame, line, mark, place, text, width_of
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario

WIDE, HIGH = 720.0, 296.0
NARROW, TALL = 290.0, 300.0
"""The same for the phone in a student's hand: 14 pixels of text on a page of 360."""
LOSS, GAIN = LINES[1], LINES[2]
ROW = 17.0
"""From one line of text to the next."""
_CELL, _RUNG, _STEP, _FIRST = 8.0, 22.0, 60.0, 10.0
Write = Callable[[float, int], str]
T = TypeVar("T")
Draw = Callable[[float, float, T, float], Markup]
"""Draws what stands at a place: where, of which kind, how large."""
_NEAR, _CROWD = 11.0, 4
"""How near marks may lie, and how many at one place are told by a number."""


def sheet(label: str, height: float, *parts: object, width: float = WIDE) -> Markup:
    """Return a drawing, of the projector's width if not told otherwise, with the textures."""
    return frame(label, height, _textures(), *parts, width=width)


def _textures() -> Markup:
    """Return what the seats' columns are filled with: plain, diagonals, dots, lines."""
    strokes = (
        None,
        el("path", d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", stroke=INK, stroke_width="0.9"),
        [el("circle", cx=x, cy=y, r="1.1", fill=PAPER) for x, y in (("2", "2"), ("6", "6"))],
        el("path", d="M0,4 H8", stroke=PAPER, stroke_width="1.4"),
    )
    cells = [
        el(
            "pattern", el("rect", width="8", height="8", fill=FILLS[number]), stroke,
            id=f"seat-{number}", width=place(_CELL), height=place(_CELL),
            patternUnits="userSpaceOnUse",
        )
        for number, stroke in enumerate(strokes)
    ]  # fmt: skip
    return el("defs", cells)


def texture(series: int | None) -> str:
    """Return the fill of a seat's columns."""
    return SECOND if series is None else f"url(#seat-{series % len(SHAPES)})"


def series_by_seat(scenario: Scenario, seats: Sequence[str]) -> dict[str, int]:
    """Return the place of each seat's shape: its own mark, or its order where two share one."""
    actors = index_of(scenario).actors
    marks = [actors[seat].mark for seat in seats]
    if len(set(marks)) == len(marks) and set(marks) <= set(SHAPES):
        return {seat: SHAPES.index(actors[seat].mark) for seat in seats}
    return {seat: number for number, seat in enumerate(seats)}


def legend(
    named: Sequence[tuple[int | None, str]], y: float, wide: float = WIDE, *, left: float = _FIRST
) -> Markup:
    """Return the shapes of seats with their names in a row."""
    return key_of([(mark(0, 0, series, 5.0), name) for series, name in named], y, wide, left=left)


def key_of(
    signs: Sequence[tuple[Markup, str]], y: float, wide: float = WIDE, *, left: float = _FIRST
) -> Markup:
    """Return signs, drawn around nothing, with what they mean: in a row, or in rows."""
    parts, x = [], left
    for sign, said in signs:
        if x > left and x + 13 + width_of(said) > wide:
            x, y = left, y + ROW + 2
        parts += [el("g", sign, transform=f"translate({place(x)},{place(y)})"),
                  text(x + 13, y + SIZE * 0.35, said, fill=SECOND)]  # fmt: skip
        x += 13 + width_of(said) + 20
    return el("g", parts)


def label(x: float, y: float, said: str, *, width: float = 0.0, **more: Any) -> Markup:
    """Return a text that stands clear of what is below it, cut where it must not reach farther."""
    most = max(int(width / (SIZE * 0.5)), 3) if width else 0
    short = said if not most or len(said) <= most else said[: most - 1].rstrip() + "…"
    how: dict[str, Any] = {**HALO, **more}
    return text(x, y + SIZE * 0.35, short, **how)


def cross(x: float, y: float, size: float = 4.5, ink: str = LOSS) -> Markup:
    """Return the sign of a no."""
    how = {"stroke": ink, "stroke_width": "2.4", "stroke_linecap": "round"}
    return el("g", line(x - size, y - size, x + size, y + size, **how),
              line(x - size, y + size, x + size, y - size, **how))  # fmt: skip


def ring(x: float, y: float, size: float = 4.2, ink: str = SECOND, fill: str = PAPER) -> Markup:
    """Return the sign of an answer that never came; without a fill it circles what is below."""
    return el("circle", cx=place(x), cy=place(y), r=place(size), fill=fill, stroke=ink,
              stroke_width="1.6")  # fmt: skip


def dash(x: float, y: float, size: float = 2.2) -> Markup:
    """Return the sign of whoever had no say."""
    return line(x - size, y, x + size, y, stroke=EDGE, stroke_width="1.6")


def star(x: float, y: float, size: float = 8.0, ink: str = INK) -> Markup:
    """Return the sign of what really happened: no seat's shape."""
    turns = ((0, -1), (0.26, -0.36), (0.95, -0.31), (0.42, 0.14), (0.59, 0.81), (0, 0.44),
             (-0.59, 0.81), (-0.42, 0.14), (-0.95, -0.31), (-0.26, -0.36))  # fmt: skip
    spots = " ".join(f"{place(x + size * a)},{place(y + size * b)}" for a, b in turns)
    return el("polygon", points=spots, fill=ink, stroke=PAPER, stroke_width="1",
              paint_order="stroke")  # fmt: skip


def _places(rungs: Sequence[float], scale: Scale) -> int:
    """Return the decimals that round values need which stand nearer than those of the scale."""
    return places_of(rungs[1] - rungs[0]) if len(rungs) > 1 else scale.places


def axis_across(at_x: Scale, top: float, foot: float, said: str, write: Write) -> Markup:
    """Return faint upright strokes with round values below them, and what they are, if told."""
    parts = []
    rungs = at_x.rungs(max(int(abs(at_x.end - at_x.begin) // _STEP), 2))
    places = _places(rungs, at_x)
    for rung in rungs:
        parts.append(line(at_x(rung), top, at_x(rung), foot, stroke=RULE))
        parts.append(text(at_x(rung), foot + 15, write(rung, places), anchor="middle",
                          fill=SECOND))  # fmt: skip
    if said:
        parts.append(text((at_x.begin + at_x.end) / 2, foot + 31, said, anchor="middle",
                          font_weight="600"))  # fmt: skip
    return el("g", parts)


def axis_up(at_y: Scale, left: float, right: float, said: str, write: Write) -> Markup:
    """Return faint level strokes with round values beside, and above what they are, if told."""
    parts = []
    rungs = at_y.rungs(max(int(abs(at_y.end - at_y.begin) // _RUNG), 2))
    places = _places(rungs, at_y)
    for rung in rungs:
        parts.append(line(left, at_y(rung), right, at_y(rung), stroke=RULE))
        parts.append(text(left - 6, at_y(rung) + SIZE * 0.35, write(rung, places),
                          anchor="end", fill=SECOND))  # fmt: skip
    # The title stands on the drawing's edge: over the plot it would be cut by long values.
    if said:
        parts.append(text(4, at_y.end - 12, said, font_weight="600"))
    return el("g", parts)


def dodged(places: Sequence[float], near: float) -> list[int]:
    """Return for each place on a line the layer in which nothing lies nearer than `near`."""
    ends: list[float] = []
    layers = [0] * len(places)
    for number in sorted(range(len(places)), key=lambda one: places[one]):
        spot = places[number]
        layer = next((n for n, end in enumerate(ends) if spot - end >= near), len(ends))
        if layer == len(ends):
            ends.append(spot)
        ends[layer] = spot
        layers[number] = layer
    return layers


def swarm(spots: Sequence[tuple[float, T]], y: float, high: float, draw: Draw[T]) -> Markup:
    """Return marks along a line, none on another; a crowd at one place is one with its number."""
    seen = _crowds(spots)
    crowded = any(many > 1 for _, _, many in seen)
    near = _NEAR + 6 if crowded else _NEAR
    layers = dodged([x for x, _, _ in seen], near)
    step = min(near, high / (max(layers, default=0) + 1))
    parts: list[Markup] = []
    for (x, kind, many), layer in zip(seen, layers, strict=True):
        level = y + piled(layer, step)
        parts.append(draw(x, level, kind, 5.0 if many == 1 else 8.5))
        if many > 1:
            parts.append(text(x, level + SIZE * 0.36, f"{many}", anchor="middle"))
    return el("g", parts)


def _crowds(spots: Sequence[tuple[float, T]]) -> list[tuple[float, T, int]]:
    """Return places and kinds with how many each stands for: one, or a whole crowd."""
    found: list[tuple[float, T, int]] = []
    for x, kind in spots:
        alike = sum(1 for place_, other in spots if other == kind and abs(place_ - x) < 1)
        if alike < _CROWD:
            found.append((x, kind, 1))
        elif not any(kind == other and abs(at_x - x) < 1 for at_x, other, _ in found):
            found.append((x, kind, alike))
    return found


def gathered(places: Sequence[float], near: float) -> list[tuple[float, int]]:
    """Return places in order, those nearer than `near` to a first one as their mean and number."""
    groups: list[list[float]] = []
    for spot in sorted(places):
        if groups and spot - groups[-1][0] < near:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return [(sum(group) / len(group), len(group)) for group in groups]


def piled(layer: int, step: float) -> float:
    """Return how far from its line a layer lies: on it, then in turn above and below."""
    side = 1 if layer % 2 else -1
    return side * ((layer + 1) // 2) * step


def ink_of(series: int | None) -> str:
    """Return the ink of a series' lines."""
    return INK if series is None else at(LINES, series)
