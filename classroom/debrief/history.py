"""
History, last of all: what happened in the world, with sources and dates, beside what the class did.

Only for a scenario that has a record of the real talks. A row is a turning point: its first date
in the world, and at how many tables the same actor did the same, and when first. One turn is told
by its table instead of its actor: that the paper of another table was agreed on. The last row is
how it ended, beside the tables whose talks came to an end as well: a lesson that was over is none.
Roles, never people.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from classroom.debrief.board import (
    HIGH,
    axis_across,
    gathered,
    key_of,
    label,
    series_by_seat,
    sheet,
    star,
)
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import day, few, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, MUTED, RULE, SECOND, SIZE
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, place, text
from sim.domain.events import TermsSigned
from sim.domain.moves import move_kind
from sim.domain.setting import Scenario
from sim.domain.talks import DEAL, Outcome
from sim.domain.units import MINUTES_DAY
from sim.history_rows import Entry, History, Row, text_key
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
RIVAL = "rival"
"""The turn at which the buyer was refused: all said yes at a table that makes another outcome."""
_YES, _NO = "accept", "reject"
OUTCOME = "outcome"
_ENDS = ("deal_shelved", "deal_closed")
"""Kinds of fact that end talks."""
PALE = "#d5d8dd"
"""Fill of a mark that holds a number."""
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
    known = [(kind, found) for kind in TURNS if (found := _first(real.history, kind)) is not None]
    chosen = rival_of(real.history, tables[0].scenario)
    if chosen is not None:
        known.append((RIVAL, chosen))
    for kind, entry in sorted(known, key=lambda one: (one[1].minute, one[1].row)):
        row = _row_of(real.history, entry.row)
        minutes = _minutes(tables, kind, entry.actor)
        yield (
            kind, entry.actor, entry.row, row.date, row.source, row.confidence,
            entry.minute, len(minutes), len(tables), *_spread(minutes),
        )  # fmt: skip


def _first(history: History, kind: str) -> Entry | None:
    return next((entry for entry in history.entries if entry.kind == kind), None)


def rival_of(history: History, scenario: Scenario) -> Entry | None:
    """Return the first yes of a seat at a table that makes no deal of the scenario, if any."""
    elsewhere, seats = _elsewhere(scenario), scenario.preferences
    return next(
        (
            entry
            for entry in history.entries
            if entry.kind == _YES and entry.actor in seats and entry.fields["table"] in elsewhere
        ),
        None,
    )


def refusal_of(history: History, scenario: Scenario) -> Entry | None:
    """Return the last no of the same seat at the main table, before it said yes elsewhere."""
    chosen = rival_of(history, scenario)
    if chosen is None:
        return None
    before = [one for one in history.entries if one.minute <= chosen.minute]
    said = [
        one
        for one in before
        if one.kind == _NO
        and one.actor == chosen.actor
        and one.fields["table"] not in _elsewhere(scenario)
    ]
    return said[-1] if said else None


def _elsewhere(scenario: Scenario) -> frozenset[str]:
    return frozenset(one.id for one in scenario.tables if one.outcome != DEAL)


def _minutes(tables: Sequence[Played], kind: str, actor: str) -> list[int]:
    """Return when tables first came to a turn, in order."""
    found = first_rivals(tables) if kind == RIVAL else first_minutes(tables, kind, actor)
    return sorted(found.values())


def first_rivals(tables: Sequence[Played]) -> dict[int, int]:
    """Return by table the minute at which all first said yes at another table than the main one."""
    found: dict[int, int] = {}
    for one in tables:
        elsewhere = _elsewhere(one.scenario)
        for made in one.decisions:
            if any(isinstance(event, TermsSigned) and event.table in elsewhere
                   for event in made.events):  # fmt: skip
                found.setdefault(one.table, made.minute)
    return found


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
    """Return how it ended in the world, and at how many tables that came to an end so too."""
    outcomes = {one.table: one.final.common.outcome for one in tables}
    known = {table: outcome for table, outcome in outcomes.items() if outcome is not None}
    alike = sorted(one.minute for one in known.values() if one.kind == real.outcome)
    told = _row_of(real.history, real.row)
    return (
        OUTCOME, real.outcome, told.number, told.date, told.source, told.confidence, real.minute,
        len(alike), len(known), *_spread(alike),
    )  # fmt: skip


def panel(tables: Sequence[Played], words: Say, real: Real) -> Panel:
    """Return a lane for each turning point, a star in the world, dots in the class, and the end."""
    found = figures(tables, real)
    say = words.text
    return Panel(
        id=ID,
        title=say("class.history.title"),
        caption=_caption(tables, real, words),
        drawing=_drawing(tables, found.rows, real, words),
        head=[say(f"class.history.head.{name}") for name in COLUMNS if name != "row"],
        rows=[_said(row, real, words) for row in found.rows],
        notes=few(tables, words),
        more=(say("class.history.limits"), _rests_on(real, words),
              *(say(f"class.history.differs.{key}") for key in DIFFERENCES)),
    )  # fmt: skip


def _caption(tables: Sequence[Played], real: Real, words: Say) -> str:
    """Return what the record says of the refusal and of the choice that followed, if it does."""
    scenario = tables[0].scenario
    chosen = rival_of(real.history, scenario)
    refused = refusal_of(real.history, scenario)
    if chosen is None or refused is None:
        return words.text("class.history.caption_none", end=_ending(real, words),
                          date=words.date(_row_of(real.history, real.row).date))  # fmt: skip
    told = [words.names.get(text_key(one.row), "") for one in (refused, chosen)]
    date = words.date(_row_of(real.history, chosen.row).date)
    return words.text("class.history.caption", date=date, refused=told[0], chosen=told[1])


def _ending(real: Real, words: Say) -> str:
    """Return how the record's last fact calls the end, else how the rules call it."""
    key = f"class.history.end.{_row_of(real.history, real.row).kind}"
    if words.text.has(key):
        return words.text(key)
    return words.names.get(f"outcome.{real.outcome}", real.outcome)


def _said(row: Sequence[Cell], real: Real, words: Say) -> list[str]:
    kind, actor, _, date, source, confidence, minute, count, of, *spread = row
    ended = kind == OUTCOME
    what = words.text("class.history.outcome") if ended else _kind(str(kind), words)
    return [
        what, _ending(real, words) if ended else words.seat(str(actor)),
        words.date(str(date)), str(source),
        words.text(f"class.history.confidence.{confidence}"),
        words.number(day(int(minute or 0))), whole(count, words), whole(of, words),
        *(words.number(day(one)) if isinstance(one, int) else NONE for one in spread),
    ]  # fmt: skip


def _kind(kind: str, words: Say) -> str:
    return words.text(f"class.history.kind.{kind}")


def _rests_on(real: Real, words: Say) -> str:
    rows = real.history.rows
    moved = sum(1 for row in rows if row.entries)
    return words.text("class.history.facts", rows=words.number(len(rows)),
                      moved=words.number(moved))  # fmt: skip


_LEFT, _RIGHT, _TOP, _WHAT = 292.0, 640.0, 26.0, 118.0
_HIGHEST, _LANE_MOST = HIGH - 46.0, 26.0


def _drawing(
    tables: Sequence[Played], rows: Sequence[Sequence[Cell]], real: Real, words: Say
) -> Markup:
    *turns, end = rows
    latest = max((int(value or 0) for row in turns for value in (row[6], row[11])), default=0)
    across = Scale(0.0, latest / MINUTES_DAY * 1.03 + 1, _LEFT, _RIGHT - 34)
    lane = min((_HIGHEST - _TOP) / len(rows), _LANE_MOST)
    foot = _TOP + lane * len(rows)
    say = words.text
    parts: list[Markup] = [
        key_of([(star(0, 0, 6.5), say("class.history.sign.real")),
                (_dot(0, 0), say("class.history.sign.class"))], 10),
        text(714, 14, say("class.history.count"), anchor="end", font_weight="600"),
        axis_across(across, _TOP, foot, "", words.number),
        text(_LEFT - 14, foot + 15, say("class.history.axis"), anchor="end", font_weight="600"),
    ]  # fmt: skip
    series = series_by_seat(tables[0].scenario, tables[0].seats)
    for number, row in enumerate(turns):
        y = _TOP + lane * (number + 0.5)
        actor = str(row[1])
        minutes = _minutes(tables, str(row[0]), actor)
        parts += [_name(mark(10, y, series.get(actor), 5.0), words.seat(actor),
                        _kind(str(row[0]), words), y),
                  _lane(minutes, int(row[6] or 0), across, y),
                  label(714, y, say("class.history.of", n=whole(row[7], words),
                                    of=whole(row[8], words)), anchor="end")]  # fmt: skip
    parts.append(_last(end, real, foot - lane / 2, words))
    return sheet(say("class.history.title"), foot + 20, parts)


def _name(sign: Markup, actor: str, what: str, y: float) -> Markup:
    """Return who did what, at the head of a lane."""
    return el("g", sign, label(22, y, actor, width=_WHAT - 26, fill=SECOND),
              label(_WHAT, y, what, width=_LEFT - _WHAT - 8),
              line(_LEFT, y, _RIGHT, y, stroke=RULE))  # fmt: skip


def _lane(minutes: Sequence[int], real: int, across: Scale, y: float) -> Markup:
    """Return the star of the world above the line, and the class below: it hides nothing."""
    marks = [
        _dot(x, y + 3.7) if many == 1 else _several(x, y + 3.7, many)
        for x, many in gathered([across(minute / MINUTES_DAY) for minute in minutes], _APART)
    ]
    return el("g", marks, star(across(real / MINUTES_DAY), y - 6.2, 5.2))


_APART = 14.0
"""Marks that would stand nearer are one with its number."""


def _several(x: float, y: float, many: int) -> Markup:
    """Return a mark for several tables with their number."""
    half = 3.5 + 3.5 * len(f"{many}")
    box = el("rect", x=place(x - half), y=place(y - 6.2), width=place(2 * half), height="12.4",
             rx="6.2", fill=PALE, stroke=INK, stroke_width="0.8")  # fmt: skip
    return el("g", box, text(x, y + SIZE * 0.36, f"{many}", anchor="middle"))


def _last(end: Sequence[Cell], real: Real, y: float, words: Say) -> Markup:
    """Return how it ended in the world and when: later than what the axis shows."""
    said = words.text("class.history.ended", end=_ending(real, words),
                      date=words.date(str(end[3])))  # fmt: skip
    tip = _RIGHT - 2
    arrow = el(
        "path",
        d=f"M{place(tip - 6)},{place(y - 4)} L{place(tip)},{place(y)} "
        f"L{place(tip - 6)},{place(y + 4)}",
        fill="none",
        stroke=INK,
        stroke_width="1.6",
    )
    return el("g", line(_LEFT, y, tip, y, stroke=RULE),
              label(22, y, words.text("class.history.outcome"), font_weight="600"),
              label(tip - 24, y, said, anchor="end", font_weight="600"),
              star(tip - 14, y, 6.0), arrow)  # fmt: skip


def _dot(x: float, y: float) -> Markup:
    return mark(x, y, 0, 3.4, fill=MUTED)
