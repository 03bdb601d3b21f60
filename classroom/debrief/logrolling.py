"""
Logrolling: pairs of issues on which two parties of a deal could trade, and whether they did.

An issue's weight is its span for a party, the other issues as agreed, as a share of the spans of
all issues on which the two want different things. A trade is possible where one party cares more
for one issue and the other relatively more for another; it was used when the deal leaves each
better served on the issue that it was to get.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from classroom.debrief.board import HIGH, key_of, label, sheet
from classroom.debrief.cells import body, head, issue, percent
from classroom.debrief.offers import worth_to
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.plots import block, nothing, series_of
from classroom.debrief.reckon import nearest, ppm
from classroom.debrief.telling import ended, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import GOLD, PAPER, SECOND
from sim.charts.svg import mark, text
from sim.domain.deal import Issue, Package
from sim.domain.lookup import index_of
from sim.domain.units import PPM
from sim.report.say import Say

ID = "logrolling"
COLUMNS = ("table", "first", "takes", "second", "gives", "weight", "used")


@frozen(kw_only=True)
class Span:
    """What one issue is to two parties, the others as agreed."""

    issue: str
    own: int
    other: int
    """Spans in millionths, from the worst option to the best."""
    served_own: int
    served_other: int
    """How far above the worst option the agreed one lies, in millionths."""

    @property
    def won(self) -> int:
        """Return above 0 where the first is better served than the second, below 0 for worse."""
        return self.served_own * self.other - self.served_other * self.own


def figures(tables: Sequence[Played]) -> Figures:
    """Return every possible trade of every deal: who takes and gives which issue, weight, use."""
    some = sorted(ended(tables), key=lambda one: one.table)
    rows = tuple(row for one in some for row in _rows(one))
    used = [row for row in rows if row[-1]]
    weights, used_weights = (sum(int(row[-2] or 0) for row in part) for part in (rows, used))
    return Figures(
        panel=ID, columns=COLUMNS, rows=rows,
        totals={
            "deals": sum(one.package is not None for one in some), "possible": len(rows),
            "used": len(used), "share": ppm(len(used), len(rows)), "weight_possible": weights,
            "weight_used": used_weights, "weight_share": ppm(used_weights, weights),
        },
    )  # fmt: skip


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    paper = one.final.common.paper
    if one.package is None or paper is None:
        return
    members = index_of(one.scenario).tables[paper.table].members
    for first, second in combinations([seat for seat in one.seats if seat in members], 2):
        spans = spans_of(one, one.package, first, second)
        whole = sum(span.own for span in spans), sum(span.other for span in spans)
        for one_span, two_span in combinations(spans, 2):
            taken = _trade(one_span, two_span, whole)
            if taken is not None:
                takes, gives, weight = taken
                used = int(takes.won > 0 > gives.won)
                yield one.table, first, takes.issue, second, gives.issue, weight, used


def _trade(one: Span, two: Span, whole: tuple[int, int]) -> tuple[Span, Span, int] | None:
    """Return which issue the first takes and which it gives, and by how much weights differ."""
    own, other = whole
    lean = (one.own - two.own) * other + (two.other - one.other) * own
    if not lean:
        return None
    takes, gives = (one, two) if lean > 0 else (two, one)
    return takes, gives, nearest(abs(lean) * PPM, own * other)


def spans_of(one: Played, package: Package, first: str, second: str) -> tuple[Span, ...]:
    """Return the issues of which the best options differ for two seats, in scenario order."""
    found = (_span(one, package, issue, (first, second)) for issue in one.scenario.issues)
    return tuple(span for span in found if span is not None)


def _span(one: Played, package: Package, issue: Issue, seats: tuple[str, str]) -> Span | None:
    worths: list[Mapping[str, int]] = [
        worth_to(one, package.with_option(issue.id, option)) for option in issue.options
    ]
    agreed = issue.options.index(package[issue.id])
    columns = [[worth[seat] for worth in worths] for seat in seats]
    tops = [{at for at, got in enumerate(own) if got == max(own)} for own in columns]
    if tops[0] & tops[1]:
        return None
    own, other = columns
    return Span(
        issue=issue.id, own=max(own) - min(own), other=max(other) - min(other),
        served_own=own[agreed] - min(own), served_other=other[agreed] - min(other),
    )  # fmt: skip


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return the pairs of issues that could be traded, how often, and how often they were."""
    found, some = figures(tables), ended(tables)
    totals = found.totals
    return Panel(
        id=ID,
        title=words.text("class.logrolling.title"),
        caption=words.text(
            "class.logrolling.caption" if totals["possible"] else "class.logrolling.caption_none",
            used=whole(totals["used"], words), possible=whole(totals["possible"], words),
            share=percent(totals["share"], words), deals=whole(totals["deals"], words),
        ),
        drawing=_drawing(some, found, words) if some else None,
        head=head(found.columns, words), rows=body(found, tables, words), notes=few(some, words),
    )  # fmt: skip


_LEFT, _TOP, _FOOT, _SHOWN, _END, _LANE_MOST = 392.0, 40.0, HIGH - 26.0, 8, 650.0, 40.0


def _drawing(some: Sequence[Played], found: Figures, words: Say) -> Markup:
    title = words.text("class.logrolling.title")
    trades = trades_of(found)
    if not trades:
        return sheet(title, 90, nothing(360, 50, words.text("class.logrolling.none")))
    series, shown = series_of(some), trades[:_SHOWN]
    most = max(len(used) for _, used in shown)
    lane = min((_FOOT - _TOP) / len(shown), _LANE_MOST)
    lanes = [
        _lane(_TOP + lane * (number + 0.5), trade, (used, most), series, words)
        for number, (trade, used) in enumerate(shown)
    ]
    foot, rest = _TOP + lane * len(shown), len(trades) - _SHOWN
    more = text(8, foot + 16, words.text.count("class.logrolling.more", rest), fill=SECOND)
    return sheet(
        title, foot + 26, _heads([trade for trade, _ in shown], series, words), lanes,
        more if rest > 0 else None,
    )  # fmt: skip


def trades_of(found: Figures) -> list[tuple[tuple[str, ...], list[int]]]:
    """Return each trade with one use or none per deal, the weightiest first."""
    uses: dict[tuple[str, ...], list[int]] = {}
    weights: dict[tuple[str, ...], int] = {}
    for _, first, takes, second, gives, weight, used in found.rows:
        trade = (str(first), str(takes), str(second), str(gives))
        uses.setdefault(trade, []).append(int(used or 0))
        weights[trade] = weights.get(trade, 0) + int(weight or 0)
    return sorted(uses.items(), key=lambda one: (-weights[one[0]], one[0]))


def _heads(
    trades: Sequence[Sequence[str]], series: Mapping[str, int], words: Say
) -> Markup:  # fmt: skip
    """Return who gets what stands below, by name where it is one seat, and what the bars count."""
    parts: list[Markup] = []
    for at, x in ((0, 14.0), (2, _SECOND)):
        seats = {trade[at] for trade in trades}
        seat = seats.pop() if len(seats) == 1 else None
        if seat is None:
            said = words.text(f"class.logrolling.gets.{'one' if at == 0 else 'other'}")
        else:
            said = words.text("class.logrolling.gets", seat=words.seat(seat))
            parts.append(mark(x, 12, series[seat], 5.4))
        parts.append(label(x + (0 if seat is None else 14), 12, said, width=168, font_weight="600"))
    signs = [
        (block(-6, -6, 16, 12, fill=GOLD), words.text("class.logrolling.used")),
        (block(-6, -6, 16, 12, fill=PAPER), words.text("class.logrolling.possible")),
    ]
    parts.append(key_of(signs, 12, left=_LEFT + 6))
    return el("g", parts)


_SECOND = (_LEFT - 20) / 2 + 8


def _lane(
    y: float, trade: Sequence[str], uses: tuple[Sequence[int], int], series: Mapping[str, int],
    words: Say,
) -> Markup:  # fmt: skip
    """Return a trade: its frame is as long as the deals in which it was possible are many."""
    (first, takes, second, gives), (used, most) = trade, uses
    full = (_END - _LEFT) * len(used) / most
    part = full * sum(used) / len(used)
    share = words.text("class.logrolling.of", used=words.number(sum(used)),
                       possible=words.number(len(used)))  # fmt: skip
    wide = _SECOND - 36
    return el(
        "g", mark(14, y, series[first], 5.4), label(28, y, issue(takes, words), width=wide),
        mark(_SECOND, y, series[second], 5.4),
        label(_SECOND + 14, y, issue(gives, words), width=_LEFT - _SECOND - 22),
        block(_LEFT, y - 9, full, 18, fill=PAPER),
        block(_LEFT, y - 9, part, 18, fill=GOLD) if part else None,
        text(_LEFT + full + 8, y + 4.5, share),
    )  # fmt: skip
