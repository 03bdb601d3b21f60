"""How games ended: shares of the kinds of outcome in every cell, with Wilson's intervals."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.dots import Dot, Group, Write, dots
from sim.domain.talks import OUTCOMES
from sim.report.captions import caption, cells_said
from sim.report.folder import Cell, Folder
from sim.report.intervals import Clustered, Share
from sim.report.page import Book, Table, paragraphs
from sim.report.say import NONE, Say

CELLS_DRAWN = 12
"""With more cells a figure would be longer than anybody looks."""


@frozen(kw_only=True)
class Ended:
    """The games of one cell that ended in one way."""

    cell: Cell
    kind: str
    share: Share


def kinds_of(*folders: Folder) -> tuple[str, ...]:
    """Return the kinds of outcome that occurred in any of these, in the order of the house."""
    asked = "select distinct outcome from runs"
    found = {kind for folder in folders for (kind,) in folder.query(asked)}
    return (*(kind for kind in OUTCOMES if kind in found), *sorted(found.difference(OUTCOMES)))


def ended(folder: Folder) -> list[Ended]:
    """Return the shares by kind, then by cell."""
    rows = folder.query("select cell, outcome, count(*) from runs group by cell, outcome")
    counts = {(cell, kind): count for cell, kind, count in rows}
    whole: dict[int, int] = dict(folder.query("select cell, count(*) from runs group by cell"))
    return [
        Ended(cell=cell, kind=kind, share=Share(
            count=counts.get((cell.number, kind), 0), games=whole.get(cell.number, 0)
        ))
        for kind in kinds_of(folder) for cell in folder.cells
    ]  # fmt: skip


def add(book: Book, folder: Folder) -> None:
    """Add the section of outcomes."""
    say, found = book.say, ended(folder)
    drawn = [one for one in found if one.share.games]
    if len(folder.cells) > CELLS_DRAWN:
        drawn = [one for one in drawn if one.kind == found[0].kind]
    one_kind = say("first_kind", cells=say.count("n_cells", len(folder.cells)))
    chart = dots(say("outcomes.title"), _groups(say, drawn), say("axis.share"), _write(say),
                 zero=True)  # fmt: skip
    book.section(
        say("outcomes.title"),
        paragraphs(say("outcomes.text")),
        book.figure(
            [("", chart)],
            caption(
                say("outcomes.caption"),
                cells_said(say, folder),
                one_kind if len(folder.cells) > CELLS_DRAWN else "",
            ),
            _table(say, found),
        ),
    )


def _write(say: Say) -> Write:
    return lambda value, places: say.percent(value, max(places - 2, 0))


def _groups(say: Say, found: Sequence[Ended]) -> list[Group]:
    kinds = list(dict.fromkeys(one.kind for one in found))
    if len(found) == len(kinds):
        return [Group(title="", dots=[_dot(say, one, say.outcome(one.kind)) for one in found])]
    return [
        Group(title=say.outcome(kind),
              dots=[_dot(say, one, one.cell.label) for one in found if one.kind == kind])
        for kind in kinds
    ]  # fmt: skip


def _dot(say: Say, one: Ended, label: str) -> Dot:
    low, high = one.share.interval
    said = part(say, one.share)
    return Dot(label=label, value=one.share.share, low=low, high=high, said=said)


def _table(say: Say, found: Sequence[Ended]) -> Table:
    head = (
        "head.outcome",
        "head.cell",
        "head.games",
        "head.of",
        "head.share",
        "head.interval_share",
    )
    return Table(
        caption=say("outcomes.table"), head=[say(key) for key in head], words=2, name="outcomes",
        rows=[
            (
                say.outcome(one.kind), one.cell.label, say.number(one.share.count),
                say.number(one.share.games), part(say, one.share), span(say, one.share),
            )
            for one in found
        ],
    )  # fmt: skip


def part(say: Say, share: Share | Clustered) -> str:
    """Return a share in per cent; a dash where there is nothing to take a share of."""
    return say.percent(share.share) if share.games else NONE


def span(say: Say, share: Share | Clustered) -> str:
    """Return the interval of a share in per cent, with the sign once."""
    if not share.games:
        return NONE
    return say.span(share.interval, by=0.01)
