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

from classroom.debrief.offers import worth_to
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.reckon import nearest, ppm
from classroom.debrief.telling import ended
from sim.domain.deal import Issue, Package
from sim.domain.lookup import index_of
from sim.domain.units import PPM

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
