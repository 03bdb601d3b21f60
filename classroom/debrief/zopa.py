"""
Reservations and the zone of agreement: what each seat needed, what it wrote down, what was open.

The zone is counted in packages: those that leave both seats of a pair, or all seats, their
reservation; once with the true ones, once with those of the preparation sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from classroom.debrief.board import (
    HIGH,
    LOSS,
    axis_across,
    cross,
    dodged,
    gathered,
    label,
    piled,
    sheet,
)
from classroom.debrief.cells import body, head
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import remark, series_of
from classroom.debrief.telling import ended, few, whole
from classroom.forms import RESERVATION
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, INK, PAPER, RULE, SECOND, SIZE
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark, place, text
from sim.report.say import POINT, Say

ID = "zopa"
COLUMNS = (
    "table", "kind", "seat", "other", "reservation", "stated", "best", "zone", "zone_stated",
    "impossible",
)  # fmt: skip
SEAT, PAIR, JOINT = "seat", "pair", "joint"


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return seats, pairs and all seats together, by number of table.

    `impossible` marks a stated reservation above the best package for the seat, and a zone that is
    empty: with the stated reservations where any was stated, else with the true ones.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(row for one in some for row in _rows(one))
    marked = [row for row in rows if row[-1]]
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "sheets": sum(len(stated_of(one)) for one in some),
            "impossible_mandates": sum(row[1] == SEAT for row in marked),
            "tables_without_zone": sum(row[1] == JOINT and row[7] == 0 for row in rows),
            "tables_without_stated_zone": sum(row[1] == JOINT and row[8] == 0 for row in rows),
        },
    )  # fmt: skip


def stated_of(one: Played) -> Mapping[str, int]:
    """Return the reservations that the seats of a table wrote on their sheets, in millionths."""
    return {
        seat: one.preparation[seat].answers[RESERVATION]
        for seat in one.seats
        if seat in one.preparation and RESERVATION in one.preparation[seat].answers
    }


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    stated = stated_of(one)
    true = dict(zip(one.ground.seats, one.ground.reservations, strict=True))
    for seat, reservation in true.items():
        best, said = one.ground.best_of(seat), stated.get(seat)
        impossible = int(said is not None and said > best)
        yield one.table, SEAT, seat, None, reservation, said, best, None, None, impossible
    for pair in combinations(true, 2):
        yield one.table, PAIR, *pair, None, None, None, *_zones(one, pair, true, stated)
    yield one.table, JOINT, None, None, None, None, None, *_zones(one, tuple(true), true, stated)


def _zones(
    one: Played, seats: tuple[str, ...], true: Mapping[str, int], stated: Mapping[str, int]
) -> tuple[int, int | None, int]:
    """Return the packages open to some seats, the same by their sheets, and whether none is."""
    zone = one.ground.open_to({seat: true[seat] for seat in seats})
    if not any(seat in stated for seat in seats):
        return zone, None, int(zone == 0)
    said = one.ground.open_to({seat: stated.get(seat, true[seat]) for seat in seats})
    return zone, said, int(said == 0)


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return what each seat needed, or wrote that it did, and how wide each zone was."""
    found, some = figures(tables), ended(tables)
    totals = found.totals
    return Panel(
        id=ID,
        title=words.text("class.zopa.title"),
        caption=words.text(
            "class.zopa.caption" if totals["sheets"] else "class.zopa.caption_none",
            sheets=whole(totals["sheets"], words), tables=whole(len(some), words),
            impossible=whole(totals["impossible_mandates"], words),
            none=whole(totals["tables_without_zone"], words),
            closed=whole(totals["tables_without_stated_zone"], words),
        ),
        drawing=_drawing(some, found, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words),
        notes=few(some, words),
    )  # fmt: skip


_LEFT, _MIDDLE, _TOP, _LANE_MOST = 132.0, 324.0, 62.0, 52.0
_NAMES, _GRID, _END, _WIDEST = 350.0, 460.0, 712.0, 92.0
_FOOT = HIGH - 46.0
_SMALL = 0.02
"""Smaller shares are told as one in so many."""


def _drawing(some: Sequence[Played], found: Figures, words: Say) -> Markup:
    series = series_of(some)
    lane = min((_FOOT - _TOP) / len(series), _LANE_MOST)
    stated = any(row[5] is not None for row in found.rows)
    key = "sheets" if stated else "needed"
    tables = words.text.count("class.zopa.mean", len(some))
    return sheet(
        words.text("class.zopa.title"), _TOP + lane * len(series) + 42,
        remark(0, 14, words.text(f"class.zopa.{key}"), words.text("class.zopa.several")),
        remark(_NAMES, 14, words.text("class.zopa.zones"), tables),
        _lanes(_needed(found, stated=stated), series, lane, words, stated=stated),
        _zone_grid(some, found, series, lane, words),
    )  # fmt: skip


def _needed(found: Figures, *, stated: bool) -> dict[str, list[tuple[float, bool]]]:
    """Return by seat what each sheet asked beyond the true reservation, or the true ones."""
    told: dict[str, list[tuple[float, bool]]] = {}
    for row in found.rows:
        if row[1] != SEAT or (stated and row[5] is None):
            continue
        value = int(row[4] or 0)
        over = int(row[5] or 0) - value if stated else value
        told.setdefault(str(row[2]), []).append((over / POINT, bool(row[-1])))
    return told


def _lanes(
    told: Mapping[str, Sequence[tuple[float, bool]]], series: Mapping[str, int], lane: float,
    words: Say, *, stated: bool,
) -> Markup:  # fmt: skip
    """Return a lane a seat with a mark for each sheet, or for each table."""
    values = [value for own in told.values() for value, _ in own]
    ends = [0.0, 10.0, -10.0] if stated else [0.0, 10.0]
    across = scale_of([*values, *ends], _LEFT, _MIDDLE, room=0.06)
    foot = _TOP + lane * len(series)
    axis = words.text("class.zopa.axis" if stated else "class.zopa.points")
    parts: list[Markup] = [axis_across(across, _TOP, foot, axis, words.number)]
    if stated:
        parts += [line(across(0), _TOP, across(0), foot, stroke=INK, stroke_width="1.6"),
                  text(across(0), _TOP - 6, words.text("class.zopa.true"), anchor="middle",
                       fill=SECOND)]  # fmt: skip
    for number, (seat, at) in enumerate(series.items()):
        y = _TOP + lane * (number + 0.5)
        parts += [mark(10, y, at, 6.0), label(24, y, words.seat(seat), width=_LEFT - 30),
                  _sheets(told.get(seat, ()), at, across, y, lane)]  # fmt: skip
    return el("g", parts)


def _sheets(
    own: Sequence[tuple[float, bool]], at: int, across: Scale, y: float, lane: float
) -> Markup:  # fmt: skip
    good = [across(value) for value, impossible in own if not impossible]
    bad = [across(value) for value, impossible in own if impossible]
    layers = dodged(bad, 10.0)
    step = min(9.0, (lane - 12) / max(max(layers, default=0), 1))
    crosses = [cross(x, y + piled(layer, step), 5.0) for x, layer in zip(bad, layers, strict=True)]
    return el("g", line(across.begin, y, across.end, y, stroke="#ece6d8"),
              [_several(x, y, at, many) for x, many in gathered(good, 11.0)], crosses)  # fmt: skip


def _several(x: float, y: float, at: int, many: int) -> Markup:
    """Return a mark for one table or, larger, for several with their number."""
    if many == 1:
        return mark(x, y, at, 5.0)
    number = text(x, y + SIZE * 0.36, f"{many}", anchor="middle", font_weight="600")
    return el("g", mark(x, y, at, 9.5), number)


def _zone_grid(
    some: Sequence[Played], found: Figures, series: Mapping[str, int], lane: float, words: Say
) -> Markup:
    """Return for each pair, and for all, the mean share of packages that leaves both theirs."""
    shares = _shares(some, found)
    seats = list(series)
    step = min((_END - _GRID) / max(len(seats) - 1, 1), _WIDEST)
    parts: list[Markup] = []
    for number, other in enumerate(seats[1:]):
        x = _GRID + step * (number + 0.5)
        parts += [
            mark(x, _TOP - 11, series[other], 5.4),
            label(x, _TOP + 4, words.seat(other), width=step + 8, anchor="middle"),
        ]
    for down, one in enumerate(seats[:-1]):
        y = _TOP + 16 + lane * 0.85 * down
        middle = y + lane * 0.375
        parts += [
            mark(_NAMES + 8, middle, series[one], 5.4),
            label(_NAMES + 20, middle, words.seat(one), width=_GRID - _NAMES - 14),
        ]
        parts += [_cell(_GRID + step * number, y, (step - 5, lane * 0.75), shares[one, other],
                        words)
                  for number, other in enumerate(seats[1:]) if (one, other) in shares]  # fmt: skip
    y = _TOP + 22 + lane * 0.85 * (len(seats) - 1)
    wide = step * (len(seats) - 1) - 5
    parts += [
        label(_NAMES, y + lane * 0.375, words.text("class.zopa.all"), font_weight="600"),
        _cell(_GRID, y, (wide, lane * 0.75), shares.get(EVERYBODY, 0.0), words),
    ]
    return el("g", parts)


EVERYBODY = ("None", "None")


def _shares(some: Sequence[Played], found: Figures) -> dict[tuple[str, str], float]:
    """Return the mean share of all packages that is open to each pair, and to everybody."""
    packages = {one.table: one.ground.space.packages for one in some}
    shares: dict[tuple[str, str], list[float]] = {}
    for row in found.rows:
        if row[1] != SEAT and row[7] is not None:
            part = int(row[7]) / packages[int(row[0] or 0)]
            shares.setdefault((str(row[2]), str(row[3])), []).append(part)
    return {pair: sum(parts) / len(parts) for pair, parts in shares.items()}


def _cell(x: float, y: float, size: tuple[float, float], share: float, words: Say) -> Markup:
    """Return a cell that is filled as far as packages were open, with the share in it."""
    wide, high = size
    frame = {"x": place(x), "y": place(y), "height": place(high)}
    return el(
        "g", el("rect", **frame, width=place(wide), fill=PAPER, stroke=EDGE),
        el("rect", **frame, width=place(wide * share), fill=RULE),
        text(x + wide / 2, y + high / 2 + SIZE * 0.35, told_share(share, words), anchor="middle",
             fill=INK if share else LOSS, font_weight="600"),
    )  # fmt: skip


def told_share(share: float, words: Say) -> str:
    """Return a share in per cent, a small one as one in so many, and none in words."""
    if not share:
        return words.text("class.zopa.nothing")
    if share < _SMALL:
        return words.text("class.zopa.one_in", n=words.number(round(1 / share)))
    return words.percent(share, 0)
