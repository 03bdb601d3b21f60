"""
A panel: one idea of the debrief as a drawing, a caption of at most two lines, and its numbers.

The numbers are worked out without words, so that they can be compared with a table made by hand;
words, rounding and the drawing come after, in the language of whoever looks.
"""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from sim.charts.markup import Markup

Cell = str | int | None
"""Ids, counts, millionths and ppm: whole numbers, so that a file of them is exact."""

_FIGURE = frozenset(("", *"0123456789+(\N{EN DASH}\N{MINUS SIGN}"))
"""How a figure begins, or a cell without one."""

FEW = 5
"""Below so many tables shares and correlations are said to rest on too few."""


@frozen(kw_only=True)
class Figures:
    """The numbers of a panel: what the export writes and what the planted class is checked with."""

    panel: str
    columns: tuple[str, ...]
    """Names of the columns, as the codebook explains them."""
    rows: tuple[tuple[Cell, ...], ...]
    totals: Mapping[str, Cell] = field(factory=dict)
    """Numbers of the class as a whole, by name: a file of its own in an export."""


@frozen(kw_only=True)
class Choice:
    """Another picture of the same panel, to be asked for by its id."""

    id: str
    name: str
    sign: Markup
    """What its button shows."""
    shown: bool
    """Whether it is the one that is drawn."""


@frozen(kw_only=True)
class Panel:
    """A panel as pages show it."""

    id: str
    title: str
    caption: str
    drawing: Markup | None
    """SVG; None where only a table makes sense."""
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    """The same numbers as words, for the data table that also prints."""
    notes: Sequence[str] = field(factory=tuple)
    """Warnings such as too few tables."""
    more: Sequence[str] = field(factory=tuple)
    """What is folded away on the wall: what it is about, then a paragraph each."""
    choices: Sequence[Choice] = field(factory=tuple)
    """What else it could draw, where there is more."""

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Tell of each column whether it holds figures: they stand at the right, words do not."""
        columns = ([row[at] for row in self.rows if at < len(row)] for at in range(len(self.head)))
        return tuple(all(cell[:1] in _FIGURE for cell in cells) for cells in columns)
