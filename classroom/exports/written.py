"""
Rows as bytes: CSV after RFC 4180 and JSON Lines, the same cells in both.

A spreadsheet runs a cell that begins like a formula, and where its own separator is a semicolon or
a tab it also finds cells inside ours. So in CSV an apostrophe goes before whatever would begin such
a cell; one that stands there by itself gets a second one, so that `unquoted` gives back every text.
Numbers are ours and stay as they are; JSON Lines hold every text as it was written.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from classroom.exports.columns import Cell, Column, Row

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
LINE_END = "\r\n"
_RISKY = (
    r"=+\-@'\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    r"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_BLANK = r"\t\r\n"
_SEPARATORS = (";", "\t", "\r", "\n")
_BEGINS = re.compile(rf"""(^[ "]*(?=[{_RISKY}{_BLANK}])|[;{_BLANK}][ "]*(?=[{_RISKY}]))""")
_QUOTED = re.compile(rf"""(^[ "]*(?='[{_RISKY}{_BLANK}])|[;{_BLANK}][ "]*(?='[{_RISKY}]))'""")


def quoted(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    if text[:1].isalnum() and not any(sign in text for sign in _SEPARATORS):
        return text  # most texts are ids, and there are many
    return _BEGINS.sub(r"\1'", text)


def unquoted(text: str) -> str:
    """Return the text that was quoted."""
    return _QUOTED.sub(r"\1", text)


def csv_bytes(columns: Sequence[Column], rows: Iterable[Row], *, bom: bool = False) -> bytes:
    """Return rows as CSV; an empty cell is what is not known or has no sense."""
    found = io.StringIO(newline="")
    writer = csv.writer(found, lineterminator=LINE_END)
    writer.writerow([column.name for column in columns])
    writer.writerows([_said(cell) for cell in _cells(columns, row)] for row in rows)
    return (BOM if bom else b"") + found.getvalue().encode()


def _said(cell: Cell) -> Cell:
    return quoted(cell) if isinstance(cell, str) else cell


def jsonl_bytes(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Return rows as JSON Lines, each with all columns in their order."""
    names = [column.name for column in columns]
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = [dump(dict(zip(names, _cells(columns, row), strict=True))) + "\n" for row in rows]
    return "".join(lines).encode()


def _cells(columns: Sequence[Column], row: Row) -> list[Cell]:
    """Return the cells of a row in order; an empty text is none, as CSV cannot tell them apart."""
    assert len(row) == len(columns), set(row) ^ {column.name for column in columns}
    return [row[column.name] if row[column.name] != "" else None for column in columns]
