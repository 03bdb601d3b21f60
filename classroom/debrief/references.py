"""
Reference points: four ways to divide that have a name, and how far the deals lie from each.

They are conventions, never the right answer: Nash takes the greatest product of gains, Kalai and
Smorodinsky equal shares of what each could have had, utilitarian the greatest sum, egalitarian the
greatest smallest gain. All are packages that leave every seat its no-deal value.
"""

from collections.abc import Mapping, Sequence
from math import ceil, isqrt

from classroom.debrief.board import axis_across, sheet, texture
from classroom.debrief.cells import body, head
from classroom.debrief.ground import CONVENTIONS
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.pareto import differ
from classroom.debrief.played import Played, best_first, common_ground
from classroom.debrief.plots import RIGHT, block, nothing, series_of, swatches
from classroom.debrief.reckon import ppm
from classroom.debrief.telling import ended, few, no_zone, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, SECOND
from sim.charts.scale import Scale
from sim.charts.svg import line, text
from sim.report.say import POINT, Say

ID = "references"
COLUMNS = ("point", "seat", "gain", "share_of_ideal")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return every seat's gain at each point, and that as a share of its ideal gain.

    On the common ground of the class (`common_ground`); no row where nothing leaves all theirs.
    """
    ground = common_ground(ended(tables))
    rows: list[tuple[Cell, ...]] = []
    if ground is not None:
        rows = [
            (name, seat, gain, ppm(gain, ground.ideal[seat]))
            for name, gains in ground.conventions.items()
            for seat, gain in gains.items()
        ]
    return Figures(panel=ID, columns=COLUMNS, rows=tuple(rows), totals=_nearest(tables))


def _nearest(tables: Sequence[Played]) -> dict[str, Cell]:
    """Return of how many deals each point is the nearest; between equals all count."""
    counts: dict[str, Cell] = dict.fromkeys(CONVENTIONS, 0)
    for one in ended(tables):
        far = distances_of(one)
        for name in far:
            if far[name] == min(far.values()):
                counts[name] = int(counts[name] or 0) + 1
    return counts


def distances(tables: Sequence[Played]) -> Figures:
    """Return how far each deal lies from each point of its own ground, in millionths."""
    deals = [one for one in best_first(ended(tables)) if one.package is not None]
    rows = tuple(
        (one.table, *(far.get(name) for name in CONVENTIONS))
        for one in deals
        for far in (distances_of(one),)
    )
    return Figures(panel="distances", columns=("table", *CONVENTIONS), rows=rows)


def distances_of(one: Played) -> Mapping[str, int]:
    """Return the distances of a deal's gains from the points, rounded to the nearest."""
    if one.package is None:
        return {}
    return {name: _distance(one.gains, gains) for name, gains in one.ground.conventions.items()}


def _distance(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    square = sum((one[seat] - other[seat]) ** 2 for seat in one)
    return (isqrt(4 * square) + 1) // 2


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a bar for each named way to divide, its parts who would get how much."""
    found, ordered = figures(tables), best_first(ended(tables))
    deals = sum(bool(distances_of(one)) for one in ordered)
    return Panel(
        id=ID,
        title=words.text("class.references.title"),
        caption=words.text("class.references.caption", deals=whole(deals, words)),
        drawing=_drawing(ordered, found, words) if ordered else None,
        head=head(found.columns, words), rows=body(found, tables, words),
        notes=(*few(ordered, words), *_mixed(ordered, words), *no_zone(ordered, words)),
    )  # fmt: skip


def _mixed(ordered: Sequence[Played], words: Say) -> tuple[str, ...]:
    """Return the remark that bars and counts stand on different grounds, where tables differ."""
    return (words.text("class.references.mixed"),) if differ(ordered) else ()


_LEFT, _TOP, _LANE, _ROOM = 190.0, 34.0, 46.0, 128.0


def _drawing(ordered: Sequence[Played], found: Figures, words: Say) -> Markup:
    title, ground = words.text("class.references.title"), common_ground(ordered)
    if ground is None or not ground.conventions:
        return sheet(title, 90, nothing(360, 50, words.text("class.references.none")))
    series = series_of(ordered)
    bars = [
        (name, {seat: gain / POINT for seat, gain in gains.items()}, found.totals[name])
        for name, gains in ground.conventions.items()
    ]
    most = max(sum(gains.values()) for _, gains, _ in bars)
    across = _across(most)
    foot = _TOP + _LANE * len(bars)
    return sheet(
        title, foot + 38, swatches([(at, words.seat(seat), "") for seat, at in series.items()], 12),
        text(RIGHT, _TOP - 4, words.text("class.references.nearest"), anchor="end",
             fill=SECOND),
        axis_across(across, _TOP, foot, words.text("class.references.axis"), words.number),
        [_bar(number, bar, across, series, words) for number, bar in enumerate(bars)],
        [_alike(number, bars, words) for number in range(len(bars))],
        line(_LEFT, _TOP, _LEFT, foot, stroke=INK, stroke_width="1.2"),
    )  # fmt: skip


def _across(most: float) -> Scale:
    """Return an axis that ends at a round value, so that its last label stands beyond all bars."""
    rungs = Scale(0.0, most, _LEFT, RIGHT - _ROOM).rungs(6)
    step = rungs[1] - rungs[0] if len(rungs) > 1 else most
    return Scale(0.0, ceil(most / step) * step, _LEFT, RIGHT - _ROOM)


def _alike(
    number: int, bars: Sequence[tuple[str, Mapping[str, float], Cell]], words: Say
) -> Markup | None:
    """Return below a bar which former one is the same package."""
    former = next((name for name, gains, _ in bars[:number] if gains == bars[number][1]), None)
    if former is None:
        return None
    said = words.text("class.references.same", point=words.text(f"class.point.{former}"))
    return text(_LEFT + 4, _TOP + _LANE * (number + 0.5) + 20, said, fill=SECOND)


def _bar(
    number: int, bar: tuple[str, Mapping[str, float], Cell], across: Scale,
    series: Mapping[str, int], words: Say,
) -> Markup:  # fmt: skip
    name, gains, near = bar
    y = _TOP + _LANE * (number + 0.5)
    parts = [
        text(8, y - 3, words.text(f"class.point.{name}"), font_weight="600"),
        text(8, y + 13, words.text(f"class.point.{name}.what"), fill=SECOND),
        text(RIGHT, y - 0.5, words.text.count("class.references.deals", int(near or 0)),
             anchor="end"),
    ]  # fmt: skip
    begin = 0.0
    for seat, gain in gains.items():
        wide = across(begin + gain) - across(begin)
        parts.append(block(across(begin), y - 16, wide, 22, fill=texture(series[seat])))
        begin += gain
    parts.append(text(across(begin) + 6, y - 0.5, words.number(begin, 0), font_weight="600"))
    return el("g", parts)
