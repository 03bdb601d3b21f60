"""Puts tables into `docs/`: each between two marks of its own, the words around them stay."""

import re
from pathlib import Path

from bench.balance.tables import Table, markdown

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
_OWN_PAGE = "mechanics"

_HEADS = {
    "balance": (
        "# Balance\n\n"
        "What many games of the default scenario say about it. Every table stands under the\n"
        "command that makes it; `--write` puts it here again, `all` makes all of them. Utilities\n"
        "are thousandths of a full scale; `t` is a difference in its standard errors; rows play\n"
        "the same seeds. Bars are those of the issue that asked for them: `ok` or `missed`.\n"
    ),
    "mechanics": (
        "# Mechanics\n\n"
        "What every kind of move does, to whom, where one sees it, and what it changes.\n"
    ),
}


def page_of(table: Table, folder: Path = DOCS) -> Path:
    """Return the page on which a table stands."""
    return folder / f"{'mechanics' if table.name == _OWN_PAGE else 'balance'}.md"


def put(table: Table, folder: Path = DOCS) -> None:
    """Write a table into its page, over its former self or at the end."""
    page = page_of(table, folder)
    text = page.read_text(encoding="utf-8") if page.exists() else _HEADS[page.stem]
    page.write_text(placed(text, table), encoding="utf-8")


def placed(text: str, table: Table) -> str:
    """Return a page with the table in it."""
    return with_block(text, table.name, markdown(table))


def with_block(text: str, name: str, body: str) -> str:
    """Return a page with a block between its two marks, over its former self or at the end."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    block = f"{start}\n{body.rstrip()}\n{end}"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if found.search(text):
        return found.sub(lambda _: block, text)
    return f"{text.rstrip()}\n\n{block}\n"
