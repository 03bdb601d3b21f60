"""
Read records of either kind, fold them, check them, show them, fork them.

Light on purpose: a record opens where the calendar, the screen, the columns and the web are absent.
Neither strategies nor luck are asked here; what happened is in the lines.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from sim.domain.decision import Decision, Header
from sim.domain.events import Event, TalksEnded, event_kind
from sim.paths import reading_trouble
from sim.record.archive import OPEN, OVER, check_place, read_archive, write_archive
from sim.record.chain import all_links, first_link, last_link, next_link
from sim.record.codec import RESTORE, body_of, decode_decision, decode_header
from sim.record.errors import RecordError
from sim.record.opening import READ, connect_to_read, guarded
from sim.record.saves import open_save
from sim.record.sqlite import SqliteLog
from sim.record.store import TRUNK, Log, current

if TYPE_CHECKING:
    from sim.domain.talks import Talks


@frozen(kw_only=True)
class Record:
    """The valid part of a stored record, with the first failure met on the way."""

    path: str
    branch: int | None
    """The branch of a save; None for an archive, which has but one."""
    header_line: bytes
    header: Header
    lines: tuple[bytes, ...]
    decisions: tuple[Decision, ...]
    digest: str
    failure: RecordError | None
    doubt: RecordError | None = None
    """The failure again where it lets no decision be believed, not even those before it."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Return all events in order; an event's position here is its `seq`."""
        return tuple(event for decision in self.decisions for event in decision.events)

    @property
    def state(self) -> str:
        """Return "over" if the talks have their outcome, else "open"."""
        return OVER if any(isinstance(event, TalksEnded) for event in self.events) else OPEN

    @property
    def sealed(self) -> bool:
        """Tell whether the stored count and link of the last decision agree with the lines."""
        return self.failure is None


def open_record(path: str | Path, branch: int | None = None) -> Record:
    """
    Open an archive or a save, told apart by content; a save at its current branch by default.

    Raises RecordError if there is nothing to read; later damage stands in `failure`.
    """
    trouble = reading_trouble(str(path), "record")
    if trouble is not None:
        raise RecordError(str(path) or "record", *trouble)
    path = Path(path)
    if is_save(path):
        log = open_save(path, mode=READ)
        try:
            return read_log(log, branch)
        finally:
            log.close()
    if branch not in (None, TRUNK):
        raise RecordError(str(path), "an archive has one branch only", "leave the branch out")
    found = read_archive(path)
    return Record(
        path=str(path),
        branch=None,
        header_line=found.header_line,
        header=found.header,
        lines=found.lines,
        decisions=found.decisions,
        digest=found.tally.link.hex(),
        failure=found.failure,
        doubt=found.doubt,
    )


def is_save(path: Path) -> bool:
    """
    Tell whether a file is a database.

    SQLite itself is asked: opening a live save by other means would drop its locks when closed.
    """
    with guarded(str(path)):
        try:
            connect_to_read(path).close()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
                return False
            raise
    return True


def read_log(log: Log, branch: int | None = None) -> Record:
    """Read one branch of a log, the current one by default: check each link, decode each line."""
    failure = doubt = None
    if branch is None:
        try:
            branch = current(log)
        except RecordError as error:
            branch, failure = TRUNK, error
            doubt = error
    else:
        log.head(branch)
    try:
        header = decode_header(log.header)
    except RecordError as error:
        raise error.at(log.file) from error
    lines: list[bytes] = []
    decisions: list[Decision] = []
    try:
        link = _collect(log, branch, lines, decisions)
    except RecordError as error:
        failure = failure or error
        link = last_link(log.header, lines)
    return Record(
        path=log.file,
        branch=branch,
        header_line=log.header,
        header=header,
        lines=tuple(lines),
        decisions=tuple(decisions),
        digest=link.hex(),
        failure=failure,
        doubt=doubt,
    )


def _collect(log: Log, branch: int, lines: list[bytes], decisions: list[Decision]) -> bytes:
    """Fill the lists as long as lines fit; return the last link, or raise RecordError."""
    head = log.head(branch)
    rows, failure = _rows(log, branch)
    made = _at_once(log.header, rows)
    if made is None:
        _one_by_one(log, rows, lines, decisions)
    else:
        lines += [line for line, _ in rows]
        decisions += made
    if failure is not None:
        raise failure
    link = rows[-1][1] if rows else first_link(log.header)
    if link != head.link:
        raise RecordError(log.file, "the end of the branch does not fit its lines", RESTORE)
    return link


def _rows(log: Log, branch: int) -> tuple[list[tuple[bytes, bytes]], RecordError | None]:
    """Return lines with their stored links, as many as the log gives, and what stopped it."""
    rows: list[tuple[bytes, bytes]] = []
    try:
        for row in log.linked(branch):
            rows.append(row)  # noqa: PERF402 - what was read before an error is kept
    except RecordError as error:
        return rows, error
    return rows, None


def _at_once(header: bytes, rows: list[tuple[bytes, bytes]]) -> list[Decision] | None:
    """
    Return the decisions of sound rows; None if anything is wrong with any of them.

    Each step takes all rows before the next begins, which is a tenth faster than one by one.
    """
    lines = [line for line, _ in rows]
    if all_links(header, lines)[1:] != [stored for _, stored in rows]:
        return None
    try:
        decisions = [decode_decision(line) for line in lines]
    except RecordError:
        return None
    return decisions if _in_order(decisions) else None


def _in_order(decisions: list[Decision]) -> bool:
    """Tell whether decisions are numbered from 1 and never go back in time."""
    minute = 0
    for number, decision in enumerate(decisions, 1):
        if decision.number != number or decision.minute < minute:
            return False
        minute = decision.minute
    return True


def _one_by_one(
    log: Log, rows: list[tuple[bytes, bytes]], lines: list[bytes], decisions: list[Decision]
) -> None:
    """Fill the lists up to the first row that does not fit, and raise RecordError for that."""
    link = first_link(log.header)
    for number, (line, stored) in enumerate(rows, 1):
        link = next_link(link, line)
        if link != stored:
            raise _unlinked(log, number)
        try:
            decision = decode_decision(line)
            check_place(decision, decisions[-1] if decisions else None)
        except RecordError as error:
            raise error.at(log.file, None, f"decision {number}") from error
        lines.append(line)
        decisions.append(decision)


def _unlinked(log: Log, number: int) -> RecordError:
    reason = f"decision {number} or what lies before it does not fit the chain"
    return RecordError(log.file, reason, RESTORE)


def fold(record: Record, at: int | None = None) -> "Talks":
    """Return the talks after the first `at` decisions, or after all."""
    from sim.domain.decider import initial
    from sim.domain.folding import folded_all

    return folded_all(initial(record.header), record.decisions[: _checked_at(record, at)])


def replay(
    path: str | Path, at: int | None = None, seat: str | None = None, branch: int | None = None
) -> list[dict[str, Any]]:
    """
    Return the events as rows of plain values: all of them, or those one seat sees.

    A seat's rows are numbered by themselves, and `at` counts the decisions that the seat sees:
    gaps would tell it what is hidden. Raises RecordError if the record is damaged.
    """
    record = open_record(path, branch)
    if record.failure is not None:
        raise record.failure
    return rows(record, at, seat)


def rows(record: Record, at: int | None = None, seat: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of a record that is already open, damaged or not."""
    if seat is None:
        return _numbered(record.decisions[: _checked_at(record, at)], None)
    seen = _seen_by(record, seat)
    if at is not None and not 0 <= at <= len(seen):
        raise _beyond(record.path, at, len(seen))
    return _numbered(seen[:at], seat)


def _seen_by(record: Record, seat: str) -> tuple[Decision, ...]:
    """Return the decisions of which a seat sees any event, with those events only, renumbered."""
    from sim.domain.audience import sees

    scenario = record.header.scenario
    known = [actor.id for actor in scenario.actors]
    if seat not in known:
        raise RecordError(
            record.path, f"there is no actor {seat!r}", f"choose one of {', '.join(known)}"
        )
    seen: list[Decision] = []
    for decision in record.decisions:
        events = tuple(event for event in decision.events if sees(seat, event, scenario))
        if events:
            seen.append(_renumbered(decision, len(seen) + 1, events))
    return tuple(seen)


def _renumbered(decision: Decision, number: int, events: tuple[Event, ...]) -> Decision:
    """Return a decision with another number and some of its events."""
    return Decision(
        number=number,
        actor=decision.actor,
        minute=decision.minute,
        source=decision.source,
        move=decision.move,
        events=events,
    )


def _numbered(decisions: tuple[Decision, ...], seat: str | None) -> list[dict[str, Any]]:
    """Return one row an event; for a seat the actor is only who the event itself names."""
    found: list[dict[str, Any]] = []
    for decision in decisions:
        for event in decision.events:
            data = body_of(event)
            hidden = seat is not None and decision.actor != seat
            found.append(
                {
                    "seq": len(found),
                    "minute": decision.minute,
                    "kind": event_kind(event),
                    "actor": data.get("by") if hidden else decision.actor,
                    "decision": decision.number,
                    "data": data,
                }
            )
    return found


def fork(path: str | Path, at: int, out: str | Path, branch: int | None = None) -> Record:
    """
    Write the first `at` decisions of a record as a new archive, and return that.

    Raises RecordError if the record is damaged there or before.
    """
    record = open_record(path, branch)
    write_archive(out, record.header_line, believed(record, at))
    return open_record(out)


def believed(record: Record, at: int) -> tuple[bytes, ...]:
    """
    Return the lines of the first `at` decisions, for a fork: it gets a chain of its own.

    So it may hold nothing that the chain of the record does not vouch for. Raises RecordError, the
    record's own failure where it is damaged before that place or nobody knows where.
    """
    if record.doubt is not None:
        raise record.doubt
    return record.lines[: _checked_at(record, at)]


def check_chain(log: Log, branch: int, at: int) -> None:
    """Raise RecordError where the first `at` decisions of a branch do not fit their links."""
    link = first_link(log.header)
    for number, (line, stored) in enumerate(log.linked(branch, 1, at), 1):
        link = next_link(link, line)
        if link != stored:
            raise _unlinked(log, number)


def export_save(log: SqliteLog | Log, out: str | Path, branch: int | None = None) -> None:
    """Write one branch of a log as an archive."""
    branch = current(log) if branch is None else branch
    write_archive(out, log.header, log.read(branch))


def _checked_at(record: Record, at: int | None) -> int:
    """Return how many decisions are meant; raise RecordError if the record has fewer."""
    count = len(record.decisions)
    if at is None:
        return count
    if not 0 <= at <= count:
        raise record.failure or _beyond(record.path, at, count)
    return at


def _beyond(file: str, at: int, count: int) -> RecordError:
    """Return the error for a number of decisions that is not there."""
    return RecordError(
        file, f"there is no decision {at}, the last is {count}", f"choose 0 to {count}"
    )
