"""Dots with their intervals, row under row: shares, means and differences that want comparing."""

from collections.abc import Callable, Sequence

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import INK, RULE, SECOND, SIZE, WIDTH
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import HALO, frame, line, mark, text, width_of, wrapped

Write = Callable[[float, int], str]
"""Writes a value with so many decimals, as the language does."""
_LINE, _ROW, _GROUP, _FOOT = 14.0, 20.0, 26.0, 38.0
_LABEL_MOST = 165.0
_GAP = 10.0


@frozen(kw_only=True)
class Dot:
    """A value with its interval; without one, where there is too little to reckon it from."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    said: str = ""
    """The value in words and units, written at the end of the row."""
    series: int | None = None
    """Which series' mark it has; without one a plain dot."""


@frozen(kw_only=True)
class Group:
    """Rows under one title; without a title they follow one another plainly."""

    title: str
    dots: Sequence[Dot]


@frozen
class _Columns:
    """Where labels end and the plot lies between them and the values."""

    labels: float
    axis: Scale


def dots(label: str, groups: Sequence[Group], axis: str, write: Write, *, zero: bool) -> Markup:
    """
    Return a drawing of rows of dots; `zero` puts a stroke at 0 that all axes then hold.

    `axis` says what the values are, with their unit.
    """
    rows = [dot for group in groups for dot in group.dots]
    labels = min(max((width_of(dot.label) for dot in rows), default=0.0), _LABEL_MOST)
    values = max((width_of(dot.said) for dot in rows), default=0.0)
    held = [end for dot in rows for end in (dot.value, dot.low, dot.high) if end is not None]
    plot = labels + _GAP, WIDTH - values - _GAP
    columns = _Columns(labels, scale_of(held, *plot, zero=zero))
    drawn: list[Markup] = []
    spans: list[tuple[float, float]] = []
    y = 0.0
    for group in groups:
        if group.title:
            y += _GROUP
            drawn.append(text(0, y - 6, group.title, font_weight="600", **HALO))
        begun = y
        for dot in group.dots:
            part, y = _row(dot, columns, y)
            drawn.append(part)
        spans.append((begun, y))
    frame_ = _axis(columns.axis, spans, axis, write, zero=zero)
    return frame(label, y + _FOOT, frame_, drawn)


def _row(dot: Dot, columns: _Columns, y: float) -> tuple[Markup, float]:
    said = wrapped(dot.label, columns.labels)
    height = _ROW + _LINE * (len(said) - 1)
    middle = y + height / 2
    first = middle - _LINE * (len(said) - 1) / 2 + SIZE * 0.35
    at = columns.axis
    parts = [text(0, first + _LINE * number, part) for number, part in enumerate(said)]
    if dot.low is not None and dot.high is not None:
        parts.append(line(at(dot.low), middle, at(dot.high), middle, stroke=INK, stroke_width="2"))
    parts.append(mark(at(dot.value), middle, dot.series))
    parts.append(text(WIDTH, middle + SIZE * 0.35, dot.said, anchor="end"))
    return el("g", parts), y + height


def _axis(
    at: Scale, spans: Sequence[tuple[float, float]], said: str, write: Write, *, zero: bool
) -> Markup:
    """Return the round values below the rows, with a faint stroke through rows, not titles."""
    rungs = at.rungs()
    y = spans[-1][1] if spans else 0.0
    parts = []
    for top, foot in spans:
        below = foot + (3 if foot == y else 0)
        parts += [line(at(rung), top, at(rung), below, stroke=RULE) for rung in rungs]
        if zero:
            parts.append(line(at(0), top, at(0), below, stroke=SECOND, stroke_width="1.2"))
    parts += [
        text(at(rung), y + 16, write(rung, at.places), anchor="middle", fill=SECOND)
        for rung in rungs
    ]
    middle = min(max((at.begin + at.end) / 2, width_of(said) / 2), WIDTH - width_of(said) / 2)
    parts.append(text(middle, y + 33, said, anchor="middle", fill=SECOND))
    return el("g", parts)
