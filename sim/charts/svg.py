"""The strokes that all charts share: a frame, texts, lines, marks of four shapes."""

from collections.abc import Iterable, Sequence
from typing import Final

from sim.charts.markup import Markup, el
from sim.charts.palette import FILLS, INK, PAPER, SECOND, SHAPES, SIZE, WIDTH, at

HALO: Final = {"stroke": PAPER, "stroke_width": "3", "paint_order": "stroke"}
"""Lets a text stand clear of what it is written over."""
NAMESPACE = "http://www.w3.org/2000/svg"
_ADVANCE = 0.56
"""Mean width of a letter as a share of its height, on the generous side."""


def place(value: float) -> str:
    """Return a coordinate in the shortest form, to a twentieth of a unit."""
    said = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


def frame(label: str, height: float, *children: object, width: float = WIDTH) -> Markup:
    """Return a drawing of a size in its own units that scales to the room it is given."""
    return el(
        "svg", *children, xmlns=NAMESPACE, viewBox=f"0 0 {place(width)} {place(height)}",
        role="img", aria_label=label, class_="chart", font_size=place(SIZE),
        font_family="inherit", fill=INK,
    )  # fmt: skip


def text(x: float, y: float, said: str, *, anchor: str = "start", **more: object) -> Markup:
    """Return a text whose base line begins, ends or has its middle at a place."""
    where = None if anchor == "start" else anchor
    return el("text", said, x=place(x), y=place(y), text_anchor=where, **more)


def line(x: float, y: float, x_to: float, y_to: float, **more: object) -> Markup:
    """Return a stroke."""
    return el(
        "line", x1=place(x), y1=place(y), x2=place(x_to), y2=place(y_to),
        **{"stroke": SECOND, **more},
    )  # fmt: skip


def points(spots: Iterable[tuple[float, float]]) -> str:
    """Return places as polylines and polygons write them."""
    return " ".join(f"{place(x)},{place(y)}" for x, y in spots)


def mark(x: float, y: float, series: int | None, size: float = 4.0, **more: object) -> Markup:
    """Return the mark of a series: its shape and its fill, with an ink outline; a dot for none."""
    if series is None:
        return el("circle", cx=place(x), cy=place(y), r=place(size), fill=INK)
    how = {"fill": at(FILLS, series), "stroke": INK, "stroke_width": "0.8", **more}
    shape = at(SHAPES, series)
    if shape == "circle":
        return el("circle", cx=place(x), cy=place(y), r=place(size), **how)
    return el("polygon", points=points(_corners(shape, x, y, size)), **how)


def _corners(shape: str, x: float, y: float, size: float) -> Sequence[tuple[float, float]]:
    if shape == "square":
        s = size * 0.9
        return (x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)
    if shape == "diamond":
        s = size * 1.25
        return (x, y - s), (x + s, y), (x, y + s), (x - s, y)
    s = size * 1.2
    return (x, y - s), (x + s, y + s * 0.8), (x - s, y + s * 0.8)


def width_of(said: str) -> float:
    """Return about how wide a text is."""
    return len(said) * SIZE * _ADVANCE


def wrapped(said: str, width: float) -> list[str]:
    """Return a text in lines that hold about that width; a word that is longer is cut."""
    most = max(round(width / (SIZE * _ADVANCE)), 4)
    lines = [""]
    for word in said.split():
        short = word if len(word) <= most else word[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
        longer = f"{lines[-1]} {short}".strip()
        if len(longer) <= most:
            lines[-1] = longer
        else:
            lines.append(short)
    return lines
