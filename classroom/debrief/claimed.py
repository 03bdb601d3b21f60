"""Value claimed: how the gain of each deal fell to the seats."""

from collections.abc import Sequence

from classroom.debrief.board import ROW, axis_across, dodged, label, piled, sheet
from classroom.debrief.cells import body, head, percents
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import LOSS, RIGHT, beyond, nothing, series_of, upright
from classroom.debrief.reckon import ppm, whole_percents
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, SECOND
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark, text
from sim.report.say import Say

ID = "claimed"
COLUMNS = ("table", "seat", "utility", "reservation", "gain", "share")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return utility, no-deal value, gain and share of every seat; tables in the order of `created`.

    A share needs a deal whose gains sum to more than nothing; it may lie below 0 or above 1. The
    totals give each seat's share of the sum of all deals' gains.
    """
    ordered = best_first(ended(tables))
    rows = tuple(row for one in ordered for row in _rows(one))
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=class_shares(ordered))


def _rows(one: Played) -> list[tuple[Cell, ...]]:
    shares = shares_of(one)
    return [
        (one.table, seat, one.entered[seat], one.results[seat].reservation,
         one.gains[seat], shares.get(seat))
        for seat in one.seats
    ]  # fmt: skip


def shares_of(one: Played) -> dict[str, int]:
    """Return each seat's ppm of the gain of a deal; empty where there is nothing to share."""
    if one.package is None:
        return {}
    shares = {seat: ppm(gain, one.joint) for seat, gain in one.gains.items()}
    return {seat: share for seat, share in shares.items() if share is not None}


def class_shares(tables: Sequence[Played]) -> dict[str, Cell]:
    """Return each seat's ppm of the sum of all deals' gains; None where that is nothing."""
    deals = [one for one in tables if one.package is not None]
    whole = sum(one.joint for one in deals)
    seats = tables[0].seats if tables else ()
    return {seat: ppm(sum(one.gains[seat] for one in deals), whole) for seat in seats}


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a lane for each seat with a mark for its share of every deal."""
    found, ordered = figures(tables), best_first(ended(tables))
    known = {seat: share for seat, share in found.totals.items() if isinstance(share, int)}
    told = words.text.listed(
        f"{words.seat(seat)} {words.percent(share / 100, 0)}"
        for seat, share in whole_percents(known).items()
    )
    deals = [one for one in ordered if shares_of(one)]
    return Panel(
        id=ID,
        title=words.text("class.claimed.title"),
        caption=words.text(
            "class.claimed.caption" if deals else "class.claimed.caption_none",
            deals=whole(len(deals), words), shares=told,
        ),
        drawing=_drawing(deals, found, words) if ordered else None,
        head=head(found.columns, words), rows=body(found, tables, words),
        notes=(*few(ordered, words), *beyond(_far(deals), words), *_nothing(ordered, words)),
    )  # fmt: skip


def _nothing(tables: Sequence[Played], words: Say) -> tuple[str, ...]:
    """Return the remark that some deals have no shares, where there are any."""
    count = sum(one.package is not None and not shares_of(one) for one in tables)
    return (words.text.count("class.claimed.nothing", count),) if count else ()


_LEFT, _TOP, _LANE, _FULL = 170.0, 30.0, 46.0, 100.0
_LOW, _HIGH = -100.0, 200.0
"""What lies farther off stands at the edge: where little was made, a share says little."""


def _drawing(deals: Sequence[Played], found: Figures, words: Say) -> Markup:
    title = words.text("class.claimed.title")
    if not deals:
        return sheet(title, 90, nothing(360, 50, words.text("class.plot.no_deal_yet")))
    shares = [shares_of(one) for one in deals]
    values = [share * _FULL / 1_000_000 for one in shares for share in one.values()]
    held = [min(max(value, _LOW), _HIGH) for value in values]
    across = scale_of([*held, 0.0, _FULL / 2], _LEFT, RIGHT - 10, room=0.04)
    series = series_of(deals)
    foot = _TOP + _LANE * len(series)
    lanes = [
        _lane(number, seat, [one[seat] * _FULL / 1_000_000 for one in shares], across, words)
        for number, seat in enumerate(series)
    ]
    medians = [_mean(number, found.totals[seat], across) for number, seat in enumerate(series)]
    marks = [
        _marks(number, at, [one[seat] * _FULL / 1_000_000 for one in shares], across)
        for number, (seat, at) in enumerate(series.items())
    ]
    even = _FULL / len(series)
    return sheet(
        title, foot + 38,
        axis_across(across, _TOP, foot, words.text("class.claimed.axis"), percents(words)),
        line(across(0), _TOP, across(0), foot, stroke=INK, stroke_width="1.2"),
        upright(across, even, _TOP, foot, stroke=SECOND),
        text(across(even), _TOP - 8, words.text("class.claimed.even"), anchor="middle",
             fill=SECOND),
        lanes, marks, medians,
    )  # fmt: skip


def _far(deals: Sequence[Played]) -> int:
    """Return how many shares lie beyond the axis."""
    shares = [share * _FULL / 1_000_000 for one in deals for share in shares_of(one).values()]
    return sum(not _LOW <= share <= _HIGH for share in shares)


def _lane(number: int, seat: str, values: Sequence[float], across: Scale, words: Say) -> Markup:
    y = _TOP + _LANE * (number + 0.5)
    below = sum(value < 0 for value in values)
    parts: list[object] = [label(24, y, words.seat(seat), width=_LEFT - 30, font_weight="600")]
    if below:
        said = words.text.count("class.claimed.below", below)
        parts.append(text(24, y + ROW + 2, said, fill=LOSS))
    parts.append(line(across.begin, y + _LANE / 2, across.end, y + _LANE / 2, stroke="#ece6d8"))
    return el("g", parts)


def _marks(number: int, at: int, values: Sequence[float], across: Scale) -> Markup:
    y = _TOP + _LANE * (number + 0.5)
    spots = [across(value) for value in values]
    layers = dodged(spots, 9.0)
    step = min(8.0, (_LANE - 12) / max(max(layers, default=0), 1))
    dots = [mark(x, y + piled(layer, step), at, 4.6)
            for x, layer in zip(spots, layers, strict=True)]  # fmt: skip
    return el("g", mark(10, y, at, 6.0), dots)


def _mean(number: int, share: Cell, across: Scale) -> Markup | None:
    """Return the stroke of a seat's share of all that the deals made."""
    if not isinstance(share, int):
        return None
    x, y = across(share * _FULL / 1_000_000), _TOP + _LANE * (number + 0.5)
    return line(x, y - 17, x, y + 17, stroke=INK, stroke_width="3")
