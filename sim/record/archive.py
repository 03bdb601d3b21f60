"""
The exchange file `*.jsonl`: header line, decision lines, end line; one flat branch.

Export is strict and byte-defined. Import is lenient: it yields the valid prefix and the first
failure with its line. Without its end line a file counts as cut.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen
from msgspec.json import decode as decode_any

from sim.domain.decision import Decision, Header
from sim.paths import DATABASE, RECORD, writing_trouble
from sim.record.chain import first_link, last_link, next_link
from sim.record.codec import (
    BROKEN,
    RESTORE,
    canonical,
    check_format,
    decode_header,
    is_end,
    kinds_of,
)
from sim.record.errors import NewerFormat, RecordError, disk_error
from sim.record.strict import check_line
from sim.record.whole import write_whole

OPEN = "open"
OVER = "over"

_END = b'{"end":'
_HEAD = 64
"""Within so many bytes a record says that it is one, whatever an editor put before it."""


@frozen(kw_only=True)
class Tally:
    """What an end line says of the lines before it, kept up line by line."""

    decisions: int = 0
    events: int = 0
    link: bytes
    over: bool = False

    def after(self, line: bytes) -> "Tally":
        """Return the tally with one more line."""
        kinds = kinds_of(line)
        return Tally(
            decisions=self.decisions + 1,
            events=self.events + len(kinds),
            link=next_link(self.link, line),
            over=self.over or any(is_end(kind) for kind in kinds),
        )

    def end_line(self) -> bytes:
        """Return the end line, without its newline."""
        return canonical(
            {
                "end": {
                    "decisions": self.decisions,
                    "events": self.events,
                    "head": self.link.hex(),
                    "state": OVER if self.over else OPEN,
                }
            }
        )


@frozen(kw_only=True)
class Imported:
    """What an archive holds: the valid prefix, and the first failure if there is one."""

    header_line: bytes
    header: Header
    lines: tuple[bytes, ...]
    decisions: tuple[Decision, ...]
    tally: Tally
    failure: RecordError | None
    doubt: RecordError | None
    """The failure again where the end line belies the lines: nobody knows which of them."""


def export(header: bytes, lines: Iterable[bytes]) -> bytes:
    """Return the bytes of an archive of these lines."""
    check_format(header)
    tally = Tally(link=first_link(header))
    parts = [header]
    for line in lines:
        parts.append(line)
        tally = tally.after(line)
    parts += [tally.end_line(), b""]
    return b"\n".join(parts)


def write_archive(path: str | Path, header: bytes, lines: Iterable[bytes]) -> Path | None:
    """
    Write an archive, whole or not at all; only an older archive may give way to it.

    Return where the older one is kept, None where there was none or the new one holds all of it.
    """
    name = str(path) or "the archive"
    trouble = writing_trouble(str(path))
    if trouble is not None:
        raise RecordError(name, *trouble)
    path = Path(os.path.realpath(path))
    _check_place(name, path)
    data = export(header, lines)
    kept = _kept_aside(name, path, data)
    write_whole(path, data, name)
    return kept


def _kept_aside(name: str, path: Path, data: bytes) -> Path | None:
    """Give an older archive a name beside its own, unless all its decisions are in the new one."""
    try:
        older = path.read_bytes() if path.is_file() else b""
        if data.startswith(older.rpartition(_END)[0] or older):
            return None
        number = 1
        while (aside := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
            number += 1
        write_whole(aside, older)
    except OSError as error:
        raise disk_error(name, error) from error
    return aside


def _check_place(name: str, path: Path) -> None:
    """Raise RecordError where something lies that is neither empty nor an archive."""
    if path.exists() and not path.is_file():
        raise RecordError(name, "it is a device, not a file", "name a file")
    if is_database(path):
        raise RecordError(name, "a saved game is there already", "choose another name")
    try:
        with path.open("rb") as stream:
            begins = stream.read(len(RECORD))
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk_error(name, error) from error
    if begins and begins != RECORD:
        raise RecordError(name, "another file is there, no record", "choose another name")


def is_database(path: Path) -> bool:
    """Tell whether a save lies at a path; an archive never takes the place of one."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(DATABASE)) == DATABASE
    except OSError:
        return False


def read_archive(path: str | Path) -> Imported:
    """Read an archive; raise RecordError if not even its header can be read."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise disk_error(str(path), error) from error
    return parse(data, str(path))


def parse(data: bytes, file: str) -> Imported:
    """Return the valid prefix of an archive's bytes with the first failure."""
    if not data:
        raise RecordError(file, "the file is empty, no record was stored", "choose another file")
    if RECORD not in data[:_HEAD]:
        raise _no_record(file)
    header_line, *rows = data.split(b"\n")
    try:
        header = decode_header(header_line)
    except RecordError as error:
        raise error.at(file, 1) from error
    reader = _Reader(file, header_line)
    try:
        reader.read(rows)
        failure = None
    except NewerFormat as error:
        failure = reader.altered() if _is_altered(header_line, rows) else error
    except RecordError as error:
        failure = error
    return Imported(
        header_line=header_line,
        header=header,
        lines=tuple(reader.lines),
        decisions=tuple(reader.decisions),
        tally=reader.tally,
        failure=failure,
        doubt=failure if reader.belied else None,
    )


def _is_altered(header_line: bytes, rows: list[bytes]) -> bool:
    """Tell whether the end line belies the lines before it; where it is cut off nothing does."""
    at = next((at for at, row in enumerate(rows) if row.startswith(_END)), None)
    if at is None:
        return False
    return _told_link(rows[at]) != last_link(header_line, rows[:at]).hex()


def _told_link(row: bytes) -> str | None:
    """Return the link that an end line names; None where it cannot be read."""
    try:
        return str(decode_any(row)["end"]["head"])
    except (*BROKEN, TypeError, KeyError):
        return None


def _no_record(file: str) -> RecordError:
    """Return the error for a file that never was a record."""
    if file.endswith(".toml"):
        wrong, remedy = "it is a scenario's file, not a record", "play it with --scenario"
        return RecordError(file, wrong, f"{remedy}, or name a record")
    remedy = "choose another file, or restore this one from a copy"
    return RecordError(file, "it is no record: it does not begin like one", remedy)


class _Reader:
    """Takes rows one by one; what it holds at any time is the valid prefix."""

    def __init__(self, file: str, header_line: bytes) -> None:
        self.lines: list[bytes] = []
        self.decisions: list[Decision] = []
        self.tally = Tally(link=first_link(header_line))
        self.belied = False
        """Whether an end line is there and names another link than the lines give."""
        self._file = file

    def read(self, rows: list[bytes]) -> None:
        """Take all rows after the header; raise RecordError at the first that does not fit."""
        for at, row in enumerate(rows):
            if row.startswith(_END):
                self._take_end(row, rows[at + 1 :])
                return
            if at + 1 < len(rows):
                self._take(row)
        raise self._failure("the file is cut: the end line is missing")

    def _take(self, row: bytes) -> None:
        """Take a decision line."""
        number = len(self.lines) + 1
        try:
            decision = check_line(row)
            check_place(decision, self.decisions[-1] if self.decisions else None)
        except RecordError as error:
            raise error.at(self._file, number + 1, f"decision {number}") from error
        self.tally = self.tally.after(row)
        self.lines.append(row)
        self.decisions.append(decision)

    def _take_end(self, row: bytes, rest: list[bytes]) -> None:
        """Compare an end line with what was read; nothing but its newline may follow it."""
        if row != self.tally.end_line():
            self.belied = _told_link(row) != self.tally.link.hex()
            raise self._failure(f"the end line {_difference(row, self.tally)}")
        if not rest:
            raise self._failure("the file is cut: the newline after the end line is missing")
        if rest != [b""]:
            raise self._failure("something follows the end line", 1)

    def altered(self) -> RecordError:
        """Return the failure of the first line not taken where the chain does not hold."""
        return self._failure("the line was changed after it was written: the chain is broken")

    def _failure(self, reason: str, further: int = 0) -> RecordError:
        """Return a failure at the first row not taken, or further on."""
        return RecordError(self._file, reason, RESTORE, len(self.lines) + 2 + further)


def check_place(decision: Decision, before: Decision | None) -> None:
    """Raise RecordError if a decision cannot follow the one before."""
    number, minute = (before.number, before.minute) if before else (0, 0)
    if decision.number != number + 1:
        raise RecordError("decision", f"it carries the number {decision.number}", RESTORE)
    if decision.minute < minute:
        raise RecordError("decision", "its minute lies before the one before", RESTORE)


def _difference(row: bytes, tally: Tally) -> str:
    """Say in what an end line differs from the lines before it."""
    wanted = decode_any(tally.end_line())["end"]
    try:
        found = decode_any(row)["end"]
        wrong = sorted(key for key in wanted if found.get(key) != wanted[key])
    except (*BROKEN, AttributeError, KeyError):
        return "cannot be read"
    if not wrong:
        return "is not in canonical form"
    return f"does not fit the lines before it ({', '.join(wrong)})"
