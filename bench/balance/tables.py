"""A table: parts with rows, and the bars it must reach; as Markdown or as one plain object."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

Cell = str | int | float | None
OK, MISSED = "ok", "missed"


@frozen
class Part:
    """Rows under one heading."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    """The first cell of each names the row."""


@frozen
class Bar:
    """What issue 3 asks for, what was measured, and whether that is enough."""

    asked: str
    measured: Cell
    ok: bool


@frozen(kw_only=True)
class Table:
    """What a command measured."""

    name: str
    title: str
    text: str
    """How to read it, in a few sentences."""
    games: int
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...] = ()

    @property
    def command(self) -> str:
        """Return what makes this table again."""
        return f"python -m uv run python -m bench.balance {self.name} --games {self.games}"


def markdown(table: Table) -> str:
    """Return the table as a section of a page."""
    lines = [f"## {table.title}", "", f"`{table.command}`", "", table.text, ""]
    for part in table.parts:
        if part.title:
            lines += [f"### {part.title}", ""]
        lines += [*grid(part.head, part.rows), ""]
    if table.bars:
        rows = [(bar.asked, bar.measured, OK if bar.ok else MISSED) for bar in table.bars]
        lines += ["### Bars", "", *grid(("bar", "measured", ""), rows), ""]
    return "\n".join(lines)


def grid(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return rows as the lines of a Markdown table."""
    texts = [[_text(cell) for cell in row] for row in rows]
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return [f"| {' | '.join(row)} |" for row in (list(head), marks, *texts)]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).replace("|", "/")


def plain(table: Table) -> dict[str, Any]:
    """Return the table as `--json` prints it."""
    return {
        "name": table.name,
        "games": table.games,
        "parts": [
            {"title": part.title, "head": list(part.head), "rows": [list(row) for row in part.rows]}
            for part in table.parts
        ],
        "bars": [{"bar": bar.asked, "measured": bar.measured, "ok": bar.ok} for bar in table.bars],
    }
