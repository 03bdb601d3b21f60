"""
What a teacher takes home: files of a class as CSV and JSON Lines, with their codebook.

Rows are pure functions of one value, `Kept`, which is read on the writer's thread. No name of a
person is in any file, and what people wrote only where it is asked for. The files are for the
teacher: they tell true worths and every secret of the record.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from classroom.exports.columns import Row, columns_of
from classroom.exports.decisions import decisions, spoken
from classroom.exports.events import events, messages
from classroom.exports.explained import codebook, datapackage
from classroom.exports.kept import Kept, kept_of
from classroom.exports.panels import panels
from classroom.exports.results import seats, sessions, tables
from classroom.exports.space import outcome_space, rows_count
from classroom.exports.surveys import surveys
from classroom.exports.written import csv_bytes, jsonl_bytes
from classroom.teacher.exports import WHOLE, File

__all__ = ("FILES", "Kept", "Wish", "export", "kept_of", "listing")

CSV, JSONL, ZIP = ".csv", ".jsonl", WHOLE
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows: no clock makes two of them differ."""
_MODE = 0o644 << 16


@frozen(kw_only=True)
class Wish:
    """How a file is wanted."""

    messages: bool = False
    """With what people wrote, at the tables and in forms."""
    bom: bool = False
    """With the mark by which spreadsheets know UTF-8 in CSV."""


@frozen
class _Sheet:
    """Rows that are written twice, as CSV and as JSON Lines."""

    rows: Callable[[Kept, Wish], Iterable[Row]]
    count: Callable[[Kept], int | None]
    """How many there are, where that is cheaper than making them."""
    personal: bool = False


def _plain(make: Callable[[Kept], Iterable[Row]]) -> Callable[[Kept, Wish], Iterable[Row]]:
    return lambda kept, _: make(kept)


def _counted(rows: Iterable[Row]) -> int:
    return sum(1 for _ in rows)


def _events_count(kept: Kept) -> int:
    return sum(len(one.events) for table in kept.tables for one in table.played.decisions)


_SHEETS: Mapping[str, _Sheet] = {
    "sessions": _Sheet(_plain(sessions), lambda _: 1),
    "tables": _Sheet(_plain(tables), lambda kept: len(kept.tables)),
    "seats": _Sheet(_plain(seats), lambda kept: len(kept.tables) * len(kept.roles)),
    "events": _Sheet(_plain(events), _events_count),
    "decisions": _Sheet(_plain(decisions), lambda kept: sum(len(spoken(t)) for t in kept.tables)),
    "messages": _Sheet(
        lambda kept, wish: messages(kept, bodies=wish.messages),
        lambda kept: _counted(messages(kept, bodies=False)), personal=True,
    ),
    "surveys": _Sheet(
        lambda kept, wish: surveys(kept, bodies=wish.messages),
        lambda kept: _counted(surveys(kept, bodies=False)), personal=True,
    ),
    "outcome_space": _Sheet(_plain(outcome_space), rows_count),
    "panels": _Sheet(_plain(panels), lambda _: None),
}  # fmt: skip


def _csv(sheet: str) -> Callable[[Kept, Wish], bytes]:
    return lambda kept, wish: csv_bytes(
        columns_of(sheet, kept.valued), _SHEETS[sheet].rows(kept, wish), bom=wish.bom
    )


def _jsonl(sheet: str) -> Callable[[Kept, Wish], bytes]:
    return lambda kept, wish: jsonl_bytes(
        columns_of(sheet, kept.valued), _SHEETS[sheet].rows(kept, wish)
    )


def _zipped(kept: Kept, wish: Wish) -> bytes:
    """Return all other files in one; the same files make the same bytes."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, data in _all(kept, wish).items():
            entry = zipfile.ZipInfo(f"{kept.code}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, _MODE
            archive.writestr(entry, data)
    return found.getvalue()


def _all(kept: Kept, wish: Wish) -> Mapping[str, bytes]:
    """Return every file but the ZIP; the rows of a sheet are made once."""
    found: dict[str, bytes] = {}
    for name, sheet in _SHEETS.items():
        columns, rows = columns_of(name, kept.valued), tuple(sheet.rows(kept, wish))
        found[name + CSV] = csv_bytes(columns, rows, bom=wish.bom)
        found[name + JSONL] = jsonl_bytes(columns, rows)
    rest = [name for name in FILES if name not in found and name != ZIP]
    return {**found, **{name: FILES[name](kept, wish) for name in rest}}


FILES: Mapping[str, Callable[[Kept, Wish], bytes]] = {
    **{sheet + CSV: _csv(sheet) for sheet in _SHEETS},
    **{sheet + JSONL: _jsonl(sheet) for sheet in _SHEETS},
    "datapackage.json": lambda kept, _: datapackage(kept),
    "codebook.md": lambda kept, _: codebook(kept),
    ZIP: _zipped,
}
"""Every file by name, as its address ends."""


def export(kept: Kept, name: str, *, messages: bool = False, bom: bool = False) -> bytes:
    """Return a file of a class; raise KeyError where there is none of this name."""
    return FILES[name](kept, Wish(messages=messages, bom=bom))


def listing(kept: Kept) -> tuple[File, ...]:
    """Return the files as the teacher's page shows them."""
    return tuple(_file(kept, name) for name in FILES)


def _file(kept: Kept, name: str) -> File:
    sheet = _SHEETS.get(name.partition(".")[0])
    if sheet is None:
        return File(name=name, personal=name == ZIP)
    return File(name=name, rows=sheet.count(kept), personal=sheet.personal)
