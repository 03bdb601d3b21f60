"""
Anchoring: the first offer of a table, and what its author took home.

The offer is measured by its worth to its author: 0 is what no deal is worth to it, 1 its best
package that leaves all seats theirs. Whoever asks for more than is possible stands above 1.

Roles differ in both, so over all marks together a correlation would tell of roles: it is taken of
what is over or under the mean of the author's role.
"""

from collections.abc import Sequence

from classroom.debrief.board import HIGH, axis_across, axis_up, legend, sheet
from classroom.debrief.cells import body, factor, head, percents
from classroom.debrief.claimed import shares_of
from classroom.debrief.offers import Made, offers_of
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import nothing, remark, series_of, upright
from classroom.debrief.reckon import ppm, within
from classroom.debrief.telling import ended, few, no_zone, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, SECOND
from sim.charts.scale import scale_of
from sim.charts.svg import HALO, line, mark, text
from sim.report.say import Say

ID = "anchoring"
COLUMNS = ("table", "seat", "first_offer", "anchor", "share")
ENOUGH = 10
"""Below so many deals nobody speaks of a correlation."""


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return by table the author of the first offer, its worth to it, the anchor and the final share.

    Anchor and share are ppm; a share needs a deal. The correlation is that of both, less the means
    of the author's role, over the tables that have both.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(_row(one, made[0]) for one in some if (made := offers_of(one)))
    pairs: dict[str, list[tuple[int, int]]] = {}
    for _, seat, _, anchor, share in rows:
        if isinstance(anchor, int) and isinstance(share, int):
            pairs.setdefault(str(seat), []).append((anchor, share))
    totals: dict[str, Cell] = {"n": sum(map(len, pairs.values())), "correlation": within(pairs)}
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=totals)


def _row(one: Played, made: Made) -> tuple[Cell, ...]:
    at = one.ground.seats.index(made.by)
    gain = made.utility - one.ground.reservations[at]
    anchor = ppm(gain, one.ground.ideal.get(made.by, 0))
    return one.table, made.by, made.utility, anchor, shares_of(one).get(made.by)


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a mark for each deal: how much its first offer asked, what its author got."""
    found, some = figures(tables), ended(tables)
    n, r = found.totals["n"], _told(found)
    return Panel(
        id=ID,
        title=words.text("class.anchoring.title"),
        caption=words.text(
            "class.anchoring.caption" if r is not None else "class.anchoring.caption_none",
            n=whole(n, words), r=factor(r, words),
        ),
        drawing=_drawing(some, found, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words),
        notes=(*few(some, words), *no_zone(some, words)),
    )  # fmt: skip


def _told(found: Figures) -> Cell:
    """Return the correlation where there are deals enough to speak of one."""
    return found.totals["correlation"] if int(found.totals["n"] or 0) >= ENOUGH else None


_LEFT, _TOP, _FOOT, _SIDE, _ROOM = 66.0, 32.0, HIGH - 42.0, 566.0, 170.0
"""`_ROOM` is in per cent: so far the axis goes at least, for the words beyond 100."""


def _drawing(some: Sequence[Played], found: Figures, words: Say) -> Markup:
    title = words.text("class.anchoring.title")
    pairs = [
        (str(row[1]), int(row[3]) / 10_000, int(row[4]) / 10_000)
        for row in found.rows
        if row[3] is not None and row[4] is not None
    ]
    if not pairs:
        return sheet(title, 90, nothing(360, 50, words.text("class.plot.no_deal_yet")))
    across = scale_of([*(x for _, x, _ in pairs), 0.0, _ROOM], _LEFT, _SIDE - 20)
    up = scale_of([*(y for *_, y in pairs), 0.0, 50.0], _FOOT, _TOP + 20)
    series = series_of(some)
    marks = [mark(across(x), up(y), series[seat], 7.0) for seat, x, y in pairs]
    return sheet(
        title, _FOOT + 42,
        axis_across(across, _TOP, _FOOT, words.text("class.anchoring.across"), percents(words)),
        text(4, _TOP - 12, words.text("class.anchoring.up"), font_weight="600"),
        axis_up(up, _LEFT, _SIDE - 20, "", percents(words)),
        line(_LEFT, up(0), _SIDE - 20, up(0), stroke=INK, stroke_width="1.2"),
        upright(across, 100.0, _TOP, _FOOT, stroke=SECOND),
        text(across(100) + 7, _TOP + 12, words.text("class.anchoring.most"), fill=SECOND, **HALO),
        marks, _side(found, series, words),
    )  # fmt: skip


def _side(found: Figures, series: dict[str, int], words: Say) -> Markup:
    """Return whose marks they are, and the correlation or how many deals are too few for one."""
    authors = [seat for seat in series if any(row[1] == seat for row in found.rows)]
    n, r = found.totals["n"], _told(found)
    names = [
        legend([(series[seat], words.seat(seat))], _TOP + 8 + 22 * number, left=_SIDE + 6)
        for number, seat in enumerate(authors)
    ]
    y = _TOP + 40 + 22 * len(authors)
    deals = words.text("class.anchoring.n", n=whole(n, words))
    said = deals if r is None else words.text("class.anchoring.r", r=factor(r, words))
    return el("g", remark(_SIDE, _TOP - 12, words.text("class.anchoring.by")), names,
              remark(_SIDE, y, said, "" if r is None else deals))  # fmt: skip
