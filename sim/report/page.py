"""The parts of a page: sections, figures with their data, tables, and the frame around them all."""

from collections.abc import Sequence

from attrs import define, field, frozen

from sim.charts.markup import Markup, el, joined
from sim.report.say import Say
from sim.report.style import STYLE

Cellular = str | Markup
_SHORT = 12
"""A table of at most so many rows is kept on one sheet of paper."""


@frozen(kw_only=True)
class Table:
    """Rows of texts; the first of each names its row, the others are set to the right."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cellular]]
    words: int = 1
    """How many first columns hold words and not numbers."""
    name: str = ""
    """What the table is found by in the page: its element's id."""

    def markup(self) -> Markup:
        """Return the table with its caption and the scope of every head."""
        return el(
            "table",
            el("caption", self.caption),
            el("thead", el("tr", [
                el("th", said, scope="col", class_=self._class(at))
                for at, said in enumerate(self.head)
            ])),
            el("tbody", [self._row(row) for row in self.rows]),
            id=self.name or None,
        )  # fmt: skip

    def _row(self, row: Sequence[Cellular]) -> Markup:
        first, *rest = row
        cells = [el("td", said, class_=self._class(at)) for at, said in enumerate(rest, 1)]
        return el("tr", el("th", first, scope="row"), cells)

    def _class(self, at: int) -> str | None:
        return None if at < self.words else "number"


@define
class Book:
    """A page in the making: it counts the figures."""

    say: Say
    seeds: str
    """What every caption says of what the numbers rest on: how many games, which seeds."""
    figures: int = 0
    parts: list[Markup] = field(factory=list)

    def section(self, title: str, *parts: object) -> None:
        """Add a section under a heading of the second rank."""
        name = f"s{len(self.parts) + 1}"
        self.parts.append(el("section", el("h2", title, id=name), parts, aria_labelledby=name))

    def figure(self, drawings: Sequence[tuple[str, Markup]], caption: str, *data: Table) -> Markup:
        """
        Return a figure: drawings, each under its own title where there are several, and their data.

        The data lie in a part that opens on the screen and is open on paper.
        """
        self.figures += 1
        number = self.say.number(self.figures)
        panels = [
            el("div", el("p", title, class_="panel") if title else None, drawing)
            for title, drawing in drawings
        ]
        return el(
            "figure",
            el("div", panels, class_="panels several" if len(panels) > 1 else "panels"),
            el("figcaption", el("b", self.say("figure", n=number)), " ", caption, " ", self.seeds),
            self._data(number, data),
            id=f"figure-{self.figures}",
        )

    def _data(self, number: str, data: Sequence[Table]) -> Markup:
        return el(
            "details",
            el("summary", self.say("data", n=number)),
            [scrolling(table) for table in data],
        )

    def page(self, title: str, *before: object) -> str:
        """Return the whole page."""
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        head = el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=policy),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", title),
            el("style", Markup(STYLE)),
        )
        body = el("body", el("main", before, self.parts))
        return "<!DOCTYPE html>\n" + el("html", head, body, lang=self.say.lang) + "\n"


def scrolling(table: Table) -> Markup:
    """Return a table that scrolls in itself where the screen is narrower."""
    kind = "scroll short" if len(table.rows) <= _SHORT else "scroll"
    return el("div", table.markup(), class_=kind, tabindex="0", role="region",
              aria_label=table.caption)  # fmt: skip


def paragraphs(*said: str) -> Markup:
    """Return texts as paragraphs, empty ones left out."""
    return joined(el("p", one) for one in said if one)


def roll(said: Sequence[object]) -> Markup:
    """Return a list of points."""
    return el("ul", [el("li", one) for one in said])


def facts(pairs: Sequence[tuple[str, object]]) -> Markup:
    """Return terms with what is said of each."""
    return el("dl", [(el("dt", term), el("dd", said)) for term, said in pairs])
