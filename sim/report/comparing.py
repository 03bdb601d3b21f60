"""This sweep less another: cell by cell, paired by seed where the seeds agree."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.dots import Group, dots
from sim.errors import KeyedError
from sim.report.captions import caption, cells_said, first_cells_said
from sim.report.cite import command_of, sentence
from sim.report.folder import RUNS, Cell, Folder
from sim.report.intervals import Mean, welch
from sim.report.outcomes import CELLS_DRAWN, kinds_of
from sim.report.page import Book, Table, paragraphs
from sim.report.pairing import Measure, difference, mean_of, share_of, surplus_of
from sim.report.say import Say
from sim.report.telling import bare_said, dot_of, share_dot, share_told, surplus_told

OTHERS = "others"
"""The other sweep's runs, as queries name them."""


@frozen(kw_only=True)
class Difference:
    """What one cell has more than the other sweep's cell of the same values."""

    cell: Cell
    shares: Sequence[tuple[str, Mean]]
    surpluses: Sequence[tuple[str, Mean]]
    """In millionths."""


def differences(folder: Folder, other: Folder) -> list[Difference]:
    """
    Return the differences of all cells that both sweeps have.

    Raises:
        KeyedError: where they have no cell or no seat in common.

    """
    folder.add(RUNS, other.path, OTHERS)
    seats = [seat for seat in folder.seats if seat in other.seats]
    pairs = _pairs(folder, other)
    if not (pairs and seats):
        raise KeyedError(str(other.path), "report.no_cell" if seats else "report.no_seat")
    kinds = kinds_of(folder, other)
    return [
        Difference(
            cell=cell,
            shares=[(kind, _less(folder, share_of(kind), there, cell)) for kind in kinds],
            surpluses=[(seat, _less(folder, surplus_of(seat), there, cell)) for seat in seats],
        )
        for there, cell in pairs
    ]


def _pairs(folder: Folder, other: Folder) -> list[tuple[int, Cell]]:
    """Return the other's number of each cell that both have; single cells always meet."""
    if len(folder.cells) == len(other.cells) == 1:
        return [(0, folder.cells[0])]
    keys = [axis.key for axis in folder.axes]
    if keys != [axis.key for axis in other.axes]:
        return []
    there = {cell.values: cell.number for cell in other.cells}
    return [(there[cell.values], cell) for cell in folder.cells if cell.values in there]


def shared_seeds(folder: Folder, other: Folder) -> int:
    """Return how many seeds both sweeps played."""
    (first, last), (begin, end) = folder.seeds, other.seeds
    return max(min(last, end) - max(first, begin) + 1, 0)


def _less(folder: Folder, measure: Measure, there: int, cell: Cell) -> Mean:
    """Return the difference of paired games; of all where no seed is in both."""
    paired = difference(folder, measure, [(there, cell.number)], OTHERS)
    if paired.games:
        return paired
    return welch(mean_of(folder, measure, cell.number), mean_of(folder, measure, there, OTHERS))


def add(book: Book, folder: Folder, other: Folder) -> None:
    """Add the comparison with another sweep."""
    say, found = book.say, differences(folder, other)
    drawn = found[:CELLS_DRAWN]
    several = len(folder.cells) > 1
    kinds = [kind for kind, _ in found[0].shares]
    seats = [seat for seat, _ in found[0].surpluses]
    shares = [
        Group(title=say.outcome(kind) if several else "", dots=[
            share_dot(say, dict(one.shares)[kind],
                      one.cell.label if several else say.outcome(kind)) for one in drawn
        ]) for kind in kinds
    ]  # fmt: skip
    surpluses = [
        Group(title=say.seat(seat) if several else "", dots=[
            dot_of(say, dict(one.surpluses)[seat],
                   one.cell.label if several else say.seat(seat), number) for one in drawn
        ]) for number, seat in enumerate(seats)
    ]  # fmt: skip
    common = shared_seeds(folder, other)
    pairs = "head.pairs" if common else "head.games"
    how = say("against.paired", seeds=say.number(common)) if common else say("against.unpaired")
    cells = caption(cells_said(say, folder), first_cells_said(say, folder, CELLS_DRAWN))
    book.section(
        say("against.title"),
        paragraphs(say("against.text"), sentence(say, other)), command_of(other), paragraphs(how),
        book.figure(
            [("", dots(say("against.shares"), shares, say("axis.share_more"), say.signed,
                       zero=True))],
            caption(say("against.shares_caption"),
                    bare_said(say, [mean for one in drawn for _, mean in one.shares]), cells),
            _shares_table(say, found, pairs),
        ),
        book.figure(
            [("", dots(say("against.surpluses"), surpluses, say("axis.more"), say.signed,
                       zero=True))],
            caption(say("against.surpluses_caption"),
                    bare_said(say, [mean for one in drawn for _, mean in one.surpluses]), cells),
            _surplus_table(say, found, pairs),
        ),
    )  # fmt: skip


def _shares_table(say: Say, found: Sequence[Difference], pairs: str) -> Table:
    keys = (
        "head.outcome", "head.cell", pairs, "head.share_more", "head.interval_share_more",
        "head.t",
    )  # fmt: skip
    return Table(
        caption=say("against.shares_table"), words=2, name="against-shares",
        head=[say(key) for key in keys],
        rows=[[say.outcome(kind), one.cell.label, *share_told(say, dict(one.shares)[kind])]
              for kind, _ in found[0].shares for one in found],
    )  # fmt: skip


def _surplus_table(say: Say, found: Sequence[Difference], pairs: str) -> Table:
    keys = (
        "head.seat", "head.cell", pairs, "head.more", "head.interval_points", "head.t",
    )  # fmt: skip
    return Table(
        caption=say("against.surpluses_table"), words=2, name="against-surplus",
        head=[say(key) for key in keys],
        rows=[[say.seat(seat), one.cell.label, *surplus_told(say, dict(one.surpluses)[seat])]
              for seat, _ in found[0].surpluses for one in found],
    )  # fmt: skip
