"""What each varied key does: every value against its first, game by game of one seed."""

from collections.abc import Callable, Sequence

from attrs import frozen

from sim.charts.dots import Dot, Group, dots
from sim.charts.markup import Markup
from sim.report.captions import caption
from sim.report.folder import Folder
from sim.report.intervals import Mean
from sim.report.outcomes import CELLS_DRAWN, kinds_of
from sim.report.page import Book, Table, paragraphs
from sim.report.pairing import difference, share_of, surplus_of
from sim.report.say import Say
from sim.report.telling import (
    bare_said,
    compared_said,
    dot_of,
    share_dot,
    share_told,
    surplus_told,
)


@frozen(kw_only=True)
class Effect:
    """What a value does against the first value of its key: differences by kind and by seat."""

    key: str
    first: str
    value: str
    shares: Sequence[tuple[str, Mean]]
    surpluses: Sequence[tuple[str, Mean]]
    """In millionths."""

    @property
    def label(self) -> str:
        """Return what is compared."""
        # With gaps, so that a row's label breaks where the value begins.
        return f"{self.key} = {self.value}"


def effects(folder: Folder) -> list[Effect]:
    """Return a row for each key and value but the first ones."""
    kinds = kinds_of(folder)
    found = []
    for at, axis in enumerate(folder.axes):
        for value in axis.values[1:]:
            pairs = _pairs(folder, at, value)
            found.append(Effect(
                key=axis.key, first=axis.values[0], value=value,
                shares=[(kind, difference(folder, share_of(kind), pairs)) for kind in kinds],
                surpluses=[
                    (seat, difference(folder, surplus_of(seat), pairs)) for seat in folder.seats
                ],
            ))  # fmt: skip
    return found


def _pairs(folder: Folder, at: int, value: str) -> list[tuple[int, int]]:
    """Return the cells that differ in one key only: with its first value, and with another."""
    first = folder.axes[at].values[0]
    numbers = {cell.values: cell.number for cell in folder.cells}
    return [
        (numbers[(*cell.values[:at], first, *cell.values[at + 1 :])], cell.number)
        for cell in folder.cells
        if cell.values[at] == value
    ]


def add(book: Book, folder: Folder) -> None:
    """Add the section, if anything was varied."""
    say, found = book.say, effects(folder)
    if not found:
        return
    firsts = say.text.listed(f"{axis.key}={axis.values[0]}" for axis in folder.axes)
    means = [mean for one in found for _, mean in (*one.shares, *one.surpluses)]
    book.section(
        say("sensitivity.title"),
        paragraphs(caption(
            say("sensitivity.text", firsts=firsts),
            say("sensitivity.others") if len(folder.axes) > 1 else "",
            compared_said(say, means),
        )),
        _shares_figure(book, found, firsts),
        _surplus_figure(book, folder, found, firsts),
    )  # fmt: skip


def _shares_figure(book: Book, found: Sequence[Effect], firsts: str) -> Markup:
    say = book.say
    groups = _groups(
        found, [(kind, say.outcome(kind)) for kind, _ in found[0].shares],
        lambda one, kind, label: share_dot(say, dict(one.shares)[kind], label),
    )  # fmt: skip
    chart = dots(
        say("sensitivity.shares"), groups, say("axis.share_more"), say.signed, zero=True
    )  # fmt: skip
    bare = bare_said(say, [mean for one in found[:CELLS_DRAWN] for _, mean in one.shares])
    told = say("sensitivity.shares_caption", firsts=firsts)
    return book.figure([("", chart)], caption(told, bare, _first_values(say, found)),
                       _shares_table(say, found))  # fmt: skip


def _surplus_figure(book: Book, folder: Folder, found: Sequence[Effect], firsts: str) -> Markup:
    say, order = book.say, {seat: number for number, seat in enumerate(folder.seats)}
    groups = _groups(
        found, [(seat, say.seat(seat)) for seat in folder.seats],
        lambda one, seat, label: dot_of(say, dict(one.surpluses)[seat], label, order[seat]),
    )  # fmt: skip
    chart = dots(say("sensitivity.surpluses"), groups, say("axis.more"), say.signed, zero=True)
    bare = bare_said(say, [mean for one in found[:CELLS_DRAWN] for _, mean in one.surpluses])
    told = say("sensitivity.surpluses_caption", firsts=firsts)
    return book.figure([("", chart)], caption(told, bare, _first_values(say, found)),
                       _surplus_table(say, found))  # fmt: skip


def _first_values(say: Say, found: Sequence[Effect]) -> str:
    """Return that a figure shows some of the values only, where it does."""
    if len(found) <= CELLS_DRAWN:
        return ""
    return say("first_values", most=say.number(CELLS_DRAWN), values=say.number(len(found)))


def _groups(
    found: Sequence[Effect],
    names: Sequence[tuple[str, str]],
    dot: Callable[[Effect, str, str], Dot],
) -> list[Group]:
    """Return the rows of each name; of one effect alone all names follow one another."""
    drawn = found[:CELLS_DRAWN]
    if len(drawn) == 1:
        return [Group(title="", dots=[dot(drawn[0], name, label) for name, label in names])]
    one_key = len({one.key for one in drawn}) == 1
    return [
        Group(title=label, dots=[
            dot(one, name, one.value if one_key else one.label) for one in drawn
        ])
        for name, label in names
    ]  # fmt: skip


def _shares_table(say: Say, found: Sequence[Effect]) -> Table:
    keys = (
        "head.key", "head.value", "head.outcome", "head.pairs", "head.share_more",
        "head.interval_share_more", "head.t",
    )  # fmt: skip
    return Table(
        caption=say("sensitivity.shares_table"), words=3, name="effects-shares",
        head=[say(key) for key in keys],
        rows=[[one.key, one.value, say.outcome(kind), *share_told(say, mean)]
              for one in found for kind, mean in one.shares],
    )  # fmt: skip


def _surplus_table(say: Say, found: Sequence[Effect]) -> Table:
    keys = (
        "head.key", "head.value", "head.seat", "head.pairs", "head.more", "head.interval_points",
        "head.t",
    )  # fmt: skip
    return Table(
        caption=say("sensitivity.surpluses_table"), words=3, name="effects-surplus",
        head=[say(key) for key in keys],
        rows=[[one.key, one.value, say.seat(seat), *surplus_told(say, mean)]
              for one in found for seat, mean in one.surpluses],
    )  # fmt: skip
