"""Whether what one key does hangs on another: differences of paired differences, seed by seed."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, islice, product

from attrs import frozen

from sim.charts.dots import Dot, Group, dots
from sim.charts.markup import Markup
from sim.report.captions import caption
from sim.report.folder import Folder
from sim.report.intervals import Mean
from sim.report.outcomes import kinds_of
from sim.report.page import Book, Table, paragraphs
from sim.report.pairing import Measure, contrast, share_of, surplus_of
from sim.report.say import Say
from sim.report.telling import (
    bare_said,
    compared_said,
    dot_of,
    share_dot,
    share_told,
    surplus_told,
)

TOLD, DRAWN = 12, 4
"""How many pairs of values are told at most, and how many of them are drawn."""
_PAIR = 2
Sums = Sequence[Sequence[tuple[int, int]]]
"""Sums over games of one seed, each of cells with their weights."""


@frozen(kw_only=True)
class Place:
    """A value of a varied key beside the first value of it."""

    axis: int
    key: str
    first: str
    value: str

    def said(self, value: str = "") -> str:
        """Return the key with a value, its own where none is named."""
        # With gaps, so that a row's label breaks where the value begins.
        return f"{self.key} = {value or self.value}"


@frozen(kw_only=True)
class Crossed:
    """What one value does where another key has its first value, where it has another; and less."""

    there: Mean
    here: Mean
    interaction: Mean
    """The effect here less the effect there, seed by seed."""


@frozen(kw_only=True)
class Interaction:
    """Two values, with what the one does at either value of the other's key, by kind and seat."""

    one: Place
    other: Place
    shares: Sequence[tuple[str, Crossed]]
    surpluses: Sequence[tuple[str, Crossed]]
    """In millionths."""


def places(folder: Folder) -> tuple[list[tuple[Place, Place]], int]:
    """
    Return the pairs of values that are told, in the order of the keys, and how many there are.

    Where they are too many each key keeps its last value alone, and then the first pairs stay:
    never those that turn out large.
    """
    known = [
        [Place(axis=at, key=axis.key, first=axis.values[0], value=value)
         for value in axis.values[1:]]
        for at, axis in enumerate(folder.axes)
    ]  # fmt: skip
    every = sum(len(one) * len(other) for one, other in combinations(known, _PAIR))
    if every > TOLD:
        known = [some[-1:] for some in known]
    pairs = (
        (one, other) for some in combinations(known, _PAIR) for one, other in product(*some)
    )  # fmt: skip
    return list(islice(pairs, TOLD)), every


def interactions(folder: Folder) -> list[Interaction]:
    """Return what is told of each pair of values."""
    kinds = kinds_of(folder)
    found = []
    for one, other in places(folder)[0]:
        sums = _sums(folder, one, other)
        found.append(Interaction(
            one=one, other=other,
            shares=[(kind, _crossed(folder, share_of(kind), sums)) for kind in kinds],
            surpluses=[(seat, _crossed(folder, surplus_of(seat), sums)) for seat in folder.seats],
        ))  # fmt: skip
    return found


def _crossed(folder: Folder, measure: Measure, sums: Sequence[Sums]) -> Crossed:
    there, here, both = (contrast(folder, measure, terms) for terms in sums)
    return Crossed(there=there, here=here, interaction=both)


def _sums(folder: Folder, one: Place, other: Place) -> tuple[Sums, Sums, Sums]:
    """Return cells with weights: the effect there, here and its change, over the other keys."""
    numbers = {cell.values: cell.number for cell in folder.cells}
    there, here, both = [], [], []
    for values in numbers:
        if (values[one.axis], values[other.axis]) != (one.first, other.first):
            continue
        low, high = (
            [(numbers[_moved(values, {one.axis: x, other.axis: y})], weight)
             for x, weight in ((one.value, 1), (one.first, -1))]
            for y in (other.first, other.value)
        )  # fmt: skip
        there.append(low)
        here.append(high)
        both.append([*high, *((cell, -weight) for cell, weight in low)])
    return there, here, both


def _moved(values: Sequence[str], to: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(to.get(at, value) for at, value in enumerate(values))


def add(book: Book, folder: Folder) -> None:
    """Add the section, if two keys have values to compare."""
    say, found = book.say, interactions(folder)
    if not found:
        return
    means = [
        one.interaction
        for pair in found for _, one in (*pair.shares, *pair.surpluses)
    ]  # fmt: skip
    others = say("interactions.others") if len(folder.axes) > _PAIR else ""
    text = caption(say("interactions.text"), others, compared_said(say, means))
    book.section(
        say("interactions.title"), paragraphs(text, _cut_said(say, folder, found)),
        _surplus_figure(book, folder, found), _shares_figure(book, found),
    )  # fmt: skip


def _cut_said(say: Say, folder: Folder, found: Sequence[Interaction]) -> str:
    """Return which pairs of values are told where there are more."""
    _, every = places(folder)
    if every <= TOLD:
        return ""
    pairs = sum(1 for _ in combinations(folder.axes, _PAIR))
    first = say("interactions.first", most=say.number(len(found))) if pairs > TOLD else ""
    return caption(say("interactions.last", every=say.number(every)), first)


def _surplus_figure(book: Book, folder: Folder, found: Sequence[Interaction]) -> Markup:
    say, order = book.say, {seat: number for number, seat in enumerate(folder.seats)}
    groups = _groups(
        say, found, [(seat, say.seat(seat)) for seat in folder.seats],
        lambda one, seat: dict(one.surpluses)[seat],
        lambda mean, seat, label: dot_of(say, mean, label, order[seat]),
    )  # fmt: skip
    chart = dots(say("interactions.surpluses"), groups, say("axis.more"), say.signed, zero=True)
    told = say("interactions.surpluses_caption")
    head = "head.seat", "head.pairs", "head.more", "head.interval_points", "head.t"
    table = _table(say, "interactions.surpluses_table", "interactions-surplus", head, [
        (one, say.seat(seat), crossed, surplus_told)
        for one in found for seat, crossed in one.surpluses
    ])  # fmt: skip
    return book.figure([("", chart)], _caption(say, told, found, "surpluses"), table)


def _shares_figure(book: Book, found: Sequence[Interaction]) -> Markup:
    say = book.say
    groups = _groups(
        say, found, [(kind, say.outcome(kind)) for kind, _ in found[0].shares],
        lambda one, kind: dict(one.shares)[kind],
        lambda mean, _, label: share_dot(say, mean, label),
    )  # fmt: skip
    chart = dots(
        say("interactions.shares"), groups, say("axis.share_more"), say.signed, zero=True
    )  # fmt: skip
    told = say("interactions.shares_caption")
    head = "head.outcome", "head.pairs", "head.share_more", "head.interval_share_more", "head.t"
    table = _table(say, "interactions.shares_table", "interactions-shares", head, [
        (one, say.outcome(kind), crossed, share_told)
        for one in found for kind, crossed in one.shares
    ])  # fmt: skip
    return book.figure([("", chart)], _caption(say, told, found, "shares"), table)


def _caption(say: Say, told: str, found: Sequence[Interaction], what: str) -> str:
    drawn = found[:DRAWN]
    means = [
        mean for one in drawn for _, crossed in getattr(one, what)
        for mean in (crossed.there, crossed.here, crossed.interaction)
    ]  # fmt: skip
    some = "" if len(found) <= DRAWN else say(
        "interactions.drawn", most=say.number(DRAWN), pairs=say.number(len(found))
    )  # fmt: skip
    effect = say("interactions.effect", effect=found[0].one.said()) if len(drawn) == 1 else ""
    return caption(told, effect, bare_said(say, means), some)


def _groups(
    say: Say,
    found: Sequence[Interaction],
    names: Sequence[tuple[str, str]],
    of: Callable[[Interaction, str], Crossed],
    dot: Callable[[Mean, str, str], Dot],
) -> list[Group]:
    """Return three rows for each name and pair of values: the effect at both, and the less."""
    drawn = found[:DRAWN]
    return [
        Group(
            title=label if len(drawn) == 1 else say("interactions.of", name=label,
                                                    effect=one.one.said()),
            dots=[dot(mean, name, where) for where, mean in _rows(say, one, of(one, name))],
        )
        for name, label in names for one in drawn
    ]  # fmt: skip


def _rows(say: Say, one: Interaction, crossed: Crossed) -> list[tuple[str, Mean]]:
    """Return what the effect is where, and the difference of the two, by the label of its row."""
    return [
        (one.other.said(one.other.first), crossed.there),
        (one.other.said(), crossed.here),
        (say("interactions.less"), crossed.interaction),
    ]


def _table(
    say: Say,
    title: str,
    name: str,
    head: Sequence[str],
    rows: Sequence[tuple[Interaction, str, Crossed, Callable[[Say, Mean], list[str]]]],
) -> Table:
    keys = "head.effect", "head.where", *head
    return Table(
        caption=say(title), words=3, name=name, head=[say(key) for key in keys],
        rows=[
            [one.one.said(), where, label, *told(say, mean)]
            for one, label, crossed, told in rows
            for where, mean in _rows(say, one, crossed)
        ],
    )  # fmt: skip
