"""What rows of several files share: ids, moments, who acted, how values are written."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from classroom.cohort.state import MS
from classroom.debrief.panel import Figures
from classroom.exports.columns import Cell, Row
from classroom.exports.kept import Kept, KeptTable
from sim.domain.decision import HUMAN, SCRIPT, STRATEGY, Decision
from sim.domain.lookup import index_of
from sim.record.codec import canonical

GIVEN, WITHHELD, ERASED = "given", "withheld", "erased"
"""What became of words: they stand here, nobody asked for them, or they were deleted."""
EVERYBODY = "all"
APART = " "
"""Between the parts of a cell that lists ids."""


def utc(at: int) -> str | None:
    """Return a wall time in milliseconds as ISO 8601, none for 0."""
    if not at:
        return None
    seconds, rest = divmod(at, MS)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def js(value: object) -> str:
    """Return a value as canonical JSON."""
    return canonical(value).decode()


def table_ids(kept: Kept, number: int) -> Row:
    """Return the columns that name a table; one that sits nowhere has no table."""
    return {
        "session_code": kept.code,
        "table_id": kept.table_id(number) if number else None,
        "group_id": number or None,
    }


def when(table: KeptTable, decision: Decision) -> Row:
    """Return the columns that say when a decision was taken."""
    stamp = table.stamps.get(decision.number)
    return {
        "utc_time": None if stamp is None else utc(stamp.at),
        "elapsed_s": table.played.seconds.get(decision.number),
        "sim_time": decision.minute,
    }


def who(kept: Kept, role: str) -> Row:
    """Return the columns that name an actor; one that is no seat has no number."""
    return {
        "id_in_group": 1 + kept.roles.index(role) if role in kept.roles else None,
        "role": role,
    }


def participant(table: KeptTable, decision: Decision) -> str:
    """Return the pseudonym of whoever took a decision; nobody's for a strategy."""
    stamp = table.stamps.get(decision.number)
    return "" if stamp is None else stamp.participant


def actor_kind(kept: Kept, decision: Decision) -> str:
    """Return who decided: a person, a strategy in a seat, the teacher, or nobody in the room."""
    if decision.source == HUMAN:
        return "human"
    if decision.source == SCRIPT:
        return "teacher"
    actor = index_of(kept.scenario).actors.get(decision.actor)
    seated = actor is not None and actor.is_seat
    return "bot" if seated and decision.source == STRATEGY else "system"


def decision_id(kept: Kept, number: int, decision: int) -> str:
    """Return the name of a decision that no other class has."""
    return f"{kept.table_id(number)}.d{decision}"


def words(body: str | None, *, messages: bool) -> Row:
    """Return words and what became of them; without being asked for they tell nothing at all."""
    if not messages:
        return {"body_status": WITHHELD, "body": None}
    return {"body_status": ERASED if body is None else GIVEN, "body": body}


def keyed(figures: Figures) -> Mapping[tuple[Cell, Cell], Row]:
    """Return the rows of a panel by table and seat."""
    rows: Iterable[Row] = (dict(zip(figures.columns, row, strict=True)) for row in figures.rows)
    return {(row["table"], row["seat"]): row for row in rows}
