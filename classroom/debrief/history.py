"""
History, last of all: what happened in the world, with sources and dates, beside what the class did.

Only for a scenario that has a record of the real talks. A row is a turning point: its first date
in the world, and at how many tables the same actor did the same, and when first. The last row is
how it ended. Roles, never people.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from classroom.debrief.board import (
    axis_across,
    dodged,
    key_of,
    label,
    piled,
    series_by_seat,
    sheet,
    star,
)
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import day, few, whole
from sim.charts.markup import Markup
from sim.charts.palette import MUTED, RULE
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, text
from sim.domain.moves import move_kind
from sim.domain.talks import Outcome
from sim.domain.units import MINUTES_DAY
from sim.history_rows import Entry, History, Row
from sim.report.say import NONE, Say

ID = "history"
COLUMNS = (
    "kind", "actor", "row", "date", "source", "confidence", "minute", "tables", "of",
    "first_minute", "median_minute", "last_minute",
)  # fmt: skip
TURNS = (
    "threaten", "suspend", "set_deadline", "order", "sue", "restrict_export", "condition",
    "extend_deadline", "enjoin",
)  # fmt: skip
"""Moves of which the history panel speaks: each changed what all others could do."""
OUTCOME = "outcome"
_ENDS = ("deal_shelved", "deal_closed")
"""Kinds of fact that end talks."""
DIFFERENCES = ("time", "words", "price", "chance")
"""Keys of the sentences that say how the model differs from the world."""


@frozen(kw_only=True)
class Real:
    """The real talks as they are shipped: rows with their sources, and how the record ends."""

    history: History
    outcome: str
    minute: int
    row: int
    """The row that tells of the end."""


def real_of(history: History, outcome: Outcome) -> Real:
    """Return the real talks with their end, told by the row that says so, else the last move's."""
    told = [row for row in history.rows if row.kind in _ENDS]
    last = max(told or [row for row in history.rows if row.entries],
               key=lambda row: (row.date, row.number))  # fmt: skip
    return Real(history=history, outcome=outcome.kind, minute=outcome.minute, row=last.number)


def applies(tables: Sequence[Played], real: Real | None) -> bool:
    """Tell whether the class played the scenario whose real talks these are."""
    return real is not None and bool(tables) and tables[0].scenario.id == real.history.name


def figures(tables: Sequence[Played], real: Real | None = None) -> Figures:
    """Return each turning point and the end, in the world and in the class; none without both."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    if real is not None and applies(tables, real):
        rows = (*_turns(tables, real), _end(tables, real))
    return Figures(panel=ID, columns=COLUMNS, rows=rows)


def _turns(tables: Sequence[Played], real: Real) -> Iterator[tuple[Cell, ...]]:
    firsts = {kind: _first(real.history, kind) for kind in TURNS}
    known = [found for found in firsts.values() if found is not None]
    for entry in sorted(known, key=lambda one: (one.minute, one.row)):
        row = _row_of(real.history, entry.row)
        minutes = sorted(first_minutes(tables, entry.kind, entry.actor).values())
        yield (
            entry.kind, entry.actor, entry.row, row.date, row.source, row.confidence,
            entry.minute, len(minutes), len(tables), *_spread(minutes),
        )  # fmt: skip


def _first(history: History, kind: str) -> Entry | None:
    return next((entry for entry in history.entries if entry.kind == kind), None)


def _row_of(history: History, number: int) -> Row:
    return next(row for row in history.rows if row.number == number)


def first_minutes(tables: Sequence[Played], kind: str, actor: str) -> dict[int, int]:
    """Return by table the minute at which an actor first made a move of a kind."""
    found: dict[int, int] = {}
    for one in tables:
        for made in one.decisions:
            if made.actor == actor and move_kind(made.move) == kind:
                found.setdefault(one.table, made.minute)
    return found


def _spread(minutes: Sequence[int]) -> tuple[int | None, int | None, int | None]:
    """Return first, median and last; of an even number the earlier middle one."""
    if not minutes:
        return None, None, None
    return minutes[0], minutes[(len(minutes) - 1) // 2], minutes[-1]


def _end(tables: Sequence[Played], real: Real) -> tuple[Cell, ...]:
    """Return how it ended in the world, and at how many tables in the same way."""
    alike = sorted(_ends(tables, real.outcome).values())
    told = _row_of(real.history, real.row)
    return (
        OUTCOME, real.outcome, told.number, told.date, told.source, told.confidence, real.minute,
        len(alike), len(tables), *_spread(alike),
    )  # fmt: skip


def _ends(tables: Sequence[Played], kind: str) -> dict[int, int]:
    outcomes = {one.table: one.final.common.outcome for one in tables}
    return {
        table: outcome.minute
        for table, outcome in outcomes.items()
        if outcome is not None and outcome.kind == kind
    }


def panel(tables: Sequence[Played], words: Say, real: Real) -> Panel:
    """Return a lane for each turning point: a star in the world, dots in the class."""
    found = figures(tables, real)
    end = found.rows[-1]
    say = words.text
    ending = words.names.get(f"outcome.{real.outcome}", real.outcome)
    return Panel(
        id=ID,
        title=say("class.history.title"),
        caption=say(
            "class.history.caption", outcome=ending,
            alike=whole(end[7], words), tables=whole(end[8], words),
        ),
        drawing=_drawing(tables, found.rows[:-1], words),
        head=[say(f"class.history.head.{name}") for name in COLUMNS if name != "row"],
        rows=[_said(row, words) for row in found.rows],
        notes=(*few(tables, words), *_differences(real, words)),
    )  # fmt: skip


def _said(row: Sequence[Cell], words: Say) -> list[str]:
    kind, actor, _, date, source, confidence, minute, count, of, *spread = row
    ended = kind == OUTCOME
    what = words.text("class.history.outcome") if ended else _kind(str(kind), words)
    return [
        what, words.outcome(str(actor)) if ended else words.seat(str(actor)),
        words.date(str(date)), str(source),
        words.text(f"class.history.confidence.{confidence}"),
        words.number(day(int(minute or 0))), whole(count, words), whole(of, words),
        *(words.number(day(one)) if isinstance(one, int) else NONE for one in spread),
    ]  # fmt: skip


def _kind(kind: str, words: Say) -> str:
    return words.text(f"class.history.kind.{kind}")


def _differences(real: Real, words: Say) -> list[str]:
    rows = real.history.rows
    moved = sum(1 for row in rows if row.entries)
    said = [words.text("class.history.facts", rows=words.number(len(rows)),
                       moved=words.number(moved))]  # fmt: skip
    return said + [words.text(f"class.history.differs.{key}") for key in DIFFERENCES]


_LEFT, _RIGHT, _TOP, _LANE = 224.0, 640.0, 26.0, 22.0


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    series = series_by_seat(tables[0].scenario, tables[0].seats)
    latest = max(int(value or 0) for row in rows for value in (row[6], row[11]))
    across = Scale(0.0, latest / MINUTES_DAY * 1.03 + 1, _LEFT, _RIGHT)
    foot = _TOP + _LANE * len(rows)
    say = words.text
    parts: list[Markup] = [
        key_of([(star(0, 0, 7), say("class.history.sign.real")),
                (_dot(0, 0), say("class.history.sign.class"))], 10),
        text(714, 14, say("class.history.count"), anchor="end", font_weight="600"),
        axis_across(across, _TOP, foot, say("class.history.axis"), words.number),
    ]  # fmt: skip
    for number, row in enumerate(rows):
        y = _TOP + _LANE * (number + 0.5)
        kind, actor = str(row[0]), str(row[1])
        minutes = sorted(first_minutes(tables, kind, actor).values())
        parts += [
            line(_LEFT, y, _RIGHT, y, stroke=RULE), mark(10, y, series.get(actor), 5.0),
            label(22, y, _kind(kind, words), width=_LEFT - 26),
            label(714, y, say("class.history.of", n=whole(row[7], words),
                              of=whole(row[8], words)), anchor="end"),
            *_lane(minutes, across, y),
            star(across(int(row[6] or 0) / MINUTES_DAY), y, 7),
        ]  # fmt: skip
    return sheet(say("class.history.title"), foot + 40, parts)


def _lane(minutes: Sequence[int], across: Scale, y: float) -> list[Markup]:
    places = [across(minute / MINUTES_DAY) for minute in minutes]
    layers = dodged(places, 5.0)
    step = min(5.0, (_LANE - 6) / (max(layers, default=0) + 1))
    return [_dot(x, y + piled(layer, step)) for x, layer in zip(places, layers, strict=True)]


def _dot(x: float, y: float) -> Markup:
    return mark(x, y, 0, 3.2, fill=MUTED)
