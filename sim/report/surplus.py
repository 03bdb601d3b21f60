"""What each seat gained beyond its reservation: by cell, by personality, and between cells."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.dots import Group, dots
from sim.report.captions import caption, cells_said, first_cells_said
from sim.report.folder import Cell, Folder, quoted
from sim.report.intervals import Mean
from sim.report.outcomes import CELLS_DRAWN
from sim.report.page import Book, Table, paragraphs
from sim.report.pairing import difference, mean_of, personality_mean, surplus_of
from sim.report.say import POINT, Say
from sim.report.telling import bare_said, dot_of, surplus_told, told


@frozen(kw_only=True)
class Gain:
    """A seat's mean surplus in a cell, and what it is more than in the first, seed by seed."""

    seat: str
    cell: Cell
    mean: Mean
    more: Mean | None = None
    """None in the first cell itself."""
    below: int = 0
    """Games in which it had less than its reservation."""


@frozen(kw_only=True)
class Temper:
    """A seat's mean surplus over the seeds in which it had a personality."""

    seat: str
    personality: str
    mean: Mean


def gains(folder: Folder) -> list[Gain]:
    """Return the mean surpluses by seat, then by cell, in millionths."""
    below = {seat: _below(folder, seat) for seat in folder.seats}
    return [
        Gain(
            seat=seat, cell=cell, mean=mean_of(folder, surplus_of(seat), cell.number),
            more=difference(folder, surplus_of(seat), [(0, cell.number)]) if cell.number else None,
            below=below[seat].get(cell.number, 0),
        )
        for seat in folder.seats for cell in folder.cells
    ]  # fmt: skip


def _below(folder: Folder, seat: str) -> dict[int, int]:
    """Return by cell the games in which a seat has less than no deal was worth to it."""
    asked = f"select cell, count(*) from runs x where {surplus_of(seat)('x')} < 0 group by cell"  # noqa: S608 - names of ours, quoted
    return dict(folder.query(asked))


def tempers(folder: Folder) -> list[Temper]:
    """Return the mean surpluses by seat and personality, seats of one personality left out."""
    found = []
    for seat in folder.seats:
        column = quoted(f"{seat}_personality")
        asked = f"select distinct {column} from runs where {column} is not null order by 1"  # noqa: S608 - a name of ours, quoted
        names = [name for (name,) in folder.query(asked)]
        found += [
            Temper(seat=seat, personality=name, mean=personality_mean(folder, seat, name))
            for name in names if len(names) > 1
        ]  # fmt: skip
    return found


def add(book: Book, folder: Folder) -> None:
    """Add the section of surpluses."""
    say, found, by_temper = book.say, gains(folder), tempers(folder)
    parts: list[object] = [paragraphs(say("surplus.text"), _scales(say, folder))]
    parts.append(_by_cell(book, folder, found))
    if by_temper:
        parts.append(_by_temper(book, by_temper))
    book.section(say("surplus.title"), *parts)


def _scales(say: Say, folder: Folder) -> str:
    """Say what a point of the scenario's own scale is worth in points of utility, by seat."""
    units = {seat: folder.scenario.preferences[seat].unit for seat in folder.seats}
    told = [
        say("surplus.scale", seat=say.seat(seat), n=say.exact(unit / POINT))
        for seat, unit in units.items()
    ]
    return say("surplus.scales", scales=say.text.listed(told))


def _by_cell(book: Book, folder: Folder, found: Sequence[Gain]) -> object:
    say = book.say
    several = len(folder.cells) > 1
    drawn = [one for one in found if one.cell.number < CELLS_DRAWN and one.mean.games]
    groups = [
        Group(
            title=say.seat(seat) if several else "",
            dots=[
                dot_of(say, one.mean, one.cell.label if several else say.seat(seat), number)
                for one in drawn if one.seat == seat
            ],
        )
        for number, seat in enumerate(folder.seats)
    ]  # fmt: skip
    chart = dots(say("surplus.title"), groups, say("axis.surplus"), say.signed, zero=True)
    some = first_cells_said(say, folder, CELLS_DRAWN)
    bare = bare_said(say, (one.mean for one in drawn))
    told_of = caption(say("surplus.caption"), bare, cells_said(say, folder), some)
    return book.figure([("", chart)], told_of, _table(say, found, more=several))


def _table(say: Say, found: Sequence[Gain], *, more: bool) -> Table:
    keys = ["head.seat", "head.cell", "head.games", "head.mean_surplus", "head.interval_points"]
    if more:
        keys += ["head.more", "head.interval_points", "head.t"]
    keys.append("head.below")
    return Table(
        caption=say("surplus.table"), head=[say(key) for key in keys], words=2, name="surplus",
        rows=[_row(say, one, more=more) for one in found],
    )  # fmt: skip


def _row(say: Say, one: Gain, *, more: bool) -> list[str]:
    row = [say.seat(one.seat), one.cell.label, *told(say, one.mean)]
    if more:
        row += surplus_told(say, one.more)[1:] if one.more else [""] * 3
    return [*row, say.number(one.below)]


def _by_temper(book: Book, found: Sequence[Temper]) -> object:
    say = book.say
    seats = list(dict.fromkeys(one.seat for one in found))
    groups = [
        Group(
            title=say.seat(seat),
            dots=[
                dot_of(say, one.mean, say.personality(seat, one.personality), number)
                for one in found if one.seat == seat
            ],
        )
        for number, seat in enumerate(seats)
    ]  # fmt: skip
    chart = dots(say("temper.title"), groups, say("axis.surplus"), say.signed, zero=True)
    keys = ("seat", "personality", "seeds", "mean_surplus", "interval_points")
    table = Table(
        caption=say("temper.table"), words=2, name="tempers",
        head=[say(f"head.{key}") for key in keys],
        rows=[
            [say.seat(one.seat), say.personality(one.seat, one.personality), *told(say, one.mean)]
            for one in found
        ],
    )  # fmt: skip
    told_of = caption(say("temper.caption"), bare_said(say, (one.mean for one in found)))
    return book.figure([("", chart)], told_of, table)
