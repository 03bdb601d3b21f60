"""
Reservations and the zone of agreement: what each seat needed, what it wrote down, what was open.

The zone is counted in packages: those that leave both seats of a pair, or all seats, their
reservation; once with the true ones, once with those of the preparation sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from classroom.debrief.board import LOSS, axis_across, cross, dodged, label, piled, sheet
from classroom.debrief.cells import body, head
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import nothing, remark, series_of
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
    """Return what the sheets asked beyond the true reservations, and how wide each zone was."""
    found, some = figures(tables), ended(tables)
    totals = found.totals
    return Panel(
        id=ID,
        title=words.text("class.zopa.title"),
        caption=words.text(
            "class.zopa.caption" if totals["sheets"] else "class.zopa.caption_none",
            sheets=whole(totals["sheets"], words),
            impossible=whole(totals["impossible_mandates"], words),
            closed=whole(totals["tables_without_stated_zone"], words),
        ),
        drawing=_drawing(some, found, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words),
        notes=few(some, words),
    )  # fmt: skip


_LEFT, _MIDDLE, _TOP, _LANE = 152.0, 424.0, 44.0, 42.0
_GRID, _END, _CELL = 512.0, 712.0, 30.0


def _drawing(some: Sequence[Played], found: Figures, words: Say) -> Markup:
    series = series_of(some)
    foot = _TOP + _LANE * len(series)
    return sheet(
        words.text("class.zopa.title"), foot + 42,
        remark(0, 14, words.text("class.zopa.sheets")),
        remark(_GRID - 40, 14, words.text("class.zopa.zones")),
        _beyond(found, series, foot, words), _zone_grid(some, found, series, words),
    )  # fmt: skip


def _beyond(found: Figures, series: Mapping[str, int], foot: float, words: Say) -> Markup:
    """Return by seat how far the stated reservation lies above the true one, a mark a sheet."""
    told: dict[str, list[tuple[float, bool]]] = {seat: [] for seat in series}
    for row in found.rows:
        if row[1] == SEAT and row[5] is not None:
            over = (int(row[5]) - int(row[4] or 0)) / POINT
            told[str(row[2])].append((over, bool(row[-1])))
    values = [over for own in told.values() for over, _ in own]
    if not values:
        none = words.text("class.zopa.no_sheet")
        return el("g", _names(series, words), nothing((_LEFT + _MIDDLE) / 2, _TOP + 60, none))
    across = scale_of([*values, 0.0, 10.0, -10.0], _LEFT, _MIDDLE, room=0.06)
    axis = axis_across(across, _TOP, foot, words.text("class.zopa.axis"), words.number)
    lanes = [
        _sheets(told[seat], at, across, _TOP + _LANE * (number + 0.5))
        for number, (seat, at) in enumerate(series.items())
    ]
    zero = line(across(0), _TOP, across(0), foot, stroke=INK, stroke_width="1.6")
    exact = text(across(0), _TOP - 6, words.text("class.zopa.true"), anchor="middle", fill=SECOND)
    return el("g", axis, zero, exact, _names(series, words), lanes)


def _names(series: Mapping[str, int], words: Say) -> Markup:
    parts = []
    for number, (seat, at) in enumerate(series.items()):
        y = _TOP + _LANE * (number + 0.5)
        parts += [mark(10, y, at, 6.0), label(24, y, words.seat(seat), width=_LEFT - 34)]
    return el("g", parts)


def _sheets(own: Sequence[tuple[float, bool]], at: int, across: Scale, y: float) -> Markup:
    spots = [across(over) for over, _ in own]
    layers = dodged(spots, 9.0)
    step = min(8.0, (_LANE - 12) / max(max(layers, default=0), 1))
    parts = [
        cross(x, y + piled(layer, step), 5.0) if impossible
        else mark(x, y + piled(layer, step), at, 4.6)
        for x, layer, (_, impossible) in zip(spots, layers, own, strict=True)
    ]  # fmt: skip
    return el("g", line(across.begin, y, across.end, y, stroke="#ece6d8"), parts)


def _zone_grid(
    some: Sequence[Played], found: Figures, series: Mapping[str, int], words: Say
) -> Markup:
    """Return for each pair, and for all, the mean share of packages that leaves both theirs."""
    packages = {one.table: one.ground.space.packages for one in some}
    shares: dict[tuple[str, str], list[float]] = {}
    for row in found.rows:
        if row[1] != SEAT and row[7] is not None:
            part = int(row[7]) / packages[int(row[0] or 0)]
            shares.setdefault((str(row[2]), str(row[3])), []).append(part)
    seats = list(series)
    step = min((_END - _GRID) / max(len(seats) - 1, 1), 66.0)
    parts: list[Markup] = []
    for number, other in enumerate(seats[1:]):
        parts.append(mark(_GRID + step * (number + 0.5), _TOP - 8, series[other], 6.0))
    for down, one in enumerate(seats[:-1]):
        y = _TOP + 4 + _CELL * 1.15 * down
        parts.append(mark(_GRID - 16, y + _CELL / 2, series[one], 6.0))
        for number, other in enumerate(seats[1:]):
            if (one, other) in shares:
                share = _mean(shares[one, other])
                parts.append(_cell(_GRID + step * number, y, step - 5, share, words))
    y = _TOP + 16 + _CELL * 1.15 * (len(seats) - 1)
    joint = _mean(shares.get(("None", "None"), [0.0]))
    parts += [
        text(
            _END - step - 30,
            y + _CELL / 2 + SIZE * 0.35,
            words.text("class.zopa.all"),
            anchor="end",
            font_weight="600",
        ),
        _cell(_END - step - 20, y, step + 15, joint, words),
    ]
    return el("g", parts)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _cell(x: float, y: float, wide: float, share: float, words: Say) -> Markup:
    """Return a cell that is filled as far as packages were open, with the share in it."""
    said = words.percent(share, 0 if not share or share >= 0.01 else 2)  # noqa: PLR2004 - a hundredth
    frame = {"x": place(x), "y": place(y), "height": place(_CELL)}
    return el(
        "g", el("rect", **frame, width=place(wide), fill=PAPER, stroke=EDGE),
        el("rect", **frame, width=place(wide * share), fill=RULE),
        text(x + wide / 2, y + _CELL / 2 + SIZE * 0.35, said, anchor="middle",
             fill=INK if share else LOSS, font_weight="600"),
    )  # fmt: skip
