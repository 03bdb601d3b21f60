"""
Concession curves: what each seat's own offers were worth to it, one after the other.

A step is what a seat gave up against its own previous offer. Reciprocity sets it beside the step of
the other side's last offer, where that came in between.
"""

from collections.abc import Mapping, Sequence
from statistics import median as median_of

from classroom.debrief.anchoring import ENOUGH
from classroom.debrief.board import HIGH, axis_up, ink_of, key_of, sheet
from classroom.debrief.cells import body, factor, head, points
from classroom.debrief.offers import Made, offers_of
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import nothing, remark, series_of
from classroom.debrief.reckon import correlation, median
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, RULE, SECOND
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, text
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
            followed=_followed(totals, words),
        ),
        drawing=_drawing(some, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words), notes=few(some, words),
    )  # fmt: skip


def _followed(totals: Mapping[str, Cell], words: Say) -> str:
    """Return in words whether one side's steps followed the other's, if there are pairs enough."""
    n, r = int(totals["reciprocity_n"] or 0), totals["reciprocity"]
    if n < ENOUGH or not isinstance(r, int):
        return words.text.count("class.concessions.followed.few", n)
    key = "weak" if abs(r) < _FELT else "with" if r > 0 else "against"
    return words.text(f"class.concessions.followed.{key}", r=factor(r, words), n=words.number(n))


_TOP, _FOOT, _GAP, _MARGIN = 72.0, HIGH - 42.0, 34.0, 52.0
_FELT = 300_000
"""Below so many ppm of a correlation nobody in a class would feel it."""
_LABELS = 10
"""So many turns are told by a number each."""
Curve = Sequence[tuple[int, float]]
"""A turn of an author at one table, and what its offer was worth."""


def _drawing(some: Sequence[Played], words: Say) -> Markup:
    title = words.text("class.concessions.title")
    curves = curves_of(some)
    if not curves:
        return sheet(title, 90, nothing(360, 50, words.text("class.plot.no_offer_yet")))
    values = [y for own in curves.values() for curve in own for _, y in curve]
    low, high = min(0.0, *values), max(1.0, *values)
    room = (high - low) * 0.05
    up = Scale(low - room, high + room, _FOOT, _TOP)
    wide = (714.0 - _GAP * (len(curves) - 1)) / len(curves)
    turns = max(turn for own in curves.values() for curve in own for turn, _ in curve)
    series = series_of(some)
    parts = [
        _plane((seat, series[seat]), own, up, ((wide + _GAP) * number, wide, turns), words)
        for number, (seat, own) in enumerate(curves.items())
    ]
    return sheet(title, _FOOT + 42, _key(words), parts)


def _key(words: Say) -> Markup:
    """Return what small and large marks are; the shapes are those of the seats below."""
    one = el("g", line(-10, 0, 10, 0, stroke_width="1.2"), mark(0, 0, None, 3.4))
    middle = el("g", line(-10, 0, 10, 0, stroke=INK, stroke_width="2.6"), mark(0, 0, None, 6.4))
    return key_of([(one, words.text("class.concessions.one")),
                   (middle, words.text("class.concessions.median"))], 10, left=16)  # fmt: skip


def curves_of(some: Sequence[Played]) -> dict[str, list[Curve]]:
    """Return by seat the offers of each table: which one of its own, and points over no deal."""
    found: dict[str, list[Curve]] = {}
    for one in some:
        floors = dict(zip(one.ground.seats, one.ground.reservations, strict=True))
        own: dict[str, list[tuple[int, float]]] = {}
        for made in offers_of(one):
            gain = (made.utility - floors[made.by]) / POINT
            mine = own.setdefault(made.by, [])
            mine.append((len(mine) + 1, gain))
        for seat, curve in own.items():
            found.setdefault(seat, []).append(curve)
    order = {seat: at for one in some[:1] for at, seat in enumerate(one.seats)}
    return {seat: found[seat] for seat in sorted(found, key=lambda seat: order[seat])}


def _plane(
    seat: tuple[str, int], own: Sequence[Curve], up: Scale, room: tuple[float, float, int],
    words: Say,
) -> Markup:  # fmt: skip
    (name, at), (x, wide, turns) = seat, room
    across = Scale(0.5, turns + 0.5, x + _MARGIN, x + wide)
    faint = {"fill": "none", "stroke": ink_of(at), "stroke_width": "1.2", "stroke_opacity": "0.4"}
    paths = [
        el("polyline", points=spots_of((across(t), up(y)) for t, y in curve), **faint)
        for curve in own
    ]
    dots = [mark(across(t), up(y), at, 3.2) for curve in own for t, y in curve]
    return el(
        "g", mark(x + 10, 34, at, 6.0), remark(x + 24, 39, words.seat(name)),
        text(x + 4, _TOP - 12, words.text("class.concessions.up"), font_weight="600"),
        _turns(across, turns, words), axis_up(up, x + _MARGIN, x + wide, "", words.number),
        line(x + _MARGIN, up(0), x + wide, up(0), stroke=INK, stroke_width="1.2"),
        paths, dots, _middle(own, across, up, at),
    )  # fmt: skip


def _turns(across: Scale, turns: int, words: Say) -> Markup:
    """Return the numbers of the turns, each or every so many, and what they count."""
    every = -(-turns // _LABELS)
    parts = []
    for turn in range(1, turns + 1, every):
        parts += [line(across(turn), _TOP, across(turn), _FOOT, stroke=RULE),
                  text(across(turn), _FOOT + 15, words.number(turn), anchor="middle",
                       fill=SECOND)]  # fmt: skip
    said = text((across.begin + across.end) / 2, _FOOT + 31, words.text("class.concessions.across"),
                anchor="middle", font_weight="600")  # fmt: skip
    return el("g", parts, said)


def medians(own: Sequence[Curve]) -> list[tuple[int, float]]:
    """Return the median offer of each turn that at least half of the tables came to, and two."""
    worth: dict[int, list[float]] = {}
    for curve in own:
        for turn, gain in curve:
            worth.setdefault(turn, []).append(gain)
    return [
        (turn, median_of(gains))
        for turn, gains in sorted(worth.items())
        if len(gains) > 1 and 2 * len(gains) >= len(own)
    ]


def _middle(own: Sequence[Curve], across: Scale, up: Scale, at: int) -> Markup | None:
    """Return the medians, joined."""
    spots = [(across(turn), up(gain)) for turn, gain in medians(own)]
    if not spots:
        return None
    thick = {"fill": "none", "stroke": INK, "stroke_width": "2.6"}
    return el("g", el("polyline", points=spots_of(spots), **thick),
              [mark(x, y, at, 6.4, stroke_width="1.6") for x, y in spots])  # fmt: skip
