"""
Concession curves: what each seat's own offers were worth to it, one after the other.

A step is what a seat gave up against its own previous offer. Reciprocity sets it beside the step of
the other side's last offer, where that came in between.
"""

from collections.abc import Sequence

from classroom.debrief.board import axis_across, axis_up, ink_of, sheet
from classroom.debrief.cells import body, factor, head, percents, points
from classroom.debrief.offers import Made, offers_of
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import nothing, remark, series_of
from classroom.debrief.reckon import correlation, median
from classroom.debrief.telling import ended, few, whole
from classroom.debrief.time import end_of
from sim.charts.markup import Markup, el
from sim.charts.palette import INK
from sim.charts.scale import Scale
from sim.charts.svg import line, mark
from sim.charts.svg import points as spots_of
from sim.report.say import POINT, Say

ID = "concessions"
COLUMNS = ("table", "offer", "seat", "turn", "at", "utility", "step", "answered")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return all offers by table and time: own utility, own step, and the other's step it answers.

    `at` is running seconds, or minutes of the talks where nobody took the time.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    made = [(one.table, offer) for one in some for offer in offers_of(one)]
    rows = tuple(_row(table, offer) for table, offer in made)
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=_totals([o for _, o in made]))


def _row(table: int, made: Made) -> tuple[Cell, ...]:
    return (
        table, made.number, made.by, made.turn, made.at, made.utility, made.step, made.answered,
    )  # fmt: skip


def _totals(made: Sequence[Made]) -> dict[str, Cell]:
    steps = [one.step for one in made if one.step is not None]
    pairs = [
        (one.answered, one.step)
        for one in made
        if one.step is not None and one.answered is not None
    ]
    return {
        "offers": len(made), "steps": len(steps), "median_step": median(steps),
        "reciprocity_n": len(pairs), "reciprocity": correlation(pairs),
    }  # fmt: skip


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return for each seat that made offers the curves of all tables and their median."""
    found, some = figures(tables), ended(tables)
    totals = found.totals
    return Panel(
        id=ID,
        title=words.text("class.concessions.title"),
        caption=words.text(
            "class.concessions.caption" if totals["steps"] else "class.concessions.caption_none",
            steps=whole(totals["steps"], words), median=points(totals["median_step"], words),
            n=whole(totals["reciprocity_n"], words), r=factor(totals["reciprocity"], words),
        ),
        drawing=_drawing(some, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words), notes=few(some, words),
    )  # fmt: skip


_TOP, _FOOT, _GAP, _MARGIN, _FULL = 58.0, 214.0, 34.0, 62.0, 100.0
_PARTS = 5
"""Stretches of a table's time over which the median offer is taken."""
Curve = Sequence[tuple[float, float]]


def _drawing(some: Sequence[Played], words: Say) -> Markup:
    title = words.text("class.concessions.title")
    curves = curves_of(some)
    if not curves:
        return sheet(title, 90, nothing(360, 50, words.text("class.plot.no_offer_yet")))
    values = [y for own in curves.values() for curve in own for _, y in curve]
    low, high = min(0.0, *values), max(1.0, *values)
    room = (high - low) * 0.05
    up = Scale(low - room, high + room, _FOOT, _TOP)
    wide = (698.0 - _GAP * (len(curves) - 1)) / len(curves)
    series = series_of(some)
    parts = [
        _plane((seat, series[seat]), own, up, ((wide + _GAP) * number, wide), words)
        for number, (seat, own) in enumerate(curves.items())
    ]
    return sheet(title, _FOOT + 42, parts)


def curves_of(some: Sequence[Played]) -> dict[str, list[Curve]]:
    """Return by seat the offers of each table: per cent of its time, points over no deal."""
    found: dict[str, list[Curve]] = {}
    for one in some:
        end = max(end_of(one), 1)
        floors = dict(zip(one.ground.seats, one.ground.reservations, strict=True))
        own: dict[str, list[tuple[float, float]]] = {}
        for made in offers_of(one):
            gain = (made.utility - floors[made.by]) / POINT
            own.setdefault(made.by, []).append((made.at * _FULL / end, gain))
        for seat, curve in own.items():
            found.setdefault(seat, []).append(curve)
    order = {seat: at for one in some[:1] for at, seat in enumerate(one.seats)}
    return {seat: found[seat] for seat in sorted(found, key=lambda seat: order[seat])}


def _plane(
    seat: tuple[str, int], own: Sequence[Curve], up: Scale, room: tuple[float, float], words: Say
) -> Markup:
    (name, at), (x, wide) = seat, room
    across = Scale(-3.0, 103.0, x + _MARGIN, x + wide)
    axis = words.text("class.concessions.across")
    faint = {"fill": "none", "stroke": ink_of(at), "stroke_width": "1.2", "stroke_opacity": "0.4"}
    paths = [
        el("polyline", points=spots_of((across(t), up(y)) for t, y in curve), **faint)
        for curve in own
    ]
    dots = [mark(across(t), up(y), at, 2.6) for curve in own for t, y in curve]
    return el(
        "g", mark(x + 10, 12, at, 6.0), remark(x + 24, 17, words.seat(name)),
        axis_across(across, _TOP, _FOOT, axis, percents(words)),
        axis_up(up, x + _MARGIN, x + wide, words.text("class.concessions.up"), words.number),
        line(x + _MARGIN, up(0), x + wide, up(0), stroke=INK, stroke_width="1.2"),
        paths, dots, _middle(own, across, up, at),
    )  # fmt: skip


def _middle(own: Sequence[Curve], across: Scale, up: Scale, at: int) -> Markup | None:
    """Return the median offer of each stretch of time, joined; a stretch takes two offers."""
    spots = []
    for part in range(_PARTS):
        begin, end = part * _FULL / _PARTS, (part + 1) * _FULL / _PARTS
        last = part == _PARTS - 1
        within = sorted(
            y for curve in own for t, y in curve if begin <= t < end or (last and t >= end)
        )
        if len(within) > 1:
            half = len(within) // 2
            middle = within[half] if len(within) % 2 else (within[half - 1] + within[half]) / 2
            spots.append((across((begin + end) / 2), up(middle)))
    if len(own) == 1 or not spots:
        return None
    thick = {"fill": "none", "stroke": INK, "stroke_width": "2.6"}
    return el("g", el("polyline", points=spots_of(spots), **thick),
              [mark(x, y, at, 6.4, stroke_width="1.6") for x, y in spots])  # fmt: skip
