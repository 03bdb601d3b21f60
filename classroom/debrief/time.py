"""Time: how long a deal took, how many concessions came at the last moment, how many got none."""

from collections.abc import Sequence

from classroom.debrief.board import axis_across, cross, dodged, key_of, label, piled, ring, sheet
from classroom.debrief.cells import body, clock, day_of, head, is_timed, percent, percents
from classroom.debrief.offers import CONCESSION, moment_of, offers_of
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import RIGHT, dot, no_deal, remark
from classroom.debrief.reckon import median, ppm
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, SECOND
from sim.charts.scale import Scale
from sim.charts.svg import HALO, line, text, width_of
from sim.domain import events as e
from sim.domain.units import MINUTES_DAY, PPM
from sim.report.intervals import Share
from sim.report.say import Say

ID = "time"
COLUMNS = ("table", "status", "agreed", "end", "offers", "concessions", "late")
_TENTH, _NINE = 10, 9


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return by table when it agreed, when bargaining ended, its concessions and how many were late.

    Late means in the last tenth of the table's time. The totals hold the share of tables without a
    deal with Wilson's 95 % interval, in ppm.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(_row(one) for one in some)
    without = Share(count=sum(one.package is None for one in some), games=len(some))
    low, high = (round(end * PPM) for end in without.interval)
    concessions, late = (sum(int(row[at] or 0) for row in rows) for at in (5, 6))
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "tables": len(some), "without": without.count,
            "without_share": ppm(without.count, len(some)), "low": low, "high": high,
            "median_agreed": median(int(row[2]) for row in rows if row[2] is not None),
            "concessions": concessions, "late": late, "late_share": ppm(late, concessions),
        },
    )  # fmt: skip


def _row(one: Played) -> tuple[Cell, ...]:
    agreed, end = agreed_at(one), end_of(one)
    offers = offers_of(one)
    conceded = [made.at for made in offers if made.kind == CONCESSION]
    late = sum(at * _TENTH >= end * _NINE for at in conceded)
    return one.table, one.status, agreed, end, len(offers), len(conceded), late


def agreed_at(one: Played) -> int | None:
    """Return when the paper of a deal was signed, or last amended; None without a deal."""
    if one.package is None:
        return None
    signed = [
        made.number
        for made in one.decisions
        if any(isinstance(event, e.TermsSigned | e.TermsAmended) for event in made.events)
    ]
    return moment_of(one, signed[-1])


def end_of(one: Played) -> int:
    """
    Return when bargaining ended: with the paper of a deal, else with the lesson or the talks.

    Where the lesson ended an open table its people had until then, however early they fell silent.
    """
    agreed = agreed_at(one)
    if agreed is not None:
        return agreed
    if one.closed is not None:
        return one.closed
    return moment_of(one, len(one.decisions)) if one.decisions else 0


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return when each table ended, how many made no deal, and how late concessions came."""
    found, some = figures(tables), ended(tables)
    totals = found.totals
    agreed = totals["median_agreed"]
    said = clock if is_timed(tables) else day_of
    return Panel(
        id=ID,
        title=words.text("class.time.title"),
        caption=words.text(
            "class.time.caption" if agreed is not None else "class.time.caption_none",
            median=said(int(agreed or 0), words), late=percent(totals["late_share"], words),
            without=whole(totals["without"], words), tables=whole(totals["tables"], words),
        ),
        drawing=_drawing(some, found, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words), notes=few(some, words),
    )  # fmt: skip


_LEFT, _TOP, _SPLIT, _LANE = 254.0, 12.0, 104.0, 34.0
_FOOT = _SPLIT + 58.0 + 2 * _LANE
_NEAR = 12.0
"""Marks that are nearer than this hide one another."""
_SAID = 44.0
"""Room for a share in per cent."""


def _drawing(some: Sequence[Played], found: Figures, words: Say) -> Markup:
    return sheet(
        words.text("class.time.title"), _FOOT + 40, _ends(some, words), _shares(found, words)
    )


def _ends(some: Sequence[Played], words: Say) -> Markup:
    """Return a mark for each table where its bargaining ended, deals above those without."""
    timed = is_timed(some)
    unit = 60 if timed else MINUTES_DAY
    longest = max(end_of(one) for one in some) / unit
    across = Scale(0.0, max(longest, 1.0) * 1.06, _LEFT, RIGHT - 20)
    middle = (_TOP + _SPLIT) / 2
    deals = [across(end_of(one) / unit) for one in some if one.package is not None]
    layers = dodged(deals, 11.0)
    step = min(9.0, 40 / max(max(layers, default=0), 1))
    axis = words.text("class.time.minutes" if timed else "class.time.days")
    return el(
        "g", label(0, middle - 8, words.text("class.time.ended"), font_weight="600"),
        key_of(_signs(words), middle + 14, _LEFT - 6),
        axis_across(across, _TOP, _SPLIT, axis, words.number),
        [dot(x, middle - 14 + piled(layer, step), 5.2)
         for x, layer in zip(deals, layers, strict=True)],
        _without(some, across, unit, words),
    )  # fmt: skip


def _without(some: Sequence[Played], across: Scale, unit: int, words: Say) -> Markup:
    """Return the tables without a deal; where many ended together, one sign with their number."""
    without = [one for one in some if one.package is None]
    parts: list[Markup] = []
    for open_ in (False, True):
        there = [one for one in without if (one.final.common.outcome is None) == open_]
        spots = sorted(across(end_of(one) / unit) for one in there)
        for crowd in _together(spots):
            x, y = sum(crowd) / len(crowd), _SPLIT - (28 if open_ else 12)
            parts.append(no_deal(there[0], x, y, 5.0))
            if len(crowd) > 1:
                said = f"\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}{words.number(len(crowd))}"
                parts.append(text(x + 8, y + 4.5, said, font_weight="600", **HALO))
    return el("g", parts)


def _even(tenth: float, at: float, after: float, y: float, words: Say) -> Markup:
    """Return what the stroke of a tenth is: beside it, or behind a share that lies too near."""
    said = words.text("class.time.even")
    free = tenth + 8 + width_of(said) + 8 < at
    return text(tenth + 8 if free else after, y + 4.5, said, fill=SECOND, **HALO)


def _together(spots: Sequence[float]) -> list[list[float]]:
    """Return places in order, those too near to be told apart together."""
    crowds: list[list[float]] = []
    for x in spots:
        if not crowds or x - crowds[-1][0] >= _NEAR:
            crowds.append([])
        crowds[-1].append(x)
    return crowds


def _signs(words: Say) -> list[tuple[Markup, str]]:
    return [
        (dot(0, 0, 5.0), words.text("class.status.agreement")),
        (cross(0, 0, 4.5, INK), words.text("class.time.none")),
        (ring(0, 0, 4.5), words.text("class.status.timeout")),
    ]


def _shares(found: Figures, words: Say) -> Markup:
    """Return two shares on one axis: tables without a deal, and concessions that came late."""
    across = Scale(0.0, 100.0, _LEFT, RIGHT - 20)
    top = _SPLIT + 50
    totals = found.totals
    low, high = (int(totals[name] or 0) / 10_000 for name in ("low", "high"))
    return el(
        "g", axis_across(across, top, _FOOT, "", percents(words)),
        _lane(across, top + _LANE * 0.6, "without", (totals["without_share"], low, high), words),
        _lane(across, top + _LANE * 1.5, "late", (totals["late_share"], None, None), words),
    )  # fmt: skip


def _lane(
    across: Scale, y: float, name: str, share: tuple[Cell, float | None, float | None], words: Say
) -> Markup:
    value, low, high = share
    parts: list[object] = [
        label(0, y, words.text(f"class.time.{name}"), width=_LEFT - 8, font_weight="600")
    ]
    if name == "late":
        tenth = across(10)
        parts.append(line(tenth, y - 11, tenth, y + 11, stroke=SECOND, stroke_width="2"))
    if low is not None and high is not None and isinstance(value, int):
        parts.append(line(across(low), y, across(high), y, stroke=INK, stroke_width="2.4"))
    if isinstance(value, int):
        at = across(value / 10_000)
        parts.append(dot(at, y, 5.6))
        end, said = max(at, across(high or 0.0), across(10)) + 12, percent(value, words)
        inside = end + _SAID < RIGHT
        # Above the mark where nothing fits behind it.
        parts.append(
            remark(end, y + 4.5, said) if inside else remark(RIGHT, y - 11, said, anchor="end")
        )
        if name == "late":
            parts.append(_even(across(10), at, end + _SAID, y, words))
    return el("g", parts)
