"""What happened when and by whom: a lane for each actor, a mark for each event."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, INK, RULE, SECOND, SIZE, WIDTH
from sim.charts.plane import Write
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import HALO, frame, line, mark, text, width_of

_LANE, _TOP, _FOOT = 34.0, 8.0, 40.0


@frozen(kw_only=True)
class Lane:
    """One actor's marks: when, and whether it mattered much."""

    name: str
    series: int | None
    """None for those who are no seat."""
    marks: Sequence[tuple[float, bool]]


@frozen(kw_only=True)
class Span:
    """A stretch of time with its name, such as a phase."""

    begin: float
    end: float
    name: str


def lanes(
    label: str, some: Sequence[Lane], spans: Sequence[Span], axis: str, write: Write
) -> Markup:
    """Return the drawing; names stand above their lanes, so that long ones have room."""
    times = [time for lane in some for time, _ in lane.marks]
    times += [end for span in spans for end in (span.begin, span.end)]
    across = scale_of(times, 4, WIDTH - 8, room=0.02)
    head = _TOP + (24 if spans else 0)
    low = head + _LANE * len(some)
    parts = [_span(across, span, low) for span in spans]
    parts += [_lane(across, lane, head + _LANE * number) for number, lane in enumerate(some)]
    return frame(label, low + _FOOT, _axis(across, low, axis, write), parts)


def _span(across: Scale, span: Span, low: float) -> Markup:
    x, end = across(span.begin), across(span.end)
    fits = width_of(span.name) < end - x - 4
    return el("g", [
        line(x, _TOP, x, low, stroke=EDGE, stroke_dasharray="2 3"),
        text(x + 3, _TOP + SIZE, span.name, fill=SECOND) if fits else None,
    ])  # fmt: skip


def _lane(across: Scale, lane: Lane, y: float) -> Markup:
    middle = y + _LANE - 10
    quiet = [mark(across(time), middle, lane.series, 2.6)
             for time, key in lane.marks if not key]  # fmt: skip
    key = [mark(across(time), middle, lane.series, 5.0) for time, key in lane.marks if key]
    return el("g", [
        line(4, middle, WIDTH - 8, middle, stroke=RULE), quiet, key,
        text(4, y + SIZE, lane.name, fill=INK, **HALO),
    ])  # fmt: skip


def _axis(across: Scale, y: float, said: str, write: Write) -> Markup:
    rungs = across.rungs(6)
    parts = [line(across(rung), y, across(rung), y + 4, stroke=EDGE) for rung in rungs]
    parts += [
        text(across(rung), y + 17, write(rung, across.places), anchor="middle", fill=SECOND)
        for rung in rungs
    ]
    return el("g", parts, text(WIDTH - 8, y + 34, said, anchor="end", fill=SECOND))
