"""
The Pareto picture: where the deals lie, and what they left on the table.

Left on the table is the most that some package would have given every seat beyond what it got. A
deal is efficient when no package betters one seat without loss for another.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from classroom.debrief.board import (
    ROW,
    WIDE,
    axis_across,
    axis_up,
    cross,
    key_of,
    sheet,
    star,
)
from classroom.debrief.cells import body, head, points
from classroom.debrief.ground import KALAI, NASH, Ground
from classroom.debrief.panel import Cell, Choice, Figures, Panel
from classroom.debrief.played import Played, best_first, common_ground
from classroom.debrief.plots import TINT, beyond, block, dot, plus, series_of
from classroom.debrief.reckon import median
from classroom.debrief.telling import ended, few, main_table, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, INK, SECOND, SIZE
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, place, text, width_of, wrapped
from sim.charts.svg import points as spots_of
from sim.domain.lookup import index_of
from sim.report.say import POINT, Say

ID = "pareto"
COLUMNS = ("table", "status", "seat", "gain", "left", "efficient")


def figures(tables: Sequence[Played]) -> Figures:
    """Return every seat's gain and what its table left; tables in the order of `created`."""
    ordered = best_first(ended(tables))
    deals = [one for one in ordered if one.package is not None]
    return Figures(
        panel=ID, columns=COLUMNS,
        rows=tuple(row for one in ordered for row in _rows(one)),
        totals={
            "deals": len(deals), "efficient": sum(one.efficient for one in deals),
            "median_left": median(one.left for one in deals),
        },
    )  # fmt: skip


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    efficient = None if one.package is None else int(one.efficient)
    return [
        (one.table, one.status, seat, one.gains[seat], one.left, efficient) for seat in one.seats
    ]


def pairs_of(one: Played) -> tuple[tuple[str, str], ...]:
    """Return the pairs of seats to choose from, the two that sign the deal first."""
    members = index_of(one.scenario).tables[main_table(one.scenario)].members
    return tuple(sorted(combinations(one.seats, 2), key=lambda pair: not set(pair) <= set(members)))


def panel(tables: Sequence[Played], words: Say, pair: tuple[str, str] | None = None) -> Panel:
    """Return the deals in the plane of a pair, and on the axes of all seats beside it."""
    found, ordered = figures(tables), best_first(ended(tables))
    totals, ground = found.totals, common_ground(ordered)
    drawing = None
    if ground is not None:
        pair = pair or pairs_of(ordered[0])[0]
        drawing = _drawing(ordered, ground, pair, words)
    return Panel(
        id=ID,
        title=words.text("class.pareto.title"),
        caption=words.text(
            "class.pareto.caption" if totals["deals"] else "class.pareto.caption_none",
            deals=whole(totals["deals"], words), efficient=whole(totals["efficient"], words),
            left=points(totals["median_left"], words),
        ),
        drawing=drawing, head=head(found.columns, words), rows=body(found, tables, words),
        notes=(
            *few(ordered, words), *mixed(ordered, words), *beyond(_far(ordered), words),
            *_no_line(ordered, words),
        ),
        choices=_choices(ordered[0], pair, words) if pair is not None and ordered else (),
    )  # fmt: skip


def pair_id(pair: tuple[str, str]) -> str:
    """Return how a pair of seats is called in an address."""
    return ".".join(pair)


def _choices(one: Played, drawn: tuple[str, str], words: Say) -> tuple[Choice, ...]:
    """Return the pairs of seats that can be drawn, where there is more than one."""
    series, pairs = series_of([one]), pairs_of(one)
    if len(pairs) == 1:
        return ()
    return tuple(
        Choice(
            id=pair_id(pair), shown=pair == drawn,
            name=words.text("class.pareto.pair", one=words.seat(pair[0]),
                            other=words.seat(pair[1])),
            sign=el("svg", mark(10, 10, series[pair[0]], 7), mark(30, 10, series[pair[1]], 7),
                    viewBox="0 0 40 20", width="40", height="20", aria_hidden="true"),
        )
        for pair in pairs
    )  # fmt: skip


def _no_line(tables: Sequence[Played], words: Say) -> tuple[str, ...]:
    """Return the remark that some deals have no line on the axes of all seats."""
    count = sum(one.zoneless for one in tables)
    return (words.text.count("class.pareto.no_line", count),) if count else ()


def mixed(tables: Sequence[Played], words: Say) -> tuple[str, ...]:
    """Return the remark that the drawn ground is that of the mean types, where tables differ."""
    return (words.text("class.pareto.mixed"),) if differ(tables) else ()


def differ(tables: Sequence[Played]) -> bool:
    """Tell whether tables drew different types."""
    return any(one.ground != tables[0].ground for one in tables[1:])


_LEFT, _RIGHT, _TOP, _FOOT = 60.0, 384.0, 70.0, 230.0
_SIDE, _END = 470.0, 700.0
_LOW, _HIGH = -100.0, 160.0
_EXACT_MOST = 300
_CELLS = 44
_DOTS = "#8d8470"
_SIGNS: Mapping[str, Callable[[float, float, float], Markup]] = {NASH: star, KALAI: plus}


def _drawing(
    ordered: Sequence[Played], ground: Ground, pair: tuple[str, str], words: Say
) -> Markup:
    return sheet(
        words.text("class.pareto.title"), _FOOT + 42,
        _plane(ordered, ground, pair, words), _parallel(ordered, words), _grounds(words),
    )  # fmt: skip


def _plane(ordered: Sequence[Played], ground: Ground, pair: tuple[str, str], words: Say) -> Markup:
    deals = [one for one in ordered if one.package is not None]
    spots = [(one.gains[pair[0]] / POINT, one.gains[pair[1]] / POINT) for one in deals]
    edge = [(x / POINT, y / POINT) for x, y in ground.pair_line(*pair)]
    across, up = _scales(spots, edge, _named(ground, pair))
    axes = [words.text("class.pareto.gain_of", seat=words.seat(seat)) for seat in pair]
    return el(
        "g", _losses(across, up), axis_across(across, _TOP, _FOOT, axes[0], words.number),
        axis_up(up, _LEFT, _RIGHT, axes[1], words.number), _cloud(ground, pair, across, up),
        _edge(edge, across, up), line(across(0), _TOP, across(0), _FOOT, stroke=INK),
        line(_LEFT, up(0), _RIGHT, up(0), stroke=INK),
        _failed(ordered, across, up, words), _signs(ground, pair, across, up),
        [dot(across(x), up(y)) for x, y in spots], _key(ground, words),
    )  # fmt: skip


def _named(ground: Ground, pair: tuple[str, str]) -> list[tuple[float, float]]:
    return [
        (ground.conventions[name][pair[0]] / POINT, ground.conventions[name][pair[1]] / POINT)
        for name in _SIGNS
        if name in ground.conventions
    ]


def _scales(
    spots: Sequence[tuple[float, float]],
    edge: Sequence[tuple[float, float]],
    named: Sequence[tuple[float, float]],
) -> tuple[Scale, Scale]:
    """Return the axes: all deals, no deal, and the frontier as far as nobody loses."""
    shown = [*spots, *named, (0.0, 0.0), *(one for one in edge if min(one) >= 0)]
    ends = [(min(side), max(side)) for side in zip(*shown, strict=True)]
    (x_low, x_high), (y_low, y_high) = ends
    x_room, y_room = (x_high - x_low or 1) * 0.07, (y_high - y_low or 1) * 0.09
    return (
        Scale(x_low - x_room, x_high + x_room, _LEFT, _RIGHT),
        Scale(y_low - y_room, y_high + y_room, _FOOT, _TOP),
    )


def _losses(across: Scale, up: Scale) -> Markup:
    """Return the tint where one of the two has less than without a deal."""
    plain = {"fill": TINT, "stroke": "none"}
    return el(
        "g", block(_LEFT, _TOP, across(0) - _LEFT, _FOOT - _TOP, **plain),
        block(across(0), up(0), _RIGHT - across(0), _FOOT - up(0), **plain),
    )  # fmt: skip


def _cloud(ground: Ground, pair: tuple[str, str], across: Scale, up: Scale) -> Markup:
    """Return where packages lie that leave all seats theirs, one dot for a cell of the plane."""
    wide, high = (_RIGHT - _LEFT) / _CELLS, (_FOOT - _TOP) / _CELLS * 1.6
    gains = [(across(x / POINT), up(y / POINT)) for x, y in ground.open_gains(*pair)]
    if len(gains) <= _EXACT_MOST:
        exact = [el("circle", cx=place(x), cy=place(y), r="1.7") for x, y in sorted(gains)]
        return el("g", exact, fill=_DOTS)
    cells = {(round((x - _LEFT) / wide), round((y - _TOP) / high)) for x, y in gains}
    dots = [
        el("circle", cx=place(_LEFT + x * wide), cy=place(_TOP + y * high), r="1.3")
        for x, y in sorted(cells)
    ]
    return el("g", dots, fill=_DOTS)


def _edge(edge: Sequence[tuple[float, float]], across: Scale, up: Scale) -> Markup | None:
    """Return the frontier of the pair alone, as far as neither loses."""
    inside = [spot for spot in edge if min(spot) >= 0]
    if not inside:
        return None
    line_ = spots_of((across(x), up(y)) for x, y in inside)
    return el("polyline", points=line_, fill="none", stroke=INK, stroke_width="3")


def _failed(ordered: Sequence[Played], across: Scale, up: Scale, words: Say) -> Markup:
    """Return the cross of no deal, and above the plane how many tables it stands for."""
    count = sum(one.package is None for one in ordered)
    said = words.text.count("class.pareto.no_deal", count)
    beside = _RIGHT - width_of(said) - 12
    return el(
        "g", cross(across(0), up(0), 5.0), key_of([(cross(0, 0), said)], _TOP - 15, left=beside)
    )


def _signs(ground: Ground, pair: tuple[str, str], across: Scale, up: Scale) -> list[Markup]:
    """Return the named points where they lie, large enough to be seen around a deal."""
    known = [sign for name, sign in _SIGNS.items() if name in ground.conventions]
    return [
        sign(across(x), up(y), 10.0)
        for sign, (x, y) in zip(known, _named(ground, pair), strict=True)
    ]


def _key(ground: Ground, words: Say) -> Markup:
    named = [
        (sign(0.0, 0.0, 6.5), words.text(f"class.point.{name}"))
        for name, sign in _SIGNS.items()
        if name in ground.conventions
    ]
    return key_of([(dot(0, 0), words.text("class.pareto.deal")), *named], 8)


def _grounds(words: Say) -> Markup:
    """Return what line, dots and tint are."""
    cloud = [el("circle", cx=place(x), cy=place(y), r="1.7", fill=_DOTS)
             for x, y in ((-6, -3), (0, -3), (6, -3), (-3, 3), (3, 3))]  # fmt: skip
    tint = block(-9, -6, 18, 12, fill=TINT, stroke=EDGE)
    edge = line(-9, 0, 9, 0, stroke=INK, stroke_width="3.4")
    signs = [(edge, "line"), (el("g", cloud), "open"), (tint, "loss")]
    return key_of([(sign, words.text(f"class.pareto.key.{name}")) for sign, name in signs], 27)


def _of_ideal(one: Played) -> list[float]:
    """Return every seat's gain in per cent of its ideal gain."""
    return [one.gains[seat] / max(one.ground.ideal[seat], 1) * 100 for seat in one.seats]


def _far(ordered: Sequence[Played]) -> int:
    """Return how many gains lie beyond the axes of the seats."""
    deals = [one for one in ordered if one.package is not None and one.ground.ideal]
    return sum(not _LOW <= value <= _HIGH for one in deals for value in _of_ideal(one))


def _parallel(ordered: Sequence[Played], words: Say) -> Markup:
    """Return an axis for each seat, from no deal to its ideal, and a line for each deal."""
    deals = [one for one in ordered if one.package is not None and one.ground.ideal]
    lines = [_of_ideal(one) for one in deals]
    values = [value for own in lines for value in own]
    low, high = max(min(0.0, *values, 0.0), _LOW), min(max(100.0, *values, 100.0), _HIGH)
    up = Scale(low - 4, high + 4, _FOOT, _TOP + 8)
    series = series_of(ordered)
    gap = (_END - _SIDE - 24) / max(len(series) - 1, 1)
    posts = {seat: _SIDE + 12 + gap * at for at, seat in enumerate(series)}
    curves = [
        _curve(own, list(posts.values()), up, solid=one.efficient)
        for one, own in zip(deals, lines, strict=True)
    ]
    key = [(_stroke(solid=True), words.text("class.pareto.efficient")),
           (_stroke(solid=False), words.text("class.pareto.left_over"))]  # fmt: skip
    return el(
        "g", _rails(up, words), [
            _post(posts[seat], number, at, up, words.seat(seat))
            for number, (seat, at) in enumerate(series.items())
        ],
        curves, key_of(key, 8, left=_SIDE - 30),
    )  # fmt: skip


def _stroke(*, solid: bool) -> Markup:
    dashed = None if solid else "4 3"
    return line(-10, 0, 8, 0, stroke=INK, stroke_width="2", stroke_dasharray=dashed)


def _rails(up: Scale, words: Say) -> Markup:
    """Return the two levels that mean the same for every seat."""
    parts = []
    for value, key in ((0, "class.pareto.zero"), (100, "class.pareto.ideal")):
        parts.append(line(_SIDE, up(value), _END, up(value), stroke=EDGE, stroke_dasharray="3 3"))
        lines = wrapped(words.text(key), _SIDE - _RIGHT - 8)
        first = up(value) + SIZE * 0.35 - ROW * (len(lines) - 1) / 2
        parts += [text(_SIDE - 4, first + ROW * at, said, anchor="end", fill=SECOND)
                  for at, said in enumerate(lines)]  # fmt: skip
    return el("g", parts)


def _post(x: float, number: int, at: int, up: Scale, name: str) -> Markup:
    """Return a seat's axis; the names below stand on two levels, so that long ones have room."""
    low = up.begin + ROW * (1 + number % 2)
    half = width_of(name) / 2
    return el(
        "g", line(x, up.end, x, low - ROW * 0.8, stroke=INK, stroke_width="1.2"),
        mark(x, up.end - 8, at, 5.4), text(min(x, WIDE - half), low, name, anchor="middle"),
    )  # fmt: skip


def _curve(own: Sequence[float], posts: Sequence[float], up: Scale, *, solid: bool) -> Markup:
    spots = [(x, up(value)) for x, value in zip(posts, own, strict=True)]
    dashed = None if solid else "4 3"
    return el(
        "g", el("polyline", points=spots_of(spots), fill="none", stroke=INK,
                stroke_width="1.6", stroke_opacity="0.75", stroke_dasharray=dashed),
        [dot(x, y, 3.4) for x, y in spots],
    )  # fmt: skip
